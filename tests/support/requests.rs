//! Calls that carry more than an operation and its input, and reading what they left in the register.

use std::sync::Mutex;

use firmkeep_core::{Error, Output, Reply, Request};
use serde_json::{Value as Json, json};

use crate::practice::{Caller, Practice};

impl Practice {
    /// One call with contents, as a picture.
    pub async fn with_content(&self, by: &Caller, operation: &str, input: Json, bytes: &[u8]) -> Result<Reply, Error> {
        let request = Request { content: Some(bytes.to_vec()), ..request(by, operation, input) };
        self.door.call(request, &by.device, |_, _| {}).await
    }

    /// One call that no person caused.
    pub async fn in_background(&self, by: &Caller, operation: &str, input: Json) -> Result<Reply, Error> {
        let request = Request { background: true, ..request(by, operation, input) };
        self.door.call(request, &by.device, |_, _| {}).await
    }

    /// One call under a name, with the progress that it told. `told` is called with each.
    pub async fn named(
        &self,
        by: &Caller,
        name: &str,
        operation: &str,
        told: impl Fn(u64, u64) + Send + Sync,
    ) -> (Result<Reply, Error>, Vec<(u64, u64)>) {
        let request = Request { call: Some(name.to_owned()), ..request(by, operation, json!({})) };
        let progress = Mutex::new(Vec::new());
        let reply = self
            .door
            .call(request, &by.device, |done, total| {
                progress.lock().unwrap().push((done, total));
                told(done, total);
            })
            .await;
        (reply, progress.into_inner().unwrap())
    }

    /// One call under a name whose file goes to `output`. `told` is called with each progress.
    pub async fn named_to(
        &self,
        by: &Caller,
        name: &str,
        operation: &str,
        input: Json,
        output: Output,
        told: impl Fn(u64, u64) + Send + Sync,
    ) -> Result<Reply, Error> {
        let request = Request { call: Some(name.to_owned()), output: Some(output), ..request(by, operation, input) };
        self.door.call(request, &by.device, told).await
    }

    /// All events, the oldest first, as a Practice Admin sees them.
    pub async fn events(&self, admin: &Caller) -> Vec<Json> {
        let mut rows = Vec::new();
        let mut before = Json::Null;
        loop {
            let page = admin.ok("register.list", json!({"before": before, "limit": 200})).await;
            rows.extend(page["rows"].as_array().unwrap().clone());
            before = page["next"].clone();
            if before.is_null() {
                rows.reverse();
                return rows;
            }
        }
    }

    /// The kinds of the events after the first `known`, in order.
    pub async fn kinds_after(&self, admin: &Caller, known: usize) -> Vec<String> {
        let events = self.events(admin).await;
        events[known..].iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    }
}

fn request(by: &Caller, operation: &str, input: Json) -> Request {
    Request { operation: operation.to_owned(), input, token: by.token.clone(), ..Request::default() }
}

/// Input for a change of the access status.
pub fn status_change(user: &Json, reason: &str) -> Json {
    json!({"user": user["row"]["id"], "version": user["row"]["version"], "reason": reason})
}

/// A PNG picture of one colour.
pub fn png(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([shade, 90, 160]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
