//! The integration tests, by area. Each runs on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what went wrong by failing")]

mod checks;
mod command_line;
mod faults;
mod input;
mod preferences;
mod register;
mod session;
mod settings;
mod setup;
mod sign_in;
mod users;
