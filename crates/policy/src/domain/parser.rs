//! Tokens into an expression tree.

mod atom;

use super::{
    error::DomainError,
    lexer::{Token, tokens},
    syntax::{Comparison, Expr, ExprKind, Span},
};

/// Deepest accepted nesting.
pub const MAX_DEPTH: usize = 64;
/// Most accepted nodes.
pub const MAX_NODES: usize = 4096;

/// Reads one expression.
///
/// # Errors
/// [`DomainError`] with the place of the first fault; also when the text is too long, too deep or too large.
pub fn parse(text: &str) -> Result<Expr<'_>, DomainError> {
    parse_whole(text).map_err(|e| e.of(text))
}

fn parse_whole(text: &str) -> Result<Expr<'_>, DomainError> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, at: 0, depth: 0, nodes: 0 };
    let expr = parser.expression()?;
    match parser.peek() {
        // Chains in parentheses add up: `((a.b).c).d` is as deep as it is long.
        Token::End if expr.height() > MAX_DEPTH => Err(DomainError::new(
            expr.span,
            format!("nested deeper than {MAX_DEPTH} levels"),
            "write it flatter",
        )),
        Token::End => Ok(expr),
        other => {
            let message = format!("{} is left over after the expression", describe(other));
            Err(parser.fail(message, "remove it, or put all conditions into one list"))
        }
    }
}

struct Parser<'a> {
    tokens: Vec<(Token<'a>, Span)>,
    at: usize,
    depth: usize,
    nodes: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> &Token<'a> {
        self.tokens.get(self.at).map_or(&Token::End, |(t, _)| t)
    }

    fn span(&self) -> Span {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(Span::default(), |(_, s)| *s)
    }

    fn last_span(&self) -> Span {
        self.tokens.get(self.at.saturating_sub(1)).map_or(Span::default(), |(_, s)| *s)
    }

    /// Moves past the next token. It is gone then; only its place is looked at again, for messages.
    fn take(&mut self) -> Token<'a> {
        let token =
            self.tokens.get_mut(self.at).map_or(Token::End, |(t, _)| std::mem::replace(t, Token::End));
        self.at += 1;
        token
    }

    fn eat(&mut self, token: &Token<'_>) -> bool {
        let found = self.peek() == token;
        if found {
            self.at += 1;
        }
        found
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Name(n) if *n == word);
        if found {
            self.at += 1;
        }
        found
    }

    fn fail(&self, message: impl Into<String>, remedy: impl Into<String>) -> DomainError {
        DomainError::new(self.span(), message, remedy)
    }

    fn node(&mut self, kind: ExprKind<'a>, span: Span) -> Result<Expr<'a>, DomainError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(
                self.fail(format!("the rule has more than {MAX_NODES} parts"), "split it into several rules")
            );
        }
        Ok(Expr { kind, span })
    }

    fn nested<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, DomainError>,
    ) -> Result<T, DomainError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.fail(format!("nested deeper than {MAX_DEPTH} levels"), "write it flatter"));
        }
        let result = inner(self);
        self.depth -= 1;
        result
    }

    /// A chain `a + b + c` is a tree as deep as it is long, so it counts as nesting.
    fn chained(&self, length: &mut usize) -> Result<(), DomainError> {
        *length += 1;
        if *length > MAX_DEPTH {
            return Err(self.fail(format!("nested deeper than {MAX_DEPTH} levels"), "write it flatter"));
        }
        Ok(())
    }

    /// `or_test ["if" or_test "else" expression]`
    fn expression(&mut self) -> Result<Expr<'a>, DomainError> {
        self.nested(|p| {
            let then = p.or_test()?;
            if !p.eat_word("if") {
                return Ok(then);
            }
            let condition = p.or_test()?;
            if !p.eat_word("else") {
                return Err(
                    p.fail("'if' without 'else'", "say what holds otherwise, as in 'A if condition else B'")
                );
            }
            let otherwise = p.expression()?;
            let span = then.span.to(otherwise.span);
            let (condition, then, otherwise) = (Box::new(condition), Box::new(then), Box::new(otherwise));
            p.node(ExprKind::If { condition, then, otherwise }, span)
        })
    }

    fn or_test(&mut self) -> Result<Expr<'a>, DomainError> {
        let mut left = self.and_test()?;
        let mut chain = 0;
        while self.eat_word("or") {
            self.chained(&mut chain)?;
            let right = self.and_test()?;
            let span = left.span.to(right.span);
            left = self.node(ExprKind::Or(Box::new(left), Box::new(right)), span)?;
        }
        Ok(left)
    }

    fn and_test(&mut self) -> Result<Expr<'a>, DomainError> {
        let mut left = self.not_test()?;
        let mut chain = 0;
        while self.eat_word("and") {
            self.chained(&mut chain)?;
            let right = self.not_test()?;
            let span = left.span.to(right.span);
            left = self.node(ExprKind::And(Box::new(left), Box::new(right)), span)?;
        }
        Ok(left)
    }

    fn not_test(&mut self) -> Result<Expr<'a>, DomainError> {
        let start = self.span();
        if !self.eat_word("not") {
            return self.comparison();
        }
        self.nested(|p| {
            let inner = p.not_test()?;
            let span = start.to(inner.span);
            p.node(ExprKind::Not(Box::new(inner)), span)
        })
    }

    fn comparison(&mut self) -> Result<Expr<'a>, DomainError> {
        let left = self.sum()?;
        let comparison = match self.peek() {
            Token::Compare(c) => {
                let c = *c;
                self.at += 1;
                c
            }
            Token::Name(n) if *n == "in" => {
                self.at += 1;
                Comparison::In
            }
            Token::Name(n) if *n == "not" => {
                self.at += 1;
                if !self.eat_word("in") {
                    return Err(
                        self.fail("'not' is not expected here", "write 'not in' or put 'not' in front")
                    );
                }
                Comparison::NotIn
            }
            _ => return Ok(left),
        };
        let right = self.sum()?;
        let span = left.span.to(right.span);
        self.node(ExprKind::Compare(comparison, Box::new(left), Box::new(right)), span)
    }

    fn sum(&mut self) -> Result<Expr<'a>, DomainError> {
        let mut left = self.unary()?;
        let mut chain = 0;
        loop {
            let minus = match self.peek() {
                Token::Plus => false,
                Token::Minus => true,
                _ => return Ok(left),
            };
            self.at += 1;
            self.chained(&mut chain)?;
            let right = self.unary()?;
            let span = left.span.to(right.span);
            left = self.node(ExprKind::Sum { minus, left: Box::new(left), right: Box::new(right) }, span)?;
        }
    }

    fn unary(&mut self) -> Result<Expr<'a>, DomainError> {
        let start = self.span();
        if !self.eat(&Token::Minus) {
            return self.postfix();
        }
        if let Token::Int(digits) = *self.peek() {
            // The smallest number has no positive counterpart.
            let span = start.to(self.span());
            self.at += 1;
            return self.whole(-i128::from(digits), span);
        }
        let inner = self.nested(Self::unary)?;
        let span = start.to(inner.span);
        match inner.kind {
            ExprKind::Int(i) => self.whole(-i128::from(i), span),
            ExprKind::Float(f) => self.node(ExprKind::Float(-f), span),
            _ => Err(DomainError::new(span, "only a number can be negative", "write the value without '-'")),
        }
    }

    fn whole(&mut self, number: i128, span: Span) -> Result<Expr<'a>, DomainError> {
        match i64::try_from(number) {
            Ok(number) => self.node(ExprKind::Int(number), span),
            Err(_) => Err(DomainError::new(
                span,
                format!("{number} does not fit into 64 bits"),
                "write a plain number such as 42 or 3.5",
            )),
        }
    }
}

fn describe(token: &Token<'_>) -> String {
    match token {
        Token::Open(c) | Token::Close(c) => format!("'{c}'"),
        Token::Comma => "','".into(),
        Token::Dot => "'.'".into(),
        Token::Plus => "'+'".into(),
        Token::Minus => "'-'".into(),
        Token::Compare(_) => "a comparison".into(),
        Token::Text(t) => format!("the text {t:?}"),
        Token::Int(i) => format!("the number {i}"),
        Token::Float(f) => format!("the number {f}"),
        Token::Name(n) => format!("{n:?}"),
        Token::End => "the end".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn faults_name_place_and_remedy() {
        assert_eq!(
            refused("[('a', '=', 1]"),
            "at character 14: ']' where ',' or ')' is expected; close the list or separate its items with ','"
        );
        assert_eq!(
            refused("getattr(user, 'x', False)"),
            "at character 1: getattr cannot be used: rules are read, never run; name fields directly, as in \
             user.center_area_ids"
        );
        assert!(refused("[('é', '=', @)]").starts_with("at character 13: '@' has no meaning here"));
        assert!(refused("user.__class__").contains("not reachable from a rule"));
        assert!(refused("[('a', '=', 'x").contains("the text is not closed"));
        assert!(refused("99999999999999999999").contains("does not fit into 64 bits"));
        assert!(refused("9223372036854775808").contains("does not fit into 64 bits"));
        assert!(refused("-9223372036854775809").contains("does not fit into 64 bits"));
        assert!(refused("--9223372036854775808").contains("does not fit into 64 bits"));
        assert!(
            refused("[('a', '=', 'x\0y')]").starts_with("at character 13: the text holds a NUL character")
        );
    }

    #[test]
    fn limits_hold() {
        assert!(refused(&"[".repeat(100)).contains("nested deeper than 64 levels"));
        assert!(refused(&"not ".repeat(100)).contains("nested deeper than 64 levels"));
        assert!(refused(&"- ".repeat(100)).contains("nested deeper than 64 levels"));
        assert!(refused(&"x".repeat(1 << 20)).contains("more than the 65536 allowed"));
        assert!(refused(&format!("[{}]", "1,".repeat(5000))).contains("more than 4096 parts"));
        assert!(parse(&format!("{}1{}", "[".repeat(30), "]".repeat(30))).is_ok());
    }

    #[test]
    fn parentheses_and_neighbouring_texts() {
        assert_eq!(parse("('a')").unwrap().kind, ExprKind::Text("a".into()));
        assert!(matches!(parse("('a',)").unwrap().kind, ExprKind::List(items) if items.len() == 1));
        assert_eq!(parse("'a' \"b\"").unwrap().kind, ExprKind::Text("ab".into()));
        assert_eq!(parse("-3").unwrap().kind, ExprKind::Int(-3));
        assert_eq!(parse("- -3").unwrap().kind, ExprKind::Int(3));
        assert_eq!(parse("-9223372036854775808").unwrap().kind, ExprKind::Int(i64::MIN));
        assert_eq!(parse("9223372036854775807").unwrap().kind, ExprKind::Int(i64::MAX));
    }
}
