//! What the tests of key sets have in common: keys, sets of them, tokens, and a source that answers what it is given.

mod http;
mod keeping;
mod sets;

use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::json;
use tokio::time::sleep;

use super::*;
use crate::auth::jwt::VerifiedToken;

const ED_PRIVATE: &str = include_str!("../test_keys/ed25519_private.pem");
const ED_PUBLIC: &str = include_str!("../test_keys/ed25519_public.pem");
const EC_PRIVATE: &str = include_str!("../test_keys/ec_private.pem");
const EC_PUBLIC: &str = include_str!("../test_keys/ec_public.pem");
const RSA_PRIVATE: &str = include_str!("../test_keys/rsa_private.pem");
const RSA_PUBLIC: &str = include_str!("../test_keys/rsa_public.pem");

/// Some moment, in seconds since 1970.
const NOW: i64 = 1_790_000_000;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn der(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(body).unwrap()
}

/// The tests' Ed25519 key, which is the end of its DER.
fn ed_key(kid: &str) -> Value {
    let der = der(ED_PUBLIC);
    let x = URL_SAFE_NO_PAD.encode(&der[der.len() - 32..]);
    json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "use": "sig", "alg": "EdDSA", "x": x})
}

/// The tests' P-256 key, whose coordinates are the end of its DER.
fn ec_key(kid: &str) -> Value {
    let der = der(EC_PUBLIC);
    let [x, y] = [64, 32].map(|from_end| URL_SAFE_NO_PAD.encode(&der[der.len() - from_end..][..32]));
    json!({"kty": "EC", "crv": "P-256", "kid": kid, "x": x, "y": y})
}

/// The modulus of the tests' RSA key, which stands in its DER before the exponent, 02 03 01 00 01.
fn rsa_modulus() -> Vec<u8> {
    let der = der(RSA_PUBLIC);
    der[der.len() - 5 - 256..der.len() - 5].to_vec()
}

fn rsa_key(kid: &str) -> Value {
    json!({"kty": "RSA", "kid": kid, "n": URL_SAFE_NO_PAD.encode(rsa_modulus()), "e": "AQAB"})
}

/// The key with some of its members replaced; one that is replaced by null is left out.
fn but(mut key: Value, replaced: &Value) -> Value {
    for (member, value) in replaced.as_object().unwrap() {
        if value.is_null() {
            key.as_object_mut().unwrap().shift_remove(member);
        } else {
            key[member] = value.clone();
        }
    }
    key
}

fn set(keys: &[Value]) -> Value {
    json!({ "keys": keys })
}

fn named(document: &Value) -> Keys {
    Keys::named(set::keys(document).unwrap(), "id", "cuenta")
}

fn ed_private() -> EncodingKey {
    EncodingKey::from_ed_pem(ED_PRIVATE.as_bytes()).unwrap()
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

/// A good token of the Ed25519 key, with this header.
fn ed_token(header: &Value) -> String {
    signed(&ed_private(), Algorithm::EdDSA, header, &claims())
}

/// A good token whose key is called so.
fn token(kid: &str) -> String {
    ed_token(&json!({"alg": "EdDSA", "kid": kid}))
}

const UNKNOWN: NotVerified = NotVerified::Refused(TokenRefused::UnknownKey);

/// Answers what it was given, one after the other, and then the last again; counts how often it is asked.
#[derive(Debug)]
struct Given {
    answers: Mutex<VecDeque<Option<Value>>>,
    max_age: Option<Duration>,
    /// How long each answer takes.
    takes: Mutex<Duration>,
    asked: AtomicUsize,
}

impl Given {
    fn new(answers: impl IntoIterator<Item = Option<Value>>) -> Arc<Self> {
        Self::with_age(None, answers)
    }

    fn with_age(max_age: Option<Duration>, answers: impl IntoIterator<Item = Option<Value>>) -> Arc<Self> {
        let answers = Mutex::new(answers.into_iter().collect());
        Arc::new(Self { answers, max_age, takes: Mutex::default(), asked: AtomicUsize::new(0) })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    fn then(&self, answer: Option<Value>) {
        *self.answers.lock().unwrap() = VecDeque::from([answer]);
    }

    fn takes(&self, time: Duration) {
        *self.takes.lock().unwrap() = time;
    }
}

impl Source for Given {
    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, Problem>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop_front().unwrap() } else { answers[0].clone() };
        let takes = *self.takes.lock().unwrap();
        Box::pin(async move {
            sleep(takes).await;
            let fetched = answer.map(|set| Fetched { set, max_age: self.max_age });
            fetched.ok_or_else(|| Problem::NoJson("nothing".to_owned()))
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

/// What a request does with its token.
async fn judged(provider: &Provider, token: &str) -> Result<VerifiedToken, NotVerified> {
    provider.expect(token).await;
    let keys = provider.keys().ok_or(NotVerified::NoKeys)?;
    Ok(keys.verify(token, now())?)
}
