//! The strictest value is never laxer than any, and says where it comes from.

use proptest::{prelude::*, sample::subsequence};
use serde_json::{Value as Json, json};

use super::*;
use crate::{Setting, SettingScope};

/// Those that several places can set.
fn guarding() -> Vec<SettingName> {
    let department = "department:d".parse().unwrap();
    SettingName::all()
        .filter(|name| name.is_guarding() && name.may_be_set(&department, &[]).is_ok())
        .collect()
}

/// Any value of a setting, often one of a few, so that places say the same.
fn any_value(name: SettingName) -> BoxedStrategy<Json> {
    const NETWORKS: [&str; 7] =
        ["10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "10.1.0.0/16", "10.1.2.3", "::/0", "192.168.0.0/16"];
    match name.kind() {
        SettingKind::Number { least, most } => {
            prop_oneof![Just(least), Just(most), least..=most, least..=(least + 3).min(most)]
                .prop_map(Json::from)
                .boxed()
        }
        SettingKind::Boolean => any::<bool>().prop_map(Json::from).boxed(),
        SettingKind::Words(known) => {
            subsequence(known, 0..=known.len()).prop_map(|words| json!(words)).boxed()
        }
        SettingKind::Choice(known) => (0..known.len()).prop_map(|at| json!(known[at])).boxed(),
        SettingKind::Networks => subsequence(&NETWORKS, 1..=3).prop_map(|networks| json!(networks)).boxed(),
        other => panic!("{name}: no setting that guards is a {other:?}"),
    }
}

/// A setting that guards, and what is set of it from the top down.
fn any_chain() -> impl Strategy<Value = (SettingName, Vec<(SettingScope, Setting)>)> {
    prop::sample::select(guarding()).prop_flat_map(|name| {
        prop::collection::vec((any_value(name), any::<bool>()), 0..6).prop_map(move |set| {
            let place = |at: usize| SettingScope::Company(format!("c{at}").parse().unwrap());
            let setting = |(value, locked): &(Json, bool)| Setting {
                value: name.read(value).unwrap(),
                locked: *locked,
            };
            (name, set.iter().enumerate().map(|(at, set)| (place(at), setting(set))).collect())
        })
    })
}

/// Whether what one value lets happen, the other lets happen as well: said by what each of the settings is about.
fn lets_no_more(name: SettingName, strict: &SettingValue, lax: &SettingValue) -> bool {
    let number = |value: &SettingValue| value.number().unwrap();
    let words = |value: &SettingValue| value.words().unwrap().clone();
    let within = |inner: &SettingValue, outer: &SettingValue| {
        // Every setting here is made of these few networks, so these addresses tell all of them apart.
        let addresses =
            ["10.0.0.1", "10.200.0.1", "10.1.0.1", "10.1.2.3", "::1", "192.168.0.1", "172.16.0.1"];
        let has = |value: &SettingValue, address: &str| {
            value.networks().unwrap().iter().any(|network| network.contains(address.parse().unwrap()))
        };
        addresses.iter().all(|address| !has(inner, address) || has(outer, address))
    };
    match name.as_str() {
        "factor.trust_days"
        | "lockout.attempts"
        | "lockout.stop"
        | "session.hours"
        | "session.idle_minutes"
        | "session.limit"
        | "step_up.minutes" => number(strict) <= number(lax),
        "password.expiry_days" => number(lax) == 0 || (1..=number(lax)).contains(&number(strict)),
        "password.history" | "password.min_length" => number(strict) >= number(lax),
        "password.composition" | "session.ends_on" => words(strict).is_superset(&words(lax)),
        "factor.methods" => words(strict).is_subset(&words(lax)),
        "network.allow" => within(strict, lax),
        "network.deny" => within(lax, strict),
        "sign_in.open" => strict.boolean() <= lax.boolean(),
        "passkey.attested" => strict.boolean() >= lax.boolean(),
        "factor.required" | "password.reset" | "session.when_full" => {
            let order = [
                "optional",
                "administrators",
                "everybody",
                "email",
                "administrator",
                "choose",
                "oldest",
                "deny",
            ];
            let at = |value: &SettingValue| order.iter().position(|word| value.text() == Some(word)).unwrap();
            at(strict) >= at(lax)
        }
        other => panic!("say here what makes {other} stricter"),
    }
}

proptest! {
    #[test]
    fn the_strictest_is_laxer_than_none((name, chain) in any_chain()) {
        let effective = name.effective(&chain);
        let Some(value) = effective.value else { return Err(TestCaseError::reject("nothing is set, and it has no default")) };
        for (_, setting) in &chain {
            prop_assert!(lets_no_more(name, &value, &setting.value), "{name}: {value:?} {:?}", setting.value);
            let strictness = name.strictness(Some(&value), Some(&setting.value));
            prop_assert!(strictness.is_some_and(Ordering::is_ge), "{name}: {value:?} {:?} {strictness:?}", setting.value);
        }
    }

    /// No place is named for nothing, no order and no lock changes the value, and what each place says can be had.
    #[test]
    fn it_comes_from_the_fewest_places((name, chain) in any_chain()) {
        let effective = name.effective(&chain);
        let sources: Vec<_> = effective.sources().cloned().collect();
        prop_assert_eq!(sources.len() + effective.overridden.len(), chain.len());
        prop_assert_eq!(effective.from.is_none(), chain.is_empty());
        let of = |places: &dyn Fn(&SettingScope) -> bool| {
            name.effective(&chain.iter().filter(|(scope, _)| places(scope)).cloned().collect::<Vec<_>>()).value
        };
        let plain = |value: &Option<SettingValue>| value.as_ref().map(plain);
        let value = plain(&effective.value);
        prop_assert_eq!(&plain(&of(&|scope| sources.contains(scope))), &value);
        for source in sources.iter().filter(|_| sources.len() > 1) {
            prop_assert_ne!(&plain(&of(&|scope| sources.contains(scope) && scope != source)), &value);
        }
        let mut turned: Vec<_> = chain.iter().rev().cloned().collect();
        prop_assert_eq!(&plain(&name.effective(&turned).value), &value);
        turned.iter_mut().for_each(|(_, setting)| setting.locked = !setting.locked);
        prop_assert_eq!(&plain(&name.effective(&turned).value), &value);
        prop_assert!(name.each(&chain).map(|(scope, _)| scope).eq(chain.iter().map(|(scope, _)| scope)));
        let lock = chain.iter().find(|(_, setting)| setting.locked).map(|(scope, _)| scope.clone());
        prop_assert_eq!(name.may_be_set(&"department:d".parse().unwrap(), &chain).is_err(), lock.is_some());
        prop_assert_eq!(effective.locked_by, lock);
    }

    #[test]
    fn stricter_one_way_is_laxer_the_other((name, chain) in any_chain()) {
        for pair in chain.windows(2) {
            let (one, other) = (&pair[0].1.value, &pair[1].1.value);
            let there = name.strictness(Some(one), Some(other));
            prop_assert_eq!(there, name.strictness(Some(other), Some(one)).map(Ordering::reverse));
            prop_assert_eq!(there.is_some_and(Ordering::is_ge), lets_no_more(name, one, other));
            prop_assert_eq!(name.strictness(Some(one), None), Some(Ordering::Greater));
        }
    }
}

fn chain(name: SettingName, set: &[(&str, Json)]) -> Vec<(SettingScope, Setting)> {
    set.iter()
        .map(|(place, value)| (place.parse().unwrap(), Setting::open(name.read(value).unwrap())))
        .collect()
}

#[test]
fn what_guards_cannot_be_made_laxer_below() {
    for (name, set, value, from) in [
        (
            SettingName::PASSWORD_MIN_LENGTH,
            &[("installation", json!(16)), ("company:a", json!(8)), ("role:r", json!(16))][..],
            json!(16),
            &["installation"][..],
        ),
        (
            SettingName::PASSWORD_EXPIRY_DAYS,
            &[("installation", json!(0)), ("company:a", json!(90)), ("user:u", json!(0))],
            json!(90),
            &["company:a"],
        ),
        (
            SettingName::PASSWORD_EXPIRY_DAYS,
            &[("company:a", json!(0)), ("user:u", json!(0))],
            json!(0),
            &["company:a"],
        ),
        (
            SettingName::FACTOR_TRUST_DAYS,
            &[("installation", json!(30)), ("role:r", json!(0))],
            json!(0),
            &["role:r"],
        ),
        (
            SettingName::SIGN_IN_OPEN,
            &[("company:a", json!(false)), ("user:u", json!(true))],
            json!(false),
            &["company:a"],
        ),
        (
            SettingName::PASSWORD_COMPOSITION,
            &[("installation", json!(["digit"])), ("company:a", json!(["upper"])), ("user:u", json!([]))],
            json!(["digit", "upper"]),
            &["installation", "company:a"],
        ),
        (
            SettingName::FACTOR_METHODS,
            &[("installation", json!(["email", "totp", "passkey"])), ("role:r", json!(["passkey", "totp"]))],
            json!(["passkey", "totp"]),
            &["role:r"],
        ),
        (
            SettingName::FACTOR_REQUIRED,
            &[
                ("installation", json!("administrators")),
                ("company:a", json!("optional")),
                ("user:u", json!("everybody")),
            ],
            json!("everybody"),
            &["user:u"],
        ),
        (
            SettingName::NETWORK_ALLOW,
            &[
                ("company:a", json!(["10.0.0.0/8", "192.168.0.0/16"])),
                ("user:u", json!(["10.1.0.0/16", "172.16.0.0/12"])),
            ],
            json!(["10.1.0.0/16"]),
            &["company:a", "user:u"],
        ),
        // Written by one place alone, it is shown as it was written.
        (
            SettingName::NETWORK_DENY,
            &[("company:a", json!(["10.0.0.0/9", "10.128.0.0/9"])), ("user:u", json!(["10.1.0.0/16"]))],
            json!(["10.0.0.0/9", "10.128.0.0/9"]),
            &["company:a"],
        ),
        // A default is no floor: it counts where nothing is set.
        (SettingName::PASSWORD_MIN_LENGTH, &[("company:a", json!(8))], json!(8), &["company:a"]),
        (SettingName::PASSWORD_MIN_LENGTH, &[], json!(12), &[]),
    ] {
        let effective = name.effective(&chain(name, set));
        assert_eq!(json!(effective.value), value, "{name}");
        assert_eq!(effective.sources().map(ToString::to_string).collect::<Vec<_>>(), from, "{name}");
    }
    assert_eq!(SettingName::LANGUAGE.strictness(None, None), None);
}
