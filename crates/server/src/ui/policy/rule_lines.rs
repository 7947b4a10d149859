//! The domain of a rule in its form: lines that can be chosen, and a text, which are the same domain.

use bailiwick_app::administration::PolicySight;

use super::{
    super::{page::Page, query::Query},
    builder::{Line, Says, lines_of, text_of},
    trial,
};

/// Lines at most; a domain that has more is text.
const MOST_LINES: usize = 30;

/// A line of the builder.
pub(super) struct LineRow {
    pub(super) at: usize,
    pub(super) number: usize,
    pub(super) is_first: bool,
    pub(super) is_or: bool,
    pub(super) field: String,
    pub(super) value: String,
    pub(super) operators: Vec<(&'static str, String, bool)>,
    /// What no condition says.
    pub(super) text: Option<String>,
}

/// What the form says about the domain.
pub(super) struct Domain {
    pub(super) text: String,
    pub(super) lines: Option<Vec<Line>>,
    pub(super) fault: Option<String>,
}

/// The domain that the form says: the text where that was changed, else the lines.
pub(super) fn domain(sight: &PolicySight, model: &str, draft: &Query) -> Domain {
    let typed = draft.one("domain").unwrap_or_default().replace("\r\n", "\n");
    let was = draft.one("was").unwrap_or_default().replace("\r\n", "\n");
    let chosen = sent_lines(draft);
    // Whoever looks at a form for the first time has chosen no lines yet.
    let is_chosen = draft.one("was").is_some() && typed == was && draft.one("lines").is_some();
    let text = match is_chosen {
        // What lines say as well stays as it was written.
        true if lines_of(&was).ok().flatten().is_some_and(|lines| text_of(&lines) == text_of(&chosen)) => was,
        true => text_of(&chosen),
        false => typed,
    };
    let fault = trial::fault(sight, model, &text);
    let lines = match lines_of(&text) {
        // Lines that say nothing yet are kept until they do.
        Ok(Some(_)) if is_chosen => Some(chosen),
        Ok(Some(lines)) if lines.len() > MOST_LINES => None,
        Ok(lines) => lines,
        Err(_) => Some(chosen),
    };
    Domain { text, lines, fault }
}

/// The lines of the form, without one that is to go.
fn sent_lines(draft: &Query) -> Vec<Line> {
    let gone = draft.one("step").and_then(|step| step.strip_prefix("drop-")?.parse::<usize>().ok());
    let line = |at: usize| {
        let said = |member: &str| draft.one(&format!("row.{at}.{member}"));
        let is_or = said("join") == Some("or");
        let text = |member: &str| said(member).unwrap_or_default().to_owned();
        let says = match (said("text"), said("field")) {
            (Some(text), _) => Says::Text(text.to_owned()),
            (None, Some(field)) => {
                Says::Condition { field: field.to_owned(), operator: text("op"), value: text("value") }
            }
            (None, None) => return None,
        };
        Some(Line { is_or, says })
    };
    (0..MOST_LINES).filter(|at| Some(*at) != gone).filter_map(line).collect()
}

/// The lines as they are shown; with an empty one where one was asked for, or where there is none.
pub(super) fn lines(page: &Page, mut lines: Vec<Line>, is_more: bool) -> Vec<LineRow> {
    let has_empty = lines.last().is_some_and(|line| match &line.says {
        Says::Condition { field, .. } => field.trim().is_empty(),
        Says::Text(_) => false,
    });
    if (is_more || lines.is_empty()) && !has_empty && lines.len() < MOST_LINES {
        let says = Says::Condition { field: String::new(), operator: "=".to_owned(), value: String::new() };
        lines.push(Line { is_or: false, says });
    }
    let row = |(at, line): (usize, Line)| {
        let (field, operator, value, text) = match line.says {
            Says::Condition { field, operator, value } => (field, operator, value, None),
            Says::Text(text) => (String::new(), String::new(), String::new(), Some(text)),
        };
        LineRow {
            at,
            number: at + 1,
            is_first: at == 0,
            is_or: line.is_or && at > 0,
            field,
            value,
            operators: operators(page, &operator),
            text,
        }
    };
    lines.into_iter().enumerate().map(row).collect()
}

/// How a field can be compared, in words.
fn operators(page: &Page, chosen: &str) -> Vec<(&'static str, String, bool)> {
    let one = |(operator, text): (&'static str, &str)| {
        let text = if text.is_empty() { operator.to_owned() } else { page.text(text) };
        (operator, text, operator == chosen)
    };
    OPERATORS.into_iter().map(one).collect()
}

/// Operators, and their names for people; signs are read everywhere.
const OPERATORS: [(&str, &str); 21] = [
    ("=", "pol-cmp-is"),
    ("!=", "pol-cmp-is-not"),
    ("in", "pol-cmp-in"),
    ("not in", "pol-cmp-not-in"),
    ("child_of", "pol-cmp-child"),
    ("parent_of", "pol-cmp-parent"),
    ("<", ""),
    ("<=", ""),
    (">", ""),
    (">=", ""),
    ("ilike", "pol-cmp-ilike"),
    ("not ilike", "pol-cmp-not-ilike"),
    ("like", "pol-cmp-like"),
    ("not like", "pol-cmp-not-like"),
    ("=ilike", "pol-cmp-form-ilike"),
    ("not =ilike", "pol-cmp-not-form-ilike"),
    ("=like", "pol-cmp-form"),
    ("not =like", "pol-cmp-not-form"),
    ("=?", "pol-cmp-if-set"),
    ("any", "pol-cmp-any"),
    ("not any", "pol-cmp-not-any"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_of_the_engine_can_be_chosen() {
        use bailiwick_policy::domain::Operator;
        for name in Operator::all() {
            let text = Operator::named(name).unwrap().text();
            assert!(OPERATORS.iter().any(|(known, _)| *known == text), "{name}");
        }
    }

    #[test]
    fn lines_that_are_to_go_are_gone() {
        let draft = Query::of(
            &"/rules/new?row.0.field=a&row.0.op=%3D&row.0.value=1&row.1.join=or&row.1.text=('b','%3D',2)&step=drop-0"
                .parse()
                .unwrap(),
        );
        let left = sent_lines(&draft);
        assert_eq!(left, [Line { is_or: true, says: Says::Text("('b','=',2)".to_owned()) }]);
        assert_eq!(text_of(&left), "[('b','=',2)]");
    }
}
