//! The same program without a window, for scripts and for support. It passes the same door as the window; answers are
//! JSON on standard output, and so are refusals, with exit status 1.

mod answer;
mod arguments;
mod console;
mod secrets;
mod work;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::data_dir::DataDir;
use crate::logging;
use arguments::{Arguments, Command};

/// What the arguments ask for.
pub enum Wanted {
    /// One command, without a window.
    Command(Ready),
    /// The window.
    Window(Shown),
}

/// What the window shows.
pub struct Shown {
    /// Where the practice is.
    pub data_dir: DataDir,
    /// What stands in the title bar.
    pub title: &'static str,
}

/// A command with the folder that it works on.
pub struct Ready {
    kind: Kind,
}

enum Kind {
    Work(Command, DataDir),
    /// Nothing is left to do but to end with this status.
    Told(u8),
}

/// Names the folder for every start of a script; empty is the same as not set.
const DATA_DIR: &str = "FIRMKEEP_DATA_DIR";

/// Exit status of arguments that cannot be understood.
const USAGE: u8 = 2;

/// Reads the arguments of this process. A mistake in them is told on standard error and ends with status 2.
pub fn read() -> Wanted {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            console::attach();
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let _ = error.print();
            return Wanted::Command(Ready { kind: Kind::Told(if asked { 0 } else { USAGE }) });
        }
    };
    let named = arguments.data_dir.or_else(|| env::var_os(DATA_DIR).filter(|dir| !dir.is_empty()).map(PathBuf::from));
    if matches!(arguments.command, Some(Command::Demo)) && named.is_none() {
        return wrong("demo needs --data-dir: the sample practice must not be mixed with a real one");
    }
    let Some(data_dir) = DataDir::choose(named) else {
        return wrong("this system names no folder for application data: give one with --data-dir");
    };
    match arguments.command {
        None => {
            let title = if arguments.demo { "Firmkeep: sample practice" } else { "Firmkeep" };
            Wanted::Window(Shown { data_dir, title })
        }
        Some(command) => {
            console::attach();
            Wanted::Command(Ready { kind: Kind::Work(command, data_dir) })
        }
    }
}

fn wrong(message: &str) -> Wanted {
    console::attach();
    eprintln!("error: {message}");
    Wanted::Command(Ready { kind: Kind::Told(USAGE) })
}

impl Ready {
    /// Does it, and tells the exit status.
    pub fn run(self) -> ExitCode {
        match self.kind {
            Kind::Told(status) => ExitCode::from(status),
            Kind::Work(command, data_dir) => {
                // A folder that is not there is not made just to write a log into it.
                if matches!(command, Command::Demo) || data_dir.path().is_dir() {
                    logging::begin(&data_dir.logs());
                }
                let done = tauri::async_runtime::block_on(work::perform(command, &data_dir));
                answer::print(done)
            }
        }
    }
}
