//! Everything that has an id, found by it.

use std::sync::Arc;

use async_graphql::{Context, ID, Interface, Result};
use domain::{
    account as domain_account,
    caller::Caller,
    error::Refusal,
    id::{
        AccessProfileId, AccountId, ActivityId, AddressId, ApiKeyId, ContactId, OtherContactId, RevisionId, SettingsId,
        TermsAcceptanceId, TermsDocumentId, WebhookDeliveryId, WebhookEndpointId,
    },
    read::CurrentScope,
};

use crate::{
    account::Account,
    addresses::Address,
    api_keys::ApiKey,
    contacts::Contact,
    error::OrRefuse,
    history::Revision,
    other_contacts::OtherContact,
    profiles::{AccessProfile, Activity},
    request,
    settings::Settings,
    terms::{TermsAcceptance, TermsDocument},
    view::{Mark, View},
    webhooks::{WebhookDelivery, WebhookEndpoint},
};

/// Anything that has an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The id: opaque, and sorted by creation within its list."))]
pub(crate) enum Node {
    Account(Account),
    Settings(Settings),
    Contact(Contact),
    OtherContact(OtherContact),
    Address(Address),
    Activity(Activity),
    AccessProfile(AccessProfile),
    Revision(Revision),
    ApiKey(ApiKey),
    TermsDocument(TermsDocument),
    TermsAcceptance(TermsAcceptance),
    WebhookEndpoint(WebhookEndpoint),
    WebhookDelivery(WebhookDelivery),
}

/// What has this id, if it exists and the caller may read it.
pub(crate) async fn find(ctx: &Context<'_>, sent: &str) -> Result<Option<Node>> {
    let Some(caller) = request::caller(ctx) else {
        return Ok(None);
    };
    let Some((id, mark)) = Mark::split(sent) else {
        return Ok(None);
    };
    if let Ok(id) = id.parse::<AccountId>() {
        return if mark == Mark::Live { account_node(ctx, &caller, id).await } else { Ok(None) };
    }
    if let Ok(id) = id.parse::<RevisionId>() {
        return if mark == Mark::Live { revision_node(ctx, &caller, id).await } else { Ok(None) };
    }
    if let Ok(id) = id.parse::<ApiKeyId>() {
        return if mark == Mark::Live { key_node(ctx, &caller, id).await } else { Ok(None) };
    }
    if let Ok(id) = id.parse::<WebhookEndpointId>() {
        return if mark == Mark::Live { endpoint_node(ctx, &caller, id).await } else { Ok(None) };
    }
    if let Ok(id) = id.parse::<WebhookDeliveryId>() {
        return if mark == Mark::Live { delivery_node(ctx, &caller, id).await } else { Ok(None) };
    }
    if let Ok(id) = id.parse::<TermsAcceptanceId>() {
        return if mark == Mark::Live { acceptance_node(ctx, &caller, id).await } else { Ok(None) };
    }
    if let Ok(id) = id.parse::<TermsDocumentId>() {
        return if mark == Mark::Live { document_node(ctx, id).await } else { Ok(None) };
    }
    if let Ok(SettingsId(account)) = id.parse() {
        return Ok(view(ctx, &caller, account, mark).await?.map(Settings).map(Node::Settings));
    }
    element(ctx, &caller, id, mark).await
}

/// The account behind something that the caller was given.
pub(crate) async fn account(ctx: &Context<'_>, id: AccountId) -> Result<Account> {
    let caller = request::signed_in(ctx).await?;
    match account_node(ctx, &caller, id).await? {
        Some(Node::Account(account)) => Ok(account),
        _ => Err(Refusal::NotFound).or_refuse(ctx).await,
    }
}

async fn account_node(ctx: &Context<'_>, caller: &Caller, id: AccountId) -> Result<Option<Node>> {
    if let Some(own) = caller.account() {
        return Ok((own.id == id).then(|| Node::Account(Account(Arc::clone(own)))));
    }
    let Ok(scope) = caller.serve_accounts() else {
        return Ok(None);
    };
    let found = domain_account::find(request::service(ctx)?, &scope, id).await.or_refuse(ctx).await?;
    Ok(found.map(Arc::new).map(Account).map(Node::Account))
}

async fn revision_node(ctx: &Context<'_>, caller: &Caller, id: RevisionId) -> Result<Option<Node>> {
    let Ok(scope) = caller.read_history(id.account) else {
        return Ok(None);
    };
    let found = request::lookup(ctx)?.load_one((scope, id.number)).await.or_refuse(ctx).await?;
    Ok(found.map(Revision::new).map(Node::Revision))
}

/// A key, for whoever manages keys, and for itself.
async fn key_node(ctx: &Context<'_>, caller: &Caller, id: ApiKeyId) -> Result<Option<Node>> {
    let own = caller.own_key().filter(|(_, own)| *own == id);
    let Some(key) = own.or_else(|| Some((caller.read_keys(id.account).ok()?, id))) else {
        return Ok(None);
    };
    let found = request::lookup(ctx)?.load_one(key).await.or_refuse(ctx).await?;
    Ok(found.map(ApiKey::live).map(Node::ApiKey))
}

async fn endpoint_node(ctx: &Context<'_>, caller: &Caller, id: WebhookEndpointId) -> Result<Option<Node>> {
    let Ok(scope) = caller.manage_webhooks(id.account) else {
        return Ok(None);
    };
    let found = request::lookup(ctx)?.load_one((scope, id)).await.or_refuse(ctx).await?;
    Ok(found.map(WebhookEndpoint::live).map(Node::WebhookEndpoint))
}

async fn delivery_node(ctx: &Context<'_>, caller: &Caller, id: WebhookDeliveryId) -> Result<Option<Node>> {
    let Ok(scope) = caller.manage_webhooks(id.account) else {
        return Ok(None);
    };
    let found = request::lookup(ctx)?.load_one((scope, id)).await.or_refuse(ctx).await?;
    Ok(found.map(WebhookDelivery).map(Node::WebhookDelivery))
}

async fn acceptance_node(ctx: &Context<'_>, caller: &Caller, id: TermsAcceptanceId) -> Result<Option<Node>> {
    let Ok(scope) = caller.read_terms(id.account) else {
        return Ok(None);
    };
    let found = request::lookup(ctx)?.load_one((scope, id)).await.or_refuse(ctx).await?;
    Ok(found.map(TermsAcceptance).map(Node::TermsAcceptance))
}

/// A document, which belongs to nobody: whoever is signed in may see it, in force or not.
async fn document_node(ctx: &Context<'_>, id: TermsDocumentId) -> Result<Option<Node>> {
    let found = request::lookup(ctx)?.load_one(id).await.or_refuse(ctx).await?;
    Ok(found.map(TermsDocument).map(Node::TermsDocument))
}

/// An element of a list of the settings.
async fn element(ctx: &Context<'_>, caller: &Caller, id: &str, mark: Mark) -> Result<Option<Node>> {
    let Some(element) = ElementId::parse(id) else {
        return Ok(None);
    };
    let Some(view) = view(ctx, caller, element.account(), mark).await? else {
        return Ok(None);
    };
    Ok(match element {
        ElementId::Contact(id) => Contact::find(&view, id).map(Node::Contact),
        ElementId::OtherContact(id) => OtherContact::find(&view, id).map(Node::OtherContact),
        ElementId::Address(id) => Address::find(&view, id).map(Node::Address),
        ElementId::Activity(id) => Activity::find(&view, id).map(Node::Activity),
        ElementId::AccessProfile(id) => AccessProfile::find(&view, id).map(Node::AccessProfile),
    })
}

/// The id of an element of a list of the settings.
enum ElementId {
    Contact(ContactId),
    OtherContact(OtherContactId),
    Address(AddressId),
    Activity(ActivityId),
    AccessProfile(AccessProfileId),
}

impl ElementId {
    fn parse(id: &str) -> Option<Self> {
        let contact = id.parse().map(Self::Contact);
        let element = contact
            .or_else(|_| id.parse().map(Self::OtherContact))
            .or_else(|_| id.parse().map(Self::Address))
            .or_else(|_| id.parse().map(Self::Activity))
            .or_else(|_| id.parse().map(Self::AccessProfile));
        element.ok()
    }

    fn account(&self) -> AccountId {
        match self {
            Self::Contact(id) => id.account,
            Self::OtherContact(id) => id.account,
            Self::Address(id) => id.account,
            Self::Activity(id) => id.account,
            Self::AccessProfile(id) => id.account,
        }
    }
}

/// The settings of an account, now or at a revision, as far as the caller may read them.
async fn view(ctx: &Context<'_>, caller: &Caller, account: AccountId, mark: Mark) -> Result<Option<View>> {
    let Ok(scope) = caller.read_settings(account) else {
        return Ok(None);
    };
    let lookup = request::lookup(ctx)?;
    match mark {
        Mark::Live => Ok(lookup.load_one(CurrentScope::from(scope)).await.or_refuse(ctx).await?.map(View::live)),
        Mark::At(number) => Ok(lookup.load_one((scope, number)).await.or_refuse(ctx).await?.map(View::at_revision)),
        Mark::Preview => Ok(None),
    }
}
