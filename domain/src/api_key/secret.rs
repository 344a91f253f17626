//! The secrets of API keys: how they are made, told from mistyped ones, and known again without being kept.

use std::fmt;

use data_encoding::{BASE32_DNSSEC, HEXLOWER};
use rand::RngCore;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// How every secret begins, so that scanners find leaked ones.
pub const BEGINNING: &str = "cuenta_";

/// Characters of the part that tells keys apart, after the beginning.
const TAG: usize = 13;

/// Characters of the 256 random bits.
const RANDOM: usize = 52;

/// Characters of the checksum: CRC-32 of all that comes before it.
const CHECKSUM: usize = 7;

/// What an integration sends as its bearer token.
///
/// `cuenta_`, 13 characters that are the same for every secret of a key, 52 that hold 256 random bits, and 7 of a
/// checksum, all in base 32 with the digits 0-9 and a-v (RFC 4648, section 7, in lower case).
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret of the key whose secrets begin with `prefix`.
    #[must_use]
    pub(crate) fn generate(prefix: &Prefix, random: &mut dyn RngCore) -> Self {
        let mut bytes = [0; 32];
        random.fill_bytes(&mut bytes);
        let mut text = prefix.0.clone();
        BASE32_DNSSEC.encode_append(&bytes, &mut text);
        let checksum = checksum(&text);
        text.push_str(&checksum);
        Self(text)
    }

    /// Reads what was sent. None for what no key ever had: another beginning or length, a character or the checksum
    /// wrong. Nothing has to be looked up to find that out.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(BEGINNING)?;
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'v');
        if rest.len() != TAG + RANDOM + CHECKSUM || !rest.bytes().all(is_digit) {
            return None;
        }
        let (body, told) = text.split_at(text.len() - CHECKSUM);
        (checksum(body) == told).then(|| Self(text.to_owned()))
    }

    /// The secret itself, for the one answer that tells it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest(HEXLOWER.encode(&Sha256::digest(&self.0)))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// How the secrets of one key begin: enough to recognise the key, of no use without the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prefix(pub(crate) String);

impl Prefix {
    pub(crate) fn generate(random: &mut dyn RngCore) -> Self {
        let mut bytes = [0; 8];
        random.fill_bytes(&mut bytes);
        Self(format!("{BEGINNING}{}", BASE32_DNSSEC.encode(&bytes)))
    }
}

/// SHA-256 of a secret, in hexadecimal. The secret's 256 bits are random: no slow hash is needed to keep it.
#[derive(Clone, Eq)]
pub struct Digest(pub(crate) String);

impl PartialEq for Digest {
    /// Takes the same time wherever two digests differ.
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(…)")
    }
}

fn checksum(text: &str) -> String {
    BASE32_DNSSEC.encode(&crc32fast::hash(text.as_bytes()).to_be_bytes())
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng as _, rngs::StdRng};

    use super::*;

    fn secret(seed: u64) -> Secret {
        let mut random = StdRng::seed_from_u64(seed);
        let prefix = Prefix::generate(&mut random);
        Secret::generate(&prefix, &mut random)
    }

    #[test]
    fn a_secret_is_recognised_and_reads_back() {
        let secret = secret(1);
        assert_eq!(secret.reveal().len(), 79);
        assert_eq!(Secret::parse(secret.reveal()), Some(secret.clone()));
        let Secret(text) = &secret;
        assert!(text.starts_with("cuenta_") && text[7..].bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_ne!(secret, self::secret(2));
    }

    #[test]
    fn every_mistyped_character_is_found_out_without_a_look_up() {
        let secret = secret(3);
        for position in 0..secret.reveal().len() {
            for replacement in ["0", "1", "v", "V", "w", "é", "", "\0"] {
                let mut wrong = secret.reveal().to_owned();
                wrong.replace_range(position..=position, replacement);
                if wrong != secret.reveal() {
                    assert_eq!(Secret::parse(&wrong), None, "{position} {replacement:?}");
                }
            }
        }
        let swapped: String = secret.reveal().chars().rev().collect();
        for wrong in
            [swapped.as_str(), "", "cuenta_", &secret.reveal().to_uppercase(), &format!("{} ", secret.reveal())]
        {
            assert_eq!(Secret::parse(wrong), None);
        }
    }

    #[test]
    fn secrets_of_one_key_share_their_prefix_and_nothing_else() {
        let mut random = StdRng::seed_from_u64(4);
        let prefix = Prefix::generate(&mut random);
        let [one, other] = [(); 2].map(|()| Secret::generate(&prefix, &mut random));
        assert_eq!(prefix.0.len(), 20);
        assert!(one.reveal().starts_with(&prefix.0) && other.reveal().starts_with(&prefix.0));
        assert!(one.digest() != other.digest() && one.digest() == one.digest());
    }

    #[test]
    fn nothing_of_a_secret_is_printed() {
        let secret = secret(5);
        let printed = format!("{secret:?} {:?}", secret.digest());
        assert_eq!(printed, "Secret(…) Digest(…)");
    }
}
