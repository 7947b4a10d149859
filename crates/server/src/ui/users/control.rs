//! Controls of forms about people: what each is called, what was typed into it, what can be chosen, and what is wrong with it.

use bailiwick_app::administration::{Desk, Seeking};

use super::{
    super::{
        faults::{Fault, Faults},
        page::Page,
        picker::{Kind, Pick, Picker},
    },
    form::TypedLine,
};
use crate::{http::Knock, language::Words};

/// A control.
pub(super) struct Control {
    pub(super) name: String,
    pub(super) label: String,
    /// The type of an input; empty for what is chosen from a list.
    pub(super) input: &'static str,
    pub(super) value: String,
    pub(super) options: Vec<Opt>,
    pub(super) fault: Option<Fault>,
    pub(super) hint: String,
    /// What it is instead, where places are chosen in it.
    pub(super) picker: Option<Picker>,
}

/// Something that can be chosen.
pub(super) struct Opt {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) is_chosen: bool,
}

/// The controls of a role line.
pub(super) struct LineControls {
    pub(super) title: String,
    pub(super) controls: Vec<Control>,
}

/// What makes controls of what was typed.
pub(super) struct Maker<'m> {
    pub(super) page: &'m Page,
    pub(super) knock: &'m Knock,
    pub(super) faults: &'m Faults,
    /// Where the form is sent to.
    pub(super) action: &'static str,
}

/// The places that a form asks for where somebody belongs, and in so many role lines.
pub(super) fn sought(knock: &Knock, lines: &[TypedLine]) -> Seeking {
    let mut seeking = Seeking::default();
    for (name, kind) in [("company", Kind::Company), ("department", Kind::Department), ("area", Kind::Area)] {
        Pick::sent(knock, name).seek(kind, &mut seeking);
    }
    for TypedLine { number, .. } in lines {
        Pick::sent(knock, &format!("areas-{number}")).seek(Kind::Area, &mut seeking);
        Pick::sent(knock, &format!("companies-{number}")).seek(Kind::Company, &mut seeking);
    }
    seeking
}

impl Maker<'_> {
    /// A field to type into.
    pub(super) fn input(&self, name: &str, input: &'static str) -> Control {
        Control {
            name: name.to_owned(),
            label: self.page.text(&format!("users-field-{}", name.replace('_', "-"))),
            input,
            value: super::form::typed(self.knock, name),
            options: Vec::new(),
            fault: self.wrong(name),
            hint: String::new(),
            picker: None,
        }
    }

    /// The same with a sentence below it.
    pub(super) fn hinted(&self, name: &str, input: &'static str, hint: &str) -> Control {
        Control { hint: self.page.text(hint), ..self.input(name, input) }
    }

    /// A list to choose from; `none` is what no choice is called.
    pub(super) fn list(&self, name: &str, none: &str, options: Vec<(String, String)>) -> Control {
        let mut control = self.input(name, "");
        let is_known = options.iter().any(|(value, _)| *value == control.value);
        let mut all = Vec::with_capacity(options.len() + 2);
        if !none.is_empty() {
            all.push((String::new(), self.page.text(none)));
        }
        all.extend(options);
        if !is_known && !control.value.is_empty() {
            // What was typed is kept, also where it is none of them.
            all.push((control.value.clone(), control.value.clone()));
        }
        let chosen = control.value.clone();
        control.options =
            all.into_iter().map(|(value, text)| Opt { is_chosen: value == chosen, value, text }).collect();
        control
    }

    /// A place of a kind.
    pub(super) fn place(&self, name: &str, kind: Kind, desk: &Desk) -> Control {
        self.picked(name, kind, desk, &Pick::sent(self.knock, name))
    }

    /// The same, with what stands in it.
    pub(super) fn picked(&self, name: &str, kind: Kind, desk: &Desk, pick: &Pick) -> Control {
        let control = self.input(name, "text");
        let picker = pick.picker(self.page, name, control.label.clone(), kind.offered(&desk.offers));
        Control { picker: Some(picker.at(self.action).faulty(self.faults)), ..control }
    }

    /// Any number of places of a kind.
    fn places(&self, name: &str, label: &str, kind: Kind, desk: &Desk, hint: &str) -> Control {
        let control = self.input(name, "text");
        let pick = Pick::sent(self.knock, name);
        let picker = pick.pickers(self.page, name, self.page.text(label), kind.offered(&desk.offers));
        let hint = if hint.is_empty() { String::new() } else { self.page.text(hint) };
        let picker = Picker { hint, ..picker.at(self.action).faulty(self.faults) };
        Control { picker: Some(picker), ..control }
    }

    /// A role line.
    pub(super) fn line(&self, desk: &Desk, typed: &TypedLine) -> LineControls {
        let name = |field: &str| format!("{field}-{}", typed.number);
        let called = |control: Control, label: &str| Control { label: self.page.text(label), ..control };
        let scope =
            |is_local: bool| self.page.text(if is_local { "users-role-local" } else { "users-role-global" });
        let roles = desk
            .roles
            .iter()
            .map(|role| (role.id.to_string(), format!("{} ({})", role.label, scope(role.is_local))));
        let role = match desk.roles.is_empty() {
            true => self.input(&name("role"), "text"),
            false => self.list(&name("role"), "users-line-no-role", roles.collect()),
        };
        let role = Control { hint: self.page.text("users-line-role-about"), ..role };
        let mut controls = vec![called(role, "users-field-role")];
        controls.push(self.places(&name("areas"), "users-field-areas", Kind::Area, desk, ""));
        let about = "users-line-companies-about";
        controls.push(self.places(&name("companies"), "users-field-companies", Kind::Company, desk, about));
        controls
            .push(called(self.hinted(&name("from"), "date", "users-line-from-about"), "users-field-from"));
        controls.push(called(self.hinted(&name("to"), "date", "users-line-to-about"), "users-field-to"));
        controls.push(called(self.input(&name("reason"), "text"), "users-field-reason"));
        let number = i64::try_from(typed.number + 1).unwrap_or(i64::MAX);
        LineControls {
            title: self.page.with("users-line-title", &Words::new().count("number", number)),
            controls,
        }
    }

    fn wrong(&self, name: &str) -> Option<Fault> {
        self.faults.at(name).cloned()
    }
}
