//! What Prometheus reads of a running service.

use super::*;

const OPERATIONS: &str = "cuenta_graphql_operations_total";

fn operations(scrape: &str, kind: &str, field: &str, outcome: &str) -> Option<f64> {
    value(scrape, OPERATIONS, &[("transport", "http"), ("kind", kind), ("field", field), ("outcome", outcome)])
}

#[test]
fn a_scrape_shows_what_was_asked_for_and_what_came_of_it() {
    let demo = measured(&[]);
    for _ in 0..3 {
        demo.post(&demo.admin, "{ mine: account { settings { revision } } viewer { subject } }");
    }
    demo.post(
        &demo.admin,
        "mutation Rename { updateCompany(input: {tradeName: \"Renamed\"}) { userErrors { code } } }",
    );
    demo.post(&demo.admin, "{ accounts(first: 1) { totalCount } }");
    demo.post(&demo.admin, "{ thisFieldIsNoneOfTheSchema }");
    demo.post(&demo.admin, "{ this is no document");
    demo.post("nonsense", "{ viewer { subject } }");
    exchange(demo.address(), "GET /nowhere/at/all HTTP/1.0\r\nHost: localhost\r\n\r\n");

    let scrape = scrape(&demo);
    assert_eq!(operations(&scrape, "query", "account", "ok"), Some(3.0), "{scrape}");
    assert_eq!(operations(&scrape, "mutation", "updateCompany", "ok"), Some(1.0));
    assert_eq!(operations(&scrape, "query", "accounts", "FORBIDDEN"), Some(1.0));
    assert_eq!(operations(&scrape, "query", "other", "BAD_USER_INPUT"), Some(1.0));
    assert!(!scrape.contains("thisFieldIsNoneOfTheSchema"), "a stranger's words are no label");
    let durations = "cuenta_graphql_operation_duration_seconds_count";
    assert_eq!(value(&scrape, durations, &[("kind", "query"), ("field", "account")]), Some(3.0));
    let refusals = |code| value(&scrape, "cuenta_graphql_refusals_total", &[("transport", "http"), ("code", code)]);
    assert_eq!((refusals("BAD_USER_INPUT"), refusals("UNAUTHENTICATED")), (Some(1.0), Some(1.0)));
    assert_eq!(value(&scrape, "cuenta_authentication_failures_total", &[("reason", "token")]), Some(1.0));
    let http = |method, route, status| {
        value(&scrape, "cuenta_http_requests_total", &[("method", method), ("route", route), ("status", status)])
    };
    // In `application/json` what was refused for its document is 200 as well.
    assert_eq!(http("POST", "/graphql", "200"), Some(7.0), "{scrape}");
    assert_eq!(http("POST", "/graphql", "401"), Some(1.0));
    assert_eq!(http("GET", "other", "404"), Some(1.0));
    assert!(!scrape.contains("/nowhere"), "a stranger's path is no label");
    assert_eq!(value(&scrape, "cuenta_database_up", &[]), Some(1.0));
    assert_eq!(value(&scrape, "cuenta_database_connections_max", &[("pool", "writers")]), Some(1.0));
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(value(&scrape, "cuenta_build_info", &[("version", version), ("database", "sqlite")]), Some(1.0));
    assert!(value(&scrape, "process_resident_memory_bytes", &[]).unwrap() > 1e6);
    assert!(value(&scrape, "process_open_fds", &[]).unwrap() > 3.0);
    let looked_up = |outcome: &str| {
        let labels = [("cache", "accounts"), ("outcome", outcome)];
        value(&scrape, "cuenta_cache_lookups_total", &labels).unwrap()
    };
    assert!(looked_up("hit") + looked_up("miss") > 0.0);
    assert_eq!(value(&scrape, "cuenta_hears_others", &[]), Some(1.0));
    assert!(value(&scrape, "cuenta_disk_free_bytes", &[]) <= value(&scrape, "cuenta_disk_size_bytes", &[]));
}

#[test]
fn a_scrape_counts_revisions_and_open_streams() {
    let demo = measured(&[]);
    let revisions = |demo: &Demo| value(&scrape(demo), "cuenta_revisions_total", &[]).unwrap();
    let before = revisions(&demo);
    demo.post(&demo.admin, "mutation { updateCompany(input: {tradeName: \"Renamed\"}) { userErrors { code } } }");
    assert!((revisions(&demo) - before - 1.0).abs() < 0.5, "one more");

    let open = |demo: &Demo| {
        let scrape = scrape(demo);
        let subscriptions = value(&scrape, "cuenta_subscriptions", &[("transport", "sse")]);
        (value(&scrape, "cuenta_sse_streams", &[]).unwrap(), subscriptions.unwrap())
    };
    assert_eq!(open(&demo), (0.0, 0.0));
    let body = query("subscription { revisions { number } }").to_string();
    let mut stream = std::net::TcpStream::connect(demo.address()).unwrap();
    let length = body.len();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nAccept: text/event-stream\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n",
        demo.admin
    );
    std::io::Write::write_all(&mut stream, (head + &body).as_bytes()).unwrap();
    // The first comment comes when the stream is open.
    let mut beginning = [0; 12];
    std::io::Read::read_exact(&mut stream, &mut beginning).unwrap();
    assert_eq!(&beginning, b"HTTP/1.1 200");
    eventually(|| open(&demo) == (1.0, 1.0));
    let labels = [("transport", "sse"), ("kind", "subscription"), ("field", "revisions"), ("outcome", "ok")];
    assert_eq!(value(&scrape(&demo), OPERATIONS, &labels), Some(1.0));
    drop(stream);
    eventually(|| open(&demo) == (0.0, 0.0));
}

#[test]
fn metrics_are_on_a_port_of_their_own_and_the_demo_serves_none_unless_told_to() {
    let demo = measured(&[]);
    let answer = exchange(demo.address(), "GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.0 404"), "{answer}");
    assert!(!Demo::start().log().contains("metrics are served"));
}

/// Waits until something holds; a minute is for machines that are busy.
fn eventually(holds: impl Fn() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("it did not come to hold within a minute");
}
