//! The trail to take away: as a chain that proves itself, or the entries that are wanted.

use std::io::Write;

use bailiwick_model::audit::{AuditAction, AuditChange, AuditObject};
use bailiwick_store::audit::AuditFilter;
use serde_json::{Value as Json, json};

use super::{condition, must_see_all};
use crate::{
    administration::{Administration, Ctx, Done, Refused},
    audit::{Format, write_entries, write_whole},
    error::AppError,
};

impl Administration {
    /// Writes the entries that are wanted and that the actor may see, newest first. Where that is the whole trail, as JSON Lines it is
    /// written oldest first with all its hashes and its head, and proves itself. That it is done is on record before the first
    /// entry is written.
    ///
    /// # Errors
    /// As [`Administration::list_trail`], and when `out` takes no more.
    pub fn export_trail(
        &self,
        ctx: &Ctx,
        filter: &AuditFilter,
        domain: &str,
        format: Format,
        mut out: impl Write,
    ) -> Result<Done<()>, Refused> {
        let for_real = Ctx { dry_run: false, ..ctx.clone() };
        self.write(&for_real, |work| {
            must_see_all(work)?;
            // A filter that cannot be read is told before anything is on record.
            condition(work, domain)?;
            work.tell(
                AuditAction::ACCESS_EXPORTED,
                AuditObject::new("audit", ""),
                told(filter, domain, format),
            );
            Ok(())
        })?;
        // From here on nothing is refused: whoever waits is told that it begins.
        out.flush().map_err(AppError::Output)?;
        self.read(&for_real, |work| {
            // On record already, as a whole.
            work.looks = None;
            let condition = condition(work, domain)?;
            let is_whole = condition.is_none() && *filter == AuditFilter::default();
            match format {
                Format::Lines if is_whole => drop(write_whole(work.tx, &mut out)?),
                format => drop(write_entries(work.tx, filter, condition.as_ref(), format, &mut out)?),
            }
            Ok(())
        })
    }
}

/// What was asked for, as the trail keeps it.
fn told(filter: &AuditFilter, domain: &str, format: Format) -> Vec<AuditChange> {
    let AuditFilter { actor, on_behalf, object_kind, object_id, action, request_id, since, until, before } =
        filter;
    let word = match format {
        Format::Lines => "jsonl",
        Format::Csv => "csv",
    };
    let asked: [(&str, Option<Json>); 11] = [
        ("format", Some(json!(word))),
        ("domain", Some(json!(domain))),
        ("actor", actor.as_ref().map(|actor| json!(actor.to_string()))),
        ("on_behalf", on_behalf.as_ref().map(|login| json!(login))),
        ("object_kind", object_kind.as_ref().map(|kind| json!(kind))),
        ("object_id", object_id.as_ref().map(|id| json!(id))),
        ("action", action.as_ref().map(|action| json!(action.as_str()))),
        ("request_id", request_id.as_ref().map(|id| json!(id))),
        ("since", since.map(Json::from)),
        ("until", until.map(Json::from)),
        ("before", before.map(Json::from)),
    ];
    let shown = |(field, value): (&str, Option<Json>)| Some(AuditChange::shown(field, None, Some(value?)));
    asked.into_iter().filter_map(shown).collect()
}
