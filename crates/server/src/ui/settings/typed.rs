//! What was typed, as changes of settings: what is as it was is none.

use bailiwick_app::administration::SettingChange;
use bailiwick_model::{SettingKind, SettingName};
use bailiwick_protocol::rest::{SettingForm, SettingView};
use serde_json::{Value as Json, json};

use super::{belongs, groups::Kind};
use crate::http::Knock;

/// Settings after which people whose passwords fall short choose others, where that is asked for.
const OF_PASSWORDS: [&str; 3] = ["password.min_length", "password.composition", "password.expiry_days"];

/// What differs from what holds. A setting that the form does not have is left alone.
pub(super) fn changes(knock: &Knock, kind: Kind, all: &[SettingView]) -> Vec<SettingChange> {
    all.iter().filter(|setting| belongs(kind, setting)).filter_map(|setting| change(knock, setting)).collect()
}

fn change(knock: &Knock, setting: &SettingView) -> Option<SettingChange> {
    let seen = knock.field(&format!("seen.{}", setting.name))?;
    let name = SettingName::new(&setting.name).ok()?;
    let said = |part: &str| knock.field(&format!("{part}.{}", setting.name)).is_some();
    let (is_own, locked) = (said("own"), said("lock"));
    let typed: Vec<&str> = knock.all(&format!("value.{}", setting.name)).collect();
    let value = value(name.kind(), &typed);
    let wanted = match &setting.own {
        // Whoever unticks it wants what comes from above.
        Some(_) if !is_own => None,
        Some(own) if own.value == value && own.locked == locked && !wants_change(knock, name) => return None,
        None if !is_own && !locked && value == setting.value => return None,
        // Nothing typed is no value; what comes from above counts then.
        _ if value.is_null() => None,
        _ => Some(SettingForm { value, locked, require_change: wants_change(knock, name) }),
    };
    if wanted.is_none() && setting.own.is_none() {
        return None;
    }
    Some(SettingChange { name: setting.name.clone(), wanted, seen: Some(seen.to_owned()) })
}

fn wants_change(knock: &Knock, name: SettingName) -> bool {
    OF_PASSWORDS.contains(&name.as_str()) && knock.field("require_change").is_some()
}

/// What was typed as a value of its kind. What is none is sent as it is: the engine says what is wrong with it.
fn value(kind: SettingKind, typed: &[&str]) -> Json {
    let first = typed.first().copied().unwrap_or_default().trim();
    match kind {
        SettingKind::Words(_) => json!(typed),
        SettingKind::Networks => {
            let lines: Vec<&str> =
                first.split(['\n', '\r', ',', ' ']).map(str::trim).filter(|line| !line.is_empty()).collect();
            if lines.is_empty() { Json::Null } else { json!(lines) }
        }
        _ if first.is_empty() => Json::Null,
        SettingKind::Number { .. } => first.parse::<i64>().map_or_else(|_| json!(first), Json::from),
        SettingKind::Boolean => json!(first == "true"),
        _ => json!(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_a_value_of_its_kind() {
        let number = SettingKind::Number { least: 1, most: 9 };
        assert_eq!(value(number, &[" 7 "]), json!(7));
        assert_eq!(value(number, &["seven"]), json!("seven"));
        assert_eq!(value(number, &[""]), Json::Null);
        assert_eq!(value(SettingKind::Words(&["a"]), &[]), json!([]));
        assert_eq!(value(SettingKind::Boolean, &["false"]), json!(false));
        assert_eq!(
            value(SettingKind::Networks, &["10.0.0.0/8\r\n\r\n192.0.2.1 "]),
            json!(["10.0.0.0/8", "192.0.2.1"])
        );
        assert_eq!(value(SettingKind::Networks, &[" \n"]), Json::Null);
    }
}
