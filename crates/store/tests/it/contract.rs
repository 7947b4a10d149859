//! What every repository function promises, on both engines alike.

mod ahead;
mod audit;
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
mod sign_in;
mod tampering;
mod token;
mod user_override;
mod work;
