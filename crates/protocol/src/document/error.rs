//! What is wrong in a text, where, and how to mend it.

use std::fmt;

/// A text was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// The name that the caller gave the text.
    pub path: String,
    /// Line, from 1; 0 when the whole text is meant.
    pub line: u64,
    /// Column, from 1; 0 when the whole line is meant.
    pub column: u64,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub remedy: String,
}

impl std::error::Error for DocumentError {}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.line > 0 && self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        write!(f, ": {}", self.what)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, "; {}", self.remedy) }
    }
}

impl DocumentError {
    /// An error at a place of the caller's.
    #[must_use]
    pub fn at(path: &str, line: u64, column: u64, what: impl Into<String>) -> Self {
        let what = what.into();
        let remedy = remedy(&what);
        Self { path: path.to_owned(), line, column, what, remedy }
    }

    pub(crate) fn too_long(path: &str, bytes: usize, limit: usize) -> Self {
        Self {
            remedy: "split it, or move the records into files of JSON lines".to_owned(),
            ..Self::at(path, 0, 0, format!("the text has {bytes} bytes, at most {limit} are read"))
        }
    }

    pub(crate) fn empty(path: &str) -> Self {
        let remedy = "write {} if nothing is meant".to_owned();
        Self { remedy, ..Self::at(path, 0, 0, "the text is empty") }
    }

    pub(crate) fn from_yaml(path: &str, error: &serde_saphyr::Error) -> Self {
        use serde_saphyr::MessageFormatter;
        let error = error.without_snippet();
        let what = serde_saphyr::UserMessageFormatter.format_message(error).into_owned();
        let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
        Self::at(path, line, column, what)
    }

    pub(crate) fn from_json(path: &str, error: &serde_json::Error) -> Self {
        let text = error.to_string();
        // The place is told apart; the reader's sentence ends with it.
        let place = format!(" at line {} column {}", error.line(), error.column());
        let what = text.strip_suffix(&place).unwrap_or(&text);
        Self::at(path, error.line() as u64, error.column() as u64, what)
    }
}

/// The readers' own sentences come without advice; here it is.
fn remedy(what: &str) -> String {
    let table = [
        ("unknown field `", "rename or remove it"),
        ("expected mapping start", "write 'key: value' lines, or {} for nothing"),
        ("expected sequence start", "write '- item' lines, or [] for nothing"),
        ("expected string scalar", "write a text"),
        ("YAML document too large", "split it, or nest it less"),
        ("unknown variant `", "use one of those"),
        ("missing field `", "add it"),
        ("duplicate ", "keep one of the two"),
        ("nested deeper", "nest it less"),
        ("recursion limit", "nest it less"),
        ("merge key", "write the keys out; '<<' is not supported"),
        ("null is not allowed", "write a value, or \"\" for an empty text"),
        ("invalid boolean", "write true or false"),
        ("invalid type: null", "write {} or [] for nothing, or remove the key"),
        ("invalid type: unit", "write {} or [] for nothing, or remove the key"),
        ("invalid type", "write the value in that form"),
        ("only single YAML document", "remove the '---' between them"),
        ("EOF while parsing", "close what was opened"),
        ("trailing characters", "remove what follows the end"),
    ];
    if let Some(remedy) = nearest(what) {
        return remedy;
    }
    let advice =
        table.iter().find(|(start, _)| what.starts_with(start)).map(|(_, advice)| (*advice).to_owned());
    advice.unwrap_or_default()
}

/// "did you mean" for an unknown word, when one of the known words is close.
fn nearest(what: &str) -> Option<String> {
    let (start, known) = what.split_once(", expected one of ")?;
    let word = start.strip_prefix("unknown field `").or_else(|| start.strip_prefix("unknown variant `"))?;
    let word = word.strip_suffix('`')?;
    let known = known.split(", ").map(|known| known.trim_matches('`'));
    let (distance, known) = known.map(|known| (distance(word, known), known)).min()?;
    (distance <= 2 && distance < word.chars().count()).then(|| format!("did you mean `{known}`?"))
}

/// How many letters have to be added, removed or replaced to turn one word into the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(&b) {
            let best = (*cell + 1).min(left + 1).min(diagonal + usize::from(letter != *other));
            diagonal = std::mem::replace(cell, best);
            left = best;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// A value that the format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document cannot be written: {0}")]
pub struct WriteError(pub(crate) String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_edits() {
        assert_eq!(distance("modle", "model"), 2);
        assert_eq!(distance("rule", "rules"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn advice_follows_the_sentence() {
        assert_eq!(
            remedy("unknown field `modle`, expected one of `label`, `model`"),
            "did you mean `model`?"
        );
        assert_eq!(remedy("unknown field `zzz`, expected one of `label`, `model`"), "rename or remove it");
        assert_eq!(remedy("missing field `model`"), "add it");
        assert_eq!(remedy("\"a b\" is not a field name: use letters"), "");
    }
}
