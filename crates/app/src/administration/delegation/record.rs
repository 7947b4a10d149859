//! Which record of an application somebody is. Rules such as "his own" go by it, so who takes an id takes the records.

use bailiwick_model::RecordId;
use bailiwick_store::{former_id, user};

use super::must_be_administrator;
use crate::administration::{Refused, Work, users::Whole};

/// Makes sure that the actor may give an account the id that it is to have among the records. Whoever manages users gives one
/// that no account here ever had to an account that has none. An id that is or was somebody's, and any change of one, is for an
/// administrator; nobody has an id that is another one's.
pub(crate) fn may_identify(
    work: &mut Work<'_, '_>,
    before: Option<&Whole>,
    after: &Whole,
) -> Result<(), Refused> {
    let had = before.and_then(|before| before.user.id.as_ref());
    let wanted = after.user.id.as_ref();
    if had == wanted {
        return Ok(());
    }
    if had.is_some() {
        only_administrator(work, "an id that records go by is changed or taken away")?;
    }
    let Some(id) = wanted else { return Ok(()) };
    let holder = user::by_record(work.tx, id)?.filter(|holder| *holder != after.login);
    if holder.is_some() || former_id::was_anothers(work.tx, id, &after.login)? {
        only_administrator(work, &format!("the id {id} is or was another account's"))?;
    }
    match holder {
        Some(holder) => Err(taken(id, holder.as_str())),
        None => Ok(()),
    }
}

fn taken(id: &RecordId, holder: &str) -> Refused {
    Refused::invalid("/external_id", format!("user {holder} has the id {id}; take it away there first"))
}

fn only_administrator(work: &Work<'_, '_>, what: &str) -> Result<(), Refused> {
    must_be_administrator(work).map_err(|_| {
        Refused::Beyond(format!(
            "{what}, and what applications let somebody do with his own records follows; leave external_id to an administrator \
             whose role reaches everywhere"
        ))
    })
}
