//! `sign_in.accept_invitation`: the first sign-in, with the code that was handed over and a password of one's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SignIn;
use super::attempts::{failed, next_in_line};
use super::steps::begin;
use crate::domain::codes;
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::status::AccessStatus;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::hashing::{self, PasswordCost};
use crate::operation::{Operation, Store};
use crate::operations::passwords::{self, Chosen};
use crate::store::{invitations, practice, users};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SignInAcceptInvitation {
    pub email: String,
    /// As it was handed over; blanks, dashes and case do not matter.
    pub code: String,
    /// The password that the person chooses.
    pub password: String,
}

/// What was found before the writing transaction.
#[derive(Default)]
pub(crate) struct Proof {
    /// The invitation whose code was right.
    invitation: Option<uuid::Uuid>,
    chosen: Chosen,
}

pub(crate) struct AcceptInvitation;

fn refused() -> Error {
    Error::new(
        "sign_in.code_refused",
        "The code doesn’t fit this email, or it is no longer valid. Ask for a new one if it is older than a few days.",
    )
    .at("code")
}

impl Operation for AcceptInvitation {
    type Input = SignInAcceptInvitation;
    type Reply = SignIn;
    type Prepared = Proof;

    const NAME: &'static str = "sign_in.accept_invitation";
    const SUMMARY: &'static str = "Accepts an invitation with its code and sets the person’s own password";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SignInAcceptInvitation) -> Result<Proof, Error> {
        let now = context.now;
        let tx = context.tx()?;
        let user = users::find_by_email(tx, &input.email).await?;
        let invitation = match &user {
            Some(user) if user.status == AccessStatus::Invited && !user.is_blocked(now) => {
                invitations::open_of(tx, user.id).await?
            }
            _ => None,
        };
        passwords::first_look(context, "password", &input.email, &input.password).await?;
        let random = context.inner.options.random.as_ref();
        let code = codes::read(&input.code).unwrap_or_default();
        // A code is checked in any case, so that the time does not tell whether somebody is invited.
        let (id, code_hash) = match invitation.filter(|invitation| invitation.expires > now) {
            Some(invitation) => (Some(invitation.id), invitation.code_hash),
            None => (None, hashing::decoy().to_owned()),
        };
        let checked = hashing::check(&code, &code_hash, PasswordCost::Fixed(1), random).await?;
        let invitation = id.filter(|_| checked.right);
        let chosen = match (&user, invitation) {
            // Only now: before the code is right, the answer must not tell what the person is called.
            (Some(user), Some(_)) => passwords::choose(context, "password", user, &input.password, false).await?,
            _ => Chosen::default(),
        };
        Ok(Proof { invitation, chosen })
    }

    async fn run(context: &mut Context<'_>, input: SignInAcceptInvitation, proof: Proof) -> Result<SignIn, Error> {
        let now = context.now;
        practice::lock(context.tx()?).await?;
        let Some(found) = users::find_by_email(context.tx()?, &input.email).await? else {
            let draft = EventDraft::new(EventKind::InviteFailed).by_nobody();
            context.note_anyway(draft.failed("The code did not fit or was no longer valid"));
            return Err(refused());
        };
        let user = next_in_line(context, found.id).await?;
        let waits = user.status == AccessStatus::Invited && !user.is_blocked(now);
        let accepted = match proof.invitation {
            Some(id) if waits => invitations::accept(context.tx()?, id, now).await?,
            _ => false,
        };
        if !accepted {
            let draft = EventDraft::new(EventKind::InviteFailed).by_nobody().on_user(&user);
            if waits {
                failed(context, &user, "The code did not fit or was no longer valid", draft.failed("")).await?;
            } else {
                context.note(draft.failed("The code did not fit or was no longer valid"));
            }
            return Err(context.refuse_and_keep(refused()));
        }
        let user = passwords::save(context, user, &proof.chosen).await?;
        let name = user.name();
        users::update_status(
            context.tx()?,
            user.id,
            user.version,
            AccessStatus::Active,
            "Accepted the invite",
            &name,
            now,
        )
        .await?;
        let user = users::find(context.tx()?, user.id).await?.ok_or_else(Error::no_such_user)?;
        context.note(EventDraft::new(EventKind::InviteAccepted).by(&user).on_user(&user));
        context.changed(Topic::Users);
        begin(context, user, "an invite").await
    }
}
