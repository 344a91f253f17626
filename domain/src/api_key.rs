//! API keys: how partners' integrations call without a person's token.
//!
//! A key is no setting, so restoring a revision never brings one back; what happens to it is a revision all the same.

mod changes;
pub mod secret;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    api_key,
    id::{AccountId, ApiKeyId},
    person,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter};
use serde::Serialize;

pub use self::changes::{Changed, CreateApiKey, RotateApiKey, create, revoke, rotate};
use crate::{
    caller::KeysScope,
    error::Error,
    page::{Page, PageRequest},
    policy::Permission,
    revision::Actor,
    service::Service,
    store,
};

/// The most keys of an account that are good at once.
pub const LIVE_MAX: usize = 100;

/// The longest time for which an old secret goes on working, in seconds: a week.
pub const OVERLAP_MAX: i32 = 604_800;

/// A key of an account. Its secret is not here, nor anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The id, which stays through rotations.
    pub id: ApiKeyId,
    /// What the integration is called.
    pub name: String,
    /// The first 20 characters of each of its secrets: enough to recognise the key, never to use it.
    pub prefix: String,
    /// What it may do, in the contract's order.
    pub permissions: Vec<Permission>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it.
    pub created_by: Actor,
    /// When it was given another secret last.
    pub rotated_at: Option<DateTime<Utc>>,
    /// From when on it is no good.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Whether a key is any good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ApiKeyState {
    /// It is.
    Active,
    /// Its time is over.
    Expired,
    /// It was revoked, whatever its time.
    Revoked,
}

impl ApiKey {
    /// Whether the key is any good at a time.
    #[must_use]
    pub fn state(&self, now: DateTime<Utc>) -> ApiKeyState {
        if self.revoked_at.is_some() {
            ApiKeyState::Revoked
        } else if self.expires_at.is_some_and(|expires_at| expires_at <= now) {
            ApiKeyState::Expired
        } else {
            ApiKeyState::Active
        }
    }
}

/// A page of the account's keys, newest first, those that are revoked or expired among them.
///
/// # Errors
/// When the database fails.
pub async fn list(service: &Service, scope: KeysScope, request: PageRequest<ApiKeyId>) -> Result<Page<ApiKey>, Error> {
    let database = service.database.read();
    let keys = api_key::Entity::find().filter(api_key::Column::AccountId.eq(scope.0.0));
    let order = (api_key::Column::Id, Order::Desc);
    let rows = request.read(database, keys, order, |id| id.own.into()).await?;
    rows.try_map(|rows| read(database, scope.0, rows)).await
}

/// How many keys the account has or had.
///
/// # Errors
/// When the database fails.
pub async fn count(service: &Service, scope: KeysScope) -> Result<u64, Error> {
    let keys = api_key::Entity::find().filter(api_key::Column::AccountId.eq(scope.0.0));
    Ok(keys.count(service.database.read()).await?)
}

/// Keys by their ids.
///
/// # Errors
/// When the database fails.
pub async fn find(
    service: &Service,
    keys: &[(KeysScope, ApiKeyId)],
) -> Result<HashMap<(KeysScope, ApiKeyId), ApiKey>, Error> {
    let mut found = HashMap::new();
    for (scope, ids) in store::by_scope(keys) {
        for key in by_ids(service.database.read(), scope.0, &ids).await? {
            found.insert((scope, key.id), key);
        }
    }
    Ok(found)
}

pub(crate) async fn by_ids<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    ids: &[ApiKeyId],
) -> Result<Vec<ApiKey>, Error> {
    let of_account = ids.iter().filter(|id| id.account == account).map(|id| id.own);
    let rows = api_key::Entity::find()
        .filter(api_key::Column::AccountId.eq(account.0))
        .filter(api_key::Column::Id.is_in(of_account))
        .all(database)
        .await?;
    read(database, account, rows).await
}

/// Rows as keys, with the names of those who made them.
async fn read<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    rows: Vec<api_key::Model>,
) -> Result<Vec<ApiKey>, Error> {
    let people = store::people(database, account, rows.iter().map(|row| row.created_by.as_str())).await?;
    let keys = rows.into_iter().map(|row| {
        let person = people.get(&row.created_by);
        from_row(account, row, person)
    });
    Ok(keys.collect::<Result<_, _>>()?)
}

/// A row as a key, with the name of whoever made it where it was looked up.
pub(crate) fn from_row(
    account: AccountId,
    row: api_key::Model,
    person: Option<&person::Model>,
) -> Result<ApiKey, serde_json::Error> {
    Ok(ApiKey {
        id: ApiKeyId::new(account, row.id),
        name: row.name,
        prefix: row.prefix,
        permissions: serde_json::from_str(&row.permissions)?,
        created_at: row.created_at,
        created_by: Actor {
            kind: store::spelt(&row.created_by_kind)?,
            name: person.and_then(|person| person.name.clone()),
            email: person.and_then(|person| person.email.clone()),
            subject: row.created_by,
            role: row.created_by_role.as_deref().map(store::spelt).transpose()?,
        },
        rotated_at: row.rotated_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        revoked_at: row.revoked_at,
    })
}
