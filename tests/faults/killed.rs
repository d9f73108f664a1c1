//! The program is killed at random points of 500 saves. Every save that was answered is there, and nothing else.

use std::time::{Duration, Instant};

use firmkeep_core::{Door, Token};
use firmkeep_tests::postgres::{Options, Postgres};
use firmkeep_tests::practice::{Caller, On, Practice, TestClock, options, user_fields};
use serde_json::{Value as Json, json};

use super::ground::{Chance, Running, intact};

const SAVES: usize = 500;
const FOLDER: &str = "FIRMKEEP_TEST_SAVES_IN";
const TOKEN: &str = "FIRMKEEP_TEST_SAVES_AS";
const USER: &str = "FIRMKEEP_TEST_SAVES_USER";

/// No test: the process that saves until it is killed. It says each save once it was answered.
#[tokio::test(flavor = "multi_thread")]
async fn the_process_that_saves() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let door = Door::open(options(folder.as_ref(), &TestClock::new())).await;
    let mut caller = Caller::at(&door);
    caller.token = Some(Token::new(std::env::var(TOKEN).unwrap()));
    let id = json!(std::env::var(USER).unwrap());
    let mut user = caller.user(&id).await;
    println!("\nready");
    loop {
        let version = user["row"]["version"].as_i64().unwrap();
        let mut fields = user_fields("Ben", "Ito", &["employee"]);
        fields["notes"] = json!(format!("save {version}"));
        user = caller.ok("users.edit", json!({"user": id, "version": version, "fields": fields})).await;
        println!("saved {version}");
    }
}

/// What must not change: everything but Ben.
async fn the_rest(admin: &Caller, cleo: &Json) -> Json {
    json!([
        admin.user(&cleo["row"]["id"]).await,
        admin.ok("settings.practice", json!({})).await,
        admin.ok("users.count", json!({"filter": {"show_inactive": true}})).await,
    ])
}

/// The notes that the register says were saved, in order.
async fn recorded(admin: &Caller, user: &Json) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = Json::Null;
    loop {
        let page = json!({"person": user, "kinds": ["users.edited"], "before": before, "limit": 200});
        let page = admin.ok("register.list", page).await;
        for row in page["rows"].as_array().unwrap() {
            let changes = row["changes"].as_array().unwrap();
            assert_eq!((changes.len(), changes[0]["field"].as_str()), (1, Some("notes")), "{row}");
            found.push(changes[0]["after"].as_str().unwrap().to_owned());
        }
        before = page["next"].clone();
        if before.is_null() {
            found.reverse();
            return found;
        }
    }
}

async fn story(practice: Practice, what: &str) {
    let start = Instant::now();
    let admin = practice.admin().await;
    let token = admin.token.clone().unwrap();
    let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await["row"]["id"].clone();
    let cleo = practice.add(&admin, "Cleo", "Marsh", &["manager"]).await;
    let rest = the_rest(&admin, &cleo).await;
    let events = intact(&admin).await + 1;
    practice.door.close().await;

    let folder = practice.folder.path().to_str().unwrap();
    let variables = [(FOLDER, folder), (TOKEN, token.reveal()), (USER, ben.as_str().unwrap())];
    let mut chance = Chance::new();
    let mut answered: Vec<i64> = Vec::new();
    let mut kills: i64 = 0;
    while answered.len() < SAVES {
        let child = Running::start("faults::killed::the_process_that_saves", &variables);
        assert!(child.says("ready").is_some(), "the process ended by itself");
        std::thread::sleep(Duration::from_micros(chance.below(150_000)));
        let said = child.kill();
        answered.extend(said.iter().filter_map(|line| line.strip_prefix("saved ")?.parse::<i64>().ok()));

        let door = Door::open(options(practice.folder.path(), &practice.clock)).await;
        let mut admin = Caller::at(&door);
        admin.token = Some(token.clone());
        let user = admin.user(&ben).await;
        let saves = user["row"]["version"].as_i64().unwrap() - 1;
        let all: Vec<String> = (1..=saves).map(|number| format!("save {number}")).collect();
        assert_eq!(recorded(&admin, &ben).await, all, "events and saves differ");
        assert_eq!(user["notes"].as_str().unwrap_or_default(), all.last().map_or("", String::as_str));
        assert!(answered.iter().all(|number| *number <= saves), "an answered save is lost: {saves} of {answered:?}");
        let unanswered = saves - i64::try_from(answered.len()).unwrap();
        assert!((0..=kills + 1).contains(&unanswered), "{unanswered} saves that nobody was told of");
        assert_eq!(intact(&admin).await, events + saves + kills, "events that belong to no save");
        assert_eq!(the_rest(&admin, &cleo).await, rest, "something else changed");
        door.close().await;
        kills += 1;
    }
    println!("{what}: {} saves answered, {kills} kills, {:?}", answered.len(), start.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    story(Practice::new(On::Sqlite).await, "SQLite").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    let server = Postgres::start(Options { fsync: true });
    let practice = Practice::made(tempfile::tempdir().unwrap(), Some(server.fresh_database())).await;
    story(practice, "PostgreSQL").await;
}
