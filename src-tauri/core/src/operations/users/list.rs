//! `users.list`: a page of the practice's users.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{UserRow, for_asker, row};
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store, page_limit};
use crate::store::users_list::{UserFilter, UserSort, page};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UsersList {
    #[serde(default)]
    pub filter: UserFilter,
    #[serde(default)]
    pub sort: UserSort,
    #[serde(default)]
    pub descending: bool,
    /// `next` of the page before.
    #[serde(default)]
    pub after: Option<String>,
    /// 1 to 200.
    #[ts(type = "number")]
    #[schemars(range(min = 1, max = 200))]
    pub limit: usize,
}

/// The reply.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct UserPage {
    pub rows: Vec<UserRow>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

pub(crate) struct List;

impl Operation for List {
    type Input = UsersList;
    type Reply = UserPage;
    type Prepared = ();

    const NAME: &'static str = "users.list";
    const SUMMARY: &'static str = "Lists users: searched, filtered, sorted, a page at a time";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Users;

    async fn run(context: &mut Context<'_>, input: UsersList, (): ()) -> Result<UserPage, Error> {
        let (actor, rules) = (context.actor()?.clone(), context.rules());
        let limit = page_limit(input.limit, 200)?;
        let filter = for_asker(&actor, input.filter)?;
        let sort = if actor.support.is_some() && input.sort == UserSort::Mobile { UserSort::Name } else { input.sort };
        let found = page(context.tx()?, &filter, sort, input.descending, input.after.as_deref(), limit).await?;
        let (users, next) = found.ok_or_else(|| Error::input("after", "This place in the list can’t be found."))?;
        Ok(UserPage { rows: users.iter().map(|user| row(&actor, user, rules)).collect(), next })
    }
}
