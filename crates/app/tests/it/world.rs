//! Worlds: those of the examples come true, and those that do not say why.

use std::path::{Path, PathBuf};

use bailiwick_app::{AppError, LoadedWorld, WorldReport};
use bailiwick_testkit::Scratch;
use jiff::Timestamp;

const THREADS: usize = 2;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/worlds")
}

fn run(path: &Path) -> WorldReport {
    let world = LoadedWorld::load(path, &mut |_| {}).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    world.run(Timestamp::UNIX_EPOCH, THREADS)
}

fn load(text: &str) -> Result<LoadedWorld, AppError> {
    let scratch = Scratch::new("world");
    let path = scratch.path().join("world.yaml");
    std::fs::write(&path, text).unwrap();
    LoadedWorld::load(&path, &mut |_| {})
}

/// The report of a world, with file names cut to `world.yaml`.
fn report(text: &str) -> Vec<String> {
    let report = load(text).unwrap().run(Timestamp::UNIX_EPOCH, THREADS);
    let cut = |text: String| {
        text.rsplit_once("world.yaml").map_or(text.clone(), |(_, rest)| format!("world.yaml{rest}"))
    };
    report.failures.into_iter().map(|failure| cut(failure.to_string())).collect()
}

#[test]
fn the_examples_come_true() {
    let mut seen = 0;
    for entry in std::fs::read_dir(examples()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "yaml") {
            let report = run(&path);
            let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
            assert!(failures.is_empty(), "{}", failures.join("\n"));
            assert!(report.passed >= 10, "{}: only {}", path.display(), report.passed);
            seen += 1;
        }
    }
    assert!(seen >= 4, "{seen}");
}

const SMALL: &str = r#"
models:
  res.users: {fields: {name: char}}
  m: {fields: {name: char, owner_id: many2one res.users, secret: {type: char, groups: g.boss}}}
groups: {g.a: {label: A}, g.boss: {label: Boss}}
acls: {row: {model: m, group: g.a, operations: [read, update]}}
rules: {own: {model: m, domain: "[('owner_id', '=', user.id)]"}}
users: {asha: {id: 1, groups: [g.a]}, ben: {id: 2}}
records: {m: [{id: 1, owner_id: 1}, {id: 2, owner_id: 2}]}
"#;

#[test]
fn every_kind_of_expectation_can_fail_and_says_why() {
    let failures = report(&format!(
        "{SMALL}{}",
        r#"
expect:
  - check: {user: asha, action: read, model: m, record: 2}
    answer: allow
    note: a wish
  - check: {user: asha, action: read, model: m, record: 1}
    answer: allow
    because: [nothing.such]
  - visible: {user: asha, model: m}
    ids: [2]
  - acl: {user: ben, model: m, operation: read}
    answer: allow
  - fields: {user: asha, model: m, record: 1}
    readable: [name, secret]
  - search: {user: asha, model: m, domain: "[]"}
    ids: []
  - search: {user: asha, model: m, domain: "[]"}
    error: nothing
  - groups: {user: asha}
    ids: [g.boss]
  - groups: {user: asha}
    contains: [g.boss]
  - groups: {user: asha}
    lacks: [g.a]
  - has_groups: {user: asha, spec: g.boss}
    answer: true
  - blame: {user: asha, model: m, operation: read, record: 2}
    rules: []
  - value: {user: asha, expression: user.id}
    is: 2
  - value: {user: asha, expression: user.id}
    error: nothing
  - refused: {group: {label: Fine}}
    says: nothing
  - refused: {rule: {model: m, domain: "[('nmae', '=', 1)]"}}
    says: other words
  - check: {user: nobody, action: read, model: m}
    answer: deny
  - visible: {user: asha, model: m}
    ids: [1]
    companies: [nowhere]
"#
    ));
    let starts = [
        "world.yaml:12: check: may asha read m 2 (a wish)\n  wanted: allow\n  got:    deny\n          Denied: the record does not meet the global rule own.",
        "world.yaml:15: check: may asha read m 1\n  wanted: allow because of nothing.such\n  got:    allow, and the explanation does not name nothing.such",
        "world.yaml:18: visible: on which records of m may asha read\n  wanted: [2]\n  got:    [1]\n          missing: 2\n          not expected: 1",
        "world.yaml:20: acl: may ben read records of m\n  wanted: allow\n  got:    deny",
        "world.yaml:22: fields: which fields of m 1 may asha read\n  wanted: [name, secret]\n  got:    [name, owner_id]",
        "world.yaml:24: search: what does asha find in m with \"[]\"\n  wanted: []\n  got:    [1]",
        "world.yaml:26: search: what does asha find in m with \"[]\"\n  wanted: an error that says \"nothing\"\n  got:    no error",
        "world.yaml:28: groups: which groups does asha hold\n  wanted: [g.boss]\n  got:    [g.a]",
        "world.yaml:30: groups: which groups does asha hold\n  wanted: g.boss\n  got:    [g.a]",
        "world.yaml:32: groups: which groups does asha hold\n  wanted: none of g.a\n  got:    [g.a]",
        "world.yaml:34: has_groups: does asha meet \"g.boss\"\n  wanted: true\n  got:    false",
        "world.yaml:36: blame: which rules keep asha from read on m {\"2\"}\n  wanted: []\n  got:    [own]",
        "world.yaml:38: value: what is user.id for asha\n  wanted: 2\n  got:    1",
        "world.yaml:40: value: what is user.id for asha\n  wanted: an error that says \"nothing\"\n  got:    no error: 1",
        "world.yaml:42: refused: group {\"label\":\"Fine\"}\n  wanted: a refusal that says \"nothing\"\n  got:    no error: it is accepted",
        "world.yaml:44: refused: rule {\"domain\":\"[('nmae', '=', 1)]\",\"model\":\"m\"}\n  wanted: a refusal that says \"other words\"\n  got:    the error: ",
        "world.yaml:46: check\n  wanted: an answer\n  got:    an error: there is no user \"nobody\"",
        "world.yaml:48: visible\n  wanted: an answer\n  got:    an error: there is no company nowhere",
    ];
    assert_eq!(failures.len(), starts.len(), "{failures:#?}");
    for (failure, start) in failures.iter().zip(starts) {
        assert!(failure.starts_with(start), "{failure}\n--- wanted\n{start}");
    }
}

#[test]
fn faults_of_a_world_are_told_with_their_place() {
    for (text, says) in [
        ("records: {m: [{id: 1}]}", "there is no model m, of which this is a record"),
        (
            "models: {m: {fields: {a: integer}}}\nrecords: {m: [{id: 1, a: x}]}",
            "record 1 of m: m.a: \"x\" is no whole number",
        ),
        ("models: {m: {}}\nrecords: {m: [{id: 1, b: 2}]}", "has no field \"b\""),
        ("include: [absent.yaml]", "absent.yaml: there is no such file"),
        ("addons: [absent]", "absent: there is no such file"),
        ("records_from: [absent.jsonl]", "absent.jsonl: there is no such file"),
        ("rules: {r: {model: m, domain: '[]'}}", "rule r: there is no model m"),
        ("grups: {}", "unknown field `grups`"),
    ] {
        let error = load(text).err().unwrap_or_else(|| panic!("{text} was accepted")).to_string();
        assert!(error.contains(says), "{error}\n--- wanted\n{says}");
    }
}

#[test]
fn files_are_read_up_to_a_length_and_no_further() {
    let scratch = Scratch::new("long");
    let long = std::fs::File::create(scratch.path().join("long.jsonl")).unwrap();
    long.set_len(65 << 20).unwrap();
    for (text, says) in [
        ("records_from: [long.jsonl]", "long.jsonl:1: the line has more than 16777216 bytes"),
        ("include: [long.jsonl]", "long.jsonl: it has more than 67108864 bytes"),
    ] {
        let world = scratch.path().join("world.yaml");
        std::fs::write(&world, text).unwrap();
        let error = LoadedWorld::load(&world, &mut |_| {}).err().unwrap().to_string();
        assert!(error.contains(says), "{error}\n--- wanted\n{says}");
    }
}

#[test]
fn includes_and_lines_are_read_beside_the_file_and_later_words_win() {
    let scratch = Scratch::new("world");
    let file = |name: &str, text: &str| std::fs::write(scratch.path().join(name), text).unwrap();
    file("policy.yaml", SMALL.split("records:").next().unwrap());
    file("more.jsonl", "{\"model\": \"m\", \"id\": 3, \"owner_id\": 1}\n\n{\"model\": \"m\", \"id\": 4}\n");
    let world = "include: [policy.yaml]\nrecords_from: [more.jsonl]\nrules: {own: {model: m, domain: \"[('owner_id', '=', False)]\"}}\n\
                 expect: [{visible: {user: asha, model: m}, ids: [4]}]\n";
    file("world.yaml", world);
    let report = run(&scratch.path().join("world.yaml"));
    assert_eq!((report.passed, report.failures), (1, vec![]));

    file("more.jsonl", "{\"model\": \"m\", \"id\": 3}\n{\"model\": \"m\", \"id\": 4, \"nmae\": 1}\n");
    let error = LoadedWorld::load(&scratch.path().join("world.yaml"), &mut |_| {}).err().unwrap().to_string();
    assert!(error.contains("more.jsonl:2: record 4 of m"), "{error}");
}

#[test]
fn json_worlds_count_expectations_instead_of_lines() {
    let scratch = Scratch::new("world");
    let path = scratch.path().join("world.json");
    let text = r#"{"models": {"res.users": {}, "m": {}}, "users": {"a": {"id": 1}},
        "expect": [{"visible": {"user": "a", "model": "m"}, "ids": []}, {"visible": {"user": "a", "model": "m"}, "ids": [1]}]}"#;
    std::fs::write(&path, text).unwrap();
    let report = run(&path);
    assert_eq!(report.passed, 1);
    assert!(report.failures[0].place.ends_with("world.json: expectation 2"), "{}", report.failures[0].place);
}

#[test]
fn more_records_than_are_kept_are_read_a_second_time() {
    let mut text = String::from(
        "{\"models\": {\"res.users\": {}, \"m\": {\"fields\": {\"n\": \"integer\"}}}, \"users\": {\"a\": {\"id\": 1, \"superuser\": true}},\n\"records\": {\"m\": [",
    );
    for n in 0..60_000 {
        text.push_str(&format!("{}{{\"id\": {n}, \"n\": {}}}", if n == 0 { "" } else { "," }, n % 7));
    }
    text.push_str("]},\n\"expect\": [{\"search\": {\"user\": \"a\", \"model\": \"m\", \"domain\": \"[('id', '>', 59990), ('n', '=', 3)]\"}, \"ids\": [59993]}]}");
    let scratch = Scratch::new("world");
    let path = scratch.path().join("world.json");
    std::fs::write(&path, text).unwrap();
    let report = run(&path);
    assert_eq!((report.passed, report.failures), (1, vec![]));
}

#[test]
fn two_records_of_one_id_are_refused_with_both_places() {
    let scratch = Scratch::new("world");
    let (path, lines) = (scratch.join("world.yaml"), scratch.join("more.jsonl"));
    let load = |records: &str, more: &str| {
        std::fs::write(&path, format!("models: {{m: {{fields: {{name: char}}}}}}\n{records}")).unwrap();
        std::fs::write(&lines, more).unwrap();
        LoadedWorld::load(&path, &mut |_| {}).map(|_| ()).map_err(|error| error.to_string())
    };
    let two = "records:\n  m:\n    - {id: 1}\n    - {id: 2}\n    - {id: 1, name: again}\n";
    let (here, there) = (path.display(), lines.display());
    let error = load(two, "").unwrap_err();
    let expected =
        format!("{here}:6: record 1 of m stands at {here}:4 already; remove one, or give it another id");
    assert_eq!(error, expected);
    let one = "records: {m: [{id: 1}]}\nrecords_from: [more.jsonl]\n";
    let error = load(one, "{\"model\": \"m\", \"id\": 2}\n\n{\"model\": \"m\", \"id\": 1}\n").unwrap_err();
    assert!(error.starts_with(&format!("{there}:3: record 1 of m stands at {here}:2 already")), "{error}");
    let error = load(one, "{\"model\": \"m\", \"id\": 2}\n{\"model\": \"m\", \"id\": 2}\n").unwrap_err();
    assert!(error.starts_with(&format!("{there}:2: record 2 of m stands at {there}:1 already")), "{error}");
    assert_eq!(load(one, "{\"model\": \"m\", \"id\": 2}\n"), Ok(()));
}

#[test]
fn a_wrong_time_zone_is_the_world_s_own_fault() {
    let error = load("timezone: Asia/Manilla\nusers: {asha: {}}\n").map(|_| ()).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "world.yaml: timezone: \"Asia/Manilla\" is no time zone; use an IANA name such as Asia/Manila"
        ),
        "{error}"
    );
}

#[test]
fn the_first_example_of_the_page_stands_by_itself() {
    let page = include_str!("../../../../docs/world-file.md");
    let example = page.split("```yaml document\n").nth(1).unwrap().split("\n```").next().unwrap();
    let world = load(example).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(world.directory().users.len(), 2);
}
