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
    large: bool,
    /// Set under the lock of the state, together with what it gives.
    called: AtomicBool,
    wake: Condvar,
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
        let large = blocks > self.usual;
        let mut state = self.state();
        // Whoever waits could not be let in when a place was last given back, so nobody is overtaken.
        if state.admits(large, self.places) {
            state.let_in(large);
        } else if state.queue.len() >= self.most_waiting {
            return Err(NoPlace::Full);
        } else {
            let me = Arc::new(Waiter { large, called: AtomicBool::new(false), wake: Condvar::new() });
            state.queue.push_back(Arc::clone(&me));
            while !me.called.load(Ordering::Relaxed) {
                state = me.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
        // From here on it is given back whatever happens.
        let mut place = Place { room: self, large, memory: Vec::new() };
        if large {
            drop(state);
            place.make(blocks)?;
        } else if blocks > 0 {
            let idle = state.idle.pop();
            drop(state);
            match idle {
                Some(memory) => place.memory = memory,
                None => place.make(self.usual)?,
            }
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
    fn admits(&self, large: bool, places: usize) -> bool {
        self.taken < places && !(large && self.large)
    }

    fn let_in(&mut self, large: bool) {
        self.taken += 1;
        self.large |= large;
        self.most_taken = self.most_taken.max(self.taken);
    }

    /// Calls those who have waited longest, as far as they find a place.
    fn call(&mut self, places: usize) {
        while let Some(at) = self.queue.iter().position(|waiter| self.admits(waiter.large, places)) {
            let Some(waiter) = self.queue.remove(at) else { return };
            self.let_in(waiter.large);
            waiter.called.store(true, Ordering::Relaxed);
            waiter.wake.notify_one();
        }
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
    /// What the memory holds would let a password be guessed with less work than its hash, so it is overwritten.
    fn drop(&mut self) {
        let mut memory = std::mem::take(&mut self.memory);
        memory.iter_mut().for_each(Block::zeroize);
        if self.large {
            let blocks = memory.len();
            drop(memory);
            let mut state = self.room.state();
            state.blocks -= blocks;
            state.large = false;
            state.taken -= 1;
            state.call(self.room.places);
        } else {
            let mut state = self.room.state();
            if !memory.is_empty() {
                state.idle.push(memory);
            }
            state.taken -= 1;
            state.call(self.room.places);
        }
    }
}

#[cfg(test)]
mod tests;
