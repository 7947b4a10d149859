//! Which records? As a condition for the caller's own queries.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{
    api_keys::Scope,
    decisions::{FilterAnswer, FilterWanted, SqlWanted},
};
use bailiwick_model::Operation;
use bailiwick_policy::filter::sql::{Dialect, TreeForm};
use serde::{Deserialize, Serialize};

use super::{
    check::written,
    circumstances::{Circumstances, Words, state},
    members::Members,
    wrong_type,
};
use crate::http::{Gate, Refusal, receive};

#[derive(Serialize)]
struct Body {
    #[serde(flatten)]
    answer: FilterAnswer,
    revision: u64,
}

/// How the caller wants SQL.
struct Sql {
    dialect: Dialect,
    alias: Option<String>,
    binds_before: u16,
    tree: TreeForm,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DialectWord {
    Sqlite,
    Postgres,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TreeWord {
    Auto,
    Walk,
    Ids,
}

/// `POST /api/v1/filter`
pub(crate) async fn filter(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let received = receive(&gate, request, Scope::Search, wrong_type).await?;
    let mut body = Members::read(&received.body, &gate.body_limits)?;
    let words = Words {
        user: body.need("user"),
        action: body.take("operation").unwrap_or(Operation::Read).word().to_owned(),
        model: Some(body.need("model")),
        record: None,
        values: None,
        fields: Vec::new(),
    };
    let domain: Option<String> = body.take("domain");
    let active_test = body.take("active_test").unwrap_or(true);
    let sql = body.inside("sql", sql).flatten();
    let circumstances = Circumstances::take(&mut body);
    body.finish()?;
    let loaded = state(&gate, &received, &circumstances).await?;
    gate.answer(received, true, move |gate, received, seen| {
        let wanted =
            FilterWanted { domain: domain.as_deref(), active_test, sql: sql.as_ref().map(Sql::wanted) };
        let query = words.query(&circumstances);
        let answer = circumstances
            .ask(gate, &loaded, received, &words.user, seen, |evaluator| evaluator.filter(&query, &wanted))?;
        written(loaded.revision, |revision| Body { answer, revision })
    })
    .await
}

fn sql(body: &mut Members) -> Option<Sql> {
    let dialect: Option<DialectWord> = body.take("dialect");
    if dialect.is_none() {
        body.fault("dialect", "is required: sqlite or postgres");
    }
    let tree = match body.take("tree").unwrap_or(TreeWord::Auto) {
        TreeWord::Auto => TreeForm::Auto,
        TreeWord::Walk => TreeForm::Walk,
        TreeWord::Ids => TreeForm::Ids,
    };
    let (alias, binds_before) = (body.take("alias"), body.take("binds_before").unwrap_or(0));
    let dialect = match dialect? {
        DialectWord::Sqlite => Dialect::Sqlite,
        DialectWord::Postgres => Dialect::Postgres,
    };
    Some(Sql { dialect, alias, binds_before, tree })
}

impl Sql {
    fn wanted(&self) -> SqlWanted<'_> {
        let Self { dialect, alias, binds_before, tree } = self;
        SqlWanted {
            dialect: *dialect,
            alias: alias.as_deref(),
            binds_before: usize::from(*binds_before),
            tree: *tree,
        }
    }
}
