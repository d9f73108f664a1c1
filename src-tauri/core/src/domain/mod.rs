//! Plain types and rules, without any input or output.

pub mod abn;
pub mod codes;
pub mod countries;
pub mod dates;
pub mod email;
pub mod events;
pub mod mfa;
pub mod passwords;
pub mod phone;
pub mod policy;
pub mod roles;
pub mod search;
pub mod security;
pub mod sentences;
pub mod sessions;
pub mod status;
pub mod support;
pub mod text;
pub mod users;
pub mod zones;
