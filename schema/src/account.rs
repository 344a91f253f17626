//! Accounts, and who is asking.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use domain::{
    account::{self as domain_account, CreateAccount},
    api_key,
    caller::{Caller, StaffScope},
    change::release_portal_host,
    error::Refusal,
    policy, revision, terms as domain_terms, webhook,
};

use crate::{
    api_keys::{self, ApiKey, ApiKeyConnection},
    connection::{PageArguments, connection, cursor},
    error::OrRefuse,
    guard::{self, Needs, Permission},
    history::{self, Change, Revision, RevisionConnection, RevisionFilter},
    parameters::Language,
    parts::Part,
    request,
    scalars::DateTime,
    terms::{self, TermsAcceptanceConnection, TermsAcceptanceFilter, TermsDocument},
    view::View,
    webhooks::{self, WebhookEndpointConnection},
    write::{UserError, user_errors},
};

/// Which list the cursors of accounts belong to.
pub(crate) const CURSORS: &str = "accounts";

/// The role in which somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "policy::Role")]
pub(crate) enum Role {
    /// Administrates an account.
    Admin,
    /// Runs an account's support.
    Operator,
    /// Answers tickets.
    Agent,
    /// Asks.
    Customer,
    /// Staff of the platform; belongs to no account.
    Platform,
}

#[derive(Clone, Debug)]
pub(crate) struct Viewer(pub(crate) Arc<Caller>);

/// Who is asking.
#[Object]
impl Viewer {
    /// The token's `sub`, or the key's id.
    pub(crate) async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// What the token says their name is, or the key's name.
    pub(crate) async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// What the token says their e-mail address is.
    pub(crate) async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// The role in which they call; null for an API key.
    pub(crate) async fn role(&self) -> Option<Role> {
        self.0.role().map(Into::into)
    }

    /// The key with which they call; null for a person.
    pub(crate) async fn api_key(&self, ctx: &Context<'_>) -> Result<Option<ApiKey>> {
        let Some(key) = self.0.own_key() else { return Ok(None) };
        let found = request::lookup(ctx)?.load_one(key).await.or_refuse(ctx).await?;
        Ok(found.map(ApiKey::live))
    }

    /// What they may do.
    pub(crate) async fn permissions(&self) -> Vec<Permission> {
        self.0.permissions().into_iter().map(Into::into).collect()
    }

    /// The account they belong to; null for platform staff.
    pub(crate) async fn account(&self) -> Option<Account> {
        self.0.account().cloned().map(Account)
    }

    /// The documents in force that this person has not accepted. Empty for whoever cannot accept: API keys and staff.
    pub(crate) async fn pending_terms(&self, ctx: &Context<'_>) -> Result<Vec<TermsDocument>> {
        let pending = domain_terms::pending(request::service(ctx)?, &self.0).await.or_refuse(ctx).await?;
        Ok(pending.into_iter().map(TermsDocument).collect())
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Account(pub(crate) Arc<domain_account::Account>);

/// A tenant of the platform.
#[Object]
impl Account {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The name in tokens and addresses; it never changes.
    pub(crate) async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// When the account was created.
    pub(crate) async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// The settings now, or as they were at a revision. Needs READ_SETTINGS.
    #[graphql(guard = "Needs(Permission::ReadSettings)", directive = guard::guard::apply(Permission::ReadSettings))]
    pub(crate) async fn settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of a revision; NOT_FOUND when there is none.")] at_revision: Option<i32>,
    ) -> Result<Option<Part>> {
        let scope = request::signed_in(ctx).await?.read_settings(self.0.id).or_refuse(ctx).await?;
        let lookup = request::lookup(ctx)?;
        let view = match at_revision {
            None => {
                lookup.load_one(domain::read::CurrentScope::from(scope)).await.or_refuse(ctx).await?.map(View::live)
            }
            Some(number) => lookup.load_one((scope, number)).await.or_refuse(ctx).await?.map(View::at_revision),
        };
        let view = view.ok_or(Refusal::NotFound).or_refuse(ctx).await?;
        Ok(Some(Part::of(ctx, view).await))
    }

    /// One revision; null when there is none with this number. Needs READ_HISTORY.
    #[graphql(guard = "Needs(Permission::ReadHistory)", directive = guard::guard::apply(Permission::ReadHistory))]
    pub(crate) async fn revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1, 2, 3 …")] number: i32,
    ) -> Result<Option<Revision>> {
        let scope = request::signed_in(ctx).await?.read_history(self.0.id).or_refuse(ctx).await?;
        let revision = request::lookup(ctx)?.load_one((scope, number)).await.or_refuse(ctx).await?;
        Ok(revision.map(Revision::new))
    }

    /// The history, newest first. Needs READ_HISTORY.
    #[graphql(guard = "Needs(Permission::ReadHistory)", directive = guard::guard::apply(Permission::ReadHistory))]
    pub(crate) async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which revisions.")] filter: Option<RevisionFilter>,
    ) -> Result<Option<RevisionConnection>> {
        let scope = request::signed_in(ctx).await?.read_history(self.0.id).or_refuse(ctx).await?;
        let request = PageArguments { first, after, last, before }.by_key(ctx, history::CURSORS).await?;
        let filter = filter.unwrap_or_default().into();
        let page = revision::list(request::service(ctx)?, scope, &filter, request).await.or_refuse(ctx).await?;
        Ok(Some(RevisionConnection { scope, filter, page }))
    }

    /// What differs between two revisions; NOT_FOUND when there is none with such a number. Needs READ_HISTORY.
    #[graphql(guard = "Needs(Permission::ReadHistory)", directive = guard::guard::apply(Permission::ReadHistory))]
    pub(crate) async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of the revision to start from.")] from: i32,
        #[graphql(desc = "The number of the revision to end at; the current one when absent.")] to: Option<i32>,
    ) -> Result<Option<Vec<Change>>> {
        let scope = request::signed_in(ctx).await?.read_history(self.0.id).or_refuse(ctx).await?;
        let changes = revision::changes(request::service(ctx)?, scope, from, to).await.or_refuse(ctx).await?;
        Ok(Some(changes.into_iter().map(Change).collect()))
    }

    /// The keys of partners' integrations, newest first, those that are revoked or expired among them.
    /// Needs MANAGE_API_KEYS.
    #[graphql(guard = "Needs(Permission::ManageApiKeys)", directive = guard::guard::apply(Permission::ManageApiKeys))]
    pub(crate) async fn api_keys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<ApiKeyConnection>> {
        let scope = request::signed_in(ctx).await?.read_keys(self.0.id).or_refuse(ctx).await?;
        let request = PageArguments { first, after, last, before }.by_key(ctx, api_keys::CURSORS).await?;
        let page = api_key::list(request::service(ctx)?, scope, request).await.or_refuse(ctx).await?;
        Ok(Some(ApiKeyConnection { scope, page }))
    }

    /// Where the account has its revisions delivered, newest first. Needs MANAGE_WEBHOOKS.
    #[graphql(guard = "Needs(Permission::ManageWebhooks)", directive = guard::guard::apply(Permission::ManageWebhooks))]
    pub(crate) async fn webhook_endpoints(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<WebhookEndpointConnection>> {
        let scope = request::signed_in(ctx).await?.manage_webhooks(self.0.id).or_refuse(ctx).await?;
        let request = PageArguments { first, after, last, before }.by_key(ctx, webhooks::CURSORS).await?;
        let page = webhook::list(request::service(ctx)?, scope, request).await.or_refuse(ctx).await?;
        Ok(Some(WebhookEndpointConnection { scope, page }))
    }

    /// Who accepted which terms, newest first. Needs READ_TERMS.
    #[graphql(guard = "Needs(Permission::ReadTerms)", directive = guard::guard::apply(Permission::ReadTerms))]
    pub(crate) async fn terms_acceptances(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which acceptances.")] filter: Option<TermsAcceptanceFilter>,
    ) -> Result<Option<TermsAcceptanceConnection>> {
        let scope = request::signed_in(ctx).await?.read_terms(self.0.id).or_refuse(ctx).await?;
        let page = PageArguments { first, after, last, before }.by_key(ctx, terms::CURSORS).await?;
        let filter = filter.unwrap_or_default().into();
        let page = domain_terms::list(request::service(ctx)?, scope, &filter, page).await.or_refuse(ctx).await?;
        Ok(Some(TermsAcceptanceConnection { scope, filter, page }))
    }
}

/// Which accounts; what is absent does not narrow.
#[derive(InputObject, Default)]
pub(crate) struct AccountFilter {
    /// A prefix of the slug or of the trade name, without regard to case.
    search: Option<String>,
}

impl From<AccountFilter> for domain_account::AccountFilter {
    fn from(filter: AccountFilter) -> Self {
        Self { search: filter.search }
    }
}

connection! {
    /// A page of all accounts, by slug.
    AccountConnection { scope: StaffScope, filter: domain_account::AccountFilter } of Arc<domain_account::Account>;
    /// An account in a page.
    AccountEdge of Account = Account;
    cursor = |account| cursor(CURSORS, &account.slug);
    count = |this, service| domain_account::count(service, &this.scope, &this.filter);
}

/// A new account.
#[derive(InputObject)]
pub(crate) struct CreateAccountInput {
    /// 3 to 63 of a-z, 0-9 and inner hyphens; never changes.
    slug: String,
    /// The name that the company's customers know.
    trade_name: String,
    /// The language of the support centre.
    language: Language,
    /// A name of the IANA time zone database; UTC when absent.
    time_zone: Option<String>,
}

/// What came of createAccount.
#[derive(SimpleObject)]
pub(crate) struct CreateAccountPayload {
    /// The new account.
    account: Option<Account>,
    /// Its first revision.
    revision: Option<Revision>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

/// A host to free.
#[derive(InputObject)]
pub(crate) struct ReleasePortalHostInput {
    /// The host, in any spelling.
    host: String,
}

/// What came of releasePortalHost.
#[derive(SimpleObject)]
pub(crate) struct ReleasePortalHostPayload {
    /// The account that had the host.
    account: Option<Account>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

#[derive(Default)]
pub(crate) struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Creates an account; that is its revision 1. Needs PROVISION_ACCOUNTS.
    #[graphql(
        guard = "Needs(Permission::ProvisionAccounts)",
        directive = guard::guard::apply(Permission::ProvisionAccounts)
    )]
    pub(crate) async fn create_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account.")] input: CreateAccountInput,
    ) -> Result<Option<CreateAccountPayload>> {
        let caller = request::signed_in(ctx).await?;
        let scope = caller.serve_accounts().or_refuse(ctx).await?;
        let input = CreateAccount {
            slug: input.slug,
            trade_name: input.trade_name,
            language: input.language.into(),
            time_zone: input.time_zone,
        };
        let actor = revision::Actor::from(caller.as_ref());
        let created = domain_account::create(request::service(ctx)?, &scope, actor, input).await.or_refuse(ctx).await?;
        Ok(Some(match created {
            Ok(created) => CreateAccountPayload {
                account: Some(Account(created.account)),
                revision: Some(Revision::with_settings(created.revision, created.settings)),
                user_errors: Vec::new(),
            },
            Err(errors) => CreateAccountPayload { account: None, revision: None, user_errors: user_errors(&errors) },
        }))
    }

    /// Frees a host that an account has taken and does not own; that account gets a revision by SYSTEM.
    /// Needs PROVISION_ACCOUNTS.
    #[graphql(
        guard = "Needs(Permission::ProvisionAccounts)",
        directive = guard::guard::apply(Permission::ProvisionAccounts)
    )]
    pub(crate) async fn release_portal_host(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The host.")] input: ReleasePortalHostInput,
    ) -> Result<Option<ReleasePortalHostPayload>> {
        let scope = request::signed_in(ctx).await?.serve_accounts().or_refuse(ctx).await?;
        let service = request::service(ctx)?;
        let released = release_portal_host(service, &scope, &input.host).await.or_refuse(ctx).await?;
        request::changed(ctx, None)?;
        Ok(Some(match released {
            Ok(account) => {
                ReleasePortalHostPayload { account: Some(Account(Arc::new(account))), user_errors: Vec::new() }
            }
            Err(errors) => ReleasePortalHostPayload { account: None, user_errors: user_errors(&errors) },
        }))
    }
}
