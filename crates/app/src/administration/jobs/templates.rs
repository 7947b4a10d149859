//! Templates for the columns of other people's tables, by name. Whoever brings in people may use and keep them.

use std::collections::BTreeMap;

use bailiwick_model::{
    AttributeSchema, Operation,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_protocol::csv::users::ColumnMapping;
use bailiwick_store::{
    audit::{self, AuditFilter},
    import_template,
    own::Own,
};

use super::json;
use crate::administration::{Administration, Ctx, Done, Refused, Work, delegation, refused::Fault};

impl Administration {
    /// All templates, by name.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] to whoever cannot bring in people.
    pub fn import_templates(&self, ctx: &Ctx) -> Result<Done<BTreeMap<String, ColumnMapping>>, Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            import_template::list(work.tx)?.into_iter().map(|(name, body)| Ok((name, read(body)?))).collect()
        })
    }

    /// Writes a template, whether or not there was one of this name.
    ///
    /// # Errors
    /// [`Refused::Invalid`] with everything that is wrong with it.
    pub fn save_import_template(
        &self,
        ctx: &Ctx,
        name: &str,
        mapping: &ColumnMapping,
    ) -> Result<Done<ColumnMapping>, Refused> {
        self.write(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            check_name(name)?;
            let faults: Vec<Fault> = mapping
                .check(&AttributeSchema::default())
                .into_iter()
                .map(|fault| Fault { pointer: fault.pointer, message: fault.message })
                .collect();
            if !faults.is_empty() {
                return Err(Refused::Invalid(faults));
            }
            let before = import_template::find(work.tx, name)?;
            let body = json(mapping)?;
            if before.as_ref() != Some(&body) {
                check_author(work, name, before.is_some())?;
                import_template::put(work.tx, name, &body, work.ctx.author.at_us)?;
                let change = AuditChange::shown("template", before, Some(body));
                let object = AuditObject::new("import_template", name);
                work.tell(AuditAction::TEMPLATE_SAVED, object, vec![change]);
            }
            Ok(mapping.clone())
        })
    }

    /// Removes a template.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none of this name.
    pub fn remove_import_template(&self, ctx: &Ctx, name: &str) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            let before = import_template::find(work.tx, name)?;
            check_author(work, name, before.is_some())?;
            if !import_template::delete(work.tx, name)? {
                return Err(Refused::missing("import template", name));
            }
            let change = AuditChange::shown("template", before, None);
            let object = AuditObject::new("import_template", name);
            work.tell(AuditAction::TEMPLATE_REMOVED, object, vec![change]);
            Ok(())
        })
    }
}

/// Makes sure that a template which is there is the actor's own to change. Whoever takes in a table by it gives what it says
/// with his own rights, so nobody else may slip something into it. Who saved it last, the trail knows.
fn check_author(work: &mut Work<'_, '_>, name: &str, is_there: bool) -> Result<(), Refused> {
    if !is_there || work.guard.is_above() {
        return Ok(());
    }
    let filter = AuditFilter {
        object_kind: Some("import_template".to_owned()),
        object_id: Some(name.to_owned()),
        ..AuditFilter::default()
    };
    let last = audit::list(work.tx, &filter, 1)?;
    if last.first().is_some_and(|told| told.entry.actor == work.ctx.author.actor) {
        return Ok(());
    }
    delegation::must_be_administrator(work).map_err(|_| {
        Refused::Beyond(format!(
            "import template {name:?} was saved by somebody else; save yours under another name, or leave it to an \
             administrator whose role reaches everywhere"
        ))
    })
}

/// The template of this name.
pub(super) fn find(work: &mut Work<'_, '_>, name: &str) -> Result<ColumnMapping, Refused> {
    match import_template::find(work.tx, name)? {
        Some(body) => read(body),
        None => Err(Refused::missing("import template", name)),
    }
}

fn read(body: serde_json::Value) -> Result<ColumnMapping, Refused> {
    serde_json::from_value(body).map_err(|error| Refused::invalid("/template", error.to_string()))
}

fn check_name(name: &str) -> Result<(), Refused> {
    let plain = |c: char| c.is_alphanumeric() || " -_.".contains(c);
    let fits = (1..=64).contains(&name.chars().count())
        && name.chars().all(plain)
        && name.trim() == name
        && name.starts_with(char::is_alphabetic);
    match fits {
        true => Ok(()),
        false => Err(Refused::invalid(
            "/name",
            "a template's name begins with a letter and has up to 64 letters, digits, spaces and '-', '_' or '.'",
        )),
    }
}
