//! What the forms of areas, companies and departments have, and the words for what refers to one.

use bailiwick_model::{Area, Company, Department};
use bailiwick_store::reference::Reference;
use serde_json::{Map, Value as Json};

use super::{
    Control, Written,
    body::{line, perhaps, record},
};
use crate::{
    http::Knock,
    language::Words,
    ui::{page::Page, places::step, shell::Shell},
};

impl Written for Area {
    const MODEL: &'static str = "bailiwick.area";
    const TITLES: [&'static str; 3] = ["places-area-new", "places-area-change", "areas"];
    const LIST: &'static str = "/areas";

    fn controls(shell: &Shell, values: &Json, is_new: bool) -> Vec<Control> {
        let page = &shell.page;
        vec![
            code(page, values, is_new),
            name(page, values),
            parent(page, values, "places-in-area"),
            text(page, values, "kind", "places-kind-of-area"),
            record_id(page, values),
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
    const MODEL: &'static str = "bailiwick.company";
    const TITLES: [&'static str; 3] = ["places-company-new", "places-company-change", "companies"];
    const LIST: &'static str = "/companies";

    fn controls(shell: &Shell, values: &Json, is_new: bool) -> Vec<Control> {
        let page = &shell.page;
        let mut kind = text(page, values, "kind", "places-whose");
        let kinds = [("provider", "places-provider"), ("client", "places-client")];
        // What is not said is ours; of one that hides it nothing is sent.
        let chosen = if kind.value.is_empty() && is_new { "client" } else { kind.value.as_str() };
        kind.options = kinds
            .map(|(value, told)| (value.to_owned(), page.text(told), value == chosen))
            .into_iter()
            .collect();
        let mut zone = text(page, values, "timezone", "places-zone");
        zone.is_code = true;
        vec![
            code(page, values, is_new),
            name(page, values),
            kind,
            parent(page, values, "places-in-company"),
            zone,
            record_id(page, values),
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
    const MODEL: &'static str = "bailiwick.department";
    const TITLES: [&'static str; 3] = ["places-department-new", "places-department-change", "companies"];
    const LIST: &'static str = "/departments";

    fn controls(shell: &Shell, values: &Json, is_new: bool) -> Vec<Control> {
        let page = &shell.page;
        let mut company = text(page, values, "company", "places-company");
        company.is_code = true;
        company.is_required = true;
        company.is_fixed = is_new;
        vec![
            code(page, values, is_new),
            name(page, values),
            company,
            parent(page, values, "places-in-department"),
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

fn text(page: &Page, values: &Json, name: &'static str, label: &str) -> Control {
    let value = match values.get(name) {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let hint = match label {
        "places-kind-of-area" => "places-kind-of-area-about",
        "places-zone" => "places-zone-about",
        "places-record" => "places-record-about",
        "places-in-area" | "places-in-company" | "places-in-department" => "places-in-about",
        "places-code" => "places-code-about",
        _ => "",
    };
    let hint = if hint.is_empty() { String::new() } else { page.text(hint) };
    Control { name, label: page.text(label), value, hint, ..Control::default() }
}

fn code(page: &Page, values: &Json, is_new: bool) -> Control {
    Control {
        is_required: is_new,
        is_fixed: !is_new,
        is_code: true,
        ..text(page, values, "code", "places-code")
    }
}

fn name(page: &Page, values: &Json) -> Control {
    Control { is_required: true, ..text(page, values, "name", "places-name") }
}

fn parent(page: &Page, values: &Json, label: &str) -> Control {
    Control { is_code: true, ..text(page, values, "parent", label) }
}

fn record_id(page: &Page, values: &Json) -> Control {
    Control { is_code: true, ..text(page, values, "external_id", "places-record") }
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
