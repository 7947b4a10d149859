//! A `<record>` element or a CSV row, before anything is known about its model.

use std::sync::Arc;

use super::{Kind, Place};

/// One record as the file writes it.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// The module of the file.
    pub(super) module: Arc<str>,
    /// Its id, qualified by a module.
    pub(super) id: String,
    /// Technical name of the Odoo model.
    pub(super) model: String,
    /// Whether Odoo leaves it alone at upgrades.
    pub(super) noupdate: bool,
    /// What `forcecreate` says, if it says anything.
    pub(super) forcecreate: Option<bool>,
    /// Its fields in file order.
    pub(super) fields: Vec<Field>,
    /// Where it begins.
    pub(super) place: Place,
}

impl Record {
    pub(super) fn kind(&self) -> Kind {
        Kind::of_model(&self.model)
    }

    /// Whether the record brings the object into being, rather than adding to one of another module.
    pub(super) fn defines(&self) -> bool {
        module_part(&self.id) == &*self.module || self.forcecreate == Some(true)
    }
}

/// One `<field>` or CSV cell.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) content: Content,
    pub(super) place: Place,
}

/// The ways a field can be written.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Plain text.
    Text(String),
    /// `ref="…"`, or a CSV column ending in `:id`.
    Ref(String),
    /// `eval="…"`
    Eval(String),
    /// `search="…"`
    Search(String),
    /// Markup inside the field, or the content of another file.
    Nested,
}

/// An id with its module: `group_user` in a file of `base` is `base.group_user`.
pub(super) fn qualify(module: &str, id: &str) -> String {
    let id = id.trim();
    if id.contains('.') { id.to_owned() } else { format!("{module}.{id}") }
}

/// The module of a qualified id.
pub(super) fn module_part(id: &str) -> &str {
    id.split_once('.').map_or("", |(module, _)| module)
}

/// Odoo's reading of a switch attribute such as `noupdate`: everything but these words is yes.
pub(super) fn switch(text: &str) -> bool {
    !matches!(text.trim().to_ascii_lowercase().as_str(), "0" | "false" | "off" | "")
}
