//! The rules about claims, in tokens that are signed well.

use super::*;

#[test]
fn every_role_is_taken_with_an_account_and_platform_without() {
    for role in TokenRole::ALL {
        let with = verify(&good_but(&json!({"role": role.name()}))).map(|token| (token.role, token.account));
        let without =
            verify(&good_but(&json!({"role": role.name(), "account": null}))).map(|token| (token.role, token.account));
        if role == TokenRole::Platform {
            assert_eq!(with, Err(TokenRefused::AccountOfPlatform));
            assert_eq!(without, Ok((role, None)));
        } else {
            assert_eq!(with, Ok((role, Some("aurora".to_owned()))));
            assert_eq!(without, Err(TokenRefused::Missing("account")));
        }
    }
}

#[test]
fn a_role_that_does_not_exist_is_refused() {
    for role in ["root", "ADMIN", "Admin", "admin ", "", "platform\u{0}", "user"] {
        assert_eq!(verify(&good_but(&json!({"role": role}))), Err(TokenRefused::Role), "{role:?}");
    }
}

#[test]
fn a_token_is_good_until_the_moment_it_expires() {
    let token = token(r#"{"alg":"HS256"}"#, &good_but(&json!({"exp": NOW})).to_string());
    let at = |microseconds: i64| {
        let moment = DateTime::from_timestamp_micros(NOW * 1_000_000 + microseconds).unwrap();
        hs256().verify(&token, moment).map(|_| ())
    };
    assert_eq!(at(-1), Ok(()));
    assert_eq!(at(0), Err(TokenRefused::Expired));
    assert_eq!(at(1_000_000), Err(TokenRefused::Expired));
}

#[test]
fn a_token_is_good_from_the_moment_of_nbf() {
    assert!(verify(&good_but(&json!({"nbf": NOW}))).is_ok());
    assert!(verify(&good_but(&json!({"nbf": NOW - 1}))).is_ok());
    assert_eq!(verify(&good_but(&json!({"nbf": NOW + 1}))), Err(TokenRefused::NotYetValid));
    let half_a_second_later = good_but(&json!({"nbf": 1_790_000_000.5}));
    assert_eq!(verify(&half_a_second_later), Err(TokenRefused::NotYetValid));
}

#[test]
fn times_may_be_fractions() {
    let exp = |exp: &str| verify_text(&good().to_string().replace(&(NOW + 1).to_string(), exp));
    let expires = |exp_text: &str| exp(exp_text).map(|token| token.expires_at.timestamp_micros() - NOW * 1_000_000);
    assert_eq!(expires("1790000000.5"), Ok(500_000));
    assert_eq!(expires("1790000000.123456"), Ok(123_456));
    assert_eq!(expires("1790000000.000001"), Ok(1));
    assert_eq!(expires("1790000000.999999"), Ok(999_999));
    assert_eq!(expires("1.79000001e9"), Ok(10_000_000));
    assert_eq!(expires("1790000000.0"), Err(TokenRefused::Expired));
    assert_eq!(expires("1789999999.999999"), Err(TokenRefused::Expired));
    assert_eq!(expires("-1"), Err(TokenRefused::Expired));
    assert_eq!(expires("-0.5"), Err(TokenRefused::Expired));
    for no_date in ["18446744073709551615", "9223372036854775807", "1e300", "-1e300", "1e999", "99999999999999999999"] {
        assert_eq!(expires(no_date), Err(TokenRefused::Claims), "{no_date}");
    }
}

#[test]
fn another_issuer_is_refused() {
    for iss in ["other", "Cuenta", "cuenta ", "", "cuenta/"] {
        assert_eq!(verify(&good_but(&json!({"iss": iss}))), Err(TokenRefused::Issuer), "{iss:?}");
    }
    assert_eq!(verify(&good_but(&json!({"iss": ["cuenta"]}))), Err(TokenRefused::Claims));
}

#[test]
fn the_audience_is_one_name_or_several() {
    for aud in [json!("cuenta"), json!(["cuenta"]), json!(["other", "cuenta"])] {
        assert!(verify(&good_but(&json!({"aud": aud}))).is_ok(), "{aud}");
    }
    for aud in [json!("other"), json!("cuenta2"), json!(""), json!([]), json!(["other"]), json!(["Cuenta"])] {
        assert_eq!(verify(&good_but(&json!({"aud": aud}))), Err(TokenRefused::Audience), "{aud}");
    }
    for aud in [json!(1), json!({"cuenta": true}), json!([["cuenta"]]), json!(["cuenta", 1]), json!(true)] {
        assert_eq!(verify(&good_but(&json!({"aud": aud}))), Err(TokenRefused::Claims), "{aud}");
    }
}

#[test]
fn the_configured_issuer_and_audience_count() {
    let keys = Keys::hs256(SECRET, "https://id.example", "settings");
    let claims = good_but(&json!({"iss": "https://id.example", "aud": ["tickets", "settings"]}));
    assert!(keys.verify(&token(r#"{"alg":"HS256"}"#, &claims.to_string()), now()).is_ok());
    let swapped = good_but(&json!({"iss": "settings", "aud": "https://id.example"}));
    assert_eq!(keys.verify(&token(r#"{"alg":"HS256"}"#, &swapped.to_string()), now()), Err(TokenRefused::Issuer));
}

#[test]
fn a_required_claim_may_not_be_missing() {
    for claim in ["exp", "iss", "aud", "sub", "role", "account"] {
        assert_eq!(verify(&good_but(&json!({claim: null}))), Err(TokenRefused::Missing(claim)));
    }
    let least = verify(&good_but(&json!({"name": null, "email": null}))).unwrap();
    assert_eq!((least.name, least.email), (None, None));
}

#[test]
fn a_subject_is_a_text_of_1_to_255_characters() {
    for sub in ["", " ", "\u{a0}\u{2003}", "u\u{0}", "u\n1", "\u{7f}"] {
        assert_eq!(verify(&good_but(&json!({"sub": sub}))), Err(TokenRefused::Text("sub")), "{sub:?}");
    }
    let longest = "ñ".repeat(255);
    assert_eq!(verify(&good_but(&json!({"sub": longest}))).map(|token| token.subject), Ok(longest.clone()));
    assert_eq!(verify(&good_but(&json!({"sub": longest + "n"}))), Err(TokenRefused::Text("sub")));
    assert_eq!(verify(&good_but(&json!({"sub": " u "}))).map(|token| token.subject), Ok(" u ".to_owned()));
}

#[test]
fn a_blank_account_is_refused_and_a_blank_name_is_none() {
    for blank in ["", " "] {
        assert_eq!(verify(&good_but(&json!({"account": blank}))), Err(TokenRefused::Text("account")));
        let token = verify(&good_but(&json!({"name": blank, "email": blank}))).unwrap();
        assert_eq!((token.name, token.email), (None, None));
    }
    for claim in ["account", "name", "email"] {
        assert_eq!(verify(&good_but(&json!({claim: "a\u{0}b"}))), Err(TokenRefused::Text(claim)));
    }
}

#[test]
fn a_claim_of_another_type_is_refused() {
    for claim in ["exp", "nbf", "iss", "aud", "sub", "role", "account", "name", "email"] {
        let mut odd = vec![json!({}), json!(true), Value::Null];
        if claim != "aud" {
            odd.push(json!(["cuenta"]));
        }
        odd.push(if matches!(claim, "exp" | "nbf") { json!((NOW + 1).to_string()) } else { json!(1) });
        for value in odd {
            let mut claims = good();
            claims[claim] = value;
            assert_eq!(verify(&claims), Err(TokenRefused::Claims), "{claims}");
        }
    }
    for text in ["null", "[]", "\"claims\"", "1", "", "{", r#"["cuenta"]"#, "\u{feff}{}", "{} {}"] {
        assert_eq!(verify_text(text), Err(TokenRefused::Claims), "{text}");
    }
}

#[test]
fn a_claim_that_is_there_twice_is_refused() {
    for claim in ["exp", "nbf", "iss", "aud", "sub", "role", "account", "name", "email"] {
        let value = if claim == "nbf" { json!(NOW) } else { good()[claim].clone() };
        let twice = good_but(&json!({claim: value})).to_string().replacen('{', &format!("{{\"{claim}\":{value},"), 1);
        assert_eq!(verify_text(&twice), Err(TokenRefused::Claims), "{twice}");
    }
    let escaped = good().to_string().replacen('{', r#"{"\u0072ole":"admin","#, 1);
    assert_eq!(verify_text(&escaped), Err(TokenRefused::Claims));
}

#[test]
fn claims_that_are_not_known_do_not_matter() {
    let more =
        json!({"iat": NOW + 100, "jti": "x", "scope": ["a"], "roles": ["admin"], "Role": "admin", "x": {"y": 1}});
    assert_eq!(verify(&good_but(&more)), verify(&good()));
}

proptest! {
    #[test]
    fn a_fraction_of_six_digits_is_exact(microseconds in 1_i64..1_000_000) {
        let claims = good().to_string().replace(&(NOW + 1).to_string(), &format!("{NOW}.{microseconds:06}"));
        let expires_at = verify_text(&claims).unwrap().expires_at;
        prop_assert_eq!(expires_at.timestamp_micros(), NOW * 1_000_000 + microseconds);
    }

    #[test]
    fn no_signed_json_makes_reading_the_claims_panic(claims in "[{}\\[\\]\":,0-9a-z]{0,40}") {
        prop_assert!(verify_text(&claims).is_err());
    }
}
