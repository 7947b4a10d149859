//! The room for hashing: so many places, the memory that is used again and again, and the queue in front.
//!
//! A storm of sign-ins waits here, or is sent away; it never takes more memory than there are places. Whoever comes first
//! goes first. Memory beyond a usual block, for a hash that another system made expensive, is had by one at a time.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use argon2::Block;
use zeroize::Zeroize as _;

pub(super) struct Room {
    places: usize,
    most_waiting: usize,
    /// Blocks of 1 KiB in the memory that is kept for each place.
    usual: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    taken: usize,
    /// One of them has memory beyond the usual.
    large: bool,
    /// Memory that was made and is not in use.
    idle: Vec<Vec<Block>>,
    queue: VecDeque<Arc<Waiter>>,
    /// Blocks that are there, used or not, and how many there ever were.
    blocks: usize,
    most_blocks: usize,
    most_taken: usize,
}

struct Waiter {
    want: Want,
    /// Set under the lock of the state, together with what it gives.
    called: AtomicBool,
    /// What it goes on with, where whoever leaves has given it his own.
    given: Mutex<Vec<Block>>,
    wake: Condvar,
}

/// What somebody needs besides a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    /// No memory.
    Nothing,
    /// A usual block.
    Usual,
    /// More than that.
    Large,
}

/// A place in the room, given back when dropped.
pub(super) struct Place<'a> {
    room: &'a Room,
    large: bool,
    memory: Vec<Block>,
}

/// Why nobody was let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoPlace {
    /// As many wait as may.
    Full,
    /// The machine has no memory for so many blocks.
    Memory(usize),
}

/// What goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occupancy {
    pub(super) taken: usize,
    pub(super) most_taken: usize,
    pub(super) waiting: usize,
    pub(super) blocks: usize,
    pub(super) most_blocks: usize,
}

impl Room {
    /// A room; its memory is made when it is first used.
    pub(super) fn new(places: usize, most_waiting: usize, usual: usize) -> Self {
        Self { places: places.max(1), most_waiting, usual, state: Mutex::default() }
    }

    pub(super) fn places(&self) -> usize {
        self.places
    }

    /// Takes a place with memory of so many blocks, waiting for it where others may not wait already.
    pub(super) fn enter(&self, blocks: usize) -> Result<Place<'_>, NoPlace> {
        let want = match blocks {
            0 => Want::Nothing,
            blocks if blocks > self.usual => Want::Large,
            _ => Want::Usual,
        };
        let mut state = self.state();
        let mut given = Vec::new();
        // Whoever waits could not be let in when a place was last given back, so nobody is overtaken.
        if state.admits(want, self.places) {
            state.let_in(want);
        } else if state.queue.len() >= self.most_waiting {
            return Err(NoPlace::Full);
        } else {
            let me = Arc::new(Waiter::new(want));
            state.queue.push_back(Arc::clone(&me));
            while !me.called.load(Ordering::Relaxed) {
                state = me.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            given = me.take();
        }
        if want == Want::Usual && given.is_empty() {
            given = state.idle.pop().unwrap_or_default();
        }
        drop(state);
        // From here on it is given back whatever happens.
        let mut place = Place { room: self, large: want == Want::Large, memory: given };
        match want {
            Want::Large => place.make(blocks)?,
            Want::Usual if place.memory.is_empty() => place.make(self.usual)?,
            // What his own hash is too small to overwrite.
            Want::Usual => place.memory.get_mut(blocks..).unwrap_or_default().fill(Block::new()),
            Want::Nothing => {}
        }
        Ok(place)
    }

    pub(super) fn occupancy(&self) -> Occupancy {
        let state = self.state();
        Occupancy {
            taken: state.taken,
            most_taken: state.most_taken,
            waiting: state.queue.len(),
            blocks: state.blocks,
            most_blocks: state.most_blocks,
        }
    }

    /// No thread panics while it holds the lock, and what it holds is true between any two lines.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn admits(&self, want: Want, places: usize) -> bool {
        self.taken < places && self.has_memory(want)
    }

    fn has_memory(&self, want: Want) -> bool {
        want != Want::Large || !self.large
    }

    fn let_in(&mut self, want: Want) {
        self.taken += 1;
        self.large |= want == Want::Large;
        self.most_taken = self.most_taken.max(self.taken);
    }

    /// Gives a place with its memory to whoever has waited longest, where that is what he wants. What the memory holds is overwritten by his own hash,
    /// which begins at once; overwriting it before would be a tenth of the work.
    fn pass_on(&mut self, memory: &mut Vec<Block>) -> bool {
        let first = self.queue.iter().position(|waiter| self.has_memory(waiter.want));
        let Some(at) = first.filter(|at| self.queue.get(*at).is_some_and(|w| w.want == Want::Usual)) else {
            return false;
        };
        let Some(waiter) = self.queue.remove(at) else { return false };
        waiter.call(std::mem::take(memory));
        true
    }

    /// Calls those who have waited longest, as far as they find a place.
    fn call(&mut self, places: usize) {
        while let Some(at) = self.queue.iter().position(|waiter| self.admits(waiter.want, places)) {
            let Some(waiter) = self.queue.remove(at) else { return };
            self.let_in(waiter.want);
            waiter.call(Vec::new());
        }
    }
}

impl Waiter {
    fn new(want: Want) -> Self {
        Self { want, called: AtomicBool::new(false), given: Mutex::default(), wake: Condvar::new() }
    }

    /// Lets it in, under the lock of the state.
    fn call(&self, memory: Vec<Block>) {
        *self.given.lock().unwrap_or_else(PoisonError::into_inner) = memory;
        self.called.store(true, Ordering::Relaxed);
        self.wake.notify_one();
    }

    fn take(&self) -> Vec<Block> {
        std::mem::take(&mut *self.given.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Place<'_> {
    pub(super) fn memory(&mut self) -> &mut [Block] {
        &mut self.memory
    }

    fn make(&mut self, blocks: usize) -> Result<(), NoPlace> {
        self.memory.try_reserve_exact(blocks).map_err(|_| NoPlace::Memory(blocks))?;
        let mut state = self.room.state();
        state.blocks += blocks;
        state.most_blocks = state.most_blocks.max(state.blocks);
        drop(state);
        self.memory.resize(blocks, Block::new());
        Ok(())
    }
}

impl Drop for Place<'_> {
    /// What the memory holds would let a password be guessed with less work than its hash, so it is overwritten, unless the next hash does that.
    fn drop(&mut self) {
        let mut memory = std::mem::take(&mut self.memory);
        let is_kept = !self.large && !memory.is_empty();
        if is_kept && self.room.state().pass_on(&mut memory) {
            return;
        }
        let blocks = memory.len();
        if is_kept {
            // It stays where others see it, so nobody can leave this out; and it is several times as fast as what nobody may leave out.
            memory.fill(Block::new());
        } else {
            memory.iter_mut().for_each(Block::zeroize);
            drop(std::mem::take(&mut memory));
        }
        let mut state = self.room.state();
        if is_kept {
            state.idle.push(memory);
        }
        if self.large {
            state.blocks -= blocks;
            state.large = false;
        }
        state.taken -= 1;
        state.call(self.room.places);
    }
}

#[cfg(test)]
mod tests;
