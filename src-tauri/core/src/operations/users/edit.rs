//! `users.edit`: saves a user's details and access level.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::add::{manager, raises};
use super::view::manager_names;
use super::{UserDetail, conflict, detail, find_for_change, keep_an_admin};
use crate::domain::events::EventKind;
use crate::domain::policy::{Access, refusal};
use crate::domain::roles::Role;
use crate::domain::users::UserFields;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::users;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UsersEdit {
    pub user: Uuid,
    /// The version that was edited.
    #[ts(type = "number")]
    pub version: i64,
    pub fields: UserFields,
}

pub(crate) struct Edit;

impl Operation for Edit {
    type Input = UsersEdit;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.edit";
    const SUMMARY: &'static str = "Saves a user’s details and access level";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: UsersEdit, (): ()) -> Result<UserDetail, Error> {
        let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
        let country = context.practice()?.country.clone();
        let before = find_for_change(context, input.user).await?;
        let target = before.target();
        if !actor.may_edit(&target, rules) {
            return Err(refusal(&target));
        }
        let fields = input.fields.tidy(&country, now)?;
        actor.check_roles(Some(&target), fields.role_set(), rules)?;
        if before.version != input.version {
            return Err(conflict(context, &before, input.version).await?);
        }
        let loses_admin =
            before.fields.role_set().holds(Role::PracticeAdmin) && !fields.role_set().holds(Role::PracticeAdmin);
        if loses_admin {
            keep_an_admin(context, &before).await.map_err(|error| error.at("fields.roles"))?;
        }
        if raises(before.fields.role_set(), fields.role_set()) {
            context.require_proof()?;
        }
        manager(context, Some(&before), &fields).await?;
        let names = manager_names(context, &before, &fields).await?;
        let changes = before.fields.changes(&fields, (&names.0, &names.1));
        if !changes.is_empty() {
            if !users::update_fields(context.tx()?, before.id, before.version, &fields).await? {
                return Err(conflict(context, &before, input.version).await?);
            }
            note(context, &before, changes);
            context.changed(Topic::Users);
            context.changed(Topic::Session);
        }
        let after = users::find(context.tx()?, before.id).await?.ok_or_else(Error::no_such_user)?;
        detail(context, &after).await
    }
}

/// The access level has an event of its own; so has the rest, where something of it changed.
fn note(context: &mut Context<'_>, before: &users::UserRecord, changes: Vec<crate::domain::users::UserFieldChange>) {
    let (roles, details): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| change.field == "roles");
    if !details.is_empty() {
        context.note(EventDraft::new(EventKind::UserEdited).on_user(before).changing(details));
    }
    if !roles.is_empty() {
        context.note(EventDraft::new(EventKind::RolesChanged).on_user(before).changing(roles));
    }
}
