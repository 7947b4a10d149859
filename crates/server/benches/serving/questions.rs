//! The workload's questions as HTTP requests, and the answers they must get.

use super::shared::{
    in_bailiwick::{area_id, person_id},
    world::{self, Question, World},
};

const SINGLE: usize = 2_000;
const BATCHES: usize = 100;
/// Questions in a batch: one person, a page of records.
pub(crate) const ITEMS: usize = 100;

/// A request, and the body of its answer.
pub(crate) struct Exchange {
    pub(crate) request: Vec<u8>,
    pub(crate) answer: String,
}

/// One question each.
pub(crate) fn single(world: &World, token: &str) -> Vec<Exchange> {
    let exchange = |question: &Question| {
        let body = format!("{{{},{}}}", asker(question), resource(question));
        let request = request("/access/v1/evaluation", token, &body);
        Exchange { request, answer: decision(world, question) }
    };
    world.questions(SINGLE).iter().map(exchange).collect()
}

/// A hundred each.
pub(crate) fn batches(world: &World, token: &str) -> Vec<Exchange> {
    let exchange = |seed| {
        let page = world.page(seed, ITEMS);
        let items: Vec<String> = page.iter().map(|question| format!("{{{}}}", resource(question))).collect();
        let body = format!("{{{},\"evaluations\":[{}]}}", asker(&page[0]), items.join(","));
        let decisions: Vec<String> = page.iter().map(|question| decision(world, question)).collect();
        let answer = format!("{{\"evaluations\":[{}]}}", decisions.join(","));
        Exchange { request: request("/access/v1/evaluations", token, &body), answer }
    };
    (0..BATCHES).map(exchange).collect()
}

fn asker(question: &Question) -> String {
    let (login, operation) = (world::login(question.person), world::OPERATIONS[question.operation]);
    format!(r#""subject":{{"type":"user","id":"{login}"}},"action":{{"name":"{operation}"}}"#)
}

fn resource(question: &Question) -> String {
    let (model, owner, area) =
        (world::model(question.model), person_id(question.owner), area_id(question.area));
    format!(
        r#""resource":{{"type":"{model}","id":"{owner}","properties":{{"owner_id":{owner},"area_id":{area}}}}}"#
    )
}

fn decision(world: &World, question: &Question) -> String {
    format!(r#"{{"decision":{}}}"#, world.answer(question))
}

fn request(path: &str, token: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: \
         application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
