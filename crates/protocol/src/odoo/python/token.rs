//! Python text into tokens.

use super::NotLiteral;
use crate::odoo::finding::quote;

/// One token; names may be dotted (`Command.link`).
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Name(String),
    Text(String),
    Int(i64),
    Float(f64),
    /// Any other character; the parser knows which ones have a place.
    Mark(char),
}

/// All tokens with their byte positions. Line breaks and comments are only space: every literal that matters is
/// inside brackets.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, NotLiteral> {
    let mut scanner = Scanner { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        scanner.skip_space();
        let at = scanner.at;
        match scanner.next()? {
            Some(token) => tokens.push((at, token)),
            None => return Ok(tokens),
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, accepts: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !accepts(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn error(&self, at: usize, what: impl Into<String>) -> NotLiteral {
        NotLiteral { at, what: what.into() }
    }

    fn skip_space(&mut self) {
        loop {
            self.take_while(|c| c.is_whitespace() || c == '\\');
            if self.peek() != Some('#') {
                return;
            }
            self.take_while(|c| c != '\n');
        }
    }

    fn next(&mut self) -> Result<Option<Token>, NotLiteral> {
        let Some(c) = self.peek() else { return Ok(None) };
        let token = match c {
            '"' | '\'' => Token::Text(self.quoted(false)?),
            _ if c.is_ascii_digit() => self.number()?,
            _ if c.is_alphabetic() || c == '_' => self.name()?,
            _ => {
                self.at += c.len_utf8();
                Token::Mark(c)
            }
        };
        Ok(Some(token))
    }

    fn name(&mut self) -> Result<Token, NotLiteral> {
        let start = self.at;
        let name = self.take_while(|c| c.is_alphanumeric() || c == '_' || c == '.');
        if matches!(self.peek(), Some('"' | '\'')) {
            return match name {
                "r" | "R" => Ok(Token::Text(self.quoted(true)?)),
                "u" | "U" => Ok(Token::Text(self.quoted(false)?)),
                _ => Err(self.error(start, format!("text with the prefix {name:?} is not read"))),
            };
        }
        Ok(Token::Name(name.to_owned()))
    }

    fn number(&mut self) -> Result<Token, NotLiteral> {
        let start = self.at;
        let mut digits = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.').to_owned();
        if digits.ends_with(['e', 'E']) && matches!(self.peek(), Some('+' | '-')) {
            digits.extend(self.peek());
            self.at += 1;
            digits.push_str(self.take_while(|c| c.is_ascii_digit()));
        }
        digits.retain(|c| c != '_');
        let token = if digits.contains(['.', 'e', 'E']) {
            digits.parse().ok().filter(|value: &f64| value.is_finite()).map(Token::Float)
        } else {
            digits.parse().ok().map(Token::Int)
        };
        token.ok_or_else(|| {
            self.error(start, format!("{:?} is not a number that can be kept", quote(&digits)))
        })
    }

    /// A text in single, double or tripled quotes.
    fn quoted(&mut self, raw: bool) -> Result<String, NotLiteral> {
        let start = self.at;
        let rest = self.rest();
        let single = rest.get(..1).unwrap_or_default();
        let triple = rest.get(..3).filter(|three| *three == single.repeat(3));
        let end = triple.unwrap_or(single);
        self.at += end.len();
        let mut text = String::new();
        loop {
            text.push_str(self.take_while(|c| c != '\\' && !end.starts_with(c) && c != '\n'));
            if self.rest().starts_with(end) {
                self.at += end.len();
                return Ok(text);
            }
            match self.peek() {
                None => return Err(self.error(start, "the text that begins here has no end")),
                Some('\n') if triple.is_none() => {
                    return Err(self.error(start, "the text that begins here does not end on its line"));
                }
                Some('\\') => self.escape(raw, &mut text)?,
                Some(c) => {
                    text.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self, raw: bool, text: &mut String) -> Result<(), NotLiteral> {
        let start = self.at;
        self.at += 1;
        let Some(c) = self.peek() else { return Err(self.error(start, "the text ends in a backslash")) };
        self.at += c.len_utf8();
        match c {
            _ if raw => text.extend(['\\', c]),
            '\n' => {}
            '\\' | '\'' | '"' => text.push(c),
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'x' => text.push(self.code_point(start, 2)?),
            'u' => text.push(self.code_point(start, 4)?),
            'U' => text.push(self.code_point(start, 8)?),
            'a' | 'b' | 'f' | 'v' | 'N' | '0'..='7' => {
                return Err(self.error(start, format!("the escape \\{c} is not read")));
            }
            // Python keeps the backslash of an escape it does not know.
            _ => text.extend(['\\', c]),
        }
        Ok(())
    }

    fn code_point(&mut self, start: usize, digits: usize) -> Result<char, NotLiteral> {
        let hex = self.rest().get(..digits).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let found = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        self.at += digits;
        found.ok_or_else(|| self.error(start, "the escape names no character"))
    }
}
