//! A display for windows where nobody sits.

use crate::{Outcome, process};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Stdio};

/// An X server in memory. It ends when the value is dropped.
pub struct Virtual {
    server: Child,
    pub name: String,
}

/// Whether a person can see a window that we open.
pub fn is_there() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

impl Virtual {
    pub fn start() -> Outcome<Self> {
        let mut server = process::dies_with_us("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb cannot be started: {error}"))?;
        let mut number = String::new();
        let mut byte = [0];
        if let Some(mut pipe) = server.stdout.take() {
            // It writes its number once it takes connections, or closes the pipe when it cannot start.
            while pipe.read(&mut byte).is_ok_and(|read| read == 1) && byte[0] != b'\n' {
                number.push(char::from(byte[0]));
            }
        }
        if number.is_empty() {
            let _ = server.wait();
            return Err("Xvfb ended before it had a display".to_owned());
        }
        Ok(Self { server, name: format!(":{number}") })
    }

    /// Whether a window whose title begins so is on the display.
    pub fn shows(&self, title: &str) -> bool {
        process::output(process::program("xwininfo").args(["-display", &self.name, "-root", "-tree"]))
            .is_ok_and(|tree| tree.contains(&format!("\"{title}")))
    }

    /// Replaces the picture at `path` in one step, so that a viewer never reads half of one.
    pub fn picture(&self, path: &Path) -> Outcome {
        let fresh = path.with_extension("new.png");
        process::output(
            process::program("import").env("DISPLAY", &self.name).args(["-silent", "-window", "root"]).arg(&fresh),
        )?;
        std::fs::rename(&fresh, path).map_err(|error| format!("{} cannot be written: {error}", path.display()))
    }
}

impl Drop for Virtual {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
