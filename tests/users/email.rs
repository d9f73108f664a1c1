//! The sign-in email, which stays its person's for ever.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{PASSWORD, user_fields};
use serde_json::{Value as Json, json};

fn change(user: &Json, email: &str, reason: &str) -> Json {
    json!({"user": user["row"]["id"], "version": user["row"]["version"], "email": email, "reason": reason})
}

on_both! {
    async fn a_new_email_signs_in_and_the_old_one_stays_theirs(practice: Practice) {
        let admin = practice.admin().await;
        let (user, old) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        practice.clock.pass(60);
        let admin_session = practice.admin().await;
        let changed = admin_session.ok("users.change_email", change(&user, "ben@vale.example", "Married")).await;
        assert_eq!((&changed["row"]["email"], &changed["past_emails"]), (&json!("ben@vale.example"), &json!([old])));
        let mut caller = practice.anybody();
        assert_eq!(caller.sign_in(&old, PASSWORD).await.unwrap_err().code, "sign_in.refused", "the old email still signs in");
        caller.sign_in("BEN@vale.example", PASSWORD).await.unwrap();
        for taken in [old.as_str(), "BEN.ITO@hart.example", "ben@vale.example"] {
            let add = json!({"email": taken, "fields": user_fields("Other", "Ben", &["employee"])});
            assert_eq!(admin.refused("users.add", add).await.code, "users.email_taken", "{taken} went to somebody else");
        }
        let events = admin.ok("register.list", json!({"kinds": ["users.email_changed"], "limit": 5})).await;
        let event = &events["rows"][0];
        assert_eq!((&event["reason"], &event["target"]["id"]), (&json!("Married"), &user["row"]["id"]));
        let told = &event["changes"][0];
        assert_eq!((&told["before"], &told["after"]), (&json!(old), &json!("ben@vale.example")));
    }

    async fn going_back_to_an_own_earlier_email_is_possible(practice: Practice) {
        let admin = practice.admin().await;
        let (user, first) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let user = admin.ok("users.change_email", change(&user, "ben@vale.example", "Moved")).await;
        practice.clock.pass(60);
        let user = admin.ok("users.change_email", change(&user, "third@vale.example", "Moved again")).await;
        assert_eq!(user["past_emails"], json!(["ben@vale.example", first]));
        practice.clock.pass(60);
        let user = admin.ok("users.change_email", change(&user, &first, "Back")).await;
        assert_eq!((&user["row"]["email"], &user["past_emails"]), (&json!(first), &json!(["third@vale.example", "ben@vale.example"])));
        practice.sign_in(&first).await;
        let other = practice.add(&admin, "Cy", "Moss", &["employee"]).await;
        for taken in [first.as_str(), "ben@vale.example", "THIRD@vale.example"] {
            let error = admin.refused("users.change_email", change(&other, taken, "Mine now")).await;
            assert_eq!((error.code, error.field.as_deref()), ("users.email_taken", Some("email")), "{taken}");
        }
    }

    async fn another_case_of_the_same_email_is_no_past_email(practice: Practice) {
        let admin = practice.admin().await;
        let (user, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let user = admin.ok("users.change_email", change(&user, "Ben.Ito@Hart.Example", "Tidier")).await;
        assert_eq!((&user["row"]["email"], &user["past_emails"]), (&json!("Ben.Ito@Hart.Example"), &json!([])));
        practice.sign_in("ben.ito@hart.example").await;
    }

    async fn a_change_needs_a_reason_and_an_address(practice: Practice) {
        let admin = practice.admin().await;
        let (user, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let known = practice.events(&admin).await.len();
        let same = user["row"]["email"].as_str().unwrap();
        let wrong = [
            ("ben@vale.example", "", "reason"), ("ben@vale.example", "  ", "reason"), ("ben@vale.example", "a\u{7}", "reason"),
            ("ben@vale.example", &"r".repeat(301), "reason"), ("ben", "Moved", "email"), ("", "Moved", "email"), (same, "Moved", "email"),
        ];
        for (email, reason, field) in wrong {
            let error = admin.refused("users.change_email", change(&user, email, reason)).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some(field)), "{email} {reason:.20}");
        }
        assert_eq!(admin.user(&user["row"]["id"]).await, user);
        assert_eq!(practice.events(&admin).await.len(), known);
    }

    async fn an_open_invite_follows_the_person_to_their_new_email(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let made = admin.ok("users.invite", json!({"user": user["row"]["id"], "version": 1})).await;
        admin.ok("users.change_email", change(&made["user"], "ben@vale.example", "Mistyped")).await;
        let accept = |email: &str| json!({"email": email, "code": made["code"], "password": PASSWORD});
        let old = practice.anybody().refused("sign_in.accept_invitation", accept("ben.ito@hart.example")).await;
        assert_eq!(old.code, "sign_in.code_refused");
        practice.anybody().ok("sign_in.accept_invitation", accept("ben@vale.example")).await;
    }
}
