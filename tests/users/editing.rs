//! Editing people, field by field.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::user_fields;
use serde_json::json;

on_both! {
    async fn each_field_is_saved_and_told_before_and_after(practice: Practice) {
        let admin = practice.admin().await;
        let mut user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let mut fields = user_fields("Ben", "Ito", &["employee"]);
        let ada = admin.ok("session.current", json!({})).await["id"].clone();
        let edits = [
            ("first_name", json!("Benedict"), "Ben", "Benedict"),
            ("last_name", json!("Itō"), "Ito", "Itō"),
            ("preferred_name", json!("Benny"), "", "Benny"),
            ("job_title", json!("Accountant"), "", "Accountant"),
            ("mobile", json!("0491570156"), "", "+61 491 570 156"),
            ("phone", json!("+64 21 123 4567"), "", "+64 21 123 4567"),
            ("birthday", json!("1996-02-29"), "", "1996-02-29"),
            ("birthday", json!(null), "1996-02-29", ""),
            ("gender", json!("Non-binary"), "", "Non-binary"),
            ("time_zone", json!("Australia/Perth"), "Australia/Sydney", "Australia/Perth"),
            ("date_format", json!("dd_mm_yyyy"), "d_mmm_yyyy", "dd_mm_yyyy"),
            ("notes", json!("Likes\nmornings"), "", "Likes\nmornings"),
            ("reports_to", ada, "", "Ada Hart"),
            ("reports_to", json!(null), "Ada Hart", ""),
            ("roles", json!(["manager", "employee"]), "Employee", "Manager, Employee"),
        ];
        for (field, value, before, after) in edits {
            practice.clock.pass(1);
            fields[field] = value;
            let known = practice.events(&admin).await.len();
            let edit = json!({"user": user["row"]["id"], "version": user["row"]["version"], "fields": fields});
            let saved = admin.ok("users.edit", edit).await;
            assert_eq!(saved["row"]["version"].as_i64().unwrap(), user["row"]["version"].as_i64().unwrap() + 1);
            let events = practice.events(&admin).await;
            assert_eq!(events.len(), known + 1, "{field} is not one event");
            let kind = if field == "roles" { "users.roles_changed" } else { "users.edited" };
            let change = &events[known]["changes"];
            assert_eq!(events[known]["kind"], kind);
            assert_eq!((change.as_array().unwrap().len(), &change[0]["field"]), (1, &json!(field)));
            assert_eq!((&change[0]["before"], &change[0]["after"]), (&json!(before), &json!(after)), "{field}");
            user = saved;
        }
        assert_eq!(user["row"]["name"], "Benny Itō");
    }

    async fn saving_without_a_change_is_no_event_and_no_new_version(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let known = practice.events(&admin).await.len();
        let edit = json!({"user": user["row"]["id"], "version": 1, "fields": user_fields(" Ben", "Ito ", &["employee"])});
        assert_eq!(admin.ok("users.edit", edit).await["row"]["version"], 1);
        assert_eq!(practice.events(&admin).await.len(), known);
    }

    async fn a_refused_edit_changes_nothing(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let known = practice.events(&admin).await.len();
        let mut fields = user_fields("Changed", "Name", &["manager"]);
        fields["mobile"] = json!("12");
        let error = admin.refused("users.edit", json!({"user": user["row"]["id"], "version": 1, "fields": fields})).await;
        assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("fields.mobile")));
        let nobody = json!({"user": "0190f5a8-0000-7000-8000-000000000000", "version": 1, "fields": user_fields("A", "B", &["employee"])});
        assert_eq!(admin.refused("users.edit", nobody).await.code, "users.not_found");
        assert_eq!(admin.user(&user["row"]["id"]).await, user);
        assert_eq!(practice.events(&admin).await.len(), known);
    }

    async fn a_changed_name_is_found_and_sorted_and_the_old_one_is_not(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Zara", "Quill", &["employee"]).await;
        let mut under = user_fields("Cy", "Moss", &["employee"]);
        under["reports_to"] = user["row"]["id"].clone();
        admin.ok("users.add", json!({"email": "cy@hart.example", "fields": under})).await;
        let edit = json!({"user": user["row"]["id"], "version": 1, "fields": user_fields("Aaron", "Bright", &["employee"])});
        admin.ok("users.edit", edit).await;
        for (search, people) in [("aaron bri", 1), ("quill", 1), ("quill bright", 1), ("zara", 1), ("zar quill", 1)] {
            let found = admin.ok("users.count", json!({"filter": {"search": search}})).await;
            // The address, which did not change, still holds the old name.
            assert_eq!(found["matching"], people, "{search}");
        }
        let rows = admin.ok("users.list", json!({"sort": "name", "limit": 9})).await;
        assert_eq!(rows["rows"][0]["name"], "Aaron Bright");
        let rows = admin.ok("users.list", json!({"sort": "reports_to", "descending": true, "limit": 9})).await;
        assert_eq!((&rows["rows"][0]["name"], &rows["rows"][0]["reports_to"]["name"]), (&json!("Cy Moss"), &json!("Aaron Bright")));
    }
}
