//! The section "business hours".

use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use domain::{change::Command, edit::Edit, settings::hours};

use crate::{
    guard::{self, Needs, Permission},
    scalars::{Date, LocalTime},
    write::{WriteOptions, patch, payload, write},
};

/// When the company works.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct BusinessHours {
    /// A name of the IANA time zone database; the days of protocols are this zone's too.
    time_zone: String,
    /// The week, sorted.
    shifts: Vec<Shift>,
    /// Days on which no shift opens, sorted.
    holidays: Vec<Holiday>,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "hours::Weekday")]
pub(crate) enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// A shift of the week. One whose end is not after its start ends on the next day; equal times are 24 hours.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct Shift {
    /// The day on which it opens.
    day: Weekday,
    /// When it opens, on the account's clocks.
    opens: LocalTime,
    /// When it closes; 00:00 is midnight.
    closes: LocalTime,
}

/// A day on which no shift opens.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Holiday {
    /// The day.
    date: Date,
    /// What is celebrated.
    name: Option<String>,
}

impl From<&hours::BusinessHours> for BusinessHours {
    fn from(business_hours: &hours::BusinessHours) -> Self {
        let shifts = business_hours.shifts.iter().map(|shift| Shift {
            day: shift.day.into(),
            opens: LocalTime(shift.opens),
            closes: LocalTime(shift.closes),
        });
        let holidays = business_hours
            .holidays
            .iter()
            .map(|holiday| Holiday { date: Date(holiday.date), name: holiday.name.clone() });
        Self { time_zone: business_hours.time_zone.to_string(), shifts: shifts.collect(), holidays: holidays.collect() }
    }
}

/// A shift of the week.
#[derive(InputObject)]
pub(crate) struct ShiftInput {
    /// The day on which it opens.
    day: Weekday,
    /// When it opens.
    opens: LocalTime,
    /// When it closes; not after `opens` means the next day.
    closes: LocalTime,
}

/// A day on which no shift opens.
#[derive(InputObject)]
pub(crate) struct HolidayInput {
    /// The day.
    date: Date,
    /// What is celebrated, at most 128 characters.
    name: Option<String>,
}

/// Changes the business hours. A field that is absent stays as it is; a list is replaced as a whole.
#[derive(InputObject)]
pub(crate) struct UpdateBusinessHoursInput {
    /// A name of the IANA time zone database. Cannot be cleared.
    time_zone: MaybeUndefined<String>,
    /// The whole week; null is none.
    shifts: MaybeUndefined<Vec<ShiftInput>>,
    /// All holidays; null is none.
    holidays: MaybeUndefined<Vec<HolidayInput>>,
}

impl From<UpdateBusinessHoursInput> for Edit {
    fn from(input: UpdateBusinessHoursInput) -> Self {
        let shifts = |shifts: Vec<ShiftInput>| {
            let shifts = shifts.into_iter().map(|shift| hours::Shift {
                day: shift.day.into(),
                opens: shift.opens.0,
                closes: shift.closes.0,
            });
            shifts.collect()
        };
        let holidays = |holidays: Vec<HolidayInput>| {
            let holidays =
                holidays.into_iter().map(|holiday| hours::HolidayInput { date: holiday.date.0, name: holiday.name });
            holidays.collect()
        };
        Self::UpdateBusinessHours(hours::UpdateBusinessHours {
            time_zone: patch(input.time_zone),
            shifts: patch(input.shifts).map(shifts),
            holidays: patch(input.holidays).map(holidays),
        })
    }
}

payload! {
    /// What came of updateBusinessHours.
    UpdateBusinessHoursPayload {
        /// The business hours after the change.
        business_hours: BusinessHours =
            |written| written.after().map(|view| (&view.settings().business_hours).into())
    }
}

#[derive(Default)]
pub(crate) struct BusinessHoursMutation;

#[Object]
impl BusinessHoursMutation {
    /// Changes the business hours. Needs MANAGE_BUSINESS_HOURS.
    #[graphql(guard = "Needs(Permission::ManageBusinessHours)", directive = guard::guard::apply(Permission::ManageBusinessHours))]
    pub(crate) async fn update_business_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateBusinessHoursInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateBusinessHoursPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }
}
