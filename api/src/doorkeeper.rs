//! Who is let in to GraphQL, over every transport, and for how long.

use std::{net::IpAddr, sync::Arc};

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    authentication,
    caller::{Caller, Standing},
    error::{BadInput, Refusal},
    service::Service,
    settings::environment::Language,
    terms::Origin,
};
use schema::{
    error::Code,
    request::{Sender, data},
};

use crate::{
    app::{CLIENT_ADDRESS, REQUEST_ID},
    auth::{self, SignedIn, Verifier},
    graphql::{
        answers::Reader,
        documents::Choice,
        host::{Host, Refused, Rights},
    },
    pages,
    rates::{Rates, TooOften},
    telemetry,
};

/// The header by which a client says that it has seen a revision, and will not read an older one.
const MIN_REVISION: HeaderName = HeaderName::from_static("cuenta-min-revision");

/// The longest sleep: timers do not reach as far as tokens may.
const NAP: std::time::Duration = std::time::Duration::from_hours(24);

/// Finds out who sends a GraphQL request, and shows browsers GraphiQL.
#[derive(Debug)]
pub(crate) struct Doorkeeper {
    pub(crate) service: Service,
    pub(crate) verifier: Verifier,
    pub(crate) rates: Rates,
    pub(crate) graphiql: bool,
    /// Whether strangers may ask about the schema.
    pub(crate) public_introspection: bool,
}

/// Somebody who was let in, if only as nobody.
#[derive(Debug)]
pub(crate) struct Guest {
    signed_in: Option<Arc<SignedIn>>,
    ip_address: Option<IpAddr>,
    accept_language: Option<HeaderValue>,
    user_agent: Option<HeaderValue>,
    request_id: Option<HeaderValue>,
}

impl Host for Doorkeeper {
    type Guest = Guest;

    async fn expect(&self, headers: &HeaderMap) {
        self.verifier.expect(headers).await;
    }

    async fn authenticate(&self, headers: &HeaderMap) -> Result<Guest, Refused> {
        let guest = self.let_in(headers, 0).await?;
        // What is no number is one that no account will have; it is told to those who have an account.
        let number = |value: &HeaderValue| value.to_str().ok()?.parse::<i32>().ok().filter(|number| *number >= 0);
        let seen = headers.get(MIN_REVISION).map_or(0, |value| number(value).unwrap_or(i32::MAX));
        if !guest.is_behind(seen) {
            return Ok(guest);
        }
        // What is looked up although it is remembered is paid for beforehand: the revision may be one that no account
        // will ever have.
        self.charge(&guest, LOOKED_UP_COST)?;
        let guest = self.let_in(headers, seen).await?;
        if guest.is_behind(seen) {
            return Err(guest.refused(Code::BadUserInput, &Refusal::BadInput(BadInput::RevisionUnknown)));
        }
        Ok(guest)
    }

    fn data(&self, guest: &Guest) -> async_graphql::Data {
        let owned = |value: &Option<HeaderValue>| text(value.as_ref()).map(str::to_owned);
        let sender = Sender {
            caller: guest.signed_in.as_ref().map(|signed_in| Arc::clone(&signed_in.caller)),
            accept_language: owned(&guest.accept_language),
            origin: Origin { ip_address: guest.ip_address, user_agent: owned(&guest.user_agent) },
            request_id: owned(&guest.request_id),
        };
        data(&self.service, sender)
    }

    fn rights(&self, guest: &Guest) -> Rights {
        let documents = match guest.caller().map(|caller| &caller.standing) {
            None => Choice::AnyUnkept,
            Some(Standing::Key { .. }) => Choice::Any,
            Some(Standing::Member { .. } | Standing::Staff) => Choice::Trusted,
        };
        Rights { introspection: guest.signed_in.is_some() || self.public_introspection, documents }
    }

    fn reader(&self, guest: &Guest) -> Option<Reader> {
        guest.signed_in.as_ref()?.reader(schema::preferred_language(guest.accept_language()))
    }

    fn charge(&self, guest: &Guest, cost: u64) -> Result<(), Refused> {
        let charged = match &guest.signed_in {
            Some(signed_in) => self.rates.charge(signed_in.payer, cost),
            None => self.rates.charge_stranger(guest.ip_address, cost),
        };
        charged.map_err(|too_often| slowed(too_often, guest.accept_language()))
    }

    async fn leave_ends(&self, guest: &Guest) -> Refused {
        let Some(SignedIn { caller, expires_at, .. }) = guest.signed_in.as_deref() else {
            return std::future::pending().await;
        };
        tokio::select! {
            () = self.token_ends(*expires_at) => {}
            () = authentication::key_ends(&self.service, caller) => {}
        }
        let message = schema::message::refusal(language(guest.accept_language()), &Refusal::Unauthenticated);
        Refused::new(Code::Unauthenticated, message)
    }

    fn page(&self, headers: &HeaderMap) -> Option<Response> {
        self.graphiql.then(|| pages::graphiql::page(headers))
    }
}

impl Guest {
    /// Who they are; nobody, without a token.
    pub(crate) fn caller(&self) -> Option<&Caller> {
        self.signed_in.as_ref().map(|signed_in| signed_in.caller.as_ref())
    }

    /// Whether their account has not come as far as a revision, as far as is known.
    fn is_behind(&self, revision: i32) -> bool {
        let known = self.signed_in.as_ref().and_then(|signed_in| signed_in.revision());
        known.is_some_and(|known| known < revision)
    }

    fn accept_language(&self) -> Option<&str> {
        text(self.accept_language.as_ref())
    }

    /// Why they do not get what they ask for, in their language.
    pub(crate) fn refused(&self, code: Code, refusal: &Refusal) -> Refused {
        let message = schema::message::refusal(language(self.accept_language()), refusal);
        Refused::new(code, message)
    }
}

/// How often those are forgotten who have not asked for long.
const SWEEP: std::time::Duration = std::time::Duration::from_secs(10);

/// What it costs that an account is looked up although it is remembered.
const LOOKED_UP_COST: u64 = 1;

/// What a photo, or the SDL, costs of what the strangers of an address may spend.
const PUBLIC_COST: u64 = 5;

impl Doorkeeper {
    /// Finds out who sends these headers. Their account is at this revision at least, if it has come so far.
    async fn let_in(&self, headers: &HeaderMap, at_least: i32) -> Result<Guest, Refused> {
        let accept_language = headers.get(header::ACCEPT_LANGUAGE);
        let request_id = headers.get(REQUEST_ID);
        let ip_address = text(headers.get(CLIENT_ADDRESS)).and_then(|address| address.parse().ok());
        let signed_in = auth::authenticate(&self.service, &self.verifier, headers, at_least).await;
        let signed_in = signed_in.map_err(|refused| {
            let failed = if refused.is_failure() { self.rates.fail(ip_address) } else { Ok(()) };
            let refused = told(&refused, text(accept_language), text(request_id));
            failed.map_or_else(|too_often| slowed(too_often, text(accept_language)), |()| refused)
        })?;
        Ok(Guest {
            signed_in,
            ip_address,
            accept_language: accept_language.cloned(),
            user_agent: headers.get(header::USER_AGENT).cloned(),
            request_id: request_id.cloned(),
        })
    }

    /// Takes what something public costs from what the strangers of an address may spend.
    pub(crate) fn charge_stranger(&self, headers: &HeaderMap) -> Result<(), Refused> {
        let address = text(headers.get(CLIENT_ADDRESS)).and_then(|address| address.parse().ok());
        let charged = self.rates.charge_stranger(address, PUBLIC_COST);
        charged.map_err(|too_often| slowed(too_often, text(headers.get(header::ACCEPT_LANGUAGE))))
    }

    /// Forgets, again and again, those who have not asked for long.
    pub(crate) async fn forget(&self) {
        loop {
            tokio::time::sleep(SWEEP).await;
            self.rates.forget();
        }
    }

    /// Comes back when a token is no good any more; never, where none has an end.
    async fn token_ends(&self, expires_at: Option<DateTime<Utc>>) {
        let Some(expires_at) = expires_at else {
            return std::future::pending().await;
        };
        // The clock is looked at again after each sleep: it may have been set.
        while let Ok(left) = (expires_at - self.service.now()).to_std()
            && !left.is_zero()
        {
            tokio::time::sleep(left.min(NAP)).await;
        }
    }
}

/// A header's value, where it is a text.
fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value.and_then(|value| value.to_str().ok())
}

/// What a client is told that asks too often.
fn slowed(TooOften(wait): TooOften, accept_language: Option<&str>) -> Refused {
    let message = schema::message::too_often(language(accept_language));
    Refused { code: Code::RateLimited, message, retry_after: Some(wait) }
}

/// What a client is told of a refusal; the reason is the log's alone.
fn told(refused: &auth::Refused, accept_language: Option<&str>, request_id: Option<&str>) -> Refused {
    telemetry::metrics::authentication_failed(refused);
    let language = language(accept_language);
    match refused {
        auth::Refused::LookUp(cause) => {
            tracing::error!(request_id, %cause, "a caller could not be looked up");
            Refused::new(Code::Unavailable, schema::message::unavailable(language))
        }
        auth::Refused::NoKeys => Refused::new(Code::Unavailable, schema::message::unavailable(language)),
        auth::Refused::Header | auth::Refused::Token(_) | auth::Refused::Key | auth::Refused::Account => {
            tracing::info!(request_id, reason = %refused, "a request was refused");
            let message = schema::message::refusal(language, &Refusal::Unauthenticated);
            Refused::new(Code::Unauthenticated, message)
        }
    }
}

/// The language of what is told before the account is known.
fn language(accept_language: Option<&str>) -> Language {
    schema::preferred_language(accept_language).unwrap_or(Language::En)
}
