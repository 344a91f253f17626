//! What must be found before anybody is known: the account that a token names.

use entity::{account, account_slug};
use sea_orm::EntityTrait;

use crate::{account::Account, error::Error, service::Service};

/// The account with this slug, asked for by authentication alone.
///
/// # Errors
/// When the database fails.
pub async fn account_by_slug(service: &Service, slug: &str) -> Result<Option<Account>, Error> {
    let found = account_slug::Entity::find_by_id(slug.to_owned())
        .find_also_related(account::Entity)
        .one(service.database.read())
        .await?;
    Ok(found.and_then(|(_, account)| account).map(Account::from))
}
