//! The section "business hours": a time zone, the shifts of a week, and holidays.

use std::{collections::HashSet, fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    errors::Errors,
    patch::Patch,
    text::{self, NAME_MAX},
    user_error::{Problem, UserError},
};

/// The most shifts a week.
const SHIFTS_MAX: usize = 70;
/// The most holidays.
const HOLIDAYS_MAX: usize = 400;

const DAY_MINUTES: usize = 24 * 60;
const WEEK_MINUTES: usize = 7 * DAY_MINUTES;

/// When the company works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BusinessHours {
    /// Whose clocks and calendar the rest is read with.
    pub time_zone: TimeZone,
    /// The shifts of every week, sorted by day and opening; no two cover the same time.
    pub shifts: Vec<Shift>,
    /// The days on which no shift opens, sorted; no day twice.
    pub holidays: Vec<Holiday>,
}

/// One shift of the week.
///
/// When `closes` is not after `opens` it ends on the next day; equal times are 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Shift {
    /// The day on which it opens.
    pub day: Weekday,
    /// The first minute of it.
    pub opens: LocalTime,
    /// The first minute after it.
    pub closes: LocalTime,
}

/// A day on which no shift opens. A shift that opened the evening before goes on into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Holiday {
    /// The day, of a year from 0 to 9999.
    pub date: NaiveDate,
    /// What is celebrated, at most 128 characters.
    pub name: Option<String>,
}

/// A day of the week; the week begins on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The week, in its order.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];
}

/// Changes the business hours. Lists are replaced as a whole.
#[derive(Clone, Debug, Default)]
pub struct UpdateBusinessHours {
    /// A name of the IANA time zone database. Cannot be emptied.
    pub time_zone: Patch<String>,
    /// The whole week, in any order; null is the empty list.
    pub shifts: Patch<Vec<Shift>>,
    /// All holidays, in any order; null is the empty list.
    pub holidays: Patch<Vec<HolidayInput>>,
}

/// A holiday as it was typed.
#[derive(Clone, Debug)]
pub struct HolidayInput {
    /// The day.
    pub date: NaiveDate,
    /// What is celebrated.
    pub name: Option<String>,
}

impl BusinessHours {
    /// Applies an edit.
    ///
    /// # Errors
    /// Everything that is wrong with the edit; nothing has changed then.
    pub fn update(&mut self, edit: &UpdateBusinessHours) -> Result<(), Vec<UserError>> {
        let mut errors = Errors::default();
        let mut next = self.clone();
        errors.must("timeZone", &edit.time_zone, &mut next.time_zone, |name| TimeZone::parse(name));
        match &edit.shifts {
            Patch::Keep => {}
            Patch::Clear => next.shifts.clear(),
            Patch::Set(shifts) => {
                next.shifts.clone_from(shifts);
                refuse_bad_shifts(shifts, &mut errors);
            }
        }
        match &edit.holidays {
            Patch::Keep => {}
            Patch::Clear => next.holidays.clear(),
            Patch::Set(holidays) => {
                next.holidays = named(holidays, &mut errors);
                refuse_bad_dates(holidays.iter().map(|holiday| holiday.date), &mut errors);
            }
        }
        errors.finish()?;
        next.shifts.sort_by_key(place_in_week);
        next.holidays.sort_by_key(|holiday| holiday.date);
        *self = next;
        Ok(())
    }

    /// The invariants of the section.
    ///
    /// # Errors
    /// The first problem that an edit would have been refused for; [`Problem::InvalidState`] for a list that is not
    /// sorted.
    pub fn check(&self) -> Result<(), Problem> {
        let mut errors = Errors::default();
        refuse_bad_shifts(&self.shifts, &mut errors);
        refuse_bad_dates(self.holidays.iter().map(|holiday| holiday.date), &mut errors);
        if let Err(errors) = errors.finish()
            && let Some(first) = errors.into_iter().next()
        {
            return Err(first.problem);
        }
        let sorted =
            self.shifts.is_sorted_by_key(place_in_week) && self.holidays.is_sorted_by_key(|holiday| holiday.date);
        if sorted { Ok(()) } else { Err(Problem::InvalidState) }
    }
}

/// A time zone of the IANA database, kept under the name that was chosen, which may be an older name of the zone.
///
/// Its rules are those of the database that the program was built with; they end with the year 2099, and the offset of
/// that year's end goes on from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimeZone(Tz);

impl TimeZone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// Reads a name as the database spells it, the case included. Every zone and every older name (link) of the
    /// database is taken; `Factory`, its placeholder for a zone that nobody has chosen yet, is not.
    ///
    /// # Errors
    /// [`Problem::Required`] when nothing is left of the text, [`Problem::InvalidTimeZone`] for any other name.
    pub fn parse(name: &str) -> Result<Self, Problem> {
        let name = text::clean(name).ok_or(Problem::Required)?;
        name.parse().map(Self).map_err(|_| Problem::InvalidTimeZone)
    }

    /// The zone, to reckon with.
    #[must_use]
    pub fn tz(self) -> Tz {
        self.0
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name())
    }
}

/// A minute on a clock of 24 hours, from 00:00 to 23:59.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalTime(NaiveTime);

/// The text is not a minute: those are written `HH:MM` or `HH:MM:00`, from 00:00 to 23:59.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a minute of the day is written HH:MM, from 00:00 to 23:59")]
pub struct NotALocalTime;

impl LocalTime {
    /// The minute's first instant on the clock.
    #[must_use]
    pub fn to_naive_time(self) -> NaiveTime {
        self.0
    }

    /// Minutes since midnight.
    fn minute_of_day(self) -> usize {
        // Both are far below the limits of any integer.
        (self.0.hour() * 60 + self.0.minute()) as usize
    }
}

impl FromStr for LocalTime {
    type Err = NotALocalTime;

    fn from_str(text: &str) -> Result<Self, NotALocalTime> {
        let minute = if text.len() == "HH:MM:00".len() { text.strip_suffix(":00").unwrap_or(text) } else { text };
        let &[h1, h2, b':', m1, m2] = minute.as_bytes() else {
            return Err(NotALocalTime);
        };
        let number = |tens: u8, ones: u8| {
            let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
            digits.then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
        };
        let (Some(hour), Some(minute)) = (number(h1, h2), number(m1, m2)) else {
            return Err(NotALocalTime);
        };
        NaiveTime::from_hms_opt(hour, minute, 0).map(Self).ok_or(NotALocalTime)
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl TryFrom<String> for LocalTime {
    type Error = NotALocalTime;

    fn try_from(text: String) -> Result<Self, NotALocalTime> {
        text.parse()
    }
}

impl From<LocalTime> for String {
    fn from(time: LocalTime) -> Self {
        time.to_string()
    }
}

/// Notes too many shifts, and every shift that covers time of one before it in the list.
fn refuse_bad_shifts(shifts: &[Shift], errors: &mut Errors) {
    if shifts.len() > SHIFTS_MAX {
        errors.push(Problem::TooMany { max: SHIFTS_MAX }, ["shifts"]);
    }
    let mut covered = vec![false; WEEK_MINUTES];
    for (position, shift) in shifts.iter().enumerate() {
        let mut overlaps = false;
        for minute in minutes_of_week(shift) {
            if let Some(covered) = covered.get_mut(minute) {
                overlaps |= *covered;
                *covered = true;
            }
        }
        if overlaps {
            errors.push(Problem::Overlap, ["shifts", &position.to_string()]);
        }
    }
}

/// Notes too many dates, dates that cannot be written with a year of four digits, and dates that were there before.
fn refuse_bad_dates(dates: impl ExactSizeIterator<Item = NaiveDate>, errors: &mut Errors) {
    if dates.len() > HOLIDAYS_MAX {
        errors.push(Problem::TooMany { max: HOLIDAYS_MAX }, ["holidays"]);
    }
    let mut seen = HashSet::new();
    for (position, date) in dates.enumerate() {
        let path = ["holidays", &position.to_string(), "date"];
        if !(0..=9999).contains(&date.year()) {
            errors.push(Problem::InvalidRange, path);
        }
        if !seen.insert(date) {
            errors.push(Problem::Duplicate, path);
        }
    }
}

/// The holidays with their names as they are kept; a name that is too long is noted.
fn named(holidays: &[HolidayInput], errors: &mut Errors) -> Vec<Holiday> {
    let mut name_of = |position: usize, typed: &str| {
        text::limited(typed, NAME_MAX).unwrap_or_else(|problem| {
            errors.push(problem, ["holidays", &position.to_string(), "name"]);
            None
        })
    };
    let holidays = holidays.iter().enumerate().map(|(position, holiday)| Holiday {
        date: holiday.date,
        name: holiday.name.as_deref().and_then(|typed| name_of(position, typed)),
    });
    holidays.collect()
}

fn place_in_week(shift: &Shift) -> (Weekday, LocalTime) {
    (shift.day, shift.opens)
}

/// The minutes since Monday 00:00 that a shift covers; what reaches beyond Sunday is at the beginning of the week.
fn minutes_of_week(shift: &Shift) -> impl Iterator<Item = usize> {
    let opens = shift.opens.minute_of_day();
    let closes = shift.closes.minute_of_day();
    let length = if closes > opens { closes - opens } else { closes + DAY_MINUTES - opens };
    let start = shift.day as usize * DAY_MINUTES + opens;
    (start..start + length).map(|minute| minute % WEEK_MINUTES)
}

#[cfg(test)]
mod tests;
