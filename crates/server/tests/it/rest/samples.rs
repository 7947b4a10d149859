//! A request of every kind that the API's description knows, on objects in every reach.
//!
//! What is walked is the description that the server gives of itself; an operation without a sample here fails the tests that
//! walk it.

use axum::http::Method;
use serde_json::{Value as Json, json};

use crate::office::Office;

/// An operation as the description has it.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    /// Names of what the address may say behind the question mark.
    pub(crate) wishes: Vec<String>,
    pub(crate) takes_body: bool,
    /// Names of headers that it looks at.
    pub(crate) headers: Vec<String>,
    /// The statuses that it is said to answer with.
    pub(crate) statuses: Vec<String>,
    /// What the description calls the body of its answer.
    pub(crate) answer: Option<String>,
}

/// One request of an operation.
pub(crate) struct Sample {
    /// What it is about, in a few words.
    pub(crate) what: String,
    /// The path with everything filled in.
    pub(crate) path: String,
    /// Null for none.
    pub(crate) body: Json,
}

/// People in the reach of different actors, and why they are here.
const PEOPLE: [(&str, &str); 5] = [
    ("in1", "works in D1"),
    ("sal", "of Acme's sales"),
    ("ella", "of Acme"),
    ("bob", "of Bolt"),
    ("root", "an administrator"),
];

/// Where a setting is set, and one that can be set there.
const SETTING_PLACES: [(&str, &str, &str); 8] = [
    ("companies", "acme", "language"),
    ("companies", "bolt", "language"),
    ("departments", "sales", "language"),
    ("areas", "D1", "language"),
    ("roles", "viewer", "session.hours"),
    ("users", "in1", "session.hours"),
    ("users", "ella", "session.hours"),
    ("users", "root", "session.hours"),
];

/// A job of root's that has taken in a table, with a row that was refused; and one of dora's that nobody has begun.
const DONE: &str = "00000001";
const WAITING: &str = "00000002";

/// An office with somebody in the first district, and a role line for each of [`PEOPLE`].
pub(crate) async fn office() -> Office {
    let office = Office::new();
    people(&office).await;
    office
}

/// Has those come in whom the samples are about.
pub(crate) async fn people(office: &Office) {
    let registrar = json!({"role": "registrar", "areas": ["D1"], "to": "2027-03-31"});
    let in1 = json!({"login": "in1", "company": "ministry", "area": "D1", "lines": [registrar]});
    assert_eq!(office.post("root", "/api/v1/users", in1).await.status, 201);
    let robot = json!({"login": "robot", "kind": "service", "company": "ministry", "area": "D1",
                       "lines": [{"role": "registrar", "areas": ["D1"], "to": "2027-03-31"}]});
    assert_eq!(office.post("root", "/api/v1/users", robot).await.status, 201);
    let export = json!({"id": "feature:export", "body": {"groups": ["reg.viewer"]}});
    assert_eq!(office.post("root", "/api/v1/permissions", export).await.status, 201);
    let deny = json!({"effect": "deny", "permission": "feature:export", "reason": "An inquiry"});
    assert_eq!(office.post("root", "/api/v1/users/sal/overrides", deny).await.status, 201);
    let line = json!({"role": "client_end_user", "companies": ["acme"]});
    assert_eq!(office.post("root", "/api/v1/users/sal/role-lines", line).await.status, 201);
    let badge = json!({"label": "Badge", "kind": "text", "unique": true});
    assert_eq!(office.ask("root", Method::PUT, "/api/v1/attributes/badge", badge).await.status, 200);
    let payroll = json!({"columns": {"login": "login"}});
    let saved = office.ask("root", Method::PUT, "/api/v1/import-templates/payroll", payroll).await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    let done = office
        .table("root", "/api/v1/users/import", "login,job_title,area\nin1,Clerk,D1\nnew,Clerk,D9\n")
        .await;
    assert_eq!((done.status.as_u16(), &done.json()["id"]), (202, &json!(DONE)));
    office.work_off();
    let act = json!({"act": {"set_fields": {"job_title": "Registrar"}}, "logins": ["in1"]});
    let waiting = office.post("dora", "/api/v1/users/batch", act).await;
    assert_eq!((waiting.status.as_u16(), &waiting.json()["id"]), (202, &json!(WAITING)));
}

/// Every operation that the server describes.
pub(crate) async fn operations(office: &Office) -> Vec<Operation> {
    let document = office.get("root", "/api/v1/openapi.json").await.json();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let named = |place: &str| -> Vec<String> {
                let there = parameters.iter().filter(|parameter| parameter["in"] == place);
                there.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
            };
            let body = &operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
            found.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                wishes: named("query"),
                headers: named("header"),
                statuses: operation["responses"].as_object().unwrap().keys().cloned().collect(),
                answer: body.as_str().map(|name| name.rsplit('/').next().unwrap().to_owned()),
                takes_body: operation.get("requestBody").is_some(),
            });
        }
    }
    found
}

/// The samples of an operation.
pub(crate) async fn samples(office: &Office, operation: &Operation) -> Vec<Sample> {
    let none = vec![("", Json::Null)];
    let (kind, bodies) = match operation.id.as_str() {
        "listUsers" => (Kind::Whole, none),
        "createUser" => (Kind::Whole, new_users()),
        "showUser" | "removeUser" => (Kind::User, none),
        "changeUser" => (
            Kind::User,
            vec![
                ("telephone", json!({"phones": [{"kind": "work", "number": "+6328000000"}]})),
                ("address", json!({"email": "somebody@else.example"})),
            ],
        ),
        "setUserState" => (Kind::User, vec![("suspended", json!({"state": "suspended"}))]),
        "addUserLine" => (
            Kind::User,
            vec![
                ("registrar", json!({"role": "registrar", "areas": ["D1"], "to": "2027-03-31"})),
                ("administrator", json!({"role": "administrator"})),
            ],
        ),
        "changeLine" => (Kind::Line, vec![("", json!({"to": "2027-01-31"}))]),
        "showLine" | "removeLine" | "endLine" => (Kind::Line, none),
        "listAudit" | "exportAudit" | "showMe" | "showOwnAvatar" | "putOwnAvatar" | "removeOwnAvatar" => {
            (Kind::Whole, none)
        }
        "showMySecurity" | "endMySessions" | "renewMyRecoveryCodes" => (Kind::Whole, none),
        "endMySession" | "removeMyFactor" | "forgetMyDevice" | "deleteMyKey" => (Kind::Thing, none),
        "listMyKeys" => (Kind::Whole, none),
        "makeMyKey" => (Kind::Whole, vec![("", json!({"name": "reports", "scopes": ["read"]}))]),
        "makeKey" => (Kind::Program, vec![("", json!({"name": "reports", "scopes": ["read"]}))]),
        "beginMyPasskey" => (Kind::Whole, vec![("", json!({"kind": "passkey"}))]),
        "beginMyAuthenticator" => (Kind::Whole, none),
        "addMyPasskey" => (
            Kind::Whole,
            vec![("none that was begun", json!({"begun": "x", "name": "Key", "credential": {}}))],
        ),
        "addMyAuthenticator" => (
            Kind::Whole,
            vec![("none that was begun", json!({"begun": "x", "name": "App", "code": "123456"}))],
        ),
        "renameMyFactor" => (Kind::Thing, vec![("", json!({"name": "Blue key"}))]),
        "changeMyPassword" => (
            Kind::Whole,
            vec![("a wrong one", json!({"present": "not this one", "new": "nor one that is new"}))],
        ),
        "changeMyEmail" => (Kind::Whole, vec![("", json!({"email": "somebody@else.example"}))]),
        "askForMyPhone" => (Kind::Whole, vec![("", json!({"number": "+639170000000"}))]),
        "showMyPhone" => (Kind::Whole, vec![("", json!({"number": "+639170000000", "code": "123456"}))]),
        "showSecurity"
        | "listKeys"
        | "endSessions"
        | "unlockUser"
        | "inviteUser"
        | "giveTemporaryPassword"
        | "diagnoseSignIn" => (Kind::User, none),
        "endSession" | "removeFactor" | "forgetDevice" | "deleteKey" => (Kind::ThingOfUser, none),
        "listImportTemplates" | "listJobs" => (Kind::Whole, none),
        "showJob" | "listJobItems" | "showJobRejects" | "stopJob" | "undoJob" | "carryOutJob" => {
            (Kind::Job, none)
        }
        "exportUsers" | "listAttributes" => (Kind::Whole, none),
        "showAttribute" | "removeAttribute" => (Kind::Attribute, none),
        "saveAttribute" => (Kind::Attribute, vec![("", json!({"label": "Badge", "kind": "text"}))]),
        "saveImportTemplate" => (Kind::Template, vec![("", json!({"columns": {"login": "Login"}}))]),
        "showImportTemplate" | "removeImportTemplate" => (Kind::Template, none),
        "importUsers" => (Kind::Whole, vec![("", json!({"csv": "login,name\nnew,New\n"}))]),
        "actOnUsers" => {
            let act = json!({"act": {"set_state": {"state": "suspended"}}, "logins": ["in1"]});
            (Kind::Whole, vec![("suspend", act)])
        }
        "tellAudit" => {
            let entry = json!({"model": "bailiwick.user", "id": "7", "action": "claim.settled"});
            (Kind::Whole, vec![("", json!({"entries": [entry]}))])
        }
        "changeMe" => (
            Kind::Whole,
            vec![("language", json!({"language": "fr"})), ("address", json!({"email": "a@b.example"}))],
        ),
        "showAvatar" | "putAvatar" | "removeAvatar" | "userTimeline" => (Kind::User, none),
        "addUserNote" => (Kind::User, vec![("", json!({"text": "Called."}))]),
        "showPreferences" | "listOverrides" => (Kind::User, none),
        "setUserGroups" => (Kind::User, vec![("viewer", json!({"groups": ["reg.viewer"]}))]),
        "addOverride" => {
            let deny = json!({"effect": "deny", "permission": "feature:export", "reason": "An inquiry"});
            let allow = json!({"effect": "allow", "permission": "feature:export", "reason": "An inquiry"});
            (Kind::User, vec![("deny", deny), ("allow", allow)])
        }
        "changeOverride" => (Kind::Exception, vec![("", json!({"reason": "Another inquiry"}))]),
        "removeOverride" | "endOverride" => (Kind::Exception, none),
        "addCompanyLine" => (Kind::Company, vec![("viewer", json!({"role": "viewer"}))]),
        "addDepartmentLine" => (Kind::Department, vec![("viewer", json!({"role": "viewer"}))]),
        "createCompany" => (
            Kind::Whole,
            vec![
                ("below Acme", json!({"code": "new", "name": "New", "kind": "client", "parent": "acme"})),
                ("at the top", json!({"code": "new", "name": "New"})),
            ],
        ),
        "createDepartment" => (
            Kind::Whole,
            vec![
                ("of Acme", json!({"code": "new", "name": "New", "company": "acme"})),
                ("of Bolt", json!({"code": "new", "name": "New", "company": "bolt"})),
            ],
        ),
        "createArea" => (
            Kind::Whole,
            vec![
                ("in D1", json!({"code": "new", "name": "New", "parent": "D1"})),
                ("at the top", json!({"code": "new", "name": "New"})),
            ],
        ),
        "importAreas" => (Kind::Whole, vec![("", json!({"csv": "code,name,parent\nnew,New,D1\n"}))]),
        "changeCompany" | "changeDepartment" | "changeArea" => {
            (Kind::of_place(&operation.id), vec![("name", json!({"name": "Renamed"}))])
        }
        "showCompany" | "deleteCompany" | "showDepartment" | "deleteDepartment" | "showArea"
        | "deleteArea" | "companyTimeline" | "departmentTimeline" | "areaTimeline" => {
            (Kind::of_place(&operation.id), none)
        }
        "addCompanyNote" | "addDepartmentNote" | "addAreaNote" => {
            (Kind::of_place(&operation.id), vec![("", json!({"text": "Called."}))])
        }
        "listCompanies" | "listDepartments" | "listAreas" | "listSettings" => (Kind::Whole, none),
        "preview" => {
            let change = json!({"kind": "role", "id": "viewer", "body": {"label": "Sees"}});
            (Kind::Whole, vec![("", json!({"changes": [change]}))])
        }
        "showSetting" | "unsetSetting" => (Kind::Setting, none),
        "setSetting" => (Kind::Setting, vec![("", json!({"value": "fil"}))]),
        "listSettingsAt" | "showSettingAt" | "unsetSettingAt" => (Kind::SettingAt, none),
        "setSettingAt" => (Kind::SettingAt, vec![("", json!({"value": "fil"}))]),
        id if part(id).is_some_and(|_| id.starts_with("list")) => (Kind::Whole, none),
        id if part(id).is_some_and(|_| id.starts_with("create")) => (
            Kind::Whole,
            part(id).map(|part| vec![("", json!({"id": part.new, "body": part.body}))]).unwrap(),
        ),
        id if part(id).is_some_and(|_| id.starts_with("change")) => {
            (Kind::Part(part(id).unwrap()), vec![("", json!({"body": {"label": "Renamed"}}))])
        }
        id if part(id).is_some() && id.ends_with("Note") => {
            (Kind::Part(part(id).unwrap()), vec![("", json!({"text": "Called."}))])
        }
        id if part(id).is_some() => (Kind::Part(part(id).unwrap()), none),
        other => panic!("the operation {other} has no sample yet: add it, and look at what becomes of it"),
    };
    let mut samples = Vec::new();
    for (object, path) in kind.paths(office, &operation.path).await {
        for (what, body) in &bodies {
            let words: Vec<&str> =
                [what, object.as_str()].into_iter().filter(|word| !word.is_empty()).collect();
            let is_number = operation.id == "setSettingAt" && path.ends_with("/session.hours");
            let body = if is_number { json!({"value": 30}) } else { body.clone() };
            samples.push(Sample { what: words.join(", "), path: path.clone(), body });
        }
    }
    samples
}

fn new_users() -> Vec<(&'static str, Json)> {
    vec![
        ("in D1", json!({"login": "newcomer", "company": "ministry", "area": "D1"})),
        ("in D2", json!({"login": "newcomer", "company": "ministry", "area": "D2"})),
        ("in Acme", json!({"login": "newcomer", "company": "acme", "kind": "client"})),
        ("internal in Acme", json!({"login": "newcomer", "company": "acme"})),
        (
            "in D1 with a line that dora holds",
            json!({"login": "newcomer", "company": "ministry", "area": "D1", "invite": true,
                   "phones": [{"kind": "work", "number": "+6328000000"}],
                   "qualifications": [{"kind": "skill", "name": "Typing", "obtained": "2020-01-31"}],
                   "lines": [{"role": "registrar", "areas": ["D1"], "to": "2027-03-31"}]}),
        ),
        (
            "in D1 as an administrator",
            json!({"login": "newcomer", "company": "ministry", "area": "D1", "lines": [{"role": "administrator"}]}),
        ),
    ]
}

/// A kind of part of the policy: what a new one is, and one that there is.
#[derive(Clone)]
struct Part {
    new: &'static str,
    body: Json,
    known: &'static str,
}

/// The kind that an operation is about, if it is one of the policy's.
fn part(operation: &str) -> Option<Part> {
    let of = |new, body, known| Some(Part { new, body, known });
    let noun = ["list", "create", "show", "change", "remove", "add"]
        .iter()
        .find_map(|verb| operation.strip_prefix(verb))
        .or_else(|| operation.strip_suffix("Timeline"))?;
    let noun = noun.strip_suffix("Note").unwrap_or(noun);
    let noun = format!("{}{}", noun[..1].to_uppercase(), &noun[1..]);
    match noun.trim_end_matches('s') {
        "Role" => of("clerk", json!({"label": "Clerk", "groups": ["reg.viewer"]}), "viewer"),
        "Group" => of("reg.clerk", json!({"label": "Clerk"}), "reg.viewer"),
        "Privilege" => of("reg", json!({"label": "Registry"}), "bailiwick.people"),
        "Category" | "Categorie" => of("registry", json!({"label": "Registry"}), "bailiwick"),
        "Model" => of("reg.note", json!({"fields": {"name": "char"}}), "bailiwick.user"),
        "Acl" => {
            let body = json!({"model": "bailiwick.user", "group": "reg.viewer", "operations": ["read"]});
            of("viewers", body, "bailiwick.user.staff")
        }
        "Rule" => {
            of("none", json!({"model": "bailiwick.user", "groups": ["reg.viewer"]}), "bailiwick.user.all")
        }
        "FieldRule" => {
            let body = json!({"model": "bailiwick.user", "field": "email", "operations": ["read"], "groups": "bailiwick.staff"});
            of("emails", body, "bailiwick.user.kind")
        }
        "PolicySetting" => of("exclusive_groups", json!({"value": ["reg.viewer"]}), "exclusive_groups"),
        "Permission" => of("feature:other", json!({"groups": ["reg.viewer"]}), "feature:export"),
        _ => None,
    }
}

/// What the path of an operation names.
#[derive(Clone)]
enum Kind {
    Whole,
    User,
    /// A program's account, and a person's.
    Program,
    /// Something of a user, or of whoever asks, that is not there.
    ThingOfUser,
    Thing,
    Line,
    Exception,
    Company,
    Department,
    Area,
    Setting,
    SettingAt,
    Job,
    Attribute,
    Template,
    Part(Part),
}

impl Kind {
    fn of_place(operation: &str) -> Self {
        match operation {
            id if id.to_lowercase().contains("company") => Self::Company,
            id if id.to_lowercase().contains("department") => Self::Department,
            _ => Self::Area,
        }
    }

    /// The path for each object, with a word about it.
    async fn paths(self, office: &Office, path: &str) -> Vec<(String, String)> {
        let codes = |codes: &[&str]| -> Vec<(String, String)> {
            codes.iter().map(|code| ((*code).to_owned(), path.replace("{code}", code))).collect()
        };
        match self {
            Self::Job => {
                [("none", "that there is not"), (DONE, "of root, done"), (WAITING, "of dora, waiting")]
                    .iter()
                    .map(|(id, what)| ((*what).to_owned(), path.replace("{id}", id)))
                    .collect()
            }
            Self::Attribute => vec![("badge".to_owned(), path.replace("{name}", "badge"))],
            Self::Template => vec![("payroll".to_owned(), path.replace("{name}", "payroll"))],
            Self::Company => codes(&["acme", "acme-east", "bolt", "ministry"]),
            Self::Department => codes(&["sales"]),
            Self::Area => codes(&["D1", "D2", "C"]),
            Self::Setting => vec![("language".to_owned(), path.replace("{name}", "language"))],
            Self::SettingAt => SETTING_PLACES
                .iter()
                .map(|(noun, code, name)| {
                    let path = path.replace("{noun}", noun).replace("{code}", code).replace("{name}", name);
                    (format!("{noun} {code}"), path)
                })
                .collect(),
            Self::Part(part) => vec![(part.known.to_owned(), path.replace("{id}", part.known))],
            // The only one, of sal; and what root would have.
            Self::Exception => ["sal", "root"]
                .iter()
                .map(|login| ((*login).to_owned(), path.replace("{login}", login).replace("{id}", "1")))
                .collect(),
            Self::Whole => vec![(String::new(), path.to_owned())],
            Self::Thing => vec![("that there is not".to_owned(), path.replace("{id}", "none"))],
            Self::ThingOfUser => PEOPLE
                .iter()
                .map(|(login, why)| {
                    (format!("{login}, {why}"), path.replace("{login}", login).replace("{id}", "none"))
                })
                .collect(),
            Self::Program => [("robot", "a program in D1"), ("in1", "works in D1")]
                .iter()
                .map(|(login, why)| (format!("{login}, {why}"), path.replace("{login}", login)))
                .collect(),
            Self::User => PEOPLE
                .iter()
                .map(|(login, why)| (format!("{login}, {why}"), path.replace("{login}", login)))
                .collect(),
            Self::Line => {
                let mut found = Vec::new();
                for (login, why) in PEOPLE {
                    let user = office.get("root", &format!("/api/v1/users/{login}")).await.json();
                    let id = user["lines"][0]["id"].to_string();
                    found.push((format!("of {login}, {why}"), path.replace("{id}", &id)));
                }
                found
            }
        }
    }
}
