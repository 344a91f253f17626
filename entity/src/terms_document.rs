//! Terms documents: a log of the platform.

use sea_orm::entity::prelude::*;

/// One document that was published.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "terms_document")]
pub struct Model {
    /// The document's id; the newest has the greatest.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// TERMS_OF_USE or PRIVACY_POLICY.
    pub kind: String,
    /// What the lawyers call this state of it.
    pub version: String,
    /// PT, ES or EN.
    pub language: String,
    /// Where its text is.
    pub url: String,
    /// SHA-256 of its text, in lower-case hexadecimal.
    pub sha256: String,
    /// When it was published.
    pub published_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
