//! Changes to a list of references: what Odoo calls x2many commands.

use std::collections::BTreeSet;

use super::{python::Literal, record::qualify};

/// One change to a list of ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Link(String),
    Unlink(String),
    Set(Vec<String>),
}

/// The changes a value describes, and what of it is not understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Edits {
    pub(super) edits: Vec<Edit>,
    pub(super) refused: Vec<String>,
}

impl Edits {
    /// Reads a list of commands; ids are qualified by `module`.
    pub(super) fn of(literal: &Literal, module: &str) -> Self {
        let mut read = Self::default();
        match literal {
            Literal::None | Literal::Bool(false) => read.edits.push(Edit::Set(Vec::new())),
            // Odoo takes a list of bare ids for the new content.
            Literal::List(items) | Literal::Tuple(items) if items.iter().all(is_reference) => {
                if !items.is_empty() || matches!(literal, Literal::Tuple(_)) {
                    read.edits.extend(ids(items, module).map(Edit::Set));
                }
            }
            Literal::List(items) | Literal::Tuple(items) => {
                items.iter().for_each(|item| read.command(item, module))
            }
            _ => read.refused.push("a list of commands is expected".to_owned()),
        }
        read
    }

    fn command(&mut self, item: &Literal, module: &str) {
        let (name, arguments) = match item {
            Literal::Command(name, arguments) => (name.as_str(), arguments.as_slice()),
            Literal::Tuple(parts) | Literal::List(parts) => match parts.split_first() {
                Some((Literal::Int(number), arguments)) => (numbered(*number), arguments),
                _ => ("", parts.as_slice()),
            },
            _ => ("", [].as_slice()),
        };
        let edit = match (name, arguments) {
            ("link", [Literal::Ref(id), ..]) => Some(Edit::Link(qualify(module, id))),
            ("unlink", [Literal::Ref(id), ..]) => Some(Edit::Unlink(qualify(module, id))),
            ("clear", _) => Some(Edit::Set(Vec::new())),
            // The old form carries a placeholder between the number and the ids.
            ("set", [list] | [_, list]) => list.items().and_then(|items| ids(items, module)).map(Edit::Set),
            _ => None,
        };
        match edit {
            Some(edit) => self.edits.push(edit),
            None => self.refused.push(match name {
                "create" | "update" | "delete" => format!("the command {name} changes other records"),
                "" => "an item is not a command".to_owned(),
                _ => format!("the command {name} names no ids"),
            }),
        }
    }
}

fn numbered(number: i64) -> &'static str {
    match number {
        0 => "create",
        1 => "update",
        2 => "delete",
        3 => "unlink",
        4 => "link",
        5 => "clear",
        6 => "set",
        _ => "",
    }
}

fn is_reference(item: &Literal) -> bool {
    matches!(item, Literal::Ref(_))
}

/// All ids, or nothing if an item is not one.
fn ids(items: &[Literal], module: &str) -> Option<Vec<String>> {
    let one = |item: &Literal| match item {
        Literal::Ref(id) => Some(qualify(module, id)),
        _ => None,
    };
    items.iter().map(one).collect()
}

/// Carries out `edit` on `set`. `key` turns an id into a key, or reports why it cannot be one.
pub(super) fn apply<T: Ord>(set: &mut BTreeSet<T>, edit: &Edit, mut key: impl FnMut(&str) -> Option<T>) {
    match edit {
        Edit::Link(id) => set.extend(key(id)),
        Edit::Unlink(id) => {
            if let Some(id) = key(id) {
                set.remove(&id);
            }
        }
        Edit::Set(ids) => *set = ids.iter().filter_map(|id| key(id)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odoo::python::parse;

    fn held(before: &[&str], eval: &str) -> (Vec<String>, usize) {
        let read = Edits::of(&parse(eval).unwrap(), "m");
        let mut list: BTreeSet<String> = before.iter().map(|id| (*id).to_owned()).collect();
        for edit in &read.edits {
            apply(&mut list, edit, |id| Some(id.to_owned()));
        }
        (list.into_iter().collect(), read.refused.len())
    }

    #[test]
    fn old_and_new_commands_mean_the_same() {
        for (old, new, expected) in [
            ("[(4, ref('b'))]", "[Command.link(ref('m.b'))]", vec!["m.a", "m.b"]),
            ("[(4, ref('a'), 0)]", "[Command.link(ref('a'))]", vec!["m.a"]),
            ("[(3, ref('a'))]", "[Command.unlink(ref('a'))]", vec![]),
            ("[(5,)]", "[Command.clear()]", vec![]),
            ("[(6, 0, [ref('x.c')])]", "[Command.set([ref('x.c')])]", vec!["x.c"]),
            ("[(5, 0, 0), (4, ref('d'))]", "[ref('d')]", vec!["m.d"]),
            ("False", "[(6, False, [])]", vec![]),
            ("[]", "[]", vec!["m.a"]),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(held(&["m.a"], old), (expected.clone(), 0), "{old}");
            assert_eq!(held(&["m.a"], new), (expected, 0), "{new}");
        }
    }

    #[test]
    fn what_is_not_understood_is_counted_and_changes_nothing() {
        for eval in
            ["[(0, 0, {'name': 'x'})]", "[Command.create({})]", "[(4, 7)]", "[(6, 0, [3])]", "['x']", "7"]
        {
            assert_eq!(held(&["m.a"], eval), (vec!["m.a".to_owned()], 1), "{eval}");
        }
    }
}
