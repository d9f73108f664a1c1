//! Pages of users, searched, filtered and sorted.

use firmkeep_core::bench_support::{add_users, analyze, cipher_version, mobile, name, user_id};
use serde_json::{Value as Json, json};

use crate::figures::Figures;
use crate::ground::{Chance, Ground, Sizes, counted};

const SORTS: [&str; 8] = ["name", "last_sign_in", "email", "mobile", "access_level", "reports_to", "status", "mfa"];

pub async fn measure(ground: &mut Ground, sizes: &Sizes, figures: &mut Figures) {
    if let Some(version) = cipher_version(&ground.door).await.unwrap() {
        println!("  {}: SQLCipher {version}", ground.name);
    }
    let mut present = 0;
    let mut before = None;
    for users in [sizes.users, sizes.many_users] {
        add_users(&ground.door, present, users).await.unwrap();
        present = users;
        analyze(&ground.door).await.unwrap();
        ground.restart().await;
        let mut cases = cases(users, sizes.pages);
        go_on(ground, &mut cases).await;
        let figure = format!("one page of users, {} users, p99, {}", counted(users), ground.name);
        let value = ground.pages("users.list", &cases).await;
        match before {
            None => figures.at_most(&figure, value, "ms", 16.0),
            Some(few) => {
                figures.note(&figure, value, "ms");
                let figure = format!("the same against {} users, {}", counted(sizes.users), ground.name);
                figures.at_most(&figure, value / few, "x", 2.0);
            }
        }
        before = Some(value);
    }
}

/// What people type: beginnings of names, addresses and numbers, common, rare and of nobody, in one word and several.
fn search(users: u64, chance: &mut Chance) -> String {
    let (first, last, email) = name(chance.below(users));
    let letters = |text: &str, most: u64, chance: &mut Chance| -> String {
        text.chars().take(usize::try_from(1 + chance.below(most)).unwrap()).collect()
    };
    let digits: String = mobile(chance.below(users)).chars().filter(char::is_ascii_digit).collect();
    match chance.below(16) {
        0 => String::new(),
        1 => letters(&first, 1, chance),
        2 => letters(&first, 6, chance),
        3 => letters(&last, 2, chance),
        4 => letters(&last, 8, chance),
        5 => format!("{} {}", letters(&first, 2, chance), letters(&last, 2, chance)),
        6 => format!("{first} {}", letters(&last, 4, chance)),
        7 => format!("{} {}", letters(&last, 5, chance), letters(&first, 5, chance)),
        8 => format!("{} {} hvale", letters(&first, 1, chance), letters(&last, 1, chance)),
        9 => email,
        10 => letters(&email, 12, chance),
        11 => format!("04{}", letters(&digits[3..], 3, chance)),
        12 => format!("0{} {} {}", &digits[2..5], &digits[5..8], &digits[8..]),
        13 => chance.of(&["hvale", "example", "h", "0", "04", "61", "hvale example"]).to_owned(),
        14 => chance
            .of(&["zzqx", "nobody here", "a zzqx", "0999999999", "x", "qu zab", "z z", "zoë", "o'bri", "%", "mei y"])
            .to_owned(),
        _ => first.to_uppercase(),
    }
}

fn filter(users: u64, chance: &mut Chance) -> Json {
    let mut filter = json!({"search": search(users, chance), "show_inactive": chance.below(4) == 0});
    if chance.below(5) == 0 {
        filter["roles"] = chance
            .of(&[&["employee"][..], &["partner"], &["manager"], &["practice_admin"], &["partner", "manager"]])
            .into();
    }
    if chance.below(6) == 0 {
        filter["statuses"] = chance
            .of(&[&["active"][..], &["archived"], &["invited"], &["disabled", "restricted"], &["inactive", "invited"]])
            .into();
    }
    if chance.below(8) == 0 {
        filter["mfa"] = chance.of(&["set_up", "not_set_up"]).into();
    }
    if chance.below(25) == 0 {
        filter["reports_to"] = json!(user_id(chance.below(400)));
    }
    filter
}

fn cases(users: u64, count: usize) -> Vec<Json> {
    let mut chance = Chance::new(0x5EED);
    (0..count)
        .map(|_| {
            json!({
                "filter": filter(users, &mut chance), "sort": chance.of(&SORTS), "descending": chance.below(2) == 0,
                "limit": 50,
            })
        })
        .collect()
}

/// Lets some of the cases ask for a page further down.
async fn go_on(ground: &Ground, cases: &mut [Json]) {
    for case in cases.iter_mut().step_by(5) {
        for _ in 0..3 {
            let next = ground.admin.ok("users.list", case.clone()).await["next"].clone();
            if next.is_null() {
                break;
            }
            case["after"] = next;
        }
    }
}
