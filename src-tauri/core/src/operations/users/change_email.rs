//! `users.change_email`: another sign-in email, with a reason. The old one stays the user's for ever.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::add::claim;
use super::{UserDetail, conflict, detail, find_for_change, reason};
use crate::domain::email;
use crate::domain::events::EventKind;
use crate::domain::policy::{Access, refusal};
use crate::domain::users::UserFieldChange;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::{emails, users};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UsersChangeEmail {
    pub user: Uuid,
    #[ts(type = "number")]
    pub version: i64,
    pub email: String,
    pub reason: String,
}

pub(crate) struct ChangeEmail;

impl Operation for ChangeEmail {
    type Input = UsersChangeEmail;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.change_email";
    const SUMMARY: &'static str = "Changes a user’s sign-in email; the old one stays theirs";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: UsersChangeEmail, (): ()) -> Result<UserDetail, Error> {
        let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
        let before = find_for_change(context, input.user).await?;
        let target = before.target();
        if !actor.may_edit(&target, rules) {
            return Err(refusal(&target));
        }
        let address = email::parse("email", &input.email)?;
        let reason = reason(&input.reason)?;
        if before.version != input.version {
            return Err(conflict(context, &before, input.version).await?);
        }
        if address == before.email {
            return Err(Error::input("email", "This is the sign-in email already."));
        }
        claim(context, &before, &address).await?;
        let tx = context.tx()?;
        // The same address in another case is no other address.
        if email::key(&address) != email::key(&before.email) {
            emails::retire(tx, &before.email, now).await?;
        }
        if !users::update_email(tx, before.id, before.version, &address).await? {
            return Err(conflict(context, &before, input.version).await?);
        }
        let change = UserFieldChange::of("email", "Sign-in email", &before.email, &address);
        context.note(
            EventDraft::new(EventKind::EmailChanged)
                .on_user(&before)
                .because(&reason)
                .changing(change.into_iter().collect()),
        );
        context.changed(Topic::Users);
        context.changed(Topic::Session);
        let after = users::find(context.tx()?, before.id).await?.ok_or_else(Error::no_such_user)?;
        detail(context, &after).await
    }
}
