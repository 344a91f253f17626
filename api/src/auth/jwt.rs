//! Tokens: JSON Web Tokens (RFC 7519) of the platform's identity provider, and those that Cuenta signs for development.
//!
//! The algorithm is that of the key, never that of a token's header, and a key is only ever a configured one or the
//! provider's: `jwk`, `jku`, `x5c` and `x5u` in a header are not looked at, and `kid` only chooses among the provider's
//! keys (RFC 8725, sections 3.1 and 3.10).

mod claims;
mod public_key;
#[cfg(test)]
mod tests;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, crypto};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use claims::Claims;
pub use public_key::{KeyError, Numbers, PublicKey};

/// The longest token that is looked at, in bytes.
pub const TOKEN_MAX: usize = 8 * 1024;

/// What a token is verified with: the keys, and the issuer and the audience that a token must name.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Each with its `kid`, if it has one.
    known: Vec<(Option<String>, PublicKey)>,
    issuer: String,
    audience: String,
}

impl Keys {
    /// Verifies HS256 with a secret; `config::Secret` sees to its length.
    #[must_use]
    pub fn hs256(secret: &[u8], issuer: &str, audience: &str) -> Self {
        Self::public(PublicKey::new(SigningAlgorithm::Hs256, DecodingKey::from_secret(secret)), issuer, audience)
    }

    /// Verifies with the keys of a provider: with those that the token's `kid` names. A token without one, and any token
    /// where no key has one, is verified with each key of the token's algorithm.
    #[must_use]
    pub fn named(keys: Vec<(Option<String>, PublicKey)>, issuer: &str, audience: &str) -> Self {
        Self { known: keys, issuer: issuer.to_owned(), audience: audience.to_owned() }
    }

    /// Verifies RS256, ES256 or `EdDSA`, as the type of a public key says.
    ///
    /// # Errors
    /// As [`PublicKey::from_pem`].
    pub fn from_pem(pem: &str, issuer: &str, audience: &str) -> Result<Self, KeyError> {
        PublicKey::from_pem(pem).map(|key| Self::public(key, issuer, audience))
    }

    /// Verifies with a public key.
    #[must_use]
    pub fn public(key: PublicKey, issuer: &str, audience: &str) -> Self {
        Self::named(vec![(None, key)], issuer, audience)
    }

    /// Whether a token of this key can be judged: one of the keys is called so, or they have no names.
    #[must_use]
    pub fn know(&self, KeyId(id): &KeyId) -> bool {
        let mut names = self.known.iter().filter_map(|(name, _)| name.as_ref()).peekable();
        names.peek().is_none() || names.any(|name| name == id)
    }

    /// What a token says, if it is good at this time.
    ///
    /// `exp`, `iss`, `aud`, `sub` and `role` are required, and `account` for every role but `platform`, which has
    /// none. `nbf` is honoured. There is no leeway. A claim of another JSON type than it should be (null is one), or
    /// there twice, makes the whole token bad; claims that are not known are not looked at.
    /// The times are compared here and not by jsonwebtoken, which reads the machine's clock.
    ///
    /// # Errors
    /// Why the token is refused: for the log alone.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<VerifiedToken, TokenRefused> {
        if token.len() > TOKEN_MAX {
            return Err(TokenRefused::TooLong);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(TokenRefused::Parts)?;
        let (header, claims) = message.split_once('.').ok_or(TokenRefused::Parts)?;
        if claims.contains('.') {
            return Err(TokenRefused::Parts);
        }
        let header: Header = object(header).ok_or(TokenRefused::Header)?;
        if header.has_critical {
            return Err(TokenRefused::Critical);
        }
        let is_signed_with = |key: &PublicKey| {
            let algorithm = key.algorithm().of_library();
            crypto::verify(signature, message.as_bytes(), key.decoding_key(), algorithm).unwrap_or(false)
        };
        let id = header.kid.map(KeyId);
        if id.as_ref().is_some_and(|id| !self.know(id)) {
            return Err(TokenRefused::UnknownKey);
        }
        let have_names = self.known.iter().any(|(name, _)| name.is_some());
        let is_meant = |name: Option<&String>| match &id {
            Some(KeyId(id)) if have_names => name == Some(id),
            Some(_) | None => true,
        };
        let meant = self.known.iter().filter(|(name, _)| is_meant(name.as_ref())).map(|(_, key)| key);
        let mut candidates = meant.filter(|key| header.alg == key.algorithm().name()).peekable();
        if candidates.peek().is_none() {
            return Err(TokenRefused::Algorithm);
        }
        if !candidates.any(is_signed_with) {
            return Err(TokenRefused::Signature);
        }
        object::<Claims>(claims).ok_or(TokenRefused::Claims)?.check(&self.issuer, &self.audience, now)
    }
}

/// What a token calls its key (`kid`). It is whatever whoever sent the token wrote: it chooses, and proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyId(String);

impl KeyId {
    /// What a token calls its key; none where the token is none, or does not say. Nothing else of it is looked at.
    #[must_use]
    pub fn of(token: &str) -> Option<Self> {
        let (header, _) = token.split_once('.').filter(|_| token.len() <= TOKEN_MAX)?;
        object::<Header>(header)?.kid.map(Self)
    }
}

/// What a good token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedToken {
    /// `sub`: who it is; not blank, without control characters, at most 255 characters.
    pub subject: String,
    /// `role`.
    pub role: TokenRole,
    /// `account`: a slug; there for every role but platform.
    pub account: Option<String>,
    /// `name`; never blank.
    pub name: Option<String>,
    /// `email`; never blank.
    pub email: Option<String>,
    /// `exp`: from this moment on the token is no good; cut to microseconds.
    pub expires_at: DateTime<Utc>,
}

/// The roles that a token can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRole {
    /// `admin`
    Admin,
    /// `operator`
    Operator,
    /// `agent`
    Agent,
    /// `customer`
    Customer,
    /// `platform`
    Platform,
}

impl TokenRole {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Admin, Self::Operator, Self::Agent, Self::Customer, Self::Platform];

    /// The role as the claim spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Operator => "operator",
            Self::Agent => "agent",
            Self::Customer => "customer",
            Self::Platform => "platform",
        }
    }

    /// The role that a claim spells; capitals are another spelling.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Why a token is refused. It is for the log: the client always learns UNAUTHENTICATED, and no more.
///
/// No value of the token is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// Over [`TOKEN_MAX`].
    #[error("it is longer than 8 KB")]
    TooLong,
    /// Not header, claims and signature.
    #[error("it is not three parts with two dots between them")]
    Parts,
    /// A header that cannot be read.
    #[error("its header is not a JSON object with a text `alg`, in base64url, or its `kid` is no text")]
    Header,
    /// A header with `crit`: Cuenta understands no extension (RFC 7515, section 4.1.11).
    #[error("its header has `crit`")]
    Critical,
    /// A `kid` that none of the provider's keys has.
    #[error("its `kid` is of no key of the identity provider")]
    UnknownKey,
    /// Another algorithm than the key's.
    #[error("its `alg` is not the algorithm of the key")]
    Algorithm,
    /// A signature that is not the key's.
    #[error("its signature is not one of the key")]
    Signature,
    /// Claims that cannot be read.
    #[error("its claims are not a JSON object in base64url, or one is of the wrong type, or there twice")]
    Claims,
    /// A required claim is absent.
    #[error("its claim `{0}` is missing")]
    Missing(&'static str),
    /// A claim is blank where it may not be, too long, or has a control character.
    #[error("its claim `{0}` is blank, too long or has a control character")]
    Text(&'static str),
    /// Another issuer.
    #[error("its `iss` is not the configured issuer")]
    Issuer,
    /// Another audience.
    #[error("its `aud` does not name the configured audience")]
    Audience,
    /// The time of `exp` has come.
    #[error("it has expired")]
    Expired,
    /// The time of `nbf` has not come.
    #[error("it is not valid yet")]
    NotYetValid,
    /// A role that does not exist.
    #[error("its role does not exist")]
    Role,
    /// Staff of the platform belong to no account.
    #[error("its role is platform, and it names an account")]
    AccountOfPlatform,
}

/// How a token is signed (RFC 7518, section 3.1; RFC 8037, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningAlgorithm {
    /// HMAC with SHA-256.
    Hs256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// ECDSA with P-256 and SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
}

impl SigningAlgorithm {
    /// Its name in a token's header.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }

    fn of_library(self) -> Algorithm {
        match self {
            Self::Hs256 => Algorithm::HS256,
            Self::Rs256 => Algorithm::RS256,
            Self::Es256 => Algorithm::ES256,
            Self::EdDsa => Algorithm::EdDSA,
        }
    }
}

/// What a token that Cuenta signs shall say.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'a> {
    /// `sub`.
    pub subject: &'a str,
    /// `role`.
    pub role: TokenRole,
    /// `account`: for every role but platform.
    pub account: Option<&'a str>,
    /// `name`.
    pub name: Option<&'a str>,
    /// `email`.
    pub email: Option<&'a str>,
    /// `iss`.
    pub issuer: &'a str,
    /// `aud`.
    pub audience: &'a str,
    /// `iat`.
    pub issued_at: DateTime<Utc>,
    /// How long it is good; cut to seconds.
    pub lifetime: TimeDelta,
}

/// Why a token is not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The token would never be good.
    #[error("a token that says this is never good: {0}")]
    NeverGood(#[from] TokenRefused),
    /// The lifetime ends after all calendars.
    #[error("the token's lifetime is too long")]
    Lifetime,
    /// The library cannot sign.
    #[error("the token cannot be signed: {0}")]
    Library(#[from] jsonwebtoken::errors::Error),
}

/// Signs a token (HS256) that [`Keys::hs256`] with the same secret, issuer and audience takes.
///
/// # Errors
/// What it would say is never good, or cannot be signed.
pub fn sign(secret: &[u8], token: &NewToken<'_>) -> Result<String, SignError> {
    #[derive(Serialize)]
    struct Signed<'a> {
        iss: &'a str,
        aud: &'a str,
        sub: &'a str,
        role: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        account: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        email: Option<&'a str>,
        iat: i64,
        exp: i64,
    }

    let expires_at = token.issued_at.checked_add_signed(token.lifetime).ok_or(SignError::Lifetime)?;
    let claims = Signed {
        iss: token.issuer,
        aud: token.audience,
        sub: token.subject,
        role: token.role.name(),
        account: token.account,
        name: token.name,
        email: token.email,
        iat: token.issued_at.timestamp(),
        exp: expires_at.timestamp(),
    };
    let header = jsonwebtoken::Header::new(Algorithm::HS256);
    let signed = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(secret))?;
    Keys::hs256(secret, token.issuer, token.audience).verify(&signed, token.issued_at)?;
    Ok(signed)
}

/// What matters of a token's header.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    #[serde(rename = "crit", default, deserialize_with = "there")]
    has_critical: bool,
}

/// That a member is there at all, whatever its value.
fn there<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    serde::de::IgnoredAny::deserialize(deserializer).map(|_| true)
}

/// The JSON object that a part of a token holds.
fn object<T: DeserializeOwned>(part: &str) -> Option<T> {
    let json = URL_SAFE_NO_PAD.decode(part).ok()?;
    // serde would read a structure from an array as well.
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(&json).ok()
}
