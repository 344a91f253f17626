//! Who delivers: finds the endpoints that are owed something, and sends to many of them at once.

use std::{
    collections::{HashMap, HashSet},
    mem,
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    account,
    id::{AccountId, WebhookEndpointId},
    webhook_attempt, webhook_delivery, webhook_endpoint, webhook_secret,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _, Query},
};
use tokio::{
    task::{self, JoinSet},
    time::Instant,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    EndpointState,
    deliveries::DeliveryState,
    sending::{Turn, id_of, is_free},
};
use crate::{bell::Rung, error::Error, service::Service, store};

/// How often is looked for what is due by its time.
const POLL: Duration = Duration::from_secs(1);

/// How long it waits at least from one look to the next: what rings meanwhile is one look. PostgreSQL's notification
/// rings for each change of this node a second time.
const PAUSE: Duration = Duration::from_millis(20);

/// How often every endpoint is looked at, whether or not anything rang: a node that died may have heard of it alone.
const SWEEP: Duration = Duration::from_secs(30);

/// How often what is old is cleared away.
const CLEARING: Duration = Duration::from_hours(1);

/// For how long a delivery that is done is kept.
const KEPT: TimeDelta = TimeDelta::days(30);

/// To how many endpoints is sent at once. One that answers slowly costs a task and no connection to the database.
const AT_ONCE: usize = 256;

/// To how many of them of one account: slow endpoints of some leave room for those of others.
const AT_ONCE_OF_ONE: usize = 4;

/// How many endpoints are found at once.
const FOUND_AT_ONCE: usize = 1000;

/// Delivers until it is told to stop; attempts that are under way are finished then.
pub async fn work(service: &Service, stop: &CancellationToken) {
    let mut rounds = service.bell.rounds();
    let mut sending = Sending::new(service, stop);
    let mut rung = Rung::All;
    let (mut swept, mut cleared) = (Instant::now(), None);
    while !stop.is_cancelled() {
        let looked = Instant::now();
        match find(service, &rung, service.now()).await {
            Ok(found) => {
                // Where there are more, they are found when these have their turn.
                if found.len() < FOUND_AT_ONCE {
                    rung = Rung::default();
                }
                sending.begin(found).await;
            }
            Err(error) => tracing::warn!(%error, "webhooks that are due cannot be found; trying again"),
        }
        if cleared.is_none_or(|at: Instant| at.elapsed() >= CLEARING) {
            cleared = Some(Instant::now());
            if let Err(error) = clear(service, service.now()).await {
                tracing::warn!(%error, "old webhook deliveries cannot be cleared away");
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = rounds.rung() => {}
            () = sending.finished(), if !sending.turns.is_empty() => {}
            () = tokio::time::sleep(POLL) => {}
        }
        tokio::time::sleep_until(looked + PAUSE).await;
        rung.add(rounds.take());
        rung.add(Rung::For(mem::take(&mut sending.again)));
        if swept.elapsed() >= SWEEP {
            (rung, swept) = (Rung::All, Instant::now());
        }
    }
    while !sending.turns.is_empty() {
        sending.finished().await;
    }
}

/// Delivers what is due now, endpoint by endpoint, and answers how many attempts it made.
///
/// # Errors
/// When the database fails.
pub async fn deliver_due(service: &Service) -> Result<usize, Error> {
    let stop = CancellationToken::new();
    let mut sent = 0;
    for id in find(service, &Rung::All, service.now()).await? {
        if let Some(turn) = Turn::begin(service, id).await? {
            sent += turn.send(&stop).await?;
        }
    }
    Ok(sent)
}

/// The turns that are under way.
struct Sending {
    service: Service,
    stop: CancellationToken,
    turns: JoinSet<()>,
    busy: HashMap<task::Id, WebhookEndpointId>,
    /// Whose turns have ended: it may have rung for them meanwhile.
    again: HashSet<AccountId>,
}

impl Sending {
    fn new(service: &Service, stop: &CancellationToken) -> Self {
        Self {
            service: service.clone(),
            stop: stop.clone(),
            turns: JoinSet::new(),
            busy: HashMap::new(),
            again: HashSet::new(),
        }
    }

    /// Begins a turn for each endpoint that is not busy, as soon as there is room.
    async fn begin(&mut self, endpoints: Vec<WebhookEndpointId>) {
        for id in endpoints {
            while self.turns.len() >= AT_ONCE {
                self.finished().await;
            }
            let of_the_account = self.busy.values().filter(|busy| busy.account == id.account);
            // Those that are left out are found again when one of the account's turns has ended.
            if of_the_account.count() >= AT_ONCE_OF_ONE || self.busy.values().any(|busy| *busy == id) {
                continue;
            }
            let (service, stop) = (self.service.clone(), self.stop.clone());
            let turn = self.turns.spawn(async move {
                if let Err(error) = turn(&service, id, &stop).await {
                    tracing::warn!(%error, endpoint = %id, "a webhook endpoint cannot be served; trying again");
                }
            });
            self.busy.insert(turn.id(), id);
        }
    }

    /// Waits for a turn to end.
    async fn finished(&mut self) {
        let Some(finished) = self.turns.join_next_with_id().await else { return };
        let task = match finished {
            Ok((task, ())) => task,
            Err(error) => {
                tracing::error!(%error, "sending a webhook ended early");
                error.id()
            }
        };
        self.again.extend(self.busy.remove(&task).map(|id| id.account));
    }
}

async fn turn(service: &Service, id: WebhookEndpointId, stop: &CancellationToken) -> Result<(), Error> {
    if let Some(turn) = Turn::begin(service, id).await? {
        turn.send(stop).await?;
    }
    Ok(())
}

/// The endpoints that nobody sends to and that have something to do: by their time, or because their accounts, those for
/// which it rang, have newer revisions.
async fn find(service: &Service, rung: &Rung, now: DateTime<Utc>) -> Result<Vec<WebhookEndpointId>, Error> {
    let database = service.database.read();
    let ids = [webhook_endpoint::Column::AccountId, webhook_endpoint::Column::Id];
    let free =
        || webhook_endpoint::Entity::find().select_only().columns(ids).filter(is_free(now)).limit(FOUND_AT_ONCE as u64);
    let due: Vec<(Uuid, Uuid)> = free()
        .filter(webhook_endpoint::Column::DueAt.lte(now))
        .order_by_asc(webhook_endpoint::Column::DueAt)
        .into_tuple()
        .all(database)
        .await?;
    let mut found: Vec<(Uuid, Uuid)> = due;
    let behind = || {
        free()
            .inner_join(account::Entity)
            .filter(webhook_endpoint::Column::State.eq(store::spelling(&EndpointState::Enabled).unwrap_or_default()))
            .filter(
                Expr::col((webhook_endpoint::Entity, webhook_endpoint::Column::HandedOver))
                    .lt(Expr::col((account::Entity, account::Column::Revision))),
            )
    };
    match rung {
        Rung::All => found.extend(behind().into_tuple::<(Uuid, Uuid)>().all(database).await?),
        Rung::For(accounts) => {
            let accounts: Vec<Uuid> = accounts.iter().map(|account| account.0).collect();
            for some in accounts.chunks(500) {
                let of_these = webhook_endpoint::Column::AccountId.is_in(some.iter().copied());
                found.extend(behind().filter(of_these).into_tuple::<(Uuid, Uuid)>().all(database).await?);
            }
        }
    }
    let mut seen = HashSet::new();
    Ok(found.into_iter().map(|(account, own)| id_of(account, own)).filter(|id| seen.insert(*id)).collect())
}

/// Clears away deliveries that are long done, with their attempts, and secrets that have ended.
async fn clear(service: &Service, now: DateTime<Utc>) -> Result<(), Error> {
    let database = service.database.write();
    webhook_secret::Entity::delete_many().filter(webhook_secret::Column::EndsAt.lte(now)).exec(database).await?;
    let done = Condition::all()
        .add(webhook_delivery::Column::CreatedAt.lt(now - KEPT))
        .add(webhook_delivery::Column::IsInOrder.eq(false))
        .add(webhook_delivery::Column::AskedAt.is_null())
        .add(webhook_delivery::Column::State.ne(store::spelling(&DeliveryState::Pending)?));
    let ids = Query::select()
        .column(webhook_delivery::Column::Id)
        .from(webhook_delivery::Entity)
        .cond_where(done.clone())
        .take();
    webhook_attempt::Entity::delete_many()
        .filter(webhook_attempt::Column::DeliveryId.in_subquery(ids))
        .exec(database)
        .await?;
    webhook_delivery::Entity::delete_many().filter(done).exec(database).await?;
    Ok(())
}
