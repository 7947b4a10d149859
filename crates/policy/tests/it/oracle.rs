//! What domains mean, said a second time: slowly, on JSON records, with nothing taken from the engine.
//!
//! `docs/domain-language.md` is what this file follows. It favours the obvious over the quick.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use bailiwick_model::{FieldKind, Policy};
use jiff::{civil, tz::TimeZone};
use serde_json::{Map, Value as Json, json};

pub(crate) type Record = Map<String, Json>;
pub(crate) type Records = BTreeMap<String, BTreeMap<i64, Record>>;

/// A domain before it is written down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Dom {
    Constant(bool),
    And(Vec<Dom>),
    Or(Vec<Dom>),
    Not(Box<Dom>),
    Is(String, &'static str, Term),
    Any(String, bool, Box<Dom>),
    /// Only as a whole domain: this one if the variable holds, else the other.
    If(&'static str, Box<Dom>, Box<Dom>),
}

/// A value: as it stands, or a variable of the asking user.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    Json(Json),
    Variable(&'static str),
}

/// What a domain is asked about.
pub(crate) struct Oracle<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) records: &'a Records,
    /// Values of variables for the asking user; a variable that cannot be computed is missing.
    pub(crate) variables: BTreeMap<&'static str, Json>,
    pub(crate) zone: TimeZone,
}

impl Oracle<'_> {
    /// Whether every variable that the domain needs has a value.
    pub(crate) fn is_computable(&self, dom: &Dom) -> bool {
        match dom {
            Dom::Constant(_) => true,
            Dom::And(parts) | Dom::Or(parts) => parts.iter().all(|p| self.is_computable(p)),
            Dom::Not(inner) | Dom::Any(_, _, inner) => self.is_computable(inner),
            Dom::Is(_, _, Term::Variable(name)) => self.variables.contains_key(name),
            Dom::Is(..) => true,
            Dom::If(condition, then, otherwise) => match self.variables.get(condition) {
                Some(value) => self.is_computable(if truthy(value) { then } else { otherwise }),
                None => false,
            },
        }
    }

    pub(crate) fn holds(&self, model: &str, record: &Record, dom: &Dom) -> bool {
        match dom {
            Dom::Constant(value) => *value,
            Dom::And(parts) => parts.iter().all(|p| self.holds(model, record, p)),
            Dom::Or(parts) => parts.iter().any(|p| self.holds(model, record, p)),
            Dom::Not(inner) => !self.holds(model, record, inner),
            Dom::If(condition, then, otherwise) => {
                self.holds(model, record, if truthy(&self.variables[condition]) { then } else { otherwise })
            }
            Dom::Any(field, negated, inner) => {
                let met = if field == "id" {
                    self.holds(model, record, inner)
                } else {
                    self.through(model, record, field, |m, r| self.holds(m, r, inner))
                };
                met != *negated
            }
            Dom::Is(path, operator, term) => {
                let value = match term {
                    Term::Json(value) => value,
                    Term::Variable(name) => &self.variables[name],
                };
                self.path(model, record, path, operator, value)
            }
        }
    }

    fn path(&self, model: &str, record: &Record, path: &str, operator: &str, value: &Json) -> bool {
        let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
        if first == "display_name" {
            let (positive, negated) = sign(operator);
            let named = self.display(model).iter().any(|f| self.path(model, record, f, positive, value));
            return named != negated;
        }
        if first != "id" && !self.policy.models[model].fields.contains_key(first) {
            let link = self.delegate(model, first).unwrap_or_else(|| panic!("{model} has no {first}"));
            return self.through(model, record, &link, |m, r| self.path(m, r, path, operator, value));
        }
        match rest {
            None => self.leaf(model, record, first, operator, value),
            Some(part) if matches!(self.kind(model, first), Some(FieldKind::Date | FieldKind::Datetime)) => {
                let number = record.get(first).and_then(Json::as_str).map(|text| self.part(text, part));
                number_test(number, operator, value)
            }
            Some(rest) => self.through(model, record, first, |m, r| self.path(m, r, rest, operator, value)),
        }
    }

    /// Whether some existing record behind the relation meets a test.
    fn through(
        &self,
        model: &str,
        record: &Record,
        field: &str,
        test: impl Fn(&str, &Record) -> bool,
    ) -> bool {
        let comodel = self.comodel(model, field);
        let table = self.records.get(comodel);
        self.linked(model, record, field)
            .iter()
            .any(|id| table.and_then(|t| t.get(id)).is_some_and(|r| test(comodel, r)))
    }

    pub(crate) fn linked(&self, model: &str, record: &Record, field: &str) -> Vec<i64> {
        match self.kind(model, field) {
            Some(FieldKind::One2many { model: other, inverse }) => {
                let own = &record["id"];
                let table = self.records.get(other.as_str()).into_iter().flatten();
                table.filter(|(_, r)| r.get(inverse.as_str()) == Some(own)).map(|(id, _)| *id).collect()
            }
            _ => match record.get(field) {
                Some(Json::Array(ids)) => ids.iter().filter_map(Json::as_i64).collect(),
                Some(id) => id.as_i64().into_iter().collect(),
                None => Vec::new(),
            },
        }
    }

    fn leaf(&self, model: &str, record: &Record, field: &str, operator: &str, value: &Json) -> bool {
        let (operator, negated) = sign(operator);
        let met = match operator {
            "=?" if !truthy(value) => true,
            "=" | "=?" => match value {
                Json::Array(items) if items.is_empty() => self.is_unset(model, record, field),
                Json::Array(items) => self.is_one_of(model, record, field, items),
                one => self.is_one_of(model, record, field, std::slice::from_ref(one)),
            },
            "in" => match value {
                Json::Array(items) => self.is_one_of(model, record, field, items),
                one if truthy(one) => self.is_one_of(model, record, field, std::slice::from_ref(one)),
                _ => false,
            },
            "<" | "<=" | ">" | ">=" => self.is_on_side(model, record, field, operator, value),
            "like" | "ilike" | "=like" | "=ilike" => self.is_like(model, record, field, operator, value),
            "child_of" | "parent_of" => self.is_in_tree(model, record, field, operator == "child_of", value),
            other => panic!("{other}"),
        };
        met != negated
    }

    fn is_unset(&self, model: &str, record: &Record, field: &str) -> bool {
        let value = record.get(field).unwrap_or(&Json::Null);
        match self.kind(model, field) {
            None => false,
            Some(k) if k.is_x2many() => self.linked(model, record, field).is_empty(),
            Some(FieldKind::Char | FieldKind::Text | FieldKind::Html) => {
                value.as_str().unwrap_or("").is_empty()
            }
            Some(FieldKind::Integer | FieldKind::Float | FieldKind::Monetary) => {
                value.as_f64().unwrap_or(0.0) == 0.0
            }
            Some(FieldKind::Boolean) => *value != json!(true),
            Some(_) => value.is_null(),
        }
    }

    fn is_one_of(&self, model: &str, record: &Record, field: &str, items: &[Json]) -> bool {
        items.iter().any(|item| self.is_value(model, record, field, item))
    }

    fn is_value(&self, model: &str, record: &Record, field: &str, item: &Json) -> bool {
        if matches!(item, Json::Null | Json::Bool(false)) {
            return self.is_unset(model, record, field);
        }
        let value = record.get(field).unwrap_or(&Json::Null);
        let Some(kind) = self.kind(model, field) else { return value == item };
        if kind.comodel().is_some() {
            return match item.as_i64() {
                Some(id) => self.linked(model, record, field).contains(&id),
                None => self.through(model, record, field, |m, r| self.path(m, r, "display_name", "=", item)),
            };
        }
        match kind {
            FieldKind::Char | FieldKind::Text | FieldKind::Html if item == "" => {
                self.is_unset(model, record, field)
            }
            FieldKind::Integer | FieldKind::Float | FieldKind::Monetary => match number(item) {
                0.0 => self.is_unset(model, record, field),
                wanted => value.as_f64() == Some(wanted),
            },
            FieldKind::Boolean => (*value == json!(true)) == boolean(item),
            FieldKind::Date => value.as_str() == item.as_str().map(|t| &t[..10]),
            FieldKind::Datetime => value.as_str() == Some(&self.moment(item.as_str().unwrap()).0),
            _ => value == item,
        }
    }

    fn is_on_side(&self, model: &str, record: &Record, field: &str, operator: &str, bound: &Json) -> bool {
        let value = record.get(field).unwrap_or(&Json::Null);
        let side = |order: Ordering| match operator {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            _ => order.is_ge(),
        };
        match self.kind(model, field) {
            Some(FieldKind::Char | FieldKind::Text | FieldKind::Html) => {
                side(value.as_str().unwrap_or("").as_bytes().cmp(bound.as_str().unwrap_or("").as_bytes()))
            }
            Some(FieldKind::Integer | FieldKind::Float | FieldKind::Monetary) => {
                side(value.as_f64().unwrap_or(0.0).partial_cmp(&number(bound)).unwrap())
            }
            _ if value.is_null() || matches!(bound, Json::Null | Json::Bool(false)) => false,
            Some(FieldKind::Datetime) => {
                let seen = value.as_str().unwrap().to_owned();
                let (first, next) = self.moment(bound.as_str().unwrap());
                match (operator, next) {
                    (">", Some(next)) => seen >= next,
                    ("<=", Some(next)) => seen < next,
                    _ => side(seen.cmp(&first)),
                }
            }
            Some(FieldKind::Date) => side(value.as_str().unwrap().cmp(&bound.as_str().unwrap()[..10])),
            Some(FieldKind::Selection(_)) => side(value.as_str().cmp(&bound.as_str())),
            _ => side(value.as_i64().cmp(&bound.as_i64())),
        }
    }

    fn is_like(&self, model: &str, record: &Record, field: &str, operator: &str, value: &Json) -> bool {
        let is_relation = self.kind(model, field).is_some_and(|k| k.comodel().is_some());
        let text = match value {
            Json::String(text) => text.clone(),
            Json::Null | Json::Bool(false) => String::new(),
            other => other.to_string(),
        };
        let whole = operator.starts_with('=');
        if text.is_empty() {
            let unset = self.is_unset(model, record, field);
            return if whole { unset } else { !is_relation || !unset };
        }
        if is_relation {
            return self
                .through(model, record, field, |m, r| self.path(m, r, "display_name", operator, value));
        }
        if self.is_unset(model, record, field) {
            return false;
        }
        let seen = match &record[field] {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        let fold = |text: &str| {
            if operator.ends_with("ilike") {
                text.to_lowercase().replace('ς', "σ")
            } else {
                text.to_owned()
            }
        };
        let mut pattern = wildcards(&fold(&text));
        if !whole {
            pattern.insert(0, Wild::Run);
            pattern.push(Wild::Run);
        }
        fits(&pattern, &fold(&seen).chars().collect::<Vec<_>>())
    }

    fn is_in_tree(&self, model: &str, record: &Record, field: &str, below: bool, value: &Json) -> bool {
        let comodel = if field == "id" { model } else { self.comodel(model, field) };
        let itself = field != "id" && comodel == model;
        let link = if itself { field.to_owned() } else { self.parent_field(comodel) };
        let items = match value {
            Json::Array(items) => items.clone(),
            one if truthy(one) => vec![one.clone()],
            _ => Vec::new(),
        };
        let empty = BTreeMap::new();
        let nodes = self.records.get(comodel).unwrap_or(&empty);
        let mut found: BTreeSet<i64> = BTreeSet::new();
        for item in items {
            match &item {
                Json::String(_) => {
                    let named =
                        nodes.iter().filter(|(_, r)| self.path(comodel, r, "display_name", "ilike", &item));
                    found.extend(named.map(|(id, _)| *id));
                }
                other => found.extend(other.as_i64()),
            }
        }
        // The record under test is a node as it is asked about, which need not be how it is stored.
        let is_node = comodel == model && !self.kind(model, field).is_some_and(FieldKind::is_x2many);
        let own = if is_node { record["id"].as_i64() } else { None };
        loop {
            let before = found.len();
            for (id, node) in nodes {
                let node = if own == Some(*id) { record } else { node };
                // An id that no record has is itself and nothing more.
                let mut above = self.linked(comodel, node, &link);
                above.retain(|a| nodes.contains_key(a) || own == Some(*a));
                if below && above.iter().any(|a| found.contains(a)) {
                    found.insert(*id);
                }
                if !below && found.contains(id) {
                    found.extend(above);
                }
            }
            if found.len() == before {
                break;
            }
        }
        if field == "id" || (itself && !self.kind(model, field).is_some_and(FieldKind::is_x2many)) {
            return found.contains(&record["id"].as_i64().unwrap());
        }
        self.linked(model, record, field).iter().any(|id| found.contains(id))
    }

    /// The moment that a text means as UTC text, and for a plain date that of the next day's start.
    fn moment(&self, text: &str) -> (String, Option<String>) {
        let start = |day: civil::Date| {
            let stamp = day.to_zoned(self.zone.clone()).unwrap().timestamp();
            stamp.strftime("%Y-%m-%d %H:%M:%S").to_string()
        };
        match text.parse::<civil::Date>() {
            Ok(day) if text.len() == 10 => (start(day), Some(start(day.tomorrow().unwrap()))),
            _ => (text[..19].replace('T', " "), None),
        }
    }

    fn part(&self, text: &str, part: &str) -> i64 {
        let at = if text.len() == 10 {
            text.parse::<civil::Date>().unwrap().to_datetime(civil::Time::midnight())
        } else {
            text.parse::<civil::DateTime>()
                .unwrap()
                .to_zoned(TimeZone::UTC)
                .unwrap()
                .with_time_zone(self.zone.clone())
                .datetime()
        };
        match part {
            "year_number" => at.year().into(),
            "quarter_number" => [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][at.month() as usize - 1],
            "month_number" => at.month().into(),
            "iso_week_number" => at.date().iso_week_date().week().into(),
            "day_of_year" => at.day_of_year().into(),
            "day_of_month" => at.day().into(),
            "day_of_week" => at.weekday().to_sunday_zero_offset().into(),
            "hour_number" => at.hour().into(),
            "minute_number" => at.minute().into(),
            "second_number" => at.second().into(),
            other => panic!("{other}"),
        }
    }

    fn kind(&self, model: &str, field: &str) -> Option<&FieldKind> {
        self.policy.models[model].fields.get(field).map(|f| &f.kind)
    }

    fn comodel(&self, model: &str, field: &str) -> &str {
        self.kind(model, field).and_then(FieldKind::comodel).unwrap_or_else(|| panic!("{model}.{field}"))
    }

    fn display(&self, model: &str) -> Vec<String> {
        let listed: Vec<String> = self.policy.models[model].display.iter().map(ToString::to_string).collect();
        if listed.is_empty() { vec!["name".to_owned()] } else { listed }
    }

    fn parent_field(&self, model: &str) -> String {
        self.policy.models[model].parent.as_ref().map_or_else(|| "parent_id".to_owned(), ToString::to_string)
    }

    /// The link to the parent by delegation that knows `field`, directly or through its own parents.
    fn delegate(&self, model: &str, field: &str) -> Option<String> {
        let inherits = &self.policy.models[model].inherits;
        let known = |parent: &str| {
            self.policy.models[parent].fields.contains_key(field) || self.delegate(parent, field).is_some()
        };
        inherits.iter().find(|(parent, _)| known(parent)).map(|(_, link)| link.to_string())
    }
}

fn sign(operator: &str) -> (&str, bool) {
    match operator {
        "!=" => ("=", true),
        other => other.strip_prefix("not ").map_or((other, false), |positive| (positive, true)),
    }
}

fn truthy(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(b) => *b,
        Json::Number(n) => n.as_f64() != Some(0.0),
        Json::String(s) => !s.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Object(_) => true,
    }
}

fn number(value: &Json) -> f64 {
    if *value == json!(true) { 1.0 } else { value.as_f64().unwrap_or(0.0) }
}

fn boolean(value: &Json) -> bool {
    match value {
        Json::String(text) => ["y", "yes", "1", "true", "t", "on"].contains(&text.to_lowercase().as_str()),
        other => truthy(other),
    }
}

/// A test of a part of a date, which may not be set.
fn number_test(seen: Option<i64>, operator: &str, value: &Json) -> bool {
    let (operator, negated) = sign(operator);
    let is = |item: &Json| match item {
        Json::Null | Json::Bool(false) => seen.is_none(),
        item => seen.is_some() && seen.map(|n| n as f64) == item.as_f64(),
    };
    let met = match (operator, value) {
        ("=" | "in", Json::Array(items)) if !items.is_empty() || operator == "in" => items.iter().any(is),
        ("=", Json::Array(_)) => seen.is_none(),
        ("=", one) => is(one),
        ("in", one) => truthy(one) && is(one),
        (_, Json::Null | Json::Bool(false)) => false,
        (side, bound) => seen.is_some_and(|n| {
            let (n, bound) = (n as f64, bound.as_f64().unwrap());
            match side {
                "<" => n < bound,
                "<=" => n <= bound,
                ">" => n > bound,
                _ => n >= bound,
            }
        }),
    };
    met != negated
}

enum Wild {
    Run,
    One,
    Exactly(char),
}

fn wildcards(text: &str) -> Vec<Wild> {
    let mut chars = text.chars();
    let mut out = Vec::new();
    while let Some(c) = chars.next() {
        out.push(match c {
            '%' => Wild::Run,
            '_' => Wild::One,
            '\\' => Wild::Exactly(chars.next().unwrap_or('\\')),
            c => Wild::Exactly(c),
        });
    }
    out
}

fn fits(pattern: &[Wild], text: &[char]) -> bool {
    match (pattern.first(), text.first()) {
        (None, seen) => seen.is_none(),
        (Some(Wild::Run), _) => (0..=text.len()).any(|skip| fits(&pattern[1..], &text[skip..])),
        (Some(Wild::One), Some(_)) => fits(&pattern[1..], &text[1..]),
        (Some(Wild::Exactly(c)), Some(seen)) => c == seen && fits(&pattern[1..], &text[1..]),
        (Some(_), None) => false,
    }
}

impl Dom {
    /// The domain in the notation of the engine.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::If(condition, then, otherwise) => {
                format!("{} if {condition} else {}", then.text(), otherwise.text())
            }
            dom => format!("[{}]", dom.terms()),
        }
    }

    fn terms(&self) -> String {
        let joined = |sign: &str, parts: &[Dom]| {
            let signs = format!("'{sign}', ").repeat(parts.len().saturating_sub(1));
            format!("{signs}{}", parts.iter().map(Dom::terms).collect::<Vec<_>>().join(", "))
        };
        match self {
            Self::Constant(value) => format!("({}, '=', 1)", u8::from(*value)),
            Self::And(parts) => joined("&", parts),
            Self::Or(parts) => joined("|", parts),
            Self::Not(inner) => format!("'!', {}", inner.terms()),
            Self::Is(path, operator, term) => format!("('{path}', '{operator}', {})", term.text()),
            Self::Any(field, negated, inner) => {
                format!("('{field}', '{}any', {})", if *negated { "not " } else { "" }, inner.text())
            }
            Self::If(..) => panic!("only as a whole domain"),
        }
    }
}

impl Term {
    fn text(&self) -> String {
        match self {
            Self::Json(value) => literal(value),
            Self::Variable(name) => (*name).to_owned(),
        }
    }
}

/// A value as the domain language writes it.
pub(crate) fn literal(value: &Json) -> String {
    match value {
        Json::Null => "None".to_owned(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::String(text) => {
            format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
