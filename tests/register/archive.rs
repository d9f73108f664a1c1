//! Old events are moved to a file: only whole, only checked, and the chain goes on from it.

use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use firmkeep_core::{Destination, Error, FileKind, FileVerdict, Output, verify_file};
use firmkeep_tests::database::Raw;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, On, Practice, user_fields};
use serde_json::{Value as Json, json};

const DAY: i64 = 24 * 3_600;

/// Now, as the test's clock has it.
async fn now(admin: &Caller) -> i64 {
    admin.ok("session.current", json!({})).await["session"]["started"].as_i64().unwrap()
}

/// Two years of history: a user who is edited before and after the time that is archived. Gives the user, how many events
/// are older than that time, and the time.
async fn years(practice: &Practice) -> (Caller, Json, i64, i64) {
    let admin = practice.admin().await;
    let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
    let ben = edit(&admin, &ben, "Junior").await;
    let old = i64::try_from(practice.events(&admin).await.len()).unwrap();
    practice.clock.pass(300 * DAY);
    let admin = practice.admin().await;
    let until = now(&admin).await;
    let ben = edit(&admin, &ben, "Accountant").await;
    practice.clock.pass(400 * DAY);
    let admin = practice.admin().await;
    let ben = edit(&admin, &ben, "Senior").await;
    // The session of long ago has run out since; it is not asked any more.
    (admin, ben, old, until)
}

async fn edit(admin: &Caller, user: &Json, job: &str) -> Json {
    let mut fields = user_fields("Ben", "Ito", &["employee"]);
    fields["job_title"] = json!(job);
    admin
        .ok("users.edit", json!({"user": user["row"]["id"], "version": user["row"]["version"], "fields": fields}))
        .await
}

fn check(path: &Path, key: Option<&str>) -> FileVerdict {
    verify_file(&mut BufReader::new(std::fs::File::open(path).unwrap()), key, &mut |_| {}).unwrap()
}

/// Everything is where it was.
async fn untouched(practice: &Practice, admin: &Caller, count: i64) {
    let events = practice.events(admin).await;
    assert_eq!(events[0]["seq"], 1, "events are gone");
    assert!(events.len() >= usize::try_from(count).unwrap());
    let verdict = admin.ok("register.verify", json!({})).await;
    assert_eq!((&verdict["intact"], &verdict["archived"]), (&json!(true), &Json::Null), "{verdict}");
}

on_both! {
    async fn old_events_go_to_a_checked_file_and_the_chain_goes_on_from_it(practice: Practice) {
        let mut practice = practice;
        let (admin, ben, old, until) = years(&practice).await;
        let revisions = admin.ok("register.revisions", json!({"record": ben["row"]["id"], "limit": 50})).await;
        let key = admin.ok("register.status", json!({})).await["key"].as_str().unwrap().to_owned();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive.jsonl");
        let done = admin.to_file("register.archive", json!({"until": until}), &path).await.unwrap().value;
        assert_eq!((&done["events"], &done["first_seq"], &done["last_seq"]), (&json!(old), &json!(1), &json!(old)));
        let verdict = check(&path, Some(&key));
        assert_eq!((verdict.intact, verdict.file, verdict.whole), (true, Some(FileKind::Archive), Some(true)), "{verdict:?}");
        assert_eq!((verdict.last_seq, verdict.head.as_deref()), (Some(old), done["head"].as_str()));

        let events = practice.events(&admin).await;
        assert_eq!(events[0]["seq"], old + 1, "old events are still there, or others are gone");
        let last = events.last().unwrap();
        assert_eq!((&last["kind"], &last["outcome"]), (&json!("register.archived"), &json!("success")));
        assert!(last["note"].as_str().unwrap().starts_with(&format!("Events 1 to {old} are in a file, sealed")));
        assert_eq!(last["sentence"], "Ada Hart moved old events of the history to a file");
        practice.restart().await;
        let admin = practice.admin().await;
        let verdict = admin.ok("register.verify", json!({})).await;
        assert_eq!(verdict["intact"], true, "{verdict}");
        assert_eq!((&verdict["archived"]["last_seq"], &verdict["archived"]["head"]), (&json!(old), &done["head"]));
        assert_eq!(verdict["archived"]["lines"], done["lines"], "the file cannot be told from another");
        let status = admin.ok("register.status", json!({})).await;
        assert_eq!((&status["archived_before"], &status["archived_events"]), (&json!(until), &json!(old)));

        // The revisions that are left keep their numbers, and an export begins where the file ends.
        let left = admin.ok("register.revisions", json!({"record": ben["row"]["id"], "limit": 50})).await;
        assert_eq!((&left[0]["number"], &left[0]["seq"]), (&revisions[0]["number"], &revisions[0]["seq"]));
        assert_eq!((left.as_array().unwrap().len(), left[1]["number"].clone()), (2, json!(3)));
        let rows = admin.ok("register.list", json!({"record": ben["row"]["id"], "limit": 9})).await;
        assert_eq!(rows["rows"][0]["revision"], revisions[0]["number"]);
        let export = folder.path().join("rest.jsonl");
        admin.to_file("register.export", json!({"format": "json_lines"}), &export).await.unwrap();
        let rest = check(&export, Some(&key));
        assert_eq!((rest.intact, rest.first_seq), (true, Some(old + 1)), "{rest:?}");
        assert!(std::fs::read_to_string(&export).unwrap().contains(&format!("\"base\":\"{}\"", done["head"].as_str().unwrap())));
    }

    async fn a_second_archive_begins_where_the_first_ended(practice: Practice) {
        let (admin, _, old, until) = years(&practice).await;
        let folder = tempfile::tempdir().unwrap();
        admin.to_file("register.archive", json!({"until": until}), folder.path().join("a")).await.unwrap();
        let again = admin.to_file("register.archive", json!({"until": until}), folder.path().join("b")).await.unwrap_err();
        assert_eq!((again.code, again.field.as_deref()), ("register.nothing_to_archive", Some("until")));
        let later = until + 10 * DAY * 1_000_000;
        let second = admin.to_file("register.archive", json!({"until": later}), folder.path().join("b")).await.unwrap().value;
        assert_eq!(second["first_seq"], old + 1);
        assert!(check(&folder.path().join("b"), None).intact);
        let verdict = admin.ok("register.verify", json!({})).await;
        assert_eq!((&verdict["intact"], &verdict["archived"]["last_seq"]), (&json!(true), &second["last_seq"]));
    }

    async fn nothing_younger_than_twelve_months_goes_and_only_a_practice_admin_moves_it(practice: Practice) {
        let (admin, _, old, until) = years(&practice).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive.jsonl");
        let archive = async |caller: &Caller, until: i64| -> Error {
            caller.to_file("register.archive", json!({"until": until}), &path).await.unwrap_err()
        };
        let year = 365 * DAY * 1_000_000;
        for young in [now(&admin).await, now(&admin).await - year + DAY * 1_000_000, i64::MAX] {
            let error = archive(&admin, young).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("until")), "{young}");
        }
        for early in [i64::MIN, 0] {
            assert_eq!(archive(&admin, early).await.code, "register.nothing_to_archive");
        }
        assert_eq!(admin.refused("register.archive", json!({"until": until})).await.code, "files.none");
        let (_, pias) = practice.join(&admin, "Pia", "Lund", &["partner"]).await;
        assert_eq!(archive(&practice.sign_in(&pias).await, until).await.code, "access.refused");
        let (zed, zeds) = practice.join(&admin, "Zed", "Moss", &["practice_admin"]).await;
        admin.change("users.restrict", &zed, "Only looks").await.unwrap();
        assert_eq!(archive(&practice.sign_in(&zeds).await, until).await.code, "access.refused");
        assert_eq!(archive(&practice.anybody(), until).await.code, "session.none");
        practice.clock.pass(6 * 60);
        assert_eq!(archive(&admin, until).await.code, "session.proof_needed");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        untouched(&practice, &practice.admin().await, old).await;
    }

    async fn what_goes_wrong_on_the_way_leaves_every_event_in_place(practice: Practice) {
        let (admin, _, old, until) = years(&practice).await;
        for fault in [Fault::Write, Fault::ReadsOtherwise, Fault::Keep] {
            let (file, left) = Faulty::new(fault);
            let error = admin.call_to("register.archive", json!({"until": until}), Output::new(file)).await.unwrap_err();
            let expected = match fault {
                Fault::ReadsOtherwise => "register.broken",
                _ => "files.disk_full",
            };
            assert_eq!(error.code, expected, "{fault:?}");
            assert!(!*left.lock().unwrap(), "{fault:?}: a file is left that holds no archive");
            untouched(&practice, &admin, old).await;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive.jsonl");
        let stop = practice.anybody();
        let cancelled = practice
            .named_to(&admin, "archive-1", "register.archive", json!({"until": until}), Output::file(&path), |_, _| {
                tokio::task::block_in_place(|| {
                    tokio::runtime::Handle::current().block_on(stop.ok("calls.cancel", json!({"call": "archive-1"})))
                });
            })
            .await;
        assert_eq!(cancelled.unwrap_err().code, "call.cancelled");
        untouched(&practice, &admin, old).await;

        // The database refuses in the last step, after the file is kept.
        let mut raw = Raw::of(&practice).await;
        let refuse = match practice.on {
            On::Sqlite => "CREATE TRIGGER refuse BEFORE INSERT ON register_permits BEGIN SELECT RAISE(ABORT, 'no'); END",
            On::Postgres => "CREATE TRIGGER refuse BEFORE INSERT ON register_permits EXECUTE FUNCTION archives_are_for_ever()",
        };
        raw.run(refuse).await.unwrap();
        assert_eq!(admin.to_file("register.archive", json!({"until": until}), &path).await.unwrap_err().code, "internal");
        raw.run(match practice.on { On::Sqlite => "DROP TRIGGER refuse", On::Postgres => "DROP TRIGGER refuse ON register_permits" }).await.unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a file is left that holds no archive");
        untouched(&practice, &admin, old).await;
        let told = admin.ok("register.list", json!({"kinds": ["register.archived"], "outcome": "failure", "limit": 9})).await;
        assert_eq!(told["rows"].as_array().unwrap().len(), 5, "an attempt is not on record: {told}");
        assert_eq!(told["rows"][0]["sentence"], "Ada Hart tried to move old events of the history to a file");

        // And then it works.
        admin.to_file("register.archive", json!({"until": until}), &path).await.unwrap();
        assert!(check(&path, None).intact);
    }

    async fn a_register_that_was_tampered_with_is_not_moved_away(practice: Practice) {
        let (admin, _, _, until) = years(&practice).await;
        let mut raw = Raw::of(&practice).await;
        raw.unguard().await;
        raw.run("UPDATE events SET target_name = 'Somebody else' WHERE seq = 3").await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let error = admin.to_file("register.archive", json!({"until": until}), folder.path().join("a")).await.unwrap_err();
        assert_eq!(error.code, "register.broken");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(practice.events(&admin).await[0]["seq"], 1);
    }

    async fn the_database_lets_events_go_only_with_their_archive(practice: Practice) {
        let (admin, _, old, until) = years(&practice).await;
        let folder = tempfile::tempdir().unwrap();
        admin.to_file("register.archive", json!({"until": until}), folder.path().join("a")).await.unwrap();
        let mut raw = Raw::of(&practice).await;
        assert_eq!(raw.number("SELECT count(*) FROM register_permits").await, 0, "the permit outlives the archiving");
        for sql in [
            format!("DELETE FROM events WHERE seq = {}", old + 1),
            "DELETE FROM events".to_owned(),
            "UPDATE register_archives SET last_seq = last_seq + 1".to_owned(),
            "DELETE FROM register_archives".to_owned(),
        ] {
            assert!(raw.run(&sql).await.is_err(), "the database did it: {sql}");
        }
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }

    async fn a_forged_archive_hides_nothing(practice: Practice) {
        let (admin, _, old, until) = years(&practice).await;
        let folder = tempfile::tempdir().unwrap();
        admin.to_file("register.archive", json!({"until": until}), folder.path().join("a")).await.unwrap();
        let mut raw = Raw::of(&practice).await;
        raw.unguard().await;
        // The events after the real archive are taken out, as if a later one held them.
        raw.run(&format!(
            "INSERT INTO register_archives (last_seq, first_seq, head, time_high, lines, until, archived, archived_by, signature) \
             SELECT {later}, first_seq, (SELECT hash FROM events WHERE seq = {later}), time_high, lines, until, archived, \
             archived_by, signature FROM register_archives; DELETE FROM events WHERE seq <= {later}",
            later = old + 2
        )).await.unwrap();
        let verdict = admin.ok("register.verify", json!({})).await;
        assert_eq!(verdict["intact"], false, "{verdict}");
        assert!(verdict["first_wrong"]["why"].as_str().unwrap().contains("seal"), "{verdict}");
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Write,
    /// The disk gives back something else than it was given.
    ReadsOtherwise,
    Keep,
}

/// A file in memory that fails.
struct Faulty {
    bytes: Cursor<Vec<u8>>,
    fault: Fault,
    /// Whether it is still there at the end.
    left: Arc<Mutex<bool>>,
}

impl Faulty {
    fn new(fault: Fault) -> (Self, Arc<Mutex<bool>>) {
        let left = Arc::new(Mutex::new(false));
        (Self { bytes: Cursor::default(), fault, left: left.clone() }, left)
    }
}

impl Write for Faulty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.fault == Fault::Write { Err(io::ErrorKind::StorageFull.into()) } else { self.bytes.write(bytes) }
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Faulty {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(bytes)?;
        if self.fault == Fault::ReadsOtherwise
            && let Some(byte) = bytes.get_mut(read / 2)
        {
            *byte ^= 1;
        }
        Ok(read)
    }
}

impl Seek for Faulty {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(place)
    }
}

impl Destination for Faulty {
    fn keep(&mut self) -> io::Result<()> {
        if self.fault == Fault::Keep {
            return Err(io::ErrorKind::StorageFull.into());
        }
        *self.left.lock().unwrap() = true;
        Ok(())
    }
    fn discard(&mut self) {
        *self.left.lock().unwrap() = false;
    }
}
