//! Tokens of an identity provider, whose keys are discovered, fetched, changed and out of reach.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use api::{
    app::{App, Front},
    auth::{
        Verifier,
        jwks::{HttpSource, Location, Provider},
    },
};
use axum::{
    Router,
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::clock::{Clock as _, SystemClock};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::support::{Answer, Client, World, on_both};

const PRIVATE: &str = include_str!("../../api/src/auth/test_keys/ed25519_private.pem");
const PUBLIC: &str = include_str!("../../api/src/auth/test_keys/ed25519_public.pem");

/// An identity provider on loopback: whose keys are called so, or which is out of order.
#[derive(Debug)]
struct IdentityProvider {
    issuer: String,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    kids: Mutex<Option<Vec<&'static str>>>,
    asked: AtomicUsize,
    /// An answer takes one, and gives it back; with none left the provider hangs.
    answers: Semaphore,
}

impl IdentityProvider {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/realm", listener.local_addr().unwrap());
        let state = Arc::new(State {
            kids: Mutex::new(None),
            asked: AtomicUsize::new(0),
            answers: Semaphore::new(Semaphore::MAX_PERMITS / 2),
        });
        let configuration = json!({"issuer": issuer, "jwks_uri": format!("{issuer}/keys")}).to_string();
        let answering = Arc::clone(&state);
        let keys = move || {
            let state = Arc::clone(&answering);
            async move { state.answer().await }
        };
        let router = Router::new()
            .route("/realm/.well-known/openid-configuration", get(move || async move { configuration }))
            .route("/realm/keys", get(keys));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { issuer, state }
    }

    /// From now on these are its keys; without any it is out of order.
    fn has(&self, kids: Option<&[&'static str]>) {
        *self.state.kids.lock().unwrap() = kids.map(<[_]>::to_vec);
    }

    fn asked(&self) -> usize {
        self.state.asked.load(Ordering::Relaxed)
    }

    /// A token of staff whose key is called so.
    fn token(&self, world: &World, kid: &str) -> String {
        self.token_until(world.service.now() + TimeDelta::hours(1), kid)
    }

    fn token_until(&self, end: DateTime<Utc>, kid: &str) -> String {
        let exp = end.timestamp();
        let claims = json!({"iss": self.issuer, "aud": "cuenta", "sub": "staff", "role": "platform", "exp": exp});
        let header = Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_pem(PRIVATE.as_bytes()).unwrap()).unwrap()
    }
}

impl State {
    async fn answer(&self) -> Response {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let _answer = self.answers.acquire().await.unwrap();
        let Some(kids) = self.kids.lock().unwrap().clone() else {
            return StatusCode::BAD_GATEWAY.into_response();
        };
        let body: String = PUBLIC.lines().filter(|line| !line.starts_with('-')).collect();
        let der = STANDARD.decode(body).unwrap();
        let x = URL_SAFE_NO_PAD.encode(&der[der.len() - 32..]);
        let key = |kid| json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "use": "sig", "alg": "EdDSA", "x": x});
        json!({"keys": kids.into_iter().map(key).collect::<Vec<Value>>()}).to_string().into_response()
    }
}

/// The service with a provider, and with one place to work at.
fn with_provider(world: &World, identity: &IdentityProvider) -> Front {
    let source = HttpSource::new(Location::Issuer(identity.issuer.clone())).unwrap();
    let provider = Arc::new(Provider::new(Arc::new(source), &identity.issuer, "cuenta"));
    let verifier = Verifier::of_provider(Arc::clone(&provider));
    tokio::spawn(async move { provider.keep().await });
    World::router_with(&world.service, |app| App { verifier, operations: 1, ..app })
}

async fn who(router: &Front, token: &str) -> Answer {
    Client::new(router.clone(), Some(token.to_owned())).ask("{ viewer { subject } }").await
}

async fn readiness(router: &Front) -> (u16, Value) {
    let client = Client::new(router.clone(), None);
    let answer = client.raw(client.request("GET", "/health/ready").body(Body::empty()).unwrap()).await;
    (answer.status.as_u16(), answer.body)
}

/// Waits until the service is ready.
async fn ready(router: &Front) {
    while readiness(router).await.0 != 200 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

on_both! {
    async fn before_the_keys_are_there_tokens_cannot_be_judged_and_then_they_are_good(world) {
        let identity = IdentityProvider::start().await;
        let router = with_provider(&world, &identity);
        let token = identity.token(&world, "a");
        let answer = who(&router, &token).await;
        assert_eq!((answer.status.as_u16(), answer.codes()), (503, vec!["UNAVAILABLE"]));
        assert!(answer.headers.get(header::WWW_AUTHENTICATE).is_none(), "the client need not sign in again");
        assert_eq!(readiness(&router).await, (503, json!("the identity provider's keys were not fetched yet\n")));
        let nobody = Client::new(router.clone(), None).ask("{ viewer { subject } }").await;
        assert_eq!(nobody.data(), &json!({"viewer": null}));
        identity.has(Some(&["a"]));
        ready(&router).await;
        assert_eq!(who(&router, &token).await.data()["viewer"]["subject"], "staff");
        let mut forged = token.clone();
        forged.replace_range(token.len() - 10.., "AAAAAAAAAA");
        assert_eq!(who(&router, &forged).await.status, 401);
    }

    async fn the_first_token_after_a_rotation_is_good_and_an_outage_changes_nothing(world) {
        let identity = IdentityProvider::start().await;
        identity.has(Some(&["a"]));
        let router = with_provider(&world, &identity);
        ready(&router).await;
        identity.has(Some(&["b"]));
        assert_eq!(who(&router, &identity.token(&world, "b")).await.data()["viewer"]["subject"], "staff");
        assert_eq!(who(&router, &identity.token(&world, "a")).await.codes(), ["UNAUTHENTICATED"], "it is gone");
        identity.has(None);
        assert_eq!(who(&router, &identity.token(&world, "b")).await.data()["viewer"]["subject"], "staff");
        for made_up in 0..50 {
            assert_eq!(who(&router, &identity.token(&world, &format!("made-up-{made_up}"))).await.status, 401);
        }
        assert_eq!(identity.asked(), 2, "at the start, and for the rotation");
    }

    async fn who_waits_for_a_key_holds_no_place(world) {
        let identity = IdentityProvider::start().await;
        identity.has(Some(&["a"]));
        let router = with_provider(&world, &identity);
        ready(&router).await;
        let answers = identity.state.answers.forget_permits(Semaphore::MAX_PERMITS);
        let waiting: Vec<_> = (0..5).map(|made_up| {
            let (router, token) = (router.clone(), identity.token(&world, &format!("made-up-{made_up}")));
            tokio::spawn(async move { who(&router, &token).await.status.as_u16() })
        }).collect();
        while identity.asked() < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        for _ in 0..20 {
            assert_eq!(who(&router, &identity.token(&world, "a")).await.data()["viewer"]["subject"], "staff");
        }
        assert!(waiting.iter().all(|waiting| !waiting.is_finished()), "the provider has not answered");
        identity.state.answers.add_permits(answers);
        for waiting in waiting {
            assert_eq!(waiting.await.unwrap(), 401);
        }
        assert_eq!(identity.asked(), 2, "for all of them together");
    }
}

/// What `cuenta serve` makes of the options, in a process of its own.
#[tokio::test]
async fn the_process_asks_the_provider_that_is_configured() {
    let identity = IdentityProvider::start().await;
    let folder = tempfile::tempdir().unwrap();
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let tests = std::env::current_exe().unwrap();
    let mut process = tokio::process::Command::new(tests.ancestors().nth(2).unwrap().join("cuenta"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CUENTA_")) {
        process.env_remove(name);
    }
    let _process = process
        .args(["serve", "--metrics-listen", "off", "--listen", &address, "--oidc-issuer", &identity.issuer])
        .current_dir(folder.path())
        .stderr(std::process::Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let http = reqwest::Client::new();
    let ready = async || {
        let answer = http.get(format!("http://{address}/health/ready")).send().await.ok()?;
        Some((answer.status().as_u16(), answer.text().await.ok()?))
    };
    // It listens while it has no keys yet.
    while ready().await != Some((503, "the identity provider's keys were not fetched yet\n".to_owned())) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    identity.has(Some(&["a"]));
    while ready().await != Some((200, "ready\n".to_owned())) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let who = async |kid: &str| {
        let token = identity.token_until(SystemClock.now() + TimeDelta::hours(1), kid);
        let request = http.post(format!("http://{address}/graphql")).bearer_auth(token);
        let request = request.header("content-type", "application/json").body("{\"query\":\"{ viewer { subject } }\"}");
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), serde_json::from_str::<Value>(&answer.text().await.unwrap()).unwrap())
    };
    assert_eq!(who("a").await.1["data"]["viewer"]["subject"], "staff");
    identity.has(Some(&["b"]));
    assert_eq!(who("b").await.1["data"]["viewer"]["subject"], "staff");
    assert_eq!(who("a").await.0, 401);
}
