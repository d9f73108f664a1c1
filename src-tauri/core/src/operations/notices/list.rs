//! `notices.list`: what the signed-in person was told.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::Time;
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::notices;

/// How many are shown.
const MOST: i64 = 50;

/// One thing that somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct NoticeRow {
    pub id: Uuid,
    pub time: Time,
    /// `password_changed`
    pub kind: String,
    pub title: String,
    pub text: String,
    pub unread: bool,
}

/// The newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Notices {
    #[ts(type = "number")]
    pub unread: i64,
    pub rows: Vec<NoticeRow>,
}

pub(crate) struct List;

impl Operation for List {
    type Input = Nothing;
    type Reply = Notices;
    type Prepared = ();

    const NAME: &'static str = "notices.list";
    const SUMMARY: &'static str = "Shows what the signed-in person was told";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Notices, Error> {
        let user = context.actor()?.id;
        let tx = context.tx()?;
        let rows = notices::latest(tx, user, MOST).await?;
        let unread = notices::unseen(tx, user).await?;
        let row = |notice: notices::NoticeRecord| NoticeRow {
            id: notice.id,
            time: notice.time,
            kind: notice.kind,
            title: notice.title,
            text: notice.text,
            unread: notice.seen.is_none(),
        };
        Ok(Notices { unread, rows: rows.into_iter().map(row).collect() })
    }
}
