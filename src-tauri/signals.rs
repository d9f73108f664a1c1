//! The system's wish that the program end, as at log-out: it is heeded like the closing of the window, so that whoever is
//! signed in is signed out and the database is put away.

use tauri::AppHandle;

/// Ends the program in order when it is told to terminate or interrupted.
#[cfg(unix)]
pub fn heed(app: &AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};

    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            return;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        app.exit(0);
    });
}

/// Windows closes the window itself at log-out.
#[cfg(not(unix))]
pub const fn heed(_: &AppHandle) {}
