//! What is written, with the change and only with it.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, PASSWORD, practice_fields, user_fields};
use firmkeep_tests::requests::{png, status_change};
use serde_json::{Value as Json, json};

on_both! {
    async fn every_change_is_one_event_and_looking_is_none(practice: Practice) {
        let admin = practice.admin().await;
        let mut known = practice.events(&admin).await.len();
        let mut told = async |expected: &[&str]| {
            let kinds = practice.kinds_after(&admin, known).await;
            assert_eq!(kinds, expected);
            known += kinds.len();
        };
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        told(&["users.added"]).await;
        let id = user["row"]["id"].clone();
        let version = |user: &Json| user["row"]["version"].clone();
        let made = admin.ok("users.invite", json!({"user": id, "version": version(&user)})).await;
        told(&["users.invited"]).await;
        let made = admin.ok("users.invite", json!({"user": id, "version": version(&made["user"])})).await;
        told(&["users.invite_resent"]).await;
        let user = admin.change("users.revoke_invite", &made["user"], "Later").await.unwrap();
        told(&["users.invite_revoked"]).await;
        let made = admin.ok("users.invite", json!({"user": id, "version": version(&user)})).await;
        told(&["users.invited"]).await;
        let accept = json!({"email": "ben.ito@hart.example", "code": made["code"], "password": PASSWORD});
        practice.anybody().ok("sign_in.accept_invitation", accept).await;
        told(&["users.invite_accepted", "sign_in.succeeded"]).await;
        let mut user = admin.user(&id).await;
        for (operation, kind) in [
            ("users.restrict", "users.restricted"), ("users.lift_restriction", "users.restriction_lifted"),
            ("users.disable", "users.disabled"), ("users.enable", "users.enabled"),
            ("users.archive", "users.archived"), ("users.unarchive", "users.unarchived"),
        ] {
            user = admin.change(operation, &user, "As agreed").await.unwrap();
            told(&[kind]).await;
        }
        let mut fields = user_fields("Ben", "Itoh", &["manager"]);
        fields["notes"] = json!("Back");
        user = admin.ok("users.edit", json!({"user": id, "version": version(&user), "fields": fields})).await;
        told(&["users.edited", "users.roles_changed"]).await;
        let email = json!({"user": id, "version": version(&user), "email": "b@hart.example", "reason": "Shorter"});
        admin.ok("users.change_email", email).await;
        told(&["users.email_changed"]).await;
        let mut settings = practice_fields();
        settings["name"] = json!("Harbour");
        admin.ok("settings.edit", json!({"version": 1, "fields": settings, "managers_set_up_employees": true})).await;
        told(&["practice.edited"]).await;
        practice.with_content(&admin, "settings.set_logo", json!({"version": 2}), &png(8, 8, 1)).await.unwrap();
        told(&["practice.logo_changed"]).await;
        admin.ok("settings.remove_logo", json!({"version": 3})).await;
        told(&["practice.logo_removed"]).await;
        admin.ok("session.lock", json!({})).await;
        admin.ok("session.unlock", json!({"password": PASSWORD})).await;
        told(&["session.locked", "session.unlocked"]).await;
        let other = practice.admin().await;
        other.ok("session.end", json!({})).await;
        told(&["sign_in.succeeded", "session.ended"]).await;
        admin.ok("register.verify", json!({})).await;
        told(&["register.verified"]).await;
        for (operation, input) in [
            ("users.list", json!({"limit": 5})), ("users.get", json!({"user": id})), ("users.count", json!({})),
            ("settings.practice", json!({})), ("register.own", json!({"limit": 5})), ("preferences.get", json!({})),
            ("preferences.set", json!({"key": "theme", "value": "dark"})), ("session.touch", json!({})), ("app.status", json!({})),
        ] {
            admin.ok(operation, input).await;
        }
        told(&[]).await;
    }

    async fn an_event_names_who_did_what_to_whom_from_which_computer_and_when(practice: Practice) {
        let admin = practice.admin().await;
        let (user, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        practice.clock.pass(90);
        let mut at_home = admin.clone();
        at_home.device.computer = "HOME\u{7}-LAPTOP".to_owned();
        at_home.device.ip = "203.0.113.9".to_owned();
        at_home.device.operating_system = "macOS 15".repeat(100);
        at_home.change("users.disable", &user, "On leave").await.unwrap();
        let event = practice.events(&admin).await.pop().unwrap();
        assert_eq!((&event["kind"], &event["title"]), (&json!("users.disabled"), &json!("Disabled")));
        assert_eq!(event["sentence"], "Ada Hart disabled Ben Ito");
        assert_eq!((&event["actor"]["name"], &event["actor_email"]), (&json!("Ada Hart"), &json!(ADMIN)));
        assert_eq!((&event["target"]["kind"], &event["target"]["id"]), (&json!("user"), &user["row"]["id"]));
        assert_eq!((&event["computer"], &event["ip"]), (&json!("HOME-LAPTOP"), &json!("203.0.113.9")));
        assert_eq!(event["operating_system"].as_str().unwrap().len(), 120, "a hostile name bloats the register");
        assert_eq!((&event["outcome"], &event["reason"]), (&json!("success"), &json!("On leave")));
        let change = json!({"field": "status", "label": "Status", "before": "Active", "after": "Disabled"});
        assert_eq!(event["changes"], json!([change]));
        let seen = event["server_ip"].as_str().unwrap();
        assert_eq!(seen.is_empty(), practice.on == firmkeep_tests::practice::On::Sqlite, "{seen}");
        let now = admin.ok("session.current", json!({})).await["session"]["started"].as_i64().unwrap() + 90_000_000;
        assert_eq!(event["time"].as_i64(), Some(now));
    }

    async fn a_change_that_fails_leaves_no_event(practice: Practice) {
        let admin = practice.admin().await;
        let (user, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let known = practice.events(&admin).await.len();
        let old = json!({"row": {"id": user["row"]["id"], "version": 1}});
        let fails = [
            ("users.disable", status_change(&old, "Late")), ("users.enable", status_change(&user, "Wrong")),
            ("users.disable", status_change(&user, "")), ("settings.remove_logo", json!({"version": 99})),
            ("users.add", json!({"email": ADMIN, "fields": user_fields("A", "B", &["employee"])})),
            ("users.invite", json!({"user": user["row"]["id"], "version": user["row"]["version"]})),
            ("users.disable", json!({"user": "0190f5a8-0000-7000-8000-000000000000", "version": 1, "reason": "Who"})),
        ];
        for (operation, input) in fails {
            admin.refused(operation, input).await;
        }
        assert_eq!(practice.kinds_after(&admin, known).await, Vec::<String>::new());
    }

    async fn what_somebody_tried_and_may_not_do_is_recorded(practice: Practice) {
        let admin = practice.admin().await;
        let (target, _) = practice.join(&admin, "Pia", "Lund", &["partner"]).await;
        let (_, email) = practice.join(&admin, "Max", "Ode", &["partner"]).await;
        let max = practice.sign_in(&email).await;
        let known = practice.events(&admin).await.len();
        assert_eq!(max.refused("register.list", json!({"limit": 5})).await.code, "access.refused");
        assert_eq!(max.refused("register.verify", json!({})).await.code, "access.refused");
        let error = max.change("users.archive", &target, "Rival").await.unwrap_err();
        assert_eq!(error.code, "users.not_allowed");
        let events = practice.events(&admin).await.split_off(known);
        assert_eq!(events.len(), 3);
        for (event, operation) in events.iter().zip(["register.list", "register.verify", "users.archive"]) {
            assert_eq!((&event["kind"], &event["outcome"]), (&json!("access.refused"), &json!("refused")));
            assert_eq!(event["actor"]["name"], "Max Ode");
            assert!(event["note"].as_str().unwrap().contains(operation), "{}", event["note"]);
        }
    }

    async fn no_secret_is_in_the_register(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let made = admin.ok("users.invite", json!({"user": user["row"]["id"], "version": 1})).await;
        let code = made["code"].as_str().unwrap();
        practice.anybody().refused("sign_in.password", json!({"email": ADMIN, "password": "a slip of the keyboard"})).await;
        let accept = json!({"email": "ben.ito@hart.example", "code": code, "password": "seven quiet lanterns drift upstream"});
        practice.anybody().ok("sign_in.accept_invitation", accept).await;
        let all = serde_json::to_string(&practice.events(&admin).await).unwrap();
        let token = admin.token.as_ref().unwrap().reveal();
        for secret in [PASSWORD, "a slip of the keyboard", "seven quiet lanterns", code, &code.replace('-', ""), token, "argon2"] {
            assert!(!all.contains(secret), "{secret} stands in the register");
        }
    }

    async fn open_lists_hear_of_a_change_when_it_is_saved_and_of_nothing_else(practice: Practice) {
        let admin = practice.admin().await;
        let mut heard = practice.door.changes();
        admin.ok("users.list", json!({"limit": 5})).await;
        admin.refused("users.add", json!({"email": ADMIN, "fields": user_fields("A", "B", &["employee"])})).await;
        assert!(heard.try_recv().is_err(), "a list refreshes although nothing changed");
        practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let told = heard.try_recv().expect("an open list goes on showing what is no longer so").topics;
        assert!(["users", "register"].iter().all(|topic| told.contains(topic)), "{told:?}");
        admin.ok("preferences.set", json!({"key": "theme", "value": "dark"})).await;
        assert_eq!(heard.try_recv().unwrap().topics, ["preferences"]);
        let wrong = json!({"email": ADMIN, "password": "wrong"});
        practice.anybody().refused("sign_in.password", wrong).await;
        assert_eq!(heard.try_recv().unwrap().topics, ["register"]);
    }
}
