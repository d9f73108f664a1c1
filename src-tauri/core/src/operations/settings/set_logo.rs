//! `settings.set_logo`: replaces the practice's logo with the call's content.

use super::{Practice, VersionOnly, conflict, read_logo, view};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::practice::{self, Logo};

/// The decoded picture; it takes longer than a transaction should.
#[derive(Default)]
pub(crate) struct Decoded(Option<Logo>);

pub(crate) struct SetLogo;

impl Operation for SetLogo {
    type Input = VersionOnly;
    type Reply = Practice;
    type Prepared = Decoded;

    const NAME: &'static str = "settings.set_logo";
    const SUMMARY: &'static str = "Replaces the practice’s logo with the call’s content";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, _: &VersionOnly) -> Result<Decoded, Error> {
        let bytes = context.content.clone().ok_or_else(|| Error::input("logo", "Choose a picture."))?;
        Ok(Decoded(Some(read_logo(bytes).await?)))
    }

    async fn run(context: &mut Context<'_>, input: VersionOnly, decoded: Decoded) -> Result<Practice, Error> {
        save_logo(context, input.version, decoded.0.as_ref(), EventKind::LogoChanged).await
    }
}

/// Saves or removes the logo, with its event.
pub(super) async fn save_logo(
    context: &mut Context<'_>,
    version: i64,
    logo: Option<&Logo>,
    kind: EventKind,
) -> Result<Practice, Error> {
    if !practice::set_logo(context.tx()?, version, logo).await? {
        return Err(conflict(context).await?);
    }
    let record = practice::get(context.tx()?).await?;
    context.note(EventDraft::new(kind).on_practice(&record));
    context.changed(Topic::Practice);
    view(context).await
}
