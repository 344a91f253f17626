//! A cache of so many bytes, which tells how it does.

use std::{
    borrow::Borrow,
    fmt,
    hash::Hash,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use quick_cache::{
    OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle, PlaceholderGuard},
};
use tokio::time::timeout;

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

/// What an entry takes beside its key and its value, about.
const OVERHEAD: usize = 150;

/// The part of the room for what was asked for again. The rest is for what is new, and long enough for whoever was just
/// looked up to be read.
const HOT: f64 = 0.75;

/// How long somebody else's look-up is waited for. One that takes longer will hardly come to a good end, and whoever
/// waits for it looks for themselves.
const PATIENCE: Duration = Duration::from_millis(500);

/// Values by their key, as many as find room; those that are asked for least go first. Clones share them.
pub struct Bounded<K, V> {
    name: &'static str,
    entries: Option<Arc<Entries<K, V>>>,
    counts: Arc<Counts>,
}

type Entries<K, V> = Cache<K, Entry<V>, ByBytes, ahash::RandomState>;

/// Leave to fill the place of a key: others wait for it.
type Place<'a, K, V> = PlaceholderGuard<'a, K, Entry<V>, ByBytes, ahash::RandomState, DefaultLifecycle<K, Entry<V>>>;

#[derive(Clone, Debug)]
struct Entry<V> {
    value: V,
    bytes: u32,
}

#[derive(Clone, Copy, Debug)]
struct ByBytes;

impl<K, V> Weighter<K, Entry<V>> for ByBytes {
    fn weight(&self, _: &K, entry: &Entry<V>) -> u64 {
        entry.bytes.into()
    }
}

/// How often something was there, and was not.
#[derive(Debug, Default)]
struct Counts {
    hits: AtomicU64,
    misses: AtomicU64,
}

impl<K, V> Clone for Bounded<K, V> {
    fn clone(&self) -> Self {
        Self { name: self.name, entries: self.entries.clone(), counts: Arc::clone(&self.counts) }
    }
}

impl<K, V> fmt::Debug for Bounded<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is remembered is nobody's to read.
        f.debug_struct("Bounded").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<K: Hash + Eq + Clone, V: Clone> Bounded<K, V> {
    /// A cache that is known by `name`, of so many bytes; none switches it off.
    #[must_use]
    pub fn new(name: &'static str, bytes: Option<u64>) -> Self {
        let entries = bytes.map(|bytes| {
            // Only its order of magnitude matters.
            let items = usize::try_from(bytes / 1024).unwrap_or(usize::MAX).max(64);
            let options = OptionsBuilder::new()
                .estimated_items_capacity(items)
                .weight_capacity(bytes)
                .hot_allocation(HOT)
                .build();
            // It lacks nothing that must be set.
            options.ok().map(|options| {
                let hasher = ahash::RandomState::new();
                Arc::new(Cache::with_options(options, ByBytes, hasher, DefaultLifecycle::default()))
            })
        });
        Self { name, entries: entries.flatten(), counts: Arc::default() }
    }

    /// Whether anything can be remembered.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.entries.is_some()
    }

    /// What is remembered by a key, if it is good.
    pub fn get<Q>(&self, key: &Q, is_good: impl FnOnce(&V) -> bool) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let value = self.find(key, is_good);
        self.count(value.is_some());
        value
    }

    fn find<Q>(&self, key: &Q, is_good: impl FnOnce(&V) -> bool) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let entry = self.entries.as_ref().and_then(|entries| entries.get(&Borrowed(key)));
        entry.map(|entry| entry.value).filter(|value| is_good(value))
    }

    /// Remembers a value, which takes so many bytes beside what every entry takes.
    pub fn keep(&self, key: K, value: V, bytes: usize) {
        if let Some(entries) = &self.entries {
            entries.insert(key, Entry::new(value, bytes));
        }
    }

    /// How it does.
    #[must_use]
    pub fn status(&self) -> CacheStatus {
        let [hits, misses] = [&self.counts.hits, &self.counts.misses].map(|count| count.load(Ordering::Relaxed));
        let bytes = self.entries.as_ref().map_or(0, |entries| entries.weight());
        CacheStatus { name: self.name, hits, misses, bytes }
    }

    /// What is remembered, if it is good; else what is looked up, once for all who ask at a time.
    ///
    /// What `look_up` answers with a number of bytes is remembered, and with none is not.
    pub(crate) async fn get_or_look_up<Q, T, E, F>(
        &self,
        key: &Q,
        is_good: impl Fn(&V) -> bool,
        look_up: impl Fn() -> F,
        remembered: impl Fn(&T) -> Option<(V, usize)>,
        found: impl Fn(V) -> T,
    ) -> Result<T, E>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
        F: Future<Output = Result<T, E>>,
    {
        // What is there is found without a clock.
        if let Some(value) = self.find(key, &is_good) {
            self.count(true);
            return Ok(found(value));
        }
        if let Some(entries) = &self.entries {
            let key = &key.to_owned();
            for _ in 0..2 {
                match timeout(PATIENCE, entries.get_value_or_guard_async(key)).await {
                    Ok(Ok(entry)) if is_good(&entry.value) => {
                        self.count(true);
                        return Ok(found(entry.value));
                    }
                    Ok(Ok(_)) => drop(entries.remove_if(key, |entry| !is_good(&entry.value))),
                    Ok(Err(place)) => {
                        self.count(false);
                        return fill(place, look_up().await, remembered);
                    }
                    Err(_) => break,
                }
            }
        }
        self.count(false);
        look_up().await
    }

    fn count(&self, is_hit: bool) {
        let of = if is_hit { &self.counts.hits } else { &self.counts.misses };
        of.fetch_add(1, Ordering::Relaxed);
    }
}

/// Puts what was looked up in its place. Where it is not to be remembered, the next who waits looks for it.
fn fill<K: Hash + Eq + Clone, V: Clone, T, E>(
    place: Place<'_, K, V>,
    looked_up: Result<T, E>,
    remembered: impl Fn(&T) -> Option<(V, usize)>,
) -> Result<T, E> {
    if let Ok(thing) = &looked_up
        && let Some((value, bytes)) = remembered(thing)
    {
        // Somebody may have taken the place away: then nothing is remembered.
        let _ = place.insert(Entry::new(value, bytes));
    }
    looked_up
}

impl<V> Entry<V> {
    fn new(value: V, bytes: usize) -> Self {
        Self { value, bytes: u32::try_from(OVERHEAD + bytes).unwrap_or(u32::MAX) }
    }
}

/// A key that is borrowed: it is as its owner.
#[derive(Hash)]
struct Borrowed<'a, Q: ?Sized>(&'a Q);

impl<K: Borrow<Q>, Q: Eq + ?Sized> quick_cache::Equivalent<K> for Borrowed<'_, Q> {
    fn equivalent(&self, key: &K) -> bool {
        self.0 == key.borrow()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        sync::atomic::{AtomicUsize, Ordering},
    };

    use futures_util::future::join_all;

    use super::*;

    #[test]
    fn what_finds_no_room_goes_and_the_bytes_are_told() {
        let cache: Bounded<String, Arc<str>> = Bounded::new("texts", Some(64 * 1024));
        for number in 0..1_000 {
            cache.keep(number.to_string(), "x".into(), 1_000);
        }
        let status = cache.status();
        assert!((32 * 1024..=64 * 1024).contains(&status.bytes), "{status:?}");
        let found = (0..1_000).filter(|number| cache.get(number.to_string().as_str(), |_| true).is_some()).count();
        assert!((20..=64).contains(&found), "{found}");
        assert_eq!((cache.status().hits, cache.status().misses), (found as u64, 1_000 - found as u64));
    }

    #[test]
    fn switched_off_it_keeps_nothing() {
        let cache: Bounded<u32, u32> = Bounded::new("numbers", None);
        cache.keep(1, 1, 1);
        assert_eq!(cache.get(&1, |_| true), None);
        assert_eq!(cache.status(), CacheStatus { name: "numbers", hits: 0, misses: 1, bytes: 0 });
    }

    async fn look_up(cache: &Bounded<u32, u32>, counter: &AtomicUsize, answer: Option<u32>) -> Option<u32> {
        let looked = async || {
            counter.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(10)).await;
            Ok::<_, Infallible>(answer)
        };
        let remembered = |found: &Option<u32>| found.map(|found| (found, 4));
        let Ok(found) = cache.get_or_look_up(&1, |value| *value > 0, looked, remembered, Some).await;
        found
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_ask_at_once_have_it_looked_up_once() {
        let (cache, counter) = (Bounded::new("numbers", Some(1024 * 1024)), AtomicUsize::new(0));
        let all = join_all((0..100).map(|_| look_up(&cache, &counter, Some(7)))).await;
        assert!(all.into_iter().all(|found| found == Some(7)));
        assert_eq!(counter.load(Ordering::Relaxed), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_there_or_no_good_is_looked_up_again() {
        let (cache, counter) = (Bounded::new("numbers", Some(1024 * 1024)), AtomicUsize::new(0));
        assert_eq!(look_up(&cache, &counter, None).await, None);
        cache.keep(1, 0, 4);
        assert_eq!(look_up(&cache, &counter, Some(7)).await, Some(7));
        assert_eq!(look_up(&cache, &counter, Some(8)).await, Some(7));
        assert_eq!(counter.load(Ordering::Relaxed), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_long_for_what_others_look_up() {
        let (cache, counter) = (Bounded::new("numbers", Some(1024 * 1024)), AtomicUsize::new(0));
        let begun = tokio::time::Instant::now();
        // Each finds nothing, so each looks in turn, until half a second is over.
        join_all((0..200).map(|_| look_up(&cache, &counter, None))).await;
        assert!(begun.elapsed() < PATIENCE + Duration::from_millis(50), "{:?}", begun.elapsed());
        assert_eq!(counter.load(Ordering::Relaxed), 200);
    }
}
