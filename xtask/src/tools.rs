//! Programs from the Rust package registry that the tests use.

use crate::{Outcome, paths, process};
use std::path::PathBuf;

/// The WebDriver for Tauri windows, in the tools folder.
pub fn tauri_driver() -> Outcome<PathBuf> {
    let program = paths::tools().join("bin").join(format!("tauri-driver{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        println!("Installing tauri-driver …");
        install("tauri-driver", "^2")?;
    }
    Ok(program)
}

/// cargo-nextest: the one on the `PATH`, or one in the tools folder.
pub fn nextest() -> Outcome<PathBuf> {
    let name = format!("cargo-nextest{}", std::env::consts::EXE_SUFFIX);
    let here = paths::tools().join("bin").join(&name);
    let folders = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect::<Vec<_>>();
    if let Some(found) = folders.iter().map(|folder| folder.join(&name)).find(|path| path.is_file()) {
        return Ok(found);
    }
    if !here.is_file() {
        println!("Installing cargo-nextest …");
        install("cargo-nextest", "^0.9")?;
    }
    Ok(here)
}

fn install(name: &str, version: &str) -> Outcome {
    let mut command = process::cargo();
    // A target folder of its own: the workspace's is not for programs that are built once.
    command.env_remove("CARGO_TARGET_DIR").current_dir(std::env::temp_dir());
    command.args(["install", name, "--version", version, "--locked", "--root"]).arg(paths::tools());
    process::output(&mut command).map(drop)
}
