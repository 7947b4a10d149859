//! Companies, departments and areas: made, shown, listed, changed, moved and deleted, all in the same way.
//!
//! A code never changes: role lines, accounts and settings name it. What is a kind's own is said with the kind, in [`Place`].

mod place;

use std::collections::BTreeSet;

use bailiwick_model::{Operation, audit::AuditObject};
use bailiwick_protocol::rest::{NewPlace, merged};
use bailiwick_store::own::Id;
use serde_json::{Map, Value as Json};

use super::{
    Administration, Ctx, Done, Refused, Work,
    choosing::{Offers, Seeking, offers},
    difference::difference,
    lines::choices::{LineActs, acts_at},
    listing::{Listing, Turned, listed},
    trees::{check_match, is_hidden, masked, unreferenced, values},
    work::kind,
};

pub use place::Place;
pub(super) use place::{Actions, Seats};

/// A place, and what somebody may do with it.
#[derive(Clone, Debug, PartialEq)]
pub struct InHand<V> {
    /// The place.
    pub view: V,
    /// Whether he may change it, as far as that does not depend on the change.
    pub changes: bool,
    /// Fields that he may not change all the same.
    pub barred: BTreeSet<String>,
    /// Whether he may delete it, once nothing refers to it.
    pub deletes: bool,
    /// What he may do with the role lines that it gives to its people.
    pub lines: LineActs,
}

impl Administration {
    /// Makes a place.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn make_place<P: Place>(
        &self,
        ctx: &Ctx,
        new: &NewPlace<P::Code, P::Form>,
    ) -> Result<Done<P::View>, Refused> {
        let make = |work: &mut Work<'_, '_>| {
            work.require_somewhere(Operation::Create, P::OWN)?;
            P::may_be_written(work)?;
            let NewPlace { code, form } = new.clone();
            let mut place = P::blank(&form);
            place.write(form)?;
            place.may_be_made(work, &code)?;
            place.insert(work.tx, &code)?;
            work.require_following(Operation::Create, P::OWN, id(&code));
            work.changed(kind(P::OWN), &*code, "created");
            work.tell(P::ACTIONS.created, object::<P>(&code), difference(None, Some(&place.form())));
            Ok((view::<P>(work, &code, Seats::Always)?, code.to_string()))
        };
        self.create(ctx, make, |work, code| {
            let code = seen::<P>(work, &code)?;
            view::<P>(work, &code, Seats::Always)
        })
    }

    /// Makes sure that the actor may make places of a kind at all, before anything is said about what he sent.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] or [`Refused::Beyond`] where he may not.
    pub fn may_make_places<P: Place>(&self, ctx: &Ctx) -> Result<(), Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, P::OWN)?;
            P::may_be_written(work)
        })
        .map(drop)
    }

    /// A place, as far as the actor may see.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn show_place<P: Place>(&self, ctx: &Ctx, code: &str) -> Result<Done<P::View>, Refused> {
        self.read(ctx, |work| {
            let code = seen::<P>(work, code)?;
            view::<P>(work, &code, Seats::Always)
        })
    }

    /// A place with what the actor may do with it, for whoever would offer him that.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn place_in_hand<P: Place>(&self, ctx: &Ctx, code: &str) -> Result<InHand<P::View>, Refused> {
        let done = self.read(ctx, |work| {
            let code = seen::<P>(work, code)?;
            let view = view::<P>(work, &code, Seats::Always)?;
            let writes = P::may_be_written(work).is_ok();
            let place = whole::<P>(work, &code)?;
            let hidden = hidden(work, &code, &place)?;
            let now = values(&code, &place.form());
            let mut barred = work.guard.barred(&work.state, Operation::Update, P::OWN, Some(&now))?;
            barred.extend(now.into_iter().map(|(field, _)| field).filter(|field| is_hidden(field, &hidden)));
            barred.extend(P::withheld(work).iter().map(|field| (*field).to_owned()));
            Ok(InHand {
                changes: writes && work.may(Operation::Update, P::OWN, &id(&code))?,
                deletes: writes && work.may(Operation::Delete, P::OWN, &id(&code))?,
                lines: match P::given(&view) {
                    Some((holder, company, lines)) => acts_at(work, &holder, company, lines)?,
                    None => LineActs::default(),
                },
                barred,
                view,
            })
        })?;
        Ok(done.value)
    }

    /// Places that a new one can lie in, for whoever may make one at all.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever may not.
    pub fn desk_for_place<P: Place>(&self, ctx: &Ctx, seeking: &Seeking) -> Result<Offers, Refused> {
        let done = self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, P::OWN)?;
            P::may_be_written(work).map_err(|refused| match refused {
                Refused::Beyond(why) => Refused::NotAllowed(why),
                other => other,
            })?;
            offers(work, seeking)
        })?;
        Ok(done.value)
    }

    /// The places whom the actor may see and asks for, and where the last one stands.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read or asks for what the actor may not see.
    pub fn list_places<P: Place>(
        &self,
        ctx: &Ctx,
        listing: &Listing,
    ) -> Result<Done<Turned<P::View>>, Refused> {
        self.read(ctx, |work| {
            listed(work, P::OWN, listing, |work, code| view::<P>(work, &code_of::<P>(code)?, Seats::Limited))
        })
    }

    /// Changes what is written of a place by a merge patch (RFC 7396) of its form. What the actor may not read he does not write
    /// either: whether it may be changed, and what comes of it, depends on what it was, and would tell him.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn change_place<P: Place>(
        &self,
        ctx: &Ctx,
        code: &str,
        patch: &Map<String, Json>,
    ) -> Result<Done<P::View>, Refused> {
        self.write(ctx, |work| {
            let (code, before) = to_be_written::<P>(work, Operation::Update, code)?;
            let hidden = hidden(work, &code, &before)?;
            if let Some(field) = patch.keys().find(|field| is_hidden(field, &hidden)) {
                return Err(Refused::NotAllowed(format!(
                    "you may not change {field} of this {}, since you may not see what it is; leave it to somebody who may",
                    kind(P::OWN)
                )));
            }
            change(work, &code, &before, merged(&before.form(), patch.clone())?)?;
            view::<P>(work, &code, Seats::Always)
        })
    }

    /// Moves a place, with all that is below it, below another one, or to the top.
    ///
    /// # Errors
    /// As for [`Administration::change_place`].
    pub fn move_place<P: Place>(
        &self,
        ctx: &Ctx,
        code: &str,
        parent: Option<&P::Code>,
    ) -> Result<Done<P::View>, Refused> {
        let parent = parent.map_or(Json::Null, |parent| parent.to_string().into());
        self.change_place::<P>(ctx, code, &Map::from_iter([("parent".to_owned(), parent)]))
    }

    /// Deletes a place to which nothing refers.
    ///
    /// # Errors
    /// [`Refused::Conflict`] counts what refers to it.
    pub fn delete_place<P: Place>(&self, ctx: &Ctx, code: &str) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            let (code, before) = to_be_written::<P>(work, Operation::Delete, code)?;
            unreferenced(kind(P::OWN), &code, &P::references(work.tx, &code)?)?;
            P::delete(work.tx, &code)?;
            work.changed(kind(P::OWN), &*code, "deleted");
            work.tell(P::ACTIONS.deleted, object::<P>(&code), difference(Some(&before.form()), None));
            Ok(())
        })
    }
}

/// Writes a changed form.
fn change<P: Place>(
    work: &mut Work<'_, '_>,
    code: &P::Code,
    before: &P,
    wanted: P::Form,
) -> Result<(), Refused> {
    let mut after = before.clone();
    after.write(wanted)?;
    let (old, new) = (before.form(), after.form());
    let changes = difference(Some(&old), Some(&new));
    if changes.is_empty() {
        return Ok(());
    }
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    work.require_fields(P::OWN, &values(code, &old), &fields)?;
    before.may_become(work, code, &after, &fields)?;
    after.update(work.tx, code)?;
    work.require_following(Operation::Update, P::OWN, id(code));
    work.changed(kind(P::OWN), &**code, "updated");
    let moved = before.is_elsewhere(&after);
    if moved {
        before.moved(work, code, &after)?;
    }
    work.tell(if moved { P::ACTIONS.moved } else { P::ACTIONS.changed }, object::<P>(code), changes);
    Ok(())
}

/// The place that the actor is about to change or delete, as he has seen it.
fn to_be_written<P: Place>(
    work: &mut Work<'_, '_>,
    operation: Operation,
    code: &str,
) -> Result<(P::Code, P), Refused> {
    let code = seen::<P>(work, code)?;
    let before = whole::<P>(work, &code)?;
    work.require(operation, P::OWN, &id(&code))?;
    P::may_be_written(work)?;
    is_as_seen::<P>(work, &code, &before)?;
    Ok((code, before))
}

/// The place as it is in the database now.
pub(super) fn view<P: Place>(
    work: &mut Work<'_, '_>,
    code: &P::Code,
    counted: Seats,
) -> Result<P::View, Refused> {
    let place = whole::<P>(work, code)?;
    shown(work, code, &place, counted)
}

/// The place without what the actor may not see.
fn shown<P: Place>(
    work: &mut Work<'_, '_>,
    code: &P::Code,
    place: &P,
    counted: Seats,
) -> Result<P::View, Refused> {
    let hidden = hidden(work, code, place)?;
    place.view(work, code, masked(place.form(), &hidden), counted)
}

/// The fields of the place that the actor may not see.
fn hidden<P: Place>(work: &Work<'_, '_>, code: &P::Code, place: &P) -> Result<BTreeSet<String>, Refused> {
    work.hidden(P::OWN, &values(code, &place.form()))
}

/// Makes sure that the actor has seen this state of the place, if he says what he has seen. That is made of what he is shown
/// alone, or he could try whether what is hidden is what he thinks.
fn is_as_seen<P: Place>(work: &mut Work<'_, '_>, code: &P::Code, place: &P) -> Result<(), Refused> {
    if work.ctx.if_match.as_deref().is_none_or(|seen| seen == "*") {
        return Ok(());
    }
    let now = shown(work, code, place, Seats::Limited)?;
    check_match(work.ctx, kind(P::OWN), P::tag(&now))
}

/// The place's code, if there is one that the actor may see.
pub(super) fn seen<P: Place>(work: &mut Work<'_, '_>, code: &str) -> Result<P::Code, Refused> {
    let known = code_of::<P>(code)?;
    if work.may(Operation::Read, P::OWN, &id(&known))? {
        Ok(known)
    } else {
        Err(Refused::missing(kind(P::OWN), code))
    }
}

/// Makes sure that the actor has seen the place as it is.
pub(super) fn check_seen<P: Place>(work: &mut Work<'_, '_>, code: &str) -> Result<(), Refused> {
    let code = seen::<P>(work, code)?;
    let place = whole::<P>(work, &code)?;
    is_as_seen(work, &code, &place)
}

/// As the trail names the place, and which of its fields the actor may not read, if there is one that he may see.
pub(super) fn seen_with_hidden<P: Place>(
    work: &mut Work<'_, '_>,
    code: &str,
) -> Result<(AuditObject, BTreeSet<String>), Refused> {
    let code = seen::<P>(work, code)?;
    let place = whole::<P>(work, &code)?;
    Ok((object::<P>(&code), hidden(work, &code, &place)?))
}

fn whole<P: Place>(work: &mut Work<'_, '_>, code: &P::Code) -> Result<P, Refused> {
    P::find(work.tx, code)?.ok_or_else(|| Refused::missing(kind(P::OWN), &**code))
}

pub(super) fn code_of<P: Place>(code: &str) -> Result<P::Code, Refused> {
    code.parse().map_err(|_| Refused::missing(kind(P::OWN), code))
}

/// How a place is known by its code.
pub(super) fn id(code: &str) -> Id {
    Id::Text(code.to_owned())
}

fn object<P: Place>(code: &str) -> AuditObject {
    AuditObject::new(kind(P::OWN), code)
}
