//! The holidays of the business hours.

use sea_orm::entity::prelude::*;

/// One day on which no shift opens.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "holiday")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub date: Date,
    /// What is celebrated.
    pub name: Option<String>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
