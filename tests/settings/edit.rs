//! Reading and changing them.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{practice_fields, user_fields};
use serde_json::{Value as Json, json};

fn edit(version: i64, fields: &Json, managers: bool) -> Json {
    json!({"version": version, "fields": fields, "managers_set_up_employees": managers})
}

on_both! {
    async fn each_setting_is_saved_and_told_before_and_after(practice: Practice) {
        let admin = practice.admin().await;
        let mut fields = practice_fields();
        let edits = [
            ("/name", "Harbour Partners", "Harbour & Vale", "Harbour Partners"),
            ("/legal_name", "Harbour Partners Ltd", "Harbour & Vale Pty Ltd", "Harbour Partners Ltd"),
            ("/abn", "53004085616", "51 824 753 556", "53 004 085 616"),
            ("/address/line1", "2 Quay", "1 Wharf Road", "2 Quay"),
            ("/address/line2", "Level 3", "", "Level 3"),
            ("/address/suburb", "Sydney", "Newcastle", "Sydney"),
            ("/address/state", "ACT", "NSW", "ACT"),
            ("/address/postcode", "2000", "2300", "2000"),
            ("/phone", "02 5550 1234", "", "+61 2 5550 1234"),
            ("/website", "harbour.example", "", "https://harbour.example"),
            ("/country", "nz", "AU", "NZ"),
            ("/time_zone", "Pacific/Auckland", "Australia/Sydney", "Pacific/Auckland"),
            ("/date_format", "yyyy_mm_dd", "d_mmm_yyyy", "yyyy_mm_dd"),
            ("/week_start", "sunday", "monday", "sunday"),
        ];
        let mut version = 1;
        for (place, typed, before, after) in edits {
            *fields.pointer_mut(place).unwrap() = json!(typed);
            let known = practice.events(&admin).await.len();
            let saved = admin.ok("settings.edit", edit(version, &fields, false)).await;
            version += 1;
            assert_eq!(saved["version"], json!(version), "{place}");
            assert_eq!(saved.pointer(place), Some(&json!(after)));
            *fields.pointer_mut(place).unwrap() = json!(after);
            let events = practice.events(&admin).await;
            assert_eq!((events.len(), &events[known]["kind"]), (known + 1, &json!("practice.edited")));
            let change = &events[known]["changes"];
            assert_eq!(change.as_array().unwrap().len(), 1, "{change}");
            assert_eq!((&change[0]["before"], &change[0]["after"]), (&json!(before), &json!(after)), "{place}");
            assert_eq!(change[0]["field"], json!(place[1..].replace('/', ".")));
        }
        assert_eq!(practice.anybody().ok("app.status", json!({})).await["practice"]["name"], "Harbour Partners");
        let known = practice.events(&admin).await.len();
        assert_eq!(admin.ok("settings.edit", edit(version, &fields, false)).await["version"], json!(version));
        assert_eq!(practice.events(&admin).await.len(), known, "saving what stands is an event");
    }

    async fn only_practice_admins_look_at_and_change_them(practice: Practice) {
        let admin = practice.admin().await;
        for role in ["partner", "manager", "employee"] {
            let (_, email) = practice.join(&admin, "Pia", role, &[role]).await;
            let other = practice.sign_in(&email).await;
            assert_eq!(other.refused("settings.practice", json!({})).await.code, "access.refused", "{role}");
            let code = other.refused("settings.edit", edit(1, &practice_fields(), true)).await.code;
            assert_eq!(code, "access.refused", "{role}");
        }
        let (looks, email) = practice.join(&admin, "Rae", "Looks", &["practice_admin"]).await;
        admin.change("users.restrict", &looks, "Review").await.unwrap();
        let looks = practice.sign_in(&email).await;
        looks.ok("settings.practice", json!({})).await;
        assert_eq!(looks.refused("settings.edit", edit(1, &practice_fields(), true)).await.code, "access.refused");
        assert_eq!(admin.ok("settings.practice", json!({})).await["version"], 1);
    }

    async fn the_second_save_is_shown_what_the_first_made_of_them(practice: Practice) {
        let admin = practice.admin().await;
        let mut theirs = practice_fields();
        theirs["phone"] = json!("+61 2 5550 1234");
        admin.ok("settings.edit", edit(1, &theirs, true)).await;
        let known = practice.events(&admin).await.len();
        for version in [1, 0, 99, i64::MIN, i64::MAX] {
            let error = admin.refused("settings.edit", edit(version, &practice_fields(), false)).await;
            assert_eq!(error.code, "practice.conflict");
            let details = error.details.unwrap();
            assert_eq!((&details["phone"], &details["version"]), (&json!("+61 2 5550 1234"), &json!(2)));
            assert_eq!(details["managers_set_up_employees"], true);
        }
        assert_eq!(practice.events(&admin).await.len(), known);
    }

    async fn of_two_saves_at_once_one_wins(practice: Practice) {
        let admin = practice.admin().await;
        let save = |name: &str| {
            let mut fields = practice_fields();
            fields["name"] = json!(name);
            admin.call("settings.edit", edit(1, &fields, false))
        };
        let (one, two) = tokio::join!(save("One"), save("Two"));
        assert!(one.is_ok() ^ two.is_ok(), "a save was lost without a word");
        assert_eq!(one.err().or(two.err()).unwrap().code, "practice.conflict");
    }

    async fn a_wrong_field_is_told_at_its_place_and_nothing_is_saved(practice: Practice) {
        let admin = practice.admin().await;
        let known = practice.events(&admin).await.len();
        let mega = "m".repeat(1 << 20);
        let wrong = [
            ("/name", ""), ("/name", mega.as_str()), ("/name", "a\u{0}b"), ("/name", "\u{202e}a"), ("/legal_name", mega.as_str()),
            ("/abn", "51 824 753 557"), ("/abn", mega.as_str()), ("/address/line1", mega.as_str()), ("/address/state", "\u{7}"),
            ("/phone", "1"), ("/website", "http://"), ("/website", "file:///etc/passwd"), ("/website", "https://user@a.example"),
            ("/country", ""), ("/country", "Australia"), ("/time_zone", "../../etc"),
        ];
        for (place, value) in wrong {
            let mut fields = practice_fields();
            *fields.pointer_mut(place).unwrap() = json!(value);
            let error = admin.refused("settings.edit", edit(1, &fields, false)).await;
            let field = format!("fields{}", place.replace('/', "."));
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some(field.as_str())), "{value:.30}");
        }
        assert_eq!(admin.ok("settings.practice", json!({})).await["version"], 1);
        assert_eq!(practice.events(&admin).await.len(), known);
    }

    async fn the_switch_lets_managers_set_up_employees_and_takes_it_back_at_once(practice: Practice) {
        let admin = practice.admin().await;
        let (_, email) = practice.join(&admin, "Max", "Ode", &["manager"]).await;
        let max = practice.sign_in(&email).await;
        let add = |email: &str, role: &str| json!({"email": email, "fields": user_fields("Cy", "Moss", &[role])});
        assert_eq!(max.refused("users.add", add("a@hart.example", "employee")).await.code, "access.refused");
        admin.ok("settings.edit", edit(1, &practice_fields(), true)).await;
        assert_eq!(max.ok("session.current", json!({})).await["can"]["give_roles"], json!(["employee"]));
        let user = max.ok("users.add", add("a@hart.example", "employee")).await;
        assert_eq!(max.refused("users.add", add("b@hart.example", "manager")).await.code, "users.not_allowed");
        admin.ok("settings.edit", edit(2, &practice_fields(), false)).await;
        assert_eq!(max.change("users.disable", &user, "No").await.unwrap_err().code, "access.refused");
        let told = admin.ok("register.list", json!({"kinds": ["practice.edited"], "limit": 5})).await;
        let change = &told["rows"][1]["changes"][0];
        assert_eq!((&change["label"], &change["before"], &change["after"]), (&json!("Managers may set up employees"), &json!("No"), &json!("Yes")));
    }
}
