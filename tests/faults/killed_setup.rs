//! The program is killed at random points of the set-up: afterwards there is no practice or a whole one.

use std::time::{Duration, Instant};

use firmkeep_core::Door;
use firmkeep_tests::postgres::Postgres;
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD, TestClock, create_input, options, set_up};
use serde_json::json;

use super::ground::{Chance, Running, intact, status};

const FOLDER: &str = "FIRMKEEP_TEST_SETS_UP_IN";
const ADDRESS: &str = "FIRMKEEP_TEST_SETS_UP_AT";

/// No test: the process that sets a practice up.
#[tokio::test(flavor = "multi_thread")]
async fn the_process_that_sets_up() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let address = std::env::var(ADDRESS).ok();
    let door = Door::open(options(folder.as_ref(), &TestClock::new())).await;
    let caller = Caller::at(&door);
    let begun = caller.ok("setup.begin", json!({})).await;
    let groups = begun["groups"].as_array().unwrap();
    let key: Vec<_> = groups.iter().map(|group| group.as_str().unwrap()).collect();
    println!("\nrecovery {}", key.join("-"));
    caller.ok("setup.create", create_input(address.as_deref(), groups, begun["ask"].as_array().unwrap())).await;
    println!("created");
}

/// What became of one set-up.
#[derive(Default, Debug)]
struct Count {
    nothing: u32,
    left_in_the_office: u32,
    whole: u32,
}

async fn story(rounds: u32, office: bool) {
    let mut chance = Chance::new();
    let mut count = Count::default();
    // How long a set-up takes here; the kills fall into that time.
    let mut longest = Duration::from_secs(3);
    for round in 0..rounds {
        let folder = tempfile::tempdir().unwrap();
        let database = office.then(|| Postgres::shared().fresh_database());
        let address = database.as_ref().map(firmkeep_tests::postgres::Database::url);
        let mut variables = vec![(FOLDER, folder.path().to_str().unwrap())];
        variables.extend(address.map(|address| (ADDRESS, address)));
        let child = Running::start("faults::killed_setup::the_process_that_sets_up", &variables);
        let recovery = child.says("recovery ").unwrap();
        if round == 0 {
            let start = Instant::now();
            assert!(child.says("created").is_some());
            longest = start.elapsed() * 11 / 10;
        } else {
            let limit = u64::try_from(longest.as_micros()).unwrap();
            std::thread::sleep(Duration::from_micros(chance.below(limit)));
        }
        child.kill();

        let door = Door::open(options(folder.path(), &TestClock::new())).await;
        let found = status(&door).await;
        assert_eq!(found["problem"], json!(null), "round {round}: {found}");
        match found["state"].as_str().unwrap() {
            "ready" => count.whole += 1,
            "no_practice" => begin_again(&door, address, &recovery, &mut count).await,
            other => panic!("round {round}: half a practice, {other}"),
        }
        let mut admin = Caller::at(&door);
        admin.sign_in(ADMIN, PASSWORD).await.unwrap();
        intact(&admin).await;
        let people = admin.ok("users.list", json!({"limit": 50})).await;
        assert_eq!(people["rows"].as_array().unwrap().len(), 1);
        let mut left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with("firmkeep.db") && name != "register.checkpoints")
            .collect();
        left.sort();
        let usual: &[&str] =
            if office { &["firmkeep.json", "key"] } else { &["firmkeep.json", "key", "recovery.json"] };
        assert_eq!(left, usual, "round {round}: a kill left something behind");
        door.close().await;
    }
    println!("office {office}: {count:?}, a set-up takes {longest:?}");
}

/// A new set-up in the same folder; in the office the practice may be there already, and its recovery key was shown.
async fn begin_again(door: &Door, address: Option<&str>, recovery: &str, count: &mut Count) {
    let caller = Caller::at(door);
    if let Some(address) = address {
        let found = caller.ok("setup.check_database", json!({"address": address})).await;
        if found["state"] == "practice" {
            count.left_in_the_office += 1;
            let join =
                json!({"office_address": address, "recovery_key": recovery, "key_place": "file", "passphrase": null});
            caller.ok("setup.join", join).await;
            return;
        }
        assert_eq!(found["state"], "empty", "{found}");
    }
    count.nothing += 1;
    set_up(door, address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_this_computer() {
    story(40, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_office() {
    story(40, true).await;
}
