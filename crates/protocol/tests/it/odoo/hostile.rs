//! Text nobody meant well: the reader answers or refuses, quickly, and never panics.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use bailiwick_protocol::odoo::{Level, Manifest, OdooError, drift, load_order, read};
use proptest::prelude::*;

use super::{failure, lines, read_all, read_xml, source};

/// Far above what any of these takes in a debug build, far below what quadratic work would take.
const PATIENCE: Duration = Duration::from_secs(20);

#[allow(clippy::disallowed_methods, reason = "the test is about time")]
fn quick<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < PATIENCE, "{what} took {:?}", start.elapsed());
    result
}

fn megabyte(piece: &str) -> String {
    piece.repeat(1024 * 1024 / piece.len())
}

#[test]
fn depth_is_refused() {
    let nest = |depth: usize| format!("<odoo>{}{}</odoo>", "<data>".repeat(depth), "</data>".repeat(depth));
    assert!(matches!(failure("a.xml", &nest(100)), OdooError::TooDeep { line: 1, .. }));
    assert!(read(&[source("a.xml", &nest(99))], &BTreeSet::new()).is_ok());
    assert!(matches!(failure("a.xml", &megabyte("<a>")), OdooError::TooDeep { .. }));
    let eval = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let import = read_xml(&format!(
        r#"<record id="g" model="res.groups"><field name="implied_ids" eval="{}"/></record>"#,
        eval(100)
    ));
    assert!(lines(&import, Level::Unresolved)[0].contains("nested more than 32 deep"));
}

#[test]
fn a_megabyte_of_anything_is_quick() {
    for piece in
        ["<a b='c'/>", "<!-- ", "]]>", "&amp;", "x", "<a ", "=", "<data/>", "\"", "a.b_c ", "\n", "<![CDATA["]
    {
        let text = format!("<odoo>{}</odoo>", megabyte(piece));
        quick(piece, || _ = read(&[source("m/data/a.xml", &text)], &BTreeSet::new()));
        quick(piece, || _ = read(&[source("m/security/ir.model.access.csv", &text)], &BTreeSet::new()));
    }
    let wide = format!("<odoo {}/>", (0..100_000).map(|n| format!("a{n}='' ")).collect::<String>());
    assert!(matches!(failure("a.xml", &wide), OdooError::TooManyAttributes { .. }));
    for piece in ["(4, ref('a')),", "'a' + ", "Command.link(ref('a')), ", "1,", "'", "\\\\", "{'a': ", "x "] {
        let eval = format!("[{}]", megabyte(piece)).replace('"', "");
        let record = format!(
            r#"<record id="g" model="res.groups"><field name="implied_ids" eval="{eval}"/></record>"#
        );
        quick(piece, || read_xml(&record));
        quick(piece, || _ = Manifest::parse(&eval));
    }
}

#[test]
fn many_records_about_one_thing_are_quick() {
    let records = (0..8_000).map(|n| {
        format!(
            r#"<record id="g" model="res.groups"><field name="implied_ids" eval="[(4, ref('h{n}'))]"/>
               <field name="implied_by_ids" eval="[(4, ref('i{n}'))]"/></record>"#
        )
    });
    let text = records.collect::<String>();
    let import = quick("records", || read_xml(&text));
    assert_eq!(import.policy.groups["m.g"].implies.len(), 8_000);
    let rows = (0..10_000).map(|n| format!("a{n},x,model_m{n}_x,g{n},1,1,1,1\n")).collect::<String>();
    let header = "id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink\n";
    let rows = [source("m/security/ir.model.access.csv", &format!("{header}{rows}"))];
    let import = quick("rows", || read_all(&rows));
    assert_eq!(import.referred_models.len(), 10_000);
    let modules: BTreeMap<_, _> =
        (0..5_000).map(|n| (format!("m{n}"), format!("{{'depends': ['m{}']}}", n + 1))).collect();
    let sources = modules.keys().map(|m| bailiwick_protocol::odoo::Source {
        module: m.clone(),
        path: format!("{m}/security/a.xml"),
        text: String::new(),
    });
    let sources = sources.collect();
    let ordered = quick("a chain of modules", || load_order(sources, &modules));
    assert_eq!(ordered.sources.first().unwrap().module, "m4999");
}

#[test]
fn ids_that_cannot_be_keys_are_reported() {
    let long = "x".repeat(400);
    let import = read_xml(&format!(
        r#"<record id="{long}" model="res.groups"/><record id="a&#10;b" model="ir.rule"/>
           <record id="r" model="res.users.role"><field name="implied_ids" eval="[(4, ref('{long}')), (4, ref('g'))]"/></record>
           <record id="p" model="res.groups"><field name="privilege_id" ref="{long}"/></record>"#
    ));
    assert_eq!(lines(&import, Level::Unresolved).len(), 4, "{:#?}", import.findings);
    assert_eq!(import.policy.roles["m.r"].groups.len(), 1);
}

/// Pieces that the reader knows, in any order.
fn xmlish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<odoo>",
        "</odoo>",
        "<data noupdate='1'>",
        "</data>",
        "<record id='a' model='res.groups'>",
        "</record>",
        "<record id='m.r' model='ir.rule'>",
        "<record model='ir.model.access' id='x.y'>",
        "<record id='' model=''>",
        "<record id='l' model='res.users.role' forcecreate='0'>",
        "<field name='name'>",
        "</field>",
        "text",
        "<b/>",
        "<field name='model_id' ref='model_a_b'/>",
        "<field name='groups' eval=\"[(6, 0, [ref('g')])]\"/>",
        "<field name='implied_ids' eval=\"[Command.clear(), (3, ref('a'))]\"/>",
        "<field eval='1' name='perm_read'/>",
        "<field name='domain_force' eval='[(1, 2), None]'/>",
        "<field name='implied_by_ids' eval='False'/>",
        "<field name='category_id' ref='c'/>",
        "<record id='c' model='ir.module.category'>",
        "<!--",
        "-->",
        "&#0;",
        "<field name='role_type'>local</field>",
        "<field name='active' eval='\u{e9}'/>",
        "<?xml version='1.0'?>",
        "<record id='u' model='res.users'>",
        "<function/>",
        "<delete model='ir.rule' search='x'/>",
        "<![CDATA[",
        "]]>",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Well-formed files, so that more than the XML reader is tried.
fn wellformed() -> impl Strategy<Value = String> {
    let model = prop::sample::select(vec![
        "res.groups",
        "res.groups.privilege",
        "ir.module.category",
        "ir.rule",
        "ir.model.access",
        "res.users.role",
        "res.users",
        "x.y",
    ]);
    let name = prop::sample::select(vec![
        "name",
        "implied_ids",
        "implied_by_ids",
        "privilege_id",
        "category_id",
        "parent_id",
        "groups",
        "group_id",
        "model_id",
        "domain_force",
        "perm_read",
        "active",
        "global",
        "sequence",
        "role_type",
        "users",
        "group_ids",
    ]);
    let how = prop::sample::select(vec!["eval", "ref", "search", "text"]);
    let field = (name, how, evalish()).prop_map(|(name, how, value)| {
        let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let value: String =
            value.chars().filter(|c| !c.is_control() && *c != '\u{fffe}' && *c != '\u{ffff}').collect();
        match how {
            "text" => format!("<field name='{name}'>{value}</field>"),
            _ => format!("<field name='{name}' {how}=\"{value}\"/>"),
        }
    });
    let record =
        (model, "[ab]|n\\.[ab]", prop::collection::vec(field, 0..6)).prop_map(|(model, id, fields)| {
            format!("<record id='{id}' model='{model}'>{}</record>", fields.concat())
        });
    prop::collection::vec(record, 0..8).prop_map(|records| format!("<odoo>{}</odoo>", records.concat()))
}

fn evalish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ",",
        ":",
        "+",
        "-",
        "=",
        "4",
        "6",
        "0",
        "1e5",
        "0x1",
        "1_0",
        "'a'",
        "\"b\"",
        "'''",
        "ref('a')",
        "ref(",
        "'n.b'",
        "Command.link(",
        "Command.set([",
        "])",
        "Command.clear()",
        "True",
        "False",
        "None",
        "model_x",
        "[('model','=','x.y')]",
        "lambda",
        "\\",
        "#",
        "\n",
        "é",
        "r'",
        "(4, ref('a')),",
        "[(6, 0, [ref('b')])]",
        "if",
        "\u{10ffff}",
        "local",
        "9999999999999999999999",
    ]);
    prop_oneof![prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat()), ".{0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        _ = read(&[source("m/data/a.xml", &text)], &BTreeSet::new());
        _ = read(&[source("m/security/ir.model.access.csv", &text)], &BTreeSet::new());
        _ = Manifest::parse(&text);
    }

    #[test]
    fn xmlish_text_never_panics(text in xmlish()) {
        _ = read(&[source("m/data/a.xml", &text)], &BTreeSet::new());
        let wrapped = format!("<odoo>{text}</odoo>");
        _ = read(&[source("m/data/a.xml", &wrapped)], &BTreeSet::new());
    }

    #[test]
    fn evals_never_panic(text in evalish()) {
        _ = Manifest::parse(&text);
    }

    #[test]
    fn rows_never_panic(cells in prop::collection::vec("[a-c.\"',\n1]{0,8}", 0..60)) {
        let header = "id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink\n";
        let text = format!("{header}{}", cells.join(","));
        _ = read(&[source("m/security/ir.model.access.csv", &text)], &BTreeSet::new());
    }

    /// Whatever was read, its references are closed, and applying the drift to any state leads to the same policy.
    #[test]
    fn wellformed_files_give_closed_policies(one in wellformed(), two in wellformed()) {
        let first = read_all(&[source("m/data/a.xml", &one)]);
        let second = read_all(&[source("m/data/a.xml", &two), source("m/data/b.xml", &one)]);
        for import in [&first, &second] {
            let policy = &import.policy;
            let groups = policy.groups.values().flat_map(|g| &g.implies)
                .chain(policy.acls.values().filter_map(|a| a.group.as_ref()))
                .chain(policy.rules.values().flat_map(|r| &r.groups))
                .chain(policy.roles.values().flat_map(|r| &r.groups));
            for group in groups {
                prop_assert!(policy.groups.contains_key(group), "{group}");
            }
            for group in policy.groups.values() {
                prop_assert!(group.privilege.as_ref().is_none_or(|p| policy.privileges.contains_key(p)));
            }
            prop_assert!(policy.rules.values().all(|rule| !rule.operations.is_empty()));
        }
        let mut policy = first.policy.clone();
        let change = drift(&policy, &second, &first.imported());
        change.apply(&mut policy);
        let again = drift(&policy, &second, &first.imported());
        prop_assert!(again.is_empty(), "{again:#?}");
    }
}
