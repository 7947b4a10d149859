//! Areas: what is their own among places; lists of them.
//!
//! Areas belong to no company and shape what everybody reaches, so only an administrator without limit of place writes to
//! them.

mod import;

use bailiwick_model::{Area, AreaCode, Operation, audit::AuditAction};
use bailiwick_protocol::rest::{AreaForm, AreaView, FormError};
use bailiwick_store::{
    StoreError, Tx, area,
    own::Own,
    reference::{self, Reference},
};

use super::{
    Refused, Work, delegation,
    places::{Actions, Place, Seats, id},
    tag::tag,
    trees::no_circle,
};

pub use import::AreaImportMode;

impl Place for Area {
    type Code = AreaCode;
    type Form = AreaForm;
    type View = AreaView;

    const OWN: Own = Own::Area;
    const ACTIONS: Actions = Actions {
        created: AuditAction::AREA_CREATED,
        changed: AuditAction::AREA_CHANGED,
        moved: AuditAction::AREA_MOVED,
        deleted: AuditAction::AREA_DELETED,
    };

    fn blank(_: &AreaForm) -> Self {
        Self { id: None, name: String::new(), parent: None, kind: None }
    }

    fn form(&self) -> AreaForm {
        AreaForm::of(self)
    }

    fn write(&mut self, form: AreaForm) -> Result<(), FormError> {
        form.write(self)
    }

    fn code(view: &AreaView) -> &AreaCode {
        &view.code
    }

    fn tag(view: &AreaView) -> &str {
        &view.tag
    }

    fn find(tx: &mut Tx<'_>, code: &AreaCode) -> Result<Option<Self>, StoreError> {
        area::find(tx, code)
    }

    fn insert(&self, tx: &mut Tx<'_>, code: &AreaCode) -> Result<(), StoreError> {
        area::insert(tx, code, self)
    }

    fn update(&self, tx: &mut Tx<'_>, code: &AreaCode) -> Result<(), StoreError> {
        area::update(tx, code, self)
    }

    fn delete(tx: &mut Tx<'_>, code: &AreaCode) -> Result<(), StoreError> {
        area::delete(tx, code)
    }

    fn references(tx: &mut Tx<'_>, code: &AreaCode) -> Result<Vec<(Reference, i64)>, StoreError> {
        reference::to_area(tx, code)
    }

    fn may_be_written(work: &mut Work<'_, '_>) -> Result<(), Refused> {
        delegation::must_be_administrator(work)
    }

    fn may_be_made(&self, work: &mut Work<'_, '_>, code: &AreaCode) -> Result<(), Refused> {
        check(work, code, self)
    }

    fn may_become(
        &self,
        work: &mut Work<'_, '_>,
        code: &AreaCode,
        after: &Self,
        _: &[&str],
    ) -> Result<(), Refused> {
        if self.parent == after.parent {
            // It may be out of the actor's sight, and is as it was.
            return Ok(());
        }
        check(work, code, after)
    }

    fn is_elsewhere(&self, after: &Self) -> bool {
        self.parent != after.parent
    }

    fn view(
        &self,
        _: &mut Work<'_, '_>,
        code: &AreaCode,
        form: AreaForm,
        _: Seats,
    ) -> Result<AreaView, Refused> {
        let tag = tag(&form);
        Ok(AreaView { code: code.clone(), form, tag })
    }
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
