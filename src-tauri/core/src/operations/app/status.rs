//! `app.status`: which practice this computer has, and whether its database answers.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::PracticeFace;
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::door::{Opened, State};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::{Kind, practice};

/// What this computer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AppState {
    NoPractice,
    Ready,
    NeedsPassphrase,
    NeedsRecoveryKey,
    Failed,
}

/// On this computer or in the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum DatabaseKind {
    Local,
    Office,
}

/// Which database is open, and whether it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct DatabaseStatus {
    pub kind: DatabaseKind,
    /// The file's name, or the server's and the database's.
    pub place: String,
    pub answering: bool,
}

/// The reply.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema, TS)]
pub struct AppStatus {
    pub state: AppState,
    pub problem: Option<Error>,
    pub practice: Option<PracticeFace>,
    pub database: Option<DatabaseStatus>,
    /// Whether the operating system's keychain can keep a key.
    pub keychain: bool,
    pub version: String,
    pub computer: String,
    pub data_dir: String,
}

pub(crate) struct Status;

impl Operation for Status {
    type Input = Nothing;
    type Reply = AppStatus;
    type Prepared = ();

    const NAME: &'static str = "app.status";
    const SUMMARY: &'static str = "Tells which practice this computer has and whether its database answers";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Nothing;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<AppStatus, Error> {
        status(context).await
    }
}

/// The status, after looking again at what failed before.
pub(crate) async fn status(context: &mut Context<'_>) -> Result<AppStatus, Error> {
    let failed = matches!(
        &*context.inner.state.read().await,
        State::Failed(_) | State::NoPractice(Some(_)) | State::NeedsRecoveryKey(..)
    );
    if failed {
        context.inner.open_place(None).await;
    }
    let (state, problem, opened) = match &*context.inner.state.read().await {
        State::NoPractice(problem) => (AppState::NoPractice, problem.clone(), None),
        State::NeedsPassphrase(_) => (AppState::NeedsPassphrase, None, None),
        State::NeedsRecoveryKey(_, problem) => (AppState::NeedsRecoveryKey, Some(problem.clone()), None),
        State::Failed(problem) => (AppState::Failed, Some(problem.clone()), None),
        State::Ready(opened) => (AppState::Ready, None, Some(opened.clone())),
    };
    if let Some(opened) = &opened {
        refresh(context, opened).await;
    }
    let practice =
        opened.as_ref().and_then(|opened| opened.face.lock().unwrap_or_else(PoisonError::into_inner).clone());
    Ok(AppStatus {
        state,
        problem,
        practice,
        database: opened.map(|opened| DatabaseStatus {
            kind: match opened.database.kind() {
                Kind::Sqlite => DatabaseKind::Local,
                Kind::Postgres => DatabaseKind::Office,
            },
            place: opened.database.place().to_owned(),
            answering: opened.answering.load(Ordering::SeqCst),
        }),
        keychain: context.inner.options.keychain.available(),
        version: context.device.app_version.clone(),
        computer: context.device.computer.clone(),
        data_dir: context.inner.options.data_dir.display().to_string(),
    })
}

/// Reads the practice's face anew; where that fails, the database does not answer and the last face stays.
async fn refresh(context: &Context<'_>, opened: &Opened) {
    if !opened.answering.load(Ordering::SeqCst) {
        // The watch finds out when it answers again; asking here would make the screen wait.
        return;
    }
    let read = async {
        let mut tx = opened.database.read().await?;
        practice::get(&mut tx).await
    };
    match read.await {
        Ok(record) => {
            let face = PracticeFace { name: record.name, logo: record.logo_tag };
            *opened.face.lock().unwrap_or_else(PoisonError::into_inner) = Some(face);
            context.inner.answered(opened, true);
        }
        Err(error) => {
            tracing::warn!(%error, "the practice’s database does not answer");
            context.inner.answered(opened, false);
        }
    }
}
