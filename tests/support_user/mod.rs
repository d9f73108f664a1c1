//! The Support user: let in for a while, for what was said, and everything on record.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD, Practice};
use serde_json::{Value as Json, json};

use crate::input::schema::Schema;

const NOTHING: [(&str, bool); 5] =
    [("users", false), ("settings", false), ("register", false), ("unblock", false), ("reset_mfa", false)];

fn may(scopes: &[&str]) -> Json {
    NOTHING
        .iter()
        .map(|(name, _)| ((*name).to_owned(), json!(scopes.contains(name))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

async fn activate(admin: &Caller, hours: i64, scopes: &[&str]) -> Json {
    admin.ok("support.activate", json!({"why": "Codes rejected", "hours": hours, "may": may(scopes)})).await
}

fn with(code: &Json) -> Json {
    json!({"code": code, "person": "Jo Lee", "case_number": "HD-20418"})
}

async fn come_in(practice: &Practice, code: &Json) -> Caller {
    let mut support = practice.anybody();
    let came = support.step("support.sign_in", with(code)).await.unwrap();
    assert_eq!(came["me"]["name"], "Firmkeep Support (Jo Lee)");
    support
}

async fn status(caller: &Caller) -> Json {
    caller.ok("support.status", json!({})).await["active"].clone()
}

on_both! {
    async fn support_sees_what_was_said_and_nothing_else(practice: Practice) {
        let admin = practice.admin().await;
        let mut fields = firmkeep_tests::practice::user_fields("Ben", "Ito", &["employee"]);
        fields["mobile"] = json!("0491 570 156");
        fields["birthday"] = json!("1990-02-03");
        fields["notes"] = json!("Private");
        let ben = admin.ok("users.add", json!({"email": "ben@hart.example", "fields": fields})).await;
        let id = &ben["row"]["id"];
        let made = activate(&admin, 1, &["users"]).await;
        let support = come_in(&practice, &made["code"]).await;
        let seen = support.user(id).await;
        for hidden in ["phone", "status_reason"] {
            assert_eq!(seen[hidden], "", "{hidden}");
        }
        assert_eq!((&seen["row"]["mobile"], &seen["birthday"], &seen["notes"], &seen["gender"]), (&json!(""), &Json::Null, &Json::Null, &Json::Null));
        let can = seen["row"]["can"].as_object().unwrap();
        assert!(can.values().all(|may| may == false), "{can:?}");
        support.ok("users.list", json!({"filter": {"search": "ben"}, "limit": 5})).await;
        for typed in ["0491", "０４９１"] {
            let digits = support.refused("users.list", json!({"filter": {"search": typed}, "limit": 5})).await;
            assert_eq!(digits.field.as_deref(), Some("filter.search"), "the search told a number that is not shown");
        }
        for (operation, input) in [
            ("settings.practice", json!({})),
            ("security.policy", json!({})),
            ("security.health", json!({})),
            ("register.list", json!({"limit": 5})),
            ("register.of_user", json!({"user": id, "limit": 5})),
            ("register.own", json!({"limit": 5})),
            ("register.verify", json!({})),
            ("users.unblock", json!({"user": id, "version": 1, "reason": "x"})),
            ("users.reset_mfa", json!({"user": id, "version": 1, "reason": "x"})),
            ("users.reset_password", json!({"user": id, "version": 1, "reason": "x"})),
            ("users.edit", json!({"user": id, "version": 1, "fields": fields})),
            ("users.disable", json!({"user": id, "version": 1, "reason": "x"})),
            ("users.invite", json!({"user": id, "version": 1})),
            ("users.add", json!({"email": "x@hart.example", "fields": fields})),
            ("profile.security", json!({})),
            ("profile.change_password", json!({"current": "x", "password": "y"})),
            ("sessions.list", json!({})),
            ("notices.list", json!({})),
            ("session.lock", json!({})),
            ("session.prove", json!({"password": "x"})),
            ("support.activate", json!({"why": "More", "hours": 72, "may": may(&["users"])})),
            ("support.prolong", json!({"grant": made["grant"]["id"], "hours": 1})),
            ("support.grants", json!({})),
        ] {
            assert_eq!(support.refused(operation, input).await.code, "access.refused", "Support may call {operation}");
        }
    }

    async fn every_operation_refuses_support_unless_it_says_otherwise(practice: Practice) {
        let admin = practice.admin().await;
        let made = activate(&admin, 1, &[]).await;
        let support = come_in(&practice, &made["code"]).await;
        let free = [
            "app.", "setup.", "sign_in.", "lookups.", "checks.", "calls.", "pictures.", "passwords.check", "support.sign_in", "support.status",
            "session.", "preferences.get", "register.kinds",
        ];
        for info in firmkeep_core::catalogue() {
            if free.iter().any(|start| info.name.starts_with(start)) {
                continue;
            }
            let input = match info.name {
                "register.timeline" => json!({"from": 0, "until": 3_600_000_000_i64, "zone": "UTC", "step": "hour"}),
                "register.archive" => json!({"until": 1}),
                _ => Schema::of(&info.input).example(),
            };
            let error = support.refused(info.name, input).await;
            assert_eq!(error.code, "access.refused", "Support, who may do nothing, may call {}", info.name);
        }
    }

    async fn what_support_did_and_looked_at_is_on_record_and_summed_up(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let id = &ben["row"]["id"];
        for _ in 0..5 {
            practice.anybody().refused("sign_in.password", json!({"email": email, "password": "not this one"})).await;
        }
        let made = activate(&admin, 4, &["unblock", "register"]).await;
        let support = come_in(&practice, &made["code"]).await;
        let user = support.user(id).await;
        assert_eq!(user["row"]["can"]["unblock"], true);
        support.change("users.unblock", &user, "Asked by phone").await.unwrap();
        support.refused("security.policy", json!({})).await;
        support.ok("register.list", json!({"limit": 5})).await;
        let words = support.refused("register.list", json!({"keyword": "04", "limit": 5})).await;
        assert_eq!(words.field.as_deref(), Some("keyword"), "a search told what is hidden");
        // A screen that refreshes itself shows again what was looked at.
        practice.in_background(&support, "register.list", json!({"limit": 5})).await.unwrap();
        practice.sign_in(&email).await;
        let summary = admin.ok("support.deactivate", json!({"grant": made["grant"]["id"]})).await;
        assert_eq!((summary["looked"].as_i64(), summary["changed"].as_i64(), summary["refused"].as_i64()), (Some(2), Some(1), Some(1)));
        let lines: Vec<_> = summary["lines"].as_array().unwrap().iter().map(|line| line["sentence"].as_str().unwrap()).collect();
        assert!(lines.iter().any(|line| line.contains("Firmkeep Support (Jo Lee)") && line.contains("Ben Ito")), "{lines:?}");
        assert_eq!((&summary["grant"]["person"], &summary["grant"]["case_number"]), (&json!("Jo Lee"), &json!("HD-20418")));
        let by_grant = admin.ok("register.list", json!({"actor": made["grant"]["id"], "limit": 50})).await;
        assert_eq!(by_grant["rows"].as_array().unwrap().len(), 5);
        assert_eq!(support.refused("users.count", json!({})).await.code, "session.ended");
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }

    async fn support_is_out_the_moment_it_is_deactivated_and_its_code_is_worthless(practice: Practice) {
        let admin = practice.admin().await;
        let made = activate(&admin, 1, &["users"]).await;
        let support = come_in(&practice, &made["code"]).await;
        let twice = practice.anybody().refused("support.sign_in", with(&made["code"])).await;
        assert_eq!((twice.code, twice.field.as_deref()), ("support.refused", Some("code")), "a code let Support in twice");
        admin.ok("support.deactivate", json!({"grant": made["grant"]["id"]})).await;
        assert_eq!(support.refused("session.current", json!({})).await.code, "session.ended");
        assert_eq!(practice.anybody().refused("support.sign_in", with(&made["code"])).await.code, "support.refused");
        assert!(status(&admin).await.is_null());
    }

    async fn the_time_ends_it_and_a_clock_set_back_prolongs_nothing(practice: Practice) {
        let admin = practice.admin().await;
        let made = activate(&admin, 1, &["users"]).await;
        let support = come_in(&practice, &made["code"]).await;
        for _ in 0..5 {
            practice.clock.pass(10 * 60);
            support.ok("session.touch", json!({})).await;
            // Somebody sets the clock back each time.
            practice.clock.set(-60);
        }
        practice.clock.pass(9 * 60);
        support.ok("session.touch", json!({})).await;
        practice.clock.pass(60);
        assert_eq!(support.refused("users.count", json!({})).await.code, "session.ended", "an hour lasted longer than an hour");
        let admin = practice.sign_in(ADMIN).await;
        let page = admin.ok("register.list", json!({"kinds": ["support.ended"], "limit": 5})).await;
        assert_eq!(page["rows"][0]["note"], "The time was over");
    }

    async fn a_clock_set_far_back_ends_it(practice: Practice) {
        let admin = practice.admin().await;
        let made = activate(&admin, 4, &["users"]).await;
        let support = come_in(&practice, &made["code"]).await;
        practice.clock.pass(60);
        practice.clock.set(-3600);
        assert_eq!(support.refused("users.count", json!({})).await.code, "session.ended");
    }

    async fn it_ends_by_itself_although_nobody_asks(practice: Practice) {
        let admin = practice.admin().await;
        activate(&admin, 1, &["users"]).await;
        let mut changes = practice.door.changes();
        practice.clock.pass(3600);
        let ended = async {
            loop {
                if changes.recv().await.unwrap().topics.contains(&"support") {
                    break;
                }
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), ended).await.expect("no window was told that it ended");
        let admin = practice.sign_in(ADMIN).await;
        let page = admin.ok("register.list", json!({"kinds": ["support.ended"], "limit": 5})).await;
        assert_eq!(page["rows"].as_array().unwrap().len(), 1);
    }

    async fn a_code_after_its_time_and_guesses_let_nobody_in(practice: Practice) {
        let admin = practice.admin().await;
        let made = activate(&admin, 1, &["users"]).await;
        practice.clock.pass(3600);
        assert_eq!(practice.anybody().refused("support.sign_in", with(&made["code"])).await.code, "support.refused");
        let admin = practice.sign_in(ADMIN).await;
        let made = activate(&admin, 1, &["users"]).await;
        let inside = come_in(&practice, &made["code"]).await;
        for _ in 0..6 {
            practice.anybody().refused("support.sign_in", with(&json!("0000-0000-0000"))).await;
        }
        inside.ok("session.current", json!({})).await;
        let made = activate(&admin, 1, &["users"]).await;
        for _ in 0..5 {
            practice.anybody().refused("support.sign_in", with(&json!("0000-0000-0000"))).await;
        }
        assert!(status(&admin).await.is_null(), "guessing goes on");
        assert_eq!(practice.anybody().refused("support.sign_in", with(&made["code"])).await.code, "support.refused");
    }

    async fn it_is_prolonged_to_three_days_in_all_and_a_second_activation_replaces_the_first(practice: Practice) {
        let admin = practice.admin().await;
        let first = activate(&admin, 24, &["users"]).await;
        let grant = &first["grant"];
        let longer = admin.ok("support.prolong", json!({"grant": grant["id"], "hours": 24})).await;
        assert_eq!(longer["hours"], 48);
        let longest = admin.ok("support.prolong", json!({"grant": grant["id"], "hours": 72})).await;
        assert_eq!((longest["hours"].as_i64(), &longest["ends"]), (Some(72), &grant["most_ends"]));
        let error = admin.refused("support.prolong", json!({"grant": grant["id"], "hours": 1})).await;
        assert_eq!(error.code, "support.longest");
        let support = come_in(&practice, &first["code"]).await;
        let second = activate(&admin, 1, &[]).await;
        assert_eq!(support.refused("session.current", json!({})).await.code, "session.ended");
        assert_eq!(status(&admin).await["id"], second["grant"]["id"]);
        assert_eq!(admin.ok("support.grants", json!({})).await.as_array().unwrap().len(), 2);
        assert_eq!(admin.refused("support.prolong", json!({"grant": grant["id"], "hours": 1})).await.code, "support.over");
    }

    async fn letting_support_in_asks_for_proof_a_reason_and_a_time(practice: Practice) {
        let admin = practice.admin().await;
        let ask = |why: &str, hours: i64| json!({"why": why, "hours": hours, "may": may(&[])});
        assert_eq!(admin.refused("support.activate", ask(" ", 1)).await.field.as_deref(), Some("why"));
        assert_eq!(admin.refused("support.activate", ask("Help", 2)).await.field.as_deref(), Some("hours"));
        practice.clock.pass(6 * 60);
        assert_eq!(admin.refused("support.activate", ask("Help", 1)).await.code, "session.proof_needed");
        admin.ok("session.prove", json!({"password": PASSWORD})).await;
        let made = admin.ok("support.activate", ask("Help", 1)).await;
        let nameless = json!({"code": made["code"], "person": "", "case_number": "HD-1"});
        assert_eq!(practice.anybody().refused("support.sign_in", nameless).await.field.as_deref(), Some("person"));
        let (_, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let ben = practice.sign_in(&email).await;
        let seen = status(&ben).await;
        assert_eq!((&seen["id"], &seen["why"]), (&made["grant"]["id"], &json!("")), "everybody is told that, not why");
        assert_eq!(ben.ok("support.status", json!({})).await["can"]["deactivate"], false);
    }

    async fn resetting_mfa_by_support_needs_that_leave_alone(plain: Practice) {
        let practice = Practice::strict(plain.on).await;
        let (admin, _) = practice.admin_with_mfa().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        practice.first_sign_in(&email).await;
        let made = activate(&admin, 1, &["reset_mfa"]).await;
        let support = come_in(&practice, &made["code"]).await;
        // Support has no password: what it was let in for needs no further proof.
        practice.clock.pass(6 * 60);
        let user = support.user(&ben["row"]["id"]).await;
        let after = support.change("users.reset_mfa", &user, "New phone").await.unwrap();
        assert_eq!(after["row"]["mfa"], "reset_pending");
        assert_eq!(support.refused("users.unblock", json!({"user": ben["row"]["id"], "version": 1, "reason": "x"})).await.code, "access.refused");
    }
}
