//! The parameters' tab "additional modules".

use serde::{Deserialize, Serialize};

use crate::{
    errors::Errors,
    patch::Patch,
    user_error::{Problem, UserError},
};

/// How agents record time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TimeEntryType {
    /// When the work began and ended.
    StartAndEnd,
    /// How long it took.
    TotalTime,
}

/// Which activity is suggested when time is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ActivitySuggestion {
    /// The one the agent used last.
    LastOfAgent,
    /// The one the agent's access profile names.
    AccessProfile,
    /// None.
    None,
}

/// Who tells normal time from extra time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PeriodTypeDefinition {
    /// The business hours.
    Automatic,
    /// The agent.
    ByAgent,
}

/// A module that is only on or off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Module {
    /// Whether it is on.
    pub enabled: bool,
}

/// Time tracking; while it is off the other parameters keep their values and have no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TimeTracking {
    /// Whether it is on.
    pub enabled: bool,
    /// How agents record time.
    pub entry_type: TimeEntryType,
    /// Which activity is suggested.
    pub activity_suggestion: ActivitySuggestion,
    /// Who tells normal time from extra time.
    pub period_type_definition: PeriodTypeDefinition,
}

/// The tab "additional modules".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AdditionalModules {
    /// Customers are asked how they liked it.
    pub satisfaction_survey: Module,
    /// Agents record the time they work on tickets.
    pub time_tracking: TimeTracking,
    /// Tickets wait for an approval before the work begins.
    pub ticket_approval: Module,
    /// Conversations become tickets.
    pub chat: Module,
}

impl Default for AdditionalModules {
    fn default() -> Self {
        Self {
            satisfaction_survey: Module::default(),
            time_tracking: TimeTracking {
                enabled: false,
                entry_type: TimeEntryType::StartAndEnd,
                activity_suggestion: ActivitySuggestion::None,
                period_type_definition: PeriodTypeDefinition::ByAgent,
            },
            ticket_approval: Module::default(),
            chat: Module::default(),
        }
    }
}

/// Changes the tab; every object merges.
#[derive(Clone, Debug, Default)]
pub struct UpdateAdditionalModules {
    /// Cannot be emptied.
    pub satisfaction_survey: Patch<UpdateModule>,
    /// Cannot be emptied.
    pub time_tracking: Patch<UpdateTimeTracking>,
    /// Cannot be emptied.
    pub ticket_approval: Patch<UpdateModule>,
    /// Cannot be emptied.
    pub chat: Patch<UpdateModule>,
}

/// Switches a module.
#[derive(Clone, Debug, Default)]
pub struct UpdateModule {
    /// Cannot be emptied.
    pub enabled: Patch<bool>,
}

/// Changes time tracking.
#[derive(Clone, Debug, Default)]
pub struct UpdateTimeTracking {
    /// Cannot be emptied.
    pub enabled: Patch<bool>,
    /// Cannot be emptied.
    pub entry_type: Patch<TimeEntryType>,
    /// Cannot be emptied.
    pub activity_suggestion: Patch<ActivitySuggestion>,
    /// Cannot be emptied.
    pub period_type_definition: Patch<PeriodTypeDefinition>,
}

impl AdditionalModules {
    pub(crate) fn update(&mut self, edit: &UpdateAdditionalModules) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        nested(&mut errors, "satisfactionSurvey", &edit.satisfaction_survey, |edit| {
            self.satisfaction_survey.update(edit)
        });
        nested(&mut errors, "timeTracking", &edit.time_tracking, |edit| self.time_tracking.update(edit));
        nested(&mut errors, "ticketApproval", &edit.ticket_approval, |edit| self.ticket_approval.update(edit));
        nested(&mut errors, "chat", &edit.chat, |edit| self.chat.update(edit));
        errors.finish()
    }
}

impl Module {
    fn update(&mut self, edit: &UpdateModule) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        errors.must("enabled", &edit.enabled, &mut self.enabled, |on| Ok(*on));
        errors.finish()
    }
}

impl TimeTracking {
    fn update(&mut self, edit: &UpdateTimeTracking) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        errors.must("enabled", &edit.enabled, &mut self.enabled, |on| Ok(*on));
        errors.must("entryType", &edit.entry_type, &mut self.entry_type, |kind| Ok(*kind));
        errors.must("activitySuggestion", &edit.activity_suggestion, &mut self.activity_suggestion, |kind| Ok(*kind));
        errors.must("periodTypeDefinition", &edit.period_type_definition, &mut self.period_type_definition, |kind| {
            Ok(*kind)
        });
        errors.finish()
    }
}

/// Applies a patch to an object that merges.
fn nested<T>(errors: &mut Errors, name: &str, patch: &Patch<T>, update: impl FnOnce(&T) -> Result<(), Vec<UserError>>) {
    match patch {
        Patch::Keep => {}
        Patch::Clear => errors.push(Problem::Required, [name]),
        Patch::Set(edit) => errors.inside(name, update(edit)),
    }
}
