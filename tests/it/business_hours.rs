//! The section "business hours".

use serde_json::{Value, json};

use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn update(input: Value) -> Call {
    call("updateBusinessHours", input)
}

fn shift(day: &str, opens: &str, closes: &str) -> Value {
    json!({"day": day, "opens": opens, "closes": closes})
}

on_both! {
    async fn the_week_and_the_holidays_are_replaced_and_sorted(world) {
        let editor = Editor::new(&world, "acme").await;
        let week = json!([shift("MONDAY", "08:00", "12:00"), shift("MONDAY", "13:00", "18:00"), shift("FRIDAY", "22:00", "06:00")]);
        let holidays = json!([{"date": "2026-05-01", "name": null}, {"date": "2026-12-25", "name": "Navidad"}]);
        let gives = json!({"timeZone": "America/Bogota", "shifts": week, "holidays": holidays});
        let input = json!({
            "timeZone": " America/Bogota ",
            "shifts": [shift("FRIDAY", "22:00", "06:00"), shift("MONDAY", "13:00", "18:00"), shift("MONDAY", "08:00:00", "12:00")],
            "holidays": [{"date": "2026-12-25", "name": " Navidad "}, {"date": "2026-05-01", "name": " "}],
        });
        let changes = json!([
            {"path": ["businessHours", "timeZone"], "before": "UTC", "after": "America/Bogota"},
            {"path": ["businessHours", "shifts"], "before": [], "after": week},
            {"path": ["businessHours", "holidays"], "before": [], "after": holidays},
        ]);
        editor.makes(&update(input), gives, changes).await;
        editor.changes_nothing(&update(json!({}))).await;
        let reversed: Vec<&Value> = week.as_array().unwrap().iter().rev().collect();
        editor.changes_nothing(&update(json!({"shifts": reversed}))).await;
        let gives = json!({"timeZone": "America/Bogota", "shifts": [], "holidays": []});
        let changes = json!([
            {"path": ["businessHours", "shifts"], "before": week, "after": []},
            {"path": ["businessHours", "holidays"], "before": holidays, "after": []},
        ]);
        editor.makes(&update(json!({"shifts": null, "holidays": null})), gives, changes).await;
    }

    async fn shifts_may_touch_and_may_not_overlap_also_around_the_week(world) {
        let editor = Editor::new(&world, "acme").await;
        let touching = json!([shift("MONDAY", "08:00", "12:00"), shift("MONDAY", "12:00", "00:00"), shift("TUESDAY", "00:00", "00:00")]);
        editor.done(&update(json!({"shifts": touching}))).await;
        for (shifts, errors) in [
            (json!([shift("MONDAY", "08:00", "12:00"), shift("MONDAY", "11:59", "13:00")]), vec!["OVERLAP shifts/1"]),
            (json!([shift("MONDAY", "08:00", "12:00"), shift("MONDAY", "08:00", "12:00")]), vec!["OVERLAP shifts/1"]),
            (json!([shift("MONDAY", "05:00", "07:00"), shift("SUNDAY", "22:00", "06:00")]), vec!["OVERLAP shifts/1"]),
            (json!([shift("MONDAY", "09:00", "09:00"), shift("TUESDAY", "08:00", "10:00")]), vec!["OVERLAP shifts/1"]),
            (json!([shift("MONDAY", "08:00", "20:00"), shift("MONDAY", "09:00", "10:00"), shift("MONDAY", "11:00", "12:00")]),
                vec!["OVERLAP shifts/1", "OVERLAP shifts/2"]),
        ] {
            editor.refuses(&update(json!({"shifts": shifts})), &errors).await;
        }
    }

    async fn everything_that_is_wrong_is_told_at_once(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({
            "timeZone": "Mars/Olympus",
            "shifts": [shift("MONDAY", "08:00", "12:00"), shift("MONDAY", "09:00", "10:00")],
            "holidays": [{"date": "2026-05-01"}, {"date": "2026-05-01"}, {"date": "2026-05-02", "name": "x".repeat(129)}],
        });
        let errors = ["INVALID_TIME_ZONE timeZone", "OVERLAP shifts/1", "DUPLICATE holidays/1/date", "TOO_LONG holidays/2/name"];
        editor.refuses(&update(input), &errors).await;
        editor.refuses(&update(json!({"timeZone": null})), &["REQUIRED timeZone"]).await;
        let minute = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let many: Vec<Value> = (0..71).map(|number| shift("MONDAY", &minute(number * 2), &minute(number * 2 + 1))).collect();
        editor.refuses(&update(json!({"shifts": many})), &["TOO_MANY shifts"]).await;
        editor.done(&update(json!({"shifts": many[..70]}))).await;
        let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let days: Vec<Value> = start.iter_days().take(401).map(|date| json!({"date": date})).collect();
        editor.refuses(&update(json!({"holidays": days})), &["TOO_MANY holidays"]).await;
        editor.done(&update(json!({"holidays": days[..400]}))).await;
    }

    async fn a_time_or_a_date_that_is_none_is_an_error_of_the_request(world) {
        let editor = Editor::new(&world, "acme").await;
        for time in ["24:00", "8:00", "08:00:01", "08:60", "0800", " 08:00", "08:00Z", ""] {
            let input = json!({"shifts": [shift("MONDAY", time, "12:00")]});
            let answer = editor.client.mutate("updateBusinessHours", input, json!({}), "userErrors { code }").await;
            assert_eq!((answer.status.as_u16(), answer.codes()), (400, vec!["BAD_USER_INPUT"]), "{time}");
        }
        for date in ["2026-02-29", "2026-5-1", "20260501", "2026-05-01T00:00:00Z", "+2026-05-01", "12026-05-01", ""] {
            let input = json!({"holidays": [{"date": date}]});
            let answer = editor.client.mutate("updateBusinessHours", input, json!({}), "userErrors { code }").await;
            assert_eq!((answer.status.as_u16(), answer.codes()), (400, vec!["BAD_USER_INPUT"]), "{date}");
        }
    }
}
