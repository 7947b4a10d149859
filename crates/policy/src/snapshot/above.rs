//! Where areas and companies lie, for whoever draws them: known without asking anybody, and told to nobody who has not asked whether he may see.

use super::{Snapshot, tree::Tree};

impl Snapshot {
    /// An area and those that it lies in, nearest first; nothing of one that is not known.
    #[must_use]
    pub fn areas_above(&self, code: &str) -> Vec<&str> {
        above(&self.places.areas, code)
    }

    /// How many areas lie in one, at any depth.
    #[must_use]
    pub fn areas_below(&self, code: &str) -> usize {
        let areas = &self.places.areas;
        areas.find(code).map_or(0, |node| areas.span(node).nodes().len().saturating_sub(1))
    }

    /// A company and those above it, nearest first; nothing of one that is not known.
    #[must_use]
    pub fn companies_above(&self, code: &str) -> Vec<&str> {
        above(&self.places.companies, code)
    }

    /// A company and those below it, at any depth; nothing of one that is not known.
    #[must_use]
    pub fn companies_within(&self, code: &str) -> Vec<&str> {
        let tree = &self.places.companies;
        let Some(node) = tree.find(code) else { return Vec::new() };
        tree.span(node).nodes().map(|node| tree.names.name(node)).collect()
    }

    /// How many companies there are.
    #[must_use]
    pub fn companies(&self) -> usize {
        self.places.companies.names.len()
    }

    /// A department and those above it, nearest first; nothing of one that is not known.
    #[must_use]
    pub fn departments_above(&self, code: &str) -> Vec<&str> {
        above(&self.places.departments, code)
    }
}

fn above<'t>(tree: &'t Tree, code: &str) -> Vec<&'t str> {
    let Some(node) = tree.find(code) else { return Vec::new() };
    tree.upward(node).map(|node| tree.names.name(node)).collect()
}

#[cfg(test)]
mod tests {
    use bailiwick_model::{Area, AreaCode, Directory, Policy};

    use super::*;

    #[test]
    fn areas_lie_in_each_other() {
        let mut directory = Directory::default();
        for (code, parent) in [("C", None), ("P", Some("C")), ("D1", Some("P")), ("D2", Some("P"))] {
            let parent = parent.map(|code| AreaCode::new(code).unwrap());
            let area = Area { id: None, name: code.to_owned(), parent, kind: None };
            directory.areas.insert(AreaCode::new(code).unwrap(), area);
        }
        let snapshot = Snapshot::compile(&Policy::default(), &directory).unwrap();
        assert_eq!(snapshot.areas_above("D2"), ["D2", "P", "C"]);
        assert_eq!((snapshot.areas_below("C"), snapshot.areas_below("D1")), (3, 0));
        assert_eq!((snapshot.areas_above("X"), snapshot.areas_below("X")), (Vec::<&str>::new(), 0));
        assert_eq!(snapshot.companies_above("X"), Vec::<&str>::new());
        assert_eq!((snapshot.companies_within("X"), snapshot.companies()), (Vec::<&str>::new(), 0));
    }
}
