//! The office's server stops while the practice is open, and comes back.

use std::time::{Duration, Instant};

use firmkeep_core::Door;
use firmkeep_tests::postgres::{Options, Postgres};
use firmkeep_tests::practice::{Caller, On, Practice, options, user_fields};
use serde_json::{Value as Json, json};

use super::ground::{intact, state, status, told};

fn edit(user: &Json, notes: &str) -> Json {
    let mut fields = user_fields("Ben", "Ito", &["employee"]);
    fields["notes"] = json!(notes);
    json!({"user": user["row"]["id"], "version": user["row"]["version"], "fields": fields})
}

/// The call's refusal, which must not make anybody wait.
async fn unreachable_soon(caller: &Caller, operation: &str, input: Json) {
    let start = Instant::now();
    let error = caller.refused(operation, input).await;
    assert_eq!(error.code, "database.unreachable", "{operation}: {error}");
    assert!(start.elapsed() < Duration::from_secs(8), "{operation} hung for {:?}", start.elapsed());
}

async fn answering(door: &Door) -> bool {
    let start = Instant::now();
    let status = status(door).await;
    assert!(start.elapsed() < Duration::from_secs(8), "the status hung for {:?}", start.elapsed());
    assert_eq!(status["state"], "ready", "{status}");
    assert_eq!(status["practice"]["name"], "Harbour & Vale", "the practice's name went with its server: {status}");
    status["database"]["answering"].as_bool().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_stays_open_and_goes_on_by_itself() {
    let server = Postgres::start(Options { fsync: true });
    let practice = Practice::made(tempfile::tempdir().unwrap(), Some(server.fresh_database())).await;
    let admin = practice.admin().await;
    let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
    let mut form = edit(&ben, "typed before the server went away");
    for round in 0..2 {
        let mut changes = practice.door.changes();
        assert!(answering(&practice.door).await);
        server.stop_immediately();
        unreachable_soon(&admin, "users.edit", form.clone()).await;
        assert!(told(&mut changes, "database", 10).await, "round {round}: nobody was told that the server is away");
        assert!(!answering(&practice.door).await);
        unreachable_soon(&admin, "users.list", json!({"limit": 50})).await;
        unreachable_soon(&admin, "users.edit", form.clone()).await;
        assert!(!answering(&practice.door).await);

        server.start_again();
        assert!(told(&mut changes, "users", 15).await, "round {round}: nobody was told that the server is back");
        assert!(answering(&practice.door).await);
        assert_eq!(admin.ok("session.current", json!({})).await["name"], "Ada Hart", "the session did not outlive it");
        let saved = admin.ok("users.edit", form).await;
        assert_eq!(saved["row"]["version"], round + 2, "the save was made more or less than once");
        form = edit(&saved, "typed before it went away again");
        intact(&admin).await;
    }
}

/// Nobody calls anything: the watch alone finds out.
#[tokio::test(flavor = "multi_thread")]
async fn an_idle_screen_is_told_too() {
    let server = Postgres::start(Options { fsync: true });
    let practice = Practice::made(tempfile::tempdir().unwrap(), Some(server.fresh_database())).await;
    let mut changes = practice.door.changes();
    server.stop_immediately();
    assert!(told(&mut changes, "database", 15).await);
    assert!(!answering(&practice.door).await);
    server.start_again();
    // A notice of the stop may still be under way; each makes the screen ask, and one of them finds it back.
    while !answering(&practice.door).await {
        assert!(told(&mut changes, "database", 15).await, "nobody was told that the server is back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_without_the_server_opens_the_practice_once_it_is_there() {
    let server = Postgres::start(Options { fsync: true });
    let mut practice = Practice::made(tempfile::tempdir().unwrap(), Some(server.fresh_database())).await;
    server.stop_immediately();
    practice.restart().await;
    assert_eq!(state(&practice.door).await, ("failed".to_owned(), "database.unreachable".to_owned()));
    server.start_again();
    assert_eq!(state(&practice.door).await, ("ready".to_owned(), String::new()));
    intact(&practice.admin().await).await;
}

/// As after the computer slept: many calls at once from one screen, each of which also notes that the person is there.
async fn many_calls_at_once(practice: Practice) {
    let admin = practice.admin().await;
    practice.clock.pass(300);
    let start = Instant::now();
    let calls: Vec<_> = (0..12)
        .map(|_| {
            let admin = admin.clone();
            tokio::spawn(async move { admin.call("users.list", json!({"limit": 50})).await.map(|reply| reply.value) })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(3), "the calls waited for each other: {:?}", start.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_calls_at_once_do_not_wait_for_each_other_on_sqlite() {
    many_calls_at_once(Practice::new(On::Sqlite).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_calls_at_once_do_not_wait_for_each_other_on_postgres() {
    many_calls_at_once(Practice::new(On::Postgres).await).await;
}

/// The screen asks from several places while the practice could not be opened: it is opened once.
#[tokio::test(flavor = "multi_thread")]
async fn asked_from_several_places_the_practice_is_opened_once() {
    let practice = Practice::new(On::Postgres).await;
    let note = practice.folder.path().join("firmkeep.json");
    let whole = std::fs::read(&note).unwrap();
    std::fs::write(&note, "damaged").unwrap();
    let door = Door::open(options(practice.folder.path(), &practice.clock)).await;
    assert_eq!(state(&door).await.0, "no_practice");
    std::fs::write(&note, whole).unwrap();
    let asked: Vec<_> = (0..6)
        .map(|_| {
            tokio::spawn({
                let door = door.clone();
                async move { state(&door).await.0 }
            })
        })
        .collect();
    for asked in asked {
        assert_eq!(asked.await.unwrap(), "ready");
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut changes = door.changes();
    let admin = practice.admin().await;
    practice.add(&admin, "Ben", "Ito", &["employee"]).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut register = 0;
    while let Ok(changed) = changes.try_recv() {
        register += usize::from(changed.topics.contains(&"register"));
    }
    assert_eq!(register, 2, "the sign-in and the new person are each told once");
}
