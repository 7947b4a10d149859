//! Steps, run one after the other, each with its duration.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

/// One thing to do.
pub(crate) struct Step<'a> {
    name: &'static str,
    work: Box<dyn FnOnce() -> Result<(), String> + 'a>,
    needed_by_all: bool,
}

impl<'a> Step<'a> {
    pub(crate) fn new(name: &'static str, work: impl FnOnce() -> Result<(), String> + 'a) -> Self {
        Self { name, work: Box::new(work), needed_by_all: false }
    }

    /// Nothing after it makes sense when it fails.
    pub(crate) fn needed_by_all(mut self) -> Self {
        self.needed_by_all = true;
        self
    }
}

/// What became of a step.
struct Outcome {
    name: &'static str,
    took: Duration,
    failure: Option<String>,
}

/// Runs the steps and sums up. A failed step does not hide what the later ones find.
pub(crate) fn run_all(steps: Vec<Step<'_>>) -> ExitCode {
    let mut outcomes = Vec::new();
    for Step { name, work, needed_by_all } in steps {
        println!("==> {name}");
        let (result, took) = timed(work);
        match &result {
            Ok(()) => println!("==> {name}: ok, {}", seconds(took)),
            Err(why) => println!("==> {name}: FAILED, {}: {why}", seconds(took)),
        }
        let stop = needed_by_all && result.is_err();
        outcomes.push(Outcome { name, took, failure: result.err() });
        if stop {
            break;
        }
    }
    println!("\n{}", summary(&outcomes));
    if outcomes.iter().all(|o| o.failure.is_none()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[allow(clippy::disallowed_methods, reason = "durations are shown to a person, nothing is decided by them")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn summary(outcomes: &[Outcome]) -> String {
    let (failed, passed): (Vec<_>, Vec<_>) = outcomes.iter().partition(|o| o.failure.is_some());
    let list = |some: &[&Outcome]| {
        some.iter().map(|o| format!("{} {}", o.name, seconds(o.took))).collect::<Vec<_>>().join(", ")
    };
    match (passed.as_slice(), failed.as_slice()) {
        (passed, []) => format!("passed: {}", list(passed)),
        ([], failed) => format!("FAILED: {}", list(failed)),
        (passed, failed) => format!("passed: {}\nFAILED: {}", list(passed), list(failed)),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(name: &'static str, failure: Option<&str>) -> Outcome {
        Outcome { name, took: Duration::from_millis(1250), failure: failure.map(str::to_owned) }
    }

    #[test]
    fn summary_tells_passed_from_failed() {
        assert_eq!(summary(&[outcome("fmt", None), outcome("test", None)]), "passed: fmt 1.2 s, test 1.2 s");
        assert_eq!(
            summary(&[outcome("fmt", None), outcome("test", Some("no"))]),
            "passed: fmt 1.2 s\nFAILED: test 1.2 s"
        );
        assert_eq!(summary(&[outcome("fmt", Some("no"))]), "FAILED: fmt 1.2 s");
    }

    #[test]
    fn later_steps_still_run_unless_a_needed_one_failed() {
        let ran = std::cell::RefCell::new(Vec::new());
        let step = |name, result: Result<(), String>| {
            let ran = &ran;
            Step::new(name, move || {
                ran.borrow_mut().push(name);
                result
            })
        };
        run_all(vec![step("a", Err("no".into())), step("b", Ok(()))]);
        run_all(vec![step("c", Err("no".into())).needed_by_all(), step("d", Ok(()))]);
        assert_eq!(*ran.borrow(), ["a", "b", "c"]);
    }
}
