//! Events in plain words: who did what to whom, as a person would say it.

use super::events::{Details, Event, EventKind, Outcome};
use super::users::UserFieldChange;

/// Values longer than this are not told in a sentence; they stand beside it.
const TOLD: usize = 60;

/// Whom an event is about that names nobody.
const SOMEBODY: &str = "somebody";
const PRACTICE: &str = "the practice";

/// An event that is about to be told.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    kind: Option<EventKind>,
    stored_kind: &'a str,
    actor: &'a str,
    target: &'a str,
    /// Whether who did it did it to themselves.
    own: bool,
    outcome: Outcome,
    pub details: Details,
    /// What the operation that was refused does, as "Archives a user".
    attempted: Option<&'static str>,
}

impl<'a> Told<'a> {
    /// The event as it was written. `summary` says what an operation does.
    #[must_use]
    pub fn of(event: &'a Event, summary: fn(&str) -> Option<&'static str>) -> Self {
        let details: Details = serde_json::from_str(&event.details).unwrap_or_default();
        Self {
            kind: EventKind::parse(&event.kind),
            stored_kind: &event.kind,
            actor: if event.actor_name.is_empty() { "Somebody" } else { &event.actor_name },
            target: &event.target_name,
            own: event.actor.is_some() && event.actor == event.target,
            outcome: Outcome::parse(&event.outcome),
            attempted: summary(&details.operation),
            details,
        }
    }

    /// A few words, for lists.
    #[must_use]
    pub fn title(&self) -> String {
        self.kind.map_or_else(|| self.stored_kind.to_owned(), |kind| kind.title().to_owned())
    }

    /// More in words, as why a sign-in failed.
    #[must_use]
    pub fn note(&self) -> String {
        if self.details.operation.is_empty() {
            self.details.note.clone()
        } else {
            format!("{} ({})", self.details.note, self.details.operation)
        }
    }

    /// Who did what to whom.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Some(kind) = self.kind else { return self.stored_kind.to_owned() };
        let sentence = self.special(kind).unwrap_or_else(|| {
            let words = kind.words();
            // Where the sentence has no doer, the person is named.
            let whom = if self.own && words.contains("{actor}") { "themselves" } else { self.whom() };
            fill(words, self.actor, whom)
        });
        // Names are written as they are; only our own words begin a sentence in capitals.
        match (sentence.strip_prefix(SOMEBODY), sentence.strip_prefix(PRACTICE)) {
            (Some(rest), _) if self.target.is_empty() => format!("Somebody{rest}"),
            (_, Some(rest)) if self.target.is_empty() => format!("The practice{rest}"),
            _ => sentence,
        }
    }

    fn whom(&self) -> &str {
        match self.kind.map(EventKind::area) {
            _ if !self.target.is_empty() => self.target,
            Some("Practice" | "Security" | "Support") => PRACTICE,
            _ => SOMEBODY,
        }
    }

    /// `the job title of Ben Ito`, or `their own job title`.
    fn what_of(&self, what: &str) -> String {
        if self.own { format!("their own {what}") } else { format!("the {what} of {}", self.whom()) }
    }

    /// The sentence where the event itself tells more than its kind.
    fn special(&self, kind: EventKind) -> Option<String> {
        use EventKind as Kind;
        let (actor, whom) = (self.actor, self.whom());
        let failed = self.outcome != Outcome::Success;
        Some(match kind {
            Kind::AccessRefused => {
                format!("{actor} tried to {}, which they may not do", attempt(self.attempted?))
            }
            Kind::SignInFailed if self.target.is_empty() => {
                "Somebody tried to sign in with an unknown email".to_owned()
            }
            Kind::Locked if self.own && self.details.note.is_empty() => format!("{actor} locked the screen"),
            Kind::SessionRevoked if self.own => format!("{actor} ended another session of their own"),
            Kind::SessionRevoked if actor != "Somebody" => format!("{actor} ended a session of {whom}"),
            Kind::UserAdded if self.own => format!("{actor} was added as the first practice admin"),
            Kind::MfaReset if self.own => format!("{actor} reset their own MFA"),
            Kind::RolesChanged => self.roles()?,
            Kind::EmailChanged => self.one_field("sign-in email")?,
            Kind::UserEdited | Kind::PracticeEdited | Kind::PolicyChanged => self.edited(kind)?,
            Kind::RegisterVerified if failed => format!("{actor} checked the whole register and found it changed"),
            Kind::RegisterExported if failed => format!("An export of the history by {actor} was not finished"),
            Kind::RegisterArchived if failed => format!("{actor} tried to move old events of the history to a file"),
            _ => return None,
        })
    }

    /// Roles given and taken.
    fn roles(&self) -> Option<String> {
        let [change] = &self.details.changes[..] else { return None };
        fn lacking<'t>(these: &[&'t str], others: &[&str]) -> Vec<&'t str> {
            these.iter().filter(|role| !others.contains(role)).copied().collect()
        }
        let named = |roles: &[&str]| match roles {
            [one] => format!("the role {one}"),
            many => format!("the roles {}", joined(many)),
        };
        fn split(text: &str) -> Vec<&str> {
            text.split(", ").filter(|role| !role.is_empty()).collect()
        }
        let (before, after) = (split(&change.before), split(&change.after));
        let (given, taken) = (lacking(&after, &before), lacking(&before, &after));
        let (actor, whom) = (self.actor, if self.own { "themselves" } else { self.whom() });
        Some(match (given.is_empty(), taken.is_empty()) {
            (false, true) => format!("{actor} gave {whom} {}", named(&given)),
            (true, false) => format!("{actor} took {} from {whom}", named(&taken)),
            (false, false) => format!("{actor} gave {whom} {} and took {}", named(&given), named(&taken)),
            (true, true) => return None,
        })
    }

    /// What was edited: one field with what was there before, a few by their names, many by their number.
    fn edited(&self, kind: EventKind) -> Option<String> {
        let (actor, whom) = (self.actor, self.whom());
        let policy = kind == EventKind::PolicyChanged;
        let changes = &self.details.changes[..];
        let labels: Vec<String> = changes.iter().map(label).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        Some(match changes {
            [] if self.own => format!("{actor} edited their own details"),
            [] => return None,
            [change] if change.field == "reports_to" => match (self.own, change.after.as_str()) {
                (true, "") => format!("{actor} no longer reports to {}", change.before),
                (true, after) => format!("{actor} now reports to {after}"),
                (false, "") => format!("{actor} made {whom} report to nobody"),
                (false, after) => format!("{actor} made {whom} report to {after}"),
            },
            [_] if policy => self.one_field(&format!("security policy’s “{}”", labels[0]))?,
            [_] => self.one_field(labels[0])?,
            some if policy && some.len() <= 3 => {
                format!("{actor} changed {} in the security policy of {whom}", joined(&labels))
            }
            some if some.len() <= 3 => format!("{actor} changed {}", self.what_of(&joined(&labels))),
            some if policy => format!("{actor} changed {} rules of the security policy of {whom}", some.len()),
            some if self.own => format!("{actor} changed {} of their own details", some.len()),
            some if kind == EventKind::UserEdited => format!("{actor} changed {} details of {whom}", some.len()),
            some => format!("{actor} changed {} settings of {whom}", some.len()),
        })
    }

    /// One field, from what to what.
    fn one_field(&self, what: &str) -> Option<String> {
        let [change] = &self.details.changes[..] else { return None };
        let (actor, what) = (self.actor, self.what_of(what));
        let long = |text: &str| text.chars().count() > TOLD || text.contains('\n');
        Some(match (change.before.as_str(), change.after.as_str()) {
            (before, after) if change.field == "notes" || long(before) || long(after) => {
                format!("{actor} changed {what}")
            }
            ("", after) => format!("{actor} set {what} to {after}"),
            (before, "") => format!("{actor} removed {what}, which was {before}"),
            (before, after) => format!("{actor} changed {what} from {before} to {after}"),
        })
    }
}

/// The names in their places. A name that holds "{target}" is only a strange name.
fn fill(words: &str, actor: &str, target: &str) -> String {
    let with_target: Vec<_> = words.split("{actor}").map(|part| part.replace("{target}", target)).collect();
    with_target.join(actor)
}

/// A field's name inside a sentence: `job title`, but `ABN`.
fn label(change: &UserFieldChange) -> String {
    let mut letters = change.label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(change.label.chars().skip(1)).collect()
        }
        _ => change.label.clone(),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn joined(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// What somebody tried, from the operation's own summary: "Archives a user" gives "archive a user".
#[must_use]
pub fn attempt(summary: &str) -> String {
    let summary = summary.split([';', ':']).next().unwrap_or(summary);
    let (verb, rest) = summary.split_once(' ').unwrap_or((summary, ""));
    format!("{} {rest}", infinitive(&verb.to_lowercase())).trim().to_owned()
}

/// `archives`: `archive`.
fn infinitive(verb: &str) -> String {
    for (end, instead) in [("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("oes", "o")] {
        if let Some(stem) = verb.strip_suffix(end) {
            return format!("{stem}{instead}");
        }
    }
    verb.strip_suffix('s').unwrap_or(verb).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Time;
    use uuid::Uuid;

    fn event(kind: EventKind, details: impl std::borrow::Borrow<Details>) -> Event {
        Event {
            seq: 1,
            time: Time(1),
            kind: kind.as_str().to_owned(),
            actor: Some(Uuid::from_u128(1)),
            actor_name: "Ada Hart".to_owned(),
            actor_email: "ada@hart.example".to_owned(),
            target_kind: "user".to_owned(),
            target: Some(Uuid::from_u128(2)),
            target_name: "Ben Ito".to_owned(),
            outcome: "success".to_owned(),
            computer: String::new(),
            operating_system: String::new(),
            app_version: String::new(),
            ip: String::new(),
            server_ip: String::new(),
            reason: String::new(),
            details: serde_json::to_string(details.borrow()).unwrap(),
        }
    }

    fn own(event: Event) -> Event {
        Event { target: event.actor, target_name: event.actor_name.clone(), ..event }
    }

    fn tell(event: &Event) -> String {
        Told::of(event, |name| (name == "users.archive").then_some("Archives a user who left the firm; kept"))
            .sentence()
    }

    fn changed(field: &str, label: &str, before: &str, after: &str) -> Details {
        Details {
            changes: UserFieldChange::of(field, label, before, after).into_iter().collect(),
            ..Details::default()
        }
    }

    #[test]
    fn roles_are_told_as_given_and_taken() {
        let roles =
            |before: &str, after: &str| event(EventKind::RolesChanged, changed("roles", "Access level", before, after));
        assert_eq!(tell(&roles("Employee", "Manager, Employee")), "Ada Hart gave Ben Ito the role Manager");
        assert_eq!(tell(&roles("Manager, Employee", "Employee")), "Ada Hart took the role Manager from Ben Ito");
        assert_eq!(
            tell(&roles("Employee", "Partner, Manager")),
            "Ada Hart gave Ben Ito the roles Partner and Manager and took the role Employee"
        );
        assert_eq!(
            tell(&own(roles("Practice Admin", "Practice Admin, Partner"))),
            "Ada Hart gave themselves the role Partner"
        );
    }

    #[test]
    fn an_edit_of_one_field_says_from_what_to_what() {
        let edit = |details| event(EventKind::UserEdited, details);
        assert_eq!(
            tell(&edit(changed("job_title", "Job title", "Accountant", "Senior Accountant"))),
            "Ada Hart changed the job title of Ben Ito from Accountant to Senior Accountant"
        );
        assert_eq!(
            tell(&edit(changed("mobile", "Mobile", "", "+61 400"))),
            "Ada Hart set the mobile of Ben Ito to +61 400"
        );
        assert_eq!(
            tell(&edit(changed("mobile", "Mobile", "+61 400", ""))),
            "Ada Hart removed the mobile of Ben Ito, which was +61 400"
        );
        assert_eq!(tell(&edit(changed("notes", "Notes", "a", "b"))), "Ada Hart changed the notes of Ben Ito");
        assert_eq!(
            tell(&edit(changed("reports_to", "Reports to", "", "Cy Moss"))),
            "Ada Hart made Ben Ito report to Cy Moss"
        );
        assert_eq!(tell(&edit(Details::default())), "Ada Hart edited the details of Ben Ito");
        assert_eq!(
            tell(&own(edit(changed("phone", "Phone", "1", "2")))),
            "Ada Hart changed their own phone from 1 to 2"
        );
        let practice = event(EventKind::PracticeEdited, changed("abn", "ABN", "1", "2"));
        assert_eq!(tell(&practice), "Ada Hart changed the ABN of Ben Ito from 1 to 2");
        let policy = event(EventKind::PolicyChanged, changed("block_after", "Failed attempts", "5", "3"));
        assert_eq!(tell(&policy), "Ada Hart changed the security policy’s “failed attempts” of Ben Ito from 5 to 3");
    }

    #[test]
    fn an_edit_of_several_fields_names_a_few_and_counts_many() {
        let mut details = changed("job_title", "Job title", "a", "b");
        details.changes.extend(UserFieldChange::of("mobile", "Mobile", "", "1"));
        assert_eq!(
            tell(&event(EventKind::UserEdited, details.clone())),
            "Ada Hart changed the job title and mobile of Ben Ito"
        );
        for field in ["phone", "gender", "birthday"] {
            details.changes.extend(UserFieldChange::of(field, field, "", "1"));
        }
        assert_eq!(tell(&event(EventKind::UserEdited, details)), "Ada Hart changed 5 details of Ben Ito");
    }

    #[test]
    fn a_refused_attempt_says_who_tried_what() {
        let details = Details { operation: "users.archive".to_owned(), ..Details::default() };
        let refused = Event { outcome: "refused".to_owned(), ..event(EventKind::AccessRefused, details) };
        assert_eq!(tell(&refused), "Ada Hart tried to archive a user who left the firm, which they may not do");
        let unknown = Details { operation: "users.vanished".to_owned(), ..Details::default() };
        assert_eq!(tell(&event(EventKind::AccessRefused, unknown)), "Ada Hart tried something that they may not do");
    }

    #[test]
    fn every_kind_reads_as_a_sentence_about_oneself_about_another_and_about_nobody() {
        for kind in EventKind::ALL {
            let about = event(*kind, Details::default());
            let nobody = Event {
                actor: None,
                actor_name: String::new(),
                target: None,
                target_name: String::new(),
                ..about.clone()
            };
            let failed = Event { outcome: "failure".to_owned(), ..about.clone() };
            for one in [&about, &own(about.clone()), &nobody, &failed] {
                let sentence = tell(one);
                assert!(sentence.starts_with(char::is_uppercase), "{kind:?}: {sentence}");
                assert!(!sentence.contains(['{', '}']) && !sentence.contains("  "), "{kind:?}: {sentence}");
                assert!(!sentence.ends_with('.'), "{kind:?}: {sentence}");
                assert!(sentence.matches("Ada Hart").count() <= 1, "{kind:?} names one person twice: {sentence}");
            }
        }
    }

    #[test]
    fn a_name_is_never_taken_for_a_place_in_the_words() {
        let strange = Event { actor_name: "{target}".to_owned(), ..event(EventKind::Archived, Details::default()) };
        assert_eq!(tell(&strange), "{target} archived Ben Ito");
    }

    #[test]
    fn a_sign_in_with_an_unknown_email_is_not_told_as_the_practices() {
        let failed =
            Event { target: None, target_name: String::new(), ..event(EventKind::SignInFailed, Details::default()) };
        assert_eq!(tell(&failed), "Somebody tried to sign in with an unknown email");
    }

    #[test]
    fn summaries_become_what_somebody_tried() {
        for (summary, tried) in [
            ("Archives a user", "archive a user"),
            ("Searches; fast", "search"),
            ("Passes it on", "pass it on"),
            ("Denies all", "deny all"),
            ("Proves again who the person is", "prove again who the person is"),
            ("Undoes it", "undo it"),
            ("Lists users: searched", "list users"),
        ] {
            assert_eq!(attempt(summary), tried);
        }
    }
}
