//! Pages of the register with a million events, and checking it whole.

use std::time::Instant;

use firmkeep_core::bench_support::{add_events, analyze, name, times, user_id};
use serde_json::{Value as Json, json};

use crate::figures::Figures;
use crate::ground::{Chance, Ground, Sizes, counted};

pub async fn measure(ground: &mut Ground, sizes: &Sizes, figures: &mut Figures) {
    let start = Instant::now();
    add_events(&ground.door, sizes.events).await.unwrap();
    println!("  {}: {} events made in {:.1} s", ground.name, counted(sizes.events), start.elapsed().as_secs_f64());
    analyze(&ground.door).await.unwrap();
    ground.restart().await;
    let value = ground.pages("register.list", &cases(sizes.events, sizes.pages)).await;
    let figure = format!("one page of the register, {} events, p99, {}", counted(sizes.events), ground.name);
    figures.at_most(&figure, value, "ms", 20.0);

    let start = Instant::now();
    let verdict = ground.admin.ok("register.verify", json!({})).await;
    assert_eq!(verdict["intact"], true, "{verdict}");
    let rate = verdict["checked"].as_f64().unwrap() / start.elapsed().as_secs_f64();
    figures.at_least(&format!("checking the register, {}", ground.name), rate.round(), "events/s", 100_000.0);
}

const KINDS: [&[&str]; 12] = [
    &["sign_in.succeeded"],
    &["users.edited"],
    &["sign_in.failed"],
    &["access.refused"],
    &["practice.edited"],
    &["users.email_changed"],
    &["register.verified"],
    &["practice.logo_changed"],
    &["users.disabled", "users.enabled", "users.archived", "users.unarchived"],
    &["sign_in.succeeded", "sign_in.failed", "session.ended", "session.expired", "session.locked", "session.unlocked"],
    &["practice.created", "practice.edited", "practice.logo_changed", "practice.logo_removed"],
    &[
        "users.added",
        "users.edited",
        "users.roles_changed",
        "users.email_changed",
        "users.invited",
        "users.invite_resent",
    ],
];

/// The busiest, somebody, somebody whom little happened to, and nobody of this practice.
fn person(chance: &mut Chance) -> Json {
    let person = match chance.below(8) {
        0 | 1 => chance.below(8),
        2..5 => chance.below(2_000),
        5 | 6 => chance.below(200),
        _ => 999_999_999,
    };
    json!(user_id(person))
}

/// What people look for: names, addresses, reasons, values before and after, computers; common, rare, old and of nobody.
fn keyword(events: u64, chance: &mut Chance) -> String {
    let (first, last, email) = name(chance.below(2_000));
    let letters = |text: &str, most: u64, chance: &mut Chance| -> String {
        text.chars().take(usize::try_from(1 + chance.below(most)).unwrap()).collect()
    };
    match chance.below(16) {
        0 => letters(&first, 1, chance),
        1 => letters(&first, 4, chance),
        2 => first,
        3 => letters(&last, 8, chance),
        4 => format!("{first} {last}"),
        5 => format!("{} {}", letters(&first, 3, chance), letters(&last, 3, chance)),
        6 => email,
        7 => letters(&email, 14, chance),
        8 => format!("accountant {}", chance.below(events)),
        9 => format!("accountant {}", chance.below(1_000)),
        10 => format!("{} {}", name(chance.below(8)).1, letters(&first, 2, chance)),
        11 => chance.of(&["leave", "parental autumn", "left", "agreed partners", "l", "on until"]).to_owned(),
        12 => chance.of(&["hvale", "h", "a", "10.20", "10.20.1.7", "example hvale"]).to_owned(),
        13 => chance.of(&["old-laptop", "desk-07", "reception", "studio imac", "d", "tax"]).to_owned(),
        14 => chance.of(&["zzqx", "a zzqx", "nobody here", "%", "x", "aaron zzqx"]).to_owned(),
        _ => format!("{} leave", letters(&first, 2, chance)),
    }
}

/// One field of the filter, by its number.
fn field(case: &mut Json, which: u64, events: u64, chance: &mut Chance) {
    let (first, last) = times(events);
    let length = u64::try_from(last.0 - first.0).unwrap();
    let hour = 3_600_000_000;
    match which {
        0 => case["person"] = person(chance),
        1 => case["actor"] = person(chance),
        2 => case["record"] = person(chance),
        3 => case["record_type"] = chance.of(&["user", "practice", "register", "session", "support"]).into(),
        4 => case["kinds"] = chance.of(&KINDS).into(),
        5 => case["outcome"] = chance.of(&["success", "failure", "refused"]).into(),
        6 => {
            case["computer"] = chance
                .of(&["reception-2", "d", "DESK-1", "desk-33", "old-laptop", "tax", "studio-imac", "nowhere"])
                .into();
        }
        7 => case["ip"] = chance.of(&["10.20.1.7", "10.20.1.55", "10.", "10.20.1.1", "192.168."]).into(),
        8 => case["keyword"] = keyword(events, chance).into(),
        _ => {
            // Half of the times are in the oldest tenth.
            let last = chance.of(&[length, length / 10]);
            let from = chance.below(last);
            let span = chance.of(&[hour, 24 * hour, 7 * 24 * hour, 90 * 24 * hour, 1_000 * 24 * hour]);
            if chance.below(4) > 0 {
                case["from"] = json!(first.0 + i64::try_from(from).unwrap());
            }
            if chance.below(3) > 0 {
                case["until"] = json!(first.0 + i64::try_from(from + span).unwrap());
            }
        }
    }
}

/// Each filter alone, then two to five of them together; a quarter of all on a page further down.
fn cases(events: u64, count: usize) -> Vec<Json> {
    let mut chance = Chance::new(0xFEED);
    (0..count)
        .map(|number| {
            let mut case = json!({"limit": 50});
            if number % 3 == 0 {
                field(&mut case, u64::try_from(number / 3).unwrap() % 10, events, &mut chance);
            } else {
                for _ in 0..2 + chance.below(4) {
                    let which = chance.below(10);
                    field(&mut case, which, events, &mut chance);
                }
            }
            if chance.below(4) == 0 {
                case["before"] = json!(chance.below(events));
            }
            case
        })
        .collect()
}
