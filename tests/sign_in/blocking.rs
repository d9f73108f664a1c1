//! Too many wrong tries block a user, whatever was wrong, and however many come at once.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD, Practice};
use serde_json::{Value as Json, json};

async fn wrong_password(practice: &Practice, email: &str) -> &'static str {
    practice
        .anybody()
        .refused("sign_in.password", json!({"email": email, "password": "not this one at all"}))
        .await
        .code
}

async fn blocked(by: &Caller, id: &Json) -> bool {
    !by.user(id).await["row"]["blocked"].is_null()
}

on_both! {
    async fn five_wrong_passwords_block_and_somebody_who_may_edit_the_user_unblocks(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let id = &ben["row"]["id"];
        for attempt in 1..=5 {
            assert!(!blocked(&admin, id).await, "blocked before attempt {attempt}");
            assert_eq!(wrong_password(&practice, &email).await, "sign_in.refused");
        }
        assert!(blocked(&admin, id).await);
        let right = json!({"email": email, "password": PASSWORD});
        assert_eq!(practice.anybody().refused("sign_in.password", right.clone()).await.code, "sign_in.refused");
        // Only time does not help: somebody must.
        practice.clock.pass(2 * 3600);
        let admin = practice.admin().await;
        assert_eq!(practice.anybody().refused("sign_in.password", right.clone()).await.code, "sign_in.refused");
        let user = admin.user(id).await;
        assert_eq!((user["row"]["can"]["unblock"].as_bool(), user["row"]["blocked_until"].is_null()), (Some(true), true));
        let list = admin.ok("users.list", json!({"filter": {"blocked": true}, "limit": 10})).await;
        assert_eq!(list["rows"].as_array().unwrap().len(), 1);
        let error = admin.change("users.unblock", &user, " ").await.unwrap_err();
        assert_eq!(error.field.as_deref(), Some("reason"));
        admin.change("users.unblock", &user, "Ben called").await.unwrap();
        assert_eq!(practice.anybody().ok("sign_in.password", right).await["step"], "open");
        assert_eq!(admin.change("users.unblock", &user, "Again").await.unwrap_err().code, "users.not_blocked");
        let list = admin.ok("users.list", json!({"filter": {"blocked": true}, "limit": 10})).await;
        assert_eq!(list["rows"], json!([]));
        let page = admin.ok("register.of_user", json!({"user": id, "limit": 50})).await;
        let kinds: Vec<_> = page["rows"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"users.blocked") && kinds.contains(&"users.unblocked"), "{kinds:?}");
    }

    async fn a_success_or_a_quarter_of_an_hour_forgets_slips(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        for _ in 0..4 {
            wrong_password(&practice, &email).await;
        }
        practice.sign_in(&email).await;
        for _ in 0..4 {
            wrong_password(&practice, &email).await;
        }
        practice.clock.pass(15 * 60);
        let admin = practice.sign_in(ADMIN).await;
        for _ in 0..4 {
            wrong_password(&practice, &email).await;
        }
        assert!(!blocked(&admin, &ben["row"]["id"]).await);
    }

    async fn neither_a_restart_nor_a_clock_set_back_gives_further_guesses(plain: Practice) {
        let mut practice = plain;
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        for _ in 0..3 {
            wrong_password(&practice, &email).await;
        }
        practice.restart().await;
        wrong_password(&practice, &email).await;
        practice.clock.set(-3600);
        wrong_password(&practice, &email).await;
        practice.clock.set(3600);
        assert!(blocked(&practice.admin().await, &ben["row"]["id"]).await);
    }

    async fn the_practice_chooses_how_many(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let view = admin.ok("security.policy", json!({})).await;
        let mut policy = view["policy"].clone();
        policy["block_after"] = json!(3);
        admin.ok("security.set_policy", json!({"version": view["version"], "policy": policy})).await;
        for _ in 0..3 {
            wrong_password(&practice, &email).await;
        }
        assert!(blocked(&admin, &ben["row"]["id"]).await);
    }

    async fn a_practice_admins_block_ends_by_itself_and_doubles(practice: Practice) {
        practice.admin().await;
        for minutes in [30, 60, 120] {
            for _ in 0..5 {
                wrong_password(&practice, ADMIN).await;
            }
            let right = json!({"email": ADMIN, "password": PASSWORD});
            practice.clock.pass(minutes * 60 - 1);
            assert_eq!(
                practice.anybody().refused("sign_in.password", right.clone()).await.code,
                "sign_in.refused",
                "the block of {minutes} minutes ended early"
            );
            practice.clock.pass(1);
            // The door itself lifts it, also where nobody signs in; a wrong try lifts it as well as a right one.
            wrong_password(&practice, ADMIN).await;
        }
        practice.clock.pass(15 * 60);
        let admin = practice.admin().await;
        let me = admin.ok("session.current", json!({})).await;
        assert!(!blocked(&admin, &me["id"]).await);
        let page = admin.ok("register.list", json!({"kinds": ["users.block_ended"], "limit": 10})).await;
        assert_eq!(page["rows"].as_array().unwrap().len(), 3);
    }

    async fn ten_thousand_guesses_at_a_code_at_once_are_five(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (admin, _) = practice.admin_with_mfa().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        practice.first_sign_in(&email).await;
        let half = practice.at_the_code(&email).await;
        let mut guesses = tokio::task::JoinSet::new();
        for guess in 0..10_000 {
            let half = half.clone();
            guesses.spawn(async move {
                half.call("sign_in.code", json!({"code": format!("{guess:06}"), "remember": false})).await.map(|_| ())
            });
        }
        let mut wrong = 0;
        while let Some(guessed) = guesses.join_next().await {
            match guessed.unwrap() {
                Ok(()) => panic!("a guess was right: take another number"),
                Err(error) if matches!(error.code, "sign_in.code_wrong" | "session.blocked") => wrong += 1,
                Err(error) => assert!(matches!(error.code, "session.ended" | "database.busy" | "database.unreachable"), "{error}"),
            }
        }
        assert!(blocked(&admin, &ben["row"]["id"]).await);
        let filter = json!({"record": ben["row"]["id"], "kinds": ["mfa.code_failed"], "limit": 200});
        let page = admin.ok("register.list", filter).await;
        assert_eq!(page["rows"].as_array().unwrap().len(), 5, "more than five guesses were looked at");
        assert_eq!(wrong, 5);
    }

    async fn wrong_codes_unlocks_and_step_ups_count_together(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (admin, _) = practice.admin_with_mfa().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let (at_work, app) = practice.first_sign_in(&email).await;
        wrong_password(&practice, &email).await;
        let half = practice.at_the_code(&email).await;
        half.refused("sign_in.code", json!({"code": "000000", "remember": false})).await;
        half.refused("sign_in.recovery_code", json!({"code": "0000-0000-0000-0000"})).await;
        at_work.refused("session.prove", json!({"password": "not this one"})).await;
        at_work.ok("session.lock", json!({})).await;
        let last = at_work.refused("session.unlock", json!({"password": "not this one", "code": null})).await;
        assert_eq!(last.code, "session.blocked");
        assert!(blocked(&admin, &ben["row"]["id"]).await);
        let right = json!({"password": PASSWORD, "code": app.next_code(&practice.clock)});
        assert_eq!(at_work.refused("session.unlock", right).await.code, "session.ended", "the session lives on");
    }

    async fn attempts_on_nobody_are_recorded_and_answered_alike(practice: Practice) {
        let admin = practice.admin().await;
        for _ in 0..7 {
            assert_eq!(wrong_password(&practice, "nobody@hart.example").await, "sign_in.refused");
        }
        let page = admin.ok("register.list", json!({"kinds": ["sign_in.failed"], "limit": 50})).await;
        assert_eq!(page["rows"].as_array().unwrap().len(), 7);
        assert_eq!(page["rows"][0]["note"], "Unknown email nobody@hart.example");
    }
}
