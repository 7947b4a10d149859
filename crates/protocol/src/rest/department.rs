//! A department as somebody writes one.

use bailiwick_model::{CompanyId, Department, DepartmentId, Label};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FormError, LineView, NewPlace, patch};

/// Everything of a department that may be written, but for its role lines and settings, which have ways of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DepartmentForm {
    /// Its name for people.
    pub name: String,
    /// The company it belongs to.
    #[schema(value_type = String)]
    pub company: CompanyId,
    /// The department above it, in the same company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub parent: Option<DepartmentId>,
}

/// A department to be made.
pub type NewDepartment = NewPlace<DepartmentId, DepartmentForm>;

/// A department: what can be written, and what Bailiwick knows besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DepartmentView {
    /// The code, which never changes.
    #[schema(value_type = String)]
    pub code: DepartmentId,
    /// What can be written.
    #[serde(flatten)]
    pub form: DepartmentForm,
    /// Roles that everybody in it, or below, has; those of the departments and companies above included.
    pub lines: Vec<LineView>,
    /// Tells this state of the department from any other: the ETag.
    pub tag: String,
}

impl DepartmentForm {
    /// What of a department can be written.
    #[must_use]
    pub fn of(department: &Department) -> Self {
        let Department { name, company, parent, lines: _ } = department.clone();
        Self { name, company, parent }
    }

    /// Writes the form to a department; its role lines stay, and so does a name that came with a document.
    ///
    /// # Errors
    /// [`FormError`] names the member that is at fault.
    pub fn write(self, department: &mut Department) -> Result<(), FormError> {
        let Self { name, company, parent } = self;
        if name != department.name || name.is_empty() {
            department.name = patch::member("name", Label::new(name))?.to_string();
        }
        (department.company, department.parent) = (company, parent);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    #[test]
    fn a_form_is_what_of_a_department_can_be_written() {
        let body = json!({"code": "it", "name": "IT", "company": "acme", "parent": "tech"});
        let Json::Object(body) = body else { unreachable!() };
        let made = NewDepartment::read(body).unwrap();
        let company = made.form.company.clone();
        let mut department = Department { name: String::new(), company, parent: None, lines: Vec::new() };
        made.form.clone().write(&mut department).unwrap();
        assert_eq!((made.code.as_str(), DepartmentForm::of(&department)), ("it", made.form));
        let nameless = DepartmentForm { name: String::new(), ..DepartmentForm::of(&department) };
        assert_eq!(nameless.write(&mut department).unwrap_err().pointer, "/name");
    }
}
