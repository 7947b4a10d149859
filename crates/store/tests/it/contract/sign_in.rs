//! What signing in takes: each thing is kept, used once where it may be used once, and gone with its user.

use bailiwick_model::{User, UserId};
use bailiwick_store::{
    StoreError,
    sign_in::{
        self,
        attempt::{self, Attempts},
        contact,
        device::{self, Device},
        flow::{self, Flow},
        knock::{self, Knock},
        passkey::{self, Passkey},
        password::{self, Kept},
        recovery_code,
        session::{self, Session},
        ticket::{self, Ticket},
        totp::{self, Totp},
    },
    user,
};

use crate::engine::on_both;

fn asha() -> UserId {
    UserId::new("asha").unwrap()
}

fn session(id: &str, hash: u8) -> Session {
    Session {
        id: id.into(),
        hash: [hash; 32],
        login: asha(),
        pathway: "password".into(),
        factors: "password".into(),
        made_us: i64::from(hash),
        seen_us: 10,
        proved_us: 10,
        ends_us: 1_000,
        address: Some("10.0.0.1".into()),
        agent: None,
        device: Some("d".into()),
        roles: Some(vec!["viewer".into(), "registrar".into()]),
        ends_with_roles: true,
    }
}

fn kept(hash: &str, set_us: i64) -> Kept {
    Kept { hash: hash.into(), set_us, must_change: false, ends_us: None, held_to: None }
}

#[test]
fn passwords_are_replaced_and_as_many_remembered_as_wanted() {
    on_both(|store| {
        let db = &store.db;
        db.write(|tx| {
            for (n, hash) in ["a", "b", "c", "d"].into_iter().enumerate() {
                password::put(tx, &asha(), &kept(hash, n as i64), 2)?;
            }
            password::rehash(tx, &asha(), "d", "D")?;
            password::rehash(tx, &asha(), "d", "x")?;
            assert!(password::demand_change(tx, &asha())? && !password::demand_change(tx, &asha())?);
            Ok::<_, StoreError>(())
        })
        .unwrap();
        let (found, former) = db
            .read(|tx| Ok::<_, StoreError>((password::find(tx, &asha())?, password::former(tx, &asha(), 9)?)))
            .unwrap();
        assert!(found.is_some_and(|kept| kept.hash == "D" && kept.must_change));
        assert_eq!(former, ["c", "b"]);
        db.write(|tx| password::put(tx, &asha(), &kept("e", 9), 0)).unwrap();
        assert!(db.read(|tx| password::former(tx, &asha(), 9)).unwrap().is_empty());
    });
}

#[test]
fn sessions_are_found_by_secret_given_another_and_ended() {
    on_both(|store| {
        let db = &store.db;
        db.write(|tx| {
            session::insert(tx, &session("s1", 1))?;
            session::insert(tx, &session("s2", 2))
        })
        .unwrap();
        let taken = db.write(|tx| session::insert(tx, &session("s3", 2)));
        assert!(matches!(taken, Err(StoreError::Conflict { .. })));
        let find = |hash: u8| db.read(|tx| session::by_hash(tx, &[hash; 32])).unwrap();
        assert_eq!(find(1), Some(session("s1", 1)));
        let replaced =
            || db.write(|tx| session::replace(tx, &session("s1", 1), &[7; 32], "password totp", 50)).unwrap();
        assert!(replaced() && !replaced(), "the first secret is worth nothing any more");
        assert_eq!(find(1), None);
        assert_eq!(find(7).unwrap().factors, "password totp");
        db.write(|tx| {
            session::seen(tx, "s2", 60, Some("::1"))?;
            session::seen(tx, "s2", 55, None)
        })
        .unwrap();
        let of = db.read(|tx| session::of(tx, &asha(), 10)).unwrap();
        assert_eq!(
            of.iter().map(|s| (s.id.as_str(), s.seen_us)).collect::<Vec<_>>(),
            [("s1", 50), ("s2", 60)]
        );
        assert_eq!(db.read(|tx| session::over_before(tx, 1_001, 1)).unwrap(), ["s1"]);
        assert!(db.read(|tx| session::over_before(tx, 1_000, 9)).unwrap().is_empty());
        assert!(db.write(|tx| session::delete(tx, "s1")).unwrap());
        assert_eq!(db.read(|tx| session::count(tx, &asha())).unwrap(), 1);
        assert!(!format!("{:?}", session("s", 77)).contains("77"));
    });
}

#[test]
fn what_works_once_works_once() {
    on_both(|store| {
        let db = &store.db;
        let ticket = Ticket {
            purpose: "reset".into(),
            login: asha(),
            detail: String::new(),
            made_us: 1,
            ends_us: 100,
        };
        let flow = Flow { login: "asha".into(), body: vec![1, 2], made_us: 1, ends_us: 100 };
        let app = Totp {
            id: "t".into(),
            login: asha(),
            name: "phone".into(),
            seed: vec![9],
            last_step: 5,
            made_us: 1,
            used_us: None,
        };
        db.write(|tx| {
            ticket::insert(tx, &[1; 32], &ticket)?;
            assert!(ticket::find(tx, &[1; 32], "invitation")?.is_none(), "a link opens what it is for");
            assert!(!ticket::take(tx, &[1; 32], "invitation")?);
            assert!(ticket::find(tx, &[1; 32], "reset")?.is_some_and(|found| found == ticket));
            assert!(ticket::take(tx, &[1; 32], "reset")? && !ticket::take(tx, &[1; 32], "reset")?);
            flow::put(tx, &[2; 32], &flow)?;
            flow::put(tx, &[2; 32], &Flow { body: vec![3], ends_us: 999, ..flow.clone() })?;
            assert!(flow::find(tx, &[2; 32])?.is_some_and(|found| found.body == [3] && found.ends_us == 100));
            assert!(flow::take(tx, &[2; 32])? && !flow::take(tx, &[2; 32])?);
            // What was given away is used once, and is no flow of anybody's.
            assert!(flow::spend(tx, &[3; 32], 1, 100)? && !flow::spend(tx, &[3; 32], 2, 200)?);
            assert!(
                flow::find(tx, &[3; 32])?
                    .is_some_and(|found| found.login.is_empty() && found.body.is_empty())
            );
            totp::insert(tx, &app)?;
            assert!(totp::used(tx, "t", 6, 7)? && !totp::used(tx, "t", 6, 8)? && !totp::used(tx, "t", 5, 8)?);
            let ben = UserId::new("ben").unwrap();
            assert!(totp::rename(tx, "t", &asha(), "blue")? && !totp::rename(tx, "t", &ben, "red")?);
            assert_eq!(totp::of(tx, &asha())?[0].name, "blue");
            recovery_code::replace(tx, &asha(), &[[1; 32], [2; 32]], 1)?;
            recovery_code::replace(tx, &asha(), &[[3; 32], [4; 32]], 1)?;
            assert!(!recovery_code::take(tx, &asha(), &[1; 32])?);
            assert!(
                recovery_code::take(tx, &asha(), &[3; 32])? && !recovery_code::take(tx, &asha(), &[3; 32])?
            );
            assert_eq!(recovery_code::count(tx, &asha())?, 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    });
}

#[test]
fn attempts_are_counted_and_forgotten() {
    on_both(|store| {
        let db = &store.db;
        let counted = Attempts { failed: 3, last_us: 10, until_us: 50 };
        db.write(|tx| {
            attempt::put(tx, "a", Attempts { failed: 1, ..counted })?;
            attempt::put(tx, "a", counted)?;
            attempt::put(tx, "b", Attempts { until_us: 500, ..counted })?;
            assert_eq!(attempt::find(tx, "a")?, Some(counted));
            assert_eq!(attempt::forget_before(tx, 20, 100)?, 1, "who is stopped is not forgotten");
            assert!(
                attempt::find(tx, "a")?.is_none() && attempt::delete(tx, "b")? && !attempt::delete(tx, "b")?
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
    });
}

#[test]
fn everything_goes_with_its_user() {
    on_both(|store| {
        let db = &store.db;
        let passkey = Passkey {
            credential: "c".into(),
            login: asha(),
            name: "key".into(),
            body: "{}".into(),
            made_us: 1,
            used_us: None,
        };
        let device = Device {
            id: "d".into(),
            agent: None,
            network: Some("10.0.0.0".into()),
            first_us: 1,
            last_us: 1,
            trusted_until_us: Some(9),
        };
        let knock = Knock {
            id: 0,
            at_us: 1,
            login: Some(asha()),
            pathway: "password".into(),
            address: None,
            agent: None,
            outcome: "wrong".into(),
            gates: "[]".into(),
            request_id: None,
        };
        db.write(|tx| {
            user::insert(tx, &asha(), &User::default())?;
            password::put(tx, &asha(), &kept("a", 1), 1)?;
            passkey::insert(tx, &passkey)?;
            assert!(
                passkey::insert(tx, &Passkey { login: UserId::new("ben").unwrap(), ..passkey.clone() })
                    .is_err()
            );
            passkey::used(tx, "c", "{\"n\":1}", 5)?;
            assert!(passkey::rename(tx, "c", &asha(), "blue")?);
            assert_eq!(passkey::of(tx, &asha())?, [passkey::find(tx, "c")?.unwrap()]);
            device::put(tx, &asha(), &device)?;
            device::put(tx, &asha(), &Device { last_us: 7, first_us: 99, ..device.clone() })?;
            assert_eq!(device::find(tx, &asha(), "d")?.map(|d| (d.first_us, d.last_us)), Some((1, 7)));
            assert_eq!((device::distrust(tx, &asha())?, device::distrust(tx, &asha())?), (1, 0));
            assert!(contact::put(tx, &asha(), "email", "a@b.example", 1)?);
            assert!(contact::find(tx, &asha(), "email", "a@b.example")?.is_some());
            let first = knock::insert(tx, &knock)?;
            knock::insert(tx, &knock)?;
            assert_eq!(knock::of(tx, &asha(), i64::MAX, 9)?.last().map(|k| k.id), Some(first));
            assert_eq!(knock::since(tx, 1, "wrong")?, 2);
            session::insert(tx, &session("s1", 1))?;
            user::delete(tx, &asha())?;
            assert!(password::find(tx, &asha())?.is_none() && password::former(tx, &asha(), 9)?.is_empty());
            assert!(passkey::of(tx, &asha())?.is_empty() && device::list(tx, &asha())?.is_empty());
            assert!(contact::list(tx, &asha())?.is_empty() && session::of(tx, &asha(), 9)?.is_empty());
            assert!(knock::of(tx, &asha(), i64::MAX, 9)?.is_empty());
            sign_in::forget(tx, &asha())
        })
        .unwrap();
    });
}
