//! `cargo xtask test`: every check and every test, counted.

use crate::debian::{self, For};
use crate::paths::{self, Profile};
use crate::steps::{Steps, Suite};
use crate::{Outcome, bindings, bundle, counts, driver, npm, prerequisites, process, tools};
use std::path::Path;
use std::process::Command;

/// The shell as it is shipped, in every build of this task, so that it is compiled once.
const FEATURES: &[&str] = &["--features", "firmkeep/custom-protocol"];

pub fn task() -> Outcome {
    prerequisites::check()?;
    if cfg!(target_os = "linux") {
        debian::packages(For::Tests)?;
    }
    let nextest = tools::nextest()?;
    npm::packages(&paths::ui())?;
    if cfg!(target_os = "linux") {
        npm::packages(&paths::window_tests())?;
        tools::tauri_driver()?;
    }
    let mut steps = Steps::default();

    steps.check("rustfmt", || quiet(process::cargo().args(["fmt", "--all", "--check"])));
    steps.check("Biome, the page", || quiet(npm_run("lint", &paths::ui())));
    steps.check("TypeScript, the page", || quiet(npm_run("typecheck", &paths::ui())));
    steps.suite("Vitest, the page", || vitest(&paths::ui(), "ui", |_| Ok(())));
    if !steps.check("the page builds", npm::page) {
        return steps.end();
    }
    steps.check("clippy", || {
        let mut clippy = process::cargo();
        clippy
            .args(["clippy", "--workspace", "--all-targets", "--quiet"])
            .args(FEATURES)
            .args(["--", "-D", "warnings"]);
        quiet(&mut clippy)
    });
    if !steps.check("the application builds", build) {
        return steps.end();
    }
    steps.suite("core and integration tests", || rust(&nextest));
    steps.check("the page's types are current", bindings::check);
    if cfg!(target_os = "linux") {
        windows(&mut steps);
    } else {
        println!("The window tests need WebKitGTK's WebDriver and an X server: they run on Linux.");
    }
    steps.end()
}

/// The application and the programs that the window tests start, in one go and with the tests' features.
fn build() -> Outcome {
    let mut command = process::cargo();
    command.args(["build", "--workspace", "--quiet", "--bin", "firmkeep"]).args(FEATURES);
    for example in ["empty_window", "bindings", "postgres"] {
        command.args(["--example", example]);
    }
    quiet(&mut command)
}

fn rust(nextest: &Path) -> Outcome<Suite> {
    let mut command = process::program(nextest);
    command.args(["nextest", "run", "--workspace", "--no-fail-fast", "--color", "never", "--status-level", "fail"]);
    command.args(["--final-status-level", "fail", "--cargo-quiet"]).args(FEATURES);
    let output = process::collect(&mut command)?;
    let printed = process::both(&output);
    let mut count = counts::nextest(&printed).ok_or_else(|| printed.clone())?;
    if !output.status.success() && count.failed == 0 {
        count.failed = 1;
    }
    Ok(Suite { count, output: printed })
}

fn windows(steps: &mut Steps) {
    let folder = paths::window_tests();
    steps.check("Biome, the window tests", || quiet(npm_run("lint", &folder)));
    steps.check("TypeScript, the window tests", || quiet(npm_run("typecheck", &folder)));
    let mut package = None;
    steps.check("a Debian package is made", || {
        package = Some(bundle::debian_package(Profile::Debug)?);
        Ok(())
    });
    steps.suite("window tests", || {
        vitest(&folder, "window", |command| {
            driver::environment(command, Profile::Debug)?;
            if let Some(package) = &package {
                command.env("FIRMKEEP_DEB", package);
            }
            Ok(())
        })
    });
}

/// Runs a folder's Vitest and counts from its report.
fn vitest(folder: &Path, name: &str, prepare: impl FnOnce(&mut Command) -> Outcome) -> Outcome<Suite> {
    let report = paths::reports().join(format!("vitest-{name}.json"));
    let _ = std::fs::remove_file(&report);
    let mut command = npm_run("test", folder);
    command
        .args(["--", "--reporter=default", "--reporter=json"])
        .arg(format!("--outputFile.json={}", report.display()));
    command.env("NO_COLOR", "1");
    prepare(&mut command)?;
    let output = process::collect(&mut command)?;
    let printed = process::both(&output);
    let text = std::fs::read_to_string(&report).map_err(|_| printed.clone())?;
    let mut count = counts::vitest(&text)?;
    if !output.status.success() && count.failed == 0 {
        count.failed = 1;
    }
    Ok(Suite { count, output: printed })
}

fn npm_run(script: &str, folder: &Path) -> Command {
    let mut command = process::npm();
    command.args(["run", "--silent", script]).current_dir(folder);
    command
}

fn quiet(mut command: impl std::borrow::BorrowMut<Command>) -> Outcome {
    process::output(command.borrow_mut()).map(drop)
}
