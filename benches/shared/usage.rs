//! What the system says a thread or a process has used.

use std::{fs, time::Duration};

/// CPU nanoseconds of the calling thread. On a shared machine the time on the wall measures the neighbours.
///
/// The system brings the figure up to date at its ticks, which are up to ten milliseconds apart: what is measured has to
/// take long beside that.
pub(crate) fn thread_cpu_ns() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells a thread's CPU time");
    text.split(' ').next().and_then(|n| n.parse().ok()).expect("schedstat begins with a number")
}

/// CPU time of all threads of a process, those that have ended included.
pub(crate) fn process_cpu(pid: u32) -> Duration {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).expect("the process runs");
    // The program's name, in brackets, may hold spaces. After it, user and system time are fields 12 and 13.
    let (_, fields) = text.rsplit_once(") ").expect("stat names the program");
    let ticks: u64 = fields.split(' ').skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    // A tick is a hundredth of a second on every Linux that programs get to see.
    Duration::from_millis(ticks * 10)
}

/// Resident set in KiB, of a process or of "self".
pub(crate) fn resident_kib(process: &str) -> u64 {
    status_kib(process, "VmRSS")
}

/// The largest that it ever was.
#[allow(dead_code, reason = "each benchmark uses its part")]
pub(crate) fn resident_peak_kib(process: &str) -> u64 {
    status_kib(process, "VmHWM")
}

fn status_kib(process: &str, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/status")).expect("the process runs");
    let line = text.lines().find(|line| line.starts_with(name)).expect("status tells the resident set");
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("in KiB")
}

/// How busy the machine is, as it says itself: averages over 1 and 5 minutes, and the number of processors.
pub(crate) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let averages: Vec<&str> = text.split(' ').take(2).collect();
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    format!("load {} over 1 and 5 minutes, {processors} processors", averages.join(" and "))
}
