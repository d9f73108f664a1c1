//! Where the key of the practice is kept, and what happens when it is lost.

use firmkeep_tests::computer::Computer;
use firmkeep_tests::keychain::MemoryKeychain;
use firmkeep_tests::practice::{ADMIN, On, PASSWORD};
use serde_json::{Value as Json, json};

const PASSPHRASE: &str = "eleven quiet herons wade upstream";

async fn recover(computer: &Computer, key: &str, place: &str) -> Result<Json, firmkeep_core::Error> {
    let input = json!({"recovery_key": key, "key_place": place, "passphrase": null});
    computer.caller().call("setup.recover", input).await.map(|reply| reply.value)
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_there_is_a_clear_choice() {
    for on in [On::Sqlite, On::Postgres] {
        let computer = Computer::new(on).await;
        assert_eq!(computer.status().await["keychain"], false);
        let begun = computer.begin().await;
        let mut input = computer.input(&begun);
        input["key_place"] = json!("keychain");
        let error = computer.caller().refused("setup.create", input.clone()).await;
        assert_eq!((error.code, error.field.as_deref()), ("keychain.unavailable", Some("key_place")));
        assert!(computer.files().is_empty(), "{:?}", computer.files());
        input["key_place"] = json!("file");
        computer.caller().ok("setup.create", input).await;
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_on_this_computer_reads_the_key_file() {
    use std::os::unix::fs::PermissionsExt;
    let mut computer = Computer::new(On::Sqlite).await;
    computer.create("file", None).await;
    for name in ["key", "recovery.json", "firmkeep.json"] {
        let mode = std::fs::metadata(computer.folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others on this computer can read {name}");
    }
    let start = std::fs::read(computer.folder.path().join("firmkeep.db")).unwrap();
    assert!(!start.starts_with(b"SQLite format 3"), "the practice's file is not encrypted");
    computer.restart().await;
    assert_eq!(computer.status().await["state"], "ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_is_asked_for_at_each_start_and_a_wrong_one_opens_nothing() {
    for on in [On::Sqlite, On::Postgres] {
        let mut computer = Computer::new(on).await;
        let begun = computer.begin().await;
        let mut input = computer.input(&begun);
        input["key_place"] = json!("passphrase");
        for weak in [json!(null), json!("password1234"), json!("harbour harbour harbour")] {
            input["passphrase"] = weak;
            let error = computer.caller().refused("setup.create", input.clone()).await;
            assert_eq!((error.code, error.field.as_deref()), ("password.weak", Some("passphrase")));
        }
        assert!(computer.files().is_empty(), "{:?}", computer.files());
        input["passphrase"] = json!(PASSPHRASE);
        assert_eq!(computer.caller().ok("setup.create", input).await["state"], "ready");
        computer.restart().await;
        assert_eq!(computer.status().await["state"], "needs_passphrase");
        let mut caller = computer.caller();
        assert_eq!(caller.sign_in(ADMIN, PASSWORD).await.unwrap_err().code, "practice.locked");
        let error = caller.refused("setup.unlock", json!({"passphrase": "eleven quiet herons wade downstream"})).await;
        assert_eq!((error.code, error.field.as_deref()), ("setup.wrong_passphrase", Some("passphrase")));
        assert_eq!(caller.ok("setup.unlock", json!({"passphrase": PASSPHRASE})).await["state"], "ready");
        caller.sign_in(ADMIN, PASSWORD).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_passphrase_is_replaced_with_the_recovery_key() {
    let mut computer = Computer::new(On::Sqlite).await;
    let begun = computer.create("passphrase", Some(PASSPHRASE)).await;
    computer.restart().await;
    assert_eq!(recover(&computer, &begun.key(), "file").await.unwrap()["state"], "ready");
    computer.restart().await;
    assert_eq!(computer.status().await["state"], "ready");
    computer.sign_in(ADMIN, PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_the_keychain_leaves_none_in_the_folder() {
    for on in [On::Sqlite, On::Postgres] {
        let keychain = MemoryKeychain::new();
        let mut computer = Computer::with_keychain(on, keychain.clone()).await;
        computer.create("keychain", None).await;
        assert_eq!(keychain.count(), 1);
        assert!(computer.files().iter().all(|name| !name.starts_with("key")), "{:?}", computer.files());
        computer.restart().await;
        computer.sign_in(ADMIN, PASSWORD).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_refuses_in_the_last_moment_leaves_no_half_practice() {
    let keychain = MemoryKeychain::new();
    let mut computer = Computer::with_keychain(On::Sqlite, keychain.clone()).await;
    keychain.refuse_to_keep(true);
    let begun = computer.begin().await;
    let mut input = computer.input(&begun);
    input["key_place"] = json!("keychain");
    assert_eq!(computer.caller().refused("setup.create", input.clone()).await.code, "keychain.unavailable");
    assert!(computer.files().is_empty(), "{:?}", computer.files());
    keychain.refuse_to_keep(false);
    computer.caller().ok("setup.create", input).await;
    computer.restart().await;
    computer.sign_in(ADMIN, PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_key_is_replaced_with_the_recovery_key_and_everything_is_there() {
    let keychain = MemoryKeychain::new();
    let mut computer = Computer::with_keychain(On::Sqlite, keychain.clone()).await;
    let begun = computer.create("keychain", None).await;
    keychain.lose_everything();
    computer.restart().await;
    let status = computer.status().await;
    assert_eq!(
        (&status["state"], &status["problem"]["code"]),
        (&json!("needs_recovery_key"), &json!("keychain.key_missing"))
    );
    let mut wrong = begun.key().into_bytes();
    wrong[3] = if wrong[3] == b'7' { b'8' } else { b'7' };
    for key in [String::from_utf8(wrong).unwrap(), String::new(), "$$$$".to_owned(), begun.key()[..34].to_owned()] {
        let error = recover(&computer, &key, "keychain").await.unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), ("setup.wrong_recovery_key", Some("recovery_key")), "{key}");
    }
    let careless = begun.key().to_lowercase().replace('-', " ");
    assert_eq!(recover(&computer, &careless, "keychain").await.unwrap()["state"], "ready");
    assert_eq!(keychain.count(), 1);
    computer.restart().await;
    let admin = computer.sign_in(ADMIN, PASSWORD).await;
    let events = admin.ok("register.list", json!({"kinds": ["practice.recovery_key_used"], "limit": 10})).await;
    assert_eq!(
        events["rows"].as_array().unwrap().len(),
        1,
        "wrong keys were recorded as used, or the right one was not"
    );
    assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_that_cannot_keep_the_key_is_no_event() {
    let mut computer = Computer::new(On::Sqlite).await;
    let begun = computer.create("file", None).await;
    std::fs::remove_file(computer.folder.path().join("key")).unwrap();
    computer.restart().await;
    assert_eq!(recover(&computer, &begun.key(), "keychain").await.unwrap_err().code, "keychain.unavailable");
    let error = recover(&computer, &begun.key(), "passphrase").await.unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), ("password.weak", Some("passphrase")));
    recover(&computer, &begun.key(), "file").await.unwrap();
    let admin = computer.sign_in(ADMIN, PASSWORD).await;
    let events = admin.ok("register.list", json!({"kinds": ["practice.recovery_key_used"], "limit": 10})).await;
    assert_eq!(events["rows"].as_array().unwrap().len(), 1, "a refused recovery was recorded as done");
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_nothing_to_recover_or_unlock_where_nothing_is_locked() {
    let computer = Computer::new(On::Sqlite).await;
    let key = "0000-0000-0000-0000-0000-0000-0000-0000";
    assert_eq!(recover(&computer, key, "file").await.unwrap_err().code, "setup.nothing_to_recover");
    computer.create("file", None).await;
    assert_eq!(recover(&computer, key, "file").await.unwrap_err().code, "setup.done");
    let error = computer.caller().refused("setup.unlock", json!({"passphrase": PASSPHRASE})).await;
    assert_eq!(error.code, "setup.done");
}
