//! The practice's file is gone, foreign, damaged, locked away or too new: the screen says which, the file stays as it is,
//! and once it is put right the program goes on without a restart.

use std::fs;
use std::path::Path;

use firmkeep_tests::postgres::Postgres;
use firmkeep_tests::practice::{ADMIN, On, PASSWORD, Practice};
use serde_json::json;
use sqlx::{Connection, Executor, PgConnection};

use super::ground::{database_key, intact, on_file, state};

/// Damages a closed practice's file, and looks at what the program makes of it.
async fn story(damage: impl AsyncFnOnce(&Path, &Path), state_told: &str, code: &str) {
    let mut practice = Practice::new(On::Sqlite).await;
    practice.door.close().await;
    let folder = practice.folder.path().to_owned();
    let file = folder.join("firmkeep.db");
    let whole = fs::read(&file).unwrap();
    let key = fs::read(folder.join("key")).unwrap();
    damage(&file, &folder).await;
    let damaged = fs::read(&file).ok();

    practice.restart().await;
    let told = (state_told.to_owned(), code.to_owned());
    assert_eq!(state(&practice.door).await, told);
    assert_eq!(state(&practice.door).await, told, "asking again made a difference");
    let sign_in = json!({"email": ADMIN, "password": PASSWORD});
    assert_eq!(practice.anybody().refused("sign_in.password", sign_in).await.code, code);
    practice.restart().await;
    assert_eq!(state(&practice.door).await, told, "a restart made a difference");
    assert!(fs::read(&file).ok() == damaged, "the file was touched");

    if let Ok(metadata) = fs::metadata(&file) {
        let mut permissions = metadata.permissions();
        #[expect(clippy::permissions_set_readonly_false, reason = "the file is in a folder of this test's own")]
        permissions.set_readonly(false);
        fs::set_permissions(&file, permissions).unwrap();
    }
    fs::write(&file, &whole).unwrap();
    fs::write(folder.join("key"), key).unwrap();
    assert_eq!(state(&practice.door).await, ("ready".to_owned(), String::new()), "put right, it stays closed");
    let admin = practice.admin().await;
    intact(&admin).await;
    practice.add(&admin, "Ben", "Ito", &["employee"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn missing() {
    story(async |file, _| fs::remove_file(file).unwrap(), "failed", "database.missing").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn empty() {
    story(async |file, _| fs::write(file, []).unwrap(), "failed", "database.damaged").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_another_application_in_clear() {
    let damage = async |file: &Path, _: &Path| {
        fs::remove_file(file).unwrap();
        on_file(file, "", "CREATE TABLE invoices (number BIGINT); INSERT INTO invoices VALUES (7)").await;
    };
    story(damage, "failed", "database.not_firmkeep").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_another_application_under_the_same_key() {
    let damage = async |file: &Path, folder: &Path| {
        let statements =
            "PRAGMA application_id = 7; CREATE TABLE invoices (number BIGINT); INSERT INTO invoices VALUES (7)";
        fs::remove_file(file).unwrap();
        on_file(file, &database_key(folder), statements).await;
    };
    story(damage, "failed", "database.not_firmkeep").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn encrypted_with_another_key() {
    let damage = async |file: &Path, _: &Path| {
        let other = Practice::new(On::Sqlite).await;
        other.door.close().await;
        fs::copy(other.folder.path().join("firmkeep.db"), file).unwrap();
    };
    story(damage, "needs_recovery_key", "database.wrong_key").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_the_key_of_another_practice() {
    let damage = async |_: &Path, folder: &Path| {
        let other = Practice::new(On::Sqlite).await;
        fs::copy(other.folder.path().join("key"), folder.join("key")).unwrap();
    };
    story(damage, "needs_recovery_key", "database.wrong_key").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_between_two_pages() {
    let damage = async |file: &Path, _: &Path| {
        let pages = fs::metadata(file).unwrap().len() / 4096;
        fs::OpenOptions::new().write(true).open(file).unwrap().set_len((pages - 3) * 4096).unwrap();
    };
    story(damage, "failed", "database.damaged").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_in_the_middle_of_a_page() {
    let damage = async |file: &Path, _: &Path| {
        let length = fs::metadata(file).unwrap().len();
        fs::OpenOptions::new().write(true).open(file).unwrap().set_len(length - 1_000).unwrap();
    };
    story(damage, "failed", "database.damaged").await;
}

/// Turns a few bytes at `place` around.
fn scratch(file: &Path, place: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[place..place + 40].iter_mut().for_each(|byte| *byte = !*byte);
    fs::write(file, bytes).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn scratched_in_the_first_page() {
    story(async |file, _| scratch(file, 700), "failed", "database.damaged").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn scratched_in_a_later_page() {
    story(async |file, _| scratch(file, 5 * 4096 + 700), "failed", "database.damaged").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn read_only() {
    let damage = async |file: &Path, _: &Path| {
        let mut permissions = fs::metadata(file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(file, permissions).unwrap();
    };
    story(damage, "failed", "database.read_only").await;
}

const OF_A_NEWER_PROGRAM: &str = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
     VALUES (9999, 'of a newer program', TRUE, '', 0)";

#[tokio::test(flavor = "multi_thread")]
async fn newer_than_the_program() {
    let damage = async |file: &Path, folder: &Path| on_file(file, &database_key(folder), OF_A_NEWER_PROGRAM).await;
    story(damage, "failed", "database.newer").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn office_database_newer_than_the_program() {
    let database = Postgres::shared().fresh_database();
    let address = database.url().to_owned();
    let mut practice = Practice::made(tempfile::tempdir().unwrap(), Some(database)).await;
    let mut past_the_door = PgConnection::connect(&address).await.unwrap();
    past_the_door.execute(OF_A_NEWER_PROGRAM).await.unwrap();
    practice.restart().await;
    assert_eq!(state(&practice.door).await, ("failed".to_owned(), "database.newer".to_owned()));
    past_the_door.execute("DELETE FROM _sqlx_migrations WHERE version = 9999").await.unwrap();
    assert_eq!(state(&practice.door).await.0, "ready");
    intact(&practice.admin().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_note_of_where_it_is_is_damaged() {
    let mut practice = Practice::new(On::Sqlite).await;
    let note = practice.folder.path().join("firmkeep.json");
    let whole = fs::read(&note).unwrap();
    for damaged in [&b"{\"practice\": "[..], b"", b"[]"] {
        fs::write(&note, damaged).unwrap();
        practice.restart().await;
        assert_eq!(state(&practice.door).await, ("no_practice".to_owned(), "data_folder.damaged".to_owned()));
        assert_eq!(fs::read(&note).unwrap(), damaged, "the damaged note was overwritten");
    }
    fs::write(&note, whole).unwrap();
    assert_eq!(state(&practice.door).await, ("ready".to_owned(), String::new()));
    intact(&practice.admin().await).await;
}

/// The file tells nothing to whoever finds it, and the library in use is the one that encrypts.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_can_be_read_without_the_key() {
    let practice = Practice::new(On::Sqlite).await;
    let admin = practice.admin().await;
    practice.add(&admin, "Quirinus", "Zabaglione", &["employee"]).await;
    for name in ["firmkeep.db", "firmkeep.db-wal"] {
        let bytes = fs::read(practice.folder.path().join(name)).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"), "{name} is not encrypted");
        for word in ["Zabaglione", "zabaglione", "CREATE TABLE", "ada@hart", "RECEPTION-2"] {
            assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{word} stands in {name}");
        }
    }
    let other = sqlx::sqlite::SqliteConnectOptions::new().filename(practice.folder.path().join("other.db"));
    let mut connection = sqlx::SqliteConnection::connect_with(&other.create_if_missing(true)).await.unwrap();
    let version: String = sqlx::query_scalar("PRAGMA cipher_version").fetch_one(&mut connection).await.unwrap();
    assert!(version.starts_with("4."), "SQLCipher {version}");
}
