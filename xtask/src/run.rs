//! `cargo xtask run`: build and open the window.

use crate::debian::For;
use crate::display::{self, Virtual};
use crate::paths::{self, Profile};
use crate::{Outcome, demo, ground, process};
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

pub fn task(arguments: &[&str]) -> Outcome {
    if let Some(other) = arguments.iter().find(|argument| !matches!(**argument, "--demo" | "--release")) {
        return Err(format!("`cargo xtask run` knows --demo and --release, not {other}"));
    }
    let profile = if arguments.contains(&"--release") { Profile::Release } else { Profile::Debug };
    let seen = display::is_there();
    ground::prepare(if seen { For::Window } else { For::VirtualWindow })?;
    let application = ground::application(profile)?;
    let mut command = process::dies_with_us(&application);
    if arguments.contains(&"--demo") {
        let demo = demo::create(&application, &demo::folder())?;
        println!("The sample practice is in {}", demo.data_dir.display());
        println!("  email:    {}", demo.email);
        println!("  password: {}", demo.password);
        command.arg("--data-dir").arg(&demo.data_dir).arg("--demo");
    }
    if seen { process::run(&mut command) } else { unseen(command) }
}

/// Runs on a display in memory and keeps a picture of it.
fn unseen(mut command: Command) -> Outcome {
    let screen = Virtual::start()?;
    let picture = paths::reports().join("window.png");
    std::fs::create_dir_all(paths::reports()).map_err(|error| format!("target/ cannot be made: {error}"))?;
    println!("There is no display here, so Firmkeep runs on a virtual one ({}, 1280x800).", screen.name);
    println!("A picture of its window will be in {}, renewed every two seconds.", picture.display());
    println!("Ctrl-C ends it.");
    let mut window = bus(&mut command)
        .env("DISPLAY", &screen.name)
        .spawn()
        .map_err(|error| format!("Firmkeep cannot be started: {error}"))?;
    watch(&screen, &mut window, &picture)
}

/// The window's process on a message bus of its own where the machine has none.
fn bus(command: &mut Command) -> &mut Command {
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none()
        && process::succeeds(process::program("dbus-run-session").arg("--version"))
    {
        let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        let application = command.get_program().to_owned();
        // Nothing starts by itself on it: a keychain would ask for its password where nobody can answer.
        let configuration = paths::window_tests().join("support").join("bus.conf");
        let mut wrapped = process::dies_with_us("dbus-run-session");
        wrapped.arg("--config-file").arg(configuration).arg("--").arg(application).args(arguments);
        *command = wrapped;
    }
    command
}

fn watch(screen: &Virtual, window: &mut Child, picture: &Path) -> Outcome {
    let mut told = false;
    loop {
        match window.try_wait() {
            Err(error) => return Err(format!("Firmkeep was lost: {error}")),
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("Firmkeep ended ({status})")),
            Ok(None) => {}
        }
        if screen.shows("Firmkeep") {
            // One picture missed is no reason to end: the next one follows.
            let taken = screen.picture(picture).is_ok();
            if taken && !told {
                println!("The window is there: {}", picture.display());
                told = true;
            }
            sleep(Duration::from_secs(2));
        } else {
            sleep(Duration::from_millis(300));
        }
    }
}
