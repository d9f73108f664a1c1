//! `security.health`: what the practice's security looks like today, each finding with its evidence.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::clock::Time;
use crate::domain::mfa::FEW_RECOVERY_CODES;
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::operations::users::UserRef;
use crate::store::health::{self, Found};
use crate::store::{practice, support, users};

const DAY: i64 = 24 * 60 * 60;
/// Nobody should be able to sign in who has not for so long (ISM-1404).
const UNUSED_DAYS: i64 = 45;
const OLD_INVITE_DAYS: i64 = 7;
const VERIFIED_DAYS: i64 = 7;
/// Privileged access lapses unless somebody looks at it (ISM-1647).
const REVIEWED_DAYS: i64 = 365;

/// How things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthState {
    Good,
    Care,
    Problem,
}

/// Where a finding is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthActionKind {
    Users,
    Policy,
    Support,
    Verify,
    RolesReviewed,
    Invite,
    Unblock,
}

/// What mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HealthAction {
    pub label: String,
    pub kind: HealthActionKind,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HealthCheck {
    /// Stable: `mfa_everyone`.
    pub code: &'static str,
    pub title: &'static str,
    pub state: HealthState,
    /// What was found, in a sentence.
    pub evidence: String,
    /// Some of the people whom it is about.
    pub people: Vec<UserRef>,
    #[ts(type = "number")]
    pub count: i64,
    pub action: Option<HealthAction>,
}

impl HealthCheck {
    fn new(code: &'static str, title: &'static str, state: HealthState, evidence: impl Into<String>) -> Self {
        Self { code, title, state, evidence: evidence.into(), people: Vec::new(), count: 0, action: None }
    }

    fn about(mut self, found: Found) -> Self {
        self.count = found.count;
        self.people = found.people.into_iter().map(|(id, name)| UserRef { id, name }).collect();
        self
    }

    fn mended(mut self, label: &str, kind: HealthActionKind) -> Self {
        if self.state != HealthState::Good {
            self.action = Some(HealthAction { label: label.to_owned(), kind });
        }
        self
    }
}

/// Good where nobody was found.
fn nobody(found: &Found, otherwise: HealthState) -> HealthState {
    if found.count == 0 { HealthState::Good } else { otherwise }
}

/// `1 person has`, `3 people have`.
fn people(count: i64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 person {one}") } else { format!("{count} people {many}") }
}

pub(crate) struct Health;

impl Operation for Health {
    type Input = Nothing;
    type Reply = Vec<HealthCheck>;
    type Prepared = ();

    const NAME: &'static str = "security.health";
    const SUMMARY: &'static str = "Checks the practice’s security: who and what needs looking after";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Settings;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Vec<HealthCheck>, Error> {
        let mut checks = signing_in(context).await?;
        checks.extend(people_who_wait(context).await?);
        checks.extend(looking_after(context).await?);
        if context.actor()?.support.is_some_and(|scopes| !scopes.users) {
            // Settings are no people: Support that may not look at users is told how many, not who.
            checks.iter_mut().for_each(|check| check.people.clear());
        }
        Ok(checks)
    }
}

async fn signing_in(context: &mut Context<'_>) -> Result<Vec<HealthCheck>, Error> {
    use HealthState::{Care, Good, Problem};
    let policy = context.rules().policy;
    let tx = context.tx()?;
    let without = health::without_mfa(tx).await?;
    let low = health::low_on_codes(tx, i64::try_from(FEW_RECOVERY_CODES).unwrap_or(0)).await?;
    let blocked = health::blocked(tx).await?;
    let evidence = match without.count {
        0 => "Everybody who signs in has MFA set up".to_owned(),
        count if policy.mfa_required => {
            people(count, "sets it up at the next sign-in", "set it up at their next sign-in")
        }
        count => people(count, "signs in with a password alone", "sign in with a password alone"),
    };
    let state = nobody(&without, if policy.mfa_required { Care } else { Problem });
    let everyone = HealthCheck::new("mfa_everyone", "Everyone has MFA", state, evidence)
        .about(without)
        .mended("See who", HealthActionKind::Users);
    let (state, evidence) = if policy.mfa_required {
        (Good, "The policy requires MFA of everybody")
    } else {
        (Care, "MFA is left to each person")
    };
    let required = HealthCheck::new("mfa_required", "MFA is required", state, evidence)
        .mended("Open policy", HealthActionKind::Policy);
    let evidence = match low.count {
        0 => "Nobody is short of recovery codes".to_owned(),
        count => people(count, "has few left or never kept them", "have few left or never kept them"),
    };
    let codes = HealthCheck::new("recovery_codes_low", "Recovery codes", nobody(&low, Care), evidence)
        .about(low)
        .mended("See who", HealthActionKind::Users);
    let evidence = match blocked.count {
        0 => "Nobody is blocked".to_owned(),
        count => people(count, "is blocked after wrong tries", "are blocked after wrong tries"),
    };
    let blocked = HealthCheck::new("blocked_users", "Nobody is blocked", nobody(&blocked, Problem), evidence)
        .about(blocked)
        .mended("Unblock", HealthActionKind::Unblock);
    Ok(vec![everyone, required, codes, blocked])
}

async fn people_who_wait(context: &mut Context<'_>) -> Result<Vec<HealthCheck>, Error> {
    use HealthState::{Care, Good, Problem};
    let now = context.now;
    let tx = context.tx()?;
    let admins = users::working_admins(tx).await?.len();
    let unused = health::unused(tx, now.plus_seconds(-UNUSED_DAYS * DAY)).await?;
    let invited = health::invited_before(tx, now.plus_seconds(-OLD_INVITE_DAYS * DAY)).await?;
    let (state, evidence) = match admins {
        2 | 3 => (Good, format!("{admins} people are practice admins")),
        1 => (Problem, "Only 1 person is practice admin: if they’re away, nobody can help".to_owned()),
        more => (Care, format!("{more} people are practice admins; 2 or 3 are enough")),
    };
    let admins = HealthCheck::new("practice_admins", "2 or 3 practice admins", state, evidence)
        .mended("See users", HealthActionKind::Users);
    let evidence = match unused.count {
        0 => format!("Everybody signed in within {UNUSED_DAYS} days"),
        count => people(count, "hasn’t signed in", "haven’t signed in") + &format!(" for {UNUSED_DAYS} days"),
    };
    let unused = HealthCheck::new("unused_users", "No unused access", nobody(&unused, Care), evidence)
        .about(unused)
        .mended("See who", HealthActionKind::Users);
    let evidence = match invited.count {
        0 => format!("No invite is older than {OLD_INVITE_DAYS} days"),
        1 => format!("1 invite is older than {OLD_INVITE_DAYS} days"),
        count => format!("{count} invites are older than {OLD_INVITE_DAYS} days"),
    };
    let invites = HealthCheck::new("old_invites", "No old invites", nobody(&invited, Care), evidence)
        .about(invited)
        .mended("Re-send or revoke", HealthActionKind::Invite);
    Ok(vec![admins, unused, invites])
}

async fn looking_after(context: &mut Context<'_>) -> Result<Vec<HealthCheck>, Error> {
    use HealthState::{Care, Good, Problem};
    let now = context.now;
    let tx = context.tx()?;
    let open = support::open(tx, false).await?;
    let verified = health::last_verified(tx).await?;
    let reviewed = practice::policy_standing(tx).await?.roles_reviewed;
    let privileged = health::privileged(tx).await?;
    let (state, evidence) = match &open {
        None => (Good, "Firmkeep Support can’t get in".to_owned()),
        Some(grant) => (Care, format!("Support was let in by {}: {}", grant.by_name, grant.why)),
    };
    let support = HealthCheck::new("support_off", "Support access is off", state, evidence)
        .mended("See Support access", HealthActionKind::Support);
    let days = |time: Time| now.seconds_since(time).max(0) / DAY;
    let (state, evidence) = match verified {
        Some((_, by, false)) => (Problem, format!("The last check, by {by}, found an event that doesn’t fit")),
        Some((time, by, true)) if days(time) < VERIFIED_DAYS => (Good, format!("Checked by {by}, all intact")),
        Some((time, ..)) => (Care, format!("Last checked {} days ago", days(time))),
        None => (Care, "Never checked yet".to_owned()),
    };
    let register = HealthCheck::new("register_verified", "History checked this week", state, evidence)
        .mended("Check now", HealthActionKind::Verify);
    let count = privileged.count;
    let (state, evidence) = match reviewed {
        Some(time) if days(time) < REVIEWED_DAYS => {
            (Good, format!("Looked at {} days ago: {count} practice admins and partners", days(time)))
        }
        _ => (Care, format!("{count} practice admins and partners weren’t looked at for 12 months")),
    };
    let roles = HealthCheck::new("privileged_reviewed", "Privileged access looked at", state, evidence)
        .about(privileged)
        .mended("I’ve looked at them", HealthActionKind::RolesReviewed);
    Ok(vec![support, register, roles])
}
