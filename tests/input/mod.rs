//! Input that nobody's form sends: each operation answers it with a clear refusal and changes nothing.

mod hostile;
mod random;
pub mod schema;
mod shape;
