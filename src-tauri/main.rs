//! Firmkeep: the window, or without one the command line.

// A release must not open a console behind its window; the command line attaches to the one that it was started from.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    firmkeep::run()
}
