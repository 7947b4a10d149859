//! The top-level keys of a document, shared with the world file.

use std::collections::BTreeMap;

use bailiwick_model::{
    Acl, AclId, Area, AreaCode, Category, CategoryId, Company, CompanyId, Department, DepartmentId,
    Directory, FieldRule, FieldRuleId, Group, GroupId, Model, ModelName, Permission, PermissionName, Policy,
    Privilege, PrivilegeId, RecordRule, Role, RoleId, RuleId, Settings, User, UserId,
};
use serde::{
    Deserialize, Serialize,
    de::{Error, MapAccess},
    ser::SerializeMap,
};

use super::Document;

/// Every key, in the order it is written.
pub(crate) const KEYS: &[&str] = &[
    "settings",
    "models",
    "categories",
    "privileges",
    "groups",
    "acls",
    "rules",
    "field_rules",
    "permissions",
    "roles",
    "companies",
    "departments",
    "areas",
    "users",
];

/// What has been read so far.
///
/// Read key by key instead of with `#[serde(flatten)]`, which would buffer everything and lose the lines of errors.
#[derive(Default)]
pub(crate) struct Sections {
    settings: Option<Settings>,
    models: Option<BTreeMap<ModelName, Model>>,
    categories: Option<BTreeMap<CategoryId, Category>>,
    privileges: Option<BTreeMap<PrivilegeId, Privilege>>,
    groups: Option<BTreeMap<GroupId, Group>>,
    acls: Option<BTreeMap<AclId, Acl>>,
    rules: Option<BTreeMap<RuleId, RecordRule>>,
    field_rules: Option<BTreeMap<FieldRuleId, FieldRule>>,
    permissions: Option<BTreeMap<PermissionName, Permission>>,
    roles: Option<BTreeMap<RoleId, Role>>,
    companies: Option<BTreeMap<CompanyId, Company>>,
    departments: Option<BTreeMap<DepartmentId, Department>>,
    areas: Option<BTreeMap<AreaCode, Area>>,
    users: Option<BTreeMap<UserId, User>>,
}

impl Sections {
    /// Reads the value of `key`, if it is one of [`KEYS`].
    pub(crate) fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "settings" => once("settings", &mut self.settings, map)?,
            "models" => once("models", &mut self.models, map)?,
            "categories" => once("categories", &mut self.categories, map)?,
            "privileges" => once("privileges", &mut self.privileges, map)?,
            "groups" => once("groups", &mut self.groups, map)?,
            "acls" => once("acls", &mut self.acls, map)?,
            "rules" => once("rules", &mut self.rules, map)?,
            "field_rules" => once("field_rules", &mut self.field_rules, map)?,
            "permissions" => once("permissions", &mut self.permissions, map)?,
            "roles" => once("roles", &mut self.roles, map)?,
            "companies" => once("companies", &mut self.companies, map)?,
            "departments" => once("departments", &mut self.departments, map)?,
            "areas" => once("areas", &mut self.areas, map)?,
            "users" => once("users", &mut self.users, map)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The document that the sections make up.
    pub(crate) fn finish(self) -> Document {
        let has_directory = self.companies.is_some()
            || self.departments.is_some()
            || self.areas.is_some()
            || self.users.is_some();
        let directory = has_directory.then(|| Directory {
            companies: self.companies.unwrap_or_default(),
            departments: self.departments.unwrap_or_default(),
            areas: self.areas.unwrap_or_default(),
            users: self.users.unwrap_or_default(),
        });
        let policy = Policy {
            settings: self.settings.unwrap_or_default(),
            models: self.models.unwrap_or_default(),
            categories: self.categories.unwrap_or_default(),
            privileges: self.privileges.unwrap_or_default(),
            groups: self.groups.unwrap_or_default(),
            acls: self.acls.unwrap_or_default(),
            rules: self.rules.unwrap_or_default(),
            field_rules: self.field_rules.unwrap_or_default(),
            permissions: self.permissions.unwrap_or_default(),
            roles: self.roles.unwrap_or_default(),
        };
        Document { policy, directory }
    }
}

/// Reads the value of a key that may appear once.
pub(crate) fn once<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    key: &'static str,
    slot: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(key));
    }
    *slot = Some(map.next_value()?);
    Ok(())
}

/// Writes the document's keys into an open map, in the order of [`KEYS`].
pub(crate) fn write<M: SerializeMap>(document: &Document, map: &mut M) -> Result<(), M::Error> {
    let Policy {
        settings,
        models,
        categories,
        privileges,
        groups,
        acls,
        rules,
        field_rules,
        permissions,
        roles,
    } = &document.policy;
    if *settings != Settings::default() {
        map.serialize_entry("settings", settings)?;
    }
    unless_empty("models", models, map)?;
    unless_empty("categories", categories, map)?;
    unless_empty("privileges", privileges, map)?;
    unless_empty("groups", groups, map)?;
    unless_empty("acls", acls, map)?;
    unless_empty("rules", rules, map)?;
    unless_empty("field_rules", field_rules, map)?;
    unless_empty("permissions", permissions, map)?;
    unless_empty("roles", roles, map)?;
    let Some(Directory { companies, departments, areas, users }) = &document.directory else { return Ok(()) };
    unless_empty("companies", companies, map)?;
    unless_empty("departments", departments, map)?;
    unless_empty("areas", areas, map)?;
    // One key stays even when nobody is there: an empty directory is not the same as none.
    if !users.is_empty() || (companies.is_empty() && departments.is_empty() && areas.is_empty()) {
        map.serialize_entry("users", users)?;
    }
    Ok(())
}

fn unless_empty<K: Serialize, V: Serialize, M: SerializeMap>(
    key: &str,
    section: &BTreeMap<K, V>,
    map: &mut M,
) -> Result<(), M::Error> {
    if section.is_empty() { Ok(()) } else { map.serialize_entry(key, section) }
}
