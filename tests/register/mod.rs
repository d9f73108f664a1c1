//! The register: who did what to whom, from where, and that nobody can rewrite it.

mod chain;
mod events;
mod export;
mod filter;
mod find;
mod verify;
