//! What the faults' tests share: chance that can be repeated, processes to kill, and a way past the door into the file.

use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use firmkeep_core::{Changed, Door};
use firmkeep_tests::practice::Caller;
use hkdf::Hkdf;
use serde_json::{Value as Json, json};
use sha2::Sha256;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};
use tokio::sync::broadcast;

/// Chance. The seed is printed; `FIRMKEEP_TEST_SEED` repeats a run.
pub struct Chance(u64);

impl Chance {
    pub fn new() -> Self {
        let given = std::env::var("FIRMKEEP_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().hash_one("seed"));
        println!("FIRMKEEP_TEST_SEED={seed}");
        Self(seed | 1)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % end
    }
}

/// This test program, started again to run one function of it, and killed when the value is dropped.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    /// `test` is the function's full name; `variables` tell it that it is not run as a test.
    pub fn start(test: &str, variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", test, "--nocapture", "--test-threads=1"]).envs(variables.iter().copied());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let (sender, lines) = channel();
        let said = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// The first line that begins with `word`, without it. `None` where the process ends first.
    pub fn says(&self, word: &str) -> Option<String> {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) => match line.strip_prefix(word) {
                    Some(rest) => return Some(rest.trim().to_owned()),
                    None => continue,
                },
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => panic!("the process did not say {word:?} in 30 seconds"),
            }
        }
    }

    /// SIGKILL. What it said until then, and not yet heard.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // The reader ends with the pipe.
        self.lines.iter().collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What this computer's key file makes of the database file's key, in hexadecimal.
pub fn database_key(folder: &Path) -> String {
    let written: Json = serde_json::from_slice(&std::fs::read(folder.join("key")).unwrap()).unwrap();
    let digits = written["key"].as_str().unwrap().as_bytes();
    let master: Vec<u8> =
        digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect();
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, &master).expand(b"firmkeep database file 1", &mut key).unwrap();
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs statements on an encrypted file past the door.
pub async fn on_file(file: &Path, key: &str, statements: &'static str) {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
    let options = if key.is_empty() { options } else { options.pragma("key", format!("\"x'{key}'\"")) };
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    connection.execute(statements).await.unwrap();
    connection.close().await.unwrap();
}

/// `app.status` at `door`.
pub async fn status(door: &Door) -> Json {
    Caller::at(door).ok("app.status", json!({})).await
}

/// The state and the problem's code in `app.status`.
pub async fn state(door: &Door) -> (String, String) {
    let status = status(door).await;
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    (text(&status["state"]), text(&status["problem"]["code"]))
}

/// Whether listeners are told of `topic` within so many seconds.
pub async fn told(changes: &mut broadcast::Receiver<Changed>, topic: &str, seconds: u64) -> bool {
    let wait = async {
        loop {
            match changes.recv().await {
                Ok(changed) if changed.topics.contains(&topic) => return true,
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return false,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(seconds), wait).await.unwrap_or(false)
}

/// Fails unless the register is whole; gives how many events it has.
pub async fn intact(admin: &Caller) -> i64 {
    let verdict = admin.ok("register.verify", json!({})).await;
    assert_eq!(verdict["intact"], true, "{verdict}");
    verdict["checked"].as_i64().unwrap()
}
