//! Accounts: what is known of one beside its settings, and how one comes to be.

use std::{str::FromStr, sync::Arc};

use chrono::{DateTime, Utc};
use entity::{account, company, id::AccountId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait as _, EntityTrait, Order, PaginatorTrait, QueryFilter, Select, Set,
    sea_query::{OnConflict, Query, UnionType},
};

use crate::{
    caller::StaffScope,
    database::is_worth_another_try,
    diff::diff,
    error::{Cause, Error},
    errors::Errors,
    page::{Page, PageRequest},
    revision::{Actor, NewRevision, Revision},
    service::Service,
    settings::{Settings, environment::Language, fresh_id, hours::TimeZone},
    store::{self, Snapshot, begins_with},
    text::{self, NAME_MAX},
    user_error::{Format, Problem, UserError},
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
    /// The number of its newest revision when it was read.
    pub revision: i32,
}

impl From<account::Model> for Account {
    fn from(row: account::Model) -> Self {
        Self { id: AccountId(row.id), slug: row.slug, created_at: row.created_at, revision: row.revision }
    }
}

/// A text that is a slug, whether or not there is an account of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slug(String);

impl FromStr for Slug {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        parse_slug(text).map(Self)
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
    let account = Account {
        id: AccountId(fresh_id(now, &mut rand::rng(), None)),
        slug: slug.to_owned(),
        created_at: now,
        revision: 1,
    };
    let transaction = service.database.begin().await?;
    account::ActiveModel {
        id: Set(account.id.0),
        slug: Set(account.slug.clone()),
        created_at: Set(account.created_at),
        revision: Set(account.revision),
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
    let rows = store::project(&transaction, account.id, settings, &changes).await?;
    let revision = NewRevision {
        account: account.id,
        number: 1,
        at: now,
        actor: actor.clone(),
        action: "createAccount",
        reason: None,
        changes,
    };
    let revision = store::insert_revision(&transaction, revision, settings, None, rows).await?;
    transaction.commit().await?;
    crate::metrics::committed();
    let settings = Snapshot::new(account.id, 1, settings.clone());
    Ok(Ok(Created { account: Arc::new(account), revision, settings }))
}

/// An account by its id, for staff.
///
/// # Errors
/// When the database fails.
pub async fn find(service: &Service, _scope: &StaffScope, id: AccountId) -> Result<Option<Account>, Error> {
    Ok(account::Entity::find_by_id(id.0).one(service.database.read()).await?.map(Account::from))
}

/// Which accounts are listed; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// A prefix of the slug or of the trade name, without regard to case.
    pub search: Option<String>,
}

/// A page of all accounts, by slug, for staff.
///
/// # Errors
/// When the database fails.
pub async fn list(
    service: &Service,
    _scope: &StaffScope,
    filter: &AccountFilter,
    request: PageRequest<Slug>,
) -> Result<Page<Arc<Account>>, Error> {
    let order = (account::Column::Slug, Order::Asc);
    let rows = request.read(service.database.read(), filtered(filter), order, |slug| slug.0.as_str().into()).await?;
    rows.try_map(async |rows| Ok(rows.into_iter().map(|row| Arc::new(row.into())).collect())).await
}

/// How many accounts a filter finds, for staff.
///
/// # Errors
/// When the database fails.
pub async fn count(service: &Service, _scope: &StaffScope, filter: &AccountFilter) -> Result<u64, Error> {
    Ok(filtered(filter).count(service.database.read()).await?)
}

fn filtered(filter: &AccountFilter) -> Select<account::Entity> {
    let accounts = account::Entity::find();
    let Some(prefix) = filter.search.as_deref().and_then(text::clean).map(|search| text::key(&search)) else {
        return accounts;
    };
    // Two ranges of two indexes, one after the other: either alone is quick.
    let by_slug = Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .cond_where(begins_with(account::Column::Slug, &prefix))
        .take();
    let by_name = Query::select()
        .column(company::Column::AccountId)
        .from(company::Entity)
        .cond_where(begins_with(company::Column::TradeNameKey, &prefix))
        .take();
    accounts.filter(account::Column::Id.in_subquery(by_slug.clone().union(UnionType::Distinct, by_name).take()))
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
        Err(Problem::InvalidFormat(Format::Slug))
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
            assert_eq!(parse_slug(bad), Err(Problem::InvalidFormat(Format::Slug)), "{bad}");
        }
        assert_eq!(parse_slug("  "), Err(Problem::Required));
    }
}
