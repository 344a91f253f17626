//! What a request brings along: who asks, in which language, and what was already looked up for it.

use std::sync::Arc;

use async_graphql::{
    Context, Data, Result,
    dataloader::{DataLoader, HashMapCache},
    extensions::ExtensionContext,
};
use domain::{
    Snapshot,
    caller::{Caller, KeysScope, WebhooksScope},
    error::{Error, Refusal},
    id::{ApiKeyId, WebhookEndpointId},
    public,
    read::CurrentScope,
    service::Service,
    settings::environment::Language,
    terms::Origin,
};
use tokio::sync::OnceCell;

use crate::{
    accept_language,
    error::OrRefuse,
    loader::{Batches, Lookups, lookups},
    seen::Seen,
};

/// Who sent a request, and how they want to be spoken to.
#[derive(Debug)]
pub struct Sender {
    /// Nobody, when the request has no token.
    pub caller: Option<Arc<Caller>>,
    /// The header `Accept-Language`.
    pub accept_language: Option<String>,
    /// From where it was sent.
    pub origin: Origin,
    /// By which id the log knows the request.
    pub request_id: Option<String>,
}

/// A sender, with what is found out about them on the way.
struct Known {
    caller: Option<Arc<Caller>>,
    asked_for: Option<Language>,
    origin: Origin,
    language: OnceCell<Language>,
    request_id: Option<String>,
}

/// The data that a request carries through the schema.
#[must_use]
pub fn data(service: &Service, sender: Sender) -> Data {
    let mut data = Data::default();
    let seen = Seen::by(sender.caller.as_deref());
    data.insert(Known {
        caller: sender.caller,
        asked_for: accept_language::preferred(sender.accept_language.as_deref()),
        origin: sender.origin,
        language: OnceCell::new(),
        request_id: sender.request_id,
    });
    let batches = Batches::default();
    data.insert(lookups(service, &batches, &seen));
    data.insert(batches);
    data.insert(seen);
    data
}

/// The domain.
pub(crate) fn service<'a>(ctx: &Context<'a>) -> Result<&'a Service> {
    ctx.data::<Service>()
}

/// What was already looked up for this request.
pub(crate) fn lookup<'a>(ctx: &Context<'a>) -> Result<&'a DataLoader<Lookups, HashMapCache>> {
    ctx.data()
}

/// Something was changed: what was looked up before is no longer current, and the answer has seen what came of it.
pub(crate) fn changed(ctx: &Context<'_>, after: Option<&Snapshot>) -> Result<()> {
    let lookup = lookup(ctx)?;
    lookup.clear::<CurrentScope>();
    lookup.clear::<(KeysScope, ApiKeyId)>();
    lookup.clear::<(WebhooksScope, WebhookEndpointId)>();
    if let Some(after) = after {
        ctx.data::<Seen>()?.snapshot(after);
    }
    Ok(())
}

/// Has every look-up of this request asked anew: what a stream looks up for one event is not what is for the next.
pub(crate) fn keep_no_look_ups(ctx: &Context<'_>) -> Result<()> {
    lookup(ctx)?.enable_all_cache(false);
    Ok(())
}

/// Who asks, if anybody.
pub(crate) fn caller(ctx: &Context<'_>) -> Option<Arc<Caller>> {
    ctx.data_opt::<Known>().and_then(|request| request.caller.clone())
}

/// Whether anybody asks, as an extension of the schema sees it.
pub(crate) fn is_signed_in(ctx: &ExtensionContext<'_>) -> bool {
    ctx.data_opt::<Known>().is_some_and(|request| request.caller.is_some())
}

/// Who asks; nobody is refused.
pub(crate) async fn signed_in(ctx: &Context<'_>) -> Result<Arc<Caller>> {
    caller(ctx).ok_or(Error::Refused(Refusal::Unauthenticated)).or_refuse(ctx).await
}

/// From where the request was sent.
pub(crate) fn origin(ctx: &Context<'_>) -> Origin {
    ctx.data_opt::<Known>().map(|request| request.origin.clone()).unwrap_or_default()
}

/// By which id the log knows the request.
pub(crate) fn request_id<'a>(ctx: &Context<'a>) -> Option<&'a str> {
    ctx.data_opt::<Known>().and_then(|request| request.request_id.as_deref())
}

/// The language in which the request is answered: the one asked for, else the account's, else English.
pub(crate) async fn language(ctx: &Context<'_>) -> Language {
    let Some(request) = ctx.data_opt::<Known>() else {
        return Language::En;
    };
    *request
        .language
        .get_or_init(|| async {
            if let Some(language) = request.asked_for {
                return language;
            }
            let account = request.caller.as_ref().and_then(|caller| caller.account()).map(|account| account.id);
            match (account, service(ctx)) {
                // A message is made on the way to a refusal: where the language cannot be found, it is English.
                (Some(account), Ok(service)) => {
                    public::language(service, account).await.ok().flatten().unwrap_or(Language::En)
                }
                _ => Language::En,
            }
        })
        .await
}
