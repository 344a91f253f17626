//! The keys of an identity provider: a JSON Web Key Set (RFC 7517, section 5) at an address, or where OpenID Connect
//! Discovery says.
//!
//! One task fetches, so nobody fetches twice at once, and what a token says makes it fetch at most once a minute.

mod source;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::Value;
use tokio::{
    sync::{Mutex, Notify, watch},
    time::{Instant, sleep, timeout},
};

use super::jwt::{Keys, Numbers, PublicKey, TokenRefused, VerifiedToken};

pub(crate) use self::source::may_be_asked;
pub use self::source::{HttpSource, Location, Problem};

/// How long a set is good for that does not say, and the least and the most that one can say.
const AGE: Duration = Duration::from_mins(15);
const AGE_MIN: Duration = Duration::from_mins(1);
const AGE_MAX: Duration = Duration::from_hours(24);

/// After a failure the next fetch waits this long, twice as long after each further one, up to a minute.
const BACKOFF: Duration = Duration::from_secs(1);
const BACKOFF_MAX: Duration = Duration::from_mins(1);

/// Tokens of unknown keys make it fetch at most so often.
const ASKED_EACH: Duration = Duration::from_mins(1);

/// A token of an unknown key waits so long for the set that may have it.
const PATIENCE: Duration = Duration::from_secs(1);

/// So many keys of a set are looked at.
const KEYS: usize = 64;

/// Where sets come from.
pub trait Source: std::fmt::Debug + Send + Sync {
    /// Fetches the set.
    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, Problem>>;
}

/// A set that was fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    /// The document.
    pub set: Value,
    /// How long it is good for, if that is said.
    pub max_age: Option<Duration>,
}

/// The provider, with the keys it had when it was last asked.
#[derive(Debug)]
pub struct Provider {
    source: Arc<dyn Source>,
    issuer: String,
    audience: String,
    known: watch::Sender<Known>,
    wanted: Notify,
    last_wanted: Mutex<Option<Instant>>,
}

/// What is known of the provider.
#[derive(Clone, Debug, Default)]
struct Known {
    keys: Option<Arc<Keys>>,
    /// How often it was asked.
    asked: u64,
}

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotVerified {
    /// It is no good.
    #[error("{0}")]
    Refused(#[from] TokenRefused),
    /// The provider's keys were not fetched yet, so nobody can tell.
    #[error("the identity provider's keys were not fetched yet")]
    NoKeys,
}

impl Provider {
    /// A provider whose keys come from a source, and whose tokens name this issuer and this audience. Nothing is fetched
    /// until [`Self::keep`] runs.
    #[must_use]
    pub fn new(source: Arc<dyn Source>, issuer: &str, audience: &str) -> Self {
        Self {
            source,
            issuer: issuer.to_owned(),
            audience: audience.to_owned(),
            known: watch::Sender::default(),
            wanted: Notify::new(),
            last_wanted: Mutex::default(),
        }
    }

    /// Whether there are keys.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.known.borrow().keys.is_some()
    }

    /// What a token says, if it is good at this time. A token of an unknown key waits a moment for newer keys.
    ///
    /// # Errors
    /// As [`Keys::verify`], or nobody can tell yet.
    pub async fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<VerifiedToken, NotVerified> {
        let mut known = self.known.subscribe();
        let keys = known.borrow_and_update().keys.clone().ok_or(NotVerified::NoKeys)?;
        match keys.verify(token, now) {
            Err(TokenRefused::UnknownKey) => {
                self.want().await;
                // Whether newer ones came or not, those that are known now decide.
                let _ = timeout(PATIENCE, known.changed()).await;
                let keys = self.known.borrow().keys.clone().ok_or(NotVerified::NoKeys)?;
                Ok(keys.verify(token, now)?)
            }
            verified => Ok(verified?),
        }
    }

    /// Asks for newer keys, unless that was asked a moment ago.
    async fn want(&self) {
        let mut last = self.last_wanted.lock().await;
        if last.is_none_or(|last| last.elapsed() >= ASKED_EACH) {
            *last = Some(Instant::now());
            self.wanted.notify_one();
        }
    }

    /// Keeps the keys new. It never comes back.
    ///
    /// While the provider cannot be asked, the keys that are known stay good.
    pub async fn keep(&self) {
        let mut failures = 0;
        loop {
            let pause = match self.source.fetch().await.and_then(|fetched| self.take(&fetched)) {
                Ok(age) => {
                    failures = 0;
                    age
                }
                Err(problem) => {
                    tracing::warn!(%problem, "the identity provider's keys cannot be fetched");
                    failures += 1;
                    self.known.send_modify(|known| known.asked += 1);
                    BACKOFF_MAX.min(BACKOFF * 2_u32.saturating_pow(failures - 1))
                }
            };
            tokio::select! {
                () = sleep(pause) => {}
                () = self.wanted.notified() => {}
            }
        }
    }

    /// Takes a set in place of the one before. Answers how long it is good for.
    fn take(&self, fetched: &Fetched) -> Result<Duration, Problem> {
        let keys = keys(&fetched.set).ok_or(Problem::NoSet)?;
        if keys.is_empty() {
            return Err(Problem::NoKey);
        }
        tracing::info!(keys = keys.len(), "the identity provider's keys were fetched");
        let keys = Arc::new(Keys::named(keys, &self.issuer, &self.audience));
        self.known.send_modify(|known| {
            known.keys = Some(keys);
            known.asked += 1;
        });
        Ok(fetched.max_age.map_or(AGE, |age| age.clamp(AGE_MIN, AGE_MAX)))
    }
}

/// A key of a set, as far as it matters here (RFC 7517, section 4).
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
    /// A private key's secret.
    d: Option<serde::de::IgnoredAny>,
}

/// The keys of a set that verify signatures with an algorithm that is known here; none where it is no set.
///
/// Another key is passed over, as RFC 7517 has it (section 5): a secret (`oct`) above all, for who knows it could sign.
fn keys(set: &Value) -> Option<Vec<(Option<String>, PublicKey)>> {
    let keys = set.get("keys")?.as_array()?;
    Some(keys.iter().take(KEYS).filter_map(|key| read(serde_json::from_value(key.clone()).ok()?)).collect())
}

fn read(jwk: Jwk) -> Option<(Option<String>, PublicKey)> {
    let verifies = jwk.usage.as_deref().is_none_or(|usage| usage == "sig")
        && jwk.key_ops.as_ref().is_none_or(|operations| operations.iter().any(|operation| operation == "verify"));
    if jwk.d.is_some() {
        tracing::warn!("the identity provider publishes a private key, which is passed over");
        return None;
    }
    let numbers = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", None) => Numbers::Rsa { modulus: jwk.n.as_deref()?, exponent: jwk.e.as_deref()? },
        ("EC", Some("P-256")) => Numbers::P256 { x: jwk.x.as_deref()?, y: jwk.y.as_deref()? },
        ("OKP", Some("Ed25519")) => Numbers::Ed25519 { x: jwk.x.as_deref()? },
        _ => return None,
    };
    let key = PublicKey::from_numbers(numbers)?;
    let is_named = jwk.alg.is_none_or(|alg| alg == key.algorithm().name());
    (verifies && is_named).then_some((jwk.kid, key))
}

#[cfg(test)]
mod tests;
