//! The parameters of a GraphQL request: <https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters>.

use async_graphql::{Request, Variables};
use schema::parts::DocumentHash;
use serde_json::{Map, Value};

use super::{answer::Rejected, documents::hash};

/// What is asked for.
#[derive(Debug)]
pub(super) struct Asked {
    /// The request; without a text where its document is only named.
    pub(super) request: Request,
    /// How its document is called, if it is.
    pub(super) name: Option<Name>,
}

/// How a document is called.
#[derive(Debug)]
pub(super) enum Name {
    /// `documentId`.
    Id(String),
    /// `extensions.persistedQuery.sha256Hash`.
    Hash(DocumentHash),
}

/// The parameters, read from a JSON object.
pub(super) fn from_json(body: &[u8]) -> Result<Asked, Rejected> {
    let json = serde_json::from_slice(body).map_err(|error| no_json("The body", &error))?;
    let Value::Object(members) = json else {
        return Err(Rejected::bad_request("The body must be one JSON object; lists of requests are not taken."));
    };
    from_members(members)
}

/// The parameters, as the members of a JSON object. Members that are not known are not looked at.
pub(super) fn from_members(mut members: Map<String, Value>) -> Result<Asked, Rejected> {
    let query = text("query", members.remove("query"))?;
    let document_id = text("documentId", members.remove("documentId"))?;
    let operation_name = text("operationName", members.remove("operationName"))?;
    let variables = object("variables", members.remove("variables"))?;
    let extensions = object("extensions", members.remove("extensions"))?;
    request(query, document_id, operation_name, variables, extensions)
}

fn text(name: &str, value: Option<Value>) -> Result<Option<String>, Rejected> {
    match value {
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Null) | None => Ok(None),
        Some(_) => Err(Rejected::bad_request(format!("\"{name}\" must be a string."))),
    }
}

/// The parameters, read from the query of an address. An empty parameter counts as none.
pub(super) fn from_query(query: &str) -> Result<Asked, Rejected> {
    let names = ["query", "documentId", "operationName", "variables", "extensions"];
    let mut parameters = names.map(|name| (name, None));
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name)?;
        if let Some((name, known)) = parameters.iter_mut().find(|(known, _)| *known == name) {
            let value = decoded(value)?;
            if known.is_some() {
                return Err(Rejected::bad_request(format!("The parameter \"{name}\" stands twice.")));
            }
            *known = Some(value);
        }
    }
    let [query, document_id, operation_name, variables, extensions] =
        parameters.map(|(_, value)| value.filter(|value: &String| !value.is_empty()));
    let json = |name: &str, text: Option<String>| {
        let value = text.map(|text| serde_json::from_str(&text)).transpose();
        object(name, value.map_err(|error| no_json(&format!("The parameter \"{name}\""), &error))?)
    };
    request(query, document_id, operation_name, json("variables", variables)?, json("extensions", extensions)?)
}

fn request(
    query: Option<String>,
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Map<String, Value>,
    extensions: Map<String, Value>,
) -> Result<Asked, Rejected> {
    let hash = extensions.get("persistedQuery").map(sha256_hash).transpose()?;
    let (query, name) = match (query, document_id, hash) {
        (Some(query), None, hash) => (query, hash.map(Name::Hash)),
        (None, Some(id), None) => (String::new(), Some(Name::Id(id))),
        (None, None, Some(hash)) => (String::new(), Some(Name::Hash(hash))),
        (None, None, None) => return Err(Rejected::bad_request("\"query\" is missing.")),
        (Some(_), Some(_), _) | (_, Some(_), Some(_)) => {
            return Err(Rejected::bad_request("\"documentId\" stands in place of \"query\" and a hash."));
        }
    };
    let mut request = Request::new(query).variables(Variables::from_json(Value::Object(variables)));
    request.operation_name = operation_name;
    for (name, value) in extensions {
        let value = async_graphql::Value::from_json(value).map_err(|error| no_json("An extension", &error))?;
        request.extensions.insert(name, value);
    }
    Ok(Asked { request, name })
}

/// The hash in `{"version": 1, "sha256Hash": "…"}`.
fn sha256_hash(extension: &Value) -> Result<DocumentHash, Rejected> {
    let wrong = || Rejected::bad_request("\"persistedQuery\" must have the version 1 and a \"sha256Hash\".");
    if extension.get("version").and_then(Value::as_u64) != Some(1) {
        return Err(wrong());
    }
    extension.get("sha256Hash").and_then(Value::as_str).and_then(hash).ok_or_else(wrong)
}

fn object(name: &str, value: Option<Value>) -> Result<Map<String, Value>, Rejected> {
    match value {
        Some(Value::Object(members)) => Ok(members),
        Some(Value::Null) | None => Ok(Map::new()),
        Some(_) => Err(Rejected::bad_request(format!("\"{name}\" must be an object."))),
    }
}

fn no_json(what: &str, error: &serde_json::Error) -> Rejected {
    Rejected::bad_request(format!("{what} is no valid JSON: {error}."))
}

/// Text of `application/x-www-form-urlencoded`; what is no UTF-8 is refused, never replaced.
fn decoded(text: &str) -> Result<String, Rejected> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => break,
            [b'+', rest @ ..] => {
                bytes.push(b' ');
                rest
            }
            [b'%', high, low, after @ ..] => match (hexadecimal(*high), hexadecimal(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    after
                }
                _ => {
                    return Err(Rejected::bad_request("The address has a % that is followed by no number."));
                }
            },
            [byte, rest @ ..] => {
                bytes.push(*byte);
                rest
            }
        }
    }
    String::from_utf8(bytes).map_err(|_| Rejected::bad_request("The address is no valid UTF-8."))
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::hostile::texts;

    /// Bodies, and queries of addresses.
    const SENT: &[&str] = &[
        r#"{"query":"{ a }","operationName":"A","variables":{"a":[1,2.5e3,null,{"b":"\u00e9"}]},"extensions":{}}"#,
        r#"{"documentId":"a","variables":null}"#,
        r#"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}"#,
        "query=%7B+a+%7D&variables=%7B%22a%22%3A1%7D&operationName=A",
        "query={a}&extensions={}",
        "documentId=a&unknown=%",
    ];

    proptest! {
        #[test]
        fn nothing_that_is_sent_makes_reading_it_panic_and_an_id_stands_alone(sent in texts(SENT), bytes: Vec<u8>) {
            let read = [from_json(sent.as_bytes()), from_json(&bytes), from_query(&sent)];
            for Asked { request, name } in read.into_iter().flatten() {
                prop_assert!(request.query.is_empty() || !matches!(name, Some(Name::Id(_))));
            }
        }

        #[test]
        fn what_is_asked_is_read_from_a_body_and_from_an_address(
            query in texts(&["{ a }", "query A($a: Int) { a(b: $a) }"]),
            operation in texts(&["A"]),
            variable in texts(&["a"]),
            number: i64,
        ) {
            prop_assume!(!query.is_empty() && !operation.is_empty());
            let variables = json!({"a": variable, "b": [number, null]});
            let body = json!({"query": query, "operationName": operation, "variables": variables}).to_string();
            let written = variables.to_string();
            let pairs = [("query", &query), ("operationName", &operation), ("variables", &written)];
            let address = serde_urlencoded::to_string(pairs).unwrap();
            for asked in [from_json(body.as_bytes()), from_query(&address)] {
                let Ok(Asked { request, name: None }) = asked else { panic!("{body}") };
                prop_assert_eq!(&request.query, &query);
                prop_assert_eq!(request.operation_name.as_ref(), Some(&operation));
                prop_assert_eq!(&serde_json::to_value(&request.variables).unwrap(), &variables);
            }
        }
    }
}
