//! Ids that name what accounts hold: typed, prefixed, opaque to clients, and sorted by creation.
//!
//! An id is a prefix that tells the type, an underscore, and the account and the thing itself in Crockford's base 32
//! (lower case, 26 digits for 128 bits): `con_01k…`. It holds its account, so that whoever may look into several
//! accounts can find it by one key. There is one spelling of each id; anything else is not an id.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

/// A text that is no id of the wanted type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id of this type")
    }
}

impl std::error::Error for NotAnId {}

/// The id of an account, `acc_…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub Uuid);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "acc_{}", Digits(self.0))
    }
}

impl FromStr for AccountId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        digits(text.strip_prefix("acc_").ok_or(NotAnId)?).map(Self)
    }
}

/// The id of a terms document, `trm_…`. It belongs to the platform and to no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermsDocumentId(pub Uuid);

impl fmt::Display for TermsDocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "trm_{}", Digits(self.0))
    }
}

impl FromStr for TermsDocumentId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        digits(text.strip_prefix("trm_").ok_or(NotAnId)?).map(Self)
    }
}

/// The id of an account's settings, `set_…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SettingsId(pub AccountId);

impl fmt::Display for SettingsId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "set_{}", Digits(self.0.0))
    }
}

impl FromStr for SettingsId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        digits(text.strip_prefix("set_").ok_or(NotAnId)?).map(|account| Self(AccountId(account)))
    }
}

/// The id of a revision, `rev_…`: an account and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId {
    /// The account.
    pub account: AccountId,
    /// The number within the account, from 1.
    pub number: i32,
}

/// Base-32 digits of a revision's number: 35 bits hold every positive `i32`.
const NUMBER_DIGITS: usize = 7;

impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rev_{}", Digits(self.account.0))?;
        base32(f, u128::from(self.number.unsigned_abs()), NUMBER_DIGITS)
    }
}

impl FromStr for RevisionId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (account, number) = text.strip_prefix("rev_").ok_or(NotAnId)?.split_at_checked(DIGITS).ok_or(NotAnId)?;
        let number = value(number, NUMBER_DIGITS)?;
        let number = i32::try_from(number).ok().filter(|number| *number > 0).ok_or(NotAnId)?;
        Ok(Self { account: AccountId(digits(account)?), number })
    }
}

/// What an [`Id`] names; the prefix is how its text begins.
pub trait Kind {
    /// Three letters, without the underscore.
    const PREFIX: &'static str;
}

/// The id of something that an account holds.
pub struct Id<K> {
    /// The account that holds it.
    pub account: AccountId,
    /// The thing itself: a version 7 UUID, greater than those of the same list that were there before.
    pub own: Uuid,
    kind: PhantomData<fn() -> K>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $alias:ident $kind:ident $prefix:literal)*) => {$(
        /// Marks ids by what they name.
        #[derive(Debug)]
        pub enum $kind {}
        impl Kind for $kind { const PREFIX: &'static str = $prefix; }
        $(#[$doc])*
        pub type $alias = Id<$kind>;
    )*};
}

kinds! {
    /// The id of a contact, `con_…`.
    ContactId ContactKind "con"
    /// The id of an other contact, `oth_…`.
    OtherContactId OtherContactKind "oth"
    /// The id of an address, `adr_…`.
    AddressId AddressKind "adr"
    /// The id of an activity, `act_…`.
    ActivityId ActivityKind "act"
    /// The id of an access profile, `prf_…`.
    AccessProfileId AccessProfileKind "prf"
    /// The id of an API key, `key_…`.
    ApiKeyId ApiKeyKind "key"
    /// The id of the acceptance of a terms document, `tac_…`.
    TermsAcceptanceId TermsAcceptanceKind "tac"
    /// The id of a webhook endpoint, `whe_…`.
    WebhookEndpointId WebhookEndpointKind "whe"
    /// The id of a delivery to a webhook endpoint, `whd_…`.
    WebhookDeliveryId WebhookDeliveryKind "whd"
}

impl<K> Id<K> {
    /// The id of `own` in `account`.
    #[must_use]
    pub fn new(account: AccountId, own: Uuid) -> Self {
        Self { account, own, kind: PhantomData }
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        (self.account, self.own) == (other.account, other.own)
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.account, self.own).cmp(&(other.account, other.own))
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.account, self.own).hash(state);
    }
}
impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}{}", K::PREFIX, Digits(self.account.0), Digits(self.own))
    }
}
impl<K: Kind> FromStr for Id<K> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let digits_of_both = text.strip_prefix(K::PREFIX).and_then(|rest| rest.strip_prefix('_')).ok_or(NotAnId)?;
        let (account, own) = digits_of_both.split_at_checked(DIGITS).ok_or(NotAnId)?;
        Ok(Self::new(AccountId(digits(account)?), digits(own)?))
    }
}
impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// The own part of an [`Id`] of any type, from its text: what the last 26 digits say.
#[must_use]
pub fn own_part(text: &str) -> Option<Uuid> {
    let start = text.len().checked_sub(DIGITS)?;
    digits(text.get(start..)?).ok()
}

/// Base-32 digits of 128 bits.
const DIGITS: usize = 26;

/// Crockford's digits (<https://www.crockford.com/base32.html>), in lower case.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

struct Digits(Uuid);

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base32(f, self.0.as_u128(), DIGITS)
    }
}

fn base32(f: &mut fmt::Formatter<'_>, value: u128, digits: usize) -> fmt::Result {
    for place in (0..digits).rev() {
        let digit = (value >> (5 * place)) & 31;
        let letter = usize::try_from(digit).ok().and_then(|digit| ALPHABET.get(digit)).copied().unwrap_or(b'0');
        fmt::Write::write_char(f, char::from(letter))?;
    }
    Ok(())
}

fn digits(text: &str) -> Result<Uuid, NotAnId> {
    value(text, DIGITS).map(Uuid::from_u128)
}

/// The number that exactly `digits` digits write, if it fits.
fn value(text: &str, digits: usize) -> Result<u128, NotAnId> {
    if text.len() != digits {
        return Err(NotAnId);
    }
    text.bytes().try_fold(0_u128, |value, letter| {
        let digit = ALPHABET.iter().position(|known| *known == letter).ok_or(NotAnId)?;
        value.checked_mul(32).and_then(|value| value.checked_add(digit as u128)).ok_or(NotAnId)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> AccountId {
        AccountId(Uuid::from_u128(0x019a_b3c4_d5e6_7f80_9123_4567_89ab_cdef))
    }

    #[test]
    fn an_id_reads_back_what_it_wrote() {
        let contact = ContactId::new(account(), Uuid::from_u128(u128::MAX));
        assert_eq!(contact.to_string().parse(), Ok(contact));
        assert_eq!(account().to_string().parse(), Ok(account()));
        let revision = RevisionId { account: account(), number: i32::MAX };
        assert_eq!(revision.to_string().parse(), Ok(revision));
    }

    #[test]
    fn ids_sort_as_their_texts_do() {
        let earlier = ContactId::new(account(), Uuid::from_u128(1 << 100));
        let later = ContactId::new(account(), Uuid::from_u128((1 << 100) + 1));
        assert!(earlier < later && earlier.to_string() < later.to_string());
        let revisions = [2, 10, 33, 1025].map(|number| RevisionId { account: account(), number }.to_string());
        assert!(revisions.is_sorted());
    }

    #[test]
    fn other_spellings_and_other_types_are_no_ids() {
        let text = ContactId::new(account(), Uuid::from_u128(5)).to_string();
        for wrong in [
            text.to_uppercase(),
            text.replace("con_", "adr_"),
            format!("{text}0"),
            format!("{text}@3"),
            text[..text.len() - 1].to_owned(),
            String::new(),
            "con_".to_owned(),
            format!("con_{}", "z".repeat(52)),
            "con_é".to_owned(),
        ] {
            assert_eq!(wrong.parse::<ContactId>(), Err(NotAnId), "{wrong}");
        }
        assert!(format!("rev_{}0000000", &account().to_string()[4..]).parse::<RevisionId>().is_err());
    }
}
