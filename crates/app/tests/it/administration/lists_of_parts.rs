//! A list of parts of the policy, of items, templates, entries, role lines or notes holds exactly what may be seen one by one, however it
//! is paged, on both databases.
//!
//! The policy has rules of its own on some of them here, so that there is something between all and nothing. What a rule leaves is worked
//! out anew for what is expected.

use std::collections::BTreeSet;

use bailiwick_app::administration::{
    Administration, Ctx, Holder, JobAct, JobListing, Listing, PolicyListing, Refused, Subject, TrailListing,
};
use bailiwick_model::{
    Company, Department, UserId,
    audit::{AuditAction, AuditEntry},
};
use bailiwick_protocol::{
    csv::users::ColumnMapping,
    rest::{JobItemView, LineView},
};
use bailiwick_store::{Database, audit::AuditFilter, own::Order, policy::PolicyKind};
use serde_json::{Value as Json, json};

use super::{
    escalation::{Site, world::World},
    fixture::{NOW_US, ctx},
    jobs::run_on,
    lists::{ORDERS, Page, paged},
};

/// What was looked at: lists, those that held something and those that held all there is, so that a test of nothing is noticed.
#[derive(Debug, Default)]
struct Tally {
    lists: usize,
    some: usize,
    partial: usize,
}

impl Tally {
    fn note(&mut self, seen: usize, all: usize) {
        self.lists += 1;
        self.some += usize::from(seen > 0);
        self.partial += usize::from(seen > 0 && seen < all);
    }
}

fn members(json: Json) -> serde_json::Map<String, Json> {
    match json {
        Json::Object(members) => members,
        other => panic!("{other} is no object"),
    }
}

/// An organisation with parts of every kind, jobs of everybody who may have some, templates and notes.
fn site(world: &World, database: Database) -> Site {
    let site = Site::on(world, database);
    let (office, machine) = (&site.administration, ctx("machine"));
    let for_administrators =
        |model: &str| json!({"model": model, "groups": ["bailiwick.administrator"], "domain": "[]"});
    for (kind, id, body) in [
        (PolicyKind::Rule, "x.all_parts", for_administrators("bailiwick.policy")),
        (PolicyKind::Rule, "x.all_entries", for_administrators("bailiwick.audit")),
        (
            PolicyKind::Rule,
            "x.some_parts",
            json!({"model": "bailiwick.policy", "groups": ["bailiwick.user_manager"],
                   "domain": "[('name', 'ilike', 'r')]"}),
        ),
        (
            PolicyKind::Rule,
            "x.some_entries",
            json!({"model": "bailiwick.audit", "groups": ["bailiwick.auditor"],
                   "domain": "['|', ('action', '=', 'note.added'), ('object_kind', '=', 'user')]"}),
        ),
        (
            PolicyKind::FieldRule,
            "x.company",
            json!({"model": "x.case", "field": "company", "operations": ["read"], "groups": "g.g0"}),
        ),
        (PolicyKind::Permission, "feature:x", json!({"groups": ["g.g1"]})),
        (PolicyKind::Rule, "x.case", json!({"model": "x.case", "domain": "[('area', '!=', False)]"})),
    ] {
        let made = office.create_policy(&machine, kind, id, &members(body));
        drop(made.unwrap_or_else(|refused| panic!("{id}: {refused}")));
    }
    // Somebody sees the whole trail, but for the rule.
    let auditor = serde_json::from_value(json!({"role": "auditor"})).unwrap();
    office.add_line(&machine, &Holder::User(UserId::new("ann").unwrap()), &auditor).unwrap();
    // Half of them is done, the others wait.
    let act = JobAct::RequestPasswordReset {};
    let some = ["nobody", "ann", "bob", "nobody else"].map(str::to_owned);
    let mut made = 0;
    for actor in world.logins() {
        made += usize::from(office.act_on_users(&ctx(actor), &act, Some(&some), "").is_ok());
    }
    assert!(made > 0, "nobody may have a job\n{}", world.text);
    run_on(office, NOW_US + 1);
    for actor in world.logins() {
        drop(office.act_on_users(&ctx(actor), &act, Some(&some), ""));
    }
    for name in ["one", "two"] {
        office.save_import_template(&machine, name, &ColumnMapping::default()).unwrap();
    }
    for subject in subjects(world) {
        office.add_note(&machine, &subject, "first").unwrap();
        office.add_note(&machine, &subject, "second").unwrap();
    }
    site
}

fn subjects(world: &World) -> Vec<Subject> {
    let name = str::to_owned;
    let users = world.logins().map(|login| Subject::User(login.to_owned()));
    let others = [
        Subject::Company(name("m")),
        Subject::Company(name("c1")),
        Subject::Department(name("dm2")),
        Subject::Department(name("dc")),
        Subject::Area(name("A1")),
        Subject::Area(name("B")),
        Subject::Part(PolicyKind::Role, name("r0")),
        Subject::Part(PolicyKind::Acl, name("g.a0")),
        Subject::Part(PolicyKind::Permission, name("feature:x")),
    ];
    users.chain(others).collect()
}

fn is_missing<T>(shown: Result<T, Refused>) -> bool {
    match shown {
        Ok(_) => false,
        Err(Refused::Missing { .. }) => true,
        Err(refused) => panic!("{refused}"),
    }
}

/// Parts of the policy of every kind.
fn parts(office: &Administration, actor: &Ctx, tally: &mut Tally, what: &str) {
    for kind in PolicyKind::ALL.iter().copied() {
        let list = |ctx: &Ctx, listing: &Listing| -> Result<Page, Refused> {
            let wanted = PolicyListing { listing: listing.clone(), ..PolicyListing::of(kind) };
            let (listed, last) = office.list_policy(ctx, &wanted)?.value;
            let ids = listed.items.into_iter().map(|part| part.id).collect();
            Ok((ids, last.filter(|_| listed.more), listed.count))
        };
        let wanted = |domain: &str, order| Listing {
            domain: domain.to_owned(),
            order,
            limit: 1_000,
            count: true,
            ..Listing::default()
        };
        let machine = ctx("machine");
        let all = list(&machine, &wanted("", Order::Id)).unwrap().0;
        let seen: Vec<&String> =
            all.iter().filter(|id| !is_missing(office.show_policy(actor, kind, id))).collect();
        for domain in
            ["", "[('kind', '=', 'role')]", "[('name', '=like', 'x%')]", "['!', ('name', 'ilike', 'a')]"]
        {
            let matching = list(&machine, &wanted(domain, Order::Id)).unwrap().0;
            let expected: Vec<&String> = seen.iter().copied().filter(|id| matching.contains(id)).collect();
            let what = format!("{} {domain} of {what}", kind.word());
            let found = match list(actor, &wanted(domain, Order::Id)) {
                Ok(page) => page,
                // Whoever sees no part at all is told so.
                Err(Refused::NotAllowed(_) | Refused::Domain(_)) if seen.is_empty() => continue,
                Err(refused) => panic!("{what}: {refused}"),
            };
            tally.note(expected.len(), matching.len());
            assert_eq!(found.0.iter().collect::<Vec<_>>(), expected, "{what}");
            for order in if kind == PolicyKind::Role { ORDERS.as_slice() } else { &ORDERS[..1] } {
                let page = |listing: &Listing| list(actor, listing).unwrap();
                paged(&page, &wanted(domain, *order), &expected, &what);
            }
        }
    }
}

/// Items of jobs: all of a job that may be seen, and none of another one.
fn items(office: &Administration, actor: &Ctx, tally: &mut Tally, what: &str) {
    let list = |ctx: &Ctx, id: &str, wanted: &JobListing| -> Result<(Vec<JobItemView>, bool), Refused> {
        let listed = office.job_items(ctx, id, wanted)?.value;
        Ok((listed.items, listed.more))
    };
    let machine = ctx("machine");
    let jobs = Listing { limit: 1_000, ..Listing::default() };
    let jobs = office.list_jobs(&machine, &jobs).unwrap().value.0.items;
    for job in &jobs {
        let hidden = is_missing(office.show_job(actor, &job.id));
        for (verdict, domain) in [
            (None, ""),
            (Some("refused"), ""),
            (None, "[('object', '=like', 'nobody%')]"),
            (Some("refused"), "['!', ('number', '=', 2)]"),
        ] {
            let wanted = JobListing {
                verdict: verdict.map(str::to_owned),
                domain: domain.to_owned(),
                after: 0,
                limit: 100,
            };
            let expected = list(&machine, &job.id, &wanted).unwrap().0;
            let what = format!("items of job {} {verdict:?} {domain} of {what}", job.id);
            let found = match (list(actor, &job.id, &wanted), hidden) {
                (found, true) => {
                    assert!(is_missing(found), "{what}");
                    tally.note(0, expected.len());
                    continue;
                }
                (found, false) => found.unwrap().0,
            };
            assert_eq!(found, expected, "{what}");
            tally.note(found.len(), jobs.len() * 4);
            for limit in 1..=3 {
                let (mut pages, mut after) = (Vec::new(), 0);
                loop {
                    let page = JobListing { after, limit, ..wanted.clone() };
                    let (page, more) = list(actor, &job.id, &page).unwrap();
                    assert!(page.len() <= limit, "{what}");
                    after = page.last().map_or(after, |item| item.number);
                    pages.extend(page);
                    if !more {
                        break;
                    }
                }
                assert_eq!(pages, expected, "by {limit} {what}");
            }
        }
    }
}

/// Templates: all of them, for whoever may bring in people and so could write one.
fn templates(office: &Administration, actor: &Ctx, tally: &mut Tally, what: &str) {
    let may = office.save_import_template(&actor.clone().dry(), "three", &ColumnMapping::default());
    match (may, office.import_templates(actor)) {
        (Ok(_), Ok(found)) => {
            assert_eq!(found.value.into_keys().collect::<Vec<_>>(), ["one", "two"], "{what}");
            tally.note(2, 2);
        }
        (Err(Refused::NotAllowed(_)), Err(Refused::NotAllowed(_))) => tally.note(0, 2),
        (may, found) => panic!("templates of {what}: may write {:?}, sees {:?}", may.is_ok(), found.is_ok()),
    }
}

/// Whether the rule on entries leaves one to auditors.
fn is_left(entry: &AuditEntry) -> bool {
    entry.action == AuditAction::NOTE_ADDED || entry.object.kind == "user"
}

/// Entries of the trail: what a rule leaves of them, for those whose role reaches everywhere, and nothing for others.
fn entries(office: &Administration, actor: &Ctx, tally: &mut Tally, what: &str) {
    let list = |ctx: &Ctx, domain: &str, before: Option<i64>, limit: usize| {
        let filter = AuditFilter { before, ..AuditFilter::default() };
        let wanted = TrailListing { filter, domain: domain.to_owned(), limit };
        office.list_trail(ctx, &wanted).map(|done| {
            let (entries, next) = done.value;
            (entries.into_iter().map(|view| view.entry).collect::<Vec<_>>(), next)
        })
    };
    let machine = ctx("machine");
    for domain in
        ["[]", "[('action', '=', 'note.added')]", "[('object_kind', '!=', 'user')]", "[('sequence', '<', 9)]"]
    {
        let all = list(&machine, domain, None, 1_000).unwrap().0;
        let found = match list(actor, domain, None, 1_000) {
            Ok((found, next)) => {
                assert_eq!(next, None);
                found
            }
            Err(Refused::NotAllowed(_)) => {
                for entry in &all {
                    let one = list(actor, &format!("[('sequence', '=', {})]", entry.sequence), None, 2);
                    assert!(matches!(one, Err(Refused::NotAllowed(_))), "{what}");
                }
                tally.note(0, all.len());
                continue;
            }
            Err(refused) => panic!("{domain} of {what}: {refused}"),
        };
        let one_by_one: Vec<&AuditEntry> = all
            .iter()
            .filter(|entry| {
                let one =
                    list(actor, &format!("[('sequence', '=', {})]", entry.sequence), None, 2).unwrap().0;
                assert!(one.is_empty() || one == [(*entry).clone()], "{what}");
                !one.is_empty()
            })
            .collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), one_by_one, "{domain} of {what}");
        let left: Vec<&AuditEntry> = all.iter().filter(|entry| is_left(entry)).collect();
        assert!(found.iter().collect::<Vec<_>>() == left || found == all, "{domain} of {what}");
        tally.note(found.len(), all.len());
        for limit in [1, 3, 7] {
            let (mut pages, mut before) = (Vec::new(), None);
            loop {
                let (page, next) = list(actor, domain, before, limit).unwrap();
                pages.extend(page);
                before = next;
                if next.is_none() {
                    break;
                }
            }
            assert_eq!(pages, found, "{domain} by {limit} of {what}");
        }
    }
}

/// Role lines: users, companies and departments are shown with those that may be seen one by one, oneself with all, and nobody with
/// others, be they his own or those of where he belongs.
fn lines(office: &Administration, actor: &Ctx, tally: &mut Tally, what: &str) {
    let all = Listing { limit: 1_000, ..Listing::default() };
    let machine = ctx("machine");
    let own = |lines: Vec<LineView>| -> BTreeSet<i64> {
        lines.into_iter().filter(|line| line.source == "own").map(|line| line.id).collect()
    };
    let one_by_one = |held: &BTreeSet<i64>| -> BTreeSet<i64> {
        held.iter().copied().filter(|id| !is_missing(office.show_line(actor, *id))).collect()
    };
    let of_holder = |held: BTreeSet<i64>, shown: Vec<LineView>, what: String| {
        assert!(shown.iter().all(|line| !is_missing(office.show_line(actor, line.id))), "{what}");
        assert_eq!(own(shown), one_by_one(&held), "{what}");
    };
    let listed = office.list_users(actor, &all).unwrap().value.0.items;
    for user in listed {
        let login = user.login.to_string();
        let alone = office.show_user(actor, &login).unwrap().value;
        assert_eq!(user, alone, "{login} as {what} sees him in a list");
        let held = own(office.show_user(&machine, &login).unwrap().value.lines);
        let is_himself = actor.author.actor == bailiwick_model::audit::Actor::User(user.login.clone());
        let expected = one_by_one(&held);
        assert!(!is_himself || expected == held, "own lines of {what}");
        of_holder(held.clone(), alone.lines, format!("lines of {login} as seen by {what}"));
        if !held.is_empty() {
            tally.note(expected.len(), held.len());
        }
    }
    for place in office.list_places::<Company>(actor, &all).unwrap().value.0.items {
        let code = place.code.to_string();
        let alone = office.show_place::<Company>(actor, &code).unwrap().value;
        assert_eq!(place.lines, alone.lines, "{what}");
        let held = own(office.show_place::<Company>(&machine, &code).unwrap().value.lines);
        of_holder(held, alone.lines, format!("lines of company {code} as seen by {what}"));
    }
    for place in office.list_places::<Department>(actor, &all).unwrap().value.0.items {
        let code = place.code.to_string();
        let alone = office.show_place::<Department>(actor, &code).unwrap().value;
        assert_eq!(place.lines, alone.lines, "{what}");
        let held = own(office.show_place::<Department>(&machine, &code).unwrap().value.lines);
        of_holder(held, alone.lines, format!("lines of department {code} as seen by {what}"));
    }
}

/// Whether the actor may see what notes are on.
fn sees(office: &Administration, actor: &Ctx, subject: &Subject) -> bool {
    !match subject {
        Subject::User(login) => is_missing(office.show_user(actor, login)),
        Subject::Company(code) => is_missing(office.show_place::<Company>(actor, code)),
        Subject::Department(code) => is_missing(office.show_place::<Department>(actor, code)),
        Subject::Area(code) => is_missing(office.show_place::<bailiwick_model::Area>(actor, code)),
        Subject::Part(kind, id) => is_missing(office.show_policy(actor, *kind, id)),
    }
}

/// Notes: all that are on what may be seen.
fn notes(office: &Administration, actor: &Ctx, world: &World, tally: &mut Tally, what: &str) {
    for subject in subjects(world) {
        let list = |before: Option<i64>, limit: usize| {
            office.timeline(actor, &subject, before, limit).map(|done| {
                let (entries, next) = done.value;
                (entries.into_iter().map(|view| view.entry).collect::<Vec<_>>(), next)
            })
        };
        if !sees(office, actor, &subject) {
            assert!(is_missing(list(None, 100)), "{subject:?} of {what}");
            tally.note(0, 2);
            continue;
        }
        let whole = list(None, 100).unwrap().0;
        let notes: Vec<&Option<Json>> = whole
            .iter()
            .filter(|entry| entry.action == AuditAction::NOTE_ADDED)
            .filter_map(|entry| match &entry.changes.first()?.values {
                bailiwick_model::audit::Values::Shown { new, .. } => Some(new),
                bailiwick_model::audit::Values::Redacted => None,
            })
            .collect();
        assert_eq!(notes, [&Some(json!("second")), &Some(json!("first"))], "{subject:?} of {what}");
        tally.note(2, 2);
        for limit in [1, 2] {
            let (mut pages, mut before) = (Vec::new(), None);
            loop {
                let (page, next) = list(before, limit).unwrap();
                pages.extend(page);
                before = next;
                if next.is_none() {
                    break;
                }
            }
            assert_eq!(pages, whole, "{subject:?} by {limit} of {what}");
        }
    }
}

fn look(seed: u64, database: Database, tallies: &mut [Tally; 6]) {
    let world = World::with_manager(seed);
    let site = site(&world, database);
    let office = &site.administration;
    let [of_parts, of_items, of_templates, of_entries, of_lines, of_notes] = tallies;
    for login in world.logins() {
        let (actor, what) = (ctx(login), format!("{login}\n{}", world.text));
        parts(office, &actor, of_parts, &what);
        items(office, &actor, of_items, &what);
        templates(office, &actor, of_templates, &what);
        entries(office, &actor, of_entries, &what);
        lines(office, &actor, of_lines, &what);
        notes(office, &actor, &world, of_notes, &what);
    }
}

fn is_enough(tallies: &[Tally; 6]) {
    for (name, tally) in ["parts", "items", "templates", "entries", "lines", "notes"].iter().zip(tallies) {
        assert!(tally.some > 0 && tally.some < tally.lists, "{name}: {tally:?}");
    }
    let [of_parts, _, _, of_entries, ..] = tallies;
    assert!(of_parts.partial > 0 && of_entries.partial > 0, "nothing between all and nothing: {tallies:?}");
}

#[test]
fn lists_of_parts_hold_what_may_be_seen_one_by_one_on_sqlite() {
    let mut tallies = Default::default();
    for seed in 0..3 {
        look(seed, Database::open(&"sqlite::memory:".parse().unwrap()).unwrap(), &mut tallies);
    }
    is_enough(&tallies);
}

#[test]
fn lists_of_parts_hold_what_may_be_seen_one_by_one_on_postgres() {
    let mut tallies = Default::default();
    let url = bailiwick_testkit::process::postgres::database();
    look(2, Database::open(&url.parse().unwrap()).unwrap(), &mut tallies);
    assert!(tallies.iter().all(|tally| tally.some > 0), "{tallies:?}");
}
