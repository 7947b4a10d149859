//! Who gains and who loses what, said before it is done.
//!
//! Nothing is guessed: the change is made in the transaction, what follows is compiled, both states are compared, and all of
//! it is undone. Whom it may concern is found by one walk over the packed role lines; so many of those are looked at one
//! by one, and records are counted for the first few.

mod records;

use bailiwick_model::{Operation, UserId};
use bailiwick_policy::{Changed, Comparison, Difference, Extent, Level, Standing, Touched};
use bailiwick_protocol::rest::{GroupReach, LevelChange, Preview, Reaches, RecordsChange, UserPreview};
use bailiwick_store::own::{Id, Own};

use super::{Refused, Work, delegation};
use records::Counting;

/// Users who are looked at one by one.
const MOST_EXAMINED: usize = 1_000;

/// Users whose records are counted.
const MOST_COUNTED: usize = 20;

/// Models whose records are counted for one user.
const MOST_MODELS: usize = 20;

/// The preview of what was done so far, when it is only tried.
pub(super) fn previewed(work: &mut Work<'_, '_>) -> Result<Option<Preview>, Refused> {
    if work.ctx.dry_run { preview(work).map(Some) } else { Ok(None) }
}

/// What was done so far, as people would find it.
pub(super) fn preview(work: &mut Work<'_, '_>) -> Result<Preview, Refused> {
    let after = work.follow()?;
    let before = work.state.clone();
    let comparison = Comparison::new(
        Standing { policy: &before.policy, snapshot: &before.snapshot },
        Standing { policy: &after.policy, snapshot: &after.snapshot },
        touched(work),
        work.guard.moment().now(),
    );
    let sees_all = delegation::must_be_administrator(work).is_ok();
    let mut counting = Counting { state: &after, moment: work.guard.moment().clone(), left: MOST_COUNTED };
    let mut preview = Preview::default();
    let mut concerned = comparison.concerned();
    // Whom the actor may not see is left out, and kept from nobody.
    let looks = work.looks.take();
    for login in concerned.by_ref().take(MOST_EXAMINED) {
        preview.examined += 1;
        let difference = comparison.of(login);
        let records = record_changes(work, &comparison, login, difference.as_ref(), &mut counting)?;
        if difference.is_none() && records.is_none() {
            continue;
        }
        preview.affected += 1;
        let Ok(login) = UserId::new(login) else { continue };
        if sees_all || work.may(Operation::Read, Own::User, &Id::Text(login.to_string()))? {
            preview.users.push(shown(login, difference, records.unwrap_or_default()));
        }
    }
    work.looks = looks;
    preview.concerned = preview.examined + concerned.count();
    preview.sentences = preview.told();
    Ok(preview)
}

/// Whose own lines, groups, overrides or default lines this work has changed.
fn touched(work: &Work<'_, '_>) -> Touched {
    let mut touched = Touched::default();
    for change in work.noted() {
        match change.kind.as_str() {
            "user" => touched.users.extend(change.key.parse().ok()),
            "company" => touched.companies.extend(change.key.parse().ok()),
            "department" => touched.departments.extend(change.key.parse().ok()),
            _ => {}
        }
    }
    touched
}

/// The records that a user gains or loses; nothing when there are none to gain or lose. Counted for the first few users.
fn record_changes(
    work: &mut Work<'_, '_>,
    comparison: &Comparison<'_>,
    login: &str,
    difference: Option<&Difference>,
    counting: &mut Counting<'_>,
) -> Result<Option<Vec<RecordsChange>>, Refused> {
    // Whoever gains or loses otherwise is affected, whether or not his records are counted.
    if difference.is_some() && counting.left == 0 {
        return Ok(None);
    }
    let (mut changes, mut differs) = (Vec::new(), false);
    for model in comparison.record_models(login, difference).into_iter().take(MOST_MODELS) {
        for operation in Operation::ALL {
            let records = &*counting.state.records;
            // A rule that cannot be computed lists nothing, on whichever side it is.
            let Ok(Some(found)) = comparison.records(login, operation, &model, records) else { continue };
            differs = true;
            if counting.left > 0 {
                let (gained, more) = counting.count(work, login, found.model, found.gained)?;
                let (lost, or_lost) = counting.count(work, login, found.model, found.lost)?;
                let at_least = more || or_lost;
                if gained + lost > 0 {
                    changes.push(RecordsChange { model: model.clone(), operation, gained, lost, at_least });
                }
            }
        }
    }
    if counting.left > 0 && (differs || difference.is_some()) {
        counting.left -= 1;
        // Two filters that are written differently may find the same.
        return Ok((!changes.is_empty()).then_some(changes));
    }
    Ok(differs.then_some(changes))
}

fn shown(login: UserId, difference: Option<Difference>, records: Vec<RecordsChange>) -> UserPreview {
    let mut preview = UserPreview {
        login,
        gains: Vec::new(),
        loses: Vec::new(),
        operations: Vec::new(),
        fields: Vec::new(),
        permissions: Vec::new(),
        records,
    };
    let Some(Difference { login: _, gained, lost, operations, fields, permissions }) = difference else {
        return preview;
    };
    let reach =
        |(group, Extent { areas, companies, from, to })| GroupReach { group, areas, companies, from, to };
    preview.gains = gained.into_iter().map(reach).collect();
    preview.loses = lost.into_iter().map(reach).collect();
    preview.operations = operations
        .into_iter()
        .map(|change| {
            let (model, operation) = change.what.clone();
            LevelChange { model: Some(model), operation: Some(operation), ..level(&change) }
        })
        .collect();
    preview.fields = fields
        .into_iter()
        .map(|change| {
            let (model, field, operation) = change.what.clone();
            LevelChange {
                model: Some(model),
                field: Some(field),
                operation: Some(operation),
                ..level(&change)
            }
        })
        .collect();
    preview.permissions = permissions
        .into_iter()
        .map(|change| LevelChange { permission: Some(change.what.to_string()), ..level(&change) })
        .collect();
    preview
}

fn level<T>(change: &Changed<T>) -> LevelChange {
    let reaches = |level: Level| match level {
        Level::Nowhere => Reaches::None,
        Level::Somewhere => Reaches::Somewhere,
        Level::Everywhere => Reaches::Everywhere,
    };
    LevelChange {
        model: None,
        field: None,
        operation: None,
        permission: None,
        before: reaches(change.before),
        after: reaches(change.after),
        from: change.from,
    }
}
