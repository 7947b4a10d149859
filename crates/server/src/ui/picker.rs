//! Choosing places in a form: by typing a code, by looking for a name, or from the top of the tree downwards.
//!
//! What is looked for is sent with the whole form, by buttons that say so; the answer is the same form with what was found. So it works without
//! scripts, loses nothing of what was typed, and shows a page of a hundred thousand places as well as of ten.

use std::collections::BTreeSet;

use bailiwick_app::administration::{Offered, Offers, Seeking, Sought};

use super::{
    faults::{Fault, Faults},
    page::Page,
};
use crate::{http::Knock, language::Words};

/// Places that one control holds; a table of areas is for a job.
const MOST: usize = 200;

/// What kind of places are chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Area,
    Company,
    Department,
}

/// What a form was sent for, where that is finding places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The control.
    name: String,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// Looking for what was typed.
    Find,
    /// Showing what lies in a place; nothing for the top.
    Open(String),
    /// Taking one.
    Pick(String),
}

/// What was typed into a control for places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) chosen: Vec<String>,
    looks: bool,
    search: String,
    under: Option<String>,
}

/// The control, ready to be written.
#[derive(Default)]
pub(super) struct Picker {
    pub(super) name: String,
    pub(super) label: String,
    /// Where the form is sent to.
    pub(super) action: String,
    pub(super) is_many: bool,
    pub(super) is_open: bool,
    pub(super) must: bool,
    /// Of one: its code as it stands there.
    pub(super) value: String,
    pub(super) search: String,
    /// The place whose own are shown, by code and name.
    pub(super) under: Option<(String, String)>,
    pub(super) rows: Vec<Row>,
    pub(super) more: bool,
    pub(super) hint: String,
    /// What the one that is chosen is called, or how many are.
    pub(super) told: String,
    pub(super) fault: Option<Fault>,
}

/// A place in the control.
pub(super) struct Row {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) is_chosen: bool,
    /// Whether others lie in it.
    pub(super) has_more: bool,
}

impl Asked {
    /// What of places a form was sent for; nothing where it was sent for something else. Whoever presses Enter and has typed into a search looks for it.
    pub(super) fn of(knock: &Knock) -> Option<Self> {
        let of = |prefix: &str, (name, value): (&str, &str)| {
            let name = name.strip_prefix(prefix)?.to_owned();
            Some((name, value.to_owned()))
        };
        let told = |(name, what)| Self { name, what };
        for pair in knock.fields() {
            if let Some((name, code)) = of("open-", pair) {
                return Some(told((name, What::Open(code))));
            }
            if let Some((name, code)) = of("pick-", pair) {
                return Some(told((name, What::Pick(code))));
            }
        }
        if let Some(name) = knock.field("look") {
            return Some(told((name.to_owned(), What::Find)));
        }
        let is_plain = ["do", "next"].iter().all(|button| knock.field(button).is_none());
        let typed =
            knock.fields().find_map(|pair| of("find-", pair).filter(|(_, text)| !text.trim().is_empty()));
        typed.filter(|_| is_plain).map(|(name, _)| told((name, What::Find)))
    }
}

impl Pick {
    /// What stands there before anybody types.
    pub(super) fn of<C: ToString>(chosen: impl IntoIterator<Item = C>) -> Self {
        Self { chosen: chosen.into_iter().map(|code| code.to_string()).collect(), ..Self::default() }
    }

    /// What somebody has sent: codes that he chose, and those that he typed, between commas.
    pub(super) fn sent(knock: &Knock, name: &str) -> Self {
        let mut known = BTreeSet::new();
        let typed = knock.field(&format!("more-{name}")).unwrap_or_default();
        let all = knock.all(name).chain(typed.split([',', '\n'])).map(str::trim).map(str::to_owned);
        let mut chosen: Vec<String> =
            all.filter(|code| !code.is_empty() && known.insert(code.clone())).take(MOST).collect();
        let text = |name: String| knock.field(&name).unwrap_or_default().trim().to_owned();
        let mut pick = Self {
            looks: false,
            search: text(format!("find-{name}")),
            under: Some(text(format!("under-{name}"))).filter(|code| !code.is_empty()),
            chosen: Vec::new(),
        };
        match Asked::of(knock).filter(|asked| asked.name == name).map(|asked| asked.what) {
            Some(What::Find) => pick.looks = true,
            Some(What::Open(code)) => {
                // Whoever opens a place looks for no name any more.
                pick = Self {
                    looks: true,
                    under: Some(code).filter(|code| !code.is_empty()),
                    ..Self::default()
                };
            }
            Some(What::Pick(code)) => {
                pick = Self::default();
                chosen = vec![code];
            }
            None => {}
        }
        Self { chosen, ..pick }
    }

    /// The same, where places are shown whether anybody asks or not.
    pub(super) fn always(self) -> Self {
        Self { looks: true, ..self }
    }

    /// The one that is chosen.
    pub(super) fn one(&self) -> &str {
        self.chosen.first().map(String::as_str).unwrap_or_default()
    }

    /// Has what this control shows looked for, beside what others show.
    pub(super) fn seek(&self, kind: Kind, seeking: &mut Seeking) {
        let sought = kind.of(seeking);
        sought.chosen.extend(self.chosen.iter().cloned());
        if self.looks {
            let company = sought.company.take();
            let chosen = std::mem::take(&mut sought.chosen);
            *sought = Sought {
                chosen,
                looks: true,
                search: self.search.clone(),
                under: self.under.clone(),
                company,
            };
        }
    }

    /// The control for one place.
    pub(super) fn picker(&self, page: &Page, name: &str, label: String, offered: &Offered) -> Picker {
        let name_of = |code: &str| offered.names.get(code).map_or_else(|| code.to_owned(), String::clone);
        let under = self.under.as_ref().filter(|_| self.looks && self.search.is_empty());
        let told = offered
            .names
            .get(self.one())
            .map(|name| page.with("picker-called", &Words::new().text("name", name.as_str())));
        let rows = offered.places.iter().filter(|_| self.looks).map(|place| Row {
            code: place.code.clone(),
            name: place.name.clone(),
            is_chosen: self.chosen.contains(&place.code),
            has_more: place.has_more,
        });
        Picker {
            name: name.to_owned(),
            label,
            is_open: self.looks,
            value: self.one().to_owned(),
            search: self.search.clone(),
            under: under.map(|code| (code.clone(), name_of(code))),
            rows: rows.collect(),
            more: self.looks && offered.more,
            told: told.unwrap_or_default(),
            ..Picker::default()
        }
    }

    /// The control for any number of places: those that are chosen, and behind them those that were found.
    pub(super) fn pickers(&self, page: &Page, name: &str, label: String, offered: &Offered) -> Picker {
        let mut picker = self.picker(page, name, label, offered);
        let found = std::mem::take(&mut picker.rows).into_iter().filter(|row| !row.is_chosen);
        let chosen = self.chosen.iter().map(|code| Row {
            code: code.clone(),
            name: offered.names.get(code).unwrap_or(code).clone(),
            is_chosen: true,
            has_more: offered.places.iter().any(|place| place.code == *code && place.has_more),
        });
        picker.rows = chosen.chain(found).collect();
        picker.told = match i64::try_from(self.chosen.len()) {
            Ok(count) if count > 0 => page.with("picker-chosen", &Words::new().count("count", count)),
            _ => String::new(),
        };
        Picker { is_many: true, ..picker }
    }
}

impl Kind {
    /// What was found of this kind.
    pub(super) fn offered(self, offers: &Offers) -> &Offered {
        match self {
            Self::Area => &offers.areas,
            Self::Company => &offers.companies,
            Self::Department => &offers.departments,
        }
    }

    fn of(self, seeking: &mut Seeking) -> &mut Sought {
        match self {
            Self::Area => &mut seeking.areas,
            Self::Company => &mut seeking.companies,
            Self::Department => &mut seeking.departments,
        }
    }
}

impl Picker {
    /// In the form that is sent there.
    pub(super) fn at(self, action: &str) -> Self {
        Self { action: action.to_owned(), ..self }
    }

    /// With what is wrong with it.
    pub(super) fn faulty(self, faults: &Faults) -> Self {
        let fault = faults.at(&self.name).cloned();
        Self { fault: fault.or(self.fault), ..self }
    }

    /// What the control is described by.
    pub(super) fn described(&self) -> String {
        let error = self.fault.as_ref().map(|_| format!("f-{}-e", self.name));
        let hint = (!self.hint.is_empty() || !self.told.is_empty()).then(|| format!("f-{}-h", self.name));
        error.into_iter().chain(hint).collect::<Vec<_>>().join(" ")
    }
}
