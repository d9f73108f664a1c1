//! The register: who did what to whom, from where, and that nobody can rewrite it.

mod archive;
mod chain;
mod checkpoints;
mod events;
mod export;
mod filter;
mod find;
mod numbers;
mod verify;
