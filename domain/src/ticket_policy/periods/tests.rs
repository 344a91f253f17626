//! Tests of periods.

use chrono::NaiveTime;
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{from_value, json, to_value};

use super::{
    PeriodType::{Extra, Normal},
    *,
};
use crate::settings::hours::{Holiday, LocalTime, TimeZone, Weekday};

/// Shifts are written as "SUNDAY 09:00 18:00", holidays as "2026-12-25".
fn hours(zone: &str, shifts: &[&str], holidays: &[&str]) -> BusinessHours {
    let shift = |text: &&str| {
        let [day, opens, closes] = text.split(' ').collect::<Vec<_>>().try_into().unwrap();
        from_value(json!({"day": day, "opens": opens, "closes": closes})).unwrap()
    };
    let holiday = |date: &&str| from_value(json!({"date": date, "name": null})).unwrap();
    BusinessHours {
        time_zone: TimeZone::parse(zone).unwrap(),
        shifts: shifts.iter().map(shift).collect(),
        holidays: holidays.iter().map(holiday).collect(),
    }
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The span from the first to the last time is split at the times between them, the first part being of `first`.
///
/// Times are UTC's, after the date that they belong to: "2026-11-23 09:00 18:00 2026-11-24 09:00".
#[track_caller]
fn assert_split(hours: &BusinessHours, first: PeriodType, times: &str) {
    let (mut date, mut edges) = ("", Vec::new());
    for word in times.split(' ') {
        match word.len() {
            10 => date = word,
            5 => edges.push(utc(&format!("{date}T{word}:00Z"))),
            _ => edges.push(utc(&format!("{date}T{word}Z"))),
        }
    }
    let mut kinds = [Normal, Extra].into_iter().cycle().skip_while(|kind| *kind != first);
    let expected: Vec<_> =
        edges.array_windows().map(|&[started_at, ended_at]| (kinds.next().unwrap(), started_at, ended_at)).collect();
    let split = periods(hours, edges[0], edges[edges.len() - 1]).unwrap();
    let split: Vec<_> = split.iter().map(|period| (period.kind, period.started_at, period.ended_at)).collect();
    assert_eq!(split, expected);
}

#[test]
fn a_span_is_split_where_business_hours_begin_and_end() {
    let hours = hours("America/Bogota", &["MONDAY 09:00 12:00", "MONDAY 13:00 18:00"], &[]);
    assert_split(&hours, Extra, "2026-11-23 13:30 14:00 17:00 18:00 23:00 2026-11-24 02:00");
    assert_split(&hours, Normal, "2026-11-23 14:00 17:00");
    assert_split(&hours, Normal, "2026-11-23 15:00 15:00:00.000001");
    assert_split(&hours, Extra, "2026-11-23 17:00 18:00");
    assert_split(&hours, Extra, "2026-11-17 15:00 2026-11-22 15:00");
}

#[test]
fn a_span_that_ends_before_it_starts_is_refused_and_an_empty_one_has_no_periods() {
    let hours = hours("UTC", &["MONDAY 09:00 12:00"], &[]);
    let [before, noon] = ["2026-11-23T11:59:59.999999Z", "2026-11-23T12:00:00Z"].map(utc);
    assert_eq!(periods(&hours, noon, noon), Ok(vec![]));
    assert_eq!(periods(&hours, noon, before), Err(SpanRefused::EndsBeforeItStarts));
}

#[test]
fn a_span_of_366_days_is_split_and_a_longer_one_refused() {
    let hours = hours("UTC", &[], &[]);
    assert_split(&hours, Extra, "2027-03-01 00:00 2028-03-01 00:00");
    let [from, to] = ["2027-03-01T00:00:00Z", "2028-03-01T00:00:00.000001Z"].map(utc);
    assert_eq!(periods(&hours, from, to), Err(SpanRefused::LongerThan366Days));
}

#[test]
fn times_are_cut_to_microseconds_before_anything_else() {
    let hours = hours("UTC", &["MONDAY 09:00 12:00"], &[]);
    let split = |from, to| periods(&hours, utc(from), utc(to)).unwrap();
    let within_one = split("2026-11-23T09:00:00.000001900Z", "2026-11-23T09:00:00.000001100Z");
    assert_eq!(within_one, vec![]);
    let to_opening = split("2026-11-23T08:59:59.000000999Z", "2026-11-23T09:00:00.000000999Z");
    assert_eq!(to_opening, split("2026-11-23T08:59:59Z", "2026-11-23T09:00:00Z"));
    let year = split("2027-03-01T00:00:00Z", "2028-03-01T00:00:00.000000999Z");
    assert_eq!(year.last().unwrap().ended_at, utc("2028-03-01T00:00:00Z"));
    let before_1970 = split("1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z");
    assert_eq!(before_1970[0].started_at, utc("1969-12-31T23:59:59.999999Z"));
}

#[test]
fn shifts_that_touch_are_one_also_over_midnight_and_over_the_week() {
    let touching = ["SUNDAY 20:00 00:00", "MONDAY 00:00 09:00", "MONDAY 09:00 09:00"];
    let hours = hours("UTC", &touching, &[]);
    assert_split(&hours, Extra, "2026-11-22 19:00 20:00 2026-11-24 09:00 10:00");
}

#[test]
fn a_holiday_removes_the_shifts_that_open_on_it_and_no_others() {
    let nights = ["THURSDAY 22:00 06:00", "FRIDAY 09:00 17:00", "FRIDAY 22:00 06:00"];
    let christmas = "2026-12-24 17:00 2026-12-25 03:00 11:00 2026-12-27 00:00";
    assert_split(&hours("America/Bogota", &nights, &["2026-12-25"]), Extra, christmas);
    let usual = "2026-12-24 17:00 2026-12-25 03:00 11:00 14:00 22:00 2026-12-26 03:00 11:00 2026-12-27 00:00";
    assert_split(&hours("America/Bogota", &nights, &["2026-12-26"]), Extra, usual);
}

#[test]
fn a_time_that_clocks_skip_is_the_end_of_the_gap() {
    let one = |zone, shift| hours(zone, &[shift], &[]);
    let (zone, gap) = ("America/New_York", "2026-03-08 05:00 07:00 14:00");
    assert_split(&one(zone, "SUNDAY 02:30 12:00"), Extra, gap);
    assert_split(&one(zone, "SUNDAY 00:00 02:30"), Normal, gap);
    assert_split(&one(zone, "SUNDAY 02:10 02:50"), Extra, "2026-03-08 05:00 14:00");
    // São Paulo and Asunción skipped midnight itself.
    let (zone, gap) = ("America/Sao_Paulo", "2018-11-04 00:00 03:00 10:00");
    assert_split(&one(zone, "SUNDAY 00:00 09:00"), Extra, gap);
    assert_split(&one(zone, "SATURDAY 18:00 00:00"), Normal, gap);
    let (zone, gap) = ("America/Asuncion", "2023-10-01 00:00 04:00 10:00");
    assert_split(&one(zone, "SUNDAY 00:00 09:00"), Extra, gap);
    // Newfoundland skipped the hour from 00:01.
    let (zone, gap) = ("America/St_Johns", "2007-03-11 03:00 03:31 10:00");
    assert_split(&one(zone, "SUNDAY 00:30 09:00"), Extra, gap);
}

#[test]
fn of_a_time_that_exists_twice_opening_takes_the_first_and_closing_the_second() {
    let new_york = |shift| hours("America/New_York", &[shift], &[]);
    assert_split(&new_york("SUNDAY 01:30 07:00"), Extra, "2026-11-01 04:00 05:30 12:00");
    assert_split(&new_york("SUNDAY 00:00 01:30"), Normal, "2026-11-01 04:00 06:30 12:00");
    // 01:00 exists twice, 02:00 once.
    assert_split(&new_york("SUNDAY 00:00 01:00"), Normal, "2026-11-01 04:00 06:00 12:00");
    assert_split(&new_york("SUNDAY 00:00 02:00"), Normal, "2026-11-01 04:00 07:00 12:00");
    // Lord Howe's clocks are set back by half an hour: this day has 24 hours and a half.
    let lord_howe = hours("Australia/Lord_Howe", &["SUNDAY 00:00 00:00"], &[]);
    assert_split(&lord_howe, Extra, "2026-04-04 12:00 13:00 2026-04-05 13:30 14:00");
}

#[test]
fn a_day_that_a_zone_skipped_has_no_hours_of_its_own() {
    // Samoa went from Thursday the 29th to Saturday the 31st of December 2011.
    let samoa = |shift, holidays: &[&str]| hours("Pacific/Apia", &[shift], holidays);
    assert_split(&samoa("FRIDAY 09:00 18:00", &[]), Extra, "2011-12-30 08:00 16:00");
    assert_split(&samoa("THURSDAY 22:00 06:00", &[]), Normal, "2011-12-30 08:00 10:00 16:00");
    assert_split(&samoa("FRIDAY 22:00 06:00", &[]), Extra, "2011-12-30 08:00 10:00 16:00");
    assert_split(&samoa("FRIDAY 22:00 06:00", &["2011-12-30"]), Extra, "2011-12-30 08:00 16:00");
}

#[test]
fn clocks_that_followed_the_sun_differ_from_utc_by_seconds() {
    let bogota = hours("America/Bogota", &["MONDAY 09:00 18:00"], &[]);
    assert_split(&bogota, Extra, "1880-01-05 12:00 13:56:16 20:00");
}

#[test]
fn the_ends_of_the_calendar_are_answered_or_refused() {
    let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    let always = Weekday::ALL.map(|day| format!("{} 00:00 00:00", name(day)));
    let always = always.each_ref().map(String::as_str);
    // Those that are furthest from UTC, on either side, and one on either side of the day's border before.
    for zone in "UTC Pacific/Kiritimati Pacific/Niue Asia/Manila America/Juneau".split(' ') {
        let hours = hours(zone, &always, &[]);
        assert_eq!(periods(&hours, last, first), Err(SpanRefused::EndsBeforeItStarts));
        assert_eq!(periods(&hours, first, last), Err(SpanRefused::LongerThan366Days));
        let year = TimeDelta::days(366);
        for (from, to) in [(first, first), (first, first + year), (last - year, last), (last, last)] {
            let normal = assert_laws(&hours, from, to).into_iter().filter(|period| period.kind == Normal);
            let normal: TimeDelta = normal.map(|period| period.ended_at - period.started_at).sum();
            assert!(normal > (to - from) - TimeDelta::days(3), "{zone} {from}");
        }
    }
}

/// As the day is stored and written by GraphQL.
fn name(day: Weekday) -> String {
    to_value(day).unwrap().as_str().unwrap().to_owned()
}

/// The periods of a span that is not refused: they cover it without gap or overlap, and their types alternate.
#[track_caller]
fn assert_laws(hours: &BusinessHours, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<TimePeriod> {
    let periods = periods(hours, from, to).unwrap();
    let (from, to) = (from.trunc_subsecs(6), to.trunc_subsecs(6));
    let mut reached = from;
    for period in &periods {
        assert_eq!(period.started_at, reached, "{periods:?}");
        assert!(period.ended_at > reached, "{periods:?}");
        reached = period.ended_at;
    }
    assert_eq!(reached, to, "{periods:?}");
    assert!(periods.array_windows().all(|[one, next]| one.kind != next.kind), "{periods:?}");
    periods
}

const QUARTER: TimeDelta = TimeDelta::minutes(15);

/// What the clocks on the wall show around a span, read every quarter of an hour.
fn readings(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<(DateTime<Utc>, NaiveDateTime)> {
    let midnight = (from - TimeDelta::days(5)).date_naive().and_time(NaiveTime::MIN).and_utc();
    let quarters = iter::successors(Some(midnight), |time| Some(*time + QUARTER));
    let quarters = quarters.take_while(|time| *time < to + TimeDelta::days(5));
    quarters.map(|time| (time, time.with_timezone(&zone).naive_local())).collect()
}

/// Whether a shift is open after each of the readings: looked up in them, for zones whose clocks differ from UTC
/// by quarters of an hour and for shifts that open and close at quarters.
fn open(hours: &BusinessHours, readings: &[(DateTime<Utc>, NaiveDateTime)]) -> Vec<bool> {
    let mut open = vec![false; readings.len()];
    let days = readings[0].1.date().iter_days();
    for day in days.take_while(|day| *day <= readings[readings.len() - 1].1.date()) {
        let weekday = day.format("%A").to_string().to_uppercase();
        let works = !hours.holidays.iter().any(|holiday| holiday.date == day);
        for shift in hours.shifts.iter().filter(|shift| works && name(shift.day) == weekday) {
            let opens = day.and_time(shift.opens.to_naive_time());
            let mut closes = day.and_time(shift.closes.to_naive_time());
            if closes <= opens {
                closes += TimeDelta::days(1);
            }
            let from = readings.iter().position(|(_, shown)| *shown >= opens);
            let second = readings.iter().rposition(|(_, shown)| *shown == closes);
            let until = second.or_else(|| readings.iter().position(|(_, shown)| *shown > closes));
            (from.unwrap_or(open.len())..until.unwrap_or(open.len())).for_each(|row| open[row] = true);
        }
    }
    open
}

/// Zones, and a day on which something happens to their clocks.
const CHANGES: &str = "America/Bogota 2026-11-23|America/New_York 2026-03-08|America/New_York 2026-11-01|\
    America/Sao_Paulo 2018-11-04|America/Sao_Paulo 2018-02-18|America/Asuncion 2023-10-01|\
    America/Asuncion 2023-03-26|America/Havana 2026-03-08|America/Havana 2026-11-01|America/St_Johns 2026-03-08|\
    America/Caracas 2016-05-01|Africa/Cairo 2024-04-26|Africa/Casablanca 2026-03-22|Antarctica/Troll 2026-03-29|\
    Asia/Kathmandu 1986-01-01|Australia/Lord_Howe 2026-04-05|Australia/Lord_Howe 2026-10-04|\
    Pacific/Apia 2011-12-30|Pacific/Kwajalein 1993-08-21|Pacific/Chatham 2026-09-27";

/// A shift that opens and closes at quarters, more often by night, when clocks are changed.
fn any_shift() -> impl Strategy<Value = Shift> {
    let hour = || prop_oneof![0..4_u8, 22..24_u8, 0..24_u8];
    let time = || (hour(), 0..4_u8).prop_map(|(hour, quarter)| format!("{hour:02}:{:02}", quarter * 15));
    let time = || time().prop_map(|time| time.parse::<LocalTime>().unwrap());
    (select(&Weekday::ALL[..]), time(), time()).prop_map(|(day, opens, closes)| Shift { day, opens, closes })
}

proptest! {
    #[test]
    fn periods_are_what_the_clocks_on_the_wall_show(
        change in select(CHANGES.split('|').collect::<Vec<_>>()),
        shifts in vec(any_shift(), 0..8),
        holidays in vec(-5..5_i64, 0..3),
        minutes_before in -3 * 1440..5 * 1440_i64,
        microseconds in prop_oneof![0..86_400_000_000_i64, 0..7 * 86_400_000_000_i64],
    ) {
        let (zone, day) = change.split_once(' ').unwrap();
        let (time_zone, day) = (TimeZone::parse(zone).unwrap(), day.parse::<NaiveDate>().unwrap());
        let holidays = holidays.into_iter().map(|days| Holiday { date: day + TimeDelta::days(days), name: None });
        let hours = BusinessHours { time_zone, shifts, holidays: holidays.collect() };
        let from = day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::minutes(minutes_before);
        let to = from + TimeDelta::microseconds(microseconds);
        let periods = assert_laws(&hours, from, to);
        let readings = readings(time_zone.tz(), from, to);
        for ((time, _), open) in readings.iter().zip(open(&hours, &readings)) {
            let (from, to) = ((*time).max(from), (*time + QUARTER).min(to));
            let kind = if open { Normal } else { Extra };
            let covers = |period: &TimePeriod| period.started_at <= from && to <= period.ended_at;
            if from < to {
                let covering = periods.iter().find(|period| covers(period));
                prop_assert_eq!(covering.map(|period| period.kind), Some(kind), "{} in {:?}", from, periods);
            }
        }
    }
}
