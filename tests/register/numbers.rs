//! Counts, the timeline of sign-ins, and the revisions of a record.

use firmkeep_core::bench_support::{add_events, times, user_id};
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice, practice_fields, user_fields};
use serde_json::{Value as Json, json};

const HOUR: i64 = 3_600_000_000;
/// 19 November 2026, 9:00 in Sydney: when the tests' clock begins.
const START: i64 = 1_795_039_200_000_000;

async fn count(admin: &Caller, filter: Json) -> (i64, bool) {
    let counted = admin.ok("register.count", json!({"filter": filter})).await;
    (counted["count"].as_i64().unwrap(), counted["at_least"].as_bool().unwrap())
}

async fn fail(practice: &Practice, email: &str) {
    practice.anybody().refused("sign_in.password", json!({"email": email, "password": "wrong"})).await;
}

/// The bars that hold something, as (hours since the start, succeeded, failed).
async fn bars(admin: &Caller, input: Json) -> Vec<(i64, i64, i64)> {
    let timeline = admin.ok("register.timeline", input).await;
    let number = |bar: &Json, name: &str| bar[name].as_i64().unwrap();
    timeline["bars"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bar| ((number(bar, "start") - START) / HOUR, number(bar, "succeeded"), number(bar, "failed")))
        .filter(|(_, succeeded, failed)| succeeded + failed > 0)
        .collect()
}

on_both! {
    async fn a_count_is_what_the_list_shows(practice: Practice) {
        let admin = practice.admin().await;
        let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        fail(&practice, "nobody@hart.example").await;
        let all = i64::try_from(practice.events(&admin).await.len()).unwrap();
        assert_eq!(count(&admin, json!({})).await, (all, false));
        for filter in [
            json!({"person": ben["row"]["id"]}), json!({"kinds": ["users.added"]}), json!({"outcome": "failure"}),
            json!({"keyword": "ito"}), json!({"computer": "recep"}), json!({"record_type": "practice"}),
            json!({"from": START + HOUR}), json!({"until": START}), json!({"until": START + 1, "kinds": ["users.added"]}),
        ] {
            let mut list = filter.clone();
            list["limit"] = json!(200);
            let listed = admin.ok("register.list", list).await["rows"].as_array().unwrap().len();
            assert_eq!(count(&admin, filter.clone()).await, (i64::try_from(listed).unwrap(), false), "{filter}");
        }
        let error = admin.refused("register.count", json!({"filter": {"kinds": ["users.vanished"]}})).await;
        assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("filter.kinds")));
    }

    async fn a_count_of_many_events_is_exact_too(practice: Practice) {
        let admin = practice.admin().await;
        add_events(&practice.door, 3_000).await.unwrap();
        for filter in [
            json!({"kinds": ["sign_in.succeeded"]}), json!({"outcome": "failure"}), json!({"person": user_id(1)}),
            json!({"keyword": "accountant"}), json!({"computer": "tax", "outcome": "success"}), json!({"ip": "10.20.1.5"}),
        ] {
            let (mut listed, mut before) = (0, Json::Null);
            loop {
                let mut ask = filter.clone();
                ask["limit"] = json!(200);
                ask["before"] = before;
                let page = admin.ok("register.list", ask).await;
                listed += i64::try_from(page["rows"].as_array().unwrap().len()).unwrap();
                before = page["next"].clone();
                if before.is_null() {
                    break;
                }
            }
            assert!(listed > 0, "{filter}");
            assert_eq!(count(&admin, filter.clone()).await, (listed, false), "{filter}");
        }
        assert!(count(&admin, json!({})).await.0 > 3_000);
    }

    async fn sign_ins_stand_in_the_bar_of_their_hour_and_day(practice: Practice) {
        practice.admin().await;
        for hours in [0, 1, 5, 20] {
            practice.clock.pass(if hours == 0 { 0 } else { 3_600 * hours });
            fail(&practice, "nobody@hart.example").await;
            fail(&practice, "ada@hart.example").await;
            practice.admin().await;
        }
        let admin2 = practice.admin().await;
        let ask = |step: &str, until: i64| json!({"from": START, "until": START + until * HOUR, "zone": "Australia/Sydney", "step": step});
        assert_eq!(bars(&admin2, ask("hour", 48)).await, [(0, 2, 2), (1, 1, 2), (6, 1, 2), (26, 2, 2)]);
        // Midnight in Sydney is 15 hours after nine in the morning.
        assert_eq!(bars(&admin2, ask("day", 48)).await, [(-9, 4, 6), (15, 2, 2)]);
        assert_eq!(bars(&admin2, ask("week", 48)).await.len(), 1);
        // The end is exclusive.
        assert_eq!(bars(&admin2, ask("hour", 1)).await, [(0, 2, 2)]);
        // With a filter each event is asked, to the same end.
        let mut one = ask("hour", 48);
        one["filter"] = json!({"person": admin2.ok("session.current", json!({})).await["id"]});
        assert_eq!(bars(&admin2, one).await, [(0, 2, 1), (1, 1, 1), (6, 1, 1), (26, 2, 1)]);
        let mut none = ask("hour", 48);
        none["filter"] = json!({"keyword": "tomorrow"});
        assert_eq!(bars(&admin2, none).await, []);
        for (wrong, field) in [
            (json!({"from": 0, "until": START, "zone": "Australia/Sydney", "step": "hour"}), "step"),
            (json!({"from": 5, "until": 5, "zone": "Australia/Sydney", "step": "hour"}), "until"),
            (json!({"from": 0, "until": 5, "zone": "Mars/Olympus", "step": "hour"}), "zone"),
        ] {
            assert_eq!(admin2.refused("register.timeline", wrong).await.field.as_deref(), Some(field));
        }
    }

    async fn a_clock_that_was_set_back_moves_no_sign_in_to_another_hour(practice: Practice) {
        practice.admin().await;
        practice.clock.pass(5 * 3_600);
        practice.admin().await;
        practice.clock.pass(-3 * 3_600);
        let admin = practice.admin().await;
        fail(&practice, "nobody@hart.example").await;
        let ask = json!({"from": START, "until": START + 9 * HOUR, "zone": "UTC", "step": "hour"});
        assert_eq!(bars(&admin, ask).await, [(0, 1, 0), (2, 1, 1), (5, 1, 0)]);
        let part = json!({"from": START + 4 * HOUR, "until": START + 9 * HOUR, "zone": "UTC", "step": "hour"});
        assert_eq!(bars(&admin, part).await, [(5, 1, 0)]);
    }

    async fn a_timeline_of_many_is_the_same_by_the_index_and_event_by_event(practice: Practice) {
        let admin = practice.admin().await;
        add_events(&practice.door, 3_000).await.unwrap();
        let (first, last) = times(3_000);
        let minute = 60_000_000;
        for (from, until, step) in [
            (first.0, last.0, "hour"), (first.0 + 100 * minute, first.0 + 777 * minute, "hour"),
            (first.0 - 5_000 * minute, last.0 + 5_000 * minute, "day"), (first.0, last.0, "week"),
        ] {
            let ask = json!({"from": from, "until": until, "zone": "Australia/Adelaide", "step": step});
            let mut each = ask.clone();
            // All their addresses begin so.
            each["filter"] = json!({"ip": "1"});
            let timeline = admin.ok("register.timeline", ask.clone()).await;
            assert_eq!(timeline, admin.ok("register.timeline", each).await, "{ask}");
            let bars = timeline["bars"].as_array().unwrap();
            let sum: i64 = bars.iter().map(|bar| bar["succeeded"].as_i64().unwrap() + bar["failed"].as_i64().unwrap()).sum();
            let filter = json!({"from": from, "until": until, "kinds": ["sign_in.succeeded", "sign_in.failed"]});
            assert_eq!((sum, false), count(&admin, filter).await, "{ask}");
        }
    }

    async fn a_record_is_shown_as_it_was_after_each_change(practice: Practice) {
        let admin = practice.admin().await;
        let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let id = ben["row"]["id"].clone();
        let mut fields = user_fields("Ben", "Ito", &["employee"]);
        fields["job_title"] = json!("Accountant");
        fields["notes"] = json!("Prefers mornings");
        let ben = admin.ok("users.edit", json!({"user": id, "version": ben["row"]["version"], "fields": fields})).await;
        fields["job_title"] = json!("Senior");
        fields["roles"] = json!(["manager", "employee"]);
        admin.ok("users.edit", json!({"user": id, "version": ben["row"]["version"], "fields": fields})).await;
        let revisions = admin.ok("register.revisions", json!({"record": id, "limit": 50})).await;
        let revisions = revisions.as_array().unwrap();
        let numbers: Vec<_> = revisions.iter().map(|one| one["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, [4, 3, 2, 1]);
        let value = |revision: &Json, field: &str| {
            let state = revision["state"].as_array().unwrap();
            state.iter().find(|value| value["field"] == field).map(|value| value["value"].clone()).unwrap_or_default()
        };
        let jobs: Vec<_> = revisions.iter().map(|one| value(one, "job_title")).collect();
        assert_eq!(jobs, ["Senior", "Senior", "Accountant", ""]);
        let roles: Vec<_> = revisions.iter().map(|one| value(one, "roles")).collect();
        assert_eq!(roles, ["Manager, Employee", "Employee", "Employee", "Employee"]);
        assert_eq!(revisions[0]["sentence"], "Ada Hart gave Ben Ito the role Manager");
        assert_eq!(admin.ok("register.revisions", json!({"record": id, "limit": 1})).await[0]["number"], 4);
        // The same numbers stand in the history, and only there where something changed.
        let rows = admin.ok("register.list", json!({"limit": 50})).await;
        for row in rows["rows"].as_array().unwrap() {
            let expected = revisions.iter().find(|one| one["seq"] == row["seq"]).map(|one| one["number"].clone());
            if row["target"]["id"] == id {
                assert_eq!(row["revision"], expected.unwrap_or_default(), "{row}");
            }
        }
        assert!(rows["rows"].as_array().unwrap().iter().any(|row| row["kind"] == "sign_in.succeeded" && row["revision"].is_null()));
        let seq = &revisions[0]["seq"];
        assert_eq!(admin.ok("register.get", json!({"seq": seq})).await["row"]["revision"], 4);
    }

    async fn the_practice_has_revisions_and_nobody_sees_what_they_may_not(practice: Practice) {
        let admin = practice.admin().await;
        let mut fields = practice_fields();
        fields["phone"] = json!("02 4000 1234");
        admin.ok("settings.edit", json!({"version": 1, "fields": fields, "managers_set_up_employees": false})).await;
        let rows = admin.ok("register.list", json!({"kinds": ["practice.edited"], "limit": 5})).await;
        let id = rows["rows"][0]["target"]["id"].clone();
        let revisions = admin.ok("register.revisions", json!({"record": id, "limit": 5})).await;
        assert_eq!(revisions.as_array().unwrap().len(), 2);
        assert!(revisions[0]["sentence"].as_str().unwrap().starts_with("Ada Hart set the phone of Harbour & Vale to"));
        let ben = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let made = admin.ok("users.invite", json!({"user": ben["row"]["id"], "version": ben["row"]["version"]})).await;
        let accept = json!({"email": "ben.ito@hart.example", "code": made["code"], "password": firmkeep_tests::practice::PASSWORD});
        practice.anybody().ok("sign_in.accept_invitation", accept).await;
        let before = admin.user(&ben["row"]["id"]).await;
        let mut fields = user_fields("Ben", "Ito", &["employee"]);
        fields["notes"] = json!("Not for Ben");
        admin.ok("users.edit", json!({"user": ben["row"]["id"], "version": before["row"]["version"], "fields": fields})).await;
        let himself = practice.sign_in("ben.ito@hart.example").await;
        let own = himself.ok("register.revisions", json!({"record": ben["row"]["id"], "limit": 50})).await;
        assert!(!own.to_string().contains("Not for Ben"), "notes are shown to whom they are about");
        assert!(admin.ok("register.revisions", json!({"record": ben["row"]["id"], "limit": 50})).await.to_string().contains("Not for Ben"));
        assert_eq!(himself.refused("register.revisions", json!({"record": id, "limit": 5})).await.code, "register.not_found");
        let nobody = json!({"record": "0190f5a8-0000-7000-8000-000000000000", "limit": 5});
        assert_eq!(admin.refused("register.revisions", nobody).await.field.as_deref(), Some("record"));
        for limit in [0, 201] {
            assert_eq!(admin.refused("register.revisions", json!({"record": id, "limit": limit})).await.field.as_deref(), Some("limit"));
        }
    }

    async fn a_refused_attempt_is_told_in_words(practice: Practice) {
        let admin = practice.admin().await;
        let (_, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let ben = practice.sign_in(&email).await;
        let folder = tempfile::tempdir().unwrap();
        ben.to_file("register.export", json!({"format": "csv"}), folder.path().join("h.csv")).await.unwrap_err();
        let rows = admin.ok("register.list", json!({"outcome": "refused", "limit": 5})).await;
        let sentence = rows["rows"][0]["sentence"].as_str().unwrap();
        assert_eq!(sentence, "Ben Ito tried to export the practice’s events, filtered, to a file, which they may not do");
    }
}
