//! The life of a key, from its making to its end.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{create, is_let_in, rotate};
use crate::support::on_both;

on_both! {
    async fn a_key_is_made_used_and_listed(world) {
        let admin = world.account("acme").await;
        let (key, secret) = create(&admin, &["READ_HISTORY", "READ_SETTINGS", "READ_HISTORY"]).await;
        assert_eq!(key["permissions"], json!(["READ_SETTINGS", "READ_HISTORY"]), "each once, in the contract's order");
        assert_eq!((&key["name"], &key["state"]), (&json!("Partner"), &json!("ACTIVE")));
        assert_eq!(key["createdBy"], json!({"kind": "PERSON", "subject": "admin", "name": "The admin", "role": "ADMIN"}));
        assert_eq!((&key["expiresAt"], &key["lastUsedAt"], &key["revokedAt"]), (&json!(null), &json!(null), &json!(null)));
        let prefix = key["prefix"].as_str().unwrap();
        assert!(prefix.starts_with("cuenta_") && prefix.len() <= 20 && secret.starts_with(prefix));

        let partner = world.integration(&secret);
        let query = "{ viewer { subject name email role permissions apiKey { id name } account { slug } } }";
        let viewer = partner.ask(query).await.data()["viewer"].clone();
        let expected = json!({
            "subject": key["id"], "name": "Partner", "email": null, "role": null,
            "permissions": ["READ_SETTINGS", "READ_HISTORY"],
            "apiKey": {"id": key["id"], "name": "Partner"},
            "account": {"slug": "acme"},
        });
        assert_eq!(viewer, expected);
        assert_eq!(partner.ask("{ account { settings { company { tradeName } } } }").await.data()["account"]["settings"]["company"]["tradeName"], "acme");
        let refused = partner.mutate("updateCompany", json!({"tradeName": "x"}), json!({}), "userErrors { code }").await;
        assert_eq!(refused.codes(), ["FORBIDDEN"]);

        let (second, _) = create(&admin, &[]).await;
        let list = admin.ask("{ account { apiKeys(first: 1) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }").await;
        let page = &list.data()["account"]["apiKeys"];
        assert_eq!((&page["totalCount"], &page["nodes"]), (&json!(2), &json!([{"id": second["id"]}])), "newest first");
        assert_eq!(page["pageInfo"]["hasNextPage"], true);
        let next = "query($after: String) { account { apiKeys(first: 5, after: $after) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } } }";
        let next = admin.send(next, json!({"after": page["pageInfo"]["endCursor"]})).await;
        let expected = json!({"nodes": [{"id": key["id"]}], "pageInfo": {"hasNextPage": false, "hasPreviousPage": true}});
        assert_eq!(next.data()["account"]["apiKeys"], expected);
    }

    async fn a_change_made_with_a_key_names_the_key(world) {
        let admin = world.account("acme").await;
        let (key, secret) = create(&admin, &["MANAGE_COMPANY", "READ_SETTINGS"]).await;
        let partner = world.integration(&secret);
        let fields = "revision { number actor { kind subject name role } } userErrors { code }";
        let changed = partner.mutate("updateCompany", json!({"tradeName": "New"}), json!({}), fields).await;
        let actor = json!({"kind": "API_KEY", "subject": key["id"], "name": "Partner", "role": null});
        assert_eq!(changed.done()["revision"], json!({"number": 3, "actor": actor}));
        let filter = json!({"filter": {"actor": key["id"]}});
        let query = "query($filter: RevisionFilter) { account { revisions(first: 9, filter: $filter) { nodes { number actor { kind subject name role } } } } }";
        let found = admin.send(query, filter).await;
        assert_eq!(found.data()["account"]["revisions"]["nodes"], json!([{"number": 3, "actor": actor}]));
    }

    async fn what_happens_to_a_key_is_history_without_its_secret(world) {
        let admin = world.account("acme").await;
        let (key, _) = create(&admin, &["READ_SETTINGS"]).await;
        rotate(&admin, &key, 0).await;
        let revoked = admin
            .mutate("revokeApiKey", json!({"id": key["id"]}), json!({"reason": "gone"}), "apiKey { state rotatedAt revokedAt } revision { number } userErrors { code }")
            .await;
        assert_eq!(revoked.done()["apiKey"]["state"], "REVOKED");
        let query = "query($prefix: [String!]) { account { settings { revision } revisions(first: 9, filter: {pathPrefix: $prefix}) \
            { nodes { number action reason actor { subject } changes { path before after } } } } }";
        let history = admin.send(query, json!({"prefix": ["apiKeys", key["id"]]})).await;
        let account = &history.data()["account"];
        assert_eq!(account["settings"]["revision"], 4);
        let path = |field: &str| json!(["apiKeys", key["id"], field]);
        let made = json!({
            "id": key["id"], "name": "Partner", "prefix": key["prefix"], "permissions": ["READ_SETTINGS"],
            "state": "ACTIVE", "createdAt": key["createdAt"],
            "createdBy": {"kind": "PERSON", "subject": "admin", "role": "ADMIN"},
            "rotatedAt": null, "expiresAt": null, "revokedAt": null,
        });
        let admin = json!({"subject": "admin"});
        let expected = json!([
            {"number": 4, "action": "revokeApiKey", "reason": "gone", "actor": admin, "changes": [
                {"path": path("state"), "before": "ACTIVE", "after": "REVOKED"},
                {"path": path("revokedAt"), "before": null, "after": revoked.done()["apiKey"]["revokedAt"]},
            ]},
            {"number": 3, "action": "rotateApiKey", "reason": null, "actor": admin, "changes": [
                {"path": path("rotatedAt"), "before": null, "after": revoked.done()["apiKey"]["rotatedAt"]},
            ]},
            {"number": 2, "action": "createApiKey", "reason": null, "actor": admin, "changes": [
                {"path": ["apiKeys", key["id"]], "before": null, "after": made},
            ]},
        ]);
        assert_eq!(account["revisions"]["nodes"], expected);
        assert_eq!(domain::verify::verify(&world.service).await.unwrap().findings, [""; 0]);
    }

    async fn a_rotated_key_is_the_same_key_with_one_secret_or_two_for_a_while(world) {
        let admin = world.account("acme").await;
        let (key, first) = create(&admin, &["READ_SETTINGS"]).await;
        let second = rotate(&admin, &key, 0).await;
        assert!(!is_let_in(&world.integration(&first)).await, "without an overlap the old secret ends at once");
        assert!(is_let_in(&world.integration(&second)).await);

        let third = rotate(&admin, &key, 3600).await;
        assert!(is_let_in(&world.integration(&second)).await, "in the overlap the old one goes on");
        assert!(is_let_in(&world.integration(&third)).await);
        let viewer = world.integration(&second).ask("{ viewer { apiKey { id prefix } } }").await;
        assert_eq!(viewer.data()["viewer"]["apiKey"], json!({"id": key["id"], "prefix": key["prefix"]}));

        let fourth = rotate(&admin, &key, 3600).await;
        assert!(!is_let_in(&world.integration(&second)).await, "two secrets at most: the older one ends");
        assert!(is_let_in(&world.integration(&third)).await);
        assert!(is_let_in(&world.integration(&fourth)).await);
        world.clock.pass(TimeDelta::seconds(3700));
        assert!(!is_let_in(&world.integration(&third)).await, "the overlap is over");
        assert!(is_let_in(&world.integration(&fourth)).await);
    }

    async fn a_key_ends_at_once_when_it_is_revoked_and_its_overlap_with_it(world) {
        let admin = world.account("acme").await;
        let (key, first) = create(&admin, &["READ_SETTINGS"]).await;
        let second = rotate(&admin, &key, 604_800).await;
        let revoke = async || {
            let fields = "apiKey { id state revokedAt } revision { number } userErrors { code }";
            admin.mutate("revokeApiKey", json!({"id": key["id"]}), json!({}), fields).await.done().clone()
        };
        let revoked = revoke().await;
        assert_eq!(revoked["revision"]["number"], 4);
        for secret in [&first, &second] {
            assert!(!is_let_in(&world.integration(secret)).await);
        }
        let again = revoke().await;
        assert_eq!((&again["revision"], &again["apiKey"]), (&json!(null), &revoked["apiKey"]), "revoking twice changes nothing");
        let list = admin.ask("{ account { apiKeys(last: 5) { nodes { id state } } } }").await;
        assert_eq!(list.data()["account"]["apiKeys"]["nodes"], json!([{"id": key["id"], "state": "REVOKED"}]));
    }

    async fn a_key_expires_and_a_restored_revision_brings_nothing_back(world) {
        let admin = world.account("acme").await;
        let expires_at = "2026-11-23T13:00:00.000000Z";
        let input = json!({"name": "Short", "permissions": ["READ_SETTINGS"], "expiresAt": expires_at});
        let made = admin.mutate("createApiKey", input, json!({}), "apiKey { id expiresAt } secret userErrors { code }").await;
        let (key, secret) = (&made.done()["apiKey"], made.done()["secret"].as_str().unwrap());
        assert_eq!(key["expiresAt"], expires_at);
        assert!(is_let_in(&world.integration(secret)).await);
        world.clock.pass(TimeDelta::hours(1));
        assert!(!is_let_in(&world.integration(secret)).await);
        let state = admin.send("query($id: ID!) { node(id: $id) { ... on ApiKey { state } } }", json!({"id": key["id"]})).await;
        assert_eq!(state.data()["node"]["state"], "EXPIRED");

        let (revoked, secret) = create(&admin, &["READ_SETTINGS"]).await;
        admin.mutate("revokeApiKey", json!({"id": revoked["id"]}), json!({}), "userErrors { code }").await.done();
        admin.mutate("restoreRevision", json!({"number": 3}), json!({}), "userErrors { code }").await.done();
        assert!(!is_let_in(&world.integration(&secret)).await);
    }

    async fn the_last_use_is_noted_at_most_once_a_minute(world) {
        let admin = world.account("acme").await;
        let (key, secret) = create(&admin, &["READ_SETTINGS"]).await;
        let partner = world.integration(&secret);
        let last_used_at = async || -> Value {
            world.service.settled().await;
            let query = "query($id: ID!) { node(id: $id) { ... on ApiKey { lastUsedAt } } account { settings { revision } } }";
            let answer = admin.send(query, json!({"id": key["id"]})).await;
            assert_eq!(answer.data()["account"]["settings"]["revision"], 2, "a use is no revision");
            answer.data()["node"]["lastUsedAt"].clone()
        };
        assert_eq!(last_used_at().await, json!(null));
        assert!(is_let_in(&partner).await);
        let first = last_used_at().await;
        assert!(first.is_string());
        futures_util::future::join_all((0..8).map(|_| is_let_in(&partner))).await;
        assert_eq!(last_used_at().await, first, "within the minute nothing is written");
        world.clock.pass(TimeDelta::minutes(2));
        assert!(is_let_in(&partner).await);
        assert!(last_used_at().await.as_str() > first.as_str());
    }

    async fn a_key_reads_itself_and_no_other(world) {
        let admin = world.account("acme").await;
        let (own, secret) = create(&admin, &["READ_SETTINGS"]).await;
        let (other, _) = create(&admin, &["READ_SETTINGS"]).await;
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        let found = world.integration(&secret).send(query, json!({"ids": [own["id"], other["id"]]})).await;
        assert_eq!(found.data()["nodes"], json!([{"id": own["id"]}, null]));
    }
}
