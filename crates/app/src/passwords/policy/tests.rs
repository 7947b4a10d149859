//! Each fault by itself, and what has none.

use bailiwick_testkit::Scratch;

use super::*;
use crate::passwords::{Hashing, HashingCost};

const EIGHT: PasswordPolicy =
    PasswordPolicy { min_length: 8, composition: NONE, min_strength: 0, history: 0 };
const NONE: Composition = Composition { lower: 0, upper: 0, digits: 0, symbols: 0 };

fn typed(text: &str) -> Password {
    Password::typed(text).unwrap()
}

fn faults(text: &str, policy: &PasswordPolicy) -> Vec<Fault> {
    let context = ContextWords::new(["asha.kumar@acorn.example", "Asha Kumar", "Acorn Ltd"]);
    judge(&typed(text), policy, &Against { context: &context, breached: None, former: None }).unwrap()
}

fn codes(text: &str, policy: &PasswordPolicy) -> Vec<&'static str> {
    faults(text, policy).iter().map(Fault::code).collect()
}

#[test]
fn length_is_counted_in_characters() {
    let policy = PasswordPolicy { min_length: 12, ..EIGHT };
    assert_eq!(codes("qufjvmzwkdp", &policy), ["password.too_short"]);
    assert!(codes("qufjvmzwkdpx", &policy).is_empty());
    assert_eq!(codes("字符很多但是不够长吗的", &policy), ["password.too_short"]);
    assert!(codes("字符很多但是不够长吗的了", &policy).is_empty());
    // Eleven characters, of twelve code points before they are brought into one form.
    assert_eq!(codes("qufjvmzwke\u{301}p", &policy), ["password.too_short"]);
}

#[test]
fn no_policy_asks_for_less_than_eight_or_more_than_there_can_be() {
    assert_eq!(faults("qufjvmz", &PasswordPolicy { min_length: 0, ..EIGHT }), [Fault::TooShort { least: 8 }]);
    let policy = PasswordPolicy { min_length: 1000, ..EIGHT };
    let long = "wobbly harbour pencil tuesday fox umbrella granite velvet cocoon";
    let longer = format!("{long}{}", long.chars().rev().collect::<String>());
    assert_eq!(longer.len(), 128);
    assert!(faults(&longer, &policy).is_empty());
    assert_eq!(faults(&longer[..127], &policy), [Fault::TooShort { least: 128 }]);
}

#[test]
fn each_class_by_itself() {
    let policy = |composition| PasswordPolicy { composition, ..EIGHT };
    let missing = |class, least| vec![Fault::ClassMissing { class, least }];
    for (composition, without, with, fault) in [
        (Composition { lower: 1, ..NONE }, "QUFJVMZW", "QUFJVMZw", missing(CharacterClass::Lower, 1)),
        (Composition { upper: 2, ..NONE }, "Qufjvmzw", "QufjvmzW", missing(CharacterClass::Upper, 2)),
        (Composition { digits: 1, ..NONE }, "qufjvmzw", "qufjvm7w", missing(CharacterClass::Digit, 1)),
        (Composition { symbols: 1, ..NONE }, "qufjvmz7", "qufjv 7w", missing(CharacterClass::Symbol, 1)),
        (Composition { upper: 1, ..NONE }, "ψυχήκαλή", "Ψυχήκαλή", missing(CharacterClass::Upper, 1)),
        (Composition { digits: 1, ..NONE }, "ψυχήκαλή", "ψυχήκα٣λ", missing(CharacterClass::Digit, 1)),
    ] {
        assert_eq!(faults(without, &policy(composition)), fault, "{without}");
        assert!(faults(with, &policy(composition)).is_empty(), "{with}");
    }
}

#[test]
fn no_policy_asks_for_what_nobody_can_type() {
    let composition = Composition { digits: 1000, ..NONE };
    let asked = [Fault::ClassMissing { class: CharacterClass::Digit, least: 16 }];
    assert_eq!(faults("qufjvmzw", &PasswordPolicy { composition, ..EIGHT }), asked);
}

#[test]
fn common_ones_in_any_case() {
    assert_eq!(codes("Password1", &EIGHT), ["password.common"]);
    assert_eq!(codes("1Q2W3E4R5T", &EIGHT), ["password.common"]);
    assert!(codes("1q2w3e4r5t-hollow", &EIGHT).is_empty());
}

#[test]
fn words_that_others_know() {
    assert_eq!(faults("kumar+7xqzw", &EIGHT), [Fault::Context { word: "kumar".to_owned() }]);
    assert_eq!(codes("my b@iliwick", &EIGHT), ["password.context"]);
    assert_eq!(codes("4CORN hollow fjord", &EIGHT), ["password.context"]);
}

/// At fifteen characters the list has few; patterns of them are found by what they are made of.
#[test]
fn the_usual_policy_refuses_what_people_make_long() {
    let usual = PasswordPolicy::default();
    for text in [
        "passwordpassword",
        "123456789123456789",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnopqrstuvwxyz",
        "1234567890123456",
        "qwertyuiopqwertyuiop",
        "iloveyouiloveyou",
        "0123456789abcdef",
        "passwordpassword1",
        "qwertyuiopasdfgh",
        "111111111111111",
    ] {
        assert_eq!(codes(text, &usual), ["password.too_weak"], "{text}");
    }
    assert_eq!(codes("q1w2e3r4t5y6u7i8o9p0", &usual), ["password.common"]);
    assert_eq!(codes("passw0rd", &usual), ["password.too_short", "password.common"]);
    for text in
        ["wobbly harbour pencil", "Ein Pferd frisst Gurkensalat nicht", "字符很多但是不够长吗的了吧好不好"]
    {
        assert!(codes(text, &usual).is_empty(), "{text}");
    }
}

#[test]
fn breached_ones_and_a_list_that_is_gone() {
    let scratch = Scratch::new("policy");
    let path = scratch.join("breached.txt");
    // echo -n 'wobbly harbour pencil' | sha1sum
    std::fs::write(&path, "SHA:1\n").unwrap();
    assert!(BreachedList::open(&path).is_err());
    std::fs::write(&path, "f8c790c5c01f5aa3a9dd402f5170c5c2e76c9ca9\n").unwrap();
    let list = BreachedList::open(&path).unwrap();
    let context = ContextWords::default();
    let against = Against { context: &context, breached: Some(&list), former: None };
    let judged = |text: &str| judge(&typed(text), &PasswordPolicy::default(), &against);
    assert_eq!(judged("wobbly harbour pencil").unwrap(), [Fault::Breached]);
    assert!(judged("wobbly harbour pencils").unwrap().is_empty());
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(judged("wobbly harbour pencils"), Err(JudgeError::Breached(_))));
}

#[test]
fn those_that_were_used_last() {
    let hasher = Hasher::new(Hashing { cost: HashingCost::new(7168, 5, 1).unwrap(), ..Hashing::default() });
    let kept = |text: &str, salt: u8| hasher.hash(&typed(text), [salt; 16]).unwrap();
    let former =
        [kept("wobbly harbour pencil", 1), kept("granite velvet cocoon", 2), kept("umbrella tuesday fox", 3)];
    let context = ContextWords::default();
    let against = Against { context: &context, breached: None, former: Some((&hasher, &former)) };
    let judged = |text: &str, history| {
        judge(&typed(text), &PasswordPolicy { history, ..PasswordPolicy::default() }, &against).unwrap()
    };
    assert_eq!(judged("granite velvet cocoon", 2), [Fault::UsedBefore { remembered: 2 }]);
    assert!(judged("granite velvet cocoon", 1).is_empty(), "as many as the policy says");
    assert!(judged("wobbly harbour pencil", 0).is_empty());
    assert!(judged("umbrella tuesday foxes", 24).is_empty());
    assert_eq!(judged("umbrella tuesday fox", usize::MAX), [Fault::UsedBefore { remembered: 24 }]);
}

#[test]
fn every_fault_says_how_to_mend_it() {
    let class = |class, least| Fault::ClassMissing { class, least };
    let all = [
        (Fault::TooShort { least: 15 }, "at least 15 characters"),
        (class(CharacterClass::Lower, 1), "1 small letter;"),
        (class(CharacterClass::Upper, 2), "2 large letters;"),
        (class(CharacterClass::Digit, 1), "1 digit;"),
        (class(CharacterClass::Symbol, 2), "2 characters that are neither"),
        (Fault::Common, "take another"),
        (Fault::Breached, "used nowhere else"),
        (Fault::Context { word: "acorn".to_owned() }, "“acorn”"),
        (Fault::TooWeak, "add a word"),
        (Fault::UsedBefore { remembered: 1 }, "used last"),
        (Fault::UsedBefore { remembered: 5 }, "the last 5"),
    ];
    for (fault, words) in all {
        let sentence = fault.to_string();
        assert!(sentence.contains(words) && sentence.contains(';'), "{sentence}");
        assert!(fault.code().starts_with("password."));
    }
}
