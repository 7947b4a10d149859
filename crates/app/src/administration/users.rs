//! People and programs: made, shown, listed, changed, let in and out.

mod avatar;
mod board;
pub(crate) mod holdings;
mod listing;
pub(crate) mod names;
mod purge;
pub(crate) mod state;
pub(crate) mod unseen;
pub(crate) mod view;

use bailiwick_model::{
    Account, AccountState, CompanyId, Operation, Override, RoleLine, SettingName, User, UserId, UserKind,
    ValidityError,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use bailiwick_protocol::rest::{FormError, LineForm, NewUser, UserForm, UserView};
use bailiwick_store::{
    StoreError, Tx,
    account::{self, Kept},
    former_id,
    own::{Id, Own},
    role_line::LineId,
    user::{self, Numbered},
    user_override::OverrideId,
};
use serde_json::{Map, Value as Json};

pub use avatar::Pictured;
pub(crate) use avatar::{of as avatar_of, put as put_avatar};
pub use board::{Board, BoardRow, HeldRole, Standing};
pub(crate) use names::{check_address, check_login};
pub(crate) use unseen::Wanted;

use super::{
    Administration, Ctx, Done, Refused, Work, attributes, delegation,
    difference::difference,
    invitations, known,
    lines::{self, Holder},
    refused::Fault,
    seats,
    settings::default_line,
};
use crate::sign_in::address;

/// A user with everything that is kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Whole {
    pub(crate) login: UserId,
    pub(crate) user: User,
    pub(crate) kept: Kept,
    /// The numbers of the user's own role lines, in their order.
    pub(crate) lines: Vec<LineId>,
    /// The numbers of the user's overrides, in their order.
    pub(crate) overrides: Vec<OverrideId>,
}

impl Administration {
    /// Makes a user, with role lines and groups where they are given.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn create_user(&self, ctx: &Ctx, new: &NewUser) -> Result<Done<UserView>, Refused> {
        let made = |work: &mut Work<'_, '_>| {
            let Made { login, .. } = make(work, new)?;
            Ok((view::of(work, &login)?, login))
        };
        self.create(ctx, made, |work, login| {
            let login = seen(work, &login)?;
            view::of(work, &login)
        })
    }

    /// A user, as far as the actor may see.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn show_user(&self, ctx: &Ctx, login: &str) -> Result<Done<UserView>, Refused> {
        self.read(ctx, |work| {
            let login = seen(work, login)?;
            view::of(work, &login)
        })
    }

    /// Changes what is written of a user by a merge patch (RFC 7396) of his form.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn change_user(
        &self,
        ctx: &Ctx,
        login: &str,
        patch: &Map<String, Json>,
    ) -> Result<Done<UserView>, Refused> {
        let ahead = |tx: &mut Tx<'_>| foresee(tx, login);
        self.write_with(ctx, ahead, |work| {
            let id = Id::Text(login.to_owned());
            work.foresee(Operation::Update, Own::User, &id)?;
            let before = found(work, login)?;
            work.require_there(Operation::Update, Own::User, &id)?;
            // Companies stay as they are, so that what he inherits can be asked for along with what writing asks for.
            account::foresee_put(work.tx, &before.login, &before.kept)?;
            work.inherited = Some(lines::seen::Inherited::default());
            lines::seen::of_user(work, &before)?;
            view::check_match(work, &before)?;
            let wanted = unseen::patched(work, &before, patch)?;
            let after = match change(work, &before, wanted)? {
                Some((after, _)) => after,
                None => before,
            };
            view::as_it_is(work, &after)
        })
    }
}

/// What was made.
pub(crate) struct Made {
    pub(crate) login: UserId,
    /// What is known of the user.
    pub(crate) form: UserForm,
    /// The role lines with their numbers.
    pub(crate) lines: Vec<(i64, LineForm)>,
}

/// Makes a user.
pub(crate) fn make(work: &mut Work<'_, '_>, new: &NewUser) -> Result<Made, Refused> {
    work.require_somewhere(Operation::Create, Own::User)?;
    let login = login_of(new)?;
    check_login(work, &login)?;
    check_address(work, &login, new.form.email.as_ref())?;
    let state = if new.invite { AccountState::Invited } else { AccountState::Active };
    let mut whole = Whole::new(login, state, work.ctx.author.at_us);
    whole.write(new.form.clone())?;
    whole.user.groups.clone_from(&new.groups);
    check_places(work, None, &whole)?;
    delegation::may_identify(work, None, &whole)?;
    user::insert(work.tx, &whole.login, &whole.user)?;
    account::put(work.tx, &whole.login, &whole.user, &whole.kept)?;
    attributes::written(work, None, &whole)?;
    work.require_written(Operation::Create, Own::User, &whole.id())?;
    delegation::may_start(work, &whole)?;
    seats::taken(work, None, Some(&whole))?;
    let form = whole.form();
    let mut changes = difference(None, Some(&form));
    changes.extend(difference(None, Some(&serde_json::json!({ "state": state, "groups": new.groups }))));
    work.changed("user", whole.login.as_str(), "created");
    work.tell(AuditAction::USER_CREATED, whole.object(), changes);
    let lines = started(work, new, &whole)?;
    invitations::welcome(work, &whole)?;
    Ok(Made { login: whole.login, form, lines })
}

/// Gives a new user the role lines that were asked for; or, where neither lines nor groups were, the role that new accounts
/// get where he belongs. Whoever makes the account must be able to give it.
fn started(work: &mut Work<'_, '_>, new: &NewUser, whole: &Whole) -> Result<Vec<(i64, LineForm)>, Refused> {
    let holder = Holder::User(whole.login.clone());
    if new.lines.is_empty() && new.groups.is_empty() {
        let Some(line) = default_line(work, whole)? else { return Ok(Vec::new()) };
        let role = line.role.clone();
        let added = lines::add(work, &holder, &line).map_err(|refused| match refused {
            Refused::Beyond(why) => Refused::Beyond(format!(
                "new accounts there get role {role} ({}), which is not yours to give: {why}; name role lines yourself",
                SettingName::DEFAULT_ROLE
            )),
            other => other,
        })?;
        return Ok(vec![(added.0, line)]);
    }
    let mut added = Vec::with_capacity(new.lines.len());
    for (at, line) in new.lines.iter().enumerate() {
        let number = lines::add(work, &holder, line);
        added.push((number.map_err(|refused| refused.below(&format!("/lines/{at}")))?.0, line.clone()));
    }
    Ok(added)
}

/// Writes a changed form. Returns the user as it is now and what was told of it, if there was anything to write.
pub(crate) fn change(
    work: &mut Work<'_, '_>,
    before: &Whole,
    wanted: Wanted,
) -> Result<Option<(Whole, Vec<AuditChange>)>, Refused> {
    let Wanted { form: wanted, unseen } = wanted;
    let had = before.form();
    if wanted == had && unseen.is_empty() {
        return Ok(None);
    }
    let is_own = matches!(&work.ctx.author.actor, Actor::User(actor) if *actor == before.login);
    if is_own && delegation::must_be_administrator(work).is_err() {
        attributes::may_change_own(work, &had, &wanted)?;
    }
    let after = rewritten(work, before, wanted)?;
    let changes = unseen::told(&had, &after.form(), &unseen);
    if changes.is_empty() {
        return Ok(None);
    }
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    unseen::may_write(work, before, &fields)?;
    delegation::may_change(work, before, &fields)?;
    delegation::may_lengthen(work, before, after.user.validity)?;
    delegation::may_identify(work, Some(before), &after)?;
    delegation::fresh_for_fields(work, fields.iter().copied())?;
    if let Some(id) = before.user.id.as_ref().filter(|id| after.user.id.as_ref() != Some(*id)) {
        former_id::note(work.tx, id, &before.login)?;
    }
    if fields.contains(&"email") {
        check_address(work, &before.login, after.kept.account.email.as_ref())?;
    }
    // Most changes are about the account alone.
    if after.user == before.user {
        account::put(work.tx, &after.login, &after.user, &after.kept)?;
    } else {
        keep(work, &after)?;
    }
    let known = Some(before).filter(|_| !unseen.contains("attributes"));
    attributes::written(work, known, &after)?;
    work.require_written(Operation::Update, Own::User, &after.id())?;
    if !after.is_where(before) {
        delegation::may_move(work, before, &after)?;
    }
    seats::taken(work, Some(before), Some(&after))?;
    if fields.contains(&"email") {
        address::moved(work, before, &after)?;
    }
    work.changed("user", after.login.as_str(), "updated");
    work.tell(AuditAction::USER_CHANGED, after.object(), changes.clone());
    Ok(Some((after, changes)))
}

/// The user with a changed form, at places that there are.
pub(crate) fn rewritten(work: &mut Work<'_, '_>, before: &Whole, wanted: UserForm) -> Result<Whole, Refused> {
    let mut after = before.clone();
    after.write(wanted)?;
    after.kept.changed_us = work.ctx.author.at_us;
    if !after.is_where(before)
        || after.user.timezone != before.user.timezone
        || after.user.kind != before.user.kind
    {
        check_places(work, Some(before), &after)?;
    }
    Ok(after)
}

/// Writes both halves of a user who is there.
pub(crate) fn keep(work: &mut Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    user::update(work.tx, &whole.login, &whole.user)?;
    Ok(account::put(work.tx, &whole.login, &whole.user, &whole.kept)?)
}

/// The user's login, if there is one whom the actor may see.
pub(crate) fn seen(work: &mut Work<'_, '_>, login: &str) -> Result<UserId, Refused> {
    let missing = || Refused::missing("user", login);
    let login = UserId::new(login).map_err(|_| missing())?;
    let id = Id::Text(login.to_string());
    if work.may(Operation::Read, Own::User, &id)? { Ok(login) } else { Err(missing()) }
}

/// A user whom the actor may see, with everything that is kept.
pub(crate) fn found(work: &mut Work<'_, '_>, login: &str) -> Result<Whole, Refused> {
    foresee(work.tx, login)?;
    if !work.guard.may(&work.state, Operation::Read, Own::User)?.is_every() {
        let login = seen(work, login)?;
        return whole(work, &login);
    }
    let missing = || Refused::missing("user", login);
    let whole = whole(work, &UserId::new(login).map_err(|_| missing())?);
    work.looked(Own::User, Operation::Read, login, whole.is_ok());
    whole
}

/// Says that a user will be asked for.
fn foresee(tx: &mut Tx<'_>, login: &str) -> Result<(), StoreError> {
    let Ok(login) = UserId::new(login) else { return Ok(()) };
    user::foresee(tx, &login)?;
    account::foresee(tx, &login)
}

/// Users as the actor may see them, who has made sure that he may.
pub(crate) fn shown(work: &mut Work<'_, '_>, logins: &[UserId]) -> Result<Vec<UserView>, Refused> {
    view::each(work, logins)
}

/// A user who is there, whoever asks.
pub(crate) fn whole(work: &mut Work<'_, '_>, login: &UserId) -> Result<Whole, Refused> {
    account::foresee(work.tx, login)?;
    let found = user::find_numbered(work.tx, login)?;
    let Numbered { user, lines, overrides } =
        found.ok_or_else(|| Refused::missing("user", login.as_str()))?;
    let kept = account::find(work.tx, login, &user)?;
    Ok(Whole { login: login.clone(), user, kept, lines, overrides })
}

/// Several users, in the order of their logins, whoever asks. Whoever is not there is left out.
pub(crate) fn wholes(work: &mut Work<'_, '_>, logins: &[UserId]) -> Result<Vec<Whole>, Refused> {
    let users = user::some(work.tx, logins)?;
    let kept = account::some(work.tx, users.iter().map(|(login, found)| (login, &found.user)))?;
    let wholes = users.into_iter().zip(kept);
    let whole =
        |((login, Numbered { user, lines, overrides }), kept)| Whole { login, user, kept, lines, overrides };
    Ok(wholes.map(whole).collect())
}

/// The login asked for, or the address in its place.
fn login_of(new: &NewUser) -> Result<UserId, Refused> {
    match (&new.login, &new.form.email) {
        (Some(login), _) => Ok(login.clone()),
        (None, Some(email)) => {
            UserId::new(email.folded()).map_err(|error| Refused::invalid("/email", error.to_string()))
        }
        (None, None) => Err(Refused::invalid("/login", "give a login, or an address that can be one")),
    }
}

/// Makes sure that the places a user is said to be at exist and fit each other. What stood there before is not asked about
/// again: whoever changes something else need not know it.
fn check_places(work: &mut Work<'_, '_>, before: Option<&Whole>, whole: &Whole) -> Result<(), Refused> {
    let Whole { user, kept, .. } = whole;
    let areas: Vec<_> = kept.account.area.iter().cloned().collect();
    let companies: Vec<_> = user.company.iter().cloned().collect();
    let had = before.map(|before| (&before.user, &before.kept.account));
    let mut faults = Vec::new();
    let mut fault = |pointer: String, message: String| faults.push(Fault { pointer, message });
    let home = user.company.iter().map(|code| ("/company".to_owned(), code));
    let further = user.companies.iter().enumerate().map(|(at, code)| (format!("/companies/{at}"), code));
    for (pointer, code) in home.chain(further) {
        let is_new = had.is_none_or(|(user, _)| {
            !user.company.iter().chain(&user.companies).any(|company| company == code)
        });
        if is_new && !known::company(work, code, &areas)? {
            fault(pointer, known::absent("company", code));
        }
    }
    let is_moved = |had: &User| had.department != user.department || had.company != user.company;
    if let Some(code) = &user.department
        && had.is_none_or(|(had, _)| is_moved(had))
    {
        match known::company_of(work, code, &areas)? {
            None => fault("/department".to_owned(), known::absent("department", code)),
            Some(company) if user.company.as_ref() != Some(&company) => fault(
                "/department".to_owned(),
                format!(
                    "department {:?} is of company {:?}, which is not the user's home company",
                    code.as_str(),
                    company.as_str()
                ),
            ),
            Some(_) => {}
        }
    }
    if let Some(code) = &kept.account.area
        && had.is_none_or(|(_, account)| account.area.as_ref() != Some(code))
        && !known::area(work, code, &companies)?
    {
        fault("/area".to_owned(), known::absent("area", code));
    }
    if let Some(zone) = &user.timezone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        fault(
            "/timezone".to_owned(),
            format!("{zone:?} is no time zone; use an IANA name such as Asia/Manila"),
        );
    }
    if user.kind == UserKind::Client && user.company.is_none() {
        fault("/company".to_owned(), "a client's people need a home company".to_owned());
    }
    if faults.is_empty() { Ok(()) } else { Err(Refused::Invalid(faults)) }
}

impl Whole {
    fn new(login: UserId, state: AccountState, at_us: i64) -> Self {
        let user = User { active: state.lets_in(), ..User::default() };
        let account = Account { state, ..Account::default() };
        let kept = Kept { account, created_us: at_us, changed_us: at_us, left_us: None };
        Self { login, user, kept, lines: Vec::new(), overrides: Vec::new() }
    }

    /// Somebody of this login who belongs nowhere.
    pub(crate) fn nobody(login: UserId) -> Self {
        let (user, kept) = (User::default(), Kept::default());
        Self { login, user, kept, lines: Vec::new(), overrides: Vec::new() }
    }

    /// The user's own role lines with their numbers.
    pub(crate) fn own_lines(&self) -> impl Iterator<Item = (i64, &RoleLine)> {
        self.lines.iter().map(|number| number.0).zip(&self.user.lines)
    }

    /// The user's overrides with their numbers.
    pub(crate) fn own_overrides(&self) -> impl Iterator<Item = (OverrideId, &Override)> {
        self.overrides.iter().copied().zip(&self.user.overrides)
    }

    /// Whether the user belongs where another one does.
    fn is_where(&self, other: &Self) -> bool {
        let place = |whole: &Self| {
            let User { company, companies, department, .. } = &whole.user;
            (company.clone(), companies.clone(), department.clone(), whole.kept.account.area.clone())
        };
        place(self) == place(other)
    }

    /// What may be written of the user.
    pub(crate) fn form(&self) -> UserForm {
        UserForm::of(&self.user, &self.kept.account)
    }

    pub(crate) fn write(&mut self, form: UserForm) -> Result<(), Refused> {
        let faulty = |error: ValidityError| {
            let is_first = matches!(error, ValidityError::TooEarly { is_first: true, .. });
            Refused::invalid(if is_first { "/valid_from" } else { "/valid_to" }, error.to_string())
        };
        form.write(&mut self.user, &mut self.kept.account).map_err(faulty)
    }

    /// The user as the engine sees a record of the user model.
    pub(crate) fn values(&self) -> Map<String, Json> {
        let mut values = match serde_json::to_value(self.form()) {
            Ok(Json::Object(values)) => values,
            _ => Map::new(),
        };
        // What the form has and the model describes otherwise, or not at all.
        values.retain(|_, value| !value.is_object() && !value.is_array());
        values.insert("id".to_owned(), self.login.as_str().into());
        values.insert("login".to_owned(), self.login.as_str().into());
        values.insert("name".to_owned(), self.user.name.clone().into());
        values.insert("state".to_owned(), self.kept.account.state.as_str().into());
        values.insert("active".to_owned(), self.user.active.into());
        values
    }

    /// The company that the account takes a seat of.
    pub(crate) fn seat(&self) -> Option<&CompanyId> {
        self.user.company.as_ref().filter(|_| self.kept.account.state.takes_seat())
    }

    pub(crate) fn id(&self) -> Id {
        Id::Text(self.login.to_string())
    }

    pub(crate) fn object(&self) -> AuditObject {
        AuditObject::new("user", self.login.as_str())
    }
}

impl From<FormError> for Refused {
    fn from(error: FormError) -> Self {
        Self::invalid(error.pointer, error.message)
    }
}
