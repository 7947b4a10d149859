//! Whether what is stored holds together, and what of it will soon need somebody.

use bailiwick_model::{Setting, SettingName};
use bailiwick_store::{Database, StoreError, Tx, api_key, health, outbox, seat, setting};

use super::{Finding, moments::shown, refused};
use crate::{error::AppError, installation::Installation, state::State};

/// Keys that expire sooner are told, in microseconds.
const SOON_US: i64 = 14 * 24 * 3_600 * 1_000_000;

const HOUR_US: i64 = 3_600 * 1_000_000;
const DAY_US: i64 = 24 * HOUR_US;

/// A feed beyond this takes space that nobody uses.
const LONG_FEED: u64 = 10_000_000;

pub(super) fn compile(installation: &Installation) -> (Finding, Option<State>) {
    match installation.load() {
        Ok(state) => {
            let told = format!(
                "compiled, with {} users, at revision {}",
                state.snapshot.user_count(),
                state.revision
            );
            (Finding::well("policy", told), Some(state))
        }
        Err(AppError::Store(error)) => (refused("policy", &error), None),
        Err(error) => {
            let remedy = "mend what is named and put it in force with `bailiwick apply`; until then a server that runs goes \
                          on with what it loaded before, and one that is started does not start";
            (Finding::failure("policy", error.to_string(), remedy), None)
        }
    }
}

pub(super) fn keys(database: &Database, now_us: i64) -> Finding {
    let keys = match database.read(api_key::list) {
        Ok(keys) => keys,
        Err(error) => return refused("keys", &error),
    };
    let told = |key: &api_key::ApiKey| {
        let at = key.expires_us.filter(|at| *at <= now_us.saturating_add(SOON_US))?;
        let verb = if at <= now_us { "expired" } else { "expires" };
        Some(format!("{:?} ({}) {verb} at {}", key.name, key.id, shown(at)))
    };
    let soon: Vec<String> = keys.iter().filter_map(told).collect();
    if soon.is_empty() {
        return Finding::well("keys", format!("{}; none expires within 14 days", keys.len()));
    }
    Finding::warning(
        "keys",
        soon.join("; "),
        "make new ones with `bailiwick key create`, hand them over, and remove the old ones with `bailiwick key delete`",
    )
}

pub(super) fn letters(database: &Database, now_us: i64) -> Finding {
    let count = |tx: &mut Tx<'_>| {
        let failed = outbox::failed_since(tx, now_us.saturating_sub(DAY_US))?;
        Ok::<_, StoreError>((
            outbox::waiting(tx)?,
            outbox::overdue(tx, now_us.saturating_sub(HOUR_US))?,
            failed,
        ))
    };
    match database.read(count) {
        Err(error) => refused("letters", &error),
        Ok((waiting, 0, 0)) => Finding::well("letters", format!("{waiting} are on their way")),
        Ok((_, overdue, failed)) => Finding::warning(
            "letters",
            format!("{failed} were given up within a day, and {overdue} wait since an hour or longer"),
            "see why with `bailiwick mail list`",
        ),
    }
}

/// Where passkeys must show their make. What cannot be read is told by the check of the policy.
pub(super) fn attested(database: &Database) -> Vec<String> {
    let set = database.read(|tx| setting::every(tx, SettingName::PASSKEY_ATTESTED)).unwrap_or_default();
    let is_true = |setting: &Setting| setting.value.boolean() == Some(true);
    set.iter().filter(|(_, setting)| is_true(setting)).map(|(scope, _)| scope.to_string()).collect()
}

pub(super) fn seats(database: &Database) -> Finding {
    match database.read(seat::wrong) {
        Err(error) => refused("seats", &error),
        Ok(0) => Finding::well("seats", "as many are counted as are taken".to_owned()),
        Ok(places) => Finding::failure(
            "seats",
            format!("in {places} companies or departments more or fewer are counted than are taken"),
            "somebody has written into the database past its triggers; `bailiwick backup` and `bailiwick restore` count anew",
        ),
    }
}

pub(super) fn feed(database: &Database) -> Finding {
    match database.read(health::feed) {
        Err(error) => refused("change feed", &error),
        Ok((length, first)) if length > LONG_FEED => Finding::warning(
            "change feed",
            format!("{length} changes, the first of revision {first}"),
            "rows of table change that are older than a day may be deleted: a node that is further behind loads everything anew",
        ),
        Ok((length, _)) => Finding::well("change feed", format!("{length} changes")),
    }
}
