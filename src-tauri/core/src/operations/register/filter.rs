//! Which events: the one filter of the list, the counts, the timeline and the export.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::Time;
use crate::domain::events::{EventKind, Outcome, TargetKind};
use crate::domain::policy::Actor;
use crate::domain::{search, text};
use crate::error::Error;
use crate::store::events::EventFilter;

/// Writes a type with the fields of the filter and some of its own: what is flattened into another type could no longer
/// refuse unknown fields.
macro_rules! filters_events {
    ($(#[$about:meta])* pub struct $name:ident { $($own:tt)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// As the one who did it or the one it was done to.
            #[serde(default)]
            #[ts(optional = nullable)]
            pub person: Option<Uuid>,
            /// The one who did it.
            #[serde(default)]
            #[ts(optional = nullable)]
            pub actor: Option<Uuid>,
            /// What it was done to.
            #[serde(default)]
            #[ts(optional = nullable)]
            pub record: Option<Uuid>,
            #[serde(default)]
            #[ts(optional = nullable)]
            pub record_type: Option<TargetKind>,
            /// Any of these; none means all.
            #[serde(default)]
            #[ts(as = "Option<Vec<String>>", optional)]
            pub kinds: Vec<String>,
            #[serde(default)]
            #[ts(optional = nullable)]
            pub outcome: Option<Outcome>,
            /// Beginning of the computer's name, in either case.
            #[serde(default)]
            #[ts(as = "Option<String>", optional)]
            pub computer: String,
            /// Beginning of the address.
            #[serde(default)]
            #[ts(as = "Option<String>", optional)]
            pub ip: String,
            /// Beginnings of words in names, addresses, reasons, notes, what was before and after, computer and IP; each
            /// must be found.
            #[serde(default)]
            #[ts(as = "Option<String>", optional)]
            pub keyword: String,
            /// Inclusive.
            #[serde(default)]
            #[ts(optional = nullable)]
            pub from: Option<Time>,
            /// Exclusive.
            #[serde(default)]
            #[ts(optional = nullable)]
            pub until: Option<Time>,
            $($own)*
        }
    };
}
pub(crate) use filters_events;

filters_events! {
    /// Which events. Everything that is given must hold; nothing given means all.
    #[derive(Default, PartialEq, Eq)]
    pub struct RegisterFilter {}
}

impl RegisterFilter {
    /// The filter as the store asks it, for `actor`. Words are found in what was before and after too, which is hidden from
    /// Support: searching would tell what looking does not.
    ///
    /// # Errors
    /// `input.invalid` at the field that cannot be taken.
    pub(crate) fn read(&self, actor: &Actor) -> Result<EventFilter, Error> {
        if actor.support.is_some() && !self.keyword.trim().is_empty() {
            return Err(Error::input("keyword", "Support filters by person, kind and time, not by words."));
        }
        let kinds = self
            .kinds
            .iter()
            .map(|kind| EventKind::parse(kind).ok_or_else(|| Error::input("kinds", "There is no such kind of event.")))
            .collect::<Result<Vec<_>, _>>()?;
        let keyword = text::line("keyword", "The keyword", &self.keyword, 200)?;
        Ok(EventFilter {
            person: self.person,
            actor: self.actor,
            record: self.record,
            record_type: self.record_type,
            kinds,
            outcome: self.outcome,
            computer: text::fold(&text::line("computer", "The computer", &self.computer, 200)?),
            ip: text::line("ip", "The IP address", &self.ip, 100)?.to_lowercase(),
            keyword: search::tokens(&keyword),
            from: self.from,
            until: self.until,
        })
    }
}
