//! `cargo xtask bindings`: the page's types, from the Rust core.

use crate::paths::Profile;
use crate::{Outcome, driver, paths, process};
use std::path::PathBuf;

pub fn task(arguments: &[&str]) -> Outcome {
    let only_compare = match arguments {
        [] => false,
        ["--check"] => true,
        _ => return Err("`cargo xtask bindings` knows only --check".to_owned()),
    };
    // The features of the shell's build, so that nothing is compiled twice; the shell itself is not built.
    process::run(process::cargo().args([
        "build",
        "--workspace",
        "--example",
        "bindings",
        "--features",
        "firmkeep/custom-protocol",
    ]))?;
    if only_compare {
        check()?;
        println!("{} is current.", file().display());
        return Ok(());
    }
    let text = generated()?;
    if std::fs::read_to_string(file()).is_ok_and(|old| old == text) {
        println!("{} is current.", file().display());
        return Ok(());
    }
    std::fs::write(file(), text).map_err(|error| format!("{} cannot be written: {error}", file().display()))?;
    println!("{} is written.", file().display());
    Ok(())
}

/// Compares with what the built example prints.
pub fn check() -> Outcome {
    let now = std::fs::read_to_string(file()).unwrap_or_default();
    let text = generated()?;
    if now == text {
        return Ok(());
    }
    let first = text.lines().zip(now.lines()).position(|(new, old)| new != old);
    let line = first.unwrap_or_else(|| text.lines().count().min(now.lines().count())) + 1;
    Err(format!("{} is stale from line {line} on: run `cargo xtask bindings`", file().display()))
}

fn generated() -> Outcome<String> {
    process::output(&mut process::program(driver::example(Profile::Debug, "bindings")))
}

fn file() -> PathBuf {
    paths::ui().join("src").join("api").join("bindings.ts")
}
