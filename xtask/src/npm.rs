//! The npm packages and the built page.

use crate::{Outcome, hash, paths, process};
use std::fs;
use std::path::Path;

/// `npm ci`, where the lock file changed since the last one.
pub fn packages(folder: &Path) -> Outcome {
    let stamp = folder.join("node_modules").join(".firmkeep-lock");
    let lock = hash::of(&[folder.join("package-lock.json")], &[])?;
    if hash::stands(&stamp, &lock) {
        return Ok(());
    }
    println!("Installing the npm packages of {} …", shown(folder));
    process::output(process::npm().arg("ci").current_dir(folder))?;
    hash::put(&stamp, &lock)
}

/// Builds the page to `ui/dist`, where anything of `ui` changed since the last build.
pub fn page() -> Outcome {
    let ui = paths::ui();
    packages(&ui)?;
    let stamp = ui.join("node_modules").join(".firmkeep-built");
    let sources = hash::of(std::slice::from_ref(&ui), &["node_modules", "dist"])?;
    if ui.join("dist").join("index.html").is_file() && hash::stands(&stamp, &sources) {
        return Ok(());
    }
    process::output(process::npm().args(["run", "build"]).current_dir(&ui))?;
    shell_takes_the_new_page()?;
    hash::put(&stamp, &sources)
}

/// The page is compiled into the shell, and cargo does not watch it; it does watch this file.
fn shell_takes_the_new_page() -> Outcome {
    let watched = paths::root().join("tauri.conf.json");
    fs::read(&watched)
        .and_then(|text| fs::write(&watched, text))
        .map_err(|error| format!("{} cannot be touched: {error}", watched.display()))
}

fn shown(folder: &Path) -> String {
    folder.strip_prefix(paths::root()).unwrap_or(folder).display().to_string()
}
