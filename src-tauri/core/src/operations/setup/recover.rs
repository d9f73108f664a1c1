//! `setup.recover`: opens the practice's file with the recovery key, where this computer's key is lost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::check_key_place;
use crate::domain::codes;
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::State;
use crate::door::context::{Context, EventDraft};
use crate::door::place::{Place, PlaceKind, read_recovery};
use crate::error::Error;
use crate::keychain::{KeyPlace, Secret};
use crate::keys::MasterKey;
use crate::operation::{Operation, Store};
use crate::operations::app::status::{AppStatus, status};
use crate::store::{events, practice};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SetupRecover {
    pub recovery_key: String,
    pub key_place: KeyPlace,
    pub passphrase: Option<String>,
}

pub(crate) struct Recover;

impl Operation for Recover {
    type Input = SetupRecover;
    type Reply = AppStatus;
    type Prepared = ();

    const NAME: &'static str = "setup.recover";
    const SUMMARY: &'static str = "Opens the practice’s file with the recovery key";
    const ACCESS: Access = Access::BeforePractice;
    const STORE: Store = Store::Nothing;

    async fn run(context: &mut Context<'_>, input: SetupRecover, (): ()) -> Result<AppStatus, Error> {
        let wrong = || {
            Error::new(
                "setup.wrong_recovery_key",
                "This isn’t the recovery key of this practice. Compare it sign by sign.",
            )
            .at("recovery_key")
        };
        let inner = context.inner.clone();
        let _alone = inner.setting_up.lock().await;
        check_key_place(context, input.key_place, input.passphrase.as_deref(), "")?;
        let place = match &*context.inner.state.read().await {
            State::NeedsRecoveryKey(place, _) | State::NeedsPassphrase(place) if place.kind == PlaceKind::Local => {
                place.clone()
            }
            _ => {
                return Err(Error::new(
                    "setup.nothing_to_recover",
                    "There is no practice on this computer that needs its recovery key.",
                ));
            }
        };
        let wrapped = read_recovery(&context.inner.files().recovery()).ok_or_else(|| {
            Error::new(
                "setup.no_recovery_file",
                "The file recovery.json is missing beside the practice’s database. Restore it from a backup.",
            )
        })?;
        let recovery = codes::read(&input.recovery_key).ok_or_else(wrong)?;
        let secret = Secret { key: MasterKey::unwrap(&wrapped, &recovery).map_err(|_| wrong())?, address: None };
        let place = Place { key_place: input.key_place, key_fingerprint: secret.key.fingerprint(), ..place };
        let opened = context.inner.open_with(&place, &secret).await?;
        let recorded = async {
            let mut tx = opened.database.write().await?;
            let record = practice::get(&mut tx).await?;
            let event = EventDraft::new(EventKind::RecoveryKeyUsed).on_practice(&record).finish_now();
            events::append(&mut tx, context.now, &context.device, &[event]).await?;
            tx.commit().await
        };
        let recorded = recorded.await;
        opened.database.close().await;
        recorded?;
        context.inner.secrets(place.practice).keep(place.key_place, &secret, input.passphrase.as_deref())?;
        place.write(&context.inner.files())?;
        context.inner.open_place(input.passphrase.as_deref()).await;
        status(context).await
    }
}
