//! Passwords: argon2id, at most two at work at once. Never keeps, logs or shows one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::random::{self, RandomError};
use super::strength::Weakness;

/// Memory in KiB, passes, lanes: OWASP's second choice. A change makes old hashes still verify.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// How many may be at work at once: each takes 19 MiB and a whole core.
const AT_ONCE: usize = 2;

/// How many may be at work or wait for it: who comes then is told to come again, and takes no memory meanwhile.
const PLACES: usize = 32;

/// The hash of nobody's password, at the same cost: verified when there is no account, so that the answer takes as
/// long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCAxNg$Nh0qprjcTh25EK3NYykkjv5ZY2sdHkA4rZDqNYkvKIQ";

/// Without letters and digits that are taken for one another (0 and o, 1, i and l).
const READABLE: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A password that is good enough to be set: at least 12 characters.
#[derive(Clone)]
pub struct Password(String);

/// Why a password is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short.
    #[error("too short; expected at least 12 characters, such as four words")]
    TooShort,
    /// Too long.
    #[error("too long; expected at most 1,024 bytes")]
    TooLong,
    /// Too easily guessed.
    #[error("too easy to guess; expected for example four words that do not belong together")]
    Weak(Weakness),
}

/// Why a password was neither hashed nor verified.
#[derive(Debug, thiserror::Error)]
pub enum PasswordsError {
    /// No salt.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The hash in the database is none, or the machine has no memory for the work.
    #[error("a password could not be checked: {0}")]
    Hash(argon2::password_hash::Error),
    /// Too many wait already.
    #[error("too many passwords are being checked; try again in a moment")]
    Busy,
    /// The program is stopping.
    #[error("the program is stopping")]
    Stopping,
}

/// A place among those whose password is checked or waits for it.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "held until the work is done")] OwnedSemaphorePermit);

/// Hashes and verifies passwords, away from the threads that answer requests. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Passwords {
    gate: Arc<Semaphore>,
    places: Arc<Semaphore>,
    verifications: Arc<AtomicU64>,
}

impl Password {
    /// A password that somebody chose. Spaces count; nothing is trimmed.
    pub fn parse(text: &str) -> Result<Self, PasswordError> {
        if text.chars().count() < 12 {
            return Err(PasswordError::TooShort);
        }
        if text.len() > 1024 {
            return Err(PasswordError::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// A random one that can be read aloud: four groups of five, 99 bits.
    pub fn generate() -> Result<Self, RandomError> {
        let mut text = String::new();
        while text.len() < 23 {
            for byte in random::bytes::<32>()? {
                // 248 = 8 × 31: what lies above would favour some characters.
                let Some(character) = (byte < 248).then(|| READABLE.get(usize::from(byte) % 31)).flatten() else {
                    continue;
                };
                if text.len() >= 23 {
                    break;
                }
                if text.len() % 6 == 5 {
                    text.push('-');
                }
                text.push(char::from(*character));
            }
        }
        Ok(Self(text))
    }

    /// The password in clear: to hand it to its owner once.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::with_places(PLACES)
    }
}

impl Passwords {
    /// So many may be at work or wait for it.
    pub fn with_places(places: usize) -> Self {
        Self {
            gate: Arc::new(Semaphore::new(AT_ONCE)),
            places: Arc::new(Semaphore::new(places)),
            verifications: Arc::default(),
        }
    }

    /// A place, or [`PasswordsError::Busy`] at once. It is taken before anything else is done for a password.
    pub fn place(&self) -> Result<Place, PasswordsError> {
        Arc::clone(&self.places).try_acquire_owned().map(Place).map_err(|_| PasswordsError::Busy)
    }

    /// How many passwords were verified so far: the same for every name that somebody types.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }

    /// The hash to store, with its salt and cost in it.
    pub async fn hash(&self, password: &Password) -> Result<String, PasswordsError> {
        let salt = SaltString::encode_b64(&random::bytes::<16>()?).map_err(PasswordsError::Hash)?;
        let password = password.clone();
        let place = self.place()?;
        self.work(place, move |argon2| Ok(argon2.hash_password(password.0.as_bytes(), &salt)?.to_string())).await
    }

    /// Whether `typed` is the password with this hash. Without a hash it takes as long and says no.
    pub async fn verify(&self, hash: Option<String>, typed: &str) -> Result<bool, PasswordsError> {
        self.verify_in(self.place()?, hash, typed).await
    }

    /// The same, in a place that was taken before.
    pub async fn verify_in(&self, place: Place, hash: Option<String>, typed: &str) -> Result<bool, PasswordsError> {
        let typed = typed.to_owned();
        self.verifications.fetch_add(1, Ordering::Relaxed);
        self.work(place, move |argon2| {
            let is_known = hash.is_some();
            let hash = hash.as_deref().unwrap_or(NOBODY);
            match argon2.verify_password(typed.as_bytes(), &PasswordHash::new(hash)?) {
                Ok(()) => Ok(is_known),
                Err(argon2::password_hash::Error::Password) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        place: Place,
        task: impl FnOnce(&Argon2<'_>) -> Result<T, argon2::password_hash::Error> + Send + 'static,
    ) -> Result<T, PasswordsError> {
        let permit = Arc::clone(&self.gate).acquire_owned().await.map_err(|_| PasswordsError::Stopping)?;
        let work = move || {
            // Both go with the work: a reader who hangs up does not make room before it is done.
            let _held = (permit, place);
            let (memory, passes, lanes) = COST;
            let params = Params::new(memory, passes, lanes, None).map_err(argon2::password_hash::Error::from)?;
            task(&Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| PasswordsError::Stopping)?.map_err(PasswordsError::Hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_or_endless_password_is_not_set() {
        assert_eq!(Password::parse("eleven char").unwrap_err(), PasswordError::TooShort);
        assert_eq!(Password::parse(&"x".repeat(1025)).unwrap_err(), PasswordError::TooLong);
        assert!(Password::parse("twelve chars").is_ok());
        assert!(Password::parse("տասներկու նիշ").is_ok());
    }

    #[test]
    fn a_generated_password_can_be_read_aloud_and_is_never_printed_by_accident() {
        let (one, other) = (Password::generate().unwrap(), Password::generate().unwrap());
        assert_ne!(one.reveal(), other.reveal());
        let groups: Vec<&str> = one.reveal().split('-').collect();
        assert_eq!(groups.len(), 4);
        assert!(groups.iter().all(|group| group.len() == 5 && group.bytes().all(|byte| READABLE.contains(&byte))));
        assert_eq!(format!("{one:?}"), "Password(…)");
        assert!(Password::parse(one.reveal()).is_ok());
    }

    #[tokio::test]
    async fn only_the_right_password_verifies_and_nobodys_never_does() {
        let passwords = Passwords::default();
        let hash = passwords.hash(&Password::parse("correct horse battery").unwrap()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(!passwords.verify(Some(hash.clone()), "correct horse batterx").await.unwrap());
        assert!(!passwords.verify(None, "correct horse battery").await.unwrap());
        assert!(passwords.verify(Some(hash), "correct horse battery").await.unwrap());
        assert!(passwords.verify(Some("broken".to_owned()), "x").await.is_err());
    }

    #[tokio::test]
    async fn who_finds_no_place_is_told_so_at_once_and_places_come_back() {
        let passwords = Passwords::with_places(2);
        let (one, two) = (passwords.place().unwrap(), passwords.place().unwrap());
        assert!(matches!(passwords.verify(None, "x").await, Err(PasswordsError::Busy)));
        assert!(matches!(passwords.hash(&Password::generate().unwrap()).await, Err(PasswordsError::Busy)));
        assert_eq!(passwords.verifications(), 0);
        drop(one);
        assert!(!passwords.verify(None, "x").await.unwrap());
        assert!(!passwords.verify_in(two, None, "x").await.unwrap());
        assert!(passwords.place().is_ok() && passwords.verifications() == 2);
    }

    /// Or the answer for an unknown account would come sooner than for a wrong password.
    #[test]
    fn nobodys_hash_costs_as_much_as_a_real_one() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&hash).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), COST);
        assert_eq!(hash.hash.unwrap().len(), 32);
        assert_eq!(hash.salt.unwrap().as_str().len(), 22);
    }
}
