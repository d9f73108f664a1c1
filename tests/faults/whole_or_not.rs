//! A change whose event cannot be written does not happen.

use firmkeep_tests::postgres::Postgres;
use firmkeep_tests::practice::{Caller, On, Practice, user_fields};
use serde_json::{Value as Json, json};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use super::ground::{database_key, intact, on_file};

/// Tries changes of several kinds, each of which must be refused and leave nothing.
async fn nothing_happens(admin: &Caller, ben: &Json, code: &str) {
    let before = json!([
        admin.user(&ben["row"]["id"]).await,
        admin.ok("settings.practice", json!({})).await,
        admin.ok("users.list", json!({"limit": 50, "filter": {"show_inactive": true}})).await,
    ]);
    let (id, version) = (&ben["row"]["id"], &ben["row"]["version"]);
    let mut fields = user_fields("Ben", "Ito", &["employee"]);
    fields["notes"] = json!("without an event");
    let changes = [
        ("users.edit", json!({"user": id, "version": version, "fields": fields})),
        ("users.archive", json!({"user": id, "version": version, "reason": "Left"})),
        ("users.invite", json!({"user": id, "version": version})),
        ("users.change_email", json!({"user": id, "version": version, "email": "b@hart.example", "reason": "Wed"})),
        ("users.add", json!({"email": "cleo@hart.example", "fields": user_fields("Cleo", "Marsh", &["employee"])})),
    ];
    for (operation, input) in changes {
        assert_eq!(admin.refused(operation, input).await.code, code, "{operation}");
    }
    let after = json!([
        admin.user(&ben["row"]["id"]).await,
        admin.ok("settings.practice", json!({})).await,
        admin.ok("users.list", json!({"limit": 50, "filter": {"show_inactive": true}})).await,
    ]);
    assert_eq!(before, after, "a change without its event");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    let practice = Practice::new(On::Sqlite).await;
    let admin = practice.admin().await;
    let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
    let (file, key) = (practice.folder.path().join("firmkeep.db"), database_key(practice.folder.path()));
    on_file(&file, &key, "CREATE TABLE kept AS SELECT * FROM register_head; DELETE FROM register_head").await;
    nothing_happens(&admin, &ben, "database.damaged").await;
    on_file(&file, &key, "INSERT INTO register_head SELECT * FROM kept; DROP TABLE kept").await;
    intact(&admin).await;
    admin.change("users.archive", &ben, "Left").await.unwrap();
    intact(&admin).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    let database = Postgres::shared().fresh_database();
    let mut owner = PgConnection::connect(database.url()).await.unwrap();
    // The tests' own user is above all rights; the practice's must not be.
    let role = format!("practice_{}", database.name());
    let statements = format!(
        "CREATE ROLE {role} LOGIN PASSWORD 'office'; GRANT ALL ON DATABASE {name} TO {role}; GRANT ALL ON SCHEMA public TO {role}",
        name = database.name()
    );
    owner.execute(AssertSqlSafe(statements)).await.unwrap();
    let (_, server) = database.url().split_once('@').unwrap();
    let address = format!("postgres://{role}:office@{server}");
    let folder = tempfile::tempdir().unwrap();
    let clock = firmkeep_tests::practice::TestClock::new();
    let door = firmkeep_core::Door::open(firmkeep_tests::practice::options(folder.path(), &clock)).await;
    firmkeep_tests::practice::set_up(&door, Some(&address)).await;
    let mut admin = Caller::at(&door);
    admin.sign_in(firmkeep_tests::practice::ADMIN, firmkeep_tests::practice::PASSWORD).await.unwrap();
    let added = json!({"email": "ben@hart.example", "fields": user_fields("Ben", "Ito", &["employee"])});
    let ben = admin.ok("users.add", added).await;

    owner.execute(AssertSqlSafe(format!("REVOKE INSERT ON events FROM {role}"))).await.unwrap();
    nothing_happens(&admin, &ben, "office.refused").await;
    owner.execute(AssertSqlSafe(format!("GRANT INSERT ON events TO {role}"))).await.unwrap();
    intact(&admin).await;
    admin.change("users.archive", &ben, "Left").await.unwrap();
    intact(&admin).await;
    door.close().await;
    let tidy = format!("DROP OWNED BY {role} CASCADE; DROP ROLE {role}");
    owner.execute(AssertSqlSafe(tidy)).await.unwrap();
}
