//! Making, rotating and revoking keys: each a revision that leaves the settings as they are.

use std::iter;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    api_key, api_key_digest, api_key_secret,
    id::{AccountId, ApiKeyId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait as _, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set, sea_query::Expr,
};
use serde_json::{Value, json};

use super::{
    ApiKey, ApiKeyState, LIVE_MAX, OVERLAP_MAX, by_ids,
    secret::{Prefix, Secret},
};
use crate::{
    caller::Caller,
    change::WriteOptions,
    clock::written,
    diff::Change,
    error::Error,
    errors::Errors,
    holding::{self, Drafted},
    plan::{Checked, Moment, Plan},
    policy::Permission,
    service::Service,
    settings::NewIds,
    store::{self, Inserts},
    text::{self, NAME_MAX},
    user_error::{Problem, UserError},
};

/// What a new key needs to be told.
#[derive(Clone, Debug)]
pub struct CreateApiKey {
    /// What the integration is called; at most 128 characters.
    pub name: String,
    /// What it may do.
    pub permissions: Vec<Permission>,
    /// From when on it is no good; never, when absent.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What a rotation needs to be told.
#[derive(Clone, Debug)]
pub struct RotateApiKey {
    /// The key.
    pub id: String,
    /// For how many seconds the old secret goes on working, 0 to [`OVERLAP_MAX`].
    pub overlap_seconds: i32,
}

/// A key that was changed, or would have been.
pub type Changed = holding::Changed<ApiKey, Secret>;

/// Makes a key. It may do at most what its creator may, and never manage keys, accept terms or provision accounts.
///
/// # Errors
/// The inner error tells what is wrong with the input: [`Problem::NotPermitted`] at `permissions`,
/// [`Problem::InvalidRange`] for an `expiresAt` that is past, [`Problem::TooMany`] keys. The outer one is
/// [`Refusal::Forbidden`] without MANAGE_API_KEYS, or an error of ours.
pub async fn create(
    service: &Service,
    caller: &Caller,
    input: CreateApiKey,
    options: WriteOptions,
) -> Result<Result<Changed, Vec<UserError>>, Error> {
    let creator = caller.clone();
    let may_give = Box::new(move |permission| may_be_held(permission) && creator.holds(permission));
    holding::carry_out(service, caller, Permission::ManageApiKeys, Create { input, may_give }, options).await
}

/// Gives a key a new secret; the old one goes on working for a while, and one that was older still no longer.
///
/// # Errors
/// The inner error: [`Problem::NotFound`] and [`Problem::InvalidState`] at `id`, [`Problem::InvalidRange`] at
/// `overlapSeconds`. The outer one is [`Refusal::Forbidden`] for a caller who lacks a permission of the key, or
/// MANAGE_API_KEYS, or an error of ours.
pub async fn rotate(
    service: &Service,
    caller: &Caller,
    input: RotateApiKey,
    options: WriteOptions,
) -> Result<Result<Changed, Vec<UserError>>, Error> {
    holding::carry_out(service, caller, Permission::ManageApiKeys, Rotate { input, caller: caller.clone() }, options)
        .await
}

/// Ends a key at once. Revoking it again changes nothing.
///
/// # Errors
/// The inner error: [`Problem::NotFound`] at `id`. The outer one is [`Refusal::Forbidden`] without MANAGE_API_KEYS, or
/// an error of ours.
pub async fn revoke(
    service: &Service,
    caller: &Caller,
    id: String,
    options: WriteOptions,
) -> Result<Result<Changed, Vec<UserError>>, Error> {
    holding::carry_out(service, caller, Permission::ManageApiKeys, Revoke { id }, options).await
}

/// Whether a key can hold a permission at all.
fn may_be_held(permission: Permission) -> bool {
    !matches!(permission, Permission::ManageApiKeys | Permission::AcceptTerms | Permission::ProvisionAccounts)
}

/// What becomes of a key.
type Draft = Drafted<ApiKey, Secret>;

fn drafted(key: ApiKey, secret: Option<Secret>, changes: Option<Vec<Change>>) -> Draft {
    let path = path(key.id);
    Drafted { thing: key, secret, changes, path }
}

struct Create {
    input: CreateApiKey,
    may_give: Box<dyn Fn(Permission) -> bool + Send + Sync>,
}

impl Plan for Create {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        "createApiKey"
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let Moment { account, now, .. } = *moment;
        let mut errors = Errors::default();
        if live_keys(database, account, now).await? >= LIVE_MAX as u64 {
            errors.push(Problem::TooMany { max: LIVE_MAX }, [] as [&str; 0]);
        }
        let name = errors.take("name", text::required(&self.input.name, NAME_MAX)).unwrap_or_default();
        let mut permissions = self.input.permissions.clone();
        permissions.sort_unstable();
        permissions.dedup();
        if !permissions.iter().all(|permission| (self.may_give)(*permission)) {
            errors.push(Problem::NotPermitted, ["permissions"]);
        }
        if self.input.expires_at.is_some_and(|expires_at| expires_at <= now) {
            errors.push(Problem::InvalidRange, ["expiresAt"]);
        }
        if let Err(errors) = errors.finish() {
            return Ok(Err(errors));
        }
        let newest = newest(database, account).await?;
        let mut random = rand::rng();
        let id = NewIds::new(account, now, &mut random).next(newest.into_iter());
        let prefix = Prefix::generate(&mut random);
        let secret = Secret::generate(&prefix, &mut random);
        let key = ApiKey {
            id,
            name,
            prefix: prefix.0,
            permissions,
            created_at: now,
            created_by: moment.actor.clone(),
            rotated_at: None,
            expires_at: self.input.expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        let change = Change { path: path(id).into(), before: Value::Null, after: shown(&key, now)? };
        Ok(Ok(drafted(key, Some(secret), Some(vec![change]))))
    }

    async fn write(&self, _transaction: &DatabaseTransaction, moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        let ApiKey { id, name, prefix, permissions, created_at, created_by, expires_at, .. } = &draft.thing;
        let key = api_key::Entity::insert(api_key::ActiveModel {
            account_id: Set(id.account.0),
            id: Set(id.own),
            name: Set(name.clone()),
            prefix: Set(prefix.clone()),
            permissions: Set(serde_json::to_string(permissions)?),
            created_at: Set(*created_at),
            created_by_kind: Set(store::spelling(&created_by.kind)?),
            created_by: Set(created_by.subject.clone()),
            created_by_role: Set(created_by.role.map(|role| store::spelling(&role)).transpose()?),
            rotated_at: Set(None),
            expires_at: Set(*expires_at),
            revoked_at: Set(None),
            last_used_at: Set(None),
        });
        Ok(Ok(iter::once(key.into_query()).chain(secret_rows(draft, moment.now)).collect()))
    }
}

struct Rotate {
    input: RotateApiKey,
    caller: Caller,
}

impl Plan for Rotate {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        "rotateApiKey"
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let mut key = match known(database, moment.account, &self.input.id).await? {
            Ok(key) => key,
            Err(wrong) => return Ok(Err(vec![UserError::new(wrong, ["id"])])),
        };
        for permission in &key.permissions {
            self.caller.require(*permission)?;
        }
        let mut errors = Errors::default();
        if !(0..=OVERLAP_MAX).contains(&self.input.overlap_seconds) {
            errors.push(Problem::InvalidRange, ["overlapSeconds"]);
        }
        match key.state(moment.now) {
            ApiKeyState::Active => {}
            ApiKeyState::Expired | ApiKeyState::Revoked => errors.push(Problem::InvalidState, ["id"]),
        }
        if let Err(errors) = errors.finish() {
            return Ok(Err(errors));
        }
        let secret = Secret::generate(&Prefix(key.prefix.clone()), &mut rand::rng());
        let before = key.rotated_at.replace(moment.now);
        let change = changed(key.id, "rotatedAt", json!(before.map(written)), json!(written(moment.now)));
        Ok(Ok(drafted(key, Some(secret), Some(vec![change]))))
    }

    async fn write(&self, transaction: &DatabaseTransaction, moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        // One that a former rotation replaced ends now; the newest goes on for as long as is asked.
        update_key(transaction, draft.thing.id, api_key::Column::RotatedAt, moment.now).await?;
        let ends_at = moment.now + TimeDelta::seconds(self.input.overlap_seconds.into());
        let replaced = if ends_at > moment.now { vec![Which::Replaced] } else { vec![Which::Replaced, Which::Newest] };
        for which in replaced {
            end_secrets(transaction, draft.thing.id, which).await?;
        }
        api_key_secret::Entity::update_many()
            .col_expr(api_key_secret::Column::EndsAt, Expr::value(ends_at))
            .filter(of_key(draft.thing.id))
            .exec(transaction)
            .await?;
        Ok(Ok(secret_rows(draft, moment.now)))
    }
}

struct Revoke {
    id: String,
}

impl Plan for Revoke {
    type Draft = Draft;

    fn action(&self) -> &'static str {
        "revokeApiKey"
    }

    async fn draft<C: ConnectionTrait>(&self, database: &C, moment: &Moment<'_>) -> Checked<Draft> {
        let mut key = match known(database, moment.account, &self.id).await? {
            Ok(key) => key,
            Err(wrong) => return Ok(Err(vec![UserError::new(wrong, ["id"])])),
        };
        let state = key.state(moment.now);
        if state == ApiKeyState::Revoked {
            return Ok(Ok(drafted(key, None, None)));
        }
        key.revoked_at = Some(moment.now);
        let changes = vec![
            changed(key.id, "state", json!(state), json!(ApiKeyState::Revoked)),
            changed(key.id, "revokedAt", Value::Null, json!(written(moment.now))),
        ];
        Ok(Ok(drafted(key, None, Some(changes))))
    }

    async fn write(&self, transaction: &DatabaseTransaction, moment: &Moment<'_>, draft: &Draft) -> Checked<Inserts> {
        let id = draft.thing.id;
        update_key(transaction, id, api_key::Column::RevokedAt, moment.now).await?;
        for which in [Which::Replaced, Which::Newest] {
            end_secrets(transaction, id, which).await?;
        }
        Ok(Ok(Inserts::new()))
    }
}

/// Notes when something was done to a key.
async fn update_key(
    transaction: &DatabaseTransaction,
    id: ApiKeyId,
    done_at: api_key::Column,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    api_key::Entity::update_many()
        .col_expr(done_at, Expr::value(now))
        .filter(api_key::Column::AccountId.eq(id.account.0))
        .filter(api_key::Column::Id.eq(id.own))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Which of a key's secrets.
#[derive(Clone, Copy, Debug)]
enum Which {
    /// The one that a rotation replaced, and that still works for a while.
    Replaced,
    /// The one that was made last.
    Newest,
}

/// Forgets a secret of a key: no digest of one that has ended is kept.
async fn end_secrets(transaction: &DatabaseTransaction, id: ApiKeyId, which: Which) -> Result<(), Error> {
    let ends_at = api_key_secret::Column::EndsAt;
    let which = match which {
        Which::Replaced => ends_at.is_not_null(),
        Which::Newest => ends_at.is_null(),
    };
    let digests: Vec<String> = api_key_secret::Entity::find()
        .select_only()
        .column(api_key_secret::Column::Digest)
        .filter(of_key(id).add(which))
        .into_tuple()
        .all(transaction)
        .await?;
    if digests.is_empty() {
        return Ok(());
    }
    api_key_digest::Entity::delete_many()
        .filter(api_key_digest::Column::Digest.is_in(&digests))
        .filter(api_key_digest::Column::AccountId.eq(id.account.0))
        .exec(transaction)
        .await?;
    api_key_secret::Entity::delete_many()
        .filter(of_key(id).add(api_key_secret::Column::Digest.is_in(&digests)))
        .exec(transaction)
        .await?;
    Ok(())
}

/// The rows of a draft's new secret, where it has one.
fn secret_rows(draft: &Draft, now: DateTime<Utc>) -> Inserts {
    let Some(secret) = &draft.secret else { return Inserts::new() };
    let (id, digest) = (draft.thing.id, secret.digest());
    let secret = api_key_secret::Entity::insert(api_key_secret::ActiveModel {
        account_id: Set(id.account.0),
        digest: Set(digest.0.clone()),
        key_id: Set(id.own),
        made_at: Set(now),
        ends_at: Set(None),
    });
    let digest = api_key_digest::Entity::insert(api_key_digest::ActiveModel {
        digest: Set(digest.0),
        account_id: Set(id.account.0),
    });
    vec![secret.into_query(), digest.into_query()]
}

fn of_key(id: ApiKeyId) -> Condition {
    Condition::all()
        .add(api_key_secret::Column::AccountId.eq(id.account.0))
        .add(api_key_secret::Column::KeyId.eq(id.own))
}

/// The account's key with an id that somebody sent.
async fn known<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    id: &str,
) -> Result<Result<ApiKey, Problem>, Error> {
    let Ok(id) = id.parse::<ApiKeyId>() else {
        return Ok(Err(Problem::NotFound));
    };
    Ok(by_ids(database, account, &[id]).await?.pop().ok_or(Problem::NotFound))
}

async fn live_keys<C: ConnectionTrait>(database: &C, account: AccountId, now: DateTime<Utc>) -> Result<u64, Error> {
    let expires_at = api_key::Column::ExpiresAt;
    let live = api_key::Entity::find()
        .filter(api_key::Column::AccountId.eq(account.0))
        .filter(api_key::Column::RevokedAt.is_null())
        .filter(expires_at.is_null().or(expires_at.gt(now)));
    Ok(live.count(database).await?)
}

/// The id of the account's newest key, which a new one must exceed.
async fn newest<C: ConnectionTrait>(database: &C, account: AccountId) -> Result<Option<ApiKeyId>, Error> {
    let newest: Option<uuid::Uuid> = api_key::Entity::find()
        .select_only()
        .column(api_key::Column::Id)
        .filter(api_key::Column::AccountId.eq(account.0))
        .order_by_desc(api_key::Column::Id)
        .into_tuple()
        .one(database)
        .await?;
    Ok(newest.map(|own| ApiKeyId::new(account, own)))
}

fn path(id: ApiKeyId) -> [String; 2] {
    ["apiKeys".to_owned(), id.to_string()]
}

fn changed(id: ApiKeyId, field: &str, before: Value, after: Value) -> Change {
    let [list, id] = path(id);
    Change { path: vec![list, id, field.to_owned()], before, after }
}

/// A key as the history shows it: as GraphQL writes it, with whoever made it by reference alone.
fn shown(key: &ApiKey, now: DateTime<Utc>) -> Result<Value, serde_json::Error> {
    let ApiKey { id, name, prefix, permissions, created_at, created_by, rotated_at, expires_at, revoked_at, .. } = key;
    Ok(json!({
        "id": id.to_string(),
        "name": name,
        "prefix": prefix,
        "permissions": serde_json::to_value(permissions)?,
        "state": key.state(now),
        "createdAt": written(*created_at),
        "createdBy": {"kind": created_by.kind, "subject": created_by.subject, "role": created_by.role},
        "rotatedAt": rotated_at.map(written),
        "expiresAt": expires_at.map(written),
        "revokedAt": revoked_at.map(written),
    }))
}
