//! What a flag says of something that can be taken away: a value, or `""` for none. Everywhere else `""` is refused.

use std::{any::TypeId, fmt::Display, str::FromStr};

use clap::builder::NonEmptyStringValueParser;
use serde_json::Value as Json;

use super::Trouble;

/// A value, or that there is to be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clearable<T> {
    /// This one.
    Value(T),
    /// None any more: `""`.
    Cleared,
}

impl<T: FromStr<Err: Display>> FromStr for Clearable<T> {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "" => Ok(Self::Cleared),
            text => text
                .parse()
                .map(Self::Value)
                .map_err(|error| format!("{error}; \"\" takes away what is there")),
        }
    }
}

impl<T: ToString> From<Clearable<T>> for Json {
    fn from(typed: Clearable<T>) -> Self {
        match typed {
            Clearable::Value(value) => value.to_string().into(),
            Clearable::Cleared => Self::Null,
        }
    }
}

/// What a flag that can be repeated says: all of them, none any more when it says `""`, or nothing.
pub(super) fn all(flag: &str, typed: Vec<Clearable<String>>) -> Result<Option<Vec<String>>, Trouble> {
    if typed.contains(&Clearable::Cleared) && typed.len() > 1 {
        return Err(Trouble::Usage(format!("{flag} \"\" takes all away; leave it out, or all the others")));
    }
    let values = |typed: Vec<Clearable<String>>| {
        let value = |typed| match typed {
            Clearable::Value(value) => Some(value),
            Clearable::Cleared => None,
        };
        typed.into_iter().filter_map(value).collect()
    };
    Ok((!typed.is_empty()).then(|| values(typed)))
}

/// A list as a member of a body; one that was taken away is none.
pub(super) fn list<T: Into<Json>>(all: Vec<T>) -> Json {
    if all.is_empty() { Json::Null } else { Json::Array(all.into_iter().map(Into::into).collect()) }
}

/// The command line, on which no other flag takes `""` for an answer. What the environment says may be empty.
pub(super) fn strict(command: clap::Command) -> clap::Command {
    let is_text = |arg: &clap::Arg| {
        arg.get_value_parser().type_id() == TypeId::of::<String>()
            && arg.get_env().is_none()
            // It has a parser of its own, which finds it, too.
            && arg.get_id() != "reason"
    };
    command
        .mut_args(|arg| match is_text(&arg) {
            true => arg.value_parser(NonEmptyStringValueParser::new()),
            false => arg,
        })
        .mut_subcommands(strict)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    #[test]
    fn nothing_takes_away_and_what_is_wrong_says_so() {
        let read = |text: &str| text.parse::<Clearable<Date>>();
        assert_eq!(read("").map(Json::from), Ok(Json::Null));
        assert_eq!(read("2026-12-01").map(Json::from), Ok("2026-12-01".into()));
        assert!(read("soon").unwrap_err().ends_with("\"\" takes away what is there"));
    }

    #[test]
    fn a_list_is_taken_away_as_a_whole() {
        let typed = |texts: &[&str]| all("--area", texts.iter().map(|text| text.parse().unwrap()).collect());
        assert_eq!(typed(&[]).unwrap(), None);
        assert_eq!(typed(&[""]).unwrap(), Some(vec![]));
        assert_eq!(typed(&["a", "b"]).unwrap(), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert!(typed(&["a", ""]).is_err());
    }
}
