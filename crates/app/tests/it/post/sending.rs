//! Sending: each letter once where nothing goes wrong, at least once where something does, and not for ever.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bailiwick_app::post::{PATIENCE_US, PostLimits, Posted};
use bailiwick_store::outbox::LetterState;

use super::*;

fn passing(why: &str) -> Result<(), Undelivered> {
    Err(Undelivered::Passing(why.to_owned()))
}

#[test]
fn a_letter_that_cannot_be_sent_is_tried_again_later_and_later_and_then_given_up() {
    on_both(PostLimits::default(), |office| {
        let carrier = Noted::answering((0..100).map(|_| passing("450 Asha@office.example is busy")));
        assert!(matches!(office.enqueue(&asha(), &notice(), None), Posted::Waiting(_)));
        let (mut rounds, mut waited) = (0, Vec::new());
        while office.listed()[0].state == LetterState::Waiting {
            let before = office.now();
            while office.round(&carrier, "one") == 0 {
                office.later(MINUTE_US / 2);
            }
            rounds += 1;
            waited.push((office.now() - before) / (MINUTE_US / 2));
            assert!(rounds < 50, "it never ends");
        }
        assert_eq!(waited, [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 720], "halves of a minute");
        let listed = &office.listed()[0];
        assert_eq!((listed.state, listed.is_kept, listed.tries), (LetterState::Failed, false, 12));
        assert_eq!(listed.error.as_deref(), Some("given up after 12 tries: 450 … is busy"));
        assert_eq!(office.round(&carrier, "one"), 0);
    });
}

#[test]
fn what_comes_too_late_or_is_refused_for_good_is_not_tried_again() {
    on_both(PostLimits::default(), |office| {
        let carrier = Noted::answering([
            Err(Undelivered::Final("550 nobody of that name".to_owned())),
            passing("busy"),
        ]);
        for letter in [notice(), reset(), reset()] {
            assert!(matches!(office.enqueue(&asha(), &letter, None), Posted::Waiting(_)));
            if office.listed().len() < 3 {
                assert_eq!(office.round(&carrier, "one"), 1);
            }
        }
        office.later(31 * MINUTE_US);
        assert_eq!(office.round(&carrier, "one"), 2);
        assert_eq!(carrier.ids().len(), 2, "a link that opens nothing any longer is not sent");
        let errors: Vec<_> = office.listed().into_iter().map(|letter| letter.error.unwrap()).collect();
        assert!(errors[0].contains("too late") && errors[1].contains("too late"), "{errors:?}");
        assert_eq!(errors[2], "550 nobody of that name");
        assert!(office.listed().iter().all(|letter| !letter.is_kept));
    });
}

#[test]
fn nodes_that_send_together_send_each_letter_once() {
    on_both(PostLimits::default(), |office| {
        for n in 0..60 {
            let to = Destination::Email(EmailAddress::new(format!("u{n}@office.example")).unwrap());
            assert!(matches!(office.enqueue(&Recipient::at(to), &notice(), None), Posted::Waiting(_)));
        }
        let carrier = Noted::default();
        std::thread::scope(|scope| {
            for node in ["one", "two", "three"] {
                let carrier = &carrier;
                scope.spawn(move || while office.round(carrier, node) > 0 {});
            }
        });
        let mut ids = carrier.ids();
        ids.sort();
        let all: Vec<String> = (1..=60).map(|n| format!("{n:012}")).collect();
        assert_eq!(ids, all);
        assert!(office.listed().iter().all(|letter| letter.state == LetterState::Sent));
    });
}

#[test]
fn whoever_is_killed_between_sending_and_noting_it_has_it_sent_again_under_the_same_number() {
    struct Killed(Noted);
    impl Carrier for Killed {
        fn carry(&self, letter: &Outgoing<'_>) -> Result<(), Undelivered> {
            self.0.carry(letter)?;
            panic!("the power is gone")
        }
    }
    on_both(PostLimits::default(), |office| {
        assert!(matches!(office.enqueue(&asha(), &notice(), None), Posted::Waiting(_)));
        let killed = Killed(Noted::default());
        assert!(catch_unwind(AssertUnwindSafe(|| office.round(&killed, "one"))).is_err());
        let other = Noted::default();
        office.later(PATIENCE_US);
        assert_eq!(office.round(&other, "two"), 0, "he may still be at it");
        office.later(2 * PATIENCE_US);
        assert_eq!(office.round(&other, "two"), 1);
        assert_eq!(killed.0.ids(), other.ids(), "its reader can tell that it is the same one");
        assert_eq!(office.listed()[0].tries, 2);
    });
}

#[test]
fn whoever_stops_lets_go_of_what_he_has_not_sent() {
    struct Stopping<'s>(Noted, &'s AtomicBool);
    impl Carrier for Stopping<'_> {
        fn carry(&self, letter: &Outgoing<'_>) -> Result<(), Undelivered> {
            self.1.store(true, Ordering::SeqCst);
            self.0.carry(letter)
        }
    }
    on_both(PostLimits::default(), |office| {
        for _ in 0..3 {
            assert!(matches!(office.enqueue(&asha(), &notice(), None), Posted::Waiting(_)));
        }
        let stop = AtomicBool::new(false);
        let stopping = Stopping(Noted::default(), &stop);
        let clock = || office.now();
        Postman::new(&office.database, &office.post, &stopping, "one".into(), &clock, &stop).keep_sending();
        assert_eq!(stopping.0.ids().len(), 1, "the letter at hand is sent");
        let other = Noted::default();
        assert_eq!(office.round(&other, "two"), 2, "others have the rest at once");
    });
}
