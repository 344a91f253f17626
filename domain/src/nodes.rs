//! Several nodes on one database: each hears what the others changed.
//!
//! PostgreSQL is the coordinator: the transaction of a change notifies, and every node listens. SQLite has no such
//! thing; there the file's version tells that another process wrote. Neither is trusted to tell everything: after any
//! doubt the bell rings for all, and whoever waits looks at the table, which is the truth.

use std::{convert::Infallible, time::Duration};

use entity::id::AccountId;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DbErr, Statement, TransactionTrait as _,
    sea_query::{Func, Query, SelectStatement},
    sqlx::postgres::PgListener,
};
use tokio::time::{Instant, MissedTickBehavior, timeout, timeout_at};
use uuid::Uuid;

use crate::service::Service;

/// The channel on which nodes tell each other of changes: an account's UUID, a space, and the revision's number.
const CHANGES: &str = "cuenta_change";

/// The channel on which a node hears itself: its own UUID, a space, and how many milliseconds after its listening began
/// it said so.
const HEARTBEATS: &str = "cuenta_heartbeat";

/// How often a node makes itself heard, and how often it looks at the version of SQLite's file.
const BEAT: Duration = Duration::from_secs(1);

/// How long a node believes that it hears others, from when it said what it heard of itself last. What comes late tells
/// nothing of what was committed since it was sent.
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
    let listening = async {
        let mut listener = PgListener::connect(service.database.url()).await?;
        let began = Instant::now();
        listener.listen_all([CHANGES, HEARTBEATS]).await?;
        Ok::<_, sea_orm::sqlx::Error>((listener, began))
    };
    // A connection that is lost between its making and the answer to the second would be waited for until TCP gives up.
    let (mut listener, began) = timeout(SILENCE, listening).await.map_err(|_| ListenError::Silence)??;
    let node = Node { id: Uuid::new_v4().to_string(), began };
    // What was committed before the listening began was told to nobody here.
    service.bell.ring_all();
    service.bell.hears_for(left(node.began));
    tracing::info!("changes of other nodes are heard");
    // Both go on side by side; neither is dropped in the middle of what it reads or writes.
    tokio::select! {
        heard = hear(service, &mut listener, &node) => heard,
        never = beat(service, &node) => match never {},
    }
}

async fn hear(service: &Service, listener: &mut PgListener, node: &Node) -> Result<Infallible, ListenError> {
    let mut heard = node.began;
    loop {
        // `try_recv`, because `recv` connects again by itself and says nothing of what it missed.
        let notification = timeout_at(heard + SILENCE, listener.try_recv()).await.map_err(|_| ListenError::Silence)?;
        let notification = notification?.ok_or(ListenError::Cut)?;
        if notification.channel() == CHANGES {
            if let Some(account) = account_of(notification.payload()) {
                service.bell.ring(account);
            }
        } else if let Some(sent) = node.sent(notification.payload()) {
            // Notifications come in the order of commits: what was committed before this beat was sent was rung for.
            // What was committed later may still be on its way, however long this one took.
            heard = heard.max(sent);
            service.bell.hears_for(left(heard));
        }
    }
}

async fn beat(service: &Service, node: &Node) -> Infallible {
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        // A beat that cannot be sent is one that is not heard: silence tells.
        let sent = service.database.read().execute(&notification(HEARTBEATS, node.says(Instant::now()))).await;
        if let Err(error) = sent {
            tracing::debug!(%error, "a heartbeat was not sent");
        }
    }
}

/// This process, as it is heard by itself.
#[derive(Debug)]
struct Node {
    id: String,
    /// When its listening began.
    began: Instant,
}

impl Node {
    /// What it says at a time.
    fn says(&self, now: Instant) -> String {
        format!("{} {}", self.id, now.saturating_duration_since(self.began).as_millis())
    }

    /// When it said this; none of what another said.
    fn sent(&self, payload: &str) -> Option<Instant> {
        let (id, milliseconds) = payload.split_once(' ')?;
        (id == self.id).then_some(())?;
        self.began.checked_add(Duration::from_millis(milliseconds.parse().ok()?))
    }
}

/// For how long from now a node believes that it hears others that heard what it said then.
fn left(sent: Instant) -> Duration {
    (sent + SILENCE).saturating_duration_since(Instant::now())
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
/// service, that is another process (<https://www.sqlite.org/pragma.html#pragma_data_version>). Versions of two
/// connections cannot be compared: each new one begins with the same number. So the connection is marked, and where the
/// mark is gone, with the connection that had it, anything may have been written unheard.
async fn watch_the_file(service: &Service) {
    let mut beat = tokio::time::interval(BEAT);
    let (mut last, mut marks) = (None, 0);
    loop {
        beat.tick().await;
        match data_version(service, &mut marks).await {
            Ok(version) => {
                if last != Some(version) {
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

/// The version of the file, and the mark of the connection that was asked; a connection without one gets the next.
async fn data_version(service: &Service, marks: &mut i64) -> Result<(i64, i64), DbErr> {
    // Of the temporary schema, which is the connection's own. Both are asked on one connection: a pool may have another
    // for the next statement.
    let connection = service.database.write().begin().await?;
    let mut mark = pragma(&connection, "temp.user_version").await?;
    if mark == 0 {
        *marks += 1;
        mark = *marks;
        connection.execute_unprepared(&format!("PRAGMA temp.user_version = {mark}")).await?;
    }
    let version = pragma(&connection, "data_version").await?;
    connection.commit().await?;
    Ok((mark, version))
}

async fn pragma<C: ConnectionTrait>(connection: &C, name: &str) -> Result<i64, DbErr> {
    let statement = Statement::from_string(DatabaseBackend::Sqlite, format!("PRAGMA {name}"));
    let row = connection.query_one_raw(statement).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(name.to_owned()))?.try_get_by_index(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bell::Bell;

    #[tokio::test(start_paused = true)]
    async fn a_beat_counts_from_when_it_was_sent_and_one_that_comes_late_not_at_all() {
        let node = Node { id: "a".to_owned(), began: Instant::now() };
        let bell = Bell::default();
        tokio::time::advance(Duration::from_secs(5)).await;
        let said = node.says(Instant::now());
        tokio::time::advance(Duration::from_secs(2)).await;
        bell.hears_for(left(node.sent(&said).unwrap()));
        assert!(bell.moment().is_some(), "two seconds late");
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(bell.moment(), None, "three seconds after it was sent, whenever it came");
        bell.hears_for(left(node.sent(&said).unwrap()));
        assert_eq!(bell.moment(), None, "too late");
        assert_eq!(node.sent("b 5000"), None);
        assert_eq!(node.sent("a"), None);
    }
}
