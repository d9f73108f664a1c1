//! What people are told about their own access and how they sign in (ASVS 5.0, 6.3.7; ISM-2047).

pub(crate) mod list;
pub(crate) mod seen;

use uuid::Uuid;

use crate::door::context::{Context, Topic};
use crate::error::Error;
use crate::store::notices::{self, NoticeRecord};

/// Tells `user` something, with the change that it is about.
pub(crate) async fn tell(
    context: &mut Context<'_>,
    user: Uuid,
    kind: &str,
    title: &str,
    text: &str,
) -> Result<(), Error> {
    let notice = NoticeRecord {
        id: context.new_id(),
        time: context.now,
        kind: kind.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        seen: None,
    };
    notices::insert(context.tx()?, user, &notice).await?;
    context.changed(Topic::Notices);
    Ok(())
}
