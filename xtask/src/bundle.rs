//! `cargo xtask bundle`: an installer of the application.

use crate::debian::For;
use crate::paths::{self, Profile};
use crate::{Outcome, ground, npm, process};
use std::path::{Path, PathBuf};

pub fn task(arguments: &[&str]) -> Outcome {
    let kinds = match arguments {
        [] => usual(),
        ["--bundles", list] => list,
        _ => return Err("`cargo xtask bundle` knows only --bundles LIST, as in --bundles deb,rpm".to_owned()),
    };
    ground::prepare(For::Window)?;
    ground::application(Profile::Release)?;
    make(Profile::Release, kinds)?;
    for kind in kinds.split(',') {
        for file in made(Profile::Release, kind) {
            println!("{}", file.display());
        }
    }
    Ok(())
}

/// The .deb of an application that is already built.
pub fn debian_package(profile: Profile) -> Outcome<PathBuf> {
    let _ = std::fs::remove_dir_all(folder(profile, "deb"));
    make(profile, "deb")?;
    made(profile, "deb").pop().ok_or_else(|| format!("no .deb appeared in {}", folder(profile, "deb").display()))
}

fn usual() -> &'static str {
    if cfg!(windows) {
        "msi,nsis"
    } else if cfg!(target_os = "macos") {
        "app,dmg"
    } else {
        "deb"
    }
}

/// Has Tauri's own bundler pack what cargo built.
fn make(profile: Profile, kinds: &str) -> Outcome {
    npm::packages(&paths::ui())?;
    let mut command = process::npm();
    // `npm exec` would run it in ui/; the bundler looks for tauri.conf.json where it is started.
    command.args([
        "--prefix",
        "ui",
        "exec",
        "--offline",
        "--",
        "tauri",
        "bundle",
        "--bundles",
        kinds,
        "--features",
        "custom-protocol",
        "--ci",
    ]);
    // Its switch --ci reads this variable too, and takes only true and false.
    command.env("CI", "true");
    match profile {
        Profile::Debug => command.args(["--debug", "--no-binary-patching"]),
        Profile::Release => &mut command,
    };
    process::output(&mut command).map(drop)
}

fn made(profile: Profile, kind: &str) -> Vec<PathBuf> {
    let is_package = |path: &Path| {
        let end = path.extension().and_then(|end| end.to_str());
        matches!(end, Some("deb" | "rpm" | "msi" | "exe" | "dmg" | "app"))
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder(profile, kind))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| is_package(path))
        .collect();
    files.sort();
    files
}

fn folder(profile: Profile, kind: &str) -> PathBuf {
    let kind = if kind == "app" { "macos" } else { kind };
    paths::target().join(profile.folder()).join("bundle").join(kind)
}
