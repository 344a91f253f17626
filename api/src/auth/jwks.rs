//! The keys of an identity provider: a JSON Web Key Set (RFC 7517, section 5) at an address, or where OpenID Connect
//! Discovery says.
//!
//! One task fetches, so nobody fetches twice at once, and what a token says makes it fetch at most once a minute.

mod set;
mod source;

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt as _, future::BoxFuture};
use serde_json::Value;
use tokio::{
    sync::watch,
    time::{Instant, timeout},
};

use super::jwt::{KeyId, Keys, TokenRefused};

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

/// A token of an unknown key waits so long for the set that may have it: as long as a fetch may take.
const PATIENCE: Duration = source::TIME;

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
}

/// What is known of the provider.
#[derive(Clone, Debug, Default)]
struct Known {
    keys: Option<Arc<Keys>>,
    fetching: Fetching,
    /// When a token last made it fetch.
    wanted_at: Option<Instant>,
}

/// What the task that fetches is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fetching {
    /// It waits until the keys are old.
    #[default]
    Rests,
    /// It rests, and is to fetch at once.
    Wanted,
    /// A fetch is under way.
    Runs,
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
        Self { source, issuer: issuer.to_owned(), audience: audience.to_owned(), known: watch::Sender::default() }
    }

    /// The keys that are known now: they alone decide. A token whose key may be newer is [expected](Self::expect) first.
    pub(super) fn keys(&self) -> Option<Arc<Keys>> {
        self.known.borrow().keys.clone()
    }

    /// Waits for newer keys where a token names one that is not known, as long as that may help: while a fetch is under
    /// way, or one that the token may ask for. It holds nothing while it waits, and nothing of the token is believed.
    pub async fn expect(&self, token: &str) {
        let Some(id) = KeyId::of(token) else { return };
        let mut known = self.known.subscribe();
        let newer = async { while self.may_come(&id) && known.changed().await.is_ok() {} };
        // Newer keys or none, those that are known then decide.
        let _ = timeout(PATIENCE, newer).boxed().await;
    }

    /// Whether a key that is not known may come soon: a fetch is under way, or is asked for now.
    fn may_come(&self, id: &KeyId) -> bool {
        if self.known.borrow().keys.as_ref().is_none_or(|keys| keys.know(id)) {
            return false;
        }
        let mut may_come = false;
        self.known.send_if_modified(|known| {
            let may_ask = known.wanted_at.is_none_or(|last| last.elapsed() >= ASKED_EACH);
            let asks = known.fetching == Fetching::Rests && may_ask;
            if asks {
                known.fetching = Fetching::Wanted;
                known.wanted_at = Some(Instant::now());
            }
            may_come = known.fetching != Fetching::Rests;
            asks
        });
        may_come
    }

    /// Keeps the keys new. It never comes back.
    ///
    /// While the provider cannot be asked, the keys that are known stay good.
    pub async fn keep(&self) {
        let mut known = self.known.subscribe();
        let mut failures = 0;
        loop {
            self.known.send_modify(|known| known.fetching = Fetching::Runs);
            let fetched = self.source.fetch().await.and_then(|fetched| self.read(&fetched));
            let (keys, pause) = match fetched {
                Ok((keys, age)) => {
                    failures = 0;
                    (Some(keys), age)
                }
                Err(problem) => {
                    tracing::warn!(%problem, "the identity provider's keys cannot be fetched");
                    failures += 1;
                    (None, BACKOFF_MAX.min(BACKOFF * 2_u32.saturating_pow(failures - 1)))
                }
            };
            self.known.send_modify(|known| {
                known.fetching = Fetching::Rests;
                known.keys = keys.or(known.keys.take());
            });
            // It is time, or somebody wants it sooner.
            let _ = timeout(pause, known.wait_for(|known| known.fetching == Fetching::Wanted)).await;
        }
    }

    /// The keys of a set, and how long they are good for.
    fn read(&self, fetched: &Fetched) -> Result<(Arc<Keys>, Duration), Problem> {
        let keys = set::keys(&fetched.set).ok_or(Problem::NoSet)?;
        if keys.is_empty() {
            return Err(Problem::NoKey);
        }
        tracing::info!(keys = keys.len(), "the identity provider's keys were fetched");
        let age = fetched.max_age.map_or(AGE, |age| age.clamp(AGE_MIN, AGE_MAX));
        Ok((Arc::new(Keys::named(keys, &self.issuer, &self.audience)), age))
    }
}

#[cfg(test)]
mod tests;
