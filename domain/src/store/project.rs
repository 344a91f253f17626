//! Writing the projection: the rows that changes name, and no others.

use std::collections::BTreeSet;

use entity::{
    access_profile, activity, address, contact, holiday,
    id::{AccountId, own_part},
    other_contact, shift,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, Iterable, ModelTrait,
    PrimaryKeyToColumn, QueryFilter, sea_query::OnConflict,
};
use uuid::Uuid;

use super::Rows;
use crate::{diff::Change, error::Error, settings::Settings};

/// Writes what `changes` changed: the rows of a table are replaced where a change touches them.
///
/// Rows are taken away before they are put back, so that a mark or a name can move between two of them, and profiles
/// go before the activities that they name.
pub(crate) async fn project(
    transaction: &DatabaseTransaction,
    account: AccountId,
    settings: &Settings,
    changes: &[Change],
) -> Result<(), Error> {
    let rows = Rows::of(account, settings)?;
    let touched = Touched::by(changes);
    let lists = Lists { transaction, account: account.0, touched: &touched };

    if touched.section("company") {
        upsert(transaction, rows.company).await?;
    }
    if touched.part("parameters", "environment") {
        upsert(transaction, rows.environment).await?;
    }
    if touched.part("parameters", "tickets") {
        upsert(transaction, rows.tickets).await?;
    }
    if touched.part("parameters", "additionalModules") {
        upsert(transaction, rows.modules).await?;
    }
    if touched.part("businessHours", "timeZone") {
        upsert(transaction, rows.business_hours).await?;
    }
    if touched.part("businessHours", "shifts") {
        lists.replace_all(shift::Column::AccountId, rows.shifts).await?;
    }
    if touched.part("businessHours", "holidays") {
        lists.replace_all(holiday::Column::AccountId, rows.holidays).await?;
    }
    let key = (contact::Column::AccountId, contact::Column::Id);
    lists.replace("contacts", key, rows.contacts, |row| row.id).await?;
    let key = (other_contact::Column::AccountId, other_contact::Column::Id);
    lists.replace("otherContacts", key, rows.other_contacts, |row| row.id).await?;
    let key = (address::Column::AccountId, address::Column::Id);
    lists.replace("addresses", key, rows.addresses, |row| row.id).await?;

    if touched.section("activities") {
        let none: Vec<access_profile::Model> = Vec::new();
        lists.replace_all(access_profile::Column::AccountId, none).await?;
        let key = (activity::Column::AccountId, activity::Column::Id);
        lists.replace("activities", key, rows.activities, |row| row.id).await?;
        insert(transaction, rows.access_profiles).await?;
    } else {
        let key = (access_profile::Column::AccountId, access_profile::Column::Id);
        lists.replace("accessProfiles", key, rows.access_profiles, |row| row.id).await?;
    }
    Ok(())
}

/// The first two segments of the paths that changed: a section, and the part or the element of it.
struct Touched<'a>(BTreeSet<(&'a str, &'a str)>);

impl<'a> Touched<'a> {
    fn by(changes: &'a [Change]) -> Self {
        let segment = |change: &'a Change, position: usize| change.path.get(position).map_or("", String::as_str);
        Self(changes.iter().map(|change| (segment(change, 0), segment(change, 1))).collect())
    }

    fn section(&self, section: &str) -> bool {
        self.0.iter().any(|(first, _)| *first == section)
    }

    fn part(&self, section: &str, part: &str) -> bool {
        self.0.contains(&(section, part))
    }

    /// The own parts of the ids that changed in a section's list.
    fn ids(&self, section: &str) -> Vec<Uuid> {
        self.0.iter().filter(|(first, _)| *first == section).filter_map(|(_, id)| own_part(id)).collect()
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
    ) -> Result<(), DbErr>
    where
        E: EntityTrait<Model = M>,
        M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: Send,
    {
        let ids = self.touched.ids(section);
        if ids.is_empty() {
            return Ok(());
        }
        E::delete_many()
            .filter(account_id.eq(self.account))
            .filter(id.is_in(ids.iter().copied()))
            .exec(self.transaction)
            .await?;
        insert(self.transaction, rows.into_iter().filter(|row| ids.contains(&id_of(row))).collect()).await
    }

    /// Replaces every row of the account.
    async fn replace_all<E, M>(&self, account_id: E::Column, rows: Vec<M>) -> Result<(), DbErr>
    where
        E: EntityTrait<Model = M>,
        M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: Send,
    {
        E::delete_many().filter(account_id.eq(self.account)).exec(self.transaction).await?;
        insert(self.transaction, rows).await
    }
}

async fn insert<E, M>(transaction: &DatabaseTransaction, rows: Vec<M>) -> Result<(), DbErr>
where
    E: EntityTrait<Model = M>,
    M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    if !rows.is_empty() {
        E::insert_many(rows.into_iter().map(|row| row.into_active_model().reset_all()))
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

/// Inserts a row that stands alone for its account, or updates the one that is there.
async fn upsert<E, M>(transaction: &DatabaseTransaction, row: M) -> Result<(), DbErr>
where
    E: EntityTrait<Model = M>,
    M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let keys: Vec<E::Column> = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect();
    E::insert(row.into_active_model().reset_all())
        .on_conflict(OnConflict::columns(keys).update_columns(E::Column::iter()).to_owned())
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}
