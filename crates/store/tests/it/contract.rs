//! What every repository function promises, on both engines alike.

mod ahead;
mod api_key;
mod audit;
mod audit_glimpses;
mod backup;
mod change;
mod condition;
mod directory;
mod import_run;
mod outbox;
mod people;
mod places;
mod policy;
mod resource;
mod role_line;
mod seat;
mod sign_in;
mod tampering;
mod user_override;
mod work;
