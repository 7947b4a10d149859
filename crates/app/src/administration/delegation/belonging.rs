//! What somebody comes by through where he belongs: lines of companies and departments, companies to act for, and what rules
//! make of a department.

use bailiwick_model::{CompanyId, DepartmentId, RoleLine, User};
use bailiwick_policy::{Claim, Within};
use bailiwick_store::holders;

use super::{
    Refused, Whole, Work, claim_of, covers, goes_by_department, judged, may_give_groups, opens_no_more,
    today, within_wall,
};
use crate::{
    administration::lines::{self, Holder},
    own,
};

/// Makes sure that the actor holds what a new user has from the start: groups, and what company and department give to
/// everybody.
pub(crate) fn may_start(work: &mut Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    let nobody = Whole::nobody(whole.login.clone());
    may_give_groups(work, &whole.user.groups)?;
    goes(work, &nobody, whole, &[])
}

/// Makes sure that the actor holds what a user gets by where he belongs now and did not before: the lines of companies and
/// departments, companies to act for, and all that his own lines open there.
pub(crate) fn may_move(work: &mut Work<'_, '_>, before: &Whole, after: &Whole) -> Result<(), Refused> {
    if work.guard.is_above() {
        return Ok(());
    }
    let own = lines::own(work, &Holder::User(after.login.clone()))?;
    let own: Vec<_> = own.into_iter().map(|(_, line)| line).collect();
    goes(work, before, after, &own)
}

fn goes(work: &mut Work<'_, '_>, before: &Whole, after: &Whole, own: &[RoleLine]) -> Result<(), Refused> {
    if work.guard.is_above() {
        return Ok(());
    }
    may_inherit(work, &before.user, &after.user)?;
    let had = companies(before);
    let area: Vec<_> = after.kept.account.area.iter().cloned().collect();
    for company in companies(after).into_iter().filter(|company| !had.contains(company)) {
        within_wall(work, &company, "bring nobody into it")?;
        // Where somebody belongs is for who manages users there today: it gives nothing by itself on later days.
        let claim = Claim::of_groups([own::user_manager()]).within(area.clone(), vec![company.clone()]);
        covers(work, &claim.on(today(work)))?;
        comes_to_count(work, after, own, &company)?;
    }
    if several(after) && !several(before) {
        let group = work.policy().settings.multi_company_group.clone();
        let group = group.filter(|group| work.policy().groups.contains_key(group));
        may_give_groups(work, group.as_slice())?;
    }
    if own.is_empty() && !after.user.groups.is_empty() {
        comes_free(work, before, after)?;
    }
    match &after.user.department {
        Some(department) if before.user.department != after.user.department => {
            heads(work, before, after, department, own)
        }
        _ => Ok(()),
    }
}

/// Makes sure that the actor holds what a user's lines give in a company that he comes to belong to, and below it. Rules go by
/// the companies that somebody belongs to, so lines that reach there may have counted nowhere before.
fn comes_to_count(
    work: &mut Work<'_, '_>,
    after: &Whole,
    own: &[RoleLine],
    company: &CompanyId,
) -> Result<(), Refused> {
    let mut lines = own.to_vec();
    for holder in lines::above(work, &after.user)? {
        lines.extend(lines::own(work, &holder)?.into_iter().map(|(_, line)| line));
    }
    if lines.is_empty() && !after.user.groups.is_empty() {
        let claim = Claim::of_groups(&after.user.groups).within(Vec::new(), vec![company.clone()]);
        return covers(work, &claim);
    }
    let around = chain(work, company)?;
    for line in &lines {
        let mut there = Vec::new();
        if line.companies().is_empty() || line.companies().iter().any(|other| around.contains(other)) {
            there.push(company.clone());
        }
        for other in line.companies() {
            if other != company && chain(work, other)?.contains(company) {
                there.push(other.clone());
            }
        }
        if !there.is_empty() {
            covers(work, &claim_of(work, line)?.within(line.areas().to_vec(), there))?;
        }
    }
    Ok(())
}

/// A company and those above it.
fn chain(work: &mut Work<'_, '_>, company: &CompanyId) -> Result<Vec<CompanyId>, Refused> {
    let there = User { company: Some(company.clone()), ..User::default() };
    let code = |holder| match holder {
        Holder::Company(code) => Some(code),
        Holder::User(_) | Holder::Department(_) => None,
    };
    Ok(lines::above(work, &there)?.into_iter().filter_map(code).collect())
}

/// Makes sure that the actor holds the groups that somebody was given directly, if no line manages him any longer where he
/// goes: they count again.
fn comes_free(work: &mut Work<'_, '_>, before: &Whole, after: &Whole) -> Result<(), Refused> {
    if is_managed_from_above(work, &before.user)? && !is_managed_from_above(work, &after.user)? {
        may_give_groups(work, &after.user.groups)?;
    }
    Ok(())
}

fn is_managed_from_above(work: &mut Work<'_, '_>, user: &User) -> Result<bool, Refused> {
    for holder in lines::above(work, user)? {
        if !lines::own(work, &holder)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes sure that a user's lines open to him by his new department nothing that the actor does not reach.
fn heads(
    work: &mut Work<'_, '_>,
    before: &Whole,
    after: &Whole,
    department: &DepartmentId,
    own: &[RoleLine],
) -> Result<(), Refused> {
    let above = lines::above(work, &after.user)?;
    // Further down there is less.
    let was = before.user.department.clone().map(Holder::Department);
    if was.is_some_and(|was| above.contains(&was)) {
        return Ok(());
    }
    let mut all = own.to_vec();
    for holder in &above {
        all.extend(lines::own(work, holder)?.into_iter().map(|(_, line)| line));
    }
    let mut claims = all.iter().map(|line| claim_of(work, line)).collect::<Result<Vec<_>, _>>()?;
    claims.push(Claim::of_groups(&after.user.groups));
    for claim in claims.iter().filter(|claim| goes_by_department(work, claim)) {
        opens_no_more(work, claim, Within::Department(department))?;
    }
    Ok(())
}

/// Makes sure that the actor holds what companies and departments give to somebody who is where the second one is, and not
/// to somebody who is where the first one is.
fn may_inherit(work: &mut Work<'_, '_>, before: &User, after: &User) -> Result<(), Refused> {
    if work.guard.is_above() {
        return Ok(());
    }
    let had = lines::above(work, before)?;
    for holder in lines::above(work, after)?.into_iter().filter(|holder| !had.contains(holder)) {
        for (_, line) in lines::own(work, &holder)? {
            let claim = claim_of(work, &line)?;
            covers(work, &claim).map_err(|refused| match refused {
                Refused::Beyond(why) => {
                    Refused::Beyond(format!("everybody in {holder} has a role that you cannot give: {why}"))
                }
                other => other,
            })?;
        }
    }
    Ok(())
}

/// Makes sure that a department may lie below another one: its people get what is given above it, those above come to see
/// them, and what they were given directly may count again.
pub(crate) fn may_go_below(
    work: &mut Work<'_, '_>,
    department: &DepartmentId,
    before: &User,
    after: &User,
) -> Result<(), Refused> {
    if work.guard.is_above() {
        return Ok(());
    }
    may_inherit(work, before, after)?;
    let had = lines::above(work, before)?;
    let gained = lines::above(work, after)?.into_iter().filter(|holder| !had.contains(holder));
    let mut above = Vec::new();
    for holder in gained {
        for (_, line) in lines::own(work, &holder)? {
            let claim = claim_of(work, &line)?;
            if goes_by_department(work, &claim) {
                opens_no_more(work, &claim, Within::Department(department))?;
            }
        }
        if let Holder::Department(code) = holder {
            above.push(code);
        }
    }
    judged(work, |asker| asker.covers_heads(department, &above, own::administrator()))?;
    if is_managed_from_above(work, before)? && !is_managed_from_above(work, after)? {
        may_leave_unmanaged(work, &Holder::Department(department.clone()))?;
    }
    Ok(())
}

/// Makes sure that the actor holds what people were given directly, if the holder of lines has none left: where no line
/// manages somebody, that counts again.
pub(crate) fn may_leave_unmanaged(work: &mut Work<'_, '_>, holder: &Holder) -> Result<(), Refused> {
    if work.guard.is_above() || !lines::own(work, holder)?.is_empty() {
        return Ok(());
    }
    let (above, groups) = match holder {
        Holder::User(login) => {
            let Some(user) = bailiwick_store::user::find(work.tx, login)? else { return Ok(()) };
            let groups = user.groups.clone();
            (user, groups)
        }
        Holder::Company(code) => {
            let parent = bailiwick_store::company::find(work.tx, code)?.and_then(|company| company.parent);
            let above = User { company: parent, ..User::default() };
            (above, holders::direct_groups_in(work.tx, holder)?)
        }
        Holder::Department(code) => {
            let Some(department) = bailiwick_store::department::find(work.tx, code)? else { return Ok(()) };
            let (company, department) = (Some(department.company), department.parent);
            let above = User { company, department, ..User::default() };
            (above, holders::direct_groups_in(work.tx, holder)?)
        }
    };
    if groups.is_empty() || is_managed_from_above(work, &above)? {
        return Ok(());
    }
    may_give_groups(work, &groups).map_err(|refused| match refused {
        Refused::Beyond(why) => Refused::Beyond(format!(
            "without this line, groups that were given directly in {holder} would count again: {why}"
        )),
        other => other,
    })
}

/// Every company that a user is at home in or acts for.
fn companies(whole: &Whole) -> Vec<CompanyId> {
    whole.user.company.iter().chain(&whole.user.companies).cloned().collect()
}

fn several(whole: &Whole) -> bool {
    let all: std::collections::BTreeSet<_> = companies(whole).into_iter().collect();
    all.len() > 1
}
