//! The projection: the rows that say the same as a settings value.

use std::{collections::HashMap, ops::RangeInclusive};

use entity::{
    access_profile, activity, address, business_hours, company, contact, environment, holiday, id::AccountId,
    module_parameters, other_contact, shift, ticket_parameters,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Iterable, ModelTrait, PrimaryKeyToColumn, QueryFilter, QueryOrder,
    sea_query::Value,
};
use uuid::Uuid;

use super::spelling;
use crate::{
    email,
    error::{Cause, Error},
    settings::{
        Settings, addresses as domain_addresses, company as domain_company, environment as domain_environment,
        modules as domain_modules,
        tickets::{Audience, TicketField, TicketParameters},
    },
    text,
};

/// Every row of one account's settings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(super) company: company::Model,
    pub(super) contacts: Vec<contact::Model>,
    pub(super) other_contacts: Vec<other_contact::Model>,
    pub(super) addresses: Vec<address::Model>,
    pub(super) environment: environment::Model,
    pub(super) tickets: ticket_parameters::Model,
    pub(super) modules: module_parameters::Model,
    pub(super) business_hours: business_hours::Model,
    pub(super) shifts: Vec<shift::Model>,
    pub(super) holidays: Vec<holiday::Model>,
    pub(super) activities: Vec<activity::Model>,
    pub(super) access_profiles: Vec<access_profile::Model>,
}

impl Rows {
    /// The rows that a settings value projects to.
    pub(crate) fn of(account: AccountId, settings: &Settings) -> Result<Self, Error> {
        let account_id = account.0;
        let Settings { parameters, business_hours, .. } = settings;
        Ok(Self {
            company: company(account_id, &settings.company)?,
            contacts: each(&settings.contacts, |contact| {
                Ok(contact::Model {
                    account_id,
                    id: contact.id.own,
                    kind: spelling(&contact.kind)?,
                    email: contact.email.clone(),
                    email_key: email::key(&contact.email),
                    is_primary: contact.is_primary,
                })
            })?,
            other_contacts: each(&settings.other_contacts, |contact| {
                Ok(other_contact::Model {
                    account_id,
                    id: contact.id.own,
                    kind: spelling(&contact.kind)?,
                    value: contact.value.clone(),
                    label: contact.label.clone(),
                })
            })?,
            addresses: each(&settings.addresses, |address| address_row(account_id, address))?,
            environment: environment(account_id, &parameters.environment)?,
            tickets: tickets(account_id, &parameters.tickets)?,
            modules: modules(account_id, parameters.additional_modules)?,
            business_hours: business_hours::Model { account_id, time_zone: business_hours.time_zone.to_string() },
            shifts: each(&business_hours.shifts, |shift| {
                Ok(shift::Model {
                    account_id,
                    day: shift.day as i16,
                    opens: minutes(shift.opens.to_naive_time()),
                    closes: minutes(shift.closes.to_naive_time()),
                })
            })?,
            holidays: each(&business_hours.holidays, |holiday| {
                Ok(holiday::Model { account_id, date: holiday.date, name: holiday.name.clone() })
            })?,
            activities: each(&settings.activities, |activity| {
                Ok(activity::Model {
                    account_id,
                    id: activity.id.own,
                    name: activity.name.clone(),
                    name_key: text::key(&activity.name),
                    active: activity.active,
                })
            })?,
            access_profiles: each(&settings.access_profiles, |profile| {
                Ok(access_profile::Model {
                    account_id,
                    id: profile.id.own,
                    name: profile.name.clone(),
                    name_key: text::key(&profile.name),
                    role: spelling(&profile.role)?,
                    activity_id: profile.time_tracking_activity.map(|activity| activity.id.own),
                })
            })?,
        })
    }

    /// The rows of the accounts whose ids lie in a range, in a statement a table; an account is not among them where a row
    /// that stands alone for it is missing.
    pub(crate) async fn load<C: ConnectionTrait>(
        database: &C,
        accounts: &RangeInclusive<Uuid>,
    ) -> Result<HashMap<Uuid, Self>, Error> {
        let mut company = all::<company::Entity, C>(database, company::Column::AccountId, accounts).await?;
        let mut contact = all::<contact::Entity, C>(database, contact::Column::AccountId, accounts).await?;
        let mut other_contact =
            all::<other_contact::Entity, C>(database, other_contact::Column::AccountId, accounts).await?;
        let mut address = all::<address::Entity, C>(database, address::Column::AccountId, accounts).await?;
        let mut environment = all::<environment::Entity, C>(database, environment::Column::AccountId, accounts).await?;
        let mut tickets =
            all::<ticket_parameters::Entity, C>(database, ticket_parameters::Column::AccountId, accounts).await?;
        let mut modules =
            all::<module_parameters::Entity, C>(database, module_parameters::Column::AccountId, accounts).await?;
        let mut business_hours =
            all::<business_hours::Entity, C>(database, business_hours::Column::AccountId, accounts).await?;
        let mut shift = all::<shift::Entity, C>(database, shift::Column::AccountId, accounts).await?;
        let mut holiday = all::<holiday::Entity, C>(database, holiday::Column::AccountId, accounts).await?;
        let mut activity = all::<activity::Entity, C>(database, activity::Column::AccountId, accounts).await?;
        let mut access_profile =
            all::<access_profile::Entity, C>(database, access_profile::Column::AccountId, accounts).await?;
        let ids: Vec<Uuid> = company.keys().copied().collect();
        let mut of = |id: Uuid| {
            Some(Self {
                company: company.remove(&id)?.pop()?,
                contacts: contact.remove(&id).unwrap_or_default(),
                other_contacts: other_contact.remove(&id).unwrap_or_default(),
                addresses: address.remove(&id).unwrap_or_default(),
                environment: environment.remove(&id)?.pop()?,
                tickets: tickets.remove(&id)?.pop()?,
                modules: modules.remove(&id)?.pop()?,
                business_hours: business_hours.remove(&id)?.pop()?,
                shifts: shift.remove(&id).unwrap_or_default(),
                holidays: holiday.remove(&id).unwrap_or_default(),
                activities: activity.remove(&id).unwrap_or_default(),
                access_profiles: access_profile.remove(&id).unwrap_or_default(),
            })
        };
        Ok(ids.into_iter().filter_map(|id| Some((id, of(id)?))).collect())
    }

    /// The tables in which two projections differ.
    pub(crate) fn differing(&self, other: &Self) -> Vec<&'static str> {
        [
            ("company", self.company == other.company),
            ("contact", self.contacts == other.contacts),
            ("other_contact", self.other_contacts == other.other_contacts),
            ("address", self.addresses == other.addresses),
            ("environment", self.environment == other.environment),
            ("ticket_parameters", self.tickets == other.tickets),
            ("module_parameters", self.modules == other.modules),
            ("business_hours", self.business_hours == other.business_hours),
            ("shift", self.shifts == other.shifts),
            ("holiday", self.holidays == other.holidays),
            ("activity", self.activities == other.activities),
            ("access_profile", self.access_profiles == other.access_profiles),
        ]
        .into_iter()
        .filter_map(|(table, same)| (!same).then_some(table))
        .collect()
    }
}

/// Every row of a range of accounts in a table, by account and in the order of the primary key.
async fn all<E, C>(
    database: &C,
    account_id: E::Column,
    accounts: &RangeInclusive<Uuid>,
) -> Result<HashMap<Uuid, Vec<E::Model>>, Error>
where
    E: EntityTrait,
    C: ConnectionTrait,
{
    let mut query = E::find().filter(account_id.between(*accounts.start(), *accounts.end()));
    for key in E::PrimaryKey::iter() {
        query = query.order_by_asc(key.into_column());
    }
    let mut found: HashMap<Uuid, Vec<E::Model>> = HashMap::new();
    for row in query.all(database).await? {
        let Value::Uuid(Some(account)) = row.get(account_id) else {
            return Err(Cause::Missing("an account's id").into());
        };
        found.entry(account).or_default().push(row);
    }
    Ok(found)
}

fn each<T, R>(items: &[T], row: impl FnMut(&T) -> Result<R, Error>) -> Result<Vec<R>, Error> {
    items.iter().map(row).collect()
}

fn tickets(account_id: Uuid, parameters: &TicketParameters) -> Result<ticket_parameters::Model, Error> {
    use Audience::{Agent, Customer};
    use TicketField::{Category, Service, Tag, Urgency};

    let opening = |field: TicketField, audience: Audience| {
        parameters
            .opening
            .iter()
            .any(|requirement| requirement.field == field && requirement.required_for.contains(&audience))
    };
    let attendance = |field: TicketField| {
        parameters.attendance.iter().any(|requirement| requirement.field == field && requirement.required)
    };
    Ok(ticket_parameters::Model {
        account_id,
        opening_service_agent: opening(Service, Agent),
        opening_service_customer: opening(Service, Customer),
        opening_category_agent: opening(Category, Agent),
        opening_category_customer: opening(Category, Customer),
        opening_urgency_agent: opening(Urgency, Agent),
        opening_urgency_customer: opening(Urgency, Customer),
        opening_tag_agent: opening(Tag, Agent),
        opening_tag_customer: opening(Tag, Customer),
        attendance_service: attendance(Service),
        attendance_category: attendance(Category),
        attendance_urgency: attendance(Urgency),
        attendance_tag: attendance(Tag),
        numbering_style: spelling(&parameters.numbering.style)?,
        numbering_pattern: parameters.numbering.pattern.to_string(),
        numbering_reset: spelling(&parameters.numbering.reset)?,
    })
}

fn minutes(time: chrono::NaiveTime) -> i16 {
    use chrono::Timelike as _;
    i16::try_from(time.hour() * 60 + time.minute()).unwrap_or(0)
}

fn company(account_id: Uuid, company: &domain_company::Company) -> Result<company::Model, Error> {
    let tax_id = company.tax_id.as_ref();
    Ok(company::Model {
        account_id,
        trade_name: company.trade_name.clone(),
        trade_name_key: text::key(&company.trade_name),
        legal_name: company.legal_name.clone(),
        tax_id_kind: tax_id.map(|tax_id| spelling(&tax_id.kind())).transpose()?,
        tax_id_value: tax_id.map(|tax_id| tax_id.value().to_owned()),
        website: company.website.clone(),
        photo_digest: company.photo.as_ref().map(|photo| photo.digest.clone()),
    })
}

fn address_row(account_id: Uuid, address: &domain_addresses::Address) -> Result<address::Model, Error> {
    Ok(address::Model {
        account_id,
        id: address.id.own,
        purpose: spelling(&address.purpose)?,
        rank: address.rank.map(|rank| spelling(&rank)).transpose()?,
        street: address.street.clone(),
        number: address.number.clone(),
        complement: address.complement.clone(),
        reference: address.reference.clone(),
        district: address.district.clone(),
        city: address.city.clone(),
        state: address.state.clone(),
        postal_code: address.postal_code.clone(),
        country: address.country.to_string(),
    })
}

fn environment(
    account_id: Uuid,
    environment: &domain_environment::EnvironmentParameters,
) -> Result<environment::Model, Error> {
    Ok(environment::Model {
        account_id,
        language: spelling(&environment.language)?,
        portal_url: environment.portal_url.clone(),
        direct_link_customers: environment.direct_ticket_link.customers,
        direct_link_agents: environment.direct_ticket_link.agents,
    })
}

fn modules(account_id: Uuid, modules: domain_modules::AdditionalModules) -> Result<module_parameters::Model, Error> {
    Ok(module_parameters::Model {
        account_id,
        satisfaction_survey: modules.satisfaction_survey.enabled,
        time_tracking: modules.time_tracking.enabled,
        time_entry_type: spelling(&modules.time_tracking.entry_type)?,
        activity_suggestion: spelling(&modules.time_tracking.activity_suggestion)?,
        period_type_definition: spelling(&modules.time_tracking.period_type_definition)?,
        ticket_approval: modules.ticket_approval.enabled,
        chat: modules.chat.enabled,
    })
}
