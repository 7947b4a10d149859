//! How soon the server answers after it was started, and what it takes when nobody asks.

use std::{thread, time::Duration};

use super::{
    server::Home,
    shared::{
        usage::{load, resident_kib},
        verdict::{Bound, median, spread, tell},
    },
};

const RUNS: usize = 11;
/// After which a server has nothing left to do.
const SETTLED: Duration = Duration::from_secs(2);

pub(crate) fn measure() {
    println!("Starting: {RUNS} starts each, from the start of the process to 200 at /readyz; {}", load());
    let fresh = (0..RUNS).map(|_| Home::new("fresh").serve().ready()).collect();
    report("a database to be made", fresh);
    let empty = Home::new("empty");
    empty.serve().ready();
    report("an empty database", starts(&empty));
    let demo = Home::demo();
    report("the demo", starts(&demo));
    for (what, home) in [("an empty database", &empty), ("the demo", &demo)] {
        let mut server = home.serve();
        server.ready();
        thread::sleep(SETTLED);
        let resident = resident_kib(&server.pid().to_string()) as f64 * 1024.0 / 1e6;
        tell(&format!("{what}: resident when idle"), resident, "MB", Bound::AtMost(40.0));
    }
}

fn starts(home: &Home) -> Vec<Duration> {
    (0..RUNS).map(|_| home.serve().ready()).collect()
}

fn report(what: &str, times: Vec<Duration>) {
    let times: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1e3).collect();
    let (least, most) = spread(&times);
    println!("{what}: {least:.0} to {most:.0} ms");
    tell(&format!("{what}: ready after"), median(times), "ms", Bound::AtMost(200.0));
}
