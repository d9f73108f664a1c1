//! `settings.practice`: the practice's settings.

use super::{Practice as PracticeView, view};
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};

pub(crate) struct Practice;

impl Operation for Practice {
    type Input = Nothing;
    type Reply = PracticeView;
    type Prepared = ();

    const NAME: &'static str = "settings.practice";
    const SUMMARY: &'static str = "Shows the practice’s settings";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Settings;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<PracticeView, Error> {
        view(context).await
    }
}
