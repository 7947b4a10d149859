//! `/users/{login}/skills`: what somebody has learned and can show for it.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::{Person, Refused};
use bailiwick_model::{Qualification, QualificationKind};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde_json::{Map, Value as Json, json};

use super::{
    done,
    field::Field,
    head::{Badge, Head, title},
    tried, typed,
};
use crate::{
    http::{Gate, Insider, Knock, Named, Pair, Refusal},
    language::Words,
    ui::{faults::Faults, page::Page, query::Query, shell::Shell, visit::Visit},
};

/// Kinds of qualifications, as they are written.
const KINDS: [(QualificationKind, &str); 4] = [
    (QualificationKind::Certification, "certification"),
    (QualificationKind::Skill, "skill"),
    (QualificationKind::Specialisation, "specialisation"),
    (QualificationKind::Training, "training"),
];

/// Days before its end on which a certificate is told to end soon.
const SOON: i32 = 30;

#[derive(Template)]
#[template(path = "person/skills.html")]
struct SkillsPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    changes: bool,
    sections: Vec<Section>,
}

struct Section {
    kind: &'static str,
    title: String,
    add: String,
    none: String,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    issuer: String,
    number: String,
    level: String,
    obtained: String,
    until: String,
    state: Badge,
    icon: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "person/skill.html")]
struct SkillPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    action: String,
    tag: String,
    is_new: bool,
    fields: Vec<Field>,
}

/// What stands in the form, by member.
type Typed = [(&'static str, String); 7];

const MEMBERS: [&str; 7] = ["kind", "name", "issuer", "number", "level", "obtained", "valid_until"];

/// `GET /users/{login}/skills`
pub(super) async fn show(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(login) } = visit;
    let person = seen(&gate, &insider, &login).await?;
    let shell = Shell::of(&gate, &insider).await?;
    let page = &shell.page;
    let head = Head::of(&shell, &person, "skills");
    let now = Timestamp::from_microsecond(insider.ctx.author.at_us).unwrap_or(Timestamp::UNIX_EPOCH);
    let today = now.to_zoned(TimeZone::UTC).date();
    let written = SkillsPage {
        title: title(page, "person-tab-skills", &head.name),
        changes: may_change(&person),
        sections: KINDS
            .iter()
            .map(|(kind, word)| section(page, &person, &head, *kind, word, today))
            .collect(),
        shell: &shell,
        page,
        head,
    };
    shell.page.html(StatusCode::OK, &written)
}

/// `GET /users/{login}/skills/new`
pub(super) async fn blank(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(login) } = visit;
    let person = changed_by(&gate, &insider, &login).await?;
    let query = Query::of(&insider.knock.uri);
    let asked = query.one("kind").unwrap_or_default();
    let kind = KINDS.iter().find(|(_, word)| *word == asked).map_or("certification", |(_, word)| word);
    let typed = MEMBERS.map(|name| (name, if name == "kind" { kind.to_owned() } else { String::new() }));
    form(&gate, &insider, &person, None, &typed, Faults::default()).await
}

/// `POST /users/{login}/skills/new`
pub(super) async fn add(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(login) } = visit;
    written(&gate, &insider, &login, None, "person-skill-added").await
}

/// `GET /users/{login}/skills/{at}`
pub(super) async fn edit(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Pair(login, place) } = visit;
    let person = changed_by(&gate, &insider, &login).await?;
    let place = place_of(&person, &place)?;
    let known = person.user.form.qualifications.get(place).and_then(|known| serde_json::to_value(known).ok());
    let text =
        |name| known.as_ref().and_then(|known| known.get(name)?.as_str()).unwrap_or_default().to_owned();
    let typed = MEMBERS.map(|name| (name, text(name)));
    form(&gate, &insider, &person, Some(place), &typed, Faults::default()).await
}

/// `POST /users/{login}/skills/{at}`
pub(super) async fn change(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Pair(login, place) } = visit;
    written(&gate, &insider, &login, Some(&place), "person-skill-changed").await
}

/// `POST /users/{login}/skills/{at}/remove`
pub(super) async fn remove(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Pair(login, place) } = visit;
    let person = changed_by(&gate, &insider, &login).await?;
    let place = place_of(&person, &place)?;
    let all = &person.user.form.qualifications;
    let left: Vec<&Qualification> =
        all.iter().enumerate().filter(|(number, _)| *number != place).map(|(_, known)| known).collect();
    match kept(&gate, &insider, &login, json!(left)).await? {
        Ok(()) => Ok(done(&login, "/skills", "person-skill-removed")),
        Err(refused) => {
            let shell = Shell::of(&gate, &insider).await?;
            let faults = told(&shell, refused)?;
            let typed = sent(&insider.knock);
            form(&gate, &insider, &person, Some(place), &typed, faults).await
        }
    }
}

/// A user whose qualifications the actor may see.
async fn seen(gate: &Gate, insider: &Insider, login: &str) -> Result<Person, Refusal> {
    let known = login.to_owned();
    let person = insider.administer(gate, move |office, ctx| office.person(ctx, &known)).await??.value;
    if person.hidden.contains("qualifications") {
        let why = "you may not see what this user has learned";
        return Err(Refused::NotAllowed(why.to_owned()).into());
    }
    Ok(person)
}

/// The same where he may change them.
async fn changed_by(gate: &Gate, insider: &Insider, login: &str) -> Result<Person, Refusal> {
    let person = seen(gate, insider, login).await?;
    if !may_change(&person) {
        let why = "what this user has learned is for those to change who may change the account";
        return Err(Refused::NotAllowed(why.to_owned()).into());
    }
    Ok(person)
}

fn may_change(person: &Person) -> bool {
    person.acts.change && !person.fixed.contains("qualifications")
}

fn place_of(person: &Person, text: &str) -> Result<usize, Refusal> {
    let place: Option<usize> = text.parse().ok();
    let known = |place: &usize| *place < person.user.form.qualifications.len();
    place.filter(known).ok_or_else(Refusal::not_found)
}

fn sent(knock: &Knock) -> Typed {
    MEMBERS.map(|name| (name, typed(knock, name).unwrap_or_default().to_owned()))
}

/// Writes all qualifications of somebody, provided that he is as he was seen: they are known by their places.
async fn kept(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    all: Json,
) -> Result<Result<(), Refused>, Refusal> {
    let patch = Map::from_iter([("qualifications".to_owned(), all)]);
    let known = login.to_owned();
    tried(gate, insider, move |office, ctx| office.change_user(ctx, &known, &patch).map(drop)).await
}

fn told(shell: &Shell, refused: Refused) -> Result<Faults, Refused> {
    match refused {
        Refused::Changed { .. } => Ok(Faults::overtaken(shell.page.text("person-changed-meanwhile"))),
        refused => Faults::of(refused),
    }
}

async fn written(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    place: Option<&str>,
    news: &str,
) -> Result<Response, Refusal> {
    let person = changed_by(gate, insider, login).await?;
    let place = place.map(|place| place_of(&person, place)).transpose()?;
    let typed = sent(&insider.knock);
    let shell = Shell::of(gate, insider).await?;
    let faults = unfit(&shell.page, &typed);
    if !faults.is_empty() {
        return form(gate, insider, &person, place, &typed, faults).await;
    }
    let given = typed.iter().filter(|(_, text)| !text.is_empty());
    let one: Map<String, Json> = given.map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let mut all: Vec<Json> = person.user.form.qualifications.iter().map(|known| json!(known)).collect();
    match place.and_then(|place| all.get_mut(place)) {
        Some(known) => *known = Json::Object(one),
        None => all.push(Json::Object(one)),
    }
    match kept(gate, insider, login, json!(all)).await? {
        Ok(()) => Ok(done(login, "/skills", news)),
        Err(refused) => form(gate, insider, &person, place, &typed, told(&shell, refused)?).await,
    }
}

/// What can be said before anybody is asked, at the field that it is about.
fn unfit(page: &Page, typed: &Typed) -> Faults {
    let mut faults = Faults::default();
    let mut days = [None, None];
    for (name, text) in typed {
        if *name == "name" && text.is_empty() {
            faults = faults.and("name", page.text("person-skill-name"));
        }
        let slot = match *name {
            "obtained" => days.first_mut(),
            "valid_until" => days.last_mut(),
            _ => None,
        };
        let Some(slot) = slot.filter(|_| !text.is_empty()) else { continue };
        match text.parse::<Date>() {
            Ok(day) => *slot = Some(day),
            Err(_) => faults = faults.and(name, page.text("person-bad-date")),
        }
    }
    if let [Some(first), Some(last)] = days
        && first > last
    {
        faults = faults.and("valid_until", page.text("person-days-swapped"));
    }
    faults
}

async fn form(
    gate: &Gate,
    insider: &Insider,
    person: &Person,
    place: Option<usize>,
    typed: &Typed,
    faults: Faults,
) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let page = &shell.page;
    let head = Head::of(&shell, person, "skills");
    let field = |(name, text): &(&'static str, String)| {
        // What is said of a missing name has that key.
        let label = if *name == "name" { "name-head".to_owned() } else { name.replace('_', "-") };
        let field = Field::text(page, name, &format!("person-skill-{label}"), &**text);
        let field = match *name {
            "kind" => field.choices(
                KINDS.map(|(_, word)| (word.to_owned(), page.text(&format!("person-skills-{word}-one")))),
            ),
            "name" => field.must(),
            "obtained" | "valid_until" => field.kind("date"),
            _ => field,
        };
        field.faulty(&faults)
    };
    let words = Words::new().text("name", &head.name);
    let status = faults.status();
    let written = SkillPage {
        title: page.with(if place.is_none() { "person-skill-new" } else { "person-skill-edit" }, &words),
        action: match place {
            None => format!("{}/skills/new", head.path),
            Some(place) => format!("{}/skills/{place}", head.path),
        },
        is_new: place.is_none(),
        fields: typed.iter().map(field).collect(),
        tag: faults.tag(insider.knock.field("tag"), &person.user.tag),
        shell: &shell,
        page,
        head,
        faults,
    };
    shell.page.html(status, &written)
}

fn section(
    page: &Page,
    person: &Person,
    head: &Head,
    kind: QualificationKind,
    word: &'static str,
    today: Date,
) -> Section {
    let all = person.user.form.qualifications.iter().enumerate();
    let rows = all
        .filter(|(_, known)| known.kind == kind)
        .map(|(place, known)| row(page, known, today, format!("{}/skills/{place}", head.path)));
    Section {
        kind: word,
        title: page.text(&format!("person-skills-{word}")),
        add: format!("{}/skills/new?kind={word}", head.path),
        none: page.text("person-skills-none"),
        rows: rows.collect(),
    }
}

fn row(page: &Page, known: &Qualification, today: Date, href: String) -> Row {
    let day = |day: Option<Date>| day.map(|day| page.day(day)).unwrap_or_default();
    let (from, to) = (known.validity.from(), known.validity.to());
    let soon = today.checked_add(SOON.days()).unwrap_or(Date::MAX);
    let (text, tone, icon) = match to {
        _ if from.is_some_and(|from| today < from) => ("person-skill-later", "", "clock"),
        Some(to) if to < today => ("person-expired", "bad", "x"),
        Some(to) if to <= soon => ("person-skill-soon", "warn", "clock"),
        _ => ("person-skill-valid", "ok", "check"),
    };
    Row {
        name: known.name.to_string(),
        issuer: known.issuer.as_ref().map(ToString::to_string).unwrap_or_default(),
        number: known.number.as_ref().map(ToString::to_string).unwrap_or_default(),
        level: known.level.as_ref().map(ToString::to_string).unwrap_or_default(),
        obtained: day(from),
        until: day(to),
        state: Badge { text: page.text(text), tone },
        icon,
        href,
    }
}
