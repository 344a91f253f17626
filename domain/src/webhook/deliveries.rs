//! Deliveries as they are listed and asked for.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    id::{AccountId, WebhookDeliveryId, WebhookEndpointId},
    webhook_attempt, webhook_delivery, webhook_endpoint,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, Set, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ASKED_MAX, known, plans::is_endpoint};
use crate::{
    caller::{Caller, WebhooksScope},
    error::{Error, Refusal},
    page::{Page, PageRequest},
    policy::Permission,
    service::Service,
    settings::fresh_id,
    store,
    user_error::{Problem, UserError},
};

/// What is, or was, sent to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The id, which is also the message's.
    pub id: WebhookDeliveryId,
    /// What became of it.
    pub state: DeliveryState,
    /// The number of the revision that it tells of; none for a test.
    pub revision: Option<i32>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it is tried next; none where it is not, or not before others have arrived.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DeliveryState {
    /// It waits: for its turn, its next attempt, or its endpoint to be switched on.
    Pending,
    /// It arrived, at least once.
    Delivered,
    /// It did not arrive, and is not tried again by itself while its endpoint stays as it is.
    Failed,
}

/// How one attempt went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub duration_ms: i32,
    /// The status of the answer, if there was one.
    pub status: Option<i32>,
    /// How the answer began.
    pub response: Option<String>,
    /// Why there was no answer.
    pub error: Option<String>,
}

/// A page of an endpoint's deliveries, newest first. Those that are done are kept for 30 days.
///
/// # Errors
/// When the database fails.
pub async fn deliveries(
    service: &Service,
    scope: WebhooksScope,
    endpoint: WebhookEndpointId,
    request: PageRequest<WebhookDeliveryId>,
) -> Result<Page<Delivery>, Error> {
    let order = (webhook_delivery::Column::Id, Order::Desc);
    let rows = request.read(service.database.read(), of_endpoint(scope.0, endpoint), order, |id| id.own.into()).await?;
    rows.try_map(|rows| async { read(rows) }).await
}

/// How many deliveries of an endpoint are kept.
///
/// # Errors
/// When the database fails.
pub async fn count_deliveries(
    service: &Service,
    scope: WebhooksScope,
    endpoint: WebhookEndpointId,
) -> Result<u64, Error> {
    Ok(of_endpoint(scope.0, endpoint).count(service.database.read()).await?)
}

/// Deliveries by their ids.
///
/// # Errors
/// When the database fails.
pub async fn find_deliveries(
    service: &Service,
    keys: &[(WebhooksScope, WebhookDeliveryId)],
) -> Result<HashMap<(WebhooksScope, WebhookDeliveryId), Delivery>, Error> {
    let mut found = HashMap::new();
    for (scope, ids) in store::by_scope(keys) {
        for row in by_ids(service.database.read(), scope.0, &ids).await? {
            let delivery = Delivery::try_from(row)?;
            found.insert((scope, delivery.id), delivery);
        }
    }
    Ok(found)
}

/// The attempts of deliveries, oldest first; of each the newest 50 are kept.
///
/// # Errors
/// When the database fails.
pub async fn attempts(
    service: &Service,
    keys: &[(WebhooksScope, WebhookDeliveryId)],
) -> Result<HashMap<(WebhooksScope, WebhookDeliveryId), Vec<Attempt>>, Error> {
    let mut found: HashMap<_, Vec<Attempt>> = HashMap::new();
    for (scope, ids) in store::by_scope(keys) {
        let own = ids.iter().filter(|id| id.account == scope.0).map(|id| id.own);
        let rows = webhook_attempt::Entity::find()
            .filter(webhook_attempt::Column::AccountId.eq(scope.0.0))
            .filter(webhook_attempt::Column::DeliveryId.is_in(own))
            .order_by_asc(webhook_attempt::Column::Number)
            .all(service.database.read())
            .await?;
        for webhook_attempt::Model { delivery_id, at, duration_ms, status, response, error, .. } in rows {
            let key = (scope, WebhookDeliveryId::new(scope.0, delivery_id));
            found.entry(key).or_default().push(Attempt { at, duration_ms, status, response, error });
        }
    }
    Ok(found)
}

/// Has a test sent to an endpoint, switched on or not: once, at once, and beside the order.
///
/// # Errors
/// The inner error: [`Problem::NotFound`] at `id`, [`Problem::TooMany`] where as many wait already. The outer one is
/// [`Refusal::Forbidden`] without MANAGE_WEBHOOKS, or an error of ours.
pub async fn send_test(
    service: &Service,
    caller: &Caller,
    id: String,
) -> Result<Result<Delivery, Vec<UserError>>, Error> {
    asked(service, caller, "id", async move |transaction, account, now| {
        let endpoint = match known(transaction, account, &id).await? {
            Ok(endpoint) => endpoint.id,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let newest = newest(transaction, endpoint).await?;
        let row = webhook_delivery::Model {
            account_id: account.0,
            endpoint_id: endpoint.own,
            id: fresh_id(now, &mut rand::rng(), newest),
            revision: None,
            state: store::spelling(&DeliveryState::Pending)?,
            is_in_order: false,
            created_at: now,
            asked_at: Some(now),
            next_attempt_at: None,
            failing_since: None,
            failures: 0,
            attempts: 0,
        };
        insert(transaction, [row.clone()]).await?;
        Ok(Ok((endpoint, row)))
    })
    .await
}

/// Has a delivery sent again, whatever became of it: once, at once, and beside the order. Its endpoint need not be
/// switched on.
///
/// # Errors
/// The inner error: [`Problem::NotFound`] at `deliveryId`, [`Problem::TooMany`] where as many wait already. The outer
/// one is [`Refusal::Forbidden`] without MANAGE_WEBHOOKS, or an error of ours.
pub async fn redeliver(
    service: &Service,
    caller: &Caller,
    id: String,
) -> Result<Result<Delivery, Vec<UserError>>, Error> {
    asked(service, caller, "deliveryId", async move |transaction, account, now| {
        let found = match id.parse::<WebhookDeliveryId>() {
            Ok(id) => by_ids(transaction, account, &[id]).await?.pop(),
            Err(_) => None,
        };
        let Some(mut row) = found else {
            return Ok(Err(Problem::NotFound));
        };
        // Who asks twice before it is sent is answered by one sending.
        if row.asked_at.is_none() {
            row.asked_at = Some(now);
            webhook_delivery::Entity::update_many()
                .col_expr(webhook_delivery::Column::AskedAt, Expr::value(now))
                .filter(webhook_delivery::Column::AccountId.eq(account.0))
                .filter(webhook_delivery::Column::EndpointId.eq(row.endpoint_id))
                .filter(webhook_delivery::Column::Id.eq(row.id))
                .exec(transaction)
                .await?;
        }
        Ok(Ok((WebhookEndpointId::new(account, row.endpoint_id), row)))
    })
    .await
}

/// Carries out what somebody asked for, naming it at `path`, and has the endpoint looked at.
///
/// It is no revision: nothing of the account changes.
async fn asked<F>(
    service: &Service,
    caller: &Caller,
    path: &'static str,
    ask: F,
) -> Result<Result<Delivery, Vec<UserError>>, Error>
where
    F: AsyncFnOnce(
        &DatabaseTransaction,
        AccountId,
        DateTime<Utc>,
    ) -> Result<Result<(WebhookEndpointId, webhook_delivery::Model), Problem>, Error>,
{
    caller.require(Permission::ManageWebhooks)?;
    let account = caller.account().ok_or(Refusal::Forbidden(Permission::ManageWebhooks))?.id;
    let now = service.now();
    let transaction = service.database.begin().await?;
    let (endpoint, row) = match ask(&transaction, account, now).await? {
        Ok(asked) => asked,
        Err(wrong) => return Ok(Err(vec![UserError::new(wrong, [path])])),
    };
    let waiting = of_endpoint(account, endpoint).filter(webhook_delivery::Column::AskedAt.is_not_null());
    if waiting.count(&transaction).await? > ASKED_MAX as u64 {
        return Ok(Err(vec![UserError::new(Problem::TooMany { max: ASKED_MAX }, [] as [&str; 0])]));
    }
    let due = webhook_endpoint::Entity::update_many()
        .col_expr(webhook_endpoint::Column::DueAt, Expr::value(now))
        .filter(is_endpoint(endpoint))
        .exec(&transaction)
        .await?;
    if due.rows_affected == 0 {
        // It was removed meanwhile.
        return Ok(Err(vec![UserError::new(Problem::NotFound, [path])]));
    }
    transaction.commit().await?;
    service.bell.ring(account);
    Ok(Ok(Delivery::try_from(row)?))
}

pub(super) fn of_endpoint(account: AccountId, endpoint: WebhookEndpointId) -> Select<webhook_delivery::Entity> {
    webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::AccountId.eq(account.0))
        .filter(webhook_delivery::Column::EndpointId.eq(endpoint.own))
}

/// The own part of the id of an endpoint's newest delivery, which a new one must exceed.
pub(super) async fn newest<C: ConnectionTrait>(
    database: &C,
    endpoint: WebhookEndpointId,
) -> Result<Option<Uuid>, Error> {
    let newest = of_endpoint(endpoint.account, endpoint).select_only().column(webhook_delivery::Column::Id);
    Ok(newest.order_by_desc(webhook_delivery::Column::Id).into_tuple().one(database).await?)
}

pub(super) async fn insert(
    transaction: &DatabaseTransaction,
    rows: impl IntoIterator<Item = webhook_delivery::Model>,
) -> Result<(), Error> {
    let rows = rows.into_iter().map(|row| webhook_delivery::ActiveModel {
        account_id: Set(row.account_id),
        endpoint_id: Set(row.endpoint_id),
        id: Set(row.id),
        revision: Set(row.revision),
        state: Set(row.state),
        is_in_order: Set(row.is_in_order),
        created_at: Set(row.created_at),
        asked_at: Set(row.asked_at),
        next_attempt_at: Set(row.next_attempt_at),
        failing_since: Set(row.failing_since),
        failures: Set(row.failures),
        attempts: Set(row.attempts),
    });
    webhook_delivery::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}

async fn by_ids<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    ids: &[WebhookDeliveryId],
) -> Result<Vec<webhook_delivery::Model>, Error> {
    let own = ids.iter().filter(|id| id.account == account).map(|id| id.own);
    Ok(webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::AccountId.eq(account.0))
        .filter(webhook_delivery::Column::Id.is_in(own))
        .all(database)
        .await?)
}

fn read(rows: Vec<webhook_delivery::Model>) -> Result<Vec<Delivery>, Error> {
    rows.into_iter().map(Delivery::try_from).collect()
}

impl TryFrom<webhook_delivery::Model> for Delivery {
    type Error = Error;

    fn try_from(row: webhook_delivery::Model) -> Result<Self, Error> {
        let state = store::spelt(&row.state)?;
        Ok(Self {
            id: WebhookDeliveryId::new(AccountId(row.account_id), row.id),
            // What somebody asked for waits, whatever became of it before.
            state: if row.asked_at.is_some() { DeliveryState::Pending } else { state },
            revision: row.revision,
            created_at: row.created_at,
            next_attempt_at: row.asked_at.or(row.next_attempt_at),
        })
    }
}
