//! The code that lets somebody in for the first time.

use firmkeep_core::Error;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, PASSWORD, Practice};
use serde_json::{Value as Json, json};

const DAY: i64 = 24 * 3600;

async fn invite(admin: &Caller, user: &Json) -> (String, Json) {
    let made = admin.ok("users.invite", json!({"user": user["row"]["id"], "version": user["row"]["version"]})).await;
    (made["code"].as_str().unwrap().to_owned(), made["user"].clone())
}

async fn accept(practice: &Practice, email: &str, code: &str) -> Result<Json, Error> {
    let input = json!({"email": email, "code": code, "password": PASSWORD});
    practice.anybody().call("sign_in.accept_invitation", input).await.map(|reply| reply.value)
}

async fn refused(practice: &Practice, email: &str, code: &str, why: &str) {
    let error = accept(practice, email, code).await.expect_err(why);
    assert_eq!((error.code, error.field.as_deref()), ("sign_in.code_refused", Some("code")), "{why}");
}

on_both! {
    async fn a_code_typed_with_blanks_and_in_lower_case_lets_its_person_in(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let (code, invited) = invite(&admin, &user).await;
        assert_eq!(invited["row"]["status"], "invited");
        let careless = format!(" {} ", code.to_lowercase().replace('-', " ").replace('0', "o"));
        let me = accept(&practice, "BEN.ito@hart.example", &careless).await.unwrap()["me"].clone();
        assert_eq!((&me["name"], &me["status"]), (&json!("Ben Ito"), &json!("active")));
        practice.sign_in("ben.ito@hart.example").await;
        let now = admin.user(&user["row"]["id"]).await;
        assert_eq!((&now["row"]["status"], &now["row"]["invite_expires"]), (&json!("active"), &Json::Null));
    }

    async fn only_the_right_code_of_the_right_person_lets_in(practice: Practice) {
        let admin = practice.admin().await;
        let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let cy = practice.add(&admin, "Cy", "Moss", &["employee"]).await;
        let not_invited = practice.add(&admin, "Di", "Rowe", &["employee"]).await;
        let (bens, _) = invite(&admin, &ben).await;
        let (cys, _) = invite(&admin, &cy).await;
        refused(&practice, "ben.ito@hart.example", &cys, "another person's code lets in").await;
        refused(&practice, "ben.ito@hart.example", "0000-0000-0000", "a guessed code lets in").await;
        refused(&practice, "ben.ito@hart.example", "", "no code lets in").await;
        refused(&practice, not_invited["row"]["email"].as_str().unwrap(), &bens, "somebody not invited gets in").await;
        refused(&practice, "nobody@hart.example", &bens, "a stranger gets in").await;
        refused(&practice, "ada@hart.example", &bens, "an invite takes over the practice admin").await;
        accept(&practice, "ben.ito@hart.example", &bens).await.unwrap();
        refused(&practice, "ben.ito@hart.example", &bens, "a used code lets in again").await;
        practice.admin().await;
        let failed = admin.ok("register.list", json!({"kinds": ["users.invite_failed"], "limit": 50})).await;
        assert_eq!(failed["rows"].as_array().unwrap().len(), 7);
    }

    async fn a_code_is_good_for_five_days(practice: Practice) {
        let admin = practice.admin().await;
        let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let cy = practice.add(&admin, "Cy", "Moss", &["employee"]).await;
        let (bens, _) = invite(&admin, &ben).await;
        let (cys, _) = invite(&admin, &cy).await;
        practice.clock.pass(5 * DAY - 1);
        accept(&practice, "ben.ito@hart.example", &bens).await.unwrap();
        practice.clock.pass(1);
        refused(&practice, "cy.moss@hart.example", &cys, "an old code lets in").await;
        let admin = practice.admin().await;
        let invited = admin.user(&cy["row"]["id"]).await;
        assert_eq!(invited["row"]["status"], "invited");
        let (again, _) = invite(&admin, &invited).await;
        accept(&practice, "cy.moss@hart.example", &again).await.unwrap();
    }

    async fn a_new_code_makes_the_earlier_one_worthless(practice: Practice) {
        let admin = practice.admin().await;
        let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let (first, invited) = invite(&admin, &ben).await;
        let (second, _) = invite(&admin, &invited).await;
        refused(&practice, "ben.ito@hart.example", &first, "the earlier code still lets in").await;
        accept(&practice, "ben.ito@hart.example", &second).await.unwrap();
        let told = admin.ok("register.list", json!({"person": ben["row"]["id"], "limit": 50})).await;
        let kinds: Vec<_> = told["rows"].as_array().unwrap().iter().rev().map(|row| row["kind"].as_str().unwrap()).collect();
        let expected = ["users.added", "users.invited", "users.invite_resent", "users.invite_failed", "users.invite_accepted", "sign_in.succeeded"];
        assert_eq!(kinds, expected);
    }

    async fn a_revoked_or_suspended_invite_lets_nobody_in(practice: Practice) {
        let admin = practice.admin().await;
        let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let (code, invited) = invite(&admin, &ben).await;
        let inactive = admin.change("users.revoke_invite", &invited, "Starts later").await.unwrap();
        assert_eq!((&inactive["row"]["status"], &inactive["row"]["invite_expires"]), (&json!("inactive"), &Json::Null));
        refused(&practice, "ben.ito@hart.example", &code, "a revoked code lets in").await;
        let (code, invited) = invite(&admin, &inactive).await;
        let disabled = admin.change("users.disable", &invited, "Not now").await.unwrap();
        refused(&practice, "ben.ito@hart.example", &code, "a disabled person gets in").await;
        let enabled = admin.change("users.enable", &disabled, "Now").await.unwrap();
        assert_eq!(enabled["row"]["status"], "inactive", "somebody who never joined became active");
        refused(&practice, "ben.ito@hart.example", &code, "a code from before the suspension lets in").await;
    }

    async fn a_code_used_twice_at_the_same_moment_lets_in_once(practice: Practice) {
        let admin = practice.admin().await;
        let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let (code, _) = invite(&admin, &ben).await;
        let other = json!({"email": "ben.ito@hart.example", "code": code, "password": "seven herons wade upstream at dusk"});
        let stranger = practice.anybody();
        let (one, two) = tokio::join!(
            accept(&practice, "ben.ito@hart.example", &code),
            stranger.call("sign_in.accept_invitation", other)
        );
        assert!(one.is_ok() ^ two.is_ok(), "{one:?} {two:?}");
        let mine = practice.anybody().sign_in("ben.ito@hart.example", PASSWORD).await;
        assert_eq!(mine.is_ok(), one.is_ok(), "the password of whoever lost is the one that counts");
        let accepted = admin.ok("register.list", json!({"kinds": ["users.invite_accepted"], "limit": 9})).await;
        assert_eq!(accepted["rows"].as_array().unwrap().len(), 1);
    }

    async fn a_weak_password_does_not_use_the_code_up(practice: Practice) {
        let admin = practice.admin().await;
        let ben = practice.add(&admin, "Benedict", "Ito", &["employee"]).await;
        let (code, _) = invite(&admin, &ben).await;
        let email = "benedict.ito@hart.example";
        for password in ["short", "password1234", "benedict sails at noon", "harbour lights go dim", &"a b ".repeat(40)] {
            let input = json!({"email": email, "code": code, "password": password});
            let error = practice.anybody().refused("sign_in.accept_invitation", input).await;
            assert_eq!((error.code, error.field.as_deref()), ("password.weak", Some("password")), "{password}");
        }
        accept(&practice, email, &code).await.unwrap();
    }
}
