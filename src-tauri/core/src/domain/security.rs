//! The practice's security policy: the numbers that a practice may choose, within what the standards allow.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::users::UserFieldChange;
use crate::error::Error;

/// Least length of a password where no code is asked at sign-in (ISM-0421).
pub const LEAST_WITHOUT_MFA: i64 = 15;
/// Failed attempts count for so long.
pub const ATTEMPTS_SECONDS: i64 = 15 * 60;
/// A Practice Admin's first block lasts so long; each further one twice as long as the one before.
pub const ADMIN_BLOCK_SECONDS: i64 = 30 * 60;
/// No block of a Practice Admin lasts longer: a week.
const LONGEST_ADMIN_BLOCK_SECONDS: i64 = 7 * 24 * 60 * 60;
/// A sign-in that is not finished is worthless after so long.
pub const ENTERING_SECONDS: i64 = 10 * 60;
/// A code for choosing a new password is good for so long (ASVS 5.0, 6.4.1: short-lived).
pub const RESET_SECONDS: i64 = 24 * 60 * 60;

/// What the practice has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Whether everybody must give a code at sign-in.
    pub mfa_required: bool,
    /// How long a computer skips the code; 0 never.
    #[ts(type = "number")]
    pub remember_hours: i64,
    /// How many failed attempts in 15 minutes block a user.
    #[ts(type = "number")]
    pub block_after: i64,
    #[ts(type = "number")]
    pub idle_minutes: i64,
    #[ts(type = "number")]
    pub session_hours: i64,
    #[ts(type = "number")]
    pub password_least: i64,
    #[ts(type = "number")]
    pub password_remembered: i64,
    #[ts(type = "number")]
    pub invite_days: i64,
    /// How long events stay in the register at least; 0 for ever.
    #[ts(type = "number")]
    pub keep_months: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            mfa_required: true,
            remember_hours: 24,
            block_after: 5,
            idle_minutes: 15,
            session_hours: 12,
            password_least: 12,
            password_remembered: 8,
            invite_days: 5,
            keep_months: 0,
        }
    }
}

/// One thing that the policy decides, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PolicyItem {
    /// The field of the policy.
    pub name: &'static str,
    pub title: &'static str,
    /// Why it matters, and where the bounds come from.
    pub why: &'static str,
    pub unit: &'static str,
    #[ts(type = "number")]
    pub default: i64,
    #[ts(type = "number")]
    pub least: i64,
    #[ts(type = "number")]
    pub most: i64,
    pub recommended: &'static str,
}

/// Everything that the policy decides, in the order in which it is shown.
pub const ITEMS: [PolicyItem; 9] = [
    PolicyItem {
        name: "mfa_required",
        title: "Require MFA",
        why: "A stolen password alone opens nothing. Where MFA is optional, people without it need passwords of at least 15 \
              characters.",
        unit: "",
        default: 1,
        least: 0,
        most: 1,
        recommended: "Everyone",
    },
    PolicyItem {
        name: "remember_hours",
        title: "Remember a computer",
        why: "People skip the code on a computer that they’ve just used. The Tax Office allows less than a day.",
        unit: "hours",
        default: 24,
        least: 0,
        most: 24,
        recommended: "24 hours or less",
    },
    PolicyItem {
        name: "block_after",
        title: "Block after",
        why: "Wrong passwords and codes within 15 minutes. Few enough to stop guessing, enough for a slip of the fingers.",
        unit: "wrong tries",
        default: 5,
        least: 3,
        most: 10,
        recommended: "5",
    },
    PolicyItem {
        name: "idle_minutes",
        title: "Lock when idle",
        why: "A screen that nobody watches shows client details to whoever walks past.",
        unit: "minutes",
        default: 15,
        least: 1,
        most: 15,
        recommended: "15 or less",
    },
    PolicyItem {
        name: "session_hours",
        title: "Sign out after",
        why: "However busy somebody is, they prove again who they are at least once a day.",
        unit: "hours",
        default: 12,
        least: 1,
        most: 12,
        recommended: "12 or less",
    },
    PolicyItem {
        name: "password_least",
        title: "Shortest password",
        why: "Long passwords beat complicated ones, so symbols aren’t asked for.",
        unit: "characters",
        default: 12,
        least: 12,
        most: 64,
        recommended: "14 or more",
    },
    PolicyItem {
        name: "password_remembered",
        title: "Old passwords",
        why: "How many of their last passwords somebody can’t use again.",
        unit: "passwords",
        default: 8,
        least: 8,
        most: 24,
        recommended: "8 or more",
    },
    PolicyItem {
        name: "invite_days",
        title: "Invites work for",
        why: "An invite that lies around lets in whoever finds it. An expired one can be re-sent.",
        unit: "days",
        default: 5,
        least: 1,
        most: 30,
        recommended: "7 or less",
    },
    PolicyItem {
        name: "keep_months",
        title: "Keep history for",
        why: "At least 12 months; most records of an Australian practice are needed for 5 years. Older history is only ever \
              moved to a sealed file.",
        unit: "months",
        default: 0,
        least: 12,
        most: 240,
        recommended: "For ever",
    },
];

impl Policy {
    fn value(&self, name: &str) -> i64 {
        match name {
            "mfa_required" => i64::from(self.mfa_required),
            "remember_hours" => self.remember_hours,
            "block_after" => self.block_after,
            "idle_minutes" => self.idle_minutes,
            "session_hours" => self.session_hours,
            "password_least" => self.password_least,
            "password_remembered" => self.password_remembered,
            "invite_days" => self.invite_days,
            _ => self.keep_months,
        }
    }

    /// Refuses what lies outside the bounds.
    ///
    /// # Errors
    /// `input.invalid` at `policy.` and the field's name.
    pub fn check(&self) -> Result<(), Error> {
        for item in &ITEMS {
            let value = self.value(item.name);
            let for_ever = item.name == "keep_months" && value == 0;
            if !for_ever && !(item.least..=item.most).contains(&value) {
                let bounds = format!("Choose {} to {} {}.", item.least, item.most, item.unit);
                return Err(Error::input(format!("policy.{}", item.name), bounds));
            }
        }
        Ok(())
    }

    /// Least length of a password for somebody who gives a code at sign-in, or who does not.
    #[must_use]
    pub fn least_password(&self, with_mfa: bool) -> usize {
        let least = if with_mfa || self.mfa_required {
            self.password_least
        } else {
            self.password_least.max(LEAST_WITHOUT_MFA)
        };
        usize::try_from(least).unwrap_or(super::passwords::LEAST)
    }

    /// What differs from `after`, in words.
    #[must_use]
    pub fn changes(&self, after: &Self) -> Vec<UserFieldChange> {
        ITEMS
            .iter()
            .filter_map(|item| {
                let (before, after) = (self.in_words(item), after.in_words(item));
                UserFieldChange::of(item.name, item.title, before, after)
            })
            .collect()
    }

    fn in_words(&self, item: &PolicyItem) -> String {
        match (item.name, self.value(item.name)) {
            ("mfa_required", 0) => "Optional".to_owned(),
            ("mfa_required", _) => "Everyone".to_owned(),
            ("remember_hours", 0) => "Never".to_owned(),
            ("keep_months", 0) => "For ever".to_owned(),
            (_, value) => count(value, item.unit),
        }
    }

    /// What becomes weaker with `after`, a sentence each.
    #[must_use]
    pub fn weaker(&self, after: &Self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.mfa_required && !after.mfa_required {
            sentences.push("People can sign in without a code: a stolen password is enough.".to_owned());
        }
        let mut more = |name: &str, sentence: &dyn Fn(i64) -> String| {
            let (before, now) = (self.value(name), after.value(name));
            if now > before {
                sentences.push(sentence(now));
            }
        };
        more("remember_hours", &|now| format!("A computer skips the code for {}.", count(now, "hours")));
        more("block_after", &|now| format!("Somebody can guess {now} times before they are blocked."));
        more("idle_minutes", &|now| format!("A screen that nobody uses stays open for {}.", count(now, "minutes")));
        more("session_hours", &|now| format!("People stay signed in for {}.", count(now, "hours")));
        more("invite_days", &|now| format!("A lost invite lets somebody in for {}.", count(now, "days")));
        let mut less = |name: &str, sentence: &dyn Fn(i64) -> String| {
            let (before, now) = (self.value(name), after.value(name));
            if now < before {
                sentences.push(sentence(now));
            }
        };
        less("password_least", &|now| format!("Passwords can be as short as {now} characters."));
        less("password_remembered", &|now| format!("Only the last {now} passwords can’t be used again."));
        let keep = |policy: &Self| if policy.keep_months == 0 { i64::MAX } else { policy.keep_months };
        if keep(after) < keep(self) {
            sentences.push(format!("History older than {} can be moved out.", count(after.keep_months, "months")));
        }
        sentences
    }
}

/// `1 hour`, `2 hours`.
fn count(value: i64, unit: &str) -> String {
    if value == 1 { format!("1 {}", unit.trim_end_matches('s')) } else { format!("{value} {unit}") }
}

/// How long a Practice Admin is blocked who was blocked `before` times in a row: 30 minutes, doubling.
#[must_use]
pub fn admin_block_seconds(before: i64) -> i64 {
    let doubled = u32::try_from(before).ok().and_then(|before| 1_i64.checked_shl(before.min(20))).unwrap_or(1);
    ADMIN_BLOCK_SECONDS.saturating_mul(doubled).min(LONGEST_ADMIN_BLOCK_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_within_the_bounds_and_is_what_is_shown_as_default() {
        let policy = Policy::default();
        policy.check().unwrap();
        for item in &ITEMS {
            assert_eq!(policy.value(item.name), item.default, "{}", item.name);
        }
    }

    #[test]
    fn nothing_looser_than_the_standards_is_taken() {
        let looser = [
            Policy { remember_hours: 25, ..Policy::default() },
            Policy { block_after: 11, ..Policy::default() },
            Policy { block_after: 2, ..Policy::default() },
            Policy { idle_minutes: 16, ..Policy::default() },
            Policy { session_hours: 13, ..Policy::default() },
            Policy { password_least: 11, ..Policy::default() },
            Policy { keep_months: 11, ..Policy::default() },
            Policy { keep_months: -1, ..Policy::default() },
        ];
        for policy in looser {
            assert_eq!(policy.check().unwrap_err().code, "input.invalid", "{policy:?}");
        }
    }

    #[test]
    fn every_step_down_is_told_and_no_step_up_is() {
        let strict = Policy {
            mfa_required: true,
            remember_hours: 0,
            block_after: 3,
            idle_minutes: 5,
            session_hours: 8,
            password_least: 16,
            password_remembered: 12,
            invite_days: 2,
            keep_months: 0,
        };
        let loose = Policy { mfa_required: false, keep_months: 12, invite_days: 30, ..Policy::default() };
        assert_eq!(strict.weaker(&loose).len(), ITEMS.len(), "{:#?}", strict.weaker(&loose));
        assert_eq!(loose.weaker(&strict), Vec::<String>::new());
    }

    #[test]
    fn an_admins_block_doubles_each_time_and_ends_within_a_week() {
        assert_eq!([0, 1, 2].map(admin_block_seconds), [1_800, 3_600, 7_200]);
        assert_eq!(admin_block_seconds(60), LONGEST_ADMIN_BLOCK_SECONDS);
    }

    #[test]
    fn whoever_signs_in_without_a_code_needs_a_longer_password() {
        let optional = Policy { mfa_required: false, ..Policy::default() };
        assert_eq!((optional.least_password(false), optional.least_password(true)), (15, 12));
        assert_eq!(Policy::default().least_password(false), 12);
    }
}
