//! What is refused of keys, and that it changes nothing.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{create, is_let_in};
use crate::support::{Client, on_both};

async fn errors(client: &Client, mutation: &str, input: Value, options: Value) -> Vec<String> {
    client.mutate(mutation, input, options, "revision { number } userErrors { code path }").await.user_errors()
}

async fn newest(client: &Client) -> Value {
    client.ask("{ account { settings { revision } } }").await.data()["account"]["settings"]["revision"].clone()
}

on_both! {
    async fn a_key_is_never_above_its_creator(world) {
        world.account("acme").await;
        let operator = world.member("operator", "acme");
        for above in ["RESTORE_REVISION", "MANAGE_WEBHOOKS", "MANAGE_API_KEYS", "ACCEPT_TERMS", "PROVISION_ACCOUNTS"] {
            let input = json!({"name": "x", "permissions": ["READ_SETTINGS", above]});
            assert_eq!(errors(&operator, "createApiKey", input, json!({})).await, ["NOT_PERMITTED permissions"], "{above}");
        }
        let admin = world.member("admin", "acme");
        for never in ["MANAGE_API_KEYS", "ACCEPT_TERMS", "PROVISION_ACCOUNTS"] {
            let input = json!({"name": "x", "permissions": [never]});
            assert_eq!(errors(&admin, "createApiKey", input, json!({})).await, ["NOT_PERMITTED permissions"], "{never}");
        }
        assert_eq!(newest(&admin).await, 1);

        let (above, secret) = create(&admin, &["READ_SETTINGS", "RESTORE_REVISION"]).await;
        let rotated = operator.mutate("rotateApiKey", json!({"id": above["id"]}), json!({}), "secret userErrors { code }").await;
        assert_eq!(rotated.codes(), ["FORBIDDEN"], "a new secret would give what the caller has not");
        assert!(is_let_in(&world.integration(&secret)).await);
        assert_eq!(errors(&operator, "revokeApiKey", json!({"id": above["id"]}), json!({})).await, [""; 0]);
    }

    async fn a_wrong_input_is_told_whole_and_changes_nothing(world) {
        let admin = world.account("acme").await;
        let (key, _) = create(&admin, &["READ_SETTINGS"]).await;
        for past in ["2020-01-01T00:00:00Z", "2026-11-23T12:00:00Z"] {
            let input = json!({"name": " ", "permissions": ["ACCEPT_TERMS"], "expiresAt": past});
            let expected = ["REQUIRED name", "NOT_PERMITTED permissions", "INVALID_RANGE expiresAt"];
            assert_eq!(errors(&admin, "createApiKey", input, json!({})).await, expected);
        }
        let input = json!({"name": "n".repeat(129), "permissions": []});
        assert_eq!(errors(&admin, "createApiKey", input.clone(), json!({})).await, ["TOO_LONG name"]);
        let options = json!({"reason": "r".repeat(501)});
        assert_eq!(errors(&admin, "createApiKey", input, options).await, ["TOO_LONG options/reason", "TOO_LONG name"]);
        let conflict = json!({"expectedRevision": 1});
        let input = json!({"name": "x", "permissions": []});
        assert_eq!(errors(&admin, "createApiKey", input, conflict.clone()).await, ["REVISION_CONFLICT options/expectedRevision"]);
        for overlap in [-1, 604_801] {
            let input = json!({"id": key["id"], "overlapSeconds": overlap});
            assert_eq!(errors(&admin, "rotateApiKey", input, json!({})).await, ["INVALID_RANGE overlapSeconds"]);
        }
        let input = json!({"id": key["id"]});
        assert_eq!(errors(&admin, "revokeApiKey", input, conflict).await, ["REVISION_CONFLICT options/expectedRevision"]);
        assert_eq!(newest(&admin).await, 2);
    }

    async fn what_is_no_key_of_the_account_is_not_found(world) {
        let admin = world.account("acme").await;
        let other = world.account("other").await;
        let (foreign, _) = create(&other, &["READ_SETTINGS"]).await;
        let own = create(&admin, &["READ_SETTINGS"]).await.0["id"].as_str().unwrap().to_owned();
        for id in [foreign["id"].as_str().unwrap(), "nothing", "", &format!("{own}@2"), &own.replace("key_", "con_")] {
            for mutation in ["rotateApiKey", "revokeApiKey"] {
                assert_eq!(errors(&admin, mutation, json!({"id": id}), json!({})).await, ["NOT_FOUND id"], "{mutation} {id}");
            }
        }
        let found = admin.send("query($id: ID!) { node(id: $id) { id } }", json!({"id": foreign["id"]})).await;
        assert_eq!(found.data()["node"], json!(null));
        assert_eq!(newest(&other).await, 2);
    }

    async fn a_key_that_has_ended_is_not_rotated(world) {
        let admin = world.account("acme").await;
        let (revoked, _) = create(&admin, &[]).await;
        errors(&admin, "revokeApiKey", json!({"id": revoked["id"]}), json!({})).await;
        assert_eq!(errors(&admin, "rotateApiKey", json!({"id": revoked["id"]}), json!({})).await, ["INVALID_STATE id"]);
        let input = json!({"name": "Short", "permissions": [], "expiresAt": "2026-11-23T13:00:00Z"});
        let made = admin.mutate("createApiKey", input, json!({}), "apiKey { id } userErrors { code }").await;
        world.clock.pass(TimeDelta::hours(1));
        let expired = &made.done()["apiKey"]["id"];
        assert_eq!(errors(&admin, "rotateApiKey", json!({"id": expired}), json!({})).await, ["INVALID_STATE id"]);
        assert_eq!(errors(&admin, "revokeApiKey", json!({"id": expired}), json!({})).await, [""; 0], "it can be revoked");
    }

    async fn a_dry_run_makes_no_key_and_tells_no_secret(world) {
        let admin = world.account("acme").await;
        let (key, secret) = create(&admin, &["READ_SETTINGS"]).await;
        let fields = "apiKey { id state } secret revision { number } userErrors { code }";
        let dry_run = json!({"dryRun": true});
        let input = json!({"name": "x", "permissions": ["READ_SETTINGS"]});
        let made = admin.mutate("createApiKey", input, dry_run.clone(), fields).await;
        let payload = made.done();
        assert!(payload["apiKey"]["id"].as_str().unwrap().ends_with("@preview"));
        assert_eq!((&payload["secret"], &payload["revision"]), (&json!(null), &json!(null)));
        let rotated = admin.mutate("rotateApiKey", json!({"id": key["id"]}), dry_run.clone(), fields).await;
        assert_eq!((&rotated.done()["secret"], &rotated.done()["revision"]), (&json!(null), &json!(null)));
        let fields = "apiKey { id state } revision { number } userErrors { code }";
        let revoked = admin.mutate("revokeApiKey", json!({"id": key["id"]}), dry_run, fields).await;
        assert_eq!(revoked.done()["apiKey"], json!({"id": format!("{}@preview", key["id"].as_str().unwrap()), "state": "REVOKED"}));
        assert!(is_let_in(&world.integration(&secret)).await);
        assert_eq!(newest(&admin).await, 2);
    }

    async fn an_account_has_at_most_100_keys_that_are_any_good(world) {
        let admin = world.account("acme").await;
        let (first, _) = create(&admin, &[]).await;
        for _ in 1..100 {
            create(&admin, &[]).await;
        }
        let input = json!({"name": "x", "permissions": []});
        assert_eq!(errors(&admin, "createApiKey", input.clone(), json!({})).await, ["TOO_MANY"]);
        errors(&admin, "revokeApiKey", json!({"id": first["id"]}), json!({})).await;
        assert_eq!(errors(&admin, "createApiKey", input, json!({})).await, [""; 0], "a revoked key does not count");
    }

    async fn what_is_no_secret_is_refused_and_never_anonymous(world) {
        let admin = world.account("acme").await;
        let (_, secret) = create(&admin, &["READ_SETTINGS"]).await;
        let (last, flipped) = (secret.len() - 1, if secret.ends_with('0') { "1" } else { "0" });
        let mut mistyped = secret.clone();
        mistyped.replace_range(last.., flipped);
        let unknown = "cuenta_0000000000000000000000000000000000000000000000000000000000000000000000000";
        for wrong in [mistyped.as_str(), "cuenta_", unknown, &secret[..20], &secret.to_uppercase()] {
            assert!(!is_let_in(&world.integration(wrong)).await, "{wrong}");
        }
    }
}
