//! When a session ends, and that it ends at once.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{PASSWORD, Practice, user_fields};
use serde_json::json;

async fn count(practice: &Practice, kind: &str) -> usize {
    let admin = practice.admin().await;
    admin.ok("register.list", json!({"kinds": [kind], "limit": 50})).await["rows"].as_array().unwrap().len()
}

on_both! {
    async fn a_session_ends_after_twelve_hours_of_work(practice: Practice) {
        let admin = practice.admin().await;
        let started = admin.ok("session.current", json!({})).await["session"]["started"].as_i64().unwrap();
        for _ in 0..71 {
            practice.clock.pass(600);
            admin.ok("session.touch", json!({})).await;
        }
        practice.clock.pass(599);
        let me = admin.ok("session.current", json!({})).await;
        assert_eq!(me["session"]["ends"].as_i64().unwrap() - started, 12 * 3600 * 1_000_000);
        practice.clock.pass(1);
        let calls: Vec<_> = (0..6)
            .map(|_| {
                let admin = admin.clone();
                tokio::spawn(async move { admin.refused("session.current", json!({})).await.code })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap(), "session.ended");
        }
        let error = admin.refused("session.unlock", json!({"password": PASSWORD})).await;
        assert_eq!(error.code, "session.ended", "a password prolongs a session for ever");
        assert_eq!(count(&practice, "session.expired").await, 1, "one end is told several times");
    }

    async fn a_session_from_the_future_ends(practice: Practice) {
        let admin = practice.admin().await;
        practice.clock.pass(-24 * 3600);
        assert_eq!(admin.refused("session.current", json!({})).await.code, "session.ended", "a clock set back prolongs sessions");
        practice.clock.pass(24 * 3600);
        assert_eq!(admin.refused("session.current", json!({})).await.code, "session.ended");
    }

    async fn signing_out_ends_the_session_once(practice: Practice) {
        let admin = practice.admin().await;
        let end = || admin.call("session.end", json!({}));
        let (one, two) = tokio::join!(end(), end());
        assert!(one.is_ok() || two.is_ok());
        for operation in ["session.current", "session.lock", "session.end", "session.touch"] {
            assert_eq!(admin.refused(operation, json!({})).await.code, "session.ended", "{operation}");
        }
        assert_eq!(count(&practice, "session.ended").await, 1);
    }

    async fn a_locked_screen_can_be_signed_out(practice: Practice) {
        let admin = practice.admin().await;
        admin.ok("session.lock", json!({})).await;
        admin.ok("session.end", json!({})).await;
        assert_eq!(admin.refused("session.unlock", json!({"password": PASSWORD})).await.code, "session.ended");
    }

    async fn whoever_is_suspended_or_left_is_out_at_their_next_call(practice: Practice) {
        let admin = practice.admin().await;
        for (operation, back) in [("users.disable", vec!["users.enable"]), ("users.archive", vec!["users.unarchive", "users.enable"])] {
            let (user, email) = practice.join(&admin, "Ben", if back.len() == 1 { "Ito" } else { "Moss" }, &["partner"]).await;
            let (here, there) = (practice.sign_in(&email).await, practice.sign_in(&email).await);
            here.ok("users.list", json!({"limit": 1})).await;
            let mut gone = admin.change(operation, &user, "No longer").await.unwrap();
            for caller in [&here, &there] {
                assert_eq!(caller.refused("users.list", json!({"limit": 1})).await.code, "session.ended", "{operation}");
                assert_eq!(caller.refused("session.unlock", json!({"password": PASSWORD})).await.code, "session.ended");
            }
            for step in back {
                gone = admin.change(step, &gone, "Back").await.unwrap();
            }
            assert_eq!(gone["row"]["status"], "active");
            assert_eq!(here.refused("session.current", json!({})).await.code, "session.ended", "an old session comes back to life");
            practice.sign_in(&email).await;
        }
    }

    async fn whoever_is_restricted_stays_and_only_looks(practice: Practice) {
        let admin = practice.admin().await;
        let (user, email) = practice.join(&admin, "Ben", "Ito", &["partner"]).await;
        let ben = practice.sign_in(&email).await;
        admin.change("users.restrict", &user, "Under review").await.unwrap();
        assert_eq!(ben.ok("session.current", json!({})).await["can"]["add_users"], false);
        ben.ok("users.list", json!({"limit": 5})).await;
        ben.ok("register.own", json!({"limit": 5})).await;
        let add = json!({"email": "new@hart.example", "fields": user_fields("New", "One", &["employee"])});
        assert_eq!(ben.refused("users.add", add.clone()).await.code, "access.refused");
        let restricted = admin.user(&user["row"]["id"]).await;
        admin.change("users.lift_restriction", &restricted, "Cleared").await.unwrap();
        ben.ok("users.add", add).await;
    }

    async fn a_role_that_is_taken_is_gone_at_the_next_call(practice: Practice) {
        let admin = practice.admin().await;
        let (user, email) = practice.join(&admin, "Ben", "Ito", &["partner"]).await;
        let ben = practice.sign_in(&email).await;
        let fields = user_fields("Ben", "Ito", &["employee"]);
        admin.ok("users.edit", json!({"user": user["row"]["id"], "version": user["row"]["version"], "fields": fields})).await;
        let add = json!({"email": "new@hart.example", "fields": user_fields("New", "One", &["employee"])});
        assert_eq!(ben.refused("users.add", add).await.code, "access.refused");
    }

    async fn nothing_that_a_person_does_lands_after_they_were_suspended(practice: Practice) {
        let admin = practice.admin().await;
        for round in 0..6 {
            let (user, email) = practice.join(&admin, &format!("R{round}"), "Reed", &["partner"]).await;
            let ben = practice.sign_in(&email).await;
            let adding: Vec<_> = (0..4)
                .map(|number| {
                    let (ben, fields) = (ben.clone(), user_fields("New", "One", &["employee"]));
                    let email = format!("r{round}n{number}@hart.example");
                    tokio::spawn(async move { ben.call("users.add", json!({"email": email, "fields": fields})).await.map(|_| ()) })
                })
                .collect();
            admin.change("users.disable", &user, "Fired").await.unwrap();
            for one in adding {
                let _ = one.await.unwrap();
            }
            let told = admin.ok("register.list", json!({"person": user["row"]["id"], "limit": 200})).await;
            let rows = told["rows"].as_array().unwrap();
            let disabled = rows.iter().find(|row| row["kind"] == "users.disabled").unwrap()["seq"].as_i64().unwrap();
            let late: Vec<_> = rows
                .iter()
                .filter(|row| row["seq"].as_i64().unwrap() > disabled && row["actor"]["id"] == user["row"]["id"])
                .map(|row| row["kind"].as_str().unwrap())
                .collect();
            assert_eq!(late, Vec::<&str>::new(), "a suspended person still changed something");
        }
    }
}
