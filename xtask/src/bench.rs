//! `cargo xtask bench`: the figures and their bars.

use crate::debian::For;
use crate::paths::{self, Profile};
use crate::{Outcome, driver, figures, ground, npm, process};
use std::path::Path;

pub fn task() -> Outcome {
    ground::prepare(if cfg!(target_os = "linux") { For::Tests } else { For::Window })?;
    let reports = paths::reports();
    std::fs::create_dir_all(&reports).map_err(|error| format!("target/ cannot be made: {error}"))?;

    println!("Measuring the core …");
    let core = reports.join("bench-core.json");
    let mut command = process::cargo();
    command
        .args(["run", "--profile", "bench-run", "--quiet", "--package", "firmkeep-bench", "--", "--json"])
        .arg(&core);
    process::run(&mut command)?;
    let mut list = figures::read(&core)?;

    if cfg!(target_os = "linux") {
        println!("Measuring the window …");
        let window = reports.join("bench-window.json");
        measure_windows(&window)?;
        list.extend(figures::read(&window)?);
    } else {
        println!("The window is measured under Xvfb: on Linux.");
    }
    figures::write(&reports.join("bench.json"), &list)?;
    print!("\n{}", figures::table(&list));
    Ok(())
}

/// The application and the empty window it is compared with, both release builds, one after the other in one run.
fn measure_windows(report: &Path) -> Outcome {
    let mut command = process::cargo();
    command.args(["build", "--release", "--workspace", "--bin", "firmkeep"]);
    command.args(["--example", "empty_window", "--example", "many_users", "--features", "firmkeep/custom-protocol"]);
    process::run(&mut command)?;
    let folder = paths::window_tests();
    npm::packages(&folder)?;
    let _ = std::fs::remove_file(report);
    let mut command = process::npm();
    command.args(["run", "--silent", "bench"]).current_dir(folder);
    driver::environment(&mut command, Profile::Release)?;
    process::run(command.env("FIRMKEEP_BENCH_JSON", report))
}
