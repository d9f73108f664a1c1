//! The program is killed while old events are moved to a file: every event is in the register, and what is beside it is no
//! archive that anybody could take for one.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use firmkeep_core::{Destination, Door, Output, verify_file};
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD, TestClock, options};
use serde_json::json;

use super::ground::{Running, intact};

const FOLDER: &str = "FIRMKEEP_TEST_ARCHIVES_IN";
const STOPS: &str = "FIRMKEEP_TEST_ARCHIVE_STOPS";
const TWO_YEARS: i64 = 730 * 24 * 3_600;
/// 18 November 2026 and a day: when the tests' clock begins.
const UNTIL: i64 = 1_795_125_600_000_000;

/// No test: the process that archives, and stops where it is told to.
#[tokio::test(flavor = "multi_thread")]
async fn the_process_that_archives() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let clock = TestClock::new();
    clock.pass(TWO_YEARS);
    let folder = PathBuf::from(folder);
    let door = Door::open(options(&folder, &clock)).await;
    let mut admin = Caller::at(&door);
    admin.sign_in(ADMIN, PASSWORD).await.unwrap();
    let stops = std::env::var(STOPS).unwrap();
    let file = Stopping { file: File::create_new(folder.join(format!("archive-{stops}"))).unwrap(), stops };
    let done = admin.call_to("register.archive", json!({"until": UNTIL}), Output::new(file)).await;
    panic!("it was not stopped: {done:?}");
}

/// A file at which the process waits to be killed.
struct Stopping {
    file: File,
    stops: String,
}

impl Stopping {
    fn stop(&self, at: &str) {
        if self.stops == at {
            println!("\nstopped");
            loop {
                std::thread::park();
            }
        }
    }
}

impl Write for Stopping {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let half = self.file.write(&bytes[..bytes.len().div_ceil(2)]);
        self.stop("writing");
        half
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Read for Stopping {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.stop("reading");
        self.file.read(bytes)
    }
}

impl Seek for Stopping {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.file.seek(place)
    }
}

impl Destination for Stopping {
    fn keep(&mut self) -> io::Result<()> {
        self.file.sync_all()?;
        self.stop("keeping");
        Ok(())
    }
    fn discard(&mut self) {}
}

on_both! {
    async fn a_kill_while_archiving_leaves_every_event_in_place(practice: Practice) {
        let mut practice = practice;
        let admin = practice.admin().await;
        for number in 0..5 {
            practice.add(&admin, &format!("N{number}"), "Reed", &["employee"]).await;
        }
        let old = practice.events(&admin).await;
        practice.clock.pass(TWO_YEARS);
        for stops in ["writing", "reading", "keeping"] {
            let folder = practice.folder.path().to_str().unwrap().to_owned();
            let child = Running::start("faults::killed_archive::the_process_that_archives", &[(FOLDER, &folder), (STOPS, stops)]);
            assert!(child.says("stopped").is_some(), "{stops}: it ended by itself");
            child.kill();
            practice.restart().await;
            let admin = practice.admin().await;
            intact(&admin).await;
            let events = practice.events(&admin).await;
            assert_eq!(events[..old.len()], old[..], "{stops}: events are gone, and there is no archive");
            let status = admin.ok("register.status", json!({})).await;
            assert_eq!(status["archived_events"], 0, "{stops}");
            let mut left = BufReader::new(File::open(practice.folder.path().join(format!("archive-{stops}"))).unwrap());
            let whole = verify_file(&mut left, None, &mut |_| {}).unwrap().intact;
            assert_eq!(whole, stops != "writing", "{stops}");
        }
        // What was begun is on record each time, and archiving still works.
        let admin = practice.admin().await;
        let begun = admin.ok("register.list", json!({"kinds": ["register.archived"], "limit": 9})).await;
        assert_eq!(begun["rows"].as_array().unwrap().len(), 3, "{begun}");
        let path = practice.folder.path().join("archive");
        let done = admin.to_file("register.archive", json!({"until": UNTIL}), path).await.unwrap().value;
        assert_eq!(done["events"], old.len());
        intact(&admin).await;
    }
}
