//! The person's own files: written only where the person chose in a dialog, and the folder of logs.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use firmkeep_core::Error;
use tauri::{AppHandle, Manager, Runtime, WebviewWindow};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use tokio::fs::OpenOptions;
use tokio::io::AsyncWriteExt;

use crate::data_dir::DataDir;

/// Asks where to save `text` and writes it there; false when the person changed their mind.
#[tauri::command]
pub async fn save_text(window: WebviewWindow, name: String, text: String) -> Result<bool, Error> {
    let Some(place) = ask_where(&window, &name).await else { return Ok(false) };
    write_private(&place, &text).await.map_err(|error| {
        tracing::warn!(kind = %error.kind(), "a file could not be saved where the person chose");
        Error::new("files.unwritable", "The file could not be saved there. Choose another folder or name.")
    })?;
    Ok(true)
}

/// Asks the person where a file goes that is called `name` until they say otherwise; none when they changed their mind.
pub async fn ask_where(window: &WebviewWindow, name: &str) -> Option<PathBuf> {
    let (answer, answered) = tokio::sync::oneshot::channel();
    let name = file_name(name);
    let mut dialog = window.dialog().file().set_parent(window).set_file_name(&name);
    if let Some((_, ending)) = name.rsplit_once('.') {
        dialog = dialog.add_filter(kind(ending), &[ending]);
    }
    dialog.save_file(move |chosen| {
        let _ = answer.send(chosen);
    });
    answered.await.ok().flatten().and_then(|chosen| chosen.into_path().ok())
}

/// Where the person wants the file of a call that has to be made again, once they have proved who they are.
#[derive(Default)]
pub struct Chosen(Mutex<Option<(String, PathBuf)>>);

impl Chosen {
    /// Keeps the place for the call of this name, and forgets any other.
    pub fn keep(&self, call: String, place: PathBuf) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((call, place));
    }

    /// The place for the call of this name, once.
    pub fn take(&self, call: &str) -> Option<PathBuf> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|(known, _)| known == call) { kept.take().map(|(_, place)| place) } else { None }
    }
}

/// Writes a file that only this user reads: what is saved from here may open the practice.
async fn write_private(place: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(place).await?;
    file.write_all(text.as_bytes()).await?;
    file.sync_all().await
}

/// Shows the folder of log files in the system's file manager.
#[tauri::command]
pub async fn open_log_folder(app: AppHandle) -> Result<(), Error> {
    open_logs(&app).map_err(|_| Error::new("files.unopened", "The log folder could not be opened."))
}

/// The same, asked for by the native menu.
pub fn show_logs<R: Runtime>(app: &AppHandle<R>) {
    let _ = open_logs(app);
}

fn open_logs<R: Runtime>(app: &AppHandle<R>) -> Result<(), ()> {
    let folder = app.state::<DataDir>().logs();
    app.opener().open_path(folder.to_string_lossy(), None::<&str>).map_err(|error| {
        tracing::warn!(%error, "the log folder could not be opened");
    })
}

/// The name that is suggested to the person: never a path, and nothing that a file system refuses.
fn file_name(suggested: &str) -> String {
    let plain: String = suggested
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if r#"/\:*?"<>|"#.contains(c) { '-' } else { c })
        .take(120)
        .collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if plain.is_empty() { "Firmkeep.txt".to_owned() } else { plain.to_owned() }
}

/// What the dialog calls files of this ending.
fn kind(ending: &str) -> &'static str {
    match ending {
        "txt" => "Text",
        "csv" => "Table (CSV)",
        "xlsx" => "Workbook (XLSX)",
        "jsonl" => "JSON Lines",
        "json" => "JSON",
        "html" => "Web page",
        _ => "File",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_kept_for_the_same_call_and_once() {
        let chosen = Chosen::default();
        chosen.keep("a".to_owned(), "/tmp/a.csv".into());
        assert_eq!(chosen.take("b"), None, "one call would write over another's file");
        assert_eq!(chosen.take("a"), Some("/tmp/a.csv".into()));
        assert_eq!(chosen.take("a"), None);
    }

    #[test]
    fn a_suggested_name_is_a_name_and_never_a_path() {
        assert_eq!(file_name("Recovery key – Ash & Vale.txt"), "Recovery key – Ash & Vale.txt");
        assert_eq!(file_name("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(file_name(r"C:\Windows\system.ini"), "C--Windows-system.ini");
        assert_eq!(file_name("a\u{0}\nb.txt"), "ab.txt");
        assert_eq!(file_name(" .. "), "Firmkeep.txt");
        assert_eq!(file_name(&"x".repeat(4_000)).len(), 120);
    }
}
