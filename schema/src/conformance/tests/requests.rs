//! Codes, documents and variables.

use std::collections::BTreeMap;

use super::*;

#[tokio::test]
async fn what_was_not_written_for_the_client_is_internal() {
    assert_eq!(
        ask("{ broken }").await,
        json!({ "data": { "broken": null }, "errors": [r#"INTERNAL Something broke on our side. ["broken"]"#] })
    );
}

#[tokio::test]
async fn an_argument_that_a_resolver_cannot_take_is_bad_user_input() {
    let answer = ask("{ even(number: 3) }").await;
    assert_eq!(answer["data"], json!({ "even": null }));
    assert_eq!(answer["errors"], json!([r#"BAD_USER_INPUT Failed to parse "Even": only two will do ["even"]"#]));
}

#[tokio::test]
async fn an_invalid_document_is_a_request_error_with_a_code_and_without_a_path() {
    for document in [
        "{",
        "{ unknown }",
        "{ good }",
        "query($x: Int) { good { id } }",
        "{ ...F }",
        "query A { good { id } } query B { bad { id } }",
    ] {
        let response = schema().execute(document).await;
        assert_eq!(response.data, Value::Null, "{document}");
        let answer = answer(&response);
        let error = answer["errors"][0].as_str().unwrap();
        assert!(error.starts_with("BAD_USER_INPUT ") && error.ends_with(" null"), "{document}: {error}");
    }
}

#[tokio::test]
async fn errors_of_validation_are_sorted_and_their_number_is_bounded() {
    let names: Vec<String> = (0..500).map(|n| format!("x{n}")).collect();
    let document = format!("{{ {} }}", names.join(" "));
    let response = schema().execute(document.as_str()).await;
    assert_eq!(response.errors.len(), TOLD + 1);
    let columns: Vec<_> = response.errors.iter().filter_map(|error| error.locations.first()).collect();
    assert!(columns.is_sorted());
}

#[tokio::test]
async fn a_wrong_variable_is_a_request_error_before_anything_runs() {
    const CHANGE: &str = "query($change: Change!) { seen(change: $change) { name } }";
    const PARTS: &str = "query($id: Int!, $name: String) { seen(change: {id: $id, name: $name}) { name } }";
    let cases = [
        (PARTS, json!({}), r#"Invalid value for variable "$id" of type "Int!" is required but not provided"#),
        (PARTS, json!({ "id": null }), r#"Invalid value for variable "$id": expected type "Int!", found null"#),
        (PARTS, json!({ "id": "1" }), r#"Invalid value for variable "$id": expected type "Int""#),
        (PARTS, json!({ "id": 1, "name": 2 }), "name"),
        (CHANGE, json!({ "change": { "name": "x" } }), "id"),
        (CHANGE, json!({ "change": { "id": 1, "other": 2 } }), "other"),
        (CHANGE, json!({ "change": { "id": 1, "colours": ["RED", "BLUE"] } }), "colours"),
        (CHANGE, json!({ "change": 5 }), "change"),
        (CHANGE, json!({ "change": [] }), "change"),
    ];
    for (document, variables, expected) in cases {
        let answer = ask_with(document, variables.clone()).await;
        assert_eq!(answer["data"], Json::Null, "{variables}");
        let errors = answer["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{variables}: {errors:?}");
        let error = errors[0].as_str().unwrap();
        assert!(error.starts_with("BAD_USER_INPUT ") && error.ends_with(" null"), "{variables}: {error}");
        assert!(error.contains(expected), "{variables}: {error}");
    }
}

#[tokio::test]
async fn the_variables_of_operations_that_do_not_run_are_not_asked_for() {
    let document = "query A($id: Int!) { seen(change: {id: $id}) { name } } query B { good { id } }";
    let response = schema().execute(Request::new(document).operation_name("B")).await;
    assert_eq!(answer(&response), json!({ "data": { "good": { "id": 7 } }, "errors": [] }));
}

#[tokio::test]
async fn an_omitted_variable_leaves_its_field_undefined() {
    let document = "query($name: String) { seen(change: {id: 1, name: $name}) { name } }";
    let cases = BTreeMap::from([
        ("undefined", json!({})),
        ("null", json!({ "name": null })),
        ("value", json!({ "name": "x" })),
    ]);
    for (expected, variables) in cases {
        assert_eq!(
            ask_with(document, variables).await,
            json!({ "data": { "seen": { "name": expected } }, "errors": [] })
        );
    }
    let with_default = r#"query($name: String = "y") { seen(change: {id: 1, name: $name}) { name } }"#;
    assert_eq!(ask_with(with_default, json!({})).await["data"], json!({ "seen": { "name": "value" } }));
}

#[tokio::test]
async fn a_single_value_is_taken_for_a_list_and_a_list_for_itself() {
    let document = "query($change: Change!) { seen(change: $change) { name } }";
    for colours in [json!("RED"), json!(["RED", "RED"]), json!([]), json!(null)] {
        let answer = ask_with(document, json!({ "change": { "id": 1, "colours": colours } })).await;
        assert_eq!(answer["errors"], json!([]));
    }
}
