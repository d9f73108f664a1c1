//! Measures the core on both databases, and says beside each figure what it must reach.
//!
//! `cargo run --profile bench-run --package firmkeep-bench -- --json figures.json [--quick]`

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot be made ends the program")]

mod append;
mod figures;
mod ground;
mod history;
mod register;
mod sign_in;
mod users;

use std::path::PathBuf;

use clap::Parser;
use firmkeep_tests::postgres::{Options, Postgres};

use figures::Figures;
use ground::{Ground, Sizes};

#[derive(Parser)]
struct Arguments {
    /// Where the figures are written.
    #[arg(long)]
    json: Option<PathBuf>,
    /// A tenth of the data and of the measurements: to see that it works, not to judge.
    #[arg(long)]
    quick: bool,
    /// Only the measurements whose name has this in it: sign-in, users, register.
    #[arg(long, default_value = "")]
    only: String,
    /// Only one database: SQLite or PostgreSQL.
    #[arg(long)]
    database: Option<String>,
    /// For itself: exports the practice in a folder, and says what it needed.
    #[arg(long, hide = true, num_args = 2)]
    export: Option<Vec<String>>,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    if let Some([folder, format]) = arguments.export.as_deref() {
        return history::export(folder.as_ref(), format).await;
    }
    let sizes = Sizes::new(arguments.quick);
    let server = Postgres::start(Options { fsync: true });
    let mut figures = Figures::default();
    for office in [false, true] {
        let name = ground::name(office);
        if arguments.database.as_ref().is_some_and(|only| !only.eq_ignore_ascii_case(name)) {
            continue;
        }
        let wanted = |what: &str| what.contains(&arguments.only);
        if wanted("sign-in") || wanted("users") {
            let mut ground = Ground::new(office.then(|| server.fresh_database())).await;
            if wanted("sign-in") {
                sign_in::measure(&ground, &sizes, &mut figures).await;
                let database = office.then(|| server.fresh_database());
                let address = database.as_ref().map(firmkeep_tests::postgres::Database::url);
                sign_in::measure_with_code(address, name, &sizes, &mut figures).await;
                let practice = sign_in::practice_at_full_cost(office.then(|| server.fresh_database())).await;
                sign_in::measure_refusals(&practice, name, &sizes, &mut figures).await;
                practice.door.close().await;
            }
            if wanted("users") {
                users::measure(&mut ground, &sizes, &mut figures).await;
            }
            ground.door.close().await;
        }
        if wanted("register") {
            let mut ground = Ground::new(office.then(|| server.fresh_database())).await;
            register::measure(&mut ground, &sizes, &mut figures).await;
            history::measure(&mut ground, &sizes, &mut figures).await;
            append::measure(&mut ground, &sizes, &mut figures).await;
            ground.door.close().await;
        }
    }
    print!("\n{}", figures.table());
    if let Some(path) = arguments.json {
        std::fs::write(&path, figures.json() + "\n").unwrap();
    }
}
