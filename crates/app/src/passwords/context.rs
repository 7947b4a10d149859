//! Words that whoever guesses one person's password tries first: names, addresses, the company, the product.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use zeroize::Zeroizing;

/// A word counts from this many letters on; shorter ones are in every other password.
const LEAST_LETTERS: usize = 4;

/// Most words that are looked for, and most letters of each. What is beyond comes from a hostile form.
const MAX_WORDS: usize = 64;
const MAX_LETTERS: usize = 64;

/// What a password should not contain.
#[derive(Clone, Debug, Default)]
pub struct ContextWords {
    words: Vec<Word>,
}

#[derive(Clone, Debug)]
struct Word {
    /// As it is shown.
    shown: String,
    /// As it is compared.
    folded: String,
}

impl ContextWords {
    /// Words of these texts: login, email address, names, company, roles … The name of the product is always one.
    ///
    /// A text counts as a whole and by its parts, of an address also the host's, without its last part (`.org`).
    pub fn new<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        let mut words = Self::default();
        words.add("bailiwick");
        for text in texts {
            let text = text.as_ref();
            let text =
                if text.contains('@') { text.rsplit_once('.').map_or(text, |(rest, _)| rest) } else { text };
            words.add(text);
            text.split(|c: char| !c.is_alphanumeric()).for_each(|part| words.add(part));
        }
        words
    }

    /// The first of the words that is in a password, in whatever letters: large or small, with or without accents, with
    /// digits and signs in place of letters (`b@1l1w1ck`), and with anything in between (`b-a-i-l …`).
    #[must_use]
    pub fn found_in(&self, password: &str) -> Option<&str> {
        let signs_are_letters = Zeroizing::new(folded(password, true));
        let signs_are_nothing = Zeroizing::new(folded(password, false));
        let found = |word: &&Word| {
            signs_are_letters.contains(&word.folded) || signs_are_nothing.contains(&word.folded)
        };
        self.words.iter().find(found).map(|word| word.shown.as_str())
    }

    /// All of them, in small letters.
    pub(super) fn shown(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.shown.as_str())
    }

    fn add(&mut self, text: &str) {
        let shown: String = text.chars().take(MAX_LETTERS).collect::<String>().to_lowercase();
        let folded = folded(&shown, false);
        let known = self.words.iter().any(|word| word.folded == folded);
        if folded.chars().count() >= LEAST_LETTERS && !known && self.words.len() < MAX_WORDS {
            self.words.push(Word { shown: shown.trim().to_owned(), folded });
        }
    }
}

/// Letters and digits alone, each as the letter that it may stand for. `signs` says whether `@` is an `a`, or nothing.
fn folded(text: &str, signs: bool) -> String {
    // Nothing grows more than eighteenfold, and what is moved leaves a copy behind.
    let mut folded = String::with_capacity(text.len() * 18);
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    let meant = letters.filter_map(|letter| match letter {
        '0' | 'ø' => Some('o'),
        // One that looks like another is as good as the other.
        '1' | 'l' | 'ł' | 'ı' => Some('i'),
        '2' => Some('z'),
        '3' => Some('e'),
        '4' => Some('a'),
        '5' => Some('s'),
        '6' | '9' => Some('g'),
        '7' => Some('t'),
        '8' => Some('b'),
        '@' if signs => Some('a'),
        '$' if signs => Some('s'),
        '!' | '|' if signs => Some('i'),
        '+' if signs => Some('t'),
        '€' if signs => Some('e'),
        letter => letter.is_alphanumeric().then_some(letter),
    });
    folded.extend(meant);
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> ContextWords {
        let texts = [
            "asha.k",
            "asha.kumar@acorn-works.example.org",
            "Asha Kumar",
            "Acorn Works Ltd",
            "registrar",
            "Zoë Łuć",
            "李小龙",
        ];
        ContextWords::new(texts)
    }

    #[test]
    fn words_in_every_disguise() {
        for (password, word) in [
            ("my bailiwick is mine", "bailiwick"),
            ("BAILIWICK2026", "bailiwick"),
            ("xxb@1l1w1ckxx", "bailiwick"),
            ("b-a-i-l-i-w-i-c-k", "bailiwick"),
            ("8a!|!w!ck", "bailiwick"),
            ("Kumar1985!", "kumar"),
            ("ashakumar", "asha.k"),
            ("asha and nobody", "asha"),
            ("4c0rn-tree", "acorn"),
            ("our $ w0rk$ are", "works"),
            ("examp1e-of-it", "example"),
            ("r3g1$tr@r", "registrar"),
            ("ZoeLuc here", "zoë łuć"),
            ("reg is trar", "registrar"),
        ] {
            let found = words().found_in(password).map(str::to_owned);
            assert_eq!(found.as_deref(), Some(word), "{password}");
        }
    }

    #[test]
    fn short_words_and_strangers_are_no_matter() {
        for password in ["ltd and org in it", "correct horse battery staple", "ash-k", "zoë tree"] {
            assert_eq!(words().found_in(password), None, "{password}");
        }
        assert_eq!(ContextWords::new(["", "a", "@", "."]).found_in("anything at all"), None);
    }

    #[test]
    fn accents_and_compositions_are_one() {
        let words = ContextWords::new(["Besançon", "Søren"]);
        assert_eq!(words.found_in("for SOREN alone"), Some("søren"));
        assert_eq!(words.found_in("in besancon alone"), Some("besançon"));
        assert_eq!(words.found_in("in besanc\u{327}on alone"), Some("besançon"));
    }

    #[test]
    fn a_hostile_form_is_bounded() {
        let words = ContextWords::new((0..10_000).map(|n| format!("word{n} {}", "x".repeat(10_000))));
        assert_eq!(words.shown().count(), MAX_WORDS);
        assert!(words.shown().all(|word| word.chars().count() <= MAX_LETTERS));
    }
}
