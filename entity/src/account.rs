//! Tenants.

use sea_orm::entity::prelude::*;

/// One account: a tenant of the platform, and the number of its newest revision.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// The account's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The name in tokens and addresses; never changes.
    pub slug: String,
    /// When the account was created, UTC in microseconds.
    pub created_at: DateTimeUtc,
    /// The number of the newest revision; a writer takes this row first.
    pub revision: i32,
    /// The projection of the section "company".
    #[sea_orm(has_one)]
    pub company: HasOne<super::company::Entity>,
    /// The projection of the section "contacts".
    #[sea_orm(has_many)]
    pub contacts: HasMany<super::contact::Entity>,
    /// The projection of the section "other contacts".
    #[sea_orm(has_many)]
    pub other_contacts: HasMany<super::other_contact::Entity>,
    /// The projection of the section "addresses".
    #[sea_orm(has_many)]
    pub addresses: HasMany<super::address::Entity>,
    /// The projection of the parameters' tab "environment".
    #[sea_orm(has_one)]
    pub environment: HasOne<super::environment::Entity>,
    /// The projection of the parameters' tab "tickets".
    #[sea_orm(has_one)]
    pub ticket_parameters: HasOne<super::ticket_parameters::Entity>,
    /// The projection of the parameters' tab "additional modules".
    #[sea_orm(has_one)]
    pub module_parameters: HasOne<super::module_parameters::Entity>,
    /// The projection of the section "business hours".
    #[sea_orm(has_one)]
    pub business_hours: HasOne<super::business_hours::Entity>,
    /// The projection of the business hours' week.
    #[sea_orm(has_many)]
    pub shifts: HasMany<super::shift::Entity>,
    /// The projection of the business hours' holidays.
    #[sea_orm(has_many)]
    pub holidays: HasMany<super::holiday::Entity>,
    /// The projection of the section "activities".
    #[sea_orm(has_many)]
    pub activities: HasMany<super::activity::Entity>,
    /// The projection of the section "access profiles".
    #[sea_orm(has_many)]
    pub access_profiles: HasMany<super::access_profile::Entity>,
    /// The history.
    #[sea_orm(has_many)]
    pub revisions: HasMany<super::revision::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
