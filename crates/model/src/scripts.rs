//! Scripts that a word is written in.

use unicode_security::mixed_script::AugmentedScriptSet;

/// The first word of a text that is written in several scripts, so that one letter of it may be taken for another: a Cyrillic
/// `а` among Latin letters is nobody's way of writing. Words in one script each stand beside each other as they like, and
/// what people do write together, as Japanese or Korean does, is one script here; Latin letters beside these are taken for
/// none of them (Unicode's UTS 39, "highly restrictive").
#[must_use]
pub fn mixed_word(text: &str) -> Option<&str> {
    let words = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    words.into_iter().find(|word| !word.is_ascii() && is_mixed(word))
}

fn is_mixed(word: &str) -> bool {
    let (mut all, mut but_latin) = (AugmentedScriptSet::default(), AugmentedScriptSet::default());
    for c in word.chars() {
        all.intersect_with(c.into());
        if !c.is_ascii_alphabetic() && !is_latin(c) {
            but_latin.intersect_with(c.into());
        }
    }
    all.is_empty() && !(but_latin.kore || but_latin.hanb || but_latin.jpan)
}

fn is_latin(c: char) -> bool {
    let mut both = AugmentedScriptSet::from('a');
    both.intersect_with(c.into());
    both.base == AugmentedScriptSet::from('a').base
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_two_scripts_is_found() {
        for (text, word) in [
            ("\u{430}sha", "\u{430}sha"),                // a Cyrillic а
            ("root.p\u{430}ul", "p\u{430}ul"),           // behind a dot
            ("ann\u{3bf}@office.example", "ann\u{3bf}"), // a Greek ο
            ("asha@\u{43e}ffice.example", "\u{43e}ffice"),
            ("\u{561}na", "\u{561}na"), // Armenian
            ("\u{e4}\u{430}", "\u{e4}\u{430}"),
        ] {
            assert_eq!(mixed_word(text), Some(word), "{text}");
        }
    }

    #[test]
    fn whole_words_of_any_script_are_as_people_write_them() {
        for text in [
            "asha",
            "Zoë.O'Neill-7",
            "иван.петров",
            "иван@office.example",
            "ελένη2",
            "山田たろう",
            "김철수",
            "山田taro",
            "สมชาย",
            "محمد",
            "",
        ] {
            assert_eq!(mixed_word(text), None, "{text}");
        }
    }
}
