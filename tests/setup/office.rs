//! The office database, which the practice's computers share.

use firmkeep_tests::computer::Computer;
use firmkeep_tests::database::Raw;
use firmkeep_tests::practice::{ADMIN, On, PASSWORD, user_fields};
use serde_json::{Value as Json, json};

fn join(address: &str, key: &str) -> Json {
    json!({"office_address": address, "recovery_key": key, "key_place": "file", "passphrase": null})
}

async fn found(computer: &Computer, address: &str) -> Json {
    computer.caller().ok("setup.check_database", json!({"address": address})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_practice_in_the_same_office_database_is_refused() {
    let first = Computer::new(On::Postgres).await;
    first.create("file", None).await;
    let second = first.beside().await;
    let looked = found(&second, first.address().unwrap()).await;
    assert_eq!((&looked["state"], &looked["practice"]), (&json!("practice"), &json!("Harbour & Vale")));
    let begun = second.begin().await;
    let error = second.caller().refused("setup.create", second.input(&begun)).await;
    assert_eq!((error.code, error.field.as_deref()), ("office.not_empty", Some("office_address")));
    assert!(second.files().is_empty(), "{:?}", second.files());
    first.sign_in(ADMIN, PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_computers_that_create_at_once_make_one_practice() {
    let one = Computer::new(On::Postgres).await;
    let two = one.beside().await;
    let (first, second) = (one.begin().await, two.begin().await);
    let (at_one, at_two) = (one.caller(), two.caller());
    let (made, also) =
        tokio::join!(at_one.call("setup.create", one.input(&first)), at_two.call("setup.create", two.input(&second)));
    let (winner, loser, lost) = if made.is_ok() { (&one, &two, also) } else { (&two, &one, made) };
    let error = lost.expect_err("one database holds two practices");
    assert_eq!(error.code, "office.not_empty", "{error}");
    assert!(loser.files().is_empty(), "{:?}", loser.files());
    let admin = winner.sign_in(ADMIN, PASSWORD).await;
    assert_eq!(admin.ok("settings.practice", json!({})).await["practice_admins"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_computer_joins_with_the_recovery_key_and_no_other() {
    let first = Computer::new(On::Postgres).await;
    let key = first.create("file", None).await.key();
    let address = first.address().unwrap();
    let second = first.beside().await;
    for wrong in ["0000-0000-0000-0000-0000-0000-0000-0000", "", "?"] {
        let error = second.caller().refused("setup.join", join(address, wrong)).await;
        assert_eq!((error.code, error.field.as_deref()), ("setup.wrong_recovery_key", Some("recovery_key")), "{wrong}");
    }
    let mut unkept = join(address, &key);
    unkept["key_place"] = json!("keychain");
    let error = second.caller().refused("setup.join", unkept.clone()).await;
    assert_eq!((error.code, error.field.as_deref()), ("keychain.unavailable", Some("key_place")));
    unkept["key_place"] = json!("passphrase");
    let error = second.caller().refused("setup.join", unkept).await;
    assert_eq!((error.code, error.field.as_deref()), ("password.weak", Some("passphrase")));
    assert!(second.files().is_empty(), "{:?}", second.files());
    assert_eq!(second.caller().ok("setup.join", join(address, &key.to_lowercase())).await["state"], "ready");
    let (here, there) = (first.sign_in(ADMIN, PASSWORD).await, second.sign_in(ADMIN, PASSWORD).await);
    let mut heard = second.door.changes();
    here.ok("users.add", json!({"email": "ben@hart.example", "fields": user_fields("Ben", "Ito", &["employee"])}))
        .await;
    while !heard.recv().await.unwrap().topics.contains(&"users") {}
    let people = there.ok("users.list", json!({"filter": {"search": "ben"}, "limit": 5})).await;
    assert_eq!(people["rows"].as_array().unwrap().len(), 1, "the other computer does not see who was added");
    let joined = there.ok("register.list", json!({"kinds": ["practice.computer_joined"], "limit": 5})).await;
    assert_eq!(joined["rows"].as_array().unwrap().len(), 1, "refused attempts are recorded as joined");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_computer_whose_key_is_lost_joins_its_office_again() {
    let mut computer = Computer::new(On::Postgres).await;
    let key = computer.create("file", None).await.key();
    std::fs::remove_file(computer.folder.path().join("key")).unwrap();
    computer.restart().await;
    let status = computer.status().await;
    let told = (&status["state"], &status["problem"]["code"]);
    assert_eq!(told, (&json!("no_practice"), &json!("keychain.office_key_missing")));
    let address = computer.address().unwrap().to_owned();
    assert_eq!(computer.caller().ok("setup.join", join(&address, &key)).await["state"], "ready");
    computer.restart().await;
    computer.sign_in(ADMIN, PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_database_is_refused_and_untouched() {
    let computer = Computer::new(On::Postgres).await;
    let address = computer.address().unwrap();
    let mut theirs = Raw::at(address).await;
    theirs.run("CREATE TABLE invoices (number INT); INSERT INTO invoices VALUES (7)").await.unwrap();
    let tables =
        "SELECT string_agg(table_name::text, ' ') FROM information_schema.tables WHERE table_schema = 'public'";
    assert_eq!(found(&computer, address).await["state"], "foreign");
    let begun = computer.begin().await;
    for (operation, input) in [("setup.create", computer.input(&begun)), ("setup.join", join(address, &begun.key()))] {
        let error = computer.caller().refused(operation, input).await;
        assert_eq!(
            (error.code, error.field.as_deref()),
            ("database.not_firmkeep", Some("office_address")),
            "{operation}"
        );
    }
    assert_eq!(theirs.text(tables).await, "invoices", "tables were made in somebody else's database");
    assert!(computer.files().is_empty(), "{:?}", computer.files());
}

#[tokio::test(flavor = "multi_thread")]
async fn joining_an_empty_database_says_so_and_leaves_it_empty() {
    let computer = Computer::new(On::Postgres).await;
    let address = computer.address().unwrap();
    let begun = computer.begin().await;
    let error = computer.caller().refused("setup.join", join(address, &begun.key())).await;
    assert_eq!((error.code, error.field.as_deref()), ("office.no_practice", Some("office_address")));
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(Raw::at(address).await.number(tables).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_of_a_newer_firmkeep_is_told_apart() {
    let first = Computer::new(On::Postgres).await;
    let key = first.create("file", None).await.key();
    let address = first.address().unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (999999, 'later', true, '\\x00', 0)";
    Raw::at(address).await.run(newer).await.unwrap();
    let second = first.beside().await;
    assert_eq!(found(&second, address).await["state"], "newer");
    let error = second.caller().refused("setup.join", join(address, &key)).await;
    assert_eq!(error.code, "database.newer");
    assert!(second.files().is_empty(), "{:?}", second.files());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_leads_nowhere_is_told_at_its_field() {
    let computer = Computer::new(On::Postgres).await;
    let right = computer.address().unwrap();
    let closed = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let (start, _) = right.rsplit_once('/').unwrap();
    let (_, server) = right.split_once('@').unwrap();
    let wrong = [
        (format!("postgres://firmkeep:x@127.0.0.1:{port}/practice"), "office.unreachable"),
        (format!("postgres://firmkeep:wrong@{server}"), "office.refused"),
        (format!("{start}/no_such_database"), "office.refused"),
        ("mysql://x@127.0.0.1/practice".to_owned(), "input.invalid"),
        ("the server in the kitchen".to_owned(), "input.invalid"),
        (String::new(), "input.invalid"),
    ];
    let begun = computer.begin().await;
    for (address, code) in wrong {
        let error = computer.caller().refused("setup.check_database", json!({"address": address})).await;
        assert_eq!((error.code, error.field.as_deref()), (code, Some("address")), "{address}");
        assert!(!error.message.contains("wrong"), "the password is in the message");
        let mut input = computer.input(&begun);
        input["office_address"] = json!(address);
        for (operation, input) in [("setup.create", input), ("setup.join", join(&address, &begun.key()))] {
            let error = computer.caller().refused(operation, input).await;
            assert_eq!((error.code, error.field.as_deref()), (code, Some("office_address")), "{operation} {address}");
        }
    }
    assert!(computer.files().is_empty(), "{:?}", computer.files());
}
