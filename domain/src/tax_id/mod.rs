//! Tax ids: the numbers by which a country's tax office knows a company or a person.
//!
//! Each kind is one country's rule, in a file of its own: the form of the number, its check digit and how it is
//! customarily written. Other countries use some of the same names for other numbers; they are `OTHER` here.

mod cnpj;
mod cpf;
mod cuit;
mod nit;
mod rfc;
mod ruc;
mod rut;

use serde::{Deserialize, Serialize};

use crate::text::{clean, fill, is_longer};
use crate::user_error::Problem;

/// Whose rule a tax id follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TaxIdKind {
    /// Brazil, companies.
    Cnpj,
    /// Brazil, persons.
    Cpf,
    /// Colombia.
    Nit,
    /// Chile.
    Rut,
    /// Argentina.
    Cuit,
    /// Mexico.
    Rfc,
    /// Peru.
    Ruc,
    /// Any other, which is not checked.
    Other,
}

impl TaxIdKind {
    /// Every kind.
    pub const ALL: [Self; 8] =
        [Self::Cnpj, Self::Cpf, Self::Nit, Self::Rut, Self::Cuit, Self::Rfc, Self::Ruc, Self::Other];
}

/// A tax id of some kind.
///
/// Serialised as `{"kind": "CNPJ", "value": "16727230000197", "formatted": "16.727.230/0001-97"}`. What was stored is
/// read back without being checked again, for a rule may have changed since; `formatted` is derived anew.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct TaxId {
    kind: TaxIdKind,
    value: String,
    formatted: String,
}

impl TaxId {
    /// Whose rule it follows.
    #[must_use]
    pub const fn kind(&self) -> TaxIdKind {
        self.kind
    }

    /// The number without separators, letters in upper case; of an `OTHER`, the text.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The number as it is customarily written.
    #[must_use]
    pub fn formatted(&self) -> &str {
        &self.formatted
    }

    /// Whether the check digit is wrong of a kind whose real numbers sometimes have a wrong one: only the RFC.
    #[must_use]
    pub fn has_doubtful_check_digit(&self) -> bool {
        match self.kind {
            TaxIdKind::Rfc => rfc::is_check_digit_wrong(&self.value),
            TaxIdKind::Cnpj
            | TaxIdKind::Cpf
            | TaxIdKind::Nit
            | TaxIdKind::Rut
            | TaxIdKind::Cuit
            | TaxIdKind::Ruc
            | TaxIdKind::Other => false,
        }
    }

    fn new(kind: TaxIdKind, value: String) -> Self {
        let formatted = match kind {
            TaxIdKind::Cnpj => fill("##.###.###/####-##", &value),
            TaxIdKind::Cpf => fill("###.###.###-##", &value),
            TaxIdKind::Nit | TaxIdKind::Rut => grouped(&value),
            TaxIdKind::Cuit => fill("##-########-#", &value),
            TaxIdKind::Rfc | TaxIdKind::Ruc | TaxIdKind::Other => None,
        };
        Self { kind, formatted: formatted.unwrap_or_else(|| value.clone()), value }
    }
}

/// The most that a tax id without a rule takes.
pub const OTHER_MAX: usize = 32;

/// Reads a tax id of a kind. Spaces, dots, hyphens and slashes are separators and letters may be small, save in `OTHER`,
/// which is only trimmed.
///
/// # Errors
///
/// [`Problem::Required`] when nothing is typed; [`Problem::TooLong`] for an `OTHER` of more than 32 characters;
/// [`Problem::InvalidTaxId`] for anything that the kind's rule does not take.
pub fn parse(kind: TaxIdKind, typed: &str) -> Result<TaxId, Problem> {
    let typed = clean(typed).ok_or(Problem::Required)?;
    let is_valid = match kind {
        TaxIdKind::Cnpj => cnpj::is_valid,
        TaxIdKind::Cpf => cpf::is_valid,
        TaxIdKind::Nit => nit::is_valid,
        TaxIdKind::Rut => rut::is_valid,
        TaxIdKind::Cuit => cuit::is_valid,
        TaxIdKind::Rfc => rfc::is_valid,
        TaxIdKind::Ruc => ruc::is_valid,
        TaxIdKind::Other if is_longer(&typed, OTHER_MAX) => return Err(Problem::TooLong { max: OTHER_MAX }),
        TaxIdKind::Other => return Ok(TaxId::new(kind, typed)),
    };
    let value: String = typed.chars().filter(|sign| !matches!(sign, ' ' | '.' | '-' | '/')).map(upper).collect();
    if is_valid(&value) { Ok(TaxId::new(kind, value)) } else { Err(Problem::InvalidTaxId) }
}

/// The capital of a letter that a tax id may have. Not Unicode's upper case, which makes "SS" of "ß" and "I" of "ı".
fn upper(letter: char) -> char {
    if letter == 'ñ' { 'Ñ' } else { letter.to_ascii_uppercase() }
}

/// The number in groups of three from the right, and its check digit behind a hyphen: `213.123.432-1`.
fn grouped(value: &str) -> Option<String> {
    let (digit_at, check_digit) = value.char_indices().next_back()?;
    let body = value.get(..digit_at)?;
    let length = body.chars().count();
    let mut written = String::with_capacity(value.len() + length / 3 + 1);
    for (position, digit) in body.chars().enumerate() {
        if position > 0 && (length - position).is_multiple_of(3) {
            written.push('.');
        }
        written.push(digit);
    }
    Some(format!("{written}-{check_digit}"))
}

/// The values of ASCII digits, or `None` where anything else stands between them.
fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|digit| digit.to_digit(10)).collect()
}

/// Σ value × weight, as far as both go.
fn weighted<'a>(values: impl IntoIterator<Item = &'a u32>, weights: impl IntoIterator<Item = u32>) -> u32 {
    values.into_iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// The weights of the CUIT and of the RUC, from the left.
const CUIT_AND_RUC_WEIGHTS: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// A tax id as it is read from storage.
#[derive(Deserialize)]
struct Stored {
    kind: TaxIdKind,
    value: String,
}

impl From<Stored> for TaxId {
    fn from(Stored { kind, value }: Stored) -> Self {
        Self::new(kind, value)
    }
}

#[cfg(test)]
mod tests;
