//! One row of a table of users, taken in like a form that somebody filled in.

use bailiwick_model::{AccountState, IdKind, Operation, Phone, PhoneKind, PhoneNumber, RecordId, UserId};
use bailiwick_protocol::{
    csv::users::{Given, RoleCells, UserKey, UserRow},
    rest::{LineForm, NewUser, UserForm},
};
use bailiwick_store::{
    account,
    own::{Id, Own},
    user,
};

use super::{
    item::{Trace, Verdict},
    user_import::{Existing, UserImport},
};
use crate::{
    administration::{
        Refused, Work,
        difference::difference,
        lines::{self, Holder},
        users::{self, Made, state},
    },
    sign_in::foreign_password,
};

/// What the row is about, as far as it can be said before it was taken in.
pub(super) fn object(row: &UserRow) -> String {
    let email = row.email.as_value().map(|email| email.as_str());
    let external = row.external_id.as_ref().map(|id| id.as_str());
    row.login.as_ref().map(UserId::as_str).or(email).or(external).unwrap_or_default().to_owned()
}

/// Takes in a row: makes the user, or has him become what the row says.
pub(super) fn take(
    work: &mut Work<'_, '_>,
    import: &UserImport,
    row: &UserRow,
) -> Result<(UserId, Verdict, Option<Trace>), Refused> {
    let Some(login) = find(work, import.mapping.key, row)? else {
        let (login, trace) = create(work, row)?;
        return Ok((login, Verdict::Created, Some(trace)));
    };
    match import.existing {
        Existing::Skip => Ok((login, Verdict::Skipped, None)),
        Existing::Refuse => {
            let column = import.mapping.key.column();
            Err(Refused::invalid(format!("/{column}"), format!("user {login} is there already")))
        }
        Existing::Update => {
            let trace = update(work, &login, row)?;
            Ok((login, trace.verdict(), Some(trace)))
        }
    }
}

/// The user whom the row is about, if there is one whom the author may see. Anybody else is as good as absent: a table of
/// addresses or numbers would else tell whose they are.
fn find(work: &mut Work<'_, '_>, key: UserKey, row: &UserRow) -> Result<Option<UserId>, Refused> {
    users::unseen::may_look_for(work, field(key), &format!("/{}", key.column()))?;
    let found = match key {
        UserKey::Login => match &row.login {
            Some(login) => user::find(work.tx, login)?.map(|_| login.clone()),
            None => None,
        },
        UserKey::Email => match row.email.as_value() {
            Some(email) => account::holder(work.tx, email)?,
            None => None,
        },
        UserKey::ExternalId => match external_id(work, row) {
            Some(id) => user::by_record(work.tx, &id)?,
            None => None,
        },
    };
    let Some(login) = found else { return Ok(None) };
    Ok(work.may(Operation::Read, Own::User, &Id::Text(login.to_string()))?.then_some(login))
}

/// The field that a key is.
pub(super) fn field(key: UserKey) -> &'static str {
    match key {
        UserKey::Login => "login",
        UserKey::Email => "email",
        UserKey::ExternalId => "external_id",
    }
}

fn create(work: &mut Work<'_, '_>, row: &UserRow) -> Result<(UserId, Trace), Refused> {
    let invite = match row.state {
        None | Some(AccountState::Active) => false,
        Some(AccountState::Invited) => true,
        Some(other) => {
            return Err(Refused::invalid(
                "/state",
                format!("a new account is invited or active, not {other}"),
            ));
        }
    };
    let form = filled(UserForm::default(), row, external_id(work, row))?;
    let lines = row.roles.iter().map(line).collect();
    let new = NewUser { login: row.login.clone(), invite, form, lines, groups: Vec::new() };
    let made = users::make(work, &new);
    let Made { login, form, lines } = made.map_err(|refused| by_column(refused, row))?;
    let given = lines;
    let fields = difference(None, Some(&form));
    let state = if invite { AccountState::Invited } else { AccountState::Active };
    let state = Some((state, state));
    let password = password(work, &login, row)?;
    let trace = Trace { created: true, fields, state, given, password, ..Trace::at(work.ctx.author.at_us) };
    Ok((login, trace))
}

fn update(work: &mut Work<'_, '_>, login: &UserId, row: &UserRow) -> Result<Trace, Refused> {
    work.acquaint(login)?;
    let mut trace = Trace::at(work.ctx.author.at_us);
    let before = users::found(work, login)?;
    work.require(Operation::Update, Own::User, &before.id())?;
    let hidden = users::view::hidden(work, &before)?;
    let names: Vec<&str> =
        row.attributes.iter().filter(|(_, cell)| said(cell)).map(|(name, _)| &**name).collect();
    let unseen = users::unseen::unseen(work, &before, &hidden, members(row), &names)?;
    let form = filled(before.form(), row, external_id(work, row))?;
    let from = before.kept.account.state;
    let after = match users::change(work, &before, users::Wanted { form, unseen })? {
        None => before,
        Some((after, told)) => {
            trace.fields = told;
            after
        }
    };
    if row.state.is_some() {
        state::must_see(work, &after)?;
    }
    if let Some(to) = row.state.filter(|to| *to != from) {
        state::set(work, &after, to).map_err(|refused| match refused {
            Refused::Conflict(why) => Refused::invalid("/state", why),
            other => other,
        })?;
        trace.state = Some((from, to));
    }
    trace.password = password(work, login, row)?;
    let holder = Holder::User(login.clone());
    let mut there: Vec<LineForm> = after.user.lines.iter().map(lines::form).collect();
    for cells in &row.roles {
        let wanted = line(cells);
        // The reason of a line is no part of what it gives.
        let is = |known: &LineForm| {
            LineForm { reason: None, ..known.clone() } == LineForm { reason: None, ..wanted.clone() }
        };
        if there.iter().any(is) {
            continue;
        }
        let added = lines::add(work, &holder, &wanted).map_err(|refused| refused.below(&place(cells)))?;
        trace.given.push((added.0, wanted.clone()));
        there.push(wanted);
    }
    Ok(trace)
}

/// Takes over the password that the row tells, if it tells one.
fn password(work: &mut Work<'_, '_>, login: &UserId, row: &UserRow) -> Result<bool, Refused> {
    let Some(stored) = &row.password else { return Ok(false) };
    foreign_password::take_over(work, login, stored).map_err(|refused| match refused {
        Refused::Conflict(why) | Refused::Beyond(why) | Refused::NotAllowed(why) => {
            Refused::invalid("/password_hash", why)
        }
        other => other,
    })
}

/// Faults of lines by the columns that they come from.
fn by_column(refused: Refused, row: &UserRow) -> Refused {
    let Refused::Invalid(mut faults) = refused else { return refused };
    for fault in &mut faults {
        let Some(rest) = fault.pointer.strip_prefix("/lines/") else { continue };
        let (at, rest) = rest.split_once('/').unwrap_or((rest, ""));
        if let Some(cells) = at.parse().ok().and_then(|at: usize| row.roles.get(at)) {
            fault.pointer = format!("{}/{rest}", place(cells));
        }
    }
    Refused::Invalid(faults)
}

fn place(cells: &RoleCells) -> String {
    match cells.number {
        1 => "/role".to_owned(),
        number => format!("/role{number}"),
    }
}

fn line(cells: &RoleCells) -> LineForm {
    let RoleCells { role, areas, companies, validity, reason, .. } = cells.clone();
    let reason = reason.map(|reason| reason.to_string());
    LineForm { role, areas, companies, from: validity.from(), to: validity.to(), reason }
}

/// The id among the records: a number or a text, as the model of users has it.
fn external_id(work: &Work<'_, '_>, row: &UserRow) -> Option<RecordId> {
    let text = row.external_id.as_ref()?.as_str();
    let policy = &work.state.policy;
    let model = policy.models.get(&policy.settings.user_model);
    let as_text = model.is_some_and(|model| model.id == IdKind::Text);
    match text.parse::<i64>() {
        Ok(number) if !as_text => Some(RecordId::Int(number)),
        _ => Some(RecordId::text(text)),
    }
}

/// The form with what the row says.
fn filled(mut form: UserForm, row: &UserRow, external_id: Option<RecordId>) -> Result<UserForm, Refused> {
    let UserRow {
        email,
        first_name,
        last_name,
        name,
        kind,
        company,
        companies,
        department,
        area,
        job_title,
        language,
        timezone,
        phone_mobile,
        phone_work,
        valid_from,
        valid_to,
        attributes,
        ..
    } = row.clone();
    text(name).apply(&mut form.name);
    first_name.apply(&mut form.first_name);
    last_name.apply(&mut form.last_name);
    email.apply(&mut form.email);
    job_title.apply(&mut form.job_title);
    company.apply(&mut form.company);
    department.apply(&mut form.department);
    area.apply(&mut form.area);
    language.apply(&mut form.language);
    text(timezone).apply(&mut form.timezone);
    valid_from.apply(&mut form.valid_from);
    valid_to.apply(&mut form.valid_to);
    match companies {
        Given::Nothing => {}
        Given::Clear => form.companies.clear(),
        Given::Value(companies) => form.companies = companies,
    }
    form.kind = kind.or(form.kind);
    form.external_id = external_id.or(form.external_id);
    phone(&mut form.phones, PhoneKind::Mobile, phone_mobile, "/phone_mobile")?;
    phone(&mut form.phones, PhoneKind::Work, phone_work, "/phone_work")?;
    for (name, value) in attributes {
        match value {
            Given::Nothing => {}
            Given::Clear => drop(form.attributes.remove(&name)),
            Given::Value(value) => drop(form.attributes.insert(name, value)),
        }
    }
    Ok(form)
}

/// Whether a cell says anything.
fn said<T>(cell: &Given<T>) -> bool {
    !matches!(cell, Given::Nothing)
}

/// The members of a form that a row says something about.
fn members(row: &UserRow) -> impl Iterator<Item = &'static str> {
    let said = [
        ("name", said(&row.name)),
        ("first_name", said(&row.first_name)),
        ("last_name", said(&row.last_name)),
        ("email", said(&row.email)),
        ("job_title", said(&row.job_title)),
        ("kind", row.kind.is_some()),
        ("company", said(&row.company)),
        ("companies", said(&row.companies)),
        ("department", said(&row.department)),
        ("area", said(&row.area)),
        ("language", said(&row.language)),
        ("timezone", said(&row.timezone)),
        ("valid_from", said(&row.valid_from)),
        ("valid_to", said(&row.valid_to)),
        ("phones", said(&row.phone_mobile) || said(&row.phone_work)),
        ("attributes", row.attributes.iter().any(|(_, cell)| said(cell))),
        ("external_id", row.external_id.is_some()),
    ];
    said.into_iter().filter(|(_, is_said)| *is_said).map(|(member, _)| member)
}

fn text<T: ToString>(given: Given<T>) -> Given<String> {
    match given {
        Given::Nothing => Given::Nothing,
        Given::Clear => Given::Clear,
        Given::Value(value) => Given::Value(value.to_string()),
    }
}

/// Writes the first telephone of a kind; the others stay.
fn phone(
    phones: &mut Vec<Phone>,
    kind: PhoneKind,
    given: Given<PhoneNumber>,
    place: &str,
) -> Result<(), Refused> {
    match given {
        Given::Nothing => {}
        Given::Clear => phones.retain(|phone| phone.kind() != kind),
        Given::Value(number) => {
            let known = phones.iter_mut().find(|phone| phone.kind() == kind);
            if known.as_ref().is_some_and(|phone| *phone.number() == number) {
                return Ok(());
            }
            let new = Phone::new(kind, number, None);
            let new = new.map_err(|error| Refused::invalid(place, error.to_string()))?;
            match known {
                Some(known) => *known = new,
                None => phones.push(new),
            }
        }
    }
    Ok(())
}
