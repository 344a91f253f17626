//! CUIT, Argentina's number for companies and persons: a prefix of 2 digits, 8 digits, a check digit.
//!
//! Source: ARCA (formerly AFIP), the rule of modulus 11 for the CUIT.

use super::{digits, weighted};

/// Who is numbered: 20, 23, 24 and 27 persons, 30, 33 and 34 companies, 50, 51 and 55 those who live abroad.
const PREFIXES: [&str; 10] = ["20", "23", "24", "27", "30", "33", "34", "50", "51", "55"];

/// Whether this is a CUIT without separators.
pub(super) fn is_valid(value: &str) -> bool {
    let Some(values) = digits(value).filter(|values| values.len() == 11) else {
        return false;
    };
    let [body @ .., digit] = values.as_slice() else {
        return false;
    };
    PREFIXES.iter().any(|prefix| value.starts_with(prefix)) && *digit == check_digit(body)
}

fn check_digit(body: &[u32]) -> u32 {
    match 11 - weighted(body, super::CUIT_AND_RUC_WEIGHTS) % 11 {
        11 => 0,
        10 => 9,
        difference => difference,
    }
}
