//! What every operation needs: the database, the clock, the network, the bell, and the one lane in which photos are
//! decoded.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use crate::{
    authentication::Uses,
    bell::Bell,
    cache::{CacheSizes, CacheStatus, Caches},
    clock::Clock,
    database::Database,
    feed::Feed,
    gather::Gather,
    store::FoundBySlug,
    webhook::Courier,
};

/// The domain at work. Clones share everything.
#[derive(Clone, Debug)]
pub struct Service {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    /// What carries webhooks.
    pub(crate) courier: Arc<dyn Courier>,
    /// Decoding a photo takes hundreds of megabytes at worst, so it is done one at a time.
    pub(crate) photo_lane: Arc<Semaphore>,
    /// Rings when an account was changed.
    pub(crate) bell: Bell,
    /// What subscribers of the same account read together.
    pub(crate) feed: Feed,
    /// The accounts that are being looked up by their slugs.
    pub(crate) by_slug: Gather<String, FoundBySlug>,
    /// The keys whose use is being noted.
    pub(crate) uses: Uses,
    /// What is remembered of accounts between requests.
    pub(crate) caches: Caches,
    /// The changes that are under way, which go on without whoever asked for them.
    pub(crate) tasks: TaskTracker,
}

impl Service {
    /// The domain over a database, by a clock, with what carries webhooks.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>, courier: Arc<dyn Courier>) -> Self {
        Self {
            database,
            clock,
            courier,
            photo_lane: Arc::new(Semaphore::new(1)),
            bell: Bell::default(),
            feed: Feed::default(),
            by_slug: Gather::default(),
            uses: Uses::default(),
            caches: Caches::new(CacheSizes::default()),
            tasks: TaskTracker::new(),
        }
    }

    /// The same, with caches of other sizes; they are empty.
    #[must_use]
    pub fn with_caches(self, sizes: CacheSizes) -> Self {
        Self { caches: Caches::new(sizes), ..self }
    }

    /// The database below.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// How what is remembered does.
    #[must_use]
    pub fn caches(&self) -> [CacheStatus; 3] {
        self.caches.status()
    }

    /// Whether this process hears what others change, and so remembers what it looked up.
    #[must_use]
    pub fn hears_others(&self) -> bool {
        self.bell.moment().is_some()
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.clock.now()
    }

    /// Waits until every change that is under way is done, whether or not somebody still waits for it.
    pub async fn settled(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        self.tasks.reopen();
    }
}
