//! Getting in: with a password, or for the first time with an invitation's code.

mod invitations;
mod password;
