//! Turning the pages of the list, in any order.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice, user_fields};
use serde_json::{Value as Json, json};

const SORTS: [&str; 8] = ["name", "last_sign_in", "email", "mobile", "access_level", "reports_to", "status", "mfa"];

async fn people(practice: &Practice, admin: &Caller) {
    let me = admin.ok("session.current", json!({})).await["id"].clone();
    let roles: [&[&str]; 4] = [&["employee"], &["manager"], &["manager", "employee"], &["partner"]];
    for number in 0..11_usize {
        let mut fields =
            user_fields(["Ann", "ann", "Émile", "Bob"][number % 4], &format!("Reed{}", number / 4), roles[number % 4]);
        if number % 3 == 0 {
            fields["mobile"] = json!(format!("0491 570 1{number:02}"));
        }
        if number % 2 == 0 {
            fields["reports_to"] = me.clone();
        }
        admin.ok("users.add", json!({"email": format!("p{number}@hart.example"), "fields": fields})).await;
    }
    for last in ["One", "Two"] {
        practice.clock.pass(60);
        practice.join(admin, "Joined", last, &["employee"]).await;
    }
}

/// All pages of three; `between` is done after each.
async fn all(admin: &Caller, sort: &str, descending: bool, between: impl AsyncFn()) -> Vec<Json> {
    let (mut rows, mut after) = (Vec::new(), Json::Null);
    loop {
        let input = json!({"filter": {}, "sort": sort, "descending": descending, "after": after, "limit": 3});
        let page = admin.ok("users.list", input).await;
        let these = page["rows"].as_array().unwrap();
        assert!(these.len() == 3 || page["next"].is_null(), "a short page in the middle");
        rows.extend(these.clone());
        after = page["next"].clone();
        if after.is_null() {
            return rows;
        }
        between().await;
    }
}

fn ids(rows: &[Json]) -> Vec<String> {
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn every_order_shows_everybody_exactly_once_and_backwards_is_the_reverse(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        for sort in SORTS {
            let forward = ids(&all(&admin, sort, false, async || {}).await);
            let mut backward = ids(&all(&admin, sort, true, async || {}).await);
            assert_eq!(forward.iter().collect::<HashSet<_>>().len(), 14, "by {sort} somebody is missing or there twice");
            assert_eq!(forward.len(), 14, "{sort}");
            backward.reverse();
            assert_eq!(forward, backward, "by {sort}");
        }
    }

    async fn the_order_is_the_one_that_the_column_shows(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        let values = async |sort: &str, of: fn(&Json) -> String| -> Vec<String> { all(&admin, sort, false, async || {}).await.iter().map(of).collect() };
        let names = values("name", |row| row["name"].as_str().unwrap().to_lowercase().replace('é', "e")).await;
        assert!(names.is_sorted(), "{names:?}");
        let emails = values("email", |row| row["email"].as_str().unwrap().to_lowercase()).await;
        assert!(emails.is_sorted(), "{emails:?}");
        let mobiles = values("mobile", |row| row["mobile"].as_str().unwrap().to_owned()).await;
        assert!(mobiles.is_sorted(), "{mobiles:?}");
        let times = values("last_sign_in", |row| format!("{:020}", row["last_sign_in"].as_i64().unwrap_or(0))).await;
        assert!(times.is_sorted(), "{times:?}");
        let managers = values("reports_to", |row| row["reports_to"]["name"].as_str().unwrap_or("").to_owned()).await;
        assert!(managers.is_sorted(), "{managers:?}");
        let roles = values("access_level", |row| row["roles"].to_string()).await;
        assert_eq!((roles[0].as_str(), roles[1].as_str()), ("[\"practice_admin\"]", "[\"partner\"]"));
        let statuses = values("status", |row| row["status"].as_str().unwrap().to_owned()).await;
        assert_eq!((&statuses[..3], statuses[3].as_str()), (&["active"; 3].map(str::to_owned)[..], "inactive"));
    }

    async fn people_added_while_somebody_turns_pages_lose_nobody(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        let before: HashSet<_> = ids(&all(&admin, "name", false, async || {}).await).into_iter().collect();
        let added = AtomicUsize::new(0);
        for sort in SORTS {
            for descending in [false, true] {
                let rows = all(&admin, sort, descending, async || {
                    let number = added.fetch_add(1, Ordering::Relaxed);
                    if number.is_multiple_of(8) {
                        let first = ["Aaa", "Mmm", "Zzz"][number % 3];
                        let fields = user_fields(first, &format!("New{number}"), &["employee"]);
                        let email = format!("{first}{number}@hart.example");
                        admin.ok("users.add", json!({"email": email, "fields": fields})).await;
                    }
                })
                .await;
                let seen = ids(&rows);
                let once: HashSet<_> = seen.iter().cloned().collect();
                assert_eq!(once.len(), seen.len(), "by {sort} somebody is there twice");
                assert!(before.is_subset(&once), "by {sort} somebody is missing");
            }
        }
    }

    async fn a_place_in_the_list_that_nobody_handed_out_is_refused(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        let by_name = admin.ok("users.list", json!({"sort": "name", "limit": 1})).await["next"].clone();
        // ["a\u0000","0190f5a8-0000-7000-8000-000000000000"], and things that are no place at all.
        let nul = "WyJhXHUwMDAwIiwiMDE5MGY1YTgtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0";
        for (sort, after) in [("name", json!("")), ("name", json!("$$$")), ("name", json!("bnVsbA")), ("name", json!(nul)), ("status", by_name)] {
            let error = admin.refused("users.list", json!({"sort": sort, "after": after, "limit": 1})).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("after")), "{after}");
        }
        for (limit, shown) in [(1, 1), (14, 14), (200, 14)] {
            let rows = admin.ok("users.list", json!({"limit": limit})).await["rows"].as_array().unwrap().len();
            assert_eq!(rows, shown, "{limit}");
        }
        for limit in [0, 201, u64::MAX] {
            let error = admin.refused("users.list", json!({"limit": limit})).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("limit")), "{limit}");
        }
    }
}
