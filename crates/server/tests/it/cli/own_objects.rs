//! Questions about Bailiwick's own objects: they are answered like those about any other record.

use serde_json::json;

use super::Terminal;

const WORLD: &str = include_str!("../worlds/office.yaml");

/// Types commands on both databases, in an office with one more person in each of two districts.
fn on_both(test: impl Fn(&dyn Fn(&str) -> super::Ran)) {
    let terminal = Terminal::new();
    let file = terminal.write("office.yaml", WORLD);
    let urls = [
        format!("sqlite://{}", terminal.scratch.join("own.db").display()),
        bailiwick_testkit::process::postgres::database(),
    ];
    for url in urls {
        let run = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            terminal.run_with(&words, &[("BAILIWICK_DATABASE", url.as_str())])
        };
        run(&format!("apply {file}")).done();
        for (login, area) in [("in1", "D1"), ("in2", "D2")] {
            run(&format!("user create {login} --company ministry --area-of-work {area}")).done();
        }
        test(&run);
    }
}

#[test]
fn who_may_see_and_change_whom_is_a_question_like_any_other() {
    on_both(|run| {
        for (line, code) in [
            ("check dora read bailiwick.user in1", 0),
            ("check dora update bailiwick.user in1", 0),
            ("check dora read bailiwick.user in2", 1),
            ("check dora read bailiwick.user nobody", 1),
            ("check carl update bailiwick.company acme-east", 0),
            ("check carl read bailiwick.company bolt", 1),
            ("check head read bailiwick.user sal", 0),
            ("check head read bailiwick.user ella", 1),
            ("check audrey read bailiwick.role_line 1", 0),
            ("check dora read bailiwick.area D1", 0),
            ("check dora read bailiwick.area D2", 1),
            ("check dora update bailiwick.company ministry", 1),
        ] {
            let ran = run(line);
            assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{line}: {}", ran.out);
        }
        let why = run("explain dora read bailiwick.user in2");
        assert_eq!(why.code, 1, "{}", why.err);
        assert!(why.out.contains("counts in D1, and the record lies elsewhere"), "{}", why.out);
        let why = run("explain desk update bailiwick.user nobody");
        assert!(why.out.contains("no such record"), "{}", why.out);
    });
}

#[test]
fn lists_and_reverse_questions_agree_with_single_ones() {
    on_both(|run| {
        let found = run("search dora bailiwick.user [] --json").json()["ids"].clone();
        assert_eq!(found, json!(["in1"]));
        let filtered =
            run("search carl bailiwick.user [('department','=','sales')] --json").json()["ids"].clone();
        assert_eq!(filtered, json!(["head", "sal"]));
        assert_eq!(
            run("search carl bailiwick.company [] --json").json()["ids"],
            json!(["acme", "acme-east"])
        );
        let can = run("who-can update bailiwick.user in1 --json").json()["users"].clone();
        assert_eq!(can, json!(["desk", "dora", "root"]));
        for login in ["desk", "dora", "root", "carl", "nora", "audrey"] {
            let allowed = run(&format!("check {login} update bailiwick.user in1")).code == 0;
            assert_eq!(allowed, can.as_array().unwrap().contains(&json!(login)), "{login}");
        }
        assert!(run("filter dora bailiwick.user").done().starts_with("conditional"));
        // What is changed is answered with the next question.
        run("user change in2 --area-of-work D1").done();
        assert_eq!(run("search dora bailiwick.user [] --json").json()["ids"], json!(["in1", "in2"]));
    });
}

#[test]
fn the_own_database_is_no_connection_for_others() {
    let terminal = Terminal::new();
    let policy = "models: {m: {id: text, table: {connection: bailiwick, name: token}, fields: {name: char}}}\nusers: {asha: {}}\n";
    let file = terminal.write("p.yaml", policy);
    terminal.run(&["apply", &file]).done();
    let ran = terminal.run(&["check", "asha", "read", "m"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("no connection is called \"bailiwick\""), "{}", ran.err);
}
