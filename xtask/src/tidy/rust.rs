//! A Rust file taken apart: code, string literals and comments, each by line.
//!
//! Checks look for words, and a word means different things in these three places. A full parser would be a heavy
//! dependency; telling the three apart takes only the lexical rules below.

/// A piece of text and the line it starts on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A Rust file taken apart.
pub(crate) struct RustFile {
    pub(crate) path: String,
    pub(crate) lines: usize,
    /// Whether the file starts with a `//!` comment.
    pub(crate) has_module_doc: bool,
    /// Every line of code, comments and the insides of literals left out.
    code: Vec<Piece>,
    strings: Vec<Piece>,
    /// One piece per line of comment.
    pub(crate) comments: Vec<Piece>,
    /// First and last line of each `#[cfg(test)]` item.
    test_items: Vec<(usize, usize)>,
}

impl RustFile {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let Parts { code, strings, comments } = take_apart(text);
        let test_items = test_items(&code);
        let code =
            code.lines().enumerate().map(|(i, line)| Piece { line: i + 1, text: line.to_owned() }).collect();
        Self {
            path: path.to_owned(),
            lines: text.lines().count(),
            has_module_doc: text.trim_start().starts_with("//!"),
            code,
            strings,
            comments,
            test_items,
        }
    }

    /// Lines of code.
    pub(crate) fn code(&self) -> impl Iterator<Item = &Piece> {
        self.code.iter()
    }

    /// Lines of code that end up in the product.
    pub(crate) fn product_code(&self) -> impl Iterator<Item = &Piece> {
        self.code.iter().filter(|piece| !self.is_test(piece.line))
    }

    /// String literals that end up in the product.
    pub(crate) fn product_strings(&self) -> impl Iterator<Item = &Piece> {
        self.strings.iter().filter(|piece| !self.is_test(piece.line))
    }

    /// The crate's folder name: `app` of `crates/app/src/ctx.rs`.
    pub(crate) fn krate(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Whether the file lies in the `src` folder of a crate.
    pub(crate) fn is_source(&self) -> bool {
        self.path.starts_with("xtask/src/") || self.path.starts_with("crates/") && self.path.contains("/src/")
    }

    fn is_test(&self, line: usize) -> bool {
        !self.is_source()
            || self.path.ends_with("/tests.rs")
            || self.path.contains("/tests/")
            || self.test_items.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }
}

struct Parts {
    /// The text with everything else blanked, line for line.
    code: String,
    strings: Vec<Piece>,
    comments: Vec<Piece>,
}

fn take_apart(text: &str) -> Parts {
    let mut reader = Reader { rest: text, line: 1, before: ' ' };
    let mut parts =
        Parts { code: String::with_capacity(text.len()), strings: Vec::new(), comments: Vec::new() };
    while !reader.rest.is_empty() {
        let line = reader.line;
        if reader.rest.starts_with("//") {
            let comment = reader.take(reader.rest.find('\n').unwrap_or(reader.rest.len()));
            parts.comments.push(Piece { line, text: comment.to_owned() });
        } else if reader.rest.starts_with("/*") {
            let comment = reader.take(block_comment(reader.rest));
            blank(&mut parts.code, comment);
            let lines = comment.lines().enumerate();
            parts.comments.extend(lines.map(|(i, text)| Piece { line: line + i, text: text.to_owned() }));
        } else if let Some((open, close)) = reader.string() {
            let literal = reader.take(open.len() + close.len);
            blank(&mut parts.code, literal);
            let inside = literal.get(open.len()..literal.len() - close.quote).unwrap_or_default();
            parts.strings.push(Piece { line, text: inside.to_owned() });
        } else if let Some(length) = character(reader.rest) {
            reader.take(length);
            parts.code.push_str("' '");
        } else {
            let length = reader.rest.chars().next().map_or(1, char::len_utf8);
            parts.code.push_str(reader.take(length));
        }
    }
    parts
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    /// The character read last.
    before: char,
}

/// How far a string literal goes on after its opening quote.
struct Close {
    /// Up to and with the closing quote.
    len: usize,
    /// The closing quote alone.
    quote: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.line += taken.matches('\n').count();
        self.before = taken.chars().next_back().unwrap_or(self.before);
        self.rest = rest;
        taken
    }

    /// A string literal at the reader: its opening, and how far it goes on.
    fn string(&self) -> Option<(&'a str, Close)> {
        let prefix = self.rest.find(|c: char| !matches!(c, 'b' | 'c' | 'r')).unwrap_or(self.rest.len());
        let in_word = self.before.is_alphanumeric() || self.before == '_';
        if prefix > 0 && in_word {
            return None;
        }
        let after = self.rest.get(prefix..)?;
        let raw = self.rest.get(..prefix)?.contains('r');
        let hashes = if raw { after.len() - after.trim_start_matches('#').len() } else { 0 };
        if !after.get(hashes..)?.starts_with('"') {
            return None;
        }
        let open = self.rest.get(..prefix + hashes + 1)?;
        let body = self.rest.get(open.len()..)?;
        let quote = hashes + 1;
        let end = if raw { body.find(&format!("\"{}", "#".repeat(hashes))) } else { unescaped_quote(body) };
        Some((open, end.map_or(Close { len: body.len(), quote: 0 }, |end| Close { len: end + quote, quote })))
    }
}

fn unescaped_quote(body: &str) -> Option<usize> {
    let mut escaped = false;
    body.char_indices().find_map(|(i, c)| match c {
        _ if escaped => {
            escaped = false;
            None
        }
        '\\' => {
            escaped = true;
            None
        }
        '"' => Some(i),
        _ => None,
    })
}

/// Length of the block comment at the start of `text`; they nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Length of the character literal at the start of `text`; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    let mut chars = body.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        let escaped = chars.next()?.1.len_utf8() + 1;
        return body.get(escaped..)?.find('\'').map(|end| 1 + escaped + end + 1);
    }
    let (end, _) = chars.next().filter(|(_, c)| *c == '\'')?;
    Some(1 + end + 1)
}

/// Keeps the quotes and the line breaks of a literal or comment, so that lines stay where they are.
fn blank(code: &mut String, text: &str) {
    code.push_str(if text.starts_with("/*") { " " } else { "\"\"" });
    code.extend(text.chars().filter(|c| *c == '\n'));
}

/// First and last line of each item marked `#[cfg(test)]`.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let line_of = |at: usize| code.get(..at).unwrap_or_default().matches('\n').count() + 1;
    code.match_indices("#[cfg(test)]")
        .map(|(start, mark)| {
            let mut depth = 0_usize;
            let body = start + mark.len();
            let end = code.get(body..).unwrap_or_default().char_indices().find_map(|(i, c)| {
                match c {
                    '{' => depth += 1,
                    '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                let closed = c == '}' || c == ';';
                (closed && depth == 0).then_some(body + i)
            });
            (line_of(start), line_of(end.unwrap_or(code.len())))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(text: &str) -> Vec<String> {
        take_apart(text).strings.into_iter().map(|p| format!("{}:{}", p.line, p.text)).collect()
    }

    #[test]
    fn string_literals_of_every_kind() {
        assert_eq!(strings("a(\"x\");\nb(\"y\\\"z\")"), ["1:x", "2:y\\\"z"]);
        assert_eq!(strings("r\"a\\\" r#\"b\"c\"# br##\"d\"##"), ["1:a\\", "1:b\"c", "1:d"]);
        assert_eq!(strings("b\"e\" c\"f\""), ["1:e", "1:f"]);
        assert_eq!(strings("'\"' \"g\" '\\'' \"h\" &'a str \"i\""), ["1:g", "1:h", "1:i"]);
        assert_eq!(strings("// \"no\"\n/* \"no\" /* */ \"no\" */ \"yes\""), ["2:yes"]);
        assert_eq!(strings("for\"x\""), ["1:x"]);
    }

    #[test]
    fn code_keeps_its_lines() {
        let parts = take_apart("let a = \"one\ntwo\"; // three\n/* four\nfive */ let b = '{';\n");
        assert_eq!(parts.code, "let a = \"\"\n; \n \n let b = ' ';\n");
        assert_eq!(parts.comments.iter().map(|c| c.line).collect::<Vec<_>>(), [2, 3, 4]);
    }

    #[test]
    fn product_code_leaves_tests_out() {
        let text = "fn a() {}\n#[cfg(test)]\nuse x::y;\nfn b() {}\n#[cfg(test)]\nmod tests {\n fn c() { '}' }\n}\nfn d() {}\n";
        let file = RustFile::new("crates/app/src/x.rs", text);
        let kept: Vec<usize> = file.product_code().map(|p| p.line).collect();
        assert_eq!(kept, [1, 4, 9]);
        assert_eq!(file.code().count(), 9);
        assert_eq!(RustFile::new("crates/app/tests/it/main.rs", text).product_code().count(), 0);
        assert_eq!(RustFile::new("crates/app/src/x/tests.rs", text).product_code().count(), 0);
    }

    #[test]
    fn paths_tell_the_crate() {
        assert_eq!(RustFile::new("crates/app/src/x.rs", "").krate(), Some("app"));
        assert_eq!(RustFile::new("xtask/src/main.rs", "").krate(), None);
    }
}
