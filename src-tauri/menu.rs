//! The native menu, on macOS only: there an application without one feels broken. Elsewhere the same is done by keyboard
//! and by the palette. The page performs the items; the shell only tells which was chosen.

use serde::Serialize;
use serde_json::json;
use tauri::menu::{Menu, MenuBuilder, MenuEvent, MenuItem, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Runtime};

use crate::files;

/// Items of our own: identifier, words, keys. The page knows the identifiers.
const ITEMS: [(&str, &str, Option<&str>); 6] = [
    ("about", "About Firmkeep", None),
    ("lock", "Lock now", Some("Cmd+Shift+L")),
    ("sign_out", "Sign out", None),
    ("find", "Find…", Some("Cmd+K")),
    ("shortcuts", "Keyboard shortcuts", None),
    ("logs", "Open log folder", None),
];

/// Which item was chosen.
#[derive(Clone, Serialize)]
struct Chosen<'a> {
    item: &'a str,
}

/// The menu bar.
pub fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let firmkeep = SubmenuBuilder::new(app, "Firmkeep")
        .item(&item(app, "about")?)
        .separator()
        .item(&item(app, "lock")?)
        .item(&item(app, "sign_out")?)
        .separator()
        .services()
        .separator()
        .hide()
        .hide_others()
        .show_all()
        .separator()
        .quit()
        .build()?;
    let file = SubmenuBuilder::new(app, "File").close_window().build()?;
    // Without these items the keys for copying and pasting do nothing on macOS.
    let edit = SubmenuBuilder::new(app, "Edit")
        .undo()
        .redo()
        .separator()
        .cut()
        .copy()
        .paste()
        .select_all()
        .separator()
        .item(&item(app, "find")?)
        .build()?;
    let window = SubmenuBuilder::with_id(app, tauri::menu::WINDOW_SUBMENU_ID, "Window")
        .minimize()
        .maximize()
        .fullscreen()
        .build()?;
    let help = SubmenuBuilder::with_id(app, tauri::menu::HELP_SUBMENU_ID, "Help")
        .item(&item(app, "shortcuts")?)
        .item(&item(app, "logs")?)
        .build()?;
    MenuBuilder::new(app).items(&[&firmkeep, &file, &edit, &window, &help]).build()
}

fn item<R: Runtime>(app: &AppHandle<R>, id: &str) -> tauri::Result<MenuItem<R>> {
    let (id, words, keys) = ITEMS.into_iter().find(|item| item.0 == id).unwrap_or(ITEMS[0]);
    let builder = MenuItemBuilder::with_id(id, words);
    keys.into_iter().fold(builder, MenuItemBuilder::accelerator).build(app)
}

/// Tells the page which item was chosen. Locking has an event of its own, because the system can ask for it too.
#[expect(clippy::needless_pass_by_value, reason = "the signature is Tauri's")]
pub fn chosen<R: Runtime>(app: &AppHandle<R>, event: MenuEvent) {
    let told = match event.id().as_ref() {
        "lock" => app.emit("firmkeep://lock", json!({})),
        "logs" => return files::show_logs(app),
        item => app.emit("firmkeep://menu", Chosen { item }),
    };
    if let Err(error) = told {
        tracing::warn!(%error, "the page did not hear of a menu item");
    }
}
