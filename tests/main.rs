//! The integration tests, by area.
