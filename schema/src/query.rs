//! The roots: what can be asked, and what can be changed.

use async_graphql::{Context, ID, Object, Result};
use domain::{
    error::{BadInput, Refusal},
    public,
    read::CurrentScope,
    terms,
};

use crate::{
    account::{self, Account, AccountConnection, AccountFilter, Viewer},
    connection::PageArguments,
    error::OrRefuse,
    guard::{self, Needs, Permission},
    node::{self, Node},
    parameters::Language,
    portal::Portal,
    request,
    terms::{TermsDocument, TermsKind},
    ticket_policy::TicketPolicy,
    view::View,
};

/// The most ids of one `nodes`.
const IDS_MAX: usize = 100;

/// What can be asked.
#[derive(Debug)]
pub struct Query;

/// What can be asked.
#[Object]
impl Query {
    /// Who is asking; null without a caller.
    pub(crate) async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        request::caller(ctx).map(Viewer)
    }

    /// The caller's own account: UNAUTHENTICATED without a caller, null for platform staff. What it holds asks for
    /// permissions field by field.
    pub(crate) async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        Ok(request::signed_in(ctx).await?.account().cloned().map(Account))
    }

    /// What has this id; null for what does not exist, belongs to another account, or may not be read by the caller.
    pub(crate) async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "The id.")] id: ID) -> Result<Option<Node>> {
        node::find(ctx, &id).await
    }

    /// What has these ids, at most 100, each as `node` answers it.
    pub(crate) async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > IDS_MAX {
            return Err(Refusal::BadInput(BadInput::TooManyIds)).or_refuse(ctx).await;
        }
        futures_util::future::try_join_all(ids.iter().map(|id| node::find(ctx, id))).await
    }

    /// What a support portal must know before anyone signs in. Public; null for an unknown host.
    pub(crate) async fn portal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The portal's host, in any spelling.")] host: String,
    ) -> Result<Option<Portal>> {
        Ok(public::portal(request::service(ctx)?, &host).await.or_refuse(ctx).await?.map(Portal::from))
    }

    /// The documents in force, the newest of each kind and language. Public.
    pub(crate) async fn terms_documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of this kind; of all, when absent.")] kind: Option<TermsKind>,
        #[graphql(desc = "In this language; in all, when absent.")] language: Option<Language>,
    ) -> Result<Vec<TermsDocument>> {
        let (kind, language) = (kind.map(Into::into), language.map(Into::into));
        let documents = terms::in_force(request::service(ctx)?, kind, language).await.or_refuse(ctx).await?;
        Ok(documents.into_iter().map(TermsDocument).collect())
    }

    /// What the parameters of the caller's account decide. Needs READ_TICKET_POLICY.
    #[graphql(
        guard = "Needs(Permission::ReadTicketPolicy)",
        directive = guard::guard::apply(Permission::ReadTicketPolicy)
    )]
    pub(crate) async fn ticket_policy(&self, ctx: &Context<'_>) -> Result<Option<TicketPolicy>> {
        let caller = request::signed_in(ctx).await?;
        let Some(account) = caller.account() else {
            return Ok(None);
        };
        let scope = caller.read_ticket_policy(account.id).or_refuse(ctx).await?;
        let current = request::lookup(ctx)?.load_one(CurrentScope::from(scope)).await.or_refuse(ctx).await?;
        Ok(current.map(View::live).map(TicketPolicy))
    }
    /// All accounts, by slug. Needs PROVISION_ACCOUNTS.
    #[graphql(
        guard = "Needs(Permission::ProvisionAccounts)",
        directive = guard::guard::apply(Permission::ProvisionAccounts)
    )]
    pub(crate) async fn accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which accounts.")] filter: Option<AccountFilter>,
    ) -> Result<Option<AccountConnection>> {
        let scope = request::signed_in(ctx).await?.serve_accounts().or_refuse(ctx).await?;
        let page = PageArguments { first, after, last, before }.by_key(ctx, account::CURSORS).await?;
        let filter = filter.unwrap_or_default().into();
        let page = domain::account::list(request::service(ctx)?, &scope, &filter, page).await.or_refuse(ctx).await?;
        Ok(Some(AccountConnection { scope, filter, page }))
    }
}
