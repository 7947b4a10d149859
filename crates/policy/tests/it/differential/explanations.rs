//! An explanation says what the check said, and what it shows leads there.

use bailiwick_model::Effect;
use bailiwick_policy::{Explanation, LineState, Reason};

use super::{Case, Pair, Tally, questions::every};

impl Pair<'_> {
    pub(super) fn explanations(&self, cases: &[Case<'_>], tally: &mut Tally) {
        let start = (self.seed as usize + self.login.as_str().len()) % STEP;
        for (case, operation) in every(cases).skip(start).step_by(STEP) {
            let verdict = self.asker.check(operation, case.id, &case.values);
            let explained = self.asker.explain(operation, case.id, &case.values);
            let what = self.whose(&format!("{operation} {} {}", case.model, case.record["id"]));
            assert_eq!(explained.verdict, verdict, "{what}");
            for trace in explained.rules.iter().filter(|t| t.parent.is_none()) {
                let rule = self.asker.rule_id(trace.rule);
                let expected = self.naive.rule_holds(rule, case.model, case.record);
                assert_eq!(trace.holds.clone().ok(), expected, "{what}: {rule}");
            }
            let open = self.world.policy.acls.values().any(|acl| {
                let here = acl.model.as_str() == case.model && acl.operations.contains(operation);
                acl.active && acl.group.is_none() && here
            });
            self.leads_there(&explained, open, &what);
            tally.add("explanations", verdict.allowed);
        }
        for name in self.world.policy.permissions.keys() {
            let verdict = self.asker.check_permission(name, None);
            assert_eq!(self.asker.explain_permission(name, None).verdict, verdict, "{name}");
        }
    }

    /// Whether lines, rules and overrides as shown amount to the reason.
    fn leads_there(&self, explained: &Explanation<'_>, open: bool, what: &str) {
        let gives = open || explained.lines.iter().any(|l| l.gives && l.state == LineState::Counts);
        let blamed = explained.blamed();
        let verdict = &explained.verdict;
        match verdict.reason {
            Reason::Granted => assert!(gives && blamed.is_empty(), "{what}: {verdict:?}, {blamed:?}"),
            Reason::NoAcl => assert!(!gives, "{what}: a line gives it"),
            Reason::GlobalRule(rule) => assert!(blamed.contains(&rule), "{what}: {rule:?} of {blamed:?}"),
            Reason::GroupRules => assert!(!blamed.is_empty(), "{what}: no rule is to blame"),
            Reason::Override(_) => {
                let effect = if verdict.allowed { Effect::Allow } else { Effect::Deny };
                assert_eq!(explained.overridden(&self.asker), Some(effect), "{what}");
                assert!(explained.overrides.iter().any(|o| o.decided && o.enabled), "{what}");
            }
            _ => {}
        }
    }
}

/// Every so many questions are explained too.
const STEP: usize = 11;
