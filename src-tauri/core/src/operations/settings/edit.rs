//! `settings.edit`: saves the practice's settings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Practice, PracticeFields, conflict, view};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::users::UserFieldChange;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::practice;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SettingsEdit {
    /// The version that was edited.
    #[ts(type = "number")]
    pub version: i64,
    pub fields: PracticeFields,
    pub managers_set_up_employees: bool,
}

pub(crate) struct Edit;

impl Operation for Edit {
    type Input = SettingsEdit;
    type Reply = Practice;
    type Prepared = ();

    const NAME: &'static str = "settings.edit";
    const SUMMARY: &'static str = "Saves the practice’s settings";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: SettingsEdit, (): ()) -> Result<Practice, Error> {
        let fields = input.fields.tidy().map_err(|error| error.under("fields"))?;
        practice::lock(context.tx()?).await?;
        let before = practice::get(context.tx()?).await?;
        if before.version != input.version {
            return Err(conflict(context).await?);
        }
        let managers = input.managers_set_up_employees;
        let mut changes = PracticeFields::of(&before).changes(&fields);
        let yes_no = |yes: bool| if yes { "Yes" } else { "No" };
        changes.extend(UserFieldChange::of(
            "managers_set_up_employees",
            "Managers may set up employees",
            yes_no(before.managers_set_up_employees),
            yes_no(managers),
        ));
        if !changes.is_empty() {
            let after = fields.into_record(before.id, before.version, managers, before.logo_tag.clone());
            if !practice::update(context.tx()?, &after).await? {
                return Err(conflict(context).await?);
            }
            context.note(EventDraft::new(EventKind::PracticeEdited).on_practice(&after).changing(changes));
            for topic in [Topic::Practice, Topic::Session, Topic::Users] {
                context.changed(topic);
            }
        }
        view(context).await
    }
}
