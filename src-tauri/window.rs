//! The one window.

use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

use crate::data_dir::DataDir;
use crate::links;

/// The window's label, which the capability file names.
pub const MAIN: &str = "main";

/// What is remembered of the window.
pub const REMEMBERED: StateFlags = StateFlags::SIZE.union(StateFlags::POSITION).union(StateFlags::MAXIMIZED);

/// Whether there is a display at all: without this look the window's library would end the program with a crash.
pub fn can_show() -> bool {
    cfg!(not(target_os = "linux"))
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|it| !it.is_empty()))
}

/// Opens the window of the configuration, held to the application's own page.
///
/// It is built hidden, gets its remembered size and place, and only then shows, so that it does not jump.
pub fn open(app: &App, data_dir: &DataDir, title: &str) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.iter().find(|window| window.label == MAIN) else {
        return Err(tauri::Error::WindowNotFound);
    };
    let window = WebviewWindowBuilder::from_config(app, config)?
        .title(title)
        .data_directory(data_dir.web_view())
        .visible(false)
        .general_autofill_enabled(false)
        .on_navigation(links::may_go)
        .on_new_window(|url, _| {
            links::instead_of_new_window(&url);
            NewWindowResponse::Deny
        })
        // Files are saved through the shell's own dialogs, never by a download of the page.
        .on_download(|_, _| false)
        .build()?;
    window.show()?;
    window.set_focus()
}

/// Brings the window before the person who started Firmkeep a second time.
pub fn raise(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}
