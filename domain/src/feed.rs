//! The change feed: an account's revisions in order, without gap or double, first those that were missed, then live.
//!
//! The table is the truth. Subscribers of one account share a tail, which reads each new revision once when the bell
//! rings; a subscriber that finds the next number neither there nor too far behind reads the table by itself.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use entity::id::AccountId;
use futures_util::stream::{self, Stream};
use tokio::{sync::watch, task::AbortHandle};

use crate::{
    caller::{HistoryScope, PolicyScope},
    error::{BadInput, Error, Refusal},
    read::{self, CurrentScope},
    revision::Revision,
    service::Service,
    store::{self, Snapshot},
};

/// How many of the newest revisions a tail keeps at hand; who is further behind reads the table.
const AT_HAND: usize = 64;

/// How many revisions are read at once.
const PAGE: u64 = 100;

/// How long a tail that could not read waits before it tries again.
const PAUSE: Duration = Duration::from_secs(1);

/// Every revision of an account, in order: those after `after` first, then each as it is made. Without `after`, from
/// now on; 0 is everything.
///
/// The stream does not end by itself. Nothing is read before it is asked for, and nothing is kept for a subscriber
/// that does not ask. A fault of the database is an item; the next one goes on where the stream was.
///
/// # Errors
/// [`BadInput::RevisionUnknown`] for a number that does not exist yet, or a negative one.
pub async fn revisions(
    service: &Service,
    scope: HistoryScope,
    after: Option<i32>,
) -> Result<impl Stream<Item = Result<Arc<Revision>, Error>> + Send + use<>, Error> {
    let account = scope.0;
    // The tail is joined before the number is read: what is committed in between is told by the tail.
    let mut follower = Follower::new(service, account);
    let current = store::number(service.database.read(), account).await?.ok_or(Refusal::NotFound)?;
    if after.is_some_and(|after| after < 0 || after > current) {
        return Err(Refusal::BadInput(BadInput::RevisionUnknown).into());
    }
    follower.last = after.unwrap_or(current);
    Ok(stream::unfold(follower, |mut follower| async move { Some((follower.next().await, follower)) }))
}

/// The settings of an account whenever what they decide changed: those of now first.
///
/// The stream does not end by itself; a subscriber that is slow misses what lies between, never the newest.
///
/// A fault of the database is an item; the next one goes on where the stream was.
pub fn decisions(service: &Service, scope: PolicyScope) -> impl Stream<Item = Result<Snapshot, Error>> + Send + use<> {
    let tail = service.feed.join(service, scope.0);
    let watcher = Watcher { head: tail.shared.head.subscribe(), _tail: tail, scope: scope.into(), told: None };
    let service = service.clone();
    stream::unfold((watcher, service), |(mut watcher, service)| async move {
        Some((watcher.next(&service).await, (watcher, service)))
    })
}

/// The tails of the accounts that somebody follows. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Feed(Arc<Mutex<HashMap<AccountId, Weak<Tail>>>>);

impl Feed {
    /// The tail of an account; it is made for the first who joins, and ends with the last.
    fn join(&self, service: &Service, account: AccountId) -> Arc<Tail> {
        let mut tails = self.locked();
        if let Some(tail) = tails.get(&account).and_then(Weak::upgrade) {
            return tail;
        }
        let shared = Arc::new(Shared { newest: Mutex::default(), head: watch::Sender::new(0) });
        let reading = tokio::spawn(follow(service.clone(), account, Arc::clone(&shared))).abort_handle();
        let tail = Arc::new(Tail { feed: self.clone(), account, shared, reading });
        tails.insert(account, Arc::downgrade(&tail));
        tail
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<AccountId, Weak<Tail>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The newest revisions of an account, read once for all who follow it.
#[derive(Debug)]
struct Tail {
    feed: Feed,
    account: AccountId,
    shared: Arc<Shared>,
    reading: AbortHandle,
}

/// What a tail has read.
#[derive(Debug)]
struct Shared {
    /// The newest revisions, in order and without gaps.
    newest: Mutex<VecDeque<Arc<Revision>>>,
    /// The number of the newest revision that is known of; 0 until the first look.
    head: watch::Sender<i32>,
}

impl Drop for Tail {
    fn drop(&mut self) {
        self.reading.abort();
        let mut tails = self.feed.locked();
        // Somebody may have made a new one in between.
        if tails.get(&self.account).is_some_and(|tail| tail.strong_count() == 0) {
            tails.remove(&self.account);
        }
    }
}

impl Shared {
    fn add(&self, revisions: Vec<Revision>) {
        let Some(head) = revisions.last().map(|revision| revision.number) else { return };
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        newest.extend(revisions.into_iter().map(Arc::new));
        let surplus = newest.len().saturating_sub(AT_HAND);
        newest.drain(..surplus);
        drop(newest);
        self.head.send_replace(head);
    }

    /// The revision with this number, if it is at hand.
    fn find(&self, number: i32) -> Option<Arc<Revision>> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let first = newest.front()?.number;
        usize::try_from(number.checked_sub(first)?).ok().and_then(|position| newest.get(position)).cloned()
    }
}

/// Reads each new revision of an account once, whenever the bell rings.
async fn follow(service: Service, account: AccountId, shared: Arc<Shared>) {
    let mut bell = service.bell.listen(account);
    let mut last = None;
    loop {
        match look(&service, account, last, &shared).await {
            Ok((number, true)) => last = Some(number),
            Ok((number, false)) => {
                last = Some(number);
                bell.rung().await;
            }
            Err(error) => {
                tracing::warn!(%error, "new revisions cannot be read; trying again");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Reads what came after `last`, at first only the newest number. Answers where it got, and whether there is more.
async fn look(service: &Service, account: AccountId, last: Option<i32>, shared: &Shared) -> Result<(i32, bool), Error> {
    let database = service.database.read();
    let Some(last) = last else {
        let current = store::number(database, account).await?.ok_or(Refusal::NotFound)?;
        shared.head.send_replace(current);
        return Ok((current, false));
    };
    let revisions = store::revisions_after(database, account, last, PAGE).await?;
    let number = revisions.last().map_or(last, |revision| revision.number);
    let is_full = revisions.len() as u64 == PAGE;
    shared.add(revisions);
    Ok((number, is_full))
}

/// One who follows an account's revisions.
struct Follower {
    service: Service,
    tail: Arc<Tail>,
    head: watch::Receiver<i32>,
    /// The number that was told last.
    last: i32,
    /// Read from the table, and not told yet.
    read: VecDeque<Arc<Revision>>,
}

impl Follower {
    fn new(service: &Service, account: AccountId) -> Self {
        let tail = service.feed.join(service, account);
        let head = tail.shared.head.subscribe();
        Self { service: service.clone(), tail, head, last: 0, read: VecDeque::new() }
    }

    /// The revision after the last one, when there is one.
    async fn next(&mut self) -> Result<Arc<Revision>, Error> {
        loop {
            if let Some(revision) = self.at_hand().await? {
                self.last = revision.number;
                return Ok(revision);
            }
            // The tail lives as long as this follower holds it.
            if self.head.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    async fn at_hand(&mut self) -> Result<Option<Arc<Revision>>, Error> {
        let next = self.last + 1;
        if let Some(revision) = self.read.pop_front() {
            return Ok(Some(revision));
        }
        if let Some(revision) = self.tail.shared.find(next) {
            return Ok(Some(revision));
        }
        // Before the first look of the tail there may be something already.
        let head = *self.head.borrow_and_update();
        if head != 0 && head <= self.last {
            return Ok(None);
        }
        let database = self.service.database.read();
        let revisions = store::revisions_after(database, self.tail.account, self.last, PAGE).await?;
        self.read.extend(revisions.into_iter().map(Arc::new));
        Ok(self.read.pop_front())
    }
}

/// One who watches what an account's settings decide.
struct Watcher {
    /// Held so that it goes on.
    _tail: Arc<Tail>,
    head: watch::Receiver<i32>,
    scope: CurrentScope,
    /// What was told last.
    told: Option<Snapshot>,
}

impl Watcher {
    async fn next(&mut self, service: &Service) -> Result<Snapshot, Error> {
        loop {
            let head = *self.head.borrow_and_update();
            if self.told.as_ref().is_none_or(|told| head > told.revision) {
                let mut current = read::current(service, &[self.scope], Some((self.scope.account(), head))).await?;
                let current = current.remove(&self.scope).ok_or(Refusal::NotFound)?;
                let is_news = self.told.as_ref().is_none_or(|told| !told.settings.decide_as(&current.settings));
                if is_news {
                    self.told = Some(current.clone());
                    return Ok(current);
                }
                // It decides the same, but from now on only a newer revision is looked at.
                self.told = Some(current);
            }
            if self.head.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::revision::Actor;

    fn revision(number: i32) -> Revision {
        Revision {
            account: AccountId(uuid::Uuid::nil()),
            number,
            at: chrono::DateTime::UNIX_EPOCH,
            actor: Actor::system(),
            action: "test".to_owned(),
            reason: None,
            changes: Vec::new(),
        }
    }

    #[test]
    fn a_tail_keeps_the_newest_and_finds_them_by_number() {
        let shared = Shared { newest: Mutex::default(), head: watch::Sender::new(4) };
        assert_eq!(shared.find(5), None);
        shared.add((5..=200).map(revision).collect());
        assert_eq!(*shared.head.borrow(), 200);
        assert_eq!(shared.find(200).map(|found| found.number), Some(200));
        assert_eq!(shared.find(137).map(|found| found.number), Some(137), "the 64 newest");
        for absent in [i32::MIN, 0, 136, 201, i32::MAX] {
            assert_eq!(shared.find(absent), None);
        }
        shared.add(Vec::new());
        assert_eq!(*shared.head.borrow(), 200);
    }
}
