//! Texts nobody meant well: the parser answers or refuses, quickly, and never panics; what it accepts can be bound,
//! evaluated and printed.

use std::time::{Duration, Instant};

use bailiwick_policy::{
    Asker,
    domain::{Scope, build_expression, build_rule, build_search, parse},
    filter::{
        json,
        sql::{self, Dialect, Options, TreeForm},
    },
    schema::ModelId,
};
use proptest::prelude::*;

use crate::{
    backends::fixture,
    dice::Dice,
    worlds::{Maker, World, row},
};

/// Far above what any of these takes in a debug build, far below what quadratic work would take.
const PATIENCE: Duration = Duration::from_secs(5);

#[allow(clippy::disallowed_methods, reason = "the test is about time")]
fn quick<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < PATIENCE, "{what} took {:?}", start.elapsed());
    result
}

/// Everything that is done with a text that came from outside. Returns whether it is a domain.
fn read(world: &World, text: &str) -> bool {
    let schema = world.snapshot.schema();
    let case = schema.find("x.case").unwrap();
    world.ask("asha", |asker| {
        let _ = build_expression(schema, case, text).map(|e| e.value(schema, asker));
        if let Ok(search) = build_search(schema, case, text, true) {
            use_domain(world, asker, case, &search.domain);
        }
        match build_rule(schema, case, text) {
            Ok(domain) => {
                use_domain(world, asker, case, &domain);
                true
            }
            Err(error) => {
                // An error points into the text and says something.
                let (line, column) = error.position(text);
                assert!(
                    line >= 1 && column >= 1 && error.span.start as usize <= text.len(),
                    "{error:?} in {text:?}"
                );
                assert!(!error.message.is_empty() && !error.remedy.is_empty());
                false
            }
        }
    })
}

fn use_domain(world: &World, asker: &Asker<'_>, case: ModelId, domain: &bailiwick_policy::domain::Domain) {
    let schema = world.snapshot.schema();
    let Ok(filter) = domain.bind(schema, case, asker) else { return };
    let values = row(world, "x.case", &world.records["x.case"][&1]);
    let yes = filter.matches(asker.matcher(), case, &values).unwrap();
    let no = filter.clone().not().matches(asker.matcher(), case, &values).unwrap();
    assert_ne!(yes, no, "{filter:?} and its negation");
    let _ = json::print(schema, case, &filter);
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let options = Options {
            dialect,
            alias: "t",
            binds_before: 0,
            zone: asker.zone(),
            tree: TreeForm::Auto,
            closure: None,
        };
        let printed = sql::print(schema, case, &filter, options).unwrap();
        assert!(!printed.text.contains('\0'));
    }
}

/// Pieces of domains, put together at random.
const PIECES: &[&str] = &[
    "[",
    "]",
    "(",
    ")",
    ",",
    ", ",
    "'",
    "\"",
    "\\",
    "&",
    "'&'",
    "'|'",
    "'!'",
    "|",
    "!",
    "=",
    "'='",
    "'in'",
    "'not in'",
    "'like'",
    "'child_of'",
    "'any'",
    "'not any'",
    "'=?'",
    "'<='",
    "'name'",
    "'tag_ids'",
    "'area_id'",
    "'parent_id.parent_id'",
    "'at.hour_number'",
    "'day'",
    "'today -1m'",
    "True",
    "False",
    "None",
    "0",
    "1",
    "-",
    "1e9",
    "99999999999999999999",
    "1.5",
    ".",
    "user",
    "user.id",
    "company_ids",
    "actor",
    "actor.login",
    "actor.companies",
    "actor.company_tree",
    " + ",
    " if ",
    " else ",
    " for ",
    " in ",
    " and ",
    " or ",
    " not ",
    "#",
    "\n",
    "é",
    "\u{202e}",
    "\0",
    "x",
    "__class__",
    "lambda",
    "[('id', '=', 1)]",
    "('name', '=', 'x')",
    "len(",
    "mapped(",
    "has_group(",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_pieces_never_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        thread_local!(static WORLD: World = fixture());
        WORLD.with(|world| read(world, &pieces.concat()));
    }

    #[test]
    fn random_texts_never_panic(text in any::<String>()) {
        let _ = parse(&text);
    }
}

#[test]
fn mutated_domains_never_panic() {
    let world = fixture();
    let mut dice = Dice::new(11);
    let mut accepted = 0;
    for _ in 0..3000 {
        let dom = Maker { policy: &world.policy, dice: &mut dice, variables: true }.whole("x.case");
        let mut text: Vec<char> = dom.text().chars().collect();
        for _ in 0..=dice.below(3) {
            let at = dice.below(text.len());
            match dice.below(4) {
                0 => drop(text.remove(at)),
                1 => text.insert(at, text[dice.below(text.len())]),
                2 => text.truncate(at.max(1)),
                _ => text[at] = *dice.pick(&['\'', '[', ')', ',', '0', '.', '\\', 'é', ' ', '!']),
            }
            if text.is_empty() {
                break;
            }
        }
        accepted += usize::from(read(&world, &text.into_iter().collect::<String>()));
    }
    assert!(accepted > 100, "only {accepted} of 3000 mutations were domains still");
}

fn refusal(text: &str) -> String {
    let world = fixture();
    let schema = world.snapshot.schema();
    let case = schema.find("x.case").unwrap();
    quick(text.get(..40).unwrap_or(text), || {
        build_rule(schema, case, text).map(|_| ()).unwrap_err().to_string()
    })
}

#[test]
fn depth_is_refused_however_it_comes_about() {
    let deep = "nested deeper than 64 levels";
    let alternating: String = (0..400)
        .map(|n| if n % 2 == 0 { "'|', ('id', '=', 1), " } else { "'&', ('id', '=', 2), " })
        .collect();
    let any = |depth: usize| format!("{}[]{}", "[('parent_id', 'any', ".repeat(depth), ")]".repeat(depth));
    for text in [
        "[".repeat(100),
        "(".repeat(100),
        "not ".repeat(100),
        format!("[('id', '=', {})]", "-".repeat(100)),
        format!("[('{}id', '=', 1)]", "parent_id.".repeat(100)),
        format!("[('{}id', '=', 1)]", "parent_id.".repeat(5000)),
        format!("[{alternating}('id', '=', 3)]"),
        any(100),
        format!(
            "[{}('id', '=', user.id)]",
            "'&', (1, '=', 1), '!', '|', ('name', '=', user.name), ".repeat(100)
        ),
        format!("[('partner_id', '=', user{}.id)]", ".partner_id.user_id".repeat(100)),
        format!("[('partner_id', '=', user.mapped('{}partner_id').id)]", "partner_id.user_id.".repeat(1000)),
        format!("[('id', '=', {}1{})]", "(".repeat(30), " + 1 + 1 + 1)".repeat(30)),
        format!("{}[]", "[] if True else ".repeat(100)),
        format!("[('id', 'in', [1]{})]", " + [1]".repeat(100)),
    ] {
        let error = refusal(&text);
        assert!(error.contains(deep), "{}…: {error}", text.chars().take(60).collect::<String>());
    }
    let world = fixture();
    assert!(read(&world, &format!("[('{}id', '=', 1)]", "parent_id.".repeat(60))));
    assert!(read(&world, &any(15)));
    assert!(
        read(&world, &format!("[{}('id', '=', 3)]", "'|', ('id', '=', 1), ".repeat(400))),
        "a flat chain is not deep"
    );
    assert!(
        read(&world, &format!("['!', {}('id', '=', 3)]", "'!', ".repeat(400))),
        "signs that cancel are not deep"
    );
}

#[test]
fn a_megabyte_of_anything_fails_fast() {
    for piece in
        ["[", "(", "x", "'", "é", "\\", "1", "('id', '=', 1),", "'|',", "not ", "- ", "#", "a.", "[]+"]
    {
        let error = refusal(&piece.repeat((1 << 20) / piece.len() + 1));
        assert!(error.contains("more than the 65536 allowed"), "{piece}: {error}");
    }
}

#[test]
fn texts_just_below_the_limits_are_quick() {
    let world = fixture();
    for piece in [
        "[",
        "(",
        "x",
        "'",
        "é",
        "\\",
        "1",
        "('id', '=', 1),",
        "'|',",
        "not ",
        "- ",
        " ",
        "#",
        "a.",
        "\n",
        "[]+",
        "'a'",
    ] {
        let body = piece.repeat(65_000 / piece.len());
        for text in [
            body.clone(),
            format!("[{body}]"),
            format!("[('name', 'ilike', '{body}')]"),
            format!("[('id', 'in', [{body}])]"),
        ] {
            quick(piece, || read(&world, &text));
        }
    }
    let long = "%a".repeat(30_000);
    quick("pattern", || read(&world, &format!("[('name', 'like', '{long}')]")));
}

/// The corpora of the fuzz targets, on every run.
#[test]
fn corpora_of_the_fuzz_targets_are_read() {
    let world = fixture();
    for target in ["domain", "expression"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
        let mut count = 0;
        for file in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            if let Ok(text) = std::str::from_utf8(&bytes) {
                quick(target, || read(&world, text));
            }
            count += 1;
        }
        assert!(count >= 5, "{target}: {count} files");
    }
}
