//! Who was lately signed in, and from which networks: in memory, bounded, forgotten after a while. It says whose turn comes
//! first when there is too much to do, and nothing about what anybody may do: that the database alone knows.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::sessions::{IDLE, SessionToken};
use super::throttle::Network;

/// As long as a session lives without its holder.
const LASTS: Duration = Duration::from_secs(IDLE.num_seconds().unsigned_abs());

/// So many sessions, and so many networks: far more than any desk has.
const MOST: usize = 1_000;

/// Who was here lately.
#[derive(Debug, Default)]
pub struct Lately {
    sessions: Mutex<Remembered<String>>,
    networks: Mutex<Remembered<Network>>,
}

impl Lately {
    /// A session was recognised.
    pub fn note(&self, token: &SessionToken) {
        lock(&self.sessions).note(token.hash(), Instant::now(), MOST);
    }

    /// A session has ended.
    pub fn forget(&self, token: &SessionToken) {
        lock(&self.sessions).0.remove(&token.hash());
    }

    /// Whether a session was recognised lately.
    pub fn knows(&self, token: &SessionToken) -> bool {
        lock(&self.sessions).knows(&token.hash(), Instant::now())
    }

    /// Somebody who was recognised lately asks from this network.
    pub fn note_network(&self, network: Network) {
        lock(&self.networks).note(network, Instant::now(), MOST);
    }

    /// Whether somebody did.
    pub fn knows_network(&self, network: &Network) -> bool {
        lock(&self.networks).knows(network, Instant::now())
    }
}

/// When each was last seen.
#[derive(Debug)]
struct Remembered<K>(HashMap<K, Instant>);

impl<K> Default for Remembered<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq + Clone> Remembered<K> {
    fn note(&mut self, key: K, now: Instant, most: usize) {
        if self.0.len() >= most && !self.0.contains_key(&key) {
            self.0.retain(|_, seen| now.saturating_duration_since(*seen) < LASTS);
            if self.0.len() >= most {
                let oldest = self.0.iter().min_by_key(|(_, seen)| **seen).map(|(key, _)| key.clone());
                oldest.map(|oldest| self.0.remove(&oldest));
            }
        }
        self.0.insert(key, now);
    }

    fn knows(&self, key: &K, now: Instant) -> bool {
        self.0.get(key).is_some_and(|seen| now.saturating_duration_since(*seen) < LASTS)
    }
}

fn lock<T>(held: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_fades_and_is_never_more_than_so_much() {
        let (begin, second) = (Instant::now(), Duration::from_secs(1));
        let mut remembered = Remembered::default();
        for (place, key) in ["a", "b", "c"].into_iter().enumerate() {
            remembered.note(key, begin + second * u32::try_from(place).unwrap(), 2);
        }
        assert_eq!(remembered.0.len(), 2, "the oldest makes room");
        assert!(!remembered.knows(&"a", begin) && remembered.knows(&"b", begin) && remembered.knows(&"c", begin));
        assert!(!remembered.knows(&"b", begin + second + LASTS), "it fades");
    }

    #[test]
    fn a_session_is_known_until_it_ends() {
        let (lately, token) = (Lately::default(), SessionToken::generate().unwrap());
        assert!(!lately.knows(&token));
        lately.note(&token);
        assert!(lately.knows(&token) && !lately.knows(&SessionToken::generate().unwrap()));
        lately.forget(&token);
        assert!(!lately.knows(&token));
    }
}
