//! A browser: it keeps cookies, sends forms, and says where they come from.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value as Json, json};

use crate::{fixture::Reply, office::Office};

pub(crate) struct Browser<'o> {
    pub(crate) office: &'o Office,
    pub(crate) cookies: BTreeMap<String, String>,
}

pub(crate) const SESSION: &str = "__Host-bailiwick-session";
pub(crate) const FLOW: &str = "__Host-bailiwick-flow";
pub(crate) const DEVICE: &str = "__Host-bailiwick-device";

impl<'o> Browser<'o> {
    pub(crate) fn new(office: &'o Office) -> Self {
        Self { office, cookies: BTreeMap::new() }
    }

    /// A request with the cookies, from a page of ours.
    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::USER_AGENT, "Browser/1.0");
        if cookies.is_empty() { request } else { request.header(header::COOKIE, cookies.join("; ")) }
    }

    pub(crate) async fn send(&mut self, request: Request<Body>) -> Reply {
        let reply = self.office.send(request).await;
        for cookie in reply.headers.get_all(header::SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match attributes.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        reply
    }

    /// Sends a form as a program would, and gets JSON.
    pub(crate) async fn post(&mut self, path: &str, fields: Json) -> Reply {
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json");
        self.send(request.body(fields.to_string().into()).unwrap()).await
    }

    /// Sends a form as a browser does.
    pub(crate) async fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = serde_urlencoded(fields);
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Sends a form of a page that was looked at: with the state that it was made of. Where it is sent to may be no page; then it is on the one above.
    pub(crate) async fn filled(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        if fields.iter().any(|(name, _)| *name == "tag") {
            return self.form(path, fields).await;
        }
        let mut at = path;
        while let Some((above, _)) = at.rsplit_once('/').filter(|(above, _)| !above.is_empty()) {
            if let Some(seen) = tag(&self.get(at).await.text) {
                return self.form(path, &[&[("tag", &*seen)], fields].concat()).await;
            }
            at = above;
        }
        self.form(path, fields).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    pub(crate) async fn sign_in(&mut self, name: &str, password: &str) -> Reply {
        self.post("/sign-in", json!({ "name": name, "password": password })).await
    }

    /// Whether the session is let in.
    pub(crate) async fn is_in(&mut self) -> bool {
        let reply = self.get("/api/v1/me").await;
        assert!([200, 401].contains(&reply.status.as_u16()), "{}", reply.text);
        reply.status == StatusCode::OK
    }
}

/// Has somebody a temporary password, and chooses [`PASSWORD`] with it. Returns a browser that is in.
pub(crate) async fn somebody<'o>(office: &'o Office, login: &str) -> Browser<'o> {
    let given = office.post("root", &format!("/api/v1/users/{login}/temporary-password"), Json::Null).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text);
    let temporary = given.json()["password"].as_str().unwrap().to_owned();
    let mut browser = Browser::new(office);
    let more = browser.sign_in(login, &temporary).await;
    assert_eq!(more.json()["wants"], json!({ "new_password": true }), "{}", more.text);
    assert!(!browser.is_in().await, "nobody is in before the last gate");
    let taken = browser.post("/sign-in/password", json!({ "password": PASSWORD })).await;
    assert_eq!(
        (taken.status, &taken.json()["state"]),
        (StatusCode::OK, &json!("signed_in")),
        "{}",
        taken.text
    );
    assert!(browser.is_in().await);
    browser
}

/// The state that a form of a page was made of.
pub(crate) fn tag(page: &str) -> Option<String> {
    let behind = page.split("name=\"tag\" value=\"").nth(1)?;
    behind.split('"').next().map(str::to_owned)
}

pub(crate) const PASSWORD: &str = "seven lamps on the quay";

fn serde_urlencoded(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// Where a page leads.
pub(crate) fn location(reply: &Reply) -> &str {
    reply.headers[header::LOCATION].to_str().unwrap()
}
