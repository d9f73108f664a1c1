//! A practice to measure in.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use firmkeep_core::bench_support::leave_mfa_to_each;
use firmkeep_core::{Door, DoorOptions, NoKeychain};
use firmkeep_tests::postgres::Database;
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD, set_up};
use serde_json::Value as Json;
use tempfile::TempDir;

use crate::figures::{milliseconds, percentile};

/// How much of everything.
pub struct Sizes {
    pub users: u64,
    pub many_users: u64,
    pub events: u64,
    /// Pages that are asked for.
    pub pages: usize,
    pub sign_ins: usize,
    pub appends: u64,
}

impl Sizes {
    pub fn new(quick: bool) -> Self {
        if quick {
            Self { users: 1_000, many_users: 10_000, events: 50_000, pages: 200, sign_ins: 5, appends: 50 }
        } else {
            Self { users: 10_000, many_users: 100_000, events: 1_000_000, pages: 2_000, sign_ins: 15, appends: 400 }
        }
    }
}

pub fn name(office: bool) -> &'static str {
    if office { "PostgreSQL" } else { "SQLite" }
}

/// A number as people read it.
pub fn counted(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub struct Ground {
    pub door: Door,
    pub admin: Caller,
    pub name: &'static str,
    folder: TempDir,
    _database: Option<Database>,
}

impl Ground {
    /// A practice as the wizard makes it, with the computer's own clock and cost of passwords.
    pub async fn new(database: Option<Database>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let door = Door::open(DoorOptions::new(folder.path(), Arc::new(NoKeychain))).await;
        set_up(&door, database.as_ref().map(Database::url)).await;
        // The measurements are about the operations themselves: nobody here has an authenticator.
        leave_mfa_to_each(&door).await.unwrap();
        let admin = Self::signed_in(&door).await;
        Self { door, admin, name: name(database.is_some()), folder, _database: database }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn signed_in(door: &Door) -> Caller {
        let mut admin = Caller::at(door);
        admin.sign_in(ADMIN, PASSWORD).await.unwrap();
        admin
    }

    /// Starts anew, so that nothing of what filled the database is left in a connection.
    pub async fn restart(&mut self) {
        self.door.close().await;
        self.door = Door::open(DoorOptions::new(self.folder.path(), Arc::new(NoKeychain))).await;
        self.admin = Self::signed_in(&self.door).await;
    }

    /// How long the pages take that 99 of 100 stay under, each case asked once after a short warm-up. What was slowest
    /// is printed.
    pub async fn pages(&self, operation: &str, cases: &[Json]) -> f64 {
        for case in cases.iter().rev().take(40) {
            self.admin.ok(operation, case.clone()).await;
        }
        let mut taken: Vec<(Duration, usize, usize)> = Vec::with_capacity(cases.len());
        for (place, case) in cases.iter().enumerate() {
            let start = Instant::now();
            let page = self.admin.ok(operation, case.clone()).await;
            taken.push((start.elapsed(), place, page["rows"].as_array().unwrap().len()));
        }
        taken.sort_by(|one, other| other.cmp(one));
        let mut durations: Vec<_> = taken.iter().map(|(duration, ..)| *duration).collect();
        let ninety_ninth = percentile(&mut durations, 99);
        println!(
            "  {} {operation}: median {:.2} ms, 90 % {:.2} ms, 99 % {:.2} ms, most {:.2} ms; slowest:",
            self.name,
            milliseconds(percentile(&mut durations, 50)),
            milliseconds(percentile(&mut durations, 90)),
            milliseconds(ninety_ninth),
            milliseconds(taken[0].0),
        );
        for (duration, place, rows) in taken.iter().take(12) {
            println!("    {:8.2} ms {rows:>3} rows {}", milliseconds(*duration), cases[*place]);
        }
        milliseconds(ninety_ninth)
    }
}

/// Chance that is the same in every run.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % end
    }

    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}
