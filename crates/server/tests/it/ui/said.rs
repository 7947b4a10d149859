//! What is wrong with what was typed, and why something was not done, is told in the language of whoever typed it.

use axum::http::{Method, StatusCode, header};

use super::{HOSTILE, chief, policy};
use crate::{
    office::Office,
    sign_in::browser::{Browser, somebody},
};

const LANGUAGES: [&str; 3] = ["fr", "es", "ar"];

/// Forms with something wrong in each field, which use cases and the engine refuse.
fn wrong_forms() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    vec![
        ("/users/new", vec![("email", "no address"), ("phone_mobile", "12"), ("login", "a b")]),
        ("/users/new", vec![("email", "x@y.example"), ("role-0", "registrar"), ("from-0", "2027-01-01")]),
        ("/users/new", vec![("email", "x@y.example"), ("company", HOSTILE), ("timezone", "Mars/Base")]),
        ("/users/nora/lines/new", vec![("role", "registrar"), ("areas", HOSTILE), ("do", "save")]),
        ("/users/nora/lines/new", vec![("role", "viewer"), ("areas", "D1"), ("do", "save")]),
        (
            "/users/nora/lines/new",
            vec![("role", "registrar"), ("areas", "D1"), ("from", "soon"), ("do", "save")],
        ),
        (
            "/users/nora/overrides/new",
            vec![("effect", "allow"), ("model", "reg.nothing"), ("op", "read"), ("do", "save")],
        ),
        ("/users/nora/skills/new", vec![("kind", "skill"), ("name", ""), ("obtained", "soon")]),
        ("/users/nora/notes", vec![("text", "")]),
        ("/users/nora/security/networks", vec![("allow", "everywhere"), ("deny", "")]),
        ("/users/ella/state/active", vec![]),
        ("/areas/new", vec![("code", "D1"), ("name", "First"), ("kind", "district")]),
        ("/areas/new", vec![("code", "X1"), ("name", "X"), ("parent", "nowhere")]),
        ("/areas/P/change", vec![("parent", "D1"), ("do", "save")]),
        ("/areas/P/delete", vec![]),
        ("/companies/acme/delete", vec![]),
        ("/companies/new", vec![("code", "acme"), ("name", "Acme again")]),
        ("/groups/new", vec![("id", "bailiwick.mine"), ("label", "Mine"), ("step", "save")]),
        (
            "/roles/new",
            vec![
                ("id", "mine"),
                ("label", "Mine"),
                ("scope", "local"),
                ("group", "reg.nobody"),
                ("step", "save"),
            ],
        ),
        ("/groups/new", vec![("id", "reg.viewer"), ("label", "Viewer"), ("step", "save")]),
        (
            "/rules/new",
            vec![
                ("m", "reg.household"),
                ("label", "Mine"),
                ("op", "read"),
                ("domain", "[('stat', '=', 'draft')]"),
                ("step", "save"),
            ],
        ),
        ("/groups/reg.viewer/delete", vec![("step", "save")]),
    ]
}

async fn is_told(browser: &mut Browser<'_>, path: &str, fields: &[(&str, &str)], lang: &str) {
    let mark = if path.contains('?') { '&' } else { '?' };
    let told = browser.filled(&format!("{path}{mark}lang={lang}"), fields).await;
    let (status, text) = (told.status.as_u16(), told.text);
    assert!([409, 422].contains(&status), "{path} {fields:?}: {status} {text}");
    assert!(text.contains(&format!("<html lang=\"{lang}\"")), "{path}: {text}");
    assert!(text.contains("role=\"alert\"") || text.contains("class=\"note"), "{path} {fields:?}: {text}");
    let english = text.split("<span lang=\"en\"").nth(1).unwrap_or_default();
    let english: String = english.chars().take(300).collect();
    assert!(english.is_empty(), "{path} {fields:?} is told in English in {lang}: {english}");
    assert!(!text.contains("<img src=x"), "{path}: {text}");
}

#[tokio::test]
async fn faults_are_told_in_the_language_of_the_page() {
    let office = policy::office();
    let mut boss = chief(&office).await;
    for lang in LANGUAGES {
        for (path, fields) in wrong_forms() {
            is_told(&mut boss, path, &fields, lang).await;
        }
    }
}

#[tokio::test]
async fn filters_and_questions_that_cannot_be_answered_are_told_so_in_the_language_of_the_page() {
    let office = Office::new();
    let mut boss = chief(&office).await;
    let filters = [
        "%5B%28%27logn%27,%27=%27,%27x%27%29%5D",
        "%5B%28%27login%27",
        "%5B%28%27login%27,%27near%27,%27x%27%29%5D",
    ];
    let mut asked: Vec<String> = filters.iter().map(|domain| format!("/users?where={domain}")).collect();
    asked.push("/explain?u=nobody&m=reg.household&op=read".to_owned());
    asked.push("/explain?u=nora&m=reg.household&op=dance".to_owned());
    for lang in LANGUAGES {
        for path in &asked {
            let told = boss.get(&format!("{path}&lang={lang}")).await;
            assert!(told.status.is_client_error(), "{path}: {}", told.text);
            assert!(told.text.contains("role=\"alert\""), "{path}: {}", told.text);
            assert!(
                !told.text.contains("<span lang=\"en\""),
                "{path} is told in English in {lang}: {}",
                told.text
            );
        }
    }
}

#[tokio::test]
async fn what_one_may_not_do_is_told_in_the_language_of_the_page() {
    let office = Office::new();
    let mut audrey = somebody(&office, "audrey").await;
    for lang in LANGUAGES {
        let request = audrey
            .request(Method::POST, &format!("/users/nora/notes?lang={lang}"))
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let told = audrey.send(request.body("text=x".into()).unwrap()).await;
        assert_eq!(told.status, StatusCode::FORBIDDEN, "{}", told.text);
        assert!(told.text.contains("<details><summary>"), "it has no details: {}", told.text);
        assert!(!told.text.contains("<span lang=\"en\""), "it is told in English: {}", told.text);
    }
    // In English nothing is marked, and nothing is said in other words.
    let mut boss = chief(&office).await;
    let told = boss.filled("/areas/P/delete", &[]).await.text;
    assert!(told.contains("area P cannot be deleted while something refers to it"), "{told}");
    assert!(!told.contains("<span lang"), "{told}");
}
