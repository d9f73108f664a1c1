//! Proving again who one is, before somebody gets far-reaching access.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{PASSWORD, user_fields};
use serde_json::json;

on_both! {
    async fn far_reaching_access_is_given_only_by_whoever_has_just_proved_who_they_are(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        practice.clock.pass(5 * 60);
        let second = json!({"email": "second@hart.example", "fields": user_fields("Second", "Admin", &["practice_admin"])});
        admin.ok("users.add", second).await;
        practice.clock.pass(1);
        let raise = |role: &str| {
            json!({"user": ben["row"]["id"], "version": ben["row"]["version"], "fields": user_fields("Ben", "Ito", &[role])})
        };
        for role in ["practice_admin", "partner"] {
            let add = json!({"email": "third@hart.example", "fields": user_fields("Third", "Person", &[role])});
            for (operation, input) in [("users.edit", raise(role)), ("users.add", add)] {
                assert_eq!(admin.refused(operation, input).await.code, "session.proof_needed", "{operation} {role}");
            }
        }
        assert_eq!(admin.user(&ben["row"]["id"]).await, ben, "a refused change changed something");
        let error = admin.refused("session.prove", json!({"password": "not mine"})).await;
        assert_eq!((error.code, error.field.as_deref()), ("session.wrong_password", Some("password")));
        assert_eq!(admin.refused("users.edit", raise("partner")).await.code, "session.proof_needed");
        admin.ok("session.prove", json!({"password": PASSWORD})).await;
        assert_eq!(admin.ok("users.edit", raise("partner")).await["row"]["roles"], json!(["partner"]));
    }

    async fn ordinary_work_asks_for_no_password(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, _) = practice.join(&admin, "Ben", "Ito", &["partner"]).await;
        practice.clock.pass(14 * 60);
        for role in ["manager", "employee"] {
            let email = format!("{role}@hart.example");
            admin.ok("users.add", json!({"email": email, "fields": user_fields("Cy", "Moss", &[role])})).await;
        }
        // Keeping or taking the role raises nobody.
        let version = ben["row"]["version"].as_i64().unwrap();
        let keep = user_fields("Benedict", "Ito", &["partner"]);
        admin.ok("users.edit", json!({"user": ben["row"]["id"], "version": version, "fields": keep})).await;
        let less = user_fields("Benedict", "Ito", &["employee"]);
        admin.ok("users.edit", json!({"user": ben["row"]["id"], "version": version + 1, "fields": less})).await;
    }

    async fn unlocking_the_screen_proves_who_one_is(practice: Practice) {
        let admin = practice.admin().await;
        practice.clock.pass(3600);
        admin.ok("session.unlock", json!({"password": PASSWORD})).await;
        let add = json!({"email": "p@hart.example", "fields": user_fields("Pia", "Lund", &["partner"])});
        admin.ok("users.add", add).await;
    }
}
