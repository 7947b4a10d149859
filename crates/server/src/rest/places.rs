//! `/api/v1/companies`, `/departments` and `/areas`: places, each kind in a tree of its own.

use bailiwick_app::administration::{Administration, Ctx, Done, Place, Refused, Subject, Turned};
use bailiwick_protocol::rest::NewPlace;
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;

use super::noun::{Noun, Patch, Wanted, Words};
use crate::http::Refusal;

/// A noun that stands for a kind of place.
pub(super) trait OfPlaces: Copy + Send + Sync + 'static {
    /// The kind.
    type Place: Place<Form: ToSchema, View: ToSchema>;
    /// The body that makes one.
    type NewBody: ToSchema;

    /// Its words.
    fn words(self) -> Words;
    /// What a timeline of one is about.
    fn subject(self, code: String) -> Subject;
}

/// What is said of changing one.
pub(super) const CHANGE: &str = "Another `parent` is a move. The code never changes.";

/// What is said alike of all of them.
pub(super) const WORDS: Words = Words {
    a: "",
    many: "",
    path: "",
    ids: ("", ""),
    key: ("code", "Code"),
    make: "",
    change: ("", ""),
    remove: ("delete", "", ""),
    narrowed_by: &[],
    tried: "Say what would come of it, and do nothing",
};

impl<N: OfPlaces> Noun for N {
    type View = <N::Place as Place>::View;
    type Changed = Self::View;
    type Gone = ();
    type New = NewPlace<<N::Place as Place>::Code, <N::Place as Place>::Form>;
    type NewBody = N::NewBody;
    type Form = <N::Place as Place>::Form;

    fn words(self) -> Words {
        OfPlaces::words(self)
    }

    fn list(
        self,
        office: &Administration,
        ctx: &Ctx,
        wanted: &Wanted,
    ) -> Result<Done<Turned<Self::View>>, Refused> {
        office.list_places::<N::Place>(ctx, &wanted.listing)
    }

    fn show(self, office: &Administration, ctx: &Ctx, code: &str) -> Result<Done<Self::View>, Refused> {
        office.show_place::<N::Place>(ctx, code)
    }

    fn read(members: Map<String, Json>) -> Result<Self::New, Refusal> {
        Ok(NewPlace::read(members)?)
    }

    fn create(
        self,
        office: &Administration,
        ctx: &Ctx,
        new: &Self::New,
    ) -> Result<Done<Self::View>, Refused> {
        office.make_place::<N::Place>(ctx, new)
    }

    fn key(made: &Self::View) -> &str {
        N::Place::code(made)
    }

    fn change(
        self,
        office: &Administration,
        ctx: &Ctx,
        code: &str,
        patch: &Patch,
    ) -> Result<Done<Self::View>, Refused> {
        office.change_place::<N::Place>(ctx, code, patch)
    }

    fn subject(self, code: String) -> Subject {
        OfPlaces::subject(self, code)
    }

    fn remove(self, office: &Administration, ctx: &Ctx, code: &str) -> Result<Done<()>, Refused> {
        office.delete_place::<N::Place>(ctx, code)
    }
}
