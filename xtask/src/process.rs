//! Running other programs.

use crate::{Outcome, paths};
use std::process::{Command, Output, Stdio};

/// A program that runs in the root of the checkout with our target folder.
pub fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(paths::root()).env("CARGO_TARGET_DIR", paths::target());
    // `cargo xtask` sets these for us; another cargo below should not take them for its own.
    for (variable, _) in std::env::vars_os() {
        let ours = variable.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || matches!(name, "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_BIN_NAME")
        });
        if ours {
            command.env_remove(variable);
        }
    }
    command
}

pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

pub fn npm() -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.stdin(Stdio::null()).env("npm_config_fund", "false").env("npm_config_audit", "false");
    command.env("npm_config_update_notifier", "false");
    command
}

/// A program that Linux ends when we end, even when we are killed.
pub fn dies_with_us(name: impl AsRef<std::ffi::OsStr>) -> Command {
    if cfg!(target_os = "linux") && succeeds(Command::new("setpriv").args(["--pdeathsig", "TERM", "true"])) {
        let mut command = program("setpriv");
        command.args(["--pdeathsig", "TERM", "--"]).arg(name);
        command
    } else {
        program(name)
    }
}

/// Runs to the end with its output in our terminal.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", shown(command))) }
}

/// Runs to the end and keeps its output; the output is part of the error where it fails.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = collect(command)?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{} failed ({})\n{}", shown(command), output.status, both(&output)))
    }
}

pub fn collect(command: &mut Command) -> Outcome<Output> {
    command.stdin(Stdio::null()).output().map_err(|error| cannot_start(command, &error))
}

/// Whether it can be started and ends well. Its output is not shown.
pub fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).output().is_ok_and(|output| output.status.success())
}

pub fn both(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("{} cannot be started: {error}", shown(command))
}
