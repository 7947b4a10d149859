//! What is written of a part, typed as `NAME=VALUE`.

use clap::Args;
use serde_json::{Map, Value as Json};

use crate::cli::Trouble;

/// Members of a part.
#[derive(Debug, Args)]
pub(crate) struct Fields {
    /// Members, as a document has them: label=Manager, operations='["read"]'. Text needs no quotes inside; nothing behind the =
    /// takes the member away.
    #[arg(value_name = "NAME=VALUE")]
    fields: Vec<String>,
}

impl Fields {
    /// The members of something new.
    pub(super) fn body(&self) -> Result<Map<String, Json>, Trouble> {
        let mut members = self.patch()?;
        members.retain(|_, value| !value.is_null());
        Ok(members)
    }

    /// The members of a merge patch.
    pub(super) fn patch(&self) -> Result<Map<String, Json>, Trouble> {
        self.fields.iter().map(|field| member(field)).collect()
    }
}

fn member(field: &str) -> Result<(String, Json), Trouble> {
    let Some((name, value)) = field.split_once('=').filter(|(name, _)| !name.is_empty()) else {
        return Err(Trouble::Usage(format!("{field:?} is no member; write NAME=VALUE, as in label=Manager")));
    };
    let value = match serde_json::from_str(value) {
        _ if value.is_empty() => Json::Null,
        Ok(json) => json,
        // What is meant as a list or an object and is none would be taken for a text, and told of as one.
        Err(error) if value.starts_with(['[', '{']) && name != "domain" => {
            return Err(Trouble::Usage(format!("{name} is no JSON: {error}")));
        }
        Err(_) => Json::from(value),
    };
    Ok((name.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_json_or_text() {
        let fields = ["label=A b", "implies=[\"x\"]", "active=false", "comment=", "domain=[('a', '=', 1)]"];
        let fields = Fields { fields: fields.map(str::to_owned).to_vec() };
        let patch = json!({"label": "A b", "implies": ["x"], "active": false, "comment": null, "domain": "[('a', '=', 1)]"});
        assert_eq!(Json::Object(fields.patch().unwrap()), patch);
        assert_eq!(fields.body().unwrap().len(), 4);
        for wrong in ["label", "=x", "groups=[x]"] {
            assert!(Fields { fields: vec![wrong.to_owned()] }.patch().is_err(), "{wrong}");
        }
    }
}
