//! Names as small numbers: one text arena, one table of numbers.

use std::hash::BuildHasher;

use foldhash::quality::RandomState;

/// A set of names, numbered in order of arrival.
///
/// Looking a name up reads one cell of the table and the entry it points to, and nothing else: in a large set each of
/// them is far from memory at hand. The hash is seeded per process, because logins and ids come from outside and could
/// be chosen to collide.
#[derive(Clone)]
pub(crate) struct Names {
    /// Entries, see [`Entry`]. Nothing begins at 0.
    bytes: Vec<u8>,
    /// Where the entry of each number begins.
    starts: Vec<u32>,
    /// A power of two of cells, at least a quarter of them empty: the upper half of the hash and where the entry begins.
    cells: Vec<(u32, u32)>,
    state: RandomState,
}

const EMPTY: (u32, u32) = (0, 0);

impl Names {
    pub(crate) fn with_capacity(names: usize) -> Self {
        let cells = vec![EMPTY; cells_for(names)];
        Self { bytes: vec![0], starts: Vec::with_capacity(names), cells, state: RandomState::default() }
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    pub(crate) fn name(&self, number: u32) -> &str {
        let entry = self.starts.get(number as usize).and_then(|start| Entry::read(&self.bytes, *start));
        entry.and_then(|e| std::str::from_utf8(e.text).ok()).unwrap_or("")
    }

    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.search(self.state.hash_one(name.as_bytes()), name).ok()
    }

    /// The name's number, or the cell where it would go.
    #[inline]
    fn search(&self, hash: u64, name: &str) -> Result<u32, usize> {
        let (mut at, tag) = home(hash, self.cells.len());
        while let Some(cell) = self.cells.get(at).filter(|c| **c != EMPTY) {
            if cell.0 == tag
                && let Some(entry) = Entry::read(&self.bytes, cell.1)
                && entry.text == name.as_bytes()
            {
                return Ok(entry.number);
            }
            at = (at + 1) & (self.cells.len() - 1);
        }
        Err(at)
    }

    /// The name's number, new if it is new.
    pub(crate) fn intern(&mut self, name: &str) -> u32 {
        if cells_for(self.len() + 1) > self.cells.len() {
            self.rehash(cells_for(2 * self.len() + 1));
        }
        let hash = self.state.hash_one(name.as_bytes());
        let at = match self.search(hash, name) {
            Ok(number) => return number,
            Err(at) => at,
        };
        let (number, start) = (self.starts.len() as u32, self.bytes.len() as u32);
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = (home(hash, 1).1, start);
        }
        self.starts.push(start);
        Entry { number, text: name.as_bytes() }.write(&mut self.bytes);
        number
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|n| self.name(n))
    }

    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
        if cells_for(self.len()) < self.cells.len() {
            self.rehash(cells_for(self.len()));
        }
    }

    fn rehash(&mut self, size: usize) {
        let mut cells = vec![EMPTY; size];
        for start in &self.starts {
            let Some(entry) = Entry::read(&self.bytes, *start) else { continue };
            let (mut at, tag) = home(self.state.hash_one(entry.text), size);
            while cells.get(at).is_some_and(|c| *c != EMPTY) {
                at = (at + 1) & (size - 1);
            }
            if let Some(cell) = cells.get_mut(at) {
                *cell = (tag, *start);
            }
        }
        self.cells = cells;
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Cells for so many names.
fn cells_for(names: usize) -> usize {
    (names * 4 / 3 + 1).next_power_of_two()
}

/// The first cell to look at, and the tag it would bear.
#[inline]
fn home(hash: u64, cells: usize) -> (usize, u32) {
    (hash as usize & (cells - 1), (hash >> 32) as u32)
}

/// A name in the arena: its number in four bytes, its length in one (or, after [`LONG`], in four), and its text.
struct Entry<'b> {
    number: u32,
    text: &'b [u8],
}

/// Stands before every length that does not fit below it.
const LONG: u8 = u8::MAX;

impl<'b> Entry<'b> {
    #[inline]
    fn read(bytes: &'b [u8], start: u32) -> Option<Self> {
        let (number, rest) = bytes.get(start as usize..)?.split_first_chunk::<4>()?;
        let (length, rest) = rest.split_first()?;
        let text = if *length == LONG {
            let (length, rest) = rest.split_first_chunk::<4>()?;
            rest.get(..u32::from_le_bytes(*length) as usize)?
        } else {
            rest.get(..usize::from(*length))?
        };
        Some(Self { number: u32::from_le_bytes(*number), text })
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.number.to_le_bytes());
        match u8::try_from(self.text.len()) {
            Ok(length) if length != LONG => bytes.push(length),
            _ => {
                bytes.push(LONG);
                bytes.extend_from_slice(&(self.text.len() as u32).to_le_bytes());
            }
        }
        bytes.extend_from_slice(self.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_numbers() {
        let mut names = Names::default();
        for i in 0..1000 {
            assert_eq!(names.intern(&format!("n{i}")), i);
        }
        assert_eq!(names.intern("n7"), 7);
        names.shrink();
        assert_eq!(names.find("n999"), Some(999));
        assert_eq!(names.name(500), "n500");
        assert_eq!(names.find("x"), None);
        assert_eq!(names.intern(""), 1000);
        assert_eq!(names.find(""), Some(1000));
    }

    #[test]
    fn long_names_are_told_apart() {
        let mut names = Names::default();
        let long = |n: usize| "x".repeat(n);
        for n in [253, 254, 255, 256, 300] {
            names.intern(&long(n));
        }
        names.intern("after");
        for (number, n) in [253, 254, 255, 256, 300].into_iter().enumerate() {
            assert_eq!(names.find(&long(n)), Some(number as u32));
            assert_eq!(names.name(number as u32).len(), n);
        }
        assert_eq!(names.find(&long(257)), None);
        assert_eq!(names.find(&long(252)), None);
    }
}
