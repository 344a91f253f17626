//! Sets, what they verify, and what they do not.

use proptest::prelude::*;

use super::*;

/// How many keys a set of this one has.
fn taken(key: &Value) -> usize {
    set::keys(&set(std::slice::from_ref(key))).unwrap().len()
}

#[test]
fn a_key_of_each_type_verifies_tokens_of_its_algorithm_and_no_others() {
    let ec = EncodingKey::from_ec_pem(EC_PRIVATE.as_bytes()).unwrap();
    let rsa = EncodingKey::from_rsa_pem(RSA_PRIVATE.as_bytes()).unwrap();
    let document = set(&[ed_key("ed"), ec_key("ec"), rsa_key("rsa")]);
    let keys = named(&document);
    let signers =
        [("ed", Algorithm::EdDSA, ed_private()), ("ec", Algorithm::ES256, ec), ("rsa", Algorithm::RS256, rsa)];
    for (kid, algorithm, private) in &signers {
        let token = |header: Value| signed(private, *algorithm, &header, &claims());
        let alg = json!(algorithm);
        assert_eq!(keys.verify(&token(json!({"alg": alg, "kid": kid})), now()).unwrap().subject, "u-1", "{kid}");
        assert!(keys.verify(&token(json!({"alg": alg})), now()).is_ok(), "{kid}, without being named");
        for (other, _, _) in signers.iter().filter(|(other, _, _)| other != kid) {
            let refused = keys.verify(&token(json!({"alg": alg, "kid": other})), now());
            assert_eq!(refused, Err(TokenRefused::Algorithm), "{kid} called {other}");
        }
        for alg in ["none", "None", "NONE", "HS256", "RS512", "PS256", "ES384", "eddsa", "Ed25519", " EdDSA", ""] {
            let refused = keys.verify(&token(json!({"alg": alg, "kid": kid})), now());
            assert_eq!(refused, Err(TokenRefused::Algorithm), "{kid} {alg:?}");
        }
    }
}

#[test]
fn a_name_chooses_among_the_keys_and_where_none_has_one_all_are_tried() {
    let other = but(ed_key("a"), &json!({"x": URL_SAFE_NO_PAD.encode([7; 32])}));
    let twice = named(&set(&[other.clone(), ed_key("a")]));
    assert!(twice.verify(&token("a"), now()).is_ok(), "two keys of one name are both tried");
    let unnamed = |key: Value| but(key, &json!({"kid": null}));
    let nameless = named(&set(&[unnamed(other.clone()), unnamed(ed_key("a"))]));
    assert!(nameless.verify(&token("whatever"), now()).is_ok());
    assert!(nameless.verify(&ed_token(&json!({"alg": "EdDSA"})), now()).is_ok());
    let mixed = named(&set(&[other, unnamed(ed_key("a"))]));
    assert_eq!(mixed.verify(&token("a"), now()), Err(TokenRefused::Signature), "the name is another key's");
    assert_eq!(mixed.verify(&token("b"), now()), Err(TokenRefused::UnknownKey));
    assert!(mixed.verify(&ed_token(&json!({"alg": "EdDSA"})), now()).is_ok());
}

#[test]
fn the_claims_of_a_providers_token_are_looked_at_as_any_others() {
    let keys = named(&set(&[ed_key("a")]));
    let refused = |claim: &str, value: Value| {
        let token = signed(
            &ed_private(),
            Algorithm::EdDSA,
            &json!({"alg": "EdDSA", "kid": "a"}),
            &but(claims(), &json!({claim: value})),
        );
        keys.verify(&token, now()).unwrap_err()
    };
    assert_eq!(refused("iss", json!("other")), TokenRefused::Issuer);
    assert_eq!(refused("iss", json!("id/")), TokenRefused::Issuer);
    assert_eq!(refused("aud", json!("other")), TokenRefused::Audience);
    assert_eq!(refused("exp", json!(NOW)), TokenRefused::Expired);
    assert_eq!(refused("nbf", json!(NOW + 1)), TokenRefused::NotYetValid);
    assert_eq!(refused("sub", Value::Null), TokenRefused::Missing("sub"));
    assert_eq!(refused("account", json!("acme")), TokenRefused::AccountOfPlatform);
    let good = token("a");
    for length in 0..good.len() {
        assert!(keys.verify(&good[..length], now()).is_err(), "{length}");
    }
    assert_eq!(keys.verify(&format!("{good}{}", "A".repeat(9_000)), now()), Err(TokenRefused::TooLong));
    let critical = ed_token(&json!({"alg": "EdDSA", "kid": "a", "crit": ["exp"]}));
    assert_eq!(keys.verify(&critical, now()), Err(TokenRefused::Critical));
}

#[test]
fn keys_that_do_not_verify_signatures_are_passed_over() {
    for fit in [json!({}), json!({"use": null, "alg": null, "key_ops": ["verify"], "x5c": ["MIIB"], "unknown": 1})] {
        assert_eq!(taken(&but(ed_key("a"), &fit)), 1, "{fit}");
    }
    for unfit in [
        json!({"use": "enc"}),
        json!({"use": 1}),
        json!({"key_ops": ["sign"]}),
        json!({"key_ops": []}),
        json!({"alg": "RS256"}),
        json!({"alg": "ES256"}),
        json!({"crv": "X25519"}),
        json!({"crv": "Ed448"}),
        json!({"kty": "EC"}),
        json!({"kty": "okp"}),
        json!({"x": "AAAA"}),
        json!({"x": "not base64!"}),
        json!({"x": null}),
        json!({"kid": 7}),
    ] {
        assert_eq!(taken(&but(ed_key("a"), &unfit)), 0, "{unfit}");
    }
    let number = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    for unfit in [
        json!({"alg": "RS512"}),
        json!({"alg": "PS256"}),
        json!({"n": number(&rsa_modulus()[1..])}),
        json!({"n": number(&[0xff; 1_025])}),
        json!({"n": ""}),
        json!({"e": "AQ"}),
        json!({"e": "Ag"}),
        json!({"e": ""}),
        json!({"e": null}),
    ] {
        assert_eq!(taken(&but(rsa_key("a"), &unfit)), 0, "{unfit}");
    }
    for unfit in [json!({"crv": "P-384"}), json!({"crv": "secp256k1"}), json!({"crv": null}), json!({"y": "AAAA"})] {
        assert_eq!(taken(&but(ec_key("a"), &unfit)), 0, "{unfit}");
    }
    for no_key in [json!("key"), json!(null), json!([]), json!({}), json!(["OKP", null, null, null, null, "Ed25519"])] {
        assert_eq!(taken(&no_key), 0, "{no_key}");
    }
    assert_eq!(taken(&json!({"kty": "oct", "k": "AAAA", "alg": "HS256"})), 0);
}

#[test]
fn a_private_key_is_passed_over_whatever_shows_that_it_is_one() {
    for member in ["d", "p", "q", "dp", "dq", "qi", "oth"] {
        for key in [ed_key("a"), ec_key("a"), rsa_key("a")] {
            let mut private = key;
            private[member] = json!("AAAA");
            assert_eq!(taken(&private), 0, "{private}");
            private[member] = Value::Null;
            assert_eq!(taken(&private), 0, "{private}");
        }
    }
}

#[test]
fn an_rsa_modulus_with_a_zero_in_front_is_the_same_number() {
    let n = URL_SAFE_NO_PAD.encode([&[0], rsa_modulus().as_slice()].concat());
    let keys = named(&set(&[but(rsa_key("a"), &json!({"n": n, "e": "AAEAAQ"}))]));
    let rsa = EncodingKey::from_rsa_pem(RSA_PRIVATE.as_bytes()).unwrap();
    let token = signed(&rsa, Algorithm::RS256, &json!({"alg": "RS256", "kid": "a"}), &claims());
    assert!(keys.verify(&token, now()).is_ok());
}

#[test]
fn at_most_64_keys_are_looked_at_and_what_is_no_set_is_none() {
    let many: Vec<Value> = (0..1_000).map(|number| ed_key(&number.to_string())).collect();
    assert_eq!(set::keys(&set(&many)).unwrap().len(), 64);
    assert_eq!(set::keys(&set(&[])).unwrap().len(), 0);
    for no_set in [json!({}), json!([]), json!({"keys": {}}), json!({"keys": null}), json!(null), ed_key("a")] {
        assert!(set::keys(&no_set).is_none(), "{no_set}");
    }
}

#[test]
fn a_secret_of_the_set_and_a_public_key_as_a_secret_verify_nothing() {
    let oct = b"a secret that the set tells everybody";
    let secret = json!({"kty": "oct", "kid": "o", "alg": "HS256", "k": URL_SAFE_NO_PAD.encode(oct)});
    let document = set(&[ed_key("a"), rsa_key("r"), secret]);
    let forged = |secret: &[u8], header: &Value| {
        let token = signed(&EncodingKey::from_secret(secret), Algorithm::HS256, header, &claims());
        named(&document).verify(&token, now()).unwrap_err()
    };
    assert_eq!(forged(oct, &json!({"alg": "HS256", "kid": "o"})), TokenRefused::UnknownKey);
    assert_eq!(forged(oct, &json!({"alg": "HS256"})), TokenRefused::Algorithm);
    let (ed, rsa) = (der(ED_PUBLIC), der(RSA_PUBLIC));
    let ed_text = ed_key("a")["x"].as_str().unwrap().to_owned();
    let (ed_json, rsa_json) = (ed_key("a").to_string(), rsa_key("r").to_string());
    for public in [
        ED_PUBLIC.as_bytes(),
        RSA_PUBLIC.as_bytes(),
        &ed,
        &ed[ed.len() - 32..],
        ed_text.as_bytes(),
        ed_json.as_bytes(),
        &rsa,
        &rsa_modulus(),
        rsa_json.as_bytes(),
        b"",
    ] {
        for (kid, alg) in [("a", "EdDSA"), ("r", "RS256")] {
            assert_eq!(forged(public, &json!({"alg": "HS256", "kid": kid})), TokenRefused::Algorithm);
            assert_eq!(forged(public, &json!({"alg": alg, "kid": kid})), TokenRefused::Signature);
        }
        assert_eq!(forged(public, &json!({"alg": "HS256"})), TokenRefused::Algorithm);
    }
}

#[test]
fn a_key_that_the_header_brings_along_is_not_used() {
    // The tests' P-256 key is somebody else's here, who signs well with it and shows it.
    let own = EncodingKey::from_ec_pem(EC_PRIVATE.as_bytes()).unwrap();
    let theirs = but(ec_key("a"), &json!({"x": URL_SAFE_NO_PAD.encode([7; 32])}));
    let keys = named(&set(&[ed_key("e"), theirs]));
    for brought in [
        json!({"jwk": ec_key("a")}),
        json!({"jku": "https://evil.example/jwks.json"}),
        json!({"x5u": "https://evil.example/chain.pem"}),
        json!({"x5c": [STANDARD.encode(der(include_str!("../../test_keys/certificate.pem")))]}),
        json!({"x5t": "AAAA", "x5t#S256": "AAAA", "typ": "JWT", "cty": "JWT"}),
    ] {
        for (kid, refused) in [
            (json!({"kid": "a"}), TokenRefused::Signature),
            (json!({"kid": "e"}), TokenRefused::Algorithm),
            (json!({"kid": "evil"}), TokenRefused::UnknownKey),
            (json!({}), TokenRefused::Signature),
        ] {
            let header = but(but(json!({"alg": "ES256"}), &brought), &kid);
            assert_eq!(
                keys.verify(&signed(&own, Algorithm::ES256, &header, &claims()), now()),
                Err(refused),
                "{header}"
            );
        }
        let good = ed_token(&but(json!({"alg": "EdDSA", "kid": "e"}), &brought));
        assert!(keys.verify(&good, now()).is_ok(), "signed with the right key, what stands there does not matter");
    }
}

#[test]
fn a_name_is_compared_and_nothing_else() {
    let keys = named(&set(&[ed_key("a")]));
    let longest = "a".repeat(5_000);
    for kid in
        ["../../etc/passwd", "..\\a", "' OR 1=1 --", "a\0", "A", "", " a", "a ", "ａ", "*", "%", "null", &longest]
    {
        assert_eq!(keys.verify(&token(kid), now()), Err(TokenRefused::UnknownKey), "{kid:?}");
    }
    for kid in [json!(1), json!(true), json!(["a"]), json!({"a": "a"}), json!(1.5)] {
        let token = ed_token(&json!({"alg": "EdDSA", "kid": kid}));
        assert_eq!(keys.verify(&token, now()), Err(TokenRefused::Header), "{kid}");
        assert_eq!(KeyId::of(&token), None);
    }
    let twice = format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"EdDSA","kid":"b","kid":"a"}"#), "e30");
    assert_eq!(keys.verify(&twice, now()), Err(TokenRefused::Header));
}

/// Something like a set: keys whose members are of any type.
fn any_set() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        prop::sample::select(vec![
            "RSA", "EC", "OKP", "oct", "P-256", "Ed25519", "sig", "verify", "EdDSA", "AQAB", "a"
        ])
        .prop_map(str::to_owned),
        "[A-Za-z0-9_-]{0,60}",
        any::<Vec<u8>>().prop_map(|bytes| URL_SAFE_NO_PAD.encode(bytes)),
    ];
    let value = prop_oneof![
        6 => text.prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => prop::collection::vec("[a-z]{0,6}".prop_map(Value::from), 0..3).prop_map(Value::from),
    ];
    let members = ["kty", "kid", "use", "key_ops", "alg", "crv", "n", "e", "x", "y", "d", "k"];
    let key = prop::collection::btree_map(prop::sample::select(members.to_vec()), value, 0..10);
    prop::collection::vec(key, 0..4).prop_map(|keys| json!({ "keys": keys }))
}

proptest! {
    #[test]
    fn no_set_makes_reading_it_panic_and_no_key_of_it_is_a_secret(document in any_set()) {
        let keys = set::keys(&document).unwrap();
        prop_assert!(keys.len() <= document["keys"].as_array().unwrap().len());
        let token = signed(&EncodingKey::from_secret(b"k"), Algorithm::HS256, &json!({"alg": "HS256"}), &claims());
        prop_assert!(Keys::named(keys, "id", "cuenta").verify(&token, now()).is_err());
    }

    #[test]
    fn no_text_makes_looking_for_its_key_panic(text in "\\PC{0,60}", header in any::<Vec<u8>>(), kid: String) {
        prop_assert_eq!(KeyId::of(&text), None);
        prop_assert_eq!(KeyId::of(&format!("{}.e30.", URL_SAFE_NO_PAD.encode(header))), None);
        let token = format!("{}.e30.", URL_SAFE_NO_PAD.encode(json!({"alg": "x", "kid": kid}).to_string()));
        let keys = named(&set(&[but(ed_key("a"), &json!({"kid": kid}))]));
        prop_assert!(KeyId::of(&token).is_some_and(|id| keys.know(&id)));
    }
}
