//! A tree as a page writes it: its nodes one after the other, each saying whether a list begins below it and how many end behind it.

/// A node with what is below it.
pub(super) struct Node {
    pub(super) row: TreeRow,
    pub(super) below: Vec<Node>,
}

/// A node, ready to be written.
#[derive(Clone, Default)]
pub(super) struct TreeRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) href: String,
    /// The link that opens or closes it; nothing for a leaf.
    pub(super) twist: Option<String>,
    pub(super) is_open: bool,
    pub(super) is_on: bool,
    /// A number beside it.
    pub(super) count: Option<String>,
    /// Whether it stands for more that is not drawn.
    pub(super) is_more: bool,
    /// Whether a list begins below it.
    pub(super) opens: bool,
    /// How many lists end behind it.
    pub(super) closes: Vec<()>,
}

/// The nodes in the order in which they are written.
pub(super) fn rows(nodes: Vec<Node>) -> Vec<TreeRow> {
    let mut rows = Vec::new();
    put(&mut rows, nodes);
    rows
}

fn put(rows: &mut Vec<TreeRow>, nodes: Vec<Node>) {
    for Node { row, below } in nodes {
        rows.push(TreeRow { opens: !below.is_empty(), ..row });
        if !below.is_empty() {
            put(rows, below);
            if let Some(last) = rows.last_mut() {
                last.closes.push(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_lists_end_as_begin() {
        let node =
            |code: &str, below| Node { row: TreeRow { code: code.to_owned(), ..TreeRow::default() }, below };
        let tree =
            vec![node("a", vec![node("b", vec![node("c", vec![])]), node("d", vec![])]), node("e", vec![])];
        let told: Vec<_> =
            rows(tree).into_iter().map(|row| (row.code, row.opens, row.closes.len())).collect();
        let expected = [("a", true, 0), ("b", true, 0), ("c", false, 1), ("d", false, 1), ("e", false, 0)];
        let expected = expected.map(|(code, opens, closes)| (code.to_owned(), opens, closes));
        assert_eq!(told, expected);
    }
}
