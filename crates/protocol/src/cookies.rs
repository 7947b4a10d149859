//! What a browser sends back of cookies (RFC 6265 §5.4).

/// The value of a cookie, from all `Cookie` headers of a request. Two of one name are none: which of them is ours cannot be known, and
/// somebody who can write cookies for a neighbouring host might have put the other one there.
pub fn only<'h>(headers: impl IntoIterator<Item = &'h str>, name: &str) -> Option<&'h str> {
    let pairs = headers.into_iter().flat_map(|text| text.split(';'));
    let mut found = pairs.filter_map(|pair| {
        let (known, value) = pair.trim_matches([' ', '\t']).split_once('=')?;
        (known == name).then_some(value)
    });
    let value = found.next()?;
    found.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_of_a_name_is_read_and_two_are_none() {
        assert_eq!(only(["a=1; b=2", "c=3"], "c"), Some("3"));
        assert_eq!(only(["a=1;b=2=3 ; c"], "b"), Some("2=3"));
        assert_eq!(only(["a=1; b=2; a=1"], "a"), None);
        assert_eq!(only(["a=1", "a=2"], "a"), None);
        assert_eq!(only(["A=1; a =2; c; =3"], "a"), None);
        assert_eq!(only([""; 2], ""), None);
    }

    proptest! {
        #[test]
        fn whatever_stands_around_it_the_value_is_the_one_that_was_set(
            before in "[^a]{0,20}", value in "[A-Za-z0-9_-]{0,43}", after in "[^a]{0,20}",
        ) {
            let text = format!("{before}; a={value}; {after}");
            prop_assert_eq!(only([text.as_str()], "a"), Some(value.as_str()));
            prop_assert_eq!(only([text.as_str(), "a=x"], "a"), None);
        }
    }
}
