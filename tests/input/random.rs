//! Random input for every operation: whatever arrives, nothing inside breaks.

use firmkeep_core::bench_support::forget_attempts;
use firmkeep_core::catalogue;
use firmkeep_tests::practice::{On, Practice};
use proptest::collection::{hash_map, vec};
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::{Map, Value as Json, json};

use super::schema::Schema;

const CASES: u32 = 24;

fn anything() -> BoxedStrategy<Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
        "[+0-9 ()٠-٩０-９-]{0,20}".prop_map(Json::from),
        "[a-z0-9.@]{0,20}".prop_map(Json::from),
        any::<u128>().prop_map(|bits| json!(format!("{bits:032x}"))),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            hash_map("[a-z_]{0,8}", inner, 0..4)
                .prop_map(|fields| Json::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
    .boxed()
}

/// Fields as the operation knows them, each left as it should be, left out, or anything.
fn near(schema: &Schema) -> BoxedStrategy<Json> {
    let example = schema.example();
    let fields: Vec<_> = example
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| {
            let choice = prop_oneof![
                4 => Just(Some(value.clone())),
                2 => anything().prop_map(Some),
                1 => Just(None),
            ];
            (Just(name.clone()), choice)
        })
        .collect();
    (fields, option::weighted(0.1, ("[a-z_]{1,8}", anything())))
        .prop_map(|(fields, extra)| {
            let mut object: Map<_, _> = fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
            object.extend(extra);
            Json::Object(object)
        })
        .boxed()
}

/// Nested values within an example, one of them replaced by anything.
fn spoilt(schema: &Schema) -> BoxedStrategy<Json> {
    let example = schema.example();
    let mut places = Vec::new();
    walk(&example, "", &mut places);
    (proptest::sample::select(places), anything())
        .prop_map(move |(place, value)| {
            let mut input = example.clone();
            if let Some(spot) = input.pointer_mut(&place) {
                *spot = value;
            }
            input
        })
        .boxed()
}

fn walk(value: &Json, place: &str, places: &mut Vec<String>) {
    places.push(place.to_owned());
    match value {
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(item, &format!("{place}/{index}"), places));
        }
        Json::Object(fields) => fields.iter().for_each(|(name, item)| walk(item, &format!("{place}/{name}"), places)),
        _ => {}
    }
}

#[test]
fn whatever_arrives_is_answered_or_refused_and_breaks_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let practice = runtime.block_on(Practice::new(On::Sqlite));
    for operation in catalogue() {
        let name = operation.name;
        let schema = Schema::of(&operation.input);
        let admin = runtime.block_on(practice.admin());
        let input = prop_oneof![1 => anything(), 3 => near(&schema), 3 => spoilt(&schema)];
        let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
        let result = runner.run(&input, |input| {
            let leaves = ["session.end", "session.lock"].contains(&name) && (input == json!({}) || input.is_null());
            if leaves {
                return Ok(());
            }
            // Wrong answers are counted, and the fifth would end the session.
            runtime.block_on(forget_attempts(&practice.door)).unwrap();
            match runtime.block_on(admin.call(name, input)) {
                Err(error) if error.code == "internal" || error.code.starts_with("database.") => {
                    Err(TestCaseError::fail(error.to_string()))
                }
                _ => Ok(()),
            }
        });
        if let Err(failure) = result {
            panic!("{name}: {failure}");
        }
    }
    let verdict = runtime.block_on(async { practice.admin().await.ok("register.verify", json!({})).await });
    assert_eq!(verdict["intact"], true, "{verdict}");
}

#[test]
fn any_text_can_be_checked_as_a_phone_number_or_another_field() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let practice = runtime.block_on(Practice::new(On::Sqlite));
    let anybody = practice.anybody();
    let text = prop_oneof!["[+0-9 ()٠-٩０-９;=extwa-z./-]{0,40}", any::<String>()];
    let field = proptest::sample::select(vec!["phone", "mobile", "abn", "email", "website", "name"]);
    let country = option::of(prop_oneof!["[A-Za-z]{2}", any::<String>()]);
    let mut runner = TestRunner::new(Config { cases: 2_000, failure_persistence: None, ..Config::default() });
    let checked = runner.run(&(field, text, country), |(field, text, country)| {
        let input = json!({"field": field, "value": text, "country": country});
        match runtime.block_on(anybody.call("checks.field", input)) {
            Ok(reply) => {
                // What was tidied once is tidy.
                let again = json!({"field": field, "value": reply.value["value"], "country": country});
                let twice = runtime.block_on(anybody.call("checks.field", again));
                match twice {
                    Ok(same) if same.value == reply.value => Ok(()),
                    other => Err(TestCaseError::fail(format!("{} became {other:?}", reply.value))),
                }
            }
            Err(error) if error.code == "input.invalid" => Ok(()),
            Err(error) => Err(TestCaseError::fail(error.to_string())),
        }
    });
    if let Err(failure) = checked {
        panic!("{failure}");
    }
}
