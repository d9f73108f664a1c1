//! Pictures for the page, at `picture://localhost/<name>` (`http://picture.localhost/<name>` on Windows). They come
//! through the same door as everything else, so whoever may not see a picture does not get it.

use std::borrow::Cow;

use serde_json::Value;
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager, Runtime, UriSchemeContext, UriSchemeResponder, async_runtime};

use crate::backend::{Asked, Backend};
use crate::window;

/// The scheme under which the page finds pictures.
pub const SCHEME: &str = "picture";

type Answer = Response<Cow<'static, [u8]>>;

/// Answers a request of the web view without holding up the window.
#[expect(clippy::needless_pass_by_value, reason = "the signature is Tauri's")]
pub fn answer<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let operation = match request.method() {
        &Method::GET if context.webview_label() == window::MAIN => operation_of(request.uri().path()),
        _ => None,
    };
    let Some(operation) = operation else { return responder.respond(empty(StatusCode::NOT_FOUND)) };
    let versioned = request.uri().query().is_some_and(|query| query.starts_with("v="));
    let app = context.app_handle().clone();
    async_runtime::spawn(async move { responder.respond(picture(&app, operation, versioned).await) });
}

/// The operation that hands out the picture of this path.
fn operation_of(path: &str) -> Option<&'static str> {
    match path.trim_matches('/') {
        "practice-logo" => Some("pictures.practice_logo"),
        _ => None,
    }
}

async fn picture<R: Runtime>(app: &AppHandle<R>, operation: &str, versioned: bool) -> Answer {
    let asked = Asked { background: true, ..Asked::plain(operation, Value::Null) };
    match app.state::<Backend>().call(asked, |_, _| {}).await {
        Ok(reply) => match reply.content {
            Some(content) => found(content.mime, content.bytes, versioned),
            None => empty(StatusCode::NOT_FOUND),
        },
        Err(_) => empty(StatusCode::FORBIDDEN),
    }
}

/// A picture whose address holds its version never changes under that address; any other is asked for each time.
fn found(mime: &str, bytes: Vec<u8>, versioned: bool) -> Answer {
    let caching = if versioned { "private, max-age=31536000, immutable" } else { "no-store" };
    Response::builder()
        .header(header::CONTENT_TYPE, mime)
        .header(header::CACHE_CONTROL, caching)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        // Opened as a page of its own, a picture may still run nothing.
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
        .body(Cow::Owned(bytes))
        .unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR))
}

fn empty(status: StatusCode) -> Answer {
    let mut answer = Answer::new(Cow::Borrowed(&[]));
    *answer.status_mut() = status;
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_names_lead_to_an_operation() {
        assert_eq!(operation_of("/practice-logo"), Some("pictures.practice_logo"));
        for unknown in ["/", "/users.list", "/../practice-logo", "/practice-logo/x"] {
            assert_eq!(operation_of(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_picture_with_a_version_may_be_kept_and_another_may_not() {
        let kept = found("image/png", vec![1], true);
        assert_eq!(kept.headers()[header::CONTENT_TYPE], "image/png");
        assert!(kept.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(found("image/png", vec![1], false).headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(found("a\nb", vec![1], false).status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
