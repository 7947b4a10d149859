//! Lists and searches, as people with different reach ask for them.

use std::time::{Duration, Instant};

use bailiwick_app::administration::Listing;
use bailiwick_store::own::{Id, Order, Place};

use crate::{
    Node, ctx,
    dice::Dice,
    organisation::{login, name},
    told,
};

const REQUESTS: usize = 200;

pub(crate) fn measure(node: &Node) {
    let users = node.live.state().unwrap().snapshot.user_count().saturating_sub(3);
    for actor in ["root", "dora", "carl"] {
        for (order, word) in [(Order::Id, "login"), (Order::Name, "name")] {
            let page = |dice: &mut Dice| {
                let n = dice.below(users);
                // Every other request is for the first page; the others begin anywhere.
                let place = Place { id: Id::Text(login(n).to_string()), name: name(n) };
                Listing {
                    order,
                    after: n.is_multiple_of(2).then_some(place),
                    limit: 50,
                    ..Listing::default()
                }
            };
            told(&format!("{actor}: a page of 50, by {word}"), timed(node, actor, page));
        }
        let search = |dice: &mut Dice| {
            let text = name(dice.below(users));
            let (first, last) = text.split_once(' ').unwrap();
            Listing { search: format!("{} {last}", &first[..2]), limit: 50, ..Listing::default() }
        };
        told(&format!("{actor}: a search of two words, one of them rare"), timed(node, actor, search));
        let common = |dice: &mut Dice| {
            let text = name(dice.below(users));
            let (first, last) = text.split_once(' ').unwrap();
            Listing { search: format!("{} {}", &first[..2], &last[..2]), limit: 50, ..Listing::default() }
        };
        told(&format!("{actor}: a search of two beginnings"), timed(node, actor, common));
        let counted = |_: &mut Dice| Listing { limit: 50, count: true, ..Listing::default() };
        told(&format!("{actor}: the first page, counted"), timed(node, actor, counted));
    }
}

fn timed(node: &Node, actor: &str, mut asked: impl FnMut(&mut Dice) -> Listing) -> Vec<Duration> {
    let mut dice = Dice::new(17);
    let once = |_| {
        let listing = asked(&mut dice);
        let begun = Instant::now();
        node.administration.list_users(&ctx(actor), &listing).unwrap();
        begun.elapsed()
    };
    // The first ones warm up what is kept.
    (0..REQUESTS + 3).map(once).skip(3).collect()
}
