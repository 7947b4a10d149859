//! Where people have a role: which areas somebody covers with it today, and which nobody does.

use std::collections::BTreeMap;

use bailiwick_model::{Operation, RoleId, RoleScope};
use bailiwick_policy::Coverage;
use bailiwick_store::{branch, own::Own};

use super::{Administration, Ctx, Refused, Work, area_tree, guard::named_model};

/// Areas that are compared side by side.
const MOST: usize = 60;

/// How areas are covered with a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covering {
    /// The role, and what it is called.
    pub role: Option<(RoleId, String)>,
    /// The local roles that there are, by id and name.
    pub roles: Vec<(RoleId, String)>,
    /// The areas right below the one that is asked about, or at the top.
    pub areas: Vec<Covered>,
    /// Whether there are more of them.
    pub more: bool,
    /// Whether the actor sees every line: else there may be people in an area whom he may not see.
    pub sees_all: bool,
}

/// How one area is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Role lines that name it, or an area in it.
    pub within: i64,
    /// Role lines that name an area that it lies in.
    pub above: i64,
}

impl Administration {
    /// How many people's lines of a role count today in the areas right below `area`, or in those at the top, as far as the actor sees areas
    /// and lines. The lines are counted in one question.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever sees no areas, or no role lines.
    pub fn coverage(&self, ctx: &Ctx, area: Option<&str>, role: Option<&str>) -> Result<Covering, Refused> {
        let done = self.read(ctx, |work| {
            work.require_somewhere(Operation::Read, Own::Area)?;
            work.require_somewhere(Operation::Read, Own::RoleLine)?;
            let roles = local_roles(work)?;
            let chosen = role.and_then(|wanted| roles.iter().find(|(id, _)| id.as_str() == wanted)).cloned();
            let chosen = chosen.or_else(|| roles.first().cloned());
            let mut areas = below(work, area)?;
            let more = areas.len() > MOST;
            areas.truncate(MOST);
            if let Some((role, _)) = &chosen {
                count(work, role, &mut areas)?;
            }
            let sees_all = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?.is_every();
            Ok(Covering { role: chosen, roles, areas, more, sees_all })
        })?;
        Ok(done.value)
    }
}

/// The local roles, for whoever may see the policy.
fn local_roles(work: &Work<'_, '_>) -> Result<Vec<(RoleId, String)>, Refused> {
    let policy = named_model(&work.state, "bailiwick.policy")?;
    if work.guard.may_with(&work.state, Operation::Read, policy)?.is_none() {
        return Ok(Vec::new());
    }
    let local = work.state.policy.roles.iter().filter(|(_, role)| role.scope == RoleScope::Local);
    let mut roles: Vec<(RoleId, String)> = local.map(|(id, role)| (id.clone(), role.label.clone())).collect();
    roles.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(roles)
}

fn below(work: &mut Work<'_, '_>, area: Option<&str>) -> Result<Vec<Covered>, Refused> {
    let found = match area {
        Some(area) => {
            let twigs = area_tree::in_branches(work, &[area.to_owned()])?;
            twigs.into_iter().map(|twig| (twig.code, twig.name)).collect()
        }
        None => area_tree::roots(work)?,
    };
    Ok(found.into_iter().map(|(code, name)| Covered { code, name, within: 0, above: 0 }).collect())
}

/// Whoever sees every line has them counted in memory; for others the database is asked which of them they see.
fn count(work: &mut Work<'_, '_>, role: &RoleId, areas: &mut [Covered]) -> Result<(), Refused> {
    let now = jiff::Timestamp::from_microsecond(work.ctx.author.at_us).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let day = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let matching = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?;
    if matching.is_every() {
        let codes: Vec<&str> = areas.iter().map(|area| area.code.as_str()).collect();
        let counted = work.state.snapshot.coverage(role, day, &codes);
        let count = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX);
        for (area, Coverage { within, above }) in areas.iter_mut().zip(counted) {
            (area.within, area.above) = (count(within), count(above));
        }
        return Ok(());
    }
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), branch::BEFORE)?;
    let lines = branch::covered(work.tx, role, &day.to_string(), &condition)?;
    let snapshot = &work.state.snapshot;
    let place: BTreeMap<String, usize> =
        areas.iter().enumerate().map(|(at, area)| (area.code.clone(), at)).collect();
    let above: Vec<Vec<&str>> = areas.iter().map(|area| snapshot.areas_above(&area.code)).collect();
    for (named, lines) in &lines {
        // A line that names several areas of one branch counts once in it.
        let within: std::collections::BTreeSet<usize> = named
            .iter()
            .filter_map(|code| {
                snapshot.areas_above(code).into_iter().find_map(|code| place.get(code).copied())
            })
            .collect();
        for (at, (area, above)) in areas.iter_mut().zip(&above).enumerate() {
            let is_above = above.iter().skip(1).any(|code| named.iter().any(|known| known == code));
            if within.contains(&at) {
                area.within += lines;
            } else if is_above {
                area.above += lines;
            }
        }
    }
    Ok(())
}
