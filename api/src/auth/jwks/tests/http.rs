//! A provider over HTTP.

use axum::{
    Router,
    http::{StatusCode, header},
    routing::get,
};
use url::Url;

use super::*;

/// Serves a provider's paths on loopback.
async fn served(router: impl FnOnce(&str) -> Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = router(&address);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

async fn fetched(location: Location) -> Result<Fetched, Problem> {
    HttpSource::new(location).unwrap().fetch().await
}

async fn fetched_from(address: &str) -> Result<Fetched, Problem> {
    fetched(Location::Set(Url::parse(address).unwrap())).await
}

#[tokio::test]
async fn a_set_is_fetched_from_its_address_with_its_age() {
    for (told, age) in [
        ("public, max-age=120, must-revalidate", Some(120)),
        ("MAX-AGE=60", Some(60)),
        ("max-age=\"7\"", Some(7)),
        ("s-maxage=9, max-age=8", Some(8)),
        ("max-age=99999999999999999999", None),
        ("max-age=-1", None),
        ("max-age", None),
        ("no-store", None),
    ] {
        let body = set(&[ed_key("a")]).to_string();
        let keys = get(move || async move { ([(header::CACHE_CONTROL, told)], body) });
        let address = served(|_| Router::new().route("/keys", keys)).await;
        let fetched = fetched_from(&format!("{address}/keys")).await.unwrap();
        assert_eq!(fetched.max_age, age.map(Duration::from_secs), "{told}");
        assert!(named(&fetched.set).verify(&token("a"), now()).is_ok());
    }
}

#[tokio::test]
async fn the_address_of_the_keys_is_discovered_below_the_issuer() {
    let configured = |issuer: String, jwks_uri: String| {
        get(move || async move { json!({"issuer": issuer, "jwks_uri": jwks_uri}).to_string() })
    };
    let address = served(|address| {
        let at = |path: &str| format!("{address}/realm{path}");
        Router::new()
            .route("/realm/.well-known/openid-configuration", configured(at(""), at("/keys")))
            .route("/realm/keys", get(|| async { set(&[ed_key("a")]).to_string() }))
            .route(
                "/realm/other/.well-known/openid-configuration",
                configured("https://other.example".to_owned(), at("/keys")),
            )
            .route(
                "/realm/plain/.well-known/openid-configuration",
                configured(at("/plain"), "http://id.example/keys".to_owned()),
            )
            .route("/realm/file/.well-known/openid-configuration", configured(at("/file"), "file:///keys".to_owned()))
            .route("/realm/none/.well-known/openid-configuration", get(|| async { "[]" }))
    })
    .await;
    let issuer = format!("{address}/realm");
    let set = fetched(Location::Issuer(issuer.clone())).await.unwrap().set;
    assert!(named(&set).verify(&token("a"), now()).is_ok());
    let refused =
        async |path: &str| fetched(Location::Issuer(format!("{issuer}{path}"))).await.unwrap_err().to_string();
    assert_eq!(refused("/other").await, "the configuration is of the issuer \"https://other.example\"");
    assert_eq!(refused("/").await, format!("the configuration is of the issuer {issuer:?}"), "letter by letter");
    assert_eq!(refused("/none").await, "the configuration is of the issuer \"\"");
    for path in ["/plain", "/file"] {
        assert_eq!(refused(path).await, "the configuration names no `jwks_uri` that is https");
    }
}

#[tokio::test]
async fn answers_that_are_no_set_are_told_in_a_sentence() {
    let address = served(|_| {
        Router::new()
            .route("/long", get(|| async { format!("{{\"keys\":[{}]}}", " ".repeat(300_000)) }))
            .route("/deep", get(|| async { "[".repeat(200_000) }))
            .route("/broken", get(|| async { "{" }))
            .route("/bytes", get(|| async { vec![0xff, 0xfe] }))
            .route("/empty", get(|| async {}))
            .route("/gone", get(|| async { StatusCode::NOT_FOUND }))
            .route("/none", get(|| async { StatusCode::NO_CONTENT }))
            .route("/moved", get(|| async { (StatusCode::FOUND, [(header::LOCATION, "/set")]) }))
            .route("/set", get(|| async { set(&[ed_key("a")]).to_string() }))
    })
    .await;
    assert!(fetched_from(&format!("{address}/set")).await.is_ok());
    for (path, told) in [
        ("/long", "answers with more than 256 KB"),
        ("/deep", "answers with no JSON"),
        ("/broken", "answers with no JSON"),
        ("/bytes", "answers with no JSON"),
        ("/empty", "answers with no JSON"),
        ("/gone", "answers with 404 Not Found"),
        ("/none", "answers with 204 No Content"),
        ("/moved", "answers with 302 Found"),
    ] {
        let at = format!("{address}{path}");
        assert_eq!(fetched_from(&at).await.unwrap_err().to_string(), format!("{at} {told}"));
    }
    let nobody = fetched_from("http://127.0.0.1:1/keys").await.unwrap_err();
    assert!(nobody.to_string().contains("refused"), "{nobody}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_come_or_never_ends_is_given_up() {
    let drip = get(|| async {
        let piece = || async { Ok::<_, std::io::Error>("[".to_owned()) };
        let pieces = futures_util::stream::unfold((), move |()| async move {
            sleep(Duration::from_secs(1)).await;
            Some((piece().await, ()))
        });
        axum::body::Body::from_stream(pieces)
    });
    let address =
        served(|_| Router::new().route("/never", get(std::future::pending::<String>)).route("/drip", drip)).await;
    for path in ["/never", "/drip"] {
        let begun = Instant::now();
        let given_up = fetched_from(&format!("{address}{path}")).await.unwrap_err();
        assert_eq!(given_up.to_string(), "there was no answer within 5 seconds", "{path}");
        assert!(begun.elapsed() >= source::TIME);
    }
}
