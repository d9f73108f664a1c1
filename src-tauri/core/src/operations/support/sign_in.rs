//! `support.sign_in`: Support comes in with the one-time access code, and says who they are and under which case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::told;
use crate::domain::events::{EventKind, TargetKind};
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::domain::support::{MOST_FAILED_CODES, NAME};
use crate::domain::{codes, text};
use crate::door::context::{Context, EventDraft, SignedIn};
use crate::door::support::{ended, over, person};
use crate::door::{SessionChange, Token, actor_of, token_hash};
use crate::error::Error;
use crate::hashing::{self, PasswordCost};
use crate::operation::{Operation, Store};
use crate::operations::sign_in::steps::end_before;
use crate::operations::sign_in::{SignIn as Reply, me};
use crate::store::sessions::SessionRecord;
use crate::store::{sessions, support};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SupportSignIn {
    /// As it was handed over; blanks, dashes and case do not matter.
    pub code: String,
    /// Who of Support it is.
    pub person: String,
    pub case_number: String,
}

/// The grant whose code was right, with the hash that was checked.
#[derive(Default)]
pub(crate) struct Proof(Option<(Uuid, String)>);

pub(crate) struct SignIn;

fn refused() -> Error {
    Error::new(
        "support.refused",
        "This access code doesn’t work: it was used, its time is over, or Support access is off. Ask the practice for a new \
         one.",
    )
    .at("code")
}

impl Operation for SignIn {
    type Input = SupportSignIn;
    type Reply = Reply;
    type Prepared = Proof;

    const NAME: &'static str = "support.sign_in";
    const SUMMARY: &'static str = "Signs Support in with the one-time access code";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SupportSignIn) -> Result<Proof, Error> {
        let open = support::open(context.tx()?, false).await?;
        let random = context.inner.options.random.as_ref();
        let code = codes::read(&input.code).unwrap_or_default();
        let found = open.and_then(|grant| grant.code_hash.map(|hash| (grant.id, hash)));
        // A code is checked in any case, so that the time does not tell whether Support is let in.
        let hash = match &found {
            Some((_, hash)) => hash.clone(),
            None => hashing::decoy().to_owned(),
        };
        let checked = hashing::check(&code, &hash, PasswordCost::Fixed(1), random).await?;
        Ok(Proof(found.filter(|_| checked.right)))
    }

    async fn run(context: &mut Context<'_>, input: SupportSignIn, proof: Proof) -> Result<Reply, Error> {
        let now = context.now;
        let who = said("person", "Name", &input.person, 80, "Say who you are: the practice sees it.")?;
        let case = said("case_number", "Case number", &input.case_number, 60, "Give the case number.")?;
        let Some(grant) = support::open(context.tx()?, true).await? else {
            context.note_anyway(failure().failed("Support access is off"));
            return Err(refused());
        };
        let clock = context.inner.options.clock.clone();
        if over(context.opened()?, clock.as_ref(), &grant, now).is_some() {
            context.note_anyway(failure().failed("The time was over"));
            return Err(refused());
        }
        let entered = match &proof.0 {
            Some((id, hash)) if *id == grant.id => {
                support::enter(context.tx()?, grant.id, hash, &who, &case, now).await?
            }
            _ => false,
        };
        if !entered {
            return Err(wrong_code(context, &grant).await?);
        }
        let grant = support::find(context.tx()?, grant.id).await?.ok_or_else(refused)?;
        end_before(context).await?;
        // One person of Support at a time: whoever came with an earlier code is out.
        let (id, device) = (context.new_id(), context.device.clone());
        support::end_sessions(context.tx()?, grant.id, now, "signed in again").await?;
        let session = SessionRecord::new(id, None, Some(grant.id), now, &device);
        let random = context.inner.options.random.as_ref();
        let token = Token::new(crate::domain::events::hex(&crate::clock::random_bytes::<32>(random)));
        sessions::insert(context.tx()?, &session, &token_hash(&token)).await?;
        let user = person(&grant);
        let note = format!("Case {case}, to {}", grant.may.in_words());
        let draft = EventDraft::new(EventKind::SupportSignedIn).by(&user).on(TargetKind::Support, grant.id, NAME);
        context.note(draft.noting(note));
        told(context);
        context.session(SessionChange::Started(token));
        let signed_in = SignedIn { actor: actor_of(&user, &session, Some(grant.may)), session, user };
        let me = me(context, &signed_in).await?;
        context.signed_in = Some(signed_in);
        Ok(Reply {
            step: SignInStep::Open,
            first_name: who,
            email: String::new(),
            remember_hours: 0,
            password_least: 0,
            mfa_required: context.rules().policy.mfa_required,
            recovery_codes_left: None,
            me: Some(me),
        })
    }
}

fn failure() -> EventDraft {
    EventDraft::new(EventKind::SupportCodeFailed).by_nobody()
}

/// Counts a wrong code; after too many, the grant ends.
async fn wrong_code(context: &mut Context<'_>, grant: &support::GrantRecord) -> Result<Error, Error> {
    let now = context.now;
    if grant.code_hash.is_none() {
        // There is no code to guess at: whoever tries must not be able to put out who is in.
        context.note(failure().on(TargetKind::Support, grant.id, NAME).failed("The access code was used already"));
        return Ok(context.refuse_and_keep(refused()));
    }
    let failed = grant.failed_codes + 1;
    support::code_failed(context.tx()?, grant.id).await?;
    let draft = failure().on(TargetKind::Support, grant.id, NAME);
    context.note(draft.failed(format!("Wrong access code, {failed} of {MOST_FAILED_CODES}")));
    if failed >= MOST_FAILED_CODES {
        let why = "there were too many wrong access codes";
        support::end(context.tx()?, grant.id, now, why).await?;
        context.note(ended(grant, why).by_nobody());
        told(context);
    }
    Ok(context.refuse_and_keep(refused()))
}

fn said(field: &str, label: &str, typed: &str, most: usize, missing: &str) -> Result<String, Error> {
    let said = text::line(field, label, typed, most)?;
    if said.is_empty() { Err(Error::input(field, missing)) } else { Ok(said) }
}
