//! A noun of the API: its words and its use cases. The requests that every noun takes are made of them.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bailiwick_app::administration::{Administration, Ctx, Done, Listing, Refused, Subject, Turned};
use bailiwick_protocol::rest::Listed;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use utoipa::{
    ToSchema,
    openapi::{HttpMethod, schema::Type},
};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::{
    description::{Described, described},
    history,
    listing::{self, encoded},
};
use crate::http::{Asked, Gate, Named, Refusal, nothing, one, usual};

/// What can be listed, shown, made, changed and taken away.
pub(super) trait Noun: Copy + Send + Sync + 'static {
    /// One of them, as it is shown.
    type View: Serialize + ToSchema + Send;
    /// What is answered when one was made or changed.
    type Changed: Serialize + ToSchema + Send;
    /// What is answered when one was taken away.
    type Gone: Gone;
    /// What is needed to make one.
    type New: Send;
    /// The same as a body.
    type NewBody: ToSchema;
    /// What a merge patch is of.
    type Form: ToSchema;

    /// Its words.
    fn words(self) -> Words;
    /// Those that the actor may see, of those that are wanted.
    fn list(
        self,
        office: &Administration,
        ctx: &Ctx,
        wanted: &Wanted,
    ) -> Result<Done<Turned<Self::View>>, Refused>;
    /// One of them.
    fn show(self, office: &Administration, ctx: &Ctx, key: &str) -> Result<Done<Self::View>, Refused>;
    /// Reads the body of one to be made.
    fn read(members: Map<String, Json>) -> Result<Self::New, Refusal>;
    /// Makes one.
    fn create(
        self,
        office: &Administration,
        ctx: &Ctx,
        new: &Self::New,
    ) -> Result<Done<Self::Changed>, Refused>;
    /// By what one that was made is known.
    fn key(made: &Self::Changed) -> &str;
    /// Changes one by a merge patch.
    fn change(
        self,
        office: &Administration,
        ctx: &Ctx,
        key: &str,
        patch: &Patch,
    ) -> Result<Done<Self::Changed>, Refused>;
    /// What a timeline of one is about.
    fn subject(self, key: String) -> Subject;
    /// Takes one away.
    fn remove(self, office: &Administration, ctx: &Ctx, key: &str) -> Result<Done<Self::Gone>, Refused>;
}

/// A merge patch (RFC 7396).
pub(super) type Patch = Map<String, Json>;

/// What a noun is called.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// One: `a company`.
    pub(super) a: &'static str,
    /// Many, as a heading: `Companies`.
    pub(super) many: &'static str,
    /// All of them, in a path: `companies`.
    pub(super) path: &'static str,
    /// One and many, in names of operations: `Company` and `Companies`.
    pub(super) ids: (&'static str, &'static str),
    /// What tells one from the others, in a path and in words.
    pub(super) key: (&'static str, &'static str),
    /// What making one is called, where there is more to say than that.
    pub(super) make: &'static str,
    /// What changing one is called, where there is more to say than that, and what has to be said of it.
    pub(super) change: (&'static str, &'static str),
    /// What taking one away is called: the verb for programs, the sentence, and what has to be said of it.
    pub(super) remove: (&'static str, &'static str, &'static str),
    /// What else a list is narrowed by.
    pub(super) narrowed_by: &'static [(&'static str, &'static str)],
    /// What trying something tells.
    pub(super) tried: &'static str,
}

/// What a list is to hold.
pub(super) struct Wanted {
    pub(super) listing: Listing,
    /// By the names in [`Words::narrowed_by`].
    pub(super) narrowed: BTreeMap<&'static str, String>,
}

/// What is left of something that was taken away.
pub(super) trait Gone: Sized + Send {
    /// What the description says of it.
    fn described(said: Described) -> Described;
    /// The answer.
    fn answer(done: &Done<Self>, dry_run: bool) -> Result<Response, Refusal>;
}

impl Gone for () {
    fn described(said: Described) -> Described {
        said.says("204", "It is gone")
            .says("409", "Something is in the way; `detail` says what, and how much of it")
    }

    fn answer(done: &Done<Self>, dry_run: bool) -> Result<Response, Refusal> {
        Ok(nothing(done, dry_run))
    }
}

impl Words {
    /// One, inside the name of an operation: `fieldRule`.
    pub(super) fn id_inside(&self) -> String {
        let (first, rest) = self.ids.0.split_at_checked(1).unwrap_or_default();
        first.to_ascii_lowercase() + rest
    }

    /// The one, without its article.
    pub(super) fn one(&self) -> &'static str {
        self.a.split_once(' ').map_or(self.a, |(_, one)| one)
    }

    /// A sentence, or what the verb alone makes.
    fn or(&self, sentence: &str, verb: &str) -> String {
        if sentence.is_empty() { format!("{verb} {}", self.a) } else { sentence.to_owned() }
    }

    /// Where all of them are.
    pub(super) fn all(&self) -> String {
        format!("/api/v1/{}", self.path)
    }

    /// Where one is, or something below it.
    pub(super) fn each(&self, below: &str) -> String {
        format!("/api/v1/{}/{{{}}}{below}", self.path, self.key.0)
    }

    /// The beginning of what is said of a request about one.
    pub(super) fn about_one(&self, id: String, tag: &str, summary: impl Into<String>) -> Described {
        described(id, tag, summary).named(self.key.0, self.key.1)
    }
}

/// All of its requests.
pub(super) fn routes<N: Noun>(noun: N) -> OpenApiRouter<Arc<Gate>> {
    let five = [list(noun), create(noun), show(noun), change(noun), remove(noun)];
    five.into_iter()
        .chain([history::timeline(noun), history::note(noun)])
        .fold(OpenApiRouter::new(), OpenApiRouter::routes)
}

fn list<N: Noun>(noun: N) -> UtoipaMethodRouter<Arc<Gate>> {
    let words = noun.words();
    let many = words.many;
    let said = described(format!("list{}", words.ids.1), many, format!("{many} that you may see"))
        .wishes::<listing::Parameters>()
        .answers::<Listed<N::View>>("200", format!("A page of {}", words.path.replace('-', " ")));
    let said = words.narrowed_by.iter().fold(said, |said, (name, what)| said.wish(name, what, Type::String));
    said.at(HttpMethod::Get, &words.all(), async move |State(gate): State<Arc<Gate>>, request: Request| {
        let mut asked = Asked::take(&gate, request).await?;
        let mut narrowed = BTreeMap::new();
        for (name, _) in words.narrowed_by {
            narrowed.extend(asked.wishes.text(name)?.map(|value| (*name, value)));
        }
        let turn = listing::Turn::take(&gate, &mut asked.wishes, &format!("{}{narrowed:?}", words.path))?;
        let wanted = Wanted { listing: turn.listing.clone(), narrowed };
        let done = asked.run(&gate, move |office, ctx| noun.list(office, ctx, &wanted)).await?;
        turn.answer(&gate, done)
    })
}

fn create<N: Noun>(noun: N) -> UtoipaMethodRouter<Arc<Gate>> {
    let words = noun.words();
    let said = described(format!("create{}", words.ids.0), words.many, words.or(words.make, "Make"))
        .once()
        .dry_run(words.tried)
        .takes::<N::NewBody>()
        .answers::<N::Changed>("201", format!("The {}", words.one()));
    said.at(HttpMethod::Post, &words.all(), async move |State(gate): State<Arc<Gate>>, request: Request| {
        let mut asked = Asked::take(&gate, request).await?;
        let dry_run = asked.ctx.dry_run;
        let new = N::read(std::mem::take(&mut asked.members))?;
        let done = asked.run(&gate, move |office, ctx| noun.create(office, ctx, &new)).await?;
        let mut response = one(StatusCode::CREATED, &done, &[], dry_run)?;
        let place = HeaderValue::from_str(&format!("{}/{}", words.all(), encoded(N::key(&done.value))));
        response.headers_mut().extend(place.ok().map(|place| (header::LOCATION, place)));
        Ok::<_, Refusal>(response)
    })
}

fn show<N: Noun>(noun: N) -> UtoipaMethodRouter<Arc<Gate>> {
    let words = noun.words();
    let said = words
        .about_one(format!("show{}", words.ids.0), words.many, format!("One {}", words.one()))
        .wish("fields", "Only these members, between commas", Type::String)
        .answers::<N::View>("200", format!("The {}; its ETag is for If-Match", words.one()));
    let work = async move |State(gate): State<Arc<Gate>>, Named(key): Named, request: Request| {
        usual::shown(&gate, request, move |office, ctx| noun.show(office, ctx, &key)).await
    };
    said.at(HttpMethod::Get, &words.each(""), work)
}

fn change<N: Noun>(noun: N) -> UtoipaMethodRouter<Arc<Gate>> {
    let words = noun.words();
    let (summary, more) = words.change;
    let said = words
        .about_one(format!("change{}", words.ids.0), words.many, words.or(summary, "Change"))
        .about(format!("A merge patch (RFC 7396): what is absent stays, null takes away. {more}").trim())
        .if_match()
        .dry_run(words.tried)
        .takes::<N::Form>()
        .answers::<N::Changed>("200", format!("The {} as it is now", words.one()));
    let work = async move |State(gate): State<Arc<Gate>>, Named(key): Named, request: Request| {
        let work = move |office: &_, ctx: &_, patch: &Patch| noun.change(office, ctx, &key, patch);
        usual::written(&gate, request, StatusCode::OK, work).await
    };
    said.at(HttpMethod::Patch, &words.each(""), work)
}

fn remove<N: Noun>(noun: N) -> UtoipaMethodRouter<Arc<Gate>> {
    let words = noun.words();
    let (verb, summary, more) = words.remove;
    let said = words
        .about_one(format!("{verb}{}", words.ids.0), words.many, summary)
        .about(more)
        .if_match()
        .dry_run(words.tried);
    let work = async move |State(gate): State<Arc<Gate>>, Named(key): Named, request: Request| {
        let asked = Asked::take(&gate, request).await?;
        let dry_run = asked.ctx.dry_run;
        let done = asked.run(&gate, move |office, ctx| noun.remove(office, ctx, &key)).await?;
        N::Gone::answer(&done, dry_run)
    };
    N::Gone::described(said).at(HttpMethod::Delete, &words.each(""), work)
}
