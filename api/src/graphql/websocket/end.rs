//! Why a connection ends, and with which close code.

use axum::extract::ws::{CloseFrame, close_code};
use tokio_tungstenite::tungstenite;

/// A close frame has room for so many bytes of reason (RFC 6455, section 5.5).
const REASON_MAX: usize = 123;

/// Why a connection ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The client closed it, or is gone.
    Left,
    /// The client offers no protocol that is spoken here.
    SubprotocolNotAcceptable,
    /// The client said what is no message: for its developer, what is wrong.
    Invalid(String),
    /// An operation came before the client was let in.
    Unauthorized,
    /// The client's credentials are no good, or no longer.
    Forbidden,
    /// Who the client is cannot be found out now.
    Unavailable,
    /// The client did not introduce itself in time.
    IntroductionTimeout,
    /// The client introduced itself again.
    TooManyIntroductions,
    /// An operation of this id is running.
    SubscriberExists(String),
    /// A message is larger than is read.
    TooLarge,
    /// A text is not UTF-8.
    NotUtf8,
    /// The client breaks the WebSocket protocol itself.
    Protocol,
    /// The client does not take what it asked for.
    SlowReader,
    /// Nothing was heard of the client for too long.
    Silence,
    /// The process stops.
    Restart,
    /// Something broke on our side.
    Internal,
}

impl End {
    /// What reading found in the way.
    pub(super) fn of_error(error: axum::Error) -> Self {
        let error = error.into_inner();
        match error.downcast_ref::<tungstenite::Error>() {
            Some(tungstenite::Error::Capacity(_)) => Self::TooLarge,
            Some(tungstenite::Error::Utf8(_)) => Self::NotUtf8,
            Some(tungstenite::Error::Protocol(tungstenite::error::ProtocolError::ResetWithoutClosingHandshake)) => {
                Self::Left
            }
            Some(tungstenite::Error::Protocol(_)) => Self::Protocol,
            // What is left is a connection that is no more.
            Some(_) | None => Self::Left,
        }
    }

    /// What the client is told: the protocol's codes from 4400 on, RFC 6455's (section 7.4) below.
    pub(super) fn frame(&self) -> Option<CloseFrame> {
        let (code, reason) = match self {
            Self::Left => return None,
            Self::SubprotocolNotAcceptable => (4406, "Subprotocol not acceptable"),
            Self::Invalid(what) => (4400, what.as_str()),
            Self::Unauthorized => (4401, "Unauthorized"),
            Self::Forbidden => (4403, "Forbidden"),
            Self::IntroductionTimeout => (4408, "Connection initialisation timeout"),
            Self::SubscriberExists(id) => {
                let reason = format!("Subscriber for {id} already exists");
                return Some(CloseFrame { code: 4409, reason: cut(&reason).into() });
            }
            Self::TooManyIntroductions => (4429, "Too many initialisation requests"),
            Self::TooLarge => (close_code::SIZE, "Message too large"),
            Self::NotUtf8 => (close_code::INVALID, "Text is UTF-8"),
            Self::Protocol => (close_code::PROTOCOL, "Protocol error"),
            Self::SlowReader => (close_code::AGAIN, "Messages are read too slowly"),
            Self::Unavailable => (close_code::AGAIN, "Try again later"),
            Self::Silence => (close_code::AWAY, "Nothing was heard for too long"),
            Self::Restart => (close_code::RESTART, "Service restart"),
            Self::Internal => (4500, "Internal server error"),
        };
        Some(CloseFrame { code, reason: cut(reason).into() })
    }
}

/// As much of a text as a close frame has room for.
fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(REASON_MAX)]
}
