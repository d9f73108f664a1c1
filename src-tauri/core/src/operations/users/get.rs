//! `users.get`: one user.

use super::{UserDetail, UserOnly, detail};
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::users;

pub(crate) struct Get;

impl Operation for Get {
    type Input = UserOnly;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.get";
    const SUMMARY: &'static str = "Shows one user";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Users;

    async fn run(context: &mut Context<'_>, input: UserOnly, (): ()) -> Result<UserDetail, Error> {
        let user = users::find(context.tx()?, input.user).await?.ok_or_else(Error::no_such_user)?;
        detail(context, &user).await
    }
}
