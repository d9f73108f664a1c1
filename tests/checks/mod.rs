//! Checks while somebody types, and the lists that forms choose from.

use std::collections::HashSet;

use firmkeep_tests::on_both;
use firmkeep_tests::practice::Caller;
use serde_json::{Value as Json, json};

async fn check(by: &Caller, field: &str, value: &str, country: Option<&str>) -> Result<Json, firmkeep_core::Error> {
    by.call("checks.field", json!({"field": field, "value": value, "country": country}))
        .await
        .map(|reply| reply.value["value"].clone())
}

on_both! {
    async fn a_field_is_checked_by_the_rules_that_saving_applies(practice: Practice) {
        let anybody = practice.anybody();
        let good = [
            ("abn", "51824753556", None, "51 824 753 556"), ("abn", "", None, ""),
            ("phone", "0491 570 156", None, "+61 491 570 156"), ("mobile", "0491570156", Some("au"), "+61 491 570 156"),
            ("phone", "021 123 4567", Some("NZ"), "+64 21 123 4567"), ("phone", "+64 21 123 4567", Some("AU"), "+64 21 123 4567"),
            ("email", " Ada@Hart.example ", None, "Ada@Hart.example"), ("website", "hart.example", None, "https://hart.example"),
            ("name", " Zoe\u{308}  Li ", None, "Zoë Li"), ("name", "\u{200d} Ann \u{200c}", None, "Ann"),
        ];
        for (field, typed, country, kept) in good {
            assert_eq!(check(&anybody, field, typed, country).await.unwrap(), json!(kept), "{field} {typed}");
        }
        let mega = "9".repeat(1 << 20);
        let bad = [
            ("abn", "51824753565"), ("abn", mega.as_str()), ("phone", "12"), ("phone", mega.as_str()), ("mobile", "\u{0}"),
            ("email", "ada"), ("email", ""), ("email", mega.as_str()), ("website", "no website"), ("website", mega.as_str()),
            ("name", "🎉"), ("name", "a\u{0}"), ("name", mega.as_str()),
        ];
        for (field, typed) in bad {
            let error = check(&anybody, field, typed, Some("AU")).await.unwrap_err();
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("value")), "{field} {typed:.20}");
        }
        for country in ["", "XX", "Australia", &mega] {
            assert_eq!(check(&anybody, "phone", "0491 570 156", Some(country)).await.unwrap_err().code, "input.invalid");
        }
    }

    async fn the_strength_meter_and_saving_agree(practice: Practice) {
        let anybody = practice.anybody();
        let judge = async |password: &str| anybody.ok("passwords.check", json!({"password": password, "words": ["Ada Hart", "Harbour & Vale"]})).await;
        let strong = judge("copper lantern drifts sideways").await;
        assert_eq!((&strong["acceptable"], &strong["advice"]), (&json!(true), &Json::Null));
        for (password, unmet) in [("short", "length"), ("password1234", "common"), ("my harbour sleeps at dusk", "names"), ("", "length")] {
            let verdict = judge(password).await;
            let missing: Vec<_> = verdict["requirements"].as_array().unwrap().iter().filter(|one| one["met"] == false).map(|one| one["code"].as_str().unwrap()).collect();
            assert!(verdict["acceptable"] == false && missing.contains(&unmet), "{password}: {missing:?}");
        }
        let mega = judge(&"correct horse ".repeat(80_000)).await;
        assert_eq!(mega["acceptable"], false);
        let many = json!({"password": "copper lantern drifts sideways", "words": vec!["w".repeat(1 << 14); 200]});
        anybody.ok("passwords.check", many).await;
    }

    async fn every_time_zone_and_country_is_there_once_with_what_the_form_shows(practice: Practice) {
        let anybody = practice.anybody();
        let zones = anybody.ok("lookups.time_zones", json!({})).await;
        let zones = zones.as_array().unwrap();
        let ids: HashSet<_> = zones.iter().map(|zone| zone["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), zones.len());
        for id in ["Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "UTC"] {
            assert!(ids.contains(id), "{id} cannot be chosen");
        }
        let sydney = zones.iter().find(|zone| zone["id"] == "Australia/Sydney").unwrap();
        // The test's clock stands in the Australian summer.
        assert_eq!((&sydney["offset"], &sydney["city"], &sydney["offset_seconds"]), (&json!("UTC+11"), &json!("Sydney"), &json!(39_600)));
        let countries = anybody.ok("lookups.countries", json!({})).await;
        let countries = countries.as_array().unwrap();
        let codes: HashSet<_> = countries.iter().map(|country| country["code"].as_str().unwrap()).collect();
        assert!(codes.len() == countries.len() && codes.len() > 190, "{}", codes.len());
        assert!(countries.contains(&json!({"code": "AU", "name": "Australia", "calling_code": "+61"})));
        let unsaved: Vec<_> = countries.iter().filter(|country| country["calling_code"] == "").collect();
        assert!(unsaved.is_empty(), "these can be chosen and then not saved: {unsaved:?}");
    }
}
