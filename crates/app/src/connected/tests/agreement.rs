//! One domain, five readers: memory, single records of both databases, and lists of both databases.

use bailiwick_model::Value;
use bailiwick_policy::{
    DirectoryRecords,
    domain::Scope,
    filter::{Filter, Matcher},
    records::Records,
    schema::ModelId,
};
use jiff::tz::TimeZone;

use super::{
    super::{Connected, ConnectedRecords, Listing, Page},
    fixture::Fixture,
};

/// Every shape of condition that the language has, on every kind of field.
const DOMAINS: [&str; 70] = [
    "[]",
    "[('id', 'in', [1, 2, 3, 900])]",
    "[('id', 'not in', [1, 2, 3])]",
    "[('name', '=', 'Asha')]",
    "[('name', '!=', 'Asha')]",
    "[('name', '=', False)]",
    "[('name', '!=', False)]",
    "[('name', 'in', ['Asha', 'asha', False])]",
    "[('name', 'not in', ['Asha', 'z', False])]",
    "[('name', '=', \"'; DROP TABLE party; --\")]",
    "[('nick', '=', \"O'Brien\")]",
    "[('nick', '!=', '\"quoted\"')]",
    "[('name', '<', 'b')]",
    "[('name', '>=', 'Straße')]",
    "['!', ('name', '<', 'b')]",
    "[('name', 'like', 'ash')]",
    "[('name', 'ilike', 'ASH')]",
    "[('name', 'not ilike', 'åse')]",
    "[('name', '=ilike', 'οδοσ')]",
    "[('name', 'like', '%')]",
    "[('name', 'like', '\\\\%')]",
    "[('nick', 'like', 'r_s')]",
    "[('nick', 'like', '*b?c[')]",
    "[('nick', 'like', 'k\\\\\\\\s')]",
    "[('state', '=', 'open')]",
    "[('state', 'not in', ['open', 'draft'])]",
    "[('state', '=', False)]",
    "[('age', '=', 0)]",
    "[('age', '!=', 0)]",
    "[('age', '=', False)]",
    "[('age', '=', 9007199254740993)]",
    "[('age', '<', 18)]",
    "['!', ('age', '<', 18)]",
    "[('age', '>', -5)]",
    "[('score', '>=', 0.1)]",
    "[('score', '=', 0.1)]",
    "[('score', 'in', [0, 12.25])]",
    "[('active', '=', True)]",
    "[('active', '=', False)]",
    "[('active', '!=', True)]",
    "[('born', '=', '2000-02-29')]",
    "[('born', '<', '2026-01-01')]",
    "[('born', '>=', 'today')]",
    "[('born', '!=', False)]",
    "[('born.month_number', '=', 2)]",
    "[('born.day_of_week', 'in', [3, 4])]",
    "[('born.iso_week_number', '!=', 1)]",
    "[('seen', '>', '2026-11-20 23:00:00')]",
    "['!', ('seen', '<=', '2026-11-21 00:00:00')]",
    "[('seen', '=', '2026-11-21 08:30:00')]",
    "[('seen.hour_number', '=', 7)]",
    "[('seen.year_number', '>=', 2027)]",
    "[('seen.day_of_month', '=', 21)]",
    "[('data', '=', False)]",
    "[('data', '!=', False)]",
    "[('area_id', '=', 2)]",
    "[('area_id', 'child_of', 1)]",
    "['!', ('area_id', 'child_of', [1])]",
    "[('area_id', 'parent_of', 3)]",
    "[('area_id', 'child_of', 'Ilocos')]",
    "[('area_id.code', '=', 'PH-02')]",
    "['!', ('area_id.parent_id.name', 'ilike', 'PHIL')]",
    "[('parent_id', 'child_of', [1, 2, 3])]",
    "[('id', 'parent_of', [5, 6])]",
    "[('parent_id.parent_id.age', '>', 17)]",
    "['|', ('child_ids', '=', False), ('child_ids.state', '=', 'open')]",
    "[('child_ids', 'not in', [4, 5])]",
    "[('tag_ids', '=', False)]",
    "['&', ('tag_ids', 'in', ['a', 'gone']), '!', ('tag_ids.color', '>', 0)]",
    "[('friend_ids.friend_ids', 'in', [1, 2, 3, 4])]",
];

/// Conditions that reach other databases, records in none, and long lists.
const FAR: [&str; 8] = [
    "[('vault_id.level', '>', 1)]",
    "['!', ('vault_id.level', '=', False)]",
    "[('vault_id', 'child_of', ['v2'])]",
    "[('vault_id.parent_id.level', '=', 1)]",
    "[('note_id.title', '=', 'first')]",
    "['!', ('note_id.title', 'in', ['first', False])]",
    "[('note_ids.title', 'like', 'sec')]",
    "['|', ('note_ids', '=', False), ('age', '>', 17)]",
];

fn matching(fixture: &Fixture, records: &dyn Records, model: ModelId, filter: &Filter) -> Vec<Value> {
    let view = DirectoryRecords::new(&fixture.snapshot, records, &fixture.moment);
    let zone = zone(fixture);
    let with = Matcher { schema: fixture.snapshot.schema(), records: &view, zone: &zone };
    let found = |id: &Value| filter.matches(with, model, &view.row(model, id).unwrap().unwrap()).unwrap();
    view.ids(model).unwrap().into_iter().filter(found).collect()
}

fn zone(fixture: &Fixture) -> TimeZone {
    let asha = fixture.snapshot.find_user("asha").unwrap();
    fixture.snapshot.asker(asha, &fixture.moment, &fixture.memory).zone().clone()
}

fn paged(connected: &Connected, listing: &Listing<'_>, limit: usize) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    loop {
        let last = all.last().cloned();
        let page = connected.search(listing, Page { after: last.as_ref(), limit: Some(limit) }).unwrap();
        let end = page.len() < limit;
        all.extend(page);
        if end {
            return all;
        }
    }
}

/// Compares all readers on a domain and on its opposite; returns how many records the domain finds.
fn agree(fixture: &Fixture, model: ModelId, domain: &str) -> usize {
    let filter = fixture.filter(model, domain);
    let opposite = compare(fixture, model, &filter.clone().not(), &format!("not {domain}"));
    let found = compare(fixture, model, &filter, domain);
    let view = DirectoryRecords::new(&fixture.snapshot, &fixture.memory, &fixture.moment);
    assert_eq!(found + opposite, view.ids(model).unwrap().len(), "{domain}");
    found
}

fn compare(fixture: &Fixture, model: ModelId, filter: &Filter, domain: &str) -> usize {
    let expected = matching(fixture, &fixture.memory, model, filter);
    for (engine, connected) in &fixture.connected {
        let memo = ConnectedRecords::new(connected);
        assert_eq!(matching(fixture, &memo, model, filter), expected, "single records of {engine}: {domain}");
        let listing = Listing { model, filter, moment: &fixture.moment, zone: &zone(fixture) };
        let all = connected.search(&listing, Page::default());
        assert_eq!(
            all.unwrap_or_else(|e| panic!("{engine}, {domain}: {e}")),
            expected,
            "list of {engine}: {domain}"
        );
        assert_eq!(paged(connected, &listing, 17), expected, "pages of {engine}: {domain}");
        assert_eq!(connected.count(&listing).unwrap(), expected.len() as u64, "count of {engine}: {domain}");
    }
    expected.len()
}

#[test]
fn lists_of_both_databases_say_what_checks_say() {
    let fixture = Fixture::new(80);
    let party = fixture.model("x.party");
    let found = DOMAINS.iter().chain(&FAR).map(|domain| agree(&fixture, party, domain));
    // Domains that find all or nothing would prove little.
    let telling = found.filter(|found| (1..80).contains(found)).count();
    assert!(telling > 70, "{telling}");
    for (model, domain) in [
        ("x.tag", "[('id', '>', 'a')]"),
        ("x.tag", "[('name', '=', False)]"),
        ("x.vault", "[('id', 'child_of', 'v2')]"),
        ("x.note", "[('party_id.name', '!=', False)]"),
        ("spp.area", "[('id', 'child_of', 1)]"),
        ("res.users", "[('login', '=', 'asha')]"),
    ] {
        agree(&fixture, fixture.model(model), domain);
    }
}

#[test]
fn long_lists_and_long_filters_agree() {
    let fixture = Fixture::new(80);
    let party = fixture.model("x.party");
    let many: Vec<String> = (0..500).map(|n| (n * 3).to_string()).collect();
    assert_eq!(agree(&fixture, party, &format!("[('id', 'in', [{}])]", many.join(", "))), 26);
    assert_eq!(agree(&fixture, party, &format!("[('id', 'not in', [{}])]", many.join(", "))), 54);
    let names: Vec<String> = (0..100).map(|n| format!("'name {n}'")).collect();
    agree(
        &fixture,
        party,
        &format!("['|', ('name', 'in', ['Asha', {}]), ('tag_ids', 'in', ['b'])]", names.join(", ")),
    );
}
