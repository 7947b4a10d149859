//! Text into tokens.

use std::borrow::Cow;

use super::{
    error::DomainError,
    syntax::{Comparison, Span},
};

/// Longest accepted text, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open(char),
    Close(char),
    Comma,
    Dot,
    Plus,
    Minus,
    Compare(Comparison),
    Text(Cow<'a, str>),
    /// Without its sign, so that the smallest number can be written.
    Int(u64),
    Float(f64),
    Name(&'a str),
    End,
}

pub(super) fn tokens(text: &str) -> Result<Vec<(Token<'_>, Span)>, DomainError> {
    if text.len() > MAX_TEXT {
        return Err(DomainError::new(
            Span::default(),
            format!("the text has {} bytes, more than the {MAX_TEXT} allowed", text.len()),
            "split the rule or move long lists into a group or an area",
        ));
    }
    Lexer { text, at: 0 }.run()
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn run(mut self) -> Result<Vec<(Token<'a>, Span)>, DomainError> {
        let mut out = Vec::with_capacity(self.text.len() / 3 + 1);
        loop {
            self.skip_blank();
            let start = self.at;
            let token = self.token()?;
            let end = token == Token::End;
            out.push((token, self.span(start)));
            if end {
                return Ok(out);
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn span(&self, start: usize) -> Span {
        // MAX_TEXT keeps both within u32.
        Span { start: start as u32, end: self.at as u32 }
    }

    fn skip_blank(&mut self) {
        while let Some(c) = self.peek() {
            if c == '#' {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if c.is_whitespace() {
                self.at += c.len_utf8();
            } else {
                break;
            }
        }
    }

    fn token(&mut self) -> Result<Token<'a>, DomainError> {
        let start = self.at;
        let Some(c) = self.peek() else { return Ok(Token::End) };
        if c.is_alphabetic() || c == '_' {
            return Ok(Token::Name(self.word()));
        }
        if c.is_ascii_digit() {
            return self.number();
        }
        if c == '\'' || c == '"' {
            return self.string(c);
        }
        if matches!(c, '(' | '[' | ')' | ']' | ',' | '.' | '+' | '-') {
            self.at += 1;
            return Ok(match c {
                '(' | '[' => Token::Open(c),
                ')' | ']' => Token::Close(c),
                ',' => Token::Comma,
                '.' => Token::Dot,
                '+' => Token::Plus,
                _ => Token::Minus,
            });
        }
        for (sign, comparison) in [
            ("==", Comparison::Equal),
            ("!=", Comparison::Unequal),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ] {
            if self.rest().starts_with(sign) {
                self.at += sign.len();
                return Ok(Token::Compare(comparison));
            }
        }
        self.at += c.len_utf8();
        Err(DomainError::new(
            self.span(start),
            format!("{c:?} has no meaning here"),
            "write a list of conditions such as [('field', '=', value)]",
        ))
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or("")
    }

    fn number(&mut self) -> Result<Token<'a>, DomainError> {
        let start = self.at;
        let mut float = false;
        while let Some(c) = self.peek() {
            let exponent_sign = (c == '-' || c == '+')
                && self.text.get(start..self.at).is_some_and(|t| t.ends_with(['e', 'E']));
            match c {
                '0'..='9' | '_' => {}
                '.' | 'e' | 'E' => float = true,
                _ if exponent_sign => {}
                _ => break,
            }
            self.at += 1;
        }
        let digits = self.text.get(start..self.at).unwrap_or("").replace('_', "");
        let bad = |message: String| {
            DomainError::new(self.span(start), message, "write a plain number such as 42 or 3.5")
        };
        if float {
            let value: f64 = digits.parse().map_err(|_| bad(format!("{digits} is not a number")))?;
            return if value.is_finite() {
                Ok(Token::Float(value))
            } else {
                Err(bad(format!("{digits} is too large")))
            };
        }
        digits.parse().map(Token::Int).map_err(|_| bad(format!("{digits} does not fit into 64 bits")))
    }

    fn string(&mut self, quote: char) -> Result<Token<'a>, DomainError> {
        let start = self.at;
        let text = self.quoted(quote)?;
        match &text {
            Token::Text(t) if t.contains('\0') => Err(DomainError::new(
                self.span(start),
                "the text holds a NUL character, which no database can keep",
                "leave it out",
            )),
            _ => Ok(text),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<Token<'a>, DomainError> {
        let start = self.at;
        self.at += 1;
        // Most texts hold no escape and are taken as they stand.
        let rest = self.rest();
        if let Some(end) = rest.find([quote, '\\'])
            && rest.get(end..).is_some_and(|r| r.starts_with(quote))
        {
            self.at += end + 1;
            return Ok(Token::Text(Cow::Borrowed(rest.get(..end).unwrap_or(""))));
        }
        let mut out = String::new();
        let mut chars = self.text.get(self.at..).unwrap_or("").char_indices();
        while let Some((offset, c)) = chars.next() {
            if c == quote {
                self.at += offset + 1;
                return Ok(Token::Text(Cow::Owned(out)));
            }
            if c != '\\' {
                out.push(c);
                continue;
            }
            match chars.next().map(|(_, c)| c) {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some(c @ ('\\' | '\'' | '"')) => out.push(c),
                Some('\n') => {}
                // Python keeps an unknown escape as it is; patterns such as '\%' rely on it.
                Some(c) => out.extend(['\\', c]),
                None => break,
            }
        }
        self.at = self.text.len();
        Err(DomainError::new(
            self.span(start),
            "the text is not closed",
            format!("end it with {quote} before the end of the rule"),
        ))
    }
}
