//! What was typed of a role line.

use bailiwick_app::administration::{Refused, Seeking};
use bailiwick_model::{AreaCode, CompanyId, RoleId};
use bailiwick_protocol::rest::{LineForm, LineView};
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use crate::{
    http::Knock,
    ui::{
        faults::Faults,
        page::Page,
        person::typed as said,
        picker::{Kind, Pick},
    },
};

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) role: String,
    pub(super) areas: Pick,
    pub(super) companies: Pick,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) reason: String,
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
            areas: Pick::of(&form.areas),
            companies: Pick::of(&form.companies),
            from: day(form.from),
            to: day(form.to),
            reason: form.reason.clone().unwrap_or_default(),
            tag: line.tag.clone(),
        }
    }

    /// What somebody has sent.
    pub(super) fn sent(knock: &Knock) -> Self {
        let text = |name: &str| said(knock, name).unwrap_or_default().to_owned();
        Self {
            role: text("role"),
            areas: Pick::sent(knock, "areas"),
            companies: Pick::sent(knock, "companies"),
            from: text("from"),
            to: text("to"),
            reason: text("reason"),
            tag: said(knock, "tag").map(str::to_owned),
        }
    }

    /// Has places looked for: areas always, since most lines name some.
    pub(super) fn seek(&self, seeking: &mut Seeking) {
        self.areas.clone().always().seek(Kind::Area, seeking);
        self.companies.seek(Kind::Company, seeking);
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
        let areas: Result<Vec<_>, _> = self.areas.chosen.iter().map(AreaCode::new).collect();
        let companies: Result<Vec<_>, _> = self.companies.chosen.iter().map(CompanyId::new).collect();
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
