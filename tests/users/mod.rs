//! The people of the practice.

mod adding;
mod conflicts;
mod editing;
mod email;
mod last_admin;
mod list;
mod pages;
mod private;
mod reporting;
mod rights;
mod status;
