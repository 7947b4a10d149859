//! Models, privileges and categories: made, changed and taken away.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::{chief, hidden, office, open, part, sound};
use crate::sign_in::browser::{location, somebody};

#[tokio::test]
async fn a_model_is_made_changed_and_taken_away() {
    let office = office();
    let mut browser = chief(&office).await;
    assert!(open(&mut browser, "/models").await.text.contains("href=\"/models/new\""));
    let form = open(&mut browser, "/models/new").await;
    assert!(form.text.contains(">name: char</textarea>"), "{}", form.text);
    let fields = [
        ("id", "reg.visit"),
        ("label", "Visit <b>"),
        ("fields", "name: char\r\nstate: selection open 'all done'\r\nhousehold: many2one reg.household"),
        ("actions", "close: update"),
        ("area", "household.area"),
        ("unplaced", "reachable"),
        ("ids", "text"),
    ];
    let with = |step| [&fields[..], &[("step", step)]].concat();
    let preview = browser.filled("/models/new", &with("preview")).await;
    assert!(sound(&preview).contains("Nobody gains or loses anything."), "{}", preview.text);
    assert_eq!(part(&office, "/api/v1/models/reg.visit").await, Json::Null);
    let made = browser.filled("/models/new", &with("save")).await;
    assert_eq!((made.status, location(&made)), (StatusCode::SEE_OTHER, "/models/reg.visit?done=model-made"));
    let model = part(&office, "/api/v1/models/reg.visit").await;
    assert_eq!(model["fields"]["state"], "selection open 'all done'");
    assert_eq!(
        (&model["area"], &model["unplaced"], &model["id"], &model["actions"]),
        (&json!(["household.area"]), &json!("reachable"), &json!("text"), &json!({"close": "update"}))
    );
    let page = open(&mut browser, location(&made)).await;
    assert!(page.text.contains("Visit &#60;b&#62;") && page.text.contains("/models/reg.visit/edit"));

    // Sent as it is it stays so; what the form does not say stays, too.
    let limited =
        json!({"fields": {"name": {"type": "char", "groups": "reg.registrar"}}, "audit": "changes"});
    let limited = office.patch("root", "/api/v1/models/reg.visit", limited).await;
    let known = if limited.status == StatusCode::OK { limited.json()["body"].clone() } else { model };
    let form = open(&mut browser, "/models/reg.visit/edit").await;
    let tag = hidden(&form.text, "tag").to_owned();
    let same = [&fields[1..], &[("tag", &*tag), ("step", "save")]].concat();
    assert_eq!(browser.filled("/models/reg.visit/edit", &same).await.status, StatusCode::SEE_OTHER);
    assert_eq!(part(&office, "/api/v1/models/reg.visit").await, known);
    let fewer = [("label", "Visit"), ("fields", "name: char"), ("step", "save")];
    let saved = browser.filled("/models/reg.visit/edit", &fewer).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let model = part(&office, "/api/v1/models/reg.visit").await;
    assert_eq!(model["fields"].as_object().unwrap().len(), 1, "{model}");
    assert_eq!((&model["area"], &model["actions"]), (&Json::Null, &Json::Null), "{model}");

    // Something refers to the other one, and it is said before anybody tries.
    let held = open(&mut browser, "/models/reg.household/delete").await;
    assert!(
        held.text.contains("household.viewer") && held.text.contains("Nothing was changed"),
        "{}",
        held.text
    );
    let held = browser.filled("/models/reg.household/delete", &[("step", "save")]).await;
    assert_eq!(held.status, StatusCode::CONFLICT, "{}", held.text);
    let gone = browser.filled("/models/reg.visit/delete", &[("step", "save")]).await;
    assert!(
        location(&gone).starts_with("/models?") && location(&gone).ends_with("done=model-deleted"),
        "{}",
        gone.text
    );
    assert_eq!(part(&office, "/api/v1/models/reg.visit").await, Json::Null);
}

#[tokio::test]
async fn what_a_model_cannot_be_is_said_and_what_was_typed_stays() {
    let office = office();
    let mut browser = chief(&office).await;
    for (name, value, fault) in [
        ("id", "reg visit", "e-id"),
        ("id", "bailiwick.visit", "e-id"),
        ("fields", "name: string", "e-fields"),
        ("fields", "name", "e-fields"),
        ("actions", "close: dance", "e-actions"),
        ("area", "nowhere at all", "e-area"),
    ] {
        let mut sent =
            vec![("id", "reg.visit"), ("label", "Besuch <i>"), ("fields", "name: char"), ("step", "save")];
        sent.retain(|(known, _)| *known != name);
        sent.push((name, value));
        let refused = browser.filled("/models/new", &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}: {}", refused.text);
        let page = sound(&refused);
        assert!(page.contains(&format!("id=\"{fault}\"")), "{name}={value}: {page}");
        assert!(page.contains("Besuch &#60;i&#62;") && page.contains(value), "{name}={value}: {page}");
    }
    // A field that others rely on stays.
    let form = open(&mut browser, "/models/reg.household/edit").await;
    let fields = form.text.split("<textarea").nth(1).unwrap().split('>').nth(1).unwrap();
    assert!(
        fields.starts_with("area: char\nincome: integer\nname: char\nowner: many2one bailiwick.user"),
        "{fields}"
    );
    let sent = [
        ("label", "Household"),
        ("fields", "name: char"),
        ("actions", "approve: update"),
        ("step", "preview"),
    ];
    let refused = browser.filled("/models/reg.household/edit", &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    assert!(sound(&refused).contains("household.drafts"), "{}", refused.text);
    // What the program ships is shown, and not changed.
    let page = open(&mut browser, "/models/bailiwick.user").await;
    assert!(!page.text.contains("/edit\"") && !page.text.contains("/delete\""), "{}", page.text);
    assert_eq!(browser.get("/models/bailiwick.user/edit").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn privileges_and_categories_arrange_groups() {
    let office = office();
    let mut browser = chief(&office).await;
    let hostile = "\"><img src=x onerror=alert(1)>";
    let category =
        [("id", "registers"), ("label", hostile), ("parent", ""), ("sequence", "3"), ("step", "save")];
    let made = browser.filled("/categories/new", &category).await;
    assert_eq!((made.status, location(&made)), (StatusCode::SEE_OTHER, "/privileges?done=category-made"));
    let privilege =
        [("id", "households"), ("label", "Households"), ("category", "registers"), ("step", "preview")];
    let preview = browser.filled("/privileges/new", &privilege).await;
    assert!(sound(&preview).contains("Nobody gains or loses anything."), "{}", preview.text);
    let mut privilege = privilege.to_vec();
    privilege[3] = ("step", "save");
    assert_eq!(browser.filled("/privileges/new", &privilege).await.status, StatusCode::SEE_OTHER);
    office.patch("root", "/api/v1/groups/reg.viewer", json!({"privilege": "households"})).await;
    let page = open(&mut browser, "/privileges").await;
    assert!(page.text.contains("href=\"/privileges/households\"") && !page.text.contains("<img src=x"));
    assert!(open(&mut browser, "/groups").await.text.contains("href=\"/privileges\""));

    let form = open(&mut browser, "/privileges/households").await;
    assert!(form.text.contains("<option value=\"registers\" selected>"), "{}", form.text);
    let sent = [("label", "Homes"), ("category", ""), ("sequence", "soon"), ("step", "save")];
    let wrong = browser.filled("/privileges/households", &sent).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(wrong.text.contains("value=\"soon\"") && wrong.text.contains("e-sequence"), "{}", wrong.text);
    let sent = [("label", "Homes"), ("category", "registers"), ("comment", "x"), ("step", "save")];
    let saved = browser.filled("/privileges/households", &sent).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(part(&office, "/api/v1/privileges/households").await["label"], "Homes");
    // A category is not below itself, nor gone while something is below it.
    let form = open(&mut browser, "/categories/registers").await;
    assert!(!form.text.contains("<option value=\"registers\""), "{}", form.text);
    let round = [("label", "R"), ("parent", "registers"), ("step", "save")];
    let round = browser.filled("/categories/registers", &round).await;
    assert_eq!(round.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", round.text);
    let held = open(&mut browser, "/categories/registers/delete").await;
    assert!(held.text.contains("households") && held.text.contains("Nothing was changed"), "{}", held.text);
    for path in ["/privileges/households/delete", "/categories/registers/delete"] {
        let held = browser.filled(path, &[("step", "save")]).await;
        assert_eq!(held.status, StatusCode::CONFLICT, "{path}: {}", held.text);
    }
    office.patch("root", "/api/v1/groups/reg.viewer", json!({"privilege": null})).await;
    for path in ["/privileges/households/delete", "/categories/registers/delete"] {
        let gone = browser.filled(path, &[("step", "save")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{path}: {}", gone.text);
    }
    assert_eq!(part(&office, "/api/v1/categories/registers").await, Json::Null);

    // Auditors look, and nobody else is told of it.
    let mut audrey = somebody(&office, "audrey").await;
    let page = open(&mut audrey, "/privileges").await;
    assert!(!page.text.contains("/new\""), "{}", page.text);
    let mut ella = somebody(&office, "ella").await;
    assert_eq!(ella.get("/privileges").await.status, StatusCode::FORBIDDEN);
    for (path, id) in [("/privileges/new", "p"), ("/categories/new", "c"), ("/models/new", "reg.x")] {
        for browser in [&mut audrey, &mut ella] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
            let sent = browser
                .filled(path, &[("id", id), ("label", "X"), ("fields", "name: char"), ("step", "save")])
                .await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{path}: {}", sent.text);
        }
    }
}

#[tokio::test]
async fn their_pages_are_written_in_every_language() {
    let office = office();
    let mut browser = chief(&office).await;
    office.post("root", "/api/v1/categories", json!({"id": "c", "body": {"label": "C"}})).await;
    office
        .post("root", "/api/v1/privileges", json!({"id": "p", "body": {"label": "P", "category": "c"}}))
        .await;
    for (language, word) in
        [("fr", "Privilèges et catégories"), ("es", "Privilegios y categorías"), ("ar", "الامتيازات والفئات")]
    {
        for path in [
            "/privileges",
            "/privileges/new",
            "/privileges/p",
            "/privileges/p/delete",
            "/categories/new",
            "/categories/c",
            "/models/new",
            "/models/reg.household/edit",
            "/models/reg.bare/delete",
        ] {
            let page = open(&mut browser, &format!("{path}?lang={language}")).await;
            assert!(!path.contains("privileges") || page.text.contains(word), "{path}: {}", page.text);
        }
    }
}
