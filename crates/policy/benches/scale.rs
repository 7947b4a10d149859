//! The engine at the size it promises: 1 M users, 5 M role lines, 10 k roles, 100 k areas, 1,000 models, 10 k ACL rows,
//! 10 k rules.
//!
//! `cargo bench -p bailiwick-policy --bench scale [-- USERS]`. Times are CPU time of the thread, so that a busy machine
//! disturbs them less; each is the median of several batches and is printed with its ratio to the bound it must keep.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark stops at the first surprise"
)]
#![allow(missing_docs, reason = "a benchmark")]

use std::hint::black_box;

use bailiwick_model::{
    Acl, Area, AreaCode, Directory, Field, FieldKind, FieldName, Group, GroupId, Model, ModelName, Operation,
    Operations, Policy, RecordId, RecordRule, Role, RoleId, RoleLine, RoleScope, User, UserId, Validity,
    Value,
};
use bailiwick_policy::{
    Comparison, Moment, Snapshot, Standing, Touched, UserNumber, records::NoRecords, schema::ModelId,
};
use jiff::civil::date;

const ROLES: u64 = 10_000;
const GROUPS: u64 = 2_000;
const MODELS: u64 = 1_000;
const AREAS: u64 = 100_000;
const RULES_PER_MODEL: u64 = 10;
const ACLS_PER_MODEL: u64 = 10;
const LINES: u64 = 5;

/// A small generator that gives the same numbers everywhere (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// CPU nanoseconds this thread has used.
fn cpu() -> u64 {
    let text =
        std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells a thread's CPU time");
    text.split(' ').next().and_then(|n| n.parse().ok()).expect("schedstat begins with a number")
}

fn resident_kib() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|l| l.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn group(n: u64) -> GroupId {
    GroupId::new(format!("app.group_{n}")).unwrap()
}

fn role(n: u64) -> RoleId {
    RoleId::new(format!("role {n}")).unwrap()
}

fn model(n: u64) -> ModelName {
    ModelName::new(format!("app.model.{n}")).unwrap()
}

fn area(n: u64) -> AreaCode {
    AreaCode::new(format!("AREA-{n:06}")).unwrap()
}

fn login(n: u64) -> UserId {
    UserId::new(format!("user{n}@example.org")).unwrap()
}

fn policy(dice: &mut Dice) -> Policy {
    let mut policy = Policy::default();
    let field = |name: &str, kind: &str| {
        (FieldName::new(name).unwrap(), Field::new(kind.parse::<FieldKind>().unwrap()))
    };
    let tree = Model {
        fields: [field("name", "char"), field("parent_id", "many2one spp.area")].into(),
        ..Model::default()
    };
    policy.models.insert(ModelName::new("spp.area").unwrap(), tree);
    let users = Model { fields: [field("login", "char")].into(), ..Model::default() };
    policy.models.insert(ModelName::new("res.users").unwrap(), users);
    policy.models.insert(ModelName::new("res.company").unwrap(), Model::default());
    for g in 0..GROUPS {
        let implies = if g > 20 && dice.below(2) == 0 { vec![group(dice.below(g))] } else { vec![] };
        policy.groups.insert(group(g), Group { label: format!("Group {g}"), implies, ..Group::default() });
    }
    for r in 0..ROLES {
        let groups = (0..1 + dice.below(4)).map(|_| group(dice.below(GROUPS))).collect();
        let scope = if r % 10 < 3 { RoleScope::Local } else { RoleScope::Global };
        policy.roles.insert(role(r), Role { label: format!("Role {r}"), scope, groups, comment: None });
    }
    for m in 0..MODELS {
        let fields = [
            field("owner_id", "many2one res.users"),
            field("company_id", "many2one res.company"),
            field("state", "integer"),
            field("area_id", "many2one spp.area"),
        ];
        let described =
            Model { fields: fields.into(), area: vec!["area_id".parse().unwrap()], ..Model::default() };
        policy.models.insert(model(m), described);
        let mut acl_groups = Vec::new();
        for i in 0..ACLS_PER_MODEL {
            let operations: Operations =
                Operation::ALL.into_iter().filter(|o| *o == Operation::Read || dice.below(2) == 0).collect();
            let g = dice.below(GROUPS);
            acl_groups.push(g);
            let acl = Acl { label: None, model: model(m), group: Some(group(g)), operations, active: true };
            policy.acls.insert(format!("acl_{m}_{i}").parse().unwrap(), acl);
        }
        for i in 0..RULES_PER_MODEL {
            let (groups, domain) = if i < 2 {
                (vec![], format!("['|', ('company_id', '<', 15), ('state', '=', {})]", i + 1))
            } else {
                // Half of the group rules share a group with an ACL row, as in practice.
                let g = if i % 2 == 0 { acl_groups[i as usize] } else { dice.below(GROUPS) };
                let bound = dice.below(16);
                (
                    vec![group(g)],
                    format!(
                        "['|', ('owner_id', '=', user.id), ('company_id', '<', {bound}), ('state', '<', 3)]"
                    ),
                )
            };
            let rule = RecordRule {
                label: None,
                model: model(m),
                domain,
                groups,
                operations: Operations::ALL,
                active: true,
            };
            policy.rules.insert(format!("rule_{m}_{i}").parse().unwrap(), rule);
        }
    }
    policy
}

fn places(dice: &mut Dice) -> Directory {
    let mut directory = Directory::default();
    for a in 0..AREAS {
        let parent = (a > 0).then(|| area(dice.below(a.min(1 + a / 8 + 1))));
        let id = Some(RecordId::Int(a as i64 + 1));
        directory.areas.insert(area(a), Area { id, name: format!("Area {a}"), parent, kind: None });
    }
    directory
}

fn user(n: u64, dice: &mut Dice) -> User {
    let today = date(2026, 11, 21);
    let validities = [
        Validity::ALWAYS,
        Validity::new(None, Some(today.yesterday().unwrap())).unwrap(),
        Validity::new(Some(today.tomorrow().unwrap()), None).unwrap(),
        Validity::new(Some(date(2026, 11, 16)), Some(date(2026, 11, 26))).unwrap(),
    ];
    let line = |dice: &mut Dice| {
        let number = dice.below(ROLES);
        let (scope, areas) = if number % 10 < 3 {
            (RoleScope::Local, (0..1 + dice.below(2)).map(|_| area(dice.below(AREAS / 10))).collect())
        } else {
            (RoleScope::Global, vec![])
        };
        let validity = match dice.below(20) {
            n @ 0..=2 => validities[n as usize + 1],
            _ => validities[0],
        };
        RoleLine::new(role(number), scope, areas, vec![], validity).unwrap()
    };
    let lines = (0..LINES).map(|_| line(dice)).collect();
    User { id: Some(RecordId::Int(n as i64 + 1)), lines, ..User::default() }
}

struct Query {
    user: UserNumber,
    login: String,
    operation: Operation,
    model: ModelId,
    model_name: String,
    row: Vec<Value>,
}

/// Median over batches of the CPU nanoseconds per item.
fn measure(batches: usize, items: usize, mut batch: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..batches)
        .map(|_| {
            let start = cpu();
            batch();
            (cpu() - start) as f64 / items as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[batches / 2]
}

fn report(what: &str, value: f64, unit: &str, bound: f64) {
    let verdict = if value <= bound { "kept" } else { "MISSED" };
    println!(
        "{what:<44} {value:>10.1} {unit:<9} bound {bound:>8.1}  {:>5.2} of it  {verdict}",
        value / bound
    );
}

fn main() {
    let users: u64 = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(1_000_000);
    let mut dice = Dice(42);
    let policy = policy(&mut dice);
    let mut directory = places(&mut dice);

    let mut user_dice = Dice(7);
    let start_memory = resident_kib();
    let start = cpu();
    let stream = (0..users).map(|n| (login(n), user(n, &mut user_dice)));
    let snapshot =
        Snapshot::compile_from(&policy, &directory, stream).expect("the synthetic policy compiles");
    let load = (cpu() - start) as f64 / 1e6;
    let after_all = resident_kib();
    directory.users.clear();

    // The part that does not grow with users, measured apart.
    let before_empty = resident_kib();
    let empty = Snapshot::compile_from(&policy, &directory, std::iter::empty::<(UserId, User)>()).unwrap();
    let policy_kib = resident_kib().saturating_sub(before_empty);
    let lines = users * LINES;
    let per_line = (after_all - start_memory).saturating_sub(policy_kib) as f64 * 1024.0 / lines as f64;
    println!(
        "{users} users, {lines} role lines; snapshot {} MiB, of which policy {} MiB; loaded in {load:.0} ms CPU (generator included)",
        (after_all - start_memory) / 1024,
        policy_kib / 1024
    );
    report("resident per role line", per_line, "bytes", 30.0);

    // A policy is changed a rule at a time; when the schema changes, every rule is read again.
    let mut changed = policy.clone();
    for rule in changed.rules.values_mut().step_by(1_000) {
        rule.domain = "[('state', '=', 2)]".into();
    }
    let recompile = measure(5, 4, || {
        for _ in 0..2 {
            let next = empty.with_policy(&changed).unwrap().unwrap();
            black_box(next.with_policy(&policy).unwrap().unwrap());
        }
    });
    report("recompile, ten rules changed", recompile / 1e6, "ms", 50.0);
    for model in changed.models.values_mut() {
        model.fields.insert(FieldName::new("note").unwrap(), Field::new(FieldKind::Text));
    }
    let recompile = measure(5, 2, || {
        for _ in 0..2 {
            black_box(empty.with_policy(&changed).unwrap().unwrap());
        }
    });
    report("recompile, all of it", recompile / 1e6, "ms", 50.0);
    let parse = measure(5, policy.rules.len(), || {
        for rule in policy.rules.values() {
            let model = empty.schema().find(&rule.model).unwrap();
            black_box(bailiwick_policy::domain::build_rule(empty.schema(), model, &rule.domain).unwrap());
        }
    });
    println!("reading one rule: {:.2} us", parse / 1e3);
    let moment = Moment::on(&snapshot, date(2026, 11, 21));
    let touched: Vec<Vec<u64>> = touched_models(&policy);

    let queries: Vec<Query> = (0..200_000)
        .map(|_| {
            let n = dice.below(users);
            // Two checks in three are on a model that one of the user's roles has something to do with.
            let roles =
                snapshot.asker(snapshot.find_user(&login(n)).unwrap(), &moment, &NoRecords).group_names();
            let near: &[u64] = match roles.get(dice.below(roles.len().max(1) as u64) as usize) {
                Some(name) if dice.below(3) < 2 => {
                    &touched[name.strip_prefix("app.group_").unwrap().parse::<usize>().unwrap()]
                }
                _ => &[],
            };
            let m = if near.is_empty() {
                dice.below(MODELS)
            } else {
                near[dice.below(near.len() as u64) as usize]
            };
            let owner = if dice.below(3) == 0 { n } else { dice.below(users) };
            let mut row = vec![Value::Null; 5];
            let schema = snapshot.schema();
            let model = schema.find(&model_text(m)).unwrap();
            let info = schema.model(model);
            row[0] = Value::Int(1);
            row[info.field("owner_id").unwrap().slot()] = Value::Int(owner as i64 + 1);
            row[info.field("company_id").unwrap().slot()] = Value::Int(dice.below(16) as i64);
            row[info.field("state").unwrap().slot()] = Value::Int(dice.below(4) as i64);
            row[info.field("area_id").unwrap().slot()] = Value::Int(dice.below(AREAS) as i64 + 1);
            let operation = Operation::ALL[dice.below(4) as usize];
            let login = login(n).to_string();
            Query {
                user: snapshot.find_user(&login).unwrap(),
                login,
                operation,
                model,
                model_name: model_text(m),
                row,
            }
        })
        .collect();
    let allowed = queries
        .iter()
        .filter(|q| snapshot.asker(q.user, &moment, &NoRecords).check(q.operation, q.model, &q.row).allowed)
        .count();
    println!("{allowed} of {} checks allow", queries.len());

    let by_ids = |queries: &[Query]| {
        for q in queries {
            black_box(snapshot.asker(q.user, &moment, &NoRecords).check(q.operation, q.model, &q.row));
        }
    };
    let by_names = |queries: &[Query]| {
        for q in queries {
            let user = snapshot.find_user(&q.login).unwrap();
            let model = snapshot.schema().find(&q.model_name).unwrap();
            black_box(snapshot.asker(user, &moment, &NoRecords).check(q.operation, model, &q.row));
        }
    };
    let hot = &queries[..1000];
    let again = |run: &dyn Fn(&[Query])| (0..1000).for_each(|_| run(hot));
    report("check from ids, hot", measure(11, 1_000_000, || again(&by_ids)), "ns", 100.0);
    report(
        "check from ids, cold",
        measure(7, 5 * queries.len(), || (0..5).for_each(|_| by_ids(&queries))),
        "ns",
        500.0,
    );
    report("check from strings, hot", measure(11, 1_000_000, || again(&by_names)), "ns", 300.0);
    report(
        "check from strings, cold",
        measure(7, 5 * queries.len(), || (0..5).for_each(|_| by_names(&queries))),
        "ns",
        900.0,
    );

    let few = &queries[..20_000];
    let filter = measure(11, few.len(), || {
        for q in few {
            black_box(snapshot.asker(q.user, &moment, &NoRecords).filter(q.operation, q.model).unwrap());
        }
    });
    report("list filter compiled", filter / 1e3, "us", 20.0);
    let explain = measure(11, few.len(), || {
        for q in few {
            black_box(snapshot.asker(q.user, &moment, &NoRecords).explain(q.operation, q.model, &q.row));
        }
    });
    report("explain", explain / 1e3, "us", 5.0);

    let (all, hand) = (group(GROUPS - 1), group(0));
    let found = snapshot.administrators(&all, &moment).count();
    let administrators = measure(5, 1, || {
        black_box(snapshot.administrators(&all, &moment).count());
    });
    println!("{found} of {users} users hold one group everywhere, found in {:.0} ms", administrators / 1e6);
    let covers = measure(11, few.len(), || {
        for q in few {
            let asker = snapshot.asker(q.user, &moment, &NoRecords);
            drop(black_box(asker.covers_user(few[0].user, None, &hand)));
        }
    });
    println!("whether one user covers another: {:.2} us", covers / 1e3);
    drop(queries);
    compare(&policy, &snapshot);
}

/// What a change comes to for people: whom it may concern, and the first thousand of them one by one.
fn compare(policy: &Policy, snapshot: &Snapshot) {
    let mut one_role = policy.clone();
    one_role.roles.get_mut(&role(1)).unwrap().groups.push(group(0));
    let mut one_group = policy.clone();
    one_group.groups.get_mut(&group(0)).unwrap().implies.push(group(1));
    let mut one_rule = policy.clone();
    let rule = one_rule.rules.values_mut().next().unwrap();
    (rule.groups, rule.domain) = (Vec::new(), "[('state', '=', 1)]".to_owned());
    for (what, next) in [("role", one_role), ("group", one_group), ("global rule", one_rule)] {
        let (mut concerned, mut affected) = (0, 0);
        let time = measure(3, 1, || {
            let after = snapshot.with_policy(&next).unwrap().unwrap();
            let before = Standing { policy, snapshot };
            let after = Standing { policy: &next, snapshot: &after };
            let comparison = Comparison::new(before, after, Touched::default(), 1_795_262_400);
            let mut logins = comparison.concerned();
            let first: Vec<&str> = logins.by_ref().take(1_000).collect();
            affected = first.iter().filter(|login| comparison.of(login).is_some()).count();
            concerned = first.len() + logins.count();
        });
        report(&format!("preview of a changed {what}"), time / 1e6, "ms", 2_000.0);
        println!("  {concerned} users concerned; of the first thousand of them {affected} gain or lose");
    }
}

/// Models on which each group has an ACL row.
fn touched_models(policy: &Policy) -> Vec<Vec<u64>> {
    let mut out = vec![Vec::new(); GROUPS as usize];
    for acl in policy.acls.values() {
        let number = |text: &str, prefix: &str| text.strip_prefix(prefix).unwrap().parse::<u64>().unwrap();
        let group = number(acl.group.as_ref().unwrap(), "app.group_");
        out[group as usize].push(number(&acl.model, "app.model."));
    }
    out
}

fn model_text(m: u64) -> String {
    format!("app.model.{m}")
}
