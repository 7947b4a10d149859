//! What the benchmarks of several crates share: one workload, chance that repeats itself, and how a figure is told.
//!
//! Included by path, because the peers are a workspace of their own.
#![allow(dead_code, reason = "each benchmark uses its part")]

pub(crate) mod dice;
pub(crate) mod in_bailiwick;
pub(crate) mod usage;
pub(crate) mod verdict;
pub(crate) mod world;
