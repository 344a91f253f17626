//! Look-ups that go to the database together: who asks while others are looked up comes in the next statement.
//!
//! A round trip costs the database and this process several times what one more row does. Who asks alone is looked up at
//! once, and nobody waits for others to come.

use std::{
    collections::HashMap,
    fmt,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sea_orm::DbErr;
use tokio::sync::oneshot;

/// How many statements are under way at once. More would each bring fewer.
const STATEMENTS: usize = 2;

/// How many are looked up in a statement at most: a power of two.
const MOST: usize = 32;

/// Look-ups of one kind. Clones share them.
pub(crate) struct Gather<K, V>(Arc<Mutex<Waiting<K, V>>>);

struct Waiting<K, V> {
    asked: Vec<Asked<K, V>>,
    under_way: usize,
}

/// A key, and who waits for what it leads to.
struct Asked<K, V> {
    key: K,
    asker: oneshot::Sender<Result<Option<V>, DbErr>>,
}

impl<K, V> Clone for Gather<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K, V> Default for Gather<K, V> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Waiting { asked: Vec::new(), under_way: 0 })))
    }
}

impl<K, V> fmt::Debug for Gather<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Who is asked for is nobody's to read.
        f.debug_struct("Gather").finish_non_exhaustive()
    }
}

impl<K, V> Gather<K, V> {
    fn lock(&self) -> MutexGuard<'_, Waiting<K, V>> {
        // Every step leaves it whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K, V> Gather<K, V>
where
    K: Clone + Eq + Hash + Send + 'static,
    V: Clone + Send + 'static,
{
    /// What a key leads to. `statement` looks up many: all that ask at a time must mean the same by it.
    ///
    /// # Errors
    /// When the database fails, which all learn that were looked up together.
    pub(crate) async fn look_up<F>(
        &self,
        key: K,
        statement: impl Fn(Vec<K>) -> F + Send + 'static,
    ) -> Result<Option<V>, DbErr>
    where
        F: Future<Output = Result<HashMap<K, V>, DbErr>> + Send + 'static,
    {
        let (asker, found) = oneshot::channel();
        if let Some(lane) = self.ask(Asked { key, asker }) {
            // It goes on for the others, should this one leave.
            tokio::spawn(lane.look_up_all(statement));
        }
        found.await.unwrap_or_else(|_| Err(DbErr::Custom("a look-up ended early".to_owned())))
    }

    /// Joins those who wait; and answers a lane to look them up in, while there is one.
    fn ask(&self, asked: Asked<K, V>) -> Option<Lane<K, V>> {
        let mut waiting = self.lock();
        waiting.asked.push(asked);
        (waiting.under_way < STATEMENTS).then(|| {
            waiting.under_way += 1;
            Lane { gather: self.clone(), is_open: true }
        })
    }
}

/// One of the statements that may be under way.
struct Lane<K, V> {
    gather: Gather<K, V>,
    is_open: bool,
}

impl<K, V> Lane<K, V> {
    /// Those who wait, as many as a statement takes. Where nobody does the lane is closed, in the same moment: who asks
    /// after that opens another.
    fn take(&mut self) -> Vec<Asked<K, V>> {
        let mut waiting = self.gather.lock();
        if waiting.asked.is_empty() {
            waiting.under_way -= 1;
            self.is_open = false;
        }
        let most = waiting.asked.len().min(MOST);
        waiting.asked.drain(..most).collect()
    }
}

impl<K, V> Drop for Lane<K, V> {
    fn drop(&mut self) {
        if self.is_open {
            // A statement panicked. Who waits is told so, rather than left to wait for somebody else to ask.
            let mut waiting = self.gather.lock();
            waiting.under_way -= 1;
            waiting.asked.clear();
        }
    }
}

impl<K, V> Lane<K, V>
where
    K: Clone + Eq + Hash + Send + 'static,
    V: Clone + Send + 'static,
{
    /// Looks up those who wait, until nobody does.
    async fn look_up_all<F>(mut self, statement: impl Fn(Vec<K>) -> F)
    where
        F: Future<Output = Result<HashMap<K, V>, DbErr>>,
    {
        loop {
            // Whoever was about to ask comes along; on a machine with nothing else to do this takes no time.
            tokio::task::yield_now().await;
            let together = self.take();
            let Some(last) = together.last() else { return };
            // Of few lengths, so that few statements are prepared.
            let mut keys: Vec<K> = together.iter().map(|asked| asked.key.clone()).collect();
            keys.resize(keys.len().next_power_of_two(), last.key.clone());
            let found = statement(keys).await;
            for Asked { key, asker } in together {
                let found = found.as_ref().map(|found| found.get(&key).cloned()).map_err(DbErr::clone);
                // Who has left needs no answer.
                let _ = asker.send(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::atomic::AtomicUsize, sync::atomic::Ordering, time::Duration};

    use futures_util::future::join_all;

    use super::*;

    /// Looks up numbers, which lead to their doubles; odd ones lead nowhere.
    async fn double(
        gather: &Gather<u32, u32>,
        number: u32,
        statements: &Arc<AtomicUsize>,
    ) -> Result<Option<u32>, DbErr> {
        let statements = Arc::clone(statements);
        gather
            .look_up(number, move |numbers: Vec<u32>| {
                let statements = Arc::clone(&statements);
                async move {
                    assert!(numbers.len().is_power_of_two() && numbers.len() <= MOST);
                    statements.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    if numbers.contains(&666) {
                        return Err(DbErr::Custom("broken".to_owned()));
                    }
                    Ok(numbers
                        .into_iter()
                        .filter(|number| number % 2 == 0)
                        .map(|number| (number, 2 * number))
                        .collect())
                }
            })
            .await
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_ask_meanwhile_come_in_the_next_statement_and_each_gets_their_own() {
        let (gather, statements) = (Gather::default(), Arc::default());
        let all = join_all((0..100).map(|number| double(&gather, number, &statements))).await;
        for (number, found) in (0..).zip(all) {
            assert_eq!(found.unwrap(), (number % 2 == 0).then_some(2 * number));
        }
        assert!(statements.load(Ordering::Relaxed) <= 6, "{statements:?}");
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert_eq!(gather.lock().under_way, 0);
        assert_eq!(double(&gather, 4, &statements).await.unwrap(), Some(8));
    }

    #[tokio::test(start_paused = true)]
    async fn what_fails_is_told_to_all_who_were_looked_up_together_and_the_next_are_looked_up() {
        let (gather, statements) = (Gather::default(), Arc::default());
        let all = join_all([2, 666, 4].map(|number| double(&gather, number, &statements))).await;
        assert!(all.iter().any(Result::is_err));
        assert_eq!(double(&gather, 2, &statements).await.unwrap(), Some(4));
    }

    #[tokio::test(start_paused = true)]
    async fn a_statement_that_panics_ends_the_look_ups_that_wait_and_none_after_them() {
        let gather = Gather::<u32, u32>::default();
        let panicking = || {
            gather.look_up(1, async |_: Vec<u32>| -> Result<HashMap<u32, u32>, DbErr> {
                tokio::time::sleep(Duration::from_millis(10)).await;
                panic!("a defect")
            })
        };
        let all = join_all((0..3 * MOST).map(|_| panicking())).await;
        assert!(all.iter().all(Result::is_err));
        assert_eq!(double(&gather, 4, &Arc::default()).await.unwrap(), Some(8));
    }

    #[test]
    fn a_lane_in_which_nobody_waits_is_closed_before_anybody_can_count_on_it() {
        let gather = Gather::<u32, u32>::default();
        let ask = |key| gather.ask(Asked { key, asker: oneshot::channel().0 });
        let (mut one, mut other) = (ask(1).unwrap(), ask(2).unwrap());
        assert!(ask(3).is_none(), "there are lanes enough");
        assert_eq!(one.take().len(), 3);
        assert_eq!(other.take().len(), 0);
        assert!(ask(4).is_some(), "the other lane looks up nobody any more");
    }

    #[tokio::test(start_paused = true)]
    async fn who_leaves_takes_nobody_along() {
        let (gather, statements) = (Gather::default(), Arc::default());
        let leaving = double(&gather, 2, &statements);
        assert!(tokio::time::timeout(Duration::from_millis(1), leaving).await.is_err());
        assert_eq!(double(&gather, 4, &statements).await.unwrap(), Some(8));
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert_eq!(gather.lock().under_way, 0);
    }
}
