//! Questions to the engine from pages: asked as who is signed in, who is told as far as he may see.

use std::sync::Arc;

use bailiwick_app::{
    Loaded, State, When,
    decisions::{Assumption, Caller, DecisionError, Evaluator, Seen, assume},
};

use super::{Gate, Insider, Refusal};

/// What a question of a page is asked under.
#[derive(Clone, Default)]
pub(crate) struct Asking {
    /// Whom an assumption is about.
    pub(crate) user: String,
    /// When; now when nothing is said.
    pub(crate) as_of: Option<When>,
    /// What is assumed of him.
    pub(crate) assumption: Option<Assumption>,
}

/// Who asks.
struct Asker {
    loaded: Arc<Loaded>,
    login: String,
    /// Seconds from 1970.
    now: i64,
}

impl Insider {
    /// Asks the engine. What is watched is told to the trail before there is an answer.
    pub(crate) async fn evaluate<T: Send + 'static>(
        &self,
        gate: &Arc<Gate>,
        asking: Asking,
        work: impl FnOnce(&mut Evaluator<'_>) -> Result<T, DecisionError> + Send + 'static,
    ) -> Result<Result<T, DecisionError>, Refusal> {
        let (here, author) = (Arc::clone(gate), self.ctx.author.clone());
        let asker = Asker {
            loaded: gate.state(None).await?,
            login: self.caller.login().to_string(),
            now: author.at_us.div_euclid(1_000_000),
        };
        let (answer, entries) = gate
            .search(move || {
                let mut seen = Vec::new();
                let answer = asker.ask(&here, asking, &mut seen, work);
                let entries: Vec<_> = seen.into_iter().map(|seen| seen.entry(&author)).collect();
                (answer, entries)
            })
            .await?;
        if !entries.is_empty() {
            gate.tell(entries).await?;
        }
        Ok(answer)
    }
}

impl Asker {
    fn caller(&self) -> Caller {
        Caller::user(Arc::clone(&self.loaded), &self.login, self.now)
    }

    fn ask<T>(
        &self,
        gate: &Gate,
        asking: Asking,
        seen: &mut Vec<Seen>,
        work: impl FnOnce(&mut Evaluator<'_>) -> Result<T, DecisionError>,
    ) -> Result<T, DecisionError> {
        let Asking { user, as_of, assumption } = asking;
        let assumed: Option<State> = match assumption {
            None => None,
            Some(assumption) => {
                // What is wrong with an assumption would tell of whom it is about.
                self.caller().check_subject(&user)?;
                Some(assume(&self.loaded, &*gate.people, &user, assumption)?)
            }
        };
        let evaluator = match (&assumed, as_of) {
            (None, None) => Evaluator::now(&self.loaded, self.now),
            (None, Some(when)) => Evaluator::at(&self.loaded, when),
            (Some(state), when) => Evaluator::at(state, when.unwrap_or(When::At(self.now))).assuming(),
        };
        let hypothetical = assumed.is_some() || as_of.is_some();
        let mut evaluator = evaluator.asked_by(self.caller()).watched(self.loaded.watched(), hypothetical);
        let answer = work(&mut evaluator);
        *seen = evaluator.seen();
        answer
    }
}
