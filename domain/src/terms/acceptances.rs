//! Acceptances: added once for each person and document, and found again by whoever may read them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    id::{AccountId, TermsAcceptanceId, TermsDocumentId},
    terms_acceptance, terms_count, terms_document, terms_person,
};
use futures_util::{Stream, stream};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, Order, PaginatorTrait, QueryFilter,
    Select, Set,
    sea_query::{Expr, ExprTrait as _, OnConflict, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{Origin, TermsAcceptance, TermsAcceptanceFilter, TermsKind};
use crate::{
    caller::{Caller, TermsScope},
    error::{Error, Refusal},
    page::{Direction, Page, PageRequest},
    policy::Permission,
    service::Service,
    settings::fresh_id,
    store::{begins_with, spelling, spelt},
    text,
    user_error::{Problem, UserError},
};

/// The parts in which acceptances are counted.
const SHARDS: u128 = 16;

/// The most characters that are kept of a `User-Agent`.
const USER_AGENT_MAX: usize = 512;

/// How many acceptances are read at once where all are wanted.
const BATCH: u64 = 1000;

/// Notes that the caller accepts a document. Whoever accepts it again is answered the first acceptance.
///
/// A document that is no longer in force can be accepted: who has just read it accepts what they read.
///
/// # Errors
/// The inner error is [`Problem::NotFound`] at `documentId`. The outer one is [`Refusal::Forbidden`] without
/// ACCEPT_TERMS, or an error of ours.
pub async fn accept(
    service: &Service,
    caller: &Caller,
    document: &str,
    origin: Origin,
) -> Result<Result<TermsAcceptance, Vec<UserError>>, Error> {
    caller.require(Permission::AcceptTerms)?;
    let account = caller.account().ok_or(Refusal::Forbidden(Permission::AcceptTerms))?.id;
    let Ok(document) = document.parse::<TermsDocumentId>() else {
        return Ok(Err(not_found()));
    };
    let (caller, service) = (caller.clone(), service.clone());
    let tasks = service.tasks.clone();
    let work = async move {
        let known = once(service.database.read(), account, document, &caller.subject).await?;
        if let Some(acceptance) = known {
            return Ok(Ok(acceptance));
        }
        if insert(&service, account, document, &caller, origin).await?.is_none() {
            return Ok(Err(not_found()));
        }
        let accepted = once(service.database.read(), account, document, &caller.subject).await?;
        accepted.map(Ok).ok_or(Refusal::NotFound.into())
    };
    tasks.spawn(work).await?
}

fn not_found() -> Vec<UserError> {
    vec![UserError::new(Problem::NotFound, ["documentId"])]
}

/// Adds an acceptance unless it is there. None where there is no such document.
async fn insert(
    service: &Service,
    account: AccountId,
    document: TermsDocumentId,
    caller: &Caller,
    origin: Origin,
) -> Result<Option<()>, Error> {
    let transaction = service.database.begin().await?;
    let Some(document) = terms_document::Entity::find_by_id(document.0).one(&transaction).await? else {
        return Ok(None);
    };
    // Where writers wait for each other, somebody may have been first; the database refuses to be asked then.
    if once(&transaction, account, TermsDocumentId(document.id), &caller.subject).await?.is_some() {
        return Ok(Some(()));
    }
    let now = service.now();
    let id = fresh_id(now, &mut rand::rng(), None);
    let is_new = terms_acceptance::Entity::insert(terms_acceptance::ActiveModel {
        account_id: Set(account.0),
        id: Set(id),
        document_id: Set(document.id),
        kind: Set(document.kind.clone()),
        subject: Set(caller.subject.clone()),
        subject_key: Set(text::key(&caller.subject)),
        role: Set(caller.role().map(|role| spelling(&role)).transpose()?),
        accepted_at: Set(now),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .exec_without_returning(&transaction)
    .await?
        == 1;
    if is_new {
        insert_person(&transaction, account, id, caller, origin).await?;
        count_one(&transaction, account, id, document.kind).await?;
        transaction.commit().await?;
    }
    Ok(Some(()))
}

async fn insert_person(
    transaction: &DatabaseTransaction,
    account: AccountId,
    id: Uuid,
    caller: &Caller,
    origin: Origin,
) -> Result<(), Error> {
    let name = caller.name.as_deref().and_then(text::clean);
    let email = caller.email.as_deref().and_then(text::clean);
    let user_agent = origin.user_agent.as_deref().and_then(text::clean);
    terms_person::Entity::insert(terms_person::ActiveModel {
        account_id: Set(account.0),
        acceptance_id: Set(id),
        name_key: Set(name.as_deref().map(text::key)),
        name: Set(name),
        email_key: Set(email.as_deref().map(text::key)),
        email: Set(email),
        ip_address: Set(origin.ip_address.map(|address| address.to_string())),
        user_agent: Set(user_agent.map(|agent| agent.chars().take(USER_AGENT_MAX).collect())),
    })
    .exec_without_returning(transaction)
    .await?;
    Ok(())
}

/// Counts an acceptance in one of the parts, which its id chooses.
async fn count_one(transaction: &DatabaseTransaction, account: AccountId, id: Uuid, kind: String) -> Result<(), Error> {
    let count = terms_count::Column::Count;
    terms_count::Entity::insert(terms_count::ActiveModel {
        account_id: Set(account.0),
        kind: Set(kind),
        shard: Set(i16::try_from(id.as_u128() % SHARDS).unwrap_or(0)),
        count: Set(1),
    })
    .on_conflict(
        OnConflict::columns([terms_count::Column::AccountId, terms_count::Column::Kind, terms_count::Column::Shard])
            .value(count, Expr::col((terms_count::Entity, count)).add(1))
            .to_owned(),
    )
    .exec_without_returning(transaction)
    .await?;
    Ok(())
}

/// The acceptance of a document by a person, if there is one.
async fn once<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    document: TermsDocumentId,
    subject: &str,
) -> Result<Option<TermsAcceptance>, Error> {
    let rows = of_account(account)
        .filter(terms_acceptance::Column::DocumentId.eq(document.0))
        .filter(terms_acceptance::Column::Subject.eq(subject))
        .all(database)
        .await?;
    Ok(read(database, account, rows).await?.pop())
}

/// A page of the account's acceptances, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    service: &Service,
    scope: TermsScope,
    filter: &TermsAcceptanceFilter,
    request: PageRequest<TermsAcceptanceId>,
) -> Result<Page<TermsAcceptance>, Error> {
    let database = service.database.read();
    let order = (terms_acceptance::Column::Id, Order::Desc);
    let rows = request.read(database, filtered(scope.0, filter)?, order, |id| id.own.into()).await?;
    rows.try_map(|rows| read(database, scope.0, rows)).await
}

/// How many acceptances a filter finds. Those of a kind, or all, are counted as they are added; others are counted
/// when it is asked.
///
/// # Errors
/// When the database fails.
pub async fn count(service: &Service, scope: TermsScope, filter: &TermsAcceptanceFilter) -> Result<u64, Error> {
    let database = service.database.read();
    let TermsAcceptanceFilter { kind, search, from, to } = filter;
    if search.is_some() || from.is_some() || to.is_some() {
        return Ok(filtered(scope.0, filter)?.count(database).await?);
    }
    let mut parts = terms_count::Entity::find().filter(terms_count::Column::AccountId.eq(scope.0.0));
    if let Some(kind) = kind {
        parts = parts.filter(terms_count::Column::Kind.eq(spelling(kind)?));
    }
    let parts = parts.all(database).await?;
    Ok(parts.into_iter().filter_map(|part| u64::try_from(part.count).ok()).sum())
}

/// Acceptances by their ids.
///
/// # Errors
/// When the database fails.
pub async fn find(
    service: &Service,
    keys: &[(TermsScope, TermsAcceptanceId)],
) -> Result<HashMap<(TermsScope, TermsAcceptanceId), TermsAcceptance>, Error> {
    let database = service.database.read();
    let mut accounts: HashMap<TermsScope, Vec<Uuid>> = HashMap::new();
    for (scope, id) in keys.iter().filter(|(scope, id)| scope.0 == id.account) {
        accounts.entry(*scope).or_default().push(id.own);
    }
    let mut found = HashMap::new();
    for (scope, ids) in accounts {
        let rows = of_account(scope.0).filter(terms_acceptance::Column::Id.is_in(ids)).all(database).await?;
        for acceptance in read(database, scope.0, rows).await? {
            found.insert((scope, acceptance.id), acceptance);
        }
    }
    Ok(found)
}

/// Every acceptance that a filter finds, newest first, some at a time. Those that are added meanwhile are not among
/// them. Between two reads nothing of the database is held.
pub fn every(
    service: &Service,
    scope: TermsScope,
    filter: TermsAcceptanceFilter,
) -> impl Stream<Item = Result<Vec<TermsAcceptance>, Error>> + Send + use<> {
    let begin = PageRequest { direction: Direction::First, size: BATCH, after: None, before: None };
    let state = (service.clone(), filter, Some(begin));
    stream::unfold(state, move |(service, filter, request)| async move {
        let request = request?;
        let page = match list(&service, scope, &filter, request).await {
            Ok(page) => page,
            Err(error) => return Some((Err(error), (service, filter, None))),
        };
        let after = page.items.last().filter(|_| page.has_next).map(|last| last.id);
        let next = after.map(|after| PageRequest {
            direction: Direction::First,
            size: BATCH,
            after: Some(after),
            before: None,
        });
        Some((Ok(page.items), (service, filter, next)))
    })
}

fn of_account(account: AccountId) -> Select<terms_acceptance::Entity> {
    terms_acceptance::Entity::find().filter(terms_acceptance::Column::AccountId.eq(account.0))
}

fn filtered(account: AccountId, filter: &TermsAcceptanceFilter) -> Result<Select<terms_acceptance::Entity>, Error> {
    let TermsAcceptanceFilter { kind, search, from, to } = filter;
    let (id, accepted_at) = (terms_acceptance::Column::Id, terms_acceptance::Column::AcceptedAt);
    let mut condition = Condition::all();
    if let Some(kind) = kind {
        condition = condition.add(terms_acceptance::Column::Kind.eq(spelling::<TermsKind>(kind)?));
    }
    // An id begins with its millisecond, so that the order of ids serves the span as well.
    if let Some(from) = from {
        condition = condition.add(accepted_at.gte(*from)).add(id.gte(first_of(*from)));
    }
    if let Some(to) = to {
        condition = condition.add(accepted_at.lt(*to)).add(id.lt(first_after(*to)));
    }
    if let Some(prefix) = search.as_deref().and_then(text::clean).map(|search| text::key(&search)) {
        condition = condition.add(id.in_subquery(people(account, &prefix)));
    }
    Ok(of_account(account).filter(condition))
}

/// The acceptances whose person is found by a prefix: three ranges of three indexes.
fn people(account: AccountId, prefix: &str) -> SelectStatement {
    let named = |column: terms_person::Column| {
        Query::select()
            .column(terms_person::Column::AcceptanceId)
            .from(terms_person::Entity)
            .and_where(Expr::col(terms_person::Column::AccountId).eq(account.0))
            .cond_where(begins_with(column, prefix))
            .take()
    };
    Query::select()
        .column(terms_acceptance::Column::Id)
        .from(terms_acceptance::Entity)
        .and_where(Expr::col(terms_acceptance::Column::AccountId).eq(account.0))
        .cond_where(begins_with(terms_acceptance::Column::SubjectKey, prefix))
        .union(UnionType::Distinct, named(terms_person::Column::NameKey))
        .union(UnionType::Distinct, named(terms_person::Column::EmailKey))
        .take()
}

/// The least id of a time's millisecond (RFC 9562, section 5.7).
fn first_of(time: DateTime<Utc>) -> Uuid {
    let millis = u128::try_from(time.timestamp_millis()).unwrap_or(0).min((1 << 48) - 1);
    Uuid::from_u128(millis << 80)
}

/// The least id of the millisecond after a time's.
fn first_after(time: DateTime<Utc>) -> Uuid {
    first_of(time.checked_add_signed(chrono::TimeDelta::milliseconds(1)).unwrap_or(time))
}

/// Rows as acceptances, with what is still known of the people.
async fn read<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    rows: Vec<terms_acceptance::Model>,
) -> Result<Vec<TermsAcceptance>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let people = terms_person::Entity::find()
        .filter(terms_person::Column::AccountId.eq(account.0))
        .filter(terms_person::Column::AcceptanceId.is_in(rows.iter().map(|row| row.id)))
        .all(database)
        .await?;
    let mut people: HashMap<Uuid, terms_person::Model> =
        people.into_iter().map(|person| (person.acceptance_id, person)).collect();
    let acceptances: Result<_, serde_json::Error> = rows
        .into_iter()
        .map(|row| {
            let person = people.remove(&row.id);
            let (name, email, ip_address, user_agent) = person
                .map(|person| (person.name, person.email, person.ip_address, person.user_agent))
                .unwrap_or_default();
            Ok(TermsAcceptance {
                id: TermsAcceptanceId::new(account, row.id),
                document: TermsDocumentId(row.document_id),
                subject: row.subject,
                name,
                email,
                role: row.role.as_deref().map(spelt).transpose()?,
                accepted_at: row.accepted_at,
                ip_address,
                user_agent,
            })
        })
        .collect();
    Ok(acceptances?)
}
