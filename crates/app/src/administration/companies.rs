//! Companies: what is their own among places.
//!
//! Where a company lies, whose side it is on and which records are its own shape what everybody reaches, and its time zone when
//! each line begins and ends, so only an administrator without limit of place changes that.

use bailiwick_model::{Company, CompanyId, CompanyKind, Operation, User, audit::AuditAction};
use bailiwick_protocol::rest::{CompanyForm, CompanyView, FormError, LineView};
use bailiwick_store::{
    StoreError, Tx, company,
    own::Own,
    reference::{self, Reference},
    seat,
};

use super::{
    Refused, Work, delegation,
    lines::{self, Holder},
    places::{Actions, Place, Seats, id},
    refused::Fault,
    seats,
    tag::tag,
    trees::no_circle,
};

/// What shapes the reach of everybody.
const SHAPING: [&str; 4] = ["parent", "kind", "external_id", "timezone"];

impl Place for Company {
    type Code = CompanyId;
    type Form = CompanyForm;
    type View = CompanyView;

    const OWN: Own = Own::Company;
    const ACTIONS: Actions = Actions {
        created: AuditAction::COMPANY_CREATED,
        changed: AuditAction::COMPANY_CHANGED,
        moved: AuditAction::COMPANY_MOVED,
        deleted: AuditAction::COMPANY_DELETED,
    };

    fn blank(_: &CompanyForm) -> Self {
        Self {
            id: None,
            name: String::new(),
            parent: None,
            kind: CompanyKind::default(),
            timezone: None,
            lines: Vec::new(),
        }
    }

    fn form(&self) -> CompanyForm {
        CompanyForm::of(self)
    }

    fn write(&mut self, form: CompanyForm) -> Result<(), FormError> {
        form.write(self)
    }

    fn code(view: &CompanyView) -> &CompanyId {
        &view.code
    }

    fn tag(view: &CompanyView) -> &str {
        &view.tag
    }

    fn given(view: &CompanyView) -> Option<(Holder, &CompanyId, &[LineView])> {
        Some((Holder::Company(view.code.clone()), &view.code, &view.lines))
    }

    fn find(tx: &mut Tx<'_>, code: &CompanyId) -> Result<Option<Self>, StoreError> {
        company::find(tx, code)
    }

    fn insert(&self, tx: &mut Tx<'_>, code: &CompanyId) -> Result<(), StoreError> {
        company::insert(tx, code, self)
    }

    fn update(&self, tx: &mut Tx<'_>, code: &CompanyId) -> Result<(), StoreError> {
        company::update(tx, code, self)
    }

    fn delete(tx: &mut Tx<'_>, code: &CompanyId) -> Result<(), StoreError> {
        company::delete(tx, code)
    }

    fn references(tx: &mut Tx<'_>, code: &CompanyId) -> Result<Vec<(Reference, i64)>, StoreError> {
        reference::to_company(tx, code)
    }

    fn withheld(work: &Work<'_, '_>) -> &'static [&'static str] {
        if delegation::must_be_administrator(work).is_ok() { &[] } else { &SHAPING }
    }

    fn may_be_made(&self, work: &mut Work<'_, '_>, code: &CompanyId) -> Result<(), Refused> {
        if self.id.is_some() {
            delegation::must_be_administrator(work)?;
        }
        check(work, code, None, self)
    }

    fn may_become(
        &self,
        work: &mut Work<'_, '_>,
        code: &CompanyId,
        after: &Self,
        fields: &[&str],
    ) -> Result<(), Refused> {
        if fields.iter().any(|field| SHAPING.contains(field)) {
            delegation::must_be_administrator(work)?;
        }
        check(work, code, Some(self), after)
    }

    fn is_elsewhere(&self, after: &Self) -> bool {
        self.parent != after.parent
    }

    fn moved(&self, work: &mut Work<'_, '_>, code: &CompanyId, after: &Self) -> Result<(), Refused> {
        let people = seat::used(work.tx, code)?;
        seats::moved(work, self.parent.as_ref(), after.parent.as_ref(), people)
    }

    fn view(
        &self,
        work: &mut Work<'_, '_>,
        code: &CompanyId,
        form: CompanyForm,
        counted: Seats,
    ) -> Result<CompanyView, Refused> {
        let above = User { company: self.parent.clone(), ..User::default() };
        let lines = lines::seen::of_place(work, &Holder::Company(code.clone()), &above)?;
        let seats = seats::of(work, code, counted)?;
        let tag = tag(&(&form, lines::seen::own_of(&lines)));
        Ok(CompanyView { code: code.clone(), form, lines, seats, tag })
    }
}

/// Makes sure that a company is where it can be. What it was is not asked about again: it may be out of the actor's sight.
fn check(
    work: &mut Work<'_, '_>,
    code: &CompanyId,
    before: Option<&Company>,
    company: &Company,
) -> Result<(), Refused> {
    let is_moved = before.is_none_or(|before| before.parent != company.parent);
    let is_of_another = before.is_none_or(|before| before.kind != company.kind);
    let mut faults = Vec::new();
    let mut fault =
        |pointer: &str, message: String| faults.push(Fault { pointer: pointer.to_owned(), message });
    if let Some(parent) = company.parent.as_ref().filter(|_| is_moved || is_of_another) {
        match company::find(work.tx, parent)? {
            Some(above) if !is_moved || work.may(Operation::Read, Own::Company, &id(parent))? => {
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
    if is_of_another
        && company.kind == CompanyKind::Client
        && let Some(below) = company::provider_below(work.tx, code)?
    {
        let message = format!(
            "{below} is a provider's company and lies below {code}, which therefore cannot be a client's; move {below} first"
        );
        fault("/kind", message);
    }
    let zone = company.timezone.as_ref();
    if let Some(zone) = zone.filter(|zone| before.and_then(|before| before.timezone.as_ref()) != Some(zone))
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        let message = format!("{zone:?} is no time zone; use an IANA name such as Asia/Manila");
        fault("/timezone", message);
    }
    if !faults.is_empty() {
        return Err(Refused::Invalid(faults));
    }
    let parent = company.parent.clone().filter(|_| is_moved);
    let above = |code: &CompanyId| Ok(company::find(work.tx, code)?.and_then(|company| company.parent));
    no_circle(code, parent, above)
}

/// A company and those above it, nearest first. A circle in the data ends.
pub(super) fn chain(work: &mut Work<'_, '_>, start: Option<&CompanyId>) -> Result<Vec<CompanyId>, Refused> {
    start.map_or(Ok(()), |code| work.foresee_companies(code))?;
    let (mut chain, mut next) = (Vec::new(), start.cloned());
    while let Some(code) = next.take().filter(|code| !chain.contains(code)) {
        let Some(company) = company::find(work.tx, &code)? else { break };
        next = company.parent;
        chain.push(code);
    }
    Ok(chain)
}
