//! An authenticator app, as somebody has it on their phone.

use firmkeep_core::Clock;
use serde_json::{Value as Json, json};
use totp_rs::{Builder, Secret, Totp};

use crate::practice::{ADMIN, Caller, PASSWORD, Practice, TestClock};

/// The app of one person, with what they kept beside it.
pub struct Authenticator {
    totp: Totp,
    pub recovery_codes: Vec<String>,
}

impl Authenticator {
    /// The app after scanning what the core gave.
    pub fn of(enrolment: &Json) -> Self {
        let secret = enrolment["secret"].as_str().unwrap().replace(' ', "");
        let secret = Secret::try_from_base32(&secret).unwrap();
        let totp = Builder::new().with_secret(secret).with_account_name("test").build().unwrap();
        Self { totp, recovery_codes: Vec::new() }
    }

    /// The code that the app shows now.
    pub fn code(&self, clock: &TestClock) -> String {
        self.code_at(clock, 0)
    }

    /// The code of so many steps of 30 seconds later.
    pub fn code_at(&self, clock: &TestClock, steps: i64) -> String {
        let seconds = clock.now().0 / 1_000_000 + steps * 30;
        self.totp.generate(u64::try_from(seconds).unwrap()).to_string()
    }

    /// The next code that was never used.
    pub fn next_code(&self, clock: &TestClock) -> String {
        clock.pass(30);
        self.code(clock)
    }

    /// Sets MFA up on the way in, and gives what the last step answered.
    pub async fn enrol(caller: &mut Caller, clock: &TestClock) -> (Self, Json) {
        let enrolment = caller.ok("sign_in.begin_enrolment", json!({})).await;
        let mut app = Self::of(&enrolment);
        let made = caller.step("sign_in.confirm_enrolment", json!({"code": app.code(clock)})).await.unwrap();
        app.keep(&made);
        let came = caller.step("sign_in.keep_recovery_codes", json!({})).await.unwrap();
        (app, came)
    }

    /// Keeps the recovery codes that were shown.
    pub fn keep(&mut self, shown: &Json) {
        self.recovery_codes =
            shown["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    }
}

impl Practice {
    /// Ada Hart with MFA set up at her first sign-in, signed in.
    pub async fn admin_with_mfa(&self) -> (Caller, Authenticator) {
        self.first_sign_in(ADMIN).await
    }

    /// Somebody who signs in for the first time where MFA is required.
    pub async fn first_sign_in(&self, email: &str) -> (Caller, Authenticator) {
        let mut caller = self.anybody();
        let came = caller.step("sign_in.password", json!({"email": email, "password": PASSWORD})).await.unwrap();
        assert_eq!(came["step"], "enrol");
        let (app, came) = Authenticator::enrol(&mut caller, &self.clock).await;
        assert_eq!(came["step"], "open");
        (caller, app)
    }

    /// Somebody with MFA who has given the password.
    pub async fn at_the_code(&self, email: &str) -> Caller {
        let mut caller = self.anybody();
        let came = caller.step("sign_in.password", json!({"email": email, "password": PASSWORD})).await.unwrap();
        assert_eq!(came["step"], "code");
        caller
    }

    /// Somebody with MFA, signed in with a code that was never used.
    pub async fn sign_in_with(&self, email: &str, app: &Authenticator) -> Caller {
        let mut caller = self.at_the_code(email).await;
        let code = json!({"code": app.next_code(&self.clock), "remember": false});
        let came = caller.step("sign_in.code", code).await.unwrap();
        assert_eq!(came["step"], "open");
        caller
    }
}
