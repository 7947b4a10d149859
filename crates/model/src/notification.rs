//! What somebody wants to be told, and how.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::NotificationKind;

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Electronic mail.
    Email,
    /// A text message to a mobile telephone.
    Sms,
    /// On the screen, after signing in.
    Screen,
}

/// Which kinds of notification by which channels, as far as somebody has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Notifications {
    /// A kind with an empty set is not wanted at all; a kind that is not here was never chosen.
    pub chosen: BTreeMap<NotificationKind, BTreeSet<Channel>>,
}

impl Notifications {
    /// By which channels to tell of `kind`: the choice, else what is usual.
    #[must_use]
    pub fn channels<'a>(
        &'a self,
        kind: &NotificationKind,
        usual: &'a BTreeSet<Channel>,
    ) -> &'a BTreeSet<Channel> {
        self.chosen.get(kind).unwrap_or(usual)
    }

    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_beats_what_is_usual_even_if_it_is_none() {
        let chosen: Notifications =
            serde_json::from_str(r#"{"role.ending":[],"sign_in.new_device":["sms","email"]}"#).unwrap();
        let usual = BTreeSet::from([Channel::Screen]);
        let channels = |kind: &str| {
            let kind = NotificationKind::new(kind).unwrap();
            chosen.channels(&kind, &usual).iter().copied().collect::<Vec<_>>()
        };
        assert_eq!(channels("role.ending"), []);
        assert_eq!(channels("sign_in.new_device"), [Channel::Email, Channel::Sms]);
        assert_eq!(channels("role.granted"), [Channel::Screen]);
    }
}
