//! The stored values: settings as a revision left them, which are what is read.

use std::{collections::HashMap, io, ops::RangeInclusive, sync::Arc};

use chrono::{DateTime, Utc};
use entity::{account, account_slug, api_key, api_key_digest, api_key_secret, id::AccountId, revision};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Iterable as _, JoinType, QueryFilter,
    QueryResult, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::of_these;
use crate::{
    account::Account,
    cache::Remembered,
    error::{Cause, Error},
    settings::Settings,
};

/// The format in which settings are stored now.
pub(super) const FORMAT: i16 = 1;

/// The settings of an account as a revision left them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The account.
    pub account: AccountId,
    /// The revision's number.
    pub revision: i32,
    /// The settings.
    pub settings: Arc<Settings>,
    /// How many bytes they are as they are stored, about.
    length: usize,
}

impl Snapshot {
    pub(crate) fn new(account: AccountId, revision: i32, settings: Settings) -> Self {
        let mut length = Length(0);
        // Settings that cannot be written were not read either, and a length takes every byte.
        let _ = serde_json::to_writer(&mut length, &settings);
        Self { account, revision, settings: Arc::new(settings), length: length.0 }
    }
}

/// How much is written.
struct Length(usize);

impl io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Remembered for Snapshot {
    fn account(&self) -> AccountId {
        self.account
    }

    fn bytes(&self) -> usize {
        IN_MEMORY * self.length
    }
}

/// How many times as long settings are in memory as they are stored: 3,000 accounts with settings of 1,400 bytes held
/// 3 KB each, the account among it.
const IN_MEMORY: usize = 2;

/// The current settings of one account.
pub(crate) async fn current<C: ConnectionTrait>(database: &C, account: AccountId) -> Result<Option<Snapshot>, Error> {
    Ok(currents(database, &[account]).await?.pop())
}

/// The current settings of many accounts, in one statement; in no particular order.
pub(crate) async fn currents<C: ConnectionTrait>(database: &C, accounts: &[AccountId]) -> Result<Vec<Snapshot>, Error> {
    newest_where(database, account::Column::Id.is_in(accounts.iter().map(|account| account.0))).await
}

/// The same of the accounts whose ids lie in a range.
pub(crate) async fn newest<C: ConnectionTrait>(
    database: &C,
    accounts: &RangeInclusive<Uuid>,
) -> Result<Vec<Snapshot>, Error> {
    newest_where(database, account::Column::Id.between(*accounts.start(), *accounts.end())).await
}

async fn newest_where<C: ConnectionTrait>(database: &C, accounts: Expr) -> Result<Vec<Snapshot>, Error> {
    let newest: Vec<StoredSettings> = stored()
        .inner_join(account::Entity)
        .filter(accounts)
        .filter(of(revision::Column::Number).equals((account::Entity, account::Column::Revision)))
        .into_tuple()
        .all(database)
        .await?;
    newest.into_iter().map(read).collect()
}

/// An account that was found by its slug, and its current settings as they are stored.
pub(crate) type FoundBySlug = (Account, Stored);

/// The accounts with these slugs, by slug, and their current settings as they are stored, in one statement.
pub(crate) async fn by_slugs<C: ConnectionTrait>(
    database: &C,
    slugs: Vec<String>,
) -> Result<HashMap<String, FoundBySlug>, DbErr> {
    let found: Vec<(String, Uuid, DateTime<Utc>, i32, i16, String)> = account_slug::Entity::find()
        .filter(account_slug::Column::Slug.is_in(slugs))
        .select_only()
        .columns([account_slug::Column::Slug])
        .columns([account::Column::Id])
        .columns([account::Column::CreatedAt])
        .columns([account::Column::Revision])
        .columns([revision::Column::Format])
        .columns([revision::Column::Settings])
        .inner_join(account::Entity)
        .join(JoinType::InnerJoin, account::Entity::has_many(revision::Entity).into())
        .filter(of(revision::Column::Number).equals((account::Entity, account::Column::Revision)))
        .into_tuple()
        .all(database)
        .await?;
    let found = found.into_iter().map(|(slug, id, created_at, revision, format, settings)| {
        let account = Account { id: AccountId(id), slug: slug.clone(), created_at, revision };
        (slug, (account, Stored((id, revision, format, settings))))
    });
    Ok(found.collect())
}

/// A secret of a key that was found by its digest: the account and its current settings as they are stored, the secret,
/// and the key.
pub(crate) struct FoundByDigest {
    pub(crate) account: Account,
    pub(crate) settings: Stored,
    pub(crate) secret: api_key_secret::Model,
    pub(crate) key: api_key::Model,
}

impl FromQueryResult for FoundByDigest {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        let account = account::Model::from_query_result(row, "a_")?;
        let stored = (account.id, account.revision, row.try_get("", "format")?, row.try_get("", "settings")?);
        Ok(Self {
            account: account.into(),
            settings: Stored(stored),
            secret: api_key_secret::Model::from_query_result(row, "s_")?,
            key: api_key::Model::from_query_result(row, "k_")?,
        })
    }
}

/// What the digest of a secret leads to, whether or not it is any good, in one statement.
pub(crate) async fn by_digest<C: ConnectionTrait>(database: &C, digest: &str) -> Result<Option<FoundByDigest>, DbErr> {
    let of_digest = api_key_digest::Entity::find_by_id(digest.to_owned())
        .select_only()
        .columns([revision::Column::Format])
        .columns([revision::Column::Settings]);
    let of_digest = account::Column::iter().fold(of_digest, named("a_"));
    let of_digest = api_key_secret::Column::iter().fold(of_digest, named("s_"));
    let of_digest = api_key::Column::iter().fold(of_digest, named("k_"));
    of_digest
        .inner_join(account::Entity)
        .join(JoinType::InnerJoin, account::Entity::has_many(revision::Entity).into())
        .join(JoinType::InnerJoin, account::Entity::has_many(api_key_secret::Entity).into())
        .join(JoinType::InnerJoin, account::Entity::has_many(api_key::Entity).into())
        .filter(of(revision::Column::Number).equals((account::Entity, account::Column::Revision)))
        .filter(of(api_key_secret::Column::Digest).equals((api_key_digest::Entity, api_key_digest::Column::Digest)))
        .filter(of(api_key::Column::Id).equals((api_key_secret::Entity, api_key_secret::Column::KeyId)))
        .into_model()
        .one(database)
        .await
}

/// A column with its table.
fn of<C: ColumnTrait>(column: C) -> Expr {
    Expr::col(column.as_column_ref())
}

/// Adds a column to what is selected, under its name after a prefix.
fn named<E: EntityTrait, C: ColumnTrait>(prefix: &str) -> impl Fn(Select<E>, C) -> Select<E> {
    move |select, column| select.column_as(column, format!("{prefix}{}", column.as_str()))
}

/// Settings as they are stored, which are not read yet.
#[derive(Clone)]
pub(crate) struct Stored(StoredSettings);

impl Stored {
    pub(crate) fn read(self) -> Result<Snapshot, Error> {
        read(self.0)
    }
}

/// The settings of an account as a revision left them.
pub(crate) async fn at<C: ConnectionTrait>(
    database: &C,
    account: AccountId,
    number: i32,
) -> Result<Option<Snapshot>, Error> {
    Ok(at_many(database, &[(account, number)]).await?.pop())
}

/// The settings of accounts as revisions left them, in one statement; in no particular order.
pub(crate) async fn at_many<C: ConnectionTrait>(
    database: &C,
    keys: &[(AccountId, i32)],
) -> Result<Vec<Snapshot>, Error> {
    let found: Vec<StoredSettings> = stored().filter(of_these(keys)).into_tuple().all(database).await?;
    found.into_iter().map(read).collect()
}

/// Account, number, format and value of a revision.
type StoredSettings = (Uuid, i32, i16, String);

fn stored() -> sea_orm::Select<revision::Entity> {
    revision::Entity::find().select_only().columns([
        revision::Column::AccountId,
        revision::Column::Number,
        revision::Column::Format,
        revision::Column::Settings,
    ])
}

pub(super) fn read((account, number, format, text): StoredSettings) -> Result<Snapshot, Error> {
    let settings = Arc::new(upcast(number, format, &text)?);
    Ok(Snapshot { account: AccountId(account), revision: number, settings, length: text.len() })
}

/// The settings in a stored value of any format there ever was. Each format has a sample in `domain/samples`.
fn upcast(number: i32, format: i16, text: &str) -> Result<Settings, Cause> {
    match format {
        FORMAT => serde_json::from_str(text).map_err(|cause| Cause::Stored { number, cause }),
        format => Err(Cause::Format { number, format }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stored value of each format there ever was.
    const SAMPLES: [(i16, &str); 1] = [(1, include_str!("../../samples/settings.1.json"))];

    #[test]
    fn a_stored_value_of_every_format_still_reads() {
        assert_eq!(SAMPLES.map(|(format, _)| format).to_vec(), (1..=FORMAT).collect::<Vec<_>>());
        for (format, sample) in SAMPLES {
            let settings = upcast(7, format, sample).unwrap();
            assert_eq!(settings.validate(), Ok(()));
            let sections = [
                settings.contacts.len(),
                settings.other_contacts.len(),
                settings.addresses.len(),
                settings.activities.len(),
            ];
            assert!(
                sections.iter().all(|length| *length > 0) && settings.company.photo.is_some(),
                "every section is filled"
            );
        }
    }

    #[test]
    fn the_newest_format_is_written_as_its_sample_is() {
        let (format, sample) = SAMPLES[SAMPLES.len() - 1];
        let settings = upcast(7, format, sample).unwrap();
        assert_eq!(serde_json::to_string_pretty(&settings).unwrap(), sample.trim_end());
    }

    #[test]
    fn an_unknown_format_and_a_broken_value_are_told_with_their_revision() {
        assert!(matches!(upcast(7, 99, "{}"), Err(Cause::Format { number: 7, format: 99 })));
        assert!(matches!(upcast(7, FORMAT, "{}"), Err(Cause::Stored { number: 7, .. })));
    }
}
