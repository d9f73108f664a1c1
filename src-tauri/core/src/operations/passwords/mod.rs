//! Passwords, as they are judged before anybody has one.

pub(crate) mod check;
