//! Bailiwick, through the public API of `bailiwick-policy`.

use bailiwick_model::{Operation, Value};
use bailiwick_policy::{Moment, Snapshot, UserNumber, records::NoRecords, schema::ModelId};
use jiff::civil::date;

use crate::{
    round::Round,
    shared::{
        in_bailiwick::{area_id, people, person_id, places, policy},
        world::{self, Question, World},
    },
};

pub(crate) const IDS: &str = "Bailiwick, from ids";
pub(crate) const STRINGS: &str = "Bailiwick, from strings";

/// A question whose names have been looked up before.
struct Prepared {
    user: UserNumber,
    operation: Operation,
    model: ModelId,
    row: Vec<Value>,
}

/// A question as a caller has it.
struct Asked {
    login: String,
    operation: &'static str,
    model: String,
    owner: Value,
    area: Value,
}

pub(crate) fn measure(world: &World, round: &Round<'_>) {
    let policy = policy(world);
    let places = places();
    let snapshot = round
        .built(|| Snapshot::compile_from(&policy, &places, people(world)).expect("the workload compiles"));
    let moment = Moment::on(&snapshot, date(2026, 11, 22));
    let check = |question: &Prepared| {
        let asker = snapshot.asker(question.user, &moment, &NoRecords);
        asker.check(question.operation, question.model, &question.row).allowed
    };
    let asked: Vec<Asked> = round.questions().iter().map(ask).collect();
    let prepared: Vec<Prepared> = asked.iter().map(|question| prepare(&snapshot, question)).collect();
    round.way(IDS, |n| check(&prepared[n]));
    round.way(STRINGS, |n| check(&prepare(&snapshot, &asked[n])));
}

fn ask(question: &Question) -> Asked {
    Asked {
        login: world::login(question.person),
        operation: world::OPERATIONS[question.operation],
        model: world::model(question.model),
        owner: person_id(question.owner).into(),
        area: area_id(question.area).into(),
    }
}

/// Looks up every name, those of the fields too, and builds the record's row.
fn prepare(snapshot: &Snapshot, question: &Asked) -> Prepared {
    let schema = snapshot.schema();
    let model = schema.find(&question.model).expect("the model is described");
    let described = schema.model(model);
    let mut row = vec![Value::Null; described.fields.len()];
    for (name, value) in [("owner_id", &question.owner), ("area_id", &question.area)] {
        row[described.field(name).expect("the field is described").slot()] = value.clone();
    }
    Prepared {
        user: snapshot.find_user(&question.login).expect("the user is known"),
        operation: question.operation.parse().expect("an operation"),
        model,
        row,
    }
}
