//! API keys, without their secrets.

use sea_orm::entity::prelude::*;

/// One key of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The own part of the key's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What the integration is called.
    pub name: String,
    /// How each of its secrets begins.
    pub prefix: String,
    /// What it may do: permissions, as a JSON list.
    pub permissions: String,
    /// When it was made, UTC in microseconds.
    pub created_at: DateTimeUtc,
    /// PERSON, API_KEY or SYSTEM.
    pub created_by_kind: String,
    /// Who made it, by reference.
    pub created_by: String,
    /// The role in which a person made it.
    pub created_by_role: Option<String>,
    /// When it was given another secret.
    pub rotated_at: Option<DateTimeUtc>,
    /// From when on it is no good.
    pub expires_at: Option<DateTimeUtc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTimeUtc>,
    /// When it was used, to the minute.
    pub last_used_at: Option<DateTimeUtc>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
