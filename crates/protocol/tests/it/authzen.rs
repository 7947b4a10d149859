//! AuthZEN requests: what is taken, what is refused, and where the refusal points.

use bailiwick_protocol::authzen::*;
use proptest::prelude::*;

const WHOLE: &str = r#"{
    "subject": {"type": "user", "id": "alice", "properties": {"role": "clerk", "tags": ["a", "b"]}},
    "action": {"name": "write", "properties": {"soft": true}},
    "resource": {"type": "record", "id": "record-1", "properties": {"status": "active"}},
    "context": {"time": "2026-11-30T10:00:00Z"},
    "something_else": [1, 2, {"subject": null}]
}"#;

fn evaluation(body: &str) -> Result<EvaluationRequest<'_>, RequestError> {
    EvaluationRequest::read(body.as_bytes(), &Limits::default())
}

fn refusal(body: &str) -> String {
    let error = evaluation(body).map(|_| ()).unwrap_err();
    assert_eq!(error.status(), 400);
    error.to_string()
}

fn batch(body: &str) -> Result<EvaluationsRequest<'_>, RequestError> {
    EvaluationsRequest::read(body.as_bytes(), &Limits::default())
}

#[test]
fn a_whole_request_is_borrowed_and_its_attributes_are_read_on_demand() {
    let request = evaluation(WHOLE).unwrap();
    assert_eq!((&*request.subject.kind, &*request.subject.id), ("user", "alice"));
    assert_eq!(&*request.action.name, "write");
    assert_eq!((&*request.resource.kind, &*request.resource.id), ("record", "record-1"));
    assert!(matches!(request.subject.id, std::borrow::Cow::Borrowed(_)));
    assert_eq!(request.subject.properties.unwrap().members().unwrap()["role"], "clerk");
    assert_eq!(request.action.properties.unwrap().text(), r#"{"soft": true}"#);
    assert_eq!(request.context.unwrap().members().unwrap()["time"], "2026-11-30T10:00:00Z");
}

#[test]
fn escapes_are_undone() {
    let request = r#"{"\u0073ubject": {"type": "us\u0065r", "id": "\ud83d\ude00"}, "action": {"name": "r\n"},
                      "resource": {"type": "record", "id": ""}}"#;
    let request = evaluation(request).unwrap();
    assert_eq!((&*request.subject.kind, &*request.subject.id, &*request.action.name), ("user", "😀", "r\n"));
}

#[test]
fn faults_are_named_with_their_place() {
    let table = [
        ("", "the body is not usable JSON: it is empty; send a JSON object"),
        ("[]", "request: invalid type: sequence, expected an object"),
        ("7", "request: invalid type: integer `7`, expected an object"),
        ("{}", "subject: is required"),
        (r#"{"subject": {"type": "u", "id": "a"}}"#, "action: is required"),
        (r#"{"subject": {"type": "u", "id": "a"}, "action": {"name": "r"}}"#, "resource: is required"),
        (r#"{"subject": {"id": "a"}}"#, "subject.type: is required"),
        (r#"{"subject": {"type": "u"}}"#, "subject.id: is required"),
        (
            r#"{"subject": {"type": "u", "id": 7}}"#,
            "subject.id: invalid type: integer `7`, expected a string",
        ),
        (r#"{"subject": {"type": null, "id": "a"}}"#, "subject.type: invalid type: null, expected a string"),
        (r#"{"subject": "alice"}"#, "subject: invalid type: string \"alice\", expected an object"),
        (r#"{"subject": null}"#, "subject: invalid type: null, expected an object"),
        (
            r#"{"subject": {"type": "u", "id": "a", "properties": []}}"#,
            "subject.properties: must be an object",
        ),
        (
            r#"{"subject": {"type": "u", "id": "a", "properties": null}}"#,
            "subject.properties: must be an object",
        ),
        (r#"{"action": {}}"#, "action.name: is required"),
        (
            r#"{"action": {"type": "x", "name": ["r"]}}"#,
            "action.name: invalid type: sequence, expected a string",
        ),
        (
            r#"{"resource": {"type": "r", "id": true}}"#,
            "resource.id: invalid type: boolean `true`, expected a string",
        ),
        (r#"{"context": 1}"#, "context: must be an object"),
        (r#"{"context": {}, "context": {}}"#, "context: appears twice; send it once"),
        (r#"{"subject": {"type": "u", "id": "a"}, "subject": {}}"#, "subject: appears twice; send it once"),
        (r#"{"subject": {"type": "u", "id": "a", "id": "b"}}"#, "subject.id: appears twice; send it once"),
        (r#"{"other": "\ud800"}"#, "the body is not usable JSON: a string holds half a surrogate pair"),
    ];
    for (body, expected) in table {
        assert_eq!(refusal(body), expected, "{body}");
    }
    for broken in ["{", r#"{"subject": {"type""#, "{} {}", r#"{"subject": {"type": "u", "id": "a",}}"#, "nul"]
    {
        assert!(refusal(broken).starts_with("the body is not usable JSON: "), "{broken}");
    }
}

#[test]
fn repeated_attributes_are_refused_when_they_are_looked_at() {
    let body = WHOLE.replace(r#""role": "clerk""#, r#""role": "clerk", "role": "admin""#);
    let request = evaluation(&body).unwrap();
    let error = request.subject.properties.unwrap().members().unwrap_err().to_string();
    assert!(error.contains("duplicate key `role`"), "{error}");
}

#[test]
fn too_much_is_refused_before_it_is_built() {
    let deep = format!(r#"{{"context": {}{}}}"#, "[".repeat(100), "]".repeat(100));
    assert_eq!(refusal(&deep), "the body is not usable JSON: it is nested deeper than 32 levels");
    let endless = "[".repeat(1 << 20);
    assert_eq!(refusal(&endless), "the body is not usable JSON: it is nested deeper than 32 levels");
    let long = " ".repeat((1 << 20) + 1);
    let error = evaluation(&long).map(|_| ()).unwrap_err();
    assert_eq!((error.status(), matches!(error, RequestError::TooLong { .. })), (413, true));
    let limits = Limits { items: 2, ..Limits::default() };
    let body = r#"{"evaluations": [{}, {}, {}]}"#;
    let error = EvaluationsRequest::read(body.as_bytes(), &limits).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "evaluations: has more than 2 items; send several requests");
}

#[test]
fn a_batch_without_items_is_a_single_question() {
    for evaluations in ["", r#""evaluations": [],"#, r#""options": {"evaluations_semantic": "execute_all"},"#]
    {
        let body = WHOLE.replacen('{', &format!("{{{evaluations}"), 1);
        let EvaluationsRequest::Single(single) = batch(&body).unwrap() else { panic!("{body}") };
        assert_eq!(&*single.subject.id, "alice");
    }
    assert_eq!(batch("{}").map(|_| ()).unwrap_err().to_string(), "subject: is required");
}

#[test]
fn items_replace_defaults_whole_and_inherit_the_rest() {
    let body = r#"{
        "subject": {"type": "user", "id": "alice", "properties": {"role": "clerk"}},
        "action": {"name": "read"},
        "context": {"a": 1},
        "evaluations": [
            {"resource": {"type": "record", "id": "record-1"}},
            {"resource": {"type": "record", "id": "record-2"}, "subject": {"type": "user", "id": "bob"}, "context": {}},
            {},
            {"resource": {"type": "record"}},
            7,
            {"resource": {"type": "record", "id": "record-3"}, "action": {"name": "write"}, "evaluations": 5}
        ]
    }"#;
    let EvaluationsRequest::Batch(batch) = batch(body).unwrap() else { panic!() };
    assert_eq!((batch.count(), batch.semantic()), (6, Semantic::ExecuteAll));
    let shown: Vec<String> = batch
        .items()
        .map(|item| match item {
            Ok(i) => format!(
                "{} {} {} {:?} {:?}",
                i.subject.id,
                i.action.name,
                i.resource.id,
                i.subject.properties.map(Object::text),
                i.context.map(Object::text)
            ),
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(
        shown,
        [
            r#"alice read record-1 Some("{\"role\": \"clerk\"}") Some("{\"a\": 1}")"#,
            r#"bob read record-2 None Some("{}")"#,
            "evaluations[2].resource: is required",
            "evaluations[3].resource.id: is required",
            "evaluations[4]: invalid type: integer `7`, expected an object",
            r#"alice write record-3 Some("{\"role\": \"clerk\"}") Some("{\"a\": 1}")"#,
        ]
    );
}

#[test]
fn an_item_may_complete_a_default() {
    let body = r#"{
        "subject": {"type": "user", "id": "alice"}, "action": {"name": "write", "properties": {"soft": true}},
        "resource": {"type": "record", "properties": {"status": "active"}},
        "evaluations": [
            {"resource": {"id": "record-1"}},
            {"resource": {"type": "file", "id": "f"}, "action": {"properties": {}}},
            {"resource": {"properties": {}}},
            {}
        ]
    }"#;
    let EvaluationsRequest::Batch(batch) = batch(body).unwrap() else { panic!() };
    let shown: Vec<String> = batch
        .items()
        .map(|item| match item {
            Ok(i) => format!(
                "{} {} {} {:?} {:?}",
                i.resource.kind,
                i.resource.id,
                i.action.name,
                i.resource.properties.map(Object::text),
                i.action.properties.map(Object::text)
            ),
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(
        shown,
        [
            r#"record record-1 write None Some("{\"soft\": true}")"#,
            r#"file f write None Some("{}")"#,
            "evaluations[2].resource.id: is required",
            "evaluations[3].resource.id: is required",
        ]
    );
}

#[test]
fn any_object_can_be_read_with_the_same_limits() {
    let limits = Limits { bytes: 40, depth: 3, items: 1 };
    let read = |body: &str| {
        Object::read(body.as_bytes(), &limits).and_then(|o| o.members()).map_err(|e| e.to_string())
    };
    assert_eq!(read(r#"{"a": [1]}"#).unwrap()["a"][0], 1);
    assert_eq!(read("[]").unwrap_err(), "request: must be an object");
    for bad in ["", "{", "{} {}", "[[[[]]]]", r#"{"a": 1, "a": 2}"#, r#"{"a": "\ud800"}"#, &" ".repeat(41)] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

#[test]
fn batches_stop_as_asked() {
    let with = |options: &str| {
        let body = format!(r#"{{"evaluations": [{{}}], "options": {options}}}"#);
        match batch(&body) {
            Ok(EvaluationsRequest::Batch(batch)) => Ok(batch.semantic()),
            Ok(EvaluationsRequest::Single(_)) => panic!("{options}"),
            Err(error) => Err(error.to_string()),
        }
    };
    assert_eq!(with(r#"{"other": 1}"#), Ok(Semantic::ExecuteAll));
    assert_eq!(with(r#"{"evaluations_semantic": "deny_on_first_deny"}"#), Ok(Semantic::DenyOnFirstDeny));
    assert_eq!(
        with(r#"{"evaluations_semantic": "permit_on_first_permit"}"#),
        Ok(Semantic::PermitOnFirstPermit)
    );
    let unknown = with(r#"{"evaluations_semantic": "first"}"#).unwrap_err();
    assert!(unknown.starts_with("options.evaluations_semantic: unknown variant `first`"), "{unknown}");
    assert_eq!(with("[]").unwrap_err(), "options: invalid type: sequence, expected an object");
    assert_eq!(with(r#"{}, "options": {}"#).unwrap_err(), "options: appears twice; send it once");
    assert!(batch(r#"{"evaluations": {}}"#).is_err());

    let stops = |semantic: Semantic| [false, true].map(|decision| semantic.stops_after(decision));
    assert_eq!(stops(Semantic::ExecuteAll), [false, false]);
    assert_eq!(stops(Semantic::DenyOnFirstDeny), [true, false]);
    assert_eq!(stops(Semantic::PermitOnFirstPermit), [false, true]);
}

#[test]
fn searches_need_what_is_given_and_ignore_the_id_of_what_is_sought() {
    let limits = Limits::default();
    let body = r#"{"subject": {"type": "user", "id": 5}, "action": {"name": "read"},
                   "resource": {"type": "record", "id": "record-1"}, "page": {"limit": 2, "token": ""}}"#;
    let search = SubjectSearch::read(body.as_bytes(), &limits).unwrap();
    assert_eq!((&*search.subject.kind, search.page.limit, search.page.token), ("user", Some(2), None));
    assert!(ResourceSearch::read(body.as_bytes(), &limits).is_err());

    let body = r#"{"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
                   "resource": {"type": "record"}, "page": {"token": "abc"}}"#;
    let search = ResourceSearch::read(body.as_bytes(), &limits).unwrap();
    assert_eq!((&*search.resource.kind, search.page.token.as_deref()), ("record", Some("abc")));
    let error = SubjectSearch::read(body.as_bytes(), &limits).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "resource.id: is required");

    let body = r#"{"subject": {"type": "user", "id": "alice"}, "action": "ignored",
                   "resource": {"type": "record", "id": "record-1"}}"#;
    assert!(ActionSearch::read(body.as_bytes(), &limits).is_ok());

    for (page, expected) in [
        (r#"{"limit": 0}"#, "page.limit: must be at least 1"),
        (r#"{"limit": "2"}"#, "page.limit: invalid type: string \"2\", expected u64"),
        (r#"{"token": 1}"#, "page.token: invalid type: integer `1`, expected a string"),
        ("[]", "page: invalid type: sequence, expected an object"),
    ] {
        let body = body.replacen('{', &format!(r#"{{"page": {page},"#), 1);
        let error = ActionSearch::read(body.as_bytes(), &limits).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn pages_of_one_search_have_one_canonical_text() {
    let search = |properties: &str, page: &str| {
        let body = format!(
            r#"{{"subject": {{"type": "user", "id": "a", "properties": {properties}}}, "page": {page},
                "action": {{"name": "read"}}, "resource": {{"type": "record"}}}}"#
        );
        ResourceSearch::read(body.as_bytes(), &Limits::default()).unwrap().canonical().unwrap()
    };
    let first = search(r#"{"x": 1, "y": [true]}"#, r#"{"limit": 2}"#);
    assert_eq!(first, search(r#"{ "y":[true],"x":1 }"#, r#"{"token": "abc"}"#));
    assert_ne!(first, search(r#"{"x": 2, "y": [true]}"#, r#"{"limit": 2}"#));
}

#[test]
fn a_token_belongs_to_its_search() {
    let token = PageToken { query: "f00".into(), limit: 2, revision: 9, position: "record-2".into() };
    let json = serde_json::to_string(&token).unwrap();
    assert_eq!(serde_json::from_str::<PageToken>(&json).unwrap(), token);
    assert!(token.admit("f00", None).is_ok());
    assert!(token.admit("f00", Some(2)).is_ok());
    assert!(token.admit("f00", Some(3)).unwrap_err().to_string().starts_with("page.limit: was 2"));
    assert!(
        token.admit("bar", Some(2)).unwrap_err().to_string().starts_with("page.token: belongs to another")
    );
}

/// Any bytes, and requests with a few bytes changed.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let spoilt = proptest::collection::vec((0..WHOLE.len(), any::<u8>()), 0..6).prop_map(|changes| {
        let mut bytes = WHOLE.as_bytes().to_vec();
        changes.into_iter().for_each(|(at, byte)| bytes[at] = byte);
        bytes
    });
    prop_oneof![proptest::collection::vec(any::<u8>(), 0..200), spoilt]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_body_panics(body in noise()) {
        let limits = Limits::default();
        if let Ok(request) = EvaluationRequest::read(&body, &limits) {
            let _ = request.subject.properties.map(Object::members);
        }
        if let Ok(EvaluationsRequest::Batch(batch)) = EvaluationsRequest::read(&body, &limits) {
            prop_assert_eq!(batch.items().count(), batch.count());
        }
        let _ = SubjectSearch::read(&body, &limits);
        let _ = ResourceSearch::read(&body, &limits);
        let _ = ActionSearch::read(&body, &limits).map(|search| search.canonical());
    }

    /// What is read is what a reader of plain JSON finds there.
    #[test]
    fn texts_come_through(kind in any::<String>(), id in any::<String>(), name in any::<String>()) {
        let body = serde_json::json!({
            "subject": {"type": kind, "id": id}, "action": {"name": name}, "resource": {"type": id, "id": kind},
        }).to_string();
        let request = evaluation(&body).unwrap();
        prop_assert_eq!((&*request.subject.kind, &*request.subject.id), (&*kind, &*id));
        prop_assert_eq!((&*request.action.name, &*request.resource.id), (&*name, &*kind));
    }
}
