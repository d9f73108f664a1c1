//! What has to be there before anything is built.

use crate::debian::{self, For};
use crate::paths::{self, Profile};
use crate::{Outcome, npm, prerequisites, process};
use std::path::PathBuf;

/// System packages or prerequisites, npm packages, the built page.
pub fn prepare(purpose: For) -> Outcome {
    prerequisites::check()?;
    if cfg!(target_os = "linux") {
        debian::packages(purpose)?;
    }
    println!("Building …");
    npm::page()
}

/// The application with its page inside, as it is shipped; a debug build keeps its checks.
pub fn application(profile: Profile) -> Outcome<PathBuf> {
    let mut command = process::cargo();
    command.args(["build", "--package", "firmkeep", "--bin", "firmkeep", "--features", "custom-protocol"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    process::run(&mut command)?;
    Ok(paths::built(profile, "firmkeep"))
}
