//! Huge pages: memory that processors find in fewer steps, for which the system gives out 2 MiB where some of it is used.
//!
//! A process that remembers thousands of accounts looks for its answers all over its memory: with huge pages an answer
//! took a quarter less time. One that remembers little would hold 20 MB more for nothing. So they are refused at the
//! start, and taken once there is enough to fill them.

use std::time::Duration;

use domain::cache::CacheStatus;

/// From so many bytes in the caches on, huge pages are worth it.
const WORTH_IT: u64 = 4 * 1024 * 1024;

/// How often the caches are looked at.
const LOOK: Duration = Duration::from_millis(250);

/// Has the system give out small pages only.
pub fn refuse() {
    allow(false);
}

/// Comes back when the caches hold enough for huge pages, which are then taken for all that is added.
pub async fn take_when_worth_it(caches: impl Fn() -> Vec<CacheStatus>) {
    while caches().iter().map(|status| status.bytes).sum::<u64>() < WORTH_IT {
        tokio::time::sleep(LOOK).await;
    }
    allow(true);
}

#[cfg(target_os = "linux")]
fn allow(are_allowed: bool) {
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(!are_allowed) {
        // Pages are as they are then, which is slower or larger and as right.
        tracing::debug!(%error, "the system does not say which pages it gives out");
    }
}

#[cfg(not(target_os = "linux"))]
fn allow(_are_allowed: bool) {}
