//! The mutations of the section "parameters".

use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result};
use domain::{
    change::Command,
    edit::Edit,
    settings::{environment, modules, tickets},
    ticket_policy::numbering,
};

use super::{
    ActivitySuggestion, AdditionalModules, Audience, DirectTicketLink, EnvironmentParameters, Language, NumberingStyle,
    PeriodTypeDefinition, SequenceReset, TicketField, TicketParameters, TimeEntryType,
};
use crate::{
    guard::{self, Needs, Permission},
    write::{WriteOptions, patch, payload, write},
};

/// Changes language and portal. A field that is absent stays as it is; null clears it.
#[derive(InputObject)]
pub(crate) struct UpdateEnvironmentParametersInput {
    /// Cannot be cleared.
    language: MaybeUndefined<Language>,
    /// An https address without user information, whose host no other account has.
    portal_url: MaybeUndefined<String>,
}

/// Changes who opens a ticket by its link. A field that is absent stays as it is.
#[derive(InputObject)]
pub(crate) struct UpdateDirectTicketLinkInput {
    /// Cannot be cleared.
    customers: MaybeUndefined<bool>,
    /// Cannot be cleared.
    agents: MaybeUndefined<bool>,
}

/// For whom a field is mandatory when a ticket is opened.
#[derive(InputObject)]
pub(crate) struct OpeningRequirementInput {
    /// The field; named once.
    field: TicketField,
    /// Nobody, agents, customers or both.
    required_for: Vec<Audience>,
}

/// Whether a field is mandatory when an agent attends a ticket.
#[derive(InputObject)]
pub(crate) struct AttendanceRequirementInput {
    /// The field; named once.
    field: TicketField,
    /// Whether it is mandatory.
    required: bool,
}

/// Changes how tickets are numbered. A field that is absent stays as it is.
#[derive(InputObject)]
pub(crate) struct TicketNumberingInput {
    /// Cannot be cleared.
    style: MaybeUndefined<NumberingStyle>,
    /// Null is the default pattern.
    pattern: MaybeUndefined<String>,
    /// Null is the default reset.
    reset: MaybeUndefined<SequenceReset>,
}

/// Changes the tab "tickets". What is absent stays as it is.
#[derive(InputObject)]
pub(crate) struct UpdateTicketParametersInput {
    /// Merged by field.
    opening: MaybeUndefined<Vec<OpeningRequirementInput>>,
    /// Merged by field.
    attendance: MaybeUndefined<Vec<AttendanceRequirementInput>>,
    /// Merged. Cannot be cleared.
    numbering: MaybeUndefined<TicketNumberingInput>,
}

/// Switches the satisfaction survey.
#[derive(InputObject)]
pub(crate) struct SatisfactionSurveyInput {
    /// Cannot be cleared.
    enabled: MaybeUndefined<bool>,
}

/// Switches ticket approval.
#[derive(InputObject)]
pub(crate) struct TicketApprovalInput {
    /// Cannot be cleared.
    enabled: MaybeUndefined<bool>,
}

/// Switches chat.
#[derive(InputObject)]
pub(crate) struct ChatInput {
    /// Cannot be cleared.
    enabled: MaybeUndefined<bool>,
}

/// Changes time tracking. A field that is absent stays as it is.
#[derive(InputObject)]
pub(crate) struct TimeTrackingInput {
    /// Cannot be cleared.
    enabled: MaybeUndefined<bool>,
    /// Cannot be cleared.
    entry_type: MaybeUndefined<TimeEntryType>,
    /// Cannot be cleared.
    activity_suggestion: MaybeUndefined<ActivitySuggestion>,
    /// Cannot be cleared.
    period_type_definition: MaybeUndefined<PeriodTypeDefinition>,
}

/// Changes the tab "additional modules". What is absent stays as it is; objects merge and cannot be cleared.
#[derive(InputObject)]
pub(crate) struct UpdateAdditionalModulesInput {
    /// The satisfaction survey.
    satisfaction_survey: MaybeUndefined<SatisfactionSurveyInput>,
    /// Time tracking.
    time_tracking: MaybeUndefined<TimeTrackingInput>,
    /// Ticket approval.
    ticket_approval: MaybeUndefined<TicketApprovalInput>,
    /// Chat.
    chat: MaybeUndefined<ChatInput>,
}

impl From<UpdateEnvironmentParametersInput> for Edit {
    fn from(input: UpdateEnvironmentParametersInput) -> Self {
        Self::UpdateEnvironmentParameters(environment::UpdateEnvironmentParameters {
            language: patch(input.language).map(Into::into),
            portal_url: patch(input.portal_url),
        })
    }
}

impl From<UpdateDirectTicketLinkInput> for Edit {
    fn from(input: UpdateDirectTicketLinkInput) -> Self {
        Self::UpdateDirectTicketLink(environment::UpdateDirectTicketLink {
            customers: patch(input.customers),
            agents: patch(input.agents),
        })
    }
}

impl From<UpdateTicketParametersInput> for Edit {
    fn from(input: UpdateTicketParametersInput) -> Self {
        let opening = |requirements: Vec<OpeningRequirementInput>| {
            let requirements = requirements.into_iter().map(|requirement| tickets::OpeningRequirement {
                field: requirement.field.into(),
                required_for: requirement.required_for.into_iter().map(Into::into).collect(),
            });
            requirements.collect()
        };
        let attendance = |requirements: Vec<AttendanceRequirementInput>| {
            let requirements = requirements.into_iter().map(|requirement| tickets::AttendanceRequirement {
                field: requirement.field.into(),
                required: requirement.required,
            });
            requirements.collect()
        };
        Self::UpdateTicketParameters(tickets::UpdateTicketParameters {
            opening: patch(input.opening).map(opening),
            attendance: patch(input.attendance).map(attendance),
            numbering: patch(input.numbering).map(|numbering| numbering::UpdateNumbering {
                style: patch(numbering.style).map(Into::into),
                pattern: patch(numbering.pattern),
                reset: patch(numbering.reset).map(Into::into),
            }),
        })
    }
}

impl From<UpdateAdditionalModulesInput> for Edit {
    fn from(input: UpdateAdditionalModulesInput) -> Self {
        let module = |enabled| modules::UpdateModule { enabled: patch(enabled) };
        Self::UpdateAdditionalModules(modules::UpdateAdditionalModules {
            satisfaction_survey: patch(input.satisfaction_survey).map(|survey| module(survey.enabled)),
            time_tracking: patch(input.time_tracking).map(|time_tracking| modules::UpdateTimeTracking {
                enabled: patch(time_tracking.enabled),
                entry_type: patch(time_tracking.entry_type).map(Into::into),
                activity_suggestion: patch(time_tracking.activity_suggestion).map(Into::into),
                period_type_definition: patch(time_tracking.period_type_definition).map(Into::into),
            }),
            ticket_approval: patch(input.ticket_approval).map(|approval| module(approval.enabled)),
            chat: patch(input.chat).map(|chat| module(chat.enabled)),
        })
    }
}

payload! {
    /// What came of updateEnvironmentParameters.
    UpdateEnvironmentParametersPayload {
        /// The tab after the change.
        environment: EnvironmentParameters =
            |written| written.after().map(|view| (&view.settings().parameters.environment).into())
    }
}
payload! {
    /// What came of updateDirectTicketLink.
    UpdateDirectTicketLinkPayload {
        /// Access and security after the change.
        direct_ticket_link: DirectTicketLink =
            |written| written.after().map(|view| view.settings().parameters.environment.direct_ticket_link.into())
    }
}
payload! {
    /// What came of updateTicketParameters.
    UpdateTicketParametersPayload {
        /// The tab after the change.
        tickets: TicketParameters = |written| written.after().map(|view| (&view.settings().parameters.tickets).into())
    }
}
payload! {
    /// What came of updateAdditionalModules.
    UpdateAdditionalModulesPayload {
        /// The tab after the change.
        additional_modules: AdditionalModules =
            |written| written.after().map(|view| (&view.settings().parameters.additional_modules).into())
    }
}

#[derive(Default)]
pub(crate) struct ParametersMutation;

#[Object]
impl ParametersMutation {
    /// Changes language and portal. Needs MANAGE_PARAMETERS.
    #[graphql(guard = "Needs(Permission::ManageParameters)", directive = guard::guard::apply(Permission::ManageParameters))]
    pub(crate) async fn update_environment_parameters(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateEnvironmentParametersInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateEnvironmentParametersPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Changes who opens tickets by their link. Needs MANAGE_SECURITY.
    #[graphql(guard = "Needs(Permission::ManageSecurity)", directive = guard::guard::apply(Permission::ManageSecurity))]
    pub(crate) async fn update_direct_ticket_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateDirectTicketLinkInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateDirectTicketLinkPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Changes the tab "tickets". Needs MANAGE_PARAMETERS.
    #[graphql(guard = "Needs(Permission::ManageParameters)", directive = guard::guard::apply(Permission::ManageParameters))]
    pub(crate) async fn update_ticket_parameters(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateTicketParametersInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateTicketParametersPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Changes the tab "additional modules". Needs MANAGE_PARAMETERS.
    #[graphql(guard = "Needs(Permission::ManageParameters)", directive = guard::guard::apply(Permission::ManageParameters))]
    pub(crate) async fn update_additional_modules(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateAdditionalModulesInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateAdditionalModulesPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }
}
