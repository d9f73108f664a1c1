//! Locks the screen when the person goes away from the whole computer: the system locks its own screen, or sleeps.
//!
//! Linux tells of both on its message buses. On the other systems sleep shows in the clocks, and an idle screen locks
//! by itself in any case.

use std::time::Duration;

use firmkeep_core::{Clock, SystemClock};
use serde_json::Value;
use tauri::{AppHandle, Manager, async_runtime};

use crate::backend::{Asked, Backend};

/// How often the clocks are compared.
const EVERY: Duration = Duration::from_secs(5);

/// A pause that no busy computer makes: it slept.
const ASLEEP_MICROSECONDS: i64 = 45_000_000;

/// Watches for as long as the program runs.
pub fn heed(app: &AppHandle) {
    let sleeper = app.clone();
    async_runtime::spawn(async move {
        loop {
            let before = (SystemClock.now().0, SystemClock.elapsed());
            tokio::time::sleep(EVERY).await;
            if slept(before, (SystemClock.now().0, SystemClock.elapsed())) {
                lock(&sleeper, "the computer slept").await;
            }
        }
    });
    #[cfg(target_os = "linux")]
    for signal in linux::SIGNALS {
        let app = app.clone();
        linux::listen(
            signal,
            || {},
            move || {
                let app = app.clone();
                async_runtime::spawn(async move { lock(&app, "the system’s own screen was locked").await });
            },
        );
    }
}

/// Whether the time between two looks at the clock and at the one that nobody can set is more than the pause between them.
fn slept(before: (i64, i64), after: (i64, i64)) -> bool {
    (after.0 - before.0).max(after.1 - before.1) > ASLEEP_MICROSECONDS
}

/// Locks whoever is signed in. Support, who has nothing to unlock with, is signed out.
async fn lock(app: &AppHandle, why: &str) {
    let backend = app.state::<Backend>();
    let answered = match backend.call(Asked::plain("session.lock", Value::Null), |_, _| {}).await {
        Err(error) if error.code == "access.refused" => {
            backend.call(Asked::plain("session.end", Value::Null), |_, _| {}).await
        }
        answered => answered,
    };
    if answered.is_ok() {
        tracing::info!(why, "locked");
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use zbus::blocking::{Connection, MessageIterator};
    use zbus::{MatchRule, message::Type};

    /// A signal that says that the person is away.
    #[derive(Clone, Copy, Debug)]
    pub struct Signal {
        system: bool,
        interface: &'static str,
        member: &'static str,
        /// Whether it says so only when its value is true.
        value: bool,
    }

    pub const SIGNALS: [Signal; 4] = [
        Signal { system: true, interface: "org.freedesktop.login1.Manager", member: "PrepareForSleep", value: true },
        Signal { system: true, interface: "org.freedesktop.login1.Session", member: "Lock", value: false },
        Signal { system: false, interface: "org.freedesktop.ScreenSaver", member: "ActiveChanged", value: true },
        Signal { system: false, interface: "org.gnome.ScreenSaver", member: "ActiveChanged", value: true },
    ];

    /// Calls `away` each time that the signal says so, on a thread of its own; `ready` once it is being listened to. A
    /// computer without the bus has nobody who would tell.
    pub fn listen(signal: Signal, ready: impl FnOnce() + Send + 'static, away: impl Fn() + Send + 'static) {
        std::thread::spawn(move || {
            if let Err(error) = heard(signal, ready, away) {
                tracing::debug!(%error, ?signal, "nobody tells of this");
            }
        });
    }

    fn heard(signal: Signal, ready: impl FnOnce(), away: impl Fn()) -> zbus::Result<()> {
        let connection = if signal.system { Connection::system()? } else { Connection::session()? };
        let rule =
            MatchRule::builder().msg_type(Type::Signal).interface(signal.interface)?.member(signal.member)?.build();
        let messages = MessageIterator::for_match_rule(rule, &connection, None)?;
        ready();
        for message in messages {
            if !signal.value || message?.body().deserialize::<bool>().unwrap_or(false) {
                away();
            }
        }
        Ok(())
    }

    #[cfg(test)]
    mod tests {
        use std::sync::mpsc::channel;
        use std::time::Duration;

        use super::*;

        #[test]
        fn the_desktops_own_lock_is_heard_and_its_unlocking_is_not() {
            const INNER: &str = "FIRMKEEP_TEST_BUS";
            if std::env::var_os(INNER).is_none() {
                // A bus of its own, where nobody else locks anything.
                let status = std::process::Command::new("dbus-run-session")
                    .args(["--", &std::env::current_exe().unwrap().display().to_string(), "--exact"])
                    .args([
                        "away::linux::tests::the_desktops_own_lock_is_heard_and_its_unlocking_is_not",
                        "--nocapture",
                    ])
                    .env(INNER, "1")
                    .status()
                    .unwrap();
                assert!(status.success(), "a screen that the system locked would stay open in Firmkeep");
                return;
            }
            let (sender, away) = channel();
            let (is_ready, ready) = channel();
            let signal = SIGNALS[3];
            listen(signal, move || is_ready.send(()).unwrap(), move || sender.send(()).unwrap());
            ready.recv_timeout(Duration::from_secs(20)).unwrap();
            let bus = Connection::session().unwrap();
            let path = "/org/gnome/ScreenSaver";
            for active in [false, true] {
                bus.emit_signal(None::<&str>, path, signal.interface, signal.member, &active).unwrap();
            }
            away.recv_timeout(Duration::from_secs(20)).unwrap();
            assert!(away.try_recv().is_err(), "unlocking the system locked Firmkeep");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nap_shows_in_either_clock_and_a_busy_moment_does_not() {
        let second = 1_000_000;
        assert!(!slept((0, 0), (9 * second, 9 * second)));
        assert!(slept((0, 0), (3_600 * second, 5 * second)), "a clock that stood still while the computer slept");
        assert!(slept((0, 0), (3_600 * second, 3_600 * second)), "a clock that went on while the computer slept");
        assert!(!slept((0, 0), (-3_600 * second, 5 * second)));
    }
}
