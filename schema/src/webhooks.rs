//! Webhooks: what is told of endpoints and deliveries, and how endpoints are made, changed, tried and removed.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use domain::{
    caller::WebhooksScope,
    id::WebhookEndpointId,
    user_error,
    webhook::{self as domain_webhook, CreateEndpoint, RotateSecret, UpdateEndpoint},
};

use crate::{
    connection::{PageArguments, connection, cursor},
    error::OrRefuse,
    guard::{self, Needs, Permission},
    history::{Change, Revision},
    holdings::{Told, told},
    loader::AttemptsOf,
    request,
    scalars::DateTime,
    view::Mark,
    write::{UserError, WriteOptions, patch, user_errors},
};

/// Which list the cursors of endpoints belong to.
pub(crate) const CURSORS: &str = "webhookEndpoints";

/// Which list the cursors of deliveries belong to.
const DELIVERY_CURSORS: &str = "webhookDeliveries";

/// For how long the old secret signs too, unless it is said: a day.
const OVERLAP: i32 = 86_400;

/// Whether an endpoint is delivered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain_webhook::EndpointState")]
pub(crate) enum WebhookState {
    /// It is.
    Enabled,
    /// Somebody switched it off. What it misses is kept, and delivered once it is switched on.
    Disabled,
    /// Switched off after three days without a success, or when the endpoint answered 410. What it misses is kept.
    Failed,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain_webhook::DeliveryState")]
pub(crate) enum WebhookDeliveryState {
    /// It waits: for its turn, its next attempt, or its endpoint to be switched on.
    Pending,
    /// It arrived, at least once.
    Delivered,
    /// It did not arrive, and is not tried again by itself.
    Failed,
}

#[derive(Clone, Debug)]
pub(crate) struct WebhookEndpoint {
    endpoint: domain_webhook::Endpoint,
    mark: Mark,
}

impl WebhookEndpoint {
    pub(crate) fn live(endpoint: domain_webhook::Endpoint) -> Self {
        Self { endpoint, mark: Mark::Live }
    }
}

impl From<(domain_webhook::Endpoint, Mark)> for WebhookEndpoint {
    fn from((endpoint, mark): (domain_webhook::Endpoint, Mark)) -> Self {
        Self { endpoint, mark }
    }
}

/// Where the account has its revisions delivered: those after the endpoint was made, in order, each at least once, as
/// JSON signed as Standard Webhooks says. The secret is told once, when it is made.
#[Object]
impl WebhookEndpoint {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        self.mark.id(self.endpoint.id)
    }

    /// The address that deliveries are sent to.
    pub(crate) async fn url(&self) -> &str {
        &self.endpoint.url
    }

    /// What it is for.
    pub(crate) async fn description(&self) -> Option<&str> {
        self.endpoint.description.as_deref()
    }

    /// The actions of the revisions that it wants; all, where it is empty.
    pub(crate) async fn actions(&self) -> &[String] {
        &self.endpoint.actions
    }

    /// Whether it is delivered to.
    pub(crate) async fn state(&self) -> WebhookState {
        self.endpoint.state.into()
    }

    /// When it was made.
    pub(crate) async fn created_at(&self) -> DateTime {
        DateTime(self.endpoint.created_at)
    }

    /// When it was given another secret last; null while it has its first.
    pub(crate) async fn rotated_at(&self) -> Option<DateTime> {
        self.endpoint.rotated_at.map(DateTime)
    }

    /// What is, or was, sent to it, newest first. What is done is kept for 30 days.
    pub(crate) async fn deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<WebhookDeliveryConnection> {
        let endpoint = self.endpoint.id;
        let scope = request::signed_in(ctx).await?.manage_webhooks(endpoint.account).or_refuse(ctx).await?;
        let request = PageArguments { first, after, last, before }.by_key(ctx, DELIVERY_CURSORS).await?;
        let page = domain_webhook::deliveries(request::service(ctx)?, scope, endpoint, request).await;
        Ok(WebhookDeliveryConnection { scope, endpoint, page: page.or_refuse(ctx).await? })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct WebhookDelivery(pub(crate) domain_webhook::Delivery);

/// One message to an endpoint.
#[Object]
impl WebhookDelivery {
    /// The id, which is also the message's: the header webhook-id of each attempt.
    pub(crate) async fn id(&self) -> ID {
        Mark::Live.id(self.0.id)
    }

    /// What became of it.
    pub(crate) async fn state(&self) -> WebhookDeliveryState {
        self.0.state.into()
    }

    /// The number of the revision that it tells of; null for a test.
    pub(crate) async fn revision(&self) -> Option<i32> {
        self.0.revision
    }

    /// When it was made.
    pub(crate) async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it is tried next; null where it is done, or waits for something other than a time.
    pub(crate) async fn next_attempt_at(&self) -> Option<DateTime> {
        self.0.next_attempt_at.map(DateTime)
    }

    /// How often it was tried, oldest attempt first; the newest 50 are kept.
    pub(crate) async fn attempts(&self, ctx: &Context<'_>) -> Result<Vec<WebhookAttempt>> {
        let account = self.0.id.account;
        let scope = request::signed_in(ctx).await?.manage_webhooks(account).or_refuse(ctx).await?;
        let attempts = request::lookup(ctx)?.load_one(AttemptsOf(scope, self.0.id)).await.or_refuse(ctx).await?;
        Ok(attempts.unwrap_or_default().into_iter().map(Into::into).collect())
    }
}

/// One attempt to deliver.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct WebhookAttempt {
    /// When it began.
    at: DateTime,
    /// How long it took, in milliseconds.
    duration_ms: i32,
    /// The status of the answer; 200 to 299 is a success. Null where there was no answer.
    status: Option<i32>,
    /// How the answer's body began: at most 8,192 bytes.
    response: Option<String>,
    /// Why there was no answer.
    error: Option<String>,
}

impl From<domain_webhook::Attempt> for WebhookAttempt {
    fn from(attempt: domain_webhook::Attempt) -> Self {
        let domain_webhook::Attempt { at, duration_ms, status, response, error } = attempt;
        Self { at: DateTime(at), duration_ms, status, response, error }
    }
}

connection! {
    /// A page of the account's webhook endpoints, newest first.
    WebhookEndpointConnection { scope: WebhooksScope } of domain_webhook::Endpoint;
    /// An endpoint in a page.
    WebhookEndpointEdge of WebhookEndpoint = WebhookEndpoint::live;
    cursor = |endpoint| cursor(CURSORS, endpoint.id);
    count = |this, service| domain_webhook::count(service, this.scope);
}

connection! {
    /// A page of an endpoint's deliveries, newest first.
    WebhookDeliveryConnection { scope: WebhooksScope, endpoint: WebhookEndpointId } of domain_webhook::Delivery;
    /// A delivery in a page.
    WebhookDeliveryEdge of WebhookDelivery = WebhookDelivery;
    cursor = |delivery| cursor(DELIVERY_CURSORS, delivery.id);
    count = |this, service| domain_webhook::count_deliveries(service, this.scope, this.endpoint);
}

/// A new endpoint. It gets the revisions after this one.
#[derive(InputObject)]
pub(crate) struct CreateWebhookEndpointInput {
    /// An https address whose host leads to the Internet; http and other networks only where the operator allows them.
    url: String,
    /// What it is for; at most 500 characters.
    description: Option<String>,
    /// The actions of the revisions that it wants, as the history names them; all, when absent or empty.
    actions: Option<Vec<String>>,
}

/// What came of createWebhookEndpoint. The secret is in this answer and nowhere else.
#[derive(SimpleObject)]
pub(crate) struct CreateWebhookEndpointPayload {
    /// The new endpoint; of a dry run, as it would be.
    webhook_endpoint: Option<WebhookEndpoint>,
    /// What deliveries are signed with; null in a dry run.
    secret: Option<String>,
    /// What was changed, or would be.
    changes: Option<Vec<Change>>,
    /// The revision that this call made: null in a dry run.
    revision: Option<Revision>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

/// Changes an endpoint. A field that is absent stays as it is.
#[derive(InputObject)]
pub(crate) struct UpdateWebhookEndpointInput {
    /// Which one.
    id: ID,
    /// Cannot be cleared. What waits is tried at the new address at once.
    url: MaybeUndefined<String>,
    /// What it is for.
    description: MaybeUndefined<String>,
    /// The actions of the revisions that it wants; all, where it is empty or null.
    actions: MaybeUndefined<Vec<String>>,
    /// Cannot be cleared. True also brings back an endpoint that failed; it then gets all that it missed.
    enabled: MaybeUndefined<bool>,
}

/// What came of updateWebhookEndpoint.
#[derive(SimpleObject)]
pub(crate) struct UpdateWebhookEndpointPayload {
    /// The endpoint after the change.
    webhook_endpoint: Option<WebhookEndpoint>,
    /// What was changed, or would be.
    changes: Option<Vec<Change>>,
    /// The revision that this call made: null in a dry run, and when nothing changed.
    revision: Option<Revision>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

/// An endpoint to remove.
#[derive(InputObject)]
pub(crate) struct RemoveWebhookEndpointInput {
    /// Which one; its deliveries go with it.
    id: ID,
}

/// What came of removeWebhookEndpoint.
#[derive(SimpleObject)]
pub(crate) struct RemoveWebhookEndpointPayload {
    /// The endpoint that was removed.
    webhook_endpoint: Option<WebhookEndpoint>,
    /// What was changed, or would be.
    changes: Option<Vec<Change>>,
    /// The revision that this call made: null in a dry run.
    revision: Option<Revision>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

/// For overlapSeconds deliveries are signed with both secrets.
#[derive(InputObject)]
pub(crate) struct RotateWebhookSecretInput {
    /// The endpoint.
    id: ID,
    /// For how many seconds the old secret signs too, 0 to 604800.
    #[graphql(default_with = "Some(OVERLAP)")]
    overlap_seconds: Option<i32>,
}

/// What came of rotateWebhookSecret. The secret is in this answer and nowhere else.
#[derive(SimpleObject)]
pub(crate) struct RotateWebhookSecretPayload {
    /// The endpoint, which is the same as before.
    webhook_endpoint: Option<WebhookEndpoint>,
    /// Its new secret; null in a dry run.
    secret: Option<String>,
    /// What was changed, or would be.
    changes: Option<Vec<Change>>,
    /// The revision that this call made: null in a dry run.
    revision: Option<Revision>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

/// An endpoint to try.
#[derive(InputObject)]
pub(crate) struct SendTestWebhookInput {
    /// Which one, switched on or not.
    id: ID,
}

/// What came of sendTestWebhook.
#[derive(SimpleObject)]
pub(crate) struct SendTestWebhookPayload {
    /// The delivery of the test, which is tried once and at once.
    delivery: Option<WebhookDelivery>,
    /// What is wrong with the input; where there is anything, nothing is sent.
    user_errors: Vec<UserError>,
}

/// A delivery to send again.
#[derive(InputObject)]
pub(crate) struct RedeliverWebhookInput {
    /// Which one, whatever became of it.
    delivery_id: ID,
}

/// What came of redeliverWebhook.
#[derive(SimpleObject)]
pub(crate) struct RedeliverWebhookPayload {
    /// The delivery, which is tried once and at once.
    delivery: Option<WebhookDelivery>,
    /// What is wrong with the input; where there is anything, nothing is sent.
    user_errors: Vec<UserError>,
}

#[derive(Default)]
pub(crate) struct WebhooksMutation;

#[Object]
impl WebhooksMutation {
    /// Makes an endpoint, which gets the revisions after this one. Needs MANAGE_WEBHOOKS.
    #[graphql(guard = "Needs(Permission::ManageWebhooks)", directive = guard::guard::apply(Permission::ManageWebhooks))]
    pub(crate) async fn create_webhook_endpoint(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The endpoint.")] input: CreateWebhookEndpointInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<CreateWebhookEndpointPayload>> {
        let caller = request::signed_in(ctx).await?;
        let input = CreateEndpoint {
            url: input.url,
            description: input.description,
            actions: input.actions.unwrap_or_default(),
        };
        let options = options.unwrap_or_default().into();
        let made = domain_webhook::create(request::service(ctx)?, &caller, input, options).await;
        let Told { thing, secret, changes, revision, user_errors } = told(ctx, made.or_refuse(ctx).await?)?;
        let webhook_endpoint = thing.map(WebhookEndpoint::from);
        let secret = secret.map(|secret| secret.reveal());
        Ok(Some(CreateWebhookEndpointPayload { webhook_endpoint, secret, changes, revision, user_errors }))
    }

    /// Changes an endpoint, or switches it on or off. Needs MANAGE_WEBHOOKS.
    #[graphql(guard = "Needs(Permission::ManageWebhooks)", directive = guard::guard::apply(Permission::ManageWebhooks))]
    pub(crate) async fn update_webhook_endpoint(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateWebhookEndpointInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateWebhookEndpointPayload>> {
        let caller = request::signed_in(ctx).await?;
        let input = UpdateEndpoint {
            id: input.id.0,
            url: patch(input.url),
            description: patch(input.description),
            actions: patch(input.actions),
            enabled: patch(input.enabled),
        };
        let options = options.unwrap_or_default().into();
        let changed = domain_webhook::update(request::service(ctx)?, &caller, input, options).await;
        let Told { thing, changes, revision, user_errors, .. } = told(ctx, changed.or_refuse(ctx).await?)?;
        let webhook_endpoint = thing.map(WebhookEndpoint::from);
        Ok(Some(UpdateWebhookEndpointPayload { webhook_endpoint, changes, revision, user_errors }))
    }

    /// Removes an endpoint with its deliveries. Needs MANAGE_WEBHOOKS.
    #[graphql(guard = "Needs(Permission::ManageWebhooks)", directive = guard::guard::apply(Permission::ManageWebhooks))]
    pub(crate) async fn remove_webhook_endpoint(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which endpoint.")] input: RemoveWebhookEndpointInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RemoveWebhookEndpointPayload>> {
        let caller = request::signed_in(ctx).await?;
        let options = options.unwrap_or_default().into();
        let removed = domain_webhook::remove(request::service(ctx)?, &caller, input.id.0, options).await;
        let Told { thing, changes, revision, user_errors, .. } = told(ctx, removed.or_refuse(ctx).await?)?;
        let webhook_endpoint = thing.map(WebhookEndpoint::from);
        Ok(Some(RemoveWebhookEndpointPayload { webhook_endpoint, changes, revision, user_errors }))
    }

    /// Gives an endpoint a new secret. For a while deliveries are signed with the old one too, and with one that was
    /// replaced before no longer. Needs MANAGE_WEBHOOKS.
    #[graphql(guard = "Needs(Permission::ManageWebhooks)", directive = guard::guard::apply(Permission::ManageWebhooks))]
    pub(crate) async fn rotate_webhook_secret(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which endpoint.")] input: RotateWebhookSecretInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RotateWebhookSecretPayload>> {
        let caller = request::signed_in(ctx).await?;
        let input = RotateSecret { id: input.id.0, overlap_seconds: input.overlap_seconds.unwrap_or(OVERLAP) };
        let options = options.unwrap_or_default().into();
        let rotated = domain_webhook::rotate(request::service(ctx)?, &caller, input, options).await;
        let Told { thing, secret, changes, revision, user_errors } = told(ctx, rotated.or_refuse(ctx).await?)?;
        let webhook_endpoint = thing.map(WebhookEndpoint::from);
        let secret = secret.map(|secret| secret.reveal());
        Ok(Some(RotateWebhookSecretPayload { webhook_endpoint, secret, changes, revision, user_errors }))
    }

    /// Has a test sent to an endpoint, switched on or not: once, at once, and beside the order. It is no revision.
    /// Needs MANAGE_WEBHOOKS.
    #[graphql(guard = "Needs(Permission::ManageWebhooks)", directive = guard::guard::apply(Permission::ManageWebhooks))]
    pub(crate) async fn send_test_webhook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which endpoint.")] input: SendTestWebhookInput,
    ) -> Result<Option<SendTestWebhookPayload>> {
        let caller = request::signed_in(ctx).await?;
        let asked = domain_webhook::send_test(request::service(ctx)?, &caller, input.id.0).await;
        let (delivery, user_errors) = asked_for(asked.or_refuse(ctx).await?);
        Ok(Some(SendTestWebhookPayload { delivery, user_errors }))
    }

    /// Has a delivery sent again, whatever became of it: once, at once, and beside the order. Its endpoint need not be
    /// switched on. It is no revision. Needs MANAGE_WEBHOOKS.
    #[graphql(guard = "Needs(Permission::ManageWebhooks)", directive = guard::guard::apply(Permission::ManageWebhooks))]
    pub(crate) async fn redeliver_webhook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which delivery.")] input: RedeliverWebhookInput,
    ) -> Result<Option<RedeliverWebhookPayload>> {
        let caller = request::signed_in(ctx).await?;
        let asked = domain_webhook::redeliver(request::service(ctx)?, &caller, input.delivery_id.0).await;
        let (delivery, user_errors) = asked_for(asked.or_refuse(ctx).await?);
        Ok(Some(RedeliverWebhookPayload { delivery, user_errors }))
    }
}

/// What is told of a delivery that somebody asked for.
fn asked_for(
    result: std::result::Result<domain_webhook::Delivery, Vec<user_error::UserError>>,
) -> (Option<WebhookDelivery>, Vec<UserError>) {
    match result {
        Ok(delivery) => (Some(WebhookDelivery(delivery)), Vec::new()),
        Err(errors) => (None, user_errors(&errors)),
    }
}
