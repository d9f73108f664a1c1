//! `setup.create`: creates the practice with its first Practice Admin, on this computer or in an empty office database.

use std::fs;
use std::sync::PoisonError;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use ts_rs::TS;
use zeroize::Zeroizing;

use super::{RecoveryGroup, at_address, check_free, check_key_place, settle_here};
use crate::domain::dates::DateFormat;
use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::domain::roles::Role;
use crate::domain::security::Policy;
use crate::domain::status::AccessStatus;
use crate::domain::users::UserFields;
use crate::domain::{codes, email, passwords, text};
use crate::door::context::{Context, EventDraft};
use crate::door::place::{Place, PlaceKind, write_recovery};
use crate::error::Error;
use crate::hashing;
use crate::keychain::{KeyPlace, Secret};
use crate::keys::MasterKey;
use crate::operation::{Operation, Store};
use crate::operations::app::status::{AppStatus, status};
use crate::operations::settings::{PracticeFields, read_logo};
use crate::store::practice::{Logo, PracticeRecord};
use crate::store::users::UserRecord;
use crate::store::{Database, StoreError, Tx, emails, events, office, passwords as past_passwords, practice, users};

/// The first Practice Admin.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct FirstAdmin {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub password: String,
}

/// The input. The logo, if any, is the call's content.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SetupCreate {
    /// Null creates the practice in a file on this computer.
    pub office_address: Option<String>,
    pub key_place: KeyPlace,
    pub passphrase: Option<String>,
    pub practice: PracticeFields,
    pub admin: FirstAdmin,
    /// The two groups of the recovery key that were asked for.
    pub recovery: Vec<RecoveryGroup>,
}

pub(crate) struct Create;

impl Operation for Create {
    type Input = SetupCreate;
    type Reply = AppStatus;
    type Prepared = ();

    const NAME: &'static str = "setup.create";
    const SUMMARY: &'static str = "Creates the practice with its first Practice Admin";
    const ACCESS: Access = Access::BeforePractice;
    const STORE: Store = Store::Nothing;

    async fn run(context: &mut Context<'_>, input: SetupCreate, (): ()) -> Result<AppStatus, Error> {
        let inner = context.inner.clone();
        let _alone = inner.setting_up.lock().await;
        check_free(context).await?;
        let recovery = confirmed_recovery_key(context, &input.recovery)?;
        check_key_place(context, input.key_place, input.passphrase.as_deref(), &input.practice.name)?;
        let new = new_practice(context, &input).await?;
        let key = MasterKey::generate(context.inner.options.random.as_ref());
        let wrapped = key.wrap(&recovery, context.inner.options.random.as_ref());
        match &input.office_address {
            None => create_here(context, &input, &new, key, &wrapped).await?,
            Some(address) => create_in_office(context, &input, &new, key, &wrapped, address).await?,
        }
        *context.inner.pending_recovery.lock().unwrap_or_else(PoisonError::into_inner) = None;
        status(context).await
    }
}

/// Everything that is written, checked before anything is.
struct NewPractice {
    practice: PracticeRecord,
    logo: Option<Logo>,
    admin: UserRecord,
}

/// The recovery key, where the two groups show that it was written down.
fn confirmed_recovery_key(context: &Context<'_>, typed: &[RecoveryGroup]) -> Result<Zeroizing<String>, Error> {
    let pending = context.inner.pending_recovery.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let key = pending.ok_or_else(|| {
        Error::new("setup.no_recovery_key", "The recovery key has not been made yet. Go back one step.").at("recovery")
    })?;
    let groups = codes::groups(&key);
    let mut different = std::collections::HashSet::new();
    for (place, one) in typed.iter().enumerate() {
        let right = groups.get(one.index).is_some_and(|group| {
            let typed = codes::read(&one.group).unwrap_or_default();
            bool::from(group.as_bytes().ct_eq(typed.as_bytes()))
        });
        if !right {
            return Err(Error::new(
                "setup.recovery_mismatch",
                format!(
                    "Group {} doesn’t match the recovery key. Compare it with what you wrote down.",
                    one.index.saturating_add(1)
                ),
            )
            .at(format!("recovery.{place}")));
        }
        different.insert(one.index);
    }
    if different.len() < 2 {
        return Err(Error::new("setup.recovery_mismatch", "Type the two groups that are asked for.").at("recovery"));
    }
    Ok(key)
}

async fn new_practice(context: &Context<'_>, input: &SetupCreate) -> Result<NewPractice, Error> {
    let fields = input.practice.clone().tidy().map_err(|error| error.under("practice"))?;
    let logo = match &context.content {
        Some(bytes) => Some(read_logo(bytes.clone()).await.map_err(|error| error.under("practice"))?),
        None => None,
    };
    let admin = first_admin(&input.admin, &fields).map_err(|error| error.under("admin"))?;
    let address = email::parse("email", &input.admin.email).map_err(|error| error.under("admin"))?;
    passwords::accept(
        "password",
        &input.admin.password,
        &[&admin.display_name(), &address, &fields.name, &fields.legal_name],
        passwords::LEAST,
    )
    .map_err(|error| error.under("admin"))?;
    let options = &context.inner.options;
    let hash = hashing::hash(&input.admin.password, options.passwords, None, options.random.as_ref()).await?;
    let name = admin.display_name();
    let practice = fields.into_record(context.new_id(), 1, false, logo.as_ref().map(|logo| logo.tag.clone()));
    let admin = UserRecord {
        id: context.new_id(),
        version: 1,
        fields: admin,
        email: address,
        manager: String::new(),
        status: AccessStatus::Active,
        status_reason: "First practice admin".to_owned(),
        status_changed: Some(context.now),
        status_changed_by: name.clone(),
        was_restricted: false,
        mfa: MfaState::NotSetUp,
        password_changed: None,
        must_change_password: false,
        blocked: None,
        blocked_until: None,
        blocks: 0,
        password_hash: Some(hash),
        last_sign_in: None,
        last_sign_in_device: String::new(),
        invite_expires: None,
        created: context.now,
        created_by: name,
    };
    Ok(NewPractice { practice, logo, admin })
}

fn first_admin(admin: &FirstAdmin, practice: &PracticeFields) -> Result<UserFields, Error> {
    let first_name = text::name("first_name", "First name", &admin.first_name)?;
    if first_name.is_empty() {
        return Err(Error::input("first_name", "Enter the first name."));
    }
    Ok(UserFields {
        first_name,
        last_name: text::name("last_name", "Last name", &admin.last_name)?,
        preferred_name: String::new(),
        job_title: String::new(),
        mobile: String::new(),
        phone: String::new(),
        birthday: None,
        gender: String::new(),
        time_zone: practice.time_zone.clone(),
        date_format: DateFormat::DMmmYyyy,
        roles: vec![Role::PracticeAdmin],
        reports_to: None,
        notes: String::new(),
    })
}

/// Writes practice, admin and their events in one transaction.
async fn fill(context: &Context<'_>, database: &Database, new: &NewPractice, wrapped: &[u8]) -> Result<(), StoreError> {
    let mut tx = database.write().await?;
    practice::insert(&mut tx, &new.practice, new.logo.as_ref(), wrapped, context.now).await?;
    insert_admin(&mut tx, context, &new.admin).await?;
    let drafts = [
        EventDraft::new(EventKind::PracticeCreated).by(&new.admin).on_practice(&new.practice).finish_now(),
        EventDraft::new(EventKind::UserAdded)
            .by(&new.admin)
            .on_user(&new.admin)
            .noting("First practice admin")
            .finish_now(),
    ];
    events::append(&mut tx, context.now, &context.device, &drafts).await?;
    tx.commit().await
}

async fn insert_admin(tx: &mut Tx, context: &Context<'_>, admin: &UserRecord) -> Result<(), StoreError> {
    users::insert(tx, admin).await?;
    emails::claim(tx, admin.id, &admin.email, context.now).await?;
    let hash = admin.password_hash.as_deref().unwrap_or_default();
    past_passwords::remember(tx, admin.id, hash, Policy::default().password_remembered, context.now).await
}

/// The steps are in an order in which an interruption leaves either nothing or a whole practice: the database gets its
/// final name last.
async fn create_here(
    context: &mut Context<'_>,
    input: &SetupCreate,
    new: &NewPractice,
    key: MasterKey,
    wrapped: &[u8],
) -> Result<(), Error> {
    let files = context.inner.files();
    fs::create_dir_all(&context.inner.options.data_dir).map_err(|error| {
        tracing::warn!(%error, "the data folder could not be made");
        Error::new(
            "data_folder.unwritable",
            "Firmkeep’s data folder can’t be written to. Check its space and permissions.",
        )
    })?;
    if files.database().exists() {
        return Err(Error::new(
            "setup.file_exists",
            "There is already a practice’s database in Firmkeep’s data folder. Move it away before you create another one.",
        ));
    }
    files.sweep_unfinished();
    let place = Place {
        practice: new.practice.id,
        kind: PlaceKind::Local,
        key_place: input.key_place,
        key_fingerprint: key.fingerprint(),
    };
    let secret = Secret { key, address: None };
    let made = async {
        let database = Database::create_file(&files.unfinished(), &secret.key.database_key()).await?;
        let filled = fill(context, &database, new, wrapped).await;
        database.close().await;
        filled?;
        write_recovery(&files.recovery(), wrapped)?;
        context.inner.secrets(place.practice).keep(place.key_place, &secret, input.passphrase.as_deref())?;
        place.write(&files)?;
        fs::rename(files.unfinished(), files.database()).map_err(Error::internal)
    };
    if let Err(error) = made.await {
        context.inner.secrets(place.practice).forget();
        files.sweep_unfinished();
        let _ = fs::remove_file(files.recovery());
        let _ = fs::remove_file(files.place());
        return Err(error);
    }
    context.inner.open_place(input.passphrase.as_deref()).await;
    Ok(())
}

async fn create_in_office(
    context: &mut Context<'_>,
    input: &SetupCreate,
    new: &NewPractice,
    key: MasterKey,
    wrapped: &[u8],
    address: &str,
) -> Result<(), Error> {
    let found = office::look(address).await.map_err(at_address)?.found;
    if found == office::Found::Foreign {
        return Err(at_address(StoreError::NotFirmkeep));
    }
    if found != office::Found::Empty {
        return Err(Error::new(
            "office.not_empty",
            "This database is not empty. Join the practice that it holds, or choose an empty database.",
        )
        .at("office_address"));
    }
    let database = Database::open_office(address).await.map_err(at_address)?;
    let filled = fill(context, &database, new, wrapped).await;
    database.close().await;
    filled.map_err(|error| match error {
        // Somebody else created a practice there at the same moment.
        StoreError::Taken => {
            Error::new("office.not_empty", "Somebody has just created a practice in this database. Join it.")
                .at("office_address")
        }
        other => other.into_reply(),
    })?;
    let secret = Secret { key, address: Some(address.trim().to_owned()) };
    settle_here(context, new.practice.id, PlaceKind::Office, &secret, input.key_place, input.passphrase.as_deref())
        .await
}
