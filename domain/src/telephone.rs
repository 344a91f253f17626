//! Telephone numbers, kept in E.164: `+`, the country's calling code, the number.

use phonenumber::{Mode, country::Id};

use crate::country::CountryCode;
use crate::user_error::Problem;

/// Reads a telephone number and answers it in E.164.
///
/// It begins with `+` and a calling code, or is read as it would be dialled in `country`. Digits are grouped by white
/// space, dots, hyphens, slashes and brackets as people like. Letters and extensions are refused, for E.164 has no place
/// for them. Which numbers are valid is told by the numbering plans of Google's libphonenumber.
///
/// # Errors
///
/// [`Problem::Required`] when nothing is typed, else [`Problem::InvalidPhone`].
pub fn parse(typed: &str, country: Option<CountryCode>) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let dialled = dialled(typed).ok_or(Problem::InvalidPhone)?;
    let number = if dialled.starts_with('+') {
        // Without regard to a country the library drops a national prefix, `(0)`, that does not belong behind a calling
        // code, but also the first digit of a number that only begins like one: the 8 of +7 800. So the number
        // counts as it stands if it is valid as it stands, which is how it is read where there are no such prefixes.
        valid(Some(Id::PT), &dialled).or_else(|| valid(None, &dialled))
    } else {
        country.and_then(library_id).and_then(|id| valid(Some(id), &dialled))
    };
    number.ok_or(Problem::InvalidPhone)
}

/// The most bytes that are looked at. The longest number with its prefixes and separators has half of them.
const TYPED_MAX: usize = 64;

/// The most digits of a number with its calling code (ITU-T E.164, 6.1).
const DIGITS_MAX: usize = 15;

/// What is dialled: ASCII digits, perhaps after a `+`. The library sees nothing else, so none of its readings of
/// letters, parameters and extensions apply, nor what they may do to it.
fn dialled(typed: &str) -> Option<String> {
    if typed.len() > TYPED_MAX {
        return None;
    }
    let dialled: String = typed.chars().filter(|&sign| !is_separator(sign)).collect();
    let digits = dialled.strip_prefix('+').unwrap_or(&dialled);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(dialled)
}

fn is_separator(sign: char) -> bool {
    let is_hyphen = matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    // Address books put marks for the direction of writing around the numbers that are copied out of them.
    let is_mark = matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    sign.is_whitespace() || is_hyphen || is_mark || matches!(sign, '.' | '/' | '(' | ')' | '[' | ']')
}

/// The country as the library names it, if anybody has a telephone there.
fn library_id(country: CountryCode) -> Option<Id> {
    country.to_string().parse().ok()
}

/// The number in E.164, if there is such a number.
fn valid(country: Option<Id>, dialled: &str) -> Option<String> {
    let number = phonenumber::parse(country, dialled).ok().filter(phonenumber::is_valid)?;
    let written = number.format().mode(Mode::E164).to_string();
    (written.len() <= "+".len() + DIGITS_MAX).then_some(written)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::country;

    #[test]
    fn a_number_with_its_calling_code_needs_no_country() {
        for (typed, number) in [
            ("+55 31 2128-6979", "+553121286979"),
            ("+55 (31) 2128.6979", "+553121286979"),
            ("(+55) 31 2128/6979", "+553121286979"),
            ("+55 (0)31 2128-6979", "+553121286979"),
            (" +55\u{a0}31\u{2011}2128\u{2013}6979\n", "+553121286979"),
            ("\u{202a}+55 31 2128-6979\u{202c}", "+553121286979"),
            ("+55 11 96123-4567", "+5511961234567"),
            ("+351 21 234 5678", "+351212345678"),
            ("+1 650-253-0000", "+16502530000"),
            ("+57 601 2345678", "+576012345678"),
            ("+54 9 11 2345-6789", "+5491123456789"),
            ("+52 55 1234 5678", "+525512345678"),
            ("+34 612 34 56 78", "+34612345678"),
            ("+44 (0)20 7946 0018", "+442079460018"),
            ("+39 06 1234 5678", "+390612345678"),
            ("+800 1234 5678", "+80012345678"),
            ("+7 800 555-35-35", "+78005553535"),
        ] {
            for country in [None, Some(CountryCode::BR), Some(CountryCode::US), country::parse("RU").ok()] {
                assert_eq!(parse(typed, country).as_deref(), Ok(number), "{typed:?} {country:?}");
            }
        }
    }

    #[test]
    fn a_number_without_is_read_as_dialled_in_the_country() {
        for (country, typed, number) in [
            (CountryCode::BR, "(31) 2128-6979", "+553121286979"),
            (CountryCode::BR, "031 2128-6979", "+553121286979"),
            (CountryCode::BR, "0 15 31 2128-6979", "+553121286979"),
            (CountryCode::BR, "11961234567", "+5511961234567"),
            (CountryCode::BR, "00 15 351 21 234 5678", "+351212345678"),
            (CountryCode::BR, "5531 2128-6979", "+553121286979"),
            (CountryCode::PT, "212 345 678", "+351212345678"),
            (CountryCode::US, "(650) 253-0000", "+16502530000"),
            (CountryCode::US, "1-650-253-0000", "+16502530000"),
            (CountryCode::US, "011 55 31 2128 6979", "+553121286979"),
            (CountryCode::CO, "321 1234567", "+573211234567"),
            (CountryCode::CL, "2 2123 4567", "+56221234567"),
            (CountryCode::AR, "011 15-2345-6789", "+5491123456789"),
            (CountryCode::AR, "011 2345-6789", "+541123456789"),
            (CountryCode::MX, "55 1234 5678", "+525512345678"),
            (CountryCode::PE, "912 345 678", "+51912345678"),
            (CountryCode::ES, "612 34 56 78", "+34612345678"),
        ] {
            assert_eq!(parse(typed, Some(country)).as_deref(), Ok(number), "{typed:?} {country:?}");
            assert_eq!(parse(typed, None), Err(Problem::InvalidPhone), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_valid_number_is_refused() {
        let long = "1".repeat(10_000);
        let many = format!("+{}", "55".repeat(31));
        for typed in [
            "+",
            "++",
            "+ ",
            "-",
            "()",
            "0",
            "00",
            "000",
            "+0",
            "+00",
            "1",
            "+1",
            "+5",
            "+55",
            "190",
            "+55 31",
            "+55 31 2128-697",
            "+55 31 2128-69790",
            "+55 00 2128-6979",
            "+999 123456789",
            "+1 555 555 5555 5555 5555 5555",
            "++55 31 2128-6979",
            "55+31 2128-6979",
            "+55 31 2128-6979 ext. 5",
            "+55 31 2128-6979;ext=5",
            "+55 31 2128-6979 x5",
            "+55 31 2128-6979,5",
            "+55 31 2128-6979#5",
            "tel:+553121286979",
            "tel:21286979;phone-context=+5531",
            ";phone-context=",
            ".;phone-context=",
            "+dwPAA;phone-context=AA",
            ";ext=",
            "1-800-FLOWERS",
            "whatsapp",
            "+５５ 31 2128-6979",
            "+٥٥ ٣١ ٢١٢٨٦٩٧٩",
            "📞",
            "+55 31 2128-6979 📞",
            "\u{0}",
            "+\u{202e}",
            " 2 22#:",
            long.as_str(),
            many.as_str(),
        ] {
            for country in [None, Some(CountryCode::BR), Some(CountryCode::US)] {
                assert_eq!(parse(typed, country), Err(Problem::InvalidPhone), "{typed:?} {country:?}");
            }
        }
    }

    #[test]
    fn nothing_typed_is_no_number() {
        for typed in ["", " ", "\n\u{a0}"] {
            assert_eq!(parse(typed, Some(CountryCode::BR)), Err(Problem::Required));
        }
    }

    #[test]
    fn where_nobody_has_a_telephone_a_number_needs_its_calling_code() {
        let antarctica = country::parse("AQ").ok();
        assert_eq!(parse("3121286979", antarctica), Err(Problem::InvalidPhone));
        assert_eq!(parse("+55 31 2128-6979", antarctica).as_deref(), Ok("+553121286979"));
    }

    proptest! {
        // As many as are asked for, and never few: the library has a plan for each country.
        #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2_000), ..ProptestConfig::default() })]

        #[test]
        fn what_is_taken_is_taken_again_unchanged_anywhere(
            typed in "\\PC*|\\+?[0-9 ()-]{0,20}|\\+?(55|1|54|7|44|39)[0-9]{8,11}",
            country in "[A-Z]{2}",
        ) {
            let country = country::parse(&country).ok();
            if let Ok(number) = parse(&typed, country) {
                let digits = number.strip_prefix('+').unwrap_or_default();
                prop_assert!(digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", number);
                for country in [None, country, Some(CountryCode::BR)] {
                    prop_assert_eq!(parse(&number, country), Ok(number.clone()));
                }
            }
        }
    }
}
