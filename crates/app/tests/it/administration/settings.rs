//! Settings: where a value comes from, who may set one, and who may undo a lock.

use bailiwick_model::{Company, SettingScope, audit::AuditAction};
use serde_json::{Value as Json, json};

use super::fixture::{Office, ctx, on_both};

impl Office {
    pub(crate) fn set(&self, actor: &str, scope: &str, name: &str, form: Json) -> Result<Json, String> {
        let (scope, form) = (at(scope), serde_json::from_value(form).unwrap());
        let set = self.administration.set_setting(&ctx(actor), &scope, name, &form);
        set.map(|done| json!(done.value)).map_err(|refused| refused.to_string())
    }

    fn unset(&self, actor: &str, scope: &str, name: &str) -> Result<Json, String> {
        let unset = self.administration.unset_setting(&ctx(actor), &at(scope), name);
        unset.map(|done| json!(done.value)).map_err(|refused| refused.to_string())
    }

    fn setting(&self, actor: &str, scope: &str, name: &str) -> Json {
        json!(self.administration.setting_at(&ctx(actor), &at(scope), name).unwrap().value)
    }
}

fn at(scope: &str) -> SettingScope {
    scope.parse().unwrap()
}

fn value(value: Json) -> Json {
    json!({ "value": value })
}

fn locked(value: Json) -> Json {
    json!({"value": value, "locked": true})
}

fn says(told: Result<Json, String>, part: &str) {
    let told = told.unwrap_err();
    assert!(told.contains(part), "{told:?} does not say {part:?}");
}

#[test]
fn values_come_from_above_and_say_from_where() {
    on_both(|office| {
        let days = "account.recovery_days";
        let view = office.setting("root", "company:acme-east", days);
        assert_eq!(
            (&view["value"], &view["from"], &view["can_be_set"]),
            (&json!(30), &Json::Null, &json!(true))
        );
        office.set("root", "installation", days, value(json!(10))).unwrap();
        office.set("carl", "company:acme", days, value(json!(20))).unwrap();
        let view = office.setting("carl", "company:acme-east", days);
        assert_eq!((&view["value"], &view["from"]), (&json!(20), &json!("company:acme")));
        assert_eq!(view["overridden"], json!(["installation"]));
        let own = office.set("carl", "company:acme-east", days, value(json!(5))).unwrap();
        assert_eq!(
            (&own["value"], &own["inherited"], &own["inherited_from"]),
            (&json!(5), &json!(20), &json!("company:acme"))
        );
        assert_eq!(own["own"]["value"], 5);
        // Setting what is set is nothing new.
        office.set("carl", "company:acme-east", days, value(json!(5))).unwrap();
        assert_eq!(office.times(&AuditAction::SETTING_SET), 3);
        let back = office.unset("carl", "company:acme-east", days).unwrap();
        assert_eq!((&back["value"], &back["own"]), (&json!(20), &Json::Null));
        assert_eq!(office.times(&AuditAction::SETTING_UNSET), 1);

        // Departments have it from their parents, then from the companies; areas from the areas around.
        office
            .department("root", json!({"code": "tele", "name": "T", "company": "acme", "parent": "sales"}))
            .unwrap();
        office.set("root", "installation", "language", value(json!("fil"))).unwrap();
        office.set("root", "company:acme", "language", value(json!("es"))).unwrap();
        assert_eq!(office.setting("root", "department:tele", "language")["from"], "company:acme");
        office.set("carl", "department:sales", "language", value(json!("fr"))).unwrap();
        assert_eq!(office.setting("root", "department:tele", "language")["from"], "department:sales");
        assert_eq!(office.setting("root", "area:D1", "language")["from"], "installation");
        office.set("root", "area:P", "language", value(json!("ceb"))).unwrap();
        assert_eq!(office.setting("root", "area:D1", "language")["from"], "area:P");

        // What the account says comes first, then its places: area, department, company.
        let new = json!({"login": "in1", "kind": "client", "company": "acme", "department": "tele", "area": "D1", "timezone": "Asia/Manila"});
        office.create("root", new).unwrap();
        let shown = json!(office.administration.preferences_of(&ctx("root"), "in1").unwrap().value);
        assert_eq!(
            shown,
            json!([
                {"name": "language", "value": "ceb", "own": false, "from": "area:P"},
                {"name": "timezone", "value": "Asia/Manila", "own": true},
            ])
        );
        let all = office.administration.settings_at(&ctx("carl"), &at("company:acme")).unwrap().value;
        assert_eq!(all.len(), bailiwick_model::SettingName::all().len());
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}

#[test]
fn a_lock_holds_for_everything_below() {
    on_both(|office| {
        let days = "account.recovery_days";
        office.set("carl", "company:acme-east", days, value(json!(5))).unwrap();
        office.set("root", "company:acme", days, locked(json!(9))).unwrap();
        let view = office.setting("carl", "company:acme-east", days);
        assert_eq!((&view["value"], &view["locked_by"]), (&json!(9), &json!("company:acme")));
        assert_eq!(view["overridden"], json!(["company:acme-east"]));
        says(office.set("carl", "company:acme-east", days, value(json!(6))), "company:acme");
        // Root locked it, so it is not Carl's to unlock, though it is his company.
        says(
            office.set("carl", "company:acme", days, value(json!(9))),
            "locked by somebody who manages installation",
        );
        says(office.set("carl", "company:acme", days, locked(json!(1))), "locked by somebody");
        says(office.unset("carl", "company:acme", days), "locked by somebody");
        // What has become idle may go.
        office.unset("carl", "company:acme-east", days).unwrap();
        office.set("root", "company:acme", days, value(json!(9))).unwrap();
        // What he locks himself he may unlock, and so may those above him.
        office.set("carl", "company:acme", days, locked(json!(3))).unwrap();
        assert_eq!(office.setting("carl", "company:acme", days)["own"]["locked_from"], "company:acme");
        office.set("carl", "company:acme", days, locked(json!(4))).unwrap();
        office.set("root", "company:acme", days, value(json!(4))).unwrap();
        office.set("carl", "company:acme", days, value(json!(2))).unwrap();
    });
}

#[test]
fn who_may_set_what_depends_on_the_place() {
    on_both(|office| {
        office
            .create(
                "root",
                json!({"login": "lim", "company": "ministry", "lines": [{"role": "administrator", "companies": ["acme"]}]}),
            )
            .unwrap();
        let language = || value(json!("es"));
        for (actor, scope, part) in [
            ("carl", "installation", "everywhere"),
            ("lim", "installation", "everywhere"),
            ("carl", "company:bolt", "no company"),
            ("lim", "company:bolt", "no company"),
            ("carl", "company:nowhere", "no company"),
            ("carl", "department:nowhere", "no department"),
            ("lim", "area:D1", "not this one"),
            ("audrey", "company:acme", "not allowed"),
            ("ella", "company:acme", "not allowed"),
            ("stranger", "company:acme", ""),
            ("root", "role:nowhere", "no role"),
            ("root", "role:viewer", "cannot"),
        ] {
            says(office.set(actor, scope, "language", language()), part);
        }
        says(office.set("root", "company:acme", "colour", language()), "no setting");
        says(office.set("root", "company:acme", "seats.warn_percent", value(json!(0))), "from 1 to 100");
        says(office.set("root", "area:D1", "seats.limit", value(json!(1))), "area");
        office.set("lim", "company:acme-east", "language", language()).unwrap();
        office.set("machine", "installation", "language", language()).unwrap();

        // Seats are given from above: nobody gives himself some.
        let seats = || value(json!(5));
        says(office.set("carl", "company:acme", "seats.limit", seats()), "given from above");
        says(office.set("lim", "company:acme", "seats.limit", seats()), "given from above");
        office.set("carl", "company:acme-east", "seats.limit", seats()).unwrap();
        office.set("root", "company:acme", "seats.limit", seats()).unwrap();
        says(office.unset("carl", "company:acme", "seats.limit"), "given from above");

        // A role that everybody gets who comes is as good as given.
        let role = |role: &str| value(json!(role));
        says(office.set("root", "company:acme", "account.default_role", role("nothing")), "no role");
        says(office.set("root", "company:acme", "account.default_role", role("registrar")), "local");
        says(office.set("carl", "company:acme", "account.default_role", role("auditor")), "do not hold");
        office.set("carl", "company:acme", "account.default_role", role("general_user")).unwrap();
        let made = |body: Json| office.create("root", body).unwrap()["lines"].clone();
        let got = made(json!({"login": "new1", "kind": "client", "company": "acme-east"}));
        assert_eq!(
            (&got[0]["role"], &got[0]["companies"]),
            (&json!("general_user"), &json!(["acme-east"])),
            "{got}"
        );
        let named =
            json!({"login": "new2", "kind": "client", "company": "acme", "lines": [{"role": "viewer"}]});
        assert_eq!(made(named).as_array().unwrap().len(), 1);
        assert_eq!(made(json!({"login": "new3", "company": "ministry"})), json!([]));
        says(
            office
                .administration
                .delete_place::<Company>(&ctx("root"), "acme-east")
                .map(|_| Json::Null)
                .map_err(|e| e.to_string()),
            "settings set there: 2",
        );
    });
}
