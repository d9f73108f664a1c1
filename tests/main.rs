//! The integration tests, by area. Each runs on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what went wrong by failing")]

mod faults;
mod session;
mod setup;
mod sign_in;
mod users;
