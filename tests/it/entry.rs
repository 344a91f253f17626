//! The entry, through the whole service: what kills other servers is refused, and what is no GraphQL is told so.
//! The handlers have tests of their own in `api/src/graphql`, and the public audits run in `binary.rs`.

use std::fmt::Write as _;

use api::graphql::{
    admission::{Admission, Refusal},
    documents::Choice,
    host::Rights,
};
use axum::{body::Body, http::header};
use serde_json::json;

use crate::support::on_both;

/// Lists in lists, 3,000 deep: 6 KB that overflow the stack of a server that parses them.
fn deep() -> String {
    format!("{{ node(id: {}\"x\"", "[".repeat(3000))
}

/// Fragments that spread the next one twice, 18 times: 2^18 selections in a few hundred bytes.
fn bomb() -> String {
    let mut document = "{ ...f0 }".to_owned();
    for number in 0..18 {
        let next = number + 1;
        write!(document, " fragment f{number} on Query {{ ...f{next} ...f{next} }}").unwrap();
    }
    document + " fragment f18 on Query { viewer { subject } }"
}

#[test]
fn the_two_documents_that_kill_are_refused_after_little_work() {
    let refused = |document: String| -> Refusal {
        let rights = Rights { introspection: true, documents: Choice::Any };
        Admission::default().admit(async_graphql::Request::new(document), rights).unwrap_err()
    };
    let refusal = refused(deep());
    assert!(refusal.work.bytes < 100 && refusal.work.tokens < 100, "{:?}", refusal.work);
    let refusal = refused(bomb());
    assert!(refusal.work.selections < 100, "{:?}", refusal.work);
    assert!(bomb().len() < 1000);
}

on_both! {
    async fn what_kills_others_is_refused_and_the_service_lives(world) {
        let admin = world.account("acme").await;
        for client in [&admin, &world.anonymous()] {
            for document in [deep(), bomb()] {
                let answer = client.ask(&document).await;
                assert_eq!((answer.status.as_u16(), answer.codes()), (400, vec!["COST_LIMIT"]));
                assert!(answer.body.get("data").is_none());
            }
            let answer = client.ask(&format!("{{ viewer {{ subject }} }} # {}", "x".repeat(70_000))).await;
            assert_eq!((answer.status.as_u16(), answer.codes()), (413, vec!["PAYLOAD_TOO_LARGE"]));
        }
        assert_eq!(admin.ask("{ account { slug } }").await.data()["account"]["slug"], "acme");
    }

    async fn unknown_fields_and_arguments_are_errors_of_the_request(world) {
        let admin = world.account("acme").await;
        for document in [
            "{ account { nothing } }",
            "{ account(nothing: 1) { slug } }",
            "mutation { updateCompany(input: {nothing: 1}) { userErrors { code } } }",
            "mutation { updateCompany(input: {}, options: {nothing: 1}) { userErrors { code } } }",
            "mutation { updateCompany { userErrors { code } } }",
            "mutation { addContact(input: {kind: NOTHING, email: \"a@b.example\"}) { userErrors { code } } }",
            "mutation { addContact(input: {kind: null, email: \"a@b.example\"}) { userErrors { code } } }",
            "{ account { revision(number: \"1\") { id } } }",
            "subscription { nothing }",
            "{",
            "",
        ] {
            let answer = admin.ask(document).await;
            assert_eq!((answer.status.as_u16(), answer.codes().first().copied()), (400, Some("BAD_USER_INPUT")), "{document}");
            assert!(answer.body.get("data").is_none(), "{document}");
        }
        let wrong = json!({"input": {"kind": "PERSONAL", "email": 7}});
        let answer = admin.send("mutation($input: AddContactInput!) { addContact(input: $input) { userErrors { code } } }", wrong).await;
        assert_eq!((answer.status.as_u16(), answer.codes()), (400, vec!["BAD_USER_INPUT"]));
        for number in [json!(2_147_483_648_i64), json!(-2_147_483_649_i64), json!(1.5), json!("1")] {
            let query = "query($number: Int!) { account { revision(number: $number) { id } } }";
            let answer = admin.send(query, json!({"number": number})).await;
            assert_eq!((answer.status.as_u16(), answer.codes()), (400, vec!["BAD_USER_INPUT"]), "{number}");
        }
        assert_eq!(admin.ask("{ account { settings { revision } } }").await.data()["account"]["settings"]["revision"], 1);
    }

    async fn a_get_asks_and_never_changes_and_a_form_of_another_site_is_no_request(world) {
        let admin = world.account("acme").await;
        let get = |query: &str| {
            let path = format!("/graphql?query={}", query.replace(' ', "%20").replace('"', "%22").replace('{', "%7B").replace('}', "%7D"));
            admin.request("GET", &path).body(Body::empty()).unwrap()
        };
        let read = admin.raw(get("{ account { slug } }")).await;
        assert_eq!(read.data()["account"]["slug"], "acme");
        let written = admin.raw(get("mutation { updateCompany(input: {tradeName: \"x\"}) { userErrors { code } } }")).await;
        assert_eq!((written.status.as_u16(), written.headers[header::ALLOW].to_str().unwrap()), (405, "POST"));
        for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
            let body = json!({"query": "mutation { updateCompany(input: {tradeName: \"x\"}) { userErrors { code } } }"});
            let request = admin.request("POST", "/graphql").header(header::CONTENT_TYPE, content_type);
            let answer = admin.raw(request.body(Body::from(body.to_string())).unwrap()).await;
            assert!([400, 415].contains(&answer.status.as_u16()), "{content_type}: {}", answer.status);
        }
        let batch = admin.raw(admin.post(&json!([{"query": "{ viewer { subject } }"}]))).await;
        assert_eq!(batch.status, 400);
        assert_eq!(admin.ask("{ account { settings { revision } } }").await.data()["account"]["settings"]["revision"], 1);
    }

    async fn what_is_served_beside_graphql_is_there(world) {
        let anybody = world.anonymous();
        let get = |path: &'static str| anybody.raw(anybody.request("GET", path).body(Body::empty()).unwrap());
        assert_eq!(get("/schema.graphql").await.body, json!(schema::sdl()));
        assert_eq!(get("/health/live").await.status, 200);
        assert_eq!(get("/health/ready").await.status, 200);
        for path in ["/nothing", "/photos/x/64", "/photos/%00/64", "/photos/x/1e2", "/photos/x/99999999999", "/graphql/demo-tokens", "/graphql/assets/x.js"] {
            assert_eq!(get(path).await.status, 404, "{path}");
        }
        let answer = get("/health/live").await;
        assert!(answer.headers["x-request-id"].len() == 32);
    }
}
