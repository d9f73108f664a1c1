//! The packages of Debian and Ubuntu that the project builds and tests with.

use crate::{Outcome, process};
use std::process::Stdio;

/// What compiling and running takes.
const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "libwebkit2gtk-4.1-dev",
    "libsoup-3.0-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
    "xdg-utils",
];

/// What it takes to have a window where there is no display, and to see it.
const DISPLAY: &[&str] = &["xvfb", "imagemagick", "x11-utils", "dbus"];

/// What the tests take on top.
const TESTS: &[&str] = &["webkit2gtk-driver", "postgresql", "gnome-keyring"];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    Window,
    VirtualWindow,
    Tests,
}

/// Installs what is missing. Quiet when everything is there.
pub fn packages(purpose: For) -> Outcome {
    let mut wanted = BUILD.to_vec();
    if purpose != For::Window {
        wanted.extend(DISPLAY);
    }
    if purpose == For::Tests {
        wanted.extend(TESTS);
    }
    if !process::succeeds(process::program("dpkg-query").arg("--version")) {
        eprintln!("This system has no Debian packages. Firmkeep needs what they hold: {}", wanted.join(" "));
        return Ok(());
    }
    let missing = missing(&wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing the missing Debian packages: {}", missing.join(" "));
    apt(&["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(missing);
    apt(&install)
}

fn missing<'a>(wanted: &[&'a str]) -> Outcome<Vec<&'a str>> {
    // It ends with 1 where a package is unknown, and still tells about the others.
    let output = process::collect(
        process::program("dpkg-query").args(["--show", "--showformat=${Package} ${db:Status-Status}\n"]).args(wanted),
    )?;
    let installed = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(wanted
        .iter()
        .filter(|name| !installed.lines().any(|line| line == format!("{name} installed")))
        .copied()
        .collect())
}

fn apt(arguments: &[&str]) -> Outcome {
    let root = process::output(process::program("id").arg("-u"))?.trim() == "0";
    let mut command = if root { process::program("apt-get") } else { process::program("sudo") };
    if !root {
        command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    }
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(arguments);
    if root {
        command.stdin(Stdio::null());
    }
    process::run(&mut command)
}
