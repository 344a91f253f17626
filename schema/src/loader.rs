//! Look-ups of one request, gathered into as few statements as can be.

use std::{
    collections::HashMap,
    future::poll_fn,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::Duration,
};

use async_graphql::{
    dataloader::{DataLoader, HashMapCache, Loader},
    runtime::Timer,
};
use domain::{
    Snapshot,
    api_key::{self, ApiKey},
    caller::{HistoryScope, KeysScope, SettingsScope, TermsScope, WebhooksScope},
    error::Error,
    id::{ApiKeyId, TermsAcceptanceId, TermsDocumentId, WebhookDeliveryId, WebhookEndpointId},
    read::{self, CurrentScope},
    revision::{self, Revision},
    service::Service,
    terms::{self, TermsAcceptance, TermsDocument},
    webhook::{self, Attempt, Delivery, Endpoint},
};
use futures_util::{
    future::BoxFuture,
    stream::{FuturesUnordered, StreamExt as _},
    task::{FutureObj, Spawn, SpawnError},
};

use crate::seen::Seen;

/// Looks up what one request needs.
pub(crate) struct Lookups {
    service: Service,
    seen: Seen,
}

/// The look-ups of one request. They are forgotten with it.
pub(crate) fn lookups(service: &Service, batches: &Batches, seen: &Seen) -> DataLoader<Lookups, HashMapCache> {
    let lookups = Lookups { service: service.clone(), seen: seen.clone() };
    DataLoader::with_cache(lookups, batches.clone(), AtOnce, HashMapCache::default())
}

impl Loader<CurrentScope> for Lookups {
    type Value = Snapshot;
    type Error = Arc<Error>;

    async fn load(&self, scopes: &[CurrentScope]) -> Result<HashMap<CurrentScope, Snapshot>, Arc<Error>> {
        let current = read::current(&self.service, scopes, self.seen.newest()).await?;
        for snapshot in current.values() {
            self.seen.snapshot(snapshot);
        }
        Ok(current)
    }
}

impl Loader<(SettingsScope, i32)> for Lookups {
    type Value = Snapshot;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[(SettingsScope, i32)]) -> Result<HashMap<(SettingsScope, i32), Snapshot>, Arc<Error>> {
        Ok(read::at(&self.service, keys).await?)
    }
}

impl Loader<(HistoryScope, i32)> for Lookups {
    type Value = Revision;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[(HistoryScope, i32)]) -> Result<HashMap<(HistoryScope, i32), Revision>, Arc<Error>> {
        Ok(revision::find(&self.service, keys).await?)
    }
}

impl Loader<(KeysScope, ApiKeyId)> for Lookups {
    type Value = ApiKey;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[(KeysScope, ApiKeyId)]) -> Result<HashMap<(KeysScope, ApiKeyId), ApiKey>, Arc<Error>> {
        Ok(api_key::find(&self.service, keys).await?)
    }
}

impl Loader<(WebhooksScope, WebhookEndpointId)> for Lookups {
    type Value = Endpoint;
    type Error = Arc<Error>;

    async fn load(
        &self,
        keys: &[(WebhooksScope, WebhookEndpointId)],
    ) -> Result<HashMap<(WebhooksScope, WebhookEndpointId), Endpoint>, Arc<Error>> {
        Ok(webhook::find(&self.service, keys).await?)
    }
}

impl Loader<(WebhooksScope, WebhookDeliveryId)> for Lookups {
    type Value = Delivery;
    type Error = Arc<Error>;

    async fn load(
        &self,
        keys: &[(WebhooksScope, WebhookDeliveryId)],
    ) -> Result<HashMap<(WebhooksScope, WebhookDeliveryId), Delivery>, Arc<Error>> {
        Ok(webhook::find_deliveries(&self.service, keys).await?)
    }
}

/// The attempts of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AttemptsOf(pub(crate) WebhooksScope, pub(crate) WebhookDeliveryId);

impl Loader<AttemptsOf> for Lookups {
    type Value = Vec<Attempt>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[AttemptsOf]) -> Result<HashMap<AttemptsOf, Vec<Attempt>>, Arc<Error>> {
        let keys: Vec<_> = keys.iter().map(|AttemptsOf(scope, id)| (*scope, *id)).collect();
        let found = webhook::attempts(&self.service, &keys).await?;
        Ok(found.into_iter().map(|((scope, id), attempts)| (AttemptsOf(scope, id), attempts)).collect())
    }
}

impl Loader<TermsDocumentId> for Lookups {
    type Value = TermsDocument;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[TermsDocumentId]) -> Result<HashMap<TermsDocumentId, TermsDocument>, Arc<Error>> {
        Ok(terms::documents(&self.service, ids).await?)
    }
}

impl Loader<(TermsScope, TermsAcceptanceId)> for Lookups {
    type Value = TermsAcceptance;
    type Error = Arc<Error>;

    async fn load(
        &self,
        keys: &[(TermsScope, TermsAcceptanceId)],
    ) -> Result<HashMap<(TermsScope, TermsAcceptanceId), TermsAcceptance>, Arc<Error>> {
        Ok(terms::find(&self.service, keys).await?)
    }
}

/// The look-ups of one request that are due once nothing else of it can go on: by then, everything that will ask has
/// asked, and one statement serves all.
#[derive(Clone, Default)]
pub(crate) struct Batches(Arc<Mutex<Vec<FutureObj<'static, ()>>>>);

impl Spawn for Batches {
    fn spawn_obj(&self, batch: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.due().push(batch);
        Ok(())
    }
}

impl Batches {
    /// Does `work`, and each time it waits, the look-ups that it waits for; without this they would never be made.
    pub(crate) async fn run<F: Future>(&self, work: F) -> F::Output {
        let mut work = pin!(work);
        let mut under_way = FuturesUnordered::new();
        poll_fn(|cx| {
            loop {
                if let Poll::Ready(output) = work.as_mut().poll(cx) {
                    return Poll::Ready(output);
                }
                under_way.extend(self.due().drain(..));
                let mut is_done = false;
                while let Poll::Ready(Some(())) = under_way.poll_next_unpin(cx) {
                    is_done = true;
                }
                if !is_done {
                    return Poll::Pending;
                }
            }
        })
        .await
    }

    fn due(&self) -> MutexGuard<'_, Vec<FutureObj<'static, ()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A batch is due when [`Batches`] says so, and not after a time.
struct AtOnce;

impl Timer for AtOnce {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}
