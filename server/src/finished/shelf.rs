//! Where finished answers lie: bounded by bytes, each made once however many ask for it, those of earlier editions
//! taken away.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::text::catalogue::{Language, in_language};
use quick_cache::sync::Cache;
use quick_cache::{DefaultHashBuilder, Equivalent, OptionsBuilder, Weighter};
use tokio::sync::Semaphore;

use super::kept::{Kept, Made};

/// What tells one finished answer from another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The number of the edition that it is made from.
    pub edition: u64,
    /// Its canonical address: the path, and of the query what the route knows, always in the same order.
    pub address: String,
    /// Its language.
    pub language: Language,
}

/// A key as it is looked up: the same parts in the same order, so with the same hash.
#[derive(Hash)]
struct Sought<'k> {
    edition: u64,
    address: &'k str,
    language: Language,
}

impl Equivalent<Key> for Sought<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.edition == key.edition && self.address == key.address && self.language == key.language
    }
}

#[derive(Clone, Debug)]
struct Bytes;

impl Weighter<Key, Arc<Kept>> for Bytes {
    fn weight(&self, key: &Key, kept: &Arc<Kept>) -> u64 {
        key.address.len() as u64 + kept.weight()
    }
}

/// Finished answers.
#[derive(Debug)]
pub struct Shelf {
    kept: Cache<Key, Arc<Kept>, Bytes>,
    /// So many are made at the same time: as many as there are processors.
    makers: Semaphore,
    edition: AtomicU64,
    renders: AtomicU64,
    hits: AtomicU64,
}

impl Shelf {
    /// An empty shelf that takes so many bytes.
    pub fn new(most_bytes: u64) -> Self {
        let mut options = OptionsBuilder::new();
        // One part: with several, each would take only its share, and a large file might have no room in any.
        options.shards(1).estimated_items_capacity(1_000).weight_capacity(most_bytes);
        let kept = match options.build() {
            Ok(options) => Cache::with_options(options, Bytes, DefaultHashBuilder::default(), Default::default()),
            Err(_) => Cache::with_weighter(1_000, most_bytes, Bytes),
        };
        Self {
            kept,
            makers: Semaphore::new(std::thread::available_parallelism().map_or(2, NonZeroUsize::get)),
            edition: AtomicU64::new(0),
            renders: AtomicU64::new(0),
            hits: AtomicU64::new(0),
        }
    }

    /// A finished answer, if it is there.
    pub fn get(&self, edition: u64, address: &str, language: Language) -> Option<Arc<Kept>> {
        let kept = self.kept.get(&Sought { edition, address, language })?;
        self.hits.fetch_add(1, Ordering::Relaxed);
        Some(kept)
    }

    /// A finished answer; made now if it is not there. Whoever asks for the same meanwhile waits for it. What cannot be
    /// made is not kept. Making goes on when the one who asked goes away.
    pub async fn get_or_make<E, M>(self: &Arc<Self>, key: Key, make: M) -> Result<Arc<Kept>, E>
    where
        E: Send + 'static,
        M: FnOnce() -> Result<Made, E> + Send + 'static,
    {
        if let Some(kept) = self.get(key.edition, &key.address, key.language) {
            return Ok(kept);
        }
        let shelf = self.clone();
        let making = tokio::spawn(async move {
            let result = shelf.kept.get_or_insert_async(&key, shelf.make(key.language, make)).await;
            if shelf.edition.load(Ordering::SeqCst) > key.edition {
                shelf.kept.remove(&key);
            }
            result
        });
        outcome(making.await).await
    }

    async fn make<E, M>(self: &Arc<Self>, language: Language, make: M) -> Result<Arc<Kept>, E>
    where
        E: Send + 'static,
        M: FnOnce() -> Result<Made, E> + Send + 'static,
    {
        // Fails only when the semaphore is closed, which nobody does.
        let _turn = self.makers.acquire().await;
        self.renders.fetch_add(1, Ordering::Relaxed);
        let making =
            tokio::task::spawn_blocking(move || in_language(language, make).map(|made| Arc::new(Kept::of(made))));
        outcome(making.await).await
    }

    /// Takes away what was made from earlier editions: no reader can ask for it any more.
    pub fn keep_only(&self, edition: u64) {
        self.edition.fetch_max(edition, Ordering::SeqCst);
        self.kept.retain(|key, _| key.edition >= edition);
    }

    /// How often an answer was made since the start.
    pub fn renders(&self) -> u64 {
        self.renders.load(Ordering::Relaxed)
    }

    /// How often an answer was there already.
    pub fn hits(&self) -> u64 {
        self.hits.load(Ordering::Relaxed)
    }

    /// How many answers are kept.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How much memory they take, in bytes.
    pub fn weight(&self) -> u64 {
        self.kept.weight()
    }
}

/// What a task came to; its panic is handed on to who waits for it.
async fn outcome<T>(ended: Result<T, tokio::task::JoinError>) -> T {
    match ended.map_err(tokio::task::JoinError::try_into_panic) {
        Ok(value) => value,
        Err(Ok(panic)) => std::panic::resume_unwind(panic),
        // The process is ending, and takes whoever waits with it.
        Err(Err(_)) => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests;
