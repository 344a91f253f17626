//! The section "addresses".

use sea_orm::entity::prelude::*;

/// One postal address of the company.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "address")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The address's own part of its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What the address is for, in the contract's spelling.
    pub purpose: String,
    /// PRIMARY or SECONDARY, each at most once per account.
    pub rank: Option<String>,
    /// Street.
    pub street: String,
    /// House number, a text ("S/N").
    pub number: Option<String>,
    /// Complement (floor, suite).
    pub complement: Option<String>,
    /// A landmark that helps to find it.
    pub reference: Option<String>,
    /// District.
    pub district: Option<String>,
    /// City.
    pub city: String,
    /// State, department or province.
    pub state: Option<String>,
    /// Postal code as the country writes it.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
