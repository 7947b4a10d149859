//! Administration through its use cases, on both databases: who may do what to whom, and what is told of it.

mod area_import;
mod attributes;
mod boundaries;
mod bulk;
mod delegation;
mod desk;
mod escalation;
mod exceptions;
mod farewell;
mod fixture;
mod forest;
mod handing_on;
mod jobs;
mod jobs_killed;
mod lists;
mod places;
mod policy_objects;
mod previews;
mod restricted_roles;
mod seats;
mod seen;
mod settings;
mod tenants;
mod turns;
mod users;
