//! What deliveries are signed with. Nothing else reads this table.

use sea_orm::entity::prelude::*;

/// One secret of an endpoint.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_secret")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The own part of the endpoint's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub endpoint_id: Uuid,
    /// When it was made.
    #[sea_orm(primary_key, auto_increment = false)]
    pub made_at: DateTimeUtc,
    /// The secret itself, in base 64: who signs must know it.
    pub secret: String,
    /// From when on nothing is signed with it, where it was replaced.
    pub ends_at: Option<DateTimeUtc>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
