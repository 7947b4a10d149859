//! What this crate reads from outside.

mod corpora;
