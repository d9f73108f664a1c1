//! Codes at sign-in: time-based one-time passwords (RFC 6238: SHA-1, six digits, 30 seconds, one step of drift) and
//! single-use recovery codes.

use qrcode::{Color, EcLevel, QrCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Secret, Totp};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::clock::Time;
use crate::error::Error;

/// Bytes of an authenticator's secret (RFC 4226 section 4: 160 bits are recommended).
pub const SECRET_BYTES: usize = 20;
/// Recovery codes of a set.
pub const RECOVERY_CODES: usize = 10;
/// Characters of a recovery code: 80 bits.
pub const RECOVERY_CHARACTERS: usize = 16;
/// With so few recovery codes left, the person is warned.
pub const FEW_RECOVERY_CODES: usize = 3;
/// Blank modules around a QR code (ISO/IEC 18004 section 9.1).
const QUIET: usize = 4;

/// Whether MFA is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MfaState {
    NotSetUp,
    SetUp,
    /// It was set up and somebody reset it: the next sign-in sets it up anew.
    ResetPending,
}

impl MfaState {
    /// As stored, and in the order in which a list sorts.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::NotSetUp => 0,
            Self::SetUp => 1,
            Self::ResetPending => 2,
        }
    }

    /// From the stored number.
    #[must_use]
    pub const fn from_number(number: i64) -> Self {
        match number {
            1 => Self::SetUp,
            2 => Self::ResetPending,
            _ => Self::NotSetUp,
        }
    }
}

/// What an authenticator app needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MfaEnrolment {
    /// The secret for typing, in groups of four.
    pub secret: String,
    /// `otpauth://totp/…`
    pub uri: String,
    /// The dark modules of a QR code that holds `uri`, as the `d` of an SVG path in units of modules.
    pub qr: String,
    /// Modules a side, the blank edge included.
    #[ts(type = "number")]
    pub qr_size: usize,
    /// The practice’s name, as the app shows it.
    pub issuer: String,
    pub account: String,
}

fn totp(secret: &[u8], issuer: &str, account: &str) -> Result<Totp, Error> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_skew(1)
        .with_issuer(Some(issuer))
        .with_account_name(account)
        .build()
        .map_err(Error::internal)
}

/// What the person's app needs for `secret`.
///
/// # Errors
/// `internal` where the names make no address.
pub fn enrolment(secret: &[u8], practice: &str, email: &str) -> Result<MfaEnrolment, Error> {
    // A colon separates issuer and account in the address.
    let tidy = |text: &str| text.replace(':', " ").chars().take(60).collect::<String>().trim().to_owned();
    let (issuer, account) = (tidy(practice), email.replace(':', " "));
    let totp = totp(secret, &issuer, &account)?;
    let uri = totp.to_url().map_err(Error::internal)?;
    let typed = Zeroizing::new(totp.secret().to_base32());
    let groups: Vec<_> = typed.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    let (qr, qr_size) = qr_path(&uri)?;
    Ok(MfaEnrolment { secret: groups.join(" "), uri, qr, qr_size, issuer, account })
}

/// The dark modules of a QR code with `text` in it, and its size with the blank edge.
fn qr_path(text: &str) -> Result<(String, usize), Error> {
    use std::fmt::Write;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Error::internal)?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = modules[column..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    Ok((path, width + 2 * QUIET))
}

/// The step of 30 seconds to which the code `typed` belongs, where it is one of `secret` now or one step away.
///
/// The caller compares it with the last step that was used: a code is good once (RFC 6238 section 5.2).
///
/// # Errors
/// `internal` where the secret is no secret.
pub fn step_of(secret: &[u8], typed: &str, now: Time) -> Result<Option<i64>, Error> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.')).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(now.0.div_euclid(1_000_000)).unwrap_or(0);
    let step = totp(secret, "Firmkeep", "user")?.check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// What an authenticator app with `secret` shows at `now`.
///
/// # Errors
/// `internal` where the secret is no secret.
pub fn code_at(secret: &[u8], now: Time) -> Result<String, Error> {
    let seconds = u64::try_from(now.0.div_euclid(1_000_000)).unwrap_or(0);
    Ok(totp(secret, "Firmkeep", "user")?.generate(seconds).to_string())
}

/// The secret that was typed into an authenticator app, in base 32.
///
/// # Errors
/// `internal` where it is no base 32.
pub fn secret_of(typed: &str) -> Result<Vec<u8>, Error> {
    Ok(Secret::try_from_base32(typed).map_err(Error::internal)?.as_bytes().to_vec())
}

/// Whether what was typed has the form of a recovery code rather than of an app's code.
#[must_use]
pub fn is_recovery_code(typed: &str) -> bool {
    super::codes::read(typed).is_some_and(|code| code.len() == RECOVERY_CHARACTERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret of the SHA-1 rows, and the last six of their eight digits.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = step_of(SECRET, code, Time(seconds * 1_000_000)).unwrap();
            assert_eq!(step, Some(seconds / 30), "an authenticator app’s code at {seconds} would be refused");
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_no_more() {
        let at = |seconds: i64| step_of(SECRET, "005924", Time(seconds * 1_000_000)).unwrap();
        let begins = 1_234_567_890 / 30 * 30;
        assert!(at(begins - 30).is_some() && at(begins + 59).is_some());
        assert!(at(begins - 31).is_none() && at(begins + 60).is_none());
    }

    #[test]
    fn blanks_in_a_code_do_not_matter_and_anything_else_is_no_code() {
        let at = |typed: &str| step_of(SECRET, typed, Time(59_000_000)).unwrap();
        assert_eq!(at(" 287 082 "), Some(1));
        assert_eq!(at("287-082"), Some(1));
        for wrong in ["", "28708", "2870820", "287o82", "２８７０８２"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_app_is_told_the_practice_and_the_person() {
        let enrolment = enrolment(SECRET, "Harbour: Vale & Söhne", "ada@hart.example").unwrap();
        assert_eq!(enrolment.issuer, "Harbour  Vale & Söhne");
        assert!(enrolment.uri.starts_with("otpauth://totp/Harbour"), "{}", enrolment.uri);
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(enrolment.secret.replace(' ', ""), secret);
        assert!(enrolment.uri.contains(&format!("secret={secret}")), "{}", enrolment.uri);
        assert!(enrolment.qr.starts_with('M') && enrolment.qr_size > 29);
    }
}
