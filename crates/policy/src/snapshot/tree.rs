//! Areas, companies and departments: trees in which "below" is two comparisons.

use bailiwick_model::{RecordId, Value};

use super::{ids::IdIndex, names::Names};

/// Numbers of a subtree: `low` up to but not including `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) low: u32,
    pub(crate) high: u32,
}

impl Span {
    #[inline]
    pub(crate) fn holds(self, place: u32) -> bool {
        self.low <= place && place < self.high
    }
}

/// A forest of named nodes, numbered by a walk that visits every subtree in one go.
#[derive(Clone, Default)]
pub(crate) struct Tree {
    pub(crate) names: Names,
    parents: Vec<u32>,
    spans: Vec<Span>,
    /// Nodes in the order of the walk, so that a subtree is a slice.
    order: Vec<u32>,
    record_ids: Vec<Option<RecordId>>,
    by_id: IdIndex,
}

pub(crate) const ROOT: u32 = u32::MAX;

/// One node as it is described.
pub(crate) struct Node<'a> {
    pub(crate) name: &'a str,
    pub(crate) parent: Option<&'a str>,
    pub(crate) id: Option<&'a RecordId>,
}

/// What is wrong with a node.
pub(crate) enum Fault {
    NoParent(String),
    Cycle,
    SameId(RecordId),
}

impl Tree {
    /// Builds the forest. Faulty nodes are reported and stand alone.
    pub(crate) fn new<'a>(
        nodes: impl Iterator<Item = Node<'a>> + Clone,
        mut fault: impl FnMut(&str, Fault),
    ) -> Self {
        let mut names = Names::default();
        for node in nodes.clone() {
            names.intern(node.name);
        }
        let mut parents = vec![ROOT; names.len()];
        let mut record_ids = vec![None; names.len()];
        let mut seen = rustc_hash::FxHashSet::default();
        for node in nodes {
            let Some(at) = names.find(node.name) else { continue };
            if let (Some(parent), Some(slot)) = (node.parent, parents.get_mut(at as usize)) {
                match names.find(parent) {
                    Some(parent) => *slot = parent,
                    None => fault(node.name, Fault::NoParent(parent.to_owned())),
                }
            }
            if let (Some(id), Some(slot)) = (node.id, record_ids.get_mut(at as usize)) {
                if seen.insert(id.clone()) {
                    *slot = Some(id.clone());
                } else {
                    fault(node.name, Fault::SameId(id.clone()));
                }
            }
        }
        cut_cycles(&mut parents, |n| fault(names.name(n), Fault::Cycle));
        let (spans, order) = walk(&parents);
        let by_id = IdIndex::new(
            record_ids
                .iter()
                .enumerate()
                .filter_map(|(n, id)| id.clone().map(|id| (id, n as u32)))
                .collect::<Vec<_>>()
                .into_iter(),
        );
        Self { names, parents, spans, order, record_ids, by_id }
    }

    pub(crate) fn len(&self) -> usize {
        self.parents.len()
    }

    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.names.find(name)
    }

    /// The node that records call `id`.
    #[inline]
    pub(crate) fn by_id(&self, id: &Value) -> Option<u32> {
        self.by_id.find(id)
    }

    /// The node that a record's value names: by record id where the field links to records (or by code, when the node has
    /// no other id), by code before record id where it is plain data.
    #[inline]
    pub(crate) fn node_of(&self, value: &Value, linked: bool) -> Option<u32> {
        let by_code = || if let Value::Text(code) = value { self.find(code) } else { None };
        if linked {
            self.by_id(value).or_else(|| by_code().filter(|n| self.record_id(*n).is_none()))
        } else {
            by_code().or_else(|| self.by_id(value))
        }
    }

    pub(crate) fn record_id(&self, node: u32) -> Option<&RecordId> {
        self.record_ids.get(node as usize).and_then(Option::as_ref)
    }

    pub(crate) fn parent(&self, node: u32) -> Option<u32> {
        self.parents.get(node as usize).copied().filter(|p| *p != ROOT)
    }

    #[inline]
    pub(crate) fn span(&self, node: u32) -> Span {
        self.spans.get(node as usize).copied().unwrap_or(Span { low: 0, high: 0 })
    }

    /// The node's own number in the walk.
    #[inline]
    pub(crate) fn place(&self, node: u32) -> u32 {
        self.span(node).low
    }

    /// The nodes of a subtree.
    pub(crate) fn within(&self, span: Span) -> &[u32] {
        self.order.get(span.low as usize..span.high as usize).unwrap_or(&[])
    }

    /// The node and all above it.
    pub(crate) fn upward(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(node), |n| self.parent(*n))
    }
}

/// Makes roots of the nodes that would otherwise be their own ancestors.
fn cut_cycles(parents: &mut [u32], mut report: impl FnMut(u32)) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        Unseen,
        OnPath,
        Done,
    }
    let mut marks = vec![Mark::Unseen; parents.len()];
    for start in 0..parents.len() as u32 {
        let mut path = Vec::new();
        let mut at = start;
        while at != ROOT {
            match marks.get_mut(at as usize) {
                Some(mark @ Mark::Unseen) => *mark = Mark::OnPath,
                Some(Mark::OnPath) => {
                    report(at);
                    if let Some(parent) = parents.get_mut(at as usize) {
                        *parent = ROOT;
                    }
                    break;
                }
                _ => break,
            }
            path.push(at);
            at = parents.get(at as usize).copied().unwrap_or(ROOT);
        }
        for node in path {
            if let Some(mark) = marks.get_mut(node as usize) {
                *mark = Mark::Done;
            }
        }
    }
}

/// Numbers the nodes so that every subtree is an interval.
fn walk(parents: &[u32]) -> (Vec<Span>, Vec<u32>) {
    let count = parents.len();
    // Children lists in one array: first child and next sibling.
    let (mut first, mut next) = (vec![ROOT; count], vec![ROOT; count]);
    let mut roots = Vec::new();
    for node in (0..count as u32).rev() {
        match parents.get(node as usize).copied() {
            Some(parent) if parent != ROOT => {
                if let (Some(head), Some(link)) =
                    (first.get_mut(parent as usize), next.get_mut(node as usize))
                {
                    *link = std::mem::replace(head, node);
                }
            }
            _ => roots.push(node),
        }
    }
    let mut spans = vec![Span { low: 0, high: 0 }; count];
    let mut order = Vec::with_capacity(count);
    // The stack holds nodes to enter, and (marked) nodes to leave.
    let mut stack: Vec<(u32, bool)> = roots.into_iter().map(|r| (r, false)).collect();
    while let Some((node, leave)) = stack.pop() {
        let Some(span) = spans.get_mut(node as usize) else { continue };
        if leave {
            span.high = order.len() as u32;
            continue;
        }
        span.low = order.len() as u32;
        order.push(node);
        stack.push((node, true));
        let mut child = first.get(node as usize).copied().unwrap_or(ROOT);
        while child != ROOT {
            stack.push((child, false));
            child = next.get(child as usize).copied().unwrap_or(ROOT);
        }
    }
    (spans, order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(nodes: &[(&'static str, Option<&'static str>)]) -> (Tree, Vec<String>) {
        let mut faults = Vec::new();
        let tree = Tree::new(
            nodes.iter().map(|(name, parent)| Node { name, parent: *parent, id: None }),
            |name, f| {
                let what = match f {
                    Fault::NoParent(p) => format!("no {p}"),
                    Fault::Cycle => "cycle".into(),
                    Fault::SameId(id) => format!("same {id}"),
                };
                faults.push(format!("{name}: {what}"));
            },
        );
        (tree, faults)
    }

    #[test]
    fn below_is_containment() {
        let (t, faults) = tree(&[
            ("a", None),
            ("b", Some("a")),
            ("c", Some("b")),
            ("d", Some("a")),
            ("e", None),
            ("f", Some("e")),
        ]);
        assert!(faults.is_empty());
        let below =
            |node: &str, root: &str| t.span(t.find(root).unwrap()).holds(t.place(t.find(node).unwrap()));
        assert!(below("c", "a") && below("c", "b") && below("a", "a"));
        assert!(!below("d", "b") && !below("a", "b") && !below("f", "a"));
        assert_eq!(t.within(t.span(t.find("a").unwrap())).len(), 4);
    }

    #[test]
    fn cycles_and_missing_parents_are_reported_and_end() {
        let (t, faults) = tree(&[
            ("a", Some("b")),
            ("b", Some("c")),
            ("c", Some("a")),
            ("s", Some("s")),
            ("x", Some("y")),
            ("z", Some("a")),
        ]);
        assert_eq!(faults.len(), 3, "{faults:?}");
        for n in 0..t.len() as u32 {
            assert!(t.upward(n).count() <= 4);
            assert!(t.span(n).high > t.span(n).low);
        }
    }
}
