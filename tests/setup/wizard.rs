//! The wizard's path, and every way to leave it.

use firmkeep_core::SessionChange;
use firmkeep_tests::before_setup;
use firmkeep_tests::computer::Computer;
use firmkeep_tests::database::Raw;
use firmkeep_tests::practice::{ADMIN, PASSWORD};
use firmkeep_tests::requests::png;
use serde_json::{Value as Json, json};

/// How many tables somebody finds in the office database.
async fn tables(computer: &Computer) -> i64 {
    let Some(address) = computer.address() else { return 0 };
    Raw::at(address).await.number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").await
}

async fn nothing_is_left(computer: &Computer) {
    assert_eq!(computer.files(), Vec::<String>::new(), "files stay behind");
    assert_eq!(tables(computer).await, 0, "tables stay behind in the office database");
    assert_eq!(computer.status().await["state"], "no_practice");
}

before_setup! {
    async fn the_wizard_creates_a_practice_whose_first_admin_signs_in(computer: Computer) {
        assert_eq!(computer.status().await["state"], "no_practice");
        let begun = computer.begin().await;
        assert_eq!((begun.groups.len(), begun.ask.len()), (8, 2));
        let reply = computer.caller().call("setup.create", computer.input(&begun)).await.unwrap();
        assert_eq!(reply.session, SessionChange::Keep, "creating signed somebody in without their password");
        assert_eq!((&reply.value["state"], &reply.value["practice"]["name"]), (&json!("ready"), &json!("Harbour & Vale")));
        let kind = if computer.address().is_some() { "office" } else { "local" };
        assert_eq!((&reply.value["database"]["kind"], &reply.value["database"]["answering"]), (&json!(kind), &json!(true)));
        computer.restart().await;
        let admin = computer.sign_in(ADMIN, PASSWORD).await;
        let settings = admin.ok("settings.practice", json!({})).await;
        assert_eq!((&settings["abn"], &settings["practice_admins"]), (&json!("51 824 753 556"), &json!(1)));
        let events = admin.ok("register.list", json!({"limit": 10})).await;
        let told: Vec<_> = events["rows"].as_array().unwrap().iter().rev().map(|row| row["kind"].as_str().unwrap()).collect();
        assert_eq!(told, ["practice.created", "users.added", "sign_in.succeeded"]);
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }

    async fn nobody_can_sign_in_before_anybody_was_named(computer: Computer) {
        for (email, password) in [("admin", "admin"), (ADMIN, PASSWORD), ("", "")] {
            let mut caller = computer.caller();
            assert_eq!(caller.sign_in(email, password).await.unwrap_err().code, "practice.none");
        }
    }

    async fn leaving_half_way_leaves_nothing_behind(computer: Computer) {
        let begun = computer.begin().await;
        if let Some(address) = computer.address() {
            let found = computer.caller().ok("setup.check_database", json!({"address": address})).await;
            assert_eq!(found["state"], "empty");
        }
        nothing_is_left(&computer).await;
        computer.restart().await;
        nothing_is_left(&computer).await;
        let error = computer.caller().refused("setup.create", computer.input(&begun)).await;
        assert_eq!(error.code, "setup.no_recovery_key", "a recovery key from before the restart is taken for the practice's");
        nothing_is_left(&computer).await;
    }

    async fn a_recovery_key_that_was_not_written_down_is_noticed(computer: Computer) {
        let begun = computer.begin().await;
        let input = computer.input(&begun);
        let group = |index: &Json, group: &Json| json!({"index": index, "group": group});
        let right = |place: usize| group(&begun.ask[place], &begun.groups[usize::try_from(begun.ask[place].as_u64().unwrap()).unwrap()]);
        let wrong = [
            (json!([]), "recovery"),
            (json!([right(0)]), "recovery"),
            (json!([right(0), right(0)]), "recovery"),
            (json!([right(0), group(&begun.ask[1], &json!("0000"))]), "recovery.1"),
            (json!([group(&begun.ask[0], &json!("")), right(1)]), "recovery.0"),
            (json!([right(0), group(&json!(8), &json!("0000"))]), "recovery.1"),
            (json!([right(0), group(&json!(u64::MAX), &json!("0000"))]), "recovery.1"),
        ];
        for (recovery, field) in wrong {
            let mut input = input.clone();
            input["recovery"] = recovery.clone();
            let error = computer.caller().refused("setup.create", input).await;
            assert_eq!((error.code, error.field.as_deref()), ("setup.recovery_mismatch", Some(field)), "{recovery}");
        }
        nothing_is_left(&computer).await;
        let mut careless = input.clone();
        for group in careless["recovery"].as_array_mut().unwrap() {
            group["group"] = json!(format!(" {} ", group["group"].as_str().unwrap().to_lowercase()));
        }
        computer.caller().ok("setup.create", careless).await;
    }

    async fn every_wrong_field_is_told_at_its_place_and_creates_nothing(computer: Computer) {
        let long = "x".repeat(200);
        let wrong = [
            ("/practice/name", json!(" "), "practice.name"),
            ("/practice/name", json!(long), "practice.name"),
            ("/practice/legal_name", json!(long), "practice.legal_name"),
            ("/practice/abn", json!("51 824 753 565"), "practice.abn"),
            ("/practice/abn", json!("5182475355"), "practice.abn"),
            ("/practice/address/line1", json!(long), "practice.address.line1"),
            ("/practice/address/postcode", json!(long), "practice.address.postcode"),
            ("/practice/phone", json!("12"), "practice.phone"),
            ("/practice/website", json!("not a website"), "practice.website"),
            ("/practice/website", json!("javascript:alert(1)"), "practice.website"),
            ("/practice/country", json!("XX"), "practice.country"),
            ("/practice/time_zone", json!("Australia/Atlantis"), "practice.time_zone"),
            ("/practice/date_format", json!("roman"), "practice.date_format"),
            ("/practice/week_start", json!("someday"), "practice.week_start"),
            ("/admin/first_name", json!(""), "admin.first_name"),
            ("/admin/last_name", json!("Hart 🎉"), "admin.last_name"),
            ("/admin/email", json!("ada"), "admin.email"),
            ("/key_place", json!("cellar"), "key_place"),
        ];
        let begun = computer.begin().await;
        for (place, value, field) in wrong {
            let mut input = computer.input(&begun);
            *input.pointer_mut(place).unwrap() = value.clone();
            let error = computer.caller().refused("setup.create", input).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some(field)), "{place} {value}: {error}");
        }
        nothing_is_left(&computer).await;
        computer.caller().ok("setup.create", computer.input(&begun)).await;
    }

    async fn the_first_admin_gets_no_password_that_others_would_guess(computer: Computer) {
        let begun = computer.begin().await;
        let long = "seven quiet lanterns ".repeat(7);
        for password in ["", "short", "password1234", "qwertyuiop12", "my harbour sleeps at dusk", "ada@hart.example 7!", &long] {
            let mut input = computer.input(&begun);
            input["admin"]["password"] = json!(password);
            let error = computer.caller().refused("setup.create", input).await;
            assert_eq!((error.code, error.field.as_deref()), ("password.weak", Some("admin.password")), "{password}");
        }
        nothing_is_left(&computer).await;
    }

    async fn two_clicks_on_create_make_one_practice_that_opens(computer: Computer) {
        let begun = computer.begin().await;
        let (one, two) = (computer.caller(), computer.caller());
        let (one, two) = tokio::join!(
            one.call("setup.create", computer.input(&begun)),
            two.call("setup.create", computer.input(&begun))
        );
        assert!(one.is_ok() ^ two.is_ok(), "{one:?} {two:?}");
        computer.restart().await;
        let admin = computer.sign_in(ADMIN, PASSWORD).await;
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }

    async fn the_logo_chosen_in_the_wizard_is_on_the_sign_in_screen(computer: Computer) {
        let begun = computer.begin().await;
        let create = |bytes: Vec<u8>| firmkeep_core::Request {
            operation: "setup.create".to_owned(),
            input: computer.input(&begun),
            content: Some(bytes),
            ..Default::default()
        };
        let device = firmkeep_tests::practice::device();
        let error = computer.door.call(create(b"no picture".to_vec()), &device, |_, _| {}).await.unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("practice.logo")));
        nothing_is_left(&computer).await;
        let made = computer.door.call(create(png(600, 300, 7)), &device, |_, _| {}).await.unwrap();
        assert!(made.value["practice"]["logo"].is_string(), "{}", made.value);
        let shown = computer.caller().call("pictures.practice_logo", json!({})).await.unwrap().content.unwrap();
        assert_eq!((shown.mime, &shown.bytes[1..4]), ("image/png", &b"PNG"[..]));
    }
}
