//! A memory for what somebody outside of the domain makes of an account's settings, as exact as the domain's own caches.

use std::{hash::Hash, sync::Arc};

pub use crate::bell::Moment;
use crate::{
    bell::Bell,
    cache::{CacheStatus, Counts, Entry, Remembered},
    service::Service,
};

/// Things that were made of accounts, by their key. Clones share everything.
///
/// Whoever makes something asks for a [`Moment`] first, then reads, then keeps what was made with that moment: it counts
/// as long as the account did not change since, and as long as this node would hear that it did.
#[derive(Clone, Debug)]
pub struct Memory<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Remembered,
{
    name: &'static str,
    bell: Bell,
    entries: Option<moka::sync::Cache<K, Entry<V>, ahash::RandomState>>,
    counts: Arc<Counts>,
}

impl<K, V> Memory<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Remembered,
{
    /// A memory that is known by `name`, of so many bytes; none switches it off.
    #[must_use]
    pub fn new(service: &Service, name: &'static str, bytes: Option<u64>) -> Self {
        let entries = bytes.map(|bytes| {
            moka::sync::Cache::builder()
                .max_capacity(bytes)
                .weigher(|_, entry: &Entry<V>| u32::try_from(entry.value.bytes()).unwrap_or(u32::MAX))
                .build_with_hasher(ahash::RandomState::new())
        });
        Self { name, bell: service.bell.clone(), entries, counts: Arc::default() }
    }

    /// Now, to be asked before what is made is read. None where nothing can be kept: the memory is off, or this node does
    /// not hear of changes.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        self.entries.as_ref().and_then(|_| self.bell.moment())
    }

    /// What is kept by a key, if its account did not change since, and it is good enough.
    pub fn get(&self, key: &K, is_enough: impl Fn(&V) -> bool) -> Option<V> {
        let entry = self.entries.as_ref()?.get(key);
        let value = entry.filter(|entry| entry.is_current(&self.bell)).map(|entry| entry.value).filter(is_enough);
        self.counts.count(value.is_some());
        value
    }

    /// Keeps what was made of what was read after a moment.
    pub fn keep(&self, moment: Moment, key: K, value: V) {
        if let Some(entries) = &self.entries {
            entries.insert(key, Entry { moment, value });
        }
    }

    /// How it does.
    #[must_use]
    pub fn status(&self) -> CacheStatus {
        let bytes = self.entries.as_ref().map_or(0, moka::sync::Cache::weighted_size);
        self.counts.status(self.name, bytes)
    }
}
