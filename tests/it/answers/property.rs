//! Random changes and random questions: what two nodes answer from memory is what a node without one makes.

use std::{sync::Arc, time::Duration};

use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use serde_json::{Value, json};

use super::{Node, key};
use crate::{
    photo::pictures::png,
    properties::{PAGE, edit},
    support::{Client, World, client::Answer, on_both, world::token},
};

const STEPS: usize = 60;

/// What each reader asks after a change.
const QUESTIONS: usize = 16;

/// What is asked: parts of the page, the past, what is decided, with and without variables, and what some may not see.
const QUERIES: [&str; 13] = [
    PAGE,
    "{ account { settings { revision parameters { tickets { numbering { pattern } } } } } }",
    "{ account { settings { warnings { code path message } primaryContact { email } } } }",
    "{ account { id slug createdAt } }",
    "{ ticketPolicy { revision requiredFields(stage: OPENING, audience: AGENT) chatOpensTickets } }",
    "query($n: Int!) { ticketPolicy { ticketNumber(sequence: $n, openedAt: \"2026-11-25T12:00:00Z\") } }",
    "query($n: Int!) { account { settings(atRevision: $n) { id revision company { tradeName } } } }",
    "query($n: Int!, $no: Boolean = false) { account { settings { revision @include(if: $no) } ...A } } fragment A on Account {
        settings { contacts { email } } past: settings(atRevision: $n) { contacts { id } } }",
    "{ account { settings { company { photo { url width } } } revisions(first: 2) { nodes { number action } } } }",
    "{ viewer { role permissions } account { settings { revision } } }",
    "query($n: Int!) { viewer { subject } account { settings(atRevision: $n) { id warnings { message } contacts { email } } } }",
    "query($n: Int!) { accounts(first: $n) { nodes { slug settings { id company { tradeName } warnings { code message } } } } }",
    "{ accounts(last: 2) { edges { node { ...A } } } account { ...A } } fragment A on Account { settings { revision
        addresses { street } ticketPolicy { ticketNumber(sequence: 7, openedAt: \"2026-11-25T12:00:00Z\") } } }",
];

/// Somebody who asks, on every node.
struct Reader {
    token: String,
    language: Option<&'static str>,
}

async fn ask(node: &Node, reader: &Reader, turn: &Turn) -> Answer {
    let client = node.client(reader.token.clone()).speaking(reader.language);
    let mut request = if turn.by_address {
        let variables = turn.variables.to_string();
        let pairs = [("query", turn.query), ("variables", variables.as_str())];
        let address = format!("/graphql?{}", serde_urlencoded::to_string(pairs).unwrap());
        client.request("GET", &address).body(axum::body::Body::empty()).unwrap()
    } else {
        client.post(&json!({"query": turn.query, "variables": turn.variables}))
    };
    request.headers_mut().insert("cuenta-min-revision", turn.revision.into());
    client.raw(request).await
}

/// One question, asked everywhere.
#[derive(Debug)]
struct Turn {
    query: &'static str,
    variables: Value,
    by_address: bool,
    revision: i32,
}

/// A change through one of the ways that lead to one.
async fn change(random: &mut StdRng, node: &Node, revision: i32) -> Value {
    let admin = node.client(token("admin", "admin", Some("acme")));
    let fields = "revision { number } userErrors { code }";
    match random.random_range(0..10) {
        0 => {
            admin
                .mutate("restoreRevision", json!({"number": random.random_range(1..=revision)}), json!({}), fields)
                .await
        }
        1 => {
            let picture = image::DynamicImage::new_rgb8(random.random_range(64..80), 64);
            admin.upload_photo(&png(&picture), json!({}), fields).await
        }
        2 => {
            let input = json!({"name": "K", "permissions": ["READ_SETTINGS"]});
            admin.mutate("createApiKey", input, json!({}), fields).await
        }
        3 => {
            let name = ["Sol", "Lua"].choose(random).unwrap();
            admin
                .mutate("updateCompany", json!({"tradeName": name}), json!({"dryRun": random.random_bool(0.3)}), fields)
                .await
        }
        _ => {
            let page = admin.ask(PAGE).await.data()["account"]["settings"].clone();
            let edits: Vec<Value> = (0..random.random_range(1..3)).map(|_| edit(random, &page)).collect();
            admin.mutate("changeSettings", json!({"edits": edits}), json!({}), fields).await
        }
    }
    .payload()["revision"]["number"]
        .clone()
}

async fn readers(world: &World, admin: &Client) -> Vec<Reader> {
    let (_, settings) = key(admin, &["READ_SETTINGS", "READ_TICKET_POLICY"]).await;
    let (_, policy) = key(admin, &["READ_TICKET_POLICY"]).await;
    world.account("other").await;
    let members = ["admin", "operator", "agent", "customer"].map(|role| token(role, role, Some("acme")));
    let tokens = members.into_iter().chain([
        settings,
        policy,
        token("admin", "admin", Some("other")),
        token("staff", "platform", None),
    ]);
    let languages = [None, Some("pt"), Some("es"), Some("en")];
    tokens.flat_map(|token| languages.map(|language| Reader { token: token.clone(), language })).collect()
}

on_both! {
    async fn what_is_remembered_is_what_would_be_made(world) {
        let admin = world.account("acme").await;
        let readers = readers(&world, &admin).await;
        let nodes = [Node::remembering(&world).await, Node::remembering(&world).await];
        let plain = Arc::new(Node::forgetful(&world).await);
        let mut random = StdRng::seed_from_u64(20_261_125);
        let mut revision: i32 = 3;
        for _ in 0..STEPS {
            let node = nodes.choose(&mut random).unwrap();
            let made = change(&mut random, node, revision).await;
            revision = made.as_i64().map_or(revision, |number| i32::try_from(number).unwrap());
            for _ in 0..QUESTIONS {
                let reader = readers.choose(&mut random).unwrap();
                let of_other = reader.token == token("admin", "admin", Some("other"));
                let is_staff = reader.token == token("staff", "platform", None);
                let turn = Turn {
                    query: QUERIES.choose(&mut random).unwrap(),
                    variables: json!({"n": random.random_range(0..=revision + 1)}),
                    by_address: random.random_bool(0.5),
                    revision: if of_other { 1 } else { revision },
                };
                let expected = ask(&plain, reader, &turn).await;
                // The first time it may have to be made; then it is remembered, if it ever is.
                for node in nodes.iter().chain(&nodes) {
                    let mut answer = ask(node, reader, &turn).await;
                    // Staff belong to no account, so no revision says how new their answer has to be: a node may hear
                    // of a change a moment later.
                    for _ in 0..500 {
                        if !is_staff || answer.body == expected.body {
                            break;
                        }
                        tokio::time::sleep(Duration::from_millis(10)).await;
                        answer = ask(node, reader, &turn).await;
                    }
                    assert_eq!((answer.status, &answer.body), (expected.status, &expected.body), "{turn:?}");
                    assert_eq!(answer.headers.get("etag"), expected.headers.get("etag"), "{turn:?}");
                    let seen = |answer: &Answer| answer.headers.get("cuenta-revision").cloned();
                    assert_eq!(seen(&answer), seen(&expected), "{turn:?}");
                }
            }
        }
        assert!(revision > 20, "{revision}");
        let hits = nodes.each_ref().map(Node::hits);
        assert!(hits.iter().all(|hits| *hits > 100), "{hits:?}");
        let parts = nodes.each_ref().map(Node::hits_of_parts);
        assert!(parts.iter().all(|hits| *hits > 50), "{parts:?}");
        assert_eq!((plain.hits(), plain.hits_of_parts()), (0, 0));
    }
}
