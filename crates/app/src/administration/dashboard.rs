//! What somebody who administers sees first: what needs him, how much goes on, and what was changed of late.
//!
//! All of it is read in one transaction and few statements, each of them bounded however many people and entries there are: who is asked about is
//! named first, out of memory or by the newest entries of a kind, and the engine then says whom of them the actor may see.

mod attention;
mod ending;

use bailiwick_model::{Operation, audit::AuditAction};
use bailiwick_protocol::rest::{EntryView, SeatsView};
use bailiwick_store::{
    audit::{self, Counts, Stretches},
    own::{Order, Own},
};
use jiff::civil::Date;

use super::{
    Administration, Ctx, Done, Refused, Work,
    trail::{TrailStatus, sees_all, status},
    work::{Page, Wanted},
};
use attention::Candidates;

/// Sign-ins that are counted in all stretches together: a picture is not worth more.
const MOST_COUNTED: i64 = 120_000;

/// People counted so far; more are "many".
const MOST_PEOPLE: i64 = 10_000;

/// Changes that are shown.
const SHOWN: usize = 8;

/// What changes who may do what, or what guards it.
const CHANGES: [AuditAction; 32] = [
    AuditAction::POLICY_APPLIED,
    AuditAction::POLICY_IMPORTED,
    AuditAction::POLICY_CREATED,
    AuditAction::POLICY_CHANGED,
    AuditAction::POLICY_DELETED,
    AuditAction::OVERRIDE_ADDED,
    AuditAction::OVERRIDE_CHANGED,
    AuditAction::OVERRIDE_REMOVED,
    AuditAction::USER_GROUPS,
    AuditAction::USER_CREATED,
    AuditAction::USER_CHANGED,
    AuditAction::USER_STATE,
    AuditAction::USER_REMOVED,
    AuditAction::USER_PURGED,
    AuditAction::ADMIN_RECOVERED,
    AuditAction::ADMIN_SET_UP,
    AuditAction::LINE_GRANTED,
    AuditAction::LINE_CHANGED,
    AuditAction::LINE_REMOVED,
    AuditAction::COMPANY_CREATED,
    AuditAction::COMPANY_CHANGED,
    AuditAction::COMPANY_MOVED,
    AuditAction::COMPANY_DELETED,
    AuditAction::AREA_MOVED,
    AuditAction::SETTING_SET,
    AuditAction::SETTING_UNSET,
    AuditAction::JOB_ENDED,
    AuditAction::KEY_CREATED,
    AuditAction::KEY_DELETED,
    AuditAction::TRAIL_PRUNED,
    AuditAction::TRAIL_MISSED,
    AuditAction::DATABASE_RESTORED,
];

/// What is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wished {
    /// For which stretches of time to count.
    pub stretches: Stretches,
    /// Which day it is.
    pub today: Date,
}

/// What there is to see. What somebody may not see is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dashboard {
    /// How many people he sees, counted up to a limit, and whether there are more.
    pub people: Option<(i64, bool)>,
    /// Role lines that end within two weeks.
    pub ending: Option<EndingLines>,
    /// Who was invited and has not come.
    pub invited: Vec<Somebody>,
    /// Whose account is locked.
    pub locked: Vec<Somebody>,
    /// Companies with few seats left, or none.
    pub seats: Vec<FewSeats>,
    /// Jobs that failed within a week.
    pub failed_jobs: Vec<FailedJob>,
    /// Sign-ins of the last week that were unlike any before.
    pub unusual: Vec<Unusual>,
    /// What the trail says, for those who see it.
    pub news: Option<News>,
}

/// Role lines that end soon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndingLines {
    /// The first of them to end.
    pub first: Vec<EndingLine>,
    /// How many people have one, as far as was looked.
    pub people: usize,
    /// Whether there may be more.
    pub is_least: bool,
}

/// A role line that ends soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingLine {
    /// Whose.
    pub who: Somebody,
    /// The id of the role.
    pub role: String,
    /// What the role is called.
    pub label: String,
    /// Its last day.
    pub to: Date,
    /// Whether it counts in some areas alone.
    pub is_local: bool,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Somebody {
    /// His login.
    pub login: String,
    /// What he is called, where the actor may know.
    pub name: String,
}

/// A company that is nearly full.
#[derive(Clone, Debug, PartialEq)]
pub struct FewSeats {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How far its seats are taken.
    pub seats: SeatsView,
}

/// A job that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// Its id.
    pub id: String,
    /// What kind of work it was.
    pub kind: String,
}

/// A sign-in like none before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusual {
    /// Whose; nobody's where it is about the installation.
    pub who: Option<Somebody>,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// The entry that tells of it, for those who may open it.
    pub sequence: Option<i64>,
    /// What was unusual, in the words of the trail.
    pub because: Vec<String>,
}

/// What the trail says.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// How much each stretch holds.
    pub counts: Vec<Counts>,
    /// Sign-ins of a stretch are counted up to this.
    pub most: i64,
    /// The latest changes.
    pub latest: Vec<EntryView>,
    /// How the trail stands.
    pub status: TrailStatus,
}

impl Administration {
    /// What somebody sees first, as far as he may.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn dashboard(&self, ctx: &Ctx, wished: &Wished) -> Result<Done<Dashboard>, Refused> {
        self.read(ctx, |work| {
            let sees = |work: &Work<'_, '_>, own| work.guard.may_somewhere(&work.state, Operation::Read, own);
            let mut board = Dashboard::default();
            let (people, companies) = (sees(work, Own::User)?, sees(work, Own::Company)?);
            if people {
                let count = work.count(Own::User, Wanted::default(), MOST_PEOPLE + 1)?;
                board.people = Some((count.min(MOST_PEOPLE), count > MOST_PEOPLE));
            }
            if sees(work, Own::RoleLine)? {
                board.ending = Some(ending::lines(work, wished.today)?);
            }
            if people || companies {
                let candidates = Candidates::find(work)?;
                if people {
                    (board.invited, board.locked) = candidates.waiting(work)?;
                    board.unusual = candidates.unusual(work)?;
                }
                if companies {
                    board.seats = candidates.seats(work)?;
                }
            }
            if sees(work, Own::Job)? {
                board.failed_jobs = failed_jobs(work)?;
            }
            if sees_all(work) {
                board.news = Some(news(work, wished.stretches)?);
            }
            Ok(board)
        })
    }
}

fn news(work: &mut Work<'_, '_>, stretches: Stretches) -> Result<News, Refused> {
    let most = MOST_COUNTED / (2 * i64::from(stretches.count)).max(1);
    let counts = audit::daily(work.tx, stretches, most)?;
    let mut latest = audit::newest(work.tx, &CHANGES, i64::MAX, SHOWN)?;
    latest.truncate(SHOWN);
    let view = |audited: audit::Audited| EntryView { entry: audited.entry, hash: Some(audited.hash) };
    let latest = latest.into_iter().map(view).collect();
    Ok(News { counts, most, latest, status: status(work.tx)? })
}

fn failed_jobs(work: &mut Work<'_, '_>) -> Result<Vec<FailedJob>, Refused> {
    let since = attention::ago(work, 7).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let domain = format!("[('state', '=', 'failed'), ('ended', '>=', '{since}')]");
    let wanted = Wanted { domain: &domain, words: &[] };
    let found = work.list(Own::Job, wanted, &Page { order: Order::IdDown, after: None, limit: 5 })?;
    Ok(found.into_iter().map(|place| FailedJob { id: place.id.to_string(), kind: place.name }).collect())
}
