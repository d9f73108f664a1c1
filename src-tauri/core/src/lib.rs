//! The rules, the store and the operations of Firmkeep.
