//! Every operation as every kind of user against every kind of target.

use firmkeep_tests::on_both;
use serde_json::json;

on_both! {
    async fn a_person_is_added_invited_and_signs_in(practice: Practice) {
        let admin = practice.admin().await;
        let (user, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        assert_eq!(user["row"]["status"], "active");
        let ben = practice.sign_in(&email).await;
        assert_eq!(ben.refused("settings.practice", json!({})).await.code, "access.refused");
        let verdict = admin.ok("register.verify", json!({})).await;
        assert_eq!(verdict["intact"], true, "{verdict}");
    }
}
