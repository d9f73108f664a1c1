//! Signing in and out.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, PASSWORD};
use serde_json::json;

on_both! {
    async fn a_right_password_signs_in_whatever_the_emails_case(practice: Practice) {
        let mut caller = practice.anybody();
        let me = caller.sign_in("Ada@HART.example", PASSWORD).await.unwrap();
        assert_eq!((me["name"].as_str(), me["can"]["edit_practice_settings"].as_bool()), (Some("Ada Hart"), Some(true)));
        caller.ok("session.end", json!({})).await;
        assert_eq!(caller.refused("session.current", json!({})).await.code, "session.ended");
    }

    async fn every_refusal_says_the_same(practice: Practice) {
        let mut caller = practice.anybody();
        let wrong = caller.sign_in(ADMIN, "not the password").await.unwrap_err();
        let unknown = caller.sign_in("nobody@hart.example", PASSWORD).await.unwrap_err();
        assert_eq!(wrong, unknown, "the answer tells which emails exist");
    }
}
