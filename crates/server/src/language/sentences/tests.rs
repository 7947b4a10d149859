//! What use cases say is known word for word, in every language.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use bailiwick_model::LanguageTag;

use super::*;
use crate::language::{Languages, SOURCES};

fn reading(tag: &str) -> Reading<'static> {
    Languages::built_in().reading([LanguageTag::new(tag).unwrap()])
}

fn french(english: &str) -> String {
    let told = reading("fr").told(english);
    assert!(!told.is_english, "{english}");
    told.text
}

#[test]
fn what_use_cases_say_is_told_in_the_reader_s_language() {
    let plain = "Local roles must have at least one area assigned";
    assert_eq!(french(plain), "Les rôles locaux doivent avoir au moins une zone attribuée");
    assert_eq!(reading("en").told(plain), Told { text: plain.to_owned(), is_english: false });
    let filled = french("another account has this address for its login; give another");
    assert!(filled.contains("adresse"), "{filled}");
    let unknown = "Nobody ever said this.";
    assert_eq!(reading("es").told(unknown), Told { text: unknown.to_owned(), is_english: true });
    assert_eq!(reading("es").told(""), Told::default());
}

#[test]
fn what_fills_a_sentence_is_taken_over_as_it_is() {
    let area = french("there is no area \"D-12\"");
    assert!(area.contains("« D-12 »"), "{area}");
    // Whoever calls a place by half a sentence changes nothing but its name.
    let hostile = french("there is no area \"x\" and \"<b>y\"");
    assert!(hostile.contains("x\" and \"<b>y"), "{hostile}");
    let arabic = reading("ar").told("there is no area \"D-12\"");
    assert!(!arabic.is_english && arabic.text.contains("\u{2068}D-12\u{2069}"), "{arabic:?}");
}

#[test]
fn lines_are_told_one_by_one_and_all_or_none() {
    let known = "Local roles must have at least one area assigned";
    assert_eq!(french(&format!("{known}\n\n{known}")).lines().count(), 3);
    let half = format!("{known}\nNobody ever said this.");
    assert_eq!(reading("fr").told(&half), Told { text: half, is_english: true });
}

#[test]
fn nobody_can_make_it_think_for_long() {
    for piece in ["\"", "; ", ": ", ", ", "in \"", "line 1, column 1: "] {
        let text = piece.repeat(MAX_BYTES / piece.len());
        assert!(reading("ar").told(&text).is_english, "{piece}");
    }
    let longer = "there is no area ".repeat(1_000);
    assert!(reading("ar").told(&longer).is_english);
}

#[test]
fn of_all_that_fits_it_is_what_explains_most() {
    let deleted = french(
        "area C cannot be deleted while something refers to it: areas in it: 1; move or remove these first, since nothing is \
         deleted along with it",
    );
    assert!(!deleted.contains("cannot") && !deleted.contains("move"), "{deleted}");
    let model = french("there is no model \"reg.nothing\"; describe it under models");
    assert!(!model.contains("describe"), "{model}");
}

/// Every sentence, filled with something, is found again; variables of one are never next to one another.
#[test]
fn every_sentence_is_found_by_its_english_text() {
    let sentences = Sentences::read(SOURCES[0].files);
    let text = |sentence: &Sentence| {
        let filled = sentence.pieces.iter().map(|piece| match piece {
            Piece::Fixed(text) => text.as_str(),
            Piece::Open(_) => "x1",
            Piece::Said(_) => "Global roles cannot have areas assigned",
        });
        filled.collect::<String>()
    };
    let french = reading("fr");
    let mut hidden = Vec::new();
    for sentence in &sentences.all {
        let words = sentence.pieces.iter().filter(|piece| matches!(piece, Piece::Fixed(_)));
        assert!(words.count() > 0, "{} has no words of its own", sentence.message);
        let apart = |pair: &[Piece]| pair.iter().any(|piece| matches!(piece, Piece::Fixed(_)));
        assert!(sentence.pieces.windows(2).all(apart), "{}: names without words between", sentence.message);
        let text = text(sentence);
        let search = Search::new(&french);
        let found = search.best(&text, 0).map(|(_, found, _)| found.message.as_str());
        if found != Some(&*sentence.message) {
            hidden.push(format!("{} is taken for {found:?}: {text}", sentence.message));
        }
        for tag in ["fr", "es", "ar"] {
            assert!(!reading(tag).told(&text).is_english, "{tag} lacks {}: {text}", sentence.message);
        }
    }
    assert_eq!(hidden, Vec::<String>::new(), "sentences that are never told");
    assert!(sentences.all.len() > 900, "only {}", sentences.all.len());
}

#[test]
fn numbers_are_told_as_they_are() {
    for code in ["9007199254740993", "007", "-0", "12"] {
        let told = french(&format!("there is no area \"{code}\""));
        assert!(told.contains(&format!("« {code} »")), "{told}");
    }
}

#[test]
fn what_somebody_typed_is_no_sentence_of_ours() {
    let typed =
        "x: you may not change role of your own account; ask whoever manages users. What you may change: y";
    let told = french(&format!("{typed:?} is not an email address: write NAME@DOMAIN, with a single '@'"));
    assert!(told.contains(typed) && told.contains("adresse e-mail"), "{told}");
    // Half of it in English is all of it in English.
    assert!(
        reading("fr")
            .told("Nobody ever said this here: this text is empty; write something, or leave it out")
            .is_english
    );
    assert!(
        reading("fr")
            .told("the records could not be read: error returned from database: no such table")
            .is_english
    );
}

/// Sentences that stand nowhere in the sources as they are, since the program puts them together from parts: each was looked up by hand. Whatever comes to
/// this list by itself was reworded in the sources, and has to be reworded in the catalogues. `BAILIWICK_WRITE=1` writes it anew.
#[test]
fn sentences_are_those_of_the_sources() {
    let sources = sources();
    let is_there = |piece: &Piece| match piece {
        Piece::Fixed(text) => sources.contains(text.trim_matches([' ', '"', '“', '”'])),
        _ => true,
    };
    let sentences = Sentences::read(SOURCES[0].files);
    let apart: BTreeSet<&str> = sentences
        .all
        .iter()
        .filter(|sentence| !sentence.pieces.iter().all(is_there))
        .map(|sentence| sentence.message.as_str())
        .collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/put-together.txt");
    let now = apart.iter().map(|name| format!("{name}\n")).collect::<String>();
    if std::env::var_os("BAILIWICK_WRITE").is_some() {
        fs::write(&file, &now).unwrap();
    }
    let known = fs::read_to_string(&file).unwrap();
    let known: BTreeSet<&str> = known.lines().collect();
    let reworded: Vec<_> = apart.difference(&known).collect();
    assert_eq!(reworded, Vec::<&&str>::new(), "sentences that the sources do not have any more");
    assert_eq!(apart.len(), known.len(), "put-together.txt names what is no more: write it anew");
}

/// All sources, as what their texts say at run time.
fn sources() -> String {
    fn gather(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                gather(&entry, all);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                all.push(entry);
            }
        }
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap() {
        let folder = entry.unwrap().path().join("src");
        if folder.is_dir() {
            gather(&folder, &mut all);
        }
    }
    let all = all.iter().map(|file| fs::read_to_string(file).unwrap());
    all.map(|text| spoken(&text)).collect::<Vec<_>>().join("\n")
}

/// A source whose texts stand as they are said: lines that go on are one, and signs are themselves.
fn spoken(source: &str) -> String {
    let mut parts = source.split("\\\n");
    let first = parts.next().unwrap_or_default().to_owned();
    let joined = parts.fold(first, |joined, part| joined + part.trim_start());
    [("\\\"", "\""), ("\\'", "'"), ("\\\\", "\\"), ("{{", "{"), ("}}", "}")]
        .into_iter()
        .fold(joined, |text, (written, said)| text.replace(written, said))
}
