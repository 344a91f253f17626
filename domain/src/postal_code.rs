//! Postal codes, written as their country writes them.

use crate::country::CountryCode;
use crate::text::{clean, fill, limited};
use crate::user_error::Problem;

/// The most that a postal code of a country without a rule here takes.
pub const FREE_MAX: usize = 16;

/// Reads a postal code of a country; `None` when nothing is typed.
///
/// Spaces, dots and hyphens are optional separators, and letters may be small; what comes back is the country's own
/// form: BR `99999-999`, PT `9999-999`, US `99999` or `99999-9999`, CO `999999`, CL `9999999`, AR `9999` or
/// `A9999AAA`, MX, PE and ES `99999`. Elsewhere it is free text of at most 16 characters. Whether a code of the right
/// form is in use is not known here.
///
/// The forms are those of the Universal Postal Union's addressing sheets.
///
/// # Errors
///
/// [`Problem::InvalidPostalCode`] where the country has a form and this is not it, [`Problem::TooLong`] for free text
/// that is too long.
pub fn parse(typed: &str, country: CountryCode) -> Result<Option<String>, Problem> {
    let Some(forms) = forms(country) else {
        return limited(typed, FREE_MAX);
    };
    let Some(typed) = clean(typed) else {
        return Ok(None);
    };
    let code: String = typed.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '.' | '-')).collect();
    let code = code.to_ascii_uppercase();
    forms.iter().find_map(|form| fill(form, &code)).map(Some).ok_or(Problem::InvalidPostalCode)
}

/// The forms of a country's postal codes (`9` a digit, `A` a letter), or `None` where they are free text.
fn forms(country: CountryCode) -> Option<&'static [&'static str]> {
    match country {
        CountryCode::BR => Some(&["99999-999"]),
        CountryCode::PT => Some(&["9999-999"]),
        CountryCode::US => Some(&["99999", "99999-9999"]),
        CountryCode::CO => Some(&["999999"]),
        CountryCode::CL => Some(&["9999999"]),
        CountryCode::AR => Some(&["9999", "A9999AAA"]),
        CountryCode::MX | CountryCode::PE | CountryCode::ES => Some(&["99999"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::country;

    #[test]
    fn a_code_is_written_as_its_country_writes_it() {
        for (country, typed, written) in [
            (CountryCode::BR, "01310-100", "01310-100"),
            (CountryCode::BR, "01310100", "01310-100"),
            (CountryCode::BR, " 01.310-100 ", "01310-100"),
            (CountryCode::BR, "01310\u{a0}100", "01310-100"),
            (CountryCode::PT, "1000001", "1000-001"),
            (CountryCode::PT, "1000 001", "1000-001"),
            (CountryCode::US, "90210", "90210"),
            (CountryCode::US, "902101234", "90210-1234"),
            (CountryCode::US, "90210 1234", "90210-1234"),
            (CountryCode::CO, "110111", "110111"),
            (CountryCode::CO, "110-111", "110111"),
            (CountryCode::CL, "8320000", "8320000"),
            (CountryCode::CL, "832-0000", "8320000"),
            (CountryCode::AR, "1425", "1425"),
            (CountryCode::AR, "c1425clz", "C1425CLZ"),
            (CountryCode::AR, "C 1425 CLZ", "C1425CLZ"),
            (CountryCode::MX, "06 000", "06000"),
            (CountryCode::PE, "15.001", "15001"),
            (CountryCode::ES, "28001", "28001"),
        ] {
            assert_eq!(parse(typed, country), Ok(Some(written.to_owned())), "{country} {typed:?}");
        }
    }

    #[test]
    fn another_form_than_the_countrys_is_refused() {
        for (country, typed) in [
            (CountryCode::BR, "0131010"),
            (CountryCode::BR, "013101000"),
            (CountryCode::BR, "01310_100"),
            (CountryCode::BR, "01310/100"),
            (CountryCode::BR, "O1310-100"),
            (CountryCode::BR, "０1310-100"),
            (CountryCode::BR, "٠1310-100"),
            (CountryCode::BR, "-"),
            (CountryCode::PT, "1000"),
            (CountryCode::US, "9021"),
            (CountryCode::US, "90210-123"),
            (CountryCode::CO, "11011"),
            (CountryCode::CL, "832000"),
            (CountryCode::AR, "14255"),
            (CountryCode::AR, "C1425CL"),
            (CountryCode::AR, "11425CLZ"),
            (CountryCode::AR, "Ñ1425CLZ"),
            (CountryCode::MX, "6000"),
            (CountryCode::PE, "LIMA 1"),
            (CountryCode::ES, "28001 Madrid"),
        ] {
            assert_eq!(parse(typed, country), Err(Problem::InvalidPostalCode), "{country} {typed:?}");
        }
    }

    #[test]
    fn elsewhere_it_is_free_text_of_at_most_16_characters() {
        let britain = country::parse("GB").unwrap();
        assert_eq!(parse(" SW1A 1AA ", britain), Ok(Some("SW1A 1AA".to_owned())));
        assert_eq!(parse("sw1a-1aa", britain), Ok(Some("sw1a-1aa".to_owned())));
        assert_eq!(parse(&"ñ".repeat(16), britain), Ok(Some("ñ".repeat(16))));
        assert_eq!(parse(&"1".repeat(17), britain), Err(Problem::TooLong { max: 16 }));
    }

    #[test]
    fn nothing_typed_is_no_code() {
        for country in [CountryCode::BR, CountryCode::AR, country::parse("GB").unwrap()] {
            for typed in ["", "  ", "\n\u{0}"] {
                assert_eq!(parse(typed, country), Ok(None), "{country} {typed:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_written_code_is_read_again_unchanged(
            typed in "\\PC{0,20}|[0-9A-Za-z .-]{0,12}",
            country in prop::sample::select(vec!["BR", "PT", "US", "CO", "CL", "AR", "MX", "PE", "ES", "GB"]),
        ) {
            let country = country::parse(country).unwrap();
            if let Ok(Some(code)) = parse(&typed, country) {
                prop_assert_eq!(parse(&code, country), Ok(Some(code)));
            }
        }
    }
}
