//! Users and their role lines, packed.
//!
//! A line takes 12 bytes and a user about 50, login included. Windows of dates, reaches and profiles are shared
//! between the lines and users that have the same.

use bailiwick_model::{
    AreaCode, CompanyId, Directory, GroupId, Override, RecordId, RoleLine, RoleScope, Settings, User, UserId,
    UserKind, Value,
};
use rustc_hash::FxHashMap;

use super::{
    ids::IdIndex,
    names::Names,
    places::{Places, Zones},
    roles::Roles,
    tree::Span,
};
use crate::{calendar::day_number, problem::Findings};

/// One role line: who holds it is where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Number in [`Roles`].
    pub(crate) role: u32,
    /// Number of its window.
    pub(crate) window: u32,
    /// Number of its reach; [`EVERYWHERE`] is none.
    pub(crate) reach: u32,
}

/// The reach of a line that names neither areas nor companies.
pub(crate) const EVERYWHERE: u32 = 0;

/// Days from and to which a line counts, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Window {
    pub(crate) from: i32,
    pub(crate) to: i32,
}

impl Window {
    pub(crate) const ALWAYS: Self = Self { from: i32::MIN, to: i32::MAX };

    #[inline]
    pub(crate) fn holds(self, day: i32) -> bool {
        self.from <= day && day <= self.to
    }

    pub(crate) fn of(validity: bailiwick_model::Validity) -> Self {
        Self {
            from: validity.from().map_or(i32::MIN, day_number),
            to: validity.to().map_or(i32::MAX, day_number),
        }
    }
}

/// Areas and companies, as spans of their trees; an empty side is no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach<'a> {
    pub(crate) areas: &'a [Span],
    pub(crate) companies: &'a [Span],
}

/// What users of one place have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Profile {
    /// Home company.
    pub(crate) company: Option<u32>,
    /// All companies the user may act for, home first.
    pub(crate) companies: Box<[u32]>,
    pub(crate) department: Option<u32>,
    /// Number in [`Places::zones`].
    pub(crate) zone: u16,
    /// Zone that decides "today": the home company's.
    pub(crate) day_zone: u16,
    pub(crate) kind: UserKind,
    pub(crate) active: bool,
    pub(crate) superuser: bool,
    pub(crate) has_overrides: bool,
    /// Where inherited lines come from, nearest first: departments, then companies.
    pub(crate) sources: Box<[Source]>,
}

impl std::hash::Hash for Source {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Department(n) => (0_u8, n).hash(state),
            Self::Company(n) => (1_u8, n).hash(state),
        }
    }
}

/// A holder of lines that others inherit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Department(u32),
    Company(u32),
}

#[derive(Clone, Copy, Default)]
struct Person {
    first_line: u32,
    profile: u32,
    /// A small whole number as it is, or (high bit set) a place in `odd_ids`.
    record: u32,
}

const NO_RECORD: u32 = u32::MAX;
const ODD: u32 = 1 << 31;

/// Things about a user that decisions rarely need.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    pub(crate) name: Option<Box<str>>,
    pub(crate) attributes: Vec<(Box<str>, serde_json::Value)>,
    pub(crate) overrides: Box<[Override]>,
}

/// Users with everything they refer to by number.
#[derive(Clone, Default)]
pub(crate) struct Tables {
    pub(crate) names: Names,
    persons: Vec<Person>,
    lines: Vec<Line>,
    windows: Vec<Window>,
    reaches: Vec<(u32, u32)>,
    spans: Vec<Span>,
    profiles: Vec<Profile>,
    odd_ids: Vec<RecordId>,
    details: FxHashMap<u32, Details>,
    by_record: IdIndex,
}

impl Tables {
    pub(crate) fn len(&self) -> usize {
        self.persons.len()
    }

    #[inline]
    pub(crate) fn lines(&self, user: u32) -> &[Line] {
        let at = user as usize;
        let (Some(from), to) = (self.persons.get(at), self.persons.get(at + 1)) else { return &[] };
        let to = to.map_or(self.lines.len(), |p| p.first_line as usize);
        self.lines.get(from.first_line as usize..to).unwrap_or(&[])
    }

    #[inline]
    pub(crate) fn window(&self, line: Line) -> Window {
        self.windows.get(line.window as usize).copied().unwrap_or(Window { from: 1, to: 0 })
    }

    /// An unknown reach reaches nothing: its areas are a span without nodes.
    #[inline]
    pub(crate) fn reach(&self, line: Line) -> Reach<'_> {
        self.reach_of(line.reach)
    }

    #[inline]
    fn reach_of(&self, number: u32) -> Reach<'_> {
        const NOWHERE: &[Span] = &[Span { low: 0, high: 0 }];
        let Some((start, middle)) = self.reaches.get(number as usize).copied() else {
            return Reach { areas: NOWHERE, companies: NOWHERE };
        };
        let end = self.reaches.get(number as usize + 1).map_or(self.spans.len(), |(s, _)| *s as usize);
        Reach {
            areas: self.spans.get(start as usize..middle as usize).unwrap_or(NOWHERE),
            companies: self.spans.get(middle as usize..end).unwrap_or(NOWHERE),
        }
    }

    #[inline]
    pub(crate) fn profile(&self, user: u32) -> Option<&Profile> {
        self.persons.get(user as usize).and_then(|p| self.profiles.get(p.profile as usize))
    }

    #[inline]
    pub(crate) fn record(&self, user: u32) -> Value {
        match self.persons.get(user as usize).map(|p| p.record) {
            None | Some(NO_RECORD) => Value::Null,
            Some(odd) if odd & ODD != 0 => {
                self.odd_ids.get((odd & !ODD) as usize).map_or(Value::Null, Value::from)
            }
            Some(id) => Value::Int(i64::from(id)),
        }
    }

    pub(crate) fn details(&self, user: u32) -> Option<&Details> {
        self.details.get(&user)
    }

    /// What the overrides of all users are about.
    pub(crate) fn override_targets(&self) -> impl Iterator<Item = (u32, &bailiwick_model::OverrideTarget)> {
        self.details.iter().flat_map(|(user, d)| d.overrides.iter().map(|o| (*user, &o.target)))
    }

    pub(crate) fn by_record(&self, id: &Value) -> Option<u32> {
        self.by_record.find(id)
    }
}

/// Builds [`Tables`], user by user.
pub(crate) struct Builder<'a> {
    places: &'a Places,
    roles: &'a mut Roles,
    settings: &'a Settings,
    inherited: &'a Inherited,
    tables: Tables,
    windows: FxHashMap<Window, u32>,
    /// Numbers of reaches, found by their spans.
    reaches: hashbrown::HashTable<u32>,
    profiles: FxHashMap<Profile, u32>,
    zones: Zones,
}

/// Lines that hang on companies and departments.
#[derive(Clone, Default)]
pub(crate) struct Inherited {
    pub(crate) tables: Tables,
    companies: Vec<bool>,
    departments: Vec<bool>,
}

impl Inherited {
    /// Lines of a source; sources are numbered companies first.
    #[inline]
    pub(crate) fn lines(&self, source: Source) -> &[Line] {
        self.tables.lines(match source {
            Source::Company(n) => n,
            Source::Department(n) => self.companies.len() as u32 + n,
        })
    }

    fn has(&self, source: Source) -> bool {
        match source {
            Source::Company(n) => self.companies.get(n as usize).copied().unwrap_or(false),
            Source::Department(n) => self.departments.get(n as usize).copied().unwrap_or(false),
        }
    }
}

impl<'a> Builder<'a> {
    pub(crate) fn new(
        places: &'a Places,
        roles: &'a mut Roles,
        settings: &'a Settings,
        inherited: &'a Inherited,
        users: usize,
    ) -> Self {
        let mut tables = Tables { names: Names::with_capacity(users), ..Tables::default() };
        tables.persons.reserve(users);
        tables.reaches.push((0, 0));
        Self {
            places,
            roles,
            settings,
            inherited,
            tables,
            windows: FxHashMap::default(),
            reaches: hashbrown::HashTable::new(),
            profiles: FxHashMap::default(),
            zones: places.zones.clone(),
        }
    }

    /// Adds a user. Users must come with different logins.
    pub(crate) fn user(&mut self, login: &UserId, user: &User, findings: &mut Findings) {
        let number = self.tables.names.intern(login);
        if number as usize != self.tables.persons.len() {
            findings.add(format!("user {login}"), "the login is listed twice", "remove one of them");
            return;
        }
        let place = format!("user {login}");
        let first_line = self.tables.lines.len() as u32;
        let profile = self.profile(user, &place, findings);
        let sources_have_lines = !profile.sources.is_empty();
        for line in &user.lines {
            self.line(line, &place, findings);
        }
        self.direct_groups(user, sources_have_lines, profile.companies.len());
        let details = Details {
            name: user.name.as_deref().map(Box::from),
            attributes: user.attributes.iter().map(|(k, v)| (k.as_str().into(), v.clone())).collect(),
            overrides: user.overrides.clone().into(),
        };
        for o in &user.overrides {
            self.check_override(o, &place, findings);
        }
        if details.name.is_some() || !details.attributes.is_empty() || !details.overrides.is_empty() {
            self.tables.details.insert(number, details);
        }
        let record = self.record(user.id.as_ref());
        let profile = self.intern_profile(profile);
        self.tables.persons.push(Person { first_line, profile, record });
    }

    fn record(&mut self, id: Option<&RecordId>) -> u32 {
        match id {
            None => NO_RECORD,
            Some(RecordId::Int(i)) if u32::try_from(*i).is_ok_and(|i| i & ODD == 0) => *i as u32,
            Some(id) => {
                self.tables.odd_ids.push(id.clone());
                (self.tables.odd_ids.len() as u32 - 1) | ODD
            }
        }
    }

    fn profile(&mut self, user: &User, place: &str, findings: &mut Findings) -> Profile {
        let zones = &mut self.zones;
        let mut company = |id: &CompanyId| {
            let found = self.places.companies.find(id);
            if found.is_none() {
                findings.add(place, format!("there is no company {id:?}"), "declare it under companies");
            }
            found
        };
        let home = user.company.as_ref().and_then(&mut company);
        let mut companies: Vec<u32> = home.into_iter().collect();
        for id in &user.companies {
            if let Some(n) = company(id).filter(|n| !companies.contains(n)) {
                companies.push(n);
            }
        }
        let department = user.department.as_ref().and_then(|id| {
            let found = self.places.departments.find(id);
            match found {
                None => findings.add(
                    place,
                    format!("there is no department {id:?}"),
                    "declare it under departments",
                ),
                Some(n) if self.places.department_company.get(n as usize).copied().flatten() != home => {
                    let message = format!("department {id} does not belong to the home company");
                    findings.add(place, message, "choose a department of that company, or the other company");
                }
                Some(_) => {}
            }
            found
        });
        let day_zone = home.and_then(|c| self.places.company_zone.get(c as usize)).copied().unwrap_or(0);
        let zone = match &user.timezone {
            None => day_zone,
            Some(name) => zones.add(name).unwrap_or_else(|| {
                findings.add(
                    place,
                    format!("{name:?} is no time zone"),
                    "use an IANA name such as Asia/Manila",
                );
                day_zone
            }),
        };
        let departments =
            department.into_iter().flat_map(|d| self.places.departments.upward(d)).map(Source::Department);
        let above = home.into_iter().flat_map(|c| self.places.companies.upward(c)).map(Source::Company);
        Profile {
            company: home,
            companies: companies.into(),
            department,
            zone,
            day_zone,
            kind: user.kind,
            active: user.active,
            superuser: user.superuser,
            has_overrides: !user.overrides.is_empty(),
            sources: departments.chain(above).filter(|s| self.inherited.has(*s)).collect(),
        }
    }

    fn intern_profile(&mut self, profile: Profile) -> u32 {
        let Self { tables, profiles, .. } = self;
        *profiles.entry(profile).or_insert_with_key(|profile| {
            tables.profiles.push(profile.clone());
            tables.profiles.len() as u32 - 1
        })
    }

    /// Directly given groups are a line of their own, on a role that is just these groups. Once role lines manage the
    /// user, only the groups that the settings keep stay.
    fn direct_groups(&mut self, user: &User, inherits: bool, companies: usize) {
        let managed = inherits || !user.lines.is_empty();
        let mut groups: Vec<GroupId> = user
            .groups
            .iter()
            .filter(|g| !managed || self.settings.kept_groups.contains(g))
            .cloned()
            .collect();
        if companies > 1
            && let Some(group) = &self.settings.multi_company_group
            && self.roles.knows_group(group)
        {
            groups.push(group.clone());
        }
        if groups.is_empty() {
            return;
        }
        let role = self.roles.direct(groups);
        let window = self.window(Window::ALWAYS);
        self.tables.lines.push(Line { role, window, reach: EVERYWHERE });
    }

    pub(crate) fn line(&mut self, line: &RoleLine, place: &str, findings: &mut Findings) {
        let Some((role, scope)) = self.roles.find(line.role()) else {
            let (message, remedy) = self.roles.unknown(line.role());
            findings.add(place, message, remedy);
            return;
        };
        if let Err(error) = line.check(scope) {
            let remedy = match scope {
                RoleScope::Local => "name the areas it counts in",
                RoleScope::Global => "remove the areas or choose a local role",
            };
            findings.add(format!("{place}, role {}", line.role()), error.to_string(), remedy);
            return;
        }
        let Some(reach) = self.reach(line.areas(), line.companies(), place, findings) else { return };
        let window = self.window(Window::of(line.validity()));
        self.roles.used(role, scope);
        self.tables.lines.push(Line { role, window, reach });
    }

    fn window(&mut self, window: Window) -> u32 {
        let Self { tables, windows, .. } = self;
        *windows.entry(window).or_insert_with(|| {
            tables.windows.push(window);
            tables.windows.len() as u32 - 1
        })
    }

    fn reach(
        &mut self,
        areas: &[AreaCode],
        companies: &[CompanyId],
        place: &str,
        findings: &mut Findings,
    ) -> Option<u32> {
        if areas.is_empty() && companies.is_empty() {
            return Some(EVERYWHERE);
        }
        let areas = self.places.area_spans(areas, place, findings)?;
        let companies = self.places.company_spans(companies, place, findings)?;
        Some(self.intern_reach(&areas, &companies))
    }

    fn intern_reach(&mut self, areas: &[Span], companies: &[Span]) -> u32 {
        let Self { tables, reaches, .. } = self;
        let hash = hash_of(areas, companies);
        let same = |n: &u32| {
            let reach = tables.reach_of(*n);
            reach.areas == areas && reach.companies == companies
        };
        if let Some(known) = reaches.find(hash, same) {
            return *known;
        }
        let start = tables.spans.len() as u32;
        tables.spans.extend_from_slice(areas);
        let middle = tables.spans.len() as u32;
        tables.spans.extend_from_slice(companies);
        tables.reaches.push((start, middle));
        let number = tables.reaches.len() as u32 - 1;
        reaches.insert_unique(hash, number, |n| {
            let reach = tables.reach_of(*n);
            hash_of(reach.areas, reach.companies)
        });
        number
    }

    fn check_override(&self, o: &Override, place: &str, findings: &mut Findings) {
        let place = format!("{place}, override");
        let _ = self.places.area_spans(&o.areas, &place, findings);
        let _ = self.places.company_spans(&o.companies, &place, findings);
    }

    /// Adds a holder of lines that has no login: a company or department.
    fn holder(&mut self, name: &str, lines: &[RoleLine], place: &str, findings: &mut Findings) {
        let first_line = self.tables.lines.len() as u32;
        self.tables.names.intern(name);
        for line in lines {
            self.line(line, place, findings);
        }
        self.tables.persons.push(Person { first_line, profile: 0, record: NO_RECORD });
    }

    pub(crate) fn finish(mut self, findings: &mut Findings) -> (Tables, Zones) {
        let tables = &mut self.tables;
        let record = |n: u32| match tables.record(n) {
            Value::Null => None,
            value => RecordId::try_from(&value).ok().map(|id| (id, n)),
        };
        let ids: Vec<(RecordId, u32)> = (0..tables.persons.len() as u32).filter_map(record).collect();
        let by_record = IdIndex::new(ids.iter().cloned());
        for (id, number) in &ids {
            if by_record.find(&Value::from(id)) != Some(*number) {
                let place = format!("user {}", tables.names.name(*number));
                findings.add(
                    place,
                    format!("another user has the record id {id} too"),
                    "give each its own id",
                );
            }
        }
        tables.by_record = by_record;
        tables.names.shrink();
        tables.persons.shrink_to_fit();
        tables.lines.shrink_to_fit();
        tables.spans.shrink_to_fit();
        tables.reaches.shrink_to_fit();
        (self.tables, self.zones)
    }
}

fn hash_of(areas: &[Span], companies: &[Span]) -> u64 {
    use std::hash::BuildHasher;
    rustc_hash::FxBuildHasher.hash_one((areas, companies))
}

/// Packs the lines that companies and departments hold for their people.
pub(crate) fn holders(
    directory: &Directory,
    places: &Places,
    roles: &mut Roles,
    settings: &Settings,
    findings: &mut Findings,
) -> Inherited {
    let nobody = Inherited::default();
    let mut holders = Builder::new(places, roles, settings, &nobody, 0);
    for (id, company) in &directory.companies {
        holders.holder(&format!("company {id}"), &company.lines, &format!("company {id}"), findings);
    }
    for (id, department) in &directory.departments {
        holders.holder(&format!("department {id}"), &department.lines, &format!("department {id}"), findings);
    }
    Inherited {
        tables: holders.finish(findings).0,
        companies: directory.companies.values().map(|c| !c.lines.is_empty()).collect(),
        departments: directory.departments.values().map(|d| !d.lines.is_empty()).collect(),
    }
}

const _: () = assert!(size_of::<Line>() == 12 && size_of::<Person>() == 12);
