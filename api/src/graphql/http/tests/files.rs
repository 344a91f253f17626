//! Files with a request.

use super::*;

const PREFLIGHT: (&str, &str) = ("graphql-require-preflight", "1");
const MULTIPART: (&str, &str) = ("content-type", "multipart/form-data; boundary=X");
const OPERATIONS: &str = r#"{"query":"mutation($file: Upload!) { upload(file: $file) }","variables":{"file":null}}"#;
const MAP: &str = r#"{"0":["variables.file"]}"#;

fn part(name: &str, more: &str, content: &str) -> String {
    format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{content}\r\n")
}

fn form(parts: &[String]) -> String {
    format!("{}--X--\r\n", parts.concat())
}

fn file(name: &str, content: &str) -> String {
    part(name, "; filename=\"a.png\"\r\nContent-Type: image/png", content)
}

async fn upload(body: impl Into<Body>) -> Answer {
    send(request(Method::POST, "/graphql", &[MULTIPART, PREFLIGHT, ("accept", GRAPHQL)], body)).await
}

async fn upload_of(operations: &str, map: &str, files: &[String]) -> Answer {
    let mut parts = vec![part("operations", "", operations), part("map", "", map)];
    parts.extend_from_slice(files);
    upload(form(&parts)).await
}

#[tokio::test]
async fn a_file_reaches_its_resolver_with_its_name_and_type() {
    let answer = upload_of(OPERATIONS, MAP, &[file("0", "abc")]).await;
    assert_eq!(
        (answer.status, answer.body),
        (200, json!({ "data": { "upload": "Some(\"a.png\") Some(\"image/png\") abc" } }))
    );
    let bare = upload_of(OPERATIONS, MAP, &[part("0", "", "")]).await;
    assert_eq!(bare.body, json!({ "data": { "upload": "None None " } }));
}

#[tokio::test]
async fn files_are_put_into_lists_and_objects_and_one_file_in_two_places() {
    let operations = json!({
        "query": "mutation($p: Photos!) { sizes(photos: $p) }",
        "variables": { "p": { "first": null, "more": [null, null] } },
    });
    let map = r#"{"b":["variables.p.more.1"],"a":["variables.p.first","variables.p.more.0"]}"#;
    let answer = upload_of(&operations.to_string(), map, &[file("a", "1"), file("b", "22")]).await;
    assert_eq!(answer.body, json!({ "data": { "sizes": [1, 1, 2] } }));
}

#[tokio::test]
async fn a_multipart_request_needs_a_header_that_forms_cannot_send() {
    let body = || form(&[part("operations", "", OPERATIONS), part("map", "", MAP), file("0", "abc")]);
    for headers in [vec![MULTIPART], vec![MULTIPART, ("graphql-require-preflight", "")]] {
        let answer = send(request(Method::POST, "/graphql", &headers, body())).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"));
    }
    for name in ["GraphQL-Require-Preflight", "Apollo-Require-Preflight"] {
        let answer = send(request(Method::POST, "/graphql", &[MULTIPART, (name, "yes")], body())).await;
        assert_eq!(answer.status, 200, "{name}");
    }
}

#[tokio::test]
async fn a_map_may_only_point_at_nulls_in_the_variables() {
    let paths = [
        "query",
        "operationName",
        "variables",
        "variables.",
        "variables.other",
        "variables.file.x",
        "variables.file.0",
        "variables.list.2",
        "variables.list.-1",
        "variables.list.18446744073709551616",
        "variables.list.x",
        "0.variables.file",
        "variables.text",
        "variables.list..0",
        "",
    ];
    let operations = json!({
        "query": "mutation($file: Upload!) { upload(file: $file) }",
        "variables": { "file": null, "list": [null, 1], "text": "x" },
    })
    .to_string();
    for path in paths {
        let answer = upload_of(&operations, &json!({ "0": [path] }).to_string(), &[file("0", "abc")]).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{path}");
    }
    let twice = upload_of(&operations, r#"{"0":["variables.file","variables.file"]}"#, &[file("0", "abc")]).await;
    assert_eq!(twice.status, 400);
}

#[tokio::test]
async fn a_form_that_is_not_as_specified_is_refused() {
    let [operations, map, content] = [part("operations", "", OPERATIONS), part("map", "", MAP), file("0", "abc")];
    let forms = [
        String::new(),
        "--X--\r\n".to_owned(),
        "no form at all".to_owned(),
        form(std::slice::from_ref(&operations)),
        form(&[map.clone(), operations.clone(), content.clone()]),
        form(&[content.clone(), operations.clone(), map.clone()]),
        form(&[operations.clone(), map.clone()]),
        form(&[operations.clone(), map.clone(), file("1", "abc")]),
        form(&[operations.clone(), map.clone(), content.clone(), content.clone()]),
        form(&[operations.clone(), map.clone(), content]).replace("--X--", ""),
        form(&[part("operations", "", "[]"), map.clone()]),
        form(&[part("operations", "", &format!("[{OPERATIONS}]")), map]),
        form(&[operations.clone(), part("map", "", "[]")]),
        form(&[operations.clone(), part("map", "", r#"{"0":"variables.file"}"#)]),
        form(&[operations, part("map", "", r#"{"0":[0]}"#)]),
    ];
    for body in forms {
        let answer = upload(body.clone()).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{body}");
    }
    let headers = [("content-type", "multipart/form-data"), PREFLIGHT];
    assert_eq!(send(request(Method::POST, "/graphql", &headers, "--X--")).await.status, 400);
}

#[tokio::test]
async fn a_forged_reference_is_a_wrong_value() {
    for forged in
        [json!("#__graphql_file__:x"), json!("#__graphql_file__:7"), json!("0"), json!(0), json!([0]), json!(null)]
    {
        let query = "mutation($file: Upload!) { upload(file: $file) }";
        let answer = ask(json!({ "query": query, "variables": { "file": forged } })).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{forged}");
    }
    let literal = ask(json!({ "query": r##"mutation { upload(file: "#__graphql_file__:x") }"## })).await;
    assert_eq!((literal.status, literal.code()), (400, "BAD_USER_INPUT"));
}

#[tokio::test]
async fn a_mutation_without_files_may_come_as_multipart() {
    let operations = r#"{"query":"mutation { change(change: {name: null}) }"}"#;
    assert_eq!(upload_of(operations, "{}", &[]).await.body, json!({ "data": { "change": "null" } }));
}

#[tokio::test]
async fn too_many_files_are_refused() {
    let map: serde_json::Map<String, Json> = (0..11).map(|n| (n.to_string(), json!([]))).collect();
    let answer = upload_of(OPERATIONS, &Json::Object(map).to_string(), &[]).await;
    assert_eq!((answer.status, answer.code()), (413, "PAYLOAD_TOO_LARGE"));
    let paths = vec!["variables.file"; 21];
    assert_eq!(upload_of(OPERATIONS, &json!({ "0": paths }).to_string(), &[]).await.status, 413);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_not_read_to_its_end() {
    let most = "x".repeat(5 * 1024 * 1024);
    assert_eq!(upload_of(OPERATIONS, MAP, &[file("0", &most)]).await.status, 200);

    let read = Arc::new(AtomicUsize::new(0));
    let start = format!("{}{}", part("operations", "", OPERATIONS), part("map", "", MAP));
    let start = format!("{start}--X\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a\"\r\n\r\n");
    let body = stream::iter([Ok(Bytes::from(start))]);
    let body = async_graphql::futures_util::StreamExt::chain(body, endless(&read).into_data_stream());
    let answer = upload(Body::from_stream(body)).await;
    assert_eq!((answer.status, answer.code()), (413, "PAYLOAD_TOO_LARGE"));
    assert!(read.load(Ordering::Relaxed) <= 6 * 1024 * 1024 + 256 * 1024);

    let large_operations = format!("{OPERATIONS}{}", " ".repeat(1024 * 1024));
    assert_eq!(upload_of(&large_operations, MAP, &[]).await.status, 413);
    let large_map = format!("{MAP}{}", " ".repeat(17 * 1024));
    assert_eq!(upload_of(OPERATIONS, &large_map, &[]).await.status, 413);
}
