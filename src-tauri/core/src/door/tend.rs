//! What ends by itself although nobody asks: the time for which Support was let in, and the blocks of Practice Admins.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::context::{EventDraft, Topic};
use super::record::write;
use super::support::{over, save_over};
use super::{Inner, Opened};
use crate::domain::events::EventKind;
use crate::error::Error;
use crate::store::{attempts, support, users};

const EVERY: Duration = Duration::from_secs(2);

/// Tends an open practice until it is closed.
pub(super) fn tend(inner: &Arc<Inner>, opened: &Arc<Opened>) {
    let (inner, opened) = (inner.clone(), opened.clone());
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = opened.closing.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
            if !opened.answering.load(Ordering::SeqCst) {
                continue;
            }
            if let Err(error) = once(&inner, &opened).await {
                tracing::debug!(%error, "what ends by itself could not be looked at");
            }
        }
    });
}

async fn once(inner: &Inner, opened: &Opened) -> Result<(), Error> {
    let now = inner.options.clock.now();
    let mut tx = opened.database.read().await?;
    let open = support::open(&mut tx, false).await?;
    let unblocked = attempts::over(&mut tx, now).await?;
    tx.rollback().await?;
    let here = inner.options.device.tidy();
    if let Some(grant) = open
        && let Some(over) = over(opened, inner.options.clock.as_ref(), &grant, now)
        && save_over(opened, &here, &over, now).await?
    {
        inner.tell(Topic::of_support());
    }
    if unblocked.is_empty() {
        return Ok(());
    }
    let mut tx = opened.database.write().await?;
    let mut events = Vec::new();
    for id in unblocked {
        attempts::stand_in_line(&mut tx, id).await?;
        // Another computer may have been faster.
        let Some(user) = users::find(&mut tx, id).await?.filter(|user| user.blocked.is_some() && !user.is_blocked(now))
        else {
            continue;
        };
        attempts::unblock(&mut tx, id, true).await?;
        events.push(EventDraft::new(EventKind::BlockEnded).by_nobody().on_user(&user).finish_now());
    }
    write(&mut tx, now, &here, &events).await?;
    tx.commit().await?;
    inner.tell(vec![Topic::Users.as_str(), Topic::Register.as_str()]);
    Ok(())
}
