//! A user asking: everything about a question that does not depend on the record.

use std::cell::OnceCell;

use bailiwick_model::{CompanyId, IdKind, Value};
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use crate::{
    domain::{ActorFact, RequestPart, Scope},
    filter::Matcher,
    moment::Moment,
    records::Records,
    snapshot::{DirectoryRecords, GroupSet, PlaceTree, Profile, Seat, Snapshot, UserNumber, Window},
};

/// Attributes that came with a request, by part and name. Which of them rules may read is declared per model.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    values: FxHashMap<(u8, Box<str>), Value>,
    /// Whether an attribute of the subject wins over what the directory says.
    pub subject_wins: bool,
}

impl Attributes {
    /// Adds one.
    pub fn put(&mut self, part: RequestPart, name: &str, value: Value) {
        self.values.insert((part as u8, name.into()), value);
    }

    fn get(&self, part: RequestPart, name: &str) -> Option<&Value> {
        if self.values.is_empty() {
            return None;
        }
        self.values.get(&(part as u8, Box::from(name)))
    }
}

/// A plain value as it comes in JSON: what rules see of request attributes.
#[must_use]
pub fn attribute_from_json(json: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(n) => {
            n.as_i64().map(Value::Int).or_else(|| n.as_f64().map(Value::Float)).unwrap_or_default()
        }
        Json::String(s) => Value::text(s),
        Json::Array(items) => Value::list(items.iter().map(attribute_from_json)),
        Json::Object(_) => Value::Json(json.clone().into()),
    }
}

/// Why nobody can ask.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// Odoo's sentence for companies that are not the user's.
    #[error("Access to unauthorized or invalid companies: {0} is not among the user's companies")]
    Company(String),
}

/// A user at a moment, with the records rules may need. Cheap to make; one serves any number of questions.
pub struct Asker<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) number: UserNumber,
    pub(crate) seat: Seat<'a>,
    pub(crate) moment: &'a Moment,
    pub(crate) today: i32,
    profile: Option<&'a Profile>,
    /// Whether the account is switched on and counts today.
    live: bool,
    pub(crate) view: DirectoryRecords<'a>,
    user: Value,
    chosen: Option<Box<[u32]>>,
    attributes: Option<&'a Attributes>,
    debug: bool,
    sudo: bool,
    found: OnceCell<Box<Found>>,
}

/// What some questions need to know about the user, found out once.
#[derive(Default)]
struct Found {
    companies: OnceCell<Vec<Value>>,
    company: OnceCell<Value>,
    groups: OnceCell<GroupSet>,
    company_tree: OnceCell<Value>,
    departments: OnceCell<Value>,
}

impl Snapshot {
    /// The user `number`, asking at `moment`.
    #[must_use]
    #[inline]
    pub fn asker<'a>(
        &'a self,
        number: UserNumber,
        moment: &'a Moment,
        records: &'a dyn Records,
    ) -> Asker<'a> {
        let seat = self.seat(number);
        let mut user = seat.tables.record(seat.user);
        if user.is_null() && self.schema.user.is_some_and(|m| self.schema.model(m).id_kind() == IdKind::Text)
        {
            user = Value::text(self.login(number));
        }
        let profile = seat.tables.profile(seat.user);
        let today = moment.today(profile.map_or(0, |p| p.day_zone));
        let counts = |p: &Profile| !p.has_days || seat.tables.account(seat.user).holds(today);
        Asker {
            snapshot: self,
            number,
            seat,
            moment,
            today,
            profile,
            live: profile.is_some_and(|p| p.active && counts(p)),
            view: DirectoryRecords::new(self, records, moment),
            user,
            chosen: None,
            attributes: None,
            debug: false,
            sudo: false,
            found: OnceCell::new(),
        }
    }
}

impl<'a> Asker<'a> {
    /// Asks for these companies instead of all the user's; the first is the main one.
    ///
    /// # Errors
    /// When one of them is not the user's.
    pub fn for_companies(mut self, ids: &[CompanyId]) -> Result<Self, AskError> {
        let own = self.profile().map_or(&[][..], |p| &p.companies);
        let mut chosen = Vec::with_capacity(ids.len());
        for id in ids {
            match self.snapshot.places.companies.find(id).filter(|c| own.contains(c)) {
                Some(company) => chosen.push(company),
                None => return Err(AskError::Company(id.to_string())),
            }
        }
        self.chosen = (!chosen.is_empty()).then(|| chosen.into());
        Ok(self)
    }

    /// Asks with attributes of a request.
    #[must_use]
    pub fn with_attributes(mut self, attributes: &'a Attributes) -> Self {
        self.attributes = Some(attributes);
        self
    }

    /// Asks as while debugging: only then does the debug group count in `has_group`.
    #[must_use]
    pub fn debugging(mut self, debug: bool) -> Self {
        self.debug = debug;
        self
    }

    /// Asks with all rights, but still as this user (Odoo's `sudo()`).
    #[must_use]
    pub fn sudo(mut self, sudo: bool) -> Self {
        self.sudo = sudo;
        self
    }

    /// The user's number.
    #[must_use]
    pub fn number(&self) -> UserNumber {
        self.number
    }

    /// Whether rights are not looked at. A superuser whose account does not count has none to bypass.
    #[must_use]
    pub fn bypasses(&self) -> bool {
        self.sudo || (self.live && self.profile().is_some_and(|p| p.superuser))
    }

    /// Whether the account counts: it is active, and today is among its days.
    #[must_use]
    #[inline]
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// The day that it is for the user, by the zone of the home company.
    #[must_use]
    pub fn day(&self) -> jiff::civil::Date {
        crate::calendar::date_of(self.today)
    }

    /// The days of the account, if it is active and today is not among them.
    pub(crate) fn other_days(&self) -> Option<Window> {
        let active = self.profile().is_some_and(|p| p.active);
        (active && !self.live).then(|| self.seat.tables.account(self.seat.user))
    }

    #[inline]
    pub(crate) fn profile(&self) -> Option<&'a Profile> {
        self.profile
    }

    fn found(&self) -> &Found {
        self.found.get_or_init(Box::default)
    }

    /// All groups of the lines that count today, wherever they reach.
    pub(crate) fn groups(&self) -> &GroupSet {
        self.found().groups.get_or_init(|| self.snapshot.enabled_groups(self.seat, self.today))
    }

    /// Technical ids of the user's groups, closed under implication, in order.
    #[must_use]
    pub fn group_names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.groups().iter().map(|g| self.snapshot.groups.name(g)).collect();
        names.sort_unstable();
        names
    }

    /// `has_groups('a,b,!c')` of Odoo: in none of the negated ones, and in one of the others if there are any.
    #[must_use]
    pub fn has_groups(&self, spec: &bailiwick_model::GroupSpec) -> bool {
        if spec.nobody {
            return self.bypasses();
        }
        let has = |ids: &[bailiwick_model::GroupId]| ids.iter().any(|g| self.has_group(g));
        !has(&spec.none_of) && (spec.any_of.is_empty() || has(&spec.any_of))
    }

    /// What a filter needs to look at records with all rights.
    #[must_use]
    #[inline]
    pub fn matcher(&self) -> Matcher<'_> {
        Matcher { schema: &self.snapshot.schema, records: &self.view, zone: self.zone() }
    }

    fn active_companies(&self) -> &[u32] {
        match &self.chosen {
            Some(chosen) => chosen,
            None => self.profile().map_or(&[], |p| &p.companies),
        }
    }
}

impl Scope for Asker<'_> {
    #[inline]
    fn user(&self) -> &Value {
        &self.user
    }

    fn companies(&self) -> &[Value] {
        self.found().companies.get_or_init(|| {
            let ids = self.active_companies().iter().map(|c| self.snapshot.company_id(*c));
            ids.filter(|id| !id.is_null()).collect()
        })
    }

    fn company(&self) -> &Value {
        self.found().company.get_or_init(|| {
            let home = self.profile().and_then(|p| p.company);
            let main = self.chosen.as_ref().and_then(|c| c.first().copied()).or(home);
            main.map_or(Value::Null, |c| self.snapshot.company_id(c))
        })
    }

    fn now(&self) -> i64 {
        self.moment.now()
    }

    fn today(&self) -> i32 {
        self.today
    }

    #[inline]
    fn zone(&self) -> &TimeZone {
        static UTC: TimeZone = TimeZone::UTC;
        let zone = self.profile().map_or(0, |p| p.zone);
        self.snapshot.places.zones.get(zone).unwrap_or(&UTC)
    }

    fn records(&self) -> &dyn Records {
        &self.view
    }

    fn has_group(&self, id: &str) -> bool {
        let debug_only = self.snapshot.settings.debug_group.as_ref().is_some_and(|g| g.as_str() == id);
        if debug_only && !self.debug {
            return false;
        }
        self.snapshot.groups.find(id).is_some_and(|g| self.groups().contains(g))
    }

    fn group_ids(&self) -> Vec<Value> {
        self.snapshot.group_record_ids(self.groups())
    }

    fn actor(&self, fact: ActorFact) -> Value {
        let places = &self.snapshot.places;
        let Some(profile) = self.profile() else { return Value::Null };
        let company = |node: u32| Value::text(places.companies.names.name(node));
        let department = |node: u32| Value::text(places.departments.names.name(node));
        match fact {
            ActorFact::Login => Value::text(self.snapshot.login(self.number)),
            ActorFact::Kind => Value::text(profile.kind.word()),
            ActorFact::Company => profile.company.map_or(Value::Null, company),
            ActorFact::Companies => Value::list(profile.companies.iter().map(|node| company(*node))),
            // Below a large company there are many, and every rule that is bound asks again.
            ActorFact::CompanyTree => {
                let tree = || below(&places.companies, &profile.companies);
                self.found().company_tree.get_or_init(tree).clone()
            }
            ActorFact::Department => profile.department.map_or(Value::Null, department),
            ActorFact::Departments => {
                let tree = || below(&places.departments, profile.department.as_slice());
                self.found().departments.get_or_init(tree).clone()
            }
        }
    }

    /// The directory's word about the subject comes before the request's, unless the model says otherwise.
    fn request(&self, part: RequestPart, name: &str) -> Option<Value> {
        if part == RequestPart::Subject {
            if name == "id" {
                return Some(Value::text(self.snapshot.login(self.number)));
            }
            let stored = self.subject_attribute(name);
            let given = self.attributes.and_then(|a| a.get(part, name));
            return Some(match given {
                Some(given) if stored.is_none() || self.attributes.is_some_and(|a| a.subject_wins) => {
                    given.clone()
                }
                _ => stored.unwrap_or_default(),
            });
        }
        let one = self.attributes.is_some_and(|a| a.get(RequestPart::Resource, "id").is_some());
        if part == RequestPart::Resource && !one {
            return None;
        }
        Some(self.attributes.and_then(|a| a.get(part, name)).cloned().unwrap_or_default())
    }
}

impl Asker<'_> {
    fn subject_attribute(&self, name: &str) -> Option<Value> {
        let details = self.seat.tables.details(self.seat.user)?;
        let (_, json) = details.attributes.iter().find(|(k, _)| &**k == name)?;
        Some(attribute_from_json(json))
    }
}

/// The codes of these nodes and of all below them, in order, each once.
fn below(tree: &PlaceTree, nodes: &[u32]) -> Value {
    let mut all: Vec<u32> = nodes.iter().flat_map(|node| tree.span(*node).nodes()).collect();
    all.sort_unstable();
    all.dedup();
    Value::list(all.into_iter().map(|node| Value::text(tree.names.name(node))))
}
