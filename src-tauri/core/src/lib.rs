//! The rules, the store and the operations of Firmkeep, without any user interface.
//!
//! Everything passes one door: [`Door::call`]. A window, the command line, a test and, one day, an office server use it in
//! the same way.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what went wrong by failing"))]

#[cfg(feature = "bench-support")]
pub mod bench_support;
pub mod clock;
pub mod demo;
pub mod device;
pub mod domain;
mod door;
pub mod error;
pub mod hashing;
pub mod keychain;
mod keys;
mod operation;
mod operations;
mod output;
mod pictures;
mod register;
mod store;

pub use clock::{Clock, Random, SystemClock, SystemRandom, Time};
pub use device::{ComputerKey, Device};
pub use door::{Changed, Content, Door, DoorOptions, Reply, Request, SessionChange, Token};
pub use error::Error;
pub use hashing::PasswordCost;
pub use keychain::{KeyPlace, Keychain, KeychainError, NoKeychain};
pub use operations::{OperationInfo, bindings, catalogue};
pub use output::{Destination, Output};
pub use register::{FileKind, FileVerdict, WrongLine, practice_key, verify_file};
