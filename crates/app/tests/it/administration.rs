//! Administration through its use cases, on both databases: who may do what to whom, and what is told of it.

mod delegation;
mod desk;
mod exceptions;
mod fixture;
mod places;
mod policy_objects;
mod previews;
mod restricted_roles;
mod users;
