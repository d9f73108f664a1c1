//! `support.new_code`: another access code for the open grant, as after somebody of Support signed out.

use super::{GrantOnly, Made, SupportActivated, open_for_change, told, view};
use crate::domain::events::{EventKind, TargetKind};
use crate::domain::policy::Access;
use crate::domain::support::NAME;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::support;

pub(crate) struct NewCode;

impl Operation for NewCode {
    type Input = GrantOnly;
    type Reply = SupportActivated;
    type Prepared = Made;

    const NAME: &'static str = "support.new_code";
    const SUMMARY: &'static str = "Makes another access code for Support; the one before is worthless";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, _: &GrantOnly) -> Result<Made, Error> {
        Made::make(context).await
    }

    async fn run(context: &mut Context<'_>, input: GrantOnly, made: Made) -> Result<SupportActivated, Error> {
        let grant = open_for_change(context, input.grant).await?;
        support::set_code(context.tx()?, grant.id, &made.hash).await?;
        context.note(EventDraft::new(EventKind::SupportCodeMade).on(TargetKind::Support, grant.id, NAME));
        told(context);
        Ok(SupportActivated { grant: view(context, &grant).await?, code: made.shown() })
    }
}
