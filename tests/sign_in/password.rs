//! Email and password.

use std::sync::Arc;

use firmkeep_core::{Door, NoKeychain, PasswordCost};
use firmkeep_tests::database::Raw;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, Caller, Closing, PASSWORD, options};
use serde_json::json;

on_both! {
    async fn a_right_password_signs_in_whatever_the_emails_case(practice: Practice) {
        let mut caller = practice.anybody();
        let me = caller.sign_in(" Ada@HART.example ", PASSWORD).await.unwrap();
        assert_eq!((me["name"].as_str(), me["can"]["edit_practice_settings"].as_bool()), (Some("Ada Hart"), Some(true)));
        caller.ok("session.end", json!({})).await;
        assert_eq!(caller.refused("session.current", json!({})).await.code, "session.ended");
    }

    async fn no_refusal_tells_who_exists_or_why(practice: Practice) {
        let admin = practice.admin().await;
        let (_, active) = practice.join(&admin, "Bea", "Active", &["employee"]).await;
        let inactive = practice.add(&admin, "Cal", "Inactive", &["employee"]).await;
        let invited = practice.add(&admin, "Dot", "Invited", &["employee"]).await;
        admin.ok("users.invite", json!({"user": invited["row"]["id"], "version": 1})).await;
        let (disabled, away) = practice.join(&admin, "Eli", "Disabled", &["employee"]).await;
        admin.change("users.disable", &disabled, "On leave").await.unwrap();
        let (archived, left) = practice.join(&admin, "Fay", "Archived", &["employee"]).await;
        admin.change("users.archive", &archived, "Left").await.unwrap();
        let mut caller = practice.anybody();
        let first = caller.sign_in("nobody@hart.example", PASSWORD).await.unwrap_err();
        assert_eq!((first.code, first.field.as_deref()), ("sign_in.refused", Some("password")));
        let tries = [
            (active.as_str(), "copper lantern drifts sidewards"),
            (active.as_str(), ""),
            (inactive["row"]["email"].as_str().unwrap(), PASSWORD),
            (invited["row"]["email"].as_str().unwrap(), PASSWORD),
            (away.as_str(), PASSWORD),
            (left.as_str(), PASSWORD),
            ("not an address", PASSWORD),
            ("", ""),
        ];
        for (email, password) in tries {
            assert_eq!(caller.sign_in(email, password).await.unwrap_err(), first, "{email} is told apart");
        }
        let failed = admin.ok("register.list", json!({"kinds": ["sign_in.failed"], "outcome": "failure", "limit": 50})).await;
        let rows = failed["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 1 + tries.len(), "a failed sign-in is not in the history");
        assert!(rows.iter().all(|row| row["actor"].is_null()), "a stranger's attempt is laid to somebody");
        let about: Vec<_> = rows.iter().rev().map(|row| (row["target"]["name"].as_str(), row["note"].as_str().unwrap())).collect();
        assert!(about.contains(&(Some("Eli Disabled"), "The person is disabled")), "{about:?}");
        assert!(about.contains(&(Some("Bea Active"), "Wrong password, 1 of 5")), "{about:?}");
    }

    async fn a_restricted_person_still_signs_in(practice: Practice) {
        let admin = practice.admin().await;
        let (user, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        admin.change("users.restrict", &user, "Under review").await.unwrap();
        let me = practice.anybody().sign_in(&email, PASSWORD).await.unwrap();
        assert_eq!(me["status"], "restricted");
    }

    async fn a_password_hash_that_became_too_cheap_is_strengthened(practice: Practice) {
        let mut practice = practice;
        let mut database = Raw::of(&practice).await;
        let hash = "SELECT password_hash FROM users";
        assert!(database.text(hash).await.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        practice.door.close().await;
        let mut with = options(practice.folder.path(), &practice.clock);
        (with.passwords, with.keychain) = (PasswordCost::Fixed(3), Arc::new(NoKeychain));
        practice.door = Door::open(with).await;
        let _closing = Closing::at_the_end(&practice.door);
        let mut caller = Caller::at(&practice.door);
        caller.sign_in(ADMIN, "a wrong password").await.unwrap_err();
        assert!(database.text(hash).await.contains("t=2"), "a wrong password changed the stored one");
        let admin = practice.admin().await;
        assert!(database.text(hash).await.starts_with("$argon2id$v=19$m=19456,t=3,p=1$"));
        practice.admin().await;
        let upgraded = admin.ok("register.list", json!({"kinds": ["passwords.upgraded"], "limit": 9})).await;
        assert_eq!(upgraded["rows"].as_array().unwrap().len(), 1);
    }

    async fn letters_that_another_keyboard_composes_are_the_same_password(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let made = admin.ok("users.invite", json!({"user": user["row"]["id"], "version": 1})).await;
        let email = user["row"]["email"].as_str().unwrap();
        let accept = json!({"email": email, "code": made["code"], "password": "Zoë walks the long pier"});
        practice.anybody().ok("sign_in.accept_invitation", accept).await;
        practice.anybody().sign_in(email, "Zoe\u{308} walks the long pier").await.unwrap();
    }

    async fn signing_in_again_ends_the_session_before(practice: Practice) {
        let before = practice.admin().await;
        let mut caller = before.clone();
        caller.sign_in(ADMIN, PASSWORD).await.unwrap();
        assert_eq!(before.refused("session.current", json!({})).await.code, "session.ended");
        assert_eq!(caller.ok("session.current", json!({})).await["email"], ADMIN);
        let (_, email) = practice.join(&caller, "Ben", "Ito", &["employee"]).await;
        caller.sign_in(&email, PASSWORD).await.unwrap();
        let admin = practice.admin().await;
        let ended = admin.ok("register.list", json!({"kinds": ["session.ended"], "limit": 9})).await;
        let who: Vec<_> = ended["rows"].as_array().unwrap().iter().map(|row| row["actor"]["name"].as_str().unwrap()).collect();
        assert_eq!(who, ["Ada Hart", "Ada Hart"], "a session ended that nobody finds in the history");
    }

    async fn no_token_and_no_password_is_in_the_database(practice: Practice) {
        let admin = practice.admin().await;
        let token = admin.token.as_ref().unwrap().reveal().to_owned();
        assert!(token.len() >= 64, "a token of {} signs could be guessed", token.len());
        let mut database = Raw::of(&practice).await;
        let hex = match practice.on {
            firmkeep_tests::practice::On::Sqlite => "hex(token_hash)",
            firmkeep_tests::practice::On::Postgres => "encode(token_hash, 'hex')",
        };
        let kept = database.text(&format!("SELECT lower({hex}) FROM sessions")).await;
        assert_ne!(kept, token, "whoever reads the database can act as everybody who is signed in");
        assert!(!database.text("SELECT password_hash FROM users").await.contains("copper"));
    }
}
