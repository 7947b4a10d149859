//! How hard a password is to guess, for whoever types it.
//!
//! The estimate is zxcvbn's: it looks for words, names, dates, sequences and patterns of keys, and counts guesses. It copies
//! what it looks at and overwrites none of the copies, so it judges new passwords and never those of a sign-in.

use std::fmt;

use zeroize::Zeroizing;
use zxcvbn::{
    Score,
    feedback::{Suggestion, Warning},
    zxcvbn,
};

use super::{ContextWords, Password};

/// Characters that are looked at. The work grows with their square; a longer password is no weaker than its beginning.
const MAX_LOOKED_AT: usize = 64;

/// How hard a password is to guess.
#[derive(Clone, Debug, PartialEq)]
pub struct Strength {
    /// From 0 (nothing) over 2 (holds against guessing at the door) to 4 (holds when the database was stolen).
    pub score: u8,
    /// The guesses that it takes, as a power of two.
    pub bits: f64,
    /// What would help; the most telling first. Nothing for a good one.
    pub advice: Vec<Advice>,
}

/// What would make a password better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// It is one that everybody takes, or much like it.
    Common,
    /// It is a word, or a name.
    Word,
    /// Keys in a row.
    Keys,
    /// `aaa`, `abcabc`.
    Repetition,
    /// `abc`, `6543`.
    Sequence,
    /// A date, or a year.
    Date,
    /// A large letter where everybody puts one, `@` for `a`, a word backwards.
    Disguise,
    /// A word or two more.
    AddWords,
}

/// Estimates a password. What is known of the person is no secret, so it counts for little in it.
#[must_use]
pub fn strength(password: &Password, context: &ContextWords) -> Strength {
    let looked_at: Zeroizing<String> =
        Zeroizing::new(password.reveal().chars().take(MAX_LOOKED_AT).collect());
    let known: Vec<&str> = context.shown().collect();
    let entropy = zxcvbn(&looked_at, &known);
    let score = match entropy.score() {
        Score::Zero => 0,
        Score::One => 1,
        Score::Two => 2,
        Score::Three => 3,
        _ => 4,
    };
    let feedback = entropy.feedback();
    let warning = feedback.and_then(|feedback| feedback.warning()).map(of_warning);
    let suggestions = feedback.map(|feedback| feedback.suggestions()).unwrap_or_default();
    let mut advice = Vec::new();
    // The library begins with what it always suggests; what it found in this password comes first.
    for item in warning.into_iter().chain(suggestions.iter().rev().map(of_suggestion)) {
        if !advice.contains(&item) {
            advice.push(item);
        }
    }
    Strength { score, bits: entropy.guesses_log10().max(0.0) * std::f64::consts::LOG2_10, advice }
}

fn of_warning(warning: Warning) -> Advice {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
            Advice::Keys
        }
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            Advice::Repetition
        }
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => Advice::Common,
        Warning::SequencesLikeAbcAreEasyToGuess => Advice::Sequence,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Advice::Date,
        Warning::AWordByItselfIsEasyToGuess
        | Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => Advice::Word,
    }
}

fn of_suggestion(suggestion: &Suggestion) -> Advice {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases
        | Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters
        | Suggestion::AddAnotherWordOrTwo => Advice::AddWords,
        Suggestion::CapitalizationDoesntHelpVeryMuch
        | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase
        | Suggestion::ReversedWordsArentMuchHarderToGuess
        | Suggestion::PredictableSubstitutionsDontHelpVeryMuch => Advice::Disguise,
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => Advice::Keys,
        Suggestion::AvoidRepeatedWordsAndCharacters => Advice::Repetition,
        Suggestion::AvoidSequences => Advice::Sequence,
        Suggestion::AvoidRecentYears
        | Suggestion::AvoidYearsThatAreAssociatedWithYou
        | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => Advice::Date,
    }
}

impl Advice {
    /// The stable name of it, for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Common => "strength.common",
            Self::Word => "strength.word",
            Self::Keys => "strength.keys",
            Self::Repetition => "strength.repetition",
            Self::Sequence => "strength.sequence",
            Self::Date => "strength.date",
            Self::Disguise => "strength.disguise",
            Self::AddWords => "strength.add_words",
        }
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Common => "This is much like what many people take.",
            Self::Word => "A word or a name by itself is guessed soon.",
            Self::Keys => "Keys that lie in a row are guessed soon.",
            Self::Repetition => "Leave out what is repeated: it adds next to nothing.",
            Self::Sequence => "Leave out sequences such as abc or 6543.",
            Self::Date => "Leave out years and dates, above all those of your own.",
            Self::Disguise => "Large letters, digits in place of letters and words backwards help little.",
            Self::AddWords => "Add a word or two that nobody expects there.",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Strength {
        strength(&Password::typed(text).unwrap(), &ContextWords::new(["kumarasamy.venkat"]))
    }

    #[test]
    fn from_nothing_to_good() {
        let scores: Vec<u8> = [
            "password",
            "1985-04-17",
            "Tr0ub4dour&3",
            "wobbly harbour pencil",
            "wobbly harbour pencil tuesday fox",
        ]
        .map(|text| of(text).score)
        .into();
        assert!(scores.is_sorted() && scores[0] == 0 && scores[4] == 4, "{scores:?}");
        let good = of("wobbly harbour pencil tuesday fox");
        assert!(good.bits > 60.0 && good.advice.is_empty(), "{good:?}");
        assert_eq!(of("password").bits.round(), 2.0);
    }

    #[test]
    fn what_would_help_is_said() {
        for (text, first) in [
            ("qwertyuiop", Advice::Common),
            ("tgbnhytgbnhy", Advice::Repetition),
            ("aaaaaaaaaaaa", Advice::Repetition),
            ("abcdefghijklm", Advice::Sequence),
            ("17/04/1985", Advice::Date),
            ("vbnmjhgf", Advice::Keys),
        ] {
            let advice = of(text).advice;
            assert_eq!(advice.first(), Some(&first), "{text}: {advice:?}");
            assert!(advice.contains(&Advice::AddWords), "{text}: {advice:?}");
        }
        assert!(of("P@ssw0rd").advice.contains(&Advice::Disguise));
    }

    #[test]
    fn what_is_known_of_somebody_is_weak() {
        let stranger = strength(&Password::typed("kumarasamy.venkat7").unwrap(), &ContextWords::default());
        let own = of("kumarasamy.venkat7");
        assert!(own.bits + 20.0 < stranger.bits && own.score <= 1, "{own:?} {stranger:?}");
    }

    #[test]
    fn only_the_beginning_of_a_long_one_is_looked_at() {
        let text = "vexing zephyr quilt ".repeat(6);
        let long: String = text.chars().take(128).collect();
        let beginning: String = text.chars().take(MAX_LOOKED_AT).collect();
        assert_eq!(of(&long), of(&beginning));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Whatever is typed is estimated.
        #[test]
        fn nothing_breaks_it(text in r"\PC{1,128}|(\PC{1,3}){1,20}|[a@4e3 ]{1,80}|[0-9/.-]{1,60}|(ab){1,60}c?|(.{1,4}){2,30}") {
            if let Ok(password) = Password::typed(text) {
                let strength = strength(&password, &ContextWords::new(["abab", "Éé"]));
                prop_assert!(strength.score <= 4 && strength.bits >= 0.0 && strength.bits.is_finite());
            }
        }
    }
}
