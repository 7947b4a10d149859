//! The pages of the program as people have them: a real browser goes through what stands in `tests/browser/`.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::{Map, Value as Json};

use super::{Terminal, serving::Served};

const WORLD: &str = include_str!("../worlds/office.yaml");

/// Who goes on a journey, each with a password that has to be changed.
const PEOPLE: [&str; 7] = ["ella", "head", "nora", "desk", "dora", "carl", "audrey"];

/// Who has to have a second factor.
const REQUIRED: [&str; 2] = ["desk", "dora"];

/// Who uses the console: somebody of every kind.
const ACTORS: [&str; 5] = ["root", "dora", "carl", "audrey", "nora"];

/// What people, roles and areas are called by somebody who means no good. The tests of the console know it by its last word.
const HOSTILE: &str = "<script>alert(1)</script>\\\"><img src=x onerror=alert(2)>\\u200F hostile-name";

/// Names of the browser, by system.
const BROWSERS: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/local/bin/chromium"];

#[test]
fn people_use_the_pages_in_a_real_browser() {
    let house = House::new(WORLD, &PEOPLE);
    for login in REQUIRED {
        house.terminal.run(&["setting", "set", "factor.required", "everybody", "--user", login]).done();
    }
    house.goes_through("journeys.mjs");
}

#[test]
fn people_find_no_way_closed_and_no_page_unreadable_in_a_real_browser() {
    House::new(&hostile(), &ACTORS).goes_through("console.mjs");
}

#[test]
fn people_do_what_they_do_day_by_day_in_a_real_browser() {
    let house = House::new(&busy(), &ACTORS);
    // Nobody is asked in the middle of a journey who he is; that he is asked is tried where the clock can be set.
    house.terminal.run(&["setting", "set", "step_up.minutes", "60"]).done();
    house.goes_through("days.mjs");
}

/// The world of the office, where people, roles and areas are called what may never be more than a name, and a program has an account.
fn hostile() -> String {
    let world = [
        (
            "viewer: {label: Viewer, groups: [reg.viewer]}",
            format!("viewer: {{label: \"{HOSTILE}\", groups: [reg.viewer]}}"),
        ),
        ("D1: {name: First district,", format!("D1: {{name: \"{HOSTILE}\",")),
        ("bolt: {name: Bolt,", format!("bolt: {{name: \"{HOSTILE}\",")),
    ];
    let renamed = world.iter().fold(WORLD.to_owned(), |text, (usual, hostile)| {
        assert!(text.contains(usual), "the world has no {usual}");
        text.replace(usual, hostile)
    });
    format!(
        "{renamed}  evil: {{name: \"{HOSTILE}\", kind: client, company: acme, lines: [{{role: viewer}}]}}\n  \
         near: {{name: \"{HOSTILE}\", company: ministry, lines: [{{role: registrar, areas: [D1]}}]}}\n  \
         robot: {{kind: service, company: ministry}}\n"
    )
}

/// The same with an application's records to rule over, and with enough people to look through.
fn busy() -> String {
    let clerks: String =
        (1..=30).map(|n| format!("  clerk{n:02}: {{name: Clerk {n:02}, company: ministry}}\n")).collect();
    format!(
        "models:\n  reg.household:\n    label: Household\n    area: [area]\n    \
         fields: {{name: char, area: char, state: selection draft approved, income: integer}}\n\
         acls:\n  household.viewer: {{model: reg.household, group: reg.viewer, operations: [read]}}\n  \
         household.registrar: {{model: reg.household, group: reg.registrar, operations: [create, update]}}\n\
         {WORLD}  evil: {{name: \"{HOSTILE}\", kind: client, company: acme, lines: [{{role: viewer}}]}}\n  \
         robot: {{kind: service, company: ministry}}\n  \
         nia: {{name: Nia Santos, company: ministry, lines: [{{role: registrar, areas: [D1]}}]}}\n  \
         dan: {{name: Dan Cruz, company: ministry, lines: [{{role: registrar, areas: [D2]}}]}}\n{clerks}"
    )
}

/// A world on this machine, and passwords that have to be changed.
struct House {
    terminal: Terminal,
    temporary: Map<String, Json>,
}

impl House {
    fn new(world: &str, people: &[&str]) -> Self {
        let terminal = Terminal::new();
        let world = terminal.write("office.yaml", world);
        terminal.run(&["apply", &world]).done();
        // Forms are looked at, not the page that asks again who one is, however long a slow machine takes to come to them.
        terminal.run(&["setting", "set", "step_up.minutes", "60"]).done();
        let mut temporary = Map::new();
        for login in people {
            let given: Json =
                serde_json::from_str(&terminal.run(&["user", "password", login, "--json"]).done()).unwrap();
            temporary.insert((*login).to_owned(), given["password"].clone());
        }
        Self { terminal, temporary }
    }

    /// Has a real browser go through the tests of a file.
    fn goes_through(self, file: &str) {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
        assert!(
            tests.join("node_modules/playwright-core").is_dir(),
            "what drives the browser is missing; run `cargo xtask setup`"
        );
        // Passkeys are for an address with a name, which has to be known before the server starts.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let base = format!("http://localhost:{port}");
        let database = format!("sqlite://{}", self.terminal.scratch.join("b.db").display());
        let served = Served::with(
            &self.terminal,
            &[
                ("BAILIWICK_DATABASE", &database),
                ("BAILIWICK_LISTEN", &format!("127.0.0.1:{port}")),
                ("BAILIWICK_PUBLIC_URL", &base),
            ],
        );
        let Output { status, stdout, stderr } = Command::new("node")
            .args(["--test-reporter=spec", file])
            .current_dir(&tests)
            .env("BASE", &base)
            .env("CHROMIUM", browser())
            .env("TEMPORARY", Json::Object(self.temporary).to_string())
            .output()
            .unwrap_or_else(|error| panic!("node cannot be run ({error}); run `cargo xtask setup`"));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(status.success(), "{}\n{}", text(&stdout), text(&stderr));
        drop(served);
    }
}

fn browser() -> PathBuf {
    let found = BROWSERS.iter().map(PathBuf::from).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("there is no Chromium at {BROWSERS:?}; run `cargo xtask setup`"))
}
