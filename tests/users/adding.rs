//! Adding people.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::user_fields;
use serde_json::{Value as Json, json};

fn add(email: &str, fields: &Json) -> Json {
    json!({"email": email, "fields": fields})
}

on_both! {
    async fn what_was_typed_is_what_is_kept_in_its_tidy_form(practice: Practice) {
        let admin = practice.admin().await;
        let fields = json!({
            "first_name": "  Mei-Lin ", "last_name": "Zhou", "preferred_name": "Mei", "job_title": "Tax  accountant",
            "mobile": "0491 570 156", "phone": "(02) 5550 1234", "birthday": "1996-02-29", "gender": "Woman",
            "time_zone": "Australia/Lord_Howe", "date_format": "yyyy_mm_dd", "roles": ["employee", "manager", "employee"],
            "reports_to": null, "notes": "Starts\r\nin May 🎉 ",
        });
        let user = admin.ok("users.add", add(" Mei.Zhou@Hart.Example ", &fields)).await;
        let row = &user["row"];
        assert_eq!((&row["name"], &row["first_name"]), (&json!("Mei Zhou"), &json!("Mei-Lin")));
        assert_eq!((&row["email"], &row["mobile"]), (&json!("Mei.Zhou@Hart.Example"), &json!("+61 491 570 156")));
        assert_eq!((&row["roles"], &row["status"]), (&json!(["manager", "employee"]), &json!("inactive")));
        assert_eq!((&row["job_title"], &row["version"]), (&json!("Tax accountant"), &json!(1)));
        assert!(user["phone"].as_str().unwrap().starts_with("+61 2 "), "{}", user["phone"]);
        assert_eq!((&user["birthday"], &user["gender"]), (&json!("1996-02-29"), &json!("Woman")));
        assert_eq!((&user["time_zone"], &user["date_format"]), (&json!("Australia/Lord_Howe"), &json!("yyyy_mm_dd")));
        assert_eq!((&user["notes"], &user["created_by"]), (&json!("Starts\nin May 🎉"), &json!("Ada Hart")));
        assert_eq!(admin.user(&row["id"]).await, user, "what was answered is not what is kept");
    }

    async fn an_email_in_another_case_is_no_second_person(practice: Practice) {
        let admin = practice.admin().await;
        let fields = user_fields("Ben", "Ito", &["employee"]);
        admin.ok("users.add", add("ben@hart.example", &fields)).await;
        let before = practice.events(&admin).await.len();
        for taken in ["ben@hart.example", "BEN@Hart.Example", " bEn@hart.example ", "ADA@HART.EXAMPLE"] {
            let error = admin.refused("users.add", add(taken, &fields)).await;
            assert_eq!((error.code, error.field.as_deref()), ("users.email_taken", Some("email")), "{taken}");
        }
        assert_eq!(practice.events(&admin).await.len(), before, "a refused user is in the history");
        assert_eq!(admin.ok("users.count", json!({})).await["current"], 2);
    }

    async fn one_email_added_by_two_at_once_makes_one_person(practice: Practice) {
        let admin = practice.admin().await;
        let tries: Vec<_> = (0..8)
            .map(|number| {
                let (admin, fields) = (admin.clone(), user_fields("Ben", "Ito", &["employee"]));
                let email = if number % 2 == 0 { "ben@hart.example" } else { "Ben@Hart.example" };
                tokio::spawn(async move { admin.call("users.add", add(email, &fields)).await.map(|_| ()).map_err(|error| error.code) })
            })
            .collect();
        let mut made = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(()) => made += 1,
                Err(code) => assert_eq!(code, "users.email_taken"),
            }
        }
        assert_eq!((made, admin.ok("users.count", json!({})).await["current"].as_i64()), (1, Some(2)));
    }

    async fn names_of_all_scripts_are_taken_as_they_are(practice: Practice) {
        let admin = practice.admin().await;
        let names = [
            ("محمد", "عبد الله"), ("ישראל", "כהן"), ("小龙", "李"), ("क्षितिज", "शर्मा"), ("Zoë", "Ó Súilleabháin"),
            ("Nguyễn", "Thị Hương"), ("Юлия", "Шевченко"), ("Ἀριστοτέλης", "Παπαδόπουλος"), ("สมชาย", "ใจดี"), ("Jean-Luc", "d’Arc"),
            ("می\u{200c}ترا", ""),
        ];
        for (place, (first, last)) in names.iter().enumerate() {
            let email = format!("person{place}@hart.example");
            let user = admin.ok("users.add", add(&email, &user_fields(first, last, &["employee"]))).await;
            assert_eq!((&user["row"]["first_name"], &user["row"]["last_name"]), (&json!(first), &json!(last)));
            let found = admin.ok("users.list", json!({"filter": {"search": first}, "limit": 5})).await;
            assert!(found["rows"].as_array().unwrap().iter().any(|row| row["email"] == json!(email)), "{first} is not found by name");
        }
        let decomposed = admin.ok("users.add", add("zoe@hart.example", &user_fields("Zoe\u{308}", "Li", &["employee"]))).await;
        assert_eq!(decomposed["row"]["first_name"], "Zoë");
    }

    async fn each_wrong_field_is_told_at_its_place_and_adds_nobody(practice: Practice) {
        let admin = practice.admin().await;
        let (long, mega) = ("x".repeat(81), "é".repeat(1 << 19));
        let tower = format!("a{}", "\u{301}".repeat(20));
        let wrong = [
            ("first_name", json!("")), ("first_name", json!("  ")), ("first_name", json!("Ann 🎉")), ("first_name", json!("Ann\u{7}")),
            ("first_name", json!("\u{200d}")), ("first_name", json!("\u{202e}nnA")), ("first_name", json!(tower)),
            ("first_name", json!(mega)), ("last_name", json!(long)), ("last_name", json!("<script>")), ("preferred_name", json!("A\u{0}")),
            ("job_title", json!(long)), ("job_title", json!("Partner\u{1b}[31m")), ("mobile", json!("12")),
            ("mobile", json!("0491 570")), ("phone", json!("ring me")), ("phone", json!(mega)), ("birthday", json!("1995-02-29")),
            ("birthday", json!("2030-01-01")), ("birthday", json!("1850-01-01")), ("birthday", json!("29/02/1996")),
            ("gender", json!(mega)), ("time_zone", json!("Sydney")), ("time_zone", json!("")), ("date_format", json!("dd")),
            ("roles", json!([])), ("roles[0]", json!("owner")), ("reports_to", json!("0190f5a8-0000-7000-8000-000000000000")),
            ("reports_to", json!("somebody")), ("notes", json!(mega)), ("notes", json!("bell\u{7}")),
        ];
        for (field, value) in wrong {
            let mut fields = user_fields("Ben", "Ito", &["employee"]);
            match field {
                "roles[0]" => fields["roles"] = json!([value]),
                _ => fields[field] = value.clone(),
            }
            let shown: String = value.to_string().chars().take(40).collect();
            let error = admin.refused("users.add", add("ben@hart.example", &fields)).await;
            let place = format!("fields.{field}");
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some(place.as_str())), "{shown}");
            assert!(error.message.len() < 300, "the answer repeats what was sent");
        }
        for email in ["", "ben", "ben@", "@hart.example", "ben@hart", "b en@hart.example", "ben@hart.example\u{0}", &format!("{}@hart.example", "b".repeat(1 << 20))] {
            let error = admin.refused("users.add", add(email, &user_fields("Ben", "Ito", &["employee"]))).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("email")), "{email:.40}");
        }
        assert_eq!(admin.ok("users.count", json!({})).await["current"], 1);
    }

    async fn a_number_without_its_country_is_one_of_the_practices(practice: Practice) {
        let admin = practice.admin().await;
        let settings = admin.ok("settings.practice", json!({})).await;
        let mut fields = firmkeep_tests::practice::practice_fields();
        fields["country"] = json!("NZ");
        let edit = json!({"version": settings["version"], "fields": fields, "managers_set_up_employees": false});
        admin.ok("settings.edit", edit).await;
        let mut user = user_fields("Ben", "Ito", &["employee"]);
        user["mobile"] = json!("021 123 4567");
        user["phone"] = json!("+61 491 570 156");
        let user = admin.ok("users.add", add("ben@hart.example", &user)).await;
        assert!(user["row"]["mobile"].as_str().unwrap().starts_with("+64 21"), "{}", user["row"]["mobile"]);
        assert_eq!(user["phone"], "+61 491 570 156");
    }
}
