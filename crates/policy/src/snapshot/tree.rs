//! Areas, companies and departments: trees in which "below" is two comparisons.

use bailiwick_model::{RecordId, Value};

use rustc_hash::{FxHashMap, FxHashSet};

use super::ids::IdIndex;
use crate::names::Names;

/// Numbers of a subtree: `low` up to but not including `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) low: u32,
    pub(crate) high: u32,
}

impl Span {
    /// A span without nodes.
    pub(crate) const NONE: Self = Self { low: 0, high: 0 };

    #[inline]
    pub(crate) fn holds(self, node: u32) -> bool {
        self.low <= node && node < self.high
    }

    /// The nodes, the one at the top first.
    pub(crate) fn nodes(self) -> std::ops::Range<u32> {
        self.low..self.high
    }
}

/// A forest of named nodes. Their numbers are those of a walk that visits every subtree in one go, so a node is also its
/// own place in the walk, and a subtree is a range of numbers.
#[derive(Clone, Default)]
pub(crate) struct Tree {
    pub(crate) names: Names,
    parents: Vec<u32>,
    spans: Vec<Span>,
    record_ids: Vec<Option<RecordId>>,
    by_id: IdIndex,
}

/// No node: what a root has for a parent, and what unknown names lead to. Its span is empty.
pub(crate) const NO_NODE: u32 = u32::MAX;

/// One node as it is described. Names are told apart by the caller.
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
    pub(crate) fn new<'a>(nodes: impl Iterator<Item = Node<'a>>, mut fault: impl FnMut(&str, Fault)) -> Self {
        let nodes: Vec<Node<'a>> = nodes.collect();
        let listed: FxHashMap<&str, u32> = nodes.iter().map(|n| n.name).zip(0..).collect();
        let mut above: Vec<u32> = nodes
            .iter()
            .map(|node| {
                let Some(parent) = node.parent else { return NO_NODE };
                listed.get(parent).copied().unwrap_or_else(|| {
                    fault(node.name, Fault::NoParent(parent.to_owned()));
                    NO_NODE
                })
            })
            .collect();
        let name = |at: u32| nodes.get(at as usize).map_or("", |n| n.name);
        cut_cycles(&mut above, |at| fault(name(at), Fault::Cycle));
        let (order, highs) = walk(&above);
        let mut numbers = vec![NO_NODE; nodes.len()];
        for (number, at) in order.iter().enumerate() {
            if let Some(slot) = numbers.get_mut(*at as usize) {
                *slot = number as u32;
            }
        }
        let number = |at: u32| numbers.get(at as usize).copied().unwrap_or(NO_NODE);
        let mut tree = Self::default();
        let mut seen = FxHashSet::default();
        for (low, (at, high)) in order.iter().zip(highs).enumerate() {
            let Some(node) = nodes.get(*at as usize) else { continue };
            tree.names.intern(node.name);
            tree.parents.push(above.get(*at as usize).map_or(NO_NODE, |parent| number(*parent)));
            tree.spans.push(Span { low: low as u32, high });
            let own = node.id.filter(|id| seen.insert(*id));
            if let (Some(id), None) = (node.id, own) {
                fault(node.name, Fault::SameId(id.clone()));
            }
            tree.record_ids.push(own.cloned());
        }
        let ids = tree.record_ids.iter().zip(0..).filter_map(|(id, n)| id.clone().map(|id| (id, n)));
        tree.by_id = IdIndex::new(ids.collect::<Vec<_>>().into_iter());
        tree
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
        self.parents.get(node as usize).copied().filter(|p| *p != NO_NODE)
    }

    /// The node and all below it.
    #[inline]
    pub(crate) fn span(&self, node: u32) -> Span {
        self.spans.get(node as usize).copied().unwrap_or(Span::NONE)
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
        while at != NO_NODE {
            match marks.get_mut(at as usize) {
                Some(mark @ Mark::Unseen) => *mark = Mark::OnPath,
                Some(Mark::OnPath) => {
                    report(at);
                    if let Some(parent) = parents.get_mut(at as usize) {
                        *parent = NO_NODE;
                    }
                    break;
                }
                _ => break,
            }
            path.push(at);
            at = parents.get(at as usize).copied().unwrap_or(NO_NODE);
        }
        for node in path {
            if let Some(mark) = marks.get_mut(node as usize) {
                *mark = Mark::Done;
            }
        }
    }
}

/// Visits every subtree in one go: the nodes in that order, and where the subtree of each ends.
fn walk(parents: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let count = parents.len();
    // Children lists in one array: first child and next sibling.
    let (mut first, mut next) = (vec![NO_NODE; count], vec![NO_NODE; count]);
    let mut roots = Vec::new();
    for node in (0..count as u32).rev() {
        match parents.get(node as usize).copied() {
            Some(parent) if parent != NO_NODE => {
                if let (Some(head), Some(link)) =
                    (first.get_mut(parent as usize), next.get_mut(node as usize))
                {
                    *link = std::mem::replace(head, node);
                }
            }
            _ => roots.push(node),
        }
    }
    let (mut order, mut highs) = (Vec::with_capacity(count), vec![0; count]);
    /// What is still to be done: a node to enter, or a place in the order whose subtree ends.
    enum Todo {
        Enter(u32),
        Leave(usize),
    }
    let mut todo: Vec<Todo> = roots.into_iter().map(Todo::Enter).collect();
    while let Some(step) = todo.pop() {
        let node = match step {
            Todo::Enter(node) => node,
            Todo::Leave(at) => {
                if let Some(high) = highs.get_mut(at) {
                    *high = order.len() as u32;
                }
                continue;
            }
        };
        todo.push(Todo::Leave(order.len()));
        order.push(node);
        let mut child = first.get(node as usize).copied().unwrap_or(NO_NODE);
        while child != NO_NODE {
            todo.push(Todo::Enter(child));
            child = next.get(child as usize).copied().unwrap_or(NO_NODE);
        }
    }
    (order, highs)
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
        let below = |node: &str, root: &str| t.span(t.find(root).unwrap()).holds(t.find(node).unwrap());
        assert!(below("c", "a") && below("c", "b") && below("a", "a"));
        assert!(!below("d", "b") && !below("a", "b") && !below("f", "a"));
        assert_eq!(t.span(t.find("a").unwrap()).nodes().len(), 4);
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
