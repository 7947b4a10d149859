//! The pages of the program as people have them: a real browser goes through `tests/browser/journeys.mjs`.

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

/// Names of the browser, by system.
const BROWSERS: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/local/bin/chromium"];

#[test]
fn people_use_the_pages_in_a_real_browser() {
    let journeys = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    assert!(
        journeys.join("node_modules/playwright-core").is_dir(),
        "what drives the browser is missing; run `cargo xtask setup`"
    );
    let terminal = Terminal::new();
    let world = terminal.write("office.yaml", WORLD);
    terminal.run(&["apply", &world]).done();
    let mut temporary = Map::new();
    for login in PEOPLE {
        let given: Json =
            serde_json::from_str(&terminal.run(&["user", "password", login, "--json"]).done()).unwrap();
        temporary.insert(login.to_owned(), given["password"].clone());
    }
    for login in REQUIRED {
        terminal.run(&["setting", "set", "factor.required", "everybody", "--user", login]).done();
    }
    // Passkeys are for an address with a name, which has to be known before the server starts.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let base = format!("http://localhost:{port}");
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let served = Served::with(
        &terminal,
        &[
            ("BAILIWICK_DATABASE", &database),
            ("BAILIWICK_LISTEN", &format!("127.0.0.1:{port}")),
            ("BAILIWICK_PUBLIC_URL", &base),
        ],
    );
    let Output { status, stdout, stderr } = Command::new("node")
        .args(["--test-reporter=spec", "journeys.mjs"])
        .current_dir(&journeys)
        .env("BASE", &base)
        .env("CHROMIUM", browser())
        .env("TEMPORARY", Json::Object(temporary).to_string())
        .output()
        .unwrap_or_else(|error| panic!("node cannot be run ({error}); run `cargo xtask setup`"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(status.success(), "{}\n{}", text(&stdout), text(&stderr));
    drop(served);
}

fn browser() -> PathBuf {
    let found = BROWSERS.iter().map(PathBuf::from).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("there is no Chromium at {BROWSERS:?}; run `cargo xtask setup`"))
}
