//! Refusals and failures as errors of an answer: a code for programs, a sentence for people.

use std::sync::Arc;

use async_graphql::{Context, ErrorExtensionValues, Result};
use domain::error::{Error, Refusal};

use crate::{message, request};

/// `extensions.code` of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nobody is asking, or their token is no good.
    Unauthenticated,
    /// The caller lacks a permission.
    Forbidden,
    /// The document or an argument is wrong.
    BadUserInput,
    /// There is no such thing for the caller.
    NotFound,
    /// The document asks for too much.
    CostLimit,
    /// The caller asks too often.
    RateLimited,
    /// The request is too large.
    PayloadTooLarge,
    /// There is no document of that name.
    PersistedQueryNotFound,
    /// The service cannot answer now; trying again may help.
    Unavailable,
    /// Something broke on our side.
    Internal,
}

impl Code {
    /// The code as clients read it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::CostLimit => "COST_LIMIT",
            Self::RateLimited => "RATE_LIMITED",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// Turns what the domain refuses, and what breaks, into an error of the answer.
pub(crate) trait OrRefuse<T> {
    /// The value, or an error with a code and a sentence in the reader's language.
    ///
    /// What broke on our side is logged here, once, with its cause.
    async fn or_refuse(self, ctx: &Context<'_>) -> Result<T>;
}

impl<T: Send> OrRefuse<T> for std::result::Result<T, Error> {
    async fn or_refuse(self, ctx: &Context<'_>) -> Result<T> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(refuse(ctx, &error).await),
        }
    }
}

impl<T: Send> OrRefuse<T> for std::result::Result<T, Arc<Error>> {
    async fn or_refuse(self, ctx: &Context<'_>) -> Result<T> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(refuse(ctx, &error).await),
        }
    }
}

impl<T: Send> OrRefuse<T> for std::result::Result<T, Refusal> {
    async fn or_refuse(self, ctx: &Context<'_>) -> Result<T> {
        self.map_err(Error::Refused).or_refuse(ctx).await
    }
}

async fn refuse(ctx: &Context<'_>, error: &Error) -> async_graphql::Error {
    refusal(ctx).await(error)
}

/// Turns errors into those of the answer, for streams that outlive the field that began them.
pub(crate) async fn refusal(ctx: &Context<'_>) -> impl Fn(&Error) -> async_graphql::Error + Send + use<> {
    let language = request::language(ctx).await;
    let request_id = request::request_id(ctx).map(str::to_owned);
    move |error| {
        let request_id = request_id.as_deref();
        let (code, message) = match error {
            Error::Refused(refusal) => (code(refusal), message::refusal(language, refusal)),
            Error::Unavailable(cause) => {
                tracing::warn!(request_id, %cause, "the database is unavailable");
                (Code::Unavailable, message::unavailable(language))
            }
            Error::Internal(cause) => {
                tracing::error!(request_id, %cause, "an operation failed");
                (Code::Internal, message::internal(language, request_id))
            }
        };
        with_code(message, code)
    }
}

fn code(refusal: &Refusal) -> Code {
    match refusal {
        Refusal::Unauthenticated => Code::Unauthenticated,
        Refusal::Forbidden(_) => Code::Forbidden,
        Refusal::NotFound => Code::NotFound,
        Refusal::BadInput(_) => Code::BadUserInput,
    }
}

fn with_code(message: String, code: Code) -> async_graphql::Error {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code.as_str());
    let mut error = async_graphql::Error::new(message);
    error.extensions = Some(extensions);
    error
}
