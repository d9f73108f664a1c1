//! Locking: by hand, after a while without use, and what unlocks.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, PASSWORD, Practice};
use serde_json::json;

const MINUTE: i64 = 60;

async fn code(caller: &Caller) -> &'static str {
    caller.refused("users.list", json!({"limit": 1})).await.code
}

async fn count(practice: &Practice, kind: &str) -> usize {
    let admin = practice.admin().await;
    admin.ok("register.list", json!({"kinds": [kind], "limit": 50})).await["rows"].as_array().unwrap().len()
}

on_both! {
    async fn a_locked_screen_shows_nothing_until_its_person_unlocks_it(practice: Practice) {
        let admin = practice.admin().await;
        admin.ok("session.lock", json!({})).await;
        assert_eq!(code(&admin).await, "session.locked");
        let me = admin.ok("session.current", json!({})).await;
        assert_eq!(me["session"]["locked"], true);
        let tries = [
            ("users.add", json!({"email": "x@hart.example", "fields": firmkeep_tests::practice::user_fields("X", "Y", &["employee"])})),
            ("register.list", json!({"limit": 1})),
            ("preferences.set", json!({"key": "theme", "value": "dark"})),
            ("session.prove", json!({"password": PASSWORD})),
            ("session.touch", json!({})),
        ];
        for (operation, input) in tries {
            assert_eq!(admin.refused(operation, input).await.code, "session.locked", "{operation}");
        }
        for wrong in ["", "copper lantern drifts", &"x".repeat(5_000)] {
            let error = admin.refused("session.unlock", json!({"password": wrong})).await;
            assert_eq!((error.code, error.field.as_deref()), ("session.wrong_password", Some("password")));
        }
        assert_eq!(code(&admin).await, "session.locked");
        assert_eq!(admin.ok("session.unlock", json!({"password": PASSWORD})).await["session"]["locked"], false);
        admin.ok("users.list", json!({"limit": 1})).await;
        assert_eq!(count(&practice, "session.unlock_failed").await, 3);
        assert_eq!((count(&practice, "session.locked").await, count(&practice, "session.unlocked").await), (1, 1));
    }

    async fn the_screen_locks_after_fifteen_minutes_without_use(practice: Practice) {
        let admin = practice.admin().await;
        practice.clock.pass(15 * MINUTE - 1);
        admin.ok("users.list", json!({"limit": 1})).await;
        practice.clock.pass(15 * MINUTE - 1);
        admin.ok("session.touch", json!({})).await;
        practice.clock.pass(15 * MINUTE);
        assert_eq!(code(&admin).await, "session.locked", "an unattended screen stays open");
        practice.clock.pass(3 * 3600);
        admin.ok("session.unlock", json!({"password": PASSWORD})).await;
        admin.ok("users.list", json!({"limit": 1})).await;
    }

    async fn lists_that_refresh_themselves_do_not_keep_the_screen_open(practice: Practice) {
        let admin = practice.admin().await;
        for _ in 0..14 {
            practice.clock.pass(MINUTE);
            practice.in_background(&admin, "users.list", json!({"limit": 1})).await.unwrap();
            practice.in_background(&admin, "register.kinds", json!({})).await.unwrap();
        }
        practice.clock.pass(MINUTE);
        let error = practice.in_background(&admin, "users.list", json!({"limit": 1})).await.unwrap_err();
        assert_eq!(error.code, "session.locked");
    }

    async fn a_screen_that_falls_asleep_under_many_calls_is_one_event(practice: Practice) {
        let admin = practice.admin().await;
        practice.clock.pass(15 * MINUTE);
        let calls: Vec<_> = (0..8)
            .map(|_| {
                let admin = admin.clone();
                tokio::spawn(async move { admin.refused("users.count", json!({})).await.code })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap(), "session.locked");
        }
        assert_eq!(count(&practice, "session.locked").await, 1, "one lock is told several times");
    }

    async fn locking_twice_at_once_is_one_event(practice: Practice) {
        let admin = practice.admin().await;
        let lock = || admin.call("session.lock", json!({}));
        let (one, two, three) = tokio::join!(lock(), lock(), lock());
        assert!(one.is_ok() && two.is_ok() && three.is_ok());
        assert_eq!(count(&practice, "session.locked").await, 1);
    }

    async fn many_lists_at_once_after_a_pause_are_all_answered(practice: Practice) {
        let admin = practice.admin().await;
        for _ in 0..3 {
            practice.clock.pass(30);
            let calls: Vec<_> = (0..12)
                .map(|_| {
                    let admin = admin.clone();
                    tokio::spawn(async move { admin.call("users.list", json!({"limit": 5})).await.map(|_| ()) })
                })
                .collect();
            for call in calls {
                call.await.unwrap().expect("a window that wakes up waits for its own connections");
            }
        }
    }

    async fn a_clock_set_back_keeps_no_screen_open(practice: Practice) {
        let admin = practice.admin().await;
        for _ in 0..12 {
            practice.clock.pass(10 * MINUTE);
            admin.ok("session.touch", json!({})).await;
        }
        practice.clock.pass(-3600);
        practice.clock.pass(15 * MINUTE);
        assert_eq!(code(&admin).await, "session.locked", "an hour more without use");
        admin.ok("session.unlock", json!({"password": PASSWORD})).await;
        admin.ok("users.list", json!({"limit": 1})).await;
    }
}
