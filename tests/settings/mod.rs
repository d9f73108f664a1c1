//! The practice's settings.

mod edit;
mod logo;
