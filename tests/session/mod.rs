//! The session of whoever is signed in.

mod ends;
mod idle;
mod proof;
mod tokens;
