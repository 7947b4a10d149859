//! Nobody comes by more than he has, whatever he does in whatever order, with all the accounts that he gets hold of.
//!
//! Random organisations; an actor who tries random use cases, each also from the accounts that he has made or whose address he
//! has changed. After every step the engine is asked, over all records of a small world and over several days, what each of those
//! accounts may do now: nothing that the actor could not do before the first step. Of everybody else: nothing but what they had, and
//! what he has.
//!
//! Exceptions, groups, settings, parts of the policy and jobs are tried as well, and some are denied something from the start:
//! what is denied to somebody is not his to give to an account of his own.
//!
//! Without `may_give` in `lines::add` both tests fail, at once.

mod deeds;
mod steps;
pub(crate) mod world;

use std::{cell::RefCell, sync::Arc};

use bailiwick_app::{Author, Installation, Live, administration::Administration};
use bailiwick_protocol::document::Document;
use bailiwick_store::Database;
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use self::{deeds::Deeds, steps::Step, world::World};
use super::fixture::NOW_US;

/// An organisation at work.
pub(crate) struct Site {
    pub(crate) administration: Administration,
    pub(crate) live: Arc<Live>,
}

impl Site {
    fn new(world: &World) -> Self {
        Self::on(world, Database::open(&"sqlite::memory:".parse().unwrap()).unwrap())
    }

    /// The same in another database.
    pub(crate) fn on(world: &World, database: Database) -> Self {
        let installation = Installation::new(database);
        let document =
            Document::read("world.yaml", &world.text).unwrap_or_else(|e| panic!("{e}\n{}", world.text));
        installation
            .apply(&document, &Author::machine(NOW_US))
            .unwrap_or_else(|e| panic!("{e}\n{}", world.text));
        let live = Arc::new(Live::new(installation.load().unwrap()));
        let site = Self { administration: Administration::new(installation, Arc::clone(&live), false), live };
        // Where people work is no part of a document.
        for (login, area) in &world.areas {
            let place = serde_json::Map::from_iter([("area".to_owned(), serde_json::json!(area))]);
            site.administration.change_user(&super::fixture::ctx("machine"), login, &place).unwrap();
        }
        site
    }
}

/// What a run came to, so that a test which tries nothing is noticed.
#[derive(Debug, Default)]
struct Tally {
    tried: usize,
    done: usize,
    accounts: usize,
}

/// Tries the steps; an error tells the story.
fn tried(world: &World, steps: &[Step], tally: &mut Tally) -> Result<(), String> {
    let site = Site::new(world);
    let deeds = Deeds::of(&site);
    let mut coalition = vec![world::ACTOR.to_owned()];
    let able = deeds.all_of(&site, world::ACTOR);
    let had: Vec<(String, Vec<bool>)> =
        world.logins().map(|login| (login.to_owned(), deeds.all_of(&site, login))).collect();
    let mut story = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        tally.tried += 1;
        let actor = coalition[usize::from(step.by) % coalition.len()].clone();
        let Some(done) = step.run(&site, &actor, number) else { continue };
        tally.done += 1;
        story.push(format!("{actor}: {}", done.what));
        if let Some(login) = done.account.as_ref().filter(|login| !coalition.contains(login)) {
            tally.accounts += 1;
            coalition.push(login.clone());
        }
        let told = |who: &str, at: usize| {
            format!("{who} may {} now\n{}\n\n{}", deeds.told(at), story.join("\n"), world.text)
        };
        // What concerns one account leaves all others as they were.
        let concerned = |login: &str| done.whom.as_deref().is_none_or(|whom| whom == login);
        for login in coalition.iter().filter(|login| concerned(login)) {
            let now = deeds.all_of(&site, login);
            if let Some(at) = (0..now.len()).find(|at| now[*at] && !able[*at]) {
                return Err(told(login, at));
            }
        }
        let outside = |login: &String| concerned(login) && !coalition.contains(login);
        for (login, before) in had.iter().filter(|(login, _)| outside(login)) {
            let now = deeds.all_of(&site, login);
            if let Some(at) = (0..now.len()).find(|at| now[*at] && !before[*at] && !able[*at]) {
                return Err(told(&format!("{login}, who is not one of them,"), at));
            }
        }
    }
    Ok(())
}

/// Runs so many cases, and as many again while luck has not put it to the test; ten times is no bad luck any more.
fn run(cases: u32, make: impl Fn(u64) -> World, is_enough: impl Fn(&Tally) -> bool) {
    let tally = RefCell::new(Tally::default());
    let config = Config { cases, max_shrink_iters: 300, failure_persistence: None, ..Config::default() };
    let all = (any::<u64>().no_shrink(), vec(steps::any_step(), 1..25));
    for _ in 0..10 {
        let tested = TestRunner::new(config.clone()).run(&all, |(seed, steps)| {
            tried(&make(seed), &steps, &mut tally.borrow_mut()).map_err(TestCaseError::fail)
        });
        if let Err(failed) = tested {
            panic!("{failed}");
        }
        if is_enough(&tally.borrow()) {
            break;
        }
    }
    let tally = tally.into_inner();
    println!("{tally:?}");
    assert!(is_enough(&tally), "hardly put to the test: {tally:?}");
}

#[test]
fn nobody_gets_more_than_he_has() {
    run(80, World::random, |tally| tally.done > 20);
}

#[test]
fn nor_does_who_manages_the_users_of_a_district() {
    run(150, World::with_manager, |tally| tally.done > 100 && tally.accounts > 20);
}
