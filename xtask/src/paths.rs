//! Where things are.

use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

pub fn ui() -> PathBuf {
    root().join("ui")
}

pub fn window_tests() -> PathBuf {
    root().join("tests").join("window")
}

/// The user's folder for things that can be made again: build products, tools, the sample practice.
pub fn cache() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || variable("HOME").or_else(|| variable("USERPROFILE")).unwrap_or_else(std::env::temp_dir);
    let base = if cfg!(windows) {
        variable("LOCALAPPDATA").unwrap_or_else(|| home().join("AppData").join("Local"))
    } else if cfg!(target_os = "macos") {
        home().join("Library").join("Caches")
    } else {
        variable("XDG_CACHE_HOME").unwrap_or_else(|| home().join(".cache"))
    };
    base.join("firmkeep")
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty()) {
        // Relative to the checkout, wherever the task was started.
        Some(folder) => root().join(folder),
        None => cache().join("target"),
    }
}

/// What our own tasks write beside cargo's: `bench.json`, pictures of windows.
pub fn reports() -> PathBuf {
    root().join("target")
}

pub fn tools() -> PathBuf {
    cache().join("tools")
}

/// A program that cargo built.
pub fn built(profile: Profile, name: &str) -> PathBuf {
    target().join(profile.folder()).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Debug,
    Release,
}

impl Profile {
    pub fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}
