//! `fields`: which fields may the user read, or update?

use bailiwick_model::FieldName;
use bailiwick_policy::{FieldAccess, schema::FieldId};
use bailiwick_protocol::world::Fields;

use super::{Bench, Circumstances, asker, compare, set};
use crate::{question::QuestionError, world::report::Judgement};

pub(super) fn fields(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &Fields,
    names: &[FieldName],
) -> Result<Judgement, QuestionError> {
    let asked = bench.ask(here, &ask.user)?;
    let asker = asker(&asked)?;
    let model = asked.state.model(&ask.model)?;
    let row = match &ask.record {
        Some(id) => {
            let value = asked.state.record_id(model, &id.to_string())?;
            let row = asked.stored(model, &value)?;
            let absent = || QuestionError::unfit(format!("there is no record {id} of {}", ask.model));
            Some(row.ok_or_else(absent)?)
        }
        None => None,
    };
    let failed = |e: bailiwick_policy::domain::EvalError| QuestionError::unfit(e.to_string());
    let access = asker.fields(ask.operation, model, row.as_deref()).map_err(failed)?;
    let info = asked.state.snapshot.schema().model(model);
    // Every record has an id, and naming it in each expectation would say nothing.
    let open =
        access.into_iter().filter(|(field, access)| *field != FieldId::ID && *access != FieldAccess::No);
    let got = set(open.map(|(field, _)| &info.info(field).name));
    let at = ask.record.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
    let text = format!("fields: which fields of {}{at} may {} {}", ask.model, ask.user, ask.operation);
    Ok(compare(text, &set(names), &got, Vec::new()))
}
