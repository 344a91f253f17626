//! RFC, Mexico's number for companies and persons: letters from the name, the day of founding or birth, and 3 signs
//! that the tax office gives, the last of which checks the others.
//!
//! About 1.5 % of real numbers end in another sign than the rule gives, so a wrong one is doubtful, not invalid.
//! Source: SAT, the rules for forming the RFC and its "dígito verificador".

use chrono::NaiveDate;

use super::weighted;

/// What companies and persons without a number of their own are invoiced under, at home and abroad.
const GENERIC: [&str; 2] = ["XAXX010101000", "XEXX010101000"];

/// The values of signs are their places here.
const ALPHABET: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

/// Whether this has the form of an RFC without separators, letters in upper case, with a day that exists in 19YY or
/// 20YY. The check digit may be wrong.
pub(super) fn is_valid(value: &str) -> bool {
    has_form(value).unwrap_or(false)
}

/// Whether the last sign is another than the rule gives. A generic number is never doubtful.
pub(super) fn is_check_digit_wrong(value: &str) -> bool {
    let Some((digit_at, digit)) = value.char_indices().next_back() else {
        return false;
    };
    !GENERIC.contains(&value) && value.get(..digit_at).and_then(check_digit) != Some(digit)
}

/// As [`is_valid`]; `None` for a text that is too short or cannot be cut into the parts.
fn has_form(value: &str) -> Option<bool> {
    let (date_at, _) = value.char_indices().nth_back(8)?;
    let (name, rest) = value.split_at_checked(date_at)?;
    let (date, ending) = rest.split_at_checked(6)?;
    let (given, digit) = ending.split_at_checked(2)?;
    Some(
        matches!(name.chars().count(), 3 | 4)
            && name.chars().all(|sign| sign.is_ascii_uppercase() || matches!(sign, '&' | 'Ñ'))
            && is_date(date)
            && given.chars().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
            && digit.chars().all(|sign| sign.is_ascii_digit() || sign == 'A'),
    )
}

/// Whether YYMMDD is a day of the last century or of this one.
fn is_date(date: &str) -> bool {
    let exists_in = |century: &str| NaiveDate::parse_from_str(&format!("{century}{date}"), "%Y%m%d").is_ok();
    date.bytes().all(|byte| byte.is_ascii_digit()) && (exists_in("19") || exists_in("20"))
}

/// The sign that the rule gives for those before it, or `None` if the rule does not know one of them.
fn check_digit(before: &str) -> Option<char> {
    // A company has one letter less than a person: a space stands in its place.
    let padded = format!("{before:>12}");
    let values: Option<Vec<u32>> = padded
        .chars()
        .map(|sign| (0..).zip(ALPHABET.chars()).find(|&(_, known)| known == sign).map(|(value, _)| value))
        .collect();
    match (11 - weighted(&values?, (2..=13).rev()) % 11) % 11 {
        10 => Some('A'),
        digit => char::from_digit(digit, 10),
    }
}
