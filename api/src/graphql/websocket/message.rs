//! The messages of `graphql-transport-ws`, read and written.

use async_graphql::{Response as Outcome, ServerError};
use axum::extract::ws::Utf8Bytes;
use schema::parts;
use serde::{Serialize, ser::Error as _};
use serde_json::{Map, Value};

use super::super::{
    answer::Answer,
    parameters::{self, Asked},
};

/// What a client says.
#[derive(Debug)]
pub(super) enum Said {
    /// `connection_init`, with what it carries.
    Init(Map<String, Value>),
    /// `ping`, with what it wants back.
    Ping(Option<Map<String, Value>>),
    /// `pong`.
    Pong,
    /// `subscribe`: an operation of any kind.
    Subscribe {
        /// How the client calls the operation.
        id: String,
        /// The operation; boxed, for the others are small.
        asked: Box<Asked>,
    },
    /// `complete`: the client wants no more of an operation.
    Complete {
        /// How the client calls the operation.
        id: String,
    },
}

impl Said {
    /// Reads a message; ids are at most so many bytes.
    ///
    /// # Errors
    ///
    /// What is wrong with it, for the client's developer.
    pub(super) fn read(text: &str, id_max: usize) -> Result<Self, String> {
        let Ok(Value::Object(mut members)) = serde_json::from_str(text) else {
            return Err("A message is one JSON object.".to_owned());
        };
        let Some(Value::String(kind)) = members.remove("type") else {
            return Err("A message has a text \"type\".".to_owned());
        };
        match kind.as_str() {
            "connection_init" => Ok(Self::Init(payload(&mut members)?.unwrap_or_default())),
            "ping" => Ok(Self::Ping(payload(&mut members)?)),
            "pong" => payload(&mut members).map(|_| Self::Pong),
            "subscribe" => {
                let id = id(&mut members, id_max)?;
                let parameters = payload(&mut members)?.ok_or("\"subscribe\" has a \"payload\".")?;
                let asked = parameters::from_members(parameters).map_err(|rejected| rejected.into_error().message)?;
                Ok(Self::Subscribe { id, asked: Box::new(asked) })
            }
            "complete" => Ok(Self::Complete { id: id(&mut members, id_max)? }),
            "connection_ack" | "next" | "error" => Err(format!("A message \"{kind}\" is the server's.")),
            _ => Err("A message of this \"type\" does not exist.".to_owned()),
        }
    }
}

/// The object that a message carries; as the reference server has it, null is none.
fn payload(members: &mut Map<String, Value>) -> Result<Option<Map<String, Value>>, String> {
    match members.remove("payload") {
        Some(Value::Object(payload)) => Ok(Some(payload)),
        Some(Value::Null) | None => Ok(None),
        Some(_) => Err("A \"payload\" is an object.".to_owned()),
    }
}

fn id(members: &mut Map<String, Value>, max: usize) -> Result<String, String> {
    match members.remove("id") {
        Some(Value::String(id)) if id.is_empty() => Err("An \"id\" is not empty.".to_owned()),
        Some(Value::String(id)) if id.len() > max => Err(format!("An \"id\" has at most {max} bytes.")),
        Some(Value::String(id)) => Ok(id),
        Some(_) | None => Err("This message has a text \"id\".".to_owned()),
    }
}

/// What the server says.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Saying<'a> {
    ConnectionAck,
    Ping,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<Map<String, Value>>,
    },
    Next {
        id: &'a str,
        payload: Answer<'a>,
    },
    Error {
        id: &'a str,
        payload: &'a [ServerError],
    },
    Complete {
        id: &'a str,
    },
}

/// `connection_ack`
pub(super) fn ack() -> serde_json::Result<Utf8Bytes> {
    write(&Saying::ConnectionAck)
}

/// `ping`
pub(super) fn ping() -> serde_json::Result<Utf8Bytes> {
    write(&Saying::Ping)
}

/// `pong`, with what the client's ping carried.
pub(super) fn pong(payload: Option<Map<String, Value>>) -> serde_json::Result<Utf8Bytes> {
    write(&Saying::Pong { payload })
}

/// `next`: a result.
pub(super) fn next(id: &str, outcome: &Outcome) -> serde_json::Result<Utf8Bytes> {
    write(&Saying::Next { id, payload: Answer::of(outcome) })
}

/// `error`: nothing ran.
pub(super) fn error(id: &str, errors: &[ServerError]) -> serde_json::Result<Utf8Bytes> {
    write(&Saying::Error { id, payload: errors })
}

/// `complete`: there will be no more.
pub(super) fn complete(id: &str) -> serde_json::Result<Utf8Bytes> {
    write(&Saying::Complete { id })
}

fn write(saying: &Saying<'_>) -> serde_json::Result<Utf8Bytes> {
    let text = parts::json(saying)?;
    Utf8Bytes::try_from(text).map_err(serde_json::Error::custom)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hostile::texts;

    #[test]
    fn a_part_of_a_result_stands_in_its_message_as_it_was_written() {
        let part = async_graphql::Value::Binary(br#"{"revision":3}"#.as_slice().into());
        let outcome = Outcome::new(part);
        let message = next("1", &outcome).unwrap();
        assert_eq!(message.as_str(), r#"{"type":"next","id":"1","payload":{"data":{"revision":3}}}"#);
    }

    const SAID: &[&str] = &[
        r#"{"type":"connection_init","payload":{"authorization":"Bearer a.b.c"}}"#,
        r#"{"type":"subscribe","id":"1","payload":{"query":"{ a }","variables":{"a":1}}}"#,
        r#"{"type":"complete","id":"1"}"#,
        r#"{"type":"ping","payload":{"a":[]}}"#,
        r#"{"type":"pong","payload":null}"#,
    ];

    proptest! {
        #[test]
        fn no_message_makes_reading_it_panic_and_ids_are_bounded(text in texts(SAID), id_max in 0_usize..6) {
            match Said::read(&text, id_max) {
                Ok(Said::Subscribe { id, .. } | Said::Complete { id }) => prop_assert!((1..=id_max).contains(&id.len())),
                Ok(Said::Init(_) | Said::Ping(_) | Said::Pong) => {}
                Err(sentence) => prop_assert!(!sentence.is_empty()),
            }
        }
    }
}
