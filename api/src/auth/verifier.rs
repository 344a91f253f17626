//! What tokens are verified with, and the tokens that were.

use std::sync::Arc;

use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use domain::cache::CacheStatus;

use super::{
    jwks::{NotVerified, Provider},
    jwt::Keys,
    token,
    tokens::{Good, Tokens},
};

/// Verifies tokens. Clones share what is remembered.
#[derive(Clone, Debug)]
pub struct Verifier {
    source: Source,
    tokens: Tokens,
}

/// Where the keys come from.
#[derive(Clone, Debug)]
enum Source {
    /// The configuration.
    Configured(Arc<Keys>),
    /// An identity provider.
    Provider(Arc<Provider>),
}

impl Verifier {
    /// With configured keys. Nothing is remembered.
    #[must_use]
    pub fn configured(keys: Keys) -> Self {
        Self { source: Source::Configured(Arc::new(keys)), tokens: Tokens::new(None) }
    }

    /// With the keys of an identity provider. Nothing is remembered.
    #[must_use]
    pub fn of_provider(provider: Arc<Provider>) -> Self {
        Self { source: Source::Provider(provider), tokens: Tokens::new(None) }
    }

    /// The same, with room for so many bytes of good tokens; none remembers none.
    #[must_use]
    pub fn with_memory(self, bytes: Option<u64>) -> Self {
        Self { tokens: Tokens::new(bytes), ..self }
    }

    /// The provider, if the keys come from one.
    #[must_use]
    pub fn provider(&self) -> Option<&Arc<Provider>> {
        match &self.source {
            Source::Configured(_) => None,
            Source::Provider(provider) => Some(provider),
        }
    }

    /// Whether tokens can be judged: the provider's keys were fetched.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        match &self.source {
            Source::Configured(_) => true,
            Source::Provider(provider) => provider.keys().is_some(),
        }
    }

    /// A token, if it is good at this time.
    ///
    /// # Errors
    /// Why it is not taken.
    pub(crate) fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Arc<Good>, NotVerified> {
        Ok(match &self.source {
            Source::Configured(keys) => self.tokens.verified(token, keys, now)?,
            Source::Provider(provider) => {
                let keys = provider.keys().ok_or(NotVerified::NoKeys)?;
                self.tokens.verified(token, &keys, now)?
            }
        })
    }

    /// Waits for newer keys where the token of these headers may need them, and they may come soon.
    pub async fn expect(&self, headers: &HeaderMap) {
        if let Source::Provider(provider) = &self.source
            && let Ok(Some(token)) = token(headers)
        {
            provider.expect(token).await;
        }
    }

    /// How what is remembered does.
    #[must_use]
    pub fn status(&self) -> CacheStatus {
        self.tokens.status()
    }
}
