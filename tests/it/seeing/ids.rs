//! A request's id: the client's own, or one of ours, in the answer and in every line of the log.

use super::*;

/// The request id of an answer.
fn id_of(head: &str) -> &str {
    head.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap()
}

#[test]
fn a_clients_request_id_is_in_the_answer_and_in_every_line_of_the_log() {
    let demo = Demo::start_with(&["--log", "debug"]);
    let bearer = format!("Bearer {}", demo.admin);
    let (head, _) = demo.send(
        &[("Authorization", &bearer), ("X-Request-Id", "checkout-7.a_B")],
        &query("query Page { account { settings { revision } } }"),
    );
    assert_eq!(id_of(&head), "checkout-7.a_B");
    let log = demo.log();
    let line = log.lines().find(|line| line.ends_with("answered status=200") || line.contains(": answered ")).unwrap();
    for part in [
        "request_id=\"checkout-7.a_B\"",
        "method=\"POST\"",
        "path=\"/graphql\"",
        "operation=\"query\"",
        "name=\"Page\"",
        "status=200",
        "duration_ms=",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
    let run = log.lines().find(|line| line.contains("an operation is run")).unwrap();
    assert!(run.contains("checkout-7.a_B"), "{run}");

    let (head, _) =
        demo.send(&[("Authorization", "Bearer nonsense"), ("X-Request-Id", "r-2")], &query("{ __typename }"));
    assert!(head.starts_with("HTTP/1.1 401"), "{head}");
    let log = demo.log();
    let refused = log.lines().find(|line| line.contains("a request was refused")).unwrap();
    assert!(refused.contains("request_id=\"r-2\""), "{refused}");
}

#[test]
fn a_request_id_that_is_no_plain_word_is_replaced() {
    let demo = Demo::start();
    for id in ["", "two words", "a\"b", &"x".repeat(65)] {
        let (head, _) = demo.send(&[("X-Request-Id", id)], &query("{ __typename }"));
        let given = id_of(&head);
        assert!(given != id && given.len() == 32, "{given}");
        assert!(demo.log().contains(given), "the log has it");
    }
}

#[test]
fn the_log_in_json_has_one_object_for_each_request_and_none_for_health_checks() {
    let demo = Demo::start_with(&["--log-format", "json"]);
    exchange(demo.address(), "GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n");
    exchange(demo.address(), "GET /schema.graphql?token=hush HTTP/1.0\r\nHost: localhost\r\n\r\n");
    let log = demo.log();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered: Vec<&Value> = lines.iter().filter(|line| line["fields"]["message"] == "answered").collect();
    assert_eq!(answered.len(), 1, "{log}");
    assert_eq!(answered[0]["level"], "INFO");
    assert_eq!(answered[0]["fields"]["status"], 200);
    assert_eq!(answered[0]["fields"]["path"], "/schema.graphql");
    assert_eq!(answered[0]["fields"]["request_id"].as_str().unwrap().len(), 32);
    assert!(!log.contains("hush"), "{log}");
}
