//! Why, and why not.
//!
//! An [`Explanation`] is gathered after the verdict it explains, from the same snapshot and the same steps, so it cannot
//! disagree with it. It keeps numbers; names are looked up when it is shown.

use bailiwick_model::{Effect, Operation, PermissionName, Value};

use crate::{
    asker::Asker,
    decide::{Reason, RuleNumber, Subject, Verdict},
    domain::EvalError,
    records::Records,
    schema::ModelId,
    snapshot::{Line, Source, Tables, Window, run},
};

/// A verdict with everything that led to it.
pub struct Explanation<'a> {
    /// The verdict.
    pub verdict: Verdict,
    /// The user's lines, own ones first, and what each gives here.
    pub lines: Vec<LineTrace<'a>>,
    /// The rules that speak about the operation.
    pub rules: Vec<RuleTrace>,
    /// The user's overrides that are about this, by position.
    pub overrides: Vec<OverrideTrace>,
    pub(crate) deed: Asked,
}

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    Operation(Operation, ModelId),
    Permission(PermissionName),
}

/// A role line and its part in the answer.
pub struct LineTrace<'a> {
    pub(crate) tables: &'a Tables,
    pub(crate) line: Line,
    pub(crate) source: Option<Source>,
    /// Whether it counts.
    pub state: LineState,
    /// Whether it would give what was asked, if it counted.
    pub gives: bool,
}

/// Whether a line counts for a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// It counts.
    Counts,
    /// Its first day is still to come.
    NotYet,
    /// Its last day is past.
    Over,
    /// It does not reach the record.
    Elsewhere,
}

/// A record rule and its part in the answer.
#[derive(Clone, Debug)]
pub struct RuleTrace {
    /// The rule.
    pub rule: RuleNumber,
    /// The delegate parent it belongs to, when it is not the model's own.
    pub parent: Option<ModelId>,
    /// Whether it binds everybody.
    pub global: bool,
    /// Whether it applies: global ones always, others when one of their groups is worn here.
    pub applies: bool,
    /// Whether the record meets it.
    pub holds: Result<bool, EvalError>,
}

/// An override and its part in the answer.
#[derive(Clone, Copy, Debug)]
pub struct OverrideTrace {
    /// Its position in the user's list.
    pub position: usize,
    /// Whether it counts today.
    pub enabled: bool,
    /// Whether it decided.
    pub decided: bool,
}

impl<'a> Asker<'a> {
    /// Explains [`Asker::check`].
    #[must_use]
    pub fn explain(&self, operation: Operation, model: ModelId, row: &[Value]) -> Explanation<'a> {
        let verdict = self.check(operation, model, row);
        self.explain_verdict(verdict, operation, model, row)
    }

    /// Explains a verdict on an operation that [`Asker::check`], [`Asker::check_update`] or [`Asker::check_fields`]
    /// gave for the record with these values.
    #[must_use]
    pub fn explain_verdict(
        &self,
        verdict: Verdict,
        operation: Operation,
        model: ModelId,
        row: &[Value],
    ) -> Explanation<'a> {
        let subject = Subject::new(model, row);
        let rules = &self.snapshot.rules;
        let lines = self.line_traces(Some(&subject), &|line| {
            rules.table(model, 0).grant(line.role).operations & operation.bit() != 0
        });
        let mut traces = Vec::new();
        self.rule_traces(operation, &subject, model, row, None, &mut traces);
        let overrides = self.override_traces(&verdict, &Asked::Operation(operation, model));
        Explanation { verdict, lines, rules: traces, overrides, deed: Asked::Operation(operation, model) }
    }

    /// Explains [`Asker::check_model`].
    #[must_use]
    pub fn explain_model(&self, operation: Operation, model: ModelId) -> Explanation<'a> {
        self.explain_model_verdict(self.check_model(operation, model), operation, model)
    }

    /// Explains a verdict that [`Asker::check_model`] or [`Asker::check_model_fields`] gave.
    #[must_use]
    pub fn explain_model_verdict(
        &self,
        verdict: Verdict,
        operation: Operation,
        model: ModelId,
    ) -> Explanation<'a> {
        let rules = &self.snapshot.rules;
        let lines = self.line_traces(None, &|line| {
            rules.table(model, 0).grant(line.role).operations & operation.bit() != 0
        });
        let deed = Asked::Operation(operation, model);
        let overrides = self.override_traces(&verdict, &deed);
        Explanation { verdict, lines, rules: Vec::new(), overrides, deed }
    }

    /// Explains [`Asker::check_permission`].
    #[must_use]
    pub fn explain_permission(
        &self,
        name: &PermissionName,
        record: Option<(ModelId, &[Value])>,
    ) -> Explanation<'a> {
        let verdict = self.check_permission(name, record.map(|(_, row)| row));
        self.explain_permission_verdict(verdict, name, record)
    }

    /// Explains a verdict that [`Asker::check_permission`] or [`Asker::check_permission_fields`] gave.
    #[must_use]
    pub fn explain_permission_verdict(
        &self,
        verdict: Verdict,
        name: &PermissionName,
        record: Option<(ModelId, &[Value])>,
    ) -> Explanation<'a> {
        let right = self.snapshot.rules.permissions.get(name);
        let subject = record.map(|(model, row)| Subject::new(model, row));
        let lines =
            self.line_traces(subject.as_ref(), &|line| right.is_some_and(|r| r.roles.contains(&line.role)));
        let mut traces = Vec::new();
        if let (Some((model, operation)), Some(subject)) = (right.and_then(|r| r.on), &subject) {
            self.rule_traces(operation, subject, model, subject.row, None, &mut traces);
        }
        let deed = Asked::Permission(name.clone());
        let overrides = self.override_traces(&verdict, &deed);
        Explanation { verdict, lines, rules: traces, overrides, deed }
    }

    fn line_traces(&self, subject: Option<&Subject<'_>>, gives: &dyn Fn(Line) -> bool) -> Vec<LineTrace<'a>> {
        let mut out = Vec::new();
        let mut trace = |tables: &'a Tables, line: Line, source: Option<Source>| {
            let window = tables.window(line);
            let reached = || match subject.map(|s| s.place(self)) {
                None => true,
                Some(Ok(place)) => place.is_reached(&self.snapshot.places, tables, line),
                Some(Err(_)) => false,
            };
            let state = if self.today < window.from {
                LineState::NotYet
            } else if self.today > window.to {
                LineState::Over
            } else if reached() {
                LineState::Counts
            } else {
                LineState::Elsewhere
            };
            out.push(LineTrace { tables, line, source, state, gives: gives(line) });
        };
        for (tables, lines, source) in self.snapshot.lines(self.seat) {
            lines.for_each(|line| trace(tables, line, source));
        }
        out
    }

    fn rule_traces(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        model: ModelId,
        row: &[Value],
        parent: Option<ModelId>,
        out: &mut Vec<RuleTrace>,
    ) {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(model);
        let applicable: Vec<RuleNumber> =
            self.applicable_group_rules(operation, subject, model).map(Iterator::collect).unwrap_or_default();
        for number in brief.start..brief.end {
            let rule = rules.rule(number);
            if rule.operations & operation.bit() == 0 {
                continue;
            }
            let global = number < brief.grouped;
            out.push(RuleTrace {
                rule: RuleNumber(number),
                parent,
                global,
                applies: global || applicable.contains(&RuleNumber(number)),
                holds: run(rules.program(rule), &self.snapshot.schema, model, row, self),
            });
        }
        for (parent, link) in &self.snapshot.schema.model(model).inherits {
            let id = row.get(link.slot()).unwrap_or(&Value::Null);
            if let Ok(Some(linked)) = self.view.row(*parent, id) {
                self.rule_traces(operation, subject, *parent, &linked, Some(*parent), out);
            }
        }
    }

    fn override_traces(&self, verdict: &Verdict, deed: &Asked) -> Vec<OverrideTrace> {
        let about = |o: &bailiwick_model::Override| match (&o.target, deed) {
            (bailiwick_model::OverrideTarget::Permission(p), Asked::Permission(name)) => p == name,
            (
                bailiwick_model::OverrideTarget::Records { model, operations, .. },
                Asked::Operation(op, asked),
            ) => *model == self.snapshot.schema.model(*asked).name && operations.contains(*op),
            _ => false,
        };
        let trace = |(position, o): (usize, &bailiwick_model::Override)| OverrideTrace {
            position,
            enabled: Window::of(o.validity).holds(self.today),
            decided: verdict.reason == Reason::Override(position),
        };
        self.overrides().iter().enumerate().filter(|(_, o)| about(o)).map(trace).collect()
    }
}

impl Explanation<'_> {
    /// The rules to blame for a denial: each global rule that fails, and all applicable group rules if none of them
    /// holds (Odoo's `_get_failing`).
    #[must_use]
    pub fn blamed(&self) -> Vec<RuleNumber> {
        let fails = |t: &&RuleTrace| t.holds != Ok(true);
        let mut out: Vec<RuleNumber> =
            self.rules.iter().filter(|t| t.global).filter(fails).map(|t| t.rule).collect();
        let mut owners: Vec<Option<ModelId>> = self.rules.iter().map(|t| t.parent).collect();
        owners.dedup();
        for owner in owners {
            let grouped = || self.rules.iter().filter(move |t| !t.global && t.applies && t.parent == owner);
            if grouped().next().is_some() && !grouped().any(|t| t.holds == Ok(true)) {
                out.extend(grouped().map(|t| t.rule));
            }
        }
        out
    }

    /// Whether a deny override decided.
    #[must_use]
    pub fn overridden(&self, asker: &Asker<'_>) -> Option<Effect> {
        match self.verdict.reason {
            Reason::Override(at) => asker.overrides().get(at).map(|o| o.effect),
            _ => None,
        }
    }
}
