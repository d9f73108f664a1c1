//! `setup.join`: this computer joins the practice in an office database, with the recovery key.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{at_address, check_free, check_key_place, settle_here};
use crate::domain::codes;
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft};
use crate::door::place::PlaceKind;
use crate::error::Error;
use crate::keychain::{KeyPlace, Secret};
use crate::keys::MasterKey;
use crate::operation::{Operation, Store};
use crate::operations::app::status::{AppStatus, status};
use crate::store::office::{self, Found};
use crate::store::{Database, StoreError, events, practice};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SetupJoin {
    pub office_address: String,
    pub recovery_key: String,
    pub key_place: KeyPlace,
    pub passphrase: Option<String>,
}

pub(crate) struct Join;

impl Operation for Join {
    type Input = SetupJoin;
    type Reply = AppStatus;
    type Prepared = ();

    const NAME: &'static str = "setup.join";
    const SUMMARY: &'static str = "Lets this computer join the practice in an office database";
    const ACCESS: Access = Access::BeforePractice;
    const STORE: Store = Store::Nothing;

    async fn run(context: &mut Context<'_>, input: SetupJoin, (): ()) -> Result<AppStatus, Error> {
        let wrong = || {
            Error::new(
                "setup.wrong_recovery_key",
                "This isn’t the recovery key of this practice. Compare it sign by sign.",
            )
            .at("recovery_key")
        };
        let recovery = codes::read(&input.recovery_key).ok_or_else(wrong)?;
        let inner = context.inner.clone();
        let _alone = inner.setting_up.lock().await;
        check_free(context).await?;
        check_key_place(context, input.key_place, input.passphrase.as_deref(), "")?;
        // Looked at first: joining must not make our tables in a database of somebody else's.
        match office::look(&input.office_address).await.map_err(at_address)?.found {
            Found::Practice(_) => {}
            Found::Empty => {
                let message = "This database holds no practice yet. Create one in it.";
                return Err(Error::new("office.no_practice", message).at("office_address"));
            }
            Found::Foreign => return Err(at_address(StoreError::NotFirmkeep)),
            Found::Newer => return Err(at_address(StoreError::Newer)),
        }
        let database = Database::open_office(&input.office_address).await.map_err(at_address)?;
        let joined = async {
            let mut tx = database.write().await?;
            let record = practice::find(&mut tx).await?.ok_or_else(|| {
                Error::new("office.no_practice", "This database holds no practice yet. Create one in it.")
                    .at("office_address")
            })?;
            let wrapped = practice::wrapped_key(&mut tx).await?.unwrap_or_default();
            let key = MasterKey::unwrap(&wrapped, &recovery).map_err(|_| wrong())?;
            let event = EventDraft::new(EventKind::ComputerJoined).on_practice(&record).finish_now();
            events::append(&mut tx, context.now, &context.device, &[event]).await?;
            tx.commit().await?;
            Ok::<_, Error>((record.id, key))
        };
        let joined = joined.await;
        database.close().await;
        let (practice, key) = joined?;
        let secret = Secret { key, address: Some(input.office_address.trim().to_owned()) };
        settle_here(context, practice, PlaceKind::Office, &secret, input.key_place, input.passphrase.as_deref())
            .await?;
        status(context).await
    }
}
