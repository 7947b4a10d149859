//! A list of users: a row per user, our columns or those of a template.
//!
//! | Column | Holds |
//! |---|---|
//! | `login`, `email`, `external_id` | who it is; one of them is the key of the import |
//! | `first_name`, `last_name`, `name`, `job_title` | names |
//! | `kind`, `state` | `internal`, `client` or `service`; `invited`, `active`, … |
//! | `company`, `companies`, `department`, `area` | codes; several companies with a vertical bar between them |
//! | `language`, `timezone`, `phone_mobile`, `phone_work` | as in accounts |
//! | `valid_from`, `valid_to` | days |
//! | `password_hash` | the password as another system keeps it; in no export |
//! | `role`, `role_areas`, `role_companies`, `role_from`, `role_to`, `role_reason` | a role line |
//! | `role2`, `role2_areas` … | further role lines |
//! | `attribute.NAME` | a custom attribute |

mod cells;
mod column;
mod date_format;
mod list;
mod mapping;
mod row;
mod rows;

pub use column::{RoleColumn, RolePart, UnknownColumn, UserColumn};
pub use date_format::DateFormat;
pub use mapping::{ColumnMapping, EmptyCell, UserKey};
pub use row::{Given, RoleCells, UserRow};
pub use rows::{KeyCell, OpenError, REJECT_COLUMN, REMOVED, RowError, UserRows};

#[cfg(test)]
mod tests;
