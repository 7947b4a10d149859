//! `role`: as the other parts, and written as what it may do.

use bailiwick_model::{ModelName, Operations, RoleScope};
use bailiwick_protocol::rest::{DataRight, Restrictions};
use clap::{Args, Subcommand};
use serde_json::{Map, json};

use super::{Change, Delete, Look, Narrowed, Part, create, noun};
use crate::cli::{Context, Outcome, Trouble};

/// Where all roles are.
const ROLES: &str = "roles";

/// What can be done with roles.
#[derive(Debug, Subcommand)]
pub(crate) enum Role {
    /// List them.
    List(Narrowed),
    #[command(flatten)]
    Look(Look),
    /// Make one: of groups, or of what it may do.
    Create(CreateRole),
    /// Change one.
    Change(Change),
    /// Take one away. A role with lines stays; whose they are is told.
    Delete(Delete),
}

/// Makes a role.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick role create \"Household manager\" --scope local --group reg.manager
  bailiwick role create \"Field clerk\" --module registry --feature export \\
      --data reg.household:read,update --action reg.household.approve --where \"[('state', '=', 'draft')]\"")]
pub(crate) struct CreateRole {
    /// Its name for people.
    label: String,
    /// Its technical id, which never changes; made from the name when absent.
    #[arg(long)]
    id: Option<String>,
    /// Whether its lines name areas: global or local.
    #[arg(long, value_name = "SCOPE", default_value = "global", value_parser = scope)]
    scope: RoleScope,
    /// What it is for.
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// A group that it gives.
    #[arg(long = "group", value_name = "ID")]
    groups: Vec<String>,
    /// A whole part of an application.
    #[arg(long = "module", value_name = "NAME")]
    modules: Vec<String>,
    /// An ability inside one.
    #[arg(long = "feature", value_name = "NAME")]
    features: Vec<String>,
    /// A report, as in enrolment:view.
    #[arg(long = "report", value_name = "NAME:VERB")]
    reports: Vec<String>,
    /// A custom action on records, as in reg.household.approve.
    #[arg(long = "action", value_name = "MODEL.ACTION")]
    actions: Vec<String>,
    /// Operations on records, as in reg.household:read,update.
    #[arg(long = "data", value_name = "MODEL:OPERATIONS", value_parser = data)]
    data: Vec<(ModelName, Operations)>,
    /// The records that all of --data is about; all records when absent.
    #[arg(long = "where", value_name = "DOMAIN", requires = "data")]
    domain: Option<String>,
    /// Only tell what would come of it.
    #[arg(long)]
    dry_run: bool,
}

impl Role {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::List(command) => Part::List(command).run(context, ROLES),
            Self::Look(command) => Part::Look(command).run(context, ROLES),
            Self::Create(command) => command.run(context),
            Self::Change(command) => Part::Change(command).run(context, ROLES),
            Self::Delete(command) => Part::Delete(command).run(context, ROLES),
        }
    }
}

impl CreateRole {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let id = self.id.clone().unwrap_or_else(|| id_of(&self.label));
        let mut body = Map::new();
        body.insert("label".to_owned(), self.label.into());
        body.insert("scope".to_owned(), json!(self.scope));
        body.extend(self.comment.map(|comment| ("comment".to_owned(), comment.into())));
        body.insert("groups".to_owned(), json!(self.groups));
        let domain = self.domain;
        let right = |(model, operations)| DataRight { model, operations, domain: domain.clone() };
        let may = Restrictions {
            modules: self.modules,
            features: self.features,
            reports: self.reports,
            actions: self.actions,
            data: self.data.into_iter().map(right).collect(),
        };
        if may != Restrictions::default() {
            body.insert("may".to_owned(), json!(may));
        }
        create(context, noun(ROLES), &id, body, self.dry_run)
    }
}

/// A technical id made from a name.
fn id_of(label: &str) -> String {
    let words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

fn scope(text: &str) -> Result<RoleScope, String> {
    match text {
        "global" => Ok(RoleScope::Global),
        "local" => Ok(RoleScope::Local),
        _ => Err("write global or local".to_owned()),
    }
}

fn data(text: &str) -> Result<(ModelName, Operations), String> {
    let (model, operations) =
        text.split_once(':').ok_or("write MODEL:OPERATIONS, as in reg.household:read,update")?;
    let model = ModelName::new(model).map_err(|error| error.to_string())?;
    let operations =
        operations.split(',').map(|word| word.trim().parse().map_err(|error| format!("{error}")));
    Ok((model, operations.collect::<Result<_, String>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_from_names() {
        assert_eq!(id_of("Field clerk (D-12)"), "field_clerk_d_12");
        assert!(data("reg.household:read,burn").is_err() && data("reg.household").is_err());
        assert_eq!(data("a.b:read, update").unwrap().1.to_string(), "read, update");
    }
}
