//! Texts that are far too long, cannot be seen, or break other programs.

use firmkeep_core::bench_support::forget_attempts;
use firmkeep_core::catalogue;
use firmkeep_tests::before_setup;
use firmkeep_tests::on_both;
use serde_json::{Value as Json, json};

use super::schema::{Schema, texts};
use super::shape::state;

/// Refusals of an attempt that are themselves in the history.
const RECORDED: [&str; 4] = ["sign_in.failed", "users.invite_failed", "session.unlock_failed", "access.refused"];

fn hostile() -> Vec<String> {
    vec![
        "x".repeat(1 << 20),
        "a\u{0}b".to_owned(),
        "a\u{7}\u{1b}[2Jb".to_owned(),
        "\u{202e}txt.exe".to_owned(),
        "\u{feff}".repeat(9),
        "'; DROP TABLE users; --".repeat(500),
        "{}%s%n${jndi:ldap://x}".repeat(500),
    ]
}

/// Wrong answers here are counted, and the fifth would end the session.
const GUESSES: [&str; 3] = ["session.prove", "session.unlock", "profile.change_password"];

/// What stands in the practice, without refusals that the history keeps.
fn settled(state: Json) -> Json {
    let mut state = state;
    let rows = state[2]["rows"].as_array_mut().unwrap();
    rows.retain(|row| !RECORDED.contains(&row["kind"].as_str().unwrap()));
    state[2]["next"] = Json::Null;
    state
}

on_both! {
    async fn no_text_anywhere_breaks_or_slips_through(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let before = settled(state(&admin).await);
        // These look, and keep nothing of what they are asked.
        let may_answer = ["passwords.check", "checks.field", "users.list", "users.count", "users.pick", "calls.cancel", "register.list"];
        for operation in catalogue() {
            let name = operation.name;
            let mut example = Schema::of(&operation.input).example();
            if example.get("user").is_some() {
                example["user"] = user["row"]["id"].clone();
            }
            for place in texts(&example) {
                for text in hostile() {
                    let mut input = example.clone();
                    *input.pointer_mut(&place).unwrap() = json!(text);
                    let shown: String = text.chars().take(12).collect();
                    if GUESSES.contains(&name) {
                        forget_attempts(&practice.door).await.unwrap();
                    }
                    match admin.call(name, input).await {
                        Ok(_) => assert!(may_answer.contains(&name), "{name} took {shown:?} at {place}"),
                        Err(error) => {
                            assert!(error.code != "internal" && !error.code.starts_with("database."), "{name} {place} {shown:?}: {error}");
                            assert!(error.message.len() < 400, "{name} {place}: the answer repeats what was sent");
                            if text.contains('\0') {
                                assert_eq!(error.code, "input.invalid", "{name} {place}: {error}");
                            }
                        }
                    }
                }
            }
        }
        assert_eq!(settled(state(&admin).await), before, "a text that nobody can type was kept");
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }
}

before_setup! {
    async fn no_text_breaks_the_set_up(computer: Computer) {
        for operation in catalogue().iter().filter(|operation| operation.name.starts_with("setup.")) {
            let name = operation.name;
            let begun = computer.begin().await;
            let example = if name == "setup.create" { computer.input(&begun) } else { Schema::of(&operation.input).example() };
            for place in texts(&example) {
                for text in hostile() {
                    let mut input = example.clone();
                    *input.pointer_mut(&place).unwrap() = json!(text);
                    if name == "setup.create" {
                        // Nothing would be wrong with a password of any signs.
                        input["recovery"] = json!([]);
                    }
                    let error = match computer.caller().call(name, input).await {
                        // There is nothing to unlock.
                        Ok(reply) => {
                            assert_eq!((name, &reply.value["state"]), ("setup.unlock", &json!("no_practice")));
                            continue;
                        }
                        Err(error) => error,
                    };
                    assert!(error.code != "internal" && !error.code.starts_with("database."), "{name} {place}: {error}");
                }
            }
        }
        assert!(computer.files().is_empty(), "{:?}", computer.files());
    }
}
