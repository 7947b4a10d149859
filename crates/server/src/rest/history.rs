//! What was done to one of a noun, and notes on it: below the path of each.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
};
use bailiwick_app::administration::Administration;
use bailiwick_protocol::rest::EntryView;
use serde::Deserialize;
use utoipa::{
    ToSchema,
    openapi::{HttpMethod, schema::Type},
};
use utoipa_axum::router::UtoipaMethodRouter;

use super::{
    entries::{EntryPage, Turn},
    noun::Noun,
};
use crate::http::{Asked, Gate, Named, usual};

/// A note.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoteBody {
    /// What it says, in up to 10,000 characters.
    text: String,
}

/// What was done to one.
pub(super) fn timeline<N: Noun>(noun: N) -> UtoipaMethodRouter<Arc<Gate>> {
    let words = noun.words();
    let about = format!(
        "For whoever may see the {}. Devices and addresses are for those who see the whole trail.",
        words.one()
    );
    let said = words
        .about_one(format!("{}Timeline", words.id_inside()), "Audit", format!("What was done to {}", words.a))
        .about(&about)
        .wish("limit", "Entries on a page: 1 to 500, 50 when absent", Type::Integer)
        .wish("cursor", "Where the page begins: `next_cursor` of the page before", Type::String)
        .answers::<EntryPage>("200", "A page of entries, newest first");
    let work = async move |State(gate): State<Arc<Gate>>, Named(key): Named, request: Request| {
        let mut asked = Asked::take(&gate, request).await?;
        let list = format!("timeline\n{}\n{key}", words.path);
        let turn = Turn::take(&gate, &mut asked.wishes, &list)?;
        let (before, limit, subject) = (turn.before, turn.limit, noun.subject(key));
        let done = asked.run(&gate, move |office, ctx| office.timeline(ctx, &subject, before, limit)).await?;
        turn.answer(&gate, done)
    };
    said.at(HttpMethod::Get, &words.each("/timeline"), work)
}

/// A note on one.
pub(super) fn note<N: Noun>(noun: N) -> UtoipaMethodRouter<Arc<Gate>> {
    let words = noun.words();
    let said = words
        .about_one(format!("add{}Note", words.ids.0), "Audit", format!("Write a note on {}", words.a))
        .about(&format!("It stays as it is. Whoever may see the {} sees it.", words.one()))
        .once()
        .if_match_of(words.one())
        .dry_run("Do nothing")
        .takes::<NoteBody>()
        .answers::<EntryView>("201", "The entry on the trail");
    let work = async move |State(gate): State<Arc<Gate>>, Named(key): Named, request: Request| {
        let subject = noun.subject(key);
        let work = move |office: &Administration, ctx: &_, note: &NoteBody| {
            office.add_note(ctx, &subject, &note.text)
        };
        usual::written(&gate, request, StatusCode::CREATED, work).await
    };
    said.at(HttpMethod::Post, &words.each("/notes"), work)
}
