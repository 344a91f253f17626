//! Who sends a request: a token is good, or the whole request is refused. A bad token is never taken for none.

pub mod jwks;
pub mod jwt;
mod tokens;
mod verifier;

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use domain::{
    api_key::secret::{self, Secret},
    authentication,
    caller::{Caller, Standing},
    memory,
    policy::AccountRole,
    service::Service,
    settings::environment::Language,
};
use futures_util::FutureExt as _;

pub use self::verifier::Verifier;
use self::{
    jwks::NotVerified,
    jwt::{TokenRole, VerifiedToken},
    tokens::Member,
};
use crate::{
    graphql::answers::{Permissions, Reader},
    rates::Payer,
};

/// Why a request is refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The header is not one `Bearer` token.
    #[error("the header Authorization is not one Bearer token")]
    Header,
    /// The token is not good.
    #[error("the token is refused: {0}")]
    Token(#[from] jwt::TokenRefused),
    /// The token is an API key that is mistyped, unknown, replaced, revoked or expired.
    #[error("the API key opens nothing")]
    Key,
    /// The token names an account that does not exist.
    #[error("the token's account does not exist")]
    Account,
    /// The provider's keys are not known yet.
    #[error("the identity provider's keys were not fetched yet")]
    NoKeys,
    /// It could not be found out who is asking.
    #[error("the token's account cannot be looked up: {0}")]
    LookUp(#[from] domain::error::Error),
}

impl Refused {
    /// Whether what was sent is no good; else nobody could find that out.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        match self {
            Self::Header | Self::Token(_) | Self::Key | Self::Account => true,
            Self::NoKeys | Self::LookUp(_) => false,
        }
    }
}

impl From<NotVerified> for Refused {
    fn from(reason: NotVerified) -> Self {
        match reason {
            NotVerified::Refused(reason) => Self::Token(reason),
            NotVerified::NoKeys => Self::NoKeys,
        }
    }
}

/// Somebody whose token or key is good, with what every request asks of them.
#[derive(Debug)]
pub(crate) struct SignedIn {
    /// Who.
    pub(crate) caller: Arc<Caller>,
    /// When their token ends; a key tells by itself.
    pub(crate) expires_at: Option<DateTime<Utc>>,
    /// Whose allowance pays for what they ask.
    pub(crate) payer: Payer,
    /// By what answers to them are remembered that are in their account's language.
    reader: Option<Reader>,
}

impl SignedIn {
    fn new(caller: Caller, expires_at: Option<DateTime<Utc>>) -> Arc<Self> {
        let reader = caller.account().map(|account| Reader {
            account: account.id,
            at_least: account.revision,
            permissions: Permissions::that(|permission| caller.holds(permission)),
            language: None,
        });
        Arc::new(Self { payer: Payer::of(&caller), reader, caller: Arc::new(caller), expires_at })
    }

    /// By what answers to them are remembered that are in a language, or in their account's. None for staff: they belong
    /// to no account, so nothing of theirs is read.
    pub(crate) fn reader(&self, language: Option<Language>) -> Option<Reader> {
        self.reader.map(|reader| Reader { language, ..reader })
    }

    /// The revision of their account, as far as is known.
    pub(crate) fn revision(&self) -> Option<i32> {
        self.reader.map(|reader| reader.at_least)
    }
}

/// Who sends a request with these headers; nobody, when there is no `Authorization`. Their account is at this revision
/// at least, if it has come so far.
///
/// What looks somebody up is a box of its own, so that what waits for those who are known is small.
///
/// # Errors
/// Why the request is refused. The reason is for the log: the client only learns that the token is no good.
pub(crate) async fn authenticate(
    service: &Service,
    verifier: &Verifier,
    headers: &HeaderMap,
    at_least: i32,
) -> Result<Option<Arc<SignedIn>>, Refused> {
    let Some(token) = token(headers)? else { return Ok(None) };
    if token.starts_with(secret::BEGINNING) {
        let secret = Secret::parse(token).ok_or(Refused::Key)?;
        let caller = authentication::caller_by_secret(service, &secret, at_least).boxed();
        let caller = caller.await?.ok_or(Refused::Key)?;
        return Ok(Some(SignedIn::new(caller, None)));
    }
    let good = verifier.verify(token, service.now())?;
    if let Some(Member { signed_in, .. }) = good.member.get(service, |member| at_least <= member.revision) {
        return Ok(Some(signed_in));
    }
    let moment = memory::moment(service);
    let caller = caller(service, &good.token, at_least).boxed().await?;
    let signed_in = SignedIn::new(caller, Some(good.token.expires_at));
    if let Some(Reader { account, at_least: revision, .. }) = signed_in.reader {
        good.member.keep(moment, Member { signed_in: Arc::clone(&signed_in), account, revision });
    }
    Ok(Some(signed_in))
}

/// The one bearer token of these headers; none, when there is no `Authorization`.
fn token(headers: &HeaderMap) -> Result<Option<&str>, Refused> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(Refused::Header);
    }
    value.to_str().ok().and_then(bearer).ok_or(Refused::Header).map(Some)
}

/// The token of `Bearer <token>`; the scheme's case does not matter (RFC 9110, section 11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim_matches(' ');
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

async fn caller(service: &Service, token: &VerifiedToken, at_least: i32) -> Result<Caller, Refused> {
    let member = match token.role {
        TokenRole::Platform => None,
        TokenRole::Admin => Some(AccountRole::Admin),
        TokenRole::Operator => Some(AccountRole::Operator),
        TokenRole::Agent => Some(AccountRole::Agent),
        TokenRole::Customer => Some(AccountRole::Customer),
    };
    let standing = match (member, &token.account) {
        (None, None) => Standing::Staff,
        (Some(role), Some(slug)) => {
            let account = authentication::account_by_slug(service, slug, at_least).await?.ok_or(Refused::Account)?;
            Standing::Member { account, role }
        }
        (None, Some(_)) | (Some(_), None) => return Err(Refused::Account),
    };
    let VerifiedToken { subject, name, email, .. } = token;
    Ok(Caller { subject: subject.clone(), name: name.clone(), email: email.clone(), standing })
}
