//! The commands themselves.

use std::path::Path;

use firmkeep_core::{Error, Output, Reply};
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};

use super::answer::Answer;
use super::arguments::Command;
use super::secrets;
use crate::backend::{Asked, Backend};
use crate::data_dir::DataDir;

/// Performs `command` on the practice in `data_dir`.
pub async fn perform(command: Command, data_dir: &DataDir) -> Result<Answer, Error> {
    match command {
        Command::Operations => {
            Ok(Answer::good(serde_json::to_value(firmkeep_core::catalogue()).map_err(Error::internal)?))
        }
        Command::Call { name, input, email, content, output } => {
            let asked = Asked {
                content: read(content.as_deref())?,
                output: output.map(Output::file),
                ..Asked::plain(&name, parse(&given(&input)?)?)
            };
            Ok(Answer::good(ask(data_dir, email, asked).await?.value))
        }
        Command::Verify { file: Some(file), key, .. } => verify_file(&file, key, data_dir),
        Command::Verify { email, .. } => {
            let verdict = ask(data_dir, email, Asked::plain("register.verify", json!({}))).await?.value;
            Ok(Answer { good: verdict["intact"] == true, value: verdict })
        }
        Command::Demo => demo(data_dir).await,
    }
}

/// Signs in, asks, and signs out again, whatever came of it.
async fn ask(data_dir: &DataDir, email: Option<String>, asked: Asked) -> Result<Reply, Error> {
    let sign_in = match email {
        Some(email) => Some((secrets::read("password", &format!("The password of {email}"))?, email)),
        None => None,
    };
    let backend = Backend::open(data_dir);
    let result = ask_through(&backend, sign_in, asked).await;
    backend.close().await;
    result
}

async fn ask_through(backend: &Backend, sign_in: Option<(String, String)>, asked: Asked) -> Result<Reply, Error> {
    if let Some((password, email)) = sign_in {
        unlock(backend).await?;
        let credentials = json!({ "email": email, "password": password });
        let mut came = backend.call(Asked::plain("sign_in.password", credentials), |_, _| {}).await?.value;
        if came["step"] == "code" {
            let code = secrets::read("code", "The code of the authenticator app")?;
            let code = json!({ "code": code, "remember": false });
            came = backend.call(Asked::plain("sign_in.code", code), |_, _| {}).await?.value;
        }
        if came["step"] != "open" {
            return Err(Error::new(
                "sign_in.unfinished",
                "More is asked of this person before they are in, as setting up MFA. Sign in once at the window first.",
            ));
        }
    }
    // What takes long says how far it is, to a person and to a log; everything else only to a person.
    let shown = Shown::new(asked.operation == "register.verify" || asked.output.is_some());
    let reply = backend.call(asked, |done, total| shown.tell(done, total)).await;
    shown.end();
    reply
}

/// Checks a file of events. The key that this computer signs with is expected where no other is named.
fn verify_file(file: &Path, key: Option<String>, data_dir: &DataDir) -> Result<Answer, Error> {
    let unread = |_| Error::new("files.unreadable", "The file cannot be read.");
    let opened = std::fs::File::open(file).map_err(unread)?;
    let length = opened.metadata().map_or(0, |metadata| metadata.len());
    let key = key.or_else(|| firmkeep_core::practice_key(data_dir.path()));
    let shown = Shown::new(true);
    let mut reader = io::BufReader::with_capacity(1 << 16, opened);
    let verdict = firmkeep_core::verify_file(&mut reader, key.as_deref(), &mut |read| shown.tell(read, length));
    shown.end();
    let verdict = verdict.map_err(unread)?;
    Ok(Answer { good: verdict.intact, value: serde_json::to_value(&verdict).map_err(Error::internal)? })
}

/// Opens a practice whose key is kept under a passphrase.
async fn unlock(backend: &Backend) -> Result<(), Error> {
    let status = backend.call(Asked::plain("app.status", json!({})), |_, _| {}).await?.value;
    if status["state"] == "needs_passphrase" {
        let passphrase = secrets::read("passphrase", "The passphrase of this practice's key")?;
        backend.call(Asked::plain("setup.unlock", json!({ "passphrase": passphrase })), |_, _| {}).await?;
    }
    Ok(())
}

/// Tells on standard error how far something has come: a person at a terminal in one line that changes, a log in a line for
/// each tenth.
struct Shown {
    terminal: bool,
    lines: bool,
    tenth: AtomicU64,
}

impl Shown {
    fn new(lines: bool) -> Self {
        Self { terminal: io::stderr().is_terminal(), lines, tenth: AtomicU64::new(0) }
    }

    fn tell(&self, done: u64, total: u64) {
        let mut out = io::stderr();
        if self.terminal {
            let _ = write!(out, "\r{done} of {total}");
        } else if self.lines {
            let tenth = done.saturating_mul(10).checked_div(total).unwrap_or(10);
            if self.tenth.fetch_max(tenth, Ordering::Relaxed) < tenth {
                let _ = writeln!(out, "{done} of {total}");
            }
        }
    }

    fn end(&self) {
        if self.terminal {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// The input itself, or what the file holds that it names: an argument cannot be as long as an input may be.
fn given(input: &str) -> Result<String, Error> {
    match input.strip_prefix('@') {
        None => Ok(input.to_owned()),
        Some(path) => std::fs::read_to_string(path)
            .map_err(|_| Error::new("input.invalid", "The file with the input cannot be read.")),
    }
}

fn parse(input: &str) -> Result<Value, Error> {
    serde_json::from_str(input).map_err(|error| {
        Error::new("input.invalid", format!("The input is not JSON: line {}, column {}.", error.line(), error.column()))
    })
}

fn read(path: Option<&Path>) -> Result<Option<Vec<u8>>, Error> {
    path.map(|path| std::fs::read(path).map_err(|_| Error::input("content", "The file cannot be read."))).transpose()
}

/// Creates the sample practice, and tells how to sign in to it.
async fn demo(data_dir: &DataDir) -> Result<Answer, Error> {
    let made = firmkeep_core::demo::create(data_dir.path()).await?;
    Ok(Answer::good(json!({ "email": made.email, "password": made.password, "data_dir": data_dir.path() })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_input_comes_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("input.json");
        std::fs::write(&file, "{\"user\": \"x\"}").unwrap();
        assert_eq!(given(&format!("@{}", file.display())).as_deref(), Ok("{\"user\": \"x\"}"));
        assert_eq!(given("@/nowhere/at/all").unwrap_err().code, "input.invalid");
        assert_eq!(given("{}").as_deref(), Ok("{}"));
    }

    #[test]
    fn input_that_is_not_json_is_refused_with_its_place() {
        let error = parse("{\"user\":\n x}").unwrap_err();
        assert_eq!(error.code, "input.invalid");
        assert!(error.message.contains("line 2"), "{}", error.message);
    }
}
