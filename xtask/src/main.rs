//! The project's own tasks: `cargo xtask run`, `test`, `screens`, `bench`, `bindings`, `bundle`.

mod bench;
mod bindings;
mod bundle;
mod counts;
mod debian;
mod demo;
mod display;
mod driver;
mod figures;
mod ground;
mod hash;
mod npm;
mod paths;
mod prerequisites;
mod process;
mod run;
mod screens;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

/// What a task says when it cannot go on; one or more sentences for the person at the terminal.
type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
The tasks of the project:

  cargo xtask run [--demo] [--release]   build Firmkeep and open its window; --demo opens a sample practice
  cargo xtask test                       every check and test; ends with `N passed, N failed`
  cargo xtask screens                    pictures of every screen of the sample practice, in docs/screens
  cargo xtask bench                      the measured figures, as a table and in target/bench.json
  cargo xtask bindings [--check]         write the page's types from the Rust core, or only compare them
  cargo xtask bundle [--bundles LIST]    an installer for this system: .deb, .rpm; .msi, .exe; .dmg

CARGO_TARGET_DIR says where build products go; without it they go to the cache folder of the user.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.split_first() {
        Some((&"run", rest)) => run::task(rest),
        Some((&"test", [])) => test::task(),
        Some((&"screens", [])) => screens::task(),
        Some((&"bench", [])) => bench::task(),
        Some((&"bindings", rest)) => bindings::task(rest),
        Some((&"bundle", rest)) => bundle::task(rest),
        Some((&("help" | "--help" | "-h"), _)) => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(HELP.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            if !why.is_empty() {
                eprintln!("{why}");
            }
            ExitCode::FAILURE
        }
    }
}
