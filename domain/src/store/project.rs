//! The projection: the rows that changes name, and no others.

use std::collections::BTreeMap;

use entity::{
    access_profile, activity, address, contact, holiday,
    id::{AccountId, own_part},
    other_contact, shift,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, Iterable, ModelTrait,
    PrimaryKeyToColumn, QueryFilter, QueryTrait,
    sea_query::{InsertStatement, OnConflict},
};
use serde_json::Value;
use uuid::Uuid;

use super::{Inserts, Rows};
use crate::{diff::Change, error::Error, settings::Settings};

/// Takes away the rows that `changes` touched, and answers those that say what the settings are now. A row that stands
/// alone for its account is replaced by the one that is answered.
///
/// Rows are taken away before they are put back, so that a mark or a name can move between two of them, and profiles
/// go before the activities that they name.
pub(crate) async fn project(
    transaction: &DatabaseTransaction,
    account: AccountId,
    settings: &Settings,
    changes: &[Change],
) -> Result<Inserts, Error> {
    let rows = Rows::of(account, settings)?;
    let touched = Touched::by(changes);
    let lists = Lists { transaction, account: account.0, touched: &touched };
    let mut inserts = Inserts::new();

    if touched.section("company") {
        inserts.push(alone(rows.company));
    }
    if touched.part("parameters", "environment") {
        inserts.push(alone(rows.environment));
    }
    if touched.part("parameters", "tickets") {
        inserts.push(alone(rows.tickets));
    }
    if touched.part("parameters", "additionalModules") {
        inserts.push(alone(rows.modules));
    }
    if touched.part("businessHours", "timeZone") {
        inserts.push(alone(rows.business_hours));
    }
    let part = ("businessHours", "shifts");
    inserts.extend(lists.replace_all(part, shift::Column::AccountId, rows.shifts).await?);
    let part = ("businessHours", "holidays");
    inserts.extend(lists.replace_all(part, holiday::Column::AccountId, rows.holidays).await?);
    let key = (contact::Column::AccountId, contact::Column::Id);
    inserts.extend(lists.replace("contacts", key, rows.contacts, |row| row.id).await?);
    let key = (other_contact::Column::AccountId, other_contact::Column::Id);
    inserts.extend(lists.replace("otherContacts", key, rows.other_contacts, |row| row.id).await?);
    let key = (address::Column::AccountId, address::Column::Id);
    inserts.extend(lists.replace("addresses", key, rows.addresses, |row| row.id).await?);

    let profiles = if touched.existing("activities").is_empty() {
        let key = (access_profile::Column::AccountId, access_profile::Column::Id);
        lists.replace("accessProfiles", key, rows.access_profiles, |row| row.id).await?
    } else {
        lists.take_all::<access_profile::Entity>(access_profile::Column::AccountId).await?;
        insert(rows.access_profiles)
    };
    let key = (activity::Column::AccountId, activity::Column::Id);
    inserts.extend(lists.replace("activities", key, rows.activities, |row| row.id).await?);
    inserts.extend(profiles);
    Ok(inserts)
}

/// What changed, by the first two segments of its path: a section, and the part or the element of it; and whether there
/// was something of it before.
struct Touched<'a>(BTreeMap<(&'a str, &'a str), bool>);

impl<'a> Touched<'a> {
    fn by(changes: &'a [Change]) -> Self {
        let mut touched = BTreeMap::new();
        for change in changes {
            let segment = |position: usize| change.path.get(position).map_or("", String::as_str);
            // What is deeper belongs to something that was there.
            let is_new = change.path.len() == 2 && (change.before.is_null() || change.before == Value::Array(vec![]));
            *touched.entry((segment(0), segment(1))).or_default() |= !is_new;
        }
        Self(touched)
    }

    fn section(&self, section: &str) -> bool {
        self.0.keys().any(|(first, _)| *first == section)
    }

    fn part(&self, section: &str, part: &str) -> bool {
        self.0.contains_key(&(section, part))
    }

    /// The own parts of the ids that changed in a section's list.
    fn ids(&self, section: &str) -> Vec<Uuid> {
        self.0.keys().filter(|(first, _)| *first == section).filter_map(|(_, id)| own_part(id)).collect()
    }

    /// Those of them that were there before.
    fn existing(&self, section: &str) -> Vec<Uuid> {
        let existing = self.0.iter().filter(|((first, _), was_there)| *first == section && **was_there);
        existing.filter_map(|((_, id), _)| own_part(id)).collect()
    }
}

/// The tables of one account's lists.
struct Lists<'a> {
    transaction: &'a DatabaseTransaction,
    account: Uuid,
    touched: &'a Touched<'a>,
}

impl Lists<'_> {
    /// Replaces the rows of the elements that changed by those that are among `rows` now.
    async fn replace<E, M>(
        &self,
        section: &str,
        (account_id, id): (E::Column, E::Column),
        rows: Vec<M>,
        id_of: impl Fn(&M) -> Uuid,
    ) -> Result<Option<InsertStatement>, DbErr>
    where
        E: EntityTrait<Model = M>,
        M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: Send,
    {
        let existing = self.touched.existing(section);
        if !existing.is_empty() {
            E::delete_many()
                .filter(account_id.eq(self.account))
                .filter(id.is_in(existing))
                .exec(self.transaction)
                .await?;
        }
        let ids = self.touched.ids(section);
        Ok(insert(rows.into_iter().filter(|row| ids.contains(&id_of(row))).collect()))
    }

    /// Replaces every row of the account where a part changed.
    async fn replace_all<E, M>(
        &self,
        part: (&str, &str),
        account_id: E::Column,
        rows: Vec<M>,
    ) -> Result<Option<InsertStatement>, DbErr>
    where
        E: EntityTrait<Model = M>,
        M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: Send,
    {
        let Some(was_there) = self.touched.0.get(&part) else { return Ok(None) };
        if *was_there {
            self.take_all::<E>(account_id).await?;
        }
        Ok(insert(rows))
    }

    /// Takes every row of the account away.
    async fn take_all<E: EntityTrait>(&self, account_id: E::Column) -> Result<(), DbErr> {
        E::delete_many().filter(account_id.eq(self.account)).exec(self.transaction).await.map(drop)
    }
}

/// Inserts rows, where there are some.
fn insert<E, M>(rows: Vec<M>) -> Option<InsertStatement>
where
    E: EntityTrait<Model = M>,
    M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let rows: Vec<E::ActiveModel> = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
    (!rows.is_empty()).then(|| E::insert_many(rows).into_query())
}

/// Inserts a row that stands alone for its account, or updates the one that is there.
fn alone<E, M>(row: M) -> InsertStatement
where
    E: EntityTrait<Model = M>,
    M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let keys: Vec<E::Column> = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect();
    E::insert(row.into_active_model().reset_all())
        .on_conflict(OnConflict::columns(keys).update_columns(E::Column::iter()).to_owned())
        .into_query()
}
