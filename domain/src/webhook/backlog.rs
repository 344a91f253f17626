//! How much is still to be delivered, for whoever looks after the service.

use entity::{webhook_delivery, webhook_endpoint};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _,
    sea_query::{Alias, Cond, Expr, ExprTrait as _, Func, Query},
};

use super::EndpointState;
use crate::{error::Error, service::Service, store};

/// Deliveries that have not arrived, to endpoints that are switched on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// To endpoints that are due: they are being sent, or will be at once.
    pub due: i64,
    /// To endpoints that failed, and are tried again later.
    pub waiting: i64,
}

/// Counts what is still to be delivered, on all nodes together.
///
/// # Errors
/// When the database fails.
pub async fn backlog(service: &Service) -> Result<Backlog, Error> {
    let endpoint = |column: webhook_endpoint::Column| Expr::col((webhook_endpoint::Entity, column));
    let delivery = |column: webhook_delivery::Column| Expr::col((webhook_delivery::Entity, column));
    // Of an endpoint without a time there is nothing that waits for one.
    let is_waiting = endpoint(webhook_endpoint::Column::DueAt).gt(service.now());
    let waiting = Func::sum(Expr::case(is_waiting, 1).finally(0));
    let statement = Query::select()
        .expr_as(Func::count(delivery(webhook_delivery::Column::Id)), Alias::new("all"))
        .expr_as(Expr::expr(waiting).cast_as(Alias::new("bigint")), Alias::new("waiting"))
        .from(webhook_endpoint::Entity)
        .inner_join(
            webhook_delivery::Entity,
            Cond::all()
                .add(
                    delivery(webhook_delivery::Column::AccountId)
                        .equals((webhook_endpoint::Entity, webhook_endpoint::Column::AccountId)),
                )
                .add(
                    delivery(webhook_delivery::Column::EndpointId)
                        .equals((webhook_endpoint::Entity, webhook_endpoint::Column::Id)),
                ),
        )
        .and_where(webhook_endpoint::Column::State.eq(store::spelling(&EndpointState::Enabled)?))
        .and_where(webhook_delivery::Column::IsInOrder.eq(true))
        .take();
    let Some(row) = service.database.read().query_one(&statement).await? else {
        return Ok(Backlog::default());
    };
    let all: i64 = row.try_get("", "all")?;
    let waiting: Option<i64> = row.try_get("", "waiting")?;
    let waiting = waiting.unwrap_or_default();
    Ok(Backlog { due: all - waiting, waiting })
}
