//! The week of the business hours.

use sea_orm::entity::prelude::*;

/// One shift of the week.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shift")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// MONDAY is 0, SUNDAY is 6.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: i16,
    /// Minutes since midnight.
    #[sea_orm(primary_key, auto_increment = false)]
    pub opens: i16,
    /// Minutes since midnight; not after `opens` means the next day.
    pub closes: i16,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
