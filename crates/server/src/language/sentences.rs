//! What use cases say, in the reader's language: why something was not done, and what is wrong with what was typed.
//!
//! Use cases, and the values and the engine below them, speak English, to programs as to people. The files `said-….ftl` hold their sentences word for
//! word, as patterns. A sentence is known by its English text; what fills it is taken out, and fills the same message in another language. A variable
//! whose name begins with `said` stands for what is a sentence, or a word, of these files itself; one whose name begins with `word` for what has no
//! spaces in it.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, PatternElement};

use super::{Language, Reading, Words};

/// What messages of these files begin with.
const PREFIX: &str = "said-";
/// What variables begin with that are sentences.
const NESTED: &str = "said";
/// What variables begin with that are one word: what would be taken for anything else otherwise.
const SINGLE: &str = "word";
/// Whoever wrote the sentence may have put in what makes it long to find out where it ends; then it stays English.
const MAX_STEPS: u32 = 20_000;
const MAX_BYTES: usize = 1_500;
/// Numbers that are told as they are: beyond, Fluent does not keep them apart.
const MAX_DIGITS: usize = 15;
/// A sentence about a line of a file about a field is not told deeper than this.
const MAX_DEPTH: u32 = 4;

/// A text of the program as its reader is told it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is told.
    pub text: String,
    /// Whether that is English on a page that is not.
    pub is_english: bool,
}

/// All that use cases say, as far as it is known.
pub(super) struct Sentences {
    all: Vec<Sentence>,
}

/// One sentence, as it is said in English.
struct Sentence {
    message: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, PartialEq)]
enum Piece {
    /// Words that are always there.
    Fixed(String),
    /// What is filled in.
    Open(String),
    /// What is filled in, and said by the program as well.
    Said(String),
}

impl Reading<'_> {
    /// What the program says in English, in this language where that is known; all of its lines, or none.
    #[must_use]
    pub fn told(&self, english: &str) -> Told {
        if self.language.tag == self.last_resort.tag {
            return Told { text: english.to_owned(), is_english: false };
        }
        let search = Search::new(self);
        let lines = || english.lines().map(|line| search.line(line)).collect::<Option<Vec<_>>>();
        match (english.len() <= MAX_BYTES).then(lines).flatten() {
            Some(lines) => Told { text: lines.join("\n"), is_english: false },
            None => Told { text: english.to_owned(), is_english: !english.is_empty() },
        }
    }
}

/// One search for what was said.
struct Search<'l> {
    sentences: &'l Sentences,
    language: &'l Language,
    steps: Cell<u32>,
    /// What parts of the text were found to be, by where they lie and how deep.
    parts: RefCell<HashMap<(usize, usize, u32), Option<Found>>>,
}

/// What a text was found to be.
#[derive(Clone)]
struct Found {
    /// Bytes of it that are words of sentences: the more, the better it is understood.
    known: usize,
    text: String,
}

impl<'l> Search<'l> {
    fn new(reading: &Reading<'l>) -> Self {
        let Reading { sentences, language, .. } = *reading;
        Self { sentences, language, steps: Cell::new(MAX_STEPS), parts: RefCell::default() }
    }

    fn line(&self, line: &str) -> Option<String> {
        if line.trim().is_empty() {
            return Some(String::new());
        }
        let found = self.said(line, 0);
        // What it had no time to find could have been the better one.
        found.filter(|_| self.steps.get() > 0).map(|found| found.text)
    }

    /// A text in the reader's language.
    fn said(&self, text: &str, depth: u32) -> Option<Found> {
        let (known, sentence, words) = self.best(text, depth)?;
        Some(Found { known, text: self.language.text(&sentence.message, &words)? })
    }

    /// The sentence that explains most of a text, and what fills it.
    fn best(&self, text: &str, depth: u32) -> Option<(usize, &'l Sentence, Words)> {
        if depth > MAX_DEPTH {
            return None;
        }
        let in_time = self.sentences.all.iter().take_while(|_| self.steps.get() > 0);
        let fitting = in_time.filter_map(|sentence| {
            let (known, words) = self.fitted(&sentence.pieces, text, depth)?;
            Some((known, sentence, words))
        });
        // Of equal ones the first that is there.
        fitting.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// The same of a part of a text, which may be asked for often.
    fn part(&self, text: &str, depth: u32) -> Option<Found> {
        let place = (text.as_ptr().addr(), text.len(), depth);
        if let Some(found) = self.parts.borrow().get(&place) {
            return found.clone();
        }
        let found = self.said(text, depth);
        self.parts.borrow_mut().insert(place, found.clone());
        found
    }

    /// What fills these pieces where they are the text, and how many bytes of it are known then.
    fn fitted(&self, pieces: &[Piece], text: &str, depth: u32) -> Option<(usize, Words)> {
        let (piece, rest) = match pieces.split_first() {
            Some((Piece::Fixed(fixed), rest)) => {
                let (known, words) = self.fitted(rest, text.strip_prefix(fixed.as_str())?, depth)?;
                return Some((known + fixed.len(), words));
            }
            Some(split) => split,
            None => return text.is_empty().then(|| (0, Words::new())),
        };
        let Some((Piece::Fixed(next), behind)) = rest.split_first() else {
            return self.filled((0, Words::new()), piece, text, depth);
        };
        let mut places = text.match_indices(next.as_str()).take_while(|_| self.steps.get() > 0);
        places.find_map(|(at, _)| {
            self.steps.set(self.steps.get() - 1);
            let (known, words) = self.fitted(behind, &text[at + next.len()..], depth)?;
            self.filled((known + next.len(), words), piece, &text[..at], depth)
        })
    }

    fn filled(
        &self,
        (known, words): (usize, Words),
        piece: &Piece,
        value: &str,
        depth: u32,
    ) -> Option<(usize, Words)> {
        match piece {
            Piece::Fixed(_) => None,
            _ if value.is_empty() => None,
            Piece::Said(name) => {
                let inner = self.part(value, depth + 1)?;
                Some((known + inner.known, words.filled(name.clone(), inner.text)))
            }
            Piece::Open(name) if !fills(name, value) => None,
            Piece::Open(name) => Some(match value.parse::<i64>() {
                Ok(count) if count.to_string() == value && value.len() <= MAX_DIGITS => {
                    (known, words.count(name.clone(), count))
                }
                _ => (known, words.text(name.clone(), value)),
            }),
        }
    }
}

/// Whether this can be what fills a sentence. What somebody typed stands in quotes, and quotes within it are escaped: whatever opens or closes one
/// only has a part of it, and words of the program that somebody typed are none of its.
fn fills(name: &str, value: &str) -> bool {
    let mut is_escaped = false;
    let quotes = value.chars().filter(|c| {
        let is_quote = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_quote
    });
    quotes.count() % 2 == 0 && !(name.starts_with(SINGLE) && value.contains(char::is_whitespace))
}

impl Sentences {
    /// Those of the English files.
    pub(super) fn read(files: &[&str]) -> Self {
        Self { all: files.iter().flat_map(|text| Self::of_file(text)).collect() }
    }

    fn of_file(text: &str) -> Vec<Sentence> {
        // What cannot be read is left out, and a test makes sure that there is none.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, _)| rest);
        let messages = resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) if message.id.name.starts_with(PREFIX) => Sentence::of(message),
            _ => None,
        });
        messages.collect()
    }
}

impl Sentence {
    fn of(message: &Message<&str>) -> Option<Self> {
        let mut pieces = Vec::new();
        for element in &message.value.as_ref()?.elements {
            let piece = match element {
                PatternElement::TextElement { value } => Piece::Fixed((*value).to_owned()),
                PatternElement::Placeable { expression: Expression::Inline(inline) } => Piece::of(inline)?,
                PatternElement::Placeable { .. } => return None,
            };
            match (pieces.last_mut(), piece) {
                (Some(Piece::Fixed(before)), Piece::Fixed(more)) => before.push_str(&more),
                (_, piece) => pieces.push(piece),
            }
        }
        Some(Self { message: message.id.name.to_owned(), pieces })
    }
}

impl Piece {
    fn of(inline: &InlineExpression<&str>) -> Option<Self> {
        match inline {
            InlineExpression::StringLiteral { value } => Some(Self::Fixed((*value).to_owned())),
            InlineExpression::VariableReference { id } if id.name.starts_with(NESTED) => {
                Some(Self::Said(id.name.to_owned()))
            }
            InlineExpression::VariableReference { id } => Some(Self::Open(id.name.to_owned())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
