//! Users and lines as numbers in one long row.
//!
//! A check reads a user's lines and where they count, and most users are far from memory at hand. So everything about one
//! user lies together:
//!
//! ```text
//! profile record lines | role window reach | role window reach … | areas+companies area area … company … | …
//! ```
//!
//! where a line's reach is 0 or the place of its list, further right in the same row.

/// One role line: who holds it is where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Number of the role.
    pub(crate) role: u32,
    /// Number of its window.
    pub(crate) window: u32,
    /// Place of its list; [`EVERYWHERE`] is none.
    pub(crate) reach: u32,
}

impl Line {
    /// Whether it names neither areas nor companies.
    pub(crate) fn is_everywhere(self) -> bool {
        self.reach == EVERYWHERE
    }
}

/// The reach of a line that names neither areas nor companies.
pub(crate) const EVERYWHERE: u32 = 0;

/// Areas and companies, as nodes of their trees; an empty side is no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach<'a> {
    pub(crate) areas: &'a [u32],
    pub(crate) companies: &'a [u32],
}

/// How many areas, and how many companies, a line may name: the two numbers share a word.
pub(super) const MAX_NAMED: usize = 0xffff;

/// What stands before a user's lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) profile: u32,
    pub(super) record: u32,
}

/// All users, in order of number.
#[derive(Clone, Default)]
pub(super) struct Packed {
    starts: Vec<u32>,
    row: Vec<u32>,
}

const HEAD: usize = 3;

impl Packed {
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn reserve(&mut self, users: usize) {
        self.starts.reserve(users);
    }

    /// Adds a user with lines (whose reaches are still to be placed) and what each of them names.
    pub(super) fn push(&mut self, head: Head, lines: &[(Line, Vec<u32>, Vec<u32>)]) {
        let start = self.row.len();
        self.starts.push(start as u32);
        self.row.extend([head.profile, head.record, lines.len() as u32]);
        let mut list = start + HEAD + 3 * lines.len();
        for (line, areas, companies) in lines {
            let reach = if areas.is_empty() && companies.is_empty() { EVERYWHERE } else { list as u32 };
            self.row.extend([line.role, line.window, reach]);
            if reach != EVERYWHERE {
                list += 1 + areas.len() + companies.len();
            }
        }
        for (_, areas, companies) in lines.iter().filter(|(_, a, c)| !a.is_empty() || !c.is_empty()) {
            self.row.push(areas.len() as u32 | (companies.len() as u32) << 16);
            self.row.extend(areas.iter().chain(companies));
        }
    }

    #[inline]
    fn from(&self, user: u32) -> &[u32] {
        self.starts.get(user as usize).and_then(|start| self.row.get(*start as usize..)).unwrap_or(&[])
    }

    #[inline]
    pub(super) fn head(&self, user: u32) -> Option<Head> {
        let [profile, record, ..] = *self.from(user) else { return None };
        Some(Head { profile, record })
    }

    #[inline]
    pub(super) fn lines(&self, user: u32) -> Lines<'_> {
        let [_, _, count, rest @ ..] = self.from(user) else { return Lines([].iter()) };
        let (lines, _) = rest.get(..3 * *count as usize).unwrap_or(&[]).as_chunks();
        Lines(lines.iter())
    }

    /// An unknown reach reaches nothing: it names an area that does not exist.
    #[inline]
    pub(super) fn reach(&self, line: Line) -> Reach<'_> {
        const NOWHERE: Reach<'_> = Reach { areas: &[u32::MAX], companies: &[] };
        if line.reach == EVERYWHERE {
            return Reach { areas: &[], companies: &[] };
        }
        let Some([counts, rest @ ..]) = self.row.get(line.reach as usize..) else { return NOWHERE };
        let (areas, companies) = ((counts & 0xffff) as usize, (counts >> 16) as usize);
        match (rest.get(..areas), rest.get(areas..areas + companies)) {
            (Some(areas), Some(companies)) => Reach { areas, companies },
            _ => NOWHERE,
        }
    }

    pub(super) fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.row.shrink_to_fit();
    }
}

/// The lines of one user.
#[derive(Clone)]
pub(crate) struct Lines<'a>(std::slice::Iter<'a, [u32; 3]>);

impl Iterator for Lines<'_> {
    type Item = Line;

    #[inline]
    fn next(&mut self) -> Option<Line> {
        self.0.next().map(|[role, window, reach]| Line { role: *role, window: *window, reach: *reach })
    }
}
