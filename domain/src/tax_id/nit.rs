//! NIT, Colombia's number for companies and persons: 7 to 15 digits, then a check digit.
//!
//! Source: DIAN, Orden Administrativa 4 of 1989.

use super::{digits, weighted};

/// The weights, from the right.
const WEIGHTS: [u32; 15] = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

/// Whether this is a NIT without separators, the check digit included.
pub(super) fn is_valid(value: &str) -> bool {
    let Some(values) = digits(value) else { return false };
    let [body @ .., digit] = values.as_slice() else {
        return false;
    };
    (7..=WEIGHTS.len()).contains(&body.len()) && *digit == check_digit(body)
}

fn check_digit(body: &[u32]) -> u32 {
    match weighted(body.iter().rev(), WEIGHTS) % 11 {
        remainder @ (0 | 1) => remainder,
        remainder => 11 - remainder,
    }
}
