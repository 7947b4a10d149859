//! Bailiwick beside a bare axum handler: in turn, within the same minutes, from the same caller.

use std::{sync::Arc, time::Duration};

use bailiwick_app::{Author, Installation};
use bailiwick_protocol::document::Document;

use super::{
    load,
    questions::{self, Exchange, ITEMS},
    server::{Home, Server},
    shared::{
        in_bailiwick::{people, places, policy},
        usage::{load as machine_load, process_cpu, resident_kib},
        verdict::{Bound, median, spread, tell},
        world::World,
    },
};

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(3);

/// One server under load, round by round.
#[derive(Default)]
struct Rounds {
    /// Requests per second.
    rates: Vec<f64>,
    /// Microseconds of the server's CPU time per request.
    costs: Vec<f64>,
}

impl Rounds {
    fn add(&mut self, server: &Server, exchanges: &Arc<Vec<Exchange>>) {
        let before = process_cpu(server.pid());
        let answered = load::send(server.address, exchanges, ROUND);
        let cpu = process_cpu(server.pid()) - before;
        self.rates.push(answered.requests as f64 / answered.took.as_secs_f64());
        self.costs.push(cpu.as_secs_f64() * 1e6 / answered.requests as f64);
    }

    fn print(&self, what: &str) {
        let ((slow, fast), (cheap, dear)) = (spread(&self.rates), spread(&self.costs));
        let rate = median(self.rates.clone());
        let cost = median(self.costs.clone());
        println!(
            "{what:<30} {rate:>8.0} requests/s ({slow:.0} to {fast:.0}) {cost:>7.2} us of server CPU each ({cheap:.2} to {dear:.2})"
        );
    }
}

pub(crate) fn measure(users: usize) {
    println!(
        "Over HTTP: {users} users, 16 connections kept open, {ROUNDS} rounds of {} s each in turn",
        ROUND.as_secs()
    );
    println!("caller and servers share this machine; {}", machine_load());
    let world = World::new(users);
    let home = Home::new("http");
    install(&world, &home);
    let printed = home.run(&["key", "create", "bench", "--scope", "decide"]);
    let token = printed.lines().next().unwrap();
    let mut bailiwick = home.serve();
    let took = bailiwick.ready();
    let resident = resident_kib(&bailiwick.pid().to_string()) as f64 / 1024.0;
    println!("ready after {:.2} s with all of them, {resident:.0} MiB resident", took.as_secs_f64());
    let bare = Server::bare();
    let (shares, _) = compare("one question", &bailiwick, &bare, questions::single(&world, token));
    let (_, costs) = compare("a batch of 100", &bailiwick, &bare, questions::batches(&world, token));
    tell("one question: share of the bare rate", 100.0 * median(shares), "%", Bound::AtLeast(60.0));
    let per_item = median(costs) / ITEMS as f64;
    tell("a batch of 100: server CPU per item", per_item, "us", Bound::AtMost(1.3));
}

/// Puts everything in force, as `bailiwick apply` does.
fn install(world: &World, home: &Home) {
    let mut directory = places();
    directory.users.extend(people(world));
    let document = Document { policy: policy(world), directory: Some(directory) };
    let installation = Installation::open(&home.database().parse().unwrap()).unwrap();
    installation.apply(&document, &Author::machine(0)).unwrap();
}

/// The share of the bare server's rate that Bailiwick keeps, round by round, and its CPU microseconds per request.
fn compare(what: &str, bailiwick: &Server, bare: &Server, exchanges: Vec<Exchange>) -> (Vec<f64>, Vec<f64>) {
    load::verify(bailiwick.address, &exchanges, true);
    load::verify(bare.address, &exchanges, false);
    let exchanges = Arc::new(exchanges);
    let (mut ours, mut theirs) = (Rounds::default(), Rounds::default());
    for _ in 0..ROUNDS {
        theirs.add(bare, &exchanges);
        ours.add(bailiwick, &exchanges);
    }
    theirs.print(&format!("{what}, bare axum"));
    ours.print(&format!("{what}, Bailiwick"));
    let shares = ours.rates.iter().zip(&theirs.rates).map(|(ours, theirs)| ours / theirs).collect();
    (shares, ours.costs)
}
