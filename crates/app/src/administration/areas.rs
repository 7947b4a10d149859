//! Areas: made, shown, listed, changed, moved, deleted, imported.
//!
//! A code never changes: role lines and accounts name it. Areas belong to no company and shape what everybody reaches, so
//! only an administrator without limit of place writes to them.

mod import;

use bailiwick_model::{
    Area, AreaCode, Operation,
    audit::{AuditAction, AuditObject},
};
use bailiwick_protocol::rest::{AreaForm, AreaView, FormError, NewArea};
use bailiwick_store::{
    area,
    own::{Id, Own},
    reference,
};

use super::{
    Administration, Ctx, Done, Refused, Work, delegation,
    difference::difference,
    listing::{Listing, Turned, listed},
    tag::tag,
    trees::{check_match, masked, no_circle, unreferenced, values},
};

pub use import::AreaImportMode;

impl Administration {
    /// Makes an area.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn create_area(&self, ctx: &Ctx, new: &NewArea) -> Result<Done<AreaView>, Refused> {
        self.write(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::Area)?;
            delegation::must_be_administrator(work)?;
            let NewArea { code, form } = new.clone();
            let mut area = Area { id: None, name: String::new(), parent: None, kind: None };
            form.write(&mut area)?;
            check(work, &code, &area)?;
            area::insert(work.tx, &code, &area)?;
            work.require_following(Operation::Create, Own::Area, id(&code));
            work.changed("area", code.as_str(), "created");
            let changes = difference(None, Some(&AreaForm::of(&area)));
            work.tell(AuditAction::AREA_CREATED, object(&code), changes);
            view(work, &code)
        })
    }

    /// An area, as far as the actor may see.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn show_area(&self, ctx: &Ctx, code: &str) -> Result<Done<AreaView>, Refused> {
        self.read(ctx, |work| {
            let code = seen(work, code)?;
            view(work, &code)
        })
    }

    /// The areas whom the actor may see and asks for, and the place of the last one.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read or asks for what the actor may not see.
    pub fn list_areas(&self, ctx: &Ctx, listing: &Listing) -> Result<Done<Turned<AreaView>>, Refused> {
        self.read(ctx, |work| listed(work, Own::Area, listing, |work, code| view(work, &code_of(code)?)))
    }

    /// Changes what is written of an area. `edit` gets it as it is.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn change_area(
        &self,
        ctx: &Ctx,
        code: &str,
        edit: impl Fn(&AreaForm) -> Result<AreaForm, FormError>,
    ) -> Result<Done<AreaView>, Refused> {
        self.write(ctx, |work| {
            let code = seen(work, code)?;
            let before = whole(work, &code)?;
            work.require(Operation::Update, Own::Area, &id(&code))?;
            delegation::must_be_administrator(work)?;
            check_match(work.ctx, "area", &tag(&AreaForm::of(&before)))?;
            let wanted = edit(&AreaForm::of(&before))?;
            change(work, &code, &before, wanted)?;
            view(work, &code)
        })
    }

    /// Moves an area, with all that is in it, into another one, or to the top.
    ///
    /// # Errors
    /// As for [`Administration::change_area`].
    pub fn move_area(
        &self,
        ctx: &Ctx,
        code: &str,
        parent: Option<&AreaCode>,
    ) -> Result<Done<AreaView>, Refused> {
        self.change_area(ctx, code, |form| Ok(AreaForm { parent: parent.cloned(), ..form.clone() }))
    }

    /// Deletes an area to which nothing refers.
    ///
    /// # Errors
    /// [`Refused::Conflict`] counts what refers to it.
    pub fn delete_area(&self, ctx: &Ctx, code: &str) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            let code = seen(work, code)?;
            let before = whole(work, &code)?;
            work.require(Operation::Delete, Own::Area, &id(&code))?;
            delegation::must_be_administrator(work)?;
            check_match(work.ctx, "area", &tag(&AreaForm::of(&before)))?;
            unreferenced("area", &code, &reference::to_area(work.tx, &code)?)?;
            area::delete(work.tx, &code)?;
            work.changed("area", code.as_str(), "deleted");
            let changes = difference(Some(&AreaForm::of(&before)), None);
            work.tell(AuditAction::AREA_DELETED, object(&code), changes);
            Ok(())
        })
    }
}

/// Writes a changed form.
fn change(work: &mut Work<'_, '_>, code: &AreaCode, before: &Area, wanted: AreaForm) -> Result<(), Refused> {
    let mut after = before.clone();
    wanted.write(&mut after)?;
    let (old, new) = (AreaForm::of(before), AreaForm::of(&after));
    let changes = difference(Some(&old), Some(&new));
    if changes.is_empty() {
        return Ok(());
    }
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    work.require_fields(Own::Area, &values(code, &old), &fields)?;
    check(work, code, &after)?;
    area::update(work.tx, code, &after)?;
    work.require_following(Operation::Update, Own::Area, id(code));
    work.changed("area", code.as_str(), "updated");
    let moved = before.parent != after.parent;
    let action = if moved { AuditAction::AREA_MOVED } else { AuditAction::AREA_CHANGED };
    work.tell(action, object(code), changes);
    Ok(())
}

/// Makes sure that an area is where it can be.
fn check(work: &mut Work<'_, '_>, code: &AreaCode, area: &Area) -> Result<(), Refused> {
    let Some(parent) = &area.parent else { return Ok(()) };
    if area::find(work.tx, parent)?.is_none() || !work.may(Operation::Read, Own::Area, &id(parent))? {
        return Err(Refused::invalid("/parent", format!("there is no area {:?}", parent.as_str())));
    }
    let above = |code: &AreaCode| Ok(area::find(work.tx, code)?.and_then(|area| area.parent));
    no_circle(code, Some(parent.clone()), above)
}

/// The area as it is in the database now.
fn view(work: &mut Work<'_, '_>, code: &AreaCode) -> Result<AreaView, Refused> {
    let form = AreaForm::of(&whole(work, code)?);
    let tag = tag(&form);
    let hidden = work.hidden(Own::Area, &values(code, &form))?;
    Ok(AreaView { code: code.clone(), form: masked(form, &hidden), tag })
}

/// The area's code, if there is one that the actor may see.
pub(super) fn seen(work: &mut Work<'_, '_>, code: &str) -> Result<AreaCode, Refused> {
    let known = code_of(code)?;
    if work.may(Operation::Read, Own::Area, &id(&known))? {
        Ok(known)
    } else {
        Err(Refused::missing("area", code))
    }
}

fn whole(work: &mut Work<'_, '_>, code: &AreaCode) -> Result<Area, Refused> {
    area::find(work.tx, code)?.ok_or_else(|| Refused::missing("area", code.as_str()))
}

fn code_of(code: &str) -> Result<AreaCode, Refused> {
    AreaCode::new(code).map_err(|_| Refused::missing("area", code))
}

pub(super) fn id(code: &AreaCode) -> Id {
    Id::Text(code.to_string())
}

fn object(code: &AreaCode) -> AuditObject {
    AuditObject::new("area", code.as_str())
}
