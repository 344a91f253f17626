//! How the process stops: what goes on for long is told of it, and waited for.

use tokio_util::{
    sync::CancellationToken,
    task::{TaskTracker, task_tracker::TaskTrackerToken},
};

/// The end of the process, as those know it who must see to it. Clones share everything.
///
/// Requests that are under way are finished by the server itself; this is for what has no end of its own (streams), and
/// for what the server no longer knows of (connections that were upgraded).
#[derive(Clone, Debug, Default)]
pub struct Shutdown {
    begun: CancellationToken,
    connections: TaskTracker,
}

impl Shutdown {
    /// Begins the end.
    pub fn begin(&self) {
        self.begun.cancel();
        self.connections.close();
    }

    /// Whether the end has begun.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.begun.is_cancelled()
    }

    /// Comes back once the end has begun.
    pub async fn begun(&self) {
        self.begun.cancelled().await;
    }

    /// Keeps [`Self::finished`] waiting until the token is dropped.
    pub fn hold(&self) -> TaskTrackerToken {
        self.connections.token()
    }

    /// Comes back when the end has begun, and nothing [holds](Self::hold) the process any more.
    pub async fn finished(&self) {
        self.connections.wait().await;
    }
}
