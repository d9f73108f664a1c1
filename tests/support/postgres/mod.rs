//! A real PostgreSQL server for the tests, in a temporary folder, removed afterwards.
//!
//! - [`Postgres::shared`] is the one server of a whole test run, also where every test is a process of its own.
//! - [`Postgres::start`] is a server of one's own, for tests that stop it, or that need its writes to reach the disk.
//! - [`Postgres::fresh_database`] is an empty database on either; it goes when the value is dropped.

mod programs;
mod shared;

use programs::{Programs, everything, run};
use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};
use std::net::{Ipv4Addr, TcpListener};
use std::ops::Deref;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

const USER: &str = "firmkeep";

/// How a server of one's own is started.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether a commit waits for the disk. Off for ordinary tests; on where the test is about what survives a crash.
    pub fsync: bool,
}

/// A PostgreSQL server.
#[derive(Debug)]
pub struct Postgres {
    programs: Programs,
    password: String,
    port: u16,
    /// Absent on the shared server, which outlives this process.
    own: Option<Own>,
}

#[derive(Debug)]
struct Own {
    folder: TempDir,
    options: Options,
}

/// An empty database. Dropping it removes it from the server.
#[derive(Debug)]
pub struct Database {
    url: String,
    name: String,
    server: Option<Admin>,
}

/// What it takes to run a statement as the server's owner.
#[derive(Clone, Debug)]
struct Admin {
    programs: Programs,
    url: String,
}

impl Postgres {
    /// The server that all tests of this run share, started by whoever asks first.
    ///
    /// `FIRMKEEP_TEST_POSTGRES=postgres://user:password@host:port/database` names a running one to use instead.
    pub fn shared() -> &'static Self {
        shared::server()
    }

    /// Starts a server that belongs to the caller and ends when the value is dropped.
    pub fn start(options: Options) -> Self {
        let folder = TempDir::with_prefix("firmkeep-postgres-")
            .unwrap_or_else(|error| panic!("no temporary folder for PostgreSQL: {error}"));
        let programs = Programs::find();
        let password = word();
        let port = create(&programs, folder.path(), &password, options);
        Self { programs, password, port, own: Some(Own { folder, options }) }
    }

    /// Creates an empty database of a name that nobody else has.
    pub fn fresh_database(&self) -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("t{}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed), word());
        let admin = Admin { programs: self.programs.clone(), url: self.url("postgres") };
        admin.sql(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"));
        let server = self.own.is_none().then_some(admin);
        Database { url: self.url(&name), name, server }
    }

    /// The address of a database on this server.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }

    /// The TCP port on 127.0.0.1; it stays the same over [`Postgres::start_again`].
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends the server as a power cut would: no checkpoint, connections cut.
    pub fn stop_immediately(&self) {
        stop(&self.programs, self.own().folder.path(), "immediate");
    }

    /// Starts it again after [`Postgres::stop_immediately`], on the same port, with the same data.
    pub fn start_again(&self) {
        let own = self.own();
        if let Err(log) = launch(&self.programs, own.folder.path(), self.port, own.options) {
            panic!("PostgreSQL did not start again:\n{log}");
        }
    }

    fn own(&self) -> &Own {
        match &self.own {
            Some(own) => own,
            None => panic!("the shared server is everybody's; Postgres::start gives one that may be stopped"),
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(own) = &self.own {
            stop(&self.programs, own.folder.path(), "immediate");
        }
    }
}

impl Database {
    /// `postgres://…`, as a person would type it.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Another database with the same content, on the shared server. Nobody may be connected to this one.
    pub fn copy(&self) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{}_c{}", self.name, COUNT.fetch_add(1, Ordering::Relaxed));
        let server = self.shared_server();
        server.sql(&format!("CREATE DATABASE {name} TEMPLATE {}", self.name));
        Self { url: self.url.replace(&self.name, &name), name, server: Some(server.clone()) }
    }

    /// Makes this one what `other` is, whoever is connected.
    pub fn become_like(&self, other: &Self) {
        let server = self.shared_server();
        server.sql(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
        server.sql(&format!("CREATE DATABASE {} TEMPLATE {}", self.name, other.name));
    }

    fn shared_server(&self) -> &Admin {
        match &self.server {
            Some(server) => server,
            None => panic!("only databases of the shared server are copied"),
        }
    }
}

impl Deref for Database {
    type Target = str;

    fn deref(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            // A database left behind goes with its server; a failing test should show its own failure, not this.
            let _ = server.psql(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).output();
        }
    }
}

impl Admin {
    fn psql(&self, statement: &str) -> std::process::Command {
        let mut command = self.programs.command("psql");
        command.args([
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--dbname",
            &self.url,
            "--command",
            statement,
        ]);
        command
    }

    fn sql(&self, statement: &str) {
        run(&mut self.psql(statement));
    }
}

/// Makes a cluster in `folder` and starts it; the port that it listens on.
fn create(programs: &Programs, folder: &Path, password: &str, options: Options) -> u16 {
    programs.private_folder(folder);
    let secret = folder.join("password");
    write(&secret, password);
    programs.own(&secret);
    run(programs
        .command("initdb")
        .args(["--no-sync", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--username", USER])
        .arg("--pwfile")
        .arg(&secret)
        .arg("--pgdata")
        .arg(folder.join("data"))
        .stdout(Stdio::null()));
    let mut why = String::new();
    for _ in 0..5 {
        // Somebody may take the port between our asking for a free one and the server's using it.
        let port = free_port();
        match launch(programs, folder, port, options) {
            Ok(()) => return port,
            Err(log) => why = log,
        }
    }
    panic!("PostgreSQL did not start:\n{why}");
}

/// Starts the cluster in `folder` and waits until it answers; its log where it does not.
fn launch(programs: &Programs, folder: &Path, port: u16, options: Options) -> Result<(), String> {
    let log = folder.join("log");
    let mut settings =
        format!("-c port={port} -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=64MB");
    if cfg!(unix) {
        let _ = write!(settings, " -c unix_socket_directories={}", folder.display());
    }
    if !options.fsync {
        settings.push_str(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
    }
    let output = programs
        .command("pg_ctl")
        .args(["start", "--wait", "--timeout=60", "--silent", "--options", &settings])
        .arg("--log")
        .arg(&log)
        .arg("--pgdata")
        .arg(folder.join("data"))
        // The server inherits these; a pipe would keep the reader waiting for as long as the server lives.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match output {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(std::fs::read_to_string(&log).unwrap_or_default()),
        Err(error) => Err(error.to_string()),
    }
}

fn stop(programs: &Programs, folder: &Path, mode: &str) {
    let output = programs
        .command("pg_ctl")
        .args(["stop", "--wait", "--silent", "--mode", mode, "--pgdata"])
        .arg(folder.join("data"))
        .output();
    if let Ok(output) = output
        && !output.status.success()
        && !everything(&output).contains("PID file")
    {
        eprintln!("PostgreSQL did not stop: {}", everything(&output));
    }
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .unwrap_or_else(|error| panic!("no free port on 127.0.0.1: {error}"))
        .port()
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap_or_else(|error| panic!("{} cannot be written: {error}", path.display()));
}

/// Sixteen characters that nobody guesses.
fn word() -> String {
    format!("{:016x}", RandomState::new().hash_one(std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(url: &str, statement: &str) -> Option<String> {
        let admin = Admin { programs: Programs::find(), url: url.to_owned() };
        let output = admin.psql(statement).args(["--tuples-only", "--no-align"]).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim().to_owned())
    }

    #[test]
    fn fresh_databases_are_empty_and_apart_and_go_when_dropped() {
        let server = Postgres::shared();
        let (one, two) = (server.fresh_database(), server.fresh_database());
        assert_ne!(one.name(), two.name());
        assert!(answer(&one, "CREATE TABLE t (n INT)").is_some());
        assert_eq!(answer(&two, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").unwrap(), "0");
        let url = one.url().to_owned();
        drop(one);
        assert!(answer(&url, "SELECT 1").is_none());
    }

    #[test]
    fn a_server_of_ones_own_keeps_what_it_answered_over_an_immediate_stop() {
        let server = Postgres::start(Options { fsync: true });
        let database = server.fresh_database();
        assert_eq!(answer(&database, "SHOW fsync").unwrap(), "on");
        assert!(answer(&database, "CREATE TABLE t (n INT)").is_some());
        assert!(answer(&database, "INSERT INTO t VALUES (7)").is_some());
        server.stop_immediately();
        assert!(answer(&database, "SELECT 1").is_none());
        server.start_again();
        assert_eq!(answer(&database, "SELECT n FROM t").unwrap(), "7");
        let folder = server.own().folder.path().to_owned();
        drop(server);
        assert!(!folder.exists());
    }
}
