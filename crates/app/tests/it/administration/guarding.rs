//! Settings that guard: the strictest counts, of users and roles as well; who may set them, and how many people that touches.

use bailiwick_app::administration::{FactorRequired, Guarding, Means, Refused};
use bailiwick_model::{SettingName, SettingScope, UserId, audit::AuditAction};
use bailiwick_policy::Moment;
use bailiwick_store::{StoreError, setting, user};
use serde_json::{Value as Json, json};

use super::fixture::{NOW_US, Office, ctx, on_both};

impl Office {
    fn guarding(&self, login: &str, days_later: i64) -> Guarding {
        let installation = self.administration.installation();
        let state = installation.load().unwrap();
        let moment = Moment::at(&state.snapshot, NOW_US / 1_000_000 + days_later * 86_400);
        let login = UserId::new(login).unwrap();
        installation.database().read(|tx| Guarding::of(tx, &state, &login, &moment)).unwrap()
    }

    fn counts(&self, actor: &str, scope: &str, name: SettingName) -> Json {
        let scope = scope.parse().unwrap();
        json!(self.administration.setting_at(&ctx(actor), &scope, name.as_str()).unwrap().value)
    }

    /// What a change would come to, by a dry run.
    fn affects(&self, actor: &str, scope: &str, name: SettingName, value: Option<Json>) -> Json {
        let mut ctx = ctx(actor);
        ctx.dry_run = true;
        let scope = scope.parse().unwrap();
        let view = match value {
            Some(value) => {
                let form = serde_json::from_value(json!({ "value": value })).unwrap();
                self.administration.set_setting(&ctx, &scope, name.as_str(), &form)
            }
            None => self.administration.unset_setting(&ctx, &scope, name.as_str()),
        };
        json!(view.unwrap().value.affects)
    }

    fn put(&self, actor: &str, scope: &str, name: SettingName, value: Json) -> Result<Json, String> {
        self.set(actor, scope, name.as_str(), json!({ "value": value }))
    }
}

fn texts(scopes: &[SettingScope]) -> Vec<String> {
    scopes.iter().map(ToString::to_string).collect()
}

#[test]
fn the_strictest_of_all_places_and_roles_counts() {
    on_both(|office| {
        let line = |role: &str, from: &str| json!({"role": role, "from": from});
        let new = json!({
            "login": "in1", "kind": "client", "company": "acme-east", "area": "D1",
            "lines": [line("viewer", "2026-11-01"), line("technician", "2026-12-01")],
        });
        office.create("root", new).unwrap();
        let before = office.guarding("in1", 0);
        assert_eq!((before.password.min_length.value, &*before.password.min_length.from), (12, &[][..]));

        office.put("root", "installation", SettingName::PASSWORD_MIN_LENGTH, json!(14)).unwrap();
        office.put("root", "company:acme", SettingName::PASSWORD_MIN_LENGTH, json!(9)).unwrap();
        office.put("root", "company:acme", SettingName::FACTOR_REQUIRED, json!("administrators")).unwrap();
        office.put("root", "role:viewer", SettingName::FACTOR_REQUIRED, json!("everybody")).unwrap();
        office.put("root", "role:technician", SettingName::SESSION_HOURS, json!(8)).unwrap();
        office.put("root", "user:in1", SettingName::FACTOR_METHODS, json!(["passkey", "totp"])).unwrap();
        office
            .put("root", "company:acme-east", SettingName::FACTOR_METHODS, json!(["email", "totp"]))
            .unwrap();
        office.put("root", "company:bolt", SettingName::SIGN_IN_OPEN, json!(false)).unwrap();
        office.put("root", "company:acme", SettingName::NETWORK_ALLOW, json!(["10.0.0.0/8"])).unwrap();
        office.put("root", "user:in1", SettingName::NETWORK_ALLOW, json!(["10.1.0.0/16"])).unwrap();
        let guarding = office.guarding("in1", 0);
        let length = &guarding.password.min_length;
        assert_eq!((length.value, texts(&length.from)), (14, vec!["installation".to_owned()]));
        let required = &guarding.factor.required;
        assert_eq!(
            (required.value, texts(&required.from)),
            (FactorRequired::Everybody, vec!["role:viewer".to_owned()])
        );
        let methods = &guarding.factor.methods;
        assert_eq!(methods.value, [Means::Totp].into());
        assert_eq!(texts(&methods.from), ["company:acme-east", "user:in1"]);
        assert!(guarding.open.value && !office.guarding("bob", 0).open.value);
        assert_eq!(guarding.network.lets_in("10.1.0.1".parse().unwrap()), Ok(()));
        let refused = guarding.network.lets_in("10.2.0.1".parse().unwrap()).unwrap_err();
        assert_eq!(refused.to_string(), "user:in1");

        // A role counts on the days of its line, and no longer.
        assert_eq!((guarding.session.hours.value, office.guarding("in1", 20).session.hours.value), (168, 8));
        assert_eq!(office.guarding("nobody", 0).password.min_length.value, 14);

        // What is shown at a user is what guards him.
        let shown = office.counts("root", "user:in1", SettingName::FACTOR_METHODS);
        assert_eq!((&shown["value"], &shown["guards"]), (&json!(["totp"]), &json!(true)));
        assert_eq!(
            (&shown["from"], &shown["also_from"]),
            (&json!("company:acme-east"), &json!(["user:in1"]))
        );
        assert_eq!(shown["own"]["value"], json!(["passkey", "totp"]));
        let shown = office.counts("root", "user:in1", SettingName::FACTOR_REQUIRED);
        assert_eq!((&shown["value"], &shown["from"]), (&json!("everybody"), &json!("role:viewer")));
        assert_eq!(shown["overridden"], json!(["company:acme"]));
        let shown = office.counts("carl", "company:acme", SettingName::PASSWORD_MIN_LENGTH);
        assert_eq!((&shown["value"], &shown["own"]["value"]), (&json!(14), &json!(9)));

        // A lock keeps others from setting it below, and nothing that is set there from counting.
        office
            .set("root", "installation", "password.min_length", json!({"value": 13, "locked": true}))
            .unwrap();
        let refused = office.put("carl", "company:acme-east", SettingName::PASSWORD_MIN_LENGTH, json!(20));
        assert!(refused.unwrap_err().contains("locked by installation"));
        office.set("root", "installation", "password.min_length", json!({"value": 13})).unwrap();
        office.put("carl", "company:acme", SettingName::PASSWORD_MIN_LENGTH, json!(20)).unwrap();
        office
            .set("root", "installation", "password.min_length", json!({"value": 13, "locked": true}))
            .unwrap();
        assert_eq!(office.guarding("in1", 0).password.min_length.value, 20);
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}

#[test]
fn roles_that_are_inherited_count() {
    on_both(|office| {
        let body = json!({"role": "viewer", "from": "2026-11-01"});
        let form = serde_json::from_value(body).unwrap();
        let holder = bailiwick_app::administration::Holder::Department("sales".parse().unwrap());
        office.administration.add_line(&ctx("root"), &holder, &form).unwrap();
        office.put("root", "role:viewer", SettingName::SESSION_LIMIT, json!(2)).unwrap();
        office
            .create(
                "root",
                json!({"login": "sal", "kind": "client", "company": "acme", "department": "sales"}),
            )
            .unwrap();
        assert_eq!(office.guarding("sal", 0).session.limit.value, Some(2));
        assert_eq!(office.guarding("ella", 0).session.limit.value, None);
    });
}

#[test]
fn whoever_manages_an_account_says_what_holds_for_it() {
    on_both(|office| {
        let made = |login: &str, area: &str, lines: Json| {
            let new = json!({"login": login, "company": "ministry", "area": area, "lines": lines});
            office.create("root", new).unwrap();
        };
        made("in1", "D1", json!([]));
        made("in2", "D2", json!([]));
        made("chief", "D1", json!([{"role": "administrator"}]));
        let hours =
            |actor: &str, scope: &str| office.put(actor, scope, SettingName::SESSION_HOURS, json!(12));
        for (actor, scope, part) in [
            // Beyond reach: not seen, or seen and not to be changed.
            ("dora", "user:in2", "user"),
            ("dora", "user:ella", "user"),
            ("carl", "user:bob", "no user"),
            ("carl", "user:root", "no user"),
            // Nobody for himself, however much he may do.
            ("root", "user:root", "nobody sets what holds for himself"),
            ("carl", "user:carl", "nobody sets what holds for himself"),
            // Nobody for who is more powerful.
            ("dora", "user:chief", ""),
            // Those who help with accounts or look at them do not say what guards them.
            ("desk", "user:in1", "not allowed"),
            ("audrey", "user:in1", "not allowed"),
            ("ella", "user:ella", "not allowed"),
            // Managing users is no right over places.
            ("dora", "area:D1", ""),
            ("dora", "company:ministry", ""),
            // What holds for a role holds everywhere.
            ("carl", "role:viewer", ""),
            ("dora", "role:viewer", "everywhere"),
            ("root", "user:nowhere", "no user"),
            ("stranger", "user:in1", ""),
        ] {
            let told = hours(actor, scope).unwrap_err();
            assert!(told.contains(part), "{actor} {scope}: {told:?} does not say {part:?}");
        }
        assert_eq!(office.times(&AuditAction::SETTING_SET), 0);
        hours("dora", "user:in1").unwrap();
        hours("carl", "user:ella").unwrap();
        hours("root", "user:chief").unwrap();
        hours("machine", "user:root").unwrap();
        hours("root", "role:viewer").unwrap();
        assert_eq!(office.times(&AuditAction::SETTING_SET), 5);
        assert_eq!(office.guarding("in1", 0).session.hours.value, 12);
        let language = office.put("dora", "user:in1", SettingName::LANGUAGE, json!("fil")).unwrap_err();
        assert!(language.contains("cannot be set for one user"), "{language}");

        // Unsetting takes the same.
        let unset = |actor: &str, scope: &str| {
            let done =
                office.administration.unset_setting(&ctx(actor), &scope.parse().unwrap(), "session.hours");
            done.map(drop)
        };
        for (actor, scope) in
            [("root", "user:root"), ("desk", "user:in1"), ("carl", "role:viewer"), ("dora", "user:chief")]
        {
            assert!(unset(actor, scope).is_err(), "{actor} {scope}");
        }
        unset("dora", "user:in1").unwrap();
        unset("dora", "user:in1").unwrap();
        assert_eq!(office.guarding("in1", 0).session.hours.value, 168);

        // What counts for somebody names his roles, which are for those who may see what he holds.
        let seen = |actor: &str, login: &str| {
            let scope = SettingScope::User(login.parse().unwrap());
            office.administration.settings_at(&ctx(actor), &scope)
        };
        assert!(matches!(seen("nora", "in1"), Err(Refused::Missing { .. } | Refused::NotAllowed(_))));
        assert_eq!(seen("desk", "in1").unwrap().value.len(), SettingName::all().len());
    });
}

#[test]
fn a_dry_run_says_how_many_people_it_touches() {
    on_both(|office| {
        let affects =
            |stricter: u64, laxer: u64| json!({"stricter": stricter, "laxer": laxer, "otherwise": 0});
        let name = SettingName::PASSWORD_MIN_LENGTH;
        // Carl and Ella are of Acme, and nobody else; eight people there are altogether.
        assert_eq!(office.affects("carl", "company:acme", name, Some(json!(14))), affects(2, 0));
        assert_eq!(office.affects("carl", "company:acme", name, Some(json!(12))), affects(0, 0));
        assert_eq!(office.affects("carl", "company:acme", name, Some(json!(8))), affects(0, 2));
        assert_eq!(office.affects("root", "installation", name, Some(json!(14))), affects(8, 0));
        assert_eq!(office.affects("root", "role:client_end_user", name, Some(json!(14))), affects(2, 0));
        assert_eq!(office.affects("carl", "user:ella", name, Some(json!(14))), affects(1, 0));
        assert_eq!(office.affects("carl", "department:sales", name, Some(json!(14))), affects(0, 0));

        // Whoever has it stricter already is not touched.
        office.put("carl", "user:ella", name, json!(20)).unwrap();
        office.put("carl", "company:acme", name, json!(16)).unwrap();
        assert_eq!(office.affects("root", "installation", name, Some(json!(18))), affects(7, 0));
        assert_eq!(office.affects("carl", "company:acme", name, Some(json!(10))), affects(0, 1));
        assert_eq!(office.affects("carl", "company:acme", name, None), affects(0, 1));
        assert_eq!(office.affects("carl", "user:ella", name, None), affects(0, 1));
        // Whoever cannot sign in is not touched either.
        office
            .administration
            .set_user_state(&ctx("root"), "carl", bailiwick_model::AccountState::Suspended)
            .unwrap();
        assert_eq!(office.affects("root", "company:acme", name, Some(json!(18))), affects(0, 0));

        let networks = |list: &[&str]| Some(json!(list));
        let allow = SettingName::NETWORK_ALLOW;
        assert_eq!(office.affects("root", "company:bolt", allow, networks(&["10.0.0.0/8"])), affects(1, 0));
        office.put("root", "company:bolt", allow, json!(["10.0.0.0/8"])).unwrap();
        let other = office.affects("root", "company:bolt", allow, networks(&["192.168.0.0/16"]));
        assert_eq!(other, json!({"stricter": 0, "laxer": 0, "otherwise": 1}));
        assert_eq!(
            office.affects("root", "company:bolt", allow, networks(&["10.0.0.0/9", "10.128.0.0/9"])),
            affects(0, 0)
        );

        // It is for what guards, and told by a dry run alone.
        assert_eq!(
            office.affects("root", "installation", SettingName::LANGUAGE, Some(json!("fil"))),
            Json::Null
        );
        assert_eq!(office.put("root", "installation", name, json!(14)).unwrap()["affects"], Json::Null);
    });
}

#[test]
fn something_is_left_that_can_be_shown_beside_the_password() {
    on_both(|office| {
        let name = SettingName::FACTOR_METHODS;
        let put = |scope: &str, words: &[&str]| office.put("root", scope, name, json!(words));
        let against = |told: Result<Json, String>, places: &[&str]| {
            let told = told.unwrap_err();
            assert!(told.contains("nothing in common"), "{told}");
            assert!(places.iter().all(|place| told.contains(place)), "{told} does not name {places:?}");
        };
        assert!(put("installation", &[]).unwrap_err().contains("at least one"));
        put("company:acme", &["totp", "passkey"]).unwrap();
        // Above, below, and at a place where nobody is yet.
        against(put("installation", &["email"]), &["installation (email)", "company:acme (passkey, totp)"]);
        against(
            put("company:acme-east", &["sms"]),
            &["company:acme-east (sms)", "company:acme (passkey, totp)"],
        );
        put("department:sales", &["totp"]).unwrap();
        against(put("company:acme", &["passkey"]), &["company:acme (passkey)", "department:sales (totp)"]);
        put("company:bolt", &["email"]).unwrap();
        // Of roles, where somebody has both; of a user, his own.
        put("role:client_end_user", &["passkey", "email"]).unwrap();
        against(put("role:client_end_user", &["email"]), &["company:acme"]);
        against(put("user:ella", &["totp"]), &["user:ella (totp)", "role:client_end_user (email, passkey)"]);
        put("user:ella", &["passkey"]).unwrap();
        against(put("role:client_end_user", &["email", "totp"]), &["user:ella (passkey)"]);
        // Three that have something in common two by two.
        office.create("root", json!({"login": "in1", "company": "bolt"})).unwrap();
        put("company:bolt", &["email", "totp"]).unwrap();
        put("role:viewer", &["email", "sms"]).unwrap();
        super::boundaries::grant(office, "root", "in1", json!({"role": "viewer"})).unwrap();
        against(put("user:in1", &["totp", "sms"]), &["user:in1", "company:bolt", "role:viewer"]);
        let mut dry = ctx("root");
        dry.dry_run = true;
        let form = serde_json::from_value(json!({"value": ["sms"]})).unwrap();
        let tried =
            office.administration.set_setting(&dry, &"user:in1".parse().unwrap(), name.as_str(), &form);
        assert!(tried.unwrap_err().to_string().contains("nothing in common"));
        // What nobody is under together stands, until somebody is: then nothing is left, and the gate says so.
        put("role:technician", &["passkey"]).unwrap();
        super::boundaries::grant(office, "root", "in1", json!({"role": "technician"})).unwrap();
        let methods = office.guarding("in1", 0).factor.methods;
        assert!(methods.value.is_empty(), "{methods:?}");
        assert_eq!(texts(&methods.from), ["company:bolt", "role:technician"]);
    });
}

#[test]
fn settings_go_with_the_user_and_keep_a_role() {
    on_both(|office| {
        let database = office.administration.installation().database();
        let ella: UserId = "ella".parse().unwrap();
        office.put("carl", "user:ella", SettingName::SESSION_HOURS, json!(1)).unwrap();
        let scope = SettingScope::User(ella.clone());
        assert_eq!(database.read(|tx| setting::count(tx, &scope)).unwrap(), 1);
        database.write::<_, StoreError>(|tx| user::delete(tx, &ella)).unwrap();
        assert_eq!(database.read(|tx| setting::count(tx, &scope)).unwrap(), 0);

        let kind = "role".parse().unwrap();
        let body = json!({"label": "Clerk", "groups": ["reg.viewer"]});
        let create =
            office.administration.create_policy(&ctx("root"), kind, "clerk", body.as_object().unwrap());
        create.unwrap();
        office.put("root", "role:clerk", SettingName::SESSION_HOURS, json!(1)).unwrap();
        let delete = || office.administration.delete_policy(&ctx("root"), kind, "clerk").map(drop);
        assert!(delete().unwrap_err().to_string().contains("settings set there: 1"));
        let unset = office.administration.unset_setting(
            &ctx("root"),
            &"role:clerk".parse().unwrap(),
            "session.hours",
        );
        unset.unwrap();
        delete().unwrap();
    });
}
