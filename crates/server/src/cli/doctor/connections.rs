//! Whether the connected databases are there and have what the models say.

use bailiwick_app::{State, doctor::Finding};
use bailiwick_server::config::Config;

use crate::cli::answers::connect;

const REMEDY: &str = "check that the server runs, its address, user and password, and that the user may read the tables of the models";

pub(super) fn check(config: &Config, state: Option<State>) -> Vec<Finding> {
    if config.connections.is_empty() {
        return vec![Finding::well("connections", "no database is connected")];
    }
    let each = |(name, url)| {
        let mut one = config.clone();
        one.connections = [(name, url)].into();
        crate::cli::answers::databases(&one).err()
    };
    let unreachable: Vec<Finding> = config
        .connections
        .clone()
        .into_iter()
        .filter_map(each)
        .map(|trouble| Finding::failure("connections", trouble.into_text(), REMEDY))
        .collect();
    if !unreachable.is_empty() {
        return unreachable;
    }
    let names: Vec<&str> = config.connections.keys().map(String::as_str).collect();
    let Some(state) = state else {
        return vec![Finding::well("connections", format!("{}: reached", names.join(", ")))];
    };
    vec![match connect(state, config) {
        Ok(_) => {
            Finding::well("connections", format!("{}: reached, with the models' tables", names.join(", ")))
        }
        Err(trouble) => {
            let remedy =
                "change the models' tables and columns in the policy, or the database, so that they agree";
            Finding::failure("connections", trouble.into_text(), remedy)
        }
    }]
}
