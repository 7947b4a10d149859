//! Companies, departments, areas and time zones.

use std::{collections::BTreeMap, ops::Deref};

use bailiwick_model::{AreaCode, CompanyId, Department, DepartmentId, Directory};
use jiff::tz::TimeZone;

use super::tree::{Fault, Node, Tree};
use crate::problem::Findings;

/// Companies, departments, areas and zones: what users and lines refer to.
#[derive(Clone, Default)]
pub(crate) struct Places {
    pub(crate) areas: Tree,
    pub(crate) companies: Tree,
    pub(crate) departments: Tree,
    pub(crate) zones: Zones,
    pub(crate) area_names: Vec<Box<str>>,
    pub(crate) company_names: Vec<Box<str>>,
    pub(crate) company_zone: Vec<u16>,
    pub(crate) department_company: Vec<Option<u32>>,
}

/// Time zones by number; 0 is UTC.
#[derive(Clone)]
pub(crate) struct Zones(Vec<TimeZone>);

impl Default for Zones {
    fn default() -> Self {
        Self(vec![TimeZone::UTC])
    }
}

impl Zones {
    pub(crate) fn get(&self, number: u16) -> Option<&TimeZone> {
        self.0.get(usize::from(number))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &TimeZone> {
        self.0.iter()
    }

    /// The number of a zone, new if it is new; `None` when there is no such zone.
    pub(crate) fn add(&mut self, name: &str) -> Option<u16> {
        if name == "UTC" {
            return Some(0);
        }
        if let Some(at) = self.0.iter().position(|z| z.iana_name() == Some(name)) {
            return u16::try_from(at).ok();
        }
        self.0.push(TimeZone::get(name).ok()?);
        u16::try_from(self.0.len() - 1).ok()
    }
}

impl Places {
    pub(crate) fn new(directory: &Directory, findings: &mut Findings) -> Self {
        let areas = Tree::new(
            directory.areas.iter().map(|(code, a)| Node {
                name: code,
                parent: a.parent.as_deref(),
                id: a.id.as_ref(),
            }),
            |name, fault| report("area", name, fault, findings),
        );
        let companies = Tree::new(
            directory.companies.iter().map(|(id, c)| Node {
                name: id,
                parent: c.parent.as_deref(),
                id: c.id.as_ref(),
            }),
            |name, fault| report("company", name, fault, findings),
        );
        let departments = Tree::new(
            directory.departments.iter().map(|(id, d)| Node {
                name: id,
                parent: d.parent.as_deref(),
                id: None,
            }),
            |name, fault| report("department", name, fault, findings),
        );
        let mut places = Self { areas, companies, departments, ..Self::default() };
        places.area_names = by_node(&places.areas, &directory.areas, |_, a| a.name.as_str().into());
        places.company_names =
            by_node(&places.companies, &directory.companies, |_, c| c.name.as_str().into());
        places.company_zones(directory, findings);
        places.department_company =
            by_node(&places.departments, &directory.departments, |_, d| places.companies.find(&d.company));
        for (id, department) in &directory.departments {
            check_department(id, department, directory, &places, findings);
        }
        places
    }

    /// A company without a zone has the one of the company above.
    fn company_zones(&mut self, directory: &Directory, findings: &mut Findings) {
        let mut own = vec![None; self.companies.len()];
        for (id, company) in &directory.companies {
            let (Some(zone), Some(n)) = (&company.timezone, self.companies.find(id)) else { continue };
            match (self.zones.add(zone), own.get_mut(n as usize)) {
                (Some(zone), Some(slot)) => *slot = Some(zone),
                _ => findings.add(
                    format!("company {id}"),
                    format!("{zone:?} is no time zone"),
                    "use an IANA name such as Asia/Manila",
                ),
            }
        }
        self.company_zone = (0..self.companies.len() as u32)
            .map(|c| {
                self.companies.upward(c).find_map(|n| own.get(n as usize).copied().flatten()).unwrap_or(0)
            })
            .collect();
    }

    pub(crate) fn area_nodes(
        &self,
        codes: &[AreaCode],
        place: &str,
        findings: &mut Findings,
    ) -> Option<Vec<u32>> {
        nodes(&self.areas, codes, "area", place, findings)
    }

    pub(crate) fn company_nodes(
        &self,
        ids: &[CompanyId],
        place: &str,
        findings: &mut Findings,
    ) -> Option<Vec<u32>> {
        nodes(&self.companies, ids, "company", place, findings)
    }
}

/// Something about every node of a tree, by number.
pub(super) fn by_node<'d, K: Deref<Target = str>, V, T>(
    tree: &Tree,
    described: &'d BTreeMap<K, V>,
    tell: impl Fn(&'d K, &'d V) -> T,
) -> Vec<T> {
    let mut told: Vec<(u32, T)> =
        described.iter().filter_map(|(key, value)| Some((tree.find(key)?, tell(key, value)))).collect();
    told.sort_unstable_by_key(|(node, _)| *node);
    told.into_iter().map(|(_, value)| value).collect()
}

/// The named nodes, in order. One that lies in another is kept: rules can ask which areas a line names. `None` when a node
/// does not exist.
fn nodes<K: Deref<Target = str>>(
    tree: &Tree,
    names: &[K],
    what: &str,
    place: &str,
    findings: &mut Findings,
) -> Option<Vec<u32>> {
    let mut out = Vec::with_capacity(names.len());
    let mut complete = true;
    for name in names {
        match tree.find(name) {
            Some(node) => out.push(node),
            None => {
                let remedy =
                    format!("declare it under {}", if what == "area" { "areas" } else { "companies" });
                findings.add(place, format!("there is no {what} {:?}", &**name), remedy);
                complete = false;
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    complete.then_some(out)
}

fn check_department(
    id: &DepartmentId,
    d: &Department,
    all: &Directory,
    places: &Places,
    findings: &mut Findings,
) {
    if places.companies.find(&d.company).is_none() {
        let message = format!("there is no company {:?}", d.company);
        findings.add(format!("department {id}"), message, "declare it under companies");
    }
    if let Some(parent) = d.parent.as_ref().and_then(|p| all.departments.get(p))
        && parent.company != d.company
    {
        let message = "the department above it belongs to another company";
        findings.add(
            format!("department {id}"),
            message,
            "keep each company's departments in a tree of their own",
        );
    }
}

fn report(what: &str, name: &str, fault: Fault, findings: &mut Findings) {
    let place = format!("{what} {name}");
    match fault {
        Fault::NoParent(parent) => {
            findings.add(
                place,
                format!("there is no {what} {parent:?} above it"),
                "declare it, or leave parent out",
            );
        }
        Fault::Cycle => findings.add(place, "it lies below itself", "break the circle of parents"),
        Fault::SameId(id) => {
            findings.add(place, format!("another {what} has the record id {id} too"), "give each its own id")
        }
    }
}
