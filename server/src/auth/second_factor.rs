//! The second factor: codes of an authenticator (RFC 6238: SHA-1, six digits, thirty seconds), and recovery codes for who
//! lost it. Pure but for chance: when a code counts is the caller's.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret, Totp};

use super::passwords::Password;
use super::random::{self, RandomError};
use crate::storage::hash::sha256;

/// How many recovery codes an account is given.
pub const RECOVERY_CODES: usize = 10;

/// How long the code of one step is shown, in seconds.
const STEP: u64 = 30;

/// A code of the step before or after counts as well: clocks differ, and people take their time.
const TOLERANCE: u16 = 1;

/// Whether leads and admins need a second factor here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// They do.
    Required,
    /// Nobody does, such as in a demonstration; who has one is asked for it all the same.
    NotRequired,
}

/// A new secret of 160 bits, in base32.
pub fn new_secret() -> Result<String, RandomError> {
    Ok(Secret::new_stack(random::bytes::<20>()?).to_base32())
}

/// The time step whose code was typed, if it is this one or a neighbour. Spaces do not count.
pub fn step_of(secret: &str, typed: &str, now: DateTime<Utc>) -> Option<i64> {
    let code: String = typed.chars().filter(|character| !character.is_whitespace()).collect();
    let seconds = u64::try_from(now.timestamp()).ok()?;
    i64::try_from(totp(secret)?.check(&code, seconds)?).ok()
}

/// The code of a moment, as an authenticator shows it.
pub fn code_at(secret: &str, now: DateTime<Utc>) -> Option<String> {
    Some(totp(secret)?.generate(u64::try_from(now.timestamp()).ok()?).to_string())
}

/// New recovery codes, to be shown once: four groups of five, 99 bits each.
pub fn recovery_codes() -> Result<Vec<String>, RandomError> {
    (0..RECOVERY_CODES).map(|_| Ok(Password::generate()?.reveal().to_owned())).collect()
}

/// What the database keeps of a recovery code, however it was typed: capitals, spaces and hyphens do not count.
pub fn recovery_hash(typed: &str) -> String {
    let plain = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    sha256(format!("recovery code {}", plain.to_ascii_lowercase()))
}

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).with_step_duration(STEP).with_skew(TOLERANCE).build().ok()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn moment(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    /// RFC 6238, appendix B: the last six digits.
    #[test]
    fn gives_the_published_codes() {
        let secret = Secret::new_stack(*b"12345678901234567890").to_base32();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(&secret, moment(seconds)).as_deref(), Some(code));
            assert_eq!(step_of(&secret, code, moment(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_late_and_no_further() {
        let secret = new_secret().unwrap();
        let now = moment(1_700_000_010);
        let at = |seconds| code_at(&secret, now + TimeDelta::seconds(seconds)).unwrap();
        let this = now.timestamp() / 30;
        assert_eq!(step_of(&secret, &at(0), now), Some(this));
        assert_eq!(step_of(&secret, &at(-30), now), Some(this - 1));
        assert_eq!(step_of(&secret, &at(30), now), Some(this + 1));
        let typed = format!(" {} {} ", &at(0)[..3], &at(0)[3..]);
        assert_eq!(step_of(&secret, &typed, now), Some(this));
        for far in [at(-90), at(90), String::new(), "12345".to_owned(), "abcdef".to_owned(), "+12345".to_owned()] {
            let near = [-30, 0, 30].map(at);
            assert!(near.contains(&far) || step_of(&secret, &far, now).is_none(), "{far}");
        }
        assert_eq!(step_of("not base 32!", "123456", now), None);
    }

    #[test]
    fn recovery_codes_differ_and_are_known_however_they_are_typed() {
        let codes = recovery_codes().unwrap();
        let mut hashes: Vec<String> = codes.iter().map(|code| recovery_hash(code)).collect();
        assert_eq!(recovery_hash(&codes[0].to_uppercase().replace('-', "  ")), hashes[0]);
        assert!(hashes.iter().zip(&codes).all(|(hash, code)| !hash.contains(code.as_str())));
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), RECOVERY_CODES);
    }
}
