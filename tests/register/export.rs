//! The history as a file: whole or not at all, told in the history itself, and safe to open.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex};

use calamine::{Data, Reader};
use firmkeep_core::bench_support::add_events;
use firmkeep_core::{Destination, FileVerdict, Output, verify_file};
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice, user_fields};
use serde_json::{Value as Json, json};

fn check(bytes: &[u8], key: Option<&str>) -> FileVerdict {
    verify_file(&mut Cursor::new(bytes), key, &mut |_| {}).unwrap()
}

async fn export(admin: &Caller, input: Json) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history");
    admin.to_file("register.export", input, &path).await.unwrap();
    std::fs::read(&path).unwrap()
}

/// A few events, one of them with a value that a spreadsheet would compute.
async fn filled(practice: &Practice) -> Caller {
    let admin = practice.admin().await;
    let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
    let mut fields = user_fields("Ben", "Ito", &["employee"]);
    fields["job_title"] = json!("=HYPERLINK(\"http://x.example\",\"here\")");
    let edit = json!({"user": ben["row"]["id"], "version": ben["row"]["version"], "fields": fields});
    let ben = admin.ok("users.edit", edit).await;
    admin.change("users.archive", &ben, "@SUM(A1:A9), \"quoted\",\nsecond line").await.unwrap();
    for number in 0..6 {
        practice.add(&admin, &format!("N{number}"), "Reed", &["employee"]).await;
    }
    let failed = json!({"email": "=1+1@hart.example", "password": "x"});
    practice.anybody().refused("sign_in.password", failed).await;
    admin
}

/// What a workbook's or a table's cells must not begin with.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

on_both! {
    async fn a_table_holds_every_event_in_the_persons_time_and_no_formula(practice: Practice) {
        let admin = filled(&practice).await;
        let events = practice.events(&admin).await;
        let bytes = export(&admin, json!({"format": "csv"})).await;
        assert!(bytes.starts_with("\u{feff}".as_bytes()), "Excel would take it for another alphabet");
        let mut table = csv::ReaderBuilder::new().from_reader(&bytes[3..]);
        let heads: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(&heads[..5], ["Number", "Time (Australia/Sydney)", "Time (UTC)", "Event", "What happened"]);
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        // The export's own beginning is an event before its first byte.
        assert_eq!(rows.len(), events.len() + 1);
        assert_eq!(&rows[rows.len() - 1][3], "History exported");
        for (row, event) in rows.iter().zip(&events) {
            assert_eq!((&row[0], &row[4]), (event["seq"].to_string().as_str(), event["sentence"].as_str().unwrap()));
            assert_eq!((&row[1], &row[2]), ("2026-11-19 09:00:00", "2026-11-18 22:00:00"));
            assert!(row.iter().all(|cell| !is_formula(cell)), "a spreadsheet would compute it: {row:?}");
        }
        assert!(rows.iter().any(|row| row[12].contains("=HYPERLINK")), "what was changed is not in it");
    }

    async fn a_workbook_opens_and_holds_the_same(practice: Practice) {
        let admin = filled(&practice).await;
        let count = practice.events(&admin).await.len() + 1;
        let bytes = export(&admin, json!({"format": "xlsx"})).await;
        let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("History").unwrap();
        let rows: Vec<&[Data]> = sheet.rows().collect();
        assert_eq!(rows.len(), count + 1);
        assert_eq!(rows[1][0], Data::Float(1.0));
        let Data::DateTime(time) = &rows[1][1] else { panic!("no time that can be sorted: {:?}", rows[1][1]) };
        assert_eq!(time.to_ymd_hms_milli(), (2026, 11, 19, 9, 0, 0, 0));
        for cell in rows.iter().flat_map(|row| row.iter()) {
            assert!(!matches!(cell, Data::String(text) if is_formula(text)), "{cell:?}");
        }
        assert!(book.worksheet_formula("History").unwrap().is_empty(), "a cell is a formula");
    }

    async fn a_sealed_file_is_checked_without_the_practice(practice: Practice) {
        let admin = filled(&practice).await;
        let known = practice.events(&admin).await.len();
        let bytes = export(&admin, json!({"format": "json_lines"})).await;
        let key = admin.ok("register.status", json!({})).await["key"].as_str().unwrap().to_owned();
        let verdict = check(&bytes, Some(&key));
        assert_eq!((verdict.intact, verdict.whole, verdict.filter.clone()), (true, Some(true), None), "{verdict:?}");
        assert_eq!(verdict.events, i64::try_from(known + 1).unwrap());
        let detail = admin.ok("register.get", json!({"seq": known + 1})).await;
        assert_eq!(verdict.head.as_deref(), detail["hash"].as_str());
        assert_eq!(verdict.key_as_expected, Some(true));
        let other = check(&bytes, Some(&"0".repeat(64)));
        assert_eq!((other.intact, other.key_as_expected), (false, Some(false)));

        let filter = json!({"kinds": ["users.added"], "keyword": "reed"});
        let some = export(&admin, json!({"format": "json_lines", "filter": filter})).await;
        let verdict = check(&some, None);
        assert_eq!((verdict.intact, verdict.events, verdict.whole), (true, 6, Some(false)), "{verdict:?}");
        assert_eq!(verdict.filter.unwrap()["keyword"], "reed");
        for (bytes, name) in [(&bytes, "whole"), (&some, "filtered")] {
            every_forgery_is_named(bytes, name);
        }
    }

    async fn an_export_is_told_before_its_first_byte_and_at_its_end(practice: Practice) {
        let admin = filled(&practice).await;
        let known = practice.events(&admin).await.len();
        let (spy, seen) = Spy::new(Some((admin.clone(), tokio::runtime::Handle::current())), None);
        let filter = json!({"outcome": "failure"});
        let done = admin.call_to("register.export", json!({"format": "csv", "filter": filter}), Output::new(spy)).await;
        assert_eq!(done.unwrap().value, json!({"rows": 1}));
        {
            let seen = seen.lock().unwrap();
            let last = seen.last_event.as_ref().unwrap();
            assert_eq!(last["kind"], "register.exported", "bytes left before it was on record");
            assert!(seen.kept);
        }
        let events = practice.events(&admin).await;
        let told: Vec<_> = events[known..].iter().map(|event| event["note"].as_str().unwrap()).collect();
        assert_eq!(told, ["Begun as CSV: outcome failure", "Finished as CSV: 1 event"]);
        assert!(events[known..].iter().all(|event| event["actor"]["name"] == "Ada Hart" && event["target"]["kind"] == "register"));
    }

    async fn a_cancelled_export_leaves_no_file_and_says_so(practice: Practice) {
        let admin = filled(&practice).await;
        for format in ["csv", "xlsx", "json_lines"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("history");
            let stop = practice.anybody();
            let told = Mutex::new(0);
            let reply = practice
                .named_to(&admin, "export-1", "register.export", json!({"format": format}), Output::file(&path), |_, _| {
                    *told.lock().unwrap() += 1;
                    tokio::task::block_in_place(|| {
                        tokio::runtime::Handle::current().block_on(stop.ok("calls.cancel", json!({"call": "export-1"})))
                    });
                })
                .await;
            assert_eq!(reply.unwrap_err().code, "call.cancelled");
            assert!(*told.lock().unwrap() > 0, "no progress was told");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{format}: a part of it is left");
            let last = practice.events(&admin).await.pop().unwrap();
            assert_eq!((&last["outcome"], &last["note"]), (&json!("failure"), &json!("Cancelled")));
            assert_eq!(last["sentence"], "An export of the history by Ada Hart was not finished");
        }
    }

    async fn a_full_disk_is_told_and_nothing_is_kept(practice: Practice) {
        let admin = filled(&practice).await;
        for format in ["csv", "xlsx", "json_lines"] {
            let (spy, seen) = Spy::new(None, Some(io::ErrorKind::StorageFull));
            let error = admin.call_to("register.export", json!({"format": format}), Output::new(spy)).await.unwrap_err();
            assert_eq!(error.code, "files.disk_full", "{format}");
            assert!(!seen.lock().unwrap().kept);
            let last = practice.events(&admin).await.pop().unwrap();
            assert_eq!((&last["kind"], &last["outcome"]), (&json!("register.exported"), &json!("failure")));
        }
        let nowhere = admin.to_file("register.export", json!({"format": "csv"}), "/no/such/folder/history.csv").await;
        assert_eq!(nowhere.unwrap_err().code, "files.unwritable");
    }

    async fn what_is_refused_writes_neither_a_file_nor_an_export_into_the_history(practice: Practice) {
        let admin = filled(&practice).await;
        let known = practice.events(&admin).await.len();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.csv");
        let wrong = json!({"format": "csv", "filter": {"kinds": ["users.vanished"]}});
        let error = admin.to_file("register.export", wrong, &path).await.unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("filter.kinds")));
        for wrong in [json!({"format": "pdf"}), json!({"format": "csv", "filter": {"colour": 1}}), json!({})] {
            assert_eq!(admin.to_file("register.export", wrong, &path).await.unwrap_err().code, "input.invalid");
        }
        assert_eq!(admin.refused("register.export", json!({"format": "csv"})).await.code, "files.none");
        practice.clock.pass(6 * 60);
        let error = admin.to_file("register.export", json!({"format": "csv"}), &path).await.unwrap_err();
        assert_eq!(error.code, "session.proof_needed");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(practice.events(&admin).await.len(), known);
    }

    async fn a_long_export_beside_writers_is_one_state_of_the_register(practice: Practice) {
        let admin = practice.admin().await;
        add_events(&practice.door, 9_000).await.unwrap();
        let writing: Vec<_> = (0..4)
            .map(|_| {
                let caller = practice.anybody();
                tokio::spawn(async move {
                    for _ in 0..4 {
                        caller.refused("sign_in.password", json!({"email": "nobody@hart.example", "password": "x"})).await;
                    }
                })
            })
            .collect();
        let bytes = export(&admin, json!({"format": "json_lines"})).await;
        for one in writing {
            one.await.unwrap();
        }
        let verdict = check(&bytes, None);
        assert!(verdict.intact && verdict.events > 9_000, "{verdict:?}");
        let table = export(&admin, json!({"format": "csv"})).await;
        let rows = csv::Reader::from_reader(&table[..]).records().count();
        assert!(rows > 9_000 && admin.ok("register.verify", json!({})).await["intact"] == true, "{rows}");
    }
}

/// Changes each line in some way, removes, repeats and swaps lines, and cuts the file off.
fn every_forgery_is_named(bytes: &[u8], name: &str) {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let wrong = |lines: &[&[u8]]| check(&lines.concat(), None).first_wrong.map(|wrong| wrong.line);
    assert_eq!(wrong(&lines), None);
    let seal = lines.len() as u64;
    for number in 0..lines.len() {
        let at = number as u64 + 1;
        for place in (0..lines[number].len() - 1).step_by(7) {
            let mut forged = lines[number].to_vec();
            forged[place] ^= 1;
            let mut changed = lines.clone();
            changed[number] = &forged;
            let found = wrong(&changed);
            assert!(found == Some(at) || found == Some(seal), "{name} line {at} byte {place}: {found:?}");
        }
        let without = [&lines[..number], &lines[number + 1..]].concat();
        assert!(wrong(&without).is_some(), "{name}: line {at} can be removed");
        let twice = [&lines[..=number], &lines[number..]].concat();
        assert_eq!(wrong(&twice), Some(at + 1), "{name}: line {at} can be repeated");
    }
    let whole = name == "whole";
    let removed = [&lines[..2], &lines[3..]].concat();
    assert_eq!(wrong(&removed), Some(if whole { 3 } else { seal - 1 }), "{name}");
    let mut swapped = lines.clone();
    swapped.swap(1, 2);
    assert!(wrong(&swapped) <= Some(3) && wrong(&swapped).is_some(), "{name}");
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let forged = text.replacen("Ben Ito", "Ben Itoh", 1).replacen("N3 Reed", "N4 Reed", 1);
    assert_ne!(forged, text);
    let named = check(forged.as_bytes(), None).first_wrong.unwrap();
    assert!(named.why.contains("changed after it was written") && named.seq.is_some(), "{name}: {named:?}");
    assert_eq!(wrong(&lines[..3]), Some(4), "{name}: an end that was cut off");
    assert!(wrong(&[]).is_some(), "an empty file");
}

/// A destination that sees what goes on.
struct Spy {
    bytes: Cursor<Vec<u8>>,
    look: Option<(Caller, tokio::runtime::Handle)>,
    fails: Option<io::ErrorKind>,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    /// The register's last event when the first byte came.
    last_event: Option<Json>,
    kept: bool,
}

impl Spy {
    fn new(look: Option<(Caller, tokio::runtime::Handle)>, fails: Option<io::ErrorKind>) -> (Self, Arc<Mutex<Seen>>) {
        let seen = Arc::new(Mutex::new(Seen::default()));
        (Self { bytes: Cursor::default(), look, fails, seen: seen.clone() }, seen)
    }
}

impl Write for Spy {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some((admin, handle)) = self.look.take() {
            let page = handle.block_on(admin.ok("register.list", json!({"limit": 1})));
            self.seen.lock().unwrap().last_event = Some(page["rows"][0].clone());
        }
        match self.fails {
            Some(kind) => Err(kind.into()),
            None => self.bytes.write(bytes),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Spy {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(bytes)
    }
}

impl Seek for Spy {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(place)
    }
}

impl Destination for Spy {
    fn keep(&mut self) -> io::Result<()> {
        self.seen.lock().unwrap().kept = true;
        Ok(())
    }
    fn discard(&mut self) {}
}

#[test]
fn a_file_that_is_no_file_of_events_is_refused_without_a_crash() {
    for bytes in [&b""[..], b"\n", b"{}\n", b"not json", &[0xff; 4_000], b"{\"seq\":1}\n"] {
        let verdict = check(bytes, None);
        assert!(!verdict.intact && verdict.first_wrong.is_some(), "{verdict:?}");
    }
}
