//! Record rules on one record: those of everybody, those of the groups that are worn there, and those of the records it
//! delegates to.

use bailiwick_model::{Operation, Value};

use crate::{
    asker::Asker,
    decide::{Reason, RuleNumber, Subject},
    domain::EvalError,
    records::Records,
    schema::ModelId,
    snapshot::{PAGE, bind, run},
};

/// Why rules refuse, if they do.
type Refusal = Option<Reason>;

impl Asker<'_> {
    /// Global rules, and all rules of delegate parents.
    pub(crate) fn global_refusal(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
    ) -> Result<Refusal, EvalError> {
        if let Some(rule) = self.failing_global(operation, subject.model, subject.row)? {
            return Ok(Some(Reason::GlobalRule(rule)));
        }
        self.parent_refusal(operation, subject, subject.model, subject.row)
    }

    pub(crate) fn failing_global(
        &self,
        operation: Operation,
        model: ModelId,
        row: &[Value],
    ) -> Result<Option<RuleNumber>, EvalError> {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(model);
        for number in brief.start..brief.grouped {
            let rule = rules.rule(number);
            if rule.operations & operation.bit() != 0
                && !run(rules.program(rule), &self.snapshot.schema, model, row, self)?
            {
                return Ok(Some(RuleNumber(number)));
            }
        }
        Ok(None)
    }

    /// The rules of the parents that a record delegates to, on the records it links to. Roles are those worn at the
    /// record itself.
    fn parent_refusal(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        model: ModelId,
        row: &[Value],
    ) -> Result<Refusal, EvalError> {
        if !self.snapshot.rules.brief(model).delegates {
            return Ok(None);
        }
        for (parent, link) in &self.snapshot.schema.model(model).inherits {
            let id = row.get(link.slot()).unwrap_or(&Value::Null);
            let linked = if id.is_null() { None } else { self.view.row(*parent, id)? };
            let refused = match &linked {
                Some(linked) => {
                    self.failing_global(operation, *parent, linked)?.is_some()
                        || self.parent_refusal(operation, subject, *parent, linked)?.is_some()
                        || {
                            let worn = self.wear(subject, *parent, 0)?;
                            self.group_refusal(operation, subject, *parent, linked, worn.rules)?.is_some()
                        }
                }
                None => self.parent_has_rules(operation, subject, *parent)?,
            };
            if refused {
                return Ok(Some(Reason::Parent(*parent)));
            }
        }
        Ok(None)
    }

    /// Whether any rule of `parent` (or its own parents) would have to hold: then a record without parent fails it.
    fn parent_has_rules(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        parent: ModelId,
    ) -> Result<bool, EvalError> {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(parent);
        let global = (brief.start..brief.grouped).any(|n| rules.rule(n).operations & operation.bit() != 0);
        if global || self.applicable_group_rules(operation, subject, parent)?.next().is_some() {
            return Ok(true);
        }
        for (next, _) in &self.snapshot.schema.model(parent).inherits {
            if self.parent_has_rules(operation, subject, *next)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Group rules: none applies, or one of those that apply holds. A rule that applies and cannot be computed denies,
    /// whatever the others say.
    pub(crate) fn group_refusal(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        model: ModelId,
        row: &[Value],
        first_page: u64,
    ) -> Result<Refusal, EvalError> {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(model);
        let (mut applies, mut holds) = (false, false);
        for page in 0..brief.page_count() {
            let mut mask = if page == 0 { first_page } else { self.wear(subject, model, page)?.rules };
            while mask != 0 {
                let bit = mask.trailing_zeros();
                mask &= mask - 1;
                let rule = rules.rule(brief.grouped + (page * PAGE) as u32 + bit);
                if rule.operations & operation.bit() == 0 {
                    continue;
                }
                applies = true;
                if holds {
                    let _ = bind(rules.program(rule), &self.snapshot.schema, model, self)?;
                } else {
                    holds = run(rules.program(rule), &self.snapshot.schema, model, row, self)?;
                }
            }
        }
        Ok((applies && !holds).then_some(Reason::GroupRules))
    }

    /// The group rules of `model` that apply at the record, in order.
    pub(crate) fn applicable_group_rules(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        model: ModelId,
    ) -> Result<std::vec::IntoIter<RuleNumber>, EvalError> {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(model);
        let mut out = Vec::new();
        for page in 0..brief.page_count() {
            let mask = self.wear(subject, model, page)?.rules;
            for bit in (0..PAGE as u32).filter(|bit| mask & (1 << bit) != 0) {
                let number = brief.grouped + (page * PAGE) as u32 + bit;
                if rules.rule(number).operations & operation.bit() != 0 {
                    out.push(RuleNumber(number));
                }
            }
        }
        Ok(out.into_iter())
    }
}
