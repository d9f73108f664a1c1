//! Watching the database: signing what the register has become, and, of an office database, whether it answers and what
//! other computers change in it.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::sync::broadcast::{self, error::RecvError};

use super::context::Topic;
use super::{Changed, Inner, Opened};

/// How often a database that answers is asked whether it still does, and one that does not, whether it does again.
const EVERY: Duration = Duration::from_secs(2);

/// How often the register's end is signed at most.
const SIGN_EVERY: Duration = Duration::from_secs(1);

/// Watches until the practice is closed.
pub(super) fn watch(inner: &Arc<Inner>, opened: &Arc<Opened>) {
    tokio::spawn(keep(Arc::downgrade(inner), inner.changes.subscribe(), opened.clone()));
    if opened.database.office_pool().is_none() {
        return;
    }
    tokio::spawn(ask(inner.clone(), opened.clone()));
    tokio::spawn(listen(inner.clone(), opened.clone()));
}

/// Signs the register's end after events were added, at most once a second: no commit waits for it.
async fn keep(inner: Weak<Inner>, mut changes: broadcast::Receiver<Changed>, opened: Arc<Opened>) {
    let mut found = opened.keeper.look_in_keychain(&opened.database).await;
    loop {
        match found {
            Ok(false) => {}
            Ok(true) => {
                if let Some(inner) = inner.upgrade() {
                    inner.tell(Topic::ALL.map(Topic::as_str).to_vec());
                }
            }
            Err(error) => tracing::debug!(%error, "the register’s end was not signed"),
        }
        found = opened.keeper.mark(&opened.database).await;
        tokio::select! {
            () = opened.closing.cancelled() => return,
            () = tokio::time::sleep(SIGN_EVERY) => {}
        }
        loop {
            let heard = tokio::select! {
                () = opened.closing.cancelled() => return,
                heard = changes.recv() => heard,
            };
            match heard {
                Ok(changed) if !changed.topics.contains(&Topic::Register.as_str()) => {}
                Ok(_) | Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return,
            }
        }
    }
}

async fn ask(inner: Arc<Inner>, opened: Arc<Opened>) {
    loop {
        tokio::select! {
            () = opened.closing.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        let answers = tokio::time::timeout(Duration::from_secs(5), opened.database.answers()).await;
        inner.answered(&opened, matches!(answers, Ok(Ok(()))));
    }
}

async fn listen(inner: Arc<Inner>, opened: Arc<Opened>) {
    loop {
        let heard = tokio::select! {
            () = opened.closing.cancelled() => return,
            heard = hear(&inner, &opened) => heard,
        };
        if let Err(error) = heard {
            tracing::debug!(%error, "not listening to the office database");
        }
        tokio::select! {
            () = opened.closing.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        // What was missed in between is unknown.
        if opened.answering.load(Ordering::SeqCst) {
            inner.tell(Topic::ALL.map(Topic::as_str).to_vec());
        }
    }
}

async fn hear(inner: &Inner, opened: &Opened) -> Result<(), sqlx::Error> {
    let Some(pool) = opened.database.office_pool() else { return Ok(()) };
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen("firmkeep").await?;
    while let Some(notice) = listener.try_recv().await? {
        let mut words = notice.payload().split(' ');
        if words.next() != Some(inner.instance.as_str()) {
            let told: Vec<_> = words.collect();
            inner.tell(Topic::ALL.into_iter().map(Topic::as_str).filter(|topic| told.contains(topic)).collect());
        }
    }
    Ok(())
}
