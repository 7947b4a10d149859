//! Random documents.

use std::collections::BTreeMap;

use bailiwick_model::*;
use bailiwick_protocol::document::Document;
use proptest::{collection::vec, option, prelude::*};

use super::texts::{json, maybe_text, text};

/// A technical id: whatever of the odd texts its constructor takes.
fn key<T>(new: fn(String) -> Result<T, KeyError>) -> impl Strategy<Value = T>
where
    T: std::fmt::Debug + Clone + 'static,
{
    text().prop_map(move |odd| {
        let cleaned: String = odd.trim().chars().filter(|c| !c.is_control()).take(60).collect();
        new(cleaned.trim().to_owned()).or_else(|_| new("base.plain".to_owned())).unwrap()
    })
}

fn group() -> impl Strategy<Value = GroupId> {
    key(GroupId::new)
}

/// Group ids as they can appear inside a `groups=` text, which has its own syntax.
fn plain_group() -> impl Strategy<Value = GroupId> {
    "[a-z][a-z0-9_.]{0,8}".prop_map(|t| GroupId::new(t).unwrap())
}

fn word(pattern: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![3 => pattern, 1 => proptest::sample::select(&["y", "no", "null", "on", "e1", "_1"][..]).prop_map(str::to_owned)]
}

fn field() -> impl Strategy<Value = FieldName> {
    word("[a-z_][a-z0-9_]{0,6}").prop_map(|t| FieldName::new(t).unwrap())
}

fn model_name() -> impl Strategy<Value = ModelName> {
    prop_oneof![
        word("[a-z0-9_-]{1,4}(\\.[a-z0-9_-]{1,4}){0,2}"),
        proptest::sample::select(&["1.0", "1e3", "0x1F", "-", "---", "12", "-.5e", "1_0"][..])
            .prop_map(str::to_owned)
    ]
    .prop_map(|t| ModelName::new(&t).unwrap_or_else(|_| ModelName::new("res.partner").unwrap()))
}

fn operations() -> impl Strategy<Value = Operations> {
    proptest::sample::subsequence(Operation::ALL.to_vec(), 0..=4).prop_map(|ops| ops.into_iter().collect())
}

fn record_id() -> impl Strategy<Value = RecordId> {
    prop_oneof![any::<i64>().prop_map(RecordId::Int), text().prop_map(RecordId::text)]
}

fn map<K: Ord + std::fmt::Debug, V: std::fmt::Debug>(
    keys: impl Strategy<Value = K>,
    values: impl Strategy<Value = V>,
) -> impl Strategy<Value = BTreeMap<K, V>> {
    proptest::collection::btree_map(keys, values, 0..4)
}

fn field_kind() -> impl Strategy<Value = FieldKind> {
    prop_oneof![
        Just(FieldKind::Char),
        Just(FieldKind::Json),
        Just(FieldKind::Monetary),
        vec("[a-z:#{}'\"-]{1,8}", 0..3).prop_map(FieldKind::Selection),
        model_name().prop_map(FieldKind::Many2one),
        (model_name(), field()).prop_map(|(model, inverse)| FieldKind::One2many { model, inverse }),
        model_name().prop_map(FieldKind::Many2many),
    ]
}

fn spec() -> impl Strategy<Value = GroupSpec> {
    prop_oneof![
        1 => Just(GroupSpec { nobody: true, ..GroupSpec::default() }),
        4 => (vec(plain_group(), 0..3), vec(plain_group(), 0..3))
            .prop_map(|(any_of, none_of)| GroupSpec { any_of, none_of, nobody: false }),
    ]
}

fn one_field() -> impl Strategy<Value = Field> {
    let relation = (text(), text(), text()).prop_map(|(table, own, other)| ManyToMany { table, own, other });
    (field_kind(), maybe_text(), any::<bool>(), option::of(spec()), maybe_text(), option::of(relation))
        .prop_map(|(kind, label, required, groups, column, relation)| Field {
            kind,
            label,
            required,
            groups,
            column,
            relation,
        })
}

fn path() -> impl Strategy<Value = Path> {
    vec(field(), 1..3)
        .prop_map(|names| names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(".").parse().unwrap())
}

fn table() -> impl Strategy<Value = Table> {
    let tree = prop_oneof![
        text().prop_map(Tree::Path),
        (text(), text()).prop_map(|(low, high)| Tree::Interval { low, high })
    ];
    (maybe_text(), text(), text(), option::of(tree)).prop_map(|(connection, name, id, tree)| Table {
        connection,
        name,
        id,
        tree,
    })
}

fn model() -> impl Strategy<Value = Model> {
    let first =
        (maybe_text(), any::<bool>(), map(model_name(), field()), vec(field(), 0..3), option::of(field()));
    let paths = (vec(path(), 0..3), vec(path(), 0..2), vec(path(), 0..2), any::<bool>());
    let accepts = (vec(field(), 0..2), vec(field(), 0..2), any::<bool>());
    let actions = map(
        field().prop_map(|f| ActionName::new(f.as_str()).unwrap()),
        proptest::sample::select(&Operation::ALL[..]),
    );
    (first, paths, accepts, actions, (option::of(table()), vec(field(), 0..3)), map(field(), one_field()))
        .prop_map(
            |(
                (label, text_ids, inherits, display, parent),
                (area, company, owner, reachable),
                accepts,
                actions,
                (table, redact),
                fields,
            )| Model {
                label,
                id: if text_ids { IdKind::Text } else { IdKind::Integer },
                inherits,
                self_readable: display.clone(),
                self_writable: Vec::new(),
                display,
                parent,
                area,
                company,
                owner,
                unplaced: if reachable { Unplaced::Reachable } else { Unplaced::Hidden },
                local: text_ids.then_some(Operations::NONE.with(Operation::Read)),
                actions,
                accepts: Accepts {
                    subject: accepts.0,
                    resource: accepts.1,
                    overrides_stored: accepts.2,
                    ..Accepts::default()
                },
                audit: ModelAudit {
                    access: reachable,
                    decisions: if text_ids { DecisionsTold::Denied } else { DecisionsTold::None },
                    redact,
                },
                table,
                fields,
            },
        )
}

fn validity() -> impl Strategy<Value = Validity> {
    let day = (1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    (option::of(day.clone()), option::of(day)).prop_map(|ends| match ends {
        (Some(a), Some(b)) => Validity::new(Some(a.min(b)), Some(a.max(b))).unwrap(),
        (from, to) => Validity::new(from, to).unwrap(),
    })
}

/// A text that every database can keep: one without NUL.
fn keepable() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace('\0', ""))
}

fn line() -> impl Strategy<Value = RoleLine> {
    let reach = (vec(key(AreaCode::new), 0..3), vec(key(CompanyId::new), 0..2));
    (key(RoleId::new), reach, validity(), option::of(key(UserId::new)), option::of(keepable())).prop_map(
        |(role, (areas, companies), validity, by, reason)| {
            let scope = if areas.is_empty() { RoleScope::Global } else { RoleScope::Local };
            RoleLine::new(role, scope, areas, companies, validity).unwrap().granted(by, reason)
        },
    )
}

fn permission_name() -> impl Strategy<Value = PermissionName> {
    let name = || text().prop_filter("a name", |t| !t.is_empty());
    prop_oneof![
        name().prop_map(PermissionName::Module),
        name().prop_map(PermissionName::Feature),
        (model_name(), field())
            .prop_map(|(model, name)| PermissionName::Action(model, ActionName::new(name.as_str()).unwrap())),
        name().prop_map(|name| format!("report:{name}:view").parse().unwrap()),
    ]
}

fn exception() -> impl Strategy<Value = Override> {
    let target = prop_oneof![
        (model_name(), operations(), option::of(vec(record_id(), 0..3))).prop_map(
            |(model, mut operations, records)| {
                if operations.is_empty() {
                    operations = Operations::ALL;
                }
                OverrideTarget::Records { model, operations, records }
            }
        ),
        permission_name().prop_map(OverrideTarget::Permission),
    ];
    (any::<bool>(), target, vec(key(AreaCode::new), 0..2), validity(), keepable()).prop_map(
        |(allow, target, areas, validity, reason)| Override {
            effect: if allow { Effect::Allow } else { Effect::Deny },
            target,
            areas,
            companies: Vec::new(),
            validity,
            reason: format!("{reason}."),
        },
    )
}

fn user() -> impl Strategy<Value = User> {
    let who = (option::of(record_id()), maybe_text(), option::of(key(CompanyId::new)), maybe_text());
    let flags = (any::<bool>(), validity(), any::<bool>());
    (who, flags, vec(group(), 0..3), vec(line(), 0..3), vec(exception(), 0..2), map(field(), json()))
        .prop_map(
            |(
                (id, name, company, timezone),
                (active, validity, superuser),
                groups,
                lines,
                overrides,
                attributes,
            )| {
                User {
                    id,
                    name,
                    kind: if active { UserKind::Client } else { UserKind::Service },
                    company,
                    companies: Vec::new(),
                    department: None,
                    timezone,
                    active,
                    validity,
                    superuser,
                    groups,
                    lines,
                    overrides,
                    attributes,
                }
            },
        )
}

fn policy() -> impl Strategy<Value = Policy> {
    let groups = map(
        group(),
        (text(), vec(group(), 0..3), option::of(any::<i64>()), maybe_text()).prop_map(
            |(label, implies, sequence, comment)| Group {
                label,
                implies,
                privilege: None,
                sequence,
                comment,
            },
        ),
    );
    let acls = map(
        key(AclId::new),
        (maybe_text(), model_name(), option::of(group()), operations(), any::<bool>()).prop_map(
            |(label, model, group, operations, active)| Acl { label, model, group, operations, active },
        ),
    );
    let rules = map(
        key(RuleId::new),
        (maybe_text(), model_name(), text(), vec(group(), 0..3), operations(), any::<bool>()).prop_map(
            |(label, model, domain, groups, operations, active)| RecordRule {
                label,
                model,
                domain,
                groups,
                operations,
                active,
            },
        ),
    );
    let field_rules = map(
        key(FieldRuleId::new),
        (model_name(), field(), operations(), spec())
            .prop_map(|(model, field, operations, groups)| FieldRule { model, field, operations, groups }),
    );
    let permissions = map(
        permission_name(),
        (maybe_text(), vec(group(), 0..2)).prop_map(|(label, groups)| Permission { label, groups }),
    );
    let roles = map(
        key(RoleId::new),
        (text(), any::<bool>(), vec(group(), 0..3), maybe_text()).prop_map(
            |(label, local, groups, comment)| Role {
                label,
                scope: if local { RoleScope::Local } else { RoleScope::Global },
                groups,
                comment,
            },
        ),
    );
    let screen = (
        map(key(CategoryId::new), text().prop_map(|label| Category { label, ..Category::default() })),
        map(
            key(PrivilegeId::new),
            (text(), maybe_text()).prop_map(|(label, placeholder)| Privilege {
                label,
                placeholder,
                ..Privilege::default()
            }),
        ),
    );
    let settings =
        (any::<bool>(), vec(group(), 0..2), option::of(group())).prop_map(|(own, kept_groups, debug)| {
            if own {
                Settings { kept_groups, debug_group: debug, ..Settings::default() }
            } else {
                Settings::default()
            }
        });
    (settings, map(model_name(), model()), screen, groups, acls, rules, field_rules, permissions, roles)
        .prop_map(
            |(
                settings,
                models,
                (categories, privileges),
                groups,
                acls,
                rules,
                field_rules,
                permissions,
                roles,
            )| Policy {
                settings,
                models,
                categories,
                privileges,
                groups,
                acls,
                rules,
                field_rules,
                permissions,
                roles,
            },
        )
}

fn directory() -> impl Strategy<Value = Directory> {
    let companies = map(
        key(CompanyId::new),
        (option::of(record_id()), text(), maybe_text(), vec(line(), 0..2)).prop_map(
            |(id, name, timezone, lines)| Company {
                id,
                name,
                parent: None,
                kind: CompanyKind::Client,
                timezone,
                lines,
            },
        ),
    );
    let departments = map(
        key(DepartmentId::new),
        (text(), key(CompanyId::new), vec(line(), 0..2)).prop_map(|(name, company, lines)| Department {
            name,
            company,
            parent: None,
            lines,
        }),
    );
    let areas = map(
        key(AreaCode::new),
        (option::of(record_id()), text(), option::of(key(AreaCode::new)), maybe_text())
            .prop_map(|(id, name, parent, kind)| Area { id, name, parent, kind }),
    );
    (companies, departments, areas, map(key(UserId::new), user()))
        .prop_map(|(companies, departments, areas, users)| Directory { companies, departments, areas, users })
}

/// A document whose references lead nowhere but whose every value is well formed.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    (policy(), option::of(directory())).prop_map(|(policy, directory)| Document { policy, directory })
}
