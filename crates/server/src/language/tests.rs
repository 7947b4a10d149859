//! Every text is there in every language, and is filled with the same.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::TimeZoneName;
use jiff::Timestamp;

use super::*;

/// What each message and attribute of a file is filled with, by name.
fn variables(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut name) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let head = line.split_once('=').map(|(head, _)| head.trim_end()).unwrap_or_default();
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            message = head.to_owned();
            name.clone_from(&message);
        } else if let Some(attribute) = head.trim_start().strip_prefix('.') {
            name = format!("{message}.{attribute}");
        }
        if name.is_empty() {
            continue;
        }
        let entry = found.entry(name.clone()).or_default();
        for piece in line.split('$').skip(1) {
            let word = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
            entry.insert(piece.split(word).next().unwrap_or_default().to_owned());
        }
    }
    found
}

fn reading(tag: &str) -> Reading<'static> {
    Languages::built_in().reading([LanguageTag::new(tag).unwrap()])
}

#[test]
fn every_file_can_be_read_and_says_nothing_twice() {
    for source in SOURCES {
        let mut bundle = FluentBundle::new_concurrent(vec![source.tag.parse().unwrap()]);
        for text in source.files {
            let resource = FluentResource::try_new((*text).to_owned()).map_err(|(_, errors)| errors);
            let resource = resource.unwrap_or_else(|errors| panic!("{}: {errors:?}", source.tag));
            bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{}: {errors:?}", source.tag));
        }
    }
}

#[test]
fn every_message_is_in_every_language_and_filled_with_the_same() {
    let [first, others @ ..] = &SOURCES;
    for source in others {
        for (ours, theirs) in first.files.iter().zip(source.files) {
            assert_eq!(variables(ours), variables(theirs), "{}", source.tag);
        }
    }
    let all: usize = first.files.iter().map(|text| variables(text).len()).sum();
    assert!(all > 70, "only {all} texts; is a file missing?");
}

#[test]
fn the_nearest_language_is_read() {
    for (wanted, found, direction) in
        [("fr-CA", "fr", "ltr"), ("ar-EG", "ar", "rtl"), ("es", "es", "ltr"), ("tlh", "en", "ltr")]
    {
        let reading = reading(wanted);
        assert_eq!((reading.tag(), reading.direction()), (found, direction), "{wanted}");
    }
    let tags = ["tlh", "es-419"].map(|tag| LanguageTag::new(tag).unwrap());
    assert_eq!(Languages::built_in().reading(tags).tag(), "es", "the next best");
    assert_eq!(Languages::built_in().reading([]).tag(), "en");
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    let source = |tag, files| Source { tag, is_rtl: false, files };
    let languages = Languages {
        first: Language::read(&source("en", &["a = A { $x }\nb = B\n    .c = C\n"])),
        others: vec![Language::read(&source("fr", &["a = Ah { $x } { $y }\nb = Bé\n"]))],
        sentences: Sentences::read(&[]),
    };
    let french = LanguageTag::new("fr").unwrap();
    let reading = languages.reading([french]);
    let words = Words::new().text("x", "1");
    assert_eq!(reading.text("b", &words).unwrap(), "Bé");
    assert_eq!(reading.text("b.c", &words).unwrap(), "C");
    assert_eq!(reading.text("a", &words).unwrap(), "A 1", "it cannot be filled in French");
    assert_eq!((reading.text("z", &words), reading.text("b.z", &words)), (None, None));
}

#[test]
fn numbers_choose_their_form() {
    let days = |tag: &str, days: i64| {
        let text = reading(tag).text("invitation.after", &Words::new().count("days", days)).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(days("en", 1), "The link works for one day, and only once.");
    assert_eq!(days("fr", 0), "Le lien est valable 0 jour et ne sert qu’une fois.");
    assert!(days("ar", 2).contains("ليومين"));
    assert!(days("ar", 7).contains("7 أيام"));
    assert!(days("ar", 14).contains("14 يومًا"));
}

#[test]
fn moments_are_told_in_the_reader_s_zone() {
    let moment: Timestamp = "2026-11-22T18:05:00Z".parse().unwrap();
    let manila = TimeZoneName::new("Asia/Manila").unwrap();
    let told = |tag: &str, zone| reading(tag).moment(moment, zone);
    assert_eq!(told("en", Some(&manila)), "23 November 2026, 02:05 (Asia/Manila)");
    assert_eq!(told("fr", None), "22 novembre 2026 à 18:05 (UTC)");
    let nowhere = TimeZoneName::new("Nowhere/Town").unwrap();
    assert_eq!(told("es", Some(&nowhere)), "22 de noviembre de 2026, 18:05 (UTC)");
    assert!(told("ar", Some(&manila)).starts_with("23 نوفمبر 2026، 02:05 (\u{2068}Asia/Manila\u{2069})"));
}
