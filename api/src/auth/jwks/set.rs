//! Reading a JSON Web Key Set: which of its keys verify tokens.

use serde::Deserialize;
use serde_json::Value;

use crate::auth::jwt::{Numbers, PublicKey};

/// So many keys of a set are looked at.
const KEYS: usize = 64;

/// What only a private key has (RFC 7518, section 6; RFC 8037, section 2).
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "oth"];

/// A key as far as it matters here (RFC 7517, section 4).
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The keys of a set that verify signatures with an algorithm that is known here; none where it is no set.
///
/// Another key is passed over, as RFC 7517 has it (section 5): a secret (`oct`) above all, for who knows it could sign.
pub(super) fn keys(set: &Value) -> Option<Vec<(Option<String>, PublicKey)>> {
    let keys = set.get("keys")?.as_array()?;
    if keys.len() > KEYS {
        tracing::warn!(keys = keys.len(), "only the first {KEYS} keys of the identity provider are looked at");
    }
    let read = |(place, key): (usize, &Value)| {
        if PRIVATE.iter().any(|member| key.get(member).is_some()) {
            tracing::warn!(place, "the identity provider publishes a private key, which is passed over");
            return None;
        }
        // serde would read a structure from an array as well.
        let read =
            Some(key).filter(|key| key.is_object()).and_then(|key| Jwk::deserialize(key).ok()).and_then(verifying);
        if read.is_none() {
            tracing::debug!(place, "a key of the identity provider verifies no tokens and is passed over");
        }
        read
    };
    Some(keys.iter().take(KEYS).enumerate().filter_map(read).collect())
}

/// The key, if it verifies signatures with an algorithm that is known here.
fn verifying(jwk: Jwk) -> Option<(Option<String>, PublicKey)> {
    let verifies = jwk.usage.as_deref().is_none_or(|usage| usage == "sig")
        && jwk.key_ops.as_ref().is_none_or(|operations| operations.iter().any(|operation| operation == "verify"));
    let numbers = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", _) => Numbers::Rsa { modulus: jwk.n.as_deref()?, exponent: jwk.e.as_deref()? },
        ("EC", Some("P-256")) => Numbers::P256 { x: jwk.x.as_deref()?, y: jwk.y.as_deref()? },
        ("OKP", Some("Ed25519")) => Numbers::Ed25519 { x: jwk.x.as_deref()? },
        _ => return None,
    };
    let key = PublicKey::from_numbers(numbers)?;
    let is_named = jwk.alg.is_none_or(|alg| alg == key.algorithm().name());
    (verifies && is_named).then_some((jwk.kid, key))
}
