//! Whether the clock can be believed. Days decide which role lines count, so a wrong clock opens and closes doors.

use bailiwick_store::{Database, health};
use jiff::Timestamp;

use super::{Finding, refused};

/// 2026-11-01 in UTC, before which this version did not exist.
const EARLIEST_US: i64 = 1_793_491_200_000_000;

/// Clocks of two machines may differ by so much without harm, in microseconds.
const TOLERANCE_US: i64 = 2_000_000;

/// Beyond this, days begin at noticeably other moments.
const MOST_US: i64 = 60_000_000;

pub(super) fn clock(now_us: i64) -> Finding {
    if now_us < EARLIEST_US {
        return Finding::failure(
            "clock",
            format!("it is {}, and this program was made later", shown(now_us)),
            "set the clock, and keep it right with NTP",
        );
    }
    Finding::well("clock", format!("it is {}", shown(now_us)))
}

/// The server's clock beside this machine's.
pub(super) fn server(database: &Database, clock: &dyn Fn() -> i64) -> Finding {
    let before = clock();
    let theirs = match database.read(health::clock) {
        Ok(Some(theirs)) => theirs,
        Ok(None) => return Finding::well("server clock", "the database has no clock of its own"),
        Err(error) => return refused("server clock", &error),
    };
    // What it showed lies somewhere between asking and being told; only what is beyond both is a difference.
    let apart = (before - theirs).max(theirs - clock()).max(0);
    let told = format!("the database's clock differs by {:.1} s", apart as f64 / 1e6);
    const REMEDY: &str = "keep the clocks of both machines right with NTP";
    match apart {
        apart if apart > MOST_US => Finding::failure("server clock", told, REMEDY),
        apart if apart > TOLERANCE_US => Finding::warning("server clock", told, REMEDY),
        _ => Finding::well("server clock", told),
    }
}

/// What was written last must not lie in the future.
pub(super) fn newest(database: &Database, now_us: i64) -> Finding {
    match database.read(health::newest) {
        Err(error) => refused("last change", &error),
        Ok(0) => Finding::well("last change", "nothing was ever changed"),
        Ok(at) if at > now_us.saturating_add(MOST_US) => Finding::failure(
            "last change",
            format!("something was written at {}, which is in the future", shown(at)),
            "find out which clock is wrong, this one or that of the node that wrote it; order and chain of the trail do not \
             depend on it",
        ),
        Ok(at) => Finding::well("last change", shown(at)),
    }
}

/// A moment for people.
pub(super) fn shown(at_us: i64) -> String {
    Timestamp::from_microsecond(at_us)
        .map_or_else(|_| format!("{at_us} µs"), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Verdict;

    #[test]
    fn a_clock_from_before_the_program_is_wrong() {
        assert_eq!(shown(EARLIEST_US), "2026-11-01 00:00:00 UTC");
        assert_eq!(clock(EARLIEST_US).verdict, Verdict::Well);
        let wrong = clock(0);
        assert_eq!(wrong.verdict, Verdict::Failure);
        assert!(wrong.told.contains("1970-01-01"), "{wrong:?}");
    }
}
