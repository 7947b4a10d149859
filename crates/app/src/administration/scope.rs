//! Lists limited to one company: who can choose among several, and which companies belong to one.

use std::collections::BTreeSet;

use bailiwick_model::Operation;
use bailiwick_store::own::{Order, Own};

use super::{
    Administration, Ctx, Refused,
    guard::Guard,
    names,
    work::{Page, Wanted},
};

/// What somebody can limit lists to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Whether he sees several companies, so that there is something to choose.
    pub is_offered: bool,
    /// What the company is called that he has chosen, where he sees it.
    pub name: Option<String>,
}

impl Administration {
    /// What the actor can limit lists to, where he has chosen a company or none. Who sees every company and has chosen none is not asked about in
    /// the database.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn scope(&self, ctx: &Ctx, chosen: Option<&str>) -> Result<Scope, Refused> {
        let state = self.loaded()?;
        let seen = Guard::new(&state, &ctx.author).may(&state, Operation::Read, Own::Company)?;
        let is_every = seen.is_every();
        match chosen {
            _ if seen.is_none() || state.snapshot.companies() < 2 => return Ok(Scope::default()),
            None if is_every => return Ok(Scope { is_offered: true, name: None }),
            _ => {}
        }
        let done = self.read(ctx, |work| {
            let looks = work.looks.take();
            let page = Page { order: Order::Id, after: None, limit: 2 };
            let is_offered = is_every || work.list(Own::Company, Wanted::default(), &page)?.len() > 1;
            let code: BTreeSet<&str> = chosen.into_iter().collect();
            let name = names::of(work, Own::Company, &code)?.into_values().next();
            work.looks = looks;
            Ok(Scope { is_offered, name })
        })?;
        Ok(done.value)
    }

    /// A company and those below it, by code; itself alone where it is not known. Nobody learns from it what there is: it is for conditions, under
    /// which everybody finds what he may see.
    ///
    /// # Errors
    /// [`Refused::NotReady`] while no policy is loaded.
    pub fn companies_within(&self, code: &str) -> Result<Vec<String>, Refused> {
        let state = self.loaded()?;
        let within = state.snapshot.companies_within(code);
        Ok(if within.is_empty() {
            vec![code.to_owned()]
        } else {
            within.into_iter().map(str::to_owned).collect()
        })
    }
}
