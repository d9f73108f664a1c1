//! The first run: creating a practice, keeping its key, joining an office database.

mod keys;
mod occupied;
mod office;
mod wizard;
