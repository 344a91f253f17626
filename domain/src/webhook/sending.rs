//! Sending what one endpoint is owed, one delivery after the other.
//!
//! Whoever sends holds the endpoint's lease, so no two do. A lease that is not renewed is free again after a while; what
//! its holder had under way is then sent once more: a delivery arrives at least once.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    account,
    id::{AccountId, WebhookDeliveryId, WebhookEndpointId},
    revision, webhook_attempt, webhook_delivery, webhook_endpoint, webhook_secret,
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, SimpleExpr, Value as SqlValue},
};
use tokio_util::sync::CancellationToken;
use url::Url;
use uuid::Uuid;

use super::{
    Endpoint, EndpointState, Secret, changes,
    courier::{Parcel, RESPONSE_MAX, Receipt},
    deliveries::{self, DeliveryState, of_endpoint},
    message,
    plans::{Failing, is_endpoint, of_endpoint as secrets_of},
    schedule::next_attempt,
    signature::signatures,
};
use crate::{
    account::Account,
    error::{Cause, Error},
    metrics,
    service::Service,
    settings::fresh_id,
    store,
};

/// For how long a lease is good. Longer than an attempt takes.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How long a turn may take until the next attempt: other endpoints of the account have theirs then.
const TURN: Duration = Duration::from_secs(10);

/// The most revisions that are looked at at once.
const BATCH: u64 = 500;

/// The most attempts that are kept of a delivery.
const ATTEMPTS_KEPT: i32 = 50;

/// One turn of sending to an endpoint.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    service: &'a Service,
    id: WebhookEndpointId,
    lease: Uuid,
}

/// What is to be done next for an endpoint.
enum Next {
    /// This is to be sent now.
    Send(Box<webhook_delivery::Model>),
    /// Nothing is to be sent before a time, or before something happens.
    Wait(Option<DateTime<Utc>>),
}

/// What came of handing over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handed {
    /// There was nothing new.
    Nothing,
    /// All revisions until now; the endpoint is due since then.
    Until(DateTime<Utc>),
    /// The endpoint was removed, or somebody else hands over.
    Gone,
}

impl<'a> Turn<'a> {
    /// Takes the endpoint's lease; none where somebody else has it.
    pub(super) async fn begin(service: &'a Service, id: WebhookEndpointId) -> Result<Option<Self>, Error> {
        let now = service.now();
        let lease = Uuid::new_v4();
        let taken = webhook_endpoint::Entity::update_many()
            .col_expr(webhook_endpoint::Column::LeasedBy, Expr::value(lease))
            .col_expr(webhook_endpoint::Column::LeasedUntil, Expr::value(now + LEASE))
            .filter(is_endpoint(id))
            .filter(is_free(now))
            .exec(service.database.write())
            .await?;
        Ok((taken.rows_affected == 1).then_some(Self { service, id, lease }))
    }

    /// Sends what is due, until nothing is, the turn is over, or the process stops. Answers how much it sent.
    pub(super) async fn send(&self, stop: &CancellationToken) -> Result<usize, Error> {
        let (mut sent, begun) = (0, Instant::now());
        loop {
            let Some(row) = self.renew().await? else { return Ok(sent) };
            let (mut seen, handed_over) = (row.due_at, row.handed_over);
            let endpoint = Endpoint::try_from(row)?;
            if endpoint.state == EndpointState::Enabled {
                match self.hand_over(&endpoint, handed_over).await? {
                    Handed::Nothing => {}
                    Handed::Until(due_at) => seen = Some(due_at),
                    Handed::Gone => return Ok(sent),
                }
            }
            let now = self.service.now();
            match self.next(&endpoint, now).await? {
                Next::Send(delivery) if begun.elapsed() < TURN && !stop.is_cancelled() => {
                    self.attempt(&endpoint, &delivery).await?;
                    sent += 1;
                }
                next => {
                    let due_at = match next {
                        Next::Send(_) => Some(now),
                        Next::Wait(until) => until,
                    };
                    if self.end(seen, due_at).await? {
                        return Ok(sent);
                    }
                }
            }
        }
    }

    /// Renews the lease, and reads the endpoint; none where it was removed, or somebody else has the lease.
    async fn renew(&self) -> Result<Option<webhook_endpoint::Model>, Error> {
        let renewed = webhook_endpoint::Entity::update_many()
            .col_expr(webhook_endpoint::Column::LeasedUntil, Expr::value(self.service.now() + LEASE))
            .filter(is_endpoint(self.id))
            .filter(webhook_endpoint::Column::LeasedBy.eq(self.lease))
            .exec_with_returning(self.service.database.write())
            .await?;
        Ok(renewed.into_iter().next())
    }

    /// Lets go of the endpoint until something is due; not where somebody asked for something since it was read.
    async fn end(&self, seen: Option<DateTime<Utc>>, due_at: Option<DateTime<Utc>>) -> Result<bool, Error> {
        let as_seen = match seen {
            Some(seen) => webhook_endpoint::Column::DueAt.eq(seen),
            None => webhook_endpoint::Column::DueAt.is_null(),
        };
        let ended = webhook_endpoint::Entity::update_many()
            .col_expr(webhook_endpoint::Column::DueAt, Expr::value(due_at))
            .col_expr(webhook_endpoint::Column::LeasedBy, Expr::value(SqlValue::Uuid(None)))
            .col_expr(webhook_endpoint::Column::LeasedUntil, Expr::value(SqlValue::ChronoDateTimeUtc(None)))
            .filter(is_endpoint(self.id))
            .filter(webhook_endpoint::Column::LeasedBy.eq(self.lease))
            .filter(as_seen)
            .exec(self.service.database.write())
            .await?;
        Ok(ended.rows_affected == 1)
    }

    /// Makes deliveries of the revisions that the endpoint wants and was not handed yet.
    async fn hand_over(&self, endpoint: &Endpoint, handed_over: i32) -> Result<Handed, Error> {
        let account = self.id.account;
        let (mut last, mut handed) = (handed_over, Handed::Nothing);
        loop {
            let revisions: Vec<(i32, String)> = revision::Entity::find()
                .select_only()
                .columns([revision::Column::Number, revision::Column::Action])
                .filter(revision::Column::AccountId.eq(account.0))
                .filter(revision::Column::Number.gt(last))
                .order_by_asc(revision::Column::Number)
                .limit(BATCH)
                .into_tuple()
                .all(self.service.database.read())
                .await?;
            let Some(&(newest, _)) = revisions.last() else { return Ok(handed) };
            let wanted = revisions
                .iter()
                .filter(|(_, action)| endpoint.actions.is_empty() || endpoint.actions.contains(action))
                .map(|(number, _)| *number);
            handed = self.add(last, newest, wanted.collect()).await?;
            if handed == Handed::Gone {
                return Ok(handed);
            }
            last = newest;
        }
    }

    /// Adds deliveries of revisions, and notes how far the endpoint was handed what it wants, and that it is due: should
    /// this turn break off, another one is begun.
    async fn add(&self, from: i32, to: i32, revisions: Vec<i32>) -> Result<Handed, Error> {
        let now = self.service.now();
        let transaction = self.service.database.begin().await?;
        let noted = webhook_endpoint::Entity::update_many()
            .col_expr(webhook_endpoint::Column::HandedOver, Expr::value(to))
            .col_expr(webhook_endpoint::Column::DueAt, Expr::value(now))
            .filter(is_endpoint(self.id))
            .filter(webhook_endpoint::Column::HandedOver.eq(from))
            .exec(&transaction)
            .await?;
        if noted.rows_affected == 0 {
            return Ok(Handed::Gone);
        }
        let mut newest = deliveries::newest(&transaction, self.id).await?;
        let state = store::spelling(&DeliveryState::Pending)?;
        let mut rows = Vec::with_capacity(revisions.len());
        for revision in revisions {
            let id = fresh_id(now, &mut rand::rng(), newest);
            newest = Some(id);
            rows.push(webhook_delivery::Model {
                account_id: self.id.account.0,
                endpoint_id: self.id.own,
                id,
                revision: Some(revision),
                state: state.clone(),
                is_in_order: true,
                created_at: now,
                asked_at: None,
                next_attempt_at: None,
                failing_since: None,
                failures: 0,
                attempts: 0,
            });
        }
        if !rows.is_empty() {
            deliveries::insert(&transaction, rows).await?;
        }
        transaction.commit().await?;
        Ok(Handed::Until(now))
    }

    /// What somebody asked for comes first; then, while the endpoint is switched on, what stands first in its order.
    async fn next(&self, endpoint: &Endpoint, now: DateTime<Utc>) -> Result<Next, Error> {
        let database = self.service.database.read();
        let asked = of_endpoint(self.id.account, self.id)
            .filter(webhook_delivery::Column::AskedAt.is_not_null())
            .order_by_asc(webhook_delivery::Column::AskedAt)
            .one(database)
            .await?;
        if let Some(asked) = asked {
            return Ok(Next::Send(Box::new(asked)));
        }
        if endpoint.state != EndpointState::Enabled {
            return Ok(Next::Wait(None));
        }
        let first = of_endpoint(self.id.account, self.id)
            .filter(webhook_delivery::Column::IsInOrder.eq(true))
            .order_by_asc(webhook_delivery::Column::Revision)
            .one(database)
            .await?;
        Ok(match first {
            None => Next::Wait(None),
            Some(first) => match first.next_attempt_at.filter(|next| *next > now) {
                Some(next) => Next::Wait(Some(next)),
                None => Next::Send(Box::new(first)),
            },
        })
    }

    /// Sends a delivery once, and notes what came of it.
    async fn attempt(&self, endpoint: &Endpoint, delivery: &webhook_delivery::Model) -> Result<(), Error> {
        let at = self.service.now();
        let begun = Instant::now();
        let id = WebhookDeliveryId::new(self.id.account, delivery.id);
        let body = self.body(delivery).await?;
        let secrets = secrets(self.service, self.id, at).await?;
        let receipt = match Url::parse(&endpoint.url) {
            Ok(url) => {
                let signature = signatures(&secrets, &id.to_string(), at, &body);
                let parcel = Parcel { url, id: id.to_string(), timestamp: at.timestamp(), signature, body };
                self.service.courier.deliver(parcel).await
            }
            Err(error) => Receipt { error: Some(error.to_string()), ..Receipt::default() },
        };
        let took = i32::try_from(begun.elapsed().as_millis()).unwrap_or(i32::MAX);
        tracing::debug!(delivery = %id, status = receipt.status, "a webhook was tried");
        metrics::tried(&receipt);
        let is_gone = receipt.is_gone();
        if self.note(delivery, at, took, receipt).await? == Noted::GivesUp {
            let failing = Failing { delivery: id, endpoint: self.id, url: endpoint.url.clone(), is_gone };
            changes::fail(self.service, failing).await?;
        }
        Ok(())
    }

    async fn body(&self, delivery: &webhook_delivery::Model) -> Result<String, Error> {
        let database = self.service.database.read();
        let account = account::Entity::find_by_id(self.id.account.0).one(database).await?;
        let account = account.map(Account::from).ok_or(Cause::Missing("the account of a webhook endpoint"))?;
        let Some(number) = delivery.revision else {
            return Ok(message::test(&account, delivery.created_at).to_string());
        };
        let revision = store::revisions_after(database, account.id, number - 1, 1).await?.pop();
        let revision = revision.ok_or(Cause::Missing("the revision of a webhook's delivery"))?;
        Ok(message::about(&account, &revision).to_string())
    }

    /// Notes an attempt, unless somebody else noted one of the same delivery meanwhile.
    async fn note(
        &self,
        delivery: &webhook_delivery::Model,
        at: DateTime<Utc>,
        duration_ms: i32,
        receipt: Receipt,
    ) -> Result<Noted, Error> {
        let now = self.service.now();
        let number = delivery.attempts + 1;
        let outcome = Outcome::of(delivery, &receipt, now)?;
        let transaction = self.service.database.begin().await?;
        let noted = webhook_delivery::Entity::update_many()
            .col_expr(webhook_delivery::Column::State, Expr::value(outcome.state))
            .col_expr(webhook_delivery::Column::IsInOrder, Expr::value(outcome.is_in_order))
            .col_expr(webhook_delivery::Column::AskedAt, outcome.asked_at)
            .col_expr(webhook_delivery::Column::NextAttemptAt, Expr::value(outcome.next_attempt_at))
            .col_expr(webhook_delivery::Column::FailingSince, Expr::value(outcome.failing_since))
            .col_expr(webhook_delivery::Column::Failures, Expr::value(outcome.failures))
            .col_expr(webhook_delivery::Column::Attempts, Expr::value(number))
            .filter(is_delivery(delivery))
            .filter(webhook_delivery::Column::Attempts.eq(delivery.attempts))
            .exec(&transaction)
            .await?;
        if noted.rows_affected == 0 {
            return Ok(Noted::Nothing);
        }
        webhook_attempt::Entity::insert(webhook_attempt::ActiveModel {
            account_id: Set(delivery.account_id),
            endpoint_id: Set(delivery.endpoint_id),
            delivery_id: Set(delivery.id),
            number: Set(number),
            at: Set(at),
            duration_ms: Set(duration_ms),
            status: Set(receipt.status.map(i32::from)),
            response: Set(receipt.response.map(|response| kept(&response))),
            error: Set(receipt.error.map(|error| kept(&error))),
        })
        .exec_without_returning(&transaction)
        .await?;
        webhook_attempt::Entity::delete_many()
            .filter(webhook_attempt::Column::AccountId.eq(delivery.account_id))
            .filter(webhook_attempt::Column::EndpointId.eq(delivery.endpoint_id))
            .filter(webhook_attempt::Column::DeliveryId.eq(delivery.id))
            .filter(webhook_attempt::Column::Number.lte(number - ATTEMPTS_KEPT))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(outcome.noted)
    }
}

/// What is to be known of an attempt that was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noted {
    /// Nothing: all goes on.
    Nothing,
    /// The endpoint is to be given up.
    GivesUp,
}

/// What becomes of a delivery by an attempt.
struct Outcome {
    state: String,
    is_in_order: bool,
    asked_at: SimpleExpr,
    next_attempt_at: Option<DateTime<Utc>>,
    failing_since: Option<DateTime<Utc>>,
    failures: i32,
    noted: Noted,
}

impl Outcome {
    fn of(delivery: &webhook_delivery::Model, receipt: &Receipt, now: DateTime<Utc>) -> Result<Self, Error> {
        let was_asked = delivery.asked_at.is_some();
        let unchanged = Self {
            state: delivery.state.clone(),
            is_in_order: delivery.is_in_order,
            // Somebody may ask for it while it is sent in its turn: that is kept.
            asked_at: if was_asked {
                Expr::value(SqlValue::ChronoDateTimeUtc(None))
            } else {
                Expr::col(webhook_delivery::Column::AskedAt)
            },
            next_attempt_at: delivery.next_attempt_at,
            failing_since: delivery.failing_since,
            failures: delivery.failures,
            noted: Noted::Nothing,
        };
        if receipt.arrived() {
            return Ok(Self {
                state: store::spelling(&DeliveryState::Delivered)?,
                is_in_order: false,
                next_attempt_at: None,
                failing_since: None,
                failures: 0,
                ..unchanged
            });
        }
        if !delivery.is_in_order {
            // It arrived before, or was a test: that one is over.
            let is_test = store::spelt::<DeliveryState>(&delivery.state)? == DeliveryState::Pending;
            let state = if is_test { store::spelling(&DeliveryState::Failed)? } else { delivery.state.clone() };
            return Ok(Self { state, ..unchanged });
        }
        if was_asked {
            // Its own turn comes as it would have.
            return Ok(unchanged);
        }
        let failures = delivery.failures.saturating_add(1);
        let since = delivery.failing_since.unwrap_or(now);
        let asked_for = receipt.retry_after.and_then(|time| TimeDelta::from_std(time).ok());
        let next = next_attempt(failures, since, now, asked_for, rand::random());
        let next = if receipt.is_gone() { None } else { next };
        let noted = if next.is_none() { Noted::GivesUp } else { Noted::Nothing };
        Ok(Self { next_attempt_at: next, failing_since: Some(since), failures, noted, ..unchanged })
    }
}

/// Whether nobody has an endpoint's lease.
pub(super) fn is_free(now: DateTime<Utc>) -> SimpleExpr {
    let until = webhook_endpoint::Column::LeasedUntil;
    until.is_null().or(until.lte(now))
}

fn is_delivery(delivery: &webhook_delivery::Model) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(webhook_delivery::Column::AccountId.eq(delivery.account_id))
        .add(webhook_delivery::Column::EndpointId.eq(delivery.endpoint_id))
        .add(webhook_delivery::Column::Id.eq(delivery.id))
}

/// What is signed with now, newest first: one secret, or two while an old one is still good.
async fn secrets(service: &Service, id: WebhookEndpointId, now: DateTime<Utc>) -> Result<Vec<Secret>, Error> {
    let ends_at = webhook_secret::Column::EndsAt;
    let rows = webhook_secret::Entity::find()
        .filter(secrets_of(id))
        .filter(ends_at.is_null().or(ends_at.gt(now)))
        .order_by_desc(webhook_secret::Column::MadeAt)
        .all(service.database.read())
        .await?;
    let read = |row: webhook_secret::Model| {
        Secret::read(&row.secret).ok_or_else(|| Cause::Missing("a webhook's secret, in base 64").into())
    };
    rows.into_iter().map(read).collect()
}

/// A text as PostgreSQL can keep it, and not too long.
fn kept(text: &str) -> String {
    let mut text = text.replace('\0', "\u{fffd}");
    if text.len() > RESPONSE_MAX {
        let end = (0..=RESPONSE_MAX).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
        text.truncate(end);
    }
    text
}

/// The id of an endpoint's row.
pub(super) fn id_of(account: Uuid, own: Uuid) -> WebhookEndpointId {
    WebhookEndpointId::new(AccountId(account), own)
}
