//! What a support portal must know before anyone signs in.

use async_graphql::SimpleObject;
use domain::public;

use crate::{
    company::Photo,
    parameters::{DirectTicketLink, Language},
};

/// A support portal, as anybody may see it.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Portal {
    /// The account's slug.
    slug: String,
    /// The company's trade name.
    trade_name: String,
    /// The language of the support centre.
    language: Language,
    /// The company's photo.
    photo: Option<Photo>,
    /// Whether chat is on.
    chat: bool,
    /// Who opens a ticket by its link without signing in.
    direct_ticket_link: DirectTicketLink,
}

impl From<public::Portal> for Portal {
    fn from(portal: public::Portal) -> Self {
        Self {
            slug: portal.slug,
            trade_name: portal.trade_name,
            language: portal.language.into(),
            photo: portal.photo.map(Photo),
            chat: portal.chat,
            direct_ticket_link: portal.direct_ticket_link.into(),
        }
    }
}
