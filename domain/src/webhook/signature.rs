//! The secrets of endpoints, and the signatures that they make.
//!
//! Source: Standard Webhooks, <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>.

use std::fmt;

use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::RngCore;
use sha2::Sha256;

/// How every secret is told, so that it is known for what it is.
const BEGINNING: &str = "whsec_";

/// What one endpoint's deliveries are signed with: 256 random bits.
///
/// Other than the secret of a key it must be known to sign, so it is kept as it is, in a table that nothing else reads.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    pub(crate) fn generate(random: &mut dyn RngCore) -> Self {
        let mut bytes = vec![0; 32];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Reads what [`Self::kept`] wrote.
    pub(crate) fn read(kept: &str) -> Option<Self> {
        BASE64.decode(kept.as_bytes()).ok().map(Self)
    }

    /// As it stands in the database.
    pub(crate) fn kept(&self) -> String {
        BASE64.encode(&self.0)
    }

    /// The secret as libraries of Standard Webhooks take it, for the one answer that tells it.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{BEGINNING}{}", self.kept())
    }

    /// The signature of a message: `v1,` and the HMAC-SHA-256 of its id, its time in seconds and its body, in base 64.
    fn sign(&self, id: &str, at: DateTime<Utc>, body: &str) -> String {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        for part in [id, ".", &at.timestamp().to_string(), ".", body] {
            mac.update(part.as_bytes());
        }
        format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The signatures of a message, one by each secret: whoever checks takes it if one of them is good.
pub(crate) fn signatures(secrets: &[Secret], id: &str, at: DateTime<Utc>, body: &str) -> String {
    secrets.iter().map(|secret| secret.sign(id, at, body)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_specifications_example() {
        // The example of the specification's reference libraries.
        let secret = Secret::read("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let at = DateTime::from_timestamp(1_614_265_330, 0).unwrap();
        let signed = signatures(&[secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, "{\"test\": 2432232314}");
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn several_secrets_make_several_signatures_and_none_is_seen_by_accident() {
        let secrets = [1_u8, 2].map(|byte| Secret(vec![byte; 32]));
        let signed = signatures(&secrets, "whd_1", DateTime::UNIX_EPOCH, "{}");
        let parts: Vec<&str> = signed.split(' ').collect();
        assert!(parts.len() == 2 && parts[0] != parts[1] && parts.iter().all(|part| part.starts_with("v1,")));
        assert_eq!(format!("{:?}", secrets[0]), "Secret(…)");
        assert_eq!(Secret::read(&secrets[0].kept()), Some(secrets[0].clone()));
        assert!(secrets[0].reveal().starts_with("whsec_"));
    }
}
