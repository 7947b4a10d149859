//! What all rounds came to.

use std::{
    env,
    process::{Command, Stdio},
};

use crate::{
    round::COMPARED,
    shared::verdict::{median, spread},
};

#[derive(Default)]
pub(crate) struct Figures {
    /// Ways of asking in order of appearance, each with its CPU nanoseconds per check in every round.
    ways: Vec<(String, Vec<f64>)>,
    /// Engines, with the CPU milliseconds and MiB that loading took in every round.
    loads: Vec<(String, Vec<f64>, Vec<f64>)>,
    answers: Option<String>,
}

impl Figures {
    /// Has one engine measured by a process of its own.
    pub(crate) fn add(&mut self, engine: &str, users: usize) {
        let own = env::current_exe().expect("this program knows where it is");
        let output = Command::new(own)
            .args([engine, &users.to_string()])
            .stderr(Stdio::inherit())
            .output()
            .expect("this program can be started again");
        assert!(output.status.success(), "{engine} failed ({}); its reason stands above", output.status);
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            self.read(engine, &line.split('\t').collect::<Vec<_>>());
        }
    }

    fn read(&mut self, engine: &str, line: &[&str]) {
        let number = |text: &str| text.parse::<f64>().expect("a number");
        match *line {
            ["check", way, ns] => match self.ways.iter_mut().find(|(name, _)| name == way) {
                Some((_, times)) => times.push(number(ns)),
                None => self.ways.push((way.to_owned(), vec![number(ns)])),
            },
            ["load", ms, mib] => match self.loads.iter_mut().find(|(name, ..)| name == engine) {
                Some((_, times, sizes)) => {
                    times.push(number(ms));
                    sizes.push(number(mib));
                }
                None => self.loads.push((engine.to_owned(), vec![number(ms)], vec![number(mib)])),
            },
            ["answers", answers] => {
                assert_eq!(answers.len(), COMPARED);
                let first = self.answers.get_or_insert_with(|| answers.to_owned());
                assert_eq!(first, answers, "{engine} does not answer as the others do");
            }
            _ => panic!("{engine} said {line:?}"),
        }
    }

    /// CPU nanoseconds per check: the median of the rounds.
    pub(crate) fn of(&self, way: &str) -> f64 {
        let found = self.ways.iter().find(|(name, _)| name == way);
        median(found.expect("this way was measured").1.clone())
    }

    /// All of it, with ratios to one way of asking.
    pub(crate) fn print(&self, one: &str) {
        println!("{:<46} {:>10} {:>23} {:>10}", "CPU per check, ns", "median", "rounds", "ratio");
        for (way, times) in &self.ways {
            let (least, most) = spread(times);
            let rounds = format!("{least:.0} to {most:.0}");
            println!("{way:<46} {:>10.0} {rounds:>23} {:>10.1}", self.of(way), self.of(way) / self.of(one));
        }
        for (engine, times, sizes) in &self.loads {
            let (ms, mib) = (median(times.clone()), median(sizes.clone()));
            println!("{engine:<46} loads in {ms:.0} ms of CPU and takes {mib:.0} MiB");
        }
        let answers = self.answers.as_deref().unwrap_or_default();
        println!("the same {} answers of all, {} of them yes", answers.len(), answers.matches('1').count());
    }
}
