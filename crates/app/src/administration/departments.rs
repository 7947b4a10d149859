//! Departments: what is their own among places.
//!
//! A department lies in one company with all that is above and below it, and everybody in it has the roles that those above
//! give.

use bailiwick_model::{CompanyId, Department, DepartmentId, Operation, User, audit::AuditAction};
use bailiwick_protocol::rest::{DepartmentForm, DepartmentView, FormError, LineView};
use bailiwick_store::{
    StoreError, Tx, company, department,
    own::Own,
    reference::{self, Reference},
};

use super::{
    Refused, Work, delegation,
    lines::{self, Holder},
    places::{Actions, Place, Seats, id},
    tag::tag,
    trees::no_circle,
};

impl Place for Department {
    type Code = DepartmentId;
    type Form = DepartmentForm;
    type View = DepartmentView;

    const OWN: Own = Own::Department;
    const ACTIONS: Actions = Actions {
        created: AuditAction::DEPARTMENT_CREATED,
        changed: AuditAction::DEPARTMENT_CHANGED,
        moved: AuditAction::DEPARTMENT_MOVED,
        deleted: AuditAction::DEPARTMENT_DELETED,
    };

    fn blank(form: &DepartmentForm) -> Self {
        Self { name: String::new(), company: form.company.clone(), parent: None, lines: Vec::new() }
    }

    fn form(&self) -> DepartmentForm {
        DepartmentForm::of(self)
    }

    fn write(&mut self, form: DepartmentForm) -> Result<(), FormError> {
        form.write(self)
    }

    fn code(view: &DepartmentView) -> &DepartmentId {
        &view.code
    }

    fn tag(view: &DepartmentView) -> &str {
        &view.tag
    }

    fn given(view: &DepartmentView) -> Option<(Holder, &CompanyId, &[LineView])> {
        Some((Holder::Department(view.code.clone()), &view.form.company, &view.lines))
    }

    fn find(tx: &mut Tx<'_>, code: &DepartmentId) -> Result<Option<Self>, StoreError> {
        department::find(tx, code)
    }

    fn insert(&self, tx: &mut Tx<'_>, code: &DepartmentId) -> Result<(), StoreError> {
        department::insert(tx, code, self)
    }

    fn update(&self, tx: &mut Tx<'_>, code: &DepartmentId) -> Result<(), StoreError> {
        department::update(tx, code, self)
    }

    fn delete(tx: &mut Tx<'_>, code: &DepartmentId) -> Result<(), StoreError> {
        department::delete(tx, code)
    }

    fn references(tx: &mut Tx<'_>, code: &DepartmentId) -> Result<Vec<(Reference, i64)>, StoreError> {
        reference::to_department(tx, code)
    }

    fn may_be_made(&self, work: &mut Work<'_, '_>, code: &DepartmentId) -> Result<(), Refused> {
        check(work, code, None, self)
    }

    fn may_become(
        &self,
        work: &mut Work<'_, '_>,
        code: &DepartmentId,
        after: &Self,
        _: &[&str],
    ) -> Result<(), Refused> {
        check(work, code, Some(self), after)?;
        if self.company != after.company {
            check_empty(work, code, after)?;
        }
        delegation::may_go_below(work, code, &somebody(self), &somebody(after))
    }

    fn is_elsewhere(&self, after: &Self) -> bool {
        self.parent != after.parent || self.company != after.company
    }

    fn view(
        &self,
        work: &mut Work<'_, '_>,
        code: &DepartmentId,
        form: DepartmentForm,
        _: Seats,
    ) -> Result<DepartmentView, Refused> {
        let lines = lines::seen::of_place(work, &Holder::Department(code.clone()), &somebody(self))?;
        let tag = tag(&(&form, lines::seen::own_of(&lines)));
        Ok(DepartmentView { code: code.clone(), form, lines, tag })
    }
}

/// Somebody who belongs to what is above a department.
fn somebody(department: &Department) -> User {
    User {
        company: Some(department.company.clone()),
        department: department.parent.clone(),
        ..User::default()
    }
}

/// Makes sure that nobody is left in one company with a department of another one.
fn check_empty(work: &mut Work<'_, '_>, code: &DepartmentId, after: &Department) -> Result<(), Refused> {
    let found = reference::to_department(work.tx, code)?;
    let count = |wanted| found.iter().find(|(reference, _)| *reference == wanted).map_or(0, |(_, n)| *n);
    let (people, below) = (count(Reference::User), count(Reference::Below));
    if people + below == 0 {
        return Ok(());
    }
    Err(Refused::Conflict(format!(
        "department {code} cannot go to company {} while something is in it: users who belong to it: {people}, departments \
         below it: {below}; move these first",
        after.company
    )))
}

/// Makes sure that a department is where it can be. Where it was is not asked about again: it may be out of the actor's sight.
fn check(
    work: &mut Work<'_, '_>,
    code: &DepartmentId,
    before: Option<&Department>,
    department: &Department,
) -> Result<(), Refused> {
    let place = |department: &Department| (department.company.clone(), department.parent.clone());
    if before.is_some_and(|before| place(before) == place(department)) {
        return Ok(());
    }
    let company = &department.company;
    if company::find(work.tx, company)?.is_none() || !work.may(Operation::Read, Own::Company, &id(company))? {
        let message = format!("there is no company {:?}", company.as_str());
        return Err(Refused::invalid("/company", message));
    }
    let Some(parent) = &department.parent else { return Ok(()) };
    match department::find(work.tx, parent)? {
        Some(above) if work.may(Operation::Read, Own::Department, &id(parent))? => {
            if above.company != *company {
                let message = format!(
                    "{parent} is a department of company {}, and this one of company {company}; choose a parent in the same \
                     company",
                    above.company
                );
                return Err(Refused::invalid("/parent", message));
            }
        }
        _ => {
            let message = format!("there is no department {:?}", parent.as_str());
            return Err(Refused::invalid("/parent", message));
        }
    }
    let above =
        |code: &DepartmentId| Ok(department::find(work.tx, code)?.and_then(|department| department.parent));
    no_circle(code, Some(parent.clone()), above)
}
