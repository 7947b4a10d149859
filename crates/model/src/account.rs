//! What is known of a person beyond what the engine needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    AccountState, AreaCode, EmailAddress, FieldName, JobTitle, LanguageTag, Notifications, PersonName, Phone,
    Qualification, User,
};

/// The other half of a [`User`]: how to reach somebody, where that person works, what was learned, and whether the door is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Account {
    /// Whether the account may be used. `User::active` follows it.
    pub state: AccountState,
    /// The address for letters, and for recovering the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<PersonName>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<PersonName>,
    /// What the job is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<JobTitle>,
    /// Telephones, the preferred one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    /// Where the person works. A role line with areas reaches people by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// The language of screens and letters; the company's when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// What to tell, and how.
    #[serde(skip_serializing_if = "Notifications::is_empty")]
    pub notifications: Notifications,
    /// Further facts, described by the installation's [`AttributeSchema`](crate::AttributeSchema).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<FieldName, serde_json::Value>,
    /// Skills, certificates, specialisations and trainings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<Qualification>,
}

impl Account {
    /// What to call the person: the name that `user` has been given, else first and last name. None if neither is known;
    /// then the login has to do.
    #[must_use]
    pub fn display_name(&self, user: &User) -> Option<String> {
        let given = user.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let parts = [&self.first_name, &self.last_name].into_iter().flatten();
        let name = || parts.map(PersonName::as_str).collect::<Vec<_>>().join(" ");
        Some(given.map_or_else(name, str::to_owned)).filter(|name| !name.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_for_people() {
        let name = |text: &str, given: Option<&str>| {
            let account: Account = serde_json::from_str(text).unwrap();
            account.display_name(&User { name: given.map(str::to_owned), ..User::default() })
        };
        let both = r#"{"first_name":"Asha","last_name":"Rao"}"#;
        assert_eq!(name(both, None).as_deref(), Some("Asha Rao"));
        assert_eq!(name(both, Some("Dr Rao")).as_deref(), Some("Dr Rao"));
        assert_eq!(name(both, Some(" ")).as_deref(), Some("Asha Rao"));
        assert_eq!(name(r#"{"last_name":"Rao"}"#, None).as_deref(), Some("Rao"));
        assert_eq!(name("{}", None), None);
    }

    #[test]
    fn the_wire_form_says_no_more_than_it_must() {
        assert_eq!(serde_json::to_string(&Account::default()).unwrap(), r#"{"state":"active"}"#);
        let text = r#"{"state":"suspended","email":"Asha@office.example","first_name":"Asha","job_title":"Registrar","phones":[{"kind":"mobile","number":"+639170000000"}],"area":"D-1","language":"en-PH","notifications":{"role.ending":["email"]},"attributes":{"badge":7},"qualifications":[{"kind":"skill","name":"Typing"}]}"#;
        let account: Account = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&account).unwrap(), text);
        for wrong in
            [text.replace("email\":", "mail\":"), text.replace("Asha@", "@"), text.replace("+639", "09")]
        {
            assert!(serde_json::from_str::<Account>(&wrong).is_err(), "{wrong}");
        }
    }
}
