//! The history: every change and what it left.

use sea_orm::entity::prelude::*;

/// One revision of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// 1, 2, 3 … without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// When, UTC in microseconds.
    pub at: DateTimeUtc,
    /// PERSON, API_KEY or SYSTEM.
    pub actor_kind: String,
    /// Who, by reference.
    pub actor_subject: String,
    /// The role in which a person acted.
    pub actor_role: Option<String>,
    /// The mutation's field name.
    pub action: String,
    /// Why, as the actor said.
    pub reason: Option<String>,
    /// The changes, as JSON.
    #[sea_orm(column_type = "Text")]
    pub changes: String,
    /// Which upcast `settings` needs.
    pub format: i16,
    /// The settings as this revision left them, as JSON.
    #[sea_orm(column_type = "Text")]
    pub settings: String,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
