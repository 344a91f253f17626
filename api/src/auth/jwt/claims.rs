//! A token's claims: their types, and the rules about them.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};

use super::{TokenRefused, TokenRole, VerifiedToken};

/// The longest subject, in Unicode scalars.
const SUBJECT_MAX: usize = 255;

/// The claims that are known. Each is absent or of its type: null is neither.
#[derive(Deserialize)]
pub(super) struct Claims {
    #[serde(default, deserialize_with = "present")]
    exp: Option<NumericDate>,
    #[serde(default, deserialize_with = "present")]
    nbf: Option<NumericDate>,
    #[serde(default, deserialize_with = "present")]
    iss: Option<String>,
    #[serde(default, deserialize_with = "present")]
    aud: Option<Audience>,
    #[serde(default, deserialize_with = "present")]
    sub: Option<String>,
    #[serde(default, deserialize_with = "present")]
    role: Option<String>,
    #[serde(default, deserialize_with = "present")]
    account: Option<String>,
    #[serde(default, deserialize_with = "present")]
    name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    email: Option<String>,
}

impl Claims {
    /// What the claims say, if they are good for this issuer and this audience at this time.
    pub(super) fn check(self, issuer: &str, audience: &str, now: DateTime<Utc>) -> Result<VerifiedToken, TokenRefused> {
        // "The current date/time MUST be before the expiration date/time" (RFC 7519, section 4.1.4).
        let NumericDate(expires_at) = required("exp", self.exp)?;
        if now >= expires_at {
            return Err(TokenRefused::Expired);
        }
        if self.nbf.is_some_and(|NumericDate(not_before)| now < not_before) {
            return Err(TokenRefused::NotYetValid);
        }
        if required("iss", self.iss)? != issuer {
            return Err(TokenRefused::Issuer);
        }
        if !required("aud", self.aud)?.names(audience) {
            return Err(TokenRefused::Audience);
        }
        let subject = text("sub", required("sub", self.sub)?)?.ok_or(TokenRefused::Text("sub"))?;
        if subject.chars().count() > SUBJECT_MAX {
            return Err(TokenRefused::Text("sub"));
        }
        let role = TokenRole::named(&required("role", self.role)?).ok_or(TokenRefused::Role)?;
        let account = match (role, self.account) {
            (TokenRole::Platform, None) => None,
            (TokenRole::Platform, Some(_)) => return Err(TokenRefused::AccountOfPlatform),
            (TokenRole::Admin | TokenRole::Operator | TokenRole::Agent | TokenRole::Customer, account) => {
                let account = text("account", required("account", account)?)?;
                Some(account.ok_or(TokenRefused::Text("account"))?)
            }
        };
        Ok(VerifiedToken {
            subject,
            role,
            account,
            name: optional("name", self.name)?,
            email: optional("email", self.email)?,
            expires_at,
        })
    }
}

fn required<T>(claim: &'static str, value: Option<T>) -> Result<T, TokenRefused> {
    value.ok_or(TokenRefused::Missing(claim))
}

fn optional(claim: &'static str, value: Option<String>) -> Result<Option<String>, TokenRefused> {
    value.map_or(Ok(None), |value| text(claim, value))
}

/// A text that is not blank. A control character is refused: PostgreSQL stores no NUL, and logs are read in terminals.
fn text(claim: &'static str, value: String) -> Result<Option<String>, TokenRefused> {
    if value.contains(char::is_control) {
        return Err(TokenRefused::Text(claim));
    }
    Ok((!value.trim().is_empty()).then_some(value))
}

/// A member that is there must be of its type.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// `aud`: one name or several (RFC 7519, section 4.1.3).
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    fn names(&self, audience: &str) -> bool {
        match self {
            Self::One(name) => name == audience,
            Self::Several(names) => names.iter().any(|name| name == audience),
        }
    }
}

/// Seconds since 1970 in UTC, a whole number or a fraction (RFC 7519, section 2), cut to microseconds.
struct NumericDate(DateTime<Utc>);

impl<'de> Deserialize<'de> for NumericDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumericDateVisitor)
    }
}

struct NumericDateVisitor;

impl Visitor<'_> for NumericDateVisitor {
    type Value = NumericDate;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number of seconds")
    }

    fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<NumericDate, E> {
        DateTime::from_timestamp(seconds, 0).map(NumericDate).ok_or_else(|| E::custom("a date out of range"))
    }

    fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<NumericDate, E> {
        i64::try_from(seconds).map_err(E::custom).and_then(|seconds| self.visit_i64(seconds))
    }

    fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<NumericDate, E> {
        // A double near today has four values a microsecond, so a fraction of six digits is met exactly.
        #[expect(clippy::cast_possible_truncation, reason = "saturates, and then no calendar has the date")]
        let microseconds = (seconds * 1e6) as i64;
        DateTime::from_timestamp_micros(microseconds).map(NumericDate).ok_or_else(|| E::custom("a date out of range"))
    }
}
