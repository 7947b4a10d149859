//! The engine from outside: against a naive twin, against two databases, against the facts it promises to keep.

mod asking;
mod backends;
mod databases;
mod dice;
mod differential;
mod leaks;
mod naive;
mod odoo;
mod oracle;
mod parser;
mod worlds;
