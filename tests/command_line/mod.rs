//! The same program without a window, for scripts and for support.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use firmkeep_core::catalogue;
use firmkeep_tests::database::Raw;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, On, PASSWORD, Practice, user_fields};
use serde_json::{Value as Json, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// What a script gets.
struct Answer {
    status: i32,
    output: String,
    errors: String,
}

impl Answer {
    fn json(&self) -> Json {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error}: {}{}", self.output, self.errors))
    }
}

/// The program as it was built beside the tests.
fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let built = here.ancestors().nth(2).unwrap().join(format!("firmkeep{}", std::env::consts::EXE_SUFFIX));
    assert!(built.is_file(), "build it first: cargo build -p firmkeep --features custom-protocol");
    built
}

async fn run(folder: &Path, arguments: &[&str], typed: &str) -> Answer {
    let mut command = Command::new(program());
    command.args(arguments).arg("--data-dir").arg(folder).env_remove("FIRMKEEP_DATA_DIR");
    answer(command, typed).await
}

async fn answer(mut command: Command, typed: &str) -> Answer {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    // A program that reads nothing may have closed its input already.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes()).await;
    let output = child.wait_with_output().await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Answer { status: output.status.code().unwrap(), output: text(output.stdout), errors: text(output.stderr) }
}

/// One operation as Ada Hart.
async fn call(practice: &Practice, operation: &str, input: &Json) -> Answer {
    let typed = format!("{PASSWORD}\n");
    run(practice.folder.path(), &["call", operation, &input.to_string(), "--as", ADMIN], &typed).await
}

/// The codes that a refusal has, and nothing else.
fn refusal(answer: &Answer) -> (String, Json) {
    assert_eq!(answer.status, 1, "{}{}", answer.output, answer.errors);
    let told = answer.json();
    let mut names: Vec<_> = told.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["code", "field", "message"]);
    assert!(!told["message"].as_str().unwrap().is_empty());
    (told["code"].as_str().unwrap().to_owned(), told["field"].clone())
}

#[tokio::test]
async fn every_operation_is_listed_with_who_may_call_it_and_its_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let listed = run(folder.path(), &["operations"], "").await;
    assert_eq!(listed.status, 0, "{}", listed.errors);
    let listed = listed.json();
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), catalogue().len());
    for (one, expected) in listed.iter().zip(catalogue()) {
        assert_eq!(one["name"], expected.name);
        for text in ["summary", "who"] {
            assert!(one[text].as_str().is_some_and(|text| !text.is_empty()), "{} says no {text}", expected.name);
        }
        for schema in ["input", "reply"] {
            assert!(one[schema]["$schema"].is_string(), "{} has no schema of its {schema}", expected.name);
        }
        assert_eq!((&one["input"], &one["reply"]), (&expected.input, &expected.reply));
    }
    let made: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(made.iter().all(|name| name == "logs"), "listing made {made:?}");
}

#[tokio::test]
async fn mistakes_in_the_arguments_are_told_apart_from_refusals() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["call"][..],
        &["verify"],
        &["fly"],
        &["operations", "--password", "x"],
        &["call", "users.list", "{}", "--loud"],
    ] {
        let wrong = run(folder.path(), arguments, "").await;
        assert_eq!((wrong.status, wrong.output.as_str()), (2, ""), "{arguments:?}");
        assert!(!wrong.errors.is_empty(), "{arguments:?} says nothing");
    }
    let help = run(folder.path(), &["--help"], "").await;
    assert!(help.status == 0 && help.output.contains("operations"), "{}", help.output);
    assert!(run(folder.path(), &["--version"], "").await.output.starts_with("firmkeep "));
}

#[tokio::test]
async fn the_sample_practice_is_never_mixed_with_a_real_one() {
    let mut nowhere = Command::new(program());
    nowhere.arg("demo").env_remove("FIRMKEEP_DATA_DIR");
    let refused = answer(nowhere, "").await;
    assert_eq!((refused.status, refused.output.as_str()), (2, ""), "{}", refused.errors);
    let practice = Practice::new(On::Sqlite).await;
    let kept = |name: &str| std::fs::read(practice.folder.path().join(name)).unwrap();
    let before = ["firmkeep.json", "key", "recovery.json"].map(kept);
    let mixed = run(practice.folder.path(), &["demo"], "").await;
    assert_eq!(mixed.status, 1, "{}", mixed.output);
    assert!(["firmkeep.json", "key", "recovery.json"].map(kept) == before, "files of the practice were touched");
    practice.admin().await;
}

#[tokio::test]
async fn without_a_practice_a_script_is_told_so_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("not-there");
    let status = run(&missing, &["call", "app.status"], "").await;
    assert_eq!((status.status, &status.json()["state"]), (0, &json!("no_practice")));
    let listed = run(&missing, &["call", "users.list", "{\"limit\": 5}", "--as", ADMIN], "x\n").await;
    assert_eq!(refusal(&listed).0, "practice.none");
    assert!(!missing.exists(), "asking made a folder");
}

on_both! {
    async fn a_script_signs_in_with_the_password_from_standard_input(practice: Practice) {
        let listed = call(&practice, "users.list", &json!({"limit": 5})).await;
        assert_eq!(listed.status, 0, "{}{}", listed.output, listed.errors);
        assert_eq!(listed.json()["rows"][0]["email"], ADMIN);
        let typed_on_windows = format!("{PASSWORD}\r\n");
        let folder = practice.folder.path();
        assert_eq!(run(folder, &["call", "session.current", "--as", ADMIN], &typed_on_windows).await.json()["email"], ADMIN);
        let mut by_environment = Command::new(program());
        by_environment.args(["call", "session.current", "--as", ADMIN]).env("FIRMKEEP_DATA_DIR", folder);
        assert_eq!(answer(by_environment, PASSWORD).await.json()["email"], ADMIN);
    }

    async fn each_refusal_has_its_code_its_sentence_and_its_field_and_status_1(practice: Practice) {
        let folder = practice.folder.path();
        let list = "{\"limit\": 5}";
        let wrong = run(folder, &["call", "users.list", list, "--as", ADMIN], "wrong\n").await;
        assert_eq!(refusal(&wrong), ("sign_in.refused".to_owned(), json!("password")));
        let none = run(folder, &["call", "users.list", list, "--as", ADMIN], "").await;
        assert_eq!(refusal(&none), ("input.invalid".to_owned(), json!("password")));
        assert_eq!(refusal(&run(folder, &["call", "users.list", list], "").await).0, "session.none");
        assert_eq!(refusal(&run(folder, &["call", "users.vanish", "--as", ADMIN], PASSWORD).await).0, "operation.unknown");
        assert_eq!(refusal(&run(folder, &["call", "users.list", "{limit", "--as", ADMIN], PASSWORD).await).0, "input.invalid");
        let field = call(&practice, "users.add", &json!({"email": "b", "fields": user_fields("B", "I", &["employee"])})).await;
        assert_eq!(refusal(&field), ("input.invalid".to_owned(), json!("email")));
        let unknown = call(&practice, "users.count", &json!({"filter": {}, "typo": 1})).await;
        assert_eq!(refusal(&unknown).0, "input.invalid");
        let file = run(folder, &["call", "settings.set_logo", "{\"version\": 1}", "--as", ADMIN, "--content", "/no/such/file"], PASSWORD).await;
        assert_eq!(refusal(&file).0, "input.invalid");
    }

    async fn what_a_script_does_passes_the_same_door_and_stands_in_the_history(practice: Practice) {
        let add = json!({"email": "ben@hart.example", "fields": user_fields("Ben", "Ito", &["employee"])});
        let user = call(&practice, "users.add", &add).await.json();
        assert_eq!(user["row"]["status"], "inactive");
        let logo = practice.folder.path().join("logo.png");
        std::fs::write(&logo, firmkeep_tests::requests::png(64, 64, 9)).unwrap();
        let arguments = ["call", "settings.set_logo", "{\"version\": 1}", "--as", ADMIN, "--content", logo.to_str().unwrap()];
        assert_eq!(run(practice.folder.path(), &arguments, PASSWORD).await.json()["version"], 2);
        let listed = call(&practice, "register.list", &json!({"limit": 50})).await.json();
        let rows = listed["rows"].as_array().unwrap();
        // How strong a stored password should be depends on how fast the computer is at the moment.
        let told = rows.iter().rev().map(|row| row["kind"].as_str().unwrap());
        let kinds: Vec<_> = told.filter(|kind| *kind != "passwords.upgraded").collect();
        let visit = |did: &'static str| ["sign_in.succeeded", did, "session.ended"];
        let expected: Vec<_> =
            ["practice.created", "users.added"].into_iter().chain(visit("users.added")).chain(visit("practice.logo_changed")).collect();
        assert_eq!(kinds[..8], expected[..], "{kinds:?}");
        let added = rows.iter().find(|row| row["kind"] == "users.added" && row["target"]["name"] == "Ben Ito").unwrap();
        assert_eq!(added["actor"]["name"], "Ada Hart");
        assert!(!added["computer"].as_str().unwrap().is_empty() && !added["app_version"].as_str().unwrap().is_empty());
    }

    async fn rules_hold_for_scripts_too(practice: Practice) {
        let admin = practice.admin().await;
        let (_, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let add = json!({"email": "x@hart.example", "fields": user_fields("X", "Y", &["practice_admin"])}).to_string();
        let tried = run(practice.folder.path(), &["call", "users.add", &add, "--as", &email], PASSWORD).await;
        assert_eq!(refusal(&tried).0, "access.refused");
    }

    async fn a_forged_register_fails_the_check_of_a_script(practice: Practice) {
        let folder = practice.folder.path();
        let intact = run(folder, &["verify", "--as", ADMIN], PASSWORD).await;
        assert_eq!((intact.status, &intact.json()["intact"]), (0, &json!(true)), "{}", intact.errors);
        assert!(intact.errors.contains(" of "), "nothing tells how far it is: {}", intact.errors);
        let mut raw = Raw::of(&practice).await;
        raw.unguard().await;
        raw.run("UPDATE events SET reason = 'forged' WHERE seq = 2").await.unwrap();
        let forged = run(folder, &["verify", "--as", ADMIN], PASSWORD).await;
        assert_eq!((forged.status, &forged.json()["first_wrong"]["seq"]), (1, &json!(2)), "{}", forged.errors);
        assert_eq!(refusal(&run(folder, &["verify", "--as", ADMIN], "wrong\n").await).0, "sign_in.refused");
    }

    async fn a_script_exports_the_history_and_checks_the_file_anywhere(practice: Practice) {
        let folder = practice.folder.path();
        let elsewhere = tempfile::tempdir().unwrap();
        let file = elsewhere.path().join("history.jsonl");
        let path = file.to_str().unwrap();
        let arguments = ["call", "register.export", "{\"format\": \"json_lines\"}", "--as", ADMIN, "--output", path];
        let exported = run(folder, &arguments, PASSWORD).await;
        assert_eq!(exported.status, 0, "{}{}", exported.output, exported.errors);
        assert!(exported.errors.contains(" of "), "nothing tells how far it is: {}", exported.errors);
        let rows = exported.json()["rows"].clone();
        // Here the practice's key is known; elsewhere nobody vouches for it unless it is named.
        let here = run(folder, &["verify", path], "").await;
        assert_eq!((here.status, &here.json()["events"], &here.json()["key_as_expected"]), (0, &rows, &json!(true)), "{}", here.errors);
        let there = run(elsewhere.path(), &["verify", path], "").await.json();
        assert_eq!((&there["intact"], &there["whole"], &there["key_as_expected"]), (&json!(true), &json!(true), &Json::Null));
        let key = there["key"].as_str().unwrap();
        assert_eq!(run(elsewhere.path(), &["verify", path, "--key", key], "").await.status, 0);
        assert_eq!(run(elsewhere.path(), &["verify", path, "--key", &"0".repeat(64)], "").await.status, 1);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replacen("Ada Hart", "Ada Hurt", 1)).unwrap();
        let forged = run(folder, &["verify", path], "").await;
        assert_eq!((forged.status, &forged.json()["first_wrong"]["line"]), (1, &json!(1)), "{}", forged.output);
        assert_eq!(refusal(&run(folder, &["verify", "/no/such/file"], "").await).0, "files.unreadable");
        let nowhere = ["call", "register.export", "{\"format\": \"csv\"}", "--as", ADMIN];
        assert_eq!(refusal(&run(folder, &nowhere, PASSWORD).await).0, "files.none");
        for arguments in [&["verify"][..], &["verify", path, "--as", ADMIN], &["verify", "--as", ADMIN, "--key", key]] {
            assert_eq!(run(folder, arguments, PASSWORD).await.status, 2, "{arguments:?}");
        }
    }

    async fn neither_passwords_nor_names_are_in_the_log(practice: Practice) {
        call(&practice, "users.add", &json!({"email": "ben@hart.example", "fields": user_fields("Benedict", "Ito", &["employee"])})).await;
        run(practice.folder.path(), &["call", "users.list", "{}", "--as", ADMIN], "a slip of the keyboard\n").await;
        let logs = practice.folder.path().join("logs");
        for entry in std::fs::read_dir(logs).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for secret in [PASSWORD, "a slip of the keyboard", "Benedict", "ben@hart", ADMIN] {
                assert!(!text.contains(secret), "{secret} stands in the log");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_under_a_passphrase_asks_for_it_in_the_second_line() {
    use firmkeep_tests::computer::Computer;
    let passphrase = "eleven quiet herons wade upstream";
    let computer = Computer::new(firmkeep_tests::practice::On::Sqlite).await;
    computer.create("passphrase", Some(passphrase)).await;
    firmkeep_core::bench_support::leave_mfa_to_each(&computer.door).await.unwrap();
    computer.door.close().await;
    let ask = async |typed: &str| run(computer.folder.path(), &["call", "session.current", "--as", ADMIN], typed).await;
    assert_eq!(ask(&format!("{PASSWORD}\n{passphrase}\n")).await.json()["email"], ADMIN);
    assert_eq!(refusal(&ask(&format!("{PASSWORD}\nnot the passphrase\n")).await).0, "setup.wrong_passphrase");
    assert_eq!(refusal(&ask(&format!("{PASSWORD}\n")).await).0, "input.invalid");
}
