//! Lists of users to take away: what the actor may see, in the columns of the import or as JSON, a page at a time.

use std::io::{self, Write};

use bailiwick_model::{
    PhoneKind, RecordId, UserId, Validity,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_protocol::{
    csv::{
        CsvWriter,
        users::{DateFormat, Given, RoleCells, UserColumn, UserRow},
    },
    rest::UserView,
};
use bailiwick_store::{
    account::search_words,
    own::{Order, Own},
};
use serde_json::json;

use super::for_real;
use crate::{
    administration::{
        Administration, Ctx, Done, Refused, Work, attributes, users,
        work::{Page, Wanted},
    },
    error::AppError,
};

/// Users that are read at once.
const PAGE: i64 = 500;
/// Role lines of a row; a table has no columns for more.
const MOST_LINES: usize = 20;

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserExport {
    /// A table that the import takes, in which no spreadsheet runs anything.
    #[default]
    Csv,
    /// One JSON object per line, as a single user is shown.
    JsonLines,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Users.
    pub users: u64,
    /// Role lines for which a table has no columns.
    pub left_out: u64,
}

impl Administration {
    /// Writes all users whom the actor may see and a filter matches, without what he may not see of them. That it is done
    /// is on record before the first of them is written.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read, and when `out` takes no more.
    pub fn export_users(
        &self,
        ctx: &Ctx,
        format: UserExport,
        domain: &str,
        out: impl Write,
    ) -> Result<Done<Exported>, Refused> {
        self.export_listed(ctx, format, domain, "", out)
    }

    /// The same of those whom a list shows, which words narrow beside a filter.
    ///
    /// # Errors
    /// As for [`Administration::export_users`].
    pub fn export_listed(
        &self,
        ctx: &Ctx,
        format: UserExport,
        domain: &str,
        search: &str,
        mut out: impl Write,
    ) -> Result<Done<Exported>, Refused> {
        let words = search_words(search);
        let wanted = Wanted { domain, words: &words };
        let word = match format {
            UserExport::Csv => "csv",
            UserExport::JsonLines => "jsonl",
        };
        self.write(&for_real(ctx), |work| {
            // A filter that cannot be read is told before anything is on record.
            work.count(Own::User, wanted, 1)?;
            let told = [("format", json!(word)), ("domain", json!(domain)), ("search", json!(search))];
            let told = told
                .into_iter()
                .filter(|(field, value)| *field != "search" || !value.as_str().is_none_or(str::is_empty));
            let told = told.map(|(field, value)| AuditChange::shown(field, None, Some(value))).collect();
            work.tell(AuditAction::ACCESS_EXPORTED, AuditObject::new("users", ""), told);
            Ok(())
        })?;
        // From here on nothing is refused, and looking at everybody takes time: whoever waits is told that it begins.
        out.flush().map_err(unwritten)?;
        self.read(ctx, |work| {
            // On record already, as a whole.
            work.looks = None;
            match format {
                UserExport::Csv => table(work, wanted, out),
                UserExport::JsonLines => {
                    let mut done = Exported::default();
                    each(work, wanted, &mut |_, view| {
                        serde_json::to_writer(&mut out, &view).map_err(io::Error::from).map_err(unwritten)?;
                        out.write_all(b"\n").map_err(unwritten)?;
                        done.users += 1;
                        Ok(())
                    })?;
                    out.flush().map_err(unwritten)?;
                    Ok(done)
                }
            }
        })
    }
}

/// Writes a table. How many columns for role lines it has, only a look at all lines can say.
fn table(work: &mut Work<'_, '_>, wanted: Wanted<'_>, out: impl Write) -> Result<Exported, Refused> {
    let (mut most, mut done) = (0, Exported::default());
    each(work, wanted, &mut |_, view| {
        most = most.max(own_lines(&view).count());
        Ok(())
    })?;
    let most = u8::try_from(most.min(MOST_LINES)).unwrap_or_default();
    let columns: Vec<UserColumn> =
        UserColumn::plain().chain((1..=most).flat_map(UserColumn::of_role)).collect();
    let schema = attributes::schema(work)?;
    let columns: Vec<UserColumn> =
        columns.into_iter().chain(schema.fields.keys().cloned().map(UserColumn::Attribute)).collect();
    let mut table = CsvWriter::new(out, columns.iter().map(ToString::to_string)).map_err(unwritten)?;
    each(work, wanted, &mut |_, view| {
        let left_out = own_lines(&view).count().saturating_sub(MOST_LINES);
        done.left_out = done.left_out.saturating_add(u64::try_from(left_out).unwrap_or(u64::MAX));
        let row = row(view);
        table
            .row(columns.iter().map(|column| row.cell(column, DateFormat::Iso, &schema)))
            .map_err(unwritten)?;
        done.users += 1;
        Ok(())
    })?;
    table.finish().and_then(|mut out| out.flush()).map_err(unwritten)?;
    Ok(done)
}

fn own_lines(view: &UserView) -> impl Iterator<Item = &bailiwick_protocol::rest::LineView> {
    view.lines.iter().filter(|line| line.source == "own")
}

/// Hands over every user whom the actor may see and a filter matches, without keeping any.
fn each(
    work: &mut Work<'_, '_>,
    wanted: Wanted<'_>,
    hand: &mut dyn FnMut(&UserId, UserView) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut after = None;
    loop {
        let page = Page { order: Order::Id, after: after.as_ref(), limit: PAGE };
        let places = work.list(Own::User, wanted, &page)?;
        let logins = places.iter().map(|place| super::login_of(&place.id.to_string()));
        for view in users::shown(work, &logins.collect::<Result<Vec<_>, _>>()?)? {
            hand(&view.login.clone(), view)?;
        }
        match places.into_iter().last() {
            Some(last) => after = Some(last),
            None => return Ok(()),
        }
    }
}

/// A user as the import would read him.
fn row(view: UserView) -> UserRow {
    fn given<T>(value: Option<T>) -> Given<T> {
        value.map_or(Given::Nothing, Given::Value)
    }
    let roles = (1_u8..).zip(own_lines(&view)).take(MOST_LINES).map(|(number, line)| RoleCells {
        number,
        role: line.form.role.clone(),
        areas: line.form.areas.clone(),
        companies: line.form.companies.clone(),
        validity: Validity::new(line.form.from, line.form.to).unwrap_or_default(),
        reason: line.form.reason.as_deref().and_then(|reason| reason.parse().ok()),
    });
    let roles = roles.collect();
    let form = view.form;
    let phone = |kind: PhoneKind| {
        given(form.phones.iter().find(|phone| phone.kind() == kind).map(|phone| phone.number().clone()))
    };
    let external = form.external_id.as_ref().map(RecordId::to_string);
    UserRow {
        password: None,
        number: 0,
        login: Some(view.login),
        external_id: external.and_then(|id| id.parse().ok()),
        phone_mobile: phone(PhoneKind::Mobile),
        phone_work: phone(PhoneKind::Work),
        email: given(form.email),
        first_name: given(form.first_name),
        last_name: given(form.last_name),
        name: given(form.name.and_then(|name| name.parse().ok())),
        kind: form.kind,
        company: given(form.company),
        companies: given(Some(form.companies).filter(|codes| !codes.is_empty())),
        department: given(form.department),
        area: given(form.area),
        job_title: given(form.job_title),
        language: given(form.language),
        timezone: given(form.timezone.and_then(|zone| zone.parse().ok())),
        state: view.state,
        valid_from: given(form.valid_from),
        valid_to: given(form.valid_to),
        attributes: form.attributes.into_iter().map(|(name, value)| (name, Given::Value(value))).collect(),
        roles,
    }
}

pub(super) fn unwritten(error: io::Error) -> Refused {
    Refused::App(AppError::Invalid(format!("the table could not be written to its end: {error}")))
}
