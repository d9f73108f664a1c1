//! The four roles, of which a user may hold several.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of things a person may do in the practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, the practice's settings included.
    PracticeAdmin,
    /// Most things; not the settings, not partners or practice admins.
    Partner,
    /// Can be named as the manager of a client.
    Manager,
    /// Works on the client groups given to them.
    Employee,
}

impl Role {
    /// All roles, the most far-reaching first.
    pub const ALL: [Self; 4] = [Self::PracticeAdmin, Self::Partner, Self::Manager, Self::Employee];

    /// The role's name as people read it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::PracticeAdmin => "Practice admin",
            Self::Partner => "Partner",
            Self::Manager => "Manager",
            Self::Employee => "Employee",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::PracticeAdmin => 1,
            Self::Partner => 2,
            Self::Manager => 4,
            Self::Employee => 8,
        }
    }
}

/// The roles that somebody holds: a set, stored as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Roles(u8);

impl Roles {
    /// Whether `role` is held.
    #[must_use]
    pub const fn holds(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether no role is held.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The same set with `role`.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    /// The roles held, the most far-reaching first.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.holds(*role))
    }

    /// Roles in one set and not in the other, either way.
    #[must_use]
    pub const fn differing(self, other: Self) -> Self {
        Self(self.0 ^ other.0)
    }

    /// As stored: 1 Practice Admin, 2 Partner, 4 Manager, 8 Employee.
    #[must_use]
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// From the stored bits; unknown bits are dropped.
    #[must_use]
    pub fn from_bits(bits: i64) -> Self {
        Self(u8::try_from(bits & 0xf).unwrap_or(0))
    }

    /// Sorts by what is held: the most far-reaching role first, then the next.
    #[must_use]
    pub fn rank(self) -> i64 {
        Role::ALL.iter().fold(0, |rank, role| rank * 2 + i64::from(!self.holds(*role)))
    }

    /// As people read it: `Partner, Manager`.
    #[must_use]
    pub fn in_words(self) -> String {
        self.iter().map(Role::title).collect::<Vec<_>>().join(", ")
    }

    /// As a list, the most far-reaching first.
    #[must_use]
    pub fn to_vec(self) -> Vec<Role> {
        self.iter().collect()
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<T: IntoIterator<Item = Role>>(roles: T) -> Self {
        roles.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_sorts_the_most_far_reaching_roles_first() {
        let admin = Roles::default().with(Role::PracticeAdmin);
        let partner_and_manager = Roles::default().with(Role::Partner).with(Role::Manager);
        let partner = Roles::default().with(Role::Partner);
        let employee = Roles::default().with(Role::Employee);
        let ranks = [admin, partner_and_manager, partner, employee].map(Roles::rank);
        assert!(ranks.is_sorted(), "a partner would stand above a practice admin: {ranks:?}");
    }

    #[test]
    fn stored_bits_come_back_as_the_same_roles() {
        for bits in 0..16 {
            assert_eq!(Roles::from_bits(bits).bits(), bits);
        }
    }
}
