//! What is remembered of accounts between requests, and is never older than what this node has heard.
//!
//! Everything remembered carries the [`Moment`] before which it was looked up, and counts only as long as the bell has
//! not rung for its account since, and the node hears the others. So nothing has to be thrown away when an account
//! changes, and a look-up that a change overtook is not believed.

use std::{
    hash::Hash,
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use entity::id::AccountId;

use crate::{
    account::Account,
    authentication::Opened,
    bell::{Bell, Moment},
    error::Error,
    store::Snapshot,
};

/// How much is remembered of each kind, in bytes, about; none switches it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheSizes {
    /// The accounts that tokens name, and the keys that secrets open.
    pub callers: Option<u64>,
    /// The current settings of accounts.
    pub settings: Option<u64>,
}

impl CacheSizes {
    /// Nothing is remembered.
    pub const OFF: Self = Self { callers: None, settings: None };
}

impl Default for CacheSizes {
    fn default() -> Self {
        Self { callers: Some(16 * 1024 * 1024), settings: Some(32 * 1024 * 1024) }
    }
}

/// What is remembered. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Caches {
    /// Accounts by slug.
    pub(crate) accounts: Cache<String, Arc<Account>>,
    /// Keys by the digest of a secret: who finds one there has the secret.
    pub(crate) keys: Cache<String, Arc<Opened>>,
    /// Current settings.
    pub(crate) settings: Cache<AccountId, Snapshot>,
}

impl Caches {
    pub(crate) fn new(sizes: CacheSizes) -> Self {
        // Most callers are people; integrations are few.
        Self {
            accounts: Cache::new(sizes.callers.map(|bytes| bytes / 2)),
            keys: Cache::new(sizes.callers.map(|bytes| bytes / 2)),
            settings: Cache::new(sizes.settings),
        }
    }

    pub(crate) fn status(&self) -> [CacheStatus; 3] {
        [self.accounts.status("accounts"), self.keys.status("keys"), self.settings.status("settings")]
    }
}

/// How a cache does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheStatus {
    /// What it remembers.
    pub name: &'static str,
    /// Look-ups that were answered by it.
    pub hits: u64,
    /// Look-ups that were not.
    pub misses: u64,
    /// How many bytes it holds, about.
    pub bytes: u64,
}

/// What can be remembered of an account.
pub trait Remembered: Clone + Send + Sync + 'static {
    /// Whose it is.
    fn account(&self) -> AccountId;

    /// How many bytes it takes, about.
    fn bytes(&self) -> usize;
}

impl Remembered for Arc<Account> {
    fn account(&self) -> AccountId {
        self.id
    }

    fn bytes(&self) -> usize {
        OVERHEAD + 2 * self.slug.len()
    }
}

impl Remembered for Arc<Opened> {
    fn account(&self) -> AccountId {
        self.account.id
    }

    fn bytes(&self) -> usize {
        2 * OVERHEAD
    }
}

impl Remembered for Snapshot {
    fn account(&self) -> AccountId {
        self.account
    }

    fn bytes(&self) -> usize {
        let mut length = Length(0);
        // Settings that cannot be written were not read either, and a length takes every byte.
        let _ = serde_json::to_writer(&mut length, self.settings.as_ref());
        OVERHEAD + IN_MEMORY * length.0
    }
}

/// How much is written.
struct Length(usize);

impl io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the cache itself, and what is of one size, takes for each entry.
const OVERHEAD: usize = 400;

/// How many times as long settings are in memory as they are stored: 3,000 accounts with settings of 1,400 bytes held
/// 3 KB each, the account among it.
const IN_MEMORY: usize = 2;

/// Something remembered, and before when it was looked up.
#[derive(Clone, Debug)]
pub(crate) struct Entry<V> {
    pub(crate) moment: Moment,
    pub(crate) value: V,
}

/// Things of accounts by their key.
#[derive(Clone, Debug)]
pub(crate) struct Cache<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Remembered,
{
    entries: Option<moka::future::Cache<K, Entry<V>, ahash::RandomState>>,
    counts: Arc<Counts>,
}

/// How often something was there, and was not.
#[derive(Debug, Default)]
pub struct Counts {
    hits: AtomicU64,
    misses: AtomicU64,
}

impl Counts {
    /// Counts a look-up.
    pub fn count(&self, is_hit: bool) {
        let of = if is_hit { &self.hits } else { &self.misses };
        of.fetch_add(1, Ordering::Relaxed);
    }

    /// How the cache does that is counted, given what it is called and how many bytes it holds.
    #[must_use]
    pub fn status(&self, name: &'static str, bytes: u64) -> CacheStatus {
        let [hits, misses] = [&self.hits, &self.misses].map(|count| count.load(Ordering::Relaxed));
        CacheStatus { name, hits, misses, bytes }
    }
}

/// A look-up found nothing, or failed: there is nothing to remember.
struct Nothing;

impl<K, V> Cache<K, V>
where
    K: Clone + Hash + Eq + Send + Sync + 'static,
    V: Remembered,
{
    fn new(bytes: Option<u64>) -> Self {
        let entries = bytes.map(|bytes| {
            moka::future::Cache::builder()
                .max_capacity(bytes)
                .weigher(|_, entry: &Entry<V>| u32::try_from(entry.value.bytes()).unwrap_or(u32::MAX))
                .build_with_hasher(ahash::RandomState::new())
        });
        Self { entries, counts: Arc::default() }
    }

    fn status(&self, name: &'static str) -> CacheStatus {
        self.counts.status(name, self.entries.as_ref().map_or(0, moka::future::Cache::weighted_size))
    }

    /// What is remembered, if it is current and good enough.
    pub(crate) async fn peek(&self, bell: &Bell, key: &K, is_enough: impl Fn(&V) -> bool) -> Option<V> {
        let entry = match &self.entries {
            Some(entries) => entries.get(key).await,
            None => None,
        };
        let value = entry.filter(|entry| entry.is_current(bell)).map(|entry| entry.value).filter(is_enough);
        self.counts.count(value.is_some());
        value
    }

    /// Remembers what was looked up after a moment.
    pub(crate) async fn keep(&self, moment: Option<Moment>, key: K, value: V) {
        if let (Some(cache), Some(moment)) = (&self.entries, moment) {
            cache.insert(key, Entry { moment, value }).await;
        }
    }

    /// What is remembered, if it is current and good enough; else what is looked up, once for all who ask at a time.
    pub(crate) async fn get<F>(
        &self,
        bell: &Bell,
        key: &K,
        is_enough: impl Fn(&V) -> bool,
        look_up: impl Fn() -> F,
    ) -> Result<Option<V>, Error>
    where
        F: Future<Output = Result<Option<V>, Error>>,
    {
        for _ in 0..2 {
            let (Some(cache), Some(moment)) = (&self.entries, bell.moment()) else { break };
            let mut own = None;
            let entry = cache
                .try_get_with_by_ref(key, async {
                    let found = look_up().await;
                    let entry = match &found {
                        Ok(Some(value)) => Ok(Entry { moment, value: value.clone() }),
                        Ok(None) | Err(_) => Err(Nothing),
                    };
                    own = Some(found);
                    entry
                })
                .await;
            if let Some(own) = own {
                self.counts.count(false);
                return own;
            }
            match entry {
                Ok(entry) if entry.is_current(bell) && is_enough(&entry.value) => {
                    self.counts.count(true);
                    return Ok(Some(entry.value));
                }
                Ok(_) => cache.invalidate(key).await,
                // Somebody else found nothing, perhaps before there was something.
                Err(_) => break,
            }
        }
        self.counts.count(false);
        look_up().await
    }
}

impl<V: Remembered> Entry<V> {
    pub(crate) fn is_current(&self, bell: &Bell) -> bool {
        bell.is_current(self.value.account(), self.moment)
    }
}
