//! Record rules, as lines and as text.

use axum::http::StatusCode;

use super::{chief, hidden, office, open, part, sound};

#[tokio::test]
async fn a_rule_is_edited_as_lines_and_as_text() {
    let office = office();
    let mut browser = chief(&office).await;
    let path = "/rules/household.drafts";
    let form = open(&mut browser, path).await;
    assert!(form.text.contains("name=\"row.0.field\" value=\"state\""), "{}", form.text);
    assert!(form.text.contains("name=\"row.0.value\" value=\"draft\""), "{}", form.text);
    let tag = hidden(&form.text, "tag").to_owned();
    let was = "[('state', '=', 'draft')]";
    let lines = [
        ("label", "Drafts"),
        ("groups", "reg.registrar"),
        ("op", "read"),
        ("op", "update"),
        ("active", "yes"),
        ("as", "dora"),
        ("lines", "yes"),
        ("was", was),
        ("domain", was),
        ("row.0.field", "state"),
        ("row.0.op", "="),
        ("row.0.value", "draft"),
        ("row.1.join", "or"),
        ("row.1.field", "state"),
        ("row.1.op", "in"),
        ("row.1.value", "approved, draft"),
        ("tag", &tag),
    ];
    let text = "[&#39;|&#39;, (&#39;state&#39;, &#39;=&#39;, &#39;draft&#39;), (&#39;state&#39;, &#39;in&#39;, [&#39;approved&#39;, &#39;draft&#39;])]";
    let looked = browser.form(path, &lines).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    assert!(sound(&looked).contains(text), "lines are text: {}", looked.text);
    assert!(looked.text.contains("Records matched for dora: 0"), "{}", looked.text);
    // Text that was changed wins, and becomes lines; what they cannot say stays text.
    let mut typed = lines.to_vec();
    typed[8] = ("domain", "['!', ('state', '=', 'draft'), ('name', 'ilike', user.login)]");
    let looked = browser.form(path, &typed).await;
    assert!(
        looked.text.contains("name=\"row.0.text\" value=\"&#39;!&#39;, (&#39;state&#39;"),
        "{}",
        looked.text
    );
    assert!(looked.text.contains("name=\"row.1.value\" value=\"user.login\""), "{}", looked.text);
    // A line is removed.
    let dropped = browser.form(path, &[&lines[..], &[("step", "drop-1")]].concat()).await;
    assert!(!dropped.text.contains("row.1.field"), "{}", dropped.text);
    // What is wrong has its place and its remedy, and stays as it was typed.
    typed[8] = ("domain", "[('stat', '=', 'draft')]");
    let wrong = browser.form(path, &[&typed[..], &[("step", "preview")]].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(
        sound(&wrong).contains("line 1, column") && wrong.text.contains("did you mean"),
        "{}",
        wrong.text
    );
    assert!(wrong.text.contains("(&#39;stat&#39;"), "{}", wrong.text);
    // Looked at, then saved: what is sent again says what was looked at.
    let preview = browser.form(path, &[&lines[..], &[("step", "preview")]].concat()).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    assert_eq!(hidden(&preview.text, "domain"), text);
    assert!(!preview.text.contains("row.0"), "{}", preview.text);
    let domain = text.replace("&#39;", "'");
    let kept =
        [&lines[..6], &[("was", &*domain), ("domain", &*domain), ("tag", &*tag), ("step", "save")]].concat();
    let saved = browser.form(path, &kept).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(part(&office, "/api/v1/rules/household.drafts").await["domain"], domain);
}
