//! CNPJ, Brazil's number for companies: 12 digits or, since July 2026, letters, then 2 check digits.
//!
//! Sources: Receita Federal, Instrução Normativa RFB 2.229/2024; SERPRO's manual for the alphanumeric CNPJ.

use super::weighted;

/// Whether this is a CNPJ without separators, letters in upper case. All zeros is none.
pub(super) fn is_valid(value: &str) -> bool {
    let Some((body, check_digits)) = value.split_at_checked(12) else {
        return false;
    };
    let has_form = body.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && check_digits.len() == 2
        && check_digits.bytes().all(|byte| byte.is_ascii_digit())
        && value.bytes().any(|byte| byte != b'0');
    has_form && has_check_digits(value)
}

fn has_check_digits(value: &str) -> bool {
    // A letter counts as its distance from the digit 0 in ASCII: A is 17.
    let values: Vec<u32> = value.bytes().map(|byte| u32::from(byte.saturating_sub(b'0'))).collect();
    let [all_before @ .., second] = values.as_slice() else {
        return false;
    };
    let [body @ .., first] = all_before else { return false };
    *first == check_digit(body) && *second == check_digit(all_before)
}

/// The digit that follows these values: weights 2 to 9, over and over, from the right.
fn check_digit(values: &[u32]) -> u32 {
    match weighted(values.iter().rev(), (2..=9).cycle()) % 11 {
        0 | 1 => 0,
        remainder => 11 - remainder,
    }
}
