//! What an address says behind its question mark: the state of a view, so that every view can be linked.

use axum::http::Uri;

use crate::http::{Knock, Once};

/// Names and values, in their order; a name may be there more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pairs: Vec<(String, String)>,
    /// What was asked for as one of them, and is there several times.
    once: Once,
}

impl Query {
    /// What an address says. What cannot be read says nothing.
    pub(super) fn of(uri: &Uri) -> Self {
        let text = uri.query().unwrap_or_default();
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text).unwrap_or_default();
        pairs.into()
    }

    /// What a form says that was sent.
    pub(super) fn sent(knock: &Knock) -> Self {
        Self { once: knock.once.clone(), ..knock.fields().collect() }
    }

    /// The value of a name that is there once.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.once.of(name, self.all(name))
    }

    /// The value of a name that is there once, or nothing where it is empty.
    pub(super) fn said(&self, name: &str) -> Option<&str> {
        self.one(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// All values of a name.
    pub(super) fn all<'q>(&'q self, name: &str) -> impl Iterator<Item = &'q str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Names and values, for the hidden fields of a form that keeps them.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The same with one value of a name, or with none.
    pub(super) fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut query = self.without(&[name]);
        query.pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        query
    }

    /// The same without these names.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        self.keep(|(known, _)| !names.contains(&known.as_str()))
    }

    /// The same with one more value of a name, unless it is there.
    pub(super) fn and(&self, name: &str, value: &str) -> Self {
        let mut query = self.clone();
        if !self.all(name).any(|had| had == value) {
            query.pairs.push((name.to_owned(), value.to_owned()));
        }
        query
    }

    /// The same without one value of a name.
    pub(super) fn less(&self, name: &str, value: &str) -> Self {
        self.keep(|(known, had)| known != name || had != value)
    }

    /// What of it is kept.
    pub(super) fn keep(&self, kept: impl Fn(&&(String, String)) -> bool) -> Self {
        Self { pairs: self.pairs.iter().filter(kept).cloned().collect(), once: self.once.clone() }
    }

    /// A link to a path with all of it.
    pub(super) fn link(&self, path: &str) -> String {
        let said: Vec<_> = self.pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
        match serde_urlencoded::to_string(said) {
            Ok(text) if !text.is_empty() => format!("{path}?{text}"),
            _ => path.to_owned(),
        }
    }
}

impl From<Vec<(String, String)>> for Query {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, once: Once::default() }
    }
}

impl<'f> FromIterator<(&'f str, &'f str)> for Query {
    fn from_iter<I: IntoIterator<Item = (&'f str, &'f str)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        pairs.collect::<Vec<_>>().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query::of(&format!("/users?{text}").parse().unwrap())
    }

    #[test]
    fn what_is_there_twice_is_no_single_value() {
        let said = query("q=a+b&where=x&where=y%26&empty=");
        assert_eq!((said.one("q"), said.one("where"), said.one("none")), (Some("a b"), None, None));
        assert_eq!(said.all("where").collect::<Vec<_>>(), ["x", "y&"]);
        assert_eq!((said.one("empty"), said.said("empty")), (Some(""), None));
    }

    #[test]
    fn links_differ_in_what_was_changed_alone() {
        let said = query("q=a&where=x&where=y%26&after=token&empty=");
        assert_eq!(
            said.with("q", Some("é")).link("/users"),
            "/users?where=x&where=y%26&after=token&q=%C3%A9"
        );
        assert_eq!(said.without(&["after", "q"]).less("where", "x").link("/users"), "/users?where=y%26");
        assert_eq!(query("").link("/users"), "/users");
    }
}
