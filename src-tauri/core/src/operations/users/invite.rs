//! `users.invite`: makes an invitation's code, to be handed to the person. A new one makes the earlier one worthless.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{UserDetail, conflict, detail, find_for_change};
use crate::clock::{Time, random_bytes};
use crate::domain::codes;
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::status::{AccessStatus, StatusAction};
use crate::domain::users::UserFieldChange;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::hashing;
use crate::operation::{Operation, Store};
use crate::store::{attempts, invitations, users};

/// The input.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UsersInvite {
    pub user: Uuid,
    #[ts(type = "number")]
    pub version: i64,
}

/// The reply. The code is shown once; only its hash is kept.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct InvitationMade {
    pub user: UserDetail,
    pub code: String,
    pub expires: Time,
}

/// The code and its hash, made before the writing transaction.
#[derive(Default)]
pub(crate) struct Made {
    code: String,
    hash: String,
}

pub(crate) struct Invite;

impl Operation for Invite {
    type Input = UsersInvite;
    type Reply = InvitationMade;
    type Prepared = Made;

    const NAME: &'static str = "users.invite";
    const SUMMARY: &'static str = "Makes an invitation’s code for a user; an earlier one becomes worthless";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, _: &UsersInvite) -> Result<Made, Error> {
        let random = context.inner.options.random.as_ref();
        let code = codes::from_random(&random_bytes::<{ codes::INVITATION_CHARACTERS }>(random));
        let hash = hashing::hash_code(&code, random).await?;
        Ok(Made { code, hash })
    }

    async fn run(context: &mut Context<'_>, input: UsersInvite, made: Made) -> Result<InvitationMade, Error> {
        let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
        let before = find_for_change(context, input.user).await?;
        let status = actor.check(StatusAction::Invite, &before.target(), rules)?;
        if before.version != input.version {
            return Err(conflict(context, &before, input.version).await?);
        }
        let expires = now.plus_seconds(rules.policy.invite_days * 24 * 60 * 60);
        let id = context.new_id();
        let mut unblocked = false;
        let tx = context.tx()?;
        if before.blocked.is_some() {
            // Somebody guessed at the code before: the new one deserves its own chances.
            attempts::unblock(tx, before.id, false).await?;
            unblocked = true;
        }
        let earlier = invitations::revoke_all_of(tx, before.id, now).await?;
        invitations::insert(tx, id, before.id, &made.hash, actor.id, now, expires).await?;
        users::update_status(tx, before.id, before.version, status, "Invited", &actor.name, now).await?;
        if unblocked {
            context.note(EventDraft::new(EventKind::Unblocked).on_user(&before).noting("By a new invite"));
        }
        let again = earlier > 0 || before.status == AccessStatus::Invited;
        let kind = if again { EventKind::InviteResent } else { EventKind::Invited };
        let change = UserFieldChange::of("status", "Status", before.status.title(), status.title());
        context.note(EventDraft::new(kind).on_user(&before).changing(change.into_iter().collect()));
        context.changed(Topic::Users);
        let after = users::find(context.tx()?, before.id).await?.ok_or_else(Error::no_such_user)?;
        Ok(InvitationMade { user: detail(context, &after).await?, code: codes::grouped(&made.code), expires })
    }
}
