//! Departments: made, shown, listed, changed, moved, deleted.
//!
//! A code never changes. A department lies in one company with all that is above and below it, and everybody in it has
//! the roles that those above give.

use bailiwick_model::{
    Department, DepartmentId, Operation, User,
    audit::{AuditAction, AuditObject},
};
use bailiwick_protocol::rest::{DepartmentForm, DepartmentView, FormError, NewDepartment};
use bailiwick_store::{
    company, department,
    own::{Id, Own},
    reference::{self, Reference},
};

use super::{
    Administration, Ctx, Done, Refused, Work, companies, delegation,
    difference::difference,
    lines::{self, Holder},
    listing::{Listing, Turned, listed},
    tag::tag,
    trees::{check_match, masked, no_circle, unreferenced, values},
};

impl Administration {
    /// Makes a department.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn create_department(&self, ctx: &Ctx, new: &NewDepartment) -> Result<Done<DepartmentView>, Refused> {
        self.write(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::Department)?;
            let NewDepartment { code, form } = new.clone();
            let company = form.company.clone();
            let mut department = Department { name: String::new(), company, parent: None, lines: Vec::new() };
            form.write(&mut department)?;
            check(work, &code, &department)?;
            department::insert(work.tx, &code, &department)?;
            work.require_following(Operation::Create, Own::Department, id(&code));
            work.changed("department", code.as_str(), "created");
            let changes = difference(None, Some(&DepartmentForm::of(&department)));
            work.tell(AuditAction::DEPARTMENT_CREATED, object(&code), changes);
            view(work, &code)
        })
    }

    /// A department, as far as the actor may see.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn show_department(&self, ctx: &Ctx, code: &str) -> Result<Done<DepartmentView>, Refused> {
        self.read(ctx, |work| {
            let code = seen(work, code)?;
            view(work, &code)
        })
    }

    /// The departments whom the actor may see and asks for, and the place of the last one.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read or asks for what the actor may not see.
    pub fn list_departments(
        &self,
        ctx: &Ctx,
        listing: &Listing,
    ) -> Result<Done<Turned<DepartmentView>>, Refused> {
        self.read(ctx, |work| {
            listed(work, Own::Department, listing, |work, code| view(work, &code_of(code)?))
        })
    }

    /// Changes what is written of a department. `edit` gets it as it is.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way: among others, that people are in a department that would go to another
    /// company, or that they would get roles from above which are not the actor's to give.
    pub fn change_department(
        &self,
        ctx: &Ctx,
        code: &str,
        edit: impl Fn(&DepartmentForm) -> Result<DepartmentForm, FormError>,
    ) -> Result<Done<DepartmentView>, Refused> {
        self.write(ctx, |work| {
            let code = seen(work, code)?;
            let before = whole(work, &code)?;
            work.require(Operation::Update, Own::Department, &id(&code))?;
            check_match(work.ctx, "department", &tag_of(work, &code, &before)?)?;
            let wanted = edit(&DepartmentForm::of(&before))?;
            change(work, &code, &before, wanted)?;
            view(work, &code)
        })
    }

    /// Moves a department, with all that is below it, below another one of its company, or to the top of that.
    ///
    /// # Errors
    /// As for [`Administration::change_department`].
    pub fn move_department(
        &self,
        ctx: &Ctx,
        code: &str,
        parent: Option<&DepartmentId>,
    ) -> Result<Done<DepartmentView>, Refused> {
        self.change_department(ctx, code, |form| {
            Ok(DepartmentForm { parent: parent.cloned(), ..form.clone() })
        })
    }

    /// Deletes a department to which nothing refers.
    ///
    /// # Errors
    /// [`Refused::Conflict`] counts what refers to it.
    pub fn delete_department(&self, ctx: &Ctx, code: &str) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            let code = seen(work, code)?;
            let before = whole(work, &code)?;
            work.require(Operation::Delete, Own::Department, &id(&code))?;
            check_match(work.ctx, "department", &tag_of(work, &code, &before)?)?;
            unreferenced("department", &code, &reference::to_department(work.tx, &code)?)?;
            department::delete(work.tx, &code)?;
            work.changed("department", code.as_str(), "deleted");
            let changes = difference(Some(&DepartmentForm::of(&before)), None);
            work.tell(AuditAction::DEPARTMENT_DELETED, object(&code), changes);
            Ok(())
        })
    }
}

/// Writes a changed form.
fn change(
    work: &mut Work<'_, '_>,
    code: &DepartmentId,
    before: &Department,
    wanted: DepartmentForm,
) -> Result<(), Refused> {
    let mut after = before.clone();
    wanted.write(&mut after)?;
    let (old, new) = (DepartmentForm::of(before), DepartmentForm::of(&after));
    let changes = difference(Some(&old), Some(&new));
    if changes.is_empty() {
        return Ok(());
    }
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    work.require_fields(Own::Department, &values(code, &old), &fields)?;
    check(work, code, &after)?;
    if before.company != after.company {
        check_empty(work, code, &after)?;
    }
    delegation::may_go_below(work, code, &somebody(before), &somebody(&after))?;
    department::update(work.tx, code, &after)?;
    work.require_following(Operation::Update, Own::Department, id(code));
    work.changed("department", code.as_str(), "updated");
    let moved = before.parent != after.parent || before.company != after.company;
    let action = if moved { AuditAction::DEPARTMENT_MOVED } else { AuditAction::DEPARTMENT_CHANGED };
    work.tell(action, object(code), changes);
    Ok(())
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

/// Makes sure that a department is where it can be.
fn check(work: &mut Work<'_, '_>, code: &DepartmentId, department: &Department) -> Result<(), Refused> {
    let company = &department.company;
    if company::find(work.tx, company)?.is_none()
        || !work.may(Operation::Read, Own::Company, &companies::id(company))?
    {
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

/// The department as it is in the database now.
fn view(work: &mut Work<'_, '_>, code: &DepartmentId) -> Result<DepartmentView, Refused> {
    let department = whole(work, code)?;
    let tag = tag_of(work, code, &department)?;
    let lines = lines::shown(work, &Holder::Department(code.clone()), &somebody(&department))?;
    let form = DepartmentForm::of(&department);
    let hidden = work.hidden(Own::Department, &values(code, &form))?;
    Ok(DepartmentView { code: code.clone(), form: masked(form, &hidden), lines, tag })
}

fn tag_of(work: &mut Work<'_, '_>, code: &DepartmentId, department: &Department) -> Result<String, Refused> {
    let lines = lines::own(work, &Holder::Department(code.clone()))?;
    Ok(tag(&(DepartmentForm::of(department), lines)))
}

/// The department's code, if there is one that the actor may see.
pub(super) fn seen(work: &mut Work<'_, '_>, code: &str) -> Result<DepartmentId, Refused> {
    let known = code_of(code)?;
    if work.may(Operation::Read, Own::Department, &id(&known))? {
        Ok(known)
    } else {
        Err(Refused::missing("department", code))
    }
}

fn whole(work: &mut Work<'_, '_>, code: &DepartmentId) -> Result<Department, Refused> {
    department::find(work.tx, code)?.ok_or_else(|| Refused::missing("department", code.as_str()))
}

fn code_of(code: &str) -> Result<DepartmentId, Refused> {
    DepartmentId::new(code).map_err(|_| Refused::missing("department", code))
}

pub(super) fn id(code: &DepartmentId) -> Id {
    Id::Text(code.to_string())
}

fn object(code: &DepartmentId) -> AuditObject {
    AuditObject::new("department", code.as_str())
}
