//! Documents that were made to hurt, over HTTP: each is answered, and the service lives. Over WebSocket they are sent in
//! `api/src/graphql/websocket`; what each costs is measured by `make torture PART=hostile`.

#[path = "../../torture/src/hostile/corpus.rs"]
mod corpus;

use axum::{body::Body, http::header};
use serde_json::{Value, json};

use crate::support::{Answer, Client, on_both};

/// A JSON body with a document, which need not be UTF-8.
fn body(document: &[u8]) -> Vec<u8> {
    if let Ok(text) = std::str::from_utf8(document) {
        return json!({ "query": text }).to_string().into_bytes();
    }
    let escaped = document.iter().map(|byte| match byte {
        b'"' | b'\\' => vec![b'\\', *byte],
        0..=31 => format!("\\u{byte:04x}").into_bytes(),
        byte => vec![*byte],
    });
    [b"{\"query\":\"".to_vec(), escaped.flatten().collect(), b"\"}".to_vec()].concat()
}

async fn posted(client: &Client, accept: &str, document: &[u8]) -> Answer {
    let request = client.request("POST", "/graphql").header(header::CONTENT_TYPE, "application/json");
    let mut request = request.body(Body::from(body(document))).unwrap();
    request.headers_mut().insert(header::ACCEPT, accept.parse().unwrap());
    client.raw(request).await
}

async fn uploaded(client: &Client, document: &[u8]) -> Answer {
    let head = "--x\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n";
    let tail = "\r\n--x\r\ncontent-disposition: form-data; name=\"map\"\r\n\r\n{}\r\n--x--\r\n";
    let request = client
        .request("POST", "/graphql")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("graphql-require-preflight", "1");
    let body = [head.as_bytes(), &body(document), tail.as_bytes()].concat();
    client.raw(request.body(Body::from(body)).unwrap()).await
}

async fn asked(client: &Client, document: &[u8]) -> Option<Answer> {
    let encoded = document.iter().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    // An address has at most 65,534 bytes.
    let request = client.request("GET", &format!("/graphql?query={encoded}")).body(Body::empty());
    match (encoded.len() < 60_000, request) {
        (true, Ok(request)) => Some(client.raw(request).await),
        _ => None,
    }
}

/// An answer has data, or errors that have a code which is not ours to mend.
#[track_caller]
fn is_an_answer(name: &str, answer: &Answer) {
    assert!((200..500).contains(&answer.status.as_u16()), "{name}: {}", answer.status);
    if let Value::String(text) = &answer.body {
        assert!(text.is_empty() || text.starts_with("event: "), "{name}: {text}");
    } else {
        let has_data = answer.body.get("data").is_some_and(|data| !data.is_null());
        let codes = answer.codes();
        assert!(has_data || !codes.is_empty(), "{name}: {}", answer.body);
        assert!(!codes.contains(&"INTERNAL") && !codes.contains(&"none"), "{name}: {}", answer.body);
    }
}

on_both! {
    async fn each_is_answered_and_the_service_lives(world) {
        let admin = world.account("acme").await;
        for client in [&admin, &world.anonymous()] {
            for (name, document) in corpus::documents() {
                is_an_answer(name, &posted(client, "application/graphql-response+json", &document).await);
                is_an_answer(name, &uploaded(client, &document).await);
                if let Some(answer) = asked(client, &document).await {
                    is_an_answer(name, &answer);
                }
                // What begins a subscription goes on; the others are over after their first event.
                if !document.starts_with(b"subscription") {
                    is_an_answer(name, &posted(client, "text/event-stream", &document).await);
                }
            }
        }
        assert_eq!(admin.ask("{ account { slug } }").await.data()["account"]["slug"], "acme");
    }
}
