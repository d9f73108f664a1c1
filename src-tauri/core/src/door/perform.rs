//! The dispatcher's ten steps, the same for every operation.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::context::{Context, Topic};
use super::input::decode;
use super::record::{refuse, save_standing, settle};
use super::session::{Standing, standing};
use super::support::save_over;
use super::{Inner, Opened, Reply, Request, SessionChange, State};
use crate::clock::Time;
use crate::device::Device;
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::EventDraft;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::{StoreError, Tx, practice, sessions, support as grants};

/// How the dispatcher reports progress.
pub(crate) type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// A person at the keyboard is noted at most this often.
const TOUCH_SECONDS: i64 = 20;

type Performing<'a> = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send + 'a>>;

/// Performs the operation `O`. The function behind every line of the operations' table.
pub(crate) fn perform<'a, O: Operation>(
    inner: &'a Arc<Inner>,
    request: Request,
    device: Device,
    progress: Progress<'a>,
    cancelled: CancellationToken,
) -> Performing<'a> {
    Box::pin(async move {
        let mut call = Call { inner, request, device, progress, cancelled, now: inner.options.clock.now() };
        loop {
            match attempt::<O>(&mut call).await {
                // The session's standing changed and was saved; with that known, ask again.
                Err(Stop::Again) => {}
                Err(Stop::Error(error)) => return Err(error),
                Ok(reply) => return Ok(reply),
            }
        }
    })
}

struct Call<'a> {
    inner: &'a Arc<Inner>,
    request: Request,
    device: Device,
    progress: Progress<'a>,
    cancelled: CancellationToken,
    now: Time,
}

enum Stop {
    Again,
    Error(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

async fn attempt<O: Operation>(call: &mut Call<'_>) -> Result<Reply, Stop> {
    let input = decode::<O::Input>(&call.request)?;
    let opened = match O::STORE {
        Store::Nothing | Store::ReadsWhereOpen => call.inner.opened().await.ok(),
        _ => Some(call.inner.opened().await?),
    };
    if O::ACCESS == Access::BeforePractice && matches!(&*call.inner.state.read().await, State::Ready(_)) {
        return Err(Error::new("setup.done", "This computer already has a practice.").into());
    }
    let mut context = Context {
        inner: call.inner,
        now: call.now,
        device: call.device.clone(),
        opened,
        practice: None,
        signed_in: None,
        content: call.request.content.clone(),
        output: call.request.output.clone(),
        tx: None,
        operation: O::NAME,
        touch: None,
        events: Vec::new(),
        kept: Vec::new(),
        topics: BTreeSet::new(),
        session_change: SessionChange::Keep,
        reply_content: None,
        keep_on_refusal: false,
        looked_at: None,
        progress: call.progress,
        cancelled: call.cancelled.clone(),
    };
    let outcome = steps::<O>(&mut context, call, input).await;
    touch(&mut context).await;
    if let (Err(Stop::Error(error)), Some(opened)) = (&outcome, &context.opened)
        && error.code == "database.unreachable"
    {
        call.inner.answered(opened, false);
    }
    outcome
}

async fn steps<O: Operation>(context: &mut Context<'_>, call: &Call<'_>, input: O::Input) -> Result<Reply, Stop> {
    let mut prepared = O::Prepared::default();
    if O::PREPARES {
        enter::<O>(context, call, Store::Reads).await?;
        let ready = O::prepare(context, &input).await;
        leave(context).await;
        prepared = match ready {
            Ok(prepared) => prepared,
            Err(error) => return Err(refuse(context, error).await.into()),
        };
    }
    enter::<O>(context, call, O::STORE).await?;
    match O::run(context, input, prepared).await {
        Ok(reply) => {
            note_support::<O>(context, call.request.background);
            let value = serde_json::to_value(&reply).map_err(Error::internal)?;
            settle(context, O::STORE).await?;
            tell(context, call);
            Ok(Reply { value, session: context.session_change.clone(), content: context.reply_content.take() })
        }
        Err(error) if context.keep_on_refusal && O::STORE == Store::Writes => {
            settle(context, O::STORE).await?;
            tell(context, call);
            Err(error.into())
        }
        Err(error) => {
            leave(context).await;
            Err(refuse(context, error).await.into())
        }
    }
}

/// Everything that Support looks at is an event. What it changes has events of its own, and a screen that refreshes itself
/// shows again what was looked at: recorded too, each record would make the screen refresh once more.
fn note_support<O: Operation>(context: &mut Context<'_>, background: bool) {
    let support = context.signed_in.as_ref().and_then(|signed_in| signed_in.actor.support);
    if support.is_none()
        || background
        || O::STORE == Store::Writes
        || matches!(O::SUPPORT, Support::Always | Support::Never)
    {
        return;
    }
    let draft = EventDraft::new(EventKind::SupportLooked).doing(O::NAME, O::SUMMARY);
    let draft = match context.looked_at.take() {
        Some(user) => draft.on_user(&user),
        None => draft,
    };
    context.note(draft);
}

/// Steps 3 and 4: opens the transaction, finds out who asks, and whether they may.
async fn enter<O: Operation>(context: &mut Context<'_>, call: &Call<'_>, store: Store) -> Result<(), Stop> {
    let Some(opened) = context.opened.clone() else {
        return allow::<O>(context).await.map_err(Stop::from);
    };
    if store == Store::Nothing {
        // An operation that works without a practice does not ask who is there, unless it says so.
        return if O::ACCESS.allows(None, context.rules()) { Ok(()) } else { Err(Error::no_session().into()) };
    }
    let mut tx = begin(&opened, store).await?;
    // A new connection may lead to another database than the one before, as after a restore on the server.
    while opened.database.is_fresh() {
        tx.rollback().await?;
        if opened.keeper.look(&opened.database).await? {
            call.inner.tell(Topic::ALL.map(Topic::as_str).to_vec());
        }
        tx = begin(&opened, store).await?;
    }
    if store == Store::Writes && matches!(O::ACCESS, Access::SetUpUsers | Access::PracticeAdmin) {
        // In a line before asking who is there: whoever is suspended while they wait must find themselves out.
        practice::lock(&mut tx).await?;
    }
    context.practice = Some(practice::get(&mut tx).await?);
    let policy = context.rules().policy;
    let clock = context.inner.options.clock.clone();
    let standing =
        standing(&mut tx, &opened, clock.as_ref(), call.request.token.as_ref(), &policy, context.now).await?;
    let signed_in = match standing {
        Standing::SignedOut => None,
        Standing::Ended => {
            context.session(SessionChange::Ended);
            if needs_session(O::ACCESS) {
                return Err(session_ended().into());
            }
            None
        }
        Standing::RunsOut(signed_in) => {
            tx.rollback().await?;
            save_standing(context, &opened, &signed_in, false).await?;
            return Err(Stop::Again);
        }
        Standing::FallsAsleep(signed_in) => {
            tx.rollback().await?;
            save_standing(context, &opened, &signed_in, true).await?;
            return Err(Stop::Again);
        }
        Standing::SupportOver(over) => {
            tx.rollback().await?;
            if save_over(&opened, &context.device, &over, context.now).await? {
                context.inner.tell(Topic::of_support());
            }
            return Err(Stop::Again);
        }
        Standing::Entering(signed_in) => {
            if needs_session(O::ACCESS) && !matches!(O::ACCESS, Access::Entering | Access::AnySession) {
                return Err(Error::no_session().into());
            }
            Some(*signed_in)
        }
        Standing::Locked(_) | Standing::Open(_) if O::ACCESS == Access::Entering => {
            return Err(Error::new("session.none", "You’re signed in already.").into());
        }
        Standing::Locked(signed_in) => {
            if needs_session(O::ACCESS) && !matches!(O::ACCESS, Access::OpenSession | Access::AnySession) {
                return Err(Error::new("session.locked", "The screen is locked. Unlock it to go on.").into());
            }
            Some(*signed_in)
        }
        Standing::Open(signed_in) => {
            if let Some(grant) = signed_in.session.grant
                && store == Store::Writes
            {
                grants::seen(&mut tx, grant, context.now).await?;
            }
            let idle = context.now.seconds_since(signed_in.session.last_active);
            if !call.request.background && idle >= TOUCH_SECONDS {
                // Later, in a transaction of its own: a second connection asked for while this one is held could wait for
                // itself, and a session's row locked before its user's could wait for whoever locked them the other way.
                context.touch = Some((signed_in.session.id, signed_in.session.grant));
            }
            Some(*signed_in)
        }
    };
    context.signed_in = signed_in;
    context.tx = Some(tx);
    allow::<O>(context).await.map_err(Stop::from)
}

async fn begin(opened: &Opened, store: Store) -> Result<Tx, StoreError> {
    if store == Store::Writes { opened.database.write().await } else { opened.database.read().await }
}

/// Notes that the person is at the keyboard, after an operation that only read.
async fn touch(context: &mut Context<'_>) {
    let (Some((session, grant)), Some(opened)) = (context.touch.take(), context.opened.clone()) else { return };
    let noted = async {
        let mut tx = opened.database.write().await?;
        sessions::touch(&mut tx, session, context.now).await?;
        if let Some(grant) = grant {
            grants::seen(&mut tx, grant, context.now).await?;
        }
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::debug!(%error, "the person’s presence was not noted");
    }
}

fn needs_session(access: Access) -> bool {
    !matches!(access, Access::Anyone | Access::BeforePractice)
}

fn session_ended() -> Error {
    Error::new("session.ended", "Your session has ended. Sign in again; what you typed is still here.")
}

/// The operation's declared rule. A refusal is recorded.
async fn allow<O: Operation>(context: &mut Context<'_>) -> Result<(), Error> {
    let actor = context.signed_in.as_ref().map(|signed_in| &signed_in.actor);
    let allowed = match actor.and_then(|actor| actor.support) {
        // What anybody may do at the keyboard, Support may do too.
        Some(scopes) => O::SUPPORT.allows(scopes) || !needs_session(O::ACCESS),
        None => O::ACCESS.allows(actor, context.rules()),
    };
    if allowed {
        // Support has no password to prove itself with: its scope was given under a proof of whoever let it in.
        let proves = O::STEP_UP && actor.is_none_or(|actor| actor.support.is_none());
        return if proves { context.require_proof() } else { Ok(()) };
    }
    if actor.is_none() {
        leave(context).await;
        return Err(Error::no_session());
    }
    let message = if actor.is_some_and(|actor| actor.support.is_some()) {
        "Support wasn’t let in for this. A practice admin can let Support in for more."
    } else {
        "Your access level doesn’t allow this. Ask a practice admin."
    };
    let error = Error::new("access.refused", message);
    leave(context).await;
    Err(refuse(context, error).await)
}

/// Gives the transaction back without saving.
async fn leave(context: &mut Context<'_>) {
    if let Some(tx) = context.tx.take()
        && let Err(error) = tx.rollback().await
    {
        tracing::debug!(%error, "rolling back");
    }
}

/// Step 9.
fn tell(context: &Context<'_>, call: &Call<'_>) {
    if let Some(opened) = &context.opened
        && context.operation != "app.status"
    {
        call.inner.answered(opened, true);
    }
    call.inner.tell(context.topics.iter().map(|topic| topic.as_str()).collect());
}
