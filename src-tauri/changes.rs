//! Tells the window what changed in the practice, so that what it shows is fresh.

use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager, async_runtime};
use tokio::sync::broadcast::error::RecvError;

use crate::backend::Backend;

/// Everything that can change, for when single changes were missed.
const EVERYTHING: [&str; 8] =
    ["users", "register", "practice", "session", "database", "preferences", "support", "notices"];

/// Which parts of the practice changed.
#[derive(Clone, Serialize)]
struct Topics<'a> {
    topics: &'a [&'static str],
}

/// Forwards the core's changes to the window for as long as the program runs.
pub fn forward(app: &AppHandle) {
    let app = app.clone();
    async_runtime::spawn(async move {
        let Ok(mut changes) = app.state::<Backend>().changes().await else { return };
        loop {
            match changes.recv().await {
                Ok(changed) => tell(&app, &changed.topics),
                Err(RecvError::Lagged(_)) => tell(&app, &EVERYTHING),
                Err(RecvError::Closed) => return,
            }
        }
    });
}

fn tell(app: &AppHandle, topics: &[&'static str]) {
    let _ = app.emit("firmkeep://changed", Topics { topics });
}
