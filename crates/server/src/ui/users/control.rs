//! Controls of forms about people: what each is called, what was typed into it, what can be chosen, and what is wrong with it.

use bailiwick_app::administration::{Choices, Desk};

use super::{
    super::{faults::Faults, page::Page},
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
    pub(super) fault: Option<Wrong>,
    pub(super) hint: String,
}

/// Something that can be chosen.
pub(super) struct Opt {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) is_chosen: bool,
}

/// What is wrong with a control.
pub(super) struct Wrong {
    pub(super) text: String,
    pub(super) is_english: bool,
}

/// The controls of a role line.
pub(super) struct LineControls {
    pub(super) number: usize,
    pub(super) title: String,
    pub(super) controls: Vec<Control>,
    /// The areas, where they are few enough to choose from.
    pub(super) areas: Vec<Opt>,
    pub(super) fault: Option<Wrong>,
}

/// What makes controls of what was typed.
pub(super) struct Maker<'m> {
    pub(super) page: &'m Page,
    pub(super) knock: &'m Knock,
    pub(super) faults: &'m Faults,
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

    /// A place: chosen where there are few, else typed by its code.
    pub(super) fn place(&self, name: &str, none: &str, choices: &Choices) -> Control {
        match choices {
            Some(choices) => {
                let told = choices.iter().map(|choice| (choice.code.clone(), told(choice)));
                self.list(name, none, told.collect())
            }
            None => self.hinted(name, "text", "users-code-hint"),
        }
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
        let areas = desk.areas.iter().flatten().map(|choice| Opt {
            value: choice.code.clone(),
            text: told(choice),
            is_chosen: typed.areas.contains(&choice.code),
        });
        let areas: Vec<Opt> = areas.collect();
        if areas.is_empty() {
            let control = self.hinted(&name("areas"), "text", "users-codes-hint");
            controls.push(called(Control { value: typed.areas.join(", "), ..control }, "users-field-areas"));
        }
        let companies = self.hinted(&name("companies"), "text", "users-line-companies-about");
        controls.push(called(
            Control { value: typed.companies.join(", "), ..companies },
            "users-field-companies",
        ));
        controls
            .push(called(self.hinted(&name("from"), "date", "users-line-from-about"), "users-field-from"));
        controls.push(called(self.hinted(&name("to"), "date", "users-line-to-about"), "users-field-to"));
        controls.push(called(self.input(&name("reason"), "text"), "users-field-reason"));
        let number = i64::try_from(typed.number + 1).unwrap_or(i64::MAX);
        LineControls {
            number: typed.number,
            title: self.page.with("users-line-title", &Words::new().count("number", number)),
            fault: self.wrong(&name("areas")).filter(|_| !areas.is_empty()),
            areas,
            controls,
        }
    }

    fn wrong(&self, name: &str) -> Option<Wrong> {
        let fault = self.faults.at(name)?;
        Some(Wrong { text: fault.text.clone(), is_english: fault.is_english })
    }
}

/// A place by name and code.
fn told(choice: &bailiwick_app::administration::Choice) -> String {
    match choice.name == choice.code {
        true => choice.code.clone(),
        false => format!("{} ({})", choice.name, choice.code),
    }
}
