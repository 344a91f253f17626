//! RUC, Peru's number for companies and persons: a prefix of 2 digits, 8 digits, a check digit.
//!
//! Source: SUNAT, the rule of modulus 11 for the RUC.

use super::{digits, weighted};

/// Who is numbered: 10 persons, 15 and 17 persons without a national identity number, 20 companies.
const PREFIXES: [&str; 4] = ["10", "15", "17", "20"];

/// Whether this is a RUC.
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
    (11 - weighted(body, super::CUIT_AND_RUC_WEIGHTS) % 11) % 10
}
