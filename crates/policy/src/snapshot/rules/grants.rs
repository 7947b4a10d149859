//! What roles give on models.
//!
//! Every check asks this for each of the user's lines, and mostly the answer is "nothing". So each model has a table of
//! its own, hashed by role, behind a screen of a few bits per role, in which nearly every "nothing" is found at once:
//! all lines of a check look at the same kilobyte.

use bailiwick_model::Operations;

use super::Rules;
use crate::schema::Schema;

/// Group rules of a model are handled in pages of this many, one bit each.
pub(crate) const PAGE: usize = 64;

/// What one role gives on one model.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Grant {
    /// Group rules that apply, as bits of the page.
    pub(crate) rules: u64,
    /// Operations that the ACL allows; only on the first page.
    pub(crate) operations: u8,
}

impl Grant {
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.operations == 0 && self.rules == 0
    }
}

/// The tables of all models.
#[derive(Default)]
pub(crate) struct Grants {
    cells: Vec<Cell>,
    screens: Vec<u64>,
    /// The second and further pages of models that have them.
    more: Vec<Place>,
}

/// Where the pages of a model lie.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pages {
    first: Place,
    /// The second, if there is one, in [`Grants::more`].
    second: u32,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    rules: u64,
    role: u32,
    operations: u8,
}

/// Where a table lies: `1 << bits` cells, at least one of them empty, and `1 << (bits + WIDER)` bits of screen.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    cells: u32,
    screen: u32,
    bits: u32,
}

/// The role of an empty cell.
const NOBODY: u32 = u32::MAX;
/// A screen has this many times as many bits as its table has cells, as a power of two. At least one word.
const WIDER: u32 = 3;
const WORD: u32 = u64::BITS.trailing_zeros();

/// One page of a model.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a> {
    cells: &'a [Cell],
    screen: &'a [u64],
    bits: u32,
}

impl Table<'_> {
    /// What the role gives.
    #[inline]
    pub(crate) fn grant(self, role: u32) -> Grant {
        if self.may_give(role) { self.find(role) } else { Grant::default() }
    }

    /// Whether the role might give something. False is sure.
    #[inline]
    pub(crate) fn may_give(self, role: u32) -> bool {
        let bit = screen_bit(role, self.bits);
        self.screen.get(bit >> WORD).is_some_and(|word| word >> (bit & 63) & 1 != 0)
    }

    fn find(self, role: u32) -> Grant {
        let mut at = home(role, self.bits);
        while let Some(cell) = self.cells.get(at) {
            if cell.role == role {
                return Grant { rules: cell.rules, operations: cell.operations };
            }
            if cell.role == NOBODY {
                break;
            }
            at = (at + 1) & (self.cells.len() - 1);
        }
        Grant::default()
    }
}

/// A number's upper bits after a multiplication, which all its bits reach.
#[inline]
fn hash(role: u32, bits: u32) -> usize {
    (u64::from(role.wrapping_mul(0x9e37_79b9)) << bits >> 32) as usize
}

/// The cell where the search for a role begins.
#[inline]
fn home(role: u32, bits: u32) -> usize {
    hash(role, bits)
}

#[inline]
fn screen_bit(role: u32, bits: u32) -> usize {
    hash(role, (bits + WIDER).max(WORD))
}

/// Joins ACL rows and group rules into what each role gives.
///
/// An area limits nothing where a model has none, so there the model says what local roles are given.
pub(super) fn fill(rules: &mut Rules, schema: &Schema, by_group: &[Vec<u32>]) {
    let Rules { briefs, models, texts, grants, local, .. } = rules;
    let mut page = Page { cells: Vec::new(), places: vec![0; local.len()] };
    let is_local = |role: u32| local.get(role as usize).copied().unwrap_or(false);
    let holders = |group: u32| by_group.get(group as usize).into_iter().flatten();
    for ((brief, model), info) in briefs.iter_mut().zip(models).zip(schema.models()) {
        brief.pages.second = grants.more.len() as u32;
        for row in &model.acls {
            for role in row.group.into_iter().flat_map(holders) {
                let most = if is_local(*role) { info.local } else { Operations::ALL };
                page.of(*role, |cell| cell.operations |= row.operations.bits() & most.bits());
            }
        }
        for number in 0..brief.page_count() {
            let from = brief.grouped as usize + number * PAGE;
            let to = (from + PAGE).min(brief.end as usize);
            for (bit, text) in texts.get(from..to).unwrap_or(&[]).iter().enumerate() {
                for role in text.groups.iter().copied().flat_map(holders) {
                    page.of(*role, |cell| cell.rules |= 1 << bit);
                }
            }
            let place = grants.add(&mut page.cells);
            if number == 0 {
                brief.pages.first = place;
            } else {
                grants.more.push(place);
            }
        }
    }
    grants.cells.shrink_to_fit();
    grants.screens.shrink_to_fit();
}

impl Grants {
    fn add(&mut self, page: &mut Vec<Cell>) -> Place {
        let bits = (page.len() * 3 / 2).next_power_of_two().trailing_zeros();
        let (first, screen) = (self.cells.len(), self.screens.len());
        self.cells.resize(first + (1 << bits), Cell { rules: 0, role: NOBODY, operations: 0 });
        self.screens.resize(screen + (1 << (bits + WIDER).saturating_sub(WORD)), 0);
        let cells = self.cells.get_mut(first..).unwrap_or(&mut []);
        for cell in page.drain(..) {
            let bit = screen_bit(cell.role, bits);
            if let Some(word) = self.screens.get_mut(screen + (bit >> WORD)) {
                *word |= 1 << (bit & 63);
            }
            let mut at = home(cell.role, bits);
            while cells.get(at).is_some_and(|c| c.role != NOBODY) {
                at = (at + 1) & (cells.len() - 1);
            }
            if let Some(free) = cells.get_mut(at) {
                *free = cell;
            }
        }
        Place { cells: first as u32, screen: screen as u32, bits }
    }

    #[inline]
    pub(super) fn table(&self, pages: Pages, page: usize) -> Table<'_> {
        let place = match page.checked_sub(1) {
            None => Some(pages.first),
            Some(at) => self.more.get(pages.second as usize + at).copied(),
        };
        let Some(Place { cells, screen, bits }) = place else {
            return Table { cells: &[], screen: &[], bits: 0 };
        };
        let cells = self.cells.get(cells as usize..).and_then(|c| c.get(..1 << bits));
        let screen = self.screens.get(screen as usize..);
        let screen = screen.and_then(|s| s.get(..1 << (bits + WIDER).saturating_sub(WORD)));
        Table { cells: cells.unwrap_or(&[]), screen: screen.unwrap_or(&[]), bits }
    }
}

/// A page being gathered.
struct Page {
    cells: Vec<Cell>,
    /// Where a role's cell may be, if it is there at all.
    places: Vec<u32>,
}

impl Page {
    fn of(&mut self, role: u32, change: impl FnOnce(&mut Cell)) {
        let Some(place) = self.places.get_mut(role as usize) else { return };
        if self.cells.get(*place as usize).is_none_or(|c| c.role != role) {
            *place = self.cells.len() as u32;
            self.cells.push(Cell { rules: 0, role, operations: 0 });
        }
        if let Some(cell) = self.cells.get_mut(*place as usize) {
            change(cell);
        }
    }
}
