//! The access status and its changes.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice};
use firmkeep_tests::requests::status_change;
use serde_json::{Value as Json, json};

const CHANGES: [&str; 7] = [
    "users.revoke_invite",
    "users.disable",
    "users.enable",
    "users.archive",
    "users.unarchive",
    "users.restrict",
    "users.lift_restriction",
];

/// A user who stands at `status`, who joined once where `joined`.
async fn standing(practice: &Practice, admin: &Caller, number: usize, status: &str, joined: bool) -> Json {
    let name = format!("N{number}");
    let mut user = if joined {
        practice.join(admin, &name, "Reed", &["employee"]).await.0
    } else {
        practice.add(admin, &name, "Reed", &["employee"]).await
    };
    let step = |operation: &'static str, user: Json| async move {
        admin.change(operation, &user, "On the way").await.unwrap()
    };
    match status {
        "invited" => {
            user = admin
                .ok("users.invite", json!({"user": user["row"]["id"], "version": user["row"]["version"]}))
                .await["user"]
                .clone();
        }
        "restricted" => user = step("users.restrict", user).await,
        "disabled" => user = step("users.disable", user).await,
        "archived" => user = step("users.archive", user).await,
        _ => {}
    }
    assert_eq!(user["row"]["status"], status);
    user
}

on_both! {
    async fn each_change_leads_where_it_should_and_every_other_is_refused(practice: Practice) {
        let admin = practice.admin().await;
        let table = [
            ("inactive", false, vec![("users.disable", "disabled"), ("users.archive", "archived")]),
            ("invited", false, vec![("users.revoke_invite", "inactive"), ("users.disable", "disabled"), ("users.archive", "archived")]),
            ("active", true, vec![("users.disable", "disabled"), ("users.archive", "archived"), ("users.restrict", "restricted")]),
            ("restricted", true, vec![("users.disable", "disabled"), ("users.archive", "archived"), ("users.lift_restriction", "active")]),
            ("disabled", true, vec![("users.enable", "active"), ("users.archive", "archived")]),
            ("disabled", false, vec![("users.enable", "inactive"), ("users.archive", "archived")]),
            ("archived", true, vec![("users.unarchive", "disabled")]),
            ("archived", false, vec![("users.unarchive", "disabled")]),
        ];
        let mut number = 0;
        for (status, joined, leads) in table {
            number += 1;
            let user = standing(&practice, &admin, number, status, joined).await;
            let known = practice.events(&admin).await.len();
            for operation in CHANGES {
                let name = operation.trim_start_matches("users.");
                let allowed = leads.iter().any(|(one, _)| *one == operation);
                assert_eq!(user["row"]["can"][name], allowed, "the list offers {operation} to {status}");
                if !allowed {
                    let error = admin.refused(operation, status_change(&user, "Trying")).await;
                    assert_eq!(error.code, "users.wrong_status", "{operation} of {status}");
                }
            }
            assert_eq!(admin.user(&user["row"]["id"]).await, user, "a refused change changed {status}");
            assert_eq!(practice.events(&admin).await.len(), known);
            for (place, (operation, leads_to)) in leads.into_iter().enumerate() {
                number += 1;
                let one = if place == 0 { user.clone() } else { standing(&practice, &admin, number, status, joined).await };
                let known = practice.events(&admin).await.len();
                let after = admin.change(operation, &one, "As agreed").await.unwrap();
                assert_eq!(after["row"]["status"], leads_to, "{operation} of {status}");
                assert_eq!((&after["status_reason"], &after["status_changed_by"]), (&json!("As agreed"), &json!("Ada Hart")));
                let events = practice.events(&admin).await;
                assert_eq!(events.len(), known + 1, "{operation} is not one event");
                assert_eq!((&events[known]["reason"], &events[known]["changes"][0]["field"]), (&json!("As agreed"), &json!("status")));
            }
        }
    }

    async fn no_change_of_access_without_a_reason(practice: Practice) {
        let admin = practice.admin().await;
        let (user, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        for operation in ["users.disable", "users.archive", "users.restrict"] {
            for reason in ["", " \t ", "\u{202e}", &"r".repeat(301)] {
                let error = admin.refused(operation, status_change(&user, reason)).await;
                assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("reason")), "{operation}");
            }
        }
        assert_eq!(admin.user(&user["row"]["id"]).await, user);
        let after = admin.change("users.disable", &user, "  Auf   Reisen 🌏 ").await.unwrap();
        assert_eq!(after["status_reason"], "Auf Reisen 🌏");
    }

    async fn people_who_are_in_or_gone_are_not_invited(practice: Practice) {
        let admin = practice.admin().await;
        for (number, status) in ["active", "restricted", "disabled", "archived"].into_iter().enumerate() {
            let user = standing(&practice, &admin, number, status, true).await;
            let input = json!({"user": user["row"]["id"], "version": user["row"]["version"]});
            assert_eq!(admin.refused("users.invite", input).await.code, "users.wrong_status", "{status}");
        }
    }

    async fn the_effect_on_open_sessions_and_invites_is_recorded(practice: Practice) {
        let admin = practice.admin().await;
        let (user, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        practice.sign_in(&email).await;
        admin.change("users.disable", &user, "Leave").await.unwrap();
        let invited = standing(&practice, &admin, 7, "invited", false).await;
        admin.change("users.archive", &invited, "Never came").await.unwrap();
        let events = practice.events(&admin).await;
        let note = |kind: &str| events.iter().find(|event| event["kind"] == kind).unwrap()["note"].clone();
        assert_eq!((note("users.disabled"), note("users.archived")), (json!("2 sessions ended"), json!("the invite was revoked")));
    }

    async fn the_same_change_asked_for_twice_at_once_happens_once(practice: Practice) {
        let admin = practice.admin().await;
        let (user, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let disable = || admin.change("users.disable", &user, "Leave");
        let (one, two, three) = tokio::join!(disable(), disable(), disable());
        assert_eq!([&one, &two, &three].iter().filter(|result| result.is_ok()).count(), 1);
        let events = admin.ok("register.list", json!({"kinds": ["users.disabled"], "limit": 9})).await;
        assert_eq!(events["rows"].as_array().unwrap().len(), 1);
    }

    async fn leave_and_even_the_archive_do_not_lift_a_restriction(practice: Practice) {
        let admin = practice.admin().await;
        let ways = [&["users.disable", "users.enable"][..], &["users.archive", "users.unarchive", "users.enable"]];
        for (number, way) in ways.into_iter().enumerate() {
            let mut user = standing(&practice, &admin, number, "restricted", true).await;
            for operation in way {
                user = admin.change(operation, &user, "On the way").await.unwrap();
            }
            assert_eq!(user["row"]["status"], "restricted", "{way:?} gave back more than there was");
            user = admin.change("users.lift_restriction", &user, "Cleared").await.unwrap();
            for operation in way {
                user = admin.change(operation, &user, "On the way").await.unwrap();
            }
            assert_eq!(user["row"]["status"], "active", "{way:?}");
        }
    }
}
