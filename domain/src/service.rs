//! What every operation needs: the database, the clock, and the one lane in which photos are decoded.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::{clock::Clock, database::Database};

/// The domain at work. Clones share everything.
#[derive(Clone, Debug)]
pub struct Service {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    /// Decoding a photo takes hundreds of megabytes at worst, so it is done one at a time.
    pub(crate) photo_lane: Arc<Semaphore>,
}

impl Service {
    /// The domain over a database, by a clock.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock, photo_lane: Arc::new(Semaphore::new(1)) }
    }

    /// The database below.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.clock.now()
    }
}
