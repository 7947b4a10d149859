//! Random policies and directories, with every optional part sometimes there, and texts that hurt.

use std::collections::BTreeMap;

use bailiwick_model::*;
use jiff::civil::Date;
use proptest::{collection::vec, option, prelude::*};

/// Texts that have broken somebody's database before.
pub(crate) const NASTY: &[&str] = &[
    "'",
    "''; drop table app_user; --",
    "\"quoted\"",
    "back\\slash",
    "per%cent_under",
    "$1 ?1 :name",
    "{\"json\": [null]}",
    "<script>alert(1)</script>",
    "ĀĖĪŌŪ żółć",
    "Ångström",
    "A\u{30a}ngstro\u{308}m",
    "日本語 テスト",
    "עברית العربية",
    "👩‍👩‍👧‍👦 🇱🇹",
    "zero\u{200b}width\u{feff}",
    "\u{202e}reversed",
    "Z̸a̸l̸g̸o̸",
    "null",
    "NULL",
    "-1",
    "1e999",
    "a b  c",
    "\u{10ffff}",
    "İstanbul ıI",
];

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,8}",
        2 => prop::sample::select(NASTY).prop_map(str::to_owned),
        1 => "[^\u{0}]{0,40}",
        1 => Just("tab\tnew\nline\r\u{1}".to_owned()),
    ]
}

fn printable() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-z]{1,3}[0-9]{0,2}", 2 => prop::sample::select(NASTY).prop_map(str::to_owned)]
}

macro_rules! keys {
    ($($name:ident: $type:ty = $texts:expr;)*) => {$(
        fn $name() -> impl Strategy<Value = $type> {
            $texts.prop_map(|text| <$type>::new(text).unwrap())
        }
    )*};
}

keys! {
    group_id: GroupId = printable();
    privilege_id: PrivilegeId = printable();
    category_id: CategoryId = printable();
    acl_id: AclId = printable();
    rule_id: RuleId = printable();
    field_rule_id: FieldRuleId = printable();
    role_id: RoleId = printable();
    company_id: CompanyId = printable();
    department_id: DepartmentId = printable();
    area_code: AreaCode = printable();
    login: UserId = printable();
    model_name: ModelName = "[a-z]{1,4}(\\.[a-z_]{1,4}){0,2}";
    field_name: FieldName = "[a-z_]{1,6}";
    action_name: ActionName = "[a-z_]{1,6}";
}

fn map<K: Ord + std::fmt::Debug, V: std::fmt::Debug>(
    key: impl Strategy<Value = K>,
    value: impl Strategy<Value = V>,
) -> impl Strategy<Value = BTreeMap<K, V>> {
    prop::collection::btree_map(key, value, 0..5)
}

fn operation() -> impl Strategy<Value = Operation> {
    prop::sample::select(Operation::ALL.to_vec())
}

fn operations() -> impl Strategy<Value = Operations> {
    vec(operation(), 1..4).prop_map(|all| all.into_iter().collect())
}

fn record_id() -> impl Strategy<Value = RecordId> {
    prop_oneof![any::<i64>().prop_map(RecordId::Int), text().prop_map(RecordId::text)]
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        prop::num::f64::NORMAL.prop_map(Into::into),
        ".{0,10}".prop_map(Into::into),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| vec(inner, 0..3).prop_map(Into::into))
}

fn validity() -> impl Strategy<Value = Validity> {
    let day =
        || option::of((1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap()));
    (day(), day())
        .prop_map(|(from, to)| Validity::new(from, to).or_else(|_| Validity::new(to, from)).unwrap())
}

pub(crate) fn line() -> impl Strategy<Value = RoleLine> {
    let reach = (vec(area_code(), 0..3), vec(company_id(), 0..3));
    (role_id(), reach, validity(), option::of(login()), option::of(text())).prop_map(
        |(role, (areas, companies), validity, by, reason)| {
            let scope = if areas.is_empty() { RoleScope::Global } else { RoleScope::Local };
            RoleLine::new(role, scope, areas, companies, validity).unwrap().granted(by, reason)
        },
    )
}

fn exception() -> impl Strategy<Value = Override> {
    let target = prop_oneof![
        (model_name(), operations(), option::of(vec(record_id(), 0..3)))
            .prop_map(|(model, operations, records)| OverrideTarget::Records { model, operations, records }),
        permission_name().prop_map(OverrideTarget::Permission),
    ];
    let effect = prop_oneof![Just(Effect::Allow), Just(Effect::Deny)];
    let reach = (vec(area_code(), 0..2), vec(company_id(), 0..2));
    (effect, target, reach, validity(), "[a-z]{1,9}").prop_map(
        |(effect, target, (areas, companies), validity, reason)| Override {
            effect,
            target,
            areas,
            companies,
            validity,
            reason,
        },
    )
}

pub(crate) fn user() -> impl Strategy<Value = User> {
    let kind = prop_oneof![Just(UserKind::Internal), Just(UserKind::Client), Just(UserKind::Service)];
    let who = (option::of(record_id()), option::of(text()), kind, any::<bool>(), validity(), any::<bool>());
    let home =
        (option::of(company_id()), vec(company_id(), 0..3), option::of(department_id()), option::of(text()));
    let rights =
        (vec(group_id(), 0..3), vec(line(), 0..4), vec(exception(), 0..3), map(field_name(), json()));
    (who, home, rights).prop_map(
        |(
            (id, name, kind, active, validity, superuser),
            (company, companies, department, timezone),
            (groups, lines, overrides, attributes),
        )| User {
            id,
            name,
            kind,
            company,
            companies,
            department,
            timezone,
            active,
            validity,
            superuser,
            groups,
            lines,
            overrides,
            attributes,
        },
    )
}

pub(crate) fn company() -> impl Strategy<Value = Company> {
    let kind = prop_oneof![Just(CompanyKind::Provider), Just(CompanyKind::Client)];
    let rest = (option::of(company_id()), kind, option::of(text()), vec(line(), 0..3));
    (option::of(record_id()), text(), rest).prop_map(|(id, name, (parent, kind, timezone, lines))| Company {
        id,
        name,
        parent,
        kind,
        timezone,
        lines,
    })
}

pub(crate) fn department() -> impl Strategy<Value = Department> {
    (text(), company_id(), option::of(department_id()), vec(line(), 0..3))
        .prop_map(|(name, company, parent, lines)| Department { name, company, parent, lines })
}

pub(crate) fn area() -> impl Strategy<Value = Area> {
    (option::of(record_id()), text(), option::of(area_code()), option::of(text()))
        .prop_map(|(id, name, parent, kind)| Area { id, name, parent, kind })
}

pub(crate) fn directory() -> impl Strategy<Value = Directory> {
    (
        map(company_id(), company()),
        map(department_id(), department()),
        map(area_code(), area()),
        map(login(), user()),
    )
        .prop_map(|(companies, departments, areas, users)| Directory {
            companies,
            departments,
            areas,
            users,
        })
}

fn permission_name() -> impl Strategy<Value = PermissionName> {
    prop_oneof![
        "[a-z]{1,4}".prop_map(PermissionName::Module),
        prop::sample::select(NASTY).prop_map(|text| PermissionName::Feature(text.to_owned())),
        (model_name(), action_name()).prop_map(|(model, action)| PermissionName::Action(model, action)),
        "[a-z]{1,4}".prop_map(|name| format!("report:{name}:view").parse().unwrap()),
    ]
}

fn spec() -> impl Strategy<Value = GroupSpec> {
    let id = || "[a-z]{1,4}\\.[a-z]{1,4}".prop_map(|text| GroupId::new(text).unwrap());
    (vec(id(), 0..3), vec(id(), 0..2)).prop_map(|(any_of, none_of)| GroupSpec {
        any_of,
        none_of,
        nobody: false,
    })
}

fn field() -> impl Strategy<Value = Field> {
    let kind = prop_oneof![
        Just(FieldKind::Char),
        Just(FieldKind::Json),
        vec("[a-z]{1,5}", 0..3).prop_map(FieldKind::Selection),
        model_name().prop_map(FieldKind::Many2one),
        (model_name(), field_name()).prop_map(|(model, inverse)| FieldKind::One2many { model, inverse }),
    ];
    (kind, option::of(text()), any::<bool>(), option::of(spec()), option::of(text())).prop_map(
        |(kind, label, required, groups, column)| Field {
            label,
            required,
            groups,
            column,
            ..Field::new(kind)
        },
    )
}

fn model() -> impl Strategy<Value = Model> {
    let maps = (map(model_name(), field_name()), map(action_name(), operation()), map(field_name(), field()));
    let path = || "[a-z_]{1,4}(\\.[a-z_]{1,4}){0,2}".prop_map(|text| text.parse().unwrap());
    let table = option::of((option::of(text()), text(), option::of(text().prop_map(Tree::Path))));
    (option::of(text()), maps, vec(path(), 0..3), table, vec(field_name(), 0..3)).prop_map(
        |(label, (inherits, actions, fields), area, table, display)| Model {
            label,
            inherits,
            actions,
            fields,
            area,
            display,
            table: table.map(|(connection, name, tree)| Table {
                connection,
                name,
                id: "key".to_owned(),
                tree,
            }),
            ..Model::default()
        },
    )
}

fn settings() -> impl Strategy<Value = Settings> {
    let groups = || vec(group_id(), 0..3);
    (model_name(), groups(), groups(), option::of(group_id()), any::<bool>()).prop_map(
        |(model, exclusive, kept, multi, usual)| {
            let usual_settings = Settings::default();
            if usual {
                return usual_settings;
            }
            Settings {
                user_model: model,
                exclusive_groups: exclusive,
                kept_groups: kept,
                multi_company_group: multi,
                audit: UsualAudit { access: true, ..UsualAudit::default() },
                ..usual_settings
            }
        },
    )
}

pub(crate) fn policy() -> impl Strategy<Value = Policy> {
    let label = || option::of(text());
    let sequence = || option::of(any::<i64>());
    let category = (text(), option::of(category_id()), sequence(), label())
        .prop_map(|(label, parent, sequence, comment)| Category { label, parent, sequence, comment });
    let privilege = (text(), option::of(category_id()), sequence(), label(), label()).prop_map(
        |(label, category, sequence, placeholder, comment)| Privilege {
            label,
            category,
            sequence,
            placeholder,
            comment,
        },
    );
    let group = (text(), vec(group_id(), 0..3), option::of(privilege_id()), sequence(), label()).prop_map(
        |(label, implies, privilege, sequence, comment)| Group {
            label,
            implies,
            privilege,
            sequence,
            comment,
        },
    );
    let acl = (label(), model_name(), option::of(group_id()), operations(), any::<bool>()).prop_map(
        |(label, model, group, operations, active)| Acl { label, model, group, operations, active },
    );
    let rule = (label(), model_name(), text(), vec(group_id(), 0..3), operations(), any::<bool>()).prop_map(
        |(label, model, domain, groups, operations, active)| RecordRule {
            label,
            model,
            domain,
            groups,
            operations,
            active,
        },
    );
    let field_rule = (model_name(), field_name(), operations(), spec())
        .prop_map(|(model, field, operations, groups)| FieldRule { model, field, operations, groups });
    let permission =
        (label(), vec(group_id(), 0..3)).prop_map(|(label, groups)| Permission { label, groups });
    let scope = prop_oneof![Just(RoleScope::Global), Just(RoleScope::Local)];
    let role = (text(), scope, vec(group_id(), 0..3), label())
        .prop_map(|(label, scope, groups, comment)| Role { label, scope, groups, comment });
    let schema = (
        settings(),
        map(model_name(), model()),
        map(category_id(), category),
        map(privilege_id(), privilege),
    );
    let rights =
        (map(group_id(), group), map(acl_id(), acl), map(rule_id(), rule), map(field_rule_id(), field_rule));
    let named = (map(permission_name(), permission), map(role_id(), role));
    (schema, rights, named).prop_map(
        |(
            (settings, models, categories, privileges),
            (groups, acls, rules, field_rules),
            (permissions, roles),
        )| {
            Policy {
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
            }
        },
    )
}
