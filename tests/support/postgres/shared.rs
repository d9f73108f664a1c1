//! One server for a whole test run.
//!
//! nextest gives every test a process of its own, so a server kept in a process would be one per test. The first
//! process that asks starts it, under a lock on a file that is named for the runner; the others read its address there. A
//! small watcher stops it and removes its folder when the runner is gone, however it went.

use super::programs::Programs;
use super::{Options, Postgres, create, word, write};
use std::fs::File;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const NAMED: &str = "FIRMKEEP_TEST_POSTGRES";

pub(super) fn server() -> &'static Postgres {
    static SERVER: OnceLock<Postgres> = OnceLock::new();
    SERVER.get_or_init(|| match std::env::var(NAMED) {
        Ok(url) if !url.is_empty() => named(&url),
        _ => of_this_run(),
    })
}

/// A server that somebody else keeps: `postgres://firmkeep:password@127.0.0.1:port/…`.
fn named(url: &str) -> Postgres {
    let parts = url
        .strip_prefix("postgres://firmkeep:")
        .and_then(|rest| rest.split_once("@127.0.0.1:"))
        .and_then(|(password, rest)| Some((password, rest.split('/').next()?.parse().ok()?)));
    let Some((password, port)) = parts else {
        panic!("{NAMED} is to be postgres://firmkeep:PASSWORD@127.0.0.1:PORT/postgres, with the rights of a superuser");
    };
    Postgres { programs: Programs::find(), password: password.to_owned(), port, own: None }
}

fn of_this_run() -> Postgres {
    if !cfg!(unix) {
        panic!("without a Unix shell nothing would stop the server: name a running one in {NAMED}");
    }
    let runner = runner();
    let folder = std::env::temp_dir().join(format!("firmkeep-tests-{runner}"));
    let programs = Programs::find();
    let lock = lock(&folder.with_extension("lock"));
    let address = folder.join("address");
    if address.is_file() {
        let server = read(&address, programs.clone());
        if TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).is_ok() {
            return server;
        }
    }
    // A folder without an address, or with one that nobody answers at, is what an earlier run left when it was killed.
    let _ = std::fs::remove_dir_all(&folder);
    watch(&programs, runner, &folder);
    let password = word();
    let port = create(&programs, &folder, &password, Options::default());
    write(&address, &format!("{password} {port}"));
    drop(lock);
    Postgres { programs, password, port, own: None }
}

fn read(address: &Path, programs: Programs) -> Postgres {
    let text = std::fs::read_to_string(address).unwrap_or_else(|error| panic!("{}: {error}", address.display()));
    let Some((password, port)) = text.split_once(' ').and_then(|(password, port)| Some((password, port.parse().ok()?)))
    else {
        panic!("{} holds no address of a server", address.display());
    };
    Postgres { programs, password: password.to_owned(), port, own: None }
}

fn lock(path: &PathBuf) -> File {
    File::create(path)
        .and_then(|file| file.lock().map(|()| file))
        .unwrap_or_else(|error| panic!("{} cannot be locked: {error}", path.display()))
}

/// The process whose end is the end of the run: the runner that started this test, or this process where a person
/// started the test binary by hand.
#[cfg(unix)]
fn runner() -> u32 {
    let parent = std::os::unix::process::parent_id();
    let name = std::fs::read_to_string(format!("/proc/{parent}/comm")).or_else(|_| {
        let output = Command::new("ps").args(["-o", "comm=", "-p", &parent.to_string()]).output()?;
        Ok::<_, std::io::Error>(String::from_utf8_lossy(&output.stdout).into_owned())
    });
    let started_by_cargo =
        name.is_ok_and(|name| name.trim().rsplit('/').next().is_some_and(|name| name.starts_with("cargo")));
    if started_by_cargo { parent } else { std::process::id() }
}

#[cfg(not(unix))]
fn runner() -> u32 {
    std::process::id()
}

/// Starts the process that outlives us and clears up after the run.
fn watch(programs: &Programs, runner: u32, folder: &Path) {
    let script = format!(
        "while kill -0 {runner} 2>/dev/null; do sleep 0.5; done; \
         {pg_ctl} stop --silent --wait --mode immediate --pgdata '{folder}/data'; \
         rm -rf '{folder}' '{lock}'",
        pg_ctl = programs.shell_words("pg_ctl"),
        folder = folder.display(),
        lock = folder.with_extension("lock").display(),
    );
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir("/");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    if let Err(error) = command.spawn() {
        panic!("nothing could be started to stop PostgreSQL after the tests: {error}");
    }
}
