//! Odoo addons come in, come in again, and bring what has changed.

use std::path::{Path, PathBuf};

use bailiwick_app::{AddonFiles, AppError, Author, ImportReport, Installation};
use bailiwick_protocol::odoo::Kind;
use bailiwick_store::{import_run, policy};
use bailiwick_testkit::Scratch;

const AUTHOR: Author = Author::machine(5);

fn installation() -> Installation {
    Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap()
}

fn addons() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/addons")
}

fn read(path: &Path) -> AddonFiles {
    AddonFiles::read(&[path.to_owned()], &mut |_| {}).unwrap()
}

fn import(installation: &Installation, files: &AddonFiles) -> ImportReport {
    installation.import_odoo(files, "test", &AUTHOR, &mut |_| {}).unwrap()
}

#[test]
fn addons_come_in_whole_and_compile() {
    let installation = installation();
    let files = read(&addons());
    let planned = installation.plan_import(files.clone()).unwrap();
    assert_eq!(installation.database().revision().unwrap().0, 0, "a plan writes nothing");
    let report = import(&installation, &files);
    assert_eq!(report.revision, Some(1));
    assert_eq!((planned.drift, planned.counts), (report.drift.clone(), report.counts.clone()));
    assert_eq!((report.read(Kind::Role), report.refused.len()), (3, 0));
    assert!(report.guesses.iter().any(|g| g.subject == "setting area_model" && g.described == "hh.area"));
    let state = installation.load().unwrap();
    assert!(state.snapshot.schema().find("hh.household").is_some());
    // Guesses say where in the files the thing stands that led to them.
    let guess = report.guesses.iter().find(|g| g.from == "rule bw_demo.rule_household_company").unwrap();
    let (file, line) = guess.place.as_ref().unwrap().rsplit_once(':').unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    let line = text.lines().nth(line.parse::<usize>().unwrap() - 1).unwrap();
    assert!(file.ends_with("rules.xml") && line.contains("rule_household_company"), "{file}: {line}");
    assert!(report.guesses.iter().all(|g| g.place.is_some() || !g.from.starts_with("rule bw_demo")));
    let runs = installation.database().read(|tx| import_run::list(tx, 9)).unwrap();
    assert_eq!((runs.len(), runs[0].source.as_str()), (1, "odoo:test"));

    let again = import(&installation, &files);
    assert_eq!((again.revision, again.drift.is_empty(), again.guesses.len()), (None, true, 0));
}

/// A copy of the example addons that a test may change.
fn copy(scratch: &Scratch) -> PathBuf {
    let to = scratch.path().join("addons");
    let mut todo = vec![(addons(), to.clone())];
    while let Some((from, to)) = todo.pop() {
        std::fs::create_dir_all(&to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                todo.push((entry.path(), target))
            } else {
                drop(std::fs::copy(entry.path(), target))
            }
        }
    }
    to
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{} lacks {from}", path.display());
    std::fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn a_second_import_brings_changes_and_respects_noupdate() {
    let scratch = Scratch::new("import");
    let path = copy(&scratch);
    let installation = installation();
    import(&installation, &read(&path));
    // A new label, a rule under noupdate that differs, a row that is gone.
    edit(&path.join("bw_demo/security/groups.xml"), "Registry auditor", "Chief auditor");
    edit(&path.join("bw_demo/security/rules.xml"), "Household: own companies", "Household: companies");
    let csv = path.join("bw_demo/security/ir.model.access.csv");
    edit(&csv, "access_visit_read,hh.visit read,model_hh_visit,group_registry_viewer,1,0,0,0\n", "");
    let report = import(&installation, &read(&path));
    let ids = |changes: &[bailiwick_protocol::odoo::Change]| {
        changes.iter().map(|c| c.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&report.drift.changed), ["bw_demo.group_auditor"]);
    assert_eq!(ids(&report.drift.kept_noupdate), ["bw_demo.rule_household_company"]);
    assert_eq!(report.drift.removed_upstream[0].id, "bw_demo.access_visit_read");
    let policy = installation.load().unwrap().policy;
    assert_eq!(policy.groups["bw_demo.group_auditor"].label, "Chief auditor");
    assert_eq!(
        policy.rules["bw_demo.rule_household_company"].label.as_deref(),
        Some("Household: own companies")
    );
    assert!(!policy.acls.contains_key("bw_demo.access_visit_read"));
}

#[test]
fn a_rule_that_cannot_be_taken_over_closes_and_is_told() {
    let scratch = Scratch::new("import");
    let path = copy(&scratch);
    let rules = path.join("bw_demo/security/rules.xml");
    let bad = "[('visitor_id', '=', user.env['x'].search([]).id)]";
    edit(
        &rules,
        "[('visitor_id', '=', user.id)]</field>\n        <field name=\"perm_read\"",
        &format!("{bad}</field>\n        <field name=\"perm_read\""),
    );
    let installation = installation();
    let report = import(&installation, &read(&path));
    let refused: Vec<&str> = report.refused.iter().map(|r| r.rule.as_str()).collect();
    assert_eq!(refused, ["bw_demo.rule_visit_owner"]);
    let rule = installation.load().unwrap().policy.rules["bw_demo.rule_visit_owner"].clone();
    assert!(rule.domain.starts_with("[(0, '=', 1)]\n# ") && rule.domain.contains(bad), "{}", rule.domain);
    assert!(rule.active);
    let refusal = &report.refused[0];
    let line = 1 + std::fs::read_to_string(&rules)
        .unwrap()
        .lines()
        .position(|l| l.contains("rule_visit_owner"))
        .unwrap();
    assert_eq!(
        (refusal.domain.as_str(), refusal.place.clone()),
        (bad, Some(format!("{}:{line}", rules.display())))
    );
    assert!(import(&installation, &read(&path)).drift.is_empty(), "what was closed stays closed");
    // Mended upstream, it comes in.
    edit(&rules, bad, "[('visitor_id', '=', user.id)]");
    assert_eq!(import(&installation, &read(&path)).drift.changed.len(), 1);
}

#[test]
fn what_cannot_even_be_read_is_kept_in_its_rule() {
    let scratch = Scratch::new("import");
    let path = copy(&scratch);
    let rules = path.join("bw_demo/security/rules.xml");
    let text = std::fs::read_to_string(&rules).unwrap();
    let long = format!("<field name=\"domain_force\" eval=\"made_up({}, 'end')\"/>", "'x', ".repeat(9_000));
    let at = text.find("rule_visit_owner").unwrap();
    let from = at + text[at..].find("<field name=\"domain_force\"").unwrap();
    let to = from + text[from..].find("</field>").unwrap() + "</field>".len();
    std::fs::write(&rules, format!("{}{long}{}", &text[..from], &text[to..])).unwrap();
    let installation = installation();
    let report = import(&installation, &read(&path));
    let rule = installation.load().unwrap().policy.rules["bw_demo.rule_visit_owner"].clone();
    assert!(rule.domain.starts_with("[(0, '=', 1)]\n# Not understood"), "{}", &rule.domain[..80]);
    assert!(rule.domain.contains("# made_up('x', ") && rule.domain.contains(" bytes more, which stand in "));
    assert!(report.findings.iter().any(|f| f.subject.contains("made_up")));
}

#[test]
fn what_was_made_by_hand_stays() {
    let installation = installation();
    let mut document = installation.export().unwrap();
    document.policy.groups.insert("own.group".parse().unwrap(), Default::default());
    installation.apply(&document, &AUTHOR).unwrap();
    import(&installation, &read(&addons()));
    let stored = installation.database().read(policy::list).unwrap();
    let origin = |key: &str| stored.iter().find(|row| row.object.key() == key).unwrap().origin.clone();
    assert_eq!(origin("own.group"), None);
    assert_eq!(origin("bw_demo.group_auditor").as_deref(), Some("odoo:bw_demo"));
    assert_eq!(origin("hh.household").as_deref(), Some("inferred"));
}

#[test]
fn wrong_paths_and_broken_files_are_refused_and_change_nothing() {
    let scratch = Scratch::new("import");
    let installation = installation();
    let empty = AddonFiles::read(&[scratch.path().to_owned()], &mut |_| {}).unwrap_err();
    assert!(empty.to_string().contains("holds no policy file"), "{empty}");
    let absent = AddonFiles::read(&[scratch.path().join("absent")], &mut |_| {}).unwrap_err();
    assert!(absent.to_string().contains("no such file"), "{absent}");
    let path = copy(&scratch);
    std::fs::write(path.join("bw_demo/security/rules.xml"), "<odoo><record").unwrap();
    let error = installation.import_odoo(&read(&path), "test", &AUTHOR, &mut |_| {}).unwrap_err();
    assert!(matches!(error, AppError::Odoo(_)) && error.to_string().contains("rules.xml:1"), "{error}");
    std::fs::write(path.join("bw_demo/security/rules.xml"), [0xff, 0xfe]).unwrap();
    assert!(AddonFiles::read(&[path], &mut |_| {}).unwrap_err().to_string().contains("not UTF-8"));
    assert_eq!(installation.database().revision().unwrap().0, 0);
}
