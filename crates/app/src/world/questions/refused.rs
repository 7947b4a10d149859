//! `refused`: is an object refused, and for the right reason?

use bailiwick_model::Directory;
use bailiwick_policy::Snapshot;
use bailiwick_protocol::world::Offer;

use super::{Bench, value::expect_error};
use crate::world::report::Judgement;

pub(super) fn refused(bench: &Bench<'_>, offer: &Offer, says: &str) -> Judgement {
    let kind = format!("{:?}", offer.kind).to_lowercase();
    let asked = format!("refused: {kind} {}", serde_json::Value::Object(offer.object.clone()));
    let mut judgement = expect_error(asked, says, accept(bench, offer));
    judgement.wanted = format!("a refusal that says {says:?}");
    judgement
}

/// Tries to put the object in force beside everything else.
fn accept(bench: &Bench<'_>, offer: &Offer) -> Result<String, String> {
    let mut document = bench.world.document.clone();
    offer.place(&mut document)?;
    let nobody = Directory::default();
    let people = document.directory.as_ref().unwrap_or(&nobody);
    match Snapshot::compile(&document.policy, people) {
        Ok(_) => Ok("it is accepted".to_owned()),
        Err(problems) => Err(problems.to_string()),
    }
}
