//! The tests' PostgreSQL for programs that are not written in Rust. It takes orders as lines on standard input and answers
//! each with a line: `database` with the address of a fresh one, `stop` and `start` with `done`. It ends with its input.

use firmkeep_tests::postgres::{Options, Postgres};
use std::io::BufRead as _;

fn main() {
    let server = Postgres::start(Options::default());
    let mut databases = Vec::new();
    for order in std::io::stdin().lock().lines().map_while(Result::ok) {
        match order.trim() {
            "database" => {
                let database = server.fresh_database();
                println!("{}", database.url());
                databases.push(database);
            }
            "stop" => {
                server.stop_immediately();
                println!("done");
            }
            "start" => {
                server.start_again();
                println!("done");
            }
            other => println!("unknown order: {other}"),
        }
    }
}
