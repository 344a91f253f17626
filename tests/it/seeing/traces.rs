//! Traces, as a collector gets them.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, routing::post};

use super::*;

type Received = Arc<Mutex<Vec<u8>>>;

/// A collector that keeps what it gets, as bytes: names and values are texts in them.
struct Collector {
    endpoint: String,
    received: Received,
    _runtime: tokio::runtime::Runtime,
}

impl Collector {
    fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let received = Received::default();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let keep = post(|State(received): State<Received>, body: Bytes| async move {
            received.lock().unwrap().extend_from_slice(&body);
        });
        let router = Router::new().route("/v1/traces", keep).with_state(Arc::clone(&received));
        runtime.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { endpoint, received, _runtime: runtime }
    }

    fn has(&self, bytes: &[u8]) -> bool {
        self.received.lock().unwrap().windows(bytes.len()).any(|window| window == bytes)
    }
}

#[test]
fn a_trace_goes_on_with_the_callers_and_tells_nothing_of_people_or_secrets() {
    let collector = Collector::start();
    let mut demo = Demo::start_with(&["--otlp-endpoint", &collector.endpoint, "--log", "trace"]);
    let bearer = format!("Bearer {}", demo.admin);
    let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let headers = [("Authorization", bearer.as_str()), ("traceparent", traceparent), ("User-Agent", "hush-agent")];
    let variables = json!({"email": "hush@aurora.example", "name": "Hush Ltda"});
    demo.send(
        &headers,
        &json!({
            "query": "mutation Hush($email: String!) { addContact(input: {kind: PERSONAL, email: $email}) { contact { email } } }",
            "variables": variables,
        }),
    );
    demo.send(
        &headers,
        &query("mutation { updateCompany(input: {tradeName: \"Hush Ltda\"}) { company { tradeName } } }"),
    );
    let (_, made) = demo.send(
        &headers,
        &query("mutation { createApiKey(input: {name: \"Hush key\", permissions: [READ_SETTINGS]}) { secret } }"),
    );
    let secret = made["data"]["createApiKey"]["secret"].as_str().unwrap().to_owned();
    demo.send(
        &[("Authorization", &format!("Bearer {secret}"))],
        &query("{ account { settings { contacts { email } } } }"),
    );
    demo.stop();

    let trace_id: Vec<u8> = (0..16)
        .map(|at| u8::from_str_radix(&"0af7651916cd43dd8448eb211c80319c"[at * 2..at * 2 + 2], 16).unwrap())
        .collect();
    assert!(collector.has(&trace_id), "the caller's trace goes on");
    for part in ["cuenta", "POST /graphql", "mutation", "http.response.status_code"] {
        assert!(collector.has(part.as_bytes()), "{part}");
    }
    let log = demo.log();
    for hush in [
        "hush@aurora.example",
        "Hush Ltda",
        "Hush key",
        "hush-agent",
        secret.as_str(),
        demo.admin.as_str(),
        "tradeName:",
    ] {
        assert!(!collector.has(hush.as_bytes()), "a trace tells {hush}");
        assert!(!log.contains(hush), "the log tells {hush}: {}", log.lines().find(|line| line.contains(hush)).unwrap());
    }
}

#[test]
fn a_collector_that_is_away_hinders_nothing_and_is_told_once() {
    let mut demo = Demo::start_with(&["--otlp-endpoint", "http://127.0.0.1:1"]);
    for _ in 0..20 {
        let answer = demo.post(&demo.admin, "{ account { slug } }");
        assert_eq!(answer["data"]["account"]["slug"], "demo");
    }
    demo.stop();
    assert_eq!(demo.log().matches("the collector takes no traces").count(), 1, "{}", demo.log());
}
