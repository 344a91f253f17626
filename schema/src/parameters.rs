//! The section "parameters": what it answers. Its mutations stand in [`change`].

mod change;

use async_graphql::{Enum, SimpleObject};
use domain::{
    settings as domain_settings,
    settings::{environment, modules, tickets},
    ticket_policy::numbering,
};

pub(crate) use self::change::*;

/// The parameters, tab by tab.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Parameters {
    /// Language, portal, access and security.
    environment: EnvironmentParameters,
    /// What is mandatory on tickets, and how they are numbered.
    tickets: TicketParameters,
    /// Survey, time tracking, approval, chat.
    additional_modules: AdditionalModules,
}

impl From<&domain_settings::Parameters> for Parameters {
    fn from(parameters: &domain_settings::Parameters) -> Self {
        Self {
            environment: (&parameters.environment).into(),
            tickets: (&parameters.tickets).into(),
            additional_modules: (&parameters.additional_modules).into(),
        }
    }
}

/// The language of the support centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "environment::Language")]
pub(crate) enum Language {
    /// Portuguese.
    Pt,
    /// Spanish.
    Es,
    /// English.
    En,
}

/// The tab "environment".
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct EnvironmentParameters {
    /// The language of the support centre.
    language: Language,
    /// The main address of the customer's site; its host identifies the support portal and is unique among accounts.
    portal_url: Option<String>,
    /// Access and security.
    direct_ticket_link: DirectTicketLink,
}

impl From<&environment::EnvironmentParameters> for EnvironmentParameters {
    fn from(environment: &environment::EnvironmentParameters) -> Self {
        Self {
            language: environment.language.into(),
            portal_url: environment.portal_url.clone(),
            direct_ticket_link: environment.direct_ticket_link.into(),
        }
    }
}

/// True: whoever holds the link of a ticket opens it without signing in. False: the portal asks for authentication.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct DirectTicketLink {
    /// For customers.
    customers: bool,
    /// For agents.
    agents: bool,
}

impl From<environment::DirectTicketLink> for DirectTicketLink {
    fn from(link: environment::DirectTicketLink) -> Self {
        Self { customers: link.customers, agents: link.agents }
    }
}

/// A field of a ticket whose obligation can be configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "tickets::TicketField")]
pub(crate) enum TicketField {
    /// The service that the ticket is about.
    Service,
    /// Its category.
    Category,
    /// How urgent it is.
    Urgency,
    /// Its tag.
    Tag,
}

/// Who works with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "tickets::Audience")]
pub(crate) enum Audience {
    /// Who answers.
    Agent,
    /// Who asks.
    Customer,
}

/// The tab "tickets".
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct TicketParameters {
    /// What is mandatory when a ticket is opened: one for each field, in the enum's order.
    opening: Vec<OpeningRequirement>,
    /// What is mandatory when an agent attends a ticket: one for each field, in the enum's order.
    attendance: Vec<AttendanceRequirement>,
    /// How tickets are numbered.
    numbering: TicketNumbering,
}

/// For whom a field is mandatory when a ticket is opened.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct OpeningRequirement {
    /// The field.
    field: TicketField,
    /// Nobody, agents, customers or both.
    required_for: Vec<Audience>,
}

/// Whether a field is mandatory when an agent attends a ticket.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct AttendanceRequirement {
    /// The field.
    field: TicketField,
    /// Whether it is mandatory.
    required: bool,
}

/// How tickets are numbered: SIMPLE is 1, 2, 3 …, PROTOCOL is a text made from the day and a sequence.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct TicketNumbering {
    /// Which style is in use.
    style: NumberingStyle,
    /// Literals and `{YYYY}` `{YY}` `{MM}` `{DD}` `{SEQ:n}`, exactly one `{SEQ:n}`, at most 30 characters.
    pattern: String,
    /// When the protocol's sequence begins again.
    reset: SequenceReset,
}

/// How a ticket's number looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "numbering::NumberingStyle")]
pub(crate) enum NumberingStyle {
    /// 1, 2, 3 …
    Simple,
    /// By the pattern.
    Protocol,
}

/// When a protocol's sequence begins again, by the days of the account's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "numbering::SequenceReset")]
pub(crate) enum SequenceReset {
    /// It goes on for ever.
    Never,
    /// Each year.
    Yearly,
    /// Each month.
    Monthly,
    /// Each day.
    Daily,
}

impl From<&tickets::TicketParameters> for TicketParameters {
    fn from(parameters: &tickets::TicketParameters) -> Self {
        let opening = parameters.opening.iter().map(|requirement| OpeningRequirement {
            field: requirement.field.into(),
            required_for: requirement.required_for.iter().map(|audience| (*audience).into()).collect(),
        });
        let attendance = parameters.attendance.iter().map(|requirement| AttendanceRequirement {
            field: requirement.field.into(),
            required: requirement.required,
        });
        Self {
            opening: opening.collect(),
            attendance: attendance.collect(),
            numbering: TicketNumbering {
                style: parameters.numbering.style.into(),
                pattern: parameters.numbering.pattern.to_string(),
                reset: parameters.numbering.reset.into(),
            },
        }
    }
}

/// The tab "additional modules".
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct AdditionalModules {
    /// Customers are asked how they liked it.
    satisfaction_survey: SatisfactionSurvey,
    /// Agents record the time they work on tickets.
    time_tracking: TimeTracking,
    /// Tickets wait for an approval before the work begins.
    ticket_approval: TicketApproval,
    /// Customers chat, and conversations become tickets.
    chat: Chat,
}

/// The satisfaction survey.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct SatisfactionSurvey {
    /// Whether it is on.
    enabled: bool,
}

/// Ticket approval. Who approves belongs to the tickets module.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct TicketApproval {
    /// Whether it is on.
    enabled: bool,
}

/// Chat.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct Chat {
    /// Whether it is on.
    enabled: bool,
}

/// Time tracking. While `enabled` is false the other parameters keep their values and have no effect.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct TimeTracking {
    /// Whether it is on.
    enabled: bool,
    /// How agents record time.
    entry_type: TimeEntryType,
    /// Which activity is suggested.
    activity_suggestion: ActivitySuggestion,
    /// Who tells normal time from extra time.
    period_type_definition: PeriodTypeDefinition,
}

/// How agents record time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "modules::TimeEntryType")]
pub(crate) enum TimeEntryType {
    /// When the work began and ended.
    StartAndEnd,
    /// How long it took.
    TotalTime,
}

/// Which activity is suggested when time is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "modules::ActivitySuggestion")]
pub(crate) enum ActivitySuggestion {
    /// The one the agent used last.
    LastOfAgent,
    /// The one the agent's access profile names.
    AccessProfile,
    /// None.
    None,
}

/// Who tells normal time from extra time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "modules::PeriodTypeDefinition")]
pub(crate) enum PeriodTypeDefinition {
    /// The business hours.
    Automatic,
    /// The agent.
    ByAgent,
}

impl From<&modules::AdditionalModules> for AdditionalModules {
    fn from(modules: &modules::AdditionalModules) -> Self {
        Self {
            satisfaction_survey: SatisfactionSurvey { enabled: modules.satisfaction_survey.enabled },
            time_tracking: TimeTracking {
                enabled: modules.time_tracking.enabled,
                entry_type: modules.time_tracking.entry_type.into(),
                activity_suggestion: modules.time_tracking.activity_suggestion.into(),
                period_type_definition: modules.time_tracking.period_type_definition.into(),
            },
            ticket_approval: TicketApproval { enabled: modules.ticket_approval.enabled },
            chat: Chat { enabled: modules.chat.enabled },
        }
    }
}
