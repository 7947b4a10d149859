//! One engine, measured once, in a process of its own: what it prints for the process that compares.

use std::hint::black_box;

use crate::shared::{
    usage::{resident_kib, thread_cpu_ns},
    verdict::median,
    world::{Question, World},
};

/// Answers that are compared between engines. The slowest gives them in a quarter of a second.
pub(crate) const COMPARED: usize = 300;
const QUESTIONS: usize = 20_000;
const BATCHES: usize = 5;
/// Long, because the thread's CPU time is told by ticks of a few milliseconds.
const BATCH_NS: u64 = 200_000_000;
/// CPU time for answers that are checked beyond those that are compared.
const CHECKING_NS: u64 = 100_000_000;

pub(crate) struct Round<'a> {
    world: &'a World,
    questions: Vec<Question>,
}

impl<'a> Round<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self { world, questions: world.questions(QUESTIONS) }
    }

    pub(crate) fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Builds the engine and tells what that took.
    pub(crate) fn built<T>(&self, build: impl FnOnce() -> T) -> T {
        let (cpu, resident) = (thread_cpu_ns(), resident_kib("self"));
        let engine = build();
        let milliseconds = (thread_cpu_ns() - cpu) as f64 / 1e6;
        println!("load\t{milliseconds}\t{}", resident_kib("self").saturating_sub(resident) as f64 / 1024.0);
        engine
    }

    /// Checks and times one way of asking: `check` answers the question of that number.
    pub(crate) fn way(&self, name: &str, mut check: impl FnMut(usize) -> bool) {
        self.verify(name, &mut check);
        let mut next = (0..self.questions.len()).cycle();
        let mut batch = |size: usize| {
            let start = thread_cpu_ns();
            for question in next.by_ref().take(size) {
                black_box(check(question));
            }
            thread_cpu_ns() - start
        };
        let mut size = 1;
        let mut took = batch(size);
        while took < BATCH_NS / 4 {
            size *= 2;
            took = batch(size);
        }
        let size = (size as u64 * BATCH_NS / took.max(1)).max(1) as usize;
        let times = (0..BATCHES).map(|_| batch(size) as f64 / size as f64).collect();
        println!("check\t{name}\t{}", median(times));
    }

    fn verify(&self, name: &str, check: &mut impl FnMut(usize) -> bool) {
        let start = thread_cpu_ns();
        let mut answers = String::new();
        for (n, question) in self.questions.iter().enumerate() {
            if n >= COMPARED && thread_cpu_ns() - start > CHECKING_NS {
                break;
            }
            let answer = check(n);
            assert_eq!(answer, self.world.answer(question), "{name}, question {n}");
            if n < COMPARED {
                answers.push(if answer { '1' } else { '0' });
            }
        }
        println!("answers\t{answers}");
    }
}
