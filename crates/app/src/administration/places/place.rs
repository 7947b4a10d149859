//! What each kind of place says of itself.

use std::{fmt::Display, ops::Deref, str::FromStr};

use bailiwick_model::{CompanyId, audit::AuditAction};
use bailiwick_protocol::rest::{FormError, LineView};
use bailiwick_store::{StoreError, Tx, own::Own, reference::Reference};
use serde::{Serialize, de::DeserializeOwned};

use crate::administration::{Refused, Work, lines::Holder};

/// A kind of place: companies, departments, areas.
pub trait Place: Clone + Send + Sync + 'static {
    /// By what one is known for ever.
    type Code: Clone
        + PartialEq
        + Display
        + Deref<Target = str>
        + FromStr<Err: Display>
        + Send
        + Sync
        + 'static;
    /// What of one can be written.
    type Form: Clone + Serialize + DeserializeOwned + Send + Sync + 'static;
    /// One as it is shown.
    type View: Serialize + DeserializeOwned + Send + 'static;

    /// Which kind of own object it is.
    const OWN: Own;
    /// What the trail calls what is done to it.
    const ACTIONS: Actions;

    /// One of which nothing is known but what it cannot be without.
    fn blank(form: &Self::Form) -> Self;
    /// What of it can be written.
    fn form(&self) -> Self::Form;
    /// Writes a form to it.
    ///
    /// # Errors
    /// [`FormError`] names the member that is at fault.
    fn write(&mut self, form: Self::Form) -> Result<(), FormError>;
    /// The code of one that is shown.
    fn code(view: &Self::View) -> &Self::Code;
    /// What tells the state of one that is shown from any other.
    fn tag(view: &Self::View) -> &str;

    /// The role lines that it gives to all of its people, as their holder, and the company that it is of; nothing for what gives none.
    fn given(_view: &Self::View) -> Option<(Holder, &CompanyId, &[LineView])> {
        None
    }

    /// The row of a code.
    ///
    /// # Errors
    /// [`StoreError`], as for the following.
    fn find(tx: &mut Tx<'_>, code: &Self::Code) -> Result<Option<Self>, StoreError>;
    /// Makes the row.
    ///
    /// # Errors
    /// [`StoreError`]
    fn insert(&self, tx: &mut Tx<'_>, code: &Self::Code) -> Result<(), StoreError>;
    /// Changes the row.
    ///
    /// # Errors
    /// [`StoreError`]
    fn update(&self, tx: &mut Tx<'_>, code: &Self::Code) -> Result<(), StoreError>;
    /// Takes the row away.
    ///
    /// # Errors
    /// [`StoreError`]
    fn delete(tx: &mut Tx<'_>, code: &Self::Code) -> Result<(), StoreError>;
    /// What refers to it.
    ///
    /// # Errors
    /// [`StoreError`]
    fn references(tx: &mut Tx<'_>, code: &Self::Code) -> Result<Vec<(Reference, i64)>, StoreError>;

    /// Whether the actor may write to places of this kind at all, beside what rows and rules say.
    ///
    /// # Errors
    /// [`Refused`] when he may not.
    fn may_be_written(_work: &mut Work<'_, '_>) -> Result<(), Refused> {
        Ok(())
    }

    /// Fields that the actor may not change on any place of this kind, beside what rows and rules say.
    fn withheld(_work: &Work<'_, '_>) -> &'static [&'static str] {
        &[]
    }

    /// Whether one like this can be, and the actor may make it.
    ///
    /// # Errors
    /// [`Refused`] says why not.
    fn may_be_made(&self, work: &mut Work<'_, '_>, code: &Self::Code) -> Result<(), Refused>;

    /// Whether it can become another one, in these fields, and the actor may make it that.
    ///
    /// # Errors
    /// [`Refused`] says why not.
    fn may_become(
        &self,
        work: &mut Work<'_, '_>,
        code: &Self::Code,
        after: &Self,
        fields: &[&str],
    ) -> Result<(), Refused>;

    /// Whether it lies elsewhere afterwards.
    fn is_elsewhere(&self, after: &Self) -> bool;

    /// What follows once it has been moved.
    ///
    /// # Errors
    /// [`Refused`] when that cannot be.
    fn moved(&self, _work: &mut Work<'_, '_>, _code: &Self::Code, _after: &Self) -> Result<(), Refused> {
        Ok(())
    }

    /// As it is shown, with what the actor may see of its form, and a tag that is made of nothing else.
    ///
    /// # Errors
    /// [`Refused`] when the database fails.
    fn view(
        &self,
        work: &mut Work<'_, '_>,
        code: &Self::Code,
        form: Self::Form,
        counted: Seats,
    ) -> Result<Self::View, Refused>;
}

/// What the trail calls what is done to a place.
pub struct Actions {
    pub(in crate::administration) created: AuditAction,
    pub(in crate::administration) changed: AuditAction,
    pub(in crate::administration) moved: AuditAction,
    pub(in crate::administration) deleted: AuditAction,
}

/// Whether seats are counted where nothing limits them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Seats {
    /// They are.
    Always,
    /// Only where there is a limit.
    Limited,
}
