//! What the Support user, the vendor's helper, may be let in for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the Support user is called.
pub const NAME: &str = "Firmkeep Support";
/// For how many hours Support may be let in at once.
pub const HOURS: [i64; 4] = [1, 4, 24, 72];
/// For how many hours altogether, prolonged or not.
pub const MOST_HOURS: i64 = 72;
/// So many wrong access codes end the grant.
pub const MOST_FAILED_CODES: i64 = 5;
/// A clock that was set back by more than this since Support was let in ends the grant.
pub const SET_BACK_SECONDS: i64 = 2 * 60;

/// What Support may do, nothing unless it is said. Never client data, roles, passwords or exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SupportScopes")]
#[schemars(rename = "SupportScopes")]
pub struct Scopes {
    /// Look at users, without personal details.
    pub users: bool,
    /// Look at the practice's and the security settings.
    pub settings: bool,
    /// Look at the register.
    pub register: bool,
    /// Unblock a user.
    pub unblock: bool,
    /// Reset a user's MFA.
    pub reset_mfa: bool,
}

/// What an operation asks of the Support user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// Not for Support.
    Never,
    /// What the window itself needs; it shows nothing of the practice and is no event.
    Always,
    Users,
    Settings,
    Register,
    /// Where users and the register may be looked at.
    UserHistory,
    Unblock,
    ResetMfa,
}

impl Support {
    /// Whether `scopes` allow it.
    #[must_use]
    pub const fn allows(self, scopes: Scopes) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            // Whoever may unblock or reset must find the person first.
            Self::Users => scopes.users || scopes.unblock || scopes.reset_mfa,
            Self::Settings => scopes.settings,
            Self::Register => scopes.register,
            Self::UserHistory => scopes.register && scopes.users,
            Self::Unblock => scopes.unblock,
            Self::ResetMfa => scopes.reset_mfa,
        }
    }
}

impl Scopes {
    /// As stored: 1 users, 2 settings, 4 register, 8 unblock, 16 reset MFA.
    #[must_use]
    pub fn bits(self) -> i64 {
        let flags = [self.users, self.settings, self.register, self.unblock, self.reset_mfa];
        flags.iter().rev().fold(0, |bits, flag| bits * 2 + i64::from(*flag))
    }

    /// From the stored bits; unknown bits are dropped.
    #[must_use]
    pub const fn from_bits(bits: i64) -> Self {
        Self {
            users: bits & 1 != 0,
            settings: bits & 2 != 0,
            register: bits & 4 != 0,
            unblock: bits & 8 != 0,
            reset_mfa: bits & 16 != 0,
        }
    }

    /// As people read it.
    #[must_use]
    pub fn in_words(self) -> String {
        let words: Vec<_> = [
            (self.users, "look at users"),
            (self.settings, "look at settings"),
            (self.register, "look at the history"),
            (self.unblock, "unblock a user"),
            (self.reset_mfa, "reset a user’s MFA"),
        ]
        .into_iter()
        .filter_map(|(may, words)| may.then_some(words))
        .collect();
        if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_bits_come_back_as_the_same_scopes() {
        for bits in 0..32 {
            assert_eq!(Scopes::from_bits(bits).bits(), bits);
        }
    }

    #[test]
    fn nothing_is_allowed_unless_it_is_said() {
        let nothing = Scopes::default();
        for asked in [
            Support::Never,
            Support::Users,
            Support::Settings,
            Support::Register,
            Support::UserHistory,
            Support::Unblock,
            Support::ResetMfa,
        ] {
            assert!(!asked.allows(nothing), "{asked:?}");
        }
        let unblocks = Scopes { unblock: true, ..nothing };
        assert!(Support::Users.allows(unblocks) && !Support::ResetMfa.allows(unblocks));
        assert!(!Support::Register.allows(unblocks));
    }
}
