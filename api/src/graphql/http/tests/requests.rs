//! What is taken for a request.

use super::*;

#[tokio::test]
async fn a_request_that_is_no_json_in_utf_8_is_not_read() {
    for content_type in [
        "text/plain",
        "application/json; charset=latin1",
        "application/xml",
        "nonsense",
        "application/x-www-form-urlencoded",
    ] {
        let answer =
            send(request(Method::POST, "/graphql", &[("content-type", content_type)], r#"{"query":"{ me }"}"#)).await;
        assert_eq!(answer.status, 415, "{content_type}");
    }
    let without = send(request(Method::POST, "/graphql", &[], r#"{"query":"{ me }"}"#)).await;
    assert_eq!(without.status, 415);
    for content_type in ["application/json; charset=utf-8", "application/json;charset=\"UTF-8\"", "Application/JSON"] {
        let answer =
            send(request(Method::POST, "/graphql", &[("content-type", content_type)], r#"{"query":"{ me }"}"#)).await;
        assert_eq!(answer.status, 200, "{content_type}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_request_is_400_in_both_media_types() {
    let bodies: Vec<Vec<u8>> = [
        "",
        "{",
        "null",
        "1",
        "\"{ me }\"",
        "[]",
        r#"[{"query":"{ me }"}]"#,
        "{}",
        r#"{"query":null}"#,
        r#"{"query":1}"#,
        r#"{"query":["{ me }"]}"#,
        r#"{"query":"{ me }","operationName":1}"#,
        r#"{"query":"{ me }","variables":[]}"#,
        r#"{"query":"{ me }","variables":"{}"}"#,
        r#"{"query":"{ me }","extensions":1}"#,
        r#"{"query":"{ me }"} x"#,
    ]
    .into_iter()
    .map(|body| body.as_bytes().to_vec())
    .chain([b"{\"query\":\"{ me # \xFF }\"}".to_vec(), "[".repeat(100_000).into_bytes()])
    .collect();
    for body in bodies {
        let shown = String::from_utf8_lossy(&body).chars().take(60).collect::<String>();
        for accept in [GRAPHQL, JSON] {
            let answer = post_as(accept, body.clone()).await;
            assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{shown}");
            assert!(answer.body.get("data").is_none(), "{shown}");
        }
    }
}

#[tokio::test]
async fn unknown_members_and_nulls_are_as_if_they_were_not_there() {
    let answer =
        ask(json!({ "query": "{ me }", "operationName": null, "variables": null, "extensions": null, "id": 7 })).await;
    assert_eq!((answer.status, answer.body), (200, json!({ "data": { "me": null } })));
    let answer = ask(json!({ "query": "{ me }", "extensions": { "some": ["value"] } })).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn get_runs_queries_with_their_parameters() {
    let answer = get_with("query=query+A(%24t:String!)%7Becho(text:%24t)%7D&operationName=A&variables=%7B%22t%22:%22%C3%A9+%2B%22%7D&extensions=&other=1").await;
    assert_eq!((answer.status, answer.body), (200, json!({ "data": { "echo": "é +" } })));
    for query in [
        "",
        "query=",
        "variables=%7B%7D",
        "query=%7Bme%7D&variables=1",
        "query=%7Bme%7D&variables=%5B%5D",
        "query=%7Bme%7D&variables=x",
        "query=%7Bme%7D&extensions=%22%22",
        "query=%7Bme%7D&query=%7Bme%7D",
        "query=%FF",
        "query=%7Bme%7D%2",
        "query=%7Bme%7D%zz",
    ] {
        let answer = get_with(query).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{query}");
    }
}

#[tokio::test]
async fn get_runs_nothing_but_queries() {
    let mutation = get_with("query=mutation%7Bchange(change:%7B%7D)%7D").await;
    assert_eq!((mutation.status, mutation.header("allow")), (405, Some("POST")));
    let subscription = get_with("query=subscription%7Bevent%7D").await;
    assert_eq!((subscription.status, subscription.header("allow")), (405, Some("POST")));
    let chosen = get_with("query=query+A%7Bme%7D+mutation+B%7Bchange(change:%7B%7D)%7D&operationName=A").await;
    assert_eq!(chosen.status, 200);
}

#[tokio::test]
async fn a_subscription_needs_another_transport() {
    for accept in [GRAPHQL, JSON] {
        let answer = post_as(accept, r#"{"query":"subscription { event }"}"#).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"));
        assert!(answer.body["errors"][0]["message"].as_str().unwrap().contains("WebSocket"));
    }
}

#[tokio::test]
async fn other_methods_are_told_which_are_allowed() {
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = send(request(method, "/graphql", &[], "")).await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD, POST")));
    }
}

#[tokio::test]
async fn a_browser_is_shown_the_page_and_a_program_is_not() {
    let browser = request(Method::GET, "/graphql", &[("accept", "text/html,application/xml;q=0.9,*/*;q=0.8")], "");
    let response = app().oneshot(browser).await.unwrap();
    assert_eq!(response.into_body().collect().await.unwrap().to_bytes(), "<p>page");
    assert_eq!(get_with("query=%7Bme%7D").await.status, 200);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read_to_its_end() {
    let read = Arc::new(AtomicUsize::new(0));
    let answer = post(endless(&read)).await;
    assert_eq!((answer.status, answer.code()), (413, "PAYLOAD_TOO_LARGE"));
    assert!(read.load(Ordering::Relaxed) <= 1024 * 1024 + 128 * 1024);

    let announced = Arc::new(AtomicUsize::new(0));
    let headers = [("content-type", JSON), ("content-length", "33554433")];
    let answer = send(request(Method::POST, "/graphql", &headers, endless(&announced))).await;
    assert_eq!(answer.status, 413);
    assert_eq!(announced.load(Ordering::Relaxed), 0);

    let bad_token = Arc::new(AtomicUsize::new(0));
    let headers = [
        ("content-type", "multipart/form-data; boundary=x"),
        ("graphql-require-preflight", "1"),
        ("authorization", "Bearer x"),
    ];
    assert_eq!(send(request(Method::POST, "/graphql", &headers, endless(&bad_token))).await.status, 401);
    assert_eq!(bad_token.load(Ordering::Relaxed), 0);

    let padded = format!("{}{}", r#"{"query":"{ me }"}"#, " ".repeat(1024 * 1024 - 18));
    assert_eq!(post(padded).await.status, 200);
}
