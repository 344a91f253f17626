//! What the parameters decide: the answers that the ticket, chat and time modules ask for.
//!
//! Pure functions of [`Settings`]; the same for the current settings, past ones and previews.

pub mod numbering;
pub mod periods;

use chrono::{DateTime, Utc};

use self::{
    numbering::NumberRefused,
    periods::{SpanRefused, TimePeriod},
};
use crate::{
    error::BadInput,
    settings::{
        Settings,
        modules::{ActivitySuggestion, PeriodTypeDefinition, TimeEntryType, TimeTracking},
        profiles::Activity,
        tickets::{Audience, TicketField},
    },
};

/// When a field can be mandatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketStage {
    /// Somebody opens the ticket.
    Opening,
    /// An agent attends it; customers do not.
    Attendance,
}

/// The settings, applied.
#[derive(Clone, Copy, Debug)]
pub struct TicketPolicy<'a>(pub &'a Settings);

impl<'a> TicketPolicy<'a> {
    /// The fields that are mandatory, in the contract's order.
    #[must_use]
    pub fn required_fields(self, stage: TicketStage, audience: Audience) -> Vec<TicketField> {
        let tickets = &self.0.parameters.tickets;
        match (stage, audience) {
            (TicketStage::Opening, audience) => tickets
                .opening
                .iter()
                .filter(|requirement| requirement.required_for.contains(&audience))
                .map(|requirement| requirement.field)
                .collect(),
            (TicketStage::Attendance, Audience::Agent) => tickets
                .attendance
                .iter()
                .filter(|requirement| requirement.required)
                .map(|requirement| requirement.field)
                .collect(),
            (TicketStage::Attendance, Audience::Customer) => Vec::new(),
        }
    }

    /// The mandatory fields that are not among `provided`.
    #[must_use]
    pub fn missing_fields(self, stage: TicketStage, audience: Audience, provided: &[TicketField]) -> Vec<TicketField> {
        let mut fields = self.required_fields(stage, audience);
        fields.retain(|field| !provided.contains(field));
        fields
    }

    /// The number of the ticket that has `sequence` and was opened at `opened_at`; the day is the account's own.
    ///
    /// # Errors
    /// A sequence below 1, or a number over 30 characters.
    pub fn ticket_number(self, sequence: i32, opened_at: DateTime<Utc>) -> Result<String, BadInput> {
        let day = opened_at.with_timezone(&self.0.business_hours.time_zone.tz()).date_naive();
        numbering::ticket_number(&self.0.parameters.tickets.numbering, day, sequence).map_err(|refused| match refused {
            NumberRefused::SequenceBelowOne => BadInput::SequenceBelowOne,
            NumberRefused::LongerThan30 => BadInput::NumberTooLong,
        })
    }

    /// Whether whoever holds a ticket's link opens it without signing in.
    #[must_use]
    pub fn opens_without_authentication(self, audience: Audience) -> bool {
        let link = self.0.parameters.environment.direct_ticket_link;
        match audience {
            Audience::Agent => link.agents,
            Audience::Customer => link.customers,
        }
    }

    /// Whether customers are asked how they liked it.
    #[must_use]
    pub fn satisfaction_survey(self) -> bool {
        self.0.parameters.additional_modules.satisfaction_survey.enabled
    }

    /// Whether tickets wait for an approval before the work begins.
    #[must_use]
    pub fn approval_required(self) -> bool {
        self.0.parameters.additional_modules.ticket_approval.enabled
    }

    /// Whether conversations become tickets.
    #[must_use]
    pub fn chat_opens_tickets(self) -> bool {
        self.0.parameters.additional_modules.chat.enabled
    }

    /// How time is recorded; none while time tracking is off.
    #[must_use]
    pub fn time_entry(self) -> Option<TimeEntryPolicy<'a>> {
        let parameters = &self.0.parameters.additional_modules.time_tracking;
        parameters.enabled.then_some(TimeEntryPolicy { settings: self.0, parameters })
    }
}

/// How time is recorded.
#[derive(Clone, Copy, Debug)]
pub struct TimeEntryPolicy<'a> {
    settings: &'a Settings,
    parameters: &'a TimeTracking,
}

impl<'a> TimeEntryPolicy<'a> {
    /// The activity to suggest to an agent of a profile who last used an activity.
    ///
    /// Ids are taken as sent: what is unknown, foreign, missing or inactive suggests nothing.
    #[must_use]
    pub fn suggested_activity(self, access_profile: Option<&str>, last_activity: Option<&str>) -> Option<&'a Activity> {
        let id = match self.parameters.activity_suggestion {
            ActivitySuggestion::None => None,
            ActivitySuggestion::LastOfAgent => last_activity.and_then(|id| id.parse().ok()),
            ActivitySuggestion::AccessProfile => {
                let wanted = access_profile.and_then(|id| id.parse().ok());
                self.settings
                    .access_profiles
                    .iter()
                    .find(|profile| Some(profile.id) == wanted)
                    .and_then(|profile| profile.time_tracking_activity)
                    .map(|reference| reference.id)
            }
        };
        self.settings.active_activity(id)
    }

    /// Splits a span at the edges of the business hours.
    ///
    /// None where agents choose the type, where only totals are recorded, and where there are no business hours.
    ///
    /// # Errors
    /// A span that ends before it starts, or is longer than 366 days.
    pub fn periods(
        self,
        started_at: DateTime<Utc>,
        ended_at: DateTime<Utc>,
    ) -> Result<Option<Vec<TimePeriod>>, BadInput> {
        let computed = match (self.parameters.period_type_definition, self.parameters.entry_type) {
            (PeriodTypeDefinition::ByAgent, _) | (_, TimeEntryType::TotalTime) => false,
            (PeriodTypeDefinition::Automatic, TimeEntryType::StartAndEnd) => {
                !self.settings.business_hours.shifts.is_empty()
            }
        };
        let periods =
            periods::periods(&self.settings.business_hours, started_at, ended_at).map_err(|refused| match refused {
                SpanRefused::EndsBeforeItStarts => BadInput::SpanEndsBeforeItStarts,
                SpanRefused::LongerThan366Days => BadInput::SpanTooLong,
            })?;
        Ok(computed.then_some(periods))
    }
}
