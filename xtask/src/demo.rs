//! The sample practice.

use crate::{Outcome, paths, process};
use serde_json::Value;
use std::path::{Path, PathBuf};

pub struct Demo {
    pub email: String,
    pub password: String,
    pub data_dir: PathBuf,
}

/// Where `run --demo` keeps it.
pub fn folder() -> PathBuf {
    paths::cache().join("demo")
}

/// Has the application create the practice, or tell about the one that is there.
pub fn create(application: &Path, data_dir: &Path) -> Outcome<Demo> {
    std::fs::create_dir_all(data_dir).map_err(|error| format!("{} cannot be made: {error}", data_dir.display()))?;
    let printed = process::output(process::program(application).args(["demo", "--data-dir"]).arg(data_dir))?;
    let value: Value = serde_json::from_str(&printed)
        .map_err(|error| format!("`firmkeep demo` printed no JSON: {error}\n{printed}"))?;
    let text = |name: &str| {
        value[name].as_str().map(str::to_owned).ok_or_else(|| format!("`firmkeep demo` named no {name}: {printed}"))
    };
    Ok(Demo { email: text("email")?, password: text("password")?, data_dir: PathBuf::from(text("data_dir")?) })
}
