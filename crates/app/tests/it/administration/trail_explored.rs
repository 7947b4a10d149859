//! The trail as people look through it: by kind, one entry, and whether it is what was written.

use bailiwick_app::administration::{Refused, Subject, TrailListing, TrailWish};
use bailiwick_model::audit::AuditAction;
use bailiwick_store::audit::{AuditFilter, Stretches};

use super::fixture::{NOW_US, Office, ctx, on_both};

fn note(office: &Office, text: &str) {
    office.administration.add_note(&ctx("root"), &Subject::User("nora".to_owned()), text).unwrap();
}

fn wish(filter: AuditFilter, domain: &str, kinds: &[AuditAction]) -> TrailWish {
    let listing = TrailListing { filter, domain: domain.to_owned(), limit: 2 };
    TrailWish { listing, kinds: kinds.to_vec(), stretches: None }
}

fn found(office: &Office, wish: &TrailWish) -> (Vec<String>, Option<i64>) {
    let (entries, next) = office.administration.explore_trail(&ctx("audrey"), wish).unwrap().value.entries;
    (entries.iter().map(|view| view.entry.action.to_string()).collect(), next)
}

#[test]
fn entries_are_found_by_kind_with_and_without_other_filters() {
    on_both(|office| {
        (1..=3).for_each(|number| note(office, &number.to_string()));
        let kinds = [AuditAction::NOTE_ADDED, AuditAction::POLICY_APPLIED];
        let plain = wish(AuditFilter::default(), "", &kinds);
        let (first, next) = found(office, &plain);
        assert_eq!(first, ["note.added", "note.added"]);
        let before = AuditFilter { before: next, ..AuditFilter::default() };
        assert_eq!(found(office, &wish(before, "", &kinds)).0, ["note.added", "policy.applied"]);
        let by = AuditFilter { actor: Some("machine".parse().unwrap()), ..AuditFilter::default() };
        assert_eq!(found(office, &wish(by, "", &kinds)), (vec!["policy.applied".to_owned()], None));
        let of_nora = "[('object_id', '=', 'nora')]";
        assert_eq!(found(office, &wish(AuditFilter::default(), of_nora, &kinds)).0, ["note.added"; 2]);
        let wrong = wish(AuditFilter::default(), "[(", &kinds);
        assert!(matches!(office.administration.explore_trail(&ctx("root"), &wrong), Err(Refused::Domain(_))));
        let counted = TrailWish {
            stretches: Some(Stretches { start_us: NOW_US - 5, each_us: 10, count: 1 }),
            ..wish(AuditFilter::default(), "", &[])
        };
        let page = office.administration.explore_trail(&ctx("root"), &counted).unwrap().value;
        assert_eq!(page.counts[0].entries, page.status.head.sequence);
        for actor in ["dora", "carl", "desk", "nora"] {
            let refused = office.administration.explore_trail(&ctx(actor), &plain);
            assert!(matches!(refused, Err(Refused::NotAllowed(_))), "{actor}");
            let sights = office.administration.sights(&ctx(actor)).unwrap();
            assert!(!sights.sees("bailiwick.audit"), "{actor} is not led there either");
        }
    });
}

#[test]
fn one_entry_is_shown_with_what_proves_it() {
    on_both(|office| {
        note(office, "one");
        note(office, "two");
        let show = |actor: &str, sequence| office.administration.show_entry(&ctx(actor), sequence);
        let first = show("audrey", 1).unwrap().value;
        assert!(first.is_sound && first.older.is_none() && first.newer == Some(2));
        assert_eq!(first.previous, "0".repeat(64));
        let second = show("root", 2).unwrap().value;
        assert_eq!(Some(second.previous.as_str()), first.view.hash.map(|hash| hash.to_string()).as_deref());
        assert_eq!(second.text, second.view.entry.canonical().unwrap());
        for none in [0, -1, 99, i64::MIN, i64::MAX] {
            assert!(matches!(show("root", none), Err(Refused::Missing { .. })), "{none}");
        }
        assert!(matches!(show("dora", 1), Err(Refused::NotAllowed(_))));
    });
}

#[test]
fn the_chain_is_followed_from_wherever_somebody_says() {
    on_both(|office| {
        note(office, "one");
        note(office, "two");
        let look = |from| office.administration.trail_integrity(&ctx("audrey"), from).unwrap().value;
        let glance = look(None);
        assert!(glance.followed.is_none() && glance.status.stands && glance.signings.is_empty());
        let head = glance.status.head.sequence;
        for (from, first) in [(0, 1), (2, 2), (head, head), (i64::MIN, 1), (i64::MAX, head)] {
            let followed = look(Some(from)).followed.unwrap();
            assert_eq!(
                (followed.from, followed.to, followed.next, followed.broken),
                (first, head, None, None)
            );
        }
        let refused = office.administration.trail_integrity(&ctx("carl"), Some(0));
        assert!(matches!(refused, Err(Refused::NotAllowed(_))));
    });
}
