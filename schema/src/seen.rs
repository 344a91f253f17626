//! Which revision of the caller's account an answer has seen: the header `Cuenta-Revision`.
//!
//! A client that sends the number back as `Cuenta-Min-Revision` never reads older, on any node.

use std::sync::{
    Arc,
    atomic::{AtomicI32, Ordering},
};

use async_graphql::Response;
use domain::{Snapshot, caller::Caller, id::AccountId};

/// The header's name.
const CUENTA_REVISION: &str = "cuenta-revision";

/// The newest revision of the caller's account that was seen for a request.
#[derive(Clone, Debug)]
pub(crate) struct Seen(Option<(AccountId, Arc<AtomicI32>)>);

impl Seen {
    /// What was seen when the caller was looked up. Who belongs to no account sees no revision of their own.
    pub(crate) fn by(caller: Option<&Caller>) -> Self {
        let account = caller.and_then(Caller::account);
        Self(account.map(|account| (account.id, Arc::new(AtomicI32::new(account.revision)))))
    }

    /// Settings were read or made.
    pub(crate) fn snapshot(&self, snapshot: &Snapshot) {
        if let Some((account, number)) = &self.0
            && *account == snapshot.account
        {
            number.fetch_max(snapshot.revision, Ordering::Relaxed);
        }
    }

    /// The caller's account, and the newest revision of it that was seen.
    pub(crate) fn newest(&self) -> Option<(AccountId, i32)> {
        self.0.as_ref().map(|(account, number)| (*account, number.load(Ordering::Relaxed)))
    }

    /// Tells in an answer's header what was seen for it.
    pub(crate) fn tell(&self, response: &mut Response) {
        if let Some((_, number)) = self.newest() {
            response.http_headers.insert(CUENTA_REVISION, number.into());
        }
    }
}
