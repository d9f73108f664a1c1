//! Tokens that nobody was given here.

use firmkeep_core::Token;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::Practice;
use serde_json::json;

on_both! {
    async fn a_forged_token_is_nobody(practice: Practice) {
        let admin = practice.admin().await;
        let real = admin.token.as_ref().unwrap().reveal().to_owned();
        let mut forged = vec![String::new(), "0".repeat(64), real.to_uppercase(), format!("{real} "), real[..63].to_owned(), "x".repeat(1 << 20)];
        forged.push(format!("{}\u{0}", &real[..63]));
        forged.push("' OR 1=1 --".to_owned());
        for token in forged.into_iter().filter(|token| *token != real) {
            let mut caller = practice.anybody();
            caller.token = Some(Token::new(token));
            for operation in ["session.current", "session.end", "register.verify", "settings.practice"] {
                assert_eq!(caller.refused(operation, json!({})).await.code, "session.none", "{operation}");
            }
        }
        admin.ok("session.current", json!({})).await;
    }

    async fn a_token_of_another_practice_is_nobody_here(practice: Practice) {
        let elsewhere = Practice::new(practice.on).await;
        let mut stranger = practice.anybody();
        stranger.token = elsewhere.admin().await.token;
        assert_eq!(stranger.refused("session.current", json!({})).await.code, "session.none");
        assert_eq!(stranger.refused("users.list", json!({"limit": 1})).await.code, "session.none");
    }

    async fn a_session_outlives_a_restart_and_an_ended_one_does_not(practice: Practice) {
        let mut practice = practice;
        let (kept, ended) = (practice.admin().await, practice.admin().await);
        ended.ok("session.end", json!({})).await;
        practice.restart().await;
        let mut after = practice.anybody();
        after.token = kept.token.clone();
        after.ok("session.current", json!({})).await;
        after.token = ended.token.clone();
        assert_eq!(after.refused("session.current", json!({})).await.code, "session.ended");
    }

    async fn a_computer_whose_clock_is_not_set_still_lets_people_in(practice: Practice) {
        let year = 366 * 24 * 3600;
        for jump in [-58 * year, 2_000 * year, 9_000 * year] {
            practice.clock.pass(jump);
            let admin = practice.admin().await;
            let email = format!("at{}@hart.example", jump / year);
            let fields = firmkeep_tests::practice::user_fields("Ann", "Reed", &["employee"]);
            let user = admin.ok("users.add", json!({"email": email, "fields": fields})).await;
            admin.ok("users.invite", json!({"user": user["row"]["id"], "version": 1})).await;
            admin.ok("users.list", json!({"limit": 5, "sort": "last_sign_in"})).await;
            admin.ok("lookups.time_zones", json!({})).await;
            assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
        }
    }
}
