//! A company as somebody writes one.

use bailiwick_model::{Company, CompanyId, CompanyKind, Label, RecordId, TimeZoneName};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FormError, LineView, NewPlace, patch};

/// Everything of a company that may be written, but for its role lines and settings, which have ways of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompanyForm {
    /// Its name for people.
    pub name: String,
    /// The company above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub parent: Option<CompanyId>,
    /// Ours or served by us; ours when absent from what makes one, and hidden when absent from what is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub kind: Option<CompanyKind>,
    /// IANA time zone that decides what "today" is for its people; that of the company above when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Id among the records of the company model, when records refer to it by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    pub external_id: Option<RecordId>,
}

/// A company to be made.
pub type NewCompany = NewPlace<CompanyId, CompanyForm>;

/// A company: what can be written, and what Bailiwick knows besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CompanyView {
    /// The code, which never changes.
    #[schema(value_type = String)]
    pub code: CompanyId,
    /// What can be written.
    #[serde(flatten)]
    pub form: CompanyForm,
    /// Roles that everybody at home here, or below, has; those of the companies above included.
    pub lines: Vec<LineView>,
    /// How far its seats are taken, where that is counted: a list counts only where there is a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<SeatsView>,
    /// Tells this state of the company from any other: the ETag.
    pub tag: String,
}

/// How far the seats of a company are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SeatsView {
    /// Accounts here and in the companies below, but for those that were left.
    pub used: u64,
    /// How many there can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// What to make of it.
    pub state: SeatState,
    /// How many percent are taken, where little room is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
}

/// What to make of the seats that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SeatState {
    /// There is room.
    Free,
    /// There is little room.
    Warn,
    /// There is no room.
    Full,
}

impl CompanyForm {
    /// What of a company can be written.
    #[must_use]
    pub fn of(company: &Company) -> Self {
        let Company { id, name, parent, kind, timezone, lines: _ } = company.clone();
        Self { name, parent, kind: Some(kind), timezone, external_id: id }
    }

    /// Writes the form to a company; its role lines stay. What is already there is not judged: it may have come with a
    /// document, which takes more than a form does.
    ///
    /// # Errors
    /// [`FormError`] names the member that is at fault.
    pub fn write(self, company: &mut Company) -> Result<(), FormError> {
        let Self { name, parent, kind, timezone, external_id } = self;
        if name != company.name || name.is_empty() {
            company.name = patch::member("name", Label::new(name))?.to_string();
        }
        if timezone != company.timezone {
            let zone = timezone.map(TimeZoneName::new).transpose();
            company.timezone = patch::member("timezone", zone)?.map(|zone| zone.to_string());
        }
        (company.parent, company.kind, company.id) = (parent, kind.unwrap_or_default(), external_id);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn new(body: Json) -> Result<NewCompany, FormError> {
        let Json::Object(body) = body else { unreachable!() };
        NewCompany::read(body)
    }

    fn empty() -> Company {
        Company {
            id: None,
            name: String::new(),
            parent: None,
            kind: CompanyKind::Client,
            timezone: None,
            lines: Vec::new(),
        }
    }

    #[test]
    fn a_form_is_what_of_a_company_can_be_written() {
        let made = new(
            json!({"code": "acme", "name": "Acme", "kind": "client", "parent": "all", "timezone": "Asia/Manila"}),
        );
        let made = made.unwrap();
        let mut company = empty();
        made.form.clone().write(&mut company).unwrap();
        assert_eq!((made.code.as_str(), CompanyForm::of(&company)), ("acme", made.form));
    }

    #[test]
    fn what_is_at_fault_is_named() {
        for (body, pointer) in [
            (json!({"name": "Acme"}), "/code"),
            (json!({"code": "a\n", "name": "Acme"}), "/code"),
            (json!({"code": "acme"}), "/name"),
            (json!({"code": "acme", "name": "Acme", "lines": []}), "/lines"),
            (json!({"code": "acme", "name": "Acme", "kind": "ours"}), "/kind"),
        ] {
            assert_eq!(new(body.clone()).unwrap_err().pointer, pointer, "{body}");
        }
        let form = |body| new(body).unwrap().form;
        let refused = |form: CompanyForm| form.write(&mut empty()).unwrap_err().pointer;
        assert_eq!(refused(form(json!({"code": "a", "name": " "}))), "/name");
        assert_eq!(refused(form(json!({"code": "a", "name": "A", "timezone": "../x"}))), "/timezone");
    }

    #[test]
    fn what_came_with_a_document_stays() {
        let mut company = Company { name: "x".repeat(300), ..empty() };
        let form = CompanyForm { kind: None, ..CompanyForm::of(&company) };
        form.write(&mut company).unwrap();
        assert_eq!(company.name.len(), 300);
    }
}
