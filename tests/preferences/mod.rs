//! What each person set for themselves.

use firmkeep_tests::on_both;
use serde_json::{Value as Json, json};

on_both! {
    async fn each_person_has_their_own_and_keeps_them_over_a_restart(practice: Practice) {
        let mut practice = practice;
        let admin = practice.admin().await;
        let (_, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let ben = practice.sign_in(&email).await;
        let columns = json!({"order": ["name", "email"], "widths": {"name": 240}, "é🎉": [null, true, 1.5]});
        admin.ok("preferences.set", json!({"key": "users.columns", "value": columns})).await;
        admin.ok("preferences.set", json!({"key": "theme", "value": "dark"})).await;
        ben.ok("preferences.set", json!({"key": "theme", "value": "light"})).await;
        admin.ok("preferences.set", json!({"key": "theme", "value": "system"})).await;
        practice.restart().await;
        let seen = async |email: &str| practice.sign_in(email).await.ok("preferences.get", json!({})).await["values"].clone();
        assert_eq!(seen("ada@hart.example").await, json!({"theme": "system", "users.columns": columns}));
        assert_eq!(seen(&email).await, json!({"theme": "light"}));
    }

    async fn what_is_no_preference_or_too_large_is_refused(practice: Practice) {
        let admin = practice.admin().await;
        for key in ["", "colour", "theme ", "users.columns\u{0}", "password_hash"] {
            let error = admin.refused("preferences.set", json!({"key": key, "value": 1})).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("key")), "{key}");
        }
        let fits = json!("x".repeat(64 * 1024 - 2));
        admin.ok("preferences.set", json!({"key": "users.columns", "value": fits})).await;
        for large in [json!("x".repeat(64 * 1024 - 1)), json!("x".repeat(1 << 20)), json!(vec![0; 40_000])] {
            let error = admin.refused("preferences.set", json!({"key": "users.columns", "value": large})).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("value")));
        }
        assert_eq!(admin.ok("preferences.get", json!({})).await["values"]["users.columns"], fits);
        assert_eq!(practice.anybody().refused("preferences.get", json!({})).await.code, "session.none");
        let none = json!({"key": "theme", "value": Json::Null});
        admin.ok("preferences.set", none).await;
    }
}
