//! What a gateway wants to be sent: a request with places for the number and the text.

use serde_json::Value as Json;

/// The form of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmsForm {
    /// A JSON document.
    Json,
    /// The fields of a form, as in `to={to}&text={text}`.
    Form,
}

/// A request, read once. Places are filled in what was read, so nothing in a text can become more than text.
pub(super) enum Template {
    Json(Json),
    Form(Vec<(String, String)>),
}

const TO: &str = "{to}";
const TEXT: &str = "{text}";

impl Template {
    pub(super) fn new(form: SmsForm, body: &str) -> Result<Self, String> {
        for place in [TO, TEXT] {
            if !body.contains(place) {
                return Err(format!("sms.body has no {place} in it, so the gateway would not learn it"));
            }
        }
        match form {
            SmsForm::Json => serde_json::from_str(body)
                .map(Self::Json)
                .map_err(|error| format!("sms.body is no JSON ({error}); mend it, or set sms.form to form")),
            SmsForm::Form => {
                let field = |pair: &str| {
                    let (name, value) = pair.split_once('=')?;
                    Some((name.to_owned(), value.to_owned()))
                };
                let fields: Option<Vec<_>> = body.split('&').map(field).collect();
                fields.map(Self::Form).ok_or_else(|| {
                    "sms.body is no form; write NAME=VALUE&NAME=VALUE, or set sms.form to json".to_owned()
                })
            }
        }
    }

    pub(super) fn content_type(&self) -> &'static str {
        match self {
            Self::Json(_) => "application/json",
            Self::Form(_) => "application/x-www-form-urlencoded",
        }
    }

    pub(super) fn filled(&self, to: &str, text: &str) -> String {
        match self {
            Self::Json(json) => fill_json(json, to, text).to_string(),
            Self::Form(fields) => {
                let field = |(name, value): &(String, String)| {
                    format!("{}={}", encoded(name), encoded(&fill(value, to, text)))
                };
                fields.iter().map(field).collect::<Vec<_>>().join("&")
            }
        }
    }
}

fn fill_json(json: &Json, to: &str, text: &str) -> Json {
    match json {
        Json::String(template) => Json::String(fill(template, to, text)),
        Json::Array(items) => items.iter().map(|item| fill_json(item, to, text)).collect(),
        Json::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), fill_json(value, to, text))).collect()
        }
        other => other.clone(),
    }
}

/// Fills the places from left to right, each once: what comes in is not looked at again.
fn fill(template: &str, to: &str, text: &str) -> String {
    let mut out = String::with_capacity(template.len() + text.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = if let Some(after) = from.strip_prefix(TO) {
            out.push_str(to);
            after
        } else if let Some(after) = from.strip_prefix(TEXT) {
            out.push_str(text);
            after
        } else {
            out.push('{');
            from.strip_prefix('{').unwrap_or_default()
        };
    }
    out.push_str(rest);
    out
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(form: SmsForm, body: &str, text: &str) -> String {
        Template::new(form, body).unwrap().filled("+63917", text)
    }

    #[test]
    fn places_are_filled_wherever_they_stand() {
        let body = r#"{"from":"Desk","to":["{to}"],"message":{"text":"{text} {to}","priority":1}}"#;
        assert_eq!(
            serde_json::from_str::<Json>(&filled(SmsForm::Json, body, "\"}{to}\n")).unwrap(),
            serde_json::json!({
                "from": "Desk", "to": ["+63917"], "message": {"text": "\"}{to}\n +63917", "priority": 1}
            })
        );
        assert_eq!(
            filled(SmsForm::Form, "To={to}&Body={text}&From=Desk 1", "a&b=c é"),
            "To=%2B63917&Body=a%26b%3Dc%20%C3%A9&From=Desk%201"
        );
        assert_eq!(fill("{{to} {x} {", "1", "2"), "{1 {x} {");
    }

    #[test]
    fn a_template_has_both_places_and_the_form_that_it_says() {
        for (form, body, says) in [
            (SmsForm::Json, r#"{"to":"{to}"}"#, "{text}"),
            (SmsForm::Form, "text={text}", "{to}"),
            (SmsForm::Json, "to={to}&text={text}", "no JSON"),
            (SmsForm::Form, "{to}{text}", "no form"),
        ] {
            let said = Template::new(form, body).err().unwrap();
            assert!(said.contains(says), "{body}: {said}");
        }
    }
}
