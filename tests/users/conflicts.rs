//! Two people change the same person.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::user_fields;
use firmkeep_tests::requests::status_change;
use serde_json::{Value as Json, json};

fn fields_of(changes: &Json) -> Vec<(&str, &str, &str)> {
    changes.as_array().unwrap().iter().map(words).collect()
}

fn words(change: &Json) -> (&str, &str, &str) {
    let [field, before, after] = ["field", "before", "after"].map(|name| change[name].as_str().unwrap());
    (field, before, after)
}

on_both! {
    async fn the_second_save_learns_field_by_field_what_the_first_changed(practice: Practice) {
        let admin = practice.admin().await;
        let (_, email) = practice.join(&admin, "Pia", "Lund", &["practice_admin"]).await;
        let pia = practice.sign_in(&email).await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        practice.clock.pass(10);
        let mut theirs = user_fields("Benedict", "Ito", &["manager"]);
        theirs["mobile"] = json!("0491 570 156");
        let edit = |fields: &Json| json!({"user": user["row"]["id"], "version": 1, "fields": fields});
        let saved = pia.ok("users.edit", edit(&theirs)).await;
        let known = practice.events(&admin).await.len();
        let error = admin.refused("users.edit", edit(&user_fields("Ben", "Itoh", &["employee"]))).await;
        assert_eq!(error.code, "users.conflict");
        let details = error.details.unwrap();
        assert_eq!(details["changed_by"], "Pia Lund");
        let mut told = fields_of(&details["changes"]);
        told.sort_unstable();
        let expected = [("first_name", "Ben", "Benedict"), ("mobile", "", "+61 491 570 156"), ("roles", "Employee", "Manager")];
        assert_eq!(told, expected);
        assert_eq!(details["theirs"]["row"]["version"], saved["row"]["version"]);
        assert_eq!(details["theirs"]["row"]["last_name"], "Ito", "the second save went through");
        assert_eq!(practice.events(&admin).await.len(), known, "a save that was refused is in the history");
    }

    async fn several_saves_meanwhile_are_told_as_one_difference(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let names = [("Benedict", "Accountant"), ("Benno", "Accountant"), ("Ben", "Senior accountant")];
        for (version, (first, title)) in (1..).zip(names) {
            practice.clock.pass(10);
            let mut fields = user_fields(first, "Ito", &["employee"]);
            fields["job_title"] = json!(title);
            admin.ok("users.edit", json!({"user": user["row"]["id"], "version": version, "fields": fields})).await;
        }
        let late = json!({"user": user["row"]["id"], "version": 1, "fields": user_fields("Ben", "Itoh", &["employee"])});
        let details = admin.refused("users.edit", late).await.details.unwrap();
        assert_eq!(fields_of(&details["changes"]), [("job_title", "", "Senior accountant")]);
        let after_one = json!({"user": user["row"]["id"], "version": 3, "fields": user_fields("Ben", "Itoh", &["employee"])});
        let details = admin.refused("users.edit", after_one).await.details.unwrap();
        let mut told = fields_of(&details["changes"]);
        told.sort_unstable();
        assert_eq!(told, [("first_name", "Benno", "Ben"), ("job_title", "Accountant", "Senior accountant")]);
    }

    async fn of_two_saves_at_once_one_wins_and_the_other_hears_of_it(practice: Practice) {
        let admin = practice.admin().await;
        let user = practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let saves: Vec<_> = (0..6)
            .map(|number: i32| {
                let mut fields = user_fields("Ben", "Ito", &["employee"]);
                fields["job_title"] = json!(format!("Title {number}"));
                let (admin, input) = (admin.clone(), json!({"user": user["row"]["id"], "version": 1, "fields": fields}));
                tokio::spawn(async move { admin.call("users.edit", input).await.map(|reply| reply.value).map_err(|error| error.code) })
            })
            .collect();
        let mut won = Vec::new();
        for save in saves {
            match save.await.unwrap() {
                Ok(saved) => won.push(saved),
                Err(code) => assert_eq!(code, "users.conflict"),
            }
        }
        assert_eq!(won.len(), 1, "a save was lost without a word");
        assert_eq!(admin.user(&user["row"]["id"]).await, won[0]);
        let edited = admin.ok("register.list", json!({"kinds": ["users.edited"], "limit": 9})).await;
        assert_eq!(edited["rows"].as_array().unwrap().len(), 1);
    }

    async fn every_change_of_a_person_minds_the_version(practice: Practice) {
        let admin = practice.admin().await;
        let (user, _) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let id = &user["row"]["id"];
        for version in [0, 1, 99, -1, i64::MIN, i64::MAX] {
            let old = json!({"row": {"id": id, "version": version}});
            for operation in ["users.disable", "users.archive", "users.restrict"] {
                assert_eq!(admin.refused(operation, status_change(&old, "Why")).await.code, "users.conflict", "{operation} {version}");
            }
            let email = json!({"user": id, "version": version, "email": "b@hart.example", "reason": "Why"});
            assert_eq!(admin.refused("users.change_email", email).await.code, "users.conflict", "{version}");
            let edit = json!({"user": id, "version": version, "fields": user_fields("B", "I", &["employee"])});
            assert_eq!(admin.refused("users.edit", edit).await.code, "users.conflict", "{version}");
        }
        assert_eq!(admin.user(id).await, user);
    }
}
