//! Accounts: what is known of one beside its settings, and how one comes to be.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{account, id::AccountId};
use rand::RngCore;
use sea_orm::{ActiveModelTrait, EntityTrait, Set, sea_query::OnConflict};

use crate::{
    caller::StaffScope,
    database::is_worth_another_try,
    diff::diff,
    error::{Cause, Error},
    errors::Errors,
    revision::{Actor, NewRevision, Revision},
    service::Service,
    settings::{Settings, environment::Language, hours::TimeZone},
    store::{self, Snapshot},
    text::{self, NAME_MAX},
    user_error::{Problem, UserError},
};

/// An account, without its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Its name in tokens and addresses: 3 to 63 of a-z, 0-9 and inner hyphens. Never changes.
    pub slug: String,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

impl From<account::Model> for Account {
    fn from(row: account::Model) -> Self {
        Self { id: AccountId(row.id), slug: row.slug, created_at: row.created_at }
    }
}

/// What a new account needs to be told.
#[derive(Clone, Debug)]
pub struct CreateAccount {
    /// 3 to 63 of a-z, 0-9 and inner hyphens.
    pub slug: String,
    /// The company's trade name.
    pub trade_name: String,
    /// The language of the support centre.
    pub language: Language,
    /// An IANA name; UTC when absent.
    pub time_zone: Option<String>,
}

/// An account that was just made.
#[derive(Clone, Debug)]
pub struct Created {
    /// The account.
    pub account: Arc<Account>,
    /// Its first revision.
    pub revision: Revision,
    /// Its settings.
    pub settings: Snapshot,
}

/// Creates an account: revision 1, by `actor`.
///
/// # Errors
/// The inner error tells what is wrong with the input; the outer one why it could not be tried.
pub async fn create(
    service: &Service,
    _scope: &StaffScope,
    actor: Actor,
    input: CreateAccount,
) -> Result<Result<Created, Vec<UserError>>, Error> {
    let mut errors = Errors::default();
    let slug = errors.take("slug", parse_slug(&input.slug));
    let trade_name = errors.take("tradeName", text::required(&input.trade_name, NAME_MAX));
    let time_zone = errors.take("timeZone", input.time_zone.as_deref().map_or(Ok(TimeZone::UTC), TimeZone::parse));
    if let Err(errors) = errors.finish() {
        return Ok(Err(errors));
    }
    let (Some(slug), Some(trade_name), Some(time_zone)) = (slug, trade_name, time_zone) else {
        return Err(Cause::Missing("a field of the new account").into());
    };
    let settings = Settings::new(trade_name, input.language, time_zone);
    let for_task = service.clone();
    // A task of its own: whoever asked may hang up, and the account is made all the same or not at all.
    let work = async move {
        for _ in 0..store::TRIES {
            match insert(&for_task, &slug, &actor, &settings).await {
                Err(Error::Internal(Cause::Database(error))) if is_worth_another_try(&error) => {}
                result => return result,
            }
        }
        insert(&for_task, &slug, &actor, &settings).await
    };
    service.tasks.spawn(work).await?
}

async fn insert(
    service: &Service,
    slug: &str,
    actor: &Actor,
    settings: &Settings,
) -> Result<Result<Created, Vec<UserError>>, Error> {
    let now = service.now();
    let account = Account { id: new_id(now), slug: slug.to_owned(), created_at: now };
    let transaction = service.database.begin().await?;
    account::ActiveModel {
        id: Set(account.id.0),
        slug: Set(account.slug.clone()),
        created_at: Set(account.created_at),
        revision: Set(1),
    }
    .insert(&transaction)
    .await?;
    let is_free = entity::account_slug::Entity::insert(entity::account_slug::ActiveModel {
        slug: Set(account.slug.clone()),
        account_id: Set(account.id.0),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .exec_without_returning(&transaction)
    .await?
        == 1;
    if !is_free {
        transaction.rollback().await?;
        return Ok(Err(vec![UserError::new(Problem::Taken { name: account.slug }, ["slug"])]));
    }
    let changes = diff(None, settings)?;
    store::project(&transaction, account.id, settings, &changes).await?;
    let revision = NewRevision {
        account: account.id,
        number: 1,
        at: now,
        actor: actor.clone(),
        action: "createAccount",
        reason: None,
        changes,
    };
    let revision = store::insert_revision(&transaction, revision, settings, None).await?;
    transaction.commit().await?;
    let settings = Snapshot { account: account.id, revision: 1, settings: Arc::new(settings.clone()) };
    Ok(Ok(Created { account: Arc::new(account), revision, settings }))
}

/// An account by its id, for staff.
///
/// # Errors
/// When the database fails.
pub async fn find(service: &Service, _scope: &StaffScope, id: AccountId) -> Result<Option<Account>, Error> {
    Ok(account::Entity::find_by_id(id.0).one(service.database.read()).await?.map(Account::from))
}

fn new_id(now: DateTime<Utc>) -> AccountId {
    let mut bytes = [0; 10];
    rand::rng().fill_bytes(&mut bytes);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    AccountId(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
}

fn parse_slug(typed: &str) -> Result<String, Problem> {
    let slug = typed.trim();
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let outer_are_letters = slug.bytes().next().is_some_and(inner) && slug.bytes().last().is_some_and(inner);
    if slug.is_empty() {
        Err(Problem::Required)
    } else if (3..=63).contains(&slug.len())
        && outer_are_letters
        && slug.bytes().all(|byte| inner(byte) || byte == b'-')
    {
        Ok(slug.to_owned())
    } else {
        Err(Problem::InvalidFormat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_3_to_63_of_letters_digits_and_inner_hyphens() {
        let longest = "a".repeat(63);
        for good in ["abc", "a-1", "a--b", "123", longest.as_str()] {
            assert_eq!(parse_slug(good), Ok(good.to_owned()));
        }
        let too_long = "a".repeat(64);
        for bad in ["ab", "-ab", "ab-", "Abc", "a_b", "açb", "a b", too_long.as_str()] {
            assert_eq!(parse_slug(bad), Err(Problem::InvalidFormat), "{bad}");
        }
        assert_eq!(parse_slug("  "), Err(Problem::Required));
    }
}
