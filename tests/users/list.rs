//! Finding people in the list.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice, user_fields};
use serde_json::{Value as Json, json};

async fn people(practice: &Practice, admin: &Caller) {
    let staff = [
        ("Mei-Lin", "Zhou", "meilin@hvale.example", "0491 570 156", &["employee"][..]),
        ("Niamh", "O'Brien", "niamh@hart.example", "0491 570 157", &["manager", "employee"]),
        ("Zoë", "Élan", "zoe@hart.example", "", &["partner"]),
        ("Sam", "Ito", "sam@hart.example", "+64 21 123 4567", &["employee"]),
    ];
    for (first, last, email, mobile, roles) in staff {
        let mut fields = user_fields(first, last, roles);
        fields["mobile"] = json!(mobile);
        admin.ok("users.add", json!({"email": email, "fields": fields})).await;
    }
    practice.join(admin, "Ray", "Active", &["employee"]).await;
    let (restricted, _) = practice.join(admin, "Rae", "Looks", &["employee"]).await;
    admin.change("users.restrict", &restricted, "Review").await.unwrap();
    let left = practice.add(admin, "Lev", "Gone", &["manager"]).await;
    admin.change("users.archive", &left, "Left").await.unwrap();
}

/// First names of who matches, in alphabetical order. The count of the same filter must agree.
async fn names(admin: &Caller, filter: Json) -> Vec<String> {
    let page = admin.ok("users.list", json!({"filter": filter, "limit": 200})).await;
    let mut names: Vec<_> =
        page["rows"].as_array().unwrap().iter().map(|row| row["first_name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    let counts = admin.ok("users.count", json!({"filter": filter})).await;
    assert_eq!(counts["matching"].as_u64(), Some(names.len() as u64), "the count does not fit the list for {filter}");
    names
}

on_both! {
    async fn a_person_is_found_by_whatever_somebody_would_type(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        let found = [
            ("mei", &["Mei-Lin"][..]), ("MEI-L", &["Mei-Lin"]), ("lin", &["Mei-Lin"]), ("zhou mei", &["Mei-Lin"]),
            ("meilin@hv", &["Mei-Lin"]), ("hvale", &["Mei-Lin"]), ("0491 570 156", &["Mei-Lin"]), ("491570", &["Mei-Lin", "Niamh"]),
            ("+61 (491)", &["Mei-Lin", "Niamh"]), ("021123", &["Sam"]), ("+64", &["Sam"]), ("obrien", &["Niamh"]),
            ("o’brien", &["Niamh"]), ("o'brien", &["Niamh"]), ("brien", &["Niamh"]), ("zoe", &["Zoë"]), ("ZOË", &["Zoë"]), ("elan", &["Zoë"]),
            ("ra", &["Rae", "Ray"]), ("ra act", &["Ray"]), ("  ", &["Ada", "Mei-Lin", "Niamh", "Rae", "Ray", "Sam", "Zoë"]),
            ("gone", &[]), ("nobody", &[]), ("mei sam", &[]), ("%", &[]), ("_", &[]), ("'", &[]), ("ein", &[]),
            ("\\", &[]), ("🎉", &[]), ("\u{10ffff}", &[]),
        ];
        for (search, expected) in found {
            assert_eq!(names(&admin, json!({"search": search})).await, expected, "{search}");
        }
        assert_eq!(names(&admin, json!({"search": "z".repeat(1 << 20)})).await, Vec::<String>::new());
        assert_eq!(names(&admin, json!({"search": "1".repeat(1 << 20)})).await, Vec::<String>::new());
    }

    async fn filters_narrow_and_add_up(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        let me = admin.ok("session.current", json!({})).await["id"].clone();
        let sam = admin.ok("users.list", json!({"filter": {"search": "sam"}, "limit": 1})).await["rows"][0].clone();
        let mut fields = user_fields("Sam", "Ito", &["employee"]);
        fields["reports_to"] = me.clone();
        admin.ok("users.edit", json!({"user": sam["id"], "version": 1, "fields": fields})).await;
        let all = ["Ada", "Mei-Lin", "Niamh", "Rae", "Ray", "Sam", "Zoë"];
        let found = [
            (json!({}), &all[..]),
            (json!({"show_inactive": true}), &["Ada", "Lev", "Mei-Lin", "Niamh", "Rae", "Ray", "Sam", "Zoë"]),
            (json!({"roles": ["partner"]}), &["Zoë"]),
            (json!({"roles": ["partner", "practice_admin"]}), &["Ada", "Zoë"]),
            (json!({"roles": ["manager"]}), &["Niamh"]),
            (json!({"roles": ["manager"], "show_inactive": true}), &["Lev", "Niamh"]),
            (json!({"statuses": ["active"]}), &["Ada", "Ray"]),
            (json!({"statuses": ["archived"]}), &["Lev"]),
            (json!({"statuses": ["restricted", "archived"]}), &["Lev", "Rae"]),
            (json!({"statuses": ["invited"]}), &[]),
            (json!({"mfa": "set_up"}), &[]),
            (json!({"mfa": "not_set_up"}), &all),
            (json!({"reports_to": me}), &["Sam"]),
            (json!({"search": "r", "statuses": ["active"], "roles": ["employee"], "mfa": "not_set_up"}), &["Ray"]),
        ];
        for (filter, expected) in found {
            assert_eq!(names(&admin, filter.clone()).await, expected, "{filter}");
        }
    }

    async fn who_is_edited_is_found_by_what_is_new_and_no_longer_by_what_was(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        let row = |search: &str| json!({"filter": {"search": search}, "limit": 1});
        let sam = admin.ok("users.list", row("sam")).await["rows"][0].clone();
        let zoe = admin.ok("users.list", row("zoe")).await["rows"][0].clone();
        let mut fields = user_fields("Niamh", "O'Brien", &["manager"]);
        fields["reports_to"] = sam["id"].clone();
        let niamh = admin.ok("users.list", row("niamh")).await["rows"][0].clone();
        admin.ok("users.edit", json!({"user": niamh["id"], "version": niamh["version"], "fields": fields})).await;
        fields = user_fields("Rae", "Quill", &["employee"]);
        fields["reports_to"] = zoe["id"].clone();
        let rae = admin.ok("users.list", row("rae")).await["rows"][0].clone();
        admin.ok("users.edit", json!({"user": rae["id"], "version": rae["version"], "fields": fields})).await;
        let last = async || {
            let page = json!({"sort": "reports_to", "descending": true, "limit": 1});
            admin.ok("users.list", page).await["rows"][0]["first_name"].clone()
        };
        assert_eq!(last().await, "Rae");
        // Whom she reports to has another name now, and stands elsewhere in the order.
        fields = user_fields("Zyta", "Zimmer", &["employee"]);
        fields["mobile"] = json!("0491 570 110");
        admin.ok("users.edit", json!({"user": sam["id"], "version": sam["version"], "fields": fields})).await;
        assert_eq!(last().await, "Niamh");
        for (search, expected) in [("021123", &[][..]), ("ito", &[]), ("zyta zim", &["Zyta"]), ("0491570110", &["Zyta"])] {
            assert_eq!(names(&admin, json!({"search": search})).await, expected, "{search}");
        }
        let zyta = admin.user(&sam["id"]).await;
        admin.change("users.archive", &zyta, "Left").await.unwrap();
        assert_eq!(names(&admin, json!({"search": "zyta"})).await, Vec::<String>::new());
        assert_eq!(names(&admin, json!({"search": "zyta", "show_inactive": true})).await, ["Zyta"]);
    }

    async fn the_counts_above_the_list_are_right(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        let counts = admin.ok("users.count", json!({})).await;
        let expected = json!({
            "matching": 7, "blocked": 0, "current": 7, "inactive": 4, "invited": 0, "active": 2, "restricted": 1, "disabled": 0,
            "archived": 1, "no_mfa": 3,
        });
        assert_eq!(counts, expected);
    }

    async fn everybody_signed_in_sees_the_people_and_only_what_they_may_do(practice: Practice) {
        let admin = practice.admin().await;
        people(&practice, &admin).await;
        let (_, email) = practice.join(&admin, "Cy", "Moss", &["employee"]).await;
        let page = practice.sign_in(&email).await.ok("users.list", json!({"limit": 50})).await;
        let rows = page["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 8);
        for row in rows {
            let may: Vec<_> = row["can"].as_object().unwrap().iter().filter(|(_, may)| **may == true).map(|(name, _)| name.as_str()).collect();
            let expected: &[&str] = if row["you"] == true { &["see_history"] } else { &[] };
            assert_eq!(may, expected, "{}", row["name"]);
        }
        assert_eq!(practice.anybody().refused("users.list", json!({"limit": 5})).await.code, "session.none");
    }
}
