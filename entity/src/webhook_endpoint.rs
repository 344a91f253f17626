//! Where accounts have their revisions delivered.

use sea_orm::entity::prelude::*;

/// One endpoint of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_endpoint")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The own part of the endpoint's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address that deliveries are sent to.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The actions whose revisions it wants, as a JSON list; all, where it is empty.
    pub actions: String,
    /// ENABLED, DISABLED or FAILED.
    pub state: String,
    /// When it was made, UTC in microseconds.
    pub created_at: DateTimeUtc,
    /// When it was given another secret.
    pub rotated_at: Option<DateTimeUtc>,
    /// The newest revision that was looked at: later ones are still to be made deliveries of.
    pub handed_over: i32,
    /// From when on there is something to send; none where nothing waits.
    pub due_at: Option<DateTimeUtc>,
    /// Who is sending to it now.
    pub leased_by: Option<Uuid>,
    /// Until when nobody else may.
    pub leased_until: Option<DateTimeUtc>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
