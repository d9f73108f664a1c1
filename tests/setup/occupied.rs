//! A computer that has a practice already.

use firmkeep_tests::before_setup;
use firmkeep_tests::computer::Computer;
use firmkeep_tests::postgres::Postgres;
use firmkeep_tests::practice::{ADMIN, On, PASSWORD};
use serde_json::json;

const PASSPHRASE: &str = "eleven quiet herons wade upstream";

fn contents(computer: &Computer) -> Vec<(String, Vec<u8>)> {
    let kept = |name: &String| name != "firmkeep.db-wal" && name != "firmkeep.db-shm";
    let read = |name: String| (name.clone(), std::fs::read(computer.folder.path().join(name)).unwrap());
    computer.files().into_iter().filter(kept).map(read).collect()
}

before_setup! {
    async fn an_open_practice_cannot_be_replaced(computer: Computer) {
        let begun = computer.create("file", None).await;
        let caller = computer.caller();
        for operation in ["setup.begin", "setup.create"] {
            let input = if operation == "setup.begin" { json!({}) } else { computer.input(&begun) };
            assert_eq!(caller.refused(operation, input).await.code, "setup.done", "{operation}");
        }
    }

    async fn a_practice_that_waits_for_its_passphrase_is_not_overwritten(computer: Computer) {
        computer.create("passphrase", Some(PASSPHRASE)).await;
        computer.restart().await;
        let before = contents(&computer);
        let empty = Postgres::shared().fresh_database();
        let begun = computer.begin().await;
        let mut input = computer.input(&begun);
        for address in [None, Some(empty.url())] {
            input["office_address"] = json!(address);
            assert_eq!(computer.caller().refused("setup.create", input.clone()).await.code, "setup.done", "{address:?}");
        }
        let office = Computer::new(On::Postgres).await;
        let key = office.create("file", None).await.key();
        let join = json!({"office_address": office.address(), "recovery_key": key, "key_place": "file", "passphrase": null});
        assert_eq!(computer.caller().refused("setup.join", join).await.code, "setup.done");
        assert!(contents(&computer) == before, "files of the practice were touched: {:?}", computer.files());
        computer.caller().ok("setup.unlock", json!({"passphrase": PASSPHRASE})).await;
        computer.sign_in(ADMIN, PASSWORD).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_its_companions_is_not_overwritten() {
    let mut computer = Computer::new(On::Sqlite).await;
    computer.create("file", None).await;
    computer.door.close().await;
    std::fs::remove_file(computer.folder.path().join("firmkeep.json")).unwrap();
    computer.restart().await;
    let begun = computer.begin().await;
    let before = contents(&computer);
    assert_eq!(computer.caller().refused("setup.create", computer.input(&begun)).await.code, "setup.file_exists");
    assert!(contents(&computer) == before, "a practice's file was touched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_that_the_power_cut_short_is_swept_away() {
    let mut computer = Computer::new(On::Sqlite).await;
    computer.create("file", None).await;
    computer.door.close().await;
    let folder = computer.folder.path();
    std::fs::rename(folder.join("firmkeep.db"), folder.join("unfinished.db")).unwrap();
    for name in ["firmkeep.db-wal", "firmkeep.db-shm"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    computer.restart().await;
    assert_eq!(computer.status().await["state"], "no_practice");
    assert!(computer.files().is_empty(), "{:?}", computer.files());
    computer.create("file", None).await;
}
