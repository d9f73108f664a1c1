//! What the TypeScript programs in `tests/window` need to know to drive windows.

use crate::paths::{self, Profile};
use crate::{Outcome, tools};
use std::process::Command;

/// Names the programs that they start.
pub fn environment(command: &mut Command, profile: Profile) -> Outcome {
    command.env("FIRMKEEP_APPLICATION", paths::built(profile, "firmkeep"));
    command.env("FIRMKEEP_TAURI_DRIVER", tools::tauri_driver()?);
    command.env("FIRMKEEP_EMPTY_WINDOW", example(profile, "empty_window"));
    command.env("FIRMKEEP_MANY_USERS", example(profile, "many_users"));
    command.env("FIRMKEEP_POSTGRES", example(Profile::Debug, "postgres"));
    command.env("FIRMKEEP_REPORTS", paths::reports());
    Ok(())
}

pub fn example(profile: Profile, name: &str) -> std::path::PathBuf {
    let folder = paths::target().join(profile.folder()).join("examples");
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
