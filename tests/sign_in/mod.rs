//! Getting in, and not getting in.

mod blocking;
mod invitations;
mod mfa;
mod password;
mod reset;
