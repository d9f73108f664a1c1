//! Pages of the register with a million events, and checking it whole.

use std::time::Instant;

use firmkeep_core::bench_support::{add_events, analyze, times, user_id};
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

fn cases(events: u64, count: usize) -> Vec<Json> {
    let mut chance = Chance::new(0xFEED);
    let (first, last) = times(events);
    let length = u64::try_from(last.0 - first.0).unwrap();
    (0..count)
        .map(|_| {
            let mut case = json!({"limit": 50});
            if chance.below(2) == 0 {
                // The busiest, somebody, somebody whom little happened to, and nobody of this practice.
                let person = match chance.below(8) {
                    0 | 1 => chance.below(8),
                    2..5 => chance.below(2_000),
                    5 | 6 => chance.below(200),
                    _ => 999_999_999,
                };
                case["person"] = json!(user_id(person));
            }
            if chance.below(2) == 0 {
                case["kinds"] = chance.of(&KINDS).into();
            }
            if chance.below(3) == 0 {
                case["outcome"] = chance.of(&["success", "failure", "refused"]).into();
            }
            if chance.below(3) == 0 {
                let from = chance.below(length);
                let hour = 3_600_000_000;
                let span = chance.of(&[hour, 24 * hour, 7 * 24 * hour, 90 * 24 * hour, 1_000 * 24 * hour]);
                case["from"] = json!(first.0 + i64::try_from(from).unwrap());
                if chance.below(3) > 0 {
                    case["until"] = json!(first.0 + i64::try_from(from + span).unwrap());
                }
            }
            if chance.below(4) == 0 {
                case["before"] = json!(chance.below(events));
            }
            case
        })
        .collect()
}
