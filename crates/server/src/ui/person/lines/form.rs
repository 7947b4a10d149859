//! What was typed of a role line.

use bailiwick_app::administration::{Refused, Seeking};
use bailiwick_model::{AreaCode, CompanyId, RoleId};
use bailiwick_protocol::rest::{LineForm, LineView};
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::super::typed as said;
use crate::{
    http::Knock,
    ui::{faults::Faults, page::Page},
};

/// Places that one line names; a table of areas is for a job.
const MOST_PLACES: usize = 200;

/// What the form was sent for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Wish {
    /// To find places.
    #[default]
    Find,
    /// To see what would come of it.
    Preview,
    /// To have it done.
    Do,
}

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) wish: Wish,
    pub(super) role: String,
    pub(super) areas: Vec<String>,
    pub(super) companies: Vec<String>,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) reason: String,
    /// Parts of names of areas that are looked for.
    pub(super) area: String,
    /// The area whose own are shown.
    pub(super) under: Option<String>,
    /// Parts of names of companies that are looked for.
    pub(super) company: String,
    /// What the line was when it was seen.
    pub(super) tag: Option<String>,
}

impl Typed {
    /// What stands there before anybody types.
    pub(super) fn of(line: &LineView) -> Self {
        let form = &line.form;
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            role: form.role.to_string(),
            areas: form.areas.iter().map(ToString::to_string).collect(),
            companies: form.companies.iter().map(ToString::to_string).collect(),
            from: day(form.from),
            to: day(form.to),
            reason: form.reason.clone().unwrap_or_default(),
            tag: line.tag.clone(),
            ..Self::default()
        }
    }

    /// What somebody has sent.
    pub(super) fn sent(knock: &Knock) -> Self {
        let text = |name: &str| said(knock, name).unwrap_or_default().to_owned();
        let all = |name: &str| {
            let mut found: Vec<String> = Vec::new();
            for code in knock.all(name).filter(|code| !code.is_empty()).take(MOST_PLACES) {
                if !found.iter().any(|known| known == code) {
                    found.push(code.to_owned());
                }
            }
            found
        };
        let opened = knock.field("open");
        let wish = match (opened, knock.field("do")) {
            (Some(_), _) | (None, Some("find")) => Wish::Find,
            (None, Some("save")) => Wish::Do,
            _ => Wish::Preview,
        };
        let under =
            opened.map_or_else(|| said(knock, "under").map(str::to_owned), |open| Some(open.to_owned()));
        Self {
            wish,
            role: text("role"),
            areas: all("area"),
            companies: all("company"),
            from: text("from"),
            to: text("to"),
            reason: text("reason"),
            // Whoever opens an area looks for no name any more.
            area: if opened.is_some() { String::new() } else { text("find-area") },
            under: under.filter(|code| !code.is_empty()),
            company: text("find-company"),
            tag: said(knock, "tag").map(str::to_owned),
        }
    }

    /// What of the places is looked for.
    pub(super) fn seeking(&self) -> Seeking {
        Seeking {
            area: self.area.clone(),
            under: self.under.clone(),
            company: self.company.clone(),
            areas: self.areas.clone(),
            companies: self.companies.clone(),
        }
    }

    /// The line that it comes to.
    pub(super) fn line(&self, page: &Page) -> Result<LineForm, Faults> {
        let (from, to) = self.days(page)?;
        let role = RoleId::new(&*self.role);
        let role = role.map_err(|_| Faults::one("role", page.text("person-choose-role")))?;
        let (areas, companies) = self.places(page)?;
        let reason = Some(self.reason.clone()).filter(|reason| !reason.is_empty());
        Ok(LineForm { role, areas, companies, from, to, reason })
    }

    /// The merge patch that it comes to.
    pub(super) fn patch(&self, page: &Page) -> Result<Map<String, Json>, Faults> {
        let (from, to) = self.days(page)?;
        let (areas, companies) = self.places(page)?;
        let reason = Some(&self.reason).filter(|reason| !reason.is_empty());
        let all = [
            ("areas", json!(areas)),
            ("companies", json!(companies)),
            ("from", json!(from)),
            ("to", json!(to)),
            ("reason", json!(reason)),
        ];
        Ok(all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    fn places(&self, page: &Page) -> Result<(Vec<AreaCode>, Vec<CompanyId>), Faults> {
        let areas: Result<Vec<_>, _> = self.areas.iter().map(AreaCode::new).collect();
        let companies: Result<Vec<_>, _> = self.companies.iter().map(CompanyId::new).collect();
        let unfit = |field: &str| Faults::one(field, page.text("person-no-such-place"));
        Ok((areas.map_err(|_| unfit("areas"))?, companies.map_err(|_| unfit("companies"))?))
    }

    fn days(&self, page: &Page) -> Result<(Option<Date>, Option<Date>), Faults> {
        let mut faults = Faults::default();
        let mut day = |name: &str, text: &str| match text {
            "" => None,
            text => match text.parse() {
                Ok(day) => Some(day),
                Err(_) => {
                    faults = std::mem::take(&mut faults).and(name, page.text("person-bad-date"));
                    None
                }
            },
        };
        let days = (day("from", &self.from), day("to", &self.to));
        if faults.is_empty() { Ok(days) } else { Err(faults) }
    }
}

/// Faults of the first of several proposals, as those of the form.
pub(super) fn unnested(refused: Refused) -> Refused {
    match refused {
        Refused::Invalid(mut faults) => {
            for fault in &mut faults {
                if let Some(rest) = fault.pointer.strip_prefix("/0") {
                    fault.pointer = rest.to_owned();
                }
            }
            Refused::Invalid(faults)
        }
        other => other,
    }
}
