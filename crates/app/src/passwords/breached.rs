//! Passwords that became known in breaches, in a file that the operator supplies.
//!
//! The file is text: a line for each password with the SHA-1 of its UTF-8 bytes as 40 hexadecimal digits, in large or small
//! letters, sorted. Behind it may stand a `:` and how often it was seen, which nothing reads. This is what "Have I Been Pwned"
//! publishes ordered by hash. It is searched by bisection, so a file of 40 GB costs thirty short reads and no memory.

use std::{
    cmp::Ordering,
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use sha1::{Digest as _, Sha1};

use super::Password;

/// Longest line that is read, its end included.
const MAX_LINE: u64 = 128;

/// What is left is read as a whole.
const FEW: u64 = 4096;

/// Places at which the order is looked at when the file is opened.
const SAMPLES: u64 = 64;

type Digest = [u8; 20];

/// A file of known passwords. It is opened for each search, so it may be replaced by another while the server runs.
#[derive(Clone, Debug)]
pub struct BreachedList {
    path: PathBuf,
}

/// Why the file says nothing.
#[derive(Debug, thiserror::Error)]
pub enum BreachedError {
    /// It is not there, or not for us.
    #[error(
        "the list of breached passwords {path:?} cannot be read: {source}; correct its path or its permissions"
    )]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is none.
    #[error(
        "the list of breached passwords {path:?} has a line at byte {at} that is not 40 hexadecimal digits; write the SHA-1 of one password on each"
    )]
    Line {
        /// Which file.
        path: PathBuf,
        /// Where.
        at: u64,
    },
    /// Bisection would miss what is in it.
    #[error("the list of breached passwords {path:?} is not sorted at byte {at}; sort it (`LC_ALL=C sort`)")]
    Order {
        /// Which file.
        path: PathBuf,
        /// Where.
        at: u64,
    },
}

impl BreachedList {
    /// The list in this file, if it looks like one: it can be read, and lines all over it are sorted.
    ///
    /// # Errors
    /// [`BreachedError`].
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, BreachedError> {
        let list = Self { path: path.into() };
        let mut search = Search::new(&list.path)?;
        let mut before: Option<Digest> = None;
        for sample in 0..SAMPLES {
            let at = search.line_from(search.length / SAMPLES * sample)?;
            let Some((_, digest)) = search.entry(at)? else { break };
            if before.is_some_and(|before| before > digest) {
                return Err(BreachedError::Order { path: list.path, at });
            }
            before = Some(digest);
        }
        if before.is_none() {
            return Err(BreachedError::Line { path: list.path, at: 0 });
        }
        Ok(list)
    }

    /// Whether a password is in it.
    ///
    /// # Errors
    /// [`BreachedError`]; what could not be looked up is not said to be unknown.
    pub fn holds(&self, password: &Password) -> Result<bool, BreachedError> {
        let wanted: Digest = Sha1::digest(password.reveal().as_bytes()).into();
        Search::new(&self.path)?.holds(&wanted)
    }
}

struct Search<'a> {
    path: &'a Path,
    file: File,
    length: u64,
}

impl<'a> Search<'a> {
    fn new(path: &'a Path) -> Result<Self, BreachedError> {
        let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
        let (length, file) = opened.map_err(|source| BreachedError::Io { path: path.to_owned(), source })?;
        Ok(Self { path, file, length })
    }

    fn holds(&mut self, wanted: &Digest) -> Result<bool, BreachedError> {
        // The line is in this stretch, which begins and ends with a line.
        let (mut from, mut to) = (0, self.length);
        while to - from > FEW {
            let at = self.line_from(from + (to - from) / 2)?;
            let Some((next, digest)) = self.entry(at)? else { break };
            match wanted.cmp(&digest) {
                Ordering::Equal => return Ok(true),
                Ordering::Less => to = at,
                Ordering::Greater => from = next,
            }
        }
        while from < to {
            let Some((next, digest)) = self.entry(from)? else { break };
            if digest >= *wanted {
                return Ok(digest == *wanted);
            }
            from = next;
        }
        Ok(false)
    }

    /// Where the first line begins that is not before this byte.
    fn line_from(&mut self, at: u64) -> Result<u64, BreachedError> {
        let Some(before) = at.checked_sub(1) else { return Ok(0) };
        let bytes = self.bytes(before)?;
        match bytes.iter().position(|byte| *byte == b'\n') {
            Some(end) => Ok(before + end as u64 + 1),
            None if before + bytes.len() as u64 >= self.length => Ok(self.length),
            None => Err(BreachedError::Line { path: self.path.to_owned(), at }),
        }
    }

    /// What stands in the line that begins here, and where the next begins; nothing at the end.
    fn entry(&mut self, at: u64) -> Result<Option<(u64, Digest)>, BreachedError> {
        let bytes = self.bytes(at)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let line = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        let whole = end.is_some() || at + bytes.len() as u64 >= self.length;
        let digest = digest(line.trim_ascii_end()).filter(|_| whole);
        let digest = digest.ok_or_else(|| BreachedError::Line { path: self.path.to_owned(), at })?;
        Ok(Some((at + line.len() as u64 + 1, digest)))
    }

    fn bytes(&mut self, at: u64) -> Result<Vec<u8>, BreachedError> {
        let mut bytes = Vec::with_capacity(MAX_LINE as usize);
        let read = self
            .file
            .seek(SeekFrom::Start(at))
            .and_then(|_| self.file.by_ref().take(MAX_LINE).read_to_end(&mut bytes));
        read.map_err(|source| BreachedError::Io { path: self.path.to_owned(), source })?;
        Ok(bytes)
    }
}

/// The hash that a line begins with.
fn digest(line: &[u8]) -> Option<Digest> {
    let (digits, rest) = line.split_at_checked(40)?;
    if !matches!(rest, [] | [b':', ..]) {
        return None;
    }
    let mut digest = [0; 20];
    for (place, pair) in digest.iter_mut().zip(digits.as_chunks::<2>().0) {
        let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
        *place = u8::try_from(high? * 16 + low?).ok()?;
    }
    Some(digest)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use bailiwick_testkit::Scratch;

    use super::*;

    fn hex(text: &str) -> String {
        Sha1::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02X}").unwrap();
            hex
        })
    }

    fn lines(count: usize, behind: impl Fn(usize) -> String) -> Vec<String> {
        let mut lines: Vec<_> =
            (0..count).map(|n| format!("{}{}", hex(&format!("pw{n}")), behind(n))).collect();
        lines.sort();
        lines
    }

    fn written(scratch: &Scratch, name: &str, text: &str) -> PathBuf {
        let path = scratch.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn holds(list: &BreachedList, text: &str) -> bool {
        list.holds(&Password::typed(text).unwrap()).unwrap()
    }

    #[test]
    fn all_that_is_in_it_is_found_and_nothing_else() {
        let scratch = Scratch::new("breached");
        // Lines of many lengths, with and without what others write behind the hash.
        let counts = |n: usize| {
            if n.is_multiple_of(3) { String::new() } else { format!(":{}", 10_usize.pow((n % 15) as u32)) }
        };
        let plain = lines(3_000, counts).join("\r\n") + "\r\n";
        for (name, text) in [
            ("crlf", plain.clone()),
            ("lf", plain.replace('\r', "")),
            ("no_end", plain.trim_end().to_owned()),
            ("small", plain.to_lowercase()),
        ] {
            let list = BreachedList::open(written(&scratch, name, &text)).unwrap();
            assert!((0..3_000).all(|n| holds(&list, &format!("pw{n}"))), "{name}");
            assert!(!(3_000..4_000).any(|n| holds(&list, &format!("pw{n}"))), "{name}");
        }
    }

    #[test]
    fn a_list_of_one() {
        let scratch = Scratch::new("breached");
        // The line for "password" is what the published list has, so it is the same function.
        let line = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:52256179";
        let list = BreachedList::open(written(&scratch, "one", line)).unwrap();
        assert!(holds(&list, "password"));
        assert!(!holds(&list, "Password") && !holds(&list, "a") && !holds(&list, "zz"));
    }

    #[test]
    fn what_is_no_such_list_is_refused() {
        let scratch = Scratch::new("breached");
        let refused = |path: PathBuf| BreachedList::open(path).map(|_| ()).unwrap_err().to_string();
        assert!(refused(scratch.join("nowhere")).contains("cannot be read"));
        assert!(refused(written(&scratch, "empty", "")).contains("at byte 0"));
        assert!(refused(written(&scratch, "words", "password\nletmein\n")).contains("at byte 0"));
        let mut upside_down = lines(1_000, |_| String::new());
        upside_down.reverse();
        assert!(
            refused(written(&scratch, "order", &upside_down.join("\n"))).contains("is not sorted at byte")
        );
        let long = lines(200, |n| if n == 100 { format!(":{}", "1".repeat(200)) } else { String::new() });
        let list = BreachedList { path: written(&scratch, "long", &long.join("\n")) };
        let broken = (0..200).filter(|n| list.holds(&Password::typed(format!("pw{n}")).unwrap()).is_err());
        assert!(broken.count() > 0);
    }

    #[test]
    fn another_file_in_its_place_is_read_and_none_is_an_error() {
        let scratch = Scratch::new("breached");
        let path = written(&scratch, "list", &hex("first one"));
        let list = BreachedList::open(&path).unwrap();
        assert!(holds(&list, "first one"));
        std::fs::write(&path, hex("another")).unwrap();
        assert!(!holds(&list, "first one") && holds(&list, "another"));
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(list.holds(&Password::typed("another").unwrap()), Err(BreachedError::Io { .. })));
    }
}
