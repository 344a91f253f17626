//! What browsers are told, and what pages of other sites are refused.

use api::{app::App, shutdown::Shutdown};
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use schema::PublicUrl;
use serde_json::json;

use crate::support::{Client, World, on_both};

const QUERY: &str = r#"{"query":"{ __typename }"}"#;

/// Asks with a method, an address and headers, and answers the status and the headers.
async fn asked(
    client: &Client,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &'static str,
) -> (StatusCode, HeaderMap) {
    let mut request = client.request(method, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = client.raw(request.body(Body::from(body)).unwrap()).await;
    (answer.status, answer.headers)
}

async fn posted(client: &Client, headers: &[(&str, &str)]) -> StatusCode {
    let headers = [&[("content-type", "application/json")], headers].concat();
    asked(client, "POST", "/graphql", &headers, QUERY).await.0
}

on_both! {
    async fn a_page_of_another_site_posts_nothing_unless_it_is_on_the_list(world) {
        let client = world.anonymous();
        assert_eq!(posted(&client, &[]).await, 200, "what is no browser");
        assert_eq!(posted(&client, &[("sec-fetch-site", "same-origin"), ("origin", "http://localhost")]).await, 200);
        assert_eq!(posted(&client, &[("origin", "http://localhost")]).await, 200);
        assert_eq!(posted(&client, &[("sec-fetch-site", "cross-site"), ("origin", "https://app.example")]).await, 200);
        for headers in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
            &[("sec-fetch-site", "same-site"), ("origin", "https://evil.example")],
            &[("origin", "https://evil.example")],
            &[("origin", "https://app.example.evil.example")],
            &[("origin", "http://app.example")],
            &[("origin", "null")],
        ] {
            assert_eq!(posted(&client, headers).await, 403, "{headers:?}");
        }
    }

    async fn a_page_of_another_site_asks_nothing_in_an_address_and_opens_no_socket(world) {
        let client = world.anonymous();
        let get = async |headers: &[(&str, &str)]| asked(&client, "GET", "/graphql?query=%7B__typename%7D", headers, "").await.0.as_u16();
        assert_eq!(get(&[]).await, 200);
        assert_eq!(get(&[("sec-fetch-site", "same-origin")]).await, 200);
        assert_eq!(get(&[("sec-fetch-site", "cross-site"), ("origin", "https://app.example")]).await, 200);
        assert_eq!(get(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")]).await, 403);
        assert_eq!(get(&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]).await, 403);
        assert_eq!(get(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")]).await, 200, "a link that a person follows");
        let socket = [("upgrade", "websocket"), ("connection", "upgrade"), ("sec-websocket-version", "13"), ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")];
        let open = async |origin: &str| {
            let headers = [&socket[..], &[("origin", origin)]].concat();
            asked(&client, "GET", "/graphql", &headers, "").await.0.as_u16()
        };
        assert_eq!(open("https://evil.example").await, 403);
        assert_eq!(open("null").await, 403);
        // Without a connection to upgrade these go no further, but they are let in.
        for origin in ["https://app.example", "http://localhost"] {
            assert_ne!(open(origin).await, 403, "{origin}");
        }
    }

    async fn browsers_are_told_which_origins_may_ask_and_nothing_of_credentials(world) {
        let client = world.anonymous();
        let preflight = [("origin", "https://app.example"), ("access-control-request-method", "POST"), ("access-control-request-headers", "authorization,content-type")];
        let (status, headers) = asked(&client, "OPTIONS", "/graphql", &preflight, "").await;
        assert_eq!(status, 200);
        assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "https://app.example");
        let allowed = headers[header::ACCESS_CONTROL_ALLOW_HEADERS].to_str().unwrap();
        assert!(["authorization", "content-type", "cuenta-min-revision"].iter().all(|name| allowed.contains(name)), "{allowed}");
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
        let (_, headers) = asked(&client, "POST", "/graphql", &[("content-type", "application/json"), ("origin", "https://app.example")], QUERY).await;
        assert!(headers[header::ACCESS_CONTROL_EXPOSE_HEADERS].to_str().unwrap().contains("cuenta-revision"));
        let (_, headers) = asked(&client, "OPTIONS", "/graphql", &[("origin", "https://evil.example"), ("access-control-request-method", "POST")], "").await;
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
        assert!(headers[header::VARY].to_str().unwrap().to_lowercase().contains("origin"), "caches tell origins apart");
    }

    async fn every_answer_has_the_headers_that_keep_browsers_from_guessing(world) {
        let client = world.anonymous();
        for path in ["/graphql?query=%7B__typename%7D", "/schema.graphql", "/health/live", "/nothing", "/photos/x/64", "/terms-acceptances.csv"] {
            let (_, headers) = asked(&client, "GET", path, &[], "").await;
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
            assert_eq!(headers[header::REFERRER_POLICY], "no-referrer", "{path}");
            assert_eq!(headers[header::CONTENT_SECURITY_POLICY], "default-src 'none'; frame-ancestors 'none'", "{path}");
            assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
            assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY), "{path}");
        }
        let router = World::router_with(&world.service, |app| App {
            public_url: PublicUrl(Some("https://cuenta.example".to_owned())),
            shutdown: Shutdown::default(),
            ..app
        });
        let client = Client::new(router, None);
        let (_, headers) = asked(&client, "GET", "/health/live", &[], "").await;
        assert_eq!(headers[header::STRICT_TRANSPORT_SECURITY], "max-age=31536000");
        assert_eq!(posted(&client, &[("sec-fetch-site", "same-site"), ("origin", "https://cuenta.example")]).await, 200);
        assert_eq!(client.raw(client.post(&json!({"query": "{ __typename }"}))).await.status, 200);
    }
}
