//! `Settings`: the whole page, and what is told about it.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use domain::{
    id::SettingsId,
    settings::addresses::{AddressRank, ranked},
    warnings::{self, WarningKind},
};

use crate::{
    addresses::Address,
    business_hours::BusinessHours,
    company::Company,
    contacts::Contact,
    message,
    other_contacts::OtherContact,
    parameters::Parameters,
    profiles::{AccessProfile, Activity},
    request,
    ticket_policy::TicketPolicy,
    view::View,
};

#[derive(Clone, Debug)]
pub(crate) struct Settings(pub(crate) View);

/// Everything that the page "Settings > Account" holds.
///
/// One id has one value: settings that are current carry live ids; what is read at a revision has every id suffixed
/// `@<number>`, and what a dry run answers has them suffixed `@preview`. Mutations take live ids only.
#[Object]
impl Settings {
    /// The id, one per account.
    pub(crate) async fn id(&self) -> ID {
        self.0.mark.id(SettingsId(self.0.snapshot.account))
    }

    /// The revision that left the settings so; of a dry run, the one it was tried on.
    pub(crate) async fn revision(&self) -> i32 {
        self.0.snapshot.revision
    }

    /// The company.
    pub(crate) async fn company(&self) -> Company {
        Company(self.0.clone())
    }

    /// E-mail addresses, in the order of creation.
    pub(crate) async fn contacts(&self) -> Vec<Contact> {
        Contact::all(&self.0)
    }

    /// The contact to which the system sends its automatic notifications; null when there is no contact.
    pub(crate) async fn primary_contact(&self) -> Option<Contact> {
        Contact::all(&self.0).into_iter().find(|contact| contact.contact.is_primary)
    }

    /// Telephones, networks and the like, in the order of creation.
    pub(crate) async fn other_contacts(&self) -> Vec<OtherContact> {
        OtherContact::all(&self.0)
    }

    /// Postal addresses, in the order of creation.
    pub(crate) async fn addresses(&self) -> Vec<Address> {
        Address::all(&self.0)
    }

    /// The address that is ranked PRIMARY; its country reads telephones without a country code.
    pub(crate) async fn primary_address(&self) -> Option<Address> {
        ranked(&self.0.settings().addresses, AddressRank::Primary).map(|address| Address::new(address, self.0.mark))
    }

    /// The address that is ranked SECONDARY.
    pub(crate) async fn secondary_address(&self) -> Option<Address> {
        ranked(&self.0.settings().addresses, AddressRank::Secondary).map(|address| Address::new(address, self.0.mark))
    }

    /// The parameters, tab by tab.
    pub(crate) async fn parameters(&self) -> Parameters {
        Parameters::from(&self.0.settings().parameters)
    }

    /// When the company works.
    pub(crate) async fn business_hours(&self) -> BusinessHours {
        BusinessHours::from(&self.0.settings().business_hours)
    }

    /// What time is booked on, in the order of creation.
    pub(crate) async fn activities(&self) -> Vec<Activity> {
        Activity::all(&self.0)
    }

    /// Access profiles, in the order of creation.
    pub(crate) async fn access_profiles(&self) -> Vec<AccessProfile> {
        AccessProfile::all(&self.0)
    }

    /// What would surprise the people who use these settings.
    pub(crate) async fn warnings(&self, ctx: &Context<'_>) -> Vec<SettingsWarning> {
        let warnings = warnings::warnings(self.0.settings());
        if warnings.is_empty() {
            return Vec::new();
        }
        let language = request::language(ctx).await;
        warnings
            .into_iter()
            .map(|warning| SettingsWarning {
                code: warning.kind.into(),
                path: warning.path,
                message: message::warning(language, warning.kind),
            })
            .collect()
    }

    /// What these settings decide; of a dry run, what they would decide.
    pub(crate) async fn ticket_policy(&self) -> TicketPolicy {
        TicketPolicy(self.0.clone())
    }
}

/// What a warning is about. More may come: a client treats an unknown code as its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "WarningKind")]
pub(crate) enum SettingsWarningCode {
    /// There is no contact, so automatic notifications go nowhere.
    NoPrimaryContact,
    /// The support portal has no address.
    NoPortalUrl,
    /// The check digit of an RFC is wrong, as in about 1.5 % of real ones.
    TaxIdCheckDigit,
    /// Whoever holds the link of a ticket opens it.
    TicketsOpenByLink,
    /// Normal and extra time are told automatically, and there are no business hours to tell them by.
    AutomaticPeriodWithoutBusinessHours,
    /// Normal and extra time are told automatically, and only total times are recorded.
    AutomaticPeriodWithTotalTime,
    /// The activity of the access profile is suggested, and the profile has none that is active.
    ProfileWithoutActivity,
}

/// Settings that contradict each other, or leave something open.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SettingsWarning {
    /// What it is, for programs.
    code: SettingsWarningCode,
    /// Which part of the settings it is about; ids are live ones.
    path: Vec<String>,
    /// What it is, for people, in the reader's language.
    message: String,
}
