//! The security policy and the practice's health.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, PASSWORD};
use serde_json::{Value as Json, json};

fn check<'a>(health: &'a Json, code: &str) -> &'a Json {
    health.as_array().unwrap().iter().find(|check| check["code"] == code).unwrap_or_else(|| panic!("no check {code}"))
}

on_both! {
    async fn a_weaker_policy_asks_for_proof_and_says_what_becomes_weaker(practice: Practice) {
        let admin = practice.admin().await;
        let view = admin.ok("security.policy", json!({})).await;
        assert_eq!(view["items"].as_array().unwrap().len(), 9);
        let mut strict = view["policy"].clone();
        strict["block_after"] = json!(3);
        strict["idle_minutes"] = json!(5);
        practice.clock.pass(6 * 60);
        // Stricter is saved without a proof.
        let saved = admin.ok("security.set_policy", json!({"version": view["version"], "policy": strict})).await;
        let told = admin.ok("security.weaker", json!({"policy": view["policy"]})).await;
        assert_eq!(told["sentences"].as_array().unwrap().len(), 2, "{told}");
        let back = json!({"version": saved["version"], "policy": view["policy"]});
        assert_eq!(admin.refused("security.set_policy", back.clone()).await.code, "session.proof_needed");
        admin.ok("session.prove", json!({"password": PASSWORD})).await;
        let after = admin.ok("security.set_policy", back.clone()).await;
        assert_eq!((&after["policy"], &after["changed_by"]), (&view["policy"], &json!("Ada Hart")));
        let conflict = admin.refused("security.set_policy", back).await;
        assert_eq!(conflict.code, "security.conflict");
        let page = admin.ok("register.list", json!({"kinds": ["security.policy_changed"], "limit": 5})).await;
        assert!(page["rows"][0]["note"].as_str().unwrap().contains("guess 5 times"), "{page}");
        assert_eq!(page["rows"][1]["changes"][0]["before"], "5 wrong tries");
    }

    async fn nothing_looser_than_the_standards_is_saved(practice: Practice) {
        let admin = practice.admin().await;
        let view = admin.ok("security.policy", json!({})).await;
        for (name, value) in [("remember_hours", 25), ("idle_minutes", 16), ("session_hours", 13), ("password_least", 8), ("block_after", 11), ("keep_months", 6)] {
            let mut policy = view["policy"].clone();
            policy[name] = json!(value);
            let error = admin.refused("security.set_policy", json!({"version": view["version"], "policy": policy})).await;
            assert_eq!((error.code, error.field), ("input.invalid", Some(format!("policy.{name}"))));
        }
        assert_eq!(admin.ok("security.policy", json!({})).await["policy"], view["policy"]);
    }

    async fn a_stricter_policy_counts_for_open_sessions_at_once(practice: Practice) {
        let admin = practice.admin().await;
        let view = admin.ok("security.policy", json!({})).await;
        let mut policy = view["policy"].clone();
        policy["idle_minutes"] = json!(2);
        policy["session_hours"] = json!(1);
        admin.ok("security.set_policy", json!({"version": view["version"], "policy": policy})).await;
        assert_eq!(admin.ok("session.current", json!({})).await["session"]["idle_seconds"], 120);
        practice.clock.pass(2 * 60);
        assert_eq!(admin.refused("users.count", json!({})).await.code, "session.locked");
        admin.ok("session.unlock", json!({"password": PASSWORD})).await;
        practice.clock.pass(3600);
        assert_eq!(admin.refused("session.current", json!({})).await.code, "session.ended");
    }

    async fn health_names_what_needs_looking_after_and_whom(practice: Practice) {
        let admin = practice.admin().await;
        let (_, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let waiting = practice.add(&admin, "Cleo", "Marsh", &["employee"]).await;
        let invite = json!({"user": waiting["row"]["id"], "version": waiting["row"]["version"]});
        admin.ok("users.invite", invite).await;
        for _ in 0..5 {
            practice.anybody().refused("sign_in.password", json!({"email": email, "password": "not this one"})).await;
        }
        let health = admin.ok("security.health", json!({})).await;
        let state = |code: &str| check(&health, code)["state"].as_str().unwrap().to_owned();
        assert_eq!(state("mfa_everyone"), "problem");
        assert_eq!(check(&health, "mfa_everyone")["count"], 2);
        assert_eq!(state("mfa_required"), "care");
        assert_eq!(state("practice_admins"), "problem");
        assert_eq!(check(&health, "blocked_users")["people"][0]["name"], "Ben Ito");
        assert_eq!((state("support_off"), state("unused_users"), state("old_invites")), ("good".into(), "good".into(), "good".into()));
        assert_eq!((state("register_verified"), state("privileged_reviewed")), ("care".into(), "care".into()));
        admin.ok("register.verify", json!({})).await;
        admin.ok("security.review_roles", json!({})).await;
        let health = admin.ok("security.health", json!({})).await;
        assert_eq!(check(&health, "register_verified")["state"], "good");
        assert_eq!(check(&health, "privileged_reviewed")["state"], "good");
        practice.clock.pass(46 * 86_400);
        let admin = practice.sign_in(ADMIN).await;
        let health = admin.ok("security.health", json!({})).await;
        assert_eq!(check(&health, "unused_users")["people"][0]["name"], "Ben Ito");
        assert_eq!(check(&health, "old_invites")["people"][0]["name"], "Cleo Marsh");
        assert_eq!(check(&health, "register_verified")["state"], "care");
    }

    async fn twenty_who_remove_the_last_two_practice_admins_at_once_leave_one(practice: Practice) {
        let ada = practice.admin().await;
        let (ben, email) = practice.join(&ada, "Ben", "Ito", &["practice_admin"]).await;
        let own = ada.user(&ada.ok("session.current", json!({})).await["id"]).await;
        let bens = practice.sign_in(&email).await;
        let mut tries = tokio::task::JoinSet::new();
        for place in 0..20 {
            let (caller, target) = if place % 2 == 0 { (ada.clone(), ben.clone()) } else { (bens.clone(), own.clone()) };
            tries.spawn(async move { caller.change("users.disable", &target, "Leaving").await.is_ok() });
        }
        let mut done = 0;
        while let Some(tried) = tries.join_next().await {
            done += usize::from(tried.unwrap());
        }
        assert_eq!(done, 1, "the practice lost its last practice admin, or nobody could be disabled");
    }
}
