//! The fields of a user: what is taken, and what changed between two versions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::dates::{DateFormat, birthday, word};
use super::roles::{Role, Roles};
use super::search::{self, Token};
use super::{phone, text, zones};
use crate::clock::Time;
use crate::error::Error;

/// Everything of a user that one form edits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UserFields {
    pub first_name: String,
    pub last_name: String,
    pub preferred_name: String,
    pub job_title: String,
    pub mobile: String,
    pub phone: String,
    /// `YYYY-MM-DD`
    pub birthday: Option<String>,
    pub gender: String,
    pub time_zone: String,
    pub date_format: DateFormat,
    pub roles: Vec<Role>,
    pub reports_to: Option<Uuid>,
    /// For administrators.
    pub notes: String,
}

/// One changed field, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UserFieldChange {
    /// `mobile`
    pub field: String,
    /// `Mobile`
    pub label: String,
    pub before: String,
    pub after: String,
}

impl UserFieldChange {
    /// A change of `field`, or `None` where nothing changed.
    pub fn of(field: &str, label: &str, before: impl Into<String>, after: impl Into<String>) -> Option<Self> {
        let (before, after) = (before.into(), after.into());
        (before != after).then(|| Self { field: field.to_owned(), label: label.to_owned(), before, after })
    }
}

impl UserFields {
    /// The same fields, checked and in the form in which they are stored. Field paths in errors begin with `fields.`.
    ///
    /// # Errors
    /// `input.invalid` for the first field that cannot be taken.
    pub fn tidy(self, country: &str, now: Time) -> Result<Self, Error> {
        self.tidy_here(country, now).map_err(|error| error.under("fields"))
    }

    fn tidy_here(self, country: &str, now: Time) -> Result<Self, Error> {
        let roles: Roles = self.roles.iter().copied().collect();
        let first_name = text::name("first_name", "First name", &self.first_name)?;
        if first_name.is_empty() {
            return Err(Error::input("first_name", "Enter the first name."));
        }
        let last_name = text::name("last_name", "Last name", &self.last_name)?;
        let fields = Self {
            first_name,
            last_name,
            preferred_name: text::name("preferred_name", "Preferred name", &self.preferred_name)?,
            job_title: text::line("job_title", "Job title", &self.job_title, 80)?,
            mobile: phone::parse("mobile", &self.mobile, country)?,
            phone: phone::parse("phone", &self.phone, country)?,
            birthday: birthday("birthday", self.birthday.as_deref(), now)?,
            gender: text::line("gender", "Gender", &self.gender, 40)?,
            time_zone: zones::parse("time_zone", &self.time_zone)?,
            date_format: self.date_format,
            roles: roles.to_vec(),
            reports_to: self.reports_to,
            notes: text::lines("notes", "Notes", &self.notes, 4_000)?,
        };
        if roles.is_empty() {
            return Err(Error::input("roles", "Choose at least one access level."));
        }
        Ok(fields)
    }

    /// The roles as a set.
    #[must_use]
    pub fn role_set(&self) -> Roles {
        self.roles.iter().copied().collect()
    }

    /// The name that lists and sentences show: the preferred name in place of the first, where there is one.
    #[must_use]
    pub fn display_name(&self) -> String {
        display_name(&self.first_name, &self.last_name, &self.preferred_name)
    }

    /// What differs from `after`, field by field. `names` gives the names of the two managers.
    #[must_use]
    pub fn changes(&self, after: &Self, managers: (&str, &str)) -> Vec<UserFieldChange> {
        let birthday = |fields: &Self| fields.birthday.clone().unwrap_or_default();
        let mut changes: Vec<_> = [
            UserFieldChange::of("first_name", "First name", &self.first_name, &after.first_name),
            UserFieldChange::of("last_name", "Last name", &self.last_name, &after.last_name),
            UserFieldChange::of("preferred_name", "Preferred name", &self.preferred_name, &after.preferred_name),
            UserFieldChange::of("job_title", "Job title", &self.job_title, &after.job_title),
            UserFieldChange::of("mobile", "Mobile", &self.mobile, &after.mobile),
            UserFieldChange::of("phone", "Phone", &self.phone, &after.phone),
            UserFieldChange::of("birthday", "Birthday", birthday(self), birthday(after)),
            UserFieldChange::of("gender", "Gender", &self.gender, &after.gender),
            UserFieldChange::of("time_zone", "Time zone", &self.time_zone, &after.time_zone),
            UserFieldChange::of("date_format", "Date format", word(&self.date_format), word(&after.date_format)),
            UserFieldChange::of("roles", "Access level", self.role_set().in_words(), after.role_set().in_words()),
            UserFieldChange::of("notes", "Notes", &self.notes, &after.notes),
        ]
        .into_iter()
        .flatten()
        .collect();
        if self.reports_to != after.reports_to {
            changes.push(UserFieldChange {
                field: "reports_to".to_owned(),
                label: "Reports to".to_owned(),
                before: managers.0.to_owned(),
                after: managers.1.to_owned(),
            });
        }
        changes
    }
}

/// The name that lists and sentences show.
#[must_use]
pub fn display_name(first: &str, last: &str, preferred: &str) -> String {
    let first = if preferred.is_empty() { first } else { preferred };
    format!("{first} {last}").trim().to_owned()
}

/// The words by whose beginnings a person is found: of names and address, and the mobile's digits with and without the
/// country's code.
#[must_use]
pub fn search_words(names: [&str; 3], email: &str, mobile: &str) -> Vec<String> {
    let mut words: Vec<_> = names.into_iter().chain([email]).flat_map(search::words).collect();
    let digits: String = mobile.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        let code_length = mobile.split(' ').next().map_or(0, |code| code.trim_start_matches('+').len());
        let national = &digits[code_length.min(digits.len())..];
        words.push(format!("0{national}"));
        words.push(national.to_owned());
        words.push(digits);
    }
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words
}

/// What a search for people asks for. A number typed with blanks or signs is one beginning.
#[must_use]
pub fn search_tokens(typed: &str) -> Option<Vec<Token>> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).take(64).collect();
    if !digits.is_empty() && typed.chars().all(|c| c.is_ascii_digit() || " +()-.".contains(c)) {
        return Some(vec![Token { word: digits, whole: false }]);
    }
    search::tokens(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> UserFields {
        UserFields {
            first_name: "Mei-Lin".to_owned(),
            last_name: "Zhou".to_owned(),
            preferred_name: String::new(),
            job_title: String::new(),
            mobile: "0491 570 156".to_owned(),
            phone: String::new(),
            birthday: None,
            gender: String::new(),
            time_zone: "Australia/Sydney".to_owned(),
            date_format: DateFormat::DMmmYyyy,
            roles: vec![Role::Employee, Role::Employee],
            reports_to: None,
            notes: String::new(),
        }
    }

    #[test]
    fn a_person_is_found_by_any_part_that_somebody_would_type() {
        let clean = fields().tidy("AU", Time(1_790_000_000_000_000)).unwrap();
        let names = [clean.first_name.as_str(), &clean.last_name, &clean.preferred_name];
        let words = search_words(names, "meilin@hvale.example", &clean.mobile);
        for typed in ["mei", "mei-l", "meil", "lin", "zho", "meilin@hv", "hvale", "0491", "491570", "61491"] {
            let tokens = search_tokens(typed).unwrap();
            assert!(search::all_fit(&tokens, &words), "{typed} finds nobody in {words:?}");
        }
    }

    #[test]
    fn a_number_with_blanks_is_searched_as_one() {
        let typed =
            |text: &str| -> Vec<_> { search_tokens(text).unwrap().into_iter().map(|token| token.word).collect() };
        assert_eq!(typed(" 0491 570 "), ["0491570"]);
        assert_eq!(typed("+61 (491)"), ["61491"]);
        assert_eq!(typed("Ada 2"), ["ada", "2"]);
    }

    #[test]
    fn the_first_wrong_field_is_named_with_its_place_in_the_form() {
        let wrong = UserFields { mobile: "12".to_owned(), ..fields() };
        assert_eq!(wrong.tidy("AU", Time(0)).unwrap_err().field.as_deref(), Some("fields.mobile"));
        let nobody = UserFields { roles: Vec::new(), ..fields() };
        assert_eq!(nobody.tidy("AU", Time(0)).unwrap_err().field.as_deref(), Some("fields.roles"));
    }

    #[test]
    fn only_what_changed_is_told() {
        let before = fields().tidy("AU", Time(0)).unwrap();
        let after = UserFields { job_title: "Tax partner".to_owned(), reports_to: Some(Uuid::nil()), ..before.clone() };
        let changes = before.changes(&after, ("", "Ada Hart"));
        let told: Vec<_> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(told, ["job_title", "reports_to"]);
    }
}
