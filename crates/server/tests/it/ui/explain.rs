//! Why, who can and what if, on pages: answered as far as whoever asks may know.

use axum::http::StatusCode;

use bailiwick_model::{UserId, audit::Actor};
use serde_json::json;

use super::{
    chief,
    policy::{office, office_with},
    sound,
};
use crate::sign_in::browser::somebody;

#[tokio::test]
async fn an_answer_shows_every_step_that_counted() {
    let office = office();
    let mut browser = chief(&office).await;
    let empty = browser.get("/explain?u=dora").await;
    assert_eq!(empty.status, StatusCode::OK);
    assert!(sound(&empty).contains("value=\"dora\""), "{}", empty.text);

    let yes = browser.get("/explain?u=dora&op=read&m=reg.household").await;
    assert_eq!(yes.status, StatusCode::OK, "{}", yes.text);
    let page = sound(&yes);
    for step in [
        "Yes. dora may do this.",
        "/users/dora",
        "/roles/registrar",
        "D1",
        "31 Mar 2027",
        "/groups/reg.viewer",
        "household.viewer",
    ] {
        assert!(page.contains(step), "{step} in {page}");
    }
    assert!(
        page.contains("skip-it") && page.contains("district_user_manager"),
        "what gives nothing is grey: {page}"
    );

    let no = browser.get("/explain?u=dora&op=delete&m=reg.household").await;
    assert!(
        sound(&no).contains("No. dora may not do this.") && no.text.contains("What is missing"),
        "{}",
        no.text
    );
    let later = browser.get("/explain?u=dora&op=read&m=reg.household&at=2027-04-01").await;
    assert!(sound(&later).contains("No. dora") && later.text.contains("it has ended"), "{}", later.text);
    let moment = browser.get("/explain?u=dora&op=read&m=reg.household&at=2026-12-01T10:15").await;
    assert!(sound(&moment).contains("Yes. dora"), "{}", moment.text);
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_at_its_field() {
    let office = office();
    let mut browser = chief(&office).await;
    for (query, field) in [
        ("u=nobody&op=read&m=reg.household", "e-u"),
        ("u=dora&op=read&m=reg.nothing", "e-m"),
        ("u=dora&op=dance&m=reg.household", "e-op"),
        ("u=dora&op=read&m=reg.household&r=abc", "e-r"),
        ("u=dora&op=read&m=reg.household&at=tomorrow", "e-at"),
        ("u=%3Cscript%3Ealert(1)%3C/script%3E&op=read&m=reg.household", "e-u"),
    ] {
        let reply = browser.get(&format!("/explain?{query}")).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", reply.text);
        let page = sound(&reply);
        assert!(
            page.contains(&format!("id=\"{field}\"")) && !page.contains("<script>alert"),
            "{query}: {page}"
        );
    }
}

#[tokio::test]
async fn whoever_asks_is_told_of_whom_he_may_see() {
    let office = office();
    // An end user asks about himself alone.
    let mut ella = somebody(&office, "ella").await;
    let own = ella.get("/explain?u=ella&op=read&m=reg.household").await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.text);
    assert!(sound(&own).contains("No. ella") && !own.text.contains("/users/ella"), "{}", own.text);
    let other = ella.get("/explain?u=dora&op=read&m=reg.household").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", other.text);
    let who = ella.get("/explain/who-can?op=read&m=reg.household").await;
    assert!(sound(&who).contains("Nobody, as far as you may know"), "{}", who.text);
    // A client's administrator is told of his own people.
    let mut carl = somebody(&office, "carl").await;
    let who = carl.get("/explain/who-can?op=read&m=bailiwick.user").await;
    assert!(sound(&who).contains("carl") && !who.text.contains(">dora<"), "{}", who.text);
    let if_other = carl.get("/explain/what-if?u=dora&op=read&m=reg.household&role=viewer").await;
    assert_eq!(if_other.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", if_other.text);
    let mut root = chief(&office).await;
    let who = root.get("/explain/who-can?op=read&m=reg.household").await;
    assert!(sound(&who).contains(">dora<") && !who.text.contains(">ella<"), "{}", who.text);
}

#[tokio::test]
async fn what_if_compares_and_saves_nothing() {
    let office = office();
    let mut browser = chief(&office).await;
    let more = browser
        .get("/explain/what-if?u=desk&op=read&m=reg.household&role=registrar&areas=D2,D1&to=2027-12-31")
        .await;
    assert_eq!(more.status, StatusCode::OK, "{}", more.text);
    let page = sound(&more);
    assert!(
        page.contains("No. desk") && page.contains("Yes. desk") && page.contains("would be another"),
        "{page}"
    );
    let less = browser.get("/explain/what-if?u=dora&op=read&m=reg.household&without=registrar").await;
    assert!(sound(&less).contains("Yes. dora") && less.text.contains("No. dora"), "{}", less.text);
    for (query, text) in [
        ("role=registrar", "Local roles must have at least one area assigned"),
        ("role=viewer&areas=D1", "Global roles cannot have areas assigned"),
        ("role=nothing", "There is no such role"),
        ("role=viewer&from=2027-02-30", "Enter a real date"),
    ] {
        let wrong = browser.get(&format!("/explain/what-if?u=desk&op=read&m=reg.household&{query}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", wrong.text);
        assert!(sound(&wrong).contains(text), "{query}: {}", wrong.text);
    }
    let now = browser.get("/explain?u=desk&op=read&m=reg.household").await;
    assert!(now.text.contains("No. desk"), "{}", now.text);
    for language in ["fr", "es", "ar"] {
        for path in [
            "/explain?u=dora&op=update&m=reg.household",
            "/explain/who-can?op=read&m=reg.household",
            "/explain/what-if?u=desk&op=read&m=reg.household&role=viewer",
        ] {
            let reply = browser.get(&format!("{path}&lang={language}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
            sound(&reply);
        }
    }
}

#[tokio::test]
async fn the_trail_is_told_of_what_is_asked_on_pages() {
    let watched = "
models:
  reg.report: {audit: {decisions: all}, fields: {name: char}}
acls:
  reg.reports: {model: reg.report, group: reg.registrar, operations: [read]}
";
    let office = office_with(watched);
    let mut browser = chief(&office).await;
    let page = browser.get("/explain?u=dora&op=read&m=reg.report").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let told = |office: &crate::office::Office| {
        let all = office.installation.trail(&Default::default(), 100).unwrap();
        let of_reports = all.into_iter().map(|audited| audited.entry);
        of_reports.filter(|entry| entry.object.to_string().starts_with("reg.report")).collect::<Vec<_>>()
    };
    let entries = told(&office);
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(entry.actor, Actor::User(UserId::new("chief").unwrap()));
    assert_eq!(entry.on_behalf, Some(UserId::new("dora").unwrap()));
    let what_if = browser.get("/explain/what-if?u=desk&op=read&m=reg.report&role=registrar&areas=D1").await;
    assert_eq!(what_if.status, StatusCode::OK, "{}", what_if.text);
    assert_eq!(told(&office).len(), 3, "what is and what would be");
}

#[tokio::test]
async fn why_not_and_what_is_missing_are_told_in_the_readers_language() {
    let office = office();
    let mut browser = chief(&office).await;
    let asked = [
        "u=dora&op=delete&m=reg.household",
        "u=desk&op=read&m=reg.household",
        "u=dora&op=read&m=reg.household&at=2027-04-01",
        "u=dora&op=feature:export",
        "u=suspended&op=read&m=reg.household",
    ];
    let suspended = json!({"login": "suspended", "company": "ministry", "valid_from": "2027-05-01"});
    let made = office.post("root", "/api/v1/users", suspended).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let told = [
        (
            "fr",
            [
                "Aucun groupe ne l’autorise : il manque une liste d’accès.",
                "Ce serait permis avec un de ces groupes",
                "s’est terminée le",
                "Aucune ligne de rôle qui compte ici ne donne ce droit.",
                "Le compte est valable à partir du",
            ],
        ),
        (
            "es",
            [
                "Ningún grupo lo permite: falta una lista de acceso.",
                "Se permitiría con uno de estos grupos",
                "terminó el",
                "Ninguna línea de rol que cuente aquí da este derecho.",
                "La cuenta es válida desde el",
            ],
        ),
        (
            "ar",
            [
                "لا تسمح به أي مجموعة: تنقص قائمة وصول.",
                "يُسمح به مع إحدى هذه المجموعات",
                "انتهى سطر الدور",
                "لا يمنح هذا الحق أي سطر دور محسوب هنا.",
                "الحساب صالح ابتداءً من",
            ],
        ),
    ];
    for (language, texts) in told {
        for (query, text) in asked.iter().zip(texts) {
            let reply = browser.get(&format!("/explain?{query}&lang={language}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{query}: {}", reply.text);
            let page = sound(&reply).split("id=\"verdict\"").nth(1).unwrap().split("</main>").next().unwrap();
            assert!(page.contains(text), "{language} {query}: {page}");
            for english in [
                "lang=\"en\"",
                "would be allowed",
                "ACL row",
                "the line of role",
                "no role line",
                "valid from",
            ] {
                assert!(!page.contains(english), "{language} {query}: {english} in {page}");
            }
        }
    }
    // Programs are told as before.
    let question = json!({"user": "desk", "action": "read", "model": "reg.household"});
    let answer = office.post("decider", "/api/v1/explain", question).await;
    assert!(answer.text.contains("would be allowed with group"), "{}", answer.text);
    assert!(!answer.text.contains("facts"), "{}", answer.text);
}
