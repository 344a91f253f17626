//! Tokens that are good and tokens that Cuenta signs; beside them the forged ones and the rules about claims.

mod claims;
mod forged;

use jsonwebtoken::crypto;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const SECRET: &[u8] = b"a secret of the tests, long enough";
const RSA_PUBLIC: &str = include_str!("../test_keys/rsa_public.pem");
const RSA_PRIVATE: &str = include_str!("../test_keys/rsa_private.pem");
const EC_PUBLIC: &str = include_str!("../test_keys/ec_public.pem");
const EC_PRIVATE: &str = include_str!("../test_keys/ec_private.pem");
const ED_PUBLIC: &str = include_str!("../test_keys/ed25519_public.pem");
const ED_PRIVATE: &str = include_str!("../test_keys/ed25519_private.pem");

/// Some moment, in seconds since 1970.
const NOW: i64 = 1_790_000_000;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn hs256() -> Keys {
    Keys::hs256(SECRET, "cuenta", "cuenta")
}

fn rs256() -> Keys {
    Keys::from_pem(RSA_PUBLIC, "cuenta", "cuenta").unwrap()
}

/// The claims of a good token.
fn good() -> Value {
    json!({
        "iss": "cuenta", "aud": "cuenta", "exp": NOW + 1,
        "sub": "u-1", "role": "operator", "account": "aurora", "name": "Operator", "email": "op@aurora.example",
    })
}

/// The good claims with some replaced. A claim that is replaced by null is left out.
fn good_but(replaced: &Value) -> Value {
    let mut claims = good();
    for (claim, value) in replaced.as_object().unwrap() {
        if value.is_null() {
            claims.as_object_mut().unwrap().shift_remove(claim);
        } else {
            claims[claim] = value.clone();
        }
    }
    claims
}

fn signed_with(key: &EncodingKey, algorithm: Algorithm, header: &str, claims: &str) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// A token with any header and any claims, signed with the tests' secret.
fn token(header: &str, claims: &str) -> String {
    signed_with(&EncodingKey::from_secret(SECRET), Algorithm::HS256, header, claims)
}

fn verify_text(claims: &str) -> Result<VerifiedToken, TokenRefused> {
    hs256().verify(&token(r#"{"alg":"HS256"}"#, claims), now())
}

fn verify(claims: &Value) -> Result<VerifiedToken, TokenRefused> {
    verify_text(&claims.to_string())
}

fn verify_header(header: &str) -> Result<VerifiedToken, TokenRefused> {
    hs256().verify(&token(header, &good().to_string()), now())
}

/// The good token's three parts.
fn parts() -> [String; 3] {
    let good = token(r#"{"alg":"HS256"}"#, &good().to_string());
    let parts: Vec<String> = good.split('.').map(str::to_owned).collect();
    parts.try_into().unwrap()
}

#[test]
fn a_good_token_of_every_algorithm_is_taken() {
    let said = VerifiedToken {
        subject: "u-1".to_owned(),
        role: TokenRole::Operator,
        account: Some("aurora".to_owned()),
        name: Some("Operator".to_owned()),
        email: Some("op@aurora.example".to_owned()),
        expires_at: DateTime::from_timestamp(NOW + 1, 0).unwrap(),
    };
    let signed = |key: &EncodingKey, algorithm: Algorithm, name: &str| {
        signed_with(key, algorithm, &json!({"typ": "JWT", "alg": name, "kid": "1"}).to_string(), &good().to_string())
    };
    let rsa = EncodingKey::from_rsa_pem(RSA_PRIVATE.as_bytes()).unwrap();
    let ec = EncodingKey::from_ec_pem(EC_PRIVATE.as_bytes()).unwrap();
    let ed = EncodingKey::from_ed_pem(ED_PRIVATE.as_bytes()).unwrap();
    let es256 = signed(&ec, Algorithm::ES256, "ES256");
    let pkcs1 = include_str!("../test_keys/rsa_public_pkcs1.pem");
    let compressed = include_str!("../test_keys/ec_compressed_public.pem");
    let from_pem = |pem| Keys::from_pem(pem, "cuenta", "cuenta").unwrap();
    for (keys, token) in [
        (hs256(), signed(&EncodingKey::from_secret(SECRET), Algorithm::HS256, "HS256")),
        (rs256(), signed(&rsa, Algorithm::RS256, "RS256")),
        (from_pem(pkcs1), signed(&rsa, Algorithm::RS256, "RS256")),
        (from_pem(EC_PUBLIC), es256.clone()),
        (from_pem(compressed), es256),
        (from_pem(ED_PUBLIC), signed(&ed, Algorithm::EdDSA, "EdDSA")),
    ] {
        assert_eq!(keys.verify(&token, now()), Ok(said.clone()), "{keys:?}");
    }
}

/// What a token of the demo says.
fn new_token<'a>() -> NewToken<'a> {
    NewToken {
        subject: "demo-admin",
        role: TokenRole::Admin,
        account: Some("demo"),
        name: Some("Demo administrator"),
        email: None,
        issuer: "cuenta",
        audience: "cuenta",
        issued_at: DateTime::from_timestamp(NOW, 999_999_000).unwrap(),
        lifetime: TimeDelta::hours(1),
    }
}

#[test]
fn a_signed_token_says_what_it_was_told() {
    let signed = sign(SECRET, &new_token()).unwrap();
    let verified = hs256().verify(&signed, now()).unwrap();
    assert_eq!(
        verified,
        VerifiedToken {
            subject: "demo-admin".to_owned(),
            role: TokenRole::Admin,
            account: Some("demo".to_owned()),
            name: Some("Demo administrator".to_owned()),
            email: None,
            expires_at: DateTime::from_timestamp(NOW + 3_600, 0).unwrap(),
        }
    );
    let [header, claims] = [0, 1].map(|part| {
        let json = URL_SAFE_NO_PAD.decode(signed.split('.').nth(part).unwrap()).unwrap();
        serde_json::from_slice::<Value>(&json).unwrap()
    });
    assert_eq!(header, json!({"typ": "JWT", "alg": "HS256"}));
    assert_eq!(
        claims,
        json!({
            "iss": "cuenta", "aud": "cuenta", "sub": "demo-admin", "role": "admin", "account": "demo",
            "name": "Demo administrator", "iat": NOW, "exp": NOW + 3_600,
        })
    );
    let other = Keys::hs256(b"another secret that is long enough", "cuenta", "cuenta");
    assert_eq!(other.verify(&signed, now()), Err(TokenRefused::Signature));
}

#[test]
fn a_token_that_would_never_be_good_is_not_signed() {
    let refused = |token: NewToken<'_>| match sign(SECRET, &token) {
        Err(SignError::NeverGood(refused)) => refused,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(NewToken { subject: " ", ..new_token() }), TokenRefused::Text("sub"));
    assert_eq!(refused(NewToken { account: None, ..new_token() }), TokenRefused::Missing("account"));
    assert_eq!(refused(NewToken { role: TokenRole::Platform, ..new_token() }), TokenRefused::AccountOfPlatform);
    assert_eq!(refused(NewToken { lifetime: TimeDelta::zero(), ..new_token() }), TokenRefused::Expired);
    assert_eq!(refused(NewToken { lifetime: TimeDelta::hours(-1), ..new_token() }), TokenRefused::Expired);
    let name = "x".repeat(TOKEN_MAX);
    assert_eq!(refused(NewToken { name: Some(&name), ..new_token() }), TokenRefused::TooLong);
    let forever = NewToken { lifetime: TimeDelta::MAX, ..new_token() };
    assert!(matches!(sign(SECRET, &forever), Err(SignError::Lifetime)));
}

#[test]
fn keys_show_no_secret() {
    let shown = format!("{:?}", hs256());
    assert!(!shown.contains("tests") && !shown.contains(&format!("{SECRET:?}")), "{shown}");
}

proptest! {
    #[test]
    fn what_is_signed_is_verified(
        subject in "\\PC{1,60}", name in proptest::option::of("\\PC{1,60}"), seconds in 1_i64..100_000,
        microseconds in 0_u32..1_000_000,
    ) {
        prop_assume!(!subject.trim().is_empty());
        let issued_at = DateTime::from_timestamp(NOW, microseconds * 1_000).unwrap();
        let told = NewToken {
            subject: &subject,
            name: name.as_deref(),
            issued_at,
            lifetime: TimeDelta::seconds(seconds),
            ..new_token()
        };
        let verified = hs256().verify(&sign(SECRET, &told).unwrap(), issued_at).unwrap();
        prop_assert_eq!(verified.subject, subject);
        prop_assert_eq!(verified.name, name.filter(|name| !name.trim().is_empty()));
        prop_assert_eq!(verified.expires_at.timestamp(), NOW + seconds);
    }
}
