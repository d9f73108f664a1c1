//! The register beyond its table: the chain of hashes, the seal that signs it, checkpoints beside the database, and files
//! of events.

pub(crate) mod chain;
pub(crate) mod checkpoints;
pub(crate) mod keeper;
pub(crate) mod lines;
pub(crate) mod seal;
pub(crate) mod table;
pub(crate) mod verify;
pub(crate) mod writing;

pub use checkpoints::public_key as practice_key;
pub use lines::FileKind;
pub use verify::{FileVerdict, WrongLine, verify_file};
