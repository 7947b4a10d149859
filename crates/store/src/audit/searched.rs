//! Whether what is searched is what is proved: the view that lists are read from, compared with the texts of the chain.
//!
//! A view, and on PostgreSQL the function behind it, belongs to whoever owns the database. One that leaves entries out or shows
//! others would lie in every list while the chain stays whole.

use bailiwick_model::audit::{Actor, AuditEntry, AuditHead, Broken};
use jiff::Timestamp;

use super::AuditError;
use crate::{Row, StoreError, Tx, sql::statements};

statements! {
    // Oldest first, and in the words of both engines.
    SEARCHED in "audit_entry":
        "select sequence, at_us, cast(at as text) as at, actor, actor_kind, on_behalf, object_kind, object_id, action, reason, \
         request_id, address, body, hash from audit_entry order by sequence";
}

/// Follows the entries as lists show them from the one behind `before` to `head`, both of which were proved.
///
/// # Errors
/// The first entry that lists leave out, show twice, or show otherwise than it was written.
pub fn verify_search(tx: &mut Tx<'_>, before: AuditHead, head: &AuditHead) -> Result<(), AuditError> {
    let (mut reached, mut wrong) = (before, None);
    tx.each(&SEARCHED, &[], |row| {
        if wrong.is_none() {
            match follow(&reached, row)? {
                Ok(next) => reached = next,
                Err(broken) => wrong = Some(broken),
            }
        }
        Ok(())
    })?;
    match wrong {
        Some(broken) => Err(broken.into()),
        None if reached == *head => Ok(()),
        None => Err(Broken::unsearched(reached.sequence + 1, "it is left out").into()),
    }
}

fn follow(reached: &AuditHead, row: &mut Row<'_>) -> Result<Result<AuditHead, Broken>, StoreError> {
    let expected = reached.sequence + 1;
    let (sequence, at_us, at) = (row.int("sequence")?, row.int("at_us")?, row.opt_text("at")?);
    if sequence != expected {
        let (number, why) =
            if sequence > expected { (expected, "it is left out") } else { (sequence, "it is there twice") };
        return Ok(Err(Broken::unsearched(number, why)));
    }
    let mut shown = [None; 9];
    const COLUMNS: [&str; 9] = [
        "actor",
        "actor_kind",
        "on_behalf",
        "object_kind",
        "object_id",
        "action",
        "reason",
        "request_id",
        "address",
    ];
    for (place, column) in shown.iter_mut().zip(COLUMNS) {
        *place = row.opt_text(column)?;
    }
    let (body, hash) = (row.text("body")?, row.text("hash")?);
    let own = reached.hash.followed_by(body);
    if own.as_str() != hash {
        return Ok(Err(Broken::unsearched(sequence, "it is not the one that was written")));
    }
    let Ok(entry) = AuditEntry::read(body) else {
        return Ok(Err(Broken::unsearched(sequence, "its text cannot be read")));
    };
    // What a text may hold and PostgreSQL's texts may not is passed over by the view.
    let plain = |text: Option<&str>| text.map(|text| text.replace('\0', ""));
    let actor = entry.actor.to_string();
    let kind = match &entry.actor {
        Actor::User(_) => "user",
        Actor::Token(_) => "token",
        Actor::Machine => "machine",
        Actor::System => "system",
    };
    let told: [Option<&str>; 9] = [
        Some(&actor),
        Some(kind),
        entry.on_behalf.as_ref().map(|login| login.as_str()),
        Some(&entry.object.kind),
        Some(&entry.object.id),
        Some(entry.action.as_str()),
        entry.reason.as_deref(),
        entry.request_id.as_deref(),
        entry.origin.address.as_deref(),
    ];
    let wrong =
        told.into_iter().zip(shown).zip(COLUMNS).find(|((told, shown), _)| plain(*told) != plain(*shown));
    if let Some((_, column)) = wrong {
        return Ok(Err(Broken::unsearched(sequence, &format!("its {column} is another one there"))));
    }
    if entry.at != at_us || moment(at_us).is_some_and(|moment| at != Some(&*moment)) {
        return Ok(Err(Broken::unsearched(sequence, "its time is another one there")));
    }
    Ok(Ok(AuditHead { sequence, hash: own }))
}

/// A moment as the view words it; none where no calendar has it.
fn moment(at_us: i64) -> Option<String> {
    let moment = Timestamp::from_second(at_us / 1_000_000).ok().filter(|_| at_us >= 0)?;
    Some(moment.strftime("%Y-%m-%d %H:%M:%S").to_string())
}
