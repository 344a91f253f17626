//! The settings of an account: one value, small, bounded, plain data, and the edits that change it.
//!
//! Serialised, a value is the tree that GraphQL answers for `Settings`, so that paths and values of the history are
//! those of the public schema.

pub mod addresses;
pub mod company;
pub mod contacts;
pub mod environment;
pub mod hours;
pub mod modules;
mod new_ids;
pub mod other_contacts;
pub mod profiles;
pub mod tickets;

use std::collections::HashSet;

use entity::id::{ActivityId, Id, Kind};
use serde::{Deserialize, Serialize};

use self::{
    addresses::{Address, AddressRank},
    company::Company,
    contacts::Contact,
    environment::{EnvironmentParameters, Language},
    hours::{BusinessHours, TimeZone},
    modules::AdditionalModules,
    other_contacts::OtherContact,
    profiles::{AccessProfile, Activity},
    tickets::TicketParameters,
};
use crate::{
    country::CountryCode,
    user_error::{Problem, UserError},
};

pub use self::new_ids::NewIds;
pub(crate) use self::new_ids::fresh_id;

/// Everything that the page "Settings > Account" holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// The company.
    pub company: Company,
    /// E-mail addresses, in the order of creation.
    pub contacts: Vec<Contact>,
    /// Telephones, networks and the like, in the order of creation.
    pub other_contacts: Vec<OtherContact>,
    /// Postal addresses, in the order of creation.
    pub addresses: Vec<Address>,
    /// The parameters, tab by tab.
    pub parameters: Parameters,
    /// When the company works.
    pub business_hours: BusinessHours,
    /// What time is booked on, in the order of creation.
    pub activities: Vec<Activity>,
    /// Access profiles, in the order of creation.
    pub access_profiles: Vec<AccessProfile>,
}

/// The section "parameters".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameters {
    /// The tab "environment".
    pub environment: EnvironmentParameters,
    /// The tab "tickets".
    pub tickets: TicketParameters,
    /// The tab "additional modules".
    pub additional_modules: AdditionalModules,
}

impl Settings {
    /// Whether these settings decide about tickets, time and chat as others do ([`crate::ticket_policy`]).
    #[must_use]
    pub fn decide_as(&self, others: &Self) -> bool {
        let Self {
            company: _,
            contacts: _,
            other_contacts: _,
            addresses: _,
            parameters: Parameters { environment, tickets, additional_modules },
            business_hours,
            activities,
            access_profiles,
        } = self;
        environment.direct_ticket_link == others.parameters.environment.direct_ticket_link
            && *tickets == others.parameters.tickets
            && *additional_modules == others.parameters.additional_modules
            && *business_hours == others.business_hours
            && *activities == others.activities
            && *access_profiles == others.access_profiles
    }

    /// The settings of a new account.
    #[must_use]
    pub fn new(trade_name: String, language: Language, time_zone: TimeZone) -> Self {
        Self {
            company: Company { trade_name, legal_name: None, tax_id: None, website: None, photo: None },
            contacts: Vec::new(),
            other_contacts: Vec::new(),
            addresses: Vec::new(),
            parameters: Parameters {
                environment: EnvironmentParameters::new(language),
                tickets: TicketParameters::default(),
                additional_modules: AdditionalModules::default(),
            },
            business_hours: BusinessHours { time_zone, shifts: Vec::new(), holidays: Vec::new() },
            activities: Vec::new(),
            access_profiles: Vec::new(),
        }
    }

    /// The activity with this id, if there is one and it is active.
    #[must_use]
    pub fn active_activity(&self, id: Option<ActivityId>) -> Option<&Activity> {
        self.activities.iter().find(|activity| Some(activity.id) == id && activity.active)
    }

    /// The country of the primary address, which reads telephones without a country code.
    pub(crate) fn home_country(&self) -> Option<CountryCode> {
        addresses::ranked(&self.addresses, AddressRank::Primary).map(|address| address.country)
    }

    /// The invariants of the whole value.
    ///
    /// Edits refuse what would break them, each with a path into its own input; a value that fails here was made by a
    /// defect of ours, and is not written.
    ///
    /// # Errors
    /// The name of the section that is broken.
    pub fn validate(&self) -> Result<(), &'static str> {
        let sections = [
            ("contacts", contacts::are_sound(&self.contacts)),
            ("otherContacts", other_contacts::are_sound(&self.other_contacts)),
            ("addresses", addresses::are_sound(&self.addresses)),
            ("tickets", self.parameters.tickets.is_sound()),
            ("businessHours", self.business_hours.check().is_ok()),
            ("activities", profiles::activities_are_sound(&self.activities)),
            ("accessProfiles", profiles::profiles_are_sound(&self.access_profiles, &self.activities)),
        ];
        match sections.iter().find(|(_, sound)| !sound) {
            Some((section, _)) => Err(section),
            None => Ok(()),
        }
    }
}

/// Whether ids are in the order of creation, and none is there twice.
fn in_order<T: Ord>(ids: impl Iterator<Item = T>) -> bool {
    ids.is_sorted_by(|earlier, later| earlier < later)
}

/// Whether no key is there twice.
fn all_differ(mut keys: impl Iterator<Item = String>) -> bool {
    let mut seen = HashSet::new();
    keys.all(|key| seen.insert(key))
}

/// The id that a client sent, if it is one of `ids`.
///
/// An id of another account, of another type, or of a past revision is as unknown as no id at all.
fn find_id<K: Kind>(mut ids: impl Iterator<Item = Id<K>>, sent: &str) -> Result<Id<K>, Vec<UserError>> {
    sent.parse()
        .ok()
        .filter(|wanted| ids.any(|id| id == *wanted))
        .ok_or_else(|| vec![UserError::new(Problem::NotFound, ["id"])])
}
