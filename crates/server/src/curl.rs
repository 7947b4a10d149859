//! A line for a terminal that uses a new key, so that nobody has to look up how.

use bailiwick_app::api_keys::Scope;
use bailiwick_protocol::authzen::Endpoint;
use serde_json::json;

/// A line that works as it is: it asks something that the key may ask, of whoever it acts for. A key that acts for nobody asks about `LOGIN`, which is to be
/// filled in.
#[must_use]
pub fn line<'s>(
    public_url: &str,
    key: &str,
    scopes: impl IntoIterator<Item = &'s Scope>,
    login: Option<&str>,
) -> String {
    let url = public_url.trim_end_matches('/');
    let bearer = quoted(&format!("Authorization: Bearer {key}"));
    let scopes: Vec<Scope> = scopes.into_iter().copied().collect();
    let has = |wanted| scopes.iter().any(|scope| scope.covers(wanted));
    let subject = json!({ "type": "user", "id": login.unwrap_or("LOGIN") });
    let (model, record) = login.map_or(("MODEL", "RECORD"), |login| ("bailiwick.user", login));
    let resource = json!({ "type": model, "id": record });
    let asked = if has(Scope::Read) && login.is_some() {
        return format!("curl -H {bearer} {}", quoted(&format!("{url}/api/v1/me")));
    } else if has(Scope::Decide) {
        let question = json!({ "subject": subject, "action": { "name": "read" }, "resource": resource });
        (Endpoint::Evaluation, question)
    } else if has(Scope::Search) {
        (Endpoint::ActionSearch, json!({ "subject": subject, "resource": resource }))
    } else {
        return format!("curl -H {bearer} {}", quoted(&format!("{url}/metrics")));
    };
    let (endpoint, question) = asked;
    let place = quoted(&format!("{url}{}", endpoint.path()));
    let body = quoted(&question.to_string());
    format!("curl -H {bearer} -H 'Content-Type: application/json' {place} -d {body}")
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_asks_what_the_key_may_ask() {
        let of = |scopes: &[Scope], login| line("https://a.example/", "bw_1_x", scopes, login);
        let me = "curl -H 'Authorization: Bearer bw_1_x' 'https://a.example/api/v1/me'";
        assert_eq!(of(&[Scope::Admin, Scope::Decide], Some("robot")), me);
        assert_eq!(of(&[Scope::Read], Some("robot")), me);
        let decide = of(&[Scope::Decide], Some("o'neil"));
        assert!(
            decide.contains("/access/v1/evaluation'") && decide.contains(r#""id":"o'\''neil""#),
            "{decide}"
        );
        assert!(of(&[Scope::Search], Some("robot")).contains("/access/v1/search/action'"));
        assert!(of(&[Scope::Decide], None).contains(r#""id":"LOGIN""#));
        assert!(of(&[Scope::Admin], None).ends_with("/metrics'"));
    }
}
