//! The section "addresses": at most one primary and one secondary among them.

use entity::id::AddressId;
use serde::{Deserialize, Serialize};

use super::{NewIds, in_order};
use crate::{
    country::{self, CountryCode},
    errors::Errors,
    patch::Patch,
    postal_code,
    text::{self, LINE_MAX},
    user_error::{Problem, UserError},
};

/// The most addresses of an account.
pub const MAX: usize = 50;

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum AddressPurpose {
    Billing,
    Delivery,
    Commercial,
    Residential,
    Other,
}

/// Which address comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AddressRank {
    /// The main address; its country reads telephones.
    Primary,
    /// The second one.
    Secondary,
}

/// One postal address. Lines are texts of at most 128 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Address {
    /// Its id.
    pub id: AddressId,
    /// What it is for.
    pub purpose: AddressPurpose,
    /// Its rank; no other address has the same.
    pub rank: Option<AddressRank>,
    /// Street.
    pub street: String,
    /// House number, a text: "S/N" is one.
    pub number: Option<String>,
    /// Floor, suite.
    pub complement: Option<String>,
    /// A landmark.
    pub reference: Option<String>,
    /// District.
    pub district: Option<String>,
    /// City.
    pub city: String,
    /// State, department or province.
    pub state: Option<String>,
    /// As the country writes it.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: CountryCode,
}

/// The fields of an address as a caller gives them, for a new one and for a change.
///
/// A new address must give purpose, street, city and country.
#[derive(Clone, Debug, Default)]
pub struct AddressFields {
    /// Cannot be emptied.
    pub purpose: Patch<AddressPurpose>,
    /// A rank is taken from the address that had it; null takes it from this one.
    pub rank: Patch<AddressRank>,
    /// Cannot be emptied.
    pub street: Patch<String>,
    /// May be emptied.
    pub number: Patch<String>,
    /// May be emptied.
    pub complement: Patch<String>,
    /// May be emptied.
    pub reference: Patch<String>,
    /// May be emptied.
    pub district: Patch<String>,
    /// Cannot be emptied.
    pub city: Patch<String>,
    /// May be emptied.
    pub state: Patch<String>,
    /// May be emptied; checked by the country, again when the country changes.
    pub postal_code: Patch<String>,
    /// Cannot be emptied.
    pub country: Patch<String>,
}

/// Changes an address.
#[derive(Clone, Debug, Default)]
pub struct UpdateAddress {
    /// The address's id, as the client sent it.
    pub id: String,
    /// What changes.
    pub fields: AddressFields,
}

pub(crate) fn add(
    addresses: &mut Vec<Address>,
    fields: &AddressFields,
    ids: &mut NewIds<'_>,
) -> Result<AddressId, Vec<UserError>> {
    let id = ids.next(addresses.iter().map(|address| address.id));
    let mut errors = Errors::default();
    if addresses.len() >= MAX {
        errors.push(Problem::TooMany { max: MAX }, [] as [&str; 0]);
    }
    let mut address = Address {
        id,
        purpose: AddressPurpose::Other,
        rank: None,
        street: String::new(),
        number: None,
        complement: None,
        reference: None,
        district: None,
        city: String::new(),
        state: None,
        postal_code: None,
        country: CountryCode::BR,
    };
    // What a change may leave out, a new address must give.
    let given = AddressFields {
        purpose: or_clear(fields.purpose.clone()),
        street: or_clear(fields.street.clone()),
        city: or_clear(fields.city.clone()),
        country: or_clear(fields.country.clone()),
        ..fields.clone()
    };
    apply(&mut address, &given, &mut errors);
    errors.finish()?;
    addresses.push(address);
    take_rank(addresses, id);
    Ok(id)
}

pub(crate) fn update(addresses: &mut [Address], edit: &UpdateAddress) -> Result<AddressId, Vec<UserError>> {
    let id = super::find_id(addresses.iter().map(|address| address.id), &edit.id)?;
    let mut errors = Errors::default();
    if let Some(address) = addresses.iter_mut().find(|address| address.id == id) {
        apply(address, &edit.fields, &mut errors);
    }
    errors.finish()?;
    take_rank(addresses, id);
    Ok(id)
}

pub(crate) fn remove(addresses: &mut Vec<Address>, id: &str) -> Result<AddressId, Vec<UserError>> {
    let id = super::find_id(addresses.iter().map(|address| address.id), id)?;
    addresses.retain(|address| address.id != id);
    Ok(id)
}

/// The address that has a rank.
#[must_use]
pub fn ranked(addresses: &[Address], rank: AddressRank) -> Option<&Address> {
    addresses.iter().find(|address| address.rank == Some(rank))
}

pub(crate) fn are_sound(addresses: &[Address]) -> bool {
    let at_most_one = |rank: AddressRank| addresses.iter().filter(|address| address.rank == Some(rank)).count() <= 1;
    addresses.len() <= MAX
        && in_order(addresses.iter().map(|address| address.id))
        && at_most_one(AddressRank::Primary)
        && at_most_one(AddressRank::Secondary)
}

fn or_clear<T>(patch: Patch<T>) -> Patch<T> {
    match patch {
        Patch::Keep => Patch::Clear,
        given => given,
    }
}

fn apply(address: &mut Address, fields: &AddressFields, errors: &mut Errors) {
    let required = |typed: &String| text::required(typed, LINE_MAX);
    let limited = |typed: &String| text::limited(typed, LINE_MAX);
    let country_before = address.country;
    errors.must("purpose", &fields.purpose, &mut address.purpose, |purpose| Ok(*purpose));
    errors.may("rank", &fields.rank, &mut address.rank, |rank| Ok(Some(*rank)));
    errors.must("street", &fields.street, &mut address.street, required);
    errors.may("number", &fields.number, &mut address.number, limited);
    errors.may("complement", &fields.complement, &mut address.complement, limited);
    errors.may("reference", &fields.reference, &mut address.reference, limited);
    errors.may("district", &fields.district, &mut address.district, limited);
    errors.must("city", &fields.city, &mut address.city, required);
    errors.may("state", &fields.state, &mut address.state, limited);
    let country_is_known = match &fields.country {
        Patch::Keep => true,
        Patch::Clear => false,
        Patch::Set(typed) => country::parse(typed).is_ok(),
    };
    errors.must("country", &fields.country, &mut address.country, |typed| country::parse(typed));
    let country = address.country;
    let postal_code = match &fields.postal_code {
        Patch::Keep if country != country_before => address.postal_code.clone().map_or(Patch::Keep, Patch::Set),
        patch => patch.clone(),
    };
    // Without its country there is no rule to check a postal code by.
    if country_is_known {
        errors.may("postalCode", &postal_code, &mut address.postal_code, |typed| postal_code::parse(typed, country));
    }
}

/// Takes the rank of the address `id` from whichever other address had it.
fn take_rank(addresses: &mut [Address], id: AddressId) {
    let rank = addresses.iter().find(|address| address.id == id).and_then(|address| address.rank);
    for address in addresses.iter_mut().filter(|address| address.id != id) {
        if rank.is_some() && address.rank == rank {
            address.rank = None;
        }
    }
}
