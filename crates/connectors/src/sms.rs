//! Text messages, through a gateway: whoever sells them takes a request over HTTPS, and each wants another form of it.

mod template;

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use hyper::{
    Request, StatusCode, Uri,
    body::{Body, Bytes, Frame, Incoming, SizeHint},
    header::{CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tokio::runtime::Runtime;

use crate::mail::is_loopback;
use template::Template;

pub use template::SmsForm;

/// An answer longer than this is not read to its end.
const LONGEST_ANSWER: usize = 64 * 1024;

/// So much of an answer is repeated when it is a refusal, in characters.
const REPEATED: usize = 200;

/// How a gateway is reached, and what it wants to be sent.
#[derive(Clone)]
pub struct SmsServer {
    /// Where requests go. It may hold a secret.
    pub url: String,
    /// The form of a request.
    pub form: SmsForm,
    /// A request with `{to}` and `{text}` in it.
    pub body: String,
    /// Further headers, with secrets.
    pub headers: Vec<(String, String)>,
    /// How long an answer may take.
    pub patience: Duration,
}

/// Hands text messages to a gateway.
pub struct SmsGateway {
    // Before the runtime, so that it is gone when that ends.
    client: Client<HttpsConnector<HttpConnector>, Whole>,
    runtime: Runtime,
    url: Uri,
    template: Template,
    headers: Vec<(HeaderName, HeaderValue)>,
    patience: Duration,
}

/// What is in the way of text messages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmsError {
    /// The configuration is of no use.
    #[error("{0}")]
    Configuration(String),
    /// The gateway will never take it.
    #[error("the gateway refuses: {0}")]
    Refused(String),
    /// The gateway cannot be reached, or does not take it now.
    #[error("the gateway: {0}")]
    Passing(String),
}

impl SmsError {
    /// Whether it goes no better later.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

impl SmsGateway {
    /// What hands text messages to this gateway. Nothing is opened yet.
    ///
    /// # Errors
    /// [`SmsError::Configuration`] says what is of no use, without repeating secrets.
    pub fn new(server: &SmsServer) -> Result<Self, SmsError> {
        let wrong = |why: String| SmsError::Configuration(why);
        let url = address(&server.url)?;
        let template = Template::new(server.form, &server.body).map_err(wrong)?;
        let header = |(name, value): &(String, String)| {
            let name = HeaderName::from_bytes(name.replace('_', "-").as_bytes());
            let name = name.map_err(|_| wrong("sms.headers has a name that no header has".to_owned()))?;
            let value = HeaderValue::from_str(value);
            let mut value =
                value.map_err(|_| wrong(format!("sms.headers.{name} has a value that no header has")))?;
            value.set_sensitive(true);
            Ok((name, value))
        };
        let headers = server.headers.iter().map(header).collect::<Result<_, SmsError>>()?;
        let roots = HttpsConnectorBuilder::new().with_native_roots();
        let roots =
            roots.map_err(|error| wrong(format!("the system's certificates cannot be read: {error}")))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| wrong(format!("requests cannot be sent: {error}")))?;
        // A connection that is kept between two letters has been closed by the time of the second.
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .build(roots.https_or_http().enable_http1().build());
        Ok(Self { client, runtime, url, template, headers, patience: server.patience })
    }

    /// Hands a text message over. Must not be called from asynchronous code.
    ///
    /// # Errors
    /// See [`SmsError`].
    pub fn send(&self, to: &str, text: &str) -> Result<(), SmsError> {
        let mut request = Request::post(self.url.clone())
            .header(CONTENT_TYPE, self.template.content_type())
            .header(USER_AGENT, concat!("bailiwick/", env!("CARGO_PKG_VERSION")))
            .body(Whole(Some(Bytes::from(self.template.filled(to, text)))))
            .map_err(|error| SmsError::Configuration(error.to_string()))?;
        request.headers_mut().extend(self.headers.iter().cloned().map(|(name, value)| (Some(name), value)));
        let answered = self.runtime.block_on(async {
            tokio::time::timeout(self.patience, async {
                let response = self.client.request(request).await.map_err(|error| root(&error))?;
                let status = response.status();
                Ok::<_, String>((status, read(response.into_body()).await))
            })
            .await
        });
        match answered {
            Err(_) => Err(SmsError::Passing(format!("no answer within {} s", self.patience.as_secs()))),
            Ok(Err(why)) => Err(SmsError::Passing(why)),
            Ok(Ok((status, answer))) => judged(status, &answer),
        }
    }
}

/// What an answer means. Redirects are not followed: the message would go where nobody has said that it may.
fn judged(status: StatusCode, answer: &str) -> Result<(), SmsError> {
    let said = || format!("{status} {answer}").trim().to_owned();
    match status.as_u16() {
        200..=299 => Ok(()),
        // Refused for want of a key or of money, or too much at once: better when somebody has seen to it.
        401 | 402 | 403 | 404 | 408 | 425 | 429 | 500.. => Err(SmsError::Passing(said())),
        300..=399 => Err(SmsError::Passing(format!(
            "{status}: redirects are not followed; put the new address into sms.url"
        ))),
        _ => Err(SmsError::Refused(said())),
    }
}

/// The beginning of an answer.
async fn read(mut body: Incoming) -> String {
    let mut bytes = Vec::new();
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Ok(data) = frame.into_data() {
            bytes.extend_from_slice(&data);
        }
        if bytes.len() > LONGEST_ANSWER {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).chars().take(REPEATED).collect()
}

fn address(url: &str) -> Result<Uri, SmsError> {
    let wrong = |why: &str| SmsError::Configuration(format!("sms.url {why}"));
    let uri: Uri = url.parse().map_err(|_| wrong("is no address; write https://HOST/PATH"))?;
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    match uri.scheme_str() {
        Some("https") if !host.is_empty() => Ok(uri),
        Some("http") if is_loopback(host) => Ok(uri),
        Some("http") => Err(wrong(
            "is http://, which is for this machine alone: codes could be read on the way; use https://",
        )),
        _ => Err(wrong("is no address of a gateway; write https://HOST/PATH")),
    }
}

/// The last cause, which says most.
fn root(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

/// A body that is there as a whole.
struct Whole(Option<Bytes>);

impl Body for Whole {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gateways_are_reached_in_private() {
        for well in [
            "https://sms.example.org/send?key=1",
            "http://localhost:8080/",
            "http://127.0.0.1/x",
            "http://[::1]:1/",
        ] {
            assert!(address(well).is_ok(), "{well}");
        }
        for wrong in [
            "",
            "sms.example.org",
            "http://sms.example.org/",
            "ftp://sms.example.org/",
            "https:///x",
            "/x",
            "http://localhost.example.org/",
        ] {
            let said = address(wrong).unwrap_err().to_string();
            assert!(said.starts_with("sms.url ") && !said.contains("example"), "{wrong}: {said}");
        }
    }

    #[test]
    fn answers_mean_done_later_or_never() {
        let judged =
            |code| judged(StatusCode::from_u16(code).unwrap(), "why").map_err(|error| error.is_final());
        for (code, meant) in [
            (200, Ok(())),
            (202, Ok(())),
            (302, Err(false)),
            (400, Err(true)),
            (401, Err(false)),
            (422, Err(true)),
            (429, Err(false)),
            (500, Err(false)),
            (503, Err(false)),
        ] {
            assert_eq!(judged(code), meant, "{code}");
        }
    }
}
