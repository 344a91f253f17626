//! Who asks: tokens, the viewer, and in which language somebody is refused.

use axum::{body::Body, http::header};
use serde_json::{Value, json};

use crate::support::{Client, World, on_both, world::token};

/// Asks a public field with a header `Authorization` of any kind.
async fn with_header(client: &Client, values: &[&str]) -> crate::support::Answer {
    let mut request = client.post(&json!({"query": "{ portal(host: \"x.example\") { slug } }"}));
    for value in values {
        request.headers_mut().append(header::AUTHORIZATION, value.parse().unwrap());
    }
    client.raw(request).await
}

/// A token of a role, with a claim that is otherwise.
fn with_claim(name: &str, value: Value) -> String {
    let good = token("somebody", "admin", Some("acme"));
    let payload = good.split('.').nth(1).unwrap();
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, payload).unwrap();
    let mut claims: Value = serde_json::from_slice(&bytes).unwrap();
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(name);
    } else {
        claims[name] = value;
    }
    let key = jsonwebtoken::EncodingKey::from_secret(crate::support::world::SECRET);
    jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).unwrap()
}

async fn is_refused(world: &World, values: &[&str]) {
    let answer = with_header(&world.anonymous(), values).await;
    assert_eq!(answer.status, 401, "{values:?}");
    assert_eq!(answer.codes(), ["UNAUTHENTICATED"], "{values:?}");
    assert!(answer.body.get("data").is_none());
    assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
}

on_both! {
    async fn a_token_that_is_not_good_refuses_the_whole_request(world) {
        world.account("acme").await;
        let good = format!("Bearer {}", token("somebody", "admin", Some("acme")));
        assert_eq!(with_header(&world.anonymous(), &[&good]).await.status, 200);
        assert_eq!(with_header(&world.anonymous(), &[&good.replace("Bearer", "bEARER")]).await.status, 200);
        is_refused(&world, &[&good, &good]).await;
        is_refused(&world, &[&good.replace("Bearer", "Basic")]).await;
        is_refused(&world, &[&good[..good.len() - 2]]).await;
        for value in ["", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", &good[7..]] {
            is_refused(&world, &[value]).await;
        }
        for (name, value) in [
            ("exp", json!(1)),
            ("exp", Value::Null),
            ("nbf", json!(9_999_999_999_i64)),
            ("iss", json!("other")),
            ("aud", json!("other")),
            ("aud", Value::Null),
            ("sub", json!(" ")),
            ("sub", Value::Null),
            ("role", json!("root")),
            ("role", json!("ADMIN")),
            ("role", json!("platform")),
            ("account", json!("nobody")),
            ("account", Value::Null),
        ] {
            is_refused(&world, &[&format!("Bearer {}", with_claim(name, value))]).await;
        }
        let of_another = jsonwebtoken::encode(
            &jsonwebtoken::Header::default(),
            &json!({"sub": "s", "role": "admin", "account": "acme", "iss": "cuenta", "aud": "cuenta", "exp": 9_999_999_999_i64}),
            &jsonwebtoken::EncodingKey::from_secret(b"the secret of somebody else, long enough"),
        );
        is_refused(&world, &[&format!("Bearer {}", of_another.unwrap())]).await;
    }

    async fn the_viewer_is_told_who_they_are_and_what_they_may_do(world) {
        world.account("acme").await;
        let query = "{ viewer { subject name email role permissions account { slug } } }";
        let agent = world.member("agent", "acme").ask(query).await;
        assert_eq!(
            agent.data()["viewer"],
            json!({
                "subject": "agent", "name": "The agent", "email": "agent@people.example", "role": "AGENT",
                "permissions": ["ACCEPT_TERMS", "READ_TICKET_POLICY"], "account": {"slug": "acme"},
            })
        );
        let staff = world.staff().ask(query).await;
        assert_eq!(staff.data()["viewer"]["permissions"], json!(["READ_SETTINGS", "PROVISION_ACCOUNTS"]));
        assert_eq!(staff.data()["viewer"]["account"], Value::Null);
        assert_eq!(world.anonymous().ask(query).await.data(), &json!({"viewer": null}));
        assert_eq!(world.staff().ask("{ account { id } }").await.data(), &json!({"account": null}));
        let nobody = world.anonymous().ask("{ account { id } }").await;
        assert_eq!((nobody.codes(), &nobody.body["data"]), (vec!["UNAUTHENTICATED"], &json!({"account": null})));
    }

    async fn refusals_and_errors_are_told_in_the_readers_language(world) {
        let input = json!({"slug": "acme", "tradeName": "Acme", "language": "PT"});
        let query = "mutation($input: CreateAccountInput!) { createAccount(input: $input) { userErrors { code } } }";
        world.staff().send(query, json!({"input": input})).await.done();
        let agent = world.member("agent", "acme");
        let message = |client: Client| async move {
            let answer = client.ask("{ account { settings { id } } }").await;
            answer.body["errors"][0]["message"].as_str().unwrap().to_owned()
        };
        let pt = "Você precisa da permissão “Ler as configurações” (READ_SETTINGS) para isto.";
        let es = "Necesitas el permiso «Leer la configuración» (READ_SETTINGS) para hacer esto.";
        let en = "You need the permission “Read the settings” (READ_SETTINGS) for this.";
        assert_eq!(message(agent.speaking(None)).await, pt, "the account's language");
        assert_eq!(message(agent.speaking(Some("fr"))).await, pt, "none of ours is asked for");
        assert_eq!(message(agent.speaking(Some("en;q=0.4, es-MX;q=0.5"))).await, es);
        assert_eq!(message(agent.speaking(Some("en"))).await, en);

        let admin = world.member("admin", "acme");
        let wrong = |client: Client| async move {
            let input = json!({"tradeName": null});
            let answer = client.mutate("updateCompany", input, json!({}), "userErrors { message }").await;
            answer.payload()["userErrors"][0]["message"].as_str().unwrap().to_owned()
        };
        assert_eq!(wrong(admin.speaking(None)).await, "Não pode ficar vazio.");
        assert_eq!(wrong(admin.speaking(Some("es"))).await, "No puede quedar vacío.");

        let nobody = world.anonymous().speaking(None).ask("{ account { id } }").await;
        assert!(nobody.body["errors"][0]["message"].as_str().unwrap().starts_with("Sign in"));
        let request = world.anonymous().speaking(Some("es")).request("POST", "/graphql")
            .header(header::AUTHORIZATION, "Bearer x")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from("{\"query\":\"{ viewer { subject } }\"}"))
            .unwrap();
        let refused = world.anonymous().raw(request).await;
        assert!(refused.body["errors"][0]["message"].as_str().unwrap().starts_with("Inicia sesión"));
    }
}
