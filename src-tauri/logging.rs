//! The log: one file a day in the data folder, the last fourteen kept. It holds what Firmkeep did and where it failed,
//! never who: only Firmkeep's own messages get in, and what looks like an address of a person is masked even there.

use std::fs::DirBuilder;
use std::io::{self, Write};
use std::panic;
use std::path::Path;
use std::sync::Mutex;

use tracing::Level;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How many days are kept.
const DAYS: usize = 14;

/// What may write to the log. Database and network libraries may not: their messages quote statements and values.
fn allowed() -> Targets {
    Targets::new()
        .with_target("firmkeep", Level::INFO)
        .with_target("firmkeep_core", Level::INFO)
        .with_target("tauri_plugin_single_instance", Level::WARN)
}

/// Begins to log into `folder`. A log that cannot be written never keeps the program from starting.
pub fn begin(folder: &Path) {
    let Some(file) = open(folder) else { return };
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(Mutex::new(Masked(file)));
    let _ = tracing_subscriber::registry().with(allowed()).with(lines).try_init();
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // Where it broke, not what it said: the words of a panic may quote what someone typed.
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a part of Firmkeep broke");
        usual(info);
    }));
}

fn open(folder: &Path) -> Option<RollingFileAppender> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).ok()?;
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("firmkeep")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .ok()
}

/// Masks what looks like a person's address before it is written. Each line arrives whole.
struct Masked<W>(W);

impl<W: Write> Write for Masked<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(mask(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The text with every word around an `@` replaced, which covers email addresses and passwords in database addresses.
fn mask(text: &str) -> String {
    if !text.contains('@') {
        return text.to_owned();
    }
    text.split_inclusive(|c: char| c.is_whitespace() || "\"'(){}<>,;=".contains(c))
        .map(|word| {
            let end = word.chars().next_back().filter(|c| c.is_whitespace() || "\"'(){}<>,;=".contains(*c));
            match end {
                _ if !word.contains('@') => word.to_owned(),
                Some(end) => format!("[masked]{end}"),
                None => "[masked]".to_owned(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_the_passwords_inside_them_are_masked() {
        let line = r#"WARN firmkeep: refused email="ada@example.com" at postgres://ada:secret@office/firm, try 2"#;
        let masked = mask(line);
        assert_eq!(masked, r#"WARN firmkeep: refused email="[masked]" at [masked], try 2"#);
        assert_eq!(mask("nothing to hide\n"), "nothing to hide\n");
        assert_eq!(mask("a@b\n"), "[masked]\n");
    }

    #[test]
    fn only_our_own_messages_are_let_in() {
        let allowed = allowed();
        assert!(allowed.would_enable("firmkeep_core::store", &Level::WARN));
        assert!(!allowed.would_enable("firmkeep_core::store", &Level::DEBUG));
        for foreign in ["sqlx::query", "sqlx_postgres", "reqwest", "zbus", "tauri"] {
            assert!(!allowed.would_enable(foreign, &Level::ERROR), "{foreign} would reach the log");
        }
    }

    #[test]
    fn a_line_lands_in_a_file_of_the_folder_that_only_this_user_reads() {
        let folder = std::env::temp_dir().join(format!("firmkeep-log-{}", std::process::id()));
        let mut file = Masked(open(&folder).unwrap());
        file.write_all(b"ada@example.com signed in\n").unwrap();
        file.flush().unwrap();
        let entry = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
        assert_eq!(std::fs::read_to_string(entry.path()).unwrap(), "[masked] signed in\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o077, 0);
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
