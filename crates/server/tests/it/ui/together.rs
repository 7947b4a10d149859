//! What a page reads together is what its parts are, read one by one, for everybody who may and nobody else.

use bailiwick_app::{Author, administration::Ctx, sign_in::NETWORKS};
use bailiwick_model::{SettingScope, UserId, audit::Actor};
use bailiwick_store::Database;

use crate::office::Office;

fn on_both(test: impl Fn(&Office)) {
    test(&Office::new());
    let url = bailiwick_testkit::process::postgres::database();
    test(&Office::on(Database::open(&url.parse().unwrap()).unwrap()));
}

fn asking(office: &Office, actor: &str) -> Ctx {
    let mut author = Author::machine(*office.clock.lock().unwrap());
    author.actor = Actor::User(UserId::new(actor).unwrap());
    Ctx::new(author)
}

#[test]
fn how_somebody_signs_in() {
    on_both(|office| {
        let (entrance, administration) = (&office.entrance, &office.administration);
        let (mut read, mut kept) = (0, 0);
        for actor in ["root", "dora", "audrey", "carl", "head", "ella", "desk", "nora", "gone"] {
            let ctx = asking(office, actor);
            for login in ["root", "dora", "carl", "ella", "sal", "nora", "gone", "nobody", ""] {
                let from = Some("192.0.2.7".parse().unwrap());
                let whole = entrance.person_security(&ctx, login, from);
                let parts = (|| {
                    let security = entrance.security(&ctx, login, ctx.author.at_us)?;
                    let (keys, diagnosis) =
                        (entrance.keys(&ctx, login)?, entrance.diagnose(&ctx, login, from)?);
                    Ok((security, keys, diagnosis, administration.person(&ctx, login)?.value))
                })();
                match (whole, parts) {
                    (Ok(whole), Ok((security, keys, diagnosis, person))) => {
                        let found = (whole.security, whole.keys, whole.diagnosis, whole.person);
                        assert_eq!(found, (security, keys, diagnosis, person), "{actor} {login}");
                        let scope = SettingScope::User(UserId::new(login).unwrap());
                        let networks =
                            NETWORKS.map(|name| administration.setting_at(&ctx, &scope, name.as_str()));
                        let networks: Result<Vec<_>, _> =
                            networks.into_iter().map(|one| one.map(|done| done.value)).collect();
                        assert_eq!(whole.networks, networks.unwrap_or_default(), "{actor} {login}");
                        read += 1;
                    }
                    (Err(whole), Err::<_, bailiwick_app::administration::Refused>(part)) => {
                        assert_eq!(whole.to_string(), part.to_string(), "{actor} {login}");
                        kept += 1;
                    }
                    (whole, parts) => panic!("{actor} {login}: {whole:?} {parts:?}"),
                }
            }
        }
        assert!(read > 10 && kept > 20, "{read} read, {kept} kept from");
    });
}
