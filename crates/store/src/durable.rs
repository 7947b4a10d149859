//! When what was committed is on the disk. Waiting for the disk is what a commit costs, so whoever has committed while somebody waits is served by the next wait,
//! all together.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Commits in their order, and how many of them are on the disk.
#[derive(Debug, Default)]
pub(crate) struct Durable {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Debug, Default)]
struct State {
    committed: u64,
    kept: u64,
    is_waiting: bool,
    /// Why the disk did not keep something. It may have lost what it was given before, so nothing is acknowledged any more.
    lost: Option<String>,
}

/// The place of a commit among all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ticket(u64);

impl Durable {
    /// Something was committed. To be called before anything else can be.
    pub(crate) fn committed(&self) -> Ticket {
        let mut state = self.state();
        state.committed += 1;
        Ticket(state.committed)
    }

    /// Waits until a commit is on the disk. `sync` writes out everything that was committed before it is called.
    ///
    /// # Errors
    /// What `sync` says, to everybody who waits for it and to all who come later.
    pub(crate) fn wait(&self, ticket: Ticket, sync: impl Fn() -> Result<(), String>) -> Result<(), String> {
        let mut state = self.state();
        loop {
            if let Some(why) = &state.lost {
                return Err(why.clone());
            }
            if state.kept >= ticket.0 {
                return Ok(());
            }
            if state.is_waiting {
                state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.is_waiting = true;
            let up_to = state.committed;
            drop(state);
            let done = sync();
            state = self.state();
            state.is_waiting = false;
            match done {
                Ok(()) => state.kept = up_to,
                Err(why) => state.lost = Some(why),
            }
            self.moved.notify_all();
        }
    }

    /// Why nothing is kept any more, if that is so.
    pub(crate) fn lost(&self) -> Option<String> {
        self.state().lost.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicU64, Ordering},
        thread,
        time::Duration,
    };

    use super::*;

    /// A disk that counts how often it is asked, and knows what was written when it was.
    #[derive(Default)]
    struct Disk {
        written: AtomicU64,
        kept: AtomicU64,
        asked: AtomicU64,
    }

    impl Disk {
        fn sync(&self) -> Result<(), String> {
            let written = self.written.load(Ordering::SeqCst);
            thread::sleep(Duration::from_millis(1));
            self.kept.fetch_max(written, Ordering::SeqCst);
            self.asked.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    }

    #[test]
    fn nobody_goes_on_before_his_own_commit_is_on_the_disk() {
        let (durable, disk, turn) = (Durable::default(), Disk::default(), Mutex::new(()));
        let work = || {
            for _ in 0..50 {
                let (number, ticket) = {
                    let _turn = turn.lock().unwrap();
                    (disk.written.fetch_add(1, Ordering::SeqCst) + 1, durable.committed())
                };
                durable.wait(ticket, || disk.sync()).unwrap();
                assert!(disk.kept.load(Ordering::SeqCst) >= number);
            }
        };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(work);
            }
        });
        let asked = disk.asked.load(Ordering::SeqCst);
        assert_eq!(disk.kept.load(Ordering::SeqCst), 400);
        assert!(asked < 300, "the disk was waited for {asked} times for 400 commits");
    }

    #[test]
    fn a_disk_that_has_lost_something_keeps_nothing_any_more() {
        let durable = Durable::default();
        let (first, second) = (durable.committed(), durable.committed());
        assert_eq!(durable.wait(first, || Err("gone".to_owned())), Err("gone".to_owned()));
        assert_eq!(durable.wait(second, || Ok(())), Err("gone".to_owned()), "what it says now is no proof");
        assert_eq!(durable.lost().as_deref(), Some("gone"));
    }
}
