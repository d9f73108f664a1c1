//! `users.add`: adds a user, who is not invited yet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{UserDetail, detail};
use crate::domain::email;
use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::domain::roles::{Role, Roles};
use crate::domain::status::AccessStatus;
use crate::domain::users::{UserFieldChange, UserFields};
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::users::UserRecord;
use crate::store::{emails, practice, users};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UsersAdd {
    /// The sign-in name.
    pub email: String,
    pub fields: UserFields,
}

pub(crate) struct Add;

impl Operation for Add {
    type Input = UsersAdd;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.add";
    const SUMMARY: &'static str = "Adds a user, who is not invited yet";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: UsersAdd, (): ()) -> Result<UserDetail, Error> {
        let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
        let country = context.practice()?.country.clone();
        let address = email::parse("email", &input.email)?;
        let fields = input.fields.tidy(&country, now)?;
        actor.check_roles(None, fields.role_set(), rules)?;
        if raises(Roles::default(), fields.role_set()) {
            context.require_proof()?;
        }
        practice::lock(context.tx()?).await?;
        let id = context.new_id();
        let manager = manager(context, None, &fields).await?;
        let user = UserRecord {
            id,
            version: 1,
            fields,
            email: address.clone(),
            manager,
            status: AccessStatus::Inactive,
            status_reason: String::new(),
            status_changed: None,
            status_changed_by: String::new(),
            was_restricted: false,
            mfa: MfaState::NotSetUp,
            password_hash: None,
            password_changed: None,
            must_change_password: false,
            blocked: None,
            blocked_until: None,
            blocks: 0,
            last_sign_in: None,
            last_sign_in_device: String::new(),
            invite_expires: None,
            created: now,
            created_by: actor.name.clone(),
        };
        // The address refers to the user, so the user comes first; both go or neither.
        if let Err(error) = users::insert(context.tx()?, &user).await {
            return Err(error.into());
        }
        claim(context, &user, &address).await?;
        context.note(EventDraft::new(EventKind::UserAdded).on_user(&user).changing(first_values(&user)));
        context.changed(Topic::Users);
        detail(context, &user).await
    }
}

/// Whether the change gives one of the two roles that ask for a fresh proof of who gives it.
pub(super) fn raises(before: Roles, after: Roles) -> bool {
    [Role::PracticeAdmin, Role::Partner].into_iter().any(|role| after.holds(role) && !before.holds(role))
}

/// Makes `address` the user's, unless it is or was somebody else's.
pub(super) async fn claim(context: &mut Context<'_>, user: &UserRecord, address: &str) -> Result<(), Error> {
    let now = context.now;
    if emails::claim(context.tx()?, user.id, address, now).await? {
        return Ok(());
    }
    Err(Error::new(
        "users.email_taken",
        "This email is or was another person’s sign-in email here. Each person keeps their own for ever.",
    )
    .at("email"))
}

/// The name of whom the user reports to, where such a person exists and no circle comes of it.
pub(super) async fn manager(
    context: &mut Context<'_>,
    user: Option<&UserRecord>,
    fields: &UserFields,
) -> Result<String, Error> {
    let Some(id) = fields.reports_to else { return Ok(String::new()) };
    let tx = context.tx()?;
    let manager = users::find(tx, id)
        .await?
        .ok_or_else(|| Error::input("fields.reports_to", "This person can’t be found. Choose somebody else."))?;
    let unchanged = user.is_some_and(|user| user.fields.reports_to == Some(id));
    if manager.status == AccessStatus::Archived && !unchanged {
        return Err(Error::input(
            "fields.reports_to",
            format!("{} no longer works here. Choose somebody else.", manager.name()),
        ));
    }
    if let Some(user) = user
        && users::is_above(tx, user.id, id).await?
    {
        let message = if id == user.id {
            "Nobody can report to themselves.".to_owned()
        } else {
            format!("{} reports to {}, directly or through others. Choose somebody else.", manager.name(), user.name())
        };
        return Err(Error::new("users.cycle", message).at("fields.reports_to"));
    }
    Ok(manager.name())
}

/// What a new user began with, for the register. Notes stay out: they are not for everybody who reads it.
fn first_values(user: &UserRecord) -> Vec<UserFieldChange> {
    let fields = &user.fields;
    [
        UserFieldChange::of("email", "Sign-in email", "", &user.email),
        UserFieldChange::of("roles", "Access level", "", fields.role_set().in_words()),
        UserFieldChange::of("job_title", "Job title", "", &fields.job_title),
        UserFieldChange::of("reports_to", "Reports to", "", &user.manager),
    ]
    .into_iter()
    .flatten()
    .collect()
}
