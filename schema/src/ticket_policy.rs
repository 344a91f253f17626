//! What the parameters decide.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use domain::{
    error::Refusal,
    settings::tickets,
    ticket_policy::{self, periods},
};

use crate::{
    error::OrRefuse,
    parameters::{Audience, TicketField, TimeEntryType},
    profiles::Activity,
    scalars::DateTime,
    view::View,
};

/// When a field can be mandatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "ticket_policy::TicketStage")]
pub(crate) enum TicketStage {
    /// Somebody opens the ticket.
    Opening,
    /// An agent attends it; customers do not, so for them nothing is mandatory.
    Attendance,
}

#[derive(Clone, Debug)]
pub(crate) struct TicketPolicy(pub(crate) View);

/// The settings applied: what the ticket, chat and time modules ask, so that no client computes it again.
#[Object]
impl TicketPolicy {
    /// The revision whose settings are applied.
    pub(crate) async fn revision(&self) -> i32 {
        self.0.snapshot.revision
    }

    /// The fields that are mandatory, in the enum's order.
    pub(crate) async fn required_fields(
        &self,
        #[graphql(desc = "When.")] stage: TicketStage,
        #[graphql(desc = "For whom.")] audience: Audience,
    ) -> Vec<TicketField> {
        named(self.policy().required_fields(stage.into(), audience.into()))
    }

    /// The mandatory fields that were not provided, in the enum's order.
    pub(crate) async fn missing_fields(
        &self,
        #[graphql(desc = "When.")] stage: TicketStage,
        #[graphql(desc = "For whom.")] audience: Audience,
        #[graphql(desc = "The fields that have a value.")] provided: Vec<TicketField>,
    ) -> Vec<TicketField> {
        let provided: Vec<tickets::TicketField> = provided.into_iter().map(Into::into).collect();
        named(self.policy().missing_fields(stage.into(), audience.into(), &provided))
    }

    /// The number of the ticket that has this sequence: a plain decimal, or the protocol of that day in the account's
    /// time zone. BAD_USER_INPUT for a sequence below 1 or a number over 30 characters.
    pub(crate) async fn ticket_number(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1, 2, 3 …; counting is the tickets module's.")] sequence: i32,
        #[graphql(desc = "When the ticket was opened.")] opened_at: DateTime,
    ) -> Result<Option<String>> {
        let number = self.policy().ticket_number(sequence, opened_at.0).map_err(Refusal::BadInput);
        number.or_refuse(ctx).await.map(Some)
    }

    /// Whether whoever holds the link of a ticket opens it without signing in.
    pub(crate) async fn opens_without_authentication(
        &self,
        #[graphql(desc = "Who holds it.")] audience: Audience,
    ) -> bool {
        self.policy().opens_without_authentication(audience.into())
    }

    /// How time is recorded; null while time tracking is off.
    pub(crate) async fn time_entry(&self) -> Option<TimeEntryPolicy> {
        self.policy().time_entry().map(|_| TimeEntryPolicy { view: self.0.clone() })
    }

    /// Whether customers are asked how they liked it.
    pub(crate) async fn satisfaction_survey(&self) -> bool {
        self.policy().satisfaction_survey()
    }

    /// Whether tickets wait for an approval before the work begins.
    pub(crate) async fn approval_required(&self) -> bool {
        self.policy().approval_required()
    }

    /// Whether conversations become tickets.
    pub(crate) async fn chat_opens_tickets(&self) -> bool {
        self.policy().chat_opens_tickets()
    }
}

impl TicketPolicy {
    fn policy(&self) -> ticket_policy::TicketPolicy<'_> {
        ticket_policy::TicketPolicy(self.0.settings())
    }
}

fn named(fields: Vec<tickets::TicketField>) -> Vec<TicketField> {
    fields.into_iter().map(Into::into).collect()
}

#[derive(Clone, Debug)]
pub(crate) struct TimeEntryPolicy {
    view: View,
}

/// How time is recorded.
#[Object]
impl TimeEntryPolicy {
    /// As start and end, or as a total.
    pub(crate) async fn entry_type(&self) -> TimeEntryType {
        self.view.settings().parameters.additional_modules.time_tracking.entry_type.into()
    }

    /// The activity to suggest; what is unknown, foreign, missing or inactive suggests nothing.
    pub(crate) async fn suggested_activity(
        &self,
        #[graphql(desc = "The agent's access profile.")] access_profile_id: Option<ID>,
        #[graphql(desc = "The activity that the agent used last.")] last_activity_id: Option<ID>,
    ) -> Option<Activity> {
        let mark = self.view.mark;
        let access_profile = access_profile_id.as_deref().map(|id| mark.without(id));
        let last_activity = last_activity_id.as_deref().map(|id| mark.without(id));
        let activity = self.policy()?.suggested_activity(access_profile, last_activity)?;
        Some(Activity::new(activity, mark))
    }

    /// Splits a span at the edges of business hours, into periods that cover it in order. Null where the agent chooses
    /// the type, or it cannot be computed: with TOTAL_TIME, and without shifts. BAD_USER_INPUT for a span that ends
    /// before it starts or is longer than 366 days.
    pub(crate) async fn periods(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where the span begins.")] started_at: DateTime,
        #[graphql(desc = "Where the span ends.")] ended_at: DateTime,
    ) -> Result<Option<Vec<TimePeriod>>> {
        let Some(policy) = self.policy() else { return Ok(None) };
        let periods = policy.periods(started_at.0, ended_at.0).map_err(Refusal::BadInput).or_refuse(ctx).await?;
        Ok(periods.map(|periods| periods.into_iter().map(TimePeriod::from).collect()))
    }
}

impl TimeEntryPolicy {
    fn policy(&self) -> Option<ticket_policy::TimeEntryPolicy<'_>> {
        ticket_policy::TicketPolicy(self.view.settings()).time_entry()
    }
}

/// Whether time is within business hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "periods::PeriodType")]
pub(crate) enum PeriodType {
    /// Within business hours.
    Normal,
    /// Outside of them.
    Extra,
}

/// A part of a span that is of one type.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct TimePeriod {
    /// Its type.
    r#type: PeriodType,
    /// Where it begins.
    started_at: DateTime,
    /// Where it ends.
    ended_at: DateTime,
}

impl From<periods::TimePeriod> for TimePeriod {
    fn from(period: periods::TimePeriod) -> Self {
        Self {
            r#type: period.kind.into(),
            started_at: DateTime(period.started_at),
            ended_at: DateTime(period.ended_at),
        }
    }
}
