//! Splits time at the edges of the business hours.

use std::iter;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, TimeZone, Utc};
use chrono_tz::{GapInfo, Tz};

use crate::settings::hours::{BusinessHours, Shift};

/// The longest span that is split.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// How many days before a span, by the calendar of UTC, a shift can open that reaches into it: it closes at the latest
/// when the day after it ends, and clocks differ from UTC by less than a day.
const DAYS_BEFORE: TimeDelta = TimeDelta::days(3);
/// How many days after the end of a span, by the calendar of UTC, a zone can be by its own.
const DAYS_AFTER: TimeDelta = TimeDelta::days(1);

/// Whether time is within business hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodType {
    /// Within them.
    Normal,
    /// Outside of them.
    Extra,
}

/// A part of a span that is of one type: from an instant until just before another, which is later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimePeriod {
    /// The type.
    pub kind: PeriodType,
    /// The first instant, in microseconds.
    pub started_at: DateTime<Utc>,
    /// The first instant after it, in microseconds.
    pub ended_at: DateTime<Utc>,
}

/// Why a span is not split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanRefused {
    /// It ends before it starts.
    EndsBeforeItStarts,
    /// It is longer than 366 days of 24 hours.
    LongerThan366Days,
}

/// The span, cut to microseconds, from its start to its end: in order, without gap or overlap, the types alternating.
///
/// An empty span has no periods. Days outside of chrono's calendar (some 262,000 years away) have no shifts.
///
/// # Errors
/// A span that ends before it starts, or is longer than 366 days.
pub fn periods(
    hours: &BusinessHours,
    started_at: DateTime<Utc>,
    ended_at: DateTime<Utc>,
) -> Result<Vec<TimePeriod>, SpanRefused> {
    let (started_at, ended_at) = (started_at.trunc_subsecs(6), ended_at.trunc_subsecs(6));
    if ended_at < started_at {
        return Err(SpanRefused::EndsBeforeItStarts);
    }
    if ended_at.signed_duration_since(started_at) > LONGEST {
        return Err(SpanRefused::LongerThan366Days);
    }
    let mut split = Split { periods: Vec::new(), reached: started_at };
    for open in open_times(hours, started_at, ended_at) {
        split.go_on(PeriodType::Extra, open.from.min(ended_at));
        split.go_on(PeriodType::Normal, open.until.min(ended_at));
    }
    split.go_on(PeriodType::Extra, ended_at);
    Ok(split.periods)
}

/// A span that is split as far as `reached`.
struct Split {
    periods: Vec<TimePeriod>,
    reached: DateTime<Utc>,
}

impl Split {
    /// Time is of this type until `end`; what was reached before stays as it is.
    fn go_on(&mut self, kind: PeriodType, end: DateTime<Utc>) {
        if end <= self.reached {
            return;
        }
        match self.periods.last_mut() {
            Some(last) if last.kind == kind => last.ended_at = end,
            _ => self.periods.push(TimePeriod { kind, started_at: self.reached, ended_at: end }),
        }
        self.reached = end;
    }
}

/// Time in which a shift is open. Clocks that jump can leave nothing of it, and `until` is not after `from` then.
struct OpenTime {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// When shifts are open: at least every time that touches the span, in the order of opening.
fn open_times(hours: &BusinessHours, started_at: DateTime<Utc>, ended_at: DateTime<Utc>) -> Vec<OpenTime> {
    let zone = hours.time_zone.tz();
    let first = started_at.naive_utc().date().checked_sub_signed(DAYS_BEFORE).unwrap_or(NaiveDate::MIN);
    let last = ended_at.naive_utc().date().checked_add_signed(DAYS_AFTER).unwrap_or(NaiveDate::MAX);
    let mut open_times: Vec<OpenTime> = iter::successors(Some(first), NaiveDate::succ_opt)
        .take_while(|day| *day <= last)
        .filter(|day| hours.holidays.iter().all(|holiday| holiday.date != *day))
        .flat_map(|day| hours.shifts.iter().filter_map(move |shift| open_time(zone, shift, day)))
        .collect();
    open_times.sort_by_key(|open| open.from);
    open_times
}

/// When a shift that opens on `day` is open; none if it does not open on that day of the week.
fn open_time(zone: Tz, shift: &Shift, day: NaiveDate) -> Option<OpenTime> {
    if shift.day as u32 != day.weekday().num_days_from_monday() {
        return None;
    }
    let closing_day = if shift.closes > shift.opens { day } else { day.succ_opt()? };
    let opens = day.and_time(shift.opens.to_naive_time());
    let closes = closing_day.and_time(shift.closes.to_naive_time());
    let from = zone.from_local_datetime(&opens).earliest();
    let until = zone.from_local_datetime(&closes).latest();
    Some(OpenTime {
        from: from.or_else(|| end_of_gap(zone, opens))?.to_utc(),
        until: until.or_else(|| end_of_gap(zone, closes))?.to_utc(),
    })
}

/// The instant at which clocks that are put forward jump over a local time.
fn end_of_gap(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Tz>> {
    GapInfo::new(&local, &zone)?.end
}

#[cfg(test)]
mod tests;
