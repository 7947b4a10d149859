//! What is not held, in words that a person can act on.

use jiff::civil::Date;

/// The first thing of a claim that the actor does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Beyond {
    /// The actor may do nothing at all, so there is nothing to hand on.
    #[error("your account gives you nothing today, so you can give nothing; see why with explain")]
    Nothing,
    /// The claim names something that does not exist.
    #[error("there is no {what} {name:?}; choose one that is declared")]
    Unknown {
        /// A group, area or company.
        what: &'static str,
        /// As it was named.
        name: String,
    },
    /// The group allows what an override denies the actor.
    #[error("group {group} allows what an override denies you; leave it to somebody who may do it")]
    Denied {
        /// Its technical id.
        group: String,
    },
    /// The group is not held anywhere.
    #[error("you do not hold group {group}; leave it to somebody who does")]
    Group {
        /// Its technical id.
        group: String,
    },
    /// The group is held, but not there.
    #[error("you do not hold group {group} {place}; choose a place where you do")]
    Place {
        /// Its technical id.
        group: String,
        /// Where: "in area D-12", "in every area", "in area D-12 for every company".
        place: String,
    },
    /// The group is held there, but not on all of the days.
    #[error("you do not hold group {group}{place}{}; keep to the days on which you do", days(*.before, *.after))]
    Days {
        /// Its technical id.
        group: String,
        /// Where, with a space before it; empty when that is not limited.
        place: String,
        /// The first day on which it is held, when the claim begins earlier.
        before: Option<Date>,
        /// The last day on which it is held, when the claim ends later.
        after: Option<Date>,
    },
    /// The group shows whoever has it the people of his department, and that is none of the actor's.
    #[error(
        "what group {group} opens goes by the department of whoever has it, and {place}; leave it to somebody who reaches \
         them all"
    )]
    Department {
        /// Its technical id.
        group: String,
        /// Whose department it is.
        place: String,
    },
    /// An override allows the user something.
    #[error(
        "an override allows this user more ({reason:?}), which only somebody with group {all} everywhere holds"
    )]
    Override {
        /// The reason that stands with it.
        reason: String,
        /// The group that holds everything.
        all: String,
    },
    /// The user bypasses rights.
    #[error("this user bypasses every right, which only somebody with group {all} everywhere holds")]
    Superuser {
        /// The group that holds everything.
        all: String,
    },
}

fn days(before: Option<Date>, after: Option<Date>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!(" before {before} or after {after}"),
        (Some(before), None) => format!(" before {before}"),
        (None, Some(after)) => format!(" after {after}"),
        (None, None) => String::new(),
    }
}
