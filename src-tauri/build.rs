//! Build script of the desktop package: Tauri's own generation, and the list of licences for About.

#[path = "build/licences.rs"]
mod licences;

use std::env;
use std::error::Error;

/// Every command that the page may call. Each gets a permission of its own, which `capabilities/main.json` grants.
const COMMANDS: &[&str] = &["call", "save_text", "open_log_folder", "licences"];

fn main() -> Result<(), Box<dyn Error>> {
    // The page is built into the program: a new page makes a new program.
    println!("cargo::rerun-if-changed=ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest).windows_attributes(windows()?);
    tauri_build::try_build(attributes)?;
    licences::write()
}

/// Tauri gives the system's manifest to the program only. The tests need it as well, or Windows does not start them: the
/// dialogs come from a library that only the manifest leads to. So the linker gives it to everything that is built here.
fn windows() -> Result<tauri_build::WindowsAttributes, Box<dyn Error>> {
    let target = (env::var("CARGO_CFG_TARGET_OS")?, env::var("CARGO_CFG_TARGET_ENV")?);
    if target != ("windows".to_owned(), "msvc".to_owned()) {
        return Ok(tauri_build::WindowsAttributes::new());
    }
    let manifest = env::var("CARGO_MANIFEST_DIR")? + "/src-tauri/build/windows-manifest.xml";
    println!("cargo::rustc-link-arg=/MANIFEST:EMBED");
    println!("cargo::rustc-link-arg=/MANIFESTINPUT:{manifest}");
    Ok(tauri_build::WindowsAttributes::new_without_app_manifest())
}
