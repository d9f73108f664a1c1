//! `profile.keep_recovery_codes`: the signed-in person confirms that they kept their recovery codes.

use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::mfa;

pub(crate) struct KeepRecoveryCodes;

impl Operation for KeepRecoveryCodes {
    type Input = Nothing;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "profile.keep_recovery_codes";
    const SUMMARY: &'static str = "Confirms that the recovery codes were kept";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Nothing, Error> {
        let user = context.signed_in()?.user.clone();
        if mfa::find(context.tx()?, user.id).await?.is_some_and(|mfa| !mfa.codes_kept) {
            mfa::codes_kept(context.tx()?, user.id).await?;
            context.note(EventDraft::new(EventKind::RecoveryCodesKept).on_user(&user));
            context.changed(Topic::Session);
        }
        Ok(Nothing {})
    }
}
