//! The one command by which the page asks anything of the core.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use firmkeep_core::{Error, Output};
use serde::Serialize;
use serde_json::Value;
use tauri::http::HeaderValue;
use tauri::ipc::{InvokeBody, Request};
use tauri::{Emitter, State, WebviewWindow};

use crate::backend::{Asked, Backend};
use crate::files::{self, Chosen};

/// Where the request stands when the body holds contents.
const REQUEST_HEADER: &str = "x-firmkeep-request";

/// Progress is told at most once in this many milliseconds: more would only keep the page busy.
const PROGRESS_EVERY: u64 = 50;

/// How far a call has come.
#[derive(Clone, Serialize)]
struct Progress<'a> {
    call: &'a str,
    done: u64,
    total: u64,
}

/// Performs an operation. The body is either `{request}` or contents, with the request in a header. Where the operation
/// makes a file, the person is asked first where it goes.
#[tauri::command]
pub async fn call(
    request: Request<'_>,
    window: WebviewWindow,
    backend: State<'_, Backend>,
    chosen: State<'_, Chosen>,
) -> Result<Value, Error> {
    let mut asked = read(request.body(), request.headers().get(REQUEST_HEADER).map(HeaderValue::as_bytes))?;
    let name = asked.call.clone();
    let mut place = None;
    if let Some(suggested) = &asked.save_as {
        let known = name.as_deref().and_then(|call| chosen.take(call));
        let Some(path) = (match known {
            Some(path) => Some(path),
            None => files::ask_where(&window, suggested).await,
        }) else {
            return Err(Error::new("call.cancelled", "Cancelled. Nothing was saved."));
        };
        asked.output = Some(Output::file(&path));
        place = Some(path);
    }
    let (began, told) = (Instant::now(), AtomicU64::new(0));
    let progress = |done: u64, total: u64| {
        let Some(call) = name.as_deref() else { return };
        // One more than the time, so that the very first step is told at once.
        let now = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX).saturating_add(PROGRESS_EVERY);
        if done < total && now < told.load(Ordering::Relaxed).saturating_add(PROGRESS_EVERY) {
            return;
        }
        told.store(now, Ordering::Relaxed);
        let _ = window.emit("firmkeep://progress", Progress { call, done, total });
    };
    let answer = backend.call(asked, progress).await;
    if let (Err(error), Some(call), Some(path)) = (&answer, name.clone(), place)
        && error.code == "session.proof_needed"
    {
        // The page asks for the password and then calls again: the person need not choose the file twice.
        chosen.keep(call, path);
    }
    answer.map(|reply| reply.value)
}

/// The request and the contents that came with it.
fn read(body: &InvokeBody, header: Option<&[u8]>) -> Result<Asked, Error> {
    match (body, header) {
        (InvokeBody::Json(body), None) => asked(body.get("request").cloned().unwrap_or_default()),
        (InvokeBody::Raw(content), Some(header)) => with_content(header, content.clone()),
        // Where the web view cannot send bytes, Tauri sends them as a list of numbers.
        (InvokeBody::Json(list @ Value::Array(_)), Some(header)) => {
            let content = serde_json::from_value(list.clone()).map_err(|_| misworded())?;
            with_content(header, content)
        }
        _ => Err(misworded()),
    }
}

fn with_content(header: &[u8], content: Vec<u8>) -> Result<Asked, Error> {
    let json = STANDARD.decode(header).map_err(|_| misworded())?;
    let request = serde_json::from_slice(&json).map_err(|_| misworded())?;
    Ok(Asked { content: Some(content), ..asked(request)? })
}

fn asked(request: Value) -> Result<Asked, Error> {
    serde_json::from_value(request).map_err(|_| misworded())
}

/// Only a fault of the page leads here, so the sentence need not teach the person anything.
fn misworded() -> Error {
    Error::new("input.invalid", "Firmkeep did not understand its own window. Close it and open it again.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn header(request: &Value) -> String {
        STANDARD.encode(request.to_string())
    }

    #[test]
    fn a_request_without_contents_is_the_body() {
        let body = InvokeBody::Json(json!({"request": {
            "operation": "users.get", "input": {"user": "x"}, "call": "c", "background": true,
        }}));
        let asked = read(&body, None).unwrap();
        assert_eq!((asked.operation.as_str(), &asked.input["user"]), ("users.get", &json!("x")));
        assert!(asked.background && asked.content.is_none());
        assert_eq!(asked.call.as_deref(), Some("c"));
    }

    #[test]
    fn contents_come_as_bytes_or_as_a_list_of_numbers() {
        let header = header(&json!({"operation": "settings.set_logo", "input": {"name": "Café"}}));
        for body in [InvokeBody::Raw(vec![1, 2, 255]), InvokeBody::Json(json!([1, 2, 255]))] {
            let asked = read(&body, Some(header.as_bytes())).unwrap();
            assert_eq!(asked.content.as_deref(), Some([1, 2, 255].as_slice()));
            assert_eq!(asked.input["name"], "Café");
            assert!(!asked.background);
        }
    }

    #[test]
    fn anything_else_is_refused_without_a_crash() {
        let good = header(&json!({"operation": "app.status"}));
        for (body, header) in [
            (InvokeBody::Json(Value::Null), None),
            (InvokeBody::Json(json!({"request": {"operation": 1}})), None),
            (InvokeBody::Json(json!({"request": {"operation": "a", "backgroud": true}})), None),
            (InvokeBody::Json(json!({"request": {"operation": "a"}})), Some(good.as_bytes())),
            (InvokeBody::Json(json!([1, 256])), Some(good.as_bytes())),
            (InvokeBody::Raw(vec![1]), None),
            (InvokeBody::Raw(vec![1]), Some(b"not base64".as_slice())),
            (InvokeBody::Raw(vec![1]), Some(b"AAAA".as_slice())),
        ] {
            assert_eq!(read(&body, header).unwrap_err().code, "input.invalid");
        }
    }
}
