//! Who may do what: the one place where it is decided.
//!
//! The rules are the table of the product's design. A person's roles are united; being restricted narrows them to looking.

use uuid::Uuid;

use super::mfa::MfaState;
use super::roles::{Role, Roles};
use super::security::Policy;
use super::status::{AccessStatus, StatusAction};
use super::support::Scopes;
use crate::error::Error;

/// The person who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles: Roles,
    pub restricted: bool,
    pub session: Uuid,
    /// What the Support user may do, where it is who asks.
    pub support: Option<Scopes>,
}

/// What the practice itself has decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    pub policy: Policy,
    /// Lets Managers set up users who hold only Employee. Off by default.
    pub managers_set_up_employees: bool,
}

/// The user that something is done to, as far as the rules look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub id: Uuid,
    pub roles: Roles,
    pub status: AccessStatus,
    pub joined: bool,
    /// Whether they were restricted when access was taken away.
    pub was_restricted: bool,
    /// Whether failed attempts locked them out.
    pub blocked: bool,
    pub mfa: MfaState,
}

/// What an operation asks of its caller before it looks at any target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody at the keyboard: what the screen needs before a sign-in.
    Anyone,
    /// Only while this computer has no open practice.
    BeforePractice,
    /// Whoever has a session, also a locked one and one that is not entered yet.
    AnySession,
    /// Whoever is on the way in: the password was right, more is asked for.
    Entering,
    /// Whoever has a session, also a locked one.
    OpenSession,
    /// Everybody who is signed in, Restricted people too: looking.
    SignedIn,
    /// Whoever may set up at least one kind of user.
    SetUpUsers,
    /// Practice Admins, Restricted ones too: looking.
    PracticeAdminLooks,
    /// Practice Admins who may change things.
    PracticeAdmin,
}

impl Access {
    /// As people and the operations' list read it.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Anyone => "anybody",
            Self::BeforePractice => "anybody, while no practice is open on this computer",
            Self::AnySession => "whoever has a session, also a locked one or one that is not entered yet",
            Self::Entering => "whoever has given the right password and must give more",
            Self::OpenSession => "whoever has a session, also a locked one",
            Self::SignedIn => "everybody signed in",
            Self::SetUpUsers => {
                "whoever may set up the user: Practice Admins, Partners, and Managers where the practice lets them"
            }
            Self::PracticeAdminLooks | Self::PracticeAdmin => "Practice Admins",
        }
    }

    /// Whether `actor` may call an operation that declares this.
    #[must_use]
    pub fn allows(self, actor: Option<&Actor>, rules: Rules) -> bool {
        let Some(actor) = actor else { return matches!(self, Self::Anyone | Self::BeforePractice) };
        match self {
            Self::Anyone
            | Self::BeforePractice
            | Self::AnySession
            | Self::Entering
            | Self::OpenSession
            | Self::SignedIn => true,
            Self::SetUpUsers => Role::ALL.into_iter().any(|role| actor.may_set_up(role, rules)),
            Self::PracticeAdminLooks => actor.roles.holds(Role::PracticeAdmin),
            Self::PracticeAdmin => actor.roles.holds(Role::PracticeAdmin) && !actor.restricted,
        }
    }
}

impl Actor {
    /// Whether this person may set up, edit, invite, disable or archive somebody who holds `role`, and give or take it.
    #[must_use]
    pub fn may_set_up(&self, role: Role, rules: Rules) -> bool {
        if self.restricted {
            return false;
        }
        let admin = self.roles.holds(Role::PracticeAdmin);
        let partner = self.roles.holds(Role::Partner);
        let manager = self.roles.holds(Role::Manager);
        match role {
            Role::PracticeAdmin | Role::Partner => admin,
            Role::Manager => admin || partner,
            Role::Employee => admin || partner || (manager && rules.managers_set_up_employees),
        }
    }

    /// The roles that this person may give to somebody else.
    #[must_use]
    pub fn gives(&self, rules: Rules) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.may_set_up(*role, rules)).collect()
    }

    /// Whether this person may edit `target`: for each role that the target holds, that kind of user.
    #[must_use]
    pub fn may_edit(&self, target: &Target, rules: Rules) -> bool {
        !target.roles.is_empty() && target.roles.iter().all(|role| self.may_set_up(role, rules))
    }

    /// Whether this person may change roles of `target`. One's own: Practice Admins only.
    #[must_use]
    pub fn may_change_roles(&self, target: &Target, rules: Rules) -> bool {
        self.may_edit(target, rules) && (self.id != target.id || self.roles.holds(Role::PracticeAdmin))
    }

    /// Whether this person may unblock `target`, who is blocked.
    #[must_use]
    pub fn may_unblock(&self, target: &Target, rules: Rules) -> bool {
        target.blocked
            && self.id != target.id
            && self.support.map_or_else(|| self.may_edit(target, rules), |scopes| scopes.unblock)
    }

    /// Whether this person may reset the MFA of `target`. One's own is reset in one's profile.
    #[must_use]
    pub fn may_reset_mfa(&self, target: &Target, rules: Rules) -> bool {
        target.mfa == MfaState::SetUp
            && self.id != target.id
            && self.support.map_or_else(|| self.may_edit(target, rules), |scopes| scopes.reset_mfa)
    }

    /// Whether this person may start a reset of the password of `target`. One's own is changed in one's profile.
    #[must_use]
    pub fn may_reset_password(&self, target: &Target, rules: Rules) -> bool {
        target.joined && target.status.signs_in() && self.id != target.id && self.may_edit(target, rules)
    }

    /// Whether this person may see and end the sessions of `target`.
    #[must_use]
    pub fn may_end_sessions(&self, target: &Target, rules: Rules) -> bool {
        target.joined && self.id != target.id && self.may_edit(target, rules)
    }

    /// Whether this person may see the history of `target`.
    #[must_use]
    pub fn may_see_history(&self, target: &Target, rules: Rules) -> bool {
        if let Some(scopes) = self.support {
            return scopes.register && scopes.users;
        }
        self.id == target.id || self.roles.holds(Role::PracticeAdmin) || self.may_edit(target, rules)
    }

    /// Whether `action` on `target` makes sense and is allowed.
    #[must_use]
    pub fn may(&self, action: StatusAction, target: &Target, rules: Rules) -> bool {
        self.check(action, target, rules).is_ok()
    }

    /// Refuses `action` on `target` with the reason, unless it is allowed. The last Practice Admin is the store's to count.
    ///
    /// # Errors
    /// `users.not_allowed`, `users.self` or `users.wrong_status`.
    pub fn check(&self, action: StatusAction, target: &Target, rules: Rules) -> Result<AccessStatus, Error> {
        if !self.may_edit(target, rules) {
            return Err(refusal(target));
        }
        if self.id == target.id {
            return Err(Error::new(
                "users.self",
                "You can’t do this to yourself: it could lock you out. Ask another practice admin.",
            ));
        }
        target.status.after(action, target.joined, target.was_restricted).ok_or_else(|| {
            Error::new(
                "users.wrong_status",
                format!("This isn’t possible now: the person is {}.", target.status.title().to_lowercase()),
            )
        })
    }

    /// Refuses to turn the roles `before` into `after` unless this person may give and take each that differs.
    ///
    /// # Errors
    /// `users.not_allowed` with the field `fields.roles`.
    pub fn check_roles(&self, target: Option<&Target>, after: Roles, rules: Rules) -> Result<(), Error> {
        let before = target.map(|target| target.roles).unwrap_or_default();
        if before == after {
            return Ok(());
        }
        if let Some(target) = target
            && !self.may_change_roles(target, rules)
        {
            let message = if target.id == self.id {
                "You can’t change your own access level. Ask a practice admin."
            } else {
                "You can’t change this person’s access level. Ask a practice admin."
            };
            return Err(Error::new("users.not_allowed", message).at("fields.roles"));
        }
        match before.differing(after).iter().find(|role| !self.may_set_up(*role, rules)) {
            None => Ok(()),
            Some(role) => Err(Error::new(
                "users.not_allowed",
                format!("You can’t give or take the access level {}. Ask a practice admin.", role.title()),
            )
            .at("fields.roles")),
        }
    }
}

/// The sentence for a target that the person may not edit.
#[must_use]
pub fn refusal(target: &Target) -> Error {
    let level = target.roles.in_words();
    Error::new(
        "users.not_allowed",
        format!("You can’t change a person whose access level is {level}. Ask a practice admin."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(roles: &[Role]) -> Actor {
        Actor {
            id: Uuid::from_u128(1),
            name: "Ada Hart".to_owned(),
            email: "ada@example.com".to_owned(),
            roles: roles.iter().copied().collect(),
            restricted: false,
            session: Uuid::nil(),
            support: None,
        }
    }

    fn target(roles: &[Role]) -> Target {
        Target {
            id: Uuid::from_u128(2),
            roles: roles.iter().copied().collect(),
            status: AccessStatus::Active,
            joined: true,
            was_restricted: false,
            blocked: false,
            mfa: MfaState::NotSetUp,
        }
    }

    #[test]
    fn a_partner_who_is_also_manager_may_not_touch_another_partner() {
        let asker = actor(&[Role::Partner, Role::Manager]);
        assert!(
            !asker.may_edit(&target(&[Role::Partner, Role::Employee]), Rules::default()),
            "roles must not add up to more"
        );
        assert!(asker.may_edit(&target(&[Role::Manager, Role::Employee]), Rules::default()));
    }

    #[test]
    fn managers_set_up_employees_only_where_the_practice_says_so() {
        let asker = actor(&[Role::Manager]);
        let employee = target(&[Role::Employee]);
        assert!(!asker.may_edit(&employee, Rules::default()));
        assert!(asker.may_edit(&employee, Rules { managers_set_up_employees: true, ..Rules::default() }));
        assert!(
            !asker.may_edit(&target(&[Role::Manager]), Rules { managers_set_up_employees: true, ..Rules::default() })
        );
    }

    #[test]
    fn a_restricted_practice_admin_only_looks() {
        let mut asker = actor(&[Role::PracticeAdmin]);
        asker.restricted = true;
        assert!(!Access::PracticeAdmin.allows(Some(&asker), Rules::default()));
        assert!(Access::PracticeAdminLooks.allows(Some(&asker), Rules::default()));
        assert!(asker.gives(Rules::default()).is_empty());
    }

    #[test]
    fn nobody_raises_themselves() {
        for role in [Role::Partner, Role::Manager, Role::Employee] {
            let asker = actor(&[role]);
            let own = Target {
                id: asker.id,
                roles: asker.roles,
                status: AccessStatus::Active,
                joined: true,
                was_restricted: false,
                blocked: false,
                mfa: MfaState::NotSetUp,
            };
            let more = asker.roles.with(Role::PracticeAdmin);
            assert!(
                asker
                    .check_roles(Some(&own), more, Rules { managers_set_up_employees: true, ..Rules::default() })
                    .is_err(),
                "{role:?}"
            );
        }
    }
}
