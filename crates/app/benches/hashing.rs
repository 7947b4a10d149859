//! What a password costs: `cargo bench -p bailiwick-app --bench hashing -- [HASHES]`.
//!
//! The bare `argon2` crate as its own documentation calls it, with memory of its own for each hash, and the same hash by the `Hasher`, which
//! uses memory again, overwrites it and lets as many in as there are places. They take turns on one thread and on two, in the same run.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a bench measures and fails loudly"
)]

use std::{num::NonZeroUsize, thread, time::Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use bailiwick_app::passwords::{ContextWords, Hasher, Hashing, Password, Verdict, strength};
use bailiwick_model::StoredPassword;

const TYPED: &str = "wobbly harbour pencil";
const SALT: [u8; 16] = [7; 16];
const ROUNDS: usize = 5;

fn bare(argon2: &Argon2<'_>, expected: &[u8]) {
    let mut out = [0; 32];
    argon2.hash_password_into(TYPED.as_bytes(), &SALT, &mut out).unwrap();
    assert_eq!(out, expected);
}

fn pooled(hasher: &Hasher, stored: &StoredPassword) {
    let password = Password::typed(TYPED).unwrap();
    assert_eq!(hasher.verify(&password, stored), Ok(Verdict::Right));
}

/// Hashes in a second, on so many threads that each do so many.
fn rate(threads: usize, each: usize, work: impl Fn() + Sync) -> f64 {
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| (0..each).for_each(|_| work()));
        }
    });
    (threads * each) as f64 / start.elapsed().as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .map_or_else(|_| "unknown".to_owned(), |load| load.trim().to_owned())
}

fn main() {
    let each = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(40);
    let hasher = Hasher::new(Hashing { places: NonZeroUsize::new(2), ..Hashing::default() });
    let stored = hasher.hash(&Password::typed(TYPED).unwrap(), SALT).unwrap();
    let argon2 =
        Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, Some(32)).unwrap());
    println!("{:?}; {ROUNDS} rounds of {each} hashes a thread; load {}", stored.scheme(), load());
    for threads in [1, 2] {
        let (mut of_crate, mut of_hasher) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            of_crate.push(rate(threads, each, || bare(&argon2, stored.hash())));
            of_hasher.push(rate(threads, each, || pooled(&hasher, &stored)));
        }
        let mut ratios: Vec<f64> = of_hasher.iter().zip(&of_crate).map(|(ours, bare)| ours / bare).collect();
        ratios.sort_by(f64::total_cmp);
        let (least, most) = (ratios[0], ratios[ROUNDS - 1]);
        let (bare, ours) = (median(of_crate), median(of_hasher));
        println!(
            "  {threads} threads: argon2 crate {bare:>6.1} /s, Hasher {ours:>6.1} /s, ratio {:.2} ({least:.2} to {most:.2})",
            median(ratios)
        );
    }
    let nobody = rate(1, each, || {
        hasher.nobody(&Password::typed(TYPED).unwrap()).unwrap();
    });
    println!("  nobody's password, 1 thread: {nobody:.1} /s");
    let context = ContextWords::new(["asha.kumar@acorn.example", "Asha Kumar"]);
    for text in [TYPED.to_owned(), "a@4e3 ".repeat(21)] {
        let password = Password::typed(text).unwrap();
        let estimates = rate(1, each, || assert!(strength(&password, &context).score <= 4));
        println!("  strength of {} characters: {:.2} ms", password.length(), 1e3 / estimates);
    }
    println!("{:?}; load {}", hasher.load(), load());
}
