//! Several nodes on one database: each hears what the others changed.
//!
//! PostgreSQL is the coordinator: the transaction of a change notifies, and every node listens. SQLite has no such
//! thing; there the file's version tells that another process wrote. Neither is trusted to tell everything: after any
//! doubt the bell rings for all, and whoever waits looks at the table, which is the truth.

use std::{convert::Infallible, time::Duration};

use entity::id::AccountId;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DbErr, Statement,
    sea_query::{Func, Query, SelectStatement},
    sqlx::postgres::PgListener,
};
use tokio::time::{Instant, MissedTickBehavior, timeout, timeout_at};
use uuid::Uuid;

use crate::service::Service;

/// The channel on which nodes tell each other of changes: an account's UUID, a space, and the revision's number.
const CHANGES: &str = "cuenta_change";

/// The channel on which a node hears itself: its own UUID.
const HEARTBEATS: &str = "cuenta_heartbeat";

/// How often a node makes itself heard, and how often it looks at the version of SQLite's file.
const BEAT: Duration = Duration::from_secs(1);

/// How long a node that does not hear itself believes that it hears others.
const SILENCE: Duration = Duration::from_secs(3);

/// How long a node that cannot listen waits before it tries again.
const PAUSE: Duration = Duration::from_millis(250);

/// Has PostgreSQL tell the other nodes of a revision, once its transaction is committed.
pub(crate) fn telling(account: AccountId, number: i32) -> SelectStatement {
    notification(CHANGES, format!("{} {number}", account.0))
}

fn notification(channel: &str, payload: String) -> SelectStatement {
    Query::select().expr(Func::cust("pg_notify").arg(channel).arg(payload)).take()
}

/// Hears what other processes change, for as long as it is polled.
///
/// Without it, subscribers of this service learn of this service's own changes only.
pub async fn listen(service: &Service) {
    if service.database.read().get_database_backend() == DatabaseBackend::Postgres {
        loop {
            let Err(error) = hear_notifications(service).await;
            service.bell.hears_nothing();
            tracing::warn!(%error, "changes of other nodes cannot be heard; trying again");
            // Whatever was missed meanwhile is in the table.
            service.bell.ring_all();
            tokio::time::sleep(PAUSE).await;
        }
    }
    watch_the_file(service).await;
}

/// Rings for the accounts that notifications name, until the connection fails or falls silent.
async fn hear_notifications(service: &Service) -> Result<Infallible, ListenError> {
    let node = Uuid::new_v4().to_string();
    let mut listener =
        timeout(SILENCE, PgListener::connect(service.database.url())).await.map_err(|_| ListenError::Silence)??;
    listener.listen_all([CHANGES, HEARTBEATS]).await?;
    // What was committed before the listening began was told to nobody here.
    service.bell.ring_all();
    service.bell.hears_for(SILENCE);
    tracing::info!("changes of other nodes are heard");
    // Both go on side by side; neither is dropped in the middle of what it reads or writes.
    tokio::select! {
        heard = hear(service, &mut listener, &node) => heard,
        never = beat(service, &node) => match never {},
    }
}

async fn hear(service: &Service, listener: &mut PgListener, node: &str) -> Result<Infallible, ListenError> {
    let mut heard = Instant::now();
    loop {
        // `try_recv`, because `recv` connects again by itself and says nothing of what it missed.
        let notification = timeout_at(heard + SILENCE, listener.try_recv()).await.map_err(|_| ListenError::Silence)?;
        let notification = notification?.ok_or(ListenError::Cut)?;
        if notification.channel() == CHANGES {
            if let Some(account) = account_of(notification.payload()) {
                service.bell.ring(account);
            }
        } else if notification.payload() == node {
            // Notifications come in the order of commits: what was committed before this beat was rung for.
            heard = Instant::now();
            service.bell.hears_for(SILENCE);
        }
    }
}

async fn beat(service: &Service, node: &str) -> Infallible {
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        // A beat that cannot be sent is one that is not heard: silence tells.
        let sent = service.database.read().execute(&notification(HEARTBEATS, node.to_owned())).await;
        if let Err(error) = sent {
            tracing::debug!(%error, "a heartbeat was not sent");
        }
    }
}

fn account_of(payload: &str) -> Option<AccountId> {
    let (account, _number) = payload.split_once(' ')?;
    account.parse().ok().map(AccountId)
}

/// Why a node stopped hearing the others.
#[derive(Debug, thiserror::Error)]
enum ListenError {
    #[error("the listener's connection was cut")]
    Cut,
    #[error("the listener did not hear its own heartbeat")]
    Silence,
    #[error("{0}")]
    Database(#[from] sea_orm::sqlx::Error),
}

/// Rings for everybody when another process wrote to SQLite's file.
///
/// `PRAGMA data_version` changes when another connection commits; asked on the one connection that writes for this
/// service, that is another process (<https://www.sqlite.org/pragma.html#pragma_data_version>).
async fn watch_the_file(service: &Service) {
    let mut beat = tokio::time::interval(BEAT);
    let mut last = None;
    loop {
        beat.tick().await;
        match data_version(service).await {
            Ok(version) => {
                if last.is_some_and(|last| last != version) {
                    service.bell.ring_all();
                }
                last = Some(version);
                service.bell.hears_for(SILENCE);
            }
            Err(error) => {
                service.bell.hears_nothing();
                tracing::warn!(%error, "the version of the database's file cannot be read");
            }
        }
    }
}

async fn data_version(service: &Service) -> Result<i64, DbErr> {
    let statement = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA data_version");
    let row = service.database.write().query_one_raw(statement).await?;
    row.ok_or_else(|| DbErr::RecordNotFound("PRAGMA data_version".to_owned()))?.try_get_by_index(0)
}
