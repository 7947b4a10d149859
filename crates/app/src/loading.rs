//! Loading everything: two connections read users, a page each in turns, while a third thread packs them in order.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        mpsc::{self, Receiver, SyncSender},
    },
    thread,
};

use bailiwick_model::{Directory, Policy, User, UserId};
use bailiwick_policy::{Problems, Snapshot};
use bailiwick_store::{
    Database, Tx, change,
    directory::{self, Pages},
    policy,
};

use crate::{error::AppError, kept_records::KeptRecords, state::State};

/// Pages that may have been read and not yet packed.
const PAGES_AHEAD: usize = 4;

/// A page of users with its number.
type Page = (usize, Vec<(UserId, User)>);

/// What packing begins with.
type Frame = (Arc<Policy>, Directory);

/// The state that the store holds. Never are all of its users in memory unpacked.
pub(crate) fn load(database: &Database) -> Result<State, AppError> {
    let pages = &Pages::default();
    let (frame, framed) = mpsc::sync_channel(1);
    let (send, receive) = mpsc::sync_channel(PAGES_AHEAD);
    let beside = send.clone();
    thread::scope(|scope| {
        let packing = scope.spawn(move || pack(&framed, receive));
        let read = database.read_both(
            move |tx| {
                let policy = Arc::new(policy::load(tx)?);
                // Nobody receives any more when packing has panicked, which is told below; so for pages.
                drop(frame.send((Arc::clone(&policy), directory::places(tx)?)));
                hand_over(tx, pages, &send)?;
                let revision = change::revision(tx)?.0.unsigned_abs();
                Ok((revision, policy, KeptRecords::read(tx)?))
            },
            move |tx| hand_over(tx, pages, &beside),
        );
        let packed = packing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // What could not be read explains what is missing, so it comes first.
        let ((revision, policy, records), ()) = read?;
        let nothing =
            || AppError::Invalid("the policy was read and did not arrive; load it again".to_owned());
        let snapshot = packed.transpose()?.ok_or_else(nothing)?;
        let records = Arc::new(records.fitted(&snapshot));
        Ok(State { revision, policy, snapshot: Arc::new(snapshot), records })
    })
}

/// Compiles what a unit of work sees, which may be what it has only just written.
pub(crate) fn compile_within(tx: &mut Tx<'_>) -> Result<Snapshot, AppError> {
    let (frame, framed) = mpsc::sync_channel(1);
    let (send, receive) = mpsc::sync_channel(PAGES_AHEAD);
    thread::scope(|scope| {
        let packing = scope.spawn(move || pack(&framed, receive));
        let policy = Arc::new(policy::load(tx)?);
        drop(frame.send((policy, directory::places(tx)?)));
        let read = hand_over(tx, &Pages::default(), &send);
        // The last page has been sent, which packing waits to hear.
        drop((frame, send));
        let packed = packing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        read?;
        let nothing =
            || AppError::Invalid("the policy was read and did not arrive; load it again".to_owned());
        packed.transpose()?.ok_or_else(nothing)
    })
}

fn hand_over(tx: &mut Tx<'_>, pages: &Pages, send: &SyncSender<Page>) -> Result<(), AppError> {
    pages.read(tx, &mut |number, page| {
        drop(send.send((number, page)));
        Ok::<_, AppError>(())
    })
}

/// Packs the users as they come; nothing where there is nothing to begin with.
fn pack(framed: &Receiver<Frame>, pages: Receiver<Page>) -> Option<Result<Snapshot, Problems>> {
    let (policy, places) = framed.recv().ok()?;
    Some(Snapshot::compile_from(&policy, &places, InOrder::new(pages).flatten()))
}

/// Pages in the order of their numbers, whichever comes first.
struct InOrder {
    pages: Receiver<Page>,
    early: BTreeMap<usize, Vec<(UserId, User)>>,
    next: usize,
}

impl InOrder {
    fn new(pages: Receiver<Page>) -> Self {
        Self { pages, early: BTreeMap::new(), next: 0 }
    }
}

impl Iterator for InOrder {
    type Item = Vec<(UserId, User)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(page) = self.early.remove(&self.next) {
                self.next += 1;
                return Some(page);
            }
            let (number, page) = self.pages.recv().ok()?;
            self.early.insert(number, page);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_in_order() {
        let (send, receive) = mpsc::sync_channel(8);
        for number in [1, 0, 3, 4, 2] {
            let login = UserId::new(format!("user{number}")).unwrap();
            send.send((number, vec![(login, User::default())])).unwrap();
        }
        drop(send);
        let logins: Vec<String> =
            InOrder::new(receive).flatten().map(|(login, _)| login.to_string()).collect();
        assert_eq!(logins, ["user0", "user1", "user2", "user3", "user4"]);
    }
}
