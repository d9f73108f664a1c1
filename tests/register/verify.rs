//! Checking the whole register: a forgery is found, and named.

use firmkeep_core::bench_support::add_events;
use firmkeep_tests::database::Raw;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice};
use serde_json::{Value as Json, json};

/// Twenty events and more.
async fn filled(practice: &Practice) -> (Caller, i64) {
    let admin = practice.admin().await;
    for number in 0..20 {
        practice.add(&admin, &format!("N{number}"), "Reed", &["employee"]).await;
    }
    let last = practice.events(&admin).await.len();
    (admin, i64::try_from(last).unwrap())
}

async fn after(practice: &Practice, sql: &str) -> Json {
    let (admin, _) = filled(practice).await;
    let mut raw = Raw::of(practice).await;
    raw.unguard().await;
    raw.run(sql).await.unwrap();
    let verdict = admin.ok("register.verify", json!({})).await;
    assert_eq!(verdict["intact"], false, "nobody notices: {sql}");
    let events = admin.ok("register.list", json!({"kinds": ["register.verified"], "limit": 5})).await;
    assert_eq!(events["rows"][0]["outcome"], "failure", "the check that found it says success in the history");
    verdict
}

on_both! {
    async fn an_intact_register_is_called_intact_and_counted(practice: Practice) {
        let (admin, last) = filled(&practice).await;
        let verdict = admin.ok("register.verify", json!({})).await;
        assert_eq!((&verdict["intact"], &verdict["checked"]), (&json!(true), &json!(last)));
        assert_eq!(verdict["first_wrong"], Json::Null);
        assert_eq!(admin.ok("register.verify", json!({})).await["checked"], json!(last + 1), "the check itself is not an event");
    }

    async fn a_changed_letter_is_found(practice: Practice) {
        let verdict = after(&practice, "UPDATE events SET details = replace(details, 'n7', 'n8') WHERE seq = 11").await;
        assert_eq!(verdict["first_wrong"]["seq"], 11, "{verdict}");
    }

    async fn a_changed_time_is_found(practice: Practice) {
        let verdict = after(&practice, "UPDATE events SET time = time - 1 WHERE seq = 9").await;
        assert_eq!(verdict["first_wrong"]["seq"], 9, "{verdict}");
    }

    async fn an_event_hidden_from_the_filter_by_time_is_found(practice: Practice) {
        let verdict = after(&practice, "UPDATE events SET time_high = 0 WHERE seq = 9").await;
        assert_eq!(verdict["first_wrong"]["seq"], 9, "{verdict}");
    }

    async fn a_changed_actor_is_found(practice: Practice) {
        let verdict = after(&practice, "UPDATE events SET actor = NULL WHERE seq = 12").await;
        assert_eq!(verdict["first_wrong"]["seq"], 12, "{verdict}");
    }

    async fn an_event_cut_out_of_the_middle_is_found(practice: Practice) {
        let verdict = after(&practice, "DELETE FROM events WHERE seq = 8").await;
        assert_eq!(verdict["first_wrong"]["seq"], 8, "{verdict}");
    }

    async fn a_first_event_cut_off_is_found(practice: Practice) {
        let verdict = after(&practice, "DELETE FROM events WHERE seq <= 2").await;
        assert_eq!(verdict["first_wrong"]["seq"], 1, "{verdict}");
    }

    async fn a_last_event_cut_off_is_found(practice: Practice) {
        let verdict = after(&practice, "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)").await;
        assert_eq!(verdict["first_wrong"]["seq"], 23, "{verdict}");
    }

    async fn two_events_that_changed_places_are_found(practice: Practice) {
        let swap = "UPDATE events SET seq = 999 WHERE seq = 6; UPDATE events SET seq = 6 WHERE seq = 7; \
                    UPDATE events SET seq = 7 WHERE seq = 999";
        let verdict = after(&practice, swap).await;
        assert_eq!(verdict["first_wrong"]["seq"], 6, "{verdict}");
    }

    async fn an_event_with_the_hash_of_another_is_found(practice: Practice) {
        let verdict = after(&practice, "UPDATE events SET hash = previous_hash WHERE seq = 10").await;
        assert_eq!(verdict["first_wrong"]["seq"], 10, "{verdict}");
    }

    async fn an_event_that_nobody_wrote_is_found(practice: Practice) {
        let columns = "time, time_high, kind, actor, actor_name, actor_email, target_kind, target, target_name, outcome, \
                       computer, operating_system, app_version, ip, server_ip, reason, details, previous_hash, hash";
        let insert = format!("INSERT INTO events (seq, {columns}) SELECT 25, {columns} FROM events WHERE seq = 24");
        let (admin, last) = filled(&practice).await;
        assert_eq!(last, 23);
        let mut raw = Raw::of(&practice).await;
        raw.unguard().await;
        raw.run(&insert.replace("SELECT 25", "SELECT 24").replace("seq = 24", "seq = 23")).await.unwrap();
        let verdict = admin.call("register.verify", json!({})).await;
        // Its own event may find its number taken; either way nobody is told that all is well.
        assert!(verdict.is_err() || verdict.unwrap().value["intact"] == false);
    }

    async fn a_long_check_tells_how_far_it_is_and_can_be_stopped(practice: Practice) {
        let (admin, last) = filled(&practice).await;
        let (reply, told) = practice.named(&admin, "check-1", "register.verify", |_, _| {}).await;
        assert_eq!(reply.unwrap().value["intact"], true);
        let total = u64::try_from(last).unwrap();
        assert_eq!((told.first(), told.last()), (Some(&(0, total)), Some(&(total, total))), "{told:?}");
        let known = practice.events(&admin).await.len();
        let stop = practice.anybody();
        let (reply, _) = practice
            .named(&admin, "check-2", "register.verify", |_, _| {
                tokio::task::block_in_place(|| {
                    tokio::runtime::Handle::current().block_on(stop.ok("calls.cancel", json!({"call": "check-2"})))
                });
            })
            .await;
        assert_eq!(reply.unwrap_err().code, "call.cancelled");
        assert_eq!(practice.events(&admin).await.len(), known, "a check that was stopped is in the history as done");
        practice.anybody().ok("calls.cancel", json!({"call": "no such call"})).await;
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }

    async fn a_check_while_others_work_finds_no_fault_that_is_not_there(practice: Practice) {
        let (admin, _) = filled(&practice).await;
        let working: Vec<_> = (0..8)
            .map(|_| {
                let caller = practice.anybody();
                tokio::spawn(async move {
                    for _ in 0..3 {
                        let input = json!({"email": "nobody@hart.example", "password": "x"});
                        assert_eq!(caller.refused("sign_in.password", input).await.code, "sign_in.refused");
                    }
                })
            })
            .collect();
        for _ in 0..4 {
            let verdict = admin.ok("register.verify", json!({})).await;
            assert_eq!(verdict["intact"], true, "{verdict}");
        }
        for one in working {
            one.await.unwrap();
        }
    }

    async fn a_long_register_is_checked_while_others_write(practice: Practice) {
        let admin = practice.admin().await;
        add_events(&practice.door, 20_000).await.unwrap();
        let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let writing: Vec<_> = (0..4)
            .map(|_| {
                let (caller, stop) = (practice.anybody(), stop.clone());
                tokio::spawn(async move {
                    let mut written = 0;
                    while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                        let input = json!({"email": "nobody@hart.example", "password": "x"});
                        assert_eq!(caller.refused("sign_in.password", input).await.code, "sign_in.refused");
                        written += 1;
                    }
                    written
                })
            })
            .collect();
        let mut last = 20_000;
        for _ in 0..3 {
            let verdict = admin.ok("register.verify", json!({})).await;
            assert_eq!((&verdict["intact"], &verdict["first_wrong"]), (&json!(true), &Json::Null), "{verdict}");
            let checked = verdict["checked"].as_i64().unwrap();
            assert!(checked > last, "what was written meanwhile was not looked at");
            last = checked;
        }
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
        let mut written = 0;
        for one in writing {
            written += one.await.unwrap();
        }
        assert!(written > 0, "nobody wrote meanwhile");
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }
}
