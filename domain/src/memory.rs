//! A memory for what somebody outside of the domain makes of an account's settings, as exact as the domain's own caches.

use std::{
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
};

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

/// One thing that was made of an account, for whoever has a place of their own for it: it counts as long as what a
/// [`Memory`] keeps.
#[derive(Debug)]
pub struct Kept<V>(Mutex<Option<Dated<V>>>);

impl<V> Default for Kept<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<V: Remembered> Kept<V> {
    /// What is kept, if its account did not change since, and it is good enough.
    pub fn get(&self, service: &Service, is_enough: impl FnOnce(&V) -> bool) -> Option<V> {
        self.current(&service.bell, is_enough)
    }

    fn current(&self, bell: &Bell, is_enough: impl FnOnce(&V) -> bool) -> Option<V> {
        let kept = self.lock();
        let entry = kept.as_ref().filter(|entry| is_enough(&entry.value) && entry.is_current(bell))?;
        Some(entry.value.clone())
    }

    /// Keeps what was made of what was read after a moment; where there was none, what was kept stays, and does not
    /// count.
    pub fn keep(&self, moment: Option<Moment>, value: V) {
        if let Some(moment) = moment {
            *self.lock() = Some(Dated { moment, value });
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Dated<V>>> {
        // It is replaced as a whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Now, to be asked before what is to be [`Kept`] is read. None where this node does not hear of changes.
#[must_use]
pub fn moment(service: &Service) -> Option<Moment> {
    service.bell.moment()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use entity::id::AccountId;
    use uuid::Uuid;

    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Name(AccountId, &'static str);

    impl Remembered for Name {
        fn account(&self) -> AccountId {
            self.0
        }

        fn bytes(&self) -> usize {
            self.1.len()
        }
    }

    #[tokio::test]
    async fn what_is_kept_counts_until_its_account_changes_or_this_node_hears_nothing() {
        let bell = Bell::default();
        let (account, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let (old, new) = (Name(account, "old"), Name(account, "new"));
        let kept = Kept::default();
        let now = || kept.current(&bell, |_| true);
        assert_eq!(bell.moment(), None, "nobody listens yet");
        kept.keep(bell.moment(), old.clone());
        assert_eq!(now(), None);

        bell.hears_for(Duration::from_mins(1));
        let before = bell.moment();
        kept.keep(before, old.clone());
        assert_eq!(now(), Some(old.clone()));
        assert_eq!(kept.current(&bell, |_| false), None, "it is not good enough");
        bell.ring(other);
        assert_eq!(now(), Some(old.clone()));
        bell.ring(account);
        assert_eq!(now(), None);
        kept.keep(before, old);
        assert_eq!(now(), None, "a change overtook it");
        kept.keep(bell.moment(), new.clone());
        assert_eq!(now(), Some(new));
        bell.hears_nothing();
        assert_eq!(now(), None);
    }
}
