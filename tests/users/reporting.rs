//! Who reports to whom.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, user_fields};
use serde_json::{Value as Json, json};

async fn report(admin: &Caller, user: &Json, first: &str, to: &Json) -> Result<Json, firmkeep_core::Error> {
    let now = admin.user(&user["row"]["id"]).await;
    let mut fields = user_fields(first, "Reed", &["employee"]);
    fields["reports_to"] = to.clone();
    let input = json!({"user": user["row"]["id"], "version": now["row"]["version"], "fields": fields});
    admin.call("users.edit", input).await.map(|reply| reply.value)
}

on_both! {
    async fn nobody_reports_to_themselves_not_even_through_others(practice: Practice) {
        let admin = practice.admin().await;
        let [a, b, c] = [
            practice.add(&admin, "Ann", "Reed", &["employee"]).await,
            practice.add(&admin, "Bob", "Reed", &["employee"]).await,
            practice.add(&admin, "Cat", "Reed", &["employee"]).await,
        ];
        report(&admin, &b, "Bob", &a["row"]["id"]).await.unwrap();
        let saved = report(&admin, &c, "Cat", &b["row"]["id"]).await.unwrap();
        assert_eq!(saved["row"]["reports_to"]["name"], "Bob Reed");
        for to in [&a, &b, &c] {
            let error = report(&admin, &a, "Ann", &to["row"]["id"]).await.unwrap_err();
            assert_eq!((error.code, error.field.as_deref()), ("users.cycle", Some("fields.reports_to")));
        }
        let offered = admin.ok("users.pick", json!({"search": "", "not_under": b["row"]["id"], "limit": 50})).await;
        let names: Vec<_> = offered.as_array().unwrap().iter().map(|choice| choice["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Ada Hart", "Ann Reed"], "a choice is offered that saving refuses");
    }

    async fn two_who_choose_each_other_at_once_make_no_circle(practice: Practice) {
        let admin = practice.admin().await;
        let a = practice.add(&admin, "Ann", "Reed", &["employee"]).await;
        let b = practice.add(&admin, "Bob", "Reed", &["employee"]).await;
        let (one, two) = tokio::join!(report(&admin, &a, "Ann", &b["row"]["id"]), report(&admin, &b, "Bob", &a["row"]["id"]));
        assert!(one.is_ok() ^ two.is_ok(), "{one:?} {two:?}");
    }

    async fn somebody_who_left_is_nobodys_new_manager(practice: Practice) {
        let admin = practice.admin().await;
        let boss = practice.add(&admin, "Bob", "Reed", &["employee"]).await;
        let kept = practice.add(&admin, "Ann", "Reed", &["employee"]).await;
        let other = practice.add(&admin, "Cat", "Reed", &["employee"]).await;
        report(&admin, &kept, "Ann", &boss["row"]["id"]).await.unwrap();
        admin.change("users.archive", &boss, "Left").await.unwrap();
        let error = report(&admin, &other, "Cat", &boss["row"]["id"]).await.unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("fields.reports_to")));
        report(&admin, &kept, "Anna", &boss["row"]["id"]).await.expect("a person cannot be edited since their manager left");
        let offered = admin.ok("users.pick", json!({"search": "bob", "not_under": null, "limit": 50})).await;
        assert_eq!(offered, json!([]));
    }

    async fn people_are_picked_by_the_beginnings_of_their_names(practice: Practice) {
        let admin = practice.admin().await;
        for (first, last) in [("Ann", "Reed"), ("Anna", "Stone"), ("Bob", "Reed")] {
            practice.add(&admin, first, last, &["employee"]).await;
        }
        let pick = |search: &str, limit: i64| admin.call("users.pick", json!({"search": search, "not_under": null, "limit": limit}));
        assert_eq!(pick("ann", 50).await.unwrap().value.as_array().unwrap().len(), 2);
        assert_eq!(pick("REED b", 50).await.unwrap().value[0]["name"], "Bob Reed");
        assert_eq!(pick("", 2).await.unwrap().value.as_array().unwrap().len(), 2);
        assert_eq!(pick("nobody", 50).await.unwrap().value, json!([]));
    }
}
