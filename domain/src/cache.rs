//! What is remembered of accounts between requests, and is never older than what this node has heard.
//!
//! Everything remembered carries the [`Moment`] before which it was looked up, and counts only as long as the bell has
//! not rung for its account since, and the node hears the others. So nothing has to be thrown away when an account
//! changes, and a look-up that a change overtook is not believed.

use std::{borrow::Borrow, hash::Hash, sync::Arc};

use entity::id::AccountId;

pub use crate::bounded::{Bounded, CacheStatus};
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
        Self { callers: Some(16 * 1024 * 1024), settings: Some(64 * 1024 * 1024) }
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
            accounts: Cache::new("accounts", sizes.callers.map(|bytes| bytes / 2)),
            keys: Cache::new("keys", sizes.callers.map(|bytes| bytes / 2)),
            settings: Cache::new("settings", sizes.settings),
        }
    }

    pub(crate) fn status(&self) -> [CacheStatus; 3] {
        [self.accounts.status(), self.keys.status(), self.settings.status()]
    }
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
        size_of::<Account>() + 2 * self.slug.len()
    }
}

impl Remembered for Arc<Opened> {
    fn account(&self) -> AccountId {
        self.account.id
    }

    fn bytes(&self) -> usize {
        KEY
    }
}

/// What a key takes, about, with its name, its permissions and who made it.
const KEY: usize = 600;

/// Something remembered, and before when it was looked up.
#[derive(Clone, Debug)]
pub(crate) struct Dated<V> {
    pub(crate) moment: Moment,
    pub(crate) value: V,
}

impl<V: Remembered> Dated<V> {
    pub(crate) fn is_current(&self, bell: &Bell) -> bool {
        bell.is_current(self.value.account(), self.moment)
    }
}

/// Things of accounts by their key.
#[derive(Clone, Debug)]
pub(crate) struct Cache<K, V>(Bounded<K, Dated<V>>);

impl<K, V> Cache<K, V>
where
    K: Clone + Hash + Eq + Send + Sync + 'static,
    V: Remembered,
{
    fn new(name: &'static str, bytes: Option<u64>) -> Self {
        Self(Bounded::new(name, bytes))
    }

    /// What is remembered, if it is current and good enough.
    pub(crate) fn peek(&self, bell: &Bell, key: &K, is_enough: impl Fn(&V) -> bool) -> Option<V> {
        let entry = self.0.get(key, |entry| entry.is_current(bell) && is_enough(&entry.value));
        entry.map(|entry| entry.value)
    }

    /// Remembers what was looked up after a moment.
    pub(crate) fn keep(&self, moment: Option<Moment>, key: K, value: V) {
        if let Some(moment) = moment {
            let bytes = value.bytes();
            self.0.keep(key, Dated { moment, value }, bytes);
        }
    }

    /// The same of what it takes some work to make: where nothing is remembered, it is not made.
    pub(crate) fn keep_with<E>(
        &self,
        moment: Option<Moment>,
        key: K,
        make: impl FnOnce() -> Result<V, E>,
    ) -> Result<(), E> {
        if self.0.is_on() && moment.is_some() {
            self.keep(moment, key, make()?);
        }
        Ok(())
    }

    /// What is remembered, if it is current and good enough; else what is looked up, once for all who ask at a time.
    pub(crate) async fn get<Q, F>(
        &self,
        bell: &Bell,
        key: &Q,
        is_enough: impl Fn(&V) -> bool,
        look_up: impl Fn() -> F,
    ) -> Result<Option<V>, Error>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
        F: Future<Output = Result<Option<V>, Error>>,
    {
        if bell.moment().is_none() {
            return look_up().await;
        }
        let is_good = |entry: &Dated<V>| entry.is_current(bell) && is_enough(&entry.value);
        let dated = || async {
            let moment = bell.moment();
            Ok::<_, Error>((moment, look_up().await?))
        };
        let remembered = |(moment, found): &(Option<Moment>, Option<V>)| {
            let (moment, value) = ((*moment)?, found.clone()?);
            let bytes = value.bytes();
            Some((Dated { moment, value }, bytes))
        };
        let found = |entry: Dated<V>| (Some(entry.moment), Some(entry.value));
        Ok(self.0.get_or_look_up(key, is_good, dated, remembered, found).await?.1)
    }

    fn status(&self) -> CacheStatus {
        self.0.status()
    }
}
