//! Fields that are unknown, missing or of another kind.

use firmkeep_core::catalogue;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::Caller;
use serde_json::{Value as Json, json};

use super::schema::Schema;

/// What stands in the practice: people, settings and history.
pub async fn state(admin: &Caller) -> Json {
    let people = admin.ok("users.list", json!({"filter": {"show_inactive": true}, "limit": 200})).await;
    let settings = admin.ok("settings.practice", json!({})).await;
    let history = admin.ok("register.list", json!({"limit": 200})).await;
    let own = admin.ok("preferences.get", json!({})).await;
    json!([people, settings, history, own])
}

async fn invalid(by: &Caller, operation: &str, input: Json) {
    let error = by.refused(operation, input.clone()).await;
    assert_eq!(error.code, "input.invalid", "{operation} {input}: {error}");
    assert!(error.field.is_some() || !input.is_object(), "{operation} {input} does not say where");
}

on_both! {
    async fn a_mistyped_missing_or_misplaced_field_is_never_overlooked(practice: Practice) {
        let admin = practice.admin().await;
        practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let before = state(&admin).await;
        for operation in catalogue() {
            let name = operation.name;
            let schema = Schema::of(&operation.input);
            let example = schema.example();
            for whole in [json!([]), json!([example]), json!(""), json!("{}"), json!(0), json!(true), json!([[], {}])] {
                invalid(&admin, name, whole).await;
            }
            let mut unknown = example.clone();
            unknown["as_admin"] = json!(true);
            invalid(&admin, name, unknown).await;
            for (field, field_schema) in schema.fields() {
                let kinds = schema.kinds(field_schema);
                if schema.requires(&field) {
                    let mut missing = example.clone();
                    missing.as_object_mut().unwrap().remove(&field);
                    invalid(&admin, name, missing).await;
                    invalid(&admin, name, Json::Null).await;
                }
                let others = [
                    ("null", json!(null)), ("boolean", json!(true)), ("integer", json!(1.5)), ("integer", json!(1e300)),
                    ("string", json!("neither a number nor an identifier")), ("array", json!([[[]]])), ("object", json!({"x": {}})),
                ];
                for (kind, value) in others {
                    let wrong_object = kind == "object" && kinds.iter().any(|one| one == "object");
                    let fits = kinds.is_empty() || kinds.iter().any(|one| one == kind);
                    if (!fits || wrong_object || kind == "integer") && !kinds.is_empty() {
                        let mut wrong = example.clone();
                        wrong[&field] = value;
                        invalid(&admin, name, wrong).await;
                    }
                }
            }
        }
        assert_eq!(state(&admin).await, before, "input that was refused changed something");
    }

    async fn an_unknown_operation_is_told_and_does_nothing(practice: Practice) {
        let admin = practice.admin().await;
        let before = state(&admin).await;
        for name in ["", "users", "users.", "users.vanish", "Users.List", "users.list ", "users.list\u{0}", "../users.list", &"u".repeat(1 << 20)] {
            let error = admin.refused(name, json!({})).await;
            assert_eq!(error.code, "operation.unknown");
            assert!(error.message.len() < 200, "the answer repeats what was sent");
        }
        assert_eq!(state(&admin).await, before);
    }
}
