//! One entry, with what proves it.

use bailiwick_model::{
    Operation,
    audit::{Link, chain},
};
use bailiwick_protocol::rest::EntryView;
use bailiwick_store::audit::{self, AuditFilter};

use super::{MODEL, condition, must_see_all, whole};
use crate::administration::{Administration, Ctx, Done, Refused};

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryPage {
    /// It.
    pub view: EntryView,
    /// The text that is kept and hashed, to the byte.
    pub text: String,
    /// The hash that it follows.
    pub previous: String,
    /// Whether its hash is that of its text behind the one before, and the entries on both sides are chained to it.
    pub is_sound: bool,
    /// The number of the entry before, where it is there.
    pub older: Option<i64>,
    /// The number of the one behind.
    pub newer: Option<i64>,
}

/// An entry as it is kept.
struct Kept {
    place: i64,
    previous: String,
    hash: String,
    text: String,
}

impl Administration {
    /// An entry of the trail, by number.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] as for [`Administration::list_trail`]; [`Refused::Missing`] where there is none that the actor may see.
    pub fn show_entry(&self, ctx: &Ctx, sequence: i64) -> Result<Done<EntryPage>, Refused> {
        self.read(ctx, |work| {
            must_see_all(work)?;
            let missing = || Refused::missing("audit entry", sequence.to_string());
            let condition = condition(work, "")?;
            let filter = AuditFilter { before: sequence.checked_add(1), ..AuditFilter::default() };
            let mut found = None;
            audit::each(work.tx, &filter, condition.as_ref(), 1, &mut |audited| {
                found = Some(audited);
                Ok(())
            })?;
            let found = found.filter(|audited| audited.entry.sequence == sequence);
            work.looked_at(MODEL, Operation::Read, &sequence.to_string(), found.is_some());
            let view = whole(found.ok_or_else(missing)?);
            let mut around = Vec::new();
            audit::scan(work.tx, sequence.saturating_sub(1)..=sequence.saturating_add(1), &mut |link| {
                around.push(Kept::of(link));
                Ok(())
            })?;
            let at = |place: i64| around.iter().find(|kept| kept.place == place);
            let (before, behind) = (at(sequence.saturating_sub(1)), at(sequence.saturating_add(1)));
            let kept = at(sequence).ok_or_else(missing)?;
            let is_sound = chain::hash(&kept.previous, &kept.text).as_str() == kept.hash
                && before.is_none_or(|before| before.hash == kept.previous)
                && behind.is_none_or(|behind| behind.previous == kept.hash);
            Ok(EntryPage {
                view,
                text: kept.text.clone(),
                previous: kept.previous.clone(),
                is_sound,
                older: before.map(|kept| kept.place),
                newer: behind.map(|kept| kept.place),
            })
        })
    }
}

impl Kept {
    fn of(link: &Link<'_>) -> Self {
        let Link { place, previous, hash, text } = *link;
        Self { place, previous: previous.to_owned(), hash: hash.to_owned(), text: text.to_owned() }
    }
}
