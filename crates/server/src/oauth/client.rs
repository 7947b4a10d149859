//! Who asks for a token: the login of a service account and one of its keys, in a header or in the form (RFC 6749 §2.3.1).

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::{
    Fields,
    error::{Fault, Word},
};

/// What a client shows. It has no `Debug`.
pub(super) struct Client {
    /// Its name as it was written, and as it reads once it is decoded.
    names: [String; 2],
    pub(super) secret: Zeroizing<String>,
    /// Whether it came in a header.
    pub(super) in_header: bool,
}

impl Client {
    /// Reads what is shown, in one way and not in two.
    pub(super) fn shown(headers: &HeaderMap, fields: &Fields) -> Result<Self, Fault> {
        let (id, secret) = (fields.one("client_id")?, fields.one("client_secret")?);
        let Some(basic) = basic(headers)? else {
            return match (id, secret) {
                (Some(id), Some(secret)) => Ok(Self {
                    names: [id.to_owned(), id.to_owned()],
                    secret: Zeroizing::new(secret.to_owned()),
                    in_header: false,
                }),
                _ => {
                    let why =
                        "show who asks: client_id and client_secret, as Authorization: Basic or in the form";
                    Err(Word::InvalidClient.says(why).challenging())
                }
            };
        };
        if secret.is_some() {
            return Err(Word::InvalidRequest.says("the client shows itself in two ways; choose one"));
        }
        if id.is_some_and(|id| !basic.is(id)) {
            return Err(Word::InvalidRequest.says("client_id is another one than that of the header"));
        }
        Ok(basic)
    }

    /// Whether this is its name.
    pub(super) fn is(&self, login: &str) -> bool {
        self.names.iter().any(|name| name == login)
    }
}

/// What stands in the header; nothing where there is none.
fn basic(headers: &HeaderMap) -> Result<Option<Client>, Fault> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let wrong =
        || Word::InvalidClient.says("the header is not Authorization: Basic base64(ID:KEY)").challenging();
    let encoded = value.to_str().ok().and_then(|text| text.trim().split_once(' '));
    let encoded =
        encoded.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic") && values.next().is_none());
    let (_, encoded) = encoded.ok_or_else(wrong)?;
    let plain = Zeroizing::new(STANDARD.decode(encoded.trim()).map_err(|_| wrong())?);
    let plain = std::str::from_utf8(&plain).map_err(|_| wrong())?;
    let (id, secret) = plain.split_once(':').ok_or_else(wrong)?;
    Ok(Some(Client {
        // Many clients do not encode the name, though they should.
        names: [id.to_owned(), decoded(id)],
        secret: Zeroizing::new(decoded(secret)),
        in_header: true,
    }))
}

/// A part of the header, which is written as in forms.
fn decoded(part: &str) -> String {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(&format!("part={part}")).unwrap_or_default();
    pairs.into_iter().next().map(|(_, value)| value).unwrap_or_default()
}
