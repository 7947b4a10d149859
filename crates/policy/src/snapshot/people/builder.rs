//! Packing users and lines, one after the other.

use bailiwick_model::{
    CompanyId, GroupId, Override, RecordId, RoleLine, RoleScope, Settings, User, UserId, Value,
};
use rustc_hash::FxHashMap;

use super::{
    Details, EVERYWHERE, Inherited, Line, NO_RECORD, ODD, Profile, Source, Tables, Window,
    packed::{Head, MAX_NAMED},
};
use crate::{
    names::Names,
    problem::Findings,
    snapshot::{
        ids::IdIndex,
        places::{Places, Zones},
        roles::Roles,
    },
};

/// Builds [`Tables`], user by user.
pub(crate) struct Builder<'a> {
    places: &'a Places,
    roles: &'a mut Roles,
    settings: &'a Settings,
    inherited: &'a Inherited,
    tables: Tables,
    windows: FxHashMap<Window, u32>,
    /// Lines of the user at hand, with the areas and companies each names.
    lines: Vec<(Line, Vec<u32>, Vec<u32>)>,
    profiles: FxHashMap<Profile, u32>,
    zones: Zones,
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
        tables.users.reserve(users);
        Self {
            places,
            roles,
            settings,
            inherited,
            tables,
            windows: FxHashMap::default(),
            lines: Vec::new(),
            profiles: FxHashMap::default(),
            zones: places.zones.clone(),
        }
    }

    /// Adds a user. Users must come with different logins.
    pub(crate) fn user(&mut self, login: &UserId, user: &User, findings: &mut Findings) {
        let number = self.tables.names.intern(login);
        if number as usize != self.tables.users.len() {
            findings.add(format!("user {login}"), "the login is listed twice", "remove one of them");
            return;
        }
        let place = format!("user {login}");
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
        if profile.has_days {
            self.tables.accounts.insert(number, Window::of(user.validity));
        }
        let record = self.record(user.id.as_ref());
        let profile = self.intern_profile(profile);
        self.push(Head { profile, record });
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
            has_days: !user.validity.is_always(),
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
        self.lines.push((Line { role, window, reach: EVERYWHERE }, Vec::new(), Vec::new()));
    }

    fn line(&mut self, line: &RoleLine, place: &str, findings: &mut Findings) {
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
        let areas = self.places.area_nodes(line.areas(), place, findings);
        let companies = self.places.company_nodes(line.companies(), place, findings);
        let (Some(areas), Some(companies)) = (areas, companies) else { return };
        if areas.len() > MAX_NAMED || companies.len() > MAX_NAMED {
            let message = format!("it names more than {MAX_NAMED} areas or companies");
            findings.add(format!("{place}, role {}", line.role()), message, "name those above them");
            return;
        }
        let window = self.window(Window::of(line.validity()));
        self.roles.used(role, scope);
        self.lines.push((Line { role, window, reach: EVERYWHERE }, areas, companies));
    }

    /// Packs the user at hand.
    fn push(&mut self, head: Head) {
        self.tables.users.push(head, &self.lines);
        self.lines.clear();
    }

    fn window(&mut self, window: Window) -> u32 {
        let Self { tables, windows, .. } = self;
        *windows.entry(window).or_insert_with(|| {
            tables.windows.push(window);
            tables.windows.len() as u32 - 1
        })
    }

    fn check_override(&self, o: &Override, place: &str, findings: &mut Findings) {
        let place = format!("{place}, override");
        let _ = self.places.area_nodes(&o.areas, &place, findings);
        let _ = self.places.company_nodes(&o.companies, &place, findings);
    }

    /// Adds a holder of lines that has no login: a company or department.
    pub(super) fn holder(&mut self, name: &str, lines: &[RoleLine], findings: &mut Findings) {
        self.tables.names.intern(name);
        for line in lines {
            self.line(line, name, findings);
        }
        self.push(Head { profile: 0, record: NO_RECORD });
    }

    pub(crate) fn finish(mut self, findings: &mut Findings) -> (Tables, Zones) {
        let tables = &mut self.tables;
        let record = |n: u32| match tables.record(n) {
            Value::Null => None,
            value => RecordId::try_from(&value).ok().map(|id| (id, n)),
        };
        let ids: Vec<(RecordId, u32)> = (0..tables.len() as u32).filter_map(record).collect();
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
        tables.users.shrink();
        (self.tables, self.zones)
    }
}
