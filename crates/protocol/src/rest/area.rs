//! An area as somebody writes one.

use bailiwick_model::{Area, AreaCode, Label, RecordId, ShortText};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FormError, NewPlace, patch};

/// Everything of an area that may be written, but for its settings, which have a way of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaForm {
    /// Its name for people.
    pub name: String,
    /// The area it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub parent: Option<AreaCode>,
    /// `country`, `province`, `district` or whatever the programme calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Id among the records of the area model, when records refer to it by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    pub external_id: Option<RecordId>,
}

/// An area to be made.
pub type NewArea = NewPlace<AreaCode, AreaForm>;

/// An area: what can be written, and what Bailiwick knows besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AreaView {
    /// The code, which never changes.
    #[schema(value_type = String)]
    pub code: AreaCode,
    /// What can be written.
    #[serde(flatten)]
    pub form: AreaForm,
    /// Tells this state of the area from any other: the ETag.
    pub tag: String,
}

/// What came of a list of areas, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AreaImport {
    /// How many areas are new.
    pub created: usize,
    /// How many are not as they were.
    pub changed: usize,
    /// How many are as they were.
    pub unchanged: usize,
    /// How many rows are refused; with a single one, nothing is imported.
    pub refused: usize,
    /// Row by row, in the order of the file.
    pub rows: Vec<AreaVerdict>,
}

/// What came of a row, or would.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AreaVerdict {
    /// Which row, as a spreadsheet counts: the header is row 1.
    pub row: u64,
    /// The code in it, where it has one that can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub code: Option<AreaCode>,
    /// What came of it.
    pub verdict: ImportVerdict,
    /// The column that is at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Why it is refused, and the remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// What comes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ImportVerdict {
    /// It is new.
    Created,
    /// It is not as it was.
    Changed,
    /// It is as it was.
    Unchanged,
    /// It cannot be.
    Refused,
}

impl AreaForm {
    /// What of an area can be written.
    #[must_use]
    pub fn of(area: &Area) -> Self {
        let Area { id, name, parent, kind } = area.clone();
        Self { name, parent, kind, external_id: id }
    }

    /// Writes the form to an area. What came with a document stays as it is.
    ///
    /// # Errors
    /// [`FormError`] names the member that is at fault.
    pub fn write(self, area: &mut Area) -> Result<(), FormError> {
        let Self { name, parent, kind, external_id } = self;
        if name != area.name || name.is_empty() {
            area.name = patch::member("name", Label::new(name))?.to_string();
        }
        if kind != area.kind {
            let kind = patch::member("kind", kind.map(ShortText::<60>::new).transpose())?;
            area.kind = kind.map(|kind| kind.to_string());
        }
        (area.parent, area.id) = (parent, external_id);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    #[test]
    fn a_form_is_what_of_an_area_can_be_written() {
        let body =
            json!({"code": "D-1", "name": "District", "kind": "district", "parent": "P", "external_id": 7});
        let Json::Object(body) = body else { unreachable!() };
        let made = NewArea::read(body).unwrap();
        let mut area = Area { id: None, name: String::new(), parent: None, kind: None };
        made.form.clone().write(&mut area).unwrap();
        assert_eq!((made.code.as_str(), AreaForm::of(&area)), ("D-1", made.form));
        let blank = AreaForm { kind: Some(" ".to_owned()), ..AreaForm::of(&area) };
        assert_eq!(blank.write(&mut area).unwrap_err().pointer, "/kind");
    }
}
