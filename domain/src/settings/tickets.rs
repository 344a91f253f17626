//! The parameters' tab "tickets": what is mandatory at opening and attendance, and the numbers.

use serde::{Deserialize, Serialize};

use crate::{
    errors::Errors,
    patch::Patch,
    ticket_policy::numbering::{TicketNumbering, UpdateNumbering},
    user_error::{Problem, UserError},
};

/// A field of a ticket whose obligation can be configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum TicketField {
    Service,
    Category,
    Urgency,
    Tag,
}

impl TicketField {
    /// Every field, in the contract's order.
    pub const ALL: [Self; 4] = [Self::Service, Self::Category, Self::Urgency, Self::Tag];
}

/// Who works with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Audience {
    /// Who answers.
    Agent,
    /// Who asks.
    Customer,
}

/// For whom a field is mandatory when a ticket is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpeningRequirement {
    /// The field.
    pub field: TicketField,
    /// Nobody, agents, customers or both; in that order, each once.
    pub required_for: Vec<Audience>,
}

/// Whether agents must fill a field when they attend a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AttendanceRequirement {
    /// The field.
    pub field: TicketField,
    /// Whether it is mandatory.
    pub required: bool,
}

/// The tab "tickets".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TicketParameters {
    /// One for each field, in the contract's order.
    pub opening: Vec<OpeningRequirement>,
    /// One for each field, in the contract's order.
    pub attendance: Vec<AttendanceRequirement>,
    /// How tickets are numbered.
    pub numbering: TicketNumbering,
}

impl Default for TicketParameters {
    fn default() -> Self {
        Self {
            opening: TicketField::ALL.map(|field| OpeningRequirement { field, required_for: Vec::new() }).into(),
            attendance: TicketField::ALL.map(|field| AttendanceRequirement { field, required: false }).into(),
            numbering: TicketNumbering::default(),
        }
    }
}

/// Changes the tab; requirements merge by field.
#[derive(Clone, Debug, Default)]
pub struct UpdateTicketParameters {
    /// Null is the empty list, which changes nothing.
    pub opening: Patch<Vec<OpeningRequirement>>,
    /// Null is the empty list, which changes nothing.
    pub attendance: Patch<Vec<AttendanceRequirement>>,
    /// Cannot be emptied.
    pub numbering: Patch<UpdateNumbering>,
}

impl TicketParameters {
    pub(crate) fn update(&mut self, edit: &UpdateTicketParameters) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        if let Patch::Set(opening) = &edit.opening {
            refuse_doubles("opening", opening.iter().map(|requirement| requirement.field), &mut errors);
            for given in opening {
                for kept in self.opening.iter_mut().filter(|kept| kept.field == given.field) {
                    kept.required_for.clone_from(&given.required_for);
                    kept.required_for.sort_unstable();
                    kept.required_for.dedup();
                }
            }
        }
        if let Patch::Set(attendance) = &edit.attendance {
            refuse_doubles("attendance", attendance.iter().map(|requirement| requirement.field), &mut errors);
            for given in attendance {
                for kept in self.attendance.iter_mut().filter(|kept| kept.field == given.field) {
                    kept.required = given.required;
                }
            }
        }
        match &edit.numbering {
            Patch::Keep => {}
            Patch::Clear => errors.push(Problem::Required, ["numbering"]),
            Patch::Set(numbering) => errors.inside("numbering", self.numbering.update(numbering)),
        }
        errors.finish()
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.opening.iter().map(|requirement| requirement.field).eq(TicketField::ALL)
            && self.attendance.iter().map(|requirement| requirement.field).eq(TicketField::ALL)
            && self.numbering.pattern.names_what_reset_needs(self.numbering.reset)
    }
}

/// Notes every field that was named before.
fn refuse_doubles(name: &str, fields: impl Iterator<Item = TicketField>, errors: &mut Errors) {
    let mut seen = Vec::new();
    for (position, field) in fields.enumerate() {
        if seen.contains(&field) {
            errors.push(Problem::Duplicate, [name, &position.to_string(), "field"]);
        }
        seen.push(field);
    }
}
