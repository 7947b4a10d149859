//! Tokens into a [`Literal`].

use super::{
    Literal, NotLiteral,
    token::{Token, tokens},
};
use crate::odoo::{finding::quote, limits::MAX_LITERAL_DEPTH};

/// Reads `text` as one literal.
pub(in crate::odoo) fn parse(text: &str) -> Result<Literal, NotLiteral> {
    let mut parser = Parser { tokens: tokens(text)?.into_iter().peekable(), end: text.len(), depth: 0 };
    let literal = parser.sum()?;
    match parser.tokens.next() {
        None => Ok(literal),
        Some((at, token)) => Err(surplus(at, &token)),
    }
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<(usize, Token)>>,
    end: usize,
    depth: usize,
}

impl Parser {
    fn sum(&mut self) -> Result<Literal, NotLiteral> {
        let mut left = self.term()?;
        while let Some(at) = self.take_mark('+') {
            match (&mut left, self.term()?) {
                (Literal::Text(left), Literal::Text(right)) => left.push_str(&right),
                (Literal::List(left), Literal::List(right)) => left.extend(right),
                _ => return Err(error(at, "'+' joins two texts or two lists only")),
            }
        }
        Ok(left)
    }

    fn term(&mut self) -> Result<Literal, NotLiteral> {
        let Some((at, token)) = self.tokens.next() else {
            return Err(error(self.end, "a value is missing at the end"));
        };
        match token {
            Token::Int(value) => Ok(Literal::Int(value)),
            Token::Float(value) => Ok(Literal::Float(value)),
            Token::Text(text) => Ok(Literal::Text(self.more_text(text))),
            Token::Name(name) => self.named(at, &name),
            Token::Mark('-') => self.negative(at),
            Token::Mark(open @ ('(' | '[' | '{')) => {
                self.depth += 1;
                if self.depth > MAX_LITERAL_DEPTH {
                    return Err(error(at, format!("brackets are nested more than {MAX_LITERAL_DEPTH} deep")));
                }
                let literal = match open {
                    '(' => self.parenthesis(),
                    '[' => Ok(Literal::List(self.list(']')?.0)),
                    _ => self.dict(),
                };
                self.depth -= 1;
                literal
            }
            Token::Mark(_) => Err(surplus(at, &token)),
        }
    }

    /// Texts written side by side are one text.
    fn more_text(&mut self, mut text: String) -> String {
        while let Some((_, Token::Text(more))) = self.tokens.next_if(|(_, t)| matches!(t, Token::Text(_))) {
            text.push_str(&more);
        }
        text
    }

    fn negative(&mut self, at: usize) -> Result<Literal, NotLiteral> {
        match self.tokens.next() {
            Some((_, Token::Int(value))) => Ok(Literal::Int(-value)),
            Some((_, Token::Float(value))) => Ok(Literal::Float(-value)),
            _ => Err(error(at, "'-' stands before a number only")),
        }
    }

    fn named(&mut self, at: usize, name: &str) -> Result<Literal, NotLiteral> {
        match name {
            "True" => return Ok(Literal::Bool(true)),
            "False" => return Ok(Literal::Bool(false)),
            "None" => return Ok(Literal::None),
            _ => {}
        }
        let command = name.strip_prefix("Command.").or_else(|| name.strip_prefix("fields.Command."));
        if command.is_none() && name != "ref" {
            let name = quote(name);
            return Err(error(
                at,
                format!(
                    "{name:?} is Python that would have to be run; only literals, ref() and Command are read"
                ),
            ));
        }
        if self.take_mark('(').is_none() {
            return Err(error(at, format!("{name:?} is not called")));
        }
        self.depth += 1;
        if self.depth > MAX_LITERAL_DEPTH {
            return Err(error(at, format!("calls are nested more than {MAX_LITERAL_DEPTH} deep")));
        }
        let arguments = self.list(')')?.0;
        self.depth -= 1;
        match (command, arguments.as_slice()) {
            (Some(command), _) => Ok(Literal::Command(command.to_owned(), arguments)),
            (None, [Literal::Text(id)]) => Ok(Literal::Ref(id.clone())),
            (None, _) => Err(error(at, "ref() takes one id, written as a text")),
        }
    }

    fn parenthesis(&mut self) -> Result<Literal, NotLiteral> {
        let (mut items, comma) = self.list(')')?;
        match (items.len(), comma) {
            (1, false) => items.pop().ok_or_else(|| error(self.end, "a value is missing")),
            _ => Ok(Literal::Tuple(items)),
        }
    }

    /// Items up to `close`, and whether the last one was followed by a comma.
    fn list(&mut self, close: char) -> Result<(Vec<Literal>, bool), NotLiteral> {
        let mut items = Vec::new();
        let mut comma = false;
        loop {
            if self.take_mark(close).is_some() {
                return Ok((items, comma));
            }
            self.separated(items.is_empty() || comma, close)?;
            items.push(self.sum()?);
            comma = self.take_mark(',').is_some();
        }
    }

    fn dict(&mut self) -> Result<Literal, NotLiteral> {
        let mut items = Vec::new();
        let mut comma = false;
        loop {
            if self.take_mark('}').is_some() {
                return Ok(Literal::Dict(items));
            }
            self.separated(items.is_empty() || comma, '}')?;
            let key = self.sum()?;
            if self.take_mark(':').is_none() {
                return Err(error(self.here(), "':' is missing after a key"));
            }
            items.push((key, self.sum()?));
            comma = self.take_mark(',').is_some();
        }
    }

    fn separated(&mut self, yes: bool, close: char) -> Result<(), NotLiteral> {
        if yes {
            return Ok(());
        }
        match self.tokens.peek() {
            Some((at, token)) => Err(surplus(*at, token)),
            None => Err(error(self.end, format!("{close:?} is missing at the end"))),
        }
    }

    fn take_mark(&mut self, mark: char) -> Option<usize> {
        self.tokens.next_if(|(_, token)| *token == Token::Mark(mark)).map(|(at, _)| at)
    }

    fn here(&mut self) -> usize {
        self.tokens.peek().map_or(self.end, |(at, _)| *at)
    }
}

fn surplus(at: usize, token: &Token) -> NotLiteral {
    let shown = match token {
        Token::Name(name) => name.clone(),
        Token::Text(text) => format!("'{text}'"),
        Token::Int(value) => value.to_string(),
        Token::Float(value) => value.to_string(),
        Token::Mark(mark) => mark.to_string(),
    };
    error(at, format!("{:?} has no place here; only literals, ref() and Command are read", quote(&shown)))
}

fn error(at: usize, what: impl Into<String>) -> NotLiteral {
    NotLiteral { at, what: what.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Literal::{Bool, Command, Dict, Float, Int, List, Ref, Text, Tuple};

    #[test]
    fn what_data_files_hold_is_read() {
        let link = |id: &str| Command("link".into(), vec![Ref(id.into())]);
        let text = |text: &str| Text(text.into());
        for (source, expected) in [
            (" True ", Bool(true)),
            ("None", Literal::None),
            ("-1_000", Int(-1000)),
            ("1.5e-3", Float(0.0015)),
            (r"'a\'b' \n 'c' + r'\d'".replace("\\n", "\n").as_str(), text(r"a'bc\d")),
            ("'''x\n\"y'''", text("x\n\"y")),
            (r#""\u00e9\x41""#, text("éA")),
            ("()", Tuple(vec![])),
            ("(1)", Int(1)),
            ("(1,)", Tuple(vec![Int(1)])),
            ("[1, 2,] + [3]", List(vec![Int(1), Int(2), Int(3)])),
            ("[(4, ref('a.b')),]", List(vec![Tuple(vec![Int(4), Ref("a.b".into())])])),
            ("[Command.link(ref('g')), # why\n Command.link(ref(\"h\"))]", List(vec![link("g"), link("h")])),
            (
                "{'a': [1], 'b': None}",
                Dict(vec![(text("a"), List(vec![Int(1)])), (text("b"), Literal::None)]),
            ),
        ] {
            assert_eq!(parse(source).as_ref(), Ok(&expected), "{source}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_the_piece() {
        for (source, piece) in [
            ("", "missing at the end"),
            ("[1", "']' is missing"),
            ("[1 2]", "\"2\" has no place"),
            ("obj().env", "\"obj\" is Python"),
            ("time.strftime('%Y')", "time.strftime"),
            ("ref('a').id", "no place"),
            ("ref(1)", "one id"),
            ("[x for x in y]", "\"x\" is Python"),
            ("'a' if True else 'b'", "\"if\" has no place"),
            ("lambda: 0", "\"lambda\""),
            ("1 + 2", "joins two texts"),
            ("99999999999999999999", "not a number"),
            ("f'{x}'", "prefix"),
            ("'abc", "no end"),
            ("'a\nb'", "does not end on its line"),
            ("1; b", "\";\" has no place"),
            (r"'\ud800'", "names no character"),
            ("1e999", "not a number"),
        ] {
            let error = parse(source).unwrap_err().to_string();
            assert!(error.contains(piece), "{source}: {error}");
        }
    }

    #[test]
    fn depth_is_limited() {
        for nest in ["[", "(", "{1:", "Command.set(", "-", "ref("] {
            assert!(parse(&nest.repeat(100_000)).is_err(), "{nest}");
        }
        let fits = format!("{}{}", "[".repeat(MAX_LITERAL_DEPTH), "]".repeat(MAX_LITERAL_DEPTH));
        assert!(parse(&fits).is_ok());
    }
}
