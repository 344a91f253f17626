//! The bell that rings when an account was changed: whoever waits for its next revision looks at the table then.
//!
//! A ring carries no news of its own. One that is lost costs time, never a revision; one too many costs a look. What was
//! looked up before a ring, and remembered, is not believed after it.

use std::{
    collections::{HashMap, HashSet},
    mem,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use entity::id::AccountId;
use tokio::{sync::watch, time::Instant};

/// Rings for accounts. Clones are the same bell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bell {
    accounts: Arc<Mutex<HashMap<AccountId, watch::Sender<()>>>>,
    all: watch::Sender<Rung>,
    rings: Arc<Rings>,
}

/// A place in the order of rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

/// When the bell rang last.
#[derive(Debug)]
struct Rings {
    count: AtomicU64,
    /// For accounts. Several share a place: the bell seems to have rung for all of them.
    of_accounts: Box<[AtomicU64]>,
    /// For everybody.
    of_all: AtomicU64,
    /// Until when this node hears what other processes change, in milliseconds since the beginning.
    heard_until: AtomicU64,
    beginning: Instant,
}

/// Places for accounts' rings: 32 KiB.
const PLACES: usize = 4096;

impl Default for Rings {
    fn default() -> Self {
        Self {
            count: AtomicU64::new(0),
            of_accounts: (0..PLACES).map(|_| AtomicU64::new(0)).collect(),
            of_all: AtomicU64::new(0),
            heard_until: AtomicU64::new(0),
            beginning: Instant::now(),
        }
    }
}

impl Rings {
    fn of(&self, account: AccountId) -> &AtomicU64 {
        // The end of a UUID is random.
        let [.., before, last] = account.0.into_bytes();
        let place = usize::from(u16::from_be_bytes([before, last])) % PLACES;
        self.of_accounts.get(place).unwrap_or(&self.of_all)
    }

    fn milliseconds(&self) -> u64 {
        u64::try_from(self.beginning.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Twice: who asks for the moment between the two steps of the first may still be told what is out of date, and keeps
    /// it with that moment, which the second makes one of before.
    fn note(&self, place: &AtomicU64) {
        for _ in 0..2 {
            let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
            place.fetch_max(number, Ordering::SeqCst);
        }
    }
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
        self.doubt(account);
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
        self.rings.note(&self.rings.of_all);
        for ears in self.locked().values() {
            ears.send_replace(());
        }
        if self.all.receiver_count() > 0 {
            self.all.send_replace(Rung::All);
        }
    }

    /// What was looked up of an account is not believed any more; nobody is woken.
    pub(crate) fn doubt(&self, account: AccountId) {
        self.rings.note(self.rings.of(account));
    }

    /// This node hears what other processes change, for so long from now.
    pub(crate) fn hears_for(&self, time: Duration) {
        let time = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.rings.heard_until.store(self.rings.milliseconds().saturating_add(time), Ordering::SeqCst);
    }

    /// This node does not hear what other processes change.
    pub(crate) fn hears_nothing(&self) {
        self.rings.heard_until.store(0, Ordering::SeqCst);
    }

    /// Now, to be asked before what is to be remembered is looked up. None where this node would not hear that it
    /// changes.
    pub(crate) fn moment(&self) -> Option<Moment> {
        let is_heard = self.rings.milliseconds() < self.rings.heard_until.load(Ordering::SeqCst);
        is_heard.then(|| Moment(self.rings.count.load(Ordering::SeqCst)))
    }

    /// Whether what was looked up of an account after a moment is still as it was.
    pub(crate) fn is_current(&self, account: AccountId, Moment(moment): Moment) -> bool {
        let rings = &self.rings;
        rings.of(account).load(Ordering::SeqCst) <= moment
            && rings.of_all.load(Ordering::SeqCst) <= moment
            && rings.milliseconds() < rings.heard_until.load(Ordering::SeqCst)
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

    #[tokio::test]
    async fn what_is_asked_in_the_middle_of_a_ring_does_not_count_after_it() {
        let bell = Bell::default();
        let account = AccountId(Uuid::from_u128(1));
        bell.hears_for(Duration::from_secs(3));
        let place = bell.rings.of(account);
        // The first step of a ring, and somebody who asks then.
        bell.rings.count.fetch_add(1, Ordering::SeqCst);
        let moment = bell.moment().unwrap();
        assert!(bell.is_current(account, moment), "the ring is not heard yet");
        bell.rings.count.fetch_sub(1, Ordering::SeqCst);
        bell.rings.note(place);
        assert!(!bell.is_current(account, moment));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_looked_up_counts_until_the_bell_rings_for_it_and_while_the_node_hears() {
        let bell = Bell::default();
        let [one, other] = [1, 2].map(|number| AccountId(Uuid::from_u128(number)));
        assert_eq!(bell.moment(), None, "nothing is heard yet");
        bell.hears_for(Duration::from_secs(3));
        let before = bell.moment().unwrap();
        bell.ring(other);
        assert!(bell.is_current(one, before));
        assert!(!bell.is_current(other, before));
        bell.doubt(one);
        assert!(!bell.is_current(one, before));
        let after = bell.moment().unwrap();
        assert!(bell.is_current(one, after));
        tokio::time::advance(Duration::from_secs(3)).await;
        assert!(!bell.is_current(one, after), "silence");
        assert_eq!(bell.moment(), None);
        bell.hears_for(Duration::from_secs(3));
        assert!(bell.is_current(one, after));
        bell.ring_all();
        assert!(!bell.is_current(one, after));
        let last = bell.moment().unwrap();
        bell.hears_nothing();
        assert!(!bell.is_current(one, last));
    }
}
