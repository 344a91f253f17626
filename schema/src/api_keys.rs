//! API keys: what is told of them, and how they are made, rotated and revoked.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use domain::{
    api_key::{self as domain_key, CreateApiKey, RotateApiKey},
    caller::KeysScope,
    change,
};

use crate::{
    connection::{connection, cursor},
    error::OrRefuse,
    guard::{self, Needs, Permission},
    history::{Actor, Change, Revision},
    holdings::{Told, told},
    request,
    scalars::DateTime,
    view::Mark,
    write::{UserError, WriteOptions},
};

/// Which list the cursors of keys belong to.
pub(crate) const CURSORS: &str = "apiKeys";

/// Whether a key is any good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain_key::ApiKeyState")]
pub(crate) enum ApiKeyState {
    /// It is.
    Active,
    /// Its time is over.
    Expired,
    /// It was revoked, whatever its time.
    Revoked,
}

#[derive(Clone, Debug)]
pub(crate) struct ApiKey {
    key: domain_key::ApiKey,
    mark: Mark,
}

impl ApiKey {
    pub(crate) fn live(key: domain_key::ApiKey) -> Self {
        Self { key, mark: Mark::Live }
    }
}

impl From<(domain_key::ApiKey, Mark)> for ApiKey {
    fn from((key, mark): (domain_key::ApiKey, Mark)) -> Self {
        Self { key, mark }
    }
}

/// How a partner's integration calls without a person's token. The secret is told once, when it is made.
#[Object]
impl ApiKey {
    /// The id, which stays through rotations; a change made with the key names it.
    pub(crate) async fn id(&self) -> ID {
        self.mark.id(self.key.id)
    }

    /// What the integration is called.
    pub(crate) async fn name(&self) -> &str {
        &self.key.name
    }

    /// The first 20 characters of each of its secrets: enough to recognise the key, never to use it.
    pub(crate) async fn prefix(&self) -> &str {
        &self.key.prefix
    }

    /// What it may do.
    pub(crate) async fn permissions(&self) -> Vec<Permission> {
        self.key.permissions.iter().map(|permission| (*permission).into()).collect()
    }

    /// Whether it is any good now.
    pub(crate) async fn state(&self, ctx: &Context<'_>) -> Result<ApiKeyState> {
        Ok(self.key.state(request::service(ctx)?.now()).into())
    }

    /// When it was made.
    pub(crate) async fn created_at(&self) -> DateTime {
        DateTime(self.key.created_at)
    }

    /// Who made it.
    pub(crate) async fn created_by(&self) -> Actor {
        (&self.key.created_by).into()
    }

    /// When it was given another secret last; null while it has its first.
    pub(crate) async fn rotated_at(&self) -> Option<DateTime> {
        self.key.rotated_at.map(DateTime)
    }

    /// From when on it is no good; null for never.
    pub(crate) async fn expires_at(&self) -> Option<DateTime> {
        self.key.expires_at.map(DateTime)
    }

    /// When it was last used, noted at most once a minute.
    pub(crate) async fn last_used_at(&self) -> Option<DateTime> {
        self.key.last_used_at.map(DateTime)
    }

    /// When it was revoked.
    pub(crate) async fn revoked_at(&self) -> Option<DateTime> {
        self.key.revoked_at.map(DateTime)
    }
}

connection! {
    /// A page of the account's keys, newest first.
    ApiKeyConnection { scope: KeysScope } of domain_key::ApiKey;
    /// A key in a page.
    ApiKeyEdge of ApiKey = ApiKey::live;
    cursor = |key| cursor(CURSORS, key.id);
    count = |this, service| domain_key::count(service, this.scope);
}

/// A new key.
#[derive(InputObject)]
pub(crate) struct CreateApiKeyInput {
    /// What the integration is called; at most 128 characters.
    name: String,
    /// What it may do: what the caller may, but never MANAGE_API_KEYS, ACCEPT_TERMS or PROVISION_ACCOUNTS.
    permissions: Vec<Permission>,
    /// From when on it is no good, in the future; never, when absent.
    expires_at: Option<DateTime>,
}

/// What came of createApiKey. The secret is in this answer and nowhere else.
#[derive(SimpleObject)]
pub(crate) struct CreateApiKeyPayload {
    /// The new key; of a dry run, as it would be.
    api_key: Option<ApiKey>,
    /// What the integration sends as its bearer token; null in a dry run.
    secret: Option<String>,
    /// What was changed, or would be.
    changes: Option<Vec<Change>>,
    /// The revision that this call made: null in a dry run.
    revision: Option<Revision>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

/// A key that gets a new secret.
#[derive(InputObject)]
pub(crate) struct RotateApiKeyInput {
    /// The key.
    id: ID,
    /// For how many seconds the old secret goes on working, 0 to 604800.
    #[graphql(default_with = "Some(0)")]
    overlap_seconds: Option<i32>,
}

/// What came of rotateApiKey. The secret is in this answer and nowhere else.
#[derive(SimpleObject)]
pub(crate) struct RotateApiKeyPayload {
    /// The key, which is the same as before.
    api_key: Option<ApiKey>,
    /// Its new secret; null in a dry run.
    secret: Option<String>,
    /// What was changed, or would be.
    changes: Option<Vec<Change>>,
    /// The revision that this call made: null in a dry run.
    revision: Option<Revision>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

/// A key to end.
#[derive(InputObject)]
pub(crate) struct RevokeApiKeyInput {
    /// The key.
    id: ID,
}

/// What came of revokeApiKey.
#[derive(SimpleObject)]
pub(crate) struct RevokeApiKeyPayload {
    /// The key, which stays in the list.
    api_key: Option<ApiKey>,
    /// What was changed, or would be.
    changes: Option<Vec<Change>>,
    /// The revision that this call made: null in a dry run, and when the key was revoked already.
    revision: Option<Revision>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

#[derive(Default)]
pub(crate) struct ApiKeysMutation;

#[Object]
impl ApiKeysMutation {
    /// Makes a key for a partner's integration. Needs MANAGE_API_KEYS.
    #[graphql(guard = "Needs(Permission::ManageApiKeys)", directive = guard::guard::apply(Permission::ManageApiKeys))]
    pub(crate) async fn create_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The key.")] input: CreateApiKeyInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<CreateApiKeyPayload>> {
        let caller = request::signed_in(ctx).await?;
        let input = CreateApiKey {
            name: input.name,
            permissions: input.permissions.into_iter().map(Into::into).collect(),
            expires_at: input.expires_at.map(|time| time.0),
        };
        let made = domain_key::create(request::service(ctx)?, &caller, input, written(options)).await;
        let Told { thing, secret, changes, revision, user_errors } = told(ctx, made.or_refuse(ctx).await?)?;
        let api_key = thing.map(ApiKey::from);
        let secret = secret.map(|secret| secret.reveal().to_owned());
        Ok(Some(CreateApiKeyPayload { api_key, secret, changes, revision, user_errors }))
    }

    /// Gives a key a new secret. The old one goes on working for a while, and one that was replaced before no longer.
    /// Needs MANAGE_API_KEYS, and every permission of the key.
    #[graphql(guard = "Needs(Permission::ManageApiKeys)", directive = guard::guard::apply(Permission::ManageApiKeys))]
    pub(crate) async fn rotate_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which key.")] input: RotateApiKeyInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RotateApiKeyPayload>> {
        let caller = request::signed_in(ctx).await?;
        let input = RotateApiKey { id: input.id.0, overlap_seconds: input.overlap_seconds.unwrap_or(0) };
        let rotated = domain_key::rotate(request::service(ctx)?, &caller, input, written(options)).await;
        let Told { thing, secret, changes, revision, user_errors } = told(ctx, rotated.or_refuse(ctx).await?)?;
        let api_key = thing.map(ApiKey::from);
        let secret = secret.map(|secret| secret.reveal().to_owned());
        Ok(Some(RotateApiKeyPayload { api_key, secret, changes, revision, user_errors }))
    }

    /// Ends a key at once; it stays in the list. Revoking it again changes nothing. Needs MANAGE_API_KEYS.
    #[graphql(guard = "Needs(Permission::ManageApiKeys)", directive = guard::guard::apply(Permission::ManageApiKeys))]
    pub(crate) async fn revoke_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which key.")] input: RevokeApiKeyInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RevokeApiKeyPayload>> {
        let caller = request::signed_in(ctx).await?;
        let revoked = domain_key::revoke(request::service(ctx)?, &caller, input.id.0, written(options)).await;
        let Told { thing, changes, revision, user_errors, .. } = told(ctx, revoked.or_refuse(ctx).await?)?;
        let api_key = thing.map(ApiKey::from);
        Ok(Some(RevokeApiKeyPayload { api_key, changes, revision, user_errors }))
    }
}

fn written(options: Option<WriteOptions>) -> change::WriteOptions {
    options.unwrap_or_default().into()
}
