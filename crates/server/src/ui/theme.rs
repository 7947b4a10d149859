//! `/theme`: light or dark, chosen by a form. Scripts do the same without asking.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

use super::{next::Next, page};
use crate::http::{Gate, Knock, Refusal};

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new().route("/theme", post(choose))
}

/// `POST /theme`
async fn choose(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let theme = if knock.must("theme")? == "dark" { "dark" } else { "light" };
    let mut response = Redirect::to(&from(&knock.headers, &gate.origin)).into_response();
    let kept = HeaderValue::from_str(&page::theme_cookie(theme)).map_err(|_| Refusal::broken())?;
    response.headers_mut().append(header::SET_COOKIE, kept);
    Ok(response)
}

/// The page of ours that somebody comes from.
fn from(headers: &HeaderMap, origin: &str) -> String {
    let said = headers.get(header::REFERER).and_then(|from| from.to_str().ok());
    let path = said.and_then(|from| from.strip_prefix(origin));
    path.and_then(Next::local).map_or_else(|| "/".to_owned(), |next| next.path().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_host() {
        let led = |said: &str| {
            let headers = HeaderMap::from_iter([(header::REFERER, HeaderValue::from_str(said).unwrap())]);
            from(&headers, "https://id.example")
        };
        assert_eq!(led("https://id.example/users?q=a"), "/users?q=a");
        for elsewhere in
            ["https://evil.example/users", "https://id.example.evil/users", "https://id.example//evil", ""]
        {
            assert_eq!(led(elsewhere), "/", "{elsewhere}");
        }
    }
}
