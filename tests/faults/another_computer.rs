//! Two computers on one office database.

use std::time::{Duration, Instant};

use firmkeep_core::{Door, Error};
use firmkeep_tests::postgres::Postgres;
use firmkeep_tests::practice::{ADMIN, Caller, On, PASSWORD, Practice, TestClock, create_input, options, user_fields};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use super::ground::{intact, told};

/// A second computer that joined the practice.
async fn second_computer(practice: &Practice) -> (TempDir, Door) {
    let folder = tempfile::tempdir().unwrap();
    let door = Door::open(options(folder.path(), &practice.clock)).await;
    let join = json!({
        "office_address": practice.office_address(), "recovery_key": practice.recovery.join("-"), "key_place": "file",
        "passphrase": null,
    });
    Caller::at(&door).ok("setup.join", join).await;
    (folder, door)
}

async fn signed_in(door: &Door) -> Caller {
    let mut caller = Caller::at(door);
    caller.sign_in(ADMIN, PASSWORD).await.unwrap();
    caller
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_computer_saves_the_other_is_told() {
    let practice = Practice::new(On::Postgres).await;
    let (_folder, second) = second_computer(&practice).await;
    let admin = signed_in(&second).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut changes = practice.door.changes();
    let start = Instant::now();
    practice.add(&admin, "Ben", "Ito", &["employee"]).await;
    assert!(told(&mut changes, "users", 5).await, "the first computer was not told");
    assert!(start.elapsed() < Duration::from_secs(2), "told late: {:?}", start.elapsed());
    let seen = practice.admin().await.ok("users.list", json!({"filter": {"search": "ben"}, "limit": 5})).await;
    assert_eq!(seen["rows"].as_array().unwrap().len(), 1);
    second.close().await;
}

/// Adds a word to Ben's notes, beginning again whenever somebody else was quicker.
async fn add_word(caller: Caller, ben: Json, word: String) -> Result<u32, Error> {
    let mut conflicts = 0;
    loop {
        let user = caller.user(&ben).await;
        let mut fields = user_fields("Ben", "Ito", &["employee"]);
        fields["notes"] = json!(format!("{} {word}", user["notes"].as_str().unwrap_or_default()));
        let input = json!({"user": ben, "version": user["row"]["version"], "fields": fields});
        match caller.call("users.edit", input).await {
            Ok(_) => return Ok(conflicts),
            Err(error) if error.code == "users.conflict" => conflicts += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Everybody's words are there, each event has its save, and the chain holds.
async fn no_lost_update(admin: &Caller, doors: &[&Door]) {
    let ben = admin
        .ok("users.add", json!({"email": "ben@hart.example", "fields": user_fields("Ben", "Ito", &["employee"])}))
        .await;
    let id = ben["row"]["id"].clone();
    let callers = [signed_in(doors[0]).await, signed_in(doors[doors.len() - 1]).await];
    let before = intact(admin).await + 1;
    let saves: Vec<_> = (0..20)
        .map(|number| tokio::spawn(add_word(callers[number % 2].clone(), id.clone(), format!("word{number}"))))
        .collect();
    let mut conflicts = 0;
    for save in saves {
        conflicts += save.await.unwrap().unwrap();
    }
    let user = admin.user(&id).await;
    assert_eq!(user["row"]["version"], 21, "{conflicts} conflicts");
    let notes = user["notes"].as_str().unwrap();
    for number in 0..20 {
        assert!(notes.split(' ').any(|word| word == format!("word{number}")), "word{number} was lost: {notes}");
    }
    assert_eq!(intact(admin).await, before + 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_saves_at_once_from_two_computers() {
    let practice = Practice::new(On::Postgres).await;
    let (_folder, second) = second_computer(&practice).await;
    no_lost_update(&practice.admin().await, &[&practice.door, &second]).await;
    second.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_saves_at_once_on_one_file() {
    let practice = Practice::new(On::Sqlite).await;
    no_lost_update(&practice.admin().await, &[&practice.door]).await;
}

/// Two programs on one file, as a window and the command line.
#[tokio::test(flavor = "multi_thread")]
async fn twenty_saves_at_once_from_two_doors_on_one_file() {
    let practice = Practice::new(On::Sqlite).await;
    let second = Door::open(options(practice.folder.path(), &practice.clock)).await;
    no_lost_update(&practice.admin().await, &[&practice.door, &second]).await;
    second.close().await;
}

/// Two computers create a practice in the same empty database at the same moment: one does, the other is told.
#[tokio::test(flavor = "multi_thread")]
async fn two_set_ups_at_once_make_one_practice() {
    for _ in 0..5 {
        let database = Postgres::shared().fresh_database();
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let mut attempts = Vec::new();
        for folder in &folders {
            let door = Door::open(options(folder.path(), &TestClock::new())).await;
            let caller = Caller::at(&door);
            let begun = caller.ok("setup.begin", json!({})).await;
            let (groups, ask) = (begun["groups"].as_array().unwrap(), begun["ask"].as_array().unwrap());
            let input = create_input(Some(database.url()), groups, ask);
            attempts.push(tokio::spawn(async move { (caller.call("setup.create", input).await.map(|_| ()), door) }));
        }
        let mut made = 0;
        for attempt in attempts {
            let (made_here, door) = attempt.await.unwrap();
            match made_here {
                Ok(()) => {
                    made += 1;
                    intact(&signed_in(&door).await).await;
                }
                Err(error) => assert_eq!(error.code, "office.not_empty", "{error}"),
            }
            door.close().await;
        }
        assert_eq!(made, 1, "two practices in one database, or none");
    }
}
