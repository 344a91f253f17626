//! Who accepted which terms document: a log of each account.

use sea_orm::entity::prelude::*;

/// One acceptance.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "terms_acceptance")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The own part of the acceptance's id: a version 7 UUID of the moment of acceptance.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The document.
    pub document_id: Uuid,
    /// The document's kind, for lists of one kind.
    pub kind: String,
    /// Who, by reference.
    pub subject: String,
    /// The same in the form in which case does not matter.
    pub subject_key: String,
    /// The role in which they accepted.
    pub role: Option<String>,
    /// When.
    pub accepted_at: DateTimeUtc,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
