//! What an address says behind its question mark: the state of a view, so that every view can be linked.

use axum::http::Uri;

/// Names and values, in their order; a name may be there more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// What an address says. What cannot be read says nothing.
    pub(super) fn of(uri: &Uri) -> Self {
        let text = uri.query().unwrap_or_default();
        Self(serde_urlencoded::from_str(text).unwrap_or_default())
    }

    /// What a form says that was sent.
    pub(super) fn sent<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> Self {
        Self(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The value of a name that is there once.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        let mut found = self.all(name);
        found.next().filter(|_| found.next().is_none())
    }

    /// The value of a name that is there once, or nothing where it is empty.
    pub(super) fn said(&self, name: &str) -> Option<&str> {
        self.one(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// All values of a name.
    pub(super) fn all<'q>(&'q self, name: &str) -> impl Iterator<Item = &'q str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Names and values, for the hidden fields of a form that keeps them.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The same with one value of a name, or with none.
    pub(super) fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut pairs: Vec<_> = self.0.iter().filter(|(known, _)| known != name).cloned().collect();
        pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        Self(pairs)
    }

    /// The same without these names.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(known, _)| !names.contains(&known.as_str())).cloned().collect())
    }

    /// The same with one more value of a name, unless it is there.
    pub(super) fn and(&self, name: &str, value: &str) -> Self {
        let mut pairs = self.0.clone();
        if !self.all(name).any(|had| had == value) {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Self(pairs)
    }

    /// The same without one value of a name.
    pub(super) fn less(&self, name: &str, value: &str) -> Self {
        Self(self.0.iter().filter(|(known, had)| known != name || had != value).cloned().collect())
    }

    /// A link to a path with all of it.
    pub(super) fn link(&self, path: &str) -> String {
        let said: Vec<_> = self.0.iter().filter(|(_, value)| !value.is_empty()).collect();
        match serde_urlencoded::to_string(said) {
            Ok(text) if !text.is_empty() => format!("{path}?{text}"),
            _ => path.to_owned(),
        }
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
