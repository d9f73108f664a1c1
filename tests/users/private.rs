//! What only some may see of a person.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::user_fields;
use serde_json::{Value as Json, json};

on_both! {
    async fn birthday_gender_and_notes_are_shown_only_to_whom_they_concern(practice: Practice) {
        let admin = practice.admin().await;
        let (user, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let mut fields = user_fields("Ben", "Ito", &["employee"]);
        (fields["birthday"], fields["gender"], fields["notes"]) = (json!("1990-05-01"), json!("Man"), json!("Asked for more pay"));
        let edit = json!({"user": user["row"]["id"], "version": user["row"]["version"], "fields": fields});
        admin.ok("users.edit", edit).await;
        let (_, partner) = practice.join(&admin, "Pia", "Lund", &["partner"]).await;
        let (_, manager) = practice.join(&admin, "Max", "Ode", &["manager"]).await;
        let (_, colleague) = practice.join(&admin, "Cy", "Moss", &["employee"]).await;
        let id = &user["row"]["id"];
        let looks = [
            ("ada@hart.example", true, true),
            (partner.as_str(), true, true),
            (email.as_str(), true, false),
            (manager.as_str(), false, false),
            (colleague.as_str(), false, false),
        ];
        for (who, close, notes) in looks {
            let seen = practice.sign_in(who).await.user(id).await;
            assert_eq!(seen["birthday"] == "1990-05-01", close, "{who} and the birthday");
            assert_eq!(seen["gender"] == "Man", close, "{who} and the gender");
            assert_eq!(seen["notes"] == "Asked for more pay", notes, "{who} and the notes");
            assert!(close || [&seen["birthday"], &seen["gender"]].iter().all(|value| value.is_null()), "{who}: {seen}");
            assert!(notes || seen["notes"].is_null(), "{who}: {seen}");
        }
    }

    async fn notes_about_a_person_are_not_in_their_own_history(practice: Practice) {
        let admin = practice.admin().await;
        let (user, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let mut fields = user_fields("Ben", "Ito", &["employee"]);
        (fields["notes"], fields["job_title"]) = (json!("Asked for more pay"), json!("Accountant"));
        let edit = json!({"user": user["row"]["id"], "version": user["row"]["version"], "fields": fields});
        admin.ok("users.edit", edit).await;
        let ben = practice.sign_in(&email).await;
        let input = json!({"user": user["row"]["id"], "limit": 50});
        let seen = [ben.ok("register.own", json!({"limit": 50})).await, ben.ok("register.of_user", input.clone()).await];
        for history in &seen {
            let rows = history["rows"].as_array().unwrap();
            let edited = rows.iter().find(|row| row["kind"] == "users.edited").expect("their own history is not complete");
            assert_eq!(edited["changes"].as_array().unwrap().len(), 1);
            assert!(!history.to_string().contains("more pay"), "{history}");
            let one = ben.ok("register.get", json!({"seq": edited["seq"]})).await;
            assert!(!one.to_string().contains("more pay"), "{one}");
        }
        let whole = admin.ok("register.of_user", input).await;
        assert!(whole.to_string().contains("Asked for more pay"), "the history lost what was noted");
    }

    async fn past_emails_and_reasons_are_nobody_elses_business(practice: Practice) {
        let admin = practice.admin().await;
        let (user, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let change = json!({"user": user["row"]["id"], "version": user["row"]["version"], "email": "b@vale.example", "reason": "Divorce"});
        let changed = admin.ok("users.change_email", change).await;
        admin.change("users.disable", &changed, "Ill").await.unwrap();
        let (_, colleague) = practice.join(&admin, "Cy", "Moss", &["employee"]).await;
        let seen = practice.sign_in(&colleague).await.user(&user["row"]["id"]).await;
        assert_eq!((&seen["past_emails"], &seen["status_reason"]), (&json!([]), &json!("")));
        assert_eq!((&seen["status_changed"], &seen["last_sign_in_device"]), (&Json::Null, &json!("")));
        let can = seen["row"]["can"].as_object().unwrap();
        assert!(can.values().all(|may| may == false), "an action is shown that would be refused: {seen}");
    }
}
