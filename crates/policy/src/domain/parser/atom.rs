//! The smallest pieces: texts, numbers, names, lists, and what is taken of them with `.` and `( )`.

use super::{Parser, describe};
use crate::domain::{
    error::DomainError,
    lexer::Token,
    syntax::{Expr, ExprKind, Span},
};

impl<'a> Parser<'a> {
    pub(super) fn postfix(&mut self) -> Result<Expr<'a>, DomainError> {
        let mut value = self.atom()?;
        let mut chain = 0;
        loop {
            self.chained(&mut chain)?;
            if self.eat(&Token::Dot) {
                let Token::Name(name) = self.take() else {
                    self.at -= 1;
                    return Err(
                        self.fail("a name is missing after '.'", "write a field name, as in user.partner_id")
                    );
                };
                if name.starts_with("__") {
                    self.at -= 1;
                    return Err(self.fail(
                        format!("{name:?} is not reachable from a rule"),
                        "use the fields of records",
                    ));
                }
                let span = value.span.to(self.last_span());
                value = self.node(ExprKind::Attribute(Box::new(value), name), span)?;
            } else if self.eat(&Token::Open('(')) {
                let arguments = self.nested(|p| p.items(')'))?;
                let span = value.span.to(self.last_span());
                value = self.node(ExprKind::Call(Box::new(value), arguments), span)?;
            } else {
                return Ok(value);
            }
        }
    }

    fn items(&mut self, close: char) -> Result<Vec<Expr<'a>>, DomainError> {
        let mut items = Vec::new();
        while !self.eat(&Token::Close(close)) {
            items.push(self.expression()?);
            if self.eat(&Token::Close(close)) {
                break;
            }
            if !self.eat(&Token::Comma) {
                let message = format!("{} where ',' or '{close}' is expected", describe(self.peek()));
                return Err(self.fail(message, "close the list or separate its items with ','"));
            }
        }
        Ok(items)
    }

    fn atom(&mut self) -> Result<Expr<'a>, DomainError> {
        let span = self.span();
        match self.take() {
            Token::Text(mut text) => {
                // Neighbouring texts are one text, as in Python.
                while let Token::Text(more) = self.peek() {
                    text.to_mut().push_str(more);
                    self.at += 1;
                }
                self.node(ExprKind::Text(text), span.to(self.last_span()))
            }
            Token::Int(digits) => self.whole(digits.into(), span),
            Token::Float(f) => self.node(ExprKind::Float(f), span),
            Token::Name(name) => self.name(name, span),
            Token::Open('[') => self.nested(|p| p.list(span)),
            Token::Open(_) => self.nested(|p| p.parenthesis(span)),
            other => {
                self.at -= 1;
                let message = format!("{} where a value is expected", describe(&other));
                Err(self.fail(
                    message,
                    "write a text in quotes, a number, True, False, a list or a name such as user",
                ))
            }
        }
    }

    fn name(&mut self, name: &'a str, span: Span) -> Result<Expr<'a>, DomainError> {
        let kind = match name {
            "None" => ExprKind::None,
            "True" => ExprKind::Bool(true),
            "False" => ExprKind::Bool(false),
            "lambda" | "import" | "exec" | "eval" | "open" | "getattr" | "hasattr" | "setattr" | "yield"
            | "await" => {
                return Err(DomainError::new(
                    span,
                    format!("{name} cannot be used: rules are read, never run"),
                    "name fields directly, as in user.center_area_ids",
                ));
            }
            _ => ExprKind::Name(name),
        };
        self.node(kind, span)
    }

    fn list(&mut self, start: Span) -> Result<Expr<'a>, DomainError> {
        if self.eat(&Token::Close(']')) {
            return self.node(ExprKind::List(Vec::new()), start.to(self.last_span()));
        }
        let first = self.expression()?;
        if self.eat_word("for") {
            return self.comprehension(start, first);
        }
        let mut items = vec![first];
        if self.eat(&Token::Comma) {
            items.extend(self.items(']')?);
        } else if !self.eat(&Token::Close(']')) {
            let message = format!("{} where ',' or ']' is expected", describe(self.peek()));
            return Err(self.fail(message, "close the list or separate its items with ','"));
        }
        self.node(ExprKind::List(items), start.to(self.last_span()))
    }

    fn comprehension(&mut self, start: Span, element: Expr<'a>) -> Result<Expr<'a>, DomainError> {
        let Token::Name(variable) = self.take() else {
            self.at -= 1;
            return Err(self.fail("a name is missing after 'for'", "write [x.id for x in records]"));
        };
        if !self.eat_word("in") {
            return Err(self.fail("'in' is missing", "write [x.id for x in records]"));
        }
        let source = Box::new(self.or_test()?);
        let condition = if self.eat_word("if") { Some(Box::new(self.or_test()?)) } else { None };
        if !self.eat(&Token::Close(']')) {
            return Err(self.fail("']' is missing", "write [x.id for x in records], with one 'for' at most"));
        }
        let kind = ExprKind::Comprehension { element: Box::new(element), variable, source, condition };
        self.node(kind, start.to(self.last_span()))
    }

    /// `(a)` is `a`; `(a,)` and `(a, b)` are lists.
    fn parenthesis(&mut self, start: Span) -> Result<Expr<'a>, DomainError> {
        if self.eat(&Token::Close(')')) {
            return self.node(ExprKind::List(Vec::new()), start.to(self.last_span()));
        }
        let first = self.expression()?;
        if self.eat(&Token::Close(')')) {
            return Ok(Expr { span: start.to(self.last_span()), ..first });
        }
        if !self.eat(&Token::Comma) {
            let message = format!("{} where ',' or ')' is expected", describe(self.peek()));
            return Err(self.fail(message, "close the parenthesis"));
        }
        let mut items = vec![first];
        items.extend(self.items(')')?);
        self.node(ExprKind::List(items), start.to(self.last_span()))
    }
}
