//! Companies: made, shown, listed, changed, moved, deleted.
//!
//! A code never changes: role lines, accounts and settings name it. Where a company lies, whose side it is on and which
//! records are its own shape what everybody reaches, and its time zone when each line begins and ends, so only an
//! administrator without limit of place changes that.

use bailiwick_model::{
    Company, CompanyId, CompanyKind, Operation, User,
    audit::{AuditAction, AuditObject},
};
use bailiwick_protocol::rest::{CompanyForm, CompanyView, FormError, NewCompany};
use bailiwick_store::{
    company,
    own::{Id, Own},
    reference, seat,
};

use super::{
    Administration, Ctx, Done, Refused, Work, delegation,
    difference::difference,
    lines::{self, Holder},
    listing::{Listing, Turned, listed},
    refused::Fault,
    seats,
    tag::tag,
    trees::{check_match, masked, no_circle, unreferenced, values},
};

/// What shapes the reach of everybody.
const SHAPING: [&str; 4] = ["parent", "kind", "external_id", "timezone"];

impl Administration {
    /// Makes a company.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn create_company(&self, ctx: &Ctx, new: &NewCompany) -> Result<Done<CompanyView>, Refused> {
        self.write(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::Company)?;
            let NewCompany { code, form } = new.clone();
            let mut company = blank();
            form.write(&mut company)?;
            if company.id.is_some() {
                delegation::must_be_administrator(work)?;
            }
            check(work, &code, &company)?;
            company::insert(work.tx, &code, &company)?;
            work.require_following(Operation::Create, Own::Company, id(&code));
            work.changed("company", code.as_str(), "created");
            let changes = difference(None, Some(&CompanyForm::of(&company)));
            work.tell(AuditAction::COMPANY_CREATED, object(&code), changes);
            view(work, &code, Seats::Always)
        })
    }

    /// A company, as far as the actor may see.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn show_company(&self, ctx: &Ctx, code: &str) -> Result<Done<CompanyView>, Refused> {
        self.read(ctx, |work| {
            let code = seen(work, code)?;
            view(work, &code, Seats::Always)
        })
    }

    /// The companies whom the actor may see and asks for, and the place of the last one.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read or asks for what the actor may not see.
    pub fn list_companies(&self, ctx: &Ctx, listing: &Listing) -> Result<Done<Turned<CompanyView>>, Refused> {
        self.read(ctx, |work| {
            listed(work, Own::Company, listing, |work, code| view(work, &code_of(code)?, Seats::Limited))
        })
    }

    /// Changes what is written of a company. `edit` gets it as it is.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn change_company(
        &self,
        ctx: &Ctx,
        code: &str,
        edit: impl Fn(&CompanyForm) -> Result<CompanyForm, FormError>,
    ) -> Result<Done<CompanyView>, Refused> {
        self.write(ctx, |work| {
            let code = seen(work, code)?;
            let before = whole(work, &code)?;
            work.require(Operation::Update, Own::Company, &id(&code))?;
            check_match(work.ctx, "company", &tag_of(work, &code, &before)?)?;
            let wanted = edit(&CompanyForm::of(&before))?;
            change(work, &code, &before, wanted)?;
            view(work, &code, Seats::Always)
        })
    }

    /// Moves a company, with all that is below it, below another one, or to the top.
    ///
    /// # Errors
    /// As for [`Administration::change_company`].
    pub fn move_company(
        &self,
        ctx: &Ctx,
        code: &str,
        parent: Option<&CompanyId>,
    ) -> Result<Done<CompanyView>, Refused> {
        self.change_company(ctx, code, |form| Ok(CompanyForm { parent: parent.cloned(), ..form.clone() }))
    }

    /// Deletes a company to which nothing refers.
    ///
    /// # Errors
    /// [`Refused::Conflict`] counts what refers to it.
    pub fn delete_company(&self, ctx: &Ctx, code: &str) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            let code = seen(work, code)?;
            let before = whole(work, &code)?;
            work.require(Operation::Delete, Own::Company, &id(&code))?;
            check_match(work.ctx, "company", &tag_of(work, &code, &before)?)?;
            unreferenced("company", &code, &reference::to_company(work.tx, &code)?)?;
            company::delete(work.tx, &code)?;
            work.changed("company", code.as_str(), "deleted");
            let changes = difference(Some(&CompanyForm::of(&before)), None);
            work.tell(AuditAction::COMPANY_DELETED, object(&code), changes);
            Ok(())
        })
    }
}

/// Writes a changed form.
fn change(
    work: &mut Work<'_, '_>,
    code: &CompanyId,
    before: &Company,
    wanted: CompanyForm,
) -> Result<(), Refused> {
    let mut after = before.clone();
    wanted.write(&mut after)?;
    let (old, new) = (CompanyForm::of(before), CompanyForm::of(&after));
    let changes = difference(Some(&old), Some(&new));
    if changes.is_empty() {
        return Ok(());
    }
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    work.require_fields(Own::Company, &values(code, &old), &fields)?;
    if fields.iter().any(|field| SHAPING.contains(field)) {
        delegation::must_be_administrator(work)?;
    }
    check(work, code, &after)?;
    company::update(work.tx, code, &after)?;
    work.require_following(Operation::Update, Own::Company, id(code));
    work.changed("company", code.as_str(), "updated");
    let moved = before.parent != after.parent;
    if moved {
        let people = seat::used(work.tx, code)?;
        seats::moved(work, before.parent.as_ref(), after.parent.as_ref(), people)?;
    }
    let action = if moved { AuditAction::COMPANY_MOVED } else { AuditAction::COMPANY_CHANGED };
    work.tell(action, object(code), changes);
    Ok(())
}

/// Makes sure that a company is where it can be.
fn check(work: &mut Work<'_, '_>, code: &CompanyId, company: &Company) -> Result<(), Refused> {
    let mut faults = Vec::new();
    let mut fault =
        |pointer: &str, message: String| faults.push(Fault { pointer: pointer.to_owned(), message });
    if let Some(parent) = &company.parent {
        match company::find(work.tx, parent)? {
            Some(above) if work.may(Operation::Read, Own::Company, &id(parent))? => {
                if above.kind == CompanyKind::Client && company.kind == CompanyKind::Provider {
                    let message = format!(
                        "{parent} is a client's company, and a provider's cannot lie below it; make {code} a client's, or \
                         choose another parent"
                    );
                    fault("/kind", message);
                }
            }
            _ => fault("/parent", format!("there is no company {:?}", parent.as_str())),
        }
    }
    if company.kind == CompanyKind::Client
        && let Some(below) = company::provider_below(work.tx, code)?
    {
        let message = format!(
            "{below} is a provider's company and lies below {code}, which therefore cannot be a client's; move {below} first"
        );
        fault("/kind", message);
    }
    if let Some(zone) = &company.timezone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        let message = format!("{zone:?} is no time zone; use an IANA name such as Asia/Manila");
        fault("/timezone", message);
    }
    if !faults.is_empty() {
        return Err(Refused::Invalid(faults));
    }
    let above = |code: &CompanyId| Ok(company::find(work.tx, code)?.and_then(|company| company.parent));
    no_circle(code, company.parent.clone(), above)
}

/// Whether seats are counted where nothing limits them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seats {
    Always,
    Limited,
}

/// The company as it is in the database now.
fn view(work: &mut Work<'_, '_>, code: &CompanyId, counted: Seats) -> Result<CompanyView, Refused> {
    let company = whole(work, code)?;
    let tag = tag_of(work, code, &company)?;
    let above = User { company: company.parent.clone(), ..User::default() };
    let lines = lines::shown(work, &Holder::Company(code.clone()), &above)?;
    let seats = seats::of(work, code, counted)?;
    let form = CompanyForm::of(&company);
    let hidden = work.hidden(Own::Company, &values(code, &form))?;
    Ok(CompanyView { code: code.clone(), form: masked(form, &hidden), lines, seats, tag })
}

fn tag_of(work: &mut Work<'_, '_>, code: &CompanyId, company: &Company) -> Result<String, Refused> {
    let lines = lines::own(work, &Holder::Company(code.clone()))?;
    Ok(tag(&(CompanyForm::of(company), lines)))
}

/// The company's code, if there is one that the actor may see.
pub(super) fn seen(work: &mut Work<'_, '_>, code: &str) -> Result<CompanyId, Refused> {
    let known = code_of(code)?;
    if work.may(Operation::Read, Own::Company, &id(&known))? {
        Ok(known)
    } else {
        Err(Refused::missing("company", code))
    }
}

/// A company and those above it, nearest first. A circle in the data ends.
pub(super) fn chain(work: &mut Work<'_, '_>, start: Option<&CompanyId>) -> Result<Vec<CompanyId>, Refused> {
    let (mut chain, mut next) = (Vec::new(), start.cloned());
    while let Some(code) = next.take().filter(|code| !chain.contains(code)) {
        let Some(company) = company::find(work.tx, &code)? else { break };
        next = company.parent;
        chain.push(code);
    }
    Ok(chain)
}

fn whole(work: &mut Work<'_, '_>, code: &CompanyId) -> Result<Company, Refused> {
    company::find(work.tx, code)?.ok_or_else(|| Refused::missing("company", code.as_str()))
}

fn code_of(code: &str) -> Result<CompanyId, Refused> {
    CompanyId::new(code).map_err(|_| Refused::missing("company", code))
}

fn blank() -> Company {
    Company {
        id: None,
        name: String::new(),
        parent: None,
        kind: CompanyKind::default(),
        timezone: None,
        lines: Vec::new(),
    }
}

pub(super) fn id(code: &CompanyId) -> Id {
    Id::Text(code.to_string())
}

fn object(code: &CompanyId) -> AuditObject {
    AuditObject::new("company", code.as_str())
}
