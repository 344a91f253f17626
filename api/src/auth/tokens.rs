//! Tokens that were verified: a signature is not looked at again while its keys are the same and its token has not ended.
//! Whom a token is of is not made out again while their account does not change.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{
    cache::{Bounded, CacheStatus, Remembered},
    id::AccountId,
    memory::Kept,
};
use sha2::{Digest as _, Sha256};

use super::{
    SignedIn,
    jwt::{Keys, TOKEN_MAX, TokenRefused, VerifiedToken},
};

/// What an entry takes, about, with the name and the address of whoever the token is of.
const ENTRY: usize = 800;

/// Good tokens, by their digest: no token is kept. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Tokens(Bounded<[u8; 32], Arc<Good>>);

/// A token that is good by these keys. Keys that were fetched again are others, though they may be equal.
#[derive(Debug)]
pub(crate) struct Good {
    keys: Arc<Keys>,
    /// What it says.
    pub(crate) token: VerifiedToken,
    /// Whom it is of, where they belong to an account.
    pub(super) member: Kept<Member>,
}

/// Somebody of an account. What is asked before it is taken stands beside it, and not behind it.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) signed_in: Arc<SignedIn>,
    pub(super) account: AccountId,
    pub(super) revision: i32,
}

impl Remembered for Member {
    fn account(&self) -> AccountId {
        self.account
    }

    fn bytes(&self) -> usize {
        // Their token counts for them.
        0
    }
}

impl Tokens {
    pub(super) fn new(bytes: Option<u64>) -> Self {
        Self(Bounded::new("tokens", bytes))
    }

    /// A token, if it is good by these keys at this time.
    pub(super) fn verified(
        &self,
        token: &str,
        keys: &Arc<Keys>,
        now: DateTime<Utc>,
    ) -> Result<Arc<Good>, TokenRefused> {
        let verify = || {
            let token = keys.verify(token, now)?;
            Ok(Arc::new(Good { keys: Arc::clone(keys), token, member: Kept::default() }))
        };
        // What is too long to be looked at has no digest taken of it either.
        if !self.0.is_on() || token.len() > TOKEN_MAX {
            return verify();
        }
        let digest: [u8; 32] = Sha256::digest(token).into();
        // A token that has begun to be good (`nbf`) is so until it ends.
        let is_good = |good: &Arc<Good>| Arc::ptr_eq(&good.keys, keys) && now < good.token.expires_at;
        if let Some(good) = self.0.get(&digest, is_good) {
            return Ok(good);
        }
        let good = verify()?;
        self.0.keep(digest, Arc::clone(&good), ENTRY);
        Ok(good)
    }

    pub(super) fn status(&self) -> CacheStatus {
        self.0.status()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::auth::jwt::{NewToken, TokenRole, sign};

    const SECRET: &[u8] = b"a secret for tests, 32 bytes or more";

    fn keys() -> Arc<Keys> {
        Arc::new(Keys::hs256(SECRET, "cuenta", "cuenta"))
    }

    fn token(now: DateTime<Utc>) -> String {
        let new = NewToken {
            subject: "u-1",
            role: TokenRole::Admin,
            account: Some("acme"),
            name: None,
            email: None,
            issuer: "cuenta",
            audience: "cuenta",
            issued_at: now,
            lifetime: TimeDelta::minutes(5),
        };
        sign(SECRET, &new).unwrap()
    }

    fn now() -> DateTime<Utc> {
        "2026-11-25T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_token_is_verified_once_until_it_ends() {
        let (tokens, keys) = (Tokens::new(Some(1024 * 1024)), keys());
        let token = token(now());
        let first = tokens.verified(&token, &keys, now()).unwrap();
        let last = now() + TimeDelta::minutes(5) - TimeDelta::microseconds(1);
        assert!(Arc::ptr_eq(&first, &tokens.verified(&token, &keys, last).unwrap()));
        assert!(tokens.verified(&token, &keys, now() + TimeDelta::minutes(5)).is_err());
        assert_eq!((tokens.status().hits, tokens.status().misses), (1, 2));
    }

    #[test]
    fn a_token_is_verified_again_once_the_keys_are_others() {
        let tokens = Tokens::new(Some(1024 * 1024));
        let token = token(now());
        assert!(tokens.verified(&token, &keys(), now()).is_ok());
        let others = Arc::new(Keys::hs256(b"another secret for tests, of 32 bytes", "cuenta", "cuenta"));
        assert!(tokens.verified(&token, &others, now()).is_err());
    }

    #[test]
    fn a_token_that_is_no_good_is_not_remembered_and_one_letter_makes_another() {
        let (tokens, keys) = (Tokens::new(Some(1024 * 1024)), keys());
        let good = token(now());
        tokens.verified(&good, &keys, now()).unwrap();
        let (rest, last) = good.split_at(good.len() - 1);
        let forged = format!("{rest}{}", if last == "A" { "B" } else { "A" });
        for _ in 0..2 {
            assert!(tokens.verified(&forged, &keys, now()).is_err());
        }
        assert_eq!(tokens.status().hits, 0);
    }

    #[test]
    fn switched_off_it_remembers_none() {
        let (tokens, keys) = (Tokens::new(None), keys());
        let token = token(now());
        for _ in 0..2 {
            tokens.verified(&token, &keys, now()).unwrap();
        }
        assert_eq!((tokens.status().hits, tokens.status().bytes), (0, 0));
    }
}
