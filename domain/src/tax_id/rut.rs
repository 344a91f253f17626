//! RUT, Chile's number for companies and persons: 7 or 8 digits, then a check digit, which may be K.
//!
//! Source: Servicio de Impuestos Internos, the "dígito verificador" of modulus 11.

use super::{digits, weighted};

/// Whether this is a RUT without separators, the check digit included, K in upper case.
pub(super) fn is_valid(value: &str) -> bool {
    let Some((digit_at, digit)) = value.char_indices().next_back() else {
        return false;
    };
    let Some(body) = value.get(..digit_at).and_then(digits) else {
        return false;
    };
    matches!(body.len(), 7 | 8) && digit == check_digit(&body)
}

fn check_digit(body: &[u32]) -> char {
    match 11 - weighted(body.iter().rev(), (2..=7).cycle()) % 11 {
        10 => 'K',
        difference => char::from_digit(difference % 11, 10).unwrap_or('0'),
    }
}
