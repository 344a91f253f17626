//! Forged, broken and oversized tokens.

use super::*;

#[test]
fn an_unsigned_token_is_refused() {
    let [_, claims, signature] = parts();
    for alg in ["none", "None", "NONE", "nOnE", "", " none"] {
        let header = URL_SAFE_NO_PAD.encode(json!({"alg": alg}).to_string());
        for token in [format!("{header}.{claims}."), format!("{header}.{claims}.{signature}")] {
            assert_eq!(hs256().verify(&token, now()), Err(TokenRefused::Algorithm), "{alg:?}");
            assert_eq!(rs256().verify(&token, now()), Err(TokenRefused::Algorithm), "{alg:?}");
        }
    }
    let [header, claims, _] = parts();
    assert_eq!(hs256().verify(&format!("{header}.{claims}."), now()), Err(TokenRefused::Signature));
}

#[test]
fn the_header_does_not_choose_the_algorithm() {
    for alg in ["HS384", "HS512", "RS256", "ES256", "EdDSA", "hs256", "PS256"] {
        assert_eq!(verify_header(&json!({"alg": alg}).to_string()), Err(TokenRefused::Algorithm), "{alg}");
    }
    for header in [r"{}", r#"{"alg":null}"#, r#"{"alg":["HS256"]}"#, r#"{"alg":{"HS256":null}}"#, r#"["HS256"]"#] {
        assert_eq!(verify_header(header), Err(TokenRefused::Header), "{header}");
    }
    assert_eq!(verify_header(r#"{"alg":"none","alg":"HS256"}"#), Err(TokenRefused::Header));
}

#[test]
fn a_token_signed_with_the_public_key_as_the_secret_is_refused() {
    let trimmed = RSA_PUBLIC.trim_end();
    for secret in [RSA_PUBLIC, trimmed] {
        let key = EncodingKey::from_secret(secret.as_bytes());
        for alg in ["HS256", "RS256"] {
            let header = json!({"alg": alg}).to_string();
            let forged = signed_with(&key, Algorithm::HS256, &header, &good().to_string());
            let refused = if alg == "HS256" { TokenRefused::Algorithm } else { TokenRefused::Signature };
            assert_eq!(rs256().verify(&forged, now()), Err(refused));
        }
    }
}

#[test]
fn a_token_of_another_keys_algorithm_is_refused() {
    let ec = EncodingKey::from_ec_pem(EC_PRIVATE.as_bytes()).unwrap();
    let honest = signed_with(&ec, Algorithm::ES256, r#"{"alg":"ES256"}"#, &good().to_string());
    assert_eq!(rs256().verify(&honest, now()), Err(TokenRefused::Algorithm));
    let relabelled = signed_with(&ec, Algorithm::ES256, r#"{"alg":"RS256"}"#, &good().to_string());
    assert_eq!(rs256().verify(&relabelled, now()), Err(TokenRefused::Signature));
}

#[test]
fn a_key_that_the_header_brings_along_is_not_used() {
    let own = b"a secret of somebody else, as long as ours is";
    let key = EncodingKey::from_secret(own);
    let jwk = json!({"kty": "oct", "k": URL_SAFE_NO_PAD.encode(own), "alg": "HS256"});
    for brought in [
        json!({"kid": "../../dev/null"}),
        json!({"kid": "' UNION SELECT 'x"}),
        json!({"jwk": jwk}),
        json!({"jku": "https://evil.example/jwks.json"}),
        json!({"x5u": "https://evil.example/chain.pem"}),
        json!({"x5c": ["MIIB"]}),
    ] {
        let mut header = json!({"alg": "HS256"});
        header.as_object_mut().unwrap().extend(brought.as_object().unwrap().clone());
        let forged = signed_with(&key, Algorithm::HS256, &header.to_string(), &good().to_string());
        assert_eq!(hs256().verify(&forged, now()), Err(TokenRefused::Signature), "{header}");
        // Signed with the right key, what stands there does not matter.
        assert!(verify_header(&header.to_string()).is_ok(), "{header}");
    }
}

#[test]
fn a_critical_header_is_refused() {
    for crit in [r#"["exp"]"#, r#"["b64"]"#, "[]", "null", "\"exp\"", "{}", "false"] {
        let header = format!(r#"{{"alg":"HS256","crit":{crit}}}"#);
        assert_eq!(verify_header(&header), Err(TokenRefused::Critical), "{header}");
    }
}

#[test]
fn a_changed_token_is_refused() {
    let [header, claims, signature] = parts();
    let others = URL_SAFE_NO_PAD.encode(good_but(&json!({"role": "admin"})).to_string());
    assert_eq!(hs256().verify(&format!("{header}.{others}.{signature}"), now()), Err(TokenRefused::Signature));
    let respelled = URL_SAFE_NO_PAD.encode(r#"{ "alg":"HS256"}"#);
    assert_eq!(hs256().verify(&format!("{respelled}.{claims}.{signature}"), now()), Err(TokenRefused::Signature));
}

#[test]
fn what_is_not_three_parts_is_refused() {
    let [header, claims, signature] = parts();
    for token in [
        String::new(),
        header.clone(),
        format!("{header}{claims}{signature}"),
        format!("{header}.{claims}"),
        format!("{header}.{claims}.{signature}."),
        format!("{header}.{claims}.{signature}.{signature}"),
        format!("{header}..{claims}.{signature}"),
        format!(".{header}.{claims}.{signature}"),
        format!("{header}.{claims}.x.y.{signature}"),
    ] {
        assert_eq!(hs256().verify(&token, now()), Err(TokenRefused::Parts), "{token}");
    }
    assert_eq!(hs256().verify("..", now()), Err(TokenRefused::Header));
}

#[test]
fn a_token_in_another_base64_is_refused() {
    let [header, claims, signature] = parts();
    for token in [
        format!("{header}=.{claims}.{signature}"),
        format!(" {header}.{claims}.{signature}"),
        format!("{header}.{claims}.{signature}="),
        format!("{header}.{claims}.{signature}\n"),
        format!("{header}.{claims}.+{signature}"),
    ] {
        assert!(hs256().verify(&token, now()).is_err(), "{token}");
    }
}

#[test]
fn a_truncated_token_is_refused() {
    let whole = parts().join(".");
    assert!(hs256().verify(&whole, now()).is_ok());
    for length in 0..whole.len() {
        assert!(hs256().verify(whole.get(..length).unwrap(), now()).is_err(), "{length}");
    }
}

#[test]
fn a_token_over_8_kb_is_refused_before_it_is_read() {
    // Base64 has no text of every length, so the header is padded as well.
    let padded = |header: usize, claims: usize| {
        let header = json!({"alg": "HS256", "padding": "x".repeat(header)});
        let claims = good_but(&json!({"padding": "x".repeat(claims)}));
        token(&header.to_string(), &claims.to_string())
    };
    let of_length = |length: usize| {
        let claims = (length - padded(0, 0).len()) / 4 * 3 - 9;
        let near = (0..4).flat_map(|header| (0..12).map(move |more| (header, claims + more)));
        near.map(|(header, claims)| padded(header, claims)).find(|token| token.len() == length).unwrap()
    };
    assert!(hs256().verify(&of_length(TOKEN_MAX), now()).is_ok());
    assert_eq!(hs256().verify(&of_length(TOKEN_MAX + 1), now()), Err(TokenRefused::TooLong));
    assert_eq!(hs256().verify(&"x".repeat(TOKEN_MAX + 1), now()), Err(TokenRefused::TooLong));
    assert_eq!(hs256().verify(&".".repeat(1_000_000), now()), Err(TokenRefused::TooLong));
}

proptest! {
    #[test]
    fn no_text_makes_verifying_panic(text in "\\PC{0,40}", header in any::<Vec<u8>>(), claims in any::<Vec<u8>>()) {
        prop_assert!(hs256().verify(&text, now()).is_err());
        let parts = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
        let signature = crypto::sign(parts.as_bytes(), &EncodingKey::from_secret(SECRET), Algorithm::HS256).unwrap();
        let token = [parts, signature].join(".");
        prop_assert!(hs256().verify(&token, now()).is_err());
    }

    #[test]
    fn one_flipped_bit_is_refused(bit in 0_usize..8, place in any::<prop::sample::Index>()) {
        let mut token = parts().join(".").into_bytes();
        let place = place.index(token.len());
        token[place] ^= 1 << bit;
        if let Ok(token) = String::from_utf8(token) {
            prop_assert!(hs256().verify(&token, now()).is_err());
        }
    }
}
