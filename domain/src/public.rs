//! What anybody may ask without signing in: the portal of a host, and a photo by its address.

use entity::{account, id::AccountId, photo, photo_digest, portal_host};
use sea_orm::EntityTrait;

use crate::{
    error::Error,
    photo::Photo,
    service::Service,
    settings::{
        Settings,
        environment::{DirectTicketLink, Language},
    },
    store, web_address,
};

/// What a support portal must know before anyone signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// The account's slug.
    pub slug: String,
    /// The company's trade name.
    pub trade_name: String,
    /// The language of the support centre.
    pub language: Language,
    /// The company's photo.
    pub photo: Option<Photo>,
    /// Whether chat is on.
    pub chat: bool,
    /// Who opens a ticket by its link alone.
    pub direct_ticket_link: DirectTicketLink,
}

/// The portal at a host, in whatever spelling; none for a host that no account has.
///
/// # Errors
/// When the database fails.
pub async fn portal(service: &Service, host: &str) -> Result<Option<Portal>, Error> {
    let Some(host) = web_address::portal_host(host) else {
        return Ok(None);
    };
    let database = service.database.read();
    let found = portal_host::Entity::find_by_id(host.clone()).find_also_related(account::Entity).one(database).await?;
    let Some((_, Some(account))) = found else {
        return Ok(None);
    };
    let Some(snapshot) = store::current(database, AccountId(account.id)).await? else {
        return Ok(None);
    };
    let Settings { company, parameters, .. } = snapshot.settings.as_ref();
    // The host may have gone to another account between the two look-ups.
    Ok((parameters.environment.portal_host() == Some(host)).then(|| Portal {
        slug: account.slug,
        trade_name: company.trade_name.clone(),
        language: parameters.environment.language,
        photo: company.photo.clone(),
        chat: parameters.additional_modules.chat.enabled,
        direct_ticket_link: parameters.environment.direct_ticket_link,
    }))
}

/// The language in which an account's people read, for messages to those who ask for none.
///
/// # Errors
/// When the database fails.
pub async fn language(service: &Service, account: AccountId) -> Result<Option<Language>, Error> {
    let Service { bell, caches, database, .. } = service;
    // As the settings are read: a message in each of many answers is no look-up in each.
    let look_up = || store::current(database.read(), account);
    let snapshot = caches.settings.get(bell, &account, |_| true, look_up).await?;
    Ok(snapshot.map(|snapshot| snapshot.settings.parameters.environment.language))
}

/// One square of a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// The media type of the bytes.
    pub content_type: String,
    /// The encoded picture.
    pub bytes: Vec<u8>,
}

/// The square of a photo with this side, if it is kept. Whoever knows the address may see it.
///
/// # Errors
/// When the database fails.
pub async fn photo(service: &Service, digest: &str, size: i32) -> Result<Option<Square>, Error> {
    // Only what can be a digest is looked up; whatever else stands in an address is nothing.
    if digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)) {
        return Ok(None);
    }
    let database = service.database.read();
    let Some(owner) = photo_digest::Entity::find_by_id(digest.to_owned()).one(database).await? else {
        return Ok(None);
    };
    let square = photo::Entity::find_by_id((owner.account_id, digest.to_owned(), size)).one(database).await?;
    Ok(square.map(|square| Square { content_type: square.content_type, bytes: square.bytes }))
}
