//! What a `POST` brings, by its headers.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use mime::Mime;
use schema::error::Code;

use super::{
    answer::Rejected,
    body::{BodyLimits, announced, too_large},
};

/// The longest content type that is looked at, in bytes: a boundary has at most 70 (RFC 2046, section 5.1.1).
const CONTENT_TYPE_MAX: usize = 256;

/// What a `POST` brings.
pub(super) enum Content {
    Json,
    Multipart { boundary: String },
}

impl Content {
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Rejected> {
        let unsupported = |message: &str| {
            let accepted = HeaderValue::from_static("application/json, multipart/form-data");
            Rejected::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadUserInput, message)
                .with_header(header::ACCEPT, accepted)
        };
        let value = headers.get(header::CONTENT_TYPE);
        // Nearly everybody writes it so.
        if value.is_some_and(|value| value == mime::APPLICATION_JSON.as_ref()) {
            return Ok(Self::Json);
        }
        let value = value.filter(|value| value.len() <= CONTENT_TYPE_MAX);
        let kind = value.and_then(|value| value.to_str().ok()?.parse::<Mime>().ok());
        let Some(kind) = kind else {
            return Err(unsupported("The request has no content type that can be read."));
        };
        if kind.get_param(mime::CHARSET).is_some_and(|charset| charset != mime::UTF_8) {
            return Err(unsupported("The request must be written in UTF-8."));
        }
        if kind.essence_str() == mime::APPLICATION_JSON.essence_str() {
            return Ok(Self::Json);
        }
        if kind.essence_str() != mime::MULTIPART_FORM_DATA.essence_str() {
            return Err(unsupported("A request is application/json, or multipart/form-data with files."));
        }
        // A form of another site can send multipart without asking first; a header of this kind it cannot.
        let preflight = ["graphql-require-preflight", "apollo-require-preflight"];
        if !preflight.iter().any(|name| headers.get(*name).is_some_and(|value| !value.is_empty())) {
            let message = "A multipart request needs the header GraphQL-Require-Preflight or Apollo-Require-Preflight.";
            return Err(Rejected::bad_request(message));
        }
        let boundary = kind.get_param(mime::BOUNDARY).map(|boundary| boundary.as_str().to_owned());
        let boundary = boundary.ok_or_else(|| Rejected::bad_request("The multipart request has no boundary."))?;
        Ok(Self::Multipart { boundary })
    }

    /// Refuses a body that says to be too large before anything else is done for it.
    pub(super) fn check_length(&self, headers: &HeaderMap, limits: &BodyLimits) -> Result<(), Rejected> {
        let limit = match self {
            Self::Json => limits.json,
            Self::Multipart { .. } => limits.multipart,
        };
        if announced(headers).is_some_and(|length| length > limit) { Err(too_large()) } else { Ok(()) }
    }
}
