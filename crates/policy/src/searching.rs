//! A caller's own search: the records that match a domain, among those the caller may read.

use bailiwick_model::{Operation, Value};

use crate::{
    asker::Asker,
    domain::{DomainError, EvalError, build_search},
    fields::FieldAccess,
    filter::{Filter, Rights, SearchRefused, secure},
    schema::{FieldId, ModelId},
};

/// Why a search is not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// The domain cannot be read.
    #[error(transparent)]
    Domain(#[from] DomainError),
    /// The domain asks about something that the caller may not see.
    #[error(transparent)]
    Refused(#[from] SearchRefused),
    /// A value cannot be computed.
    #[error(transparent)]
    Eval(#[from] EvalError),
}

impl Asker<'_> {
    /// The filter for a caller's domain, with the caller's rights: it matches what the caller may read and asks for, and
    /// depends on nothing else. With `active_test` archived records are left out unless the domain speaks about
    /// `active` (Odoo's `search`).
    ///
    /// # Errors
    /// See [`SearchError`].
    pub fn search(&self, model: ModelId, domain: &str, active_test: bool) -> Result<Filter, SearchError> {
        let schema = &self.snapshot.schema;
        let search = build_search(schema, model, domain, active_test)?;
        let mut wanted = search.domain.bind(schema, model, self)?;
        if !self.bypasses() {
            // Before anything is folded away: a hidden field cannot be named, not even in a condition that never looks.
            let mut named = search.fields;
            named.sort_unstable();
            named.dedup();
            for (model, field) in named.into_iter().filter(|(_, field)| *field != FieldId::ID) {
                self.field(model, field)?;
            }
            let visible = self.visible(model)?;
            wanted = Filter::and([secure(schema, model, &wanted, self)?, visible]);
        }
        match schema.model(model).active {
            Some(active) if active_test && !search.names_active => {
                Ok(Filter::and([wanted, Filter::one_of(active, vec![Value::Bool(true)], false)]))
            }
            _ => Ok(wanted),
        }
    }
}

impl Rights for Asker<'_> {
    fn field(&self, model: ModelId, field: FieldId) -> Result<(), SearchRefused> {
        let access = self.field_in_general(model, field)?;
        if access == FieldAccess::Yes {
            return Ok(());
        }
        let info = self.snapshot.schema.model(model);
        Err(SearchRefused(format!(
            "You do not have enough rights to access the field \"{}\" on {}. Please contact your system administrator.\
             \n\nOperation: read",
            info.info(field).name,
            info.title()
        )))
    }

    fn visible(&self, model: ModelId) -> Result<Filter, SearchRefused> {
        if !self.check_model(Operation::Read, model).allowed {
            return Err(SearchRefused(self.acl_sentence(Operation::Read, model)));
        }
        self.filter(Operation::Read, model).map_err(|e| SearchRefused(e.0))
    }
}

impl Asker<'_> {
    fn field_in_general(&self, model: ModelId, field: FieldId) -> Result<FieldAccess, SearchRefused> {
        let limited = self.snapshot.rules.model(model).limits.iter().any(|l| l.field == field);
        if !limited {
            return Ok(FieldAccess::Yes);
        }
        let all = self.fields(Operation::Read, model, None).map_err(|e| SearchRefused(e.0))?;
        Ok(all.into_iter().find(|(f, _)| *f == field).map_or(FieldAccess::No, |(_, access)| access))
    }

    /// Odoo's sentence for an operation that no ACL row allows.
    #[must_use]
    pub fn acl_sentence(&self, operation: Operation, model: ModelId) -> String {
        let verb = match operation {
            Operation::Create => "create",
            Operation::Read => "access",
            Operation::Update => "modify",
            Operation::Delete => "delete",
        };
        let info = self.snapshot.schema.model(model);
        let label = info.label.as_deref().unwrap_or(&info.name);
        let mut groups: Vec<&str> = self
            .snapshot
            .rules
            .model(model)
            .acls
            .iter()
            .filter(|row| row.operations.contains(operation))
            .filter_map(|row| row.group.map(|g| self.snapshot.groups.name(g)))
            .collect();
        groups.sort_unstable();
        groups.dedup();
        let who = if groups.is_empty() {
            "No group currently allows this operation.".to_owned()
        } else {
            let list: Vec<String> = groups.iter().map(|g| format!("\t- {g}")).collect();
            format!("This operation is allowed for the following groups:\n{}", list.join("\n"))
        };
        format!(
            "You are not allowed to {verb} '{label}' ({}) records.\n\n{who}\n\n\
             Contact your administrator to request access if necessary.",
            info.name
        )
    }
}
