//! A sample practice of invented people, made through the same door that everybody uses.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::clock::{Clock, Random, SystemClock, SystemRandom, Time, random_bytes};
use crate::device::{ComputerKey, Device};
use crate::domain::codes;
use crate::domain::mfa::{code_at, secret_of};
use crate::door::{Door, DoorOptions, Request, SessionChange, Token};
use crate::error::Error;
use crate::hashing::PasswordCost;
use crate::keychain::NoKeychain;

/// How to sign in to the sample practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demo {
    /// The Practice Admin's email.
    pub email: String,
    /// The password of everybody who can sign in.
    pub password: String,
}

/// First and last name, job, roles, what became of them, who they report to (by place in this list).
type Person = (&'static str, &'static str, &'static str, &'static [&'static str], Fate, Option<usize>);

/// How many days of the past the sample shows.
const DAYS: i64 = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Active,
    Restricted,
    Disabled,
    Archived,
    Invited,
    Inactive,
}

const PEOPLE: [Person; 24] = [
    ("Marcus", "Whitfield", "Managing partner", &["partner"], Fate::Active, None),
    ("Priya", "Raghunathan", "Tax partner", &["partner", "manager"], Fate::Active, Some(0)),
    ("Sophie", "Nguyen", "Audit manager", &["manager"], Fate::Active, Some(0)),
    ("Daniel", "Okafor", "Tax manager", &["manager"], Fate::Active, Some(1)),
    ("Mei-Lin", "Zhou", "Business services manager", &["manager"], Fate::Active, Some(0)),
    ("Ravi", "Menon", "Senior accountant", &["employee"], Fate::Active, Some(3)),
    ("Olivia", "Hartigan", "Senior accountant", &["employee"], Fate::Active, Some(4)),
    ("Aroha", "Tamihana", "Accountant", &["employee"], Fate::Active, Some(4)),
    ("Jack", "Thornbury", "Accountant", &["employee"], Fate::Restricted, Some(3)),
    ("Grace", "Lindqvist", "Bookkeeper", &["employee"], Fate::Active, Some(4)),
    ("Liam", "Petrakis", "Accountant", &["employee"], Fate::Active, Some(2)),
    ("Tom", "Brannigan", "Graduate accountant", &["employee"], Fate::Active, Some(3)),
    ("Chloe", "Baptiste", "Accountant", &["employee"], Fate::Disabled, Some(2)),
    ("Fatima", "Al-Sayed", "Super fund specialist", &["employee"], Fate::Invited, Some(1)),
    ("Ethan", "Kowalski", "Graduate accountant", &["employee"], Fate::Invited, Some(2)),
    ("Yuki", "Tanaka", "Payroll officer", &["employee"], Fate::Active, Some(4)),
    ("Isabella", "Moretti", "Practice coordinator", &["practice_admin", "employee"], Fate::Active, Some(0)),
    ("Noah", "Fitzgerald", "Accountant", &["employee"], Fate::Archived, Some(3)),
    ("Zoë", "van der Merwe", "Client services", &["employee"], Fate::Active, Some(4)),
    ("Callum", "Reid", "Accountant", &["employee"], Fate::Inactive, Some(3)),
    ("Amara", "Osei", "Graduate accountant", &["employee"], Fate::Inactive, Some(2)),
    ("Hamish", "McAllister", "Former partner", &["partner"], Fate::Archived, None),
    ("Siobhán", "O’Sullivan", "Receptionist", &["employee"], Fate::Active, Some(0)),
    ("Arjun", "Kapoor", "Business analyst", &["employee", "manager"], Fate::Disabled, Some(1)),
];

const COMPUTERS: [(&str, &str, &str); 5] = [
    ("FRONT-DESK", "Windows 11 24H2", "10.20.1.14"),
    ("PRIYA-LAPTOP", "Windows 11 24H2", "10.20.1.31"),
    ("Studio-iMac", "macOS 15.5", "10.20.1.40"),
    ("TAX-02", "Windows 11 23H2", "10.20.1.22"),
    ("BOARDROOM", "Windows 10 22H2", "10.20.1.50"),
];

/// A clock that the sample's past runs by.
struct PastClock(AtomicI64);

impl Clock for PastClock {
    fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }

    fn elapsed(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl PastClock {
    fn set(&self, time: Time) {
        self.0.store(time.0, Ordering::SeqCst);
    }

    fn wait(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

/// Creates the sample practice in `data_dir`, or tells how to sign in to the one that is there already.
///
/// # Errors
/// When the folder holds another practice, or an operation fails.
pub async fn create(data_dir: &Path) -> Result<Demo, Error> {
    let note = data_dir.join("demo.json");
    if let Ok(bytes) = std::fs::read(&note) {
        return serde_json::from_slice(&bytes).map_err(Error::internal);
    }
    if data_dir.join("firmkeep.json").exists() {
        return Err(Error::new("demo.other_practice", "This data folder holds a practice that is no sample."));
    }
    let password = codes::grouped(&codes::from_random(&random_bytes::<16>(&SystemRandom as &dyn Random)));
    let email = "helen@hvale.example".to_owned();
    let clock =
        Arc::new(PastClock(AtomicI64::new(mornings().first().map_or(0, |morning| morning.plus_seconds(-86_400).0))));
    let options = DoorOptions {
        clock: clock.clone(),
        passwords: PasswordCost::Fixed(2),
        ..DoorOptions::new(data_dir, Arc::new(NoKeychain))
    };
    let door = Door::open(options).await;
    let maker = Maker { door: &door, clock: &clock, password: &password, apps: Mutex::default() };
    let made = maker.practice(&email).await;
    door.close().await;
    made?;
    let demo = Demo { email, password };
    let bytes = serde_json::to_vec_pretty(&demo).map_err(Error::internal)?;
    crate::keychain::write_private(&note, &bytes)?;
    Ok(demo)
}

struct Maker<'a> {
    door: &'a Door,
    clock: &'a PastClock,
    password: &'a str,
    /// The authenticator apps of those who have one, by email.
    apps: Mutex<HashMap<String, Vec<u8>>>,
}

impl Maker<'_> {
    async fn call(
        &self,
        computer: usize,
        token: Option<&Token>,
        operation: &str,
        input: Json,
    ) -> Result<(Json, SessionChange), Error> {
        let (name, system, ip) = COMPUTERS[computer % COMPUTERS.len()];
        let device = Device {
            computer: name.to_owned(),
            operating_system: system.to_owned(),
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            ip: ip.to_owned(),
            key: ComputerKey::default(),
        };
        let request = Request { operation: operation.to_owned(), input, token: token.cloned(), ..Request::default() };
        let reply = self.door.call(request, &device, |_, _| {}).await?;
        Ok((reply.value, reply.session))
    }

    async fn practice(&self, email: &str) -> Result<(), Error> {
        let (begun, _) = self.call(0, None, "setup.begin", json!({})).await?;
        let recovery: Vec<_> = (0..2).map(|place| json!({"index": place, "group": begun["groups"][place]})).collect();
        let practice = json!({
            "name": "Harbour & Vale", "legal_name": "Harbour & Vale Accountants Pty Ltd", "abn": "53 004 085 616",
            "address": {"line1": "Level 2, 18 Wharf Road", "line2": "", "suburb": "Newcastle", "state": "NSW", "postcode": "2300"},
            "phone": "02 4900 1234", "website": "hvale.example", "country": "AU",
            "time_zone": "Australia/Sydney", "date_format": "d_mmm_yyyy", "week_start": "monday",
        });
        let admin =
            json!({"first_name": "Helen", "last_name": "Castellano", "email": email, "password": self.password});
        let create = json!({
            "office_address": null, "key_place": "file", "passphrase": null, "practice": practice, "admin": admin,
            "recovery": recovery,
        });
        self.call(0, None, "setup.create", create).await?;
        let helen = self.leave_mfa_to_each(email).await?;
        let mut people: Vec<Json> = Vec::new();
        for (place, person) in PEOPLE.iter().enumerate() {
            self.clock.wait(400);
            people.push(self.person(&helen, place, person, &people).await?);
        }
        self.ordinary_weeks(email, &people).await?;
        let helen = self.sign_in(0, email).await?;
        self.fates(&helen, &people).await?;
        self.somebody_guesses("tom").await?;
        self.call(0, Some(&helen), "session.end", json!({})).await.map(|_| ())
    }

    /// People come and go, with the odd mistake; one invitation is made early enough to be over by now.
    async fn ordinary_weeks(&self, email: &str, people: &[Json]) -> Result<(), Error> {
        for (day, morning) in mornings().into_iter().enumerate() {
            self.clock.set(morning);
            let helen = self.sign_in(day, email).await?;
            if day == 5 {
                let early = PEOPLE.iter().position(|(first, ..)| *first == "Ethan").unwrap_or_default();
                self.act(&helen, &people[early], "users.invite", "").await?;
            }
            for (place, (first, .., fate, _)) in PEOPLE.iter().enumerate() {
                if *fate != Fate::Active || (place + day) % 3 != 0 {
                    continue;
                }
                self.clock.wait(310);
                let address = address(first);
                if (place * 7 + day) % 11 == 0 {
                    let wrong = json!({"email": address, "password": "not the password"});
                    let _ = self.call(place, None, "sign_in.password", wrong).await;
                    self.clock.wait(25);
                }
                let token = self.sign_in(place, &address).await?;
                self.clock.wait(500);
                self.call(place, Some(&token), "session.end", json!({})).await?;
            }
        }
        Ok(())
    }

    /// Five wrong tries from a computer that is nobody's.
    async fn somebody_guesses(&self, first: &str) -> Result<(), Error> {
        let wrong = json!({"email": address(first), "password": "not the password"});
        for _ in 0..5 {
            self.clock.wait(40);
            if self.call(4, None, "sign_in.password", wrong.clone()).await.is_ok() {
                return Err(Error::internal("a wrong password let somebody in"));
            }
        }
        Ok(())
    }

    async fn act(&self, helen: &Token, person: &Json, operation: &str, reason: &str) -> Result<(), Error> {
        let mut input = json!({"user": person["row"]["id"], "version": person["row"]["version"]});
        if !reason.is_empty() {
            input["reason"] = json!(reason);
        }
        self.call(0, Some(helen), operation, input).await.map(|_| ())
    }

    async fn sign_in(&self, computer: usize, email: &str) -> Result<Token, Error> {
        let input = json!({"email": email, "password": self.password});
        let (came, token) = self.step(computer, None, "sign_in.password", input).await?;
        if came["step"] != "code" {
            return Ok(token);
        }
        // A code that was not used yet.
        self.clock.wait(30);
        let code = json!({"code": self.code(email)?, "remember": false});
        Ok(self.step(computer, Some(&token), "sign_in.code", code).await?.1)
    }

    /// A step of signing in, with the token that comes of it.
    async fn step(
        &self,
        computer: usize,
        token: Option<&Token>,
        operation: &str,
        input: Json,
    ) -> Result<(Json, Token), Error> {
        match self.call(computer, token, operation, input).await? {
            (came, SessionChange::Started(token)) => Ok((came, token)),
            _ => Err(Error::internal("signing in started no session")),
        }
    }

    /// What the app of `email` shows now.
    fn code(&self, email: &str) -> Result<String, Error> {
        let apps = self.apps.lock().unwrap_or_else(PoisonError::into_inner);
        let secret = apps.get(email).ok_or_else(|| Error::internal("nobody set MFA up"))?;
        code_at(secret, self.clock.now())
    }

    /// Scans what the core gave for an app.
    fn scan(&self, email: &str, enrolment: &Json) -> Result<(), Error> {
        let typed = enrolment["secret"].as_str().unwrap_or_default().replace(' ', "");
        let secret = secret_of(&typed)?;
        self.apps.lock().unwrap_or_else(PoisonError::into_inner).insert(email.to_owned(), secret);
        Ok(())
    }

    /// The first sign-in sets MFA up; then the sample leaves it to each person, so that whoever tries it needs no app.
    async fn leave_mfa_to_each(&self, email: &str) -> Result<Token, Error> {
        let input = json!({"email": email, "password": self.password});
        let (_, token) = self.step(0, None, "sign_in.password", input).await?;
        let (enrolment, _) = self.call(0, Some(&token), "sign_in.begin_enrolment", json!({})).await?;
        self.scan(email, &enrolment)?;
        let code = json!({"code": self.code(email)?});
        let (_, token) = self.step(0, Some(&token), "sign_in.confirm_enrolment", code).await?;
        let (_, token) = self.step(0, Some(&token), "sign_in.keep_recovery_codes", json!({})).await?;
        let (view, _) = self.call(0, Some(&token), "security.policy", json!({})).await?;
        let mut policy = view["policy"].clone();
        policy["mfa_required"] = json!(false);
        let set = json!({"version": view["version"], "policy": policy});
        self.call(0, Some(&token), "security.set_policy", set).await?;
        self.call(0, Some(&token), "profile.remove_mfa", json!({})).await?;
        Ok(token)
    }

    /// Somebody who has just accepted an invite sets MFA up; some leave the recovery codes for another day.
    async fn set_up_mfa(&self, place: usize, token: &Token, email: &str) -> Result<(), Error> {
        let (enrolment, _) = self.call(place, Some(token), "profile.begin_mfa", json!({})).await?;
        self.scan(email, &enrolment)?;
        let code = json!({"code": self.code(email)?});
        self.call(place, Some(token), "profile.confirm_mfa", code).await?;
        if place % 7 != 3 {
            self.call(place, Some(token), "profile.keep_recovery_codes", json!({})).await?;
        }
        Ok(())
    }

    async fn person(&self, helen: &Token, place: usize, person: &Person, people: &[Json]) -> Result<Json, Error> {
        let (first, last, job, roles, fate, manager) = person;
        let address = address(first);
        let fields = json!({
            "first_name": first, "last_name": last, "preferred_name": "", "job_title": job,
            "mobile": mobile(place), "phone": "", "gender": "",
            "birthday": format!("19{}-{:02}-{:02}", 68 + place, 1 + place % 12, 1 + place),
            "time_zone": if place % 9 == 5 { "Australia/Perth" } else { "Australia/Sydney" },
            "date_format": "d_mmm_yyyy", "roles": roles, "notes": "",
            "reports_to": manager.map(|manager| people[manager]["row"]["id"].clone()),
        });
        let add = json!({"email": address, "fields": fields});
        self.call(0, Some(helen), "session.prove", json!({"password": self.password})).await?;
        let (mut user, _) = self.call(0, Some(helen), "users.add", add).await?;
        // Open invitations are made at the end: they are good for a few days only.
        if !matches!(fate, Fate::Inactive | Fate::Invited) {
            let invite = json!({"user": user["row"]["id"], "version": user["row"]["version"]});
            let (made, _) = self.call(0, Some(helen), "users.invite", invite).await?;
            self.clock.wait(60);
            let accept = json!({"email": address, "code": made["code"], "password": self.password});
            let (_, token) = self.step(place, None, "sign_in.accept_invitation", accept).await?;
            if place % 5 != 4 {
                self.set_up_mfa(place, &token, &address).await?;
            }
            let get = json!({"user": user["row"]["id"]});
            user = self.call(0, Some(helen), "users.get", get).await?.0;
        }
        Ok(user)
    }

    /// What became of some people in the end.
    async fn fates(&self, helen: &Token, people: &[Json]) -> Result<(), Error> {
        for (person, (first, .., fate, _)) in people.iter().zip(PEOPLE.iter()) {
            let (operation, reason) = match fate {
                Fate::Restricted => ("users.restrict", "Moves to another team at the end of the month"),
                Fate::Disabled => ("users.disable", "Parental leave until March"),
                Fate::Archived => ("users.archive", "Left the firm"),
                Fate::Invited if *first != "Ethan" => ("users.invite", ""),
                Fate::Active | Fate::Inactive | Fate::Invited => continue,
            };
            self.clock.wait(180);
            self.act(helen, person, operation, reason).await?;
        }
        Ok(())
    }
}

/// Twenty past eight in Newcastle on the working days of the last weeks, those that are over by now.
fn mornings() -> Vec<Time> {
    let zone = jiff::tz::TimeZone::get("Australia/Sydney").unwrap_or(jiff::tz::TimeZone::UTC);
    let now = SystemClock.now();
    let today = jiff::Timestamp::from_microsecond(now.0).unwrap_or_default().to_zoned(zone.clone()).date();
    (0..=DAYS)
        .rev()
        .filter_map(|ago| today.checked_sub(jiff::Span::new().days(ago)).ok())
        .filter(|date| !matches!(date.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday))
        .filter_map(|date| date.at(8, 20, 0, 0).to_zoned(zone.clone()).ok())
        .map(|morning| Time(morning.timestamp().as_microsecond()))
        .filter(|morning| now.seconds_since(*morning) > 4 * 3_600)
        .collect()
}

fn address(first: &str) -> String {
    let plain = crate::domain::text::fold(first);
    format!("{}@hvale.example", plain.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
}

/// Numbers set aside for stories by the Australian regulator; some people have none.
fn mobile(place: usize) -> &'static str {
    const MOBILES: [&str; 10] = [
        "0491 570 006",
        "0491 570 156",
        "0491 570 157",
        "0491 570 158",
        "0491 570 159",
        "0491 570 110",
        "0491 570 313",
        "0491 570 737",
        "0491 571 266",
        "0491 571 491",
    ];
    if place % 6 == 5 { "" } else { MOBILES[place % MOBILES.len()] }
}
