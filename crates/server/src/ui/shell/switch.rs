//! The company that lists are limited to, as the address says it: `?company=`.

use crate::{
    http::{Gate, Insider, Refusal},
    ui::{choose::way, list::is_of_companies, query::Query},
};

/// What the way to another company says.
pub(in crate::ui) struct Switch {
    /// The company, by its code; nothing for all.
    pub(in crate::ui) code: Option<String>,
    /// What it is called.
    pub(in crate::ui) name: String,
    /// Where another one is chosen.
    pub(in crate::ui) href: String,
}

impl Switch {
    /// As the address has it; nothing for whoever sees one company at most.
    pub(super) async fn of(gate: &Gate, insider: &Insider) -> Result<Option<Self>, Refusal> {
        let uri = &insider.knock.uri;
        let query = Query::of(uri);
        let code = query.said("company").map(str::to_owned);
        let asked = code.clone();
        let scope =
            insider.administer(gate, move |office, ctx| office.scope(ctx, asked.as_deref())).await??;
        if !scope.is_offered {
            return Ok(None);
        }
        // Whoever is elsewhere goes on with people.
        let path = if is_of_companies(uri.path()) { uri.path() } else { "/users" };
        let to = match path == uri.path() {
            true => query.without(&["after", "done", "lang", "company", "count"]).link(path),
            false => path.to_owned(),
        };
        let name = scope.name.or_else(|| code.clone()).unwrap_or_default();
        let href = way(&to, code.as_deref());
        Ok(Some(Self { code, name, href }))
    }
}
