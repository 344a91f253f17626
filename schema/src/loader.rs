//! Look-ups of one request, gathered into as few statements as can be.

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_graphql::{
    dataloader::{DataLoader, HashMapCache, Loader},
    runtime::{Timer, TokioSpawner},
};
use domain::{
    Snapshot,
    api_key::{self, ApiKey},
    caller::{HistoryScope, KeysScope, SettingsScope},
    error::Error,
    id::ApiKeyId,
    read::{self, CurrentScope},
    revision::{self, Revision},
    service::Service,
};
use futures_util::future::BoxFuture;

/// Looks up what one request needs.
pub(crate) struct Lookups {
    service: Service,
}

/// The look-ups of one request. They are forgotten with it.
pub(crate) fn lookups(service: &Service) -> DataLoader<Lookups, HashMapCache> {
    let lookups = Lookups { service: service.clone() };
    DataLoader::with_cache(lookups, TokioSpawner::current(), SoonTimer, HashMapCache::default())
}

impl Loader<CurrentScope> for Lookups {
    type Value = Snapshot;
    type Error = Arc<Error>;

    async fn load(&self, scopes: &[CurrentScope]) -> Result<HashMap<CurrentScope, Snapshot>, Arc<Error>> {
        Ok(read::current(&self.service, scopes).await?)
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

/// Lets the fields that are ready run, instead of waiting for a millisecond: everything that will ask has asked once
/// the scheduler came by twice.
struct SoonTimer;

impl Timer for SoonTimer {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async {
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        })
    }
}
