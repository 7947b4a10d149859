//! A user as somebody writes one.

use std::collections::BTreeMap;

use bailiwick_model::{
    Account, AccountState, AreaCode, CompanyId, DepartmentId, EmailAddress, FieldName, GroupId, JobTitle,
    Label, LanguageTag, Notifications, PersonName, Phone, Qualification, RecordId, User, UserId, UserKind,
    Validity, ValidityError,
};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;

use super::{FormError, LineForm, LineView, OverrideView, once_each, patch};

/// Everything of a user that may be written, but for state, role lines, groups and overrides, which have ways of their own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UserForm {
    /// What to call the person, where first and last name do not make it: a line of up to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "line")]
    pub name: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub first_name: Option<PersonName>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub last_name: Option<PersonName>,
    /// The address for letters and for signing in; no other account has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Email)]
    pub email: Option<EmailAddress>,
    /// Telephones, the preferred one first; 20 at most.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "at_most::<20, _, _>")]
    #[schema(value_type = Vec<Object>)]
    pub phones: Vec<Phone>,
    /// What the job is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub job_title: Option<JobTitle>,
    /// Whose side; ours when absent from what makes one, and hidden when absent from what is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub kind: Option<UserKind>,
    /// Home company.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub company: Option<CompanyId>,
    /// Further companies to act for; 1,000 at most.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "at_most::<1_000, _, _>")]
    #[schema(value_type = Vec<String>)]
    pub companies: Vec<CompanyId>,
    /// Department of the home company.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub department: Option<DepartmentId>,
    /// Where the person works.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub area: Option<AreaCode>,
    /// Language of screens and letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub language: Option<LanguageTag>,
    /// IANA time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The first day on which the account may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    /// What to tell, and how.
    #[serde(skip_serializing_if = "Notifications::is_empty")]
    #[schema(value_type = Object)]
    pub notifications: Notifications,
    /// Further facts, described by the installation's schema.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    pub attributes: BTreeMap<FieldName, Json>,
    /// Skills, certificates, specialisations and trainings; 200 at most.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "at_most::<200, _, _>")]
    #[schema(value_type = Vec<Object>)]
    pub qualifications: Vec<Qualification>,
    /// Id among the records of the user model, when records refer to it by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    pub external_id: Option<RecordId>,
}

/// One line of text, which no list of people is torn by.
fn line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let line = Option::<Label>::deserialize(deserializer)?;
    Ok(line.map(|line| line.as_str().to_owned()))
}

/// Not more of something than any person has.
fn at_most<'de, const MOST: usize, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let all = Vec::<T>::deserialize(deserializer)?;
    if all.len() > MOST {
        let why = format!("at most {MOST} may be given, these are {}; leave some out", all.len());
        return Err(serde::de::Error::custom(why));
    }
    Ok(all)
}

/// A user to be made: basic information, state, role lines and groups in one.
#[derive(Clone, Debug, PartialEq)]
pub struct NewUser {
    /// The name to sign in with, which never changes; the address when absent.
    pub login: Option<UserId>,
    /// Whether the person is invited first; at once active otherwise.
    pub invite: bool,
    /// What is written of the user.
    pub form: UserForm,
    /// Role lines.
    pub lines: Vec<LineForm>,
    /// Groups given directly; only for users without role lines.
    pub groups: Vec<GroupId>,
}

impl NewUser {
    /// From the body of a request: the members of [`UserForm`] with `login`, `invite`, `lines` and `groups` beside them.
    ///
    /// # Errors
    /// [`FormError`] names the member that is at fault.
    pub fn read(mut body: Map<String, Json>) -> Result<Self, FormError> {
        let beside = ["login", "invite", "lines", "groups"];
        let beside =
            beside.into_iter().filter_map(|name| Some((name.to_owned(), body.remove(name)?))).collect();
        let Beside { login, invite, lines, groups } = patch::read(Json::Object(beside))?;
        Ok(Self { login, invite, lines, groups, form: patch::read(Json::Object(body))? })
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Beside {
    login: Option<UserId>,
    invite: bool,
    lines: Vec<LineForm>,
    groups: Vec<GroupId>,
}

impl UserForm {
    /// What of a user can be written.
    #[must_use]
    pub fn of(user: &User, account: &Account) -> Self {
        let composed = account.display_name(&User::default());
        Self {
            // A name that is made of the others is not one of its own.
            name: user.name.clone().filter(|name| Some(name) != composed.as_ref()),
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            email: account.email.clone(),
            phones: account.phones.clone(),
            job_title: account.job_title.clone(),
            kind: Some(user.kind),
            company: user.company.clone(),
            companies: user.companies.clone(),
            department: user.department.clone(),
            area: account.area.clone(),
            language: account.language.clone(),
            timezone: user.timezone.clone(),
            valid_from: user.validity.from(),
            valid_to: user.validity.to(),
            notifications: account.notifications.clone(),
            attributes: account.attributes.clone(),
            qualifications: account.qualifications.clone(),
            external_id: user.id.clone(),
        }
    }

    /// Writes the form to both halves of a user.
    ///
    /// # Errors
    /// When the account would never be valid.
    pub fn write(self, user: &mut User, account: &mut Account) -> Result<(), ValidityError> {
        user.validity = Validity::new(self.valid_from, self.valid_to)?;
        user.kind = self.kind.unwrap_or_default();
        user.company = self.company;
        // What came with a document is not judged, see the forms of places.
        if self.companies != user.companies {
            user.companies = once_each(self.companies);
        }
        user.department = self.department;
        user.timezone = self.timezone;
        user.id = self.external_id;
        account.first_name = self.first_name;
        account.last_name = self.last_name;
        account.email = self.email;
        account.phones = self.phones;
        account.job_title = self.job_title;
        account.area = self.area;
        account.language = self.language;
        account.notifications = self.notifications;
        account.attributes = self.attributes;
        account.qualifications = self.qualifications;
        user.name = self.name;
        user.name = account.display_name(user);
        Ok(())
    }
}

/// A user: what can be written, and what Bailiwick knows besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UserView {
    /// The name that never changes.
    #[schema(value_type = String)]
    pub login: UserId,
    /// What to call the person.
    pub display_name: String,
    /// Whether the account may be used; absent where that is hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub state: Option<AccountState>,
    /// What can be written.
    #[serde(flatten)]
    pub form: UserForm,
    /// Whether nothing is refused to this user.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub superuser: bool,
    /// Groups given directly.
    #[schema(value_type = Vec<String>)]
    pub groups: Vec<GroupId>,
    /// Whether role lines manage the rights, so that groups given directly do not count.
    pub managed_by_roles: bool,
    /// Own role lines and those of company and department.
    pub lines: Vec<LineView>,
    /// Exceptions for this user alone.
    pub overrides: Vec<OverrideView>,
    /// When the account was made, in microseconds since 1970; 0 for one that came with a document.
    pub created_us: i64,
    /// When it was changed last.
    pub changed_us: i64,
    /// Tells this state of the user from any other: the ETag.
    pub tag: String,
}

/// A user as he sees himself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeView {
    /// The account.
    #[serde(flatten)]
    pub user: UserView,
    /// Every group that is held today, by role lines or directly, with what they imply.
    pub held_groups: Vec<String>,
    /// What may be changed in the own account.
    pub editable: Vec<String>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn new(body: Json) -> Result<NewUser, FormError> {
        let Json::Object(body) = body else { unreachable!() };
        NewUser::read(body)
    }

    #[test]
    fn nobody_has_more_than_people_have() {
        let phones = vec![json!({"kind": "mobile", "number": "+639171234567"}); 21];
        for (body, place) in [
            (json!({ "phones": phones }), "/phones"),
            (json!({ "name": "Ben\u{1b}[31m" }), "/name"),
            (json!({ "name": "n".repeat(201) }), "/name"),
        ] {
            assert_eq!(new(body).unwrap_err().pointer, place);
        }
    }

    #[test]
    fn one_body_makes_a_user_with_all_that_belongs_to_it() {
        let made = new(json!({
            "login": "asha", "first_name": "Asha", "last_name": "Rao", "email": "asha@office.example",
            "lines": [{"role": "registrar", "areas": ["D-1"], "from": "2026-12-01", "to": "2027-03-31"}],
        }))
        .unwrap();
        assert_eq!((made.lines.len(), made.invite), (1, false));
        let (mut user, mut account) = (User::default(), Account::default());
        made.form.clone().write(&mut user, &mut account).unwrap();
        assert_eq!(user.name.as_deref(), Some("Asha Rao"));
        assert_eq!(UserForm::of(&user, &account), UserForm { kind: Some(UserKind::Internal), ..made.form });
    }

    #[test]
    fn nothing_else_can_be_written() {
        for (member, value) in [
            ("superuser", json!(true)),
            ("active", json!(true)),
            ("overrides", json!([])),
            ("state", json!("active")),
        ] {
            let error = new(json!({"login": "asha", member: value})).unwrap_err();
            assert_eq!(error.pointer, format!("/{member}"), "{error}");
        }
        assert_eq!(new(json!({"lines": [{"role": "r", "granted_by": "me"}]})).unwrap_err().pointer, "/lines");
    }
}
