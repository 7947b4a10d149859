//! Tables of users, stored as they arrive: piece by piece, each in a short transaction of its own, so that others write meanwhile and
//! no table is ever held whole. With the last piece it is a job, on the trail and waiting to be done; until then it is nobody's.
//!
//! One that breaks off is discarded at once; one whose process is gone, as soon as nobody has kept it for a while.

use std::{
    io::{self, BufRead, Read},
    sync::Arc,
};

use bailiwick_model::{AttributeSchema, Operation};
use bailiwick_protocol::{
    csv::{
        CsvLimits, CsvReader,
        users::{ColumnMapping, KeyCell, OpenError, UserColumn, UserRows},
    },
    rest::JobView,
};
use bailiwick_store::{
    StoreError, idempotency,
    job::{self, Part},
    own::Own,
};
use sha2::{Digest, Sha256};

use super::{
    Wanted, check_room, for_real, found, seen,
    sheet::{self, Seen, told},
    store,
    task::Task,
    tell_made, templates,
    user_import::{AllOrNothing, ImportWish, UserImport},
    user_row, view,
};
use crate::administration::{
    Administration, Ctx, Done, Once, Refused, Work, attributes, refused::Fault, users::unseen,
};

/// Rows of a batch when nothing is said.
const USUAL_BATCH: usize = 500;
/// Rows of a batch at most.
const MOST_BATCH: usize = 5_000;
/// Rows that can be taken in all at once or not at all.
const MOST_AT_ONCE: usize = 10_000;
/// Bytes that are written at once, as soon as there are so many.
const PIECE: usize = 1 << 20;
/// Parts that are written at once: those of few rows have hardly any bytes.
const PARTS: usize = 1_000;
/// How long a table may leave its next piece to be waited for.
const PATIENCE_US: i64 = 600 * 1_000_000;

/// What was found before a table is read.
enum Start {
    /// The request was sent before; whether it was this one, its body says.
    Again,
    /// What its columns are to be, and what accounts can hold.
    New(ColumnMapping, Arc<AttributeSchema>),
}

impl Administration {
    /// Makes a job of a table of users, which is read once, as it comes. One that is none, or has other columns than the template
    /// says, is refused as a whole. `clock` gives microseconds since 1970.
    ///
    /// # Errors
    /// [`Refused::Invalid`] with everything that is wrong with template and table.
    pub fn import_users(
        &self,
        ctx: &Ctx,
        wish: &ImportWish,
        table: impl BufRead,
        clock: &dyn Fn() -> i64,
    ) -> Result<Done<JobView>, Refused> {
        let (dry_run, ctx) = (ctx.dry_run, for_real(ctx));
        let mut table = Watched::new(table, ctx.once.as_ref());
        match self.read(&ctx, |work| start(work, wish))?.value {
            Start::New(mapping, schema) => {
                self.receive(&ctx, wish, (mapping, &schema), table, (dry_run, clock))
            }
            Start::Again => {
                let broken = |error| Refused::invalid("", format!("the table ended before its end: {error}"));
                io::copy(&mut table, &mut io::sink()).map_err(broken)?;
                let ctx = Ctx { once: table.into_once(), ..ctx };
                // It tells what came of it the first time; at worst that is forgotten at this very moment.
                self.create(&ctx, |_| Err(Refused::Busy), |work, id: String| seen(work, &id).map(view))
            }
        }
    }

    fn receive<R: BufRead>(
        &self,
        ctx: &Ctx,
        wish: &ImportWish,
        (mapping, schema): (ColumnMapping, &AttributeSchema),
        mut table: Watched<R>,
        (dry_run, clock): (bool, &dyn Fn() -> i64),
    ) -> Result<Done<JobView>, Refused> {
        let Opened { rows, key, is_powerful, has_passwords } = opened(&mut table, &mapping, schema)?;
        let ImportWish { existing, on_refused, all_or_nothing, .. } = *wish;
        let headers = rows.headers().to_vec();
        let import = UserImport { mapping, existing, on_refused, all_or_nothing, headers, has_passwords };
        let task = Task::ImportUsers(import);
        let until_us = clock().saturating_add(PATIENCE_US);
        let begun = self.write(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            if is_powerful {
                work.must_be_fresh()?;
            }
            store(work, &task, Wanted { dry_run, total: 0, undoes: None }, Some(until_us))
        })?;
        let id = begun.value;
        let intake = Intake { office: self, id: &id, clock, part: 0, waiting: Vec::new() };
        let mut shown = Seen::nothing(Some(key).filter(|_| dry_run));
        let received = intake.all(rows, wish, &mut shown).and_then(|intake| {
            let ctx = Ctx { once: table.into_once(), ..ctx.clone() };
            intake.finish(&ctx, &task, i64::try_from(shown.count).unwrap_or(i64::MAX), dry_run)
        });
        // Whoever sends the same request twice at once gets one job for both.
        let is_over = received.as_ref().map_or(true, |done| done.value.id != id);
        if is_over && let Err(error) = self.discard(&id) {
            tracing::warn!(%error, job = id, "a table that broke off is discarded later");
        }
        received
    }

    /// Discards tables that will never be whole: nobody has kept them until this moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn discard_unfinished(&self, now_us: i64) -> Result<usize, StoreError> {
        let lapsed = self.installation().database().read(|tx| job::lapsed(tx, now_us))?;
        lapsed.iter().try_for_each(|id| self.discard(id))?;
        Ok(lapsed.len())
    }

    fn discard(&self, id: &str) -> Result<(), StoreError> {
        while self.installation().database().write(|tx| job::discard(tx, id))? {}
        Ok(())
    }
}

/// Makes sure that the actor may have a table taken in, before it is read.
fn start(work: &mut Work<'_, '_>, wish: &ImportWish) -> Result<Start, Refused> {
    if let Some(once) = &work.ctx.once {
        let actor = work.ctx.author.actor.to_string();
        if idempotency::find(work.tx, &actor, &once.key)?.is_some() {
            return Ok(Start::Again);
        }
    }
    work.require_somewhere(Operation::Create, Own::User)?;
    work.require_somewhere(Operation::Create, Own::Job)?;
    check_room(work)?;
    let mapping = match (&wish.template, &wish.mapping) {
        (Some(name), _) => templates::to_use(work, name)?,
        (None, Some(mapping)) => mapping.clone(),
        (None, None) => ColumnMapping::default(),
    };
    unseen::may_look_for(work, user_row::field(mapping.key), "/mapping/key")?;
    Ok(Start::New(mapping, attributes::schema(work)?))
}

/// The rows of a table whose header fits, the cell by which they find their users, and whether it has columns that take a session that is
/// fresh: passwords, roles, and what accounts sign in by. The job runs without the session.
/// A table whose header fits.
struct Opened<R: BufRead> {
    rows: CsvReader<R>,
    key: KeyCell,
    /// Whether taking it in can give somebody an account or a role, which takes a fresh session.
    is_powerful: bool,
    /// Whether it has what another system keeps of passwords.
    has_passwords: bool,
}

fn opened<R: BufRead>(
    table: R,
    mapping: &ColumnMapping,
    schema: &AttributeSchema,
) -> Result<Opened<R>, Refused> {
    let rows = CsvReader::new(table, CsvLimits::default()).map_err(|error| sheet::broken(&error))?;
    let users = UserRows::open(rows, mapping, schema).map_err(unopened)?;
    let is_powerful = |column: &&UserColumn| {
        use UserColumn::{Email, ExternalId, Kind, Role};
        matches!(column, Email | ExternalId | Kind | Role(_))
    };
    let (key, has_passwords) = (users.key(), users.secrets().is_some());
    let is_powerful = has_passwords || users.columns().iter().any(is_powerful);
    Ok(Opened { rows: users.into_rows(), key, is_powerful, has_passwords })
}

fn unopened(error: OpenError) -> Refused {
    Refused::Invalid(match error {
        OpenError::Mapping(faults) => faults
            .into_iter()
            .map(|fault| Fault { pointer: format!("/mapping{}", fault.pointer), message: fault.message })
            .collect(),
        OpenError::Header(faults) => faults.into_iter().map(told).collect(),
    })
}

/// A table that comes in.
struct Intake<'i> {
    office: &'i Administration,
    id: &'i str,
    clock: &'i dyn Fn() -> i64,
    /// The number of the first part that waits.
    part: i64,
    /// Parts that are not written yet.
    waiting: Vec<Part>,
}

impl Intake<'_> {
    /// Reads the table to its end, and writes all but the last piece.
    fn all<R: BufRead>(
        mut self,
        mut rows: CsvReader<R>,
        wish: &ImportWish,
        seen: &mut Seen,
    ) -> Result<Self, Refused> {
        let size = wish.batch.unwrap_or(USUAL_BATCH).clamp(1, MOST_BATCH);
        while let Some(part) = sheet::cut(&mut rows, size, seen)? {
            if wish.all_or_nothing == AllOrNothing::Job && seen.count > MOST_AT_ONCE {
                let why = format!("at most {MOST_AT_ONCE} rows can be done together; this table has more");
                return Err(Refused::invalid("/all_or_nothing", why));
            }
            self.waiting.push(part);
            let bytes: usize = self.waiting.iter().map(|part| part.body.len()).sum();
            if bytes >= PIECE || self.waiting.len() >= PARTS {
                self.write()?;
            }
        }
        seen.check()?;
        Ok(self)
    }

    /// Writes a piece.
    fn write(&mut self) -> Result<(), Refused> {
        let now = (self.clock)();
        self.office.installation().database().write(|tx| {
            if !job::keep_receiving(tx, self.id, now, now.saturating_add(PATIENCE_US))? {
                return Err(lost());
            }
            for (number, part) in (self.part..).zip(&self.waiting) {
                job::add_part(tx, self.id, number, part)?;
            }
            Ok(())
        })?;
        self.part += i64::try_from(self.waiting.len()).unwrap_or_default();
        self.waiting.clear();
        Ok(())
    }

    /// Writes the last piece, and with it the job.
    fn finish(&self, ctx: &Ctx, task: &Task, total: i64, dry_run: bool) -> Result<Done<JobView>, Refused> {
        let Self { office, id, .. } = self;
        let make = |work: &mut Work<'_, '_>| {
            // Rights may have gone while it came in.
            work.require_somewhere(Operation::Create, Own::User)?;
            work.require_somewhere(Operation::Create, Own::Job)?;
            if !job::received(work.tx, id, (self.clock)(), total)? {
                return Err(lost());
            }
            for (number, part) in (self.part..).zip(&self.waiting) {
                job::add_part(work.tx, id, number, part)?;
            }
            tell_made(work, id, task, total, dry_run);
            Ok((found(work, id).map(view)?, (*id).to_owned()))
        };
        office.create(ctx, make, |work, id: String| seen(work, &id).map(view))
    }
}

fn lost() -> Refused {
    Refused::Conflict(
        "the table took too long to come in, and what was there of it was discarded; send it again"
            .to_owned(),
    )
}

/// A table of which is known, when somebody wants to tell the request from others, what it was.
struct Watched<R> {
    table: R,
    once: Option<(Once, Sha256)>,
}

impl<R: BufRead> Watched<R> {
    fn new(table: R, once: Option<&Once>) -> Self {
        Self { table, once: once.map(|once| (once.clone(), Sha256::new())) }
    }

    /// What tells a request with this very table from others.
    fn into_once(self) -> Option<Once> {
        let (Once { key, request }, digest) = self.once?;
        let digest: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Some(Once { key, request: format!("{request}:{digest}") })
    }
}

impl<R: BufRead> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Watched<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.table.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if let Some((_, digest)) = self.once.as_mut().filter(|_| count > 0)
            && let Ok(there) = self.table.fill_buf()
        {
            digest.update(there.get(..count).unwrap_or_default());
        }
        self.table.consume(count);
    }
}
