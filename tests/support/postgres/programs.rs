//! PostgreSQL's own programs: where they are and as whom they may run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with `initdb`, `pg_ctl` and `psql`, and the user that they run as.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    folder: PathBuf,
    /// PostgreSQL refuses to serve as root; then everything runs as its own user.
    run_as: Option<&'static str>,
}

impl Programs {
    /// Looks in `FIRMKEEP_TEST_POSTGRES_BIN`, then where packages put PostgreSQL, then on the `PATH`.
    pub(super) fn find() -> Self {
        let folder = candidates()
            .into_iter()
            .find(|folder| folder.join(exe("initdb")).is_file() && folder.join(exe("pg_ctl")).is_file())
            .unwrap_or_else(|| {
                panic!(
                    "the tests need a PostgreSQL server's programs (initdb, pg_ctl, psql) and found none: \
                     on Debian or Ubuntu `apt-get install postgresql`, on macOS `brew install postgresql@15`, \
                     elsewhere name their folder in FIRMKEEP_TEST_POSTGRES_BIN"
                )
            });
        let root = cfg!(unix) && said(Command::new("id").arg("-u")).as_deref() == Some("0");
        Self { folder, run_as: root.then_some("postgres") }
    }

    /// A command for one of the programs, as the right user, with nothing on standard input.
    pub(super) fn command(&self, program: &str) -> Command {
        let path = self.folder.join(exe(program));
        let mut command = match self.run_as {
            None => Command::new(path),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(path);
                command
            }
        };
        command.stdin(Stdio::null()).env("LC_ALL", "C");
        command
    }

    /// The same as words of a shell command line.
    pub(super) fn shell_words(&self, program: &str) -> String {
        let path = self.folder.join(program);
        match self.run_as {
            None => format!("'{}'", path.display()),
            Some(user) => format!("runuser -u {user} -- '{}'", path.display()),
        }
    }

    /// Makes a folder that only the server's user can read.
    pub(super) fn private_folder(&self, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{} cannot be made: {error}", folder.display()));
        self.own(folder);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::Permissions::from_mode(0o700);
            std::fs::set_permissions(folder, mode)
                .unwrap_or_else(|error| panic!("{} cannot be closed to others: {error}", folder.display()));
        }
    }

    /// Hands a file or folder to the user that the server runs as.
    pub(super) fn own(&self, path: &Path) {
        if let Some(user) = self.run_as {
            run(Command::new("chown").arg(format!("{user}:")).arg(path));
        }
    }
}

/// Runs to the end; what it printed is in the panic where it fails.
pub(super) fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?} failed ({}):\n{}", output.status, everything(&output));
    printed
}

pub(super) fn everything(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn candidates() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        ["FIRMKEEP_TEST_POSTGRES_BIN", "PGBIN"].into_iter().filter_map(std::env::var_os).map(PathBuf::from).collect();
    folders.push(PathBuf::from("/usr/lib/postgresql/15/bin"));
    folders.extend(versions("/usr/lib/postgresql"));
    for cellar in ["/opt/homebrew/opt", "/usr/local/opt"] {
        folders.push(Path::new(cellar).join("postgresql@15/bin"));
    }
    folders.extend(versions("C:/Program Files/PostgreSQL"));
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    folders
}

/// `…/17/bin`, `…/16/bin`, …: the newest first.
fn versions(root: &str) -> Vec<PathBuf> {
    let version = |name: &OsStr| name.to_str().and_then(|name| name.parse::<u32>().ok());
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((version(&entry.file_name())?, entry.path().join("bin"))))
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, folder)| folder).collect()
}

fn exe(program: &str) -> String {
    format!("{program}{}", std::env::consts::EXE_SUFFIX)
}
