//! Nobody is flooded.

use bailiwick_app::post::{Most, PostLimits, Posted};
use bailiwick_model::{Destination, EmailAddress, Recipient, UserId};

use super::{HOUR_US, NOON_US, notice, on_both, reset};

const FEW: PostLimits = PostLimits {
    to: Most { hour: 2, day: 3 },
    about: Most { hour: 3, day: 9 },
    from: Most { hour: 4, day: 9 },
    told: Most { hour: 2, day: 9 },
};

fn somebody(login: &str, address: &str) -> Recipient {
    let to = Destination::Email(EmailAddress::new(address).unwrap());
    Recipient { login: UserId::new(login).ok(), ..Recipient::at(to) }
}

fn is_taken(posted: &Posted) -> bool {
    matches!(posted, Posted::Waiting(_))
}

#[test]
fn one_destination_gets_only_so_many_however_it_is_spelled() {
    on_both(FEW, |office| {
        let ask = |login: &str, address: &str| office.enqueue(&somebody(login, address), &reset(), None);
        assert!(is_taken(&ask("a", "asha@office.example")));
        assert!(is_taken(&ask("b", "ASHA@office.example")));
        assert_eq!(ask("c", "Asha@Office.Example."), Posted::Held { again_us: NOON_US + HOUR_US });
        assert!(is_taken(&ask("c", "ben@office.example")), "another one is not held up");
        office.later(HOUR_US);
        assert!(is_taken(&ask("a", "asha@office.example")));
        let tomorrow = NOON_US + 12 * HOUR_US;
        assert_eq!(ask("a", "asha@office.example"), Posted::Held { again_us: tomorrow });
        office.later(11 * HOUR_US);
        assert!(is_taken(&ask("a", "asha@office.example")));
    });
}

#[test]
fn one_account_gets_only_so_many_wherever_they_go() {
    on_both(FEW, |office| {
        let ask = |n: i32| office.enqueue(&somebody("asha", &format!("a{n}@office.example")), &reset(), None);
        assert_eq!([1, 2, 3, 4].map(ask).map(|posted| is_taken(&posted)), [true, true, true, false]);
    });
}

#[test]
fn one_address_asks_for_only_so_many() {
    on_both(FEW, |office| {
        let ask = |n: i32, from: &str| {
            let to = somebody(&format!("u{n}"), &format!("u{n}@office.example"));
            is_taken(&office.enqueue(&to, &reset(), Some(from)))
        };
        assert_eq!([1, 2, 3, 4, 5].map(|n| ask(n, "203.0.113.7")), [true, true, true, true, false]);
        assert!(ask(6, "203.0.113.8"), "another one is not held up");
        let neighbours = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4", "2001:db8::5"];
        let mut n = 10;
        let taken = neighbours.map(|from| {
            n += 1;
            ask(n, from)
        });
        assert_eq!(taken, [true, true, true, true, false], "a network of IPv6 is one");
        assert!(
            is_taken(&office.enqueue(&somebody("x", "x@office.example"), &reset(), None)),
            "an administrator"
        );
    });
}

#[test]
fn a_flood_of_what_is_asked_for_hides_nothing_that_is_told() {
    on_both(FEW, |office| {
        let asha = somebody("asha", "asha@office.example");
        for _ in 0..9 {
            let _held = office.enqueue(&asha, &reset(), Some("203.0.113.7"));
        }
        assert!(is_taken(&office.enqueue(&asha, &notice(), Some("203.0.113.7"))));
        assert!(is_taken(&office.enqueue(&asha, &notice(), Some("203.0.113.7"))));
        assert!(!is_taken(&office.enqueue(&asha, &notice(), None)), "that ends somewhere as well");
    });
}

#[test]
fn whoever_comes_at_the_same_time_is_counted_too() {
    on_both(FEW, |office| {
        let asha = somebody("asha", "asha@office.example");
        let taken: usize = std::thread::scope(|scope| {
            let each = |_| scope.spawn(|| usize::from(is_taken(&office.enqueue(&asha, &reset(), None))));
            let threads: Vec<_> = (0..8).map(each).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(taken, 2);
    });
}
