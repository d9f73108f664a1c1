//! What the integration tests stand on: a real PostgreSQL, and a practice on either database.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test's ground says what went wrong by failing")]

pub mod authenticator;
pub mod computer;
pub mod copies;
pub mod database;
pub mod forge;
pub mod keychain;
pub mod postgres;
pub mod practice;
pub mod requests;
