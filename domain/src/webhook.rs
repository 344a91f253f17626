//! Webhooks: an account's revisions, delivered to addresses of its own.
//!
//! An endpoint is no setting, so restoring a revision never brings one back; what happens to it is a revision all the
//! same. Deliveries are made of the revision table, so a change never waits for one and none is forgotten: each
//! endpoint gets the revisions after the one that made it, one after the other, each at least once.

mod backlog;
mod changes;
mod courier;
mod deliveries;
mod message;
mod plans;
mod reach;
mod schedule;
mod sending;
mod signature;
mod worker;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    id::{AccountId, WebhookEndpointId},
    webhook_endpoint,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};

pub use self::{
    backlog::{Backlog, backlog},
    changes::{Changed, CreateEndpoint, RotateSecret, UpdateEndpoint, create, remove, rotate, update},
    courier::{Courier, NoCourier, Parcel, RESPONSE_MAX, Receipt},
    deliveries::{
        Attempt, Delivery, DeliveryState, attempts, count_deliveries, deliveries, find_deliveries, redeliver, send_test,
    },
    reach::Reach,
    schedule::PATIENCE,
    signature::Secret,
    worker::{deliver_due, work},
};
use crate::{
    caller::WebhooksScope,
    error::Error,
    page::{Page, PageRequest},
    service::Service,
    store,
    user_error::Problem,
};

/// The most endpoints of an account.
pub const ENDPOINTS_MAX: usize = 20;

/// The most actions that an endpoint names.
pub const ACTIONS_MAX: usize = 100;

/// The longest time for which deliveries are signed with an old secret too, in seconds: a week.
pub const OVERLAP_MAX: i32 = 604_800;

/// The most deliveries to one endpoint that wait because somebody asked for them.
pub const ASKED_MAX: usize = 20;

/// Where an account has its revisions delivered. Its secret is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The id.
    pub id: WebhookEndpointId,
    /// The address.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The actions whose revisions it wants; all, where there is none.
    pub actions: Vec<String>,
    /// Whether it is delivered to.
    pub state: EndpointState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was given another secret last.
    pub rotated_at: Option<DateTime<Utc>>,
}

/// Whether an endpoint is delivered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EndpointState {
    /// It is.
    Enabled,
    /// Somebody switched it off. What it misses is kept for when it is switched on.
    Disabled,
    /// It was switched off because it took nothing for three days, or said that it wants no more.
    Failed,
}

/// A page of the account's endpoints, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    service: &Service,
    scope: WebhooksScope,
    request: PageRequest<WebhookEndpointId>,
) -> Result<Page<Endpoint>, Error> {
    let order = (webhook_endpoint::Column::Id, Order::Desc);
    let rows = request.read(service.database.read(), of_account(scope.0), order, |id| id.own.into()).await?;
    rows.try_map(|rows| async { read(rows) }).await
}

/// How many endpoints the account has.
///
/// # Errors
/// When the database fails.
pub async fn count(service: &Service, scope: WebhooksScope) -> Result<u64, Error> {
    Ok(of_account(scope.0).count(service.database.read()).await?)
}

/// Endpoints by their ids.
///
/// # Errors
/// When the database fails.
pub async fn find(
    service: &Service,
    keys: &[(WebhooksScope, WebhookEndpointId)],
) -> Result<HashMap<(WebhooksScope, WebhookEndpointId), Endpoint>, Error> {
    let mut found = HashMap::new();
    for (scope, ids) in store::by_scope(keys) {
        for endpoint in by_ids(service.database.read(), scope.0, &ids).await? {
            found.insert((scope, endpoint.id), endpoint);
        }
    }
    Ok(found)
}

fn of_account(account: AccountId) -> sea_orm::Select<webhook_endpoint::Entity> {
    webhook_endpoint::Entity::find().filter(webhook_endpoint::Column::AccountId.eq(account.0))
}

async fn by_ids<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    ids: &[WebhookEndpointId],
) -> Result<Vec<Endpoint>, Error> {
    let own = ids.iter().filter(|id| id.account == account).map(|id| id.own);
    read(of_account(account).filter(webhook_endpoint::Column::Id.is_in(own)).all(database).await?)
}

/// The account's endpoint with an id that somebody sent.
async fn known<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    id: &str,
) -> Result<Result<Endpoint, Problem>, Error> {
    let Ok(id) = id.parse::<WebhookEndpointId>() else {
        return Ok(Err(Problem::NotFound));
    };
    Ok(by_ids(database, account, &[id]).await?.pop().ok_or(Problem::NotFound))
}

fn read(rows: Vec<webhook_endpoint::Model>) -> Result<Vec<Endpoint>, Error> {
    rows.into_iter().map(Endpoint::try_from).collect()
}

impl TryFrom<webhook_endpoint::Model> for Endpoint {
    type Error = Error;

    fn try_from(row: webhook_endpoint::Model) -> Result<Self, Error> {
        Ok(Self {
            id: WebhookEndpointId::new(AccountId(row.account_id), row.id),
            url: row.url,
            description: row.description,
            actions: serde_json::from_str(&row.actions)?,
            state: store::spelt(&row.state)?,
            created_at: row.created_at,
            rotated_at: row.rotated_at,
        })
    }
}
