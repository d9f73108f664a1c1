//! Codes at sign-in: setting MFA up, giving codes, recovery codes, remembered computers.

use firmkeep_core::ComputerKey;
use firmkeep_tests::authenticator::Authenticator;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, On, PASSWORD, Practice};
use serde_json::{Value as Json, json};

fn code(code: &str) -> Json {
    json!({"code": code, "remember": false})
}

on_both! {
    async fn nobody_sees_anything_before_mfa_is_set_up(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let mut ada = practice.anybody();
        let came = ada.step("sign_in.password", json!({"email": ADMIN, "password": PASSWORD})).await.unwrap();
        assert_eq!((came["step"].as_str(), came["me"].is_null()), (Some("enrol"), true));
        for operation in ["session.current", "users.count", "settings.practice", "preferences.get", "session.touch"] {
            assert_eq!(ada.refused(operation, json!({})).await.code, "session.none", "{operation} before MFA");
        }
        assert_eq!(ada.refused("sign_in.skip_enrolment", json!({})).await.code, "mfa.required");
        assert_eq!(ada.refused("sign_in.code", code("000000")).await.code, "session.none");
        let enrolment = ada.ok("sign_in.begin_enrolment", json!({})).await;
        assert_eq!(enrolment["issuer"], "Harbour & Vale");
        let app = Authenticator::of(&enrolment);
        let wrong = ada.refused("sign_in.confirm_enrolment", json!({"code": app.code_at(&practice.clock, 4)})).await;
        assert_eq!((wrong.code, wrong.field.as_deref()), ("sign_in.code_wrong", Some("code")));
        let made = ada.step("sign_in.confirm_enrolment", json!({"code": app.code(&practice.clock)})).await.unwrap();
        assert_eq!(made["codes"].as_array().unwrap().len(), 10);
        assert_eq!(ada.refused("users.count", json!({})).await.code, "session.none", "the codes are not kept yet");
        let came = ada.step("sign_in.keep_recovery_codes", json!({})).await.unwrap();
        assert_eq!((came["step"].as_str(), came["me"]["mfa"].as_str()), (Some("open"), Some("set_up")));
        ada.ok("users.count", json!({"filter": {}})).await;
    }

    async fn a_sign_in_that_was_left_half_way_opens_nothing_and_ends(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let mut ada = practice.anybody();
        ada.step("sign_in.password", json!({"email": ADMIN, "password": PASSWORD})).await.unwrap();
        practice.clock.pass(10 * 60);
        assert_eq!(ada.refused("sign_in.begin_enrolment", json!({})).await.code, "session.ended");
        let (admin, _) = practice.admin_with_mfa().await;
        let page = admin.ok("register.list", json!({"limit": 50})).await;
        let notes: Vec<_> = page["rows"].as_array().unwrap().iter().map(|row| row["note"].as_str().unwrap()).collect();
        assert!(notes.contains(&"The sign-in was not finished"), "{notes:?}");
    }

    async fn each_step_has_a_token_of_its_own(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (_, app) = practice.admin_with_mfa().await;
        let half = practice.at_the_code(ADMIN).await;
        let mut whole = half.clone();
        whole.step("sign_in.code", code(&app.next_code(&practice.clock))).await.unwrap();
        assert_eq!(half.refused("session.current", json!({})).await.code, "session.none");
        whole.ok("session.current", json!({})).await;
    }

    async fn a_code_is_good_once_and_an_older_one_never_again(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (_, app) = practice.admin_with_mfa().await;
        // The code of the enrolment itself is used already.
        let caller = practice.at_the_code(ADMIN).await;
        assert_eq!(caller.refused("sign_in.code", code(&app.code(&practice.clock))).await.code, "sign_in.code_wrong");
        practice.clock.pass(60);
        let typed = app.code(&practice.clock);
        let spaced = format!(" {} {} ", &typed[..3], &typed[3..]);
        let mut first = practice.at_the_code(ADMIN).await;
        assert_eq!(first.step("sign_in.code", code(&spaced)).await.unwrap()["step"], "open");
        for (which, again) in [("the same", typed.clone()), ("an older", app.code_at(&practice.clock, -1))] {
            let caller = practice.at_the_code(ADMIN).await;
            let error = caller.refused("sign_in.code", code(&again)).await;
            assert_eq!(error.code, "sign_in.code_wrong", "{which} code let somebody in");
        }
    }

    async fn of_two_who_come_with_the_same_code_one_wins(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (_, app) = practice.admin_with_mfa().await;
        let (one, two) = (practice.at_the_code(ADMIN).await, practice.at_the_code(ADMIN).await);
        let typed = app.next_code(&practice.clock);
        let (first, second) = tokio::join!(one.call("sign_in.code", code(&typed)), two.call("sign_in.code", code(&typed)));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "one code let two people in");
    }

    async fn somebody_elses_code_lets_nobody_in(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (admin, _) = practice.admin_with_mfa().await;
        let (_, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let (_, bens) = practice.first_sign_in(&email).await;
        let ada = practice.at_the_code(ADMIN).await;
        let error = ada.refused("sign_in.code", code(&bens.next_code(&practice.clock))).await;
        assert_eq!(error.code, "sign_in.code_wrong");
    }

    async fn a_recovery_code_stands_in_once_and_a_new_set_makes_the_old_worthless(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (_, mut app) = practice.admin_with_mfa().await;
        let used = app.recovery_codes[3].to_lowercase().replace('-', " ");
        let mut ada = practice.at_the_code(ADMIN).await;
        let came = ada.step("sign_in.recovery_code", json!({"code": used})).await.unwrap();
        assert_eq!((came["step"].as_str(), came["recovery_codes_left"].as_i64()), (Some("open"), Some(9)));
        let again = practice.at_the_code(ADMIN).await;
        assert_eq!(again.refused("sign_in.recovery_code", json!({"code": used})).await.code, "sign_in.code_wrong");
        let before = app.recovery_codes[5].clone();
        let made = ada.ok("profile.new_recovery_codes", json!({})).await;
        app.keep(&made);
        assert_eq!(ada.ok("profile.security", json!({})).await["recovery_codes_kept"], false);
        ada.ok("profile.keep_recovery_codes", json!({})).await;
        let own = ada.ok("profile.security", json!({})).await;
        assert_eq!((own["recovery_codes_left"].as_i64(), own["recovery_codes_kept"].as_bool()), (Some(10), Some(true)));
        let old = practice.at_the_code(ADMIN).await;
        assert_eq!(old.refused("sign_in.recovery_code", json!({"code": before})).await.code, "sign_in.code_wrong");
        let mut new = practice.at_the_code(ADMIN).await;
        assert_eq!(new.step("sign_in.recovery_code", json!({"code": app.recovery_codes[0]})).await.unwrap()["step"], "open");
        let told = ada.ok("notices.list", json!({})).await;
        let kinds: Vec<_> = told["rows"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"recovery_code_used") && kinds.contains(&"recovery_codes_made"), "{kinds:?}");
    }

    async fn three_recovery_codes_left_is_warned_of(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (_, app) = practice.admin_with_mfa().await;
        let mut ada = practice.anybody();
        for used in &app.recovery_codes[..7] {
            practice.clock.pass(1);
            ada = practice.at_the_code(ADMIN).await;
            ada.step("sign_in.recovery_code", json!({"code": used})).await.unwrap();
        }
        let told = ada.ok("notices.list", json!({})).await;
        assert!(told["rows"][0]["text"].as_str().unwrap().contains("3 are left. Make new ones"), "{told}");
        let health = ada.ok("security.health", json!({})).await;
        let low = health.as_array().unwrap().iter().find(|check| check["code"] == "recovery_codes_low").unwrap();
        assert_eq!((low["state"].as_str(), low["count"].as_i64()), (Some("care"), Some(1)));
    }

    async fn a_remembered_computer_skips_the_code_for_a_day_and_no_other_computer_does(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (_, app) = practice.admin_with_mfa().await;
        let mut ada = practice.at_the_code(ADMIN).await;
        let remember = json!({"code": app.next_code(&practice.clock), "remember": true});
        ada.step("sign_in.code", remember).await.unwrap();
        let own = ada.ok("profile.security", json!({})).await;
        assert_eq!((own["computers"].as_array().unwrap().len(), own["computers"][0]["this"].as_bool()), (1, Some(true)));
        let password = json!({"email": ADMIN, "password": PASSWORD});
        let here = practice.anybody().ok("sign_in.password", password.clone()).await;
        assert_eq!((here["step"].as_str(), here["me"]["session"]["unlock_needs_code"].as_bool()), (Some("open"), Some(false)));
        let mut copied = practice.anybody();
        copied.device.computer = "ELSEWHERE".to_owned();
        assert_eq!(copied.ok("sign_in.password", password.clone()).await["step"], "code", "a copied secret was believed");
        let mut other = practice.anybody();
        other.device.key = ComputerKey::new([8; 32]);
        assert_eq!(other.ok("sign_in.password", password.clone()).await["step"], "code");
        ada.ok("profile.forget_computer", json!({"computer": own["computers"][0]["id"]})).await;
        assert_eq!(practice.anybody().ok("sign_in.password", password.clone()).await["step"], "code");
        let remember = json!({"code": app.next_code(&practice.clock), "remember": true});
        let mut ada = practice.at_the_code(ADMIN).await;
        ada.step("sign_in.code", remember).await.unwrap();
        practice.clock.pass(24 * 3600);
        assert_eq!(practice.anybody().ok("sign_in.password", password).await["step"], "code", "remembered for too long");
    }

    async fn where_the_practice_says_so_no_computer_is_remembered(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (admin, app) = practice.admin_with_mfa().await;
        let mut ada = practice.at_the_code(ADMIN).await;
        ada.step("sign_in.code", json!({"code": app.next_code(&practice.clock), "remember": true})).await.unwrap();
        let view = admin.ok("security.policy", json!({})).await;
        let mut policy = view["policy"].clone();
        policy["remember_hours"] = json!(0);
        admin.ok("security.set_policy", json!({"version": view["version"], "policy": policy})).await;
        let came = practice.anybody().ok("sign_in.password", json!({"email": ADMIN, "password": PASSWORD})).await;
        assert_eq!((came["step"].as_str(), came["remember_hours"].as_i64()), (Some("code"), Some(0)));
        assert_eq!(admin.ok("profile.security", json!({})).await["computers"], json!([]));
    }

    async fn a_stricter_time_of_remembering_does_not_wear_off(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (admin, app) = practice.admin_with_mfa().await;
        let mut ada = practice.at_the_code(ADMIN).await;
        ada.step("sign_in.code", json!({"code": app.next_code(&practice.clock), "remember": true})).await.unwrap();
        let view = admin.ok("security.policy", json!({})).await;
        let mut policy = view["policy"].clone();
        policy["remember_hours"] = json!(8);
        admin.ok("security.set_policy", json!({"version": view["version"], "policy": policy})).await;
        let password = json!({"email": ADMIN, "password": PASSWORD});
        assert_eq!(practice.anybody().ok("sign_in.password", password.clone()).await["step"], "open");
        practice.clock.pass(16 * 3600);
        assert_eq!(practice.anybody().ok("sign_in.password", password).await["step"], "code", "remembered for 16 of 8 hours");
    }

    async fn unlocking_needs_everything_that_signing_in_does(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (ada, app) = practice.admin_with_mfa().await;
        assert_eq!(ada.ok("session.current", json!({})).await["session"]["unlock_needs_code"], true);
        ada.ok("session.lock", json!({})).await;
        let error = ada.refused("session.unlock", json!({"password": PASSWORD, "code": null})).await;
        assert_eq!((error.code, error.field.as_deref()), ("session.code_needed", Some("code")));
        let error = ada.refused("session.unlock", json!({"password": PASSWORD, "code": "000000"})).await;
        assert_eq!((error.code, error.field.as_deref()), ("session.code_wrong", Some("code")));
        let right = json!({"password": PASSWORD, "code": app.next_code(&practice.clock)});
        assert_eq!(ada.ok("session.unlock", right).await["session"]["locked"], false);
        ada.ok("session.lock", json!({})).await;
        let recovery = json!({"password": PASSWORD, "code": app.recovery_codes[0]});
        assert_eq!(ada.ok("session.unlock", recovery).await["session"]["locked"], false);
    }

    async fn step_up_takes_a_code_and_a_used_one_never(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (ada, app) = practice.admin_with_mfa().await;
        practice.clock.pass(6 * 60);
        assert_eq!(ada.refused("profile.begin_mfa", json!({})).await.code, "session.proof_needed");
        assert_eq!(ada.refused("session.prove", json!({})).await.field.as_deref(), Some("password"));
        let typed = app.next_code(&practice.clock);
        ada.ok("session.prove", json!({"code": typed})).await;
        ada.ok("profile.begin_mfa", json!({})).await;
        assert_eq!(ada.refused("session.prove", json!({"code": typed})).await.code, "session.code_wrong");
    }

    async fn a_clock_that_jumps_lets_no_used_code_in_and_keeps_nobody_out(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (_, app) = practice.admin_with_mfa().await;
        let typed = app.next_code(&practice.clock);
        let mut ada = practice.at_the_code(ADMIN).await;
        ada.step("sign_in.code", code(&typed)).await.unwrap();
        for jump in [3_600, -3_600, 365 * 86_400, -365 * 86_400] {
            practice.clock.set(jump);
            // The phone's clock stays right: its code is not the one that this computer expects.
            let caller = practice.at_the_code(ADMIN).await;
            let phone = app.code_at(&practice.clock, -jump / 30);
            assert_eq!(caller.refused("sign_in.code", code(&phone)).await.code, "sign_in.code_wrong", "{jump}");
            practice.clock.set(-jump);
        }
        // With the clock right again, the person gets in.
        practice.sign_in_with(ADMIN, &app).await.ok("session.current", json!({})).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_that_leaves_mfa_to_each_person_asks_nobody_for_it() {
    let practice = Practice::new(On::Sqlite).await;
    let mut ada = practice.anybody();
    let came = ada.step("sign_in.password", json!({"email": ADMIN, "password": PASSWORD})).await.unwrap();
    assert_eq!((came["step"].as_str(), came["mfa_required"].as_bool()), (Some("open"), Some(false)));
}
