//! Expectations as they are written: one key for the question, others for its answer.
//!
//! ```yaml
//! - check: {user: asha, action: update, model: res.partner, record: 7}
//!   answer: deny
//! ```

use std::fmt;

use bailiwick_model::{
    FieldName, GroupId, KeyError, ModelName, Operation, PermissionName, RecordId, RuleId, UserId,
};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{
    Action, Answer, Blame, Check, Expectation, Fields, GroupsAnswer, GroupsOf, HasGroups, OfModel, Offer,
    Outcome, Question, Search, Valuation, moment::Moment,
};

/// Every key that an expectation can have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    check: Option<Check>,
    visible: Option<OfModel>,
    acl: Option<AclAsk>,
    fields: Option<Fields>,
    search: Option<Search>,
    groups: Option<GroupsOf>,
    has_groups: Option<HasGroups>,
    blame: Option<BlameAsk>,
    value: Option<Valuation>,
    refused: Option<Offer>,

    answer: Option<AnyAnswer>,
    because: Option<Vec<String>>,
    ids: Option<Vec<RecordId>>,
    names: Option<Vec<FieldName>>,
    readable: Option<Vec<FieldName>>,
    writable: Option<Vec<FieldName>>,
    contains: Option<Vec<GroupId>>,
    lacks: Option<Vec<GroupId>>,
    rules: Option<Vec<RuleId>>,
    #[serde(default, deserialize_with = "present")]
    is: Option<Value>,
    error: Option<String>,
    says: Option<String>,

    now: Option<Moment>,
    companies: Option<Vec<RecordId>>,
    note: Option<String>,
}

/// `is: null` is an answer too.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// An access-control question names its operation; "may read" is not assumed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AclAsk {
    user: UserId,
    model: ModelName,
    operation: Operation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlameAsk {
    user: UserId,
    model: ModelName,
    operation: Operation,
    record: Option<RecordId>,
    records: Option<Vec<RecordId>>,
}

/// `allow` and `deny`, or `true` and `false`, depending on the question.
#[derive(Clone, Copy)]
enum AnyAnswer {
    Word(Answer),
    Truth(bool),
}

impl<'de> Deserialize<'de> for AnyAnswer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl serde::de::Visitor<'_> for Either {
            type Value = AnyAnswer;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("allow or deny (true or false for has_groups)")
            }
            fn visit_bool<E>(self, truth: bool) -> Result<AnyAnswer, E> {
                Ok(AnyAnswer::Truth(truth))
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<AnyAnswer, E> {
                match word {
                    "allow" => Ok(AnyAnswer::Word(Answer::Allow)),
                    "deny" => Ok(AnyAnswer::Word(Answer::Deny)),
                    _ => Err(E::unknown_variant(word, &["allow", "deny"])),
                }
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl TryFrom<Raw> for Expectation {
    type Error = String;

    fn try_from(mut raw: Raw) -> Result<Self, String> {
        raw.check_one_question()?;
        let (now, companies, note) =
            (raw.now.take().map(|Moment(now)| now), raw.companies.take(), raw.note.take());
        let (name, question) = raw.question()?;
        match raw.leftover() {
            Some(key) => Err(format!("`{key}` is no answer to `{name}`; remove it")),
            None => Ok(Self { line: None, question, now, companies, note }),
        }
    }
}

impl Raw {
    fn check_one_question(&self) -> Result<(), String> {
        let asked = [
            ("check", self.check.is_some()),
            ("visible", self.visible.is_some()),
            ("acl", self.acl.is_some()),
            ("fields", self.fields.is_some()),
            ("search", self.search.is_some()),
            ("groups", self.groups.is_some()),
            ("has_groups", self.has_groups.is_some()),
            ("blame", self.blame.is_some()),
            ("value", self.value.is_some()),
            ("refused", self.refused.is_some()),
        ];
        let named = |wanted: bool| {
            let names: Vec<_> =
                asked.iter().filter(|(_, is)| *is || !wanted).map(|(name, _)| *name).collect();
            names.join(", ")
        };
        match asked.iter().filter(|(_, is)| *is).count() {
            1 => Ok(()),
            0 => Err(format!("an expectation asks something; add one of {}", named(false))),
            _ => Err(format!("an expectation asks one thing, not {}; make it several", named(true))),
        }
    }

    /// Takes the question and its answer out, and names the question.
    fn question(&mut self) -> Result<(&'static str, Question), String> {
        if let Some(ask) = self.check.take() {
            check_is_whole(&ask)?;
            let because = self.because.take().unwrap_or_default();
            return Ok(("check", Question::Check { answer: self.word("check")?, ask, because }));
        }
        if let Some(ask) = self.visible.take() {
            return Ok((
                "visible",
                Question::Visible { ask, ids: needed(self.ids.take(), "visible", "ids")? },
            ));
        }
        if let Some(AclAsk { user, model, operation }) = self.acl.take() {
            let ask = OfModel { user, model, operation };
            return Ok(("acl", Question::Acl { ask, answer: self.word("acl")? }));
        }
        if let Some(ask) = self.fields.take() {
            return Ok(("fields", Question::Fields { names: self.field_names(ask.operation)?, ask }));
        }
        if let Some(ask) = self.search.take() {
            if ask.user.is_none() && !ask.superuser {
                return Err("a search needs a `user`, or `superuser: true`".to_owned());
            }
            let ids = self.ids.take();
            return Ok(("search", Question::Search { ask, outcome: self.outcome(ids, "search", "ids")? }));
        }
        if let Some(ask) = self.groups.take() {
            return Ok(("groups", Question::Groups { ask, answer: self.groups_answer()? }));
        }
        if let Some(ask) = self.has_groups.take() {
            return match self.answer.take() {
                Some(AnyAnswer::Truth(answer)) => Ok(("has_groups", Question::HasGroups { ask, answer })),
                _ => Err("`has_groups` is answered by `answer: true` or `answer: false`".to_owned()),
            };
        }
        if let Some(ask) = self.blame.take() {
            let rules = needed(self.rules.take(), "blame", "rules")?;
            return Ok(("blame", Question::Blame { ask: blame(ask)?, rules }));
        }
        if let Some(ask) = self.value.take() {
            let is = self.is.take();
            return Ok(("value", Question::Value { ask, outcome: self.outcome(is, "value", "is")? }));
        }
        let offer = needed(self.refused.take(), "expectation", "refused")?;
        Ok(("refused", Question::Refused { offer, says: needed(self.says.take(), "refused", "says")? }))
    }

    fn word(&mut self, question: &str) -> Result<Answer, String> {
        match self.answer.take() {
            Some(AnyAnswer::Word(answer)) => Ok(answer),
            _ => Err(format!("`{question}` is answered by `answer: allow` or `answer: deny`")),
        }
    }

    fn outcome<T>(&mut self, result: Option<T>, question: &str, key: &str) -> Result<Outcome<T>, String> {
        match (result, self.error.take()) {
            (Some(result), None) => Ok(Outcome::Is(result)),
            (None, Some(words)) => Ok(Outcome::Error(words)),
            _ => Err(format!("`{question}` is answered by either `{key}` or `error`")),
        }
    }

    fn field_names(&mut self, operation: Operation) -> Result<Vec<FieldName>, String> {
        let own = match operation {
            Operation::Read => self.readable.take(),
            Operation::Update => self.writable.take(),
            _ => return Err("`fields` asks about `operation: read` or `operation: update`".to_owned()),
        };
        match (own, self.names.take()) {
            (Some(names), None) | (None, Some(names)) => Ok(names),
            _ => Err("`fields` is answered by `names`, `readable` (read) or `writable` (update)".to_owned()),
        }
    }

    fn groups_answer(&mut self) -> Result<GroupsAnswer, String> {
        let id = |id: RecordId| GroupId::new(id.to_string()).map_err(|e: KeyError| e.to_string());
        let ids =
            self.ids.take().map(|ids| ids.into_iter().map(id).collect::<Result<Vec<_>, _>>()).transpose()?;
        if ids.is_none() && self.contains.is_none() && self.lacks.is_none() {
            return Err("`groups` is answered by `ids`, `contains` or `lacks`".to_owned());
        }
        let contains = self.contains.take().unwrap_or_default();
        Ok(GroupsAnswer { ids, contains, lacks: self.lacks.take().unwrap_or_default() })
    }

    /// An answer that the question did not take.
    fn leftover(&self) -> Option<&'static str> {
        let left = [
            ("answer", self.answer.is_some()),
            ("because", self.because.is_some()),
            ("ids", self.ids.is_some()),
            ("names", self.names.is_some()),
            ("readable", self.readable.is_some()),
            ("writable", self.writable.is_some()),
            ("contains", self.contains.is_some()),
            ("lacks", self.lacks.is_some()),
            ("rules", self.rules.is_some()),
            ("is", self.is.is_some()),
            ("error", self.error.is_some()),
            ("says", self.says.is_some()),
        ];
        left.into_iter().find(|(_, is)| *is).map(|(key, _)| key)
    }
}

fn needed<T>(answer: Option<T>, question: &str, key: &str) -> Result<T, String> {
    answer.ok_or_else(|| format!("`{question}` is answered by `{key}`; add it"))
}

fn check_is_whole(ask: &Check) -> Result<(), String> {
    let names_its_model = matches!(&ask.action, Action::Permission(PermissionName::Action(..)));
    match (&ask.action, &ask.model) {
        (Action::Operation(_) | Action::Custom(_), None) => Err(format!(
            "`action: {}` needs a `model`; or write a permission such as module:NAME",
            ask.action
        )),
        (Action::Permission(_), Some(_)) => {
            Err(format!("`action: {}` takes no `model`; remove it", ask.action))
        }
        (Action::Permission(_), None) if ask.record.is_some() && !names_its_model => {
            Err(format!("`action: {}` is not about records; remove `record`", ask.action))
        }
        _ => Ok(()),
    }
}

fn blame(ask: BlameAsk) -> Result<Blame, String> {
    let BlameAsk { user, model, operation, record, records } = ask;
    let records = match (record, records) {
        (Some(record), None) => vec![record],
        (None, Some(records)) if !records.is_empty() => records,
        _ => return Err("`blame` names one `record` or a list of `records`".to_owned()),
    };
    Ok(Blame { user, model, operation, records })
}

/// The expectation with the line it was found on, as far as the reader knows it.
pub(super) fn with_line(placed: serde_saphyr::Spanned<Expectation>) -> Expectation {
    let line = Some(placed.referenced.line()).filter(|line| *line > 0);
    Expectation { line, ..placed.value }
}
