//! Sets and what they verify; rotation, outages and floods, with time that is paused; and a provider over HTTP.

use std::{
    collections::VecDeque,
    sync::{
        Mutex as StdMutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    http::{StatusCode, header},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::json;
use url::Url;

use super::*;

const ED_PRIVATE: &str = include_str!("../test_keys/ed25519_private.pem");
const ED_PUBLIC: &str = include_str!("../test_keys/ed25519_public.pem");
const RSA_PUBLIC: &str = include_str!("../test_keys/rsa_public.pem");
const NOW: i64 = 1_790_000_000;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

/// The public number of the tests' Ed25519 key: the last 32 bytes of its DER.
fn ed_number() -> String {
    let body: String = ED_PUBLIC.lines().filter(|line| !line.starts_with("-----")).collect();
    let der = base64::engine::general_purpose::STANDARD.decode(body).unwrap();
    URL_SAFE_NO_PAD.encode(&der[der.len() - 32..])
}

fn ed_key(kid: &str) -> Value {
    json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "use": "sig", "alg": "EdDSA", "x": ed_number()})
}

fn set(keys: &[Value]) -> Value {
    json!({ "keys": keys })
}

fn signed(key: &EncodingKey, algorithm: Algorithm, header: &Value, claims: &Value) -> String {
    let message =
        format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()));
    let signature = crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

fn claims() -> Value {
    json!({"iss": "id", "aud": "cuenta", "exp": NOW + 60, "sub": "u-1", "role": "platform"})
}

/// A good token whose key is called so.
fn token(kid: &str) -> String {
    let key = EncodingKey::from_ed_pem(ED_PRIVATE.as_bytes()).unwrap();
    signed(&key, Algorithm::EdDSA, &json!({"alg": "EdDSA", "kid": kid}), &claims())
}

fn named(document: &Value) -> Keys {
    Keys::named(keys(document).unwrap(), "id", "cuenta")
}

/// Answers what it was given, one after the other, and then the last again; counts how often it is asked.
#[derive(Debug, Default)]
struct Given {
    answers: StdMutex<VecDeque<Option<Value>>>,
    asked: AtomicUsize,
}

impl Given {
    fn new(answers: impl IntoIterator<Item = Option<Value>>) -> Arc<Self> {
        Arc::new(Self { answers: StdMutex::new(answers.into_iter().collect()), asked: AtomicUsize::new(0) })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    fn then(&self, answer: Option<Value>) {
        *self.answers.lock().unwrap() = VecDeque::from([answer]);
    }
}

impl Source for Given {
    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, Problem>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop_front().unwrap() } else { answers[0].clone() };
        Box::pin(async move {
            answer.map(|set| Fetched { set, max_age: None }).ok_or_else(|| Problem::NoJson("nothing".to_owned()))
        })
    }
}

/// A provider that keeps its keys new.
fn kept(source: &Arc<Given>) -> Arc<Provider> {
    let provider = Arc::new(Provider::new(Arc::clone(source) as Arc<dyn Source>, "id", "cuenta"));
    let keeping = Arc::clone(&provider);
    tokio::spawn(async move { keeping.keep().await });
    provider
}

const UNKNOWN: NotVerified = NotVerified::Refused(TokenRefused::UnknownKey);

#[test]
fn a_token_is_verified_with_the_key_that_it_names_and_by_that_keys_algorithm() {
    let document = set(&[ed_key("a"), json!({"kty": "RSA", "kid": "r"})]);
    assert_eq!(named(&document).verify(&token("a"), now()).unwrap().subject, "u-1");
    assert_eq!(named(&document).verify(&token("r"), now()), Err(TokenRefused::UnknownKey), "a key without numbers");
    let key = EncodingKey::from_ed_pem(ED_PRIVATE.as_bytes()).unwrap();
    for alg in ["none", "None", "HS256", "RS256", "ES256", "eddsa", "Ed25519", ""] {
        let forged = signed(&key, Algorithm::EdDSA, &json!({"alg": alg, "kid": "a"}), &claims());
        assert_eq!(named(&document).verify(&forged, now()), Err(TokenRefused::Algorithm), "{alg}");
    }
    let unnamed = signed(&key, Algorithm::EdDSA, &json!({"alg": "EdDSA"}), &claims());
    assert!(named(&document).verify(&unnamed, now()).is_ok());
    let wrong = signed(&key, Algorithm::EdDSA, &json!({"alg": "EdDSA", "kid": 1}), &claims());
    assert_eq!(named(&document).verify(&wrong, now()), Err(TokenRefused::Header));
}

#[test]
fn the_claims_of_a_providers_token_are_looked_at_as_any_others() {
    let keys = named(&set(&[ed_key("a")]));
    let key = EncodingKey::from_ed_pem(ED_PRIVATE.as_bytes()).unwrap();
    let refused = |claim: &str, value: Value| {
        let mut claims = claims();
        claims[claim] = value;
        keys.verify(&signed(&key, Algorithm::EdDSA, &json!({"alg": "EdDSA", "kid": "a"}), &claims), now()).unwrap_err()
    };
    assert_eq!(refused("iss", json!("other")), TokenRefused::Issuer);
    assert_eq!(refused("aud", json!("other")), TokenRefused::Audience);
    assert_eq!(refused("exp", json!(NOW)), TokenRefused::Expired);
    assert_eq!(refused("nbf", json!(NOW + 1)), TokenRefused::NotYetValid);
    assert_eq!(refused("account", json!("acme")), TokenRefused::AccountOfPlatform);
    let good = token("a");
    for length in 0..good.len() {
        assert!(keys.verify(&good[..length], now()).is_err(), "{length}");
    }
    assert_eq!(keys.verify(&format!("{good}{}", "A".repeat(9_000)), now()), Err(TokenRefused::TooLong));
}

#[test]
fn keys_that_do_not_verify_signatures_are_passed_over() {
    let ed = |changed: Value| {
        let mut key = ed_key("a");
        key.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
        keys(&set(&[key])).unwrap().len()
    };
    assert_eq!(ed(json!({})), 1);
    assert_eq!(ed(json!({"use": null, "key_ops": ["verify"], "alg": null, "x5c": ["MIIB"], "unknown": 1})), 1);
    for changed in [
        json!({"use": "enc"}),
        json!({"key_ops": ["sign"]}),
        json!({"alg": "RS256"}),
        json!({"crv": "X25519"}),
        json!({"kty": "EC"}),
        json!({"x": "AAAA"}),
        json!({"x": "not base64!"}),
        json!({"d": "AAAA"}),
        json!({"kid": 7}),
    ] {
        assert_eq!(ed(changed.clone()), 0, "{changed}");
    }
    for (key, number) in [
        (json!({"kty": "oct", "k": "AAAA", "alg": "HS256"}), 0),
        (json!({"kty": "RSA", "n": URL_SAFE_NO_PAD.encode([0xff; 256]), "e": "AQAB"}), 1),
        (json!({"kty": "RSA", "n": URL_SAFE_NO_PAD.encode([0xff; 255]), "e": "AQAB"}), 0),
        (json!({"kty": "RSA", "n": URL_SAFE_NO_PAD.encode([0xff; 256]), "e": "AQ"}), 0),
        (json!({"kty": "RSA", "n": URL_SAFE_NO_PAD.encode([0xff; 256]), "e": "AQAB", "alg": "RS512"}), 0),
        (json!({"kty": "RSA", "n": URL_SAFE_NO_PAD.encode([0xff; 1100]), "e": "AQAB"}), 0),
        (json!({"kty": "EC", "crv": "P-384", "x": ed_number(), "y": ed_number()}), 0),
        (json!({"kty": "EC", "crv": "P-256", "x": ed_number(), "y": "AAAA"}), 0),
        (json!("key"), 0),
    ] {
        assert_eq!(keys(&set(std::slice::from_ref(&key))).unwrap().len(), number, "{key}");
    }
    let many: Vec<Value> = (0..1_000).map(|number| ed_key(&number.to_string())).collect();
    assert_eq!(keys(&set(&many)).unwrap().len(), 64);
    for no_set in [json!({}), json!([]), json!({"keys": {}}), json!(null)] {
        assert!(keys(&no_set).is_none(), "{no_set}");
    }
}

#[test]
fn what_a_token_brings_along_and_a_public_key_as_a_secret_verify_nothing() {
    let oct = b"a secret that the set tells everybody";
    let document =
        set(&[ed_key("a"), json!({"kty": "oct", "kid": "o", "alg": "HS256", "k": URL_SAFE_NO_PAD.encode(oct)})]);
    let forged = |secret: &[u8], header: Value| {
        let forged = signed(&EncodingKey::from_secret(secret), Algorithm::HS256, &header, &claims());
        named(&document).verify(&forged, now()).unwrap_err()
    };
    assert_eq!(forged(oct, json!({"alg": "HS256", "kid": "o"})), TokenRefused::UnknownKey);
    assert_eq!(forged(oct, json!({"alg": "HS256"})), TokenRefused::Algorithm);
    for public in [ED_PUBLIC.as_bytes(), RSA_PUBLIC.as_bytes(), ed_number().as_bytes()] {
        assert_eq!(forged(public, json!({"alg": "HS256", "kid": "a"})), TokenRefused::Algorithm);
        assert_eq!(forged(public, json!({"alg": "EdDSA", "kid": "a"})), TokenRefused::Signature);
    }
    let own = json!({"kty": "oct", "k": URL_SAFE_NO_PAD.encode(oct), "alg": "HS256"});
    for brought in [
        json!({"jwk": own}),
        json!({"jku": "https://evil.example"}),
        json!({"x5u": "https://evil.example"}),
        json!({"x5c": ["MIIB"]}),
    ] {
        let mut header = json!({"alg": "EdDSA", "kid": "a"});
        header.as_object_mut().unwrap().extend(brought.as_object().unwrap().clone());
        assert_eq!(forged(oct, header), TokenRefused::Signature, "{brought}");
    }
    for kid in ["../../etc/passwd", "' OR 1=1 --", "a\0", "A", "", &"a".repeat(4_000)] {
        assert_eq!(named(&document).verify(&token(kid), now()), Err(TokenRefused::UnknownKey), "{kid}");
    }
    let critical = EncodingKey::from_ed_pem(ED_PRIVATE.as_bytes()).unwrap();
    let critical =
        signed(&critical, Algorithm::EdDSA, &json!({"alg": "EdDSA", "kid": "a", "crit": ["exp"]}), &claims());
    assert_eq!(named(&document).verify(&critical, now()), Err(TokenRefused::Critical));
}

#[tokio::test(start_paused = true)]
async fn until_the_keys_were_fetched_nobody_can_tell_and_then_a_token_is_good() {
    let source = Given::new([None, None, Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    assert_eq!(provider.verify(&token("a"), now()).await, Err(NotVerified::NoKeys));
    assert!(!provider.is_ready());
    sleep(Duration::from_secs(4)).await;
    assert_eq!(source.asked(), 3, "after one second, and after two more");
    assert!(provider.is_ready());
    assert!(provider.verify(&token("a"), now()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn keys_are_fetched_again_when_they_are_old_and_not_before() {
    let source = Given::new([Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    sleep(Duration::from_secs(1)).await;
    for _ in 0..1_000 {
        provider.verify(&token("a"), now()).await.unwrap();
    }
    assert_eq!(source.asked(), 1);
    sleep(AGE).await;
    assert_eq!(source.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_first_token_after_a_rotation_is_good_and_a_key_that_is_gone_is_not() {
    let source = Given::new([Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    sleep(Duration::from_secs(1)).await;
    source.then(Some(set(&[ed_key("b")])));
    assert!(provider.verify(&token("b"), now()).await.is_ok());
    assert_eq!(source.asked(), 2);
    assert_eq!(provider.verify(&token("a"), now()).await, Err(UNKNOWN));
}

#[tokio::test(start_paused = true)]
async fn tokens_of_made_up_keys_make_it_fetch_once_a_minute() {
    let source = Given::new([Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    sleep(Duration::from_secs(1)).await;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(10) {
        let tokens: Vec<String> = (0..20).map(|number| token(&format!("made-up-{number}"))).collect();
        let verified = tokens.iter().map(|token| provider.verify(token, now()));
        for refused in futures_util::future::join_all(verified).await {
            assert_eq!(refused, Err(UNKNOWN));
        }
        sleep(Duration::from_millis(100)).await;
    }
    assert!((10..=12).contains(&source.asked()), "{}", source.asked());
}

#[tokio::test(start_paused = true)]
async fn an_outage_leaves_the_known_keys_good_however_long_it_lasts() {
    let source = Given::new([Some(set(&[ed_key("a")])), None]);
    let provider = kept(&source);
    sleep(Duration::from_hours(72)).await;
    assert!(provider.verify(&token("a"), now()).await.is_ok());
    assert!(source.asked() > 72 * 59, "it goes on asking each minute: {}", source.asked());
    source.then(Some(set(&[])));
    sleep(Duration::from_mins(2)).await;
    assert!(provider.verify(&token("a"), now()).await.is_ok(), "a set without keys is an outage as well");
    source.then(Some(set(&[ed_key("b")])));
    sleep(Duration::from_mins(2)).await;
    assert!(provider.verify(&token("b"), now()).await.is_ok());
}

/// Serves paths, each with what it answers.
async fn provider_over_http(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

async fn fetched(location: Location) -> Result<Fetched, Problem> {
    HttpSource::new(location).unwrap().fetch().await
}

#[tokio::test]
async fn a_set_is_fetched_from_its_address_with_its_age() {
    let body = set(&[ed_key("a")]).to_string();
    let keys = get(move || async move { ([(header::CACHE_CONTROL, "public, max-age=120, must-revalidate")], body) });
    let address = provider_over_http(Router::new().route("/keys", keys)).await;
    let fetched = fetched(Location::Set(Url::parse(&format!("{address}/keys")).unwrap())).await.unwrap();
    assert_eq!(fetched.max_age, Some(Duration::from_mins(2)));
    assert!(named(&fetched.set).verify(&token("a"), now()).is_ok());
}

#[tokio::test]
async fn the_address_of_the_keys_is_discovered_below_the_issuer() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}/realm", listener.local_addr().unwrap());
    let (own, jwks_uri) = (issuer.clone(), format!("{issuer}/keys"));
    let configuration = get(move || async move { json!({"issuer": own, "jwks_uri": jwks_uri}).to_string() });
    let keys = get(|| async { set(&[ed_key("a")]).to_string() });
    let other =
        get(|| async { json!({"issuer": "https://other.example", "jwks_uri": "https://other.example/k"}).to_string() });
    let own = format!("{issuer}/plain");
    let plain = get(move || async move { json!({"issuer": own, "jwks_uri": "http://id.example/keys"}).to_string() });
    let router = Router::new()
        .route("/realm/.well-known/openid-configuration", configuration)
        .route("/realm/keys", keys)
        .route("/realm/other/.well-known/openid-configuration", other)
        .route("/realm/plain/.well-known/openid-configuration", plain);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let set = fetched(Location::Issuer(issuer.clone())).await.unwrap().set;
    assert!(named(&set).verify(&token("a"), now()).is_ok());
    let refused =
        async |path: &str| fetched(Location::Issuer(format!("{issuer}{path}"))).await.unwrap_err().to_string();
    assert_eq!(refused("/other").await, "the configuration is of the issuer \"https://other.example\"");
    assert_eq!(refused("/").await, format!("the configuration is of the issuer {issuer:?}"), "letter by letter");
    assert_eq!(refused("/plain").await, "the configuration names no `jwks_uri` that is https");
}

#[tokio::test]
async fn answers_that_are_no_set_are_told_in_a_sentence() {
    let router = Router::new()
        .route("/long", get(|| async { format!("{{\"keys\":[{}]}}", " ".repeat(300_000)) }))
        .route("/broken", get(|| async { "{" }))
        .route("/gone", get(|| async { StatusCode::NOT_FOUND }))
        .route("/moved", get(|| async { (StatusCode::FOUND, [(header::LOCATION, "/broken")]) }));
    let address = provider_over_http(router).await;
    let refused = async |path: &str| {
        let address = Url::parse(&format!("{address}{path}")).unwrap();
        fetched(Location::Set(address)).await.unwrap_err().to_string().replace("http://127.0.0.1:", "")
    };
    let port = address.rsplit_once(':').unwrap().1;
    assert_eq!(refused("/long").await, format!("{port}/long answers with more than 256 KB"));
    assert_eq!(refused("/broken").await, format!("{port}/broken answers with no JSON"));
    assert_eq!(refused("/gone").await, format!("{port}/gone answers with 404 Not Found"));
    assert_eq!(refused("/moved").await, format!("{port}/moved answers with 302 Found"));
    let nobody = fetched(Location::Set(Url::parse("http://127.0.0.1:1/keys").unwrap())).await.unwrap_err();
    assert!(nobody.to_string().contains("refused"), "{nobody}");
}
