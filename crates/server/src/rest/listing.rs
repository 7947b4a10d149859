//! Lists: what can be asked of every one of them, and the cursor to the next page.

use axum::response::Response;
use bailiwick_app::administration::{Done, Listing, Turned};
use bailiwick_protocol::rest::Listed;
use bailiwick_store::own::Order;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::IntoParams;

use crate::http::{
    Gate, Refusal, Wishes,
    cursor::{fingerprint, opened, sealed},
    json, keep,
};

/// Objects on a page when nothing is said.
const USUAL: usize = 50;
/// Objects on a page at most.
const MOST: usize = 500;

/// What the address of a list may say.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes the parameters; they are read one by one")]
pub(crate) struct Parameters {
    /// A filter in the domain language, as in [('area', '=', 'D-12')].
    domain: Option<String>,
    /// Beginnings of words.
    search: Option<String>,
    /// id, -id, name or -name.
    order: Option<String>,
    /// Objects on a page: 1 to 500, 50 when absent.
    limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Whether to count all of them, up to 10,000.
    count: Option<bool>,
    /// Only these members of each object, between commas.
    fields: Option<String>,
}

/// One page of a list.
pub(crate) struct Turn {
    pub(crate) listing: Listing,
    fields: Vec<String>,
    fingerprint: String,
}

impl Turn {
    /// The page that the address asks for. `what` keeps cursors of different lists apart.
    pub(crate) fn take(gate: &Gate, wishes: &mut Wishes, what: &str) -> Result<Self, Refusal> {
        let domain = wishes.text("domain")?.unwrap_or_default();
        let search = wishes.text("search")?.unwrap_or_default();
        let order = match wishes.text("order")?.as_deref() {
            None | Some("id") => Order::Id,
            Some("-id") => Order::IdDown,
            Some("name") => Order::Name,
            Some("-name") => Order::NameDown,
            Some(_) => return Err(Refusal::bad("query.unfit", "order is id, -id, name or -name")),
        };
        let limit = wishes.number("limit", 1..=MOST)?.unwrap_or(USUAL);
        let count = wishes.flag("count")?;
        let fields = wishes.list("fields")?;
        let fingerprint = fingerprint(&format!("{what}\n{domain}\n{search}\n{order:?}"));
        let after = match wishes.text("cursor")? {
            Some(text) => Some(opened(gate, &text, &fingerprint)?),
            None => None,
        };
        Ok(Self { listing: Listing { domain, search, order, after, limit, count }, fields, fingerprint })
    }

    /// The page as an answer.
    pub(crate) fn answer<T: Serialize>(
        self,
        gate: &Gate,
        done: Done<Turned<T>>,
    ) -> Result<Response, Refusal> {
        let Done { value: (listed, last), revision } = done;
        let next = match last.filter(|_| listed.more) {
            Some(place) => Some(sealed(gate, &self.fingerprint, place).ok_or_else(Refusal::broken)?),
            None => None,
        };
        let mut page = page(&listed).ok_or_else(Refusal::broken)?;
        if let Some(items) = page.get_mut("items").and_then(Json::as_array_mut) {
            for item in items {
                if let Some(members) = item.as_object_mut() {
                    members.remove("tag");
                }
                keep(item, &self.fields);
            }
        }
        if let (Some(members), Some(next)) = (page.as_object_mut(), next) {
            members.insert("next_cursor".to_owned(), next.into());
        }
        Ok(json(revision, serde_json::to_vec(&page).map_err(|_| Refusal::broken())?))
    }
}

fn page<T: Serialize>(listed: &Listed<T>) -> Option<Json> {
    serde_json::to_value(listed).ok()
}

/// A name as a part of a path.
pub(crate) fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
