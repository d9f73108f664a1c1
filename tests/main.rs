//! The integration tests, by area. Each runs on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what went wrong by failing")]

mod checks;
mod command_line;
mod faults;
mod input;
mod preferences;
mod profile;
mod register;
mod security;
mod session;
mod sessions;
mod settings;
mod setup;
mod sign_in;
mod support_user;
mod users;
