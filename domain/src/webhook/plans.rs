//! The plans by which endpoints are made, changed, removed and failed.

use std::iter;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    id::{AccountId, WebhookDeliveryId, WebhookEndpointId},
    webhook_attempt, webhook_delivery, webhook_endpoint, webhook_secret,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
    sea_query::{Expr, InsertStatement, Value as SqlValue},
};
use serde_json::{Value, json};

use super::{
    ACTIONS_MAX, ENDPOINTS_MAX, Endpoint, EndpointState, OVERLAP_MAX, PATIENCE, Secret, by_ids,
    changes::{CreateEndpoint, RotateSecret, UpdateEndpoint},
    deliveries::DeliveryState,
    known, of_account,
};
use crate::{
    clock::written,
    diff::Change,
    error::Error,
    errors::Errors,
    holding::Drafted,
    patch::Patch,
    plan::{Checked, Moment, Plan},
    revision,
    settings::NewIds,
    store::{self, Inserts},
    text::{self, REASON_MAX},
    user_error::{Format, Problem, UserError},
};

/// The most that the description of an endpoint takes.
const DESCRIPTION_MAX: usize = REASON_MAX;

/// What becomes of an endpoint.
pub(super) type Draft = Drafted<Endpoint, Secret>;

fn drafted(endpoint: Endpoint, secret: Option<Secret>, changes: Option<Vec<Change>>) -> Draft {
    let path = path(endpoint.id);
    Drafted { thing: endpoint, secret, changes, path }
}

pub(super) struct Create {
    pub(super) input: CreateEndpoint,
    pub(super) url: Result<String, Problem>,
}

impl Plan for Create {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        "createWebhookEndpoint"
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let Moment { account, now, .. } = *moment;
        let mut errors = Errors::default();
        if of_account(account).count(database).await? >= ENDPOINTS_MAX as u64 {
            errors.push(Problem::TooMany { max: ENDPOINTS_MAX }, [] as [&str; 0]);
        }
        let url = errors.take("url", self.url.clone()).unwrap_or_default();
        let typed = self.input.description.as_deref().unwrap_or_default();
        let description = errors.take("description", text::limited(typed, DESCRIPTION_MAX)).flatten();
        let actions = actions(&self.input.actions, &mut errors);
        if let Err(errors) = errors.finish() {
            return Ok(Err(errors));
        }
        let newest = newest(database, account).await?;
        let mut random = rand::rng();
        let id = NewIds::new(account, now, &mut random).next(newest.into_iter());
        let state = EndpointState::Enabled;
        let endpoint = Endpoint { id, url, description, actions, state, created_at: now, rotated_at: None };
        let secret = Secret::generate(&mut random);
        let change = Change { path: path(id).into(), before: Value::Null, after: shown(&endpoint) };
        Ok(Ok(drafted(endpoint, Some(secret), Some(vec![change]))))
    }

    async fn write(&self, _transaction: &DatabaseTransaction, moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        let Endpoint { id, url, description, actions, state, created_at, rotated_at } = &draft.thing;
        let endpoint = webhook_endpoint::Entity::insert(webhook_endpoint::ActiveModel {
            account_id: Set(id.account.0),
            id: Set(id.own),
            url: Set(url.clone()),
            description: Set(description.clone()),
            actions: Set(serde_json::to_string(actions)?),
            state: Set(store::spelling(state)?),
            created_at: Set(*created_at),
            rotated_at: Set(*rotated_at),
            // It begins after its own making.
            handed_over: Set(moment.before.revision + 1),
            due_at: Set(None),
            leased_by: Set(None),
            leased_until: Set(None),
        });
        Ok(Ok(iter::once(endpoint.into_query()).chain(secret_row(draft, moment.now)).collect()))
    }
}

pub(super) struct Update {
    pub(super) input: UpdateEndpoint,
    pub(super) url: Patch<Result<String, Problem>>,
}

impl Plan for Update {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        "updateWebhookEndpoint"
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let before = match known(database, moment.account, &self.input.id).await? {
            Ok(endpoint) => endpoint,
            Err(wrong) => return Ok(Err(vec![UserError::new(wrong, ["id"])])),
        };
        let mut errors = Errors::default();
        let mut after = before.clone();
        errors.must("url", &self.url, &mut after.url, Clone::clone);
        errors.may("description", &self.input.description, &mut after.description, |typed| {
            text::limited(typed, DESCRIPTION_MAX)
        });
        match &self.input.actions {
            Patch::Keep => {}
            // Null on a list is the empty list.
            Patch::Clear => after.actions.clear(),
            Patch::Set(named) => after.actions = actions(named, &mut errors),
        }
        errors.must("enabled", &self.input.enabled, &mut after.state, |enabled| {
            Ok(if *enabled { EndpointState::Enabled } else { EndpointState::Disabled })
        });
        if let Err(errors) = errors.finish() {
            return Ok(Err(errors));
        }
        let changes = changes(&before, &after);
        Ok(Ok(drafted(after, None, (!changes.is_empty()).then_some(changes))))
    }

    async fn write(&self, transaction: &DatabaseTransaction, moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        let Endpoint { id, url, description, actions, state, .. } = &draft.thing;
        webhook_endpoint::Entity::update_many()
            .col_expr(webhook_endpoint::Column::Url, Expr::value(url.clone()))
            .col_expr(webhook_endpoint::Column::Description, Expr::value(description.clone()))
            .col_expr(webhook_endpoint::Column::Actions, Expr::value(serde_json::to_string(actions)?))
            .col_expr(webhook_endpoint::Column::State, Expr::value(store::spelling(state)?))
            // Whoever delivers sees by itself what there is to do now.
            .col_expr(webhook_endpoint::Column::DueAt, Expr::value(moment.now))
            .filter(is_endpoint(*id))
            .exec(transaction)
            .await?;
        let changed = |field: &str| {
            let mut changes = draft.changes.iter().flatten();
            changes.any(|change| change.path.last().is_some_and(|last| last == field))
        };
        if !changed("url") && !changed("state") {
            return Ok(Ok(Inserts::new()));
        }
        // What waits begins its attempts anew: at once, or when the endpoint is switched on.
        webhook_delivery::Entity::update_many()
            .col_expr(webhook_delivery::Column::State, Expr::value(store::spelling(&DeliveryState::Pending)?))
            .col_expr(webhook_delivery::Column::NextAttemptAt, Expr::value(SqlValue::ChronoDateTimeUtc(None)))
            .col_expr(webhook_delivery::Column::FailingSince, Expr::value(SqlValue::ChronoDateTimeUtc(None)))
            .col_expr(webhook_delivery::Column::Failures, Expr::value(0))
            .filter(webhook_delivery::Column::AccountId.eq(id.account.0))
            .filter(webhook_delivery::Column::EndpointId.eq(id.own))
            .filter(webhook_delivery::Column::IsInOrder.eq(true))
            .filter(webhook_delivery::Column::Failures.gt(0))
            .exec(transaction)
            .await?;
        Ok(Ok(Inserts::new()))
    }
}

pub(super) struct Remove {
    pub(super) id: String,
}

impl Plan for Remove {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        "removeWebhookEndpoint"
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let endpoint = match known(database, moment.account, &self.id).await? {
            Ok(endpoint) => endpoint,
            Err(wrong) => return Ok(Err(vec![UserError::new(wrong, ["id"])])),
        };
        let change = Change { path: path(endpoint.id).into(), before: shown(&endpoint), after: Value::Null };
        Ok(Ok(drafted(endpoint, None, Some(vec![change]))))
    }

    async fn write(&self, transaction: &DatabaseTransaction, _moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        let id = draft.thing.id;
        // The endpoint goes first: who adds deliveries or attempts meanwhile sees that it is gone, or is seen here.
        webhook_endpoint::Entity::delete_many().filter(is_endpoint(id)).exec(transaction).await?;
        webhook_secret::Entity::delete_many().filter(of_endpoint(id)).exec(transaction).await?;
        webhook_delivery::Entity::delete_many()
            .filter(webhook_delivery::Column::AccountId.eq(id.account.0))
            .filter(webhook_delivery::Column::EndpointId.eq(id.own))
            .exec(transaction)
            .await?;
        webhook_attempt::Entity::delete_many()
            .filter(webhook_attempt::Column::AccountId.eq(id.account.0))
            .filter(webhook_attempt::Column::EndpointId.eq(id.own))
            .exec(transaction)
            .await?;
        Ok(Ok(Inserts::new()))
    }
}

pub(super) struct Rotate {
    pub(super) input: RotateSecret,
}

impl Plan for Rotate {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        "rotateWebhookSecret"
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let mut errors = Errors::default();
        let before = errors.take("id", known(database, moment.account, &self.input.id).await?);
        if !(0..=OVERLAP_MAX).contains(&self.input.overlap_seconds) {
            errors.push(Problem::InvalidRange, ["overlapSeconds"]);
        }
        let errors = errors.finish();
        Ok(match (before, errors) {
            (Some(before), Ok(())) => {
                let after = Endpoint { rotated_at: Some(moment.now), ..before.clone() };
                let changes = changes(&before, &after);
                Ok(drafted(after, Some(Secret::generate(&mut rand::rng())), Some(changes)))
            }
            (_, errors) => Err(errors.err().unwrap_or_default()),
        })
    }

    async fn write(&self, transaction: &DatabaseTransaction, moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        webhook_endpoint::Entity::update_many()
            .col_expr(webhook_endpoint::Column::RotatedAt, Expr::value(draft.thing.rotated_at))
            .filter(is_endpoint(draft.thing.id))
            .exec(transaction)
            .await?;
        // One that a former rotation replaced ends now; the newest goes on for as long as is asked.
        let ends_at = moment.now + TimeDelta::seconds(self.input.overlap_seconds.into());
        let mut ended = webhook_secret::Entity::delete_many().filter(of_endpoint(draft.thing.id));
        if ends_at > moment.now {
            ended = ended.filter(webhook_secret::Column::EndsAt.is_not_null());
        }
        ended.exec(transaction).await?;
        webhook_secret::Entity::update_many()
            .col_expr(webhook_secret::Column::EndsAt, Expr::value(ends_at))
            .filter(of_endpoint(draft.thing.id))
            .exec(transaction)
            .await?;
        Ok(Ok(secret_row(draft, moment.now).into_iter().collect()))
    }
}

/// An endpoint that seems to take nothing any more.
#[derive(Clone, Debug)]
pub(super) struct Failing {
    /// The delivery that it does not take.
    pub(super) delivery: WebhookDeliveryId,
    pub(super) endpoint: WebhookEndpointId,
    /// The address that was tried.
    pub(super) url: String,
    /// Whether the address said that it wants no more; otherwise it must have failed for long enough.
    pub(super) is_gone: bool,
}

impl Plan for Failing {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        "failWebhookEndpoint"
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let Some(before) = by_ids(database, moment.account, &[self.endpoint]).await?.pop() else {
            return Ok(Err(vec![UserError::new(Problem::NotFound, ["id"])]));
        };
        let key = (self.endpoint.account.0, self.endpoint.own, self.delivery.own);
        let delivery = webhook_delivery::Entity::find_by_id(key).one(database).await?;
        let is_failing = delivery.is_some_and(|delivery| {
            let for_long = |since: DateTime<Utc>| self.is_gone || moment.now >= since + PATIENCE;
            delivery.is_in_order && delivery.failing_since.is_some_and(for_long)
        });
        if before.state != EndpointState::Enabled || before.url != self.url || !is_failing {
            return Ok(Ok(drafted(before, None, None)));
        }
        let after = Endpoint { state: EndpointState::Failed, ..before.clone() };
        let changes = changes(&before, &after);
        Ok(Ok(drafted(after, None, Some(changes))))
    }

    async fn write(&self, transaction: &DatabaseTransaction, _moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        webhook_endpoint::Entity::update_many()
            .col_expr(webhook_endpoint::Column::State, Expr::value(store::spelling(&draft.thing.state)?))
            .filter(is_endpoint(self.endpoint))
            .exec(transaction)
            .await?;
        webhook_delivery::Entity::update_many()
            .col_expr(webhook_delivery::Column::State, Expr::value(store::spelling(&DeliveryState::Failed)?))
            .col_expr(webhook_delivery::Column::NextAttemptAt, Expr::value(SqlValue::ChronoDateTimeUtc(None)))
            .filter(webhook_delivery::Column::AccountId.eq(self.endpoint.account.0))
            .filter(webhook_delivery::Column::EndpointId.eq(self.endpoint.own))
            .filter(webhook_delivery::Column::Id.eq(self.delivery.own))
            .exec(transaction)
            .await?;
        Ok(Ok(Inserts::new()))
    }
}

/// The actions that were named, each once, in the order of their naming.
fn actions(named: &[String], errors: &mut Errors) -> Vec<String> {
    if named.len() > ACTIONS_MAX {
        errors.push(Problem::TooMany { max: ACTIONS_MAX }, ["actions"]);
        return Vec::new();
    }
    let mut actions: Vec<String> = Vec::new();
    for (position, name) in named.iter().enumerate() {
        let name = name.trim();
        if !revision::ACTIONS.contains(&name) {
            errors.push(Problem::InvalidFormat(Format::Action), ["actions", &position.to_string()]);
        } else if !actions.iter().any(|known| known == name) {
            actions.push(name.to_owned());
        }
    }
    actions
}

/// What differs between two states of an endpoint, field by field.
fn changes(before: &Endpoint, after: &Endpoint) -> Vec<Change> {
    let (was, is) = (shown(before), shown(after));
    let fields = is.as_object().into_iter().flatten();
    let differing = fields.filter(|(field, value)| was.get(field.as_str()) != Some(*value));
    differing
        .map(|(field, value)| {
            let [list, id] = path(after.id);
            let before = was.get(field.as_str()).cloned().unwrap_or_default();
            Change { path: vec![list, id, field.clone()], before, after: value.clone() }
        })
        .collect()
}

/// The row of a draft's new secret, where it has one.
fn secret_row(draft: &Draft, now: DateTime<Utc>) -> Option<InsertStatement> {
    let secret = draft.secret.as_ref()?;
    let row = webhook_secret::Entity::insert(webhook_secret::ActiveModel {
        account_id: Set(draft.thing.id.account.0),
        endpoint_id: Set(draft.thing.id.own),
        made_at: Set(now),
        secret: Set(secret.kept()),
        ends_at: Set(None),
    });
    Some(row.into_query())
}

/// The row of an endpoint.
pub(super) fn is_endpoint(id: WebhookEndpointId) -> Condition {
    Condition::all()
        .add(webhook_endpoint::Column::AccountId.eq(id.account.0))
        .add(webhook_endpoint::Column::Id.eq(id.own))
}

/// The secrets of an endpoint.
pub(super) fn of_endpoint(id: WebhookEndpointId) -> Condition {
    Condition::all()
        .add(webhook_secret::Column::AccountId.eq(id.account.0))
        .add(webhook_secret::Column::EndpointId.eq(id.own))
}

/// The id of the account's newest endpoint, which a new one must exceed.
async fn newest<C: ConnectionTrait>(database: &C, account: AccountId) -> Result<Option<WebhookEndpointId>, Error> {
    let newest: Option<uuid::Uuid> = of_account(account)
        .select_only()
        .column(webhook_endpoint::Column::Id)
        .order_by_desc(webhook_endpoint::Column::Id)
        .into_tuple()
        .one(database)
        .await?;
    Ok(newest.map(|own| WebhookEndpointId::new(account, own)))
}

fn path(id: WebhookEndpointId) -> [String; 2] {
    ["webhookEndpoints".to_owned(), id.to_string()]
}

/// An endpoint as the history shows it: as GraphQL writes it, without its deliveries.
fn shown(endpoint: &Endpoint) -> Value {
    let Endpoint { id, url, description, actions, state, created_at, rotated_at } = endpoint;
    json!({
        "id": id.to_string(),
        "url": url,
        "description": description,
        "actions": actions,
        "state": state,
        "createdAt": written(*created_at),
        "rotatedAt": rotated_at.map(written),
    })
}
