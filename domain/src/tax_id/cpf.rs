//! CPF, Brazil's number for persons: 9 digits, then 2 check digits.
//!
//! Source: Receita Federal, the rule of modulus 11 that the CNPJ has too, with weights that go on rising.

use super::{digits, weighted};

/// Whether this is a CPF without separators. One digit eleven times has right check digits, but is none.
pub(super) fn is_valid(value: &str) -> bool {
    let Some(values) = digits(value).filter(|values| values.len() == 11) else {
        return false;
    };
    let [all_before @ .., second] = values.as_slice() else {
        return false;
    };
    let [body @ .., first] = all_before else { return false };
    body.iter().any(|digit| digit != second) && *first == check_digit(body) && *second == check_digit(all_before)
}

/// The digit that follows these: weights 2, 3, 4 and so on from the right.
fn check_digit(values: &[u32]) -> u32 {
    match weighted(values.iter().rev(), 2..) % 11 {
        0 | 1 => 0,
        remainder => 11 - remainder,
    }
}
