//! What an actor may try, picked by small numbers so that a failing run shrinks.

use std::sync::atomic::AtomicBool;

use bailiwick_app::administration::{Holder, JobAct, Refused, Runner, find_kind};
use bailiwick_model::{AccountState, Area, Company, Department};
use bailiwick_protocol::rest::{LineChange, LineForm, NewCompany, NewDepartment, NewUser};
use bailiwick_store::role_line;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::{
    Site,
    world::{AREAS, COMPANIES, DAYS, DEPARTMENTS, ROLES},
};
use crate::administration::fixture::{NOW_US, ctx};

/// One try.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// Which of the accounts in hand tries it.
    pub(crate) by: u8,
    verb: Verb,
    /// Whom it is about.
    who: u8,
    /// Where, and with what.
    place: [u8; 4],
    line: Line,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Verb {
    Create,
    CreateWithLine,
    CreateWithGroups,
    Address,
    Belonging,
    Further,
    Area,
    Kind,
    External,
    Days,
    State,
    Give,
    GiveAll,
    ChangeLine,
    EndLine,
    RemoveLine,
    NewCompany,
    ChangeCompany,
    NewDepartment,
    ChangeDepartment,
    ChangeArea,
    Deny,
    Allow,
    Lift,
    Groups,
    JobRole,
    JobFields,
    Setting,
    Policy,
}

const VERBS: [Verb; 29] = [
    Verb::Create,
    Verb::CreateWithLine,
    Verb::CreateWithGroups,
    Verb::Address,
    Verb::Belonging,
    Verb::Further,
    Verb::Area,
    Verb::Kind,
    Verb::External,
    Verb::Days,
    Verb::State,
    Verb::Give,
    Verb::GiveAll,
    Verb::ChangeLine,
    Verb::EndLine,
    Verb::RemoveLine,
    Verb::NewCompany,
    Verb::ChangeCompany,
    Verb::NewDepartment,
    Verb::ChangeDepartment,
    Verb::ChangeArea,
    Verb::Deny,
    Verb::Allow,
    Verb::Lift,
    Verb::Groups,
    Verb::JobRole,
    Verb::JobFields,
    Verb::Setting,
    Verb::Policy,
];

/// A line to give.
#[derive(Clone, Copy, Debug)]
struct Line {
    role: u8,
    area: u8,
    company: u8,
    from: u8,
    to: u8,
}

/// What a try led to.
pub(crate) struct Done {
    pub(crate) what: String,
    /// An account that is in the actor's hands from now on.
    pub(crate) account: Option<String>,
    /// The one whom it concerns; nobody when it concerns everybody.
    pub(crate) whom: Option<String>,
}

pub(crate) fn any_step() -> impl Strategy<Value = Step> {
    let line = (0..12_u8, 0..5_u8, 0..6_u8, 0..6_u8, 0..6_u8)
        .prop_map(|(role, area, company, from, to)| Line { role, area, company, from, to });
    // The first verbs are the ones by which most can be got.
    let verb = prop_oneof![5 => 0..4_usize, 2 => 4..6_usize, 2 => 11..14_usize, 3 => 21..27_usize, 4 => 0..VERBS.len()];
    (0..4_u8, verb, 0..12_u8, any::<[u8; 4]>(), line).prop_map(|(by, verb, who, place, line)| Step {
        by,
        verb: VERBS[verb],
        who,
        place,
        line,
    })
}

impl Step {
    /// Tries it; nothing when it was refused.
    pub(crate) fn run(&self, site: &Site, actor: &str, number: usize) -> Option<Done> {
        let office = &site.administration;
        let as_actor = ctx(actor);
        let who = self.who(site);
        let done = |what: String| Some(Done { what, account: None, whom: None });
        let about =
            |what: String, login: &str| Some(Done { what, account: None, whom: Some(login.to_owned()) });
        let held = |what: String, login: String| {
            Some(Done { what, account: Some(login.clone()), whom: Some(login) })
        };
        let department = DEPARTMENTS[usize::from(self.place[1]) % 4];
        match self.verb {
            Verb::Create | Verb::CreateWithLine | Verb::CreateWithGroups => {
                let login = format!("new{number}");
                let body = self.new_user(&login);
                let Json::Object(members) = body.clone() else { unreachable!("an object") };
                let new = NewUser::read(members).unwrap();
                ok(office.create_user(&as_actor, &new))?;
                held(format!("create {body}"), login)
            }
            Verb::Give | Verb::GiveAll => {
                let holder = match (self.verb, self.place[0] % 2) {
                    (Verb::Give, _) => Holder::User(who.parse().unwrap()),
                    (_, 0) => Holder::Company(COMPANIES[usize::from(self.place[2]) % 4].parse().unwrap()),
                    _ => Holder::Department(department.0.parse().unwrap()),
                };
                let form: LineForm = serde_json::from_value(self.line.form()).unwrap();
                ok(office.add_line(&as_actor, &holder, &form))?;
                let what = format!("give {holder} {}", self.line.form());
                if self.verb == Verb::Give { about(what, &who) } else { done(what) }
            }
            Verb::ChangeLine | Verb::EndLine | Verb::RemoveLine => {
                let lines = lines(site);
                let (id, holder, was) = lines.get(usize::from(self.place[0]) % lines.len().max(1))?;
                match self.verb {
                    Verb::EndLine => ok(office.end_line(&as_actor, *id)).map(drop)?,
                    Verb::RemoveLine => ok(office.remove_line(&as_actor, *id)).map(drop)?,
                    _ => {
                        let mut change = self.line.form();
                        change.as_object_mut().unwrap().remove("role");
                        let change: LineChange = serde_json::from_value(change).unwrap();
                        ok(office.change_line(&as_actor, *id, |_| Ok(change.clone()))).map(drop)?;
                    }
                }
                let what = format!("{:?} of {holder}, which was {was}, with {}", self.verb, self.line.form());
                match holder.strip_prefix("user ") {
                    Some(login) => about(what, login),
                    None => done(what),
                }
            }
            Verb::State => {
                let states =
                    [AccountState::Active, AccountState::Suspended, AccountState::Locked, AccountState::Left];
                let state = states[usize::from(self.place[0]) % 4];
                ok(office.set_user_state(&as_actor, &who, state))?;
                about(format!("{who} becomes {state:?}"), &who)
            }
            Verb::NewCompany => {
                let body = json!({"code": format!("n{number}"), "name": "N", "kind": "client", "parent": self.company(0)});
                ok(office
                    .make_place::<Company>(&as_actor, &NewCompany::read(members(body.clone())).unwrap()))?;
                done(format!("company {body}"))
            }
            Verb::ChangeCompany => {
                let code = COMPANIES[usize::from(self.place[1]) % 4];
                let patch = json!({"parent": self.company(0)});
                ok(office.change_place::<Company>(&as_actor, code, &members(patch.clone())))?;
                done(format!("company {code} {patch}"))
            }
            Verb::NewDepartment => {
                let body = json!({"code": format!("nd{number}"), "name": "N", "company": department.1, "parent": department.0});
                ok(office.make_place::<Department>(
                    &as_actor,
                    &NewDepartment::read(members(body.clone())).unwrap(),
                ))?;
                done(format!("department {body}"))
            }
            Verb::ChangeDepartment => {
                let patch = json!({"company": self.company(0), "parent": self.department(2)});
                ok(office.change_place::<Department>(&as_actor, department.0, &members(patch.clone())))?;
                done(format!("department {} {patch}", department.0))
            }
            Verb::ChangeArea => {
                let (code, patch) = (AREAS[usize::from(self.place[0]) % 4], json!({"parent": self.area(1)}));
                ok(office.change_place::<Area>(&as_actor, code, &members(patch.clone())))?;
                done(format!("area {code} {patch}"))
            }
            Verb::Deny | Verb::Allow => {
                let effect = if self.verb == Verb::Deny { "deny" } else { "allow" };
                let (model, operation) =
                    [("x.case", "read"), ("x.note", "update"), ("bailiwick.user", "read")]
                        [usize::from(self.place[0]) % 3];
                let body =
                    json!({"effect": effect, "model": model, "operations": [operation], "reason": "R"});
                ok(office.add_override(&as_actor, &who, &serde_json::from_value(body.clone()).unwrap()))?;
                about(format!("{who} {body}"), &who)
            }
            Verb::Lift => {
                let listed =
                    office.list_overrides(&ctx("machine"), &who).map(|done| done.value).unwrap_or_default();
                let first = listed.first().map_or(0, |exception| exception.id);
                let told = match self.place[0] % 2 {
                    0 => office.remove_override(&as_actor, &who, first),
                    _ => office.end_override(&as_actor, &who, first),
                };
                ok(told)?;
                about(format!("{who} is denied less"), &who)
            }
            Verb::Groups => {
                let group = format!("g.g{}", self.line.role % 6);
                ok(office.set_user_groups(&as_actor, &who, &[group.parse().unwrap()]))?;
                about(format!("{who} gets {group}"), &who)
            }
            Verb::JobRole | Verb::JobFields => {
                let act = match self.verb {
                    Verb::JobRole => JobAct::GiveRole(serde_json::from_value(self.line.form()).unwrap()),
                    _ => JobAct::SetFields(members(
                        json!({"company": self.company(0), "department": self.department(1)}),
                    )),
                };
                ok(office.act_on_users(&as_actor, &act, None, ""))?;
                let (stop, clock) = (AtomicBool::new(false), || NOW_US + 1);
                let runner = Runner::new(office, "test".to_owned(), &clock, &stop);
                while runner.run(None, &|_, _| ()).unwrap().is_some() {}
                // What a job does is in force where somebody takes it up.
                let before = site.live.state().unwrap();
                site.live.advance(office.installation().advance(&before).unwrap().state);
                done(format!("everybody {act:?}"))
            }
            Verb::Setting => {
                let scope = format!("company:{}", COMPANIES[usize::from(self.place[0]) % 4]).parse().unwrap();
                let role = json!({"value": ROLES[usize::from(self.line.role) % ROLES.len()]});
                let form = serde_json::from_value(role.clone()).unwrap();
                ok(office.set_setting(&as_actor, &scope, "account.default_role", &form))?;
                done(format!("{scope} {role}"))
            }
            Verb::Policy => {
                let kind =
                    find_kind(["role", "group", "acl", "rule"][usize::from(self.place[0]) % 4]).unwrap();
                let body = members(
                    json!([
                        {"label": "P", "groups": ["bailiwick.administrator"]},
                        {"label": "P", "implies": ["bailiwick.administrator"]},
                        {"model": "x.case", "group": "g.g0", "operations": ["delete"]},
                        {"model": "x.case", "groups": ["g.g0"], "domain": "[(1, '=', 1)]"},
                    ])[usize::from(self.place[0]) % 4]
                        .clone(),
                );
                ok(office.create_policy(&as_actor, kind, &format!("p.p{number}"), &body))?;
                done(format!("{kind:?} {body:?}"))
            }
            _ => {
                let patch = self.patch(number);
                ok(office.change_user(&as_actor, &who, &members(patch.clone())))?;
                let what = format!("{who} {patch}");
                match self.verb {
                    Verb::Address | Verb::External => held(what, who),
                    _ => about(what, &who),
                }
            }
        }
    }

    fn patch(&self, number: usize) -> Json {
        match self.verb {
            Verb::Address => json!({"email": format!("eve{number}@evil.example")}),
            Verb::Belonging => json!({"company": self.company(0), "department": self.department(1)}),
            Verb::Further => json!({"companies": [COMPANIES[usize::from(self.place[0]) % 4]]}),
            Verb::Area => json!({"area": self.area(0)}),
            Verb::Kind => json!({"kind": kind(self.place[0])}),
            Verb::External => json!({"external_id": number}),
            _ => json!({"valid_from": null, "valid_to": self.line.day(self.line.to)}),
        }
    }

    fn new_user(&self, login: &str) -> Json {
        let mut body = json!({
            "login": login, "company": self.company(0), "department": self.department(1), "area": self.area(2),
            "kind": kind(self.place[3]),
        });
        match self.verb {
            Verb::CreateWithLine => body["lines"] = json!([self.line.form()]),
            Verb::CreateWithGroups => body["groups"] = json!([format!("g.g{}", self.line.role % 6)]),
            _ => {}
        }
        body
    }

    /// Anybody who is there, the new ones too.
    fn who(&self, site: &Site) -> String {
        let state = site.live.state().unwrap();
        let all: Vec<_> = state.by_login().to_vec();
        state.snapshot.login(all[usize::from(self.who) % all.len()]).to_owned()
    }

    fn company(&self, at: usize) -> Option<&'static str> {
        COMPANIES.get(usize::from(self.place[at]) % 5).copied()
    }

    fn department(&self, at: usize) -> Option<&'static str> {
        DEPARTMENTS.get(usize::from(self.place[at]) % 8).map(|(code, _)| *code)
    }

    fn area(&self, at: usize) -> Option<&'static str> {
        AREAS.get(usize::from(self.place[at]) % 5).copied()
    }
}

impl Line {
    fn form(self) -> Json {
        let role = ROLES[usize::from(self.role) % ROLES.len()];
        let mut form = json!({"role": role});
        if role.starts_with('l') || role == "district_user_manager" {
            form["areas"] = json!([AREAS[usize::from(self.area) % 4]]);
        }
        if let Some(company) = COMPANIES.get(usize::from(self.company)) {
            form["companies"] = json!([company]);
        }
        for (name, at) in [("from", self.from), ("to", self.to)] {
            if let Some(day) = self.day(at) {
                form[name] = json!(day);
            }
        }
        if form["from"].as_str() > form["to"].as_str() {
            form.as_object_mut().unwrap().remove("from");
        }
        form
    }

    fn day(self, at: u8) -> Option<&'static str> {
        DAYS.get(usize::from(at)).copied()
    }
}

/// Every line that there is: its number, its holder and its role.
fn lines(site: &Site) -> Vec<(i64, String, String)> {
    let state = site.live.state().unwrap();
    let mut holders: Vec<Holder> = state
        .by_login()
        .iter()
        .map(|user| Holder::User(state.snapshot.login(*user).parse().unwrap()))
        .collect();
    holders.extend(COMPANIES.iter().map(|code| Holder::Company(code.parse().unwrap())));
    holders.extend(DEPARTMENTS.iter().map(|(code, _)| Holder::Department(code.parse().unwrap())));
    let database = site.administration.installation().database();
    let mut all = Vec::new();
    for holder in holders {
        let found = database.read(|tx| role_line::list_for(tx, &holder)).unwrap();
        all.extend(found.into_iter().map(|(id, line)| (id.0, holder.to_string(), line.role().to_string())));
    }
    all
}

fn kind(number: u8) -> &'static str {
    ["internal", "client", "service"][usize::from(number) % 3]
}

fn members(body: Json) -> Map<String, Json> {
    let Json::Object(members) = body else { unreachable!("an object") };
    members
}

/// A refusal is an answer; a fault of ours is a fault.
fn ok<T>(result: Result<T, Refused>) -> Option<T> {
    match result {
        Ok(done) => Some(done),
        Err(refused @ (Refused::App(_) | Refused::Busy | Refused::NotReady)) => panic!("{refused}"),
        Err(_) => None,
    }
}
