//! What everybody looks after themselves.

use firmkeep_tests::authenticator::Authenticator;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, PASSWORD, Practice};
use serde_json::json;

const NEW: &str = "velvet otter maps the winding river";

on_both! {
    async fn a_changed_password_ends_other_sessions_and_is_told(practice: Practice) {
        let (ada, elsewhere) = (practice.admin().await, practice.admin().await);
        practice.clock.pass(1);
        let ended = ada.ok("profile.change_password", json!({"current": PASSWORD, "password": NEW})).await;
        assert_eq!(ended["ended"], 1);
        assert_eq!(elsewhere.refused("session.current", json!({})).await.code, "session.ended");
        ada.ok("session.current", json!({})).await;
        practice.anybody().sign_in(ADMIN, NEW).await.unwrap();
        practice.anybody().refused("sign_in.password", json!({"email": ADMIN, "password": PASSWORD})).await;
        assert_eq!(ada.ok("session.current", json!({})).await["unread_notices"], 1);
        assert_eq!(ada.ok("notices.list", json!({})).await["rows"][0]["kind"], "password_changed");
        ada.ok("notices.seen", json!({})).await;
        assert_eq!(ada.ok("session.current", json!({})).await["unread_notices"], 0);
        let page = ada.ok("register.list", json!({"kinds": ["passwords.changed"], "limit": 5})).await;
        assert_eq!(page["rows"][0]["note"], "1 session ended");
    }

    async fn a_bad_new_password_is_told_at_its_field_and_changes_nothing(practice: Practice) {
        let ada = practice.admin().await;
        for (current, password, code, field) in [
            ("not the current one", NEW, "session.wrong_password", "current"),
            (PASSWORD, "too short", "password.weak", "password"),
            (PASSWORD, "harbour vale by the sea wall", "password.weak", "password"),
            (PASSWORD, PASSWORD, "password.used_before", "password"),
        ] {
            let error = ada.refused("profile.change_password", json!({"current": current, "password": password})).await;
            assert_eq!((error.code, error.field.as_deref()), (code, Some(field)), "{password}");
        }
        practice.anybody().sign_in(ADMIN, PASSWORD).await.unwrap();
    }

    async fn none_of_the_last_eight_passwords_comes_back(practice: Practice) {
        let ada = practice.admin().await;
        let word = ["amber", "birch", "coral", "dusk", "ember", "fjord", "grove", "heron"];
        let mut current = PASSWORD.to_owned();
        for word in word {
            practice.clock.pass(1);
            let next = format!("{word} lanterns over quiet water");
            ada.ok("profile.change_password", json!({"current": current, "password": next})).await;
            current = next;
        }
        let back = |password: &str| json!({"current": current, "password": password});
        let error = ada.refused("profile.change_password", back("amber lanterns over quiet water")).await;
        assert_eq!(error.code, "password.used_before");
        practice.clock.pass(1);
        // The ninth before is forgotten.
        ada.ok("profile.change_password", back(PASSWORD)).await;
    }

    async fn a_new_phone_replaces_the_old_one_at_once(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (ada, old) = practice.admin_with_mfa().await;
        let elsewhere = practice.sign_in_with(ADMIN, &old).await;
        practice.clock.pass(6 * 60);
        assert_eq!(ada.refused("profile.begin_mfa", json!({})).await.code, "session.proof_needed");
        ada.ok("session.prove", json!({"password": PASSWORD})).await;
        assert_eq!(ada.refused("profile.confirm_mfa", json!({"code": "123456"})).await.code, "mfa.not_begun");
        let new = Authenticator::of(&ada.ok("profile.begin_mfa", json!({})).await);
        // Until it is confirmed, the old one works.
        practice.sign_in_with(ADMIN, &old).await;
        let wrong = ada.refused("profile.confirm_mfa", json!({"code": old.code(&practice.clock)})).await;
        assert_eq!((wrong.code, wrong.field.as_deref()), ("sign_in.code_wrong", Some("code")));
        ada.ok("profile.confirm_mfa", json!({"code": new.code(&practice.clock)})).await;
        assert_eq!(elsewhere.refused("session.current", json!({})).await.code, "session.ended");
        let half = practice.at_the_code(ADMIN).await;
        let gone = json!({"code": old.next_code(&practice.clock), "remember": false});
        assert_eq!(half.refused("sign_in.code", gone).await.code, "sign_in.code_wrong");
        practice.sign_in_with(ADMIN, &new).await;
    }

    async fn mfa_is_turned_off_only_where_the_practice_leaves_it_to_each_person(practice: Practice) {
        let ada = practice.admin().await;
        let app = Authenticator::of(&ada.ok("profile.begin_mfa", json!({})).await);
        ada.ok("profile.confirm_mfa", json!({"code": app.code(&practice.clock)})).await;
        let view = ada.ok("security.policy", json!({})).await;
        let mut policy = view["policy"].clone();
        policy["mfa_required"] = json!(true);
        let strict = ada.ok("security.set_policy", json!({"version": view["version"], "policy": policy})).await;
        assert_eq!(ada.refused("profile.remove_mfa", json!({})).await.code, "mfa.required");
        policy["mfa_required"] = json!(false);
        ada.ok("security.set_policy", json!({"version": strict["version"], "policy": policy})).await;
        ada.ok("profile.remove_mfa", json!({})).await;
        let came = practice.anybody().ok("sign_in.password", json!({"email": ADMIN, "password": PASSWORD})).await;
        assert_eq!(came["step"], "open");
    }

    async fn a_reset_takes_the_old_factor_away_at_once_and_the_next_sign_in_enrols_anew(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (admin, _) = practice.admin_with_mfa().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let (at_work, app) = practice.first_sign_in(&email).await;
        let id = &ben["row"]["id"];
        assert_eq!(admin.user(id).await["row"]["mfa"], "set_up");
        let half = practice.at_the_code(&email).await;
        let after = admin.change("users.reset_mfa", &admin.user(id).await, "New phone").await.unwrap();
        assert_eq!((after["row"]["mfa"].as_str(), after["open_sessions"].as_i64()), (Some("reset_pending"), Some(0)));
        assert_eq!(at_work.refused("session.current", json!({})).await.code, "session.ended");
        let old = json!({"code": app.next_code(&practice.clock), "remember": false});
        assert_eq!(half.refused("sign_in.code", old).await.code, "session.ended");
        for (operation, input) in [
            ("profile.confirm_mfa", json!({"code": app.code(&practice.clock)})),
            ("session.unlock", json!({"password": PASSWORD})),
        ] {
            assert_eq!(at_work.refused(operation, input).await.code, "session.ended", "{operation} after the reset");
        }
        let list = admin.ok("users.list", json!({"filter": {"mfa": "reset_pending"}, "limit": 5})).await;
        assert_eq!(list["rows"].as_array().unwrap().len(), 1);
        let (ben, _) = practice.first_sign_in(&email).await;
        let told = ben.ok("notices.list", json!({})).await;
        assert_eq!(told["rows"][0]["kind"], "mfa_reset");
        let own = admin.user(&admin.ok("session.current", json!({})).await["id"]).await;
        assert_eq!(admin.change("users.reset_mfa", &own, "Mine").await.unwrap_err().code, "users.self");
    }
}
