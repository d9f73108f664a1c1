//! `settings.remove_logo`: removes the practice's logo.

use super::set_logo::save_logo;
use super::{Practice, VersionOnly};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

pub(crate) struct RemoveLogo;

impl Operation for RemoveLogo {
    type Input = VersionOnly;
    type Reply = Practice;
    type Prepared = ();

    const NAME: &'static str = "settings.remove_logo";
    const SUMMARY: &'static str = "Removes the practice’s logo";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: VersionOnly, (): ()) -> Result<Practice, Error> {
        save_logo(context, input.version, None, EventKind::LogoRemoved).await
    }
}
