//! The stored squares of photos.

use sea_orm::entity::prelude::*;

/// One square of one photo.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "photo")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// SHA-256 of the account and the bytes that were uploaded, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// The side of the square in pixels.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i32,
    /// image/jpeg or image/png.
    pub content_type: String,
    /// The encoded picture.
    pub bytes: Vec<u8>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
