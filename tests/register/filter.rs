//! Each filter of the register finds exactly the events that a plain look at all of them finds.

use firmkeep_core::bench_support::{add_events, name, times, user_id};
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice, user_fields};
use serde_json::{Value as Json, json};

async fn found(admin: &Caller, filter: &Json, limit: usize) -> Vec<i64> {
    let (mut seen, mut before) = (Vec::new(), Json::Null);
    loop {
        let mut input = filter.clone();
        input["before"] = before;
        input["limit"] = json!(limit);
        let page = admin.ok("register.list", input).await;
        seen.extend(page["rows"].as_array().unwrap().iter().map(|row| row["seq"].as_i64().unwrap()));
        before = page["next"].clone();
        if before.is_null() {
            return seen;
        }
    }
}

fn text<'a>(row: &'a Json, place: &str) -> &'a str {
    row.pointer(place).and_then(Json::as_str).unwrap_or("")
}

/// All runs of letters and digits that a person could look for, in lower case.
fn words(row: &Json) -> Vec<String> {
    let mut all = Vec::new();
    for place in ["/actor/name", "/actor_email", "/target/name", "/computer", "/ip", "/server_ip", "/reason", "/note"] {
        all.push(text(row, place).to_owned());
    }
    for change in row["changes"].as_array().unwrap() {
        all.extend([text(change, "/before").to_owned(), text(change, "/after").to_owned()]);
    }
    let all = all.join(" ").to_lowercase();
    all.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

/// The same filter, as slowly and plainly as can be.
fn lets_through(filter: &Json, row: &Json, words: &[String]) -> bool {
    filter.as_object().unwrap().iter().all(|(field, wanted)| {
        let wanted_text = wanted.as_str().unwrap_or("").to_lowercase();
        match field.as_str() {
            "person" => &row["actor"]["id"] == wanted || &row["target"]["id"] == wanted,
            "actor" => &row["actor"]["id"] == wanted,
            "record" => &row["target"]["id"] == wanted,
            "record_type" => &row["target"]["kind"] == wanted,
            "kinds" => wanted.as_array().unwrap().contains(&row["kind"]),
            "outcome" => &row["outcome"] == wanted,
            "computer" => text(row, "/computer").to_lowercase().starts_with(&wanted_text),
            "ip" => text(row, "/ip").starts_with(&wanted_text),
            "keyword" => wanted_text.split_whitespace().all(|typed| words.iter().any(|word| word.starts_with(typed))),
            "from" => row["time"].as_i64() >= wanted.as_i64(),
            "until" => row["time"].as_i64() < wanted.as_i64(),
            other => panic!("{other} is no filter"),
        }
    })
}

/// People, changes, refusals and failures at four computers, a minute apart, the clock set back once.
async fn history(practice: &Practice) -> (Caller, Json, Json) {
    let mut admin = practice.admin().await;
    let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
    let zoe = practice.add(&admin, "Zoë", "Élan", &["manager"]).await;
    let (mut ben_now, mut zoe_now) = (ben.clone(), zoe.clone());
    for (place, (computer, ip)) in [
        ("RECEPTION-2", "192.0.2.7"),
        ("Tax-02", "10.20.1.7"),
        ("tax-laptop", "10.20.1.70"),
        ("Board Room", "2001:db8::7"),
    ]
    .into_iter()
    .enumerate()
    {
        practice.clock.pass(if place == 2 { -300 } else { 60 });
        admin = practice.anybody();
        admin.device.computer = computer.to_owned();
        admin.device.ip = ip.to_owned();
        admin.sign_in(firmkeep_tests::practice::ADMIN, firmkeep_tests::practice::PASSWORD).await.unwrap();
        for (operation, reason) in [("users.disable", "On leave until autumn"), ("users.enable", "Back from Leave")] {
            ben_now = admin.change(operation, &ben_now, reason).await.unwrap();
            practice.clock.pass(1);
        }
        let mut fields = user_fields("Zoë", "Élan", &["manager"]);
        fields["job_title"] = json!(format!("Tax senior {place}"));
        fields["mobile"] = json!(format!("0491 570 1{place}6"));
        let edit = json!({"user": zoe["row"]["id"], "version": zoe_now["row"]["version"], "fields": fields});
        zoe_now = admin.ok("users.edit", edit).await;
        let mut guess = practice.anybody();
        guess.device = admin.device.clone();
        guess.sign_in(&email, "wrong").await.unwrap_err();
        let mut his = practice.sign_in(&email).await;
        his.device = admin.device.clone();
        his.refused("register.list", json!({"limit": 5})).await;
        practice.clock.pass(60);
    }
    (practice.admin().await, ben["row"]["id"].clone(), zoe["row"]["id"].clone())
}

fn filters(admin: &Json, ben: &Json, zoe: &Json, rows: &[Json]) -> Vec<Json> {
    let nobody = "0190f5a8-0000-7000-8000-000000000000";
    let time = |place: usize| rows[place]["time"].clone();
    let (third, half, late) = (time(rows.len() / 3), time(rows.len() / 2), time(rows.len() - 3));
    let mut filters = vec![json!({})];
    for person in [admin, ben, zoe, &json!(nobody)] {
        filters.extend(["person", "actor", "record"].map(|field| json!({field: person})));
    }
    for kind in ["user", "practice", "register", "session", "support"] {
        filters.push(json!({"record_type": kind}));
    }
    for kinds in [json!(["users.edited"]), json!(["users.disabled", "users.enabled"]), json!(["practice.logo_removed"])]
    {
        filters.push(json!({"kinds": kinds}));
    }
    for outcome in ["success", "failure", "refused"] {
        filters.push(json!({"outcome": outcome}));
    }
    for computer in ["t", "TAX", "tax-0", "Tax-02", "Tax-02x", "board r", "oard", "%", "_"] {
        filters.push(json!({"computer": computer}));
    }
    for ip in ["1", "10.20", "10.20.1.7", "10.20.1.70", "2001:db8", "0.20", "192.0.2.7", "%"] {
        filters.push(json!({"ip": ip}));
    }
    for keyword in [
        "ben",
        "B",
        "ito ben",
        "ada",
        "hart",
        "leave",
        "LEAVE back",
        "autumn",
        "utumn",
        "senior 2",
        "reception",
        "tax",
        "192",
        "2001",
        "491",
        "0491",
        "61 156",
        "example ben",
        "nobody",
        "until on",
        "%",
        "senior 9",
    ] {
        filters.push(json!({"keyword": keyword}));
    }
    filters.extend([
        json!({"from": third}),
        json!({"until": third}),
        json!({"from": third, "until": half}),
        json!({"from": half, "until": third}),
        json!({"from": late, "keyword": "ben"}),
        json!({"person": ben, "kinds": ["users.disabled"], "computer": "tax", "ip": "10.20.1.70"}),
        json!({"record": zoe, "actor": admin, "record_type": "user", "outcome": "success", "keyword": "senior"}),
        json!({"record": zoe, "outcome": "failure"}),
        json!({"actor": ben, "outcome": "refused", "computer": "board"}),
        json!({"person": ben, "outcome": "failure", "from": third, "until": late, "ip": "10."}),
        json!({"kinds": ["users.enabled", "users.edited"], "keyword": "back", "until": half}),
        json!({"person": admin, "actor": ben}),
    ]);
    filters
}

/// Asks for each filter, and gives how many found something.
async fn compare(admin: &Caller, rows: &[Json], filters: &[Json], limit: usize) -> usize {
    let words: Vec<_> = rows.iter().map(words).collect();
    let mut something = 0;
    for filter in filters {
        let fits = rows.iter().zip(&words).rev().filter(|(row, words)| lets_through(filter, row, words));
        let expected: Vec<i64> = fits.map(|(row, _)| row["seq"].as_i64().unwrap()).collect();
        something += usize::from(!expected.is_empty());
        assert_eq!(found(admin, filter, limit).await, expected, "{filter}");
    }
    something
}

fn many_filters() -> Vec<Json> {
    let (somebody, rare) = (user_id(3), user_id(1_234));
    let (first, last, email) = name(3);
    let at = |part: i64| times(0).0.0 + (times(9_000).1.0 - times(0).0.0) / 100 * part;
    let mut filters: Vec<_> = ["person", "actor", "record"]
        .into_iter()
        .flat_map(|field| [json!({field: somebody}), json!({field: rare}), json!({field: user_id(999_999)})])
        .collect();
    let keywords = [
        first.clone(),
        last.clone(),
        format!("{first} {last}"),
        first[..1].to_owned(),
        first[..3].to_owned(),
        "accountant".to_owned(),
        "accountant 10".to_owned(),
        "accountant 1234".to_owned(),
        "hvale reception".to_owned(),
        "studio".to_owned(),
        "nobody".to_owned(),
        "ada".to_owned(),
        email.split('@').next().unwrap().replace('.', " "),
    ];
    filters.extend(keywords.map(|keyword| json!({"keyword": keyword})));
    filters.extend(["tax", "s", "Board", "reception-22"].map(|computer| json!({"computer": computer})));
    filters.extend(["10.", "10.20.1.5", "10.20.1.55", "11"].map(|ip| json!({"ip": ip})));
    filters.extend([
        json!({"outcome": "failure"}),
        json!({"outcome": "refused"}),
        json!({"kinds": ["practice.edited", "users.email_changed"]}),
        json!({"kinds": ["users.archived"], "outcome": "success"}),
        json!({"record_type": "practice"}),
        json!({"from": at(40), "until": at(41)}),
        json!({"from": at(97)}),
        json!({"until": at(2)}),
        json!({"from": at(10), "until": at(60), "outcome": "failure", "computer": "tax"}),
        json!({"person": somebody, "kinds": ["sign_in.succeeded"], "ip": "10.20.1.7"}),
        json!({"actor": somebody, "record": rare}),
        json!({"person": somebody, "outcome": "failure", "until": at(30), "keyword": "tax"}),
        json!({"keyword": "accountant", "outcome": "failure"}),
        json!({"record_type": "user", "computer": "priya", "kinds": ["users.disabled", "users.roles_changed"]}),
    ]);
    filters
}

on_both! {
    async fn each_filter_alone_and_with_others_finds_exactly_what_fits(practice: Practice) {
        let (admin, ben, zoe) = history(&practice).await;
        let me = admin.ok("session.current", json!({})).await["id"].clone();
        let rows = practice.events(&admin).await;
        let something = compare(&admin, &rows, &filters(&me, &ben, &zoe, &rows), 7).await;
        assert!(something > 50, "the filters find too little to tell anything: {something}");
    }

    async fn among_many_events_each_filter_finds_exactly_what_fits(practice: Practice) {
        let admin = practice.admin().await;
        // More than the index keeps in its smallest parts, and some that it does not have yet.
        add_events(&practice.door, 9_000).await.unwrap();
        let rows = practice.events(&admin).await;
        let something = compare(&admin, &rows, &many_filters(), 200).await;
        assert!(something >= 28, "the filters find too little to tell anything: {something}");
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }

    async fn a_keyword_forgives_case_accents_and_signs(practice: Practice) {
        let (admin, ..) = history(&practice).await;
        for (typed, same) in [("ZOE", "zoë"), ("elan", "Élan"), ("zoë élan", "elan zoe"), ("reception-2", "reception2"), (" ben ", "ben"), ("  ", "")] {
            let both = [typed, same].map(|keyword| json!({"keyword": keyword}));
            let (one, other) = (found(&admin, &both[0], 50).await, found(&admin, &both[1], 50).await);
            assert!(!one.is_empty(), "{typed}");
            assert_eq!(one, other, "{typed} and {same}");
        }
        assert_eq!(found(&admin, &json!({"keyword": "ben.it@hart"}), 50).await, Vec::<i64>::new());
        assert!(!found(&admin, &json!({"keyword": "ben.ito@hart"}), 50).await.is_empty());
    }

    async fn a_filter_that_cannot_be_taken_is_refused_at_its_field(practice: Practice) {
        let admin = practice.admin().await;
        for (field, value) in [
            ("kinds", json!(["users.vanished"])), ("keyword", json!("x".repeat(201))), ("computer", json!("x".repeat(201))), ("ip", json!("1".repeat(101))),
            ("keyword", json!("a\u{0}")), ("computer", json!("\u{202e}")),
        ] {
            let error = admin.refused("register.list", json!({field: value, "limit": 5})).await;
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some(field)));
        }
    }
}
