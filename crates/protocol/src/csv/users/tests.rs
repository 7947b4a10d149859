//! Lists of users: with our columns, with those of others, and wrong ones.

use bailiwick_model::{AttributeSchema, RoleId, RoleScope};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::csv::{CsvLimits, CsvReader, CsvWriter};

fn schema() -> AttributeSchema {
    serde_json::from_str(
        r#"{"badge": {"label": "Badge", "kind": "number", "unique": true}, "note": {"label": "Note", "kind": "text"},
            "remote": {"label": "Remote", "kind": "boolean"}, "started": {"label": "Started", "kind": "date"},
            "shift": {"label": "Shift", "kind": "choice", "choices": ["day", "night"]}}"#,
    )
    .unwrap()
}

fn mapping(text: &str) -> ColumnMapping {
    serde_json::from_str(text).unwrap()
}

fn rows(text: &str, mapping: &ColumnMapping) -> Vec<Result<UserRow, String>> {
    let (reader, schema) = (CsvReader::new(text.as_bytes(), CsvLimits::default()).unwrap(), schema());
    let rows = UserRows::open(reader, mapping, &schema).unwrap_or_else(|error| panic!("{error:?}"));
    rows.map(|row| row.map_err(|error| error.to_string())).collect()
}

fn one(text: &str, template: &str) -> UserRow {
    let mut rows = rows(text, &mapping(template));
    assert_eq!(rows.len(), 1);
    rows.remove(0).unwrap()
}

/// What is wrong with the only row.
fn faults(text: &str, template: &str) -> Vec<String> {
    let mut rows = rows(text, &mapping(template));
    assert_eq!(rows.len(), 1);
    rows.remove(0).unwrap_err().lines().map(str::to_owned).collect()
}

fn refused(text: &str, template: &str) -> Vec<String> {
    let (reader, schema) = (CsvReader::new(text.as_bytes(), CsvLimits::default()).unwrap(), schema());
    match UserRows::open(reader, &mapping(template), &schema).err() {
        None => Vec::new(),
        Some(OpenError::Header(faults)) => faults.iter().map(ToString::to_string).collect(),
        Some(OpenError::Mapping(faults)) => {
            faults.iter().map(|f| format!("{}: {}", f.pointer, f.message)).collect()
        }
    }
}

const FULL: &str = "\
login,email,first_name,last_name,name,kind,company,companies,department,area,job_title,language,timezone,\
phone_mobile,phone_work,state,valid_from,valid_to,role,role_areas,role_from,role_to,role_reason,role2,\
role2_companies,attribute.badge,attribute.remote,attribute.started,external_id
asha,Asha@office.example,Asha,Rao,,Client,acme,a|b,it,D-1,Registrar,pt_BR,Asia/Manila,\
'+63 917 000 0000,,invited,2026-01-01,,registrar,D-1|D-2,2026-02-01,2026-03-01,season,auditor,\
acme,7,yes,2025-12-01,E-1
";

#[test]
fn a_row_says_everything_about_a_user() {
    let user = one(FULL, "{}");
    assert_eq!((user.number, user.login.as_deref()), (2, Some("asha")));
    assert_eq!(user.email.as_value().unwrap().folded(), "asha@office.example");
    assert_eq!(user.kind, Some(bailiwick_model::UserKind::Client));
    assert_eq!(user.companies.as_value().unwrap().len(), 2);
    assert_eq!(user.language.as_value().unwrap().as_str(), "pt-BR");
    assert_eq!(user.phone_mobile.as_value().unwrap().as_str(), "+639170000000");
    assert_eq!((user.name, user.phone_work), (Given::Nothing, Given::Nothing));
    assert_eq!(user.valid_from, Given::Value(date(2026, 1, 1)));
    assert_eq!(user.external_id.unwrap().as_str(), "E-1");
    let attributes: Vec<_> =
        user.attributes.iter().map(|(name, value)| format!("{name}={}", value.as_value().unwrap())).collect();
    assert_eq!(attributes, ["badge=7", "remote=true", "started=\"2025-12-01\""]);
    let [first, second] = <[RoleCells; 2]>::try_from(user.roles).unwrap();
    assert_eq!((second.number, second.role.as_str(), second.companies.len()), (2, "auditor", 1));
    let line = first.line(RoleScope::Local, None).unwrap();
    assert_eq!(
        (line.areas().len(), line.reason(), line.validity().to()),
        (2, Some("season"), Some(date(2026, 3, 1)))
    );
    assert!(second.line(RoleScope::Local, None).is_err(), "a local role names an area");
}

#[test]
fn a_template_reads_the_columns_of_others() {
    let template = r#"{"columns": {"E-Mail": "email", "Rolle": "role", "Ab": "role_from", "Notiz": null},
        "defaults": {"kind": "client", "state": "invited", "role_areas": "D-1"},
        "dates": "DD/MM/YYYY", "key": "email"}"#;
    let user = one("\u{FEFF}e-mail;Notiz;Rolle;Ab;KIND\na@b.c;x;registrar;1/2/2026;service\n", template);
    assert_eq!(
        user.kind,
        Some(bailiwick_model::UserKind::Service),
        "a default is for a column that is not there"
    );
    assert_eq!(user.state, Some(bailiwick_model::AccountState::Invited));
    assert_eq!(user.roles[0].validity.from(), Some(date(2026, 2, 1)));
    assert_eq!(user.roles[0].areas[0].as_str(), "D-1");
    assert_eq!(
        serde_json::from_value::<ColumnMapping>(serde_json::to_value(mapping(template)).unwrap()).unwrap(),
        mapping(template)
    );
    assert_eq!(one("login,colour\na,red\n", r#"{"pass_over_others": true}"#).login.as_deref(), Some("a"));
}

#[test]
fn an_empty_cell_leaves_or_clears() {
    let file = "login,company,kind,role,role_from,attribute.note,companies\nasha,,,,,,|\n";
    let left = one(file, "{}");
    assert_eq!(
        (&left.company, left.kind, left.attributes.len(), left.roles.len()),
        (&Given::Nothing, None, 0, 0)
    );
    let cleared = one(file, r#"{"empty": "clear"}"#);
    assert_eq!((&cleared.company, cleared.kind, cleared.roles.len()), (&Given::Clear, None, 0));
    assert_eq!(cleared.attributes.into_values().collect::<Vec<_>>(), [Given::Clear]);
    assert_eq!(cleared.companies, Given::Value(Vec::new()));
    let mut company = Some("acme");
    Given::Nothing.apply(&mut company);
    assert_eq!(company, Some("acme"));
    Given::Clear.apply(&mut company);
    assert_eq!(company, None);
    Given::Value("b").apply(&mut company);
    assert_eq!(company, Some("b"));
}

#[test]
fn all_faults_of_a_row_are_told_by_the_names_of_its_columns() {
    let file = "Login,Mail,kind,valid_from,valid_to,role,role_areas,role_from,role_to,role2_areas,attribute.badge,attribute.shift,attribute.remote,company\n\
                ,a,boss,2026-02-01,2026-01-01,registrar,,2026-02-01,2026-01-01,D-1,\"1,5\",noon,perhaps,\u{1}\n";
    assert_eq!(
        faults(file, r#"{"columns": {"Mail": "email"}}"#),
        [
            "row 2, column \"Mail\": \"a\" is not an email address: write NAME@DOMAIN, with a single '@'",
            "row 2, column \"kind\": write internal, client or service",
            "row 2, column \"company\": \"\\u{1}\" is not a company code: '\\u{1}' is not allowed here; remove control characters",
            "row 2, column \"role_from\": From (2026-02-01) is after To (2026-01-01), so it would never count; swap them or leave one open",
            "row 2, column \"role2_areas\": role2 is empty; name the role, or leave this empty too",
            "row 2, column \"attribute.badge\": write a number, as in 1000 or 1.5",
            "row 2, column \"attribute.remote\": write true or false",
            "row 2, column \"attribute.shift\": choose one of \"day\", \"night\"",
            "row 2, column \"valid_from\": From (2026-02-01) is after To (2026-01-01), so it would never count; swap them or leave one open",
            "row 2, column \"Login\": users are found by this column; it cannot be empty",
        ]
    );
}

#[test]
fn one_bad_row_does_not_hide_the_others() {
    let rows = rows("login,email\na,x\n\n,\nb\nc,c@d.e\nd,\"\n", &ColumnMapping::default());
    let shown: Vec<_> =
        rows.iter().map(|row| row.as_ref().map(|user| user.number).map_err(String::as_str)).collect();
    assert_eq!(
        shown,
        [
            Err(
                "row 2, column \"email\": \"x\" is not an email address: write NAME@DOMAIN, with a single '@'"
            ),
            Err("row 5: row 5 has 1 cells where the header names 2 columns; make them as many"),
            Ok(6),
            Err("row 7, column 2 (email): the cell begins with a quotation mark, and none ends it"),
        ]
    );
}

#[test]
fn a_header_that_does_not_fit_is_refused_with_all_its_faults() {
    assert_eq!(
        refused(
            "Mail,email,attribute.size,attribute.badge\n",
            r#"{"columns": {"mail": "email", "Phone": "phone_work", "x": null}}"#
        ),
        [
            "row 1, column \"Phone\": the file has no such column; correct the template, or take another file",
            "row 1, column \"email\": \"Mail\" is email already; let the template pass one of them over",
            "row 1, column \"attribute.size\": there is no attribute size; use one of badge, note, remote, shift, started, or define it first",
            "row 1, column \"login\": users are found by this column, and the file does not have it; add it, or choose another key",
        ]
    );
    let unknown = refused("login,colour\n", "{}").remove(0);
    assert!(
        unknown
            .starts_with("row 1, column \"colour\": there is no column \"colour\"; use login, external_id"),
        "{unknown}"
    );
}

#[test]
fn a_template_that_makes_no_sense_is_refused_with_all_its_faults() {
    assert_eq!(
        refused(
            "login\n",
            r#"{"columns": {"a/b": "email", "c": "email", "C": null, " ": null, "d": "attribute.size"},
            "defaults": {"login": "asha", "company": " "}}"#
        ),
        [
            "/columns/ : a column has a name; write it as in the file",
            "/columns/c: \"C\" is the same name; remove one of them",
            "/columns/d: there is no attribute size; use one of badge, note, remote, shift, started, or define it first",
            "/defaults/login: every user has another one; remove this default",
            "/defaults/company: a default cannot be empty; remove it, or give it a value",
        ]
    );
    assert_eq!(
        refused("login\n", r#"{"columns": {"a/b": "email", "c": "email"}}"#),
        ["/columns/c: \"a/b\" is email already; choose another column for one of them"]
    );
    assert_eq!(
        refused(
            "login\n",
            r#"{"defaults": {"kind": "boss", "valid_to": "1/1/2026", "role2": "officer", "attribute.shift": "noon"}}"#
        ),
        [
            "/defaults/kind: write internal, client or service",
            "/defaults/valid_to: \"1/1/2026\" is not a day written as YYYY-MM-DD; correct it, or say how the file writes days",
            "/defaults/attribute.shift: choose one of \"day\", \"night\"",
        ]
    );
    for wrong in [
        r#"{"dates": "D/M/Y"}"#,
        r#"{"columns": {"a": "colour"}}"#,
        r#"{"key": "name"}"#,
        r#"{"delimiter": ","}"#,
    ] {
        assert!(serde_json::from_str::<ColumnMapping>(wrong).is_err(), "{wrong}");
    }
}

fn role() -> impl Strategy<Value = RoleCells> {
    let codes = || prop::collection::vec(r"[A-C=|\\'-]{1,3}", 0..3);
    ("[a-c=]{1,3}", codes(), codes(), prop::option::of(1..28_i8), prop::option::of("[ab=]{1,4}")).prop_map(
        |(role, areas, companies, day, reason)| RoleCells {
            number: 1,
            role: RoleId::new(role).unwrap(),
            areas: areas.iter().map(|code| code.parse().unwrap()).collect(),
            companies: companies.iter().map(|code| code.parse().unwrap()).collect(),
            validity: bailiwick_model::Validity::new(day.map(|day| date(2026, 5, day)), None).unwrap(),
            reason: reason.map(|reason| reason.parse().unwrap()),
        },
    )
}

fn given<T: std::fmt::Debug>(text: &'static str, read: fn(String) -> T) -> impl Strategy<Value = Given<T>> {
    prop::option::of(text).prop_map(move |text| text.map_or(Given::Nothing, |text| Given::Value(read(text))))
}

prop_compose! {
    fn user()(
        login in "[=+@'a-z;,\"|-]{1,6}",
        first_name in given("[=+'a-zé\"-]{1,6}", |text| text.parse().unwrap()),
        email in given("[=+'a-z-]{1,6}@[a-z]{1,4}", |text| text.parse().unwrap()),
        company in given("[=+@'a-z|\\\\-]{1,6}", |text| text.parse().unwrap()),
        phone_mobile in given("\\+[1-9][0-9]{8}", |text| text.parse().unwrap()),
        valid_from in given("2026-01-0[1-9]", |text| text.parse().unwrap()),
        badge in given("-?[1-9][0-9]{0,4}", |text| serde_json::from_str(&text).unwrap()),
        note in given("[=+'ab\n-]{0,3}[ab]", |text| text.trim().into()),
        started in given("2026-01-0[1-9]", Into::into),
        roles in prop::collection::vec(role(), 0..3),
    ) -> UserRow {
        let roles: Vec<_> = roles.into_iter().zip(1..).map(|(role, number)| RoleCells { number, ..role }).collect();
        let attributes = [("badge", badge), ("note", note), ("started", started)]
            .into_iter()
            .filter(|(_, value)| *value != Given::Nothing)
            .map(|(name, value)| (name.parse().unwrap(), value))
            .collect();
        UserRow {
            login: Some(login.parse().unwrap()), first_name, email, company, phone_mobile, valid_from, roles, attributes,
            ..UserRow::default()
        }
    }
}

proptest! {
    #[test]
    fn what_is_exported_is_imported_again(users in prop::collection::vec(user(), 0..4), dates in 0..3_usize) {
        let dates = [DateFormat::Iso, DateFormat::DayFirst, DateFormat::MonthFirst][dates];
        let schema = schema();
        let attributes = schema.fields.keys().cloned().map(UserColumn::Attribute);
        let columns: Vec<_> =
            UserColumn::plain().chain(UserColumn::of_role(1)).chain(UserColumn::of_role(2)).chain(attributes).collect();
        let mut writer = CsvWriter::for_spreadsheets(Vec::new(), columns.iter().map(ToString::to_string)).unwrap();
        for user in &users {
            writer.row(columns.iter().map(|column| user.cell(column, dates, &schema))).unwrap();
        }
        let text = writer.finish().unwrap();
        let reader = CsvReader::new(&text[..], CsvLimits::default()).unwrap();
        let mapping = ColumnMapping { dates, ..ColumnMapping::default() };
        let rows = UserRows::open(reader, &mapping, &schema).unwrap();
        prop_assert_eq!(rows.columns(), columns.iter().collect::<Vec<_>>());
        let read: Vec<_> = rows.map(|row| UserRow { number: 0, ..row.unwrap() }).collect();
        prop_assert_eq!(read, users);
    }
}
