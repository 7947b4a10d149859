//! One peculiarity of addon files per test.

use std::collections::BTreeSet;

use bailiwick_model::{ModelName, Operations, RoleScope};
use bailiwick_protocol::odoo::{Kind, Level, OdooError, read};

use super::{failure, lines, read_all, read_xml, source};

fn rule(fields: &str) -> String {
    format!(r#"<record id="r" model="ir.rule"><field name="model_id" ref="model_x"/>{fields}</record>"#)
}

#[test]
fn a_later_record_updates_the_fields_it_names() {
    let import = read_xml(
        r#"<record id="g" model="res.groups"><field name="name">One</field><field name="comment">Kept</field>
           <field name="implied_ids" eval="[(4, ref('a')), (4, ref('b'))]"/></record>
           <record id="g" model="res.groups"><field name="name">Two</field>
           <field name="implied_ids" eval="[(3, ref('a')), Command.link(ref('c'))]"/></record>"#,
    );
    let group = &import.policy.groups["m.g"];
    assert_eq!((group.label.as_str(), group.comment.as_deref()), ("Two", Some("Kept")));
    assert_eq!(group.implies.iter().map(ToString::to_string).collect::<Vec<_>>(), ["m.b", "m.c"]);
    assert_eq!(import.count(Kind::Group).extended, 1);
    let notes = lines(&import, Level::Note).join("\n");
    assert!(notes.contains("a.xml:3: note: m.g: it was defined before, at m/security/a.xml:1"), "{notes}");
}

#[test]
fn extensions_and_definitions_may_come_in_any_order() {
    let ext = r#"<odoo><record id="n.role" model="res.users.role"><field name="implied_ids" eval="[(4, ref('g'))]"/></record>
        <record id="n.gone" model="res.users.role"><field name="name">Gone</field></record></odoo>"#;
    let mut def = source(
        "n/data/b.xml",
        r#"<odoo><record id="role" model="res.users.role"><field name="name">Role</field></record></odoo>"#,
    );
    def.module = "n".into();
    let import = read_all(&[source("m/data/a.xml", ext), def]);
    let role = &import.policy.roles["n.role"];
    assert_eq!((role.label.as_str(), role.groups.len()), ("Role", 1));
    assert_eq!(import.policy.roles.len(), 1);
    let unresolved = lines(&import, Level::Unresolved);
    assert_eq!(unresolved.len(), 1);
    assert!(unresolved[0].starts_with("m/data/a.xml:2: unresolved: n.gone: the record adds to an object"));
    assert_eq!((import.count(Kind::Role).read, import.count(Kind::Role).unresolved), (1, 1));
}

#[test]
fn noupdate_is_inherited_and_can_be_lifted() {
    let text = r#"<openerp noupdate="1"><data><record id="a" model="res.groups"/><data noupdate="0">
        <record id="b" model="res.groups"/></data></data><record id="c" model="res.groups"/>
        <record id="b" model="res.groups"/></openerp>"#;
    let import = read_all(&[source("m/data/a.xml", text)]);
    assert_eq!(
        import.noupdate,
        BTreeSet::from(["m.a".to_owned(), "m.c".to_owned()]),
        "the first definition decides"
    );
}

#[test]
fn domains_keep_their_text_and_empty_ones_mean_every_record() {
    for (field, expected) in [
        (r#"<field name="domain_force"> [('a', '=', 1)] </field>"#, "[('a', '=', 1)]"),
        (r#"<field name="domain_force">[('a', '=',<!-- why --> 1)]</field>"#, "[('a', '=', 1)]"),
        (r#"<field name="domain_force" eval="[('a', '=', False)]"/>"#, "[('a', '=', False)]"),
        (r#"<field name="domain_force" eval="False"/>"#, ""),
        (r#"<field name="domain_force" eval="[]"/>"#, ""),
        (r#"<field name="domain_force"/>"#, ""),
        ("", ""),
        (r#"<field name="domain_force">False</field>"#, "[(0, '=', 1)]"),
        (
            r#"<field name="domain_force" eval="str(company_ids)"/>"#,
            "[(0, '=', 1)]\n# Not understood, so it matches nothing:\n# str(company_ids)",
        ),
        (
            r#"<field name="domain_force" eval="[('g', '=', ref('x'))]"/>"#,
            "[(0, '=', 1)]\n# Not understood, so it matches nothing:\n# [('g', '=', ref('x'))]",
        ),
    ] {
        assert_eq!(read_xml(&rule(field)).policy.rules["m.r"].domain, expected, "{field}");
    }
}

#[test]
fn a_rule_is_global_exactly_when_it_has_no_group() {
    let import = read_xml(&rule(r#"<field name="global" eval="False"/>"#));
    assert!(import.policy.rules["m.r"].groups.is_empty());
    assert!(lines(&import, Level::Note)[0].contains("global all the same"));
    let import =
        read_xml(&rule(r#"<field name="global" eval="True"/><field name="groups" eval="[(4, ref('g'))]"/>"#));
    assert_eq!(import.policy.rules["m.r"].groups.len(), 1);
    assert_eq!(lines(&import, Level::Note).len(), 1, "only that the group is not defined");
}

#[test]
fn permissions_default_to_all_for_rules_and_none_for_rows() {
    let import = read_xml(&rule(r#"<field name="perm_unlink">0</field><field name="active" eval="0"/>"#));
    assert_eq!(import.policy.rules["m.r"].operations.to_string(), "create, read, update");
    assert!(!import.policy.rules["m.r"].active);
    let import = read_xml(
        r#"<record id="a" model="ir.model.access"><field name="model_id" search="[('model', '=', 'x.y_z')]"/>
           <field name="perm_read" eval="1"/></record>"#,
    );
    let row = &import.policy.acls["m.a"];
    assert_eq!((row.operations.to_string().as_str(), row.model.as_str()), ("read", "x.y_z"));
    let none = ["read", "write", "create", "unlink"]
        .map(|o| format!(r#"<field name="perm_{o}" eval="False"/>"#))
        .concat();
    let import = read_xml(&rule(&none));
    assert!(import.policy.rules.is_empty());
    assert!(lines(&import, Level::Unresolved)[0].contains("at least one operation"));
}

#[test]
fn what_is_not_understood_allows_less() {
    let import = read_xml(
        r#"<record id="a" model="ir.model.access"><field name="model_id" ref="model_x"/>
             <field name="group_id" search="[('name', '=', 'Users')]"/><field name="perm_read" eval="1"/></record>
           <record id="b" model="ir.model.access"><field name="model_id" ref="model_x"/>
             <field name="perm_read">maybe</field><field name="active" eval="obj.x"/></record>
           <record id="r" model="res.users.role"><field name="role_type">regional</field></record>"#,
    );
    assert!(!import.policy.acls.contains_key("m.a"), "without its group it would open to everybody");
    let row = &import.policy.acls["m.b"];
    assert_eq!((row.operations, row.active), (Operations::NONE, false));
    assert_eq!(import.policy.roles["m.r"].scope, RoleScope::Local);
    let unresolved = lines(&import, Level::Unresolved).join("\n");
    for piece in [
        "a.xml:2: unresolved: m.a: group_id = [('name', '=', 'Users')]: a search needs a database",
        "a.xml:4: unresolved: m.b: perm_read = maybe: 1, 0, True or False is expected",
        "a.xml:4: unresolved: m.b: active = obj.x: \"obj.x\" is Python that would have to be run",
        "m.r: role_type = regional: local or global is expected",
    ] {
        assert!(unresolved.contains(piece), "{piece} in\n{unresolved}");
    }
}

#[test]
fn csv_has_its_freedoms() {
    let text = "\u{feff}id,name,model_id/id,group_id/id,perm_read,perm_write,perm_create,perm_unlink,active,color\n\
                a,\"A, quoted\",model_x_y,n.g,1,0,0,\"\",1,3\n\
                \n,,,,,,,,,\n\
                a,Second,model_x_y,g,True,true,FALSE,0,0,\n\
                n.b,B,n.model_x,,1,1,1,1,1,\n\
                short,row\n";
    let import = read_all(&[source("m/security/ir.model.access.csv", text)]);
    let row = &import.policy.acls["m.a"];
    assert_eq!((row.label.as_deref(), row.group.as_deref()), (Some("Second"), Some("m.g")));
    assert_eq!((row.operations.to_string().as_str(), row.active), ("read, update", false));
    assert!(
        !import.policy.groups["n.g"].label.is_empty(),
        "what the first row referred to stays referred to"
    );
    let unresolved = lines(&import, Level::Unresolved);
    assert_eq!(
        unresolved,
        [
            "m/security/ir.model.access.csv:7: unresolved: short: the row has 2 cells, the header has 10; add or remove cells, \
         and look for a stray quote",
        ]
    );
    let notes = lines(&import, Level::Note).join("\n");
    assert!(
        notes.contains("csv:5: note: m.a: it was defined before, at m/security/ir.model.access.csv:2"),
        "{notes}"
    );
    assert!(notes.contains("csv:6: note: n.b: it has no group"), "{notes}");
    assert!(lines(&import, Level::Ignored)[0].contains("csv:1: ignored: column color"));
}

#[test]
fn a_csv_without_its_columns_is_refused() {
    let error = failure("m/security/ir.model.access.csv", "\nid,name,model,perm_read\n");
    assert_eq!(
        error.to_string(),
        "m/security/ir.model.access.csv:2: the column model_id:id is missing from the header; add it as Odoo's own files \
         write it"
    );
    assert!(read(&[source("ir.model.access.csv", "\n\n")], &BTreeSet::new()).unwrap().policy.acls.is_empty());
    let by_name = "id,model_id:id,group_id,perm_read\na,model_x,Users,1\nb,model_x,,1\n";
    let import = read_all(&[source("ir.model.access.csv", by_name)]);
    assert_eq!(import.policy.acls.len(), 1, "the row whose group is a name is left out");
}

#[test]
fn model_names_come_from_the_caller_first() {
    let text = "id,name,model_id:id,group_id:id\na,x,model_hh_follow_up,g\n";
    let sources = [source("m/security/ir.model.access.csv", text)];
    let known = BTreeSet::from([ModelName::new("hh.follow_up").unwrap()]);
    let model = |known: &BTreeSet<_>| {
        let import = read(&sources, known).unwrap();
        let (name, origin) = import.referred_models.first_key_value().unwrap();
        (name.to_string(), origin.guessed, lines(&import, Level::Guessed).len())
    };
    assert_eq!(model(&known), ("hh.follow_up".into(), false, 0));
    assert_eq!(model(&BTreeSet::new()), ("hh.follow.up".into(), true, 1));
}

#[test]
fn categories_of_older_groups_become_privileges() {
    let import = read_xml(
        r#"<record id="top" model="ir.module.category"><field name="name">Top</field></record>
           <record id="c" model="ir.module.category"><field name="name">Visits</field><field name="parent_id" ref="top"/></record>
           <record id="g" model="res.groups"><field name="category_id" ref="c"/></record>
           <record id="h" model="res.groups"><field name="category_id" ref="base.hidden"/></record>"#,
    );
    assert_eq!(import.policy.groups["m.g"].privilege.as_deref(), Some("m.c"));
    let privilege = &import.policy.privileges["m.c"];
    assert_eq!((privilege.label.as_str(), privilege.category.as_deref()), ("Visits", Some("m.top")));
    assert_eq!(import.policy.groups["m.h"].privilege, None);
    assert!(lines(&import, Level::Unresolved)[0].contains("m.h: its category base.hidden is in no file"));
}

#[test]
fn nothing_is_dropped_in_silence() {
    let import = read_xml(
        r#"<record id="u" model="res.users"><field name="group_ids" eval="[Command.set([ref('base.group_x')])]"/></record>
           <record id="v" model="ir.ui.view"><field name="arch"><a><b/></a></field></record>
           <record id="w" model="ir.ui.view"/>
           <delete model="ir.rule" id="base.r"/><function model="res.users" name="reset"/><template id="t"/>
           <record model="ir.rule"><field name="model_id" ref="model_x"/></record>
           <record id="nameless"/>
           <record id="g" model="res.groups"><field name="color">3</field><field name="name"><b/></field></record>"#,
    );
    let all = import.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for piece in [
        "m.u: users are not imported; the file would give it base.group_x",
        "record of ir.ui.view (2 times): the model holds no policy",
        "delete ir.rule base.r: deletions are not carried out",
        "function res.users.reset: it calls Python",
        "<template>: it describes screens",
        "m.a_unnamed_1: the record has no id",
        "record nameless: it names no model",
        "res.groups.color: the field has no counterpart",
        "m.g: name = …: markup",
    ] {
        assert!(all.contains(piece), "{piece} in\n{all}");
    }
    assert!(import.policy.rules.contains_key("m.a_unnamed_1"));
    assert_eq!(import.policy.groups["m.g"].label, "m.g");
    assert_eq!((import.count(Kind::User).read, import.count(Kind::Other).read), (1, 2));
    let other = read_all(&[source("m/data/logo.xml", "<svg/>"), source("m/data/x.yml", "a: b")]);
    assert_eq!(lines(&other, Level::Ignored).len(), 2);
}

#[test]
fn broken_files_are_refused_with_file_line_and_remedy() {
    assert!(matches!(failure("m/data/a.xml", "<odoo>\n<record></odoo>"), OdooError::Xml { line: 2, .. }));
    assert!(matches!(
        failure("m/data/a.xml", "<odoo>\n<data a='1' a='2'/></odoo>"),
        OdooError::Xml { line: 2, .. }
    ));
    assert!(matches!(failure("m/data/a.xml", "<odoo>\n&x;</odoo>"), OdooError::Xml { line: 2, .. }));
    assert!(matches!(failure("m/data/a.xml", ""), OdooError::Xml { .. }));
    let doctype = failure("m/data/a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><odoo/>");
    assert!(doctype.to_string().starts_with("m/data/a.xml:1: document type declarations"));
    let large = failure("m/data/a.xml", &" ".repeat(8 * 1024 * 1024 + 1));
    assert!(large.to_string().contains("split it into several files"));
}

#[test]
fn rules_that_are_left_out_say_what_they_said() {
    let unmodelled = r#"<odoo><record id="r" model="ir.rule"><field name="domain_force">[('a', '=', 1)]</field></record></odoo>"#;
    let import = read_all(&[source("m/security/a.xml", unmodelled)]);
    assert!(import.policy.rules.is_empty());
    let told: Vec<String> = import.findings.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|f| f.contains("m.r") && f.contains("[('a', '=', 1)]")), "{told:?}");
    let none = ["read", "write", "create", "unlink"]
        .map(|op| format!(r#"<field name="perm_{op}" eval="0"/>"#))
        .concat();
    let field = r#"<field name="domain_force">[('b', '=', 2)]</field>"#;
    let import = read_xml(&rule(&format!("{field}{none}")));
    assert!(import.policy.rules.is_empty());
    let told: Vec<String> = import.findings.iter().map(ToString::to_string).collect();
    assert!(
        told.iter().any(|f| f.contains("is left out, it says") && f.contains("[('b', '=', 2)]")),
        "{told:?}"
    );
}
