//! Pictures, as contents beside the reply.

pub(crate) mod practice_logo;
