//! Archives of an earlier schema.

use std::{
    fs,
    io::{BufRead, Write},
    path::Path,
};

use super::{ArchiveError, Made, Summary, Told, load, write};
use crate::{Database, DatabaseUrl, MIGRATIONS, StoreError};

/// Writes an archive of an earlier schema anew in this program's: its rows are loaded into a database of that schema,
/// which is then migrated as any other. The database is made in `folder` and removed again.
///
/// # Errors
/// See [`ArchiveError`].
pub fn bring_up_to_date(
    input: impl BufRead,
    version: i64,
    folder: &Path,
    out: &mut dyn Write,
    made: Made<'_>,
    told: Told<'_>,
) -> Result<Summary, ArchiveError> {
    let workshop = Workshop::new(folder)?;
    let earlier: Vec<_> = MIGRATIONS.iter().filter(|m| m.number <= version).copied().collect();
    let database = Database::open_with(&workshop.url()?, &earlier)?;
    let mut input = Some(input);
    database.write(|tx| {
        // A file of our own is never in anybody's way, so the work is not done a second time.
        let input = input.take().ok_or(StoreError::Spoiled)?;
        load(tx, input, &mut *told)
    })?;
    drop(database);
    let database = Database::open(&workshop.url()?)?;
    database.read(|tx| write(tx, out, made, &mut *told))
}

/// A folder of one's own, removed with everything in it.
struct Workshop<'f>(&'f Path);

impl<'f> Workshop<'f> {
    fn new(folder: &'f Path) -> Result<Self, StoreError> {
        let refused = |error: std::io::Error| StoreError::File {
            path: folder.to_owned(),
            why: format!(
                "a folder to work in cannot be made there ({error}); make room, or name another place"
            ),
        };
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(refused)?;
        Ok(Self(folder))
    }

    fn url(&self) -> Result<DatabaseUrl, StoreError> {
        format!("sqlite://{}", self.0.join("earlier.db").display()).parse()
    }
}

impl Drop for Workshop<'_> {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "what was needed for a while cannot be removed; remove it by hand");
        }
    }
}
