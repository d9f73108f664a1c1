//! The events of the register: their kinds, their words, and the hash that chains them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;
use uuid::Uuid;

use super::search;
use super::users::UserFieldChange;
use crate::clock::Time;

/// How what an event tells of ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Success,
    /// Tried and failed, as a wrong password.
    Failure,
    /// Tried by somebody who may not.
    Refused,
}

impl Outcome {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Refused => "refused",
        }
    }

    /// From the stored text; what is unknown counts as a failure.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "success" => Self::Success,
            "refused" => Self::Refused,
            _ => Self::Failure,
        }
    }
}

/// What kind of record an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    User,
    Practice,
    Register,
    Session,
    Support,
}

impl TargetKind {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Practice => "practice",
            Self::Register => "register",
            Self::Session => "session",
            Self::Support => "support",
        }
    }

    /// From the stored text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::User, Self::Practice, Self::Register, Self::Session, Self::Support]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

macro_rules! kinds {
    ($($variant:ident = $kind:literal, $area:literal, $title:literal, $words:literal;)*) => {
        /// A kind of event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum EventKind { $(#[doc = $title] $variant),* }

        impl EventKind {
            /// All kinds, by area.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// As stored: `users.archived`.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $kind),* } }

            /// The area that it belongs to, for filters.
            #[must_use]
            pub const fn area(self) -> &'static str { match self { $(Self::$variant => $area),* } }

            /// A few words, for lists.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $(Self::$variant => $title),* } }

            /// The sentence, with `{actor}` and `{target}`.
            pub(super) const fn words(self) -> &'static str { match self { $(Self::$variant => $words),* } }
        }
    };
}

kinds! {
    SignedIn = "sign_in.succeeded", "Signing in", "Signed in", "{actor} signed in";
    SignInFailed = "sign_in.failed", "Signing in", "Sign-in failed", "Somebody tried to sign in as {target}";
    SignedOut = "session.ended", "Signing in", "Signed out", "{actor} signed out";
    SessionExpired = "session.expired", "Signing in", "Session ended", "The session of {actor} ended by itself";
    SessionRevoked = "session.revoked", "Signing in", "Session ended", "A session of {target} was ended";
    Locked = "session.locked", "Signing in", "Screen locked", "The screen of {actor} was locked";
    Unlocked = "session.unlocked", "Signing in", "Screen unlocked", "{actor} unlocked the screen";
    UnlockFailed = "session.unlock_failed", "Signing in", "Unlocking failed", "Somebody tried to unlock the screen of {target}";
    AccessRefused = "access.refused", "Signing in", "Refused", "{actor} tried something that they may not do";
    ProofFailed = "session.proof_failed", "Signing in", "Confirming failed", "Somebody tried to confirm that they are {target}";
    Blocked = "users.blocked", "Signing in", "Blocked", "{target} was blocked after too many wrong tries";
    BlockEnded = "users.block_ended", "Signing in", "Block ended", "The block of {target} ended by itself";
    Unblocked = "users.unblocked", "Signing in", "Unblocked", "{actor} unblocked {target}";
    CodeFailed = "mfa.code_failed", "MFA", "Code failed", "Somebody gave a wrong code as {target}";
    MfaEnrolled = "mfa.enrolled", "MFA", "MFA set up", "{actor} set up MFA";
    MfaReset = "mfa.reset", "MFA", "MFA reset", "{actor} reset the MFA of {target}";
    MfaRemoved = "mfa.removed", "MFA", "MFA turned off", "{actor} turned off their MFA";
    RecoveryCodesMade = "mfa.recovery_codes_made", "MFA", "Recovery codes made", "{actor} made new recovery codes";
    RecoveryCodesKept = "mfa.recovery_codes_kept", "MFA", "Recovery codes kept", "{actor} confirmed that they kept their recovery codes";
    RecoveryCodeUsed = "mfa.recovery_code_used", "MFA", "Recovery code used", "{actor} used a recovery code";
    ComputerRemembered = "mfa.computer_remembered", "MFA", "Computer remembered", "{actor} let a computer skip the code";
    ComputerForgotten = "mfa.computer_forgotten", "MFA", "Computer forgotten", "{actor} made a computer ask for the code again";
    PasswordChanged = "passwords.changed", "Passwords", "Password changed", "{actor} changed their password";
    PasswordResetStarted = "passwords.reset_started", "Passwords", "Password reset started", "{actor} made a code for {target} to choose a new password";
    PasswordReset = "passwords.reset", "Passwords", "Password reset", "{target} chose a new password with a code";
    PasswordResetFailed = "passwords.reset_failed", "Passwords", "Password reset failed", "Somebody tried to choose a new password as {target}";
    UserAdded = "users.added", "Users", "User added", "{actor} added {target}";
    UserEdited = "users.edited", "Users", "Details edited", "{actor} edited the details of {target}";
    RolesChanged = "users.roles_changed", "Users", "Access level changed", "{actor} changed the access level of {target}";
    EmailChanged = "users.email_changed", "Users", "Sign-in email changed", "{actor} changed the sign-in email of {target}";
    Invited = "users.invited", "Users", "Invited", "{actor} invited {target}";
    InviteResent = "users.invite_resent", "Users", "Invite re-sent", "{actor} made a new invite for {target}";
    InviteRevoked = "users.invite_revoked", "Users", "Invite revoked", "{actor} revoked the invite of {target}";
    InviteAccepted = "users.invite_accepted", "Users", "Invite accepted", "{target} accepted the invite";
    InviteFailed = "users.invite_failed", "Users", "Invite code failed", "Somebody tried to use an invite of {target}";
    Disabled = "users.disabled", "Users", "Disabled", "{actor} disabled {target}";
    Enabled = "users.enabled", "Users", "Enabled", "{actor} enabled {target}";
    Archived = "users.archived", "Users", "Archived", "{actor} archived {target}";
    Unarchived = "users.unarchived", "Users", "Unarchived", "{actor} brought {target} back from the archive";
    Restricted = "users.restricted", "Users", "Restricted", "{actor} restricted {target} to looking";
    RestrictionLifted = "users.restriction_lifted", "Users", "Restriction lifted", "{actor} lifted the restriction of {target}";
    PasswordUpgraded = "passwords.upgraded", "Passwords", "Password storage strengthened", "The stored password of {target} was strengthened";
    PracticeCreated = "practice.created", "Practice", "Practice created", "{actor} set up {target}";
    PracticeEdited = "practice.edited", "Practice", "Practice settings changed", "{actor} changed the settings of {target}";
    LogoChanged = "practice.logo_changed", "Practice", "Logo changed", "{actor} changed the logo of {target}";
    LogoRemoved = "practice.logo_removed", "Practice", "Logo removed", "{actor} removed the logo of {target}";
    ComputerJoined = "practice.computer_joined", "Practice", "Computer joined", "A computer joined {target} with the recovery key";
    RecoveryKeyUsed = "practice.recovery_key_used", "Practice", "Recovery key used", "The recovery key of {target} was used";
    PolicyChanged = "security.policy_changed", "Security", "Security policy changed", "{actor} changed the security policy of {target}";
    RolesReviewed = "security.roles_reviewed", "Security", "Access levels looked at", "{actor} looked at who is practice admin and partner";
    RestoredCopyFound = "security.restored_copy", "Security", "Older copy found", "An older copy of the database of {target} was opened";
    RestoredCopyAccepted = "security.restored_copy_accepted", "Security", "Older copy accepted", "{actor} accepted that an older copy of the database of {target} was put back";
    SupportActivated = "support.activated", "Support", "Support access turned on", "{actor} let Firmkeep Support in";
    SupportProlonged = "support.prolonged", "Support", "Support access prolonged", "{actor} prolonged the access of Firmkeep Support";
    SupportCodeMade = "support.code_made", "Support", "Support code made", "{actor} made a new access code for Firmkeep Support";
    SupportCodeFailed = "support.code_failed", "Support", "Support code failed", "Somebody tried to sign in as Firmkeep Support";
    SupportSignedIn = "support.signed_in", "Support", "Support signed in", "{actor} signed in";
    SupportLooked = "support.looked", "Support", "Support looked", "{actor} looked at {target}";
    SupportEnded = "support.ended", "Support", "Support access ended", "The access of Firmkeep Support ended";
    RegisterVerified = "register.verified", "Register", "Register checked", "{actor} checked the whole register";
    RegisterExported = "register.exported", "Register", "History exported", "{actor} exported events of the history";
    RegisterArchived = "register.archived", "Register", "History archived", "{actor} moved old events of the history to a file";
}

impl EventKind {
    /// From the stored text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }

    /// Whether such an event, where it succeeded, is a revision of its target: the record is another one after it.
    #[must_use]
    pub fn revises(self) -> bool {
        Self::REVISING.contains(&self)
    }

    /// The kinds that say that somebody came in.
    pub const SIGN_INS: &[Self] = &[Self::SignedIn, Self::SupportSignedIn];

    /// The kinds that say that somebody tried to come in.
    pub const FAILED_SIGN_INS: &[Self] = &[Self::SignInFailed, Self::CodeFailed, Self::SupportCodeFailed];

    /// The kinds that are revisions.
    pub const REVISING: &[Self] = &[
        Self::UserAdded,
        Self::UserEdited,
        Self::RolesChanged,
        Self::EmailChanged,
        Self::Invited,
        Self::InviteRevoked,
        Self::InviteAccepted,
        Self::Disabled,
        Self::Enabled,
        Self::Archived,
        Self::Unarchived,
        Self::Restricted,
        Self::RestrictionLifted,
        Self::PracticeCreated,
        Self::PracticeEdited,
        Self::LogoChanged,
        Self::LogoRemoved,
        Self::PolicyChanged,
    ];
}

/// What an event says besides who, what and whom. Stored as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<UserFieldChange>,
    /// The operation that was refused, where one was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub operation: String,
    /// Why it failed, or what it found, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// An event as it is stored and hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub seq: i64,
    pub time: Time,
    pub kind: String,
    pub actor: Option<Uuid>,
    pub actor_name: String,
    pub actor_email: String,
    pub target_kind: String,
    pub target: Option<Uuid>,
    pub target_name: String,
    pub outcome: String,
    pub computer: String,
    pub operating_system: String,
    pub app_version: String,
    pub ip: String,
    pub server_ip: String,
    pub reason: String,
    pub details: String,
}

/// The words by which an event is found: of names, addresses, the reason, the note, what was before and after, the
/// computer and its address.
#[must_use]
pub fn search_words(event: &Event) -> Vec<String> {
    let details: Details = if event.details == "{}" {
        Details::default()
    } else {
        serde_json::from_str(&event.details).unwrap_or_default()
    };
    let mut words = Vec::new();
    for text in [
        &event.actor_name,
        &event.actor_email,
        &event.target_name,
        &event.computer,
        &event.ip,
        &event.server_ip,
        &event.reason,
        &details.note,
    ] {
        words.extend(search::words(text));
    }
    for change in &details.changes {
        words.extend(search::words(&change.before));
        words.extend(search::words(&change.after));
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// The hash before the first event.
pub const GENESIS: [u8; 32] = [0; 32];

impl Event {
    /// SHA-256 over the hash of the event before and every field of this one. Each field is preceded by its length, so
    /// that no two events have the same bytes.
    #[must_use]
    pub fn hash(&self, previous: &[u8]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };
        add(b"firmkeep event 1");
        add(previous);
        add(&self.seq.to_be_bytes());
        add(&self.time.0.to_be_bytes());
        add(self.kind.as_bytes());
        add(self.actor.as_ref().map_or(&[][..], |id| id.as_bytes()));
        add(self.actor_name.as_bytes());
        add(self.actor_email.as_bytes());
        add(self.target_kind.as_bytes());
        add(self.target.as_ref().map_or(&[][..], |id| id.as_bytes()));
        for text in [
            &self.target_name,
            &self.outcome,
            &self.computer,
            &self.operating_system,
            &self.app_version,
            &self.ip,
            &self.server_ip,
            &self.reason,
            &self.details,
        ] {
            add(text.as_bytes());
        }
        hasher.finalize().into()
    }
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Event {
        Event {
            seq: 7,
            time: Time(1),
            kind: "users.disabled".to_owned(),
            actor: Some(Uuid::from_u128(1)),
            actor_name: "Ada Hart".to_owned(),
            actor_email: "ada@hart.example".to_owned(),
            target_kind: "user".to_owned(),
            target: Some(Uuid::from_u128(2)),
            target_name: "Ben Ito".to_owned(),
            outcome: "success".to_owned(),
            computer: "RECEPTION".to_owned(),
            operating_system: "Windows 11".to_owned(),
            app_version: "0.1.0".to_owned(),
            ip: "192.0.2.7".to_owned(),
            server_ip: String::new(),
            reason: "On leave".to_owned(),
            details: "{}".to_owned(),
        }
    }

    #[test]
    fn a_changed_letter_in_any_field_changes_the_hash() {
        let right = event().hash(&GENESIS);
        let forged: Vec<Event> = vec![
            Event { time: Time(2), ..event() },
            Event { actor: None, ..event() },
            Event { actor_name: "Ada Hard".to_owned(), ..event() },
            Event { target: Some(Uuid::from_u128(3)), ..event() },
            Event { outcome: "failure".to_owned(), ..event() },
            Event { reason: "On Leave".to_owned(), ..event() },
            Event { ip: "192.0.2.8".to_owned(), ..event() },
            Event { details: "{ }".to_owned(), ..event() },
            // The same letters, moved from one field to the next.
            Event { computer: "RECEPTIO".to_owned(), operating_system: "NWindows 11".to_owned(), ..event() },
        ];
        for forgery in forged {
            assert_ne!(forgery.hash(&GENESIS), right, "a forgery would go unnoticed: {forgery:?}");
        }
        assert_ne!(event().hash(&[1; 32]), right, "an event could be moved to another place");
    }

    #[test]
    fn kinds_have_names_of_their_own() {
        let mut names: Vec<_> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
