//! The bell that rings when an account was changed: whoever waits for its next revision looks at the table then.
//!
//! A ring carries no news of its own. One that is lost costs time, never a revision; one too many costs a look.

use std::{
    collections::{HashMap, HashSet},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use entity::id::AccountId;
use tokio::sync::watch;

/// Rings for accounts. Clones are the same bell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bell {
    accounts: Arc<Mutex<HashMap<AccountId, watch::Sender<()>>>>,
    all: watch::Sender<Rung>,
}

/// For whom the bell rang since the [`Rounds`] were asked last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rung {
    /// For these accounts.
    For(HashSet<AccountId>),
    /// For everybody.
    All,
}

impl Default for Rung {
    fn default() -> Self {
        Self::For(HashSet::new())
    }
}

impl Rung {
    /// Has this ring for those too.
    pub(crate) fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::For(accounts), Self::For(more)) => accounts.extend(more),
            (Self::All, Self::For(_)) => {}
            (_, Self::All) => *self = Self::All,
        }
    }
}

impl Bell {
    /// Tells whoever listens that an account was changed.
    pub(crate) fn ring(&self, account: AccountId) {
        if let Some(ears) = self.locked().get(&account) {
            ears.send_replace(());
        }
        if self.all.receiver_count() > 0 {
            self.all.send_if_modified(|rung| match rung {
                Rung::For(accounts) => accounts.insert(account),
                Rung::All => false,
            });
        }
    }

    /// Tells everybody that anything may have changed.
    pub(crate) fn ring_all(&self) {
        for ears in self.locked().values() {
            ears.send_replace(());
        }
        if self.all.receiver_count() > 0 {
            self.all.send_replace(Rung::All);
        }
    }

    /// Listens for an account until the answer is dropped.
    pub(crate) fn listen(&self, account: AccountId) -> Listening {
        let ears = self.locked().entry(account).or_default().subscribe();
        Listening { bell: self.clone(), account, ears }
    }

    /// Listens for every account until the answer is dropped. There is one who does.
    pub(crate) fn rounds(&self) -> Rounds {
        Rounds { bell: self.clone(), ears: self.all.subscribe() }
    }

    /// The accounts that somebody listens for.
    #[cfg(test)]
    pub(crate) fn listened_to(&self) -> usize {
        self.locked().len()
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, watch::Sender<()>>> {
        // Nothing panics while it holds the lock, and a map of senders is sound whatever happened.
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hears the bell for an account.
#[derive(Debug)]
pub(crate) struct Listening {
    bell: Bell,
    account: AccountId,
    ears: watch::Receiver<()>,
}

impl Listening {
    /// Waits for a ring since the last one that was heard, or since the listening began.
    pub(crate) async fn rung(&mut self) {
        if self.ears.changed().await.is_err() {
            // The sender goes only with the last listener, and this is one.
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut accounts = self.bell.locked();
        if accounts.get(&self.account).is_some_and(|ears| ears.receiver_count() <= 1) {
            accounts.remove(&self.account);
        }
    }
}

/// Hears the bell for every account.
#[derive(Debug)]
pub(crate) struct Rounds {
    bell: Bell,
    ears: watch::Receiver<Rung>,
}

impl Rounds {
    /// Waits for a ring since the last one that was heard, or since the listening began.
    pub(crate) async fn rung(&mut self) {
        if self.ears.changed().await.is_err() {
            // The sender goes only with the bell, and this holds one.
            std::future::pending::<()>().await;
        }
    }

    /// For whom it rang since this was asked last.
    pub(crate) fn take(&mut self) -> Rung {
        let mut taken = Rung::default();
        self.bell.all.send_if_modified(|rung| {
            taken = mem::take(rung);
            false
        });
        taken
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn who_listens_hears_their_account_and_everybodys_rings_and_leaves_nothing_behind() {
        let bell = Bell::default();
        let [one, other] = [1, 2].map(|number| AccountId(Uuid::from_u128(number)));
        bell.ring(one);
        let mut listening = bell.listen(one);
        assert!(listening.rung().now_or_never().is_none(), "a ring from before is not heard");
        bell.ring(other);
        assert!(listening.rung().now_or_never().is_none(), "nor one for another account");
        bell.ring(one);
        bell.ring(one);
        assert!(listening.rung().now_or_never().is_some());
        assert!(listening.rung().now_or_never().is_none(), "two rings before a look are one");
        bell.ring_all();
        assert!(listening.rung().now_or_never().is_some());
        let second = bell.listen(one);
        drop(listening);
        assert_eq!(bell.listened_to(), 1);
        drop(second);
        assert_eq!(bell.listened_to(), 0);
    }

    #[tokio::test]
    async fn who_makes_the_rounds_hears_of_every_account_once() {
        let bell = Bell::default();
        let [one, other] = [1, 2].map(|number| AccountId(Uuid::from_u128(number)));
        bell.ring(one);
        let mut rounds = bell.rounds();
        assert_eq!(rounds.take(), Rung::default(), "a ring from before is not heard");
        for account in [one, other, one] {
            bell.ring(account);
        }
        assert!(rounds.rung().now_or_never().is_some());
        assert_eq!(rounds.take(), Rung::For(HashSet::from([one, other])));
        assert!(rounds.rung().now_or_never().is_none());
        bell.ring(one);
        bell.ring_all();
        bell.ring(other);
        assert!(rounds.rung().now_or_never().is_some());
        assert_eq!(rounds.take(), Rung::All);
        assert_eq!(rounds.take(), Rung::default());
    }
}
