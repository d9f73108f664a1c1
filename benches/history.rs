//! A million events exported, counted, drawn as a timeline, and checked while others write.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use firmkeep_core::bench_support::{append, times, user_id};
use firmkeep_core::{Door, DoorOptions, NoKeychain};
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD};
use serde_json::{Value as Json, json};

use crate::figures::{Figures, milliseconds, percentile};
use crate::ground::{Ground, Sizes, counted};

pub async fn measure(ground: &mut Ground, sizes: &Sizes, figures: &mut Figures) {
    let many = counted(sizes.events);
    for format in ["csv", "xlsx", "json_lines"] {
        // A process of its own: what the others needed before must not hide what this one needs.
        let told = Command::new(std::env::current_exe().unwrap())
            .args(["--export", ground.folder().to_str().unwrap(), format])
            .output()
            .unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        let told: Json = serde_json::from_str(told.lines().last().unwrap_or_default()).unwrap();
        assert!(told["rows"].as_u64().unwrap() >= sizes.events, "{told}");
        println!("  {}: {told}", ground.name);
        let memory = format!("memory for exporting {many} events, {format}, {}", ground.name);
        figures.at_most(&memory, told["mebibytes"].as_f64().unwrap(), "MiB", 100.0);
        let time = format!("exporting {many} events, {format}, {}", ground.name);
        figures.note(&time, told["seconds"].as_f64().unwrap(), "s");
    }
    asked(ground, sizes, figures).await;
    checked_while_others_write(ground, sizes, figures).await;
}

/// What the screen asks beside a page.
async fn asked(ground: &Ground, sizes: &Sizes, figures: &mut Figures) {
    let (first, last) = times(sizes.events);
    let zone = "Australia/Sydney";
    let day = 24 * 3_600_000_000_i64;
    let timeline = |from: i64, step: &str| json!({"from": from, "until": last, "zone": zone, "step": step});
    let mut of_one = timeline(last.0 - 900 * day, "day");
    of_one["filter"] = json!({"person": user_id(3)});
    for (what, operation, input) in [
        ("timeline of all, by day", "register.timeline", timeline(first.0.max(last.0 - 990 * day), "day")),
        ("timeline of 30 days, by hour", "register.timeline", timeline(last.0 - 30 * day, "hour")),
        ("timeline of one person, by day", "register.timeline", of_one),
        ("count by kind", "register.count", json!({"filter": {"kinds": ["sign_in.succeeded"]}})),
        ("count by keyword", "register.count", json!({"filter": {"keyword": "reception"}})),
        ("count by time", "register.count", json!({"filter": {"from": first.0 + day}})),
    ] {
        let mut taken = Vec::new();
        for _ in 0..20 {
            let start = Instant::now();
            ground.admin.ok(operation, input.clone()).await;
            taken.push(start.elapsed());
        }
        let figure = format!("{what}, {} events, {}", counted(sizes.events), ground.name);
        figures.note(&figure, milliseconds(percentile(&mut taken, 90)), "ms");
    }
}

async fn checked_while_others_write(ground: &Ground, sizes: &Sizes, figures: &mut Figures) {
    let stop = Arc::new(AtomicBool::new(false));
    let (door, stopped, from) = (ground.door.clone(), stop.clone(), sizes.events + 500_000);
    let writer = tokio::spawn(async move {
        let mut place = from;
        while !stopped.load(Ordering::SeqCst) {
            append(&door, place).await.unwrap();
            place += 1;
            // An office at its busiest, not a machine at its limit.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        place - from
    });
    let start = Instant::now();
    let verdict = ground.admin.ok("register.verify", json!({})).await;
    let taken = start.elapsed();
    stop.store(true, Ordering::SeqCst);
    let written = writer.await.unwrap();
    assert_eq!(verdict["intact"], true, "{verdict}");
    println!("  {}: {written} events written while the register was checked", ground.name);
    let rate = verdict["checked"].as_f64().unwrap() / taken.as_secs_f64();
    figures.at_least(
        &format!("checking the register beside writers, {}", ground.name),
        rate.round(),
        "events/s",
        100_000.0,
    );
}

/// The process that exports: it prints what it needed.
pub async fn export(folder: &Path, format: &str) {
    let door = Door::open(DoorOptions::new(folder, Arc::new(NoKeychain))).await;
    let mut admin = Caller::at(&door);
    admin.sign_in(ADMIN, PASSWORD).await.unwrap();
    let target = tempfile::tempdir().unwrap();
    let path = target.path().join("history");
    let before = memory("VmRSS");
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let start = Instant::now();
    let reply = admin.to_file("register.export", json!({"format": format}), &path).await.unwrap();
    let taken = start.elapsed();
    let grown = memory("VmHWM").saturating_sub(before);
    let bytes = std::fs::metadata(&path).unwrap().len();
    door.close().await;
    let told = json!({
        "rows": reply.value["rows"], "mebibytes": grown / 1_024, "seconds": (taken.as_secs_f64() * 10.0).round() / 10.0,
        "file_mebibytes": bytes >> 20,
    });
    println!("{told}");
}

/// A line of what the system says of this process's memory, in KiB.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
