//! Templates for the columns of other people's tables, by name. Whoever brings in people may use and keep them.

use std::collections::BTreeMap;

use bailiwick_model::{
    Operation,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use bailiwick_protocol::{csv::users::ColumnMapping, rest::TemplateView};
use bailiwick_store::{
    audit::{self, AuditFilter},
    import_template,
    own::Own,
};

use super::json;
use crate::administration::{
    Administration, Ctx, Done, Refused, Work, attributes, delegation,
    refused::Fault,
    tag::tag,
    trees::{check_match, check_match_if_any},
};

/// What it is called where it is missing.
const KIND: &str = "import template";

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

    /// One template.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none of this name.
    pub fn import_template(&self, ctx: &Ctx, name: &str) -> Result<Done<TemplateView>, Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            find(work, name).map(view)
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
    ) -> Result<Done<TemplateView>, Refused> {
        self.write(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            check_name(name)?;
            let schema = attributes::schema(work)?;
            let faults: Vec<Fault> = mapping
                .check(&schema)
                .into_iter()
                .map(|fault| Fault { pointer: fault.pointer, message: fault.message })
                .collect();
            if !faults.is_empty() {
                return Err(Refused::Invalid(faults));
            }
            let before = import_template::find(work.tx, name)?;
            let seen = before.clone().map(read).transpose()?.map(|mapping| tag(&mapping));
            check_match_if_any(work.ctx, KIND, seen.as_deref())?;
            let body = json(mapping)?;
            if before.as_ref() != Some(&body) {
                check_author(work, name, before.is_some())?;
                import_template::put(work.tx, name, &body, work.ctx.author.at_us)?;
                let change = AuditChange::shown("template", before, Some(body));
                let object = AuditObject::new("import_template", name);
                work.tell(AuditAction::TEMPLATE_SAVED, object, vec![change]);
            }
            Ok(view(mapping.clone()))
        })
    }

    /// Removes a template.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none of this name.
    pub fn remove_import_template(&self, ctx: &Ctx, name: &str) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            let missing = || Refused::missing(KIND, name);
            let before = import_template::find(work.tx, name)?.ok_or_else(missing)?;
            check_match(work.ctx, KIND, &tag(&read(before.clone())?))?;
            check_author(work, name, true)?;
            import_template::delete(work.tx, name)?;
            let change = AuditChange::shown("template", Some(before), None);
            let object = AuditObject::new("import_template", name);
            work.tell(AuditAction::TEMPLATE_REMOVED, object, vec![change]);
            Ok(())
        })
    }
}

/// Who saved a template last, as far as the trail still knows.
fn last_author(work: &mut Work<'_, '_>, name: &str) -> Result<Option<Actor>, Refused> {
    let filter = AuditFilter {
        object_kind: Some("import_template".to_owned()),
        object_id: Some(name.to_owned()),
        ..AuditFilter::default()
    };
    Ok(audit::list(work.tx, &filter, 1)?.into_iter().next().map(|told| told.entry.actor))
}

/// Makes sure that a template which is there is the actor's own to change. Whoever takes in a table by it gives what it says
/// with his own rights, so nobody else may slip something into it. Who saved it last, the trail knows.
fn check_author(work: &mut Work<'_, '_>, name: &str, is_there: bool) -> Result<(), Refused> {
    if !is_there || work.guard.is_above() {
        return Ok(());
    }
    if last_author(work, name)?.is_some_and(|author| author == work.ctx.author.actor) {
        return Ok(());
    }
    delegation::must_be_administrator(work).map_err(|_| {
        Refused::Beyond(format!(
            "import template {name:?} was saved by somebody else; save yours under another name, or leave it to an \
             administrator whose role reaches everywhere"
        ))
    })
}

/// The template of this name, to take in a table by: what it says is given with the rights of whoever does, so it has to be his
/// own, or one that an administrator or the machine saved.
pub(super) fn to_use(work: &mut Work<'_, '_>, name: &str) -> Result<ColumnMapping, Refused> {
    let mapping = find(work, name)?;
    let author = last_author(work, name)?;
    let trusted = work.guard.is_above()
        || match &author {
            Some(author) if *author == work.ctx.author.actor => true,
            Some(Actor::User(login)) => delegation::administers(&work.state, &work.guard, login),
            Some(Actor::Machine | Actor::System) => true,
            Some(Actor::Token(_)) | None => false,
        };
    if trusted {
        return Ok(mapping);
    }
    Err(Refused::Beyond(format!(
        "import template {name:?} was saved by somebody else, and would give what it says with your rights; look at it and save it as \
         your own"
    )))
}

/// The template of this name.
pub(super) fn find(work: &mut Work<'_, '_>, name: &str) -> Result<ColumnMapping, Refused> {
    match import_template::find(work.tx, name)? {
        Some(body) => read(body),
        None => Err(Refused::missing(KIND, name)),
    }
}

/// A template as it is shown.
fn view(mapping: ColumnMapping) -> TemplateView {
    TemplateView { tag: tag(&mapping), mapping }
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
