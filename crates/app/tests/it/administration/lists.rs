//! A list holds exactly what may be seen one by one, in every order, however it is paged, on both databases.
//!
//! What is listed is compared with what `show` gives for each object that there is; what a domain matches by itself is what the machine,
//! whose rights are not looked at, gets for it.

use bailiwick_app::administration::{Administration, Ctx, JobAct, Listing, Refused};
use bailiwick_model::{Area, Company, Department};
use bailiwick_store::{
    Database,
    own::{Order, Place},
};

use super::{
    escalation::{Site, world::World},
    fixture::ctx,
};

/// A page: keys, the place of the last one while there are more, and the count.
pub(super) type Page = (Vec<String>, Option<Place>, Option<i64>);

/// A kind of object that is listed and shown.
struct Kind {
    name: &'static str,
    list: fn(&Administration, &Ctx, &Listing) -> Result<Page, Refused>,
    show: fn(&Administration, &Ctx, &str) -> bool,
    domains: &'static [&'static str],
}

macro_rules! kind {
    ($name:literal, $list:expr, $show:expr, $key:ident, $domains:expr) => {
        Kind {
            name: $name,
            list: |office, ctx, listing| {
                let (listed, last) = ($list)(office, ctx, listing)?.value;
                let keys = listed.items.iter().map(|item| item.$key.to_string()).collect();
                Ok((keys, last.filter(|_| listed.more), listed.count))
            },
            show: |office, ctx, key| match ($show)(office, ctx, key) {
                Ok(_) => true,
                Err(Refused::Missing { .. }) => false,
                Err(refused) => panic!("{key}: {refused}"),
            },
            domains: $domains,
        }
    };
}

const KINDS: [Kind; 5] = [
    kind!(
        "user",
        Administration::list_users,
        Administration::show_user,
        login,
        &[
            "",
            "[('kind', '=', 'client')]",
            "[('company', 'in', ['c', 'c1'])]",
            "[('area', '=', 'A1')]",
            "[('area', '=', False)]",
            "[('department', '!=', False)]",
            "['|', ('login', 'ilike', 'a'), ('company', '=', 'm')]",
            "['!', ('login', '=like', '%n')]",
            "[('active', '=', True), ('valid_to', '=', False)]",
            "[('login', '=', 'nobody')]",
        ]
    ),
    kind!(
        "company",
        Administration::list_places::<Company>,
        Administration::show_place::<Company>,
        code,
        &["", "[('kind', '=', 'client')]", "[('parent', '=', False)]", "[('name', 'ilike', 'c')]",]
    ),
    kind!(
        "department",
        Administration::list_places::<Department>,
        Administration::show_place::<Department>,
        code,
        &["", "[('company', '=', 'm')]", "[('name', '=like', 'D_')]",]
    ),
    kind!(
        "area",
        Administration::list_places::<Area>,
        Administration::show_place::<Area>,
        code,
        &["", "[('parent', '=', 'A')]", "[('parent', '!=', 'A')]"]
    ),
    kind!(
        "job",
        Administration::list_jobs,
        Administration::show_job,
        id,
        &["", "[('state', '=', 'waiting')]", "[('company', '=', 'c')]", "[('author', '!=', 'a')]"]
    ),
];

pub(super) const ORDERS: [Order; 4] = [Order::Id, Order::IdDown, Order::Name, Order::NameDown];

/// How much was looked at, so that a test of empty lists is noticed.
#[derive(Default)]
struct Tally {
    lists: usize,
    some: usize,
    whole: usize,
}

fn look(world: &World, database: Database, tally: &mut Tally) {
    let site = Site::on(world, database);
    let office = &site.administration;
    // Whoever may has something to be done; it is for others to see or not.
    for actor in world.logins() {
        let nobody = &["nobody".to_owned()][..];
        drop(office.act_on_users(&ctx(actor), &JobAct::RequestPasswordReset {}, Some(nobody), ""));
    }
    for Kind { name, list, show, domains } in &KINDS {
        let wanted = |domain: &str, order| Listing {
            domain: domain.to_owned(),
            order,
            limit: 100,
            count: true,
            ..Listing::default()
        };
        let all = list(office, &ctx("machine"), &wanted("", Order::Id)).unwrap().0;
        assert!(!all.is_empty(), "there is no {name} to be listed");
        for actor in world.logins() {
            let actor = ctx(actor);
            let seen: Vec<&String> = all.iter().filter(|key| show(office, &actor, key)).collect();
            tally.some += usize::from(!seen.is_empty());
            tally.whole += usize::from(seen.len() == all.len());
            for domain in *domains {
                let matching = list(office, &ctx("machine"), &wanted(domain, Order::Id)).unwrap().0;
                let expected: Vec<&String> =
                    seen.iter().copied().filter(|key| matching.contains(key)).collect();
                let (found, more, count) = match list(office, &actor, &wanted(domain, Order::Id)) {
                    Ok(page) => page,
                    // Whoever may read none of a kind may not search it by a domain either.
                    Err(Refused::Domain(_)) if seen.is_empty() && !domain.is_empty() => continue,
                    Err(refused) => panic!("{name} {domain}: {refused}"),
                };
                tally.lists += 1;
                let what = format!("{name} {domain} of {:?}\n{}", actor.author.actor, world.text);
                assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{what}");
                assert_eq!((more, count), (None, i64::try_from(expected.len()).ok()), "{what}");
                for order in ORDERS {
                    paged(
                        &|listing| list(office, &actor, listing).unwrap(),
                        &wanted(domain, order),
                        &expected,
                        &what,
                    );
                }
            }
        }
    }
}

/// Pages of any size give the same list, and it holds the same objects in every order.
pub(super) fn paged(list: &dyn Fn(&Listing) -> Page, wanted: &Listing, expected: &[&String], what: &str) {
    let whole = list(wanted).0;
    let mut sorted: Vec<&String> = whole.iter().collect();
    sorted.sort();
    let mut keys = expected.to_vec();
    keys.sort();
    assert_eq!(sorted, keys, "{:?} {what}", wanted.order);
    for limit in [1, 2, 3, whole.len().max(1)] {
        let mut listing = Listing { limit, ..wanted.clone() };
        let mut found = Vec::new();
        loop {
            let (page, next, count) = list(&listing);
            assert!(page.len() <= limit && count == i64::try_from(whole.len()).ok(), "{what}");
            found.extend(page);
            match next {
                Some(place) => listing.after = Some(place),
                None => break,
            }
        }
        assert_eq!(found, whole, "{:?} by {limit} {what}", wanted.order);
    }
    if wanted.order == Order::IdDown {
        let mut turned = list(&Listing { order: Order::Id, ..wanted.clone() }).0;
        turned.reverse();
        assert_eq!(whole, turned, "{what}");
    }
}

#[test]
fn lists_hold_what_may_be_seen_one_by_one_on_sqlite() {
    let mut tally = Tally::default();
    for seed in 0..2 {
        look(
            &World::with_manager(seed),
            Database::open(&"sqlite::memory:".parse().unwrap()).unwrap(),
            &mut tally,
        );
    }
    assert!(
        tally.lists > 150 && tally.some > 10 && tally.whole > 2,
        "{} {} {}",
        tally.lists,
        tally.some,
        tally.whole
    );
}

#[test]
fn lists_hold_what_may_be_seen_one_by_one_on_postgres() {
    let mut tally = Tally::default();
    let url = bailiwick_testkit::process::postgres::database();
    look(&World::with_manager(2), Database::open(&url.parse().unwrap()).unwrap(), &mut tally);
    assert!(tally.lists > 60 && tally.some > 5, "{} {}", tally.lists, tally.some);
}
