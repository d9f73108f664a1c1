//! `pictures.practice_logo`: the practice's logo, which the sign-in screen shows to anybody.

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::Content;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::practice;

pub(crate) struct PracticeLogo;

impl Operation for PracticeLogo {
    type Input = Nothing;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "pictures.practice_logo";
    const SUMMARY: &'static str = "Gives the practice’s logo as content";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Nothing, Error> {
        let logo = practice::logo(context.tx()?).await?;
        let bytes = logo.ok_or_else(|| Error::new("pictures.none", "The practice has no logo."))?;
        context.reply_with(Content { mime: "image/png", bytes });
        Ok(Nothing {})
    }
}
