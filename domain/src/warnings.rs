//! What would surprise the people who use the settings.

use crate::settings::{
    Settings,
    modules::{ActivitySuggestion, PeriodTypeDefinition, TimeEntryType},
};
use crate::{policy::AccountRole, tax_id::TaxId};

/// Settings that contradict each other, or leave something open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// There is no contact, so automatic notifications go nowhere.
    NoPrimaryContact,
    /// No portal is set.
    NoPortalUrl,
    /// An RFC's check digit is wrong; about 1.5 % of real ones are.
    TaxIdCheckDigit,
    /// Whoever holds a ticket's link opens it.
    TicketsOpenByLink,
    /// Periods are told automatically, and there are no business hours to tell them by.
    AutomaticPeriodWithoutBusinessHours,
    /// Periods are told automatically, and only total times are recorded.
    AutomaticPeriodWithTotalTime,
    /// The profile's activity is suggested, and the profile has none that is active.
    ProfileWithoutActivity,
}

/// One warning, and the path of the settings that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it is.
    pub kind: WarningKind,
    /// Segments from `Settings` downwards, with live ids.
    pub path: Vec<String>,
}

/// Every warning about some settings, in the order of [`WarningKind`].
#[must_use]
pub fn warnings(settings: &Settings) -> Vec<Warning> {
    let environment = &settings.parameters.environment;
    let time_tracking = &settings.parameters.additional_modules.time_tracking;
    let link = environment.direct_ticket_link;
    let automatic = time_tracking.enabled && time_tracking.period_type_definition == PeriodTypeDefinition::Automatic;

    let mut found = Vec::new();
    let mut warn = |applies: bool, kind: WarningKind, path: &[&str]| {
        if applies {
            found.push(Warning { kind, path: path.iter().map(|segment| (*segment).to_owned()).collect() });
        }
    };
    warn(settings.contacts.is_empty(), WarningKind::NoPrimaryContact, &["contacts"]);
    warn(environment.portal_url.is_none(), WarningKind::NoPortalUrl, &["parameters", "environment", "portalUrl"]);
    let doubtful = settings.company.tax_id.as_ref().is_some_and(TaxId::has_doubtful_check_digit);
    warn(doubtful, WarningKind::TaxIdCheckDigit, &["company", "taxId"]);
    for (open, audience) in [(link.customers, "customers"), (link.agents, "agents")] {
        let path = ["parameters", "environment", "directTicketLink", audience];
        warn(open, WarningKind::TicketsOpenByLink, &path);
    }
    warn(
        automatic && settings.business_hours.shifts.is_empty(),
        WarningKind::AutomaticPeriodWithoutBusinessHours,
        &["businessHours", "shifts"],
    );
    warn(
        automatic && time_tracking.entry_type == TimeEntryType::TotalTime,
        WarningKind::AutomaticPeriodWithTotalTime,
        &["parameters", "additionalModules", "timeTracking", "entryType"],
    );
    if time_tracking.enabled && time_tracking.activity_suggestion == ActivitySuggestion::AccessProfile {
        for profile in settings.access_profiles.iter().filter(|profile| profile.role == AccountRole::Agent) {
            let suggests = settings.active_activity(profile.time_tracking_activity.map(|reference| reference.id));
            warn(suggests.is_none(), WarningKind::ProfileWithoutActivity, &["accessProfiles", &profile.id.to_string()]);
        }
    }
    found
}
