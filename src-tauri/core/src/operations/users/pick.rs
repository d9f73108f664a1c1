//! `users.pick`: people to choose from, as the one somebody reports to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store, page_limit};
use crate::store::users::is_above;
use crate::store::users_list::{UserFilter, UserSort, page};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UsersPick {
    pub search: String,
    /// Leaves out this person and everybody who reports to them, so that no circle can be chosen.
    pub not_under: Option<Uuid>,
    /// 1 to 50.
    #[ts(type = "number")]
    #[schemars(range(min = 1, max = 50))]
    pub limit: usize,
}

/// A person to choose.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct UserChoice {
    pub id: Uuid,
    pub name: String,
    pub job_title: String,
    pub email: String,
}

pub(crate) struct Pick;

impl Operation for Pick {
    type Input = UsersPick;
    type Reply = Vec<UserChoice>;
    type Prepared = ();

    const NAME: &'static str = "users.pick";
    const SUMMARY: &'static str = "Finds people to choose from by the beginnings of their names";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Users;

    async fn run(context: &mut Context<'_>, input: UsersPick, (): ()) -> Result<Vec<UserChoice>, Error> {
        let limit = page_limit(input.limit, 50)?;
        let filter = super::for_asker(context.actor()?, UserFilter { search: input.search, ..UserFilter::default() })?;
        let tx = context.tx()?;
        let mut choices = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let found = page(tx, &filter, UserSort::Name, false, after.as_deref(), 50).await?;
            let (users, next) = found.ok_or_else(|| Error::internal("a cursor of our own was refused"))?;
            for user in users {
                let circle = match input.not_under {
                    Some(person) => is_above(tx, person, user.id).await?,
                    None => false,
                };
                if !circle {
                    choices.push(UserChoice {
                        id: user.id,
                        name: user.name(),
                        job_title: user.fields.job_title,
                        email: user.email,
                    });
                }
                if choices.len() == limit {
                    return Ok(choices);
                }
            }
            match next {
                Some(next) => after = Some(next),
                None => return Ok(choices),
            }
        }
    }
}
