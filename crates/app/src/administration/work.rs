//! One use case at work: its transaction, what the engine says, and what has to be told about it.

use std::{collections::BTreeSet, sync::Arc};

use bailiwick_model::{
    AttributeSchema, Operation, Policy, UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::{
    Tx,
    account::{SOURCES, by_rarity},
    audit,
    change::Change,
    own::{self, Id, Order, Own, Place},
    user,
};
use serde_json::{Map, Value as Json};

use super::{
    Ctx, Refused, delegation,
    guard::{Guard, Matching, model_name},
    letters::Mailroom,
    lines::seen::Inherited,
    listing::named,
    looks::Look,
    many::Many,
    seats::Tally,
};
use crate::{audit::record_all, error::AppError, installation::announce_after, state::State};

/// Users whose rows are asked for together with what has changed.
const AT_ONCE: usize = 20;

/// What a use case works with.
pub struct Work<'w, 't> {
    /// The transaction.
    pub(crate) tx: &'w mut Tx<'t>,
    /// What was in force when it began.
    pub(crate) state: State,
    /// Who asks.
    pub(crate) ctx: &'w Ctx,
    pub(crate) guard: Guard,
    pub(crate) seats: Tally,
    /// The policy as this work has changed it so far.
    policy: Option<Policy>,
    /// What a list has read already; nothing where something may change meanwhile.
    pub(crate) inherited: Option<Inherited>,
    pub(super) feed: Vec<Change>,
    pub(super) told: Vec<(AuditAction, AuditObject, Vec<AuditChange>)>,
    following: Vec<(Operation, Own, Id)>,
    /// What follows from so many of the changes, which are announced already.
    followed: Option<State>,
    /// Whether that differs from the state before in users alone.
    only_users: bool,
    announced: usize,
    pub(super) many: Option<Many>,
    /// The custom attributes that there are, once somebody has asked.
    pub(super) attributes: Option<Arc<AttributeSchema>>,
    /// What the actor was shown or kept from; nothing where the trail is told of no such thing.
    pub(crate) looks: Option<Vec<Look>>,
    /// What letters are sent by; nothing where nobody carries any.
    pub(crate) mailroom: Option<Mailroom>,
}

/// Work that may be committed.
pub(crate) struct Finished {
    /// The revision from which on it holds.
    pub(crate) revision: u64,
    /// The state that follows, where it differs from the one before in users alone.
    pub(crate) made: Option<State>,
}

/// A page of a list.
pub(crate) struct Page<'p> {
    pub(crate) order: Order,
    pub(crate) after: Option<&'p Place>,
    pub(crate) limit: i64,
}

/// What a list is to hold.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wanted<'q> {
    /// A filter in the domain language; nothing for no limit.
    pub(crate) domain: &'q str,
    /// Of users, folded beginnings of words; of others, parts of names and codes.
    pub(crate) words: &'q [String],
}

impl<'w, 't> Work<'w, 't> {
    pub(crate) fn new(tx: &'w mut Tx<'t>, state: State, ctx: &'w Ctx) -> Self {
        let guard = Guard::new(&state, &ctx.author);
        Self {
            tx,
            state,
            ctx,
            guard,
            seats: Tally::default(),
            policy: None,
            inherited: None,
            feed: Vec::new(),
            told: Vec::new(),
            following: Vec::new(),
            followed: None,
            only_users: false,
            announced: 0,
            many: None,
            attributes: None,
            looks: None,
            mailroom: None,
        }
    }

    /// Makes sure that whoever is signed in has shown not long ago who he is. A program shows its key with each request.
    pub(crate) fn must_be_fresh(&self) -> Result<(), Refused> {
        match &self.ctx.session {
            Some(session) if !session.is_fresh => Err(Refused::StepUp),
            _ => Ok(()),
        }
    }

    /// Whether the actor may do something with an object, as it is in the database now.
    pub(crate) fn may(&mut self, operation: Operation, own: Own, id: &Id) -> Result<bool, Refused> {
        let matching = self.guard.may(&self.state, operation, own)?;
        let condition = matching.condition(&self.state, &self.guard, self.tx.engine(), 1)?;
        let allowed = own::matches(self.tx, own, id, &condition)?;
        if operation == Operation::Read {
            // Whoever asks for this goes on to show the object, or to say that there is none.
            self.looked(own, operation, &id.to_string(), allowed);
        }
        Ok(allowed)
    }

    /// Says that [`Work::may`] will be asked.
    pub(crate) fn foresee(&mut self, operation: Operation, own: Own, id: &Id) -> Result<(), Refused> {
        let matching = self.guard.may(&self.state, operation, own)?;
        if matching.is_every() && operation != Operation::Read {
            return Ok(());
        }
        let condition = self.condition(&matching, 1)?;
        Ok(own::foresee(self.tx, own, id, &condition)?)
    }

    /// Makes sure that the actor may do something with an object. What he may not even see is as good as absent.
    pub(crate) fn require(&mut self, operation: Operation, own: Own, id: &Id) -> Result<(), Refused> {
        if self.may(operation, own, id)? {
            return Ok(());
        }
        self.looked(own, operation, &id.to_string(), false);
        if self.may(Operation::Read, own, id)? {
            return Err(Refused::NotAllowed(self.no(operation, own)?));
        }
        Err(Refused::missing(kind(own), id.to_string()))
    }

    /// The same of an object that is there and need not be told of: who may do it with every one is not asked about this one.
    pub(crate) fn may_there(&mut self, operation: Operation, own: Own, id: &Id) -> Result<bool, Refused> {
        match self.guard.may(&self.state, operation, own)? {
            matching if matching.is_every() => Ok(true),
            matching if matching.is_none() => Ok(false),
            _ => self.may(operation, own, id),
        }
    }

    /// As [`Work::require`], of an object that is there: who may do it with every one is not asked about this one.
    pub(crate) fn require_there(&mut self, operation: Operation, own: Own, id: &Id) -> Result<(), Refused> {
        match self.guard.may(&self.state, operation, own)?.is_every() {
            true => Ok(()),
            false => self.require(operation, own, id),
        }
    }

    /// Makes sure that the actor may do something with an object as he has just written it. He knows that it is there.
    pub(crate) fn require_written(&mut self, operation: Operation, own: Own, id: &Id) -> Result<(), Refused> {
        if self.guard.may(&self.state, operation, own)?.is_every() || self.may(operation, own, id)? {
            Ok(())
        } else {
            self.looked(own, operation, &id.to_string(), false);
            Err(Refused::NotAllowed(self.no(operation, own)?))
        }
    }

    /// The same for many objects that are there.
    pub(crate) fn require_each(&mut self, operation: Operation, own: Own, ids: &[Id]) -> Result<(), Refused> {
        let matching = self.guard.may(&self.state, operation, own)?;
        if matching.is_every() {
            return Ok(());
        }
        let condition = self.condition(&matching, 1)?;
        for id in ids {
            if !own::matches(self.tx, own, id, &condition)? {
                self.looked(own, operation, &id.to_string(), false);
                return Err(Refused::NotAllowed(format!("{} {id}: {}", kind(own), self.no(operation, own)?)));
            }
        }
        Ok(())
    }

    /// Has it made sure, before anything is committed, that the actor may do something with an object as it will be once
    /// what is written is in force: a new company or area is within somebody's reach only then.
    pub(crate) fn require_following(&mut self, operation: Operation, own: Own, id: Id) {
        self.following.push((operation, own, id));
    }

    /// Makes sure that the actor may write these fields of an object. `values` are the object's, by field.
    pub(crate) fn require_fields(
        &self,
        own: Own,
        values: &Map<String, Json>,
        fields: &[&str],
    ) -> Result<(), Refused> {
        let barred = self.guard.barred(&self.state, Operation::Update, own, Some(values))?;
        match fields.iter().find(|field| barred.contains(**field)) {
            Some(field) => {
                let takes = match own {
                    Own::User => "a role that manages users there",
                    _ => "what a rule about this field asks for",
                };
                let kind = kind(own);
                Err(Refused::NotAllowed(format!(
                    "you may not change {field} of this {kind}; it takes {takes}"
                )))
            }
            None => Ok(()),
        }
    }

    /// The fields of an object that the actor may not see. `values` are the object's, by field.
    pub(crate) fn hidden(&self, own: Own, values: &Map<String, Json>) -> Result<BTreeSet<String>, Refused> {
        self.guard.barred(&self.state, Operation::Read, own, Some(values))
    }

    /// Makes sure that the actor may do something with some object of a kind: said first, so that a caller without any such
    /// right learns nothing from faults in what he sent.
    pub(crate) fn require_somewhere(&mut self, operation: Operation, own: Own) -> Result<(), Refused> {
        if self.guard.may_somewhere(&self.state, operation, own)? {
            return Ok(());
        }
        self.looked(own, operation, "", false);
        Err(Refused::NotAllowed(self.guard.sentence(&self.state, operation, own)))
    }

    /// The objects that the actor may see and wants, a page of them.
    pub(crate) fn list(
        &mut self,
        own: Own,
        wanted: Wanted<'_>,
        page: &Page<'_>,
    ) -> Result<Vec<Place>, Refused> {
        let before = page.order.parameters(page.after);
        let condition = self.wanted(own, wanted, before)?;
        let places = own::list(self.tx, own, page.order, page.after, page.limit, &condition)?;
        self.listed(model_name(own), places.iter().map(|place| place.id.to_string()));
        Ok(places)
    }

    /// How many there are, counted up to a limit.
    pub(crate) fn count(&mut self, own: Own, wanted: Wanted<'_>, limit: i64) -> Result<i64, Refused> {
        let condition = self.wanted(own, wanted, 1)?;
        Ok(own::count(self.tx, own, limit, &condition)?)
    }

    /// Says that the first page of [`Work::list`] will be asked for.
    pub(crate) fn foresee_list(
        &mut self,
        own: Own,
        wanted: Wanted<'_>,
        page: &Page<'_>,
    ) -> Result<(), Refused> {
        let condition = self.wanted(own, wanted, page.order.parameters(None))?;
        Ok(own::foresee_first(self.tx, own, page.order, page.limit, &condition)?)
    }

    /// Says that [`Work::count`] will be asked.
    pub(crate) fn foresee_count(&mut self, own: Own, wanted: Wanted<'_>, limit: i64) -> Result<(), Refused> {
        let condition = self.wanted(own, wanted, 1)?;
        Ok(own::foresee_count(self.tx, own, limit, &condition)?)
    }

    /// Notes a change for whoever follows the store.
    pub(crate) fn changed(&mut self, kind: &str, key: impl Into<String>, what: &str) {
        let change = Change { kind: kind.to_owned(), key: key.into(), what: what.to_owned() };
        // Whoever follows looks at the whole object anyway.
        let told = |last: &Change| what == "updated" && last.kind == change.kind && last.key == change.key;
        if !self.feed.last().is_some_and(told) {
            self.feed.push(change);
        }
    }

    /// The changes that were noted so far.
    pub(crate) fn noted(&self) -> &[Change] {
        &self.feed
    }

    /// Notes what was done, for the trail.
    pub(crate) fn tell(&mut self, action: AuditAction, object: AuditObject, changes: Vec<AuditChange>) {
        self.told.push((action, object, changes));
    }

    /// The policy, with what this work has changed of it.
    pub(crate) fn policy(&self) -> &Policy {
        self.policy.as_ref().unwrap_or(&self.state.policy)
    }

    /// The policy, to be changed along with the rows.
    pub(crate) fn policy_mut(&mut self) -> &mut Policy {
        self.policy.get_or_insert_with(|| Policy::clone(&self.state.policy))
    }

    /// The state that follows from what was done so far: the changes are announced, and it is compiled.
    pub(crate) fn follow(&mut self) -> Result<State, Refused> {
        let new = self.feed.get(self.announced..).unwrap_or_default();
        if new.is_empty() {
            return Ok(self.followed.as_ref().unwrap_or(&self.state).clone());
        }
        let last = self.followed.as_ref().unwrap_or(&self.state).revision;
        announce_after(self.tx, last, &self.ctx.author.stamp(), new)?;
        // What was written is read again, so it is asked for along with what has changed.
        crate::advance::foresee(self.tx, &self.state)?;
        for change in new.iter().filter(|change| change.kind == "user").take(AT_ONCE) {
            if let Ok(login) = UserId::new(change.key.as_str()) {
                user::foresee(self.tx, &login)?;
            }
        }
        let following = crate::advance::following(self.tx, &self.state).map_err(|error| match error {
            AppError::Policy(problems) => Refused::NotInForce(problems),
            error => error.into(),
        })?;
        self.only_users = following.only_users;
        let after = following.state;
        self.announced = self.feed.len();
        self.followed = Some(after.clone());
        Ok(after)
    }

    /// Writes what has to be told and makes sure that what follows can be in force.
    pub(crate) fn finish(mut self) -> Result<Finished, Refused> {
        if self.many.is_some() {
            return Ok(Finished { revision: self.finish_many()?, made: None });
        }
        let told = std::mem::take(&mut self.told);
        audit::expect(self.tx, told.len())?;
        // Nothing is announced, and the state stays, where nothing has changed.
        let after = self.follow()?;
        record_all(self.tx, &self.ctx.author, told)?;
        if self.feed.is_empty() {
            return Ok(Finished { revision: self.state.revision, made: None });
        }
        let Self { tx, state, ctx, guard, feed, following, only_users, .. } = self;
        let finished = Finished { revision: after.revision, made: only_users.then(|| after.clone()) };
        let objects: Vec<AuditObject> =
            feed.into_iter().map(|change| AuditObject::new(change.kind, change.key)).collect();
        delegation::somebody_administers(&guard, &state, &after, &objects)?;
        Work::new(tx, after, ctx).require_all(&following)?;
        Ok(finished)
    }

    /// Each of these, in runs of what is asked alike.
    fn require_all(&mut self, wanted: &[(Operation, Own, Id)]) -> Result<(), Refused> {
        for alike in wanted.chunk_by(|(a, b, _), (c, d, _)| (a, b) == (c, d)) {
            let Some((operation, own, _)) = alike.first() else { continue };
            let ids: Vec<Id> = alike.iter().map(|(.., id)| id.clone()).collect();
            self.require_each(*operation, *own, &ids)?;
        }
        Ok(())
    }

    /// The condition of what the actor may see and wants.
    pub(super) fn wanted(
        &mut self,
        own: Own,
        wanted: Wanted<'_>,
        before: usize,
    ) -> Result<bailiwick_store::Condition, Refused> {
        let mut matching = self.guard.found(&self.state, own, wanted.domain)?;
        if own == Own::User {
            let condition = self.condition(&matching, before)?;
            if wanted.words.is_empty() {
                return Ok(condition);
            }
            let (words, is_rare) = by_rarity(self.tx, wanted.words)?;
            let sources = self.sources()?;
            let how = (is_rare, matching.is_every());
            return Ok(condition.with_words(self.tx.engine(), before, &words, how, sources));
        }
        for word in wanted.words {
            matching = matching.and(self.guard.found(&self.state, own, &named(own, word))?);
        }
        self.condition(&matching, before)
    }

    /// The fields whose words the actor may find users by, where that is not all of them. Words of a field that he may not read
    /// would tell him, letter by letter, what is in it.
    fn sources(&self) -> Result<Option<i64>, Refused> {
        let unread = self.guard.unread(&self.state, Own::User)?;
        let read = SOURCES.iter().filter(|(field, _)| !unread.contains(*field));
        let bits = read.clone().map(|(_, bit)| bit).sum();
        Ok((read.count() < SOURCES.len()).then_some(bits))
    }

    fn condition(&self, matching: &Matching, before: usize) -> Result<bailiwick_store::Condition, Refused> {
        matching.condition(&self.state, &self.guard, self.tx.engine(), before)
    }

    fn no(&self, operation: Operation, own: Own) -> Result<String, Refused> {
        if !self.guard.may_somewhere(&self.state, operation, own)? {
            return Ok(self.guard.sentence(&self.state, operation, own));
        }
        let (verb, model) = (operation.word(), model_name(own));
        Ok(format!(
            "you may {verb} some records of {model}, but not this one as it is or would be: it is out of the reach of your \
             role lines, or a rule is against it"
        ))
    }
}

/// What a kind of object is called in sentences.
pub(crate) fn kind(own: Own) -> &'static str {
    match own {
        Own::User => "user",
        Own::Qualification => "qualification",
        Own::Company => "company",
        Own::Department => "department",
        Own::Area => "area",
        Own::RoleLine => "role line",
        Own::ApiKey => "key",
        Own::Setting => "setting",
        Own::Job => "job",
    }
}
