//! What the forms of areas, companies and departments have, and the words for what refers to one.

use bailiwick_app::administration::Offered;
use bailiwick_model::{Area, Company, Department};
use bailiwick_store::reference::Reference;
use serde_json::{Map, Value as Json};

use super::{
    Draft, Written,
    body::{line, perhaps, record},
};
use crate::{
    http::Knock,
    language::Words,
    ui::{
        page::Page,
        person::field::Field,
        picker::{Kind, Picker},
        places::step,
    },
};

impl Written for Area {
    const TITLES: [&'static str; 3] = ["places-area-new", "places-area-change", "areas"];
    const PATH: &'static str = "/areas";
    const LIST: &'static str = "/areas";
    const PLACES: &'static [(&'static str, Kind)] = &[("parent", Kind::Area)];

    fn controls(draft: &Draft<'_>) -> Vec<Field> {
        vec![
            draft.code(),
            draft.name(),
            draft.place("parent", "places-in-area", &draft.offers.areas),
            draft.hinted("kind", "places-kind-of-area"),
            draft.hinted("external_id", "places-record"),
        ]
    }

    fn body(knock: &Knock) -> Map<String, Json> {
        let mut body = Map::new();
        line(knock, &mut body, "name");
        perhaps(knock, &mut body, "parent");
        perhaps(knock, &mut body, "kind");
        record(knock, &mut body, "external_id");
        body
    }

    fn at(code: &str) -> String {
        let query = serde_urlencoded::to_string([("area", code)]).unwrap_or_default();
        format!("/areas?{query}")
    }
}

impl Written for Company {
    const TITLES: [&'static str; 3] = ["places-company-new", "places-company-change", "companies"];
    const PATH: &'static str = "/companies";
    const LIST: &'static str = "/companies";
    const PLACES: &'static [(&'static str, Kind)] = &[("parent", Kind::Company)];

    fn controls(draft: &Draft<'_>) -> Vec<Field> {
        let page = &draft.shell.page;
        let mut kind = draft.text("kind", "places-whose");
        // What is not said is ours; of one that hides it nothing is sent.
        if kind.value.is_empty() && draft.is_new {
            kind.value = "client".to_owned();
        }
        let kinds = [("provider", "places-provider"), ("client", "places-client")];
        let kind = kind.choices(kinds.map(|(value, told)| (value.to_owned(), page.text(told))));
        vec![
            draft.code(),
            draft.name(),
            kind.faulty(draft.faults),
            draft.place("parent", "places-in-company", &draft.offers.companies),
            draft.hinted("timezone", "places-zone"),
            draft.hinted("external_id", "places-record"),
        ]
    }

    fn body(knock: &Knock) -> Map<String, Json> {
        let mut body = Map::new();
        line(knock, &mut body, "name");
        for field in ["kind", "parent", "timezone"] {
            perhaps(knock, &mut body, field);
        }
        record(knock, &mut body, "external_id");
        body
    }

    fn at(code: &str) -> String {
        format!("/companies/{}", step(code))
    }
}

impl Written for Department {
    const TITLES: [&'static str; 3] = ["places-department-new", "places-department-change", "companies"];
    const PATH: &'static str = "/departments";
    const LIST: &'static str = "/companies";
    const PLACES: &'static [(&'static str, Kind)] =
        &[("company", Kind::Company), ("parent", Kind::Department)];

    fn controls(draft: &Draft<'_>) -> Vec<Field> {
        let company = draft.place("company", "places-company", &draft.offers.companies).must();
        vec![
            draft.code(),
            draft.name(),
            // A new one is made in its company, where the way to it begins.
            company.fixed(draft.is_new),
            draft.place("parent", "places-in-department", &draft.offers.departments),
        ]
    }

    fn body(knock: &Knock) -> Map<String, Json> {
        let mut body = Map::new();
        line(knock, &mut body, "name");
        line(knock, &mut body, "company");
        perhaps(knock, &mut body, "parent");
        body
    }

    fn at(code: &str) -> String {
        format!("/departments/{}", step(code))
    }
}

impl Draft<'_> {
    fn text(&self, name: &str, label: &str) -> Field {
        let value = match self.values.get(name) {
            None | Some(Json::Null) => String::new(),
            Some(Json::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        Field::text(&self.shell.page, name, label, value).faulty(self.faults)
    }

    fn hinted(&self, name: &str, label: &str) -> Field {
        self.text(name, label).hint(&self.shell.page, &format!("{label}-about"))
    }

    fn code(&self) -> Field {
        let code = self.hinted("code", "places-code").fixed(!self.is_new);
        if self.is_new { code.must() } else { code }
    }

    fn name(&self) -> Field {
        self.text("name", "places-name").must()
    }

    fn place(&self, name: &'static str, label: &str, offered: &Offered) -> Field {
        let page = &self.shell.page;
        let pick = self.picks.iter().find(|(known, _)| *known == name).map(|(_, pick)| pick.clone());
        let picker: Picker = pick.unwrap_or_default().picker(page, name, page.text(label), offered);
        let field = Field::places(picker.at(self.action)).faulty(self.faults);
        if name == "parent" { field.hint(page, "places-in-about") } else { field }
    }
}

/// What refers to a place, with its number.
pub(in crate::ui::places) fn reference(page: &Page, kind: Reference, count: i64) -> String {
    let name = match kind {
        Reference::Below => "places-ref-below",
        Reference::Department => "places-ref-department",
        Reference::User => "places-ref-user",
        Reference::Acting => "places-ref-acting",
        Reference::Reach => "places-ref-reach",
        Reference::Line => "places-ref-line",
        Reference::Override => "places-ref-override",
        Reference::Setting => "places-ref-setting",
    };
    page.with(name, &Words::new().count("count", count))
}
