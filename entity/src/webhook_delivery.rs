//! What is, or was, sent to webhook endpoints.

use sea_orm::entity::prelude::*;

/// One delivery to an endpoint.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The own part of the endpoint's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub endpoint_id: Uuid,
    /// The own part of the delivery's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The revision that it tells of; none for a test.
    pub revision: Option<i32>,
    /// PENDING, DELIVERED or FAILED.
    pub state: String,
    /// Whether it stands in the endpoint's order: later revisions wait until it was delivered once.
    pub is_in_order: bool,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When somebody asked that it be sent at once, until it was tried.
    pub asked_at: Option<DateTimeUtc>,
    /// When the next attempt is due, after one that failed.
    pub next_attempt_at: Option<DateTimeUtc>,
    /// When the first of the attempts failed that have failed since.
    pub failing_since: Option<DateTimeUtc>,
    /// How many attempts in its turn failed, one after the other.
    pub failures: i32,
    /// How many attempts there were.
    pub attempts: i32,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
