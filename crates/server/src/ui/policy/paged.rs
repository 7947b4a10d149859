//! Lists from memory, one page after the other.

use super::super::{list::Pager, query::Query};

/// Rows on a page.
pub(super) const PER_PAGE: usize = 50;

/// One page of something that is in order of its keys: what stands behind the key that the address names.
pub(super) fn paged<T>(
    all: impl Iterator<Item = T>,
    key: impl Fn(&T) -> String,
    query: &Query,
    (path, name): (&str, &str),
) -> (Vec<T>, Pager) {
    let after = query.said(name).map(str::to_owned);
    let behind = |item: &T| after.as_ref().is_none_or(|after| key(item) > *after);
    let mut items: Vec<T> = all.filter(behind).take(PER_PAGE + 1).collect();
    let more = items.len() > PER_PAGE;
    items.truncate(PER_PAGE);
    let last = items.last().filter(|_| more).map(&key);
    let to = |after: Option<&str>| query.with(name, after).without(&["done", "undo"]).link(path);
    let pager = Pager { first: after.map(|_| to(None)), next: last.map(|last| to(Some(&last))) };
    (items, pager)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_without_gaps() {
        let all: Vec<String> = (0..120).map(|number| format!("{number:03}")).collect();
        let (mut seen, mut link) = (Vec::new(), "/groups?q=x".to_owned());
        loop {
            let query = Query::of(&link.parse().unwrap());
            let (items, pager) = paged(all.iter(), |item| (*item).clone(), &query, ("/groups", "after"));
            assert!(items.len() <= PER_PAGE);
            seen.extend(items.into_iter().cloned());
            let Some(next) = pager.next else { break };
            assert!(next.contains("q=x"), "{next}");
            link = next;
        }
        assert_eq!(seen, all);
    }
}
