//! The disk is full during a save: nothing of it is kept, nothing else is lost, and with space the same save works.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use firmkeep_tests::practice::{Practice, user_fields};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use super::ground::{intact, state};

/// A disk of a few megabytes, gone when the value is dropped.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        as_root(&["mount", "-t", "tmpfs", "-o", "size=6m,mode=777", "tmpfs"], folder.path());
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes all the space that is left.
    fn fill(&self) {
        let mut file = fs::File::create(self.path().join("filler")).unwrap();
        for size in [65_536, 4_096, 1] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
    }

    fn make_space(&self) {
        fs::remove_file(self.path().join("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        as_root(&["umount", "--lazy"], self.path());
    }
}

/// Mounting is for administrators; who is none may be let by `sudo` without a password.
fn as_root(words: &[&str], path: &Path) {
    let id = Command::new("id").arg("-u").output().unwrap();
    let root = String::from_utf8_lossy(&id.stdout).trim() == "0";
    let words: Vec<_> = if root { words.to_vec() } else { [&["sudo", "-n"], words].concat() };
    let done = Command::new(words[0]).args(&words[1..]).arg(path).status().unwrap();
    assert!(done.success(), "a small disk for this test is mounted as root or through sudo, and {words:?} was refused");
}

fn edit(user: &Json, notes: &str) -> Json {
    let mut fields = user_fields("Ben", "Ito", &["employee"]);
    fields["notes"] = json!(notes);
    json!({"user": user["row"]["id"], "version": user["row"]["version"], "fields": fields})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_on_a_full_disk_changes_nothing_and_works_once_there_is_space() {
    let disk = SmallDisk::new();
    let mut practice = Practice::made(TempDir::new_in(disk.path()).unwrap(), None).await;
    let admin = practice.admin().await;
    let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
    let mut saved = admin.ok("users.edit", edit(&ben, "before")).await;

    for round in 0..3 {
        let events = intact(&admin).await;
        disk.fill();
        let long = format!("{round} {}", "a long note ".repeat(300));
        for _ in 0..3 {
            let refused = admin.refused("users.edit", edit(&saved, &long)).await;
            assert_eq!((refused.code, refused.field), ("database.disk_full", None));
        }
        // Also minutes later, when the session would be noted as in use: looking needs no space.
        practice.clock.pass(120);
        assert_eq!(admin.user(&ben["row"]["id"]).await, saved, "a refused save left something behind");
        let seen = admin.ok("register.list", json!({"limit": 50})).await;
        assert_eq!(seen["rows"][0]["seq"], events + 1, "an event without its change: {}", seen["rows"][0]);
        assert_eq!(state(&practice.door).await.0, "ready");
        assert_eq!(
            practice.anybody().sign_in("ada@hart.example", "wrong").await.unwrap_err().code,
            "database.disk_full"
        );

        disk.make_space();
        saved = admin.ok("users.edit", edit(&saved, &long)).await;
        assert_eq!(saved["notes"], long.trim());
        assert_eq!(intact(&admin).await, events + 2, "one check and one save");
    }
    practice.restart().await;
    assert_eq!(admin_again(&practice).await, saved["notes"]);
}

/// What Ada sees of Ben's notes after a restart.
async fn admin_again(practice: &Practice) -> Json {
    let admin = practice.admin().await;
    intact(&admin).await;
    let found = admin.ok("users.list", json!({"filter": {"search": "ben ito"}, "limit": 5})).await;
    admin.user(&found["rows"][0]["id"]).await["notes"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_on_a_full_disk_leaves_nothing_and_works_once_there_is_space() {
    let disk = SmallDisk::new();
    let folder = TempDir::new_in(disk.path()).unwrap();
    let clock = firmkeep_tests::practice::TestClock::new();
    let door = firmkeep_core::Door::open(firmkeep_tests::practice::options(folder.path(), &clock)).await;
    let _closing = firmkeep_tests::practice::Closing::at_the_end(&door);
    let caller = firmkeep_tests::practice::Caller::at(&door);
    let begun = caller.ok("setup.begin", json!({})).await;
    let (groups, ask) = (begun["groups"].as_array().unwrap(), begun["ask"].as_array().unwrap());
    let input = firmkeep_tests::practice::create_input(None, groups, ask);
    disk.fill();
    assert_eq!(caller.refused("setup.create", input.clone()).await.code, "database.disk_full");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    assert_eq!(state(&door).await, ("no_practice".to_owned(), String::new()));
    disk.make_space();
    assert_eq!(caller.ok("setup.create", input).await["state"], "ready");
}
