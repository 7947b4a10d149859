//! What companies, departments and areas have in common: they lie below each other.

use std::{collections::BTreeSet, fmt::Display};

use bailiwick_store::reference::Reference;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json};

use super::{Ctx, Refused};

/// What forms need, so that it is shown whatever the rules of fields say: by it objects are told apart and found.
const ALWAYS_SHOWN: [&str; 2] = ["name", "company"];

/// Makes sure that something does not come to lie below itself.
pub(crate) fn no_circle<C: PartialEq + Display>(
    start: &C,
    parent: Option<C>,
    mut above: impl FnMut(&C) -> Result<Option<C>, Refused>,
) -> Result<(), Refused> {
    let mut path: Vec<C> = Vec::new();
    let mut next = parent;
    // A circle that is there already, further up, is somebody else's.
    while let Some(code) = next.take().filter(|code| !path.contains(code)) {
        if code == *start {
            return Err(Refused::invalid("/parent", circle(start, &path)));
        }
        next = above(&code)?;
        path.push(code);
    }
    Ok(())
}

/// The sentence about a circle from `start` over `path` back to it.
pub(crate) fn circle<C: Display>(start: &C, path: &[C]) -> String {
    let steps: String = path.iter().map(|code| format!("{code} in ")).collect();
    format!("{start} would lie below itself: {start} in {steps}{start}; choose another parent")
}

/// Makes sure that nothing refers to what is to be deleted.
pub(crate) fn unreferenced(kind: &str, code: &str, found: &[(Reference, i64)]) -> Result<(), Refused> {
    if found.is_empty() {
        return Ok(());
    }
    let told: Vec<String> =
        found.iter().map(|(reference, count)| format!("{}: {count}", words(kind, *reference))).collect();
    Err(Refused::Conflict(format!(
        "{kind} {code} cannot be deleted while something refers to it: {}; move or remove these first, since nothing is \
         deleted along with it",
        told.join(", ")
    )))
}

fn words(kind: &str, reference: Reference) -> &'static str {
    match (reference, kind) {
        (Reference::Below, "company") => "companies below it",
        (Reference::Below, "department") => "departments below it",
        (Reference::Below, _) => "areas in it",
        (Reference::Department, _) => "its departments",
        (Reference::User, "company") => "users at home in it",
        (Reference::User, "department") => "users who belong to it",
        (Reference::User, _) => "users who work in it",
        (Reference::Acting, _) => "users who may act for it",
        (Reference::Reach, _) => "role lines that reach there",
        (Reference::Line, _) => "role lines that it gives to its people",
        (Reference::Override, _) => "overrides about it",
        (Reference::Setting, _) => "settings set there",
    }
}

/// Makes sure that the actor has seen the object as it is.
pub(crate) fn check_match(ctx: &Ctx, kind: &'static str, tag: &str) -> Result<(), Refused> {
    match ctx.if_match.as_deref() {
        None | Some("*") => Ok(()),
        Some(seen) if seen == tag => Ok(()),
        Some(_) => Err(Refused::Changed { kind }),
    }
}

/// The same of what need not be there: whoever has seen one has seen another state than none.
pub(crate) fn check_match_if_any(ctx: &Ctx, kind: &'static str, tag: Option<&str>) -> Result<(), Refused> {
    match tag {
        Some(tag) => check_match(ctx, kind, tag),
        None if ctx.if_match.is_some() => Err(Refused::Changed { kind }),
        None => Ok(()),
    }
}

/// The fields of an object as the engine sees a record of its model.
pub(crate) fn values<F: Serialize>(code: &str, form: &F) -> Map<String, Json> {
    let mut values = match serde_json::to_value(form) {
        Ok(Json::Object(values)) => values,
        _ => Map::new(),
    };
    values.insert("id".to_owned(), code.into());
    values.insert("code".to_owned(), code.into());
    values
}

/// Whether a field of a form is not shown.
pub(crate) fn is_hidden(field: &str, hidden: &BTreeSet<String>) -> bool {
    hidden.contains(field) && !ALWAYS_SHOWN.contains(&field)
}

/// A form without what the actor may not see.
pub(crate) fn masked<F: Serialize + DeserializeOwned>(form: F, hidden: &BTreeSet<String>) -> F {
    if hidden.is_empty() {
        return form;
    }
    let Ok(Json::Object(mut members)) = serde_json::to_value(&form) else { return form };
    members.retain(|name, _| !is_hidden(name, hidden));
    // What is left out may be absent, so that this is a form; a test reads each with nothing but these.
    serde_json::from_value(Json::Object(members)).unwrap_or(form)
}

#[cfg(test)]
mod tests {
    use bailiwick_protocol::rest::{AreaForm, CompanyForm, DepartmentForm};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_circle_is_told_with_its_path() {
        let above = |code: &&'static str| {
            Ok(match *code {
                "d" => Some("c"),
                "c" => Some("b"),
                "b" => Some("a"),
                "x" => Some("y"),
                "y" => Some("x"),
                _ => None,
            })
        };
        let told = no_circle(&"b", Some("d"), above).unwrap_err().to_string();
        assert!(told.contains("b in d in c in b"), "{told}");
        assert!(no_circle(&"b", Some("b"), above).unwrap_err().to_string().contains("b in b"));
        no_circle(&"d", Some("c"), above).unwrap();
        no_circle(&"d", None, above).unwrap();
        no_circle(&"d", Some("x"), above).unwrap();
    }

    #[test]
    fn every_form_can_be_shown_with_the_least() {
        fn least<F: Serialize + DeserializeOwned>(form: Json) -> Json {
            let hidden = form.as_object().unwrap().keys().cloned().collect();
            json!(masked(serde_json::from_value::<F>(form).unwrap(), &hidden))
        }
        let full = json!({"name": "A", "parent": "p", "kind": "client", "timezone": "UTC", "external_id": 1});
        assert_eq!(least::<CompanyForm>(full), json!({"name": "A"}));
        let full = json!({"name": "A", "company": "c", "parent": "p"});
        assert_eq!(least::<DepartmentForm>(full), json!({"name": "A", "company": "c"}));
        let full = json!({"name": "A", "parent": "p", "kind": "k", "external_id": 1});
        assert_eq!(least::<AreaForm>(full), json!({"name": "A"}));
    }
}
