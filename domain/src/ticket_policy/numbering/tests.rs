//! Tests of numbering.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{from_str, to_string};

use super::{
    SequenceReset::{Daily, Monthly, Never, Yearly},
    *,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn protocol(pattern: &str, reset: SequenceReset) -> TicketNumbering {
    let (style, pattern) = (NumberingStyle::Protocol, Pattern::parse(pattern).unwrap());
    TicketNumbering { style, pattern, reset }
}

#[test]
fn simple_numbers_are_plain_decimals() {
    let simple = TicketNumbering::default();
    for (sequence, number) in [(1, "1"), (42, "42"), (i32::MAX, "2147483647")] {
        assert_eq!(ticket_number(&simple, day("2026-11-23"), sequence).as_deref(), Ok(number));
    }
}

#[test]
fn protocols_are_made_from_the_day_and_the_sequence() {
    for (pattern, date, sequence, number) in [
        ("{YYYY}{MM}{DD}{SEQ:6}", "2026-03-05", 42, "20260305000042"),
        ("{SEQ:1}/{YY}", "2026-03-05", 7, "7/26"),
        ("ÑU-{DD}.{MM}_{YYYY}-{SEQ:3}", "2026-03-05", 7, "ÑU-05.03_2026-007"),
        ("{YYYY}{YY}{YYYY}{SEQ:2}", "2026-03-05", 7, "202626202607"),
        ("{YYYY}{YY}-{SEQ:1}", "0007-03-05", 1, "000707-1"),
        ("客{YY}{SEQ:1}", "2000-03-05", 1, "客001"),
        // A sequence that is longer than its place is written in full.
        ("{YY}{SEQ:2}", "2026-03-05", 123, "26123"),
        ("{SEQ:18}", "2026-03-05", i32::MAX, "000000002147483647"),
    ] {
        let numbering = protocol(pattern, Never);
        assert_eq!(ticket_number(&numbering, day(date), sequence).as_deref(), Ok(number));
    }
}

#[test]
fn a_sequence_below_one_and_a_number_over_30_characters_are_refused() {
    let full = protocol(&format!("{}{{SEQ:3}}", "ñ".repeat(27)), Never);
    let number = |sequence| ticket_number(&full, day("2026-11-23"), sequence);
    assert_eq!(number(999), Ok(format!("{}999", "ñ".repeat(27))));
    assert_eq!(number(1000), Err(NumberRefused::LongerThan30));
    for sequence in [0, -1, i32::MIN] {
        assert_eq!(number(sequence), Err(NumberRefused::SequenceBelowOne));
        let simple = ticket_number(&TicketNumbering::default(), day("2026-11-23"), sequence);
        assert_eq!(simple, Err(NumberRefused::SequenceBelowOne));
    }
}

#[test]
fn what_is_no_pattern_is_refused() {
    let wrong = "|  |\u{0}|{YYYY}|2026|{SEQ:3}{SEQ:3}|{SEQ:0}|{SEQ:19}|{SEQ:03}|{SEQ:+3}|{SEQ:-3}|{SEQ:}|{SEQ}|{SEQ: 3}|\
                 {SEQ:3 }|{SEQ:300}|{SEQ:٣}|{seq:3}|{SEQ:3|SEQ:3}|{{SEQ:3}}|{}{SEQ:3}|{yyyy}{SEQ:3}|{YYY}{SEQ:3}|\
                 {M}{SEQ:3}|{DD }{SEQ:3}|{HH}{SEQ:3}|a b{SEQ:3}|a\tb{SEQ:3}|#{SEQ:3}|a+{SEQ:3}|a\\{SEQ:3}|\
                 x\u{302}{SEQ:3}|😀{SEQ:3}|½{SEQ:3}|٣{SEQ:3}|{YYYY}{YYYY}{YYYY}-{SEQ:18}|\
                 aaaaaaaaaaaaaaaaaaaaaaaaaaaa{SEQ:3}";
    for text in wrong.split('|') {
        assert_eq!(Pattern::parse(text), Err(Problem::InvalidPattern), "{text:?}");
    }
}

#[test]
fn a_pattern_is_kept_trimmed_and_composed() {
    let pattern = Pattern::parse(" \u{a0}N\u{303}-{SEQ:3}\n").unwrap();
    assert_eq!(pattern.to_string(), "Ñ-{SEQ:3}");
    assert_eq!(Pattern::parse("{YYYY}{MM}{DD}{SEQ:6}"), Ok(Pattern::default()));
    assert_eq!(Pattern::default().to_string(), "{YYYY}{MM}{DD}{SEQ:6}");
    assert!(Pattern::parse("{YYYY}{YYYY}{YYYY}{SEQ:18}").is_ok());
}

#[test]
fn a_pattern_names_what_its_reset_needs() {
    for (pattern, resets) in [
        ("{SEQ:3}", vec![Never]),
        ("{MM}{DD}{SEQ:3}", vec![Never]),
        ("{YY}{SEQ:3}", vec![Never, Yearly]),
        ("{YYYY}{DD}{SEQ:3}", vec![Never, Yearly]),
        ("{MM}{YY}{SEQ:3}", vec![Never, Yearly, Monthly]),
        ("{SEQ:3}{DD}{MM}{YYYY}", vec![Never, Yearly, Monthly, Daily]),
    ] {
        let mut named = vec![Never, Yearly, Monthly, Daily];
        named.retain(|reset| Pattern::parse(pattern).unwrap().names_what_reset_needs(*reset));
        assert_eq!(named, resets, "{pattern}");
    }
}

#[test]
fn numbering_is_stored_as_graphql_answers_it() {
    let numbering = TicketNumbering::default();
    let stored = r#"{"style":"SIMPLE","pattern":"{YYYY}{MM}{DD}{SEQ:6}","reset":"DAILY"}"#;
    assert_eq!(to_string(&numbering).unwrap(), stored);
    assert_eq!(from_str::<TicketNumbering>(stored).unwrap(), numbering);
    assert!(from_str::<Pattern>(r#""{YYYY}""#).is_err());
}

fn set(pattern: &str) -> Patch<String> {
    Patch::Set(pattern.to_owned())
}

#[test]
fn an_edit_changes_what_it_mentions_and_null_is_the_default() {
    let mut numbering = TicketNumbering::default();
    let edit = UpdateNumbering {
        style: Patch::Set(NumberingStyle::Protocol),
        pattern: set(" T-{YY}{SEQ:4} "),
        reset: Patch::Set(Yearly),
    };
    assert_eq!(numbering.update(&edit), Ok(()));
    assert_eq!(numbering, protocol("T-{YY}{SEQ:4}", Yearly));
    assert_eq!(numbering.update(&UpdateNumbering::default()), Ok(()));
    assert_eq!(numbering, protocol("T-{YY}{SEQ:4}", Yearly));
    let clear = UpdateNumbering { style: Patch::Keep, pattern: Patch::Clear, reset: Patch::Clear };
    assert_eq!(numbering.update(&clear), Ok(()));
    assert_eq!(numbering, protocol("{YYYY}{MM}{DD}{SEQ:6}", Daily));
}

#[test]
fn a_bad_edit_is_told_at_once_and_changes_nothing() {
    let simple = || Patch::Set(NumberingStyle::Simple);
    for (style, pattern, reset, refused) in [
        (Patch::Keep, set(""), Patch::Keep, vec!["pattern"]),
        (simple(), set("{SEQ:4}"), Patch::Keep, vec!["pattern"]),
        (Patch::Keep, Patch::Keep, Patch::Set(Daily), vec!["pattern"]),
        (Patch::Keep, Patch::Keep, Patch::Clear, vec!["pattern"]),
        (Patch::Clear, set("#"), Patch::Keep, vec!["style", "pattern"]),
        (Patch::Clear, set("{YY}{SEQ:9}"), Patch::Keep, vec!["style"]),
    ] {
        let mut numbering = protocol("{YY}{SEQ:4}", Yearly);
        let error = |name| match name {
            "style" => UserError::new(Problem::Required, [name]),
            _ => UserError::new(Problem::InvalidPattern, [name]),
        };
        let edit = UpdateNumbering { style, pattern, reset };
        let errors = refused.into_iter().map(error).collect();
        assert_eq!(numbering.update(&edit), Err(errors), "{edit:?}");
        assert_eq!(numbering, protocol("{YY}{SEQ:4}", Yearly), "{edit:?}");
    }
}

fn any_pattern() -> impl Strategy<Value = Pattern> {
    let placeholder = select(vec!["{YYYY}", "{YY}", "{MM}", "{DD}"]).prop_map(str::to_owned);
    let part = prop_oneof![3 => placeholder, 1 => "[-a-zñÑéA-Z0-9./_客]{0,4}"];
    (vec(part.clone(), 0..5), 1..=18_u8, vec(part, 0..5))
        .prop_map(|(before, width, after)| format!("{}{{SEQ:{width}}}{}", before.concat(), after.concat()))
        .prop_filter_map("longer than a number", |text| Pattern::parse(&text).ok())
}

/// A day of a century, in which `{YY}` does not come again, and a sequence; often of the same few.
fn any_ticket() -> impl Strategy<Value = (NaiveDate, i32)> {
    let days = prop_oneof![0..40_u64, 0..36_524_u64];
    (days, prop_oneof![1..4, 1..=i32::MAX])
        .prop_map(|(days, sequence)| (day("2000-01-01") + chrono::Days::new(days), sequence))
}

proptest! {
    #[test]
    fn a_pattern_is_read_back_as_it_is_written(pattern in any_pattern()) {
        prop_assert_eq!(Pattern::parse(&pattern.to_string()), Ok(pattern));
    }

    #[test]
    fn any_text_is_a_pattern_with_numbers_or_refused(
        pieces in vec(select(vec!["{SEQ:9}", "{YYYY}", "{DD}", "Ñ-", "N\u{303}", " ", "{", "}", "{SEQ:", "7", "?"]), 0..7),
    ) {
        let text = pieces.concat();
        if let Ok(pattern) = Pattern::parse(&text) {
            prop_assert_eq!(Some(pattern.to_string()), text::clean(&text));
            let numbering = protocol(&text, Never);
            prop_assert!(ticket_number(&numbering, day("2026-11-23"), 999_999_999).is_ok());
        }
    }

    #[test]
    fn two_tickets_never_share_a_number(pattern in any_pattern(), one in any_ticket(), other in any_ticket()) {
        for reset in [Never, Yearly, Monthly, Daily] {
            // Within one of these the sequence does not come again.
            let period = |day: NaiveDate| match reset {
                Never => (0, 0, 0),
                Yearly => (day.year(), 0, 0),
                Monthly => (day.year(), day.month(), 0),
                Daily => (day.year(), day.month(), day.day()),
            };
            let two = (period(one.0), one.1) != (period(other.0), other.1);
            if two && pattern.names_what_reset_needs(reset) {
                let numbering = protocol(&pattern.to_string(), reset);
                let number = |(day, sequence)| ticket_number(&numbering, day, sequence).ok();
                prop_assert!(number(one).is_none() || number(one) != number(other), "{:?}", reset);
            }
        }
    }
}
