//! Public keys in PEM (RFC 7468): which type a key is of decides the algorithm.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jsonwebtoken::DecodingKey;

use super::SigningAlgorithm;

/// A key to verify with, and the algorithm that its type stands for.
#[derive(Clone, Debug)]
pub struct PublicKey {
    algorithm: SigningAlgorithm,
    key: DecodingKey,
}

impl PublicKey {
    /// Reads a PEM block, a `SubjectPublicKeyInfo` (RFC 5280, section 4.1) or an `RSAPublicKey` (RFC 8017, appendix
    /// A.1.1): an RSA key of 2,048 to 8,192 bits (RS256), a P-256 key (ES256) or an Ed25519 key (`EdDSA`).
    ///
    /// # Errors
    /// Why the key is refused, in one sentence that shows nothing of it.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        if pem.contains("PRIVATE KEY-----") {
            return Err(KeyError::Private);
        }
        let (label, der) = block(pem).ok_or(KeyError::NotPem)?;
        match label {
            "PUBLIC KEY" => subject_public_key(&der),
            "RSA PUBLIC KEY" => rsa(&der),
            "CERTIFICATE" => Err(KeyError::Certificate),
            _ => Err(KeyError::Unknown),
        }
    }

    pub(super) fn new(algorithm: SigningAlgorithm, key: DecodingKey) -> Self {
        Self { algorithm, key }
    }

    /// What tokens of this key are signed with.
    #[must_use]
    pub fn algorithm(&self) -> SigningAlgorithm {
        self.algorithm
    }

    pub(super) fn decoding_key(&self) -> &DecodingKey {
        &self.key
    }
}

/// Why a key is no key for tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No PEM, or a broken one.
    #[error("this is not one PEM block with a public key in it")]
    NotPem,
    /// A private key.
    #[error("this holds a private key, but only the public key is needed (`openssl pkey -pubout` makes it)")]
    Private,
    /// A certificate.
    #[error("this is a certificate, but the bare public key is needed (`openssl x509 -pubkey -noout` makes it)")]
    Certificate,
    /// A type of key that is not known.
    #[error("this key is neither RSA nor P-256 nor Ed25519")]
    Unknown,
    /// An RSA key of another size.
    #[error("this RSA key has {0} bits, and 2048 to 8192 are needed")]
    RsaSize(usize),
}

/// The label and the bytes of the one block.
fn block(pem: &str) -> Option<(&str, Vec<u8>)> {
    let (_, rest) = pem.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, rest) = rest.split_once("-----END ")?;
    let rest = rest.strip_prefix(label)?.strip_prefix("-----")?;
    let body: String = body.split_ascii_whitespace().collect();
    let der = STANDARD.decode(body).ok()?;
    (!rest.contains("-----BEGIN ")).then_some((label, der))
}

/// The tags of the DER values that keys are made of (X.690, 8.1.2).
mod tag {
    pub(super) const INTEGER: u8 = 0x02;
    pub(super) const BIT_STRING: u8 = 0x03;
    pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
    pub(super) const SEQUENCE: u8 = 0x30;
}

/// `rsaEncryption`, 1.2.840.113549.1.1.1 (RFC 8017, appendix A.1).
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
/// `id-ecPublicKey`, 1.2.840.10045.2.1 (RFC 5480, section 2.1.1).
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// The parameters that name the curve `secp256r1`, 1.2.840.10045.3.1.7 (RFC 5480, section 2.1.1.1).
const P256: &[u8] = &[tag::OBJECT_IDENTIFIER, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
/// `id-Ed25519`, 1.3.101.112 (RFC 8410, section 3).
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

fn subject_public_key(der: &[u8]) -> Result<PublicKey, KeyError> {
    let (algorithm, parameters, key) = subject_public_key_parts(der).ok_or(KeyError::NotPem)?;
    match (algorithm, parameters) {
        (RSA, _) => rsa(key),
        // A point is written whole (0x04, x, y) or as x and the sign of y (SEC 1, section 2.3.3).
        (EC, P256) => match (key.first(), key.len()) {
            (Some(0x04), 65) | (Some(0x02 | 0x03), 33) => {
                Ok(PublicKey { algorithm: SigningAlgorithm::Es256, key: DecodingKey::from_ec_der(key) })
            }
            _ => Err(KeyError::NotPem),
        },
        (ED25519, _) if key.len() == 32 => {
            Ok(PublicKey { algorithm: SigningAlgorithm::EdDsa, key: DecodingKey::from_ed_der(key) })
        }
        (ED25519, _) => Err(KeyError::NotPem),
        _ => Err(KeyError::Unknown),
    }
}

/// The algorithm's identifier, its parameters in DER, and the key's bits.
fn subject_public_key_parts(der: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (parts, nothing) = value(tag::SEQUENCE, der)?;
    let (algorithm, parts) = value(tag::SEQUENCE, parts)?;
    let (identifier, parameters) = value(tag::OBJECT_IDENTIFIER, algorithm)?;
    let (bits, no_more) = value(tag::BIT_STRING, parts)?;
    // The first byte tells how many bits of the last one do not count.
    let key = bits.strip_prefix(&[0])?;
    (nothing.is_empty() && no_more.is_empty()).then_some((identifier, parameters, key))
}

fn rsa(der: &[u8]) -> Result<PublicKey, KeyError> {
    match rsa_bits(der).ok_or(KeyError::NotPem)? {
        RSA_BITS_MIN..=RSA_BITS_MAX => {
            Ok(PublicKey { algorithm: SigningAlgorithm::Rs256, key: DecodingKey::from_rsa_der(der) })
        }
        bits => Err(KeyError::RsaSize(bits)),
    }
}

/// The sizes of an RSA key, in bits.
const RSA_BITS_MIN: usize = 2048;
const RSA_BITS_MAX: usize = 8192;

/// How many bits the modulus has. `None` for what is no key, or one whose exponent lets everybody sign.
fn rsa_bits(der: &[u8]) -> Option<usize> {
    let (numbers, nothing) = value(tag::SEQUENCE, der)?;
    let (modulus, numbers) = value(tag::INTEGER, numbers)?;
    let (exponent, no_more) = value(tag::INTEGER, numbers)?;
    (nothing.is_empty() && no_more.is_empty()).then(|| bits_of(modulus, exponent)).flatten()
}

fn bits_of(modulus: &[u8], exponent: &[u8]) -> Option<usize> {
    let (modulus, exponent) = (without_zeros(modulus), without_zeros(exponent));
    let is_exponent = exponent != [1].as_slice() && exponent.last().is_some_and(|last| last % 2 == 1);
    let bits = modulus.len() * 8 - usize::try_from(modulus.first()?.leading_zeros()).ok()?;
    is_exponent.then_some(bits)
}

/// A number as it must be written; there are libraries that write a zero in front (RFC 7518, section 6.3.1.1).
fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// The numbers of a JSON Web Key, in base64url (RFC 7518, section 6; RFC 8037, section 2).
#[derive(Clone, Copy, Debug)]
pub enum Numbers<'a> {
    /// An RSA key's modulus and exponent.
    Rsa {
        /// `n`
        modulus: &'a str,
        /// `e`
        exponent: &'a str,
    },
    /// The coordinates of a point of P-256.
    P256 {
        /// `x`
        x: &'a str,
        /// `y`
        y: &'a str,
    },
    /// An Ed25519 key.
    Ed25519 {
        /// `x`
        x: &'a str,
    },
}

impl PublicKey {
    /// Reads the numbers of a JSON Web Key; the same rules hold as for a PEM.
    #[must_use]
    pub fn from_numbers(numbers: Numbers<'_>) -> Option<Self> {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
        let is_long = |text: &str| bytes(text).is_some_and(|bytes| bytes.len() == 32);
        let (algorithm, key) = match numbers {
            Numbers::Rsa { modulus, exponent } => {
                let (modulus, exponent) = (bytes(modulus)?, bytes(exponent)?);
                let bits = bits_of(&modulus, &exponent)?;
                if !(RSA_BITS_MIN..=RSA_BITS_MAX).contains(&bits) {
                    return None;
                }
                let (modulus, exponent) = (without_zeros(&modulus), without_zeros(&exponent));
                (SigningAlgorithm::Rs256, Ok(DecodingKey::from_rsa_raw_components(modulus, exponent)))
            }
            Numbers::P256 { x, y } if is_long(x) && is_long(y) => {
                (SigningAlgorithm::Es256, DecodingKey::from_ec_components(x, y))
            }
            Numbers::Ed25519 { x } if is_long(x) => (SigningAlgorithm::EdDsa, DecodingKey::from_ed_components(x)),
            Numbers::P256 { .. } | Numbers::Ed25519 { .. } => return None,
        };
        Some(Self { algorithm, key: key.ok()? })
    }
}

/// The content of the DER value in front, which must have this tag, and what follows it (X.690, 8.1.3 and 10.1).
fn value(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = match *der.strip_prefix(&[tag])? {
        [short @ 0..=0x7f, ref rest @ ..] => (usize::from(short), rest),
        [0x81, length, ref rest @ ..] => (usize::from(length), rest),
        [0x82, high, low, ref rest @ ..] => (usize::from(u16::from_be_bytes([high, low])), rest),
        _ => return None,
    };
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pem: &str) -> Result<SigningAlgorithm, KeyError> {
        PublicKey::from_pem(pem).map(|key| key.algorithm())
    }

    #[test]
    fn the_type_of_the_key_decides_the_algorithm() {
        assert_eq!(read(include_str!("../test_keys/rsa_public.pem")), Ok(SigningAlgorithm::Rs256));
        assert_eq!(read(include_str!("../test_keys/rsa_public_pkcs1.pem")), Ok(SigningAlgorithm::Rs256));
        assert_eq!(read(include_str!("../test_keys/ec_public.pem")), Ok(SigningAlgorithm::Es256));
        assert_eq!(read(include_str!("../test_keys/ec_compressed_public.pem")), Ok(SigningAlgorithm::Es256));
        assert_eq!(read(include_str!("../test_keys/ed25519_public.pem")), Ok(SigningAlgorithm::EdDsa));
    }

    #[test]
    fn a_private_key_is_refused() {
        for pem in [
            include_str!("../test_keys/rsa_private.pem"),
            include_str!("../test_keys/rsa_private_pkcs1.pem"),
            include_str!("../test_keys/ec_private.pem"),
            include_str!("../test_keys/ec_private_sec1.pem"),
            include_str!("../test_keys/ed25519_private.pem"),
        ] {
            assert_eq!(read(pem), Err(KeyError::Private));
            assert_eq!(read(&format!("{}{pem}", include_str!("../test_keys/rsa_public.pem"))), Err(KeyError::Private));
        }
    }

    #[test]
    fn other_types_of_keys_are_refused() {
        for pem in [
            include_str!("../test_keys/p384_public.pem"),
            include_str!("../test_keys/secp256k1_public.pem"),
            include_str!("../test_keys/ed448_public.pem"),
            include_str!("../test_keys/x25519_public.pem"),
        ] {
            assert_eq!(read(pem), Err(KeyError::Unknown));
        }
        assert_eq!(read(include_str!("../test_keys/certificate.pem")), Err(KeyError::Certificate));
        assert_eq!(read(include_str!("../test_keys/rsa_2040_public.pem")), Err(KeyError::RsaSize(2040)));
    }

    #[test]
    fn an_rsa_key_whose_exponent_is_one_is_refused() {
        let (_, der) = block(include_str!("../test_keys/rsa_public_pkcs1.pem")).unwrap();
        // The exponent is the last value: 02 03 01 00 01.
        let modulus = der.strip_suffix(&[2, 3, 1, 0, 1]).unwrap();
        let content = modulus.strip_prefix(&[0x30, 0x82, 0x01, 0x0a]).unwrap();
        let forged = [&[0x30, 0x82, 0x01, 0x08], content, &[2, 1, 1]].concat();
        assert_eq!(rsa(&forged).map(|key| key.algorithm), Err(KeyError::NotPem));
        let sound = [&[0x30, 0x82, 0x01, 0x08], content, &[2, 1, 3]].concat();
        assert_eq!(rsa(&sound).map(|key| key.algorithm), Ok(SigningAlgorithm::Rs256));
    }

    #[test]
    fn what_is_no_pem_is_refused() {
        let pem = include_str!("../test_keys/ed25519_public.pem");
        for broken in [
            String::new(),
            "keys/public.pem".to_owned(),
            pem.replace("BEGIN", "begin"),
            pem.replace("END PUBLIC", "END RSA PUBLIC"),
            pem.replace("-----END PUBLIC KEY-----", ""),
            pem.replace("MCow", "MCo"),
            pem.replace("MCow", "MC*w"),
            pem.replace("MCow", "AAAA"),
            "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----".to_owned(),
            format!("{pem}{pem}"),
        ] {
            assert_eq!(read(&broken), Err(KeyError::NotPem), "{broken}");
        }
    }

    #[test]
    fn a_pem_may_stand_on_one_line_and_among_other_text() {
        let pem = include_str!("../test_keys/ed25519_public.pem");
        assert_eq!(read(&pem.replace('\n', " ")), Ok(SigningAlgorithm::EdDsa));
        assert_eq!(read(&pem.replace('\n', "\r\n")), Ok(SigningAlgorithm::EdDsa));
        assert_eq!(read(&format!("The provider's key:\n{pem}\nIt is public.")), Ok(SigningAlgorithm::EdDsa));
    }

    #[test]
    fn a_key_whose_last_byte_does_not_count_whole_is_refused() {
        let (_, mut der) = block(include_str!("../test_keys/ed25519_public.pem")).unwrap();
        assert!(subject_public_key(&der).is_ok());
        // The byte after the bit string's tag and length tells how many bits of the last byte do not count.
        der[11] = 1;
        assert_eq!(subject_public_key(&der).map(|key| key.algorithm), Err(KeyError::NotPem));
    }

    #[test]
    fn a_key_that_is_cut_or_goes_on_is_refused() {
        for pem in [
            include_str!("../test_keys/rsa_public.pem"),
            include_str!("../test_keys/rsa_public_pkcs1.pem"),
            include_str!("../test_keys/ec_public.pem"),
            include_str!("../test_keys/ed25519_public.pem"),
        ] {
            let (label, der) = block(pem).unwrap();
            let put_together =
                |der: &[u8]| format!("-----BEGIN {label}-----\n{}\n-----END {label}-----", STANDARD.encode(der));
            assert!(read(&put_together(&der)).is_ok());
            for length in 0..der.len() {
                assert_eq!(read(&put_together(der.get(..length).unwrap())), Err(KeyError::NotPem), "{label} {length}");
            }
            assert_eq!(read(&put_together(&[der.as_slice(), &[0]].concat())), Err(KeyError::NotPem), "{label}");
        }
    }
}
