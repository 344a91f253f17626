//! Tests of hours.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{from_str, from_value, json, to_string, to_value};

use super::*;

/// Shifts are written as "MONDAY 09:00 18:00, SUNDAY 22:00 06:00".
fn week(text: &str) -> Vec<Shift> {
    let shift = |text: &str| {
        let [day, opens, closes] = text.split(' ').collect::<Vec<_>>().try_into().unwrap();
        from_value(json!({"day": day, "opens": opens, "closes": closes})).unwrap()
    };
    text.split(", ").map(shift).collect()
}

fn holiday(date: &str, name: Option<&str>) -> HolidayInput {
    let (date, name) = (date.parse().unwrap(), name.map(str::to_owned));
    HolidayInput { date, name }
}

fn office() -> BusinessHours {
    let date = "2026-12-25".parse().unwrap();
    BusinessHours {
        time_zone: TimeZone::parse("America/Bogota").unwrap(),
        shifts: week("MONDAY 09:00 18:00"),
        holidays: vec![Holiday { date, name: None }],
    }
}

fn shifts(shifts: Vec<Shift>) -> UpdateBusinessHours {
    UpdateBusinessHours { shifts: Patch::Set(shifts), ..UpdateBusinessHours::default() }
}

fn holidays(holidays: Vec<HolidayInput>) -> UpdateBusinessHours {
    UpdateBusinessHours { holidays: Patch::Set(holidays), ..UpdateBusinessHours::default() }
}

/// The edit is refused with these problems at these paths ("shifts 1"), and nothing has changed.
#[track_caller]
fn assert_refused(edit: &UpdateBusinessHours, errors: &[(Problem, &str)]) {
    let mut hours = office();
    let error = |(problem, path): &(Problem, &str)| UserError::new(problem.clone(), path.split(' '));
    assert_eq!(hours.update(edit), Err(errors.iter().map(error).collect()));
    assert_eq!(hours, office());
}

#[test]
fn a_minute_is_written_with_two_digits_each_and_no_seconds_but_zero() {
    for (text, minute) in [("00:00", "00:00"), ("23:59:00", "23:59"), ("00:00:00", "00:00")] {
        assert_eq!(text.parse::<LocalTime>().unwrap().to_string(), minute);
    }
    let wrong = "|9:00|09:0|24:00|24:00:00|23:60|09:00:01|09:00:60|09:00:00.0|09:00:0|09:00:|0900|+9:00|-1:00|09.00| 09:00|\
                 09:00 |09:00Z|09:00 AM|٠٩:٠٠|00:00:00:00|:00:00|ab:cd|0::00|:0:00|09:0/|09:/0|0 :00|09:00\n";
    for text in wrong.split('|') {
        assert_eq!(text.parse::<LocalTime>(), Err(NotALocalTime), "{text:?}");
    }
}

#[test]
fn business_hours_are_stored_as_graphql_answers_them() {
    let stored = "{\"timeZone\":\"America/Bogota\",\
                  \"shifts\":[{\"day\":\"MONDAY\",\"opens\":\"09:00\",\"closes\":\"18:00\"}],\
                  \"holidays\":[{\"date\":\"2026-12-25\",\"name\":null}]}";
    assert_eq!(to_string(&office()).unwrap(), stored);
    assert_eq!(from_str::<BusinessHours>(stored).unwrap(), office());
    for (good, bad) in [("09:00", "9:00"), ("Bogota", "Olympus"), ("MONDAY", "Monday")] {
        assert!(from_str::<BusinessHours>(&stored.replace(good, bad)).is_err(), "{bad}");
    }
}

#[test]
fn a_time_zone_is_named_as_in_the_database() {
    let names = "America/Bogota UTC Etc/GMT+5 Asia/Calcutta America/Argentina/Buenos_Aires EST5EDT";
    for name in names.split(' ') {
        assert_eq!(TimeZone::parse(&format!(" {name}\n")).unwrap().to_string(), name);
    }
    for name in "america/bogota Bogota Factory localtime posixrules UTC+5 -05:00 America/Bogota2".split(' ') {
        assert_eq!(TimeZone::parse(name), Err(Problem::InvalidTimeZone), "{name}");
    }
    assert_eq!(TimeZone::parse(" \t"), Err(Problem::Required));
    assert_eq!(TimeZone::parse("UTC"), Ok(TimeZone::UTC));
}

#[test]
fn an_edit_changes_what_it_mentions_and_sorts_the_lists() {
    let mut hours = office();
    assert_eq!(hours.update(&UpdateBusinessHours::default()), Ok(()));
    assert_eq!(hours, office());
    let christmas = holiday("2026-12-25", Some(" Navidad\n"));
    let edit = UpdateBusinessHours {
        time_zone: Patch::Set("Europe/Lisbon".to_owned()),
        shifts: Patch::Set(week("SUNDAY 22:00 06:00, MONDAY 13:00 18:00, MONDAY 06:00 13:00")),
        holidays: Patch::Set(vec![christmas, holiday("2026-01-01", Some(" "))]),
    };
    assert_eq!(hours.update(&edit), Ok(()));
    let sorted = json!({
        "timeZone": "Europe/Lisbon",
        "shifts": week("MONDAY 06:00 13:00, MONDAY 13:00 18:00, SUNDAY 22:00 06:00"),
        "holidays": [{"date": "2026-01-01", "name": null}, {"date": "2026-12-25", "name": "Navidad"}],
    });
    assert_eq!(to_value(&hours).unwrap(), sorted);
    let clear = UpdateBusinessHours { time_zone: Patch::Keep, shifts: Patch::Clear, holidays: Patch::Clear };
    assert_eq!(hours.update(&clear), Ok(()));
    assert_eq!((hours.shifts, hours.holidays), (vec![], vec![]));
}

#[test]
fn everything_wrong_is_told_at_once_and_changes_nothing() {
    let edit = UpdateBusinessHours {
        time_zone: Patch::Set("Mars/Olympus".to_owned()),
        shifts: Patch::Set(week("MONDAY 09:00 18:00, MONDAY 09:00 18:00")),
        holidays: Patch::Set(vec![
            holiday("2026-01-01", Some(&"a".repeat(129))),
            holiday("2026-01-01", None),
            holiday("+10000-01-01", None),
            holiday("-0001-12-31", None),
        ]),
    };
    let errors = [
        (Problem::InvalidTimeZone, "timeZone"),
        (Problem::Overlap, "shifts 1"),
        (Problem::TooLong { max: 128 }, "holidays 0 name"),
        (Problem::Duplicate, "holidays 1 date"),
        (Problem::InvalidRange, "holidays 2 date"),
        (Problem::InvalidRange, "holidays 3 date"),
    ];
    assert_refused(&edit, &errors);
    let none = UpdateBusinessHours { time_zone: Patch::Clear, ..UpdateBusinessHours::default() };
    assert_refused(&none, &[(Problem::Required, "timeZone")]);
}

#[test]
fn shifts_that_cover_the_same_time_are_refused_and_touching_ones_are_not() {
    let second = [(Problem::Overlap, "shifts 1")];
    assert_refused(&shifts(week("SUNDAY 22:00 06:00, MONDAY 05:59 09:00")), &second);
    assert_refused(&shifts(week("MONDAY 05:59 09:00, SUNDAY 22:00 06:00")), &second);
    let three = week("MONDAY 09:00 09:00, TUESDAY 08:00 10:00, TUESDAY 09:30 09:31");
    let both = [(Problem::Overlap, "shifts 1"), (Problem::Overlap, "shifts 2")];
    assert_refused(&shifts(three), &both);
    let touching = week("MONDAY 06:00 06:00, SUNDAY 22:00 06:00, TUESDAY 06:00 00:00");
    assert_eq!(office().update(&shifts(touching)), Ok(()));
}

#[test]
fn lists_have_limits() {
    let hours = Weekday::ALL.iter().flat_map(|day| (10..21).map(move |hour| (to_value(day).unwrap(), hour)));
    let hours: Vec<_> =
        hours.map(|(day, hour)| week(&format!("{} {hour}:00 {hour}:59", day.as_str().unwrap()))).collect();
    let hours = hours.concat();
    let days = NaiveDate::default().iter_days().map(|date| HolidayInput { date, name: None });
    let mut full = office();
    assert_eq!(full.update(&shifts(hours[..70].to_vec())), Ok(()));
    assert_eq!(full.update(&holidays(days.clone().take(400).collect())), Ok(()));
    assert_eq!(full.check(), Ok(()));
    assert_refused(&shifts(hours[..71].to_vec()), &[(Problem::TooMany { max: 70 }, "shifts")]);
    let too_many = [(Problem::TooMany { max: 400 }, "holidays")];
    assert_refused(&holidays(days.take(401).collect()), &too_many);
}

#[test]
fn a_value_that_no_edit_would_have_made_is_not_sound() {
    let check = |shifts: &str, dates: &[&str]| {
        let dates = dates.iter().map(|date| date.parse().unwrap());
        let holidays = dates.map(|date| Holiday { date, name: None }).collect();
        let shifts = week(shifts);
        BusinessHours { shifts, holidays, ..office() }.check()
    };
    let [monday, friday] = ["MONDAY 09:00 18:00", "FRIDAY 09:00 18:00"];
    assert_eq!(check(&format!("{monday}, {friday}"), &["2026-01-01", "2026-12-25"]), Ok(()));
    assert_eq!(check(&format!("{friday}, {monday}"), &[]), Err(Problem::InvalidState));
    assert_eq!(check(monday, &["2026-12-25", "2026-01-01"]), Err(Problem::InvalidState));
    assert_eq!(check(&format!("{monday}, {monday}"), &[]), Err(Problem::Overlap));
    assert_eq!(check(monday, &["2026-01-01", "2026-01-01"]), Err(Problem::Duplicate));
    assert_eq!(check(monday, &["+10000-01-01"]), Err(Problem::InvalidRange));
    let seventy_one = [monday; 71].join(", ");
    assert_eq!(check(&seventy_one, &[]), Err(Problem::TooMany { max: 70 }));
}

fn any_time() -> impl Strategy<Value = LocalTime> {
    (0..24_u32, 0..60_u32).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}").parse().unwrap())
}

/// From and until when a shift is open, in minutes since a Monday; `weeks` later.
fn interval(shift: &Shift, weeks: i64) -> (i64, i64) {
    let minutes = |time: LocalTime| i64::from(time.to_naive_time().num_seconds_from_midnight() / 60);
    let day = Weekday::ALL.iter().map_while(|day| (*day < shift.day).then_some(1440)).sum::<i64>();
    let (from, until) = (minutes(shift.opens), minutes(shift.closes));
    let until = if until <= from { until + 1440 } else { until };
    (day + from + weeks * 10_080, day + until + weeks * 10_080)
}

proptest! {
    #[test]
    fn a_shift_overlaps_where_its_interval_meets_an_earlier_one(
        given in vec((select(&Weekday::ALL[..]), any_time(), any_time()), 0..6),
    ) {
        let given: Vec<_> = given.into_iter().map(|(day, opens, closes)| Shift { day, opens, closes }).collect();
        let meets = |one: &Shift, other: &Shift| {
            let (from, until) = interval(one, 0);
            [-1, 0, 1].map(|weeks| interval(other, weeks)).iter().any(|other| from < other.1 && other.0 < until)
        };
        let refused: Vec<_> = (0..given.len())
            .filter(|later| given[..*later].iter().any(|earlier| meets(earlier, &given[*later])))
            .map(|later| UserError::new(Problem::Overlap, ["shifts", &later.to_string()]))
            .collect();
        let mut hours = office();
        let result = hours.update(&shifts(given.clone()));
        prop_assert_eq!(hours.check(), Ok(()));
        prop_assert_eq!(hours.shifts.len(), if refused.is_empty() { given.len() } else { 1 });
        prop_assert_eq!(result, if refused.is_empty() { Ok(()) } else { Err(refused) });
    }

    #[test]
    fn a_minute_is_read_back_as_it_is_written(time in any_time()) {
        prop_assert_eq!(time.to_string().parse(), Ok(time));
        prop_assert_eq!(time.to_string(), time.to_naive_time().format("%H:%M").to_string());
    }
}
