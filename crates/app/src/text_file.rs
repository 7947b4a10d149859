//! Texts of files, up to a length: a path may name a device that never ends, or a file that fills the memory.

use std::{
    fs::File,
    io::{self, BufRead, ErrorKind, Read},
    path::Path,
};

use bailiwick_protocol::document::{Document, Limits};

use crate::error::AppError;

/// Bytes of one line of JSON lines: one record, however many links it has.
const LONGEST_LINE: usize = 16 << 20;

impl AppError {
    fn too_long(path: &Path, most: usize) -> Self {
        Self::File { path: path.to_owned(), why: format!("it has more than {most} bytes; split it") }
    }
}

/// Reads a document from a file.
///
/// # Errors
/// When the file cannot be read, or holds no document.
pub fn read_document(path: &Path) -> Result<Document, AppError> {
    let text = read_text(path, Limits::DOCUMENT.bytes)?;
    Ok(Document::read(&path.display().to_string(), &text)?)
}

/// The text of a file of at most `most` bytes.
pub(crate) fn read_text(path: &Path, most: usize) -> Result<String, AppError> {
    let file = File::open(path).map_err(|e| AppError::file(path, &e))?;
    let bytes = bounded(file, most).map_err(|e| AppError::file(path, &e))?;
    let bytes = bytes.ok_or_else(|| AppError::too_long(path, most))?;
    text(bytes).map_err(|e| AppError::file(path, &e))
}

/// The next line of a file of JSON lines; `None` at its end. `number` is the line's, for errors.
pub(crate) fn read_line(
    reader: &mut impl BufRead,
    path: &Path,
    number: usize,
) -> Result<Option<String>, AppError> {
    let mut line = Vec::new();
    let read = reader.take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line);
    match read.map_err(|e| AppError::file(path, &e))? {
        0 => Ok(None),
        bytes if bytes > LONGEST_LINE => {
            let why = format!("the line has more than {LONGEST_LINE} bytes; a line holds one record");
            Err(AppError::Invalid(format!("{}:{number}: {why}", path.display())))
        }
        _ => text(line).map(Some).map_err(|e| AppError::file(path, &e)),
    }
}

/// All there is to read, unless it is more than `most` bytes.
fn bounded(reader: impl Read, most: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, repeat};

    use super::*;

    #[test]
    fn what_never_ends_is_given_up() {
        assert_eq!(bounded(repeat(b'x'), 1_000).unwrap(), None);
        assert_eq!(bounded(&b"abc"[..], 3).unwrap().as_deref(), Some(&b"abc"[..]));
        assert_eq!(bounded(&b"abcd"[..], 3).unwrap(), None);
        let refused = read_line(&mut BufReader::new(repeat(b'x')), Path::new("a"), 7).unwrap_err();
        assert!(refused.to_string().starts_with("a:7: the line has more than"), "{refused}");
    }

    #[test]
    fn lines_come_one_at_a_time() {
        let mut reader = &b"one\n\ntwo"[..];
        let mut next = || read_line(&mut reader, Path::new("a"), 1).unwrap();
        assert_eq!(
            [next(), next(), next(), next()],
            [Some("one\n".into()), Some("\n".into()), Some("two".into()), None]
        );
    }
}
