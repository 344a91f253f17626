//! Settings in the database: the stored values that are read, and the rows that are their queryable projection.
//!
//! Everything here is given the account by its caller, which has it from a scope.

mod project;
mod rows;
mod snapshot;

use std::{collections::HashMap, hash::Hash};

use entity::{account, id::AccountId, person, photo, photo_digest, portal_host, revision, revision_path};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Set,
    sea_query::{CommonTableExpression, Expr, ExprTrait, Func, InsertStatement, OnConflict, Query, WithClause},
};

pub use self::snapshot::Snapshot;
use self::snapshot::{FORMAT, read};
pub(crate) use self::{
    project::project,
    rows::Rows,
    snapshot::{FoundByDigest, FoundBySlug, at, at_many, by_digest, by_slugs, current, currents, newest},
};
use crate::{
    error::{Cause, Error},
    nodes,
    photo::Processed,
    policy::Role,
    revision::{Actor, ActorKind, NewRevision, Revision},
    settings::Settings,
    text,
};

/// How often a transaction that fell victim to another one is tried again.
pub(crate) const TRIES: u32 = 5;

/// The revisions with these numbers, account by account.
pub(crate) fn of_these(keys: &[(AccountId, i32)]) -> Condition {
    let mut accounts: Vec<AccountId> = keys.iter().map(|(account, _)| *account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts.into_iter().fold(Condition::any(), |condition, account| {
        let numbers = keys.iter().filter(|key| key.0 == account).map(|key| key.1);
        condition.add(revision::Column::AccountId.eq(account.0).and(revision::Column::Number.is_in(numbers)))
    })
}

/// What is looked for, scope by scope.
pub(crate) fn by_scope<S: Copy + Eq + Hash, T: Copy>(keys: &[(S, T)]) -> HashMap<S, Vec<T>> {
    let mut scopes: HashMap<S, Vec<T>> = HashMap::new();
    for (scope, key) in keys {
        scopes.entry(*scope).or_default().push(*key);
    }
    scopes
}

/// Rows of the history as revisions, with the names of those who made them.
pub(crate) async fn revisions<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    rows: Vec<revision::Model>,
) -> Result<Vec<Revision>, Error> {
    let people = people(database, account, rows.iter().map(|row| row.actor_subject.as_str())).await?;
    rows.into_iter()
        .map(|row| {
            let person = people.get(&row.actor_subject);
            Ok(Revision {
                account,
                number: row.number,
                at: row.at,
                actor: Actor {
                    kind: spelt(&row.actor_kind)?,
                    name: person.and_then(|person| person.name.clone()),
                    email: person.and_then(|person| person.email.clone()),
                    subject: row.actor_subject,
                    role: row.actor_role.as_deref().map(spelt::<Role>).transpose()?,
                },
                action: row.action,
                reason: row.reason,
                changes: serde_json::from_str(&row.changes)
                    .map_err(|cause| Cause::Stored { number: row.number, cause })?,
            })
        })
        .collect()
}

/// What is known of subjects, by subject.
pub(crate) async fn people<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    subjects: impl Iterator<Item = &str>,
) -> Result<HashMap<String, person::Model>, Error> {
    let mut subjects: Vec<&str> = subjects.collect();
    subjects.sort_unstable();
    subjects.dedup();
    if subjects.is_empty() {
        return Ok(HashMap::new());
    }
    let people = person::Entity::find()
        .filter(person::Column::AccountId.eq(account.0))
        .filter(person::Column::Subject.is_in(subjects))
        .all(database)
        .await?;
    Ok(people.into_iter().map(|person| (person.subject.clone(), person)).collect())
}

/// The number of an account's newest revision.
pub(crate) async fn number<C: ConnectionTrait>(database: &C, account: AccountId) -> Result<Option<i32>, Error> {
    let number = account::Entity::find_by_id(account.0).select_only().column(account::Column::Revision);
    Ok(number.into_tuple().one(database).await?)
}

/// The revisions after a number, in order, at most `limit`.
pub(crate) async fn revisions_after<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    number: i32,
    limit: u64,
) -> Result<Vec<Revision>, Error> {
    let rows = revision::Entity::find()
        .filter(revision::Column::AccountId.eq(account.0))
        .filter(revision::Column::Number.gt(number))
        .order_by_asc(revision::Column::Number)
        .limit(limit)
        .all(database)
        .await?;
    revisions(database, account, rows).await
}

/// Rows to be added to what an account has, or put in the place of the one that is there: each statement for a table of
/// its own, and none needs what another does, save that a row comes after what it refers to.
pub(crate) type Inserts = Vec<InsertStatement>;

/// Writes a revision, the settings it leaves, where it can be found by path, and who made it, after the rows that come
/// with it; and has the other nodes told once all this is committed. `about` is a path by which it is found whatever its
/// changes say.
///
/// On PostgreSQL all this is one statement, and so one round trip: each of its parts inserts by itself, and references
/// are checked at its end. On SQLite, where a statement is a call of a function, they are one after the other.
pub(crate) async fn insert_revision(
    transaction: &DatabaseTransaction,
    new: NewRevision,
    settings: &Settings,
    about: Option<&[String]>,
    rows: Inserts,
) -> Result<Revision, Error> {
    let NewRevision { account, number, at, actor, action, reason, changes } = new;
    let backend = transaction.get_database_backend();
    let mut inserts = rows;
    let revision = revision::Entity::insert(revision::ActiveModel {
        account_id: Set(account.0),
        number: Set(number),
        at: Set(at),
        actor_kind: Set(spelling(&actor.kind)?),
        actor_subject: Set(actor.subject.clone()),
        actor_role: Set(actor.role.map(|role| spelling(&role)).transpose()?),
        action: Set(action.to_owned()),
        reason: Set(reason.clone()),
        changes: Set(serde_json::to_string(&changes)?),
        format: Set(FORMAT),
        settings: Set(serde_json::to_string(settings)?),
    });
    inserts.push(revision.into_query());
    inserts.push(paths(backend, account, number, changes.iter().map(|change| change.path.as_slice()).chain(about))?);
    match actor.kind {
        ActorKind::Person | ActorKind::ApiKey => inserts.push(person(account, &actor)),
        ActorKind::System => {}
    }
    if backend == DatabaseBackend::Postgres {
        let mut together = WithClause::new();
        for (position, insert) in inserts.into_iter().enumerate() {
            together
                .cte(CommonTableExpression::new().table_name(format!("insert_{position}")).query(insert).to_owned());
        }
        transaction.execute(&nodes::telling(account, number).with(together)).await?;
    } else {
        for insert in inserts {
            transaction.execute(&insert).await?;
        }
    }
    Ok(Revision { account, number, at, actor, action: action.to_owned(), reason, changes })
}

/// Where a revision can be found by path: at each path and at each beginning of one. However many there are, the
/// statement is the same, so it is prepared once.
fn paths<'a>(
    backend: DatabaseBackend,
    account: AccountId,
    number: i32,
    paths: impl Iterator<Item = &'a [String]>,
) -> Result<InsertStatement, Error> {
    let mut paths: Vec<String> =
        paths.flat_map(|path| (1..=path.len()).filter_map(|length| path.get(..length)).map(path_text)).collect();
    paths.sort_unstable();
    paths.dedup();
    let elements = match backend {
        DatabaseBackend::Postgres => "jsonb_array_elements_text",
        _ => "json_each",
    };
    // Both name the column of the elements so.
    let value = "value";
    let rows = Query::select()
        .expr(Expr::val(account.0))
        .column(value)
        .expr(Expr::val(number))
        .from_function(Func::cust(elements).arg(serde_json::Value::from(paths)), value)
        .take();
    let columns = [revision_path::Column::AccountId, revision_path::Column::Path, revision_path::Column::Number];
    let mut insert = Query::insert();
    let is_whole = insert.into_table(revision_path::Entity).columns(columns).select_from(rows);
    is_whole.map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(insert)
}

/// Keeps who a subject is, as their newest token told it; what is kept already is not written again.
fn person(account: AccountId, actor: &Actor) -> InsertStatement {
    let is_new = "person.name IS DISTINCT FROM excluded.name OR person.email IS DISTINCT FROM excluded.email";
    person::Entity::insert(person::ActiveModel {
        account_id: Set(account.0),
        subject: Set(actor.subject.clone()),
        name: Set(actor.name.clone()),
        email: Set(actor.email.clone()),
    })
    .on_conflict(
        OnConflict::columns([person::Column::AccountId, person::Column::Subject])
            .update_columns([person::Column::Name, person::Column::Email])
            .action_and_where(Expr::cust(is_new))
            .to_owned(),
    )
    .into_query()
}

/// Takes an account's row and counts its revision up; every other writer of the account waits until the transaction
/// ends. Answers the new number, and the settings that the revision before left.
///
/// The statement that takes the row sees the database as it was before it waited. So it asks for the revision by the
/// number that it finds in the row after its waiting: a revision never changes, so what it sees is right, and where it
/// waited it does not see it, and a later statement does. Settings of an older format are left to that one, too.
pub(crate) async fn take(
    transaction: &DatabaseTransaction,
    account: AccountId,
) -> Result<Option<(i32, Snapshot)>, Error> {
    let of_revision = |column| Expr::col((revision::Entity, column));
    let of_account = |column| Expr::col((account::Entity, column));
    let before = Query::select()
        .expr(of_revision(revision::Column::Settings))
        .from(revision::Entity)
        .and_where(of_revision(revision::Column::AccountId).eq(of_account(account::Column::Id)))
        .and_where(of_revision(revision::Column::Number).eq(of_account(account::Column::Revision).sub(1)))
        .and_where(of_revision(revision::Column::Format).eq(FORMAT))
        .take();
    let take = Query::update()
        .table(account::Entity)
        .value(account::Column::Revision, Expr::col(account::Column::Revision).add(1))
        .and_where(account::Column::Id.eq(account.0))
        .returning(Query::returning().exprs([Expr::col(account::Column::Revision), before.into()]))
        .take();
    let Some(taken) = transaction.query_one(&take).await? else {
        return Ok(None);
    };
    let number: i32 = taken.try_get_by_index(0)?;
    let before = match taken.try_get_by_index::<Option<String>>(1)? {
        Some(settings) => read((account.0, number - 1, FORMAT, settings))?,
        None => {
            at(transaction, account, number - 1).await?.ok_or(Cause::Missing("the settings of the current revision"))?
        }
    };
    Ok(Some((number, before)))
}

/// Moves an account's portal from a host to another. Answers whether the new one was free.
pub(crate) async fn move_portal(
    transaction: &DatabaseTransaction,
    account: AccountId,
    before: Option<String>,
    after: Option<String>,
) -> Result<bool, Error> {
    if before == after {
        return Ok(true);
    }
    if let Some(host) = before {
        portal_host::Entity::delete_many()
            .filter(portal_host::Column::Host.eq(host))
            .filter(portal_host::Column::AccountId.eq(account.0))
            .exec(transaction)
            .await?;
    }
    let Some(host) = after else { return Ok(true) };
    let inserted =
        portal_host::Entity::insert(portal_host::ActiveModel { host: Set(host), account_id: Set(account.0) })
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(transaction)
            .await?;
    Ok(inserted == 1)
}

/// Which account has a portal's host.
pub(crate) async fn owner_of_host<C: ConnectionTrait>(database: &C, host: &str) -> Result<Option<AccountId>, Error> {
    let owner = portal_host::Entity::find_by_id(host.to_owned()).one(database).await?;
    Ok(owner.map(|owner| AccountId(owner.account_id)))
}

/// Keeps a photo's squares, unless they are kept already: what an address shows never changes.
pub(crate) async fn insert_photo(
    transaction: &DatabaseTransaction,
    account: AccountId,
    processed: &Processed,
) -> Result<(), Error> {
    let Processed { photo, squares } = processed;
    photo_digest::Entity::insert(photo_digest::ActiveModel {
        digest: Set(photo.digest.clone()),
        account_id: Set(account.0),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .exec_without_returning(transaction)
    .await?;
    for (size, bytes) in squares {
        photo::Entity::insert(photo::ActiveModel {
            account_id: Set(account.0),
            digest: Set(photo.digest.clone()),
            size: Set(i32::try_from(*size).unwrap_or(i32::MAX)),
            content_type: Set(photo.content_type.as_str().to_owned()),
            bytes: Set(bytes.clone()),
        })
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(transaction)
        .await?;
    }
    Ok(())
}

/// A path as it is looked up: whole segments, each followed by a slash.
pub(crate) fn path_text(path: &[String]) -> String {
    path.iter().flat_map(|segment| [segment.as_str(), "/"]).collect()
}

/// What begins with a prefix, as an index finds it; the column must be compared by its bytes.
pub(crate) fn begins_with(column: impl ColumnTrait, prefix: &str) -> Condition {
    Condition::all().add(column.gte(prefix)).add_option(text::after_prefix(prefix).map(|end| column.lt(end)))
}

/// How the contract spells a word of ours.
pub(crate) fn spelling<T: serde::Serialize>(word: &T) -> Result<String, serde_json::Error> {
    match serde_json::to_value(word)? {
        serde_json::Value::String(text) => Ok(text),
        other => Ok(other.to_string()),
    }
}

/// The word of ours that the contract spells so.
pub(crate) fn spelt<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
}
