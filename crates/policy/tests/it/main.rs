//! The engine from outside: against a naive twin, against two databases, against the facts it promises to keep.

mod dice;
mod differential;
mod naive;
mod oracle;
mod worlds;
