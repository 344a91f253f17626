//! A memory for what somebody outside of the domain makes of an account's settings, as exact as the domain's own caches.

use std::hash::Hash;

pub use crate::bell::Moment;
use crate::{
    bell::Bell,
    bounded::{Bounded, CacheStatus},
    cache::{Dated, Remembered},
    service::Service,
};

/// Things that were made of accounts, by their key. Clones share everything.
///
/// Whoever makes something asks for a [`Moment`] first, then reads, then keeps what was made with that moment: it counts
/// as long as the account did not change since, and as long as this node would hear that it did.
#[derive(Clone, Debug)]
pub struct Memory<K, V> {
    bell: Bell,
    entries: Bounded<K, Dated<V>>,
}

impl<K: Clone + Hash + Eq, V: Remembered> Memory<K, V> {
    /// A memory that is known by `name`, of so many bytes; none switches it off.
    #[must_use]
    pub fn new(service: &Service, name: &'static str, bytes: Option<u64>) -> Self {
        Self { bell: service.bell.clone(), entries: Bounded::new(name, bytes) }
    }

    /// Whether anything can be remembered.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.entries.is_on()
    }

    /// Now, to be asked before what is made is read. None where nothing can be kept: the memory is off, or this node does
    /// not hear of changes.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        if self.is_on() { self.bell.moment() } else { None }
    }

    /// What is kept by a key, if its account did not change since, and it is good enough.
    pub fn get(&self, key: &K, is_enough: impl Fn(&V) -> bool) -> Option<V> {
        let entry = self.entries.get(key, |entry| entry.is_current(&self.bell) && is_enough(&entry.value));
        entry.map(|entry| entry.value)
    }

    /// Keeps what was made of what was read after a moment.
    pub fn keep(&self, moment: Moment, key: K, value: V) {
        let bytes = value.bytes();
        self.entries.keep(key, Dated { moment, value }, bytes);
    }

    /// How it does.
    #[must_use]
    pub fn status(&self) -> CacheStatus {
        self.entries.status()
    }
}
