//! What must be found before anybody is known: the account that a token names, and the key that a secret opens.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{api_key as api_key_row, id::ApiKeyId};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, sea_query::Expr};

use crate::{
    account::Account,
    api_key::{
        self, ApiKeyState,
        secret::{Digest, Secret},
    },
    caller::{Caller, Standing},
    error::Error,
    service::Service,
    store::{self, FoundByDigest},
};

/// How long a key's last use stands before it is told again.
const LAST_USE: TimeDelta = TimeDelta::minutes(1);

/// The account with this slug, asked for by authentication alone; at this revision at least, if it has come so far.
///
/// # Errors
/// When the database fails.
pub async fn account_by_slug(service: &Service, slug: &str, at_least: i32) -> Result<Option<Arc<Account>>, Error> {
    let is_enough = |account: &Arc<Account>| at_least <= account.revision;
    let look_up = || async {
        let moment = service.bell.moment();
        let database = service.database.clone();
        let statement = move |slugs| {
            let database = database.clone();
            async move { store::by_slugs(database.read(), slugs).await }
        };
        let found = service.by_slug.look_up(slug.to_owned(), statement).await?;
        let Some((account, stored)) = found else { return Ok(None) };
        // Most who are looked up read their settings next, and then have them without a look-up of their own. Nobody is
        // shown them here: they are remembered, for whoever may read them.
        service.caches.settings.keep_with(moment, account.id, || stored.read())?;
        Ok(Some(Arc::new(account)))
    };
    service.caches.accounts.get(&service.bell, slug, is_enough, look_up).await
}

/// The integration that a secret belongs to; none for a secret that is unknown, replaced, revoked or expired. Its
/// account is at this revision at least, if it has come so far.
///
/// Its use is noted, at most once a minute, without making anybody wait.
///
/// # Errors
/// When the database fails.
pub async fn caller_by_secret(service: &Service, secret: &Secret, at_least: i32) -> Result<Option<Caller>, Error> {
    let now = service.now();
    let Some(opened) = opened(service, &secret.digest(), now, at_least).await? else {
        return Ok(None);
    };
    let Opened { account, key, digest, .. } = opened.as_ref();
    note_use(service, key, now);
    Ok(Some(Caller {
        subject: key.id.to_string(),
        name: Some(key.name.clone()),
        email: None,
        standing: Standing::Key { account: Arc::clone(account), key: Arc::clone(key), digest: digest.clone() },
    }))
}

/// Ends when the key that a caller came with is no good any more. Never ends for a person.
///
/// It is asked again whenever the account was changed, and when its time is over.
pub async fn key_ends(service: &Service, caller: &Caller) {
    let Standing::Key { account, digest, .. } = &caller.standing else {
        return std::future::pending().await;
    };
    let mut bell = service.bell.listen(account.id);
    loop {
        let now = service.now();
        // Many streams of one key are one look-up each time it rings.
        let until = match opened(service, digest, now, 0).await {
            Ok(None) => return,
            Ok(Some(opened)) => opened.until.and_then(|until| (until - now).to_std().ok()),
            Err(error) => {
                tracing::warn!(%error, "a key cannot be looked up; trying again");
                Some(std::time::Duration::from_secs(1))
            }
        };
        let timer = async {
            match until {
                Some(until) => tokio::time::sleep(until).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = bell.rung() => {}
            () = timer => {}
        }
    }
}

/// A key, and the account that it belongs to.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) account: Arc<Account>,
    key: Arc<api_key::ApiKey>,
    digest: Digest,
    /// From when on the secret opens nothing, as things are now.
    until: Option<DateTime<Utc>>,
}

/// What a secret opens, as it is remembered or else looked up; its account at this revision at least, if it has come so
/// far.
async fn opened(
    service: &Service,
    digest: &Digest,
    now: DateTime<Utc>,
    at_least: i32,
) -> Result<Option<Arc<Opened>>, Error> {
    let is_enough =
        |opened: &Arc<Opened>| at_least <= opened.account.revision && opened.until.is_none_or(|until| now < until);
    let look_up = || async { Ok(open(service, digest.clone(), now).await?.map(Arc::new)) };
    service.caches.keys.get(&service.bell, &digest.0, is_enough, look_up).await
}

async fn open(service: &Service, digest: Digest, now: DateTime<Utc>) -> Result<Option<Opened>, Error> {
    let moment = service.bell.moment();
    let found = store::by_digest(service.database.read(), &digest.0).await?;
    // The database found it by comparing texts; what opens is compared in constant time.
    let Some(found) = found.filter(|found| Digest(found.secret.digest.clone()) == digest) else {
        return Ok(None);
    };
    let FoundByDigest { account, settings, secret, key } = found;
    if secret.ends_at.is_some_and(|ends_at| ends_at <= now) {
        return Ok(None);
    }
    let key = api_key::from_row(account.id, key, None)?;
    if key.state(now) != ApiKeyState::Active {
        return Ok(None);
    }
    let until = secret.ends_at.into_iter().chain(key.expires_at).min();
    // As for those who are found by a slug.
    service.caches.settings.keep_with(moment, account.id, || settings.read())?;
    Ok(Some(Opened { account: Arc::new(account), key: Arc::new(key), digest, until }))
}

/// The keys whose use is being noted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uses(Arc<Mutex<HashSet<ApiKeyId>>>);

impl Uses {
    fn locked(&self) -> std::sync::MutexGuard<'_, HashSet<ApiKeyId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes that a key is used, unless that was noted less than a minute ago or is being noted.
fn note_use(service: &Service, key: &api_key::ApiKey, now: DateTime<Utc>) {
    let id = key.id;
    let is_fresh = key.last_used_at.is_some_and(|last| now - last < LAST_USE);
    if is_fresh || !service.uses.locked().insert(id) {
        return;
    }
    let for_task = service.clone();
    service.tasks.spawn(async move {
        let last_used_at = api_key_row::Column::LastUsedAt;
        let noted = api_key_row::Entity::update_many()
            .col_expr(last_used_at, Expr::value(now))
            .filter(api_key_row::Column::AccountId.eq(id.account.0))
            .filter(api_key_row::Column::Id.eq(id.own))
            // Another node may have noted it meanwhile.
            .filter(last_used_at.is_null().or(last_used_at.lte(now - LAST_USE)))
            .exec(for_task.database.write())
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, "the last use of a key was not noted");
        }
        // The key that is remembered does not say that it was used just now.
        for_task.bell.doubt(id.account);
        for_task.uses.locked().remove(&id);
    });
}
