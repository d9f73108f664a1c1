//! The access status: whether and how a user gets in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a user stands between being added and having left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AccessStatus {
    /// Created, never invited.
    Inactive,
    /// An invitation is open.
    Invited,
    /// Signs in and works.
    Active,
    /// Signs in and looks.
    Restricted,
    /// Suspended or away for long: cannot sign in, comes back with Enable.
    Disabled,
    /// Left the firm: cannot sign in, hidden, history kept, comes back with Unarchive.
    Archived,
}

/// A change of the access status that a person asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusAction {
    Invite,
    RevokeInvite,
    Disable,
    Enable,
    Archive,
    Unarchive,
    Restrict,
    LiftRestriction,
}

impl AccessStatus {
    /// All statuses, in the order in which a list shows them.
    pub const ALL: [Self; 6] =
        [Self::Active, Self::Restricted, Self::Invited, Self::Inactive, Self::Disabled, Self::Archived];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Restricted => "restricted",
            Self::Disabled => "disabled",
            Self::Archived => "archived",
        }
    }

    /// As people read it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Inactive => "Not invited",
            Self::Invited => "Invited",
            Self::Active => "Active",
            Self::Restricted => "Restricted",
            Self::Disabled => "Disabled",
            Self::Archived => "Archived",
        }
    }

    /// From the stored text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Place in a list that is sorted by status.
    #[must_use]
    pub fn rank(self) -> i64 {
        Self::ALL.iter().position(|status| *status == self).and_then(|place| i64::try_from(place).ok()).unwrap_or(0)
    }

    /// Whether a person of this status may sign in.
    #[must_use]
    pub const fn signs_in(self) -> bool {
        matches!(self, Self::Active | Self::Restricted)
    }

    /// The status after `action`, or `None` where the action does not apply. `joined`: the user has a password, that is,
    /// accepted an invitation once. `restricted`: they were restricted when access was taken away.
    #[must_use]
    pub const fn after(self, action: StatusAction, joined: bool, restricted: bool) -> Option<Self> {
        use StatusAction::{Archive, Disable, Enable, Invite, LiftRestriction, Restrict, RevokeInvite, Unarchive};
        match (action, self) {
            (Invite, Self::Inactive | Self::Invited) => Some(Self::Invited),
            (RevokeInvite, Self::Invited) => Some(Self::Inactive),
            (Disable, Self::Active | Self::Restricted | Self::Invited | Self::Inactive) => Some(Self::Disabled),
            (Enable, Self::Disabled) if !joined => Some(Self::Inactive),
            (Enable, Self::Disabled) if restricted => Some(Self::Restricted),
            (Enable, Self::Disabled) => Some(Self::Active),
            (Archive, Self::Archived) => None,
            (Archive, _) => Some(Self::Archived),
            (Unarchive, Self::Archived) => Some(Self::Disabled),
            (Restrict, Self::Active) => Some(Self::Restricted),
            (LiftRestriction, Self::Restricted) => Some(Self::Active),
            _ => None,
        }
    }
}

impl StatusAction {
    /// All actions.
    pub const ALL: [Self; 8] = [
        Self::Invite,
        Self::RevokeInvite,
        Self::Disable,
        Self::Enable,
        Self::Archive,
        Self::Unarchive,
        Self::Restrict,
        Self::LiftRestriction,
    ];

    /// Whether the action takes access away, so that open sessions and invitations end with it.
    #[must_use]
    pub const fn takes_access(self) -> bool {
        matches!(self, Self::Disable | Self::Archive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_back_from_leave_who_never_joined_waits_for_an_invite() {
        assert_eq!(AccessStatus::Disabled.after(StatusAction::Enable, false, false), Some(AccessStatus::Inactive));
        assert_eq!(AccessStatus::Disabled.after(StatusAction::Enable, true, false), Some(AccessStatus::Active));
    }

    #[test]
    fn leave_does_not_lift_a_restriction() {
        assert_eq!(AccessStatus::Disabled.after(StatusAction::Enable, true, true), Some(AccessStatus::Restricted));
    }

    #[test]
    fn somebody_who_left_never_comes_back_straight_to_active() {
        for action in StatusAction::ALL {
            let after = AccessStatus::Archived.after(action, true, false);
            assert!(
                after.is_none() || after == Some(AccessStatus::Disabled),
                "{action:?} let a leaver back in: {after:?}"
            );
        }
    }

    #[test]
    fn stored_words_come_back_as_the_same_status() {
        for status in AccessStatus::ALL {
            assert_eq!(AccessStatus::parse(status.as_str()), Some(status));
        }
    }
}
