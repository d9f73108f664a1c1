//! Finding events, and who may see which.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice};
use serde_json::{Value as Json, json};

async fn rows(by: &Caller, input: Json) -> Vec<Json> {
    let mut whole = json!({"limit": 200});
    whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
    by.ok("register.list", whole).await["rows"].as_array().unwrap().clone()
}

fn kinds(rows: &[Json]) -> Vec<&str> {
    rows.iter().map(|row| row["kind"].as_str().unwrap()).collect()
}

/// Ben joins, is disabled and enabled again, ten minutes apart.
async fn history(practice: &Practice, admin: &Caller) -> Json {
    let (mut ben, _) = practice.join(admin, "Ben", "Ito", &["employee"]).await;
    for operation in ["users.disable", "users.enable"] {
        practice.clock.pass(600);
        ben = admin.change(operation, &ben, "As agreed").await.unwrap();
    }
    ben
}

on_both! {
    async fn events_are_found_by_person_kind_outcome_and_time(practice: Practice) {
        let admin = practice.admin().await;
        let start = admin.ok("session.current", json!({})).await["session"]["started"].as_i64().unwrap();
        let ben = history(&practice, &admin).await["row"]["id"].clone();
        practice.anybody().refused("sign_in.password", json!({"email": "ben.ito@hart.example", "password": "no"})).await;
        let his = rows(&admin, json!({"person": ben})).await;
        let expected = ["sign_in.failed", "users.enabled", "users.disabled", "sign_in.succeeded", "users.invite_accepted", "users.invited", "users.added"];
        assert_eq!(kinds(&his), expected);
        assert_eq!(kinds(&rows(&admin, json!({"person": ben, "outcome": "failure"})).await), ["sign_in.failed"]);
        assert_eq!(kinds(&rows(&admin, json!({"kinds": ["users.enabled", "users.disabled"]})).await), ["users.enabled", "users.disabled"]);
        assert_eq!(rows(&admin, json!({"person": ben, "kinds": ["practice.edited"]})).await.len(), 0);
        let at = |minutes: i64| start + minutes * 60_000_000;
        let between = |from: Option<i64>, until: Option<i64>| json!({"from": from, "until": until});
        assert_eq!(kinds(&rows(&admin, between(Some(at(10)), Some(at(20)))).await), ["users.disabled"]);
        assert_eq!(kinds(&rows(&admin, between(Some(at(10)), Some(at(10)))).await), Vec::<&str>::new());
        assert_eq!(kinds(&rows(&admin, between(Some(at(20)), None)).await), ["sign_in.failed", "users.enabled"]);
        assert_eq!(kinds(&rows(&admin, json!({"person": ben, "until": at(1)})).await).len(), 4);
        assert_eq!(rows(&admin, between(Some(at(21)), None)).await.len(), 0);
        for edge in [i64::MIN, i64::MAX] {
            rows(&admin, between(Some(edge), Some(edge))).await;
            rows(&admin, json!({"before": edge})).await;
        }
        let error = admin.refused("register.list", json!({"kinds": ["users.vanished"], "limit": 5})).await;
        assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("kinds")));
    }

    async fn events_of_a_time_are_found_after_the_clock_was_set_back(practice: Practice) {
        let admin = practice.admin().await;
        let start = admin.ok("session.current", json!({})).await["session"]["started"].as_i64().unwrap();
        practice.clock.pass(7200);
        let admin = practice.admin().await;
        practice.add(&admin, "Late", "One", &["employee"]).await;
        practice.clock.pass(-3600);
        let admin = practice.admin().await;
        practice.add(&admin, "Earlier", "Two", &["employee"]).await;
        let hour = 3_600_000_000;
        let find = async |from: i64, until: i64| -> Vec<String> {
            let input = json!({"from": start + from, "until": start + until, "kinds": ["users.added"]});
            rows(&admin, input).await.iter().map(|row| row["target"]["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(find(hour, 2 * hour).await, ["Earlier Two"], "what happened while the clock was wrong is not found");
        assert_eq!(find(2 * hour, 3 * hour).await, ["Late One"]);
        assert_eq!(find(1, 3 * hour).await, ["Earlier Two", "Late One"]);
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }

    async fn turning_pages_shows_each_event_once(practice: Practice) {
        let admin = practice.admin().await;
        let ben = history(&practice, &admin).await["row"]["id"].clone();
        for filter in [json!({}), json!({"person": ben}), json!({"outcome": "success"})] {
            let whole = practice.events(&admin).await;
            let (mut seen, mut before) = (Vec::new(), Json::Null);
            loop {
                let mut input = filter.clone();
                input["before"] = before;
                input["limit"] = json!(2);
                let page = admin.ok("register.list", input).await;
                seen.extend(page["rows"].as_array().unwrap().iter().map(|row| row["seq"].as_i64().unwrap()));
                before = page["next"].clone();
                practice.admin().await;
                if before.is_null() {
                    break;
                }
            }
            assert!(seen.is_sorted_by(|a, b| a > b), "{filter}: {seen:?}");
            let expected = whole.iter().filter(|row| {
                filter["person"].is_null() || [&row["actor"]["id"], &row["target"]["id"]].contains(&&ben)
            });
            assert_eq!(seen.len(), expected.count(), "{filter}");
        }
    }

    async fn everybody_sees_their_own_history_and_only_admins_the_practices(practice: Practice) {
        let admin = practice.admin().await;
        let ben = history(&practice, &admin).await;
        let admin = practice.admin().await;
        let (_, cys) = practice.join(&admin, "Cy", "Moss", &["employee"]).await;
        let (pia, pias) = practice.join(&admin, "Pia", "Lund", &["partner"]).await;
        let (cy, partner, himself) =
            (practice.sign_in(&cys).await, practice.sign_in(&pias).await, practice.sign_in("ben.ito@hart.example").await);
        let own = himself.ok("register.own", json!({"limit": 50})).await;
        let own = kinds(own["rows"].as_array().unwrap());
        assert!(own.contains(&"users.disabled") && own.contains(&"sign_in.succeeded"), "{own:?}");
        let of = |user: &Json| json!({"user": user["row"]["id"], "limit": 50});
        assert_eq!(cy.refused("register.of_user", of(&ben)).await.code, "users.not_allowed");
        assert!(!partner.ok("register.of_user", of(&ben)).await["rows"].as_array().unwrap().is_empty());
        himself.ok("register.of_user", of(&ben)).await;
        for by in [&cy, &partner, &himself] {
            assert_eq!(by.refused("register.list", json!({"limit": 5})).await.code, "access.refused");
        }
        assert_eq!(cy.refused("register.of_user", of(&pia)).await.code, "users.not_allowed");
        let nobody = json!({"user": "0190f5a8-0000-7000-8000-000000000000", "limit": 5});
        assert_eq!(admin.refused("register.of_user", nobody).await.code, "users.not_found");
        let added = rows(&admin, json!({"kinds": ["users.added"], "person": ben["row"]["id"]})).await[0]["seq"].clone();
        assert_eq!(cy.refused("register.get", json!({"seq": added})).await.code, "register.not_found");
        let detail = partner.ok("register.get", json!({"seq": added})).await;
        assert_eq!((detail["hash"].as_str().unwrap().len(), detail["previous_hash"].as_str().unwrap().len()), (64, 64));
        for seq in [0, -1, 999_999, i64::MIN, i64::MAX] {
            assert_eq!(admin.refused("register.get", json!({"seq": seq})).await.code, "register.not_found");
        }
    }

    async fn every_kind_that_is_written_can_be_chosen_as_a_filter(practice: Practice) {
        let admin = practice.admin().await;
        history(&practice, &admin).await;
        let offered = admin.ok("register.kinds", json!({})).await;
        let offered: Vec<_> = offered.as_array().unwrap().iter().map(|kind| kind["kind"].as_str().unwrap()).collect();
        for event in practice.events(&admin).await {
            assert!(offered.contains(&event["kind"].as_str().unwrap()), "{}", event["kind"]);
            assert_ne!(event["title"], event["kind"], "an event has no words");
        }
        assert!(!rows(&admin, json!({"kinds": offered})).await.is_empty());
    }
}
