//! The people of the practice.

pub(crate) mod add;
pub(crate) mod archive;
pub(crate) mod change_email;
mod change_status;
pub(crate) mod count;
pub(crate) mod disable;
pub(crate) mod edit;
pub(crate) mod enable;
pub(crate) mod get;
pub(crate) mod invite;
pub(crate) mod lift_restriction;
pub(crate) mod list;
pub(crate) mod pick;
pub(crate) mod reset_mfa;
pub(crate) mod reset_password;
pub(crate) mod restrict;
pub(crate) mod revoke_invite;
pub(crate) mod unarchive;
pub(crate) mod unblock;
mod view;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::domain::policy::Actor;
use crate::domain::roles::Role;
use crate::domain::text;
use crate::door::context::Context;
use crate::error::Error;
use crate::store::users::{self, UserRecord};
use crate::store::users_list::UserFilter;

pub(crate) use view::{UserConflict, UserDetail, UserRef, UserRow, conflict, detail, row};

/// One user, by identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UserOnly {
    pub user: Uuid,
}

/// The user `id` for a change, with everybody else's changes of people, roles and settings held back until the commit.
pub(crate) async fn find_for_change(context: &mut Context<'_>, id: Uuid) -> Result<UserRecord, Error> {
    let tx = context.tx()?;
    crate::store::practice::lock(tx).await?;
    users::find(tx, id).await?.ok_or_else(Error::no_such_user)
}

/// Refuses where `user` is the last Practice Admin who can sign in. Call after [`find_for_change`].
pub(crate) async fn keep_an_admin(context: &mut Context<'_>, user: &UserRecord) -> Result<(), Error> {
    if !user.fields.role_set().holds(Role::PracticeAdmin) {
        return Ok(());
    }
    let admins = users::working_admins(context.tx()?).await?;
    if admins == [user.id] {
        return Err(Error::new(
            "users.last_admin",
            "This is the last practice admin who can sign in. Give the access level to somebody else first.",
        ));
    }
    Ok(())
}

/// The reason that a person gives for a change: one is always asked for.
pub(crate) fn reason(text: &str) -> Result<String, Error> {
    let text = crate::domain::text::line("reason", "Reason", text, 300)?;
    if text.is_empty() { Err(Error::input("reason", "Say why, for the history.")) } else { Ok(text) }
}

/// The filter as far as `actor` may search: a mobile's digits would tell Support what it does not see.
///
/// # Errors
/// `input.invalid` at `filter.search`.
pub(crate) fn for_asker(actor: &Actor, filter: UserFilter) -> Result<UserFilter, Error> {
    if actor.support.is_some() && text::fold(&filter.search).chars().any(char::is_numeric) {
        return Err(Error::input("filter.search", "Support finds people by name and email, not by numbers."));
    }
    Ok(filter)
}
