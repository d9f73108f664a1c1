//! The people of the practice.

mod rights;
