//! Build script of the desktop package: Tauri's own generation, and the list of licences for About.

#[path = "build/licences.rs"]
mod licences;

use std::error::Error;

/// Every command that the page may call. Each gets a permission of its own, which `capabilities/main.json` grants.
const COMMANDS: &[&str] = &["call", "save_text", "open_log_folder", "licences"];

fn main() -> Result<(), Box<dyn Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    licences::write()?;
    Ok(())
}
