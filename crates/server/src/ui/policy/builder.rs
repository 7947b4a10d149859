//! A domain as lines that can be chosen, and back as text.
//!
//! Lines say "and" of "or" of conditions: a line that begins with "or" belongs to the line before it. What lines cannot say stays
//! text, as a line of its own; what is no list of terms at all is text as a whole. The engine's own parser reads the text, so that
//! lines never say anything else than it does.

use bailiwick_policy::domain::{DomainError, Expr, ExprKind, Operator, Span, parse};

/// Names that are values; any other word by itself is a text.
const VALUES: [&str; 6] = ["user", "uid", "company_id", "company_ids", "today", "now"];

/// Names that have values below them.
const HOLDERS: [&str; 9] =
    ["user", "actor", "subject", "resource", "action", "context", "time", "datetime", "relativedelta"];

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Whether it belongs to the line before, as another possibility.
    pub(super) is_or: bool,
    pub(super) says: Says,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// A field, how it is compared, and with what, as people type it.
    Condition { field: String, operator: String, value: String },
    /// What no condition says, as text.
    Text(String),
}

/// The lines of a domain; nothing where it is text as a whole.
///
/// # Errors
/// [`DomainError`] where it cannot be read.
pub(super) fn lines_of(text: &str) -> Result<Option<Vec<Line>>, DomainError> {
    if text.trim().is_empty() {
        return Ok(Some(Vec::new()));
    }
    let expr = parse(text)?;
    let ExprKind::List(items) = &expr.kind else { return Ok(None) };
    let mut lines = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let Some((term, next)) = term(items, at) else { return Ok(None) };
        at = next;
        put(text, &term, &mut lines);
    }
    Ok(Some(lines))
}

/// The text of lines. Those that name no field, and say nothing else, are left out.
pub(super) fn text_of(lines: &[Line]) -> String {
    let mut parts: Vec<Vec<String>> = Vec::new();
    for line in lines {
        let text = match &line.says {
            Says::Text(text) if text.trim().is_empty() => continue,
            Says::Condition { field, .. } if field.trim().is_empty() => continue,
            Says::Text(text) => text.trim().to_owned(),
            Says::Condition { field, operator, value } => {
                let value = written(value, operator);
                format!("({}, {}, {value})", quoted(field.trim()), quoted(operator))
            }
        };
        match parts.last_mut().filter(|_| line.is_or) {
            Some(part) => part.push(text),
            None => parts.push(vec![text]),
        }
    }
    let terms = parts.into_iter().map(|part| "'|', ".repeat(part.len() - 1) + &part.join(", "));
    let terms = terms.collect::<Vec<_>>().join(", ");
    if terms.is_empty() { terms } else { format!("[{terms}]") }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

/// A value as it is written, of what somebody typed: words that mean nothing else are texts, and several between commas are a list.
fn written(typed: &str, operator: &str) -> String {
    let typed = typed.trim();
    let is_list = matches!(Operator::named(operator), Some(Operator::In(_)));
    match parse(typed) {
        _ if typed.is_empty() => "False".to_owned(),
        _ if is_day(typed) => quoted(typed),
        Ok(value) if is_known(&value) => typed.to_owned(),
        Err(_) if is_list && typed.contains(',') => {
            let each: Vec<String> = typed.split(',').map(|one| written(one, "=")).collect();
            format!("[{}]", each.join(", "))
        }
        _ => quoted(typed),
    }
}

/// Whether it begins like `2026-11-21`, which would otherwise be a subtraction.
fn is_day(text: &str) -> bool {
    let day: Vec<char> = text.chars().take(10).collect();
    let is_right = |(at, c): (usize, &char)| if at == 4 || at == 7 { *c == '-' } else { c.is_ascii_digit() };
    day.len() == 10 && day.iter().enumerate().all(is_right)
}

/// Whether every name in a value means something.
fn is_known(value: &Expr<'_>) -> bool {
    match &value.kind {
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Text(_)
        // What is walked through names its own.
        | ExprKind::Comprehension { .. } => true,
        ExprKind::Name(name) => VALUES.contains(name),
        ExprKind::List(items) => items.iter().all(is_known),
        ExprKind::Attribute(inner, _) | ExprKind::Call(inner, _) => match &inner.kind {
            ExprKind::Name(name) => HOLDERS.contains(name) || *name == "len",
            _ => is_known(inner),
        },
        ExprKind::Not(inner) => is_known(inner),
        ExprKind::Sum { left, right, .. }
        | ExprKind::Compare(_, left, right)
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right) => is_known(left) && is_known(right),
        ExprKind::If { condition, then, otherwise } => {
            is_known(condition) && is_known(then) && is_known(otherwise)
        }
    }
}

/// A term of a domain, with all that belongs to it.
struct Term<'e> {
    kind: Kind<'e>,
    span: Span,
}

enum Kind<'e> {
    And(Vec<Term<'e>>),
    Or(Vec<Term<'e>>),
    Not,
    Condition(&'e Expr<'e>),
}

/// The term that begins at a place of the list, and the place behind it. Deep ones are not followed further than the parser goes.
fn term<'e>(items: &'e [Expr<'e>], at: usize) -> Option<(Term<'e>, usize)> {
    nested(items, at, 0)
}

fn nested<'e>(items: &'e [Expr<'e>], at: usize, depth: usize) -> Option<(Term<'e>, usize)> {
    let item = items.get(at).filter(|_| depth <= bailiwick_policy::domain::MAX_DEPTH)?;
    let ExprKind::Text(sign) = &item.kind else {
        return Some((Term { kind: Kind::Condition(item), span: item.span }, at + 1));
    };
    let (first, next) = nested(items, at + 1, depth + 1)?;
    let to = |end: Span| Span { start: item.span.start, end: end.end };
    if **sign == *"!" {
        return Some((Term { span: to(first.span), kind: Kind::Not }, next));
    }
    let (second, next) = nested(items, next, depth + 1)?;
    let span = to(second.span);
    let (first, second) = (first, second);
    let kind = match &**sign {
        "&" => Kind::And([conjoined(first), conjoined(second)].into_iter().flatten().collect()),
        "|" => Kind::Or([disjoined(first), disjoined(second)].into_iter().flatten().collect()),
        _ => return None,
    };
    Some((Term { kind, span }, next))
}

fn conjoined(term: Term<'_>) -> Vec<Term<'_>> {
    match term.kind {
        Kind::And(parts) => parts,
        _ => vec![term],
    }
}

fn disjoined(term: Term<'_>) -> Vec<Term<'_>> {
    match term.kind {
        Kind::Or(parts) => parts,
        _ => vec![term],
    }
}

/// Adds what a term says as lines.
fn put(text: &str, term: &Term<'_>, lines: &mut Vec<Line>) {
    let line = |is_or, says| Line { is_or, says };
    match &term.kind {
        Kind::And(parts) => parts.iter().for_each(|part| put(text, part, lines)),
        Kind::Condition(expr) => lines.push(line(false, condition(text, expr))),
        Kind::Or(parts) if parts.iter().all(|part| matches!(part.kind, Kind::Condition(_))) => {
            for (at, part) in parts.iter().enumerate() {
                if let Kind::Condition(expr) = part.kind {
                    lines.push(line(at > 0, condition(text, expr)));
                }
            }
        }
        Kind::Or(_) | Kind::Not => lines.push(line(false, Says::Text(slice(text, term.span)))),
    }
}

fn slice(text: &str, span: Span) -> String {
    text.get(span.start as usize..span.end as usize).unwrap_or_default().to_owned()
}

/// A condition as a line; what has no field is text.
fn condition(text: &str, expr: &Expr<'_>) -> Says {
    if let ExprKind::List(items) = &expr.kind
        && let [field, operator, value] = items.as_slice()
        && let (ExprKind::Text(field), ExprKind::Text(operator)) = (&field.kind, &operator.kind)
        && let Some(known) = Operator::named(operator)
    {
        let source = slice(text, value.span);
        let value = match &value.kind {
            // A text is shown without its quotes where it is read back as the same.
            ExprKind::Text(plain) if written(plain, operator) == quoted(plain) => plain.to_string(),
            _ => source,
        };
        return Says::Condition { field: field.to_string(), operator: known.text().to_owned(), value };
    }
    Says::Text(slice(text, expr.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(field: &str, operator: &str, value: &str) -> Line {
        let says = Says::Condition {
            field: field.to_owned(),
            operator: operator.to_owned(),
            value: value.to_owned(),
        };
        Line { is_or: false, says }
    }

    fn or(line: Line) -> Line {
        Line { is_or: true, ..line }
    }

    fn text(text: &str) -> Line {
        Line { is_or: false, says: Says::Text(text.to_owned()) }
    }

    #[test]
    fn a_domain_becomes_lines_and_text_again() {
        let domain = "['&', ('area_id', 'child_of', user.area_ids), '|', ('state', 'in', ['a', 'b']), ('owner', '=', user.id)]";
        let lines = lines_of(domain).unwrap().unwrap();
        assert_eq!(
            lines,
            [
                line("area_id", "child_of", "user.area_ids"),
                line("state", "in", "['a', 'b']"),
                or(line("owner", "=", "user.id")),
            ]
        );
        let again = "[('area_id', 'child_of', user.area_ids), '|', ('state', 'in', ['a', 'b']), ('owner', '=', user.id)]";
        assert_eq!(text_of(&lines), again);
        assert_eq!(lines_of(again).unwrap().unwrap(), lines);
    }

    #[test]
    fn what_lines_cannot_say_stays_text() {
        let domain = "[('a', '=', 1), '!', ('b', '=', 2), '|', ('c', '=', 3), '&', ('d', '=', 4), ('e', '=', 5), (1, '=', 1)]";
        let lines = lines_of(domain).unwrap().unwrap();
        assert_eq!(
            lines,
            [
                line("a", "=", "1"),
                text("'!', ('b', '=', 2)"),
                text("'|', ('c', '=', 3), '&', ('d', '=', 4), ('e', '=', 5)"),
                text("(1, '=', 1)"),
            ]
        );
        assert_eq!(text_of(&lines), domain);
        assert_eq!(lines_of("[('a', '=', 1)] if user.id else []").unwrap(), None);
        assert_eq!(lines_of("  ").unwrap(), Some(Vec::new()));
        assert!(lines_of("[('a', '=', ").is_err());
        assert_eq!(lines_of("['|', ('a', '=', 1)]").unwrap(), None, "an operator without its terms");
    }

    #[test]
    fn values_are_read_as_people_type_them() {
        for (typed, operator, value) in [
            ("open", "=", "'open'"),
            ("user.id", "=", "user.id"),
            ("today", "<", "today"),
            ("5", "=", "5"),
            ("True", "=", "True"),
            ("2026-11-21", ">=", "'2026-11-21'"),
            ("a, b, 3", "in", "['a', 'b', 3]"),
            ("['a']", "in", "['a']"),
            ("O'Neil \\", "ilike", r"'O\'Neil \\'"),
            ("", "=", "False"),
            ("in progress", "=", "'in progress'"),
            ("<script>", "=", "'<script>'"),
        ] {
            assert_eq!(written(typed, operator), value, "{typed}");
            let lines = [line("f", operator, typed)];
            let text = text_of(&lines);
            assert!(parse(&text).is_ok(), "{text}");
            assert_eq!(text_of(&lines_of(&text).unwrap().unwrap()), text);
        }
    }

    #[test]
    fn texts_that_look_like_something_else_keep_their_quotes() {
        for value in ["'5'", "'user'", "'True'", "''"] {
            let domain = format!("[('f', '=', {value})]");
            let lines = lines_of(&domain).unwrap().unwrap();
            assert_eq!(lines, [line("f", "=", value)]);
            assert_eq!(text_of(&lines), domain);
        }
    }
}
