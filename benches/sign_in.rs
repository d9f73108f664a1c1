//! The sign-in operation beside the bare hash that it contains.

use std::time::{Duration, Instant};

use firmkeep_core::bench_support::{check_password, forget_attempts, stored_password};
use firmkeep_core::{Door, DoorOptions, PasswordCost};
use firmkeep_tests::authenticator::Authenticator;
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD, Practice, TestClock, options, set_up};
use serde_json::json;

use crate::figures::{Figures, median, milliseconds};
use crate::ground::{Ground, Sizes};

pub async fn measure(ground: &Ground, sizes: &Sizes, figures: &mut Figures) {
    let (mut operation, mut bare) = (Vec::new(), Vec::new());
    while operation.len() < sizes.sign_ins {
        let stored = stored_password(&ground.door, ADMIN).await.unwrap();
        let start = Instant::now();
        assert!(check_password(PASSWORD, &stored).await.unwrap());
        let hash = start.elapsed();
        let mut caller = Caller::at(&ground.door);
        let start = Instant::now();
        caller.sign_in(ADMIN, PASSWORD).await.unwrap();
        let signed_in = start.elapsed();
        // A sign-in that found the hash too cheap for this computer made a second one: that is not measured.
        if stored == stored_password(&ground.door, ADMIN).await.unwrap() {
            operation.push(signed_in);
            bare.push(hash);
        }
    }
    let (operation, bare) = (milliseconds(median(&mut operation)), milliseconds(median(&mut bare)));
    println!("  {} sign-in: {operation:.2} ms, the bare hash {bare:.2} ms", ground.name);
    figures.at_most(&format!("sign-in against bare Argon2id, {}", ground.name), operation / bare, "x", 1.10);
}

/// The same with the code that follows: the clock goes on by a step each time, since a code is good once.
pub async fn measure_with_code(address: Option<&str>, name: &str, sizes: &Sizes, figures: &mut Figures) {
    let (folder, clock) = (tempfile::tempdir().unwrap(), TestClock::new());
    let with = DoorOptions { passwords: PasswordCost::Tuned, ..options(folder.path(), &clock) };
    let door = Door::open(with).await;
    set_up(&door, address).await;
    let mut caller = Caller::at(&door);
    let credentials = json!({"email": ADMIN, "password": PASSWORD});
    caller.step("sign_in.password", credentials.clone()).await.unwrap();
    let (app, _) = Authenticator::enrol(&mut caller, &clock).await;
    let (mut operation, mut bare) = (Vec::new(), Vec::new());
    while operation.len() < sizes.sign_ins {
        let stored = stored_password(&door, ADMIN).await.unwrap();
        let start = Instant::now();
        assert!(check_password(PASSWORD, &stored).await.unwrap());
        let hash = start.elapsed();
        let code = app.next_code(&clock);
        let mut caller = Caller::at(&door);
        let start = Instant::now();
        caller.step("sign_in.password", credentials.clone()).await.unwrap();
        let came = caller.step("sign_in.code", json!({"code": code, "remember": false})).await.unwrap();
        let signed_in = start.elapsed();
        assert_eq!(came["step"], "open");
        if stored == stored_password(&door, ADMIN).await.unwrap() {
            operation.push(signed_in);
            bare.push(hash);
        }
    }
    door.close().await;
    let (operation, bare) = (milliseconds(median(&mut operation)), milliseconds(median(&mut bare)));
    println!("  {name} sign-in with a code: {operation:.2} ms, the bare hash {bare:.2} ms");
    figures.at_most(
        &format!("sign-in with password and code against bare Argon2id, {name}"),
        operation / bare,
        "x",
        1.10,
    );
}

/// How far apart the five refusals are that must not be told apart: the longest median over the shortest.
pub async fn measure_refusals(practice: &Practice, name: &str, sizes: &Sizes, figures: &mut Figures) {
    let admin = practice.admin().await;
    let mut people = Vec::new();
    for who in ["Wrong", "Blocked", "Disabled", "Archived"] {
        people.push(practice.join(&admin, who, "Ito", &["employee"]).await);
    }
    let [(_, wrong), (_, blocked), (gone, disabled), (left, archived)] = &people[..] else { return };
    admin.change("users.disable", gone, "Leave").await.unwrap();
    admin.change("users.archive", left, "Left").await.unwrap();
    let refuse = async |email: &str| {
        let start = Instant::now();
        let input = json!({"email": email, "password": "not this one at all"});
        assert_eq!(practice.anybody().refused("sign_in.password", input).await.code, "sign_in.refused");
        start.elapsed()
    };
    for _ in 0..5 {
        refuse(blocked).await;
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); 5];
    for _ in 0..sizes.sign_ins {
        forget_attempts(&practice.door).await.unwrap();
        for (place, email) in ["nobody@hart.example", wrong, blocked, disabled, archived].iter().enumerate() {
            times[place].push(refuse(email).await);
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| milliseconds(median(times))).collect();
    println!("  {name} refusals (unknown, wrong, blocked, disabled, archived): {medians:.2?} ms");
    let (least, most) =
        medians.iter().fold((f64::MAX, 0.0_f64), |(least, most), one| (least.min(*one), most.max(*one)));
    figures.at_most(&format!("the slowest refusal of a sign-in against the quickest, {name}"), most / least, "x", 1.10);
}

/// A practice whose passwords cost what they cost a person on this computer.
pub async fn practice_at_full_cost(database: Option<firmkeep_tests::postgres::Database>) -> Practice {
    Practice::costing(tempfile::tempdir().unwrap(), database, PasswordCost::Tuned).await
}
