//! `sign_in.accept_invitation`: the first sign-in, with the code that was handed over and a password of one's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Me, begin_session};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::status::AccessStatus;
use crate::domain::{codes, passwords};
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::hashing::{self, PasswordCost};
use crate::operation::{Operation, Store};
use crate::store::{invitations, passwords as past_passwords, practice, users};

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
    hash: String,
}

pub(crate) struct AcceptInvitation;

fn refused() -> Error {
    Error::new(
        "sign_in.code_refused",
        "The code doesn’t fit this email, or it is no longer valid. Ask for a new invite if it is older than five days.",
    )
    .at("code")
}

impl Operation for AcceptInvitation {
    type Input = SignInAcceptInvitation;
    type Reply = Me;
    type Prepared = Proof;

    const NAME: &'static str = "sign_in.accept_invitation";
    const SUMMARY: &'static str = "Accepts an invitation with its code and sets the person’s own password";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SignInAcceptInvitation) -> Result<Proof, Error> {
        let practice = context.practice()?.clone();
        let now = context.now;
        let tx = context.tx()?;
        let user = users::find_by_email(tx, &input.email).await?;
        let invitation = match &user {
            Some(user) if user.status == AccessStatus::Invited => invitations::open_of(tx, user.id).await?,
            _ => None,
        };
        let options = &context.inner.options;
        let random = options.random.as_ref();
        let names = [input.email.as_str(), &practice.name, &practice.legal_name];
        passwords::accept("password", &input.password, &names)?;
        let hash = hashing::hash(&input.password, options.passwords, random).await?;
        let code = codes::read(&input.code).unwrap_or_default();
        // A code is checked in any case, so that the time does not tell whether somebody is invited.
        let (id, code_hash) = match invitation.filter(|invitation| invitation.expires > now) {
            Some(invitation) => (Some(invitation.id), invitation.code_hash),
            None => (None, hash.clone()),
        };
        let checked = hashing::check(&code, &code_hash, PasswordCost::Fixed(1), random).await?;
        let invitation = id.filter(|_| checked.right);
        if let (Some(_), Some(user)) = (invitation, &user) {
            // Only now: before the code is right, the answer must not tell what the person is called.
            passwords::accept("password", &input.password, &[&user.name()])?;
        }
        Ok(Proof { invitation, hash })
    }

    async fn run(context: &mut Context<'_>, input: SignInAcceptInvitation, proof: Proof) -> Result<Me, Error> {
        let now = context.now;
        let tx = context.tx()?;
        practice::lock(tx).await?;
        let user = users::find_by_email(tx, &input.email).await?;
        let accepted = match (&user, proof.invitation) {
            (Some(user), Some(id)) if user.status == AccessStatus::Invited => invitations::accept(tx, id, now).await?,
            _ => false,
        };
        let Some(user) = user.clone().filter(|_| accepted) else {
            let draft = EventDraft::new(EventKind::InviteFailed).by_nobody();
            let draft = user.as_ref().map_or_else(|| draft.clone(), |user| draft.clone().on_user(user));
            context.note_anyway(draft.failed("The code did not fit or was no longer valid"));
            return Err(refused());
        };
        users::set_password(tx, user.id, &proof.hash).await?;
        past_passwords::remember(tx, user.id, &proof.hash, now).await?;
        users::update_status(tx, user.id, user.version, AccessStatus::Active, "Accepted the invite", &user.name(), now)
            .await?;
        let user = users::find(tx, user.id).await?.ok_or_else(Error::no_such_user)?;
        context.note(EventDraft::new(EventKind::InviteAccepted).by(&user).on_user(&user));
        begin_session(context, user, "With an invite").await
    }
}
