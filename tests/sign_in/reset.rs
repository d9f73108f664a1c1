//! A forgotten password: a one-time code from somebody who may edit the user, and nobody else ever knows a password.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, PASSWORD, Practice};
use serde_json::{Value as Json, json};

const NEW: &str = "velvet otter maps the winding river";

fn with(email: &str, code: &Json, password: &str) -> Json {
    json!({"email": email, "code": code, "password": password})
}

on_both! {
    async fn a_code_chooses_a_new_password_once_and_mfa_is_still_asked_for(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (admin, _) = practice.admin_with_mfa().await;
        let (_, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let (at_work, app) = practice.first_sign_in(&email).await;
        let ben = admin.ok("users.list", json!({"filter": {"search": "ben"}, "limit": 1})).await["rows"][0]["id"].clone();
        let made = admin.change("users.reset_password", &admin.user(&ben).await, "Forgotten").await.unwrap();
        practice.clock.pass(1);
        assert_eq!(at_work.refused("session.current", json!({})).await.code, "session.ended");
        assert!(made["user"]["password_reset_expires"].is_number());
        let mut caller = practice.anybody();
        let again = caller.refused("sign_in.reset_password", with(&email, &made["code"], PASSWORD)).await;
        assert_eq!((again.code, again.field.as_deref()), ("password.used_before", Some("password")));
        let came = caller.step("sign_in.reset_password", with(&email, &made["code"], NEW)).await.unwrap();
        assert_eq!(came["step"], "code", "the code stood in for MFA");
        let code = json!({"code": app.next_code(&practice.clock), "remember": false});
        assert_eq!(caller.step("sign_in.code", code).await.unwrap()["step"], "open");
        let twice = practice.anybody().refused("sign_in.reset_password", with(&email, &made["code"], "another velvet otter sings")).await;
        assert_eq!(twice.code, "sign_in.code_refused");
        let old = practice.anybody().refused("sign_in.password", json!({"email": email, "password": PASSWORD})).await;
        assert_eq!(old.code, "sign_in.refused");
        let told = caller.ok("notices.list", json!({})).await;
        let kinds: Vec<_> = told["rows"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"password_reset") && kinds.contains(&"password_reset_started"), "{kinds:?}");
    }

    async fn a_code_is_worthless_after_a_day_after_another_and_for_somebody_else(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let (_, other) = practice.join(&admin, "Cleo", "Marsh", &["employee"]).await;
        let first = admin.change("users.reset_password", &ben, "Forgotten").await.unwrap()["code"].clone();
        let second = admin.change("users.reset_password", &ben, "Lost it").await.unwrap()["code"].clone();
        for (email, code) in [(&email, &first), (&other, &second)] {
            let error = practice.anybody().refused("sign_in.reset_password", with(email, code, NEW)).await;
            assert_eq!((error.code, error.field.as_deref()), ("sign_in.code_refused", Some("code")));
        }
        practice.clock.pass(24 * 3600);
        let late = practice.anybody().refused("sign_in.reset_password", with(&email, &second, NEW)).await;
        assert_eq!(late.code, "sign_in.code_refused");
    }

    async fn whoever_still_knows_the_old_password_must_choose_another(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        admin.change("users.reset_password", &ben, "Seen on a note").await.unwrap();
        practice.clock.pass(1);
        let mut caller = practice.anybody();
        let came = caller.step("sign_in.password", json!({"email": email, "password": PASSWORD})).await.unwrap();
        assert_eq!(came["step"], "password");
        assert_eq!(caller.refused("session.current", json!({})).await.code, "session.none");
        let same = caller.refused("sign_in.set_password", json!({"password": PASSWORD})).await;
        assert_eq!(same.code, "password.used_before");
        assert_eq!(caller.step("sign_in.set_password", json!({"password": NEW})).await.unwrap()["step"], "open");
        assert_eq!(caller.ok("notices.list", json!({})).await["rows"][0]["kind"], "password_changed");
    }

    async fn guesses_at_a_reset_code_block_like_any_other(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let code = admin.change("users.reset_password", &ben, "Forgotten").await.unwrap()["code"].clone();
        for _ in 0..5 {
            practice.anybody().refused("sign_in.reset_password", with(&email, &json!("0000-0000-0000"), NEW)).await;
        }
        assert!(!admin.user(&ben["row"]["id"]).await["row"]["blocked"].is_null());
        let right = practice.anybody().refused("sign_in.reset_password", with(&email, &code, NEW)).await;
        assert_eq!(right.code, "sign_in.code_refused");
    }

    async fn where_no_code_is_asked_a_password_of_twelve_is_too_short(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let invite = json!({"user": user["row"]["id"], "version": user["row"]["version"]});
        let code = admin.ok("users.invite", invite).await["code"].clone();
        let email = "ben.ito@hart.example";
        let short = "quay otter 7k";
        let error = practice.anybody().refused("sign_in.accept_invitation", with(email, &code, short)).await;
        assert_eq!((error.code, error.field.as_deref()), ("password.weak", Some("password")));
        assert!(error.message.contains("15 characters"), "{}", error.message);
        let verdict = admin.ok("passwords.check", json!({"password": short, "words": [], "own": true})).await;
        assert_eq!(verdict["requirements"][0]["text"], "At least 15 characters");
    }

    async fn nobody_resets_their_own_or_that_of_somebody_they_may_not_edit(practice: Practice) {
        let admin = practice.admin().await;
        let own = admin.user(&admin.ok("session.current", json!({})).await["id"]).await;
        assert_eq!(admin.change("users.reset_password", &own, "Mine").await.unwrap_err().code, "users.self");
        let (_, email) = practice.join(&admin, "Pia", "Lund", &["partner"]).await;
        let pia = practice.sign_in(&email).await;
        assert_eq!(pia.change("users.reset_password", &own, "Hers").await.unwrap_err().code, "users.not_allowed");
        let admins = practice.anybody().ok("sign_in.password", json!({"email": ADMIN, "password": PASSWORD})).await;
        assert_eq!(admins["step"], "open");
    }
}
