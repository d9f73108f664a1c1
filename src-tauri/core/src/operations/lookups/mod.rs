//! Lists that forms choose from.

pub(crate) mod countries;
pub(crate) mod time_zones;
