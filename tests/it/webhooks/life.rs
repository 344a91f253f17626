//! The life of an endpoint, from its making to its end.

use chrono::TimeDelta;
use domain::webhook::deliver_due;
use serde_json::json;

use super::{change, create, endpoint, update};
use crate::support::{on_both, post::body};

on_both! {
    async fn an_endpoint_is_made_listed_changed_and_removed(world) {
        let admin = world.account("acme").await;
        let input = json!({
            "url": " https://hooks.example/a?b=c ", "description": " For the shop ",
            "actions": ["updateCompany", "addContact", "updateCompany"],
        });
        let (made, secret) = create(&admin, input).await;
        let expected = json!({
            "id": made["id"], "url": "https://hooks.example/a?b=c", "description": "For the shop",
            "actions": ["updateCompany", "addContact"], "state": "ENABLED", "createdAt": made["createdAt"], "rotatedAt": null,
        });
        assert_eq!(made, expected);
        assert!(made["id"].as_str().unwrap().starts_with("whe_"));
        assert!(secret.starts_with("whsec_") && secret.len() == 50, "256 bits in base 64");

        let second = endpoint(&admin, "two.example").await;
        let list = "{ account { webhookEndpoints(first: 1) { totalCount nodes { id } pageInfo { hasNextPage } } } }";
        let page = admin.ask(list).await.data()["account"]["webhookEndpoints"].clone();
        assert_eq!(page, json!({"totalCount": 2, "nodes": [{"id": second}], "pageInfo": {"hasNextPage": true}}));

        let changed = update(&admin, &made["id"], json!({"description": null, "actions": null, "enabled": false})).await;
        let expected = json!({"state": "DISABLED", "url": "https://hooks.example/a?b=c", "actions": [], "description": null});
        assert_eq!((&changed["webhookEndpoint"], &changed["revision"]["number"]), (&expected, &json!(4)));
        let unchanged = update(&admin, &made["id"], json!({"enabled": false})).await;
        assert_eq!(unchanged["revision"], json!(null), "what does not differ is no revision");

        let removed = admin
            .mutate("removeWebhookEndpoint", json!({"id": made["id"]}), json!({}), "webhookEndpoint { id } revision { number } userErrors { code }")
            .await;
        assert_eq!(removed.done()["webhookEndpoint"]["id"], made["id"]);
        let found = admin.send("query($id: ID!) { node(id: $id) { id } }", json!({"id": made["id"]})).await;
        assert_eq!(found.data()["node"], json!(null));
    }

    async fn what_happens_to_an_endpoint_is_history_without_its_secret(world) {
        let admin = world.account("acme").await;
        let (made, secret) = create(&admin, json!({"url": "https://hooks.example/"})).await;
        let rotated = admin
            .mutate("rotateWebhookSecret", json!({"id": made["id"]}), json!({"reason": "as each year"}), "secret webhookEndpoint { rotatedAt } userErrors { code }")
            .await;
        let rotated_at = &rotated.done()["webhookEndpoint"]["rotatedAt"];
        assert!(rotated_at.is_string());
        let second = rotated.done()["secret"].as_str().unwrap().to_owned();
        assert_ne!(second, secret);
        update(&admin, &made["id"], json!({"url": "https://new.example/", "enabled": false})).await;
        admin.mutate("removeWebhookEndpoint", json!({"id": made["id"]}), json!({}), "userErrors { code }").await.done();

        let query = "query($prefix: [String!]) { account { settings { revision } revisions(first: 9, filter: {pathPrefix: $prefix}) \
            { nodes { number action reason changes { path before after } } } } }";
        let history = admin.send(query, json!({"prefix": ["webhookEndpoints", made["id"]]})).await;
        let account = &history.data()["account"];
        assert_eq!(account["settings"]["revision"], 5);
        let path = |field: &str| json!(["webhookEndpoints", made["id"], field]);
        let mut last = made.clone();
        last["url"] = json!("https://new.example/");
        last["state"] = json!("DISABLED");
        last["rotatedAt"] = rotated_at.clone();
        let expected = json!([
            {"number": 5, "action": "removeWebhookEndpoint", "reason": null, "changes": [
                {"path": ["webhookEndpoints", made["id"]], "before": last, "after": null},
            ]},
            {"number": 4, "action": "updateWebhookEndpoint", "reason": null, "changes": [
                {"path": path("url"), "before": "https://hooks.example/", "after": "https://new.example/"},
                {"path": path("state"), "before": "ENABLED", "after": "DISABLED"},
            ]},
            {"number": 3, "action": "rotateWebhookSecret", "reason": "as each year", "changes": [
                {"path": path("rotatedAt"), "before": null, "after": rotated_at},
            ]},
            {"number": 2, "action": "createWebhookEndpoint", "reason": null, "changes": [
                {"path": ["webhookEndpoints", made["id"]], "before": null, "after": made},
            ]},
        ]);
        assert_eq!(account["revisions"]["nodes"], expected);
        let kept = |secret: &str| secret.trim_start_matches("whsec_").to_owned();
        let everything = world.everything().await;
        assert!(!everything.contains(&kept(&secret)) && !everything.contains(&kept(&second)), "secrets go with their endpoint");
        assert_eq!(domain::verify::verify(&world.service).await.unwrap().findings, [""; 0]);
    }

    async fn a_dry_run_shows_what_would_be_and_tells_no_secret(world) {
        let admin = world.account("acme").await;
        let fields = "webhookEndpoint { id state deliveries(first: 1) { totalCount } } secret revision { number } userErrors { code path }";
        let input = json!({"url": "https://hooks.example/"});
        let preview = admin.mutate("createWebhookEndpoint", input, json!({"dryRun": true}), fields).await;
        let payload = preview.done();
        assert!(payload["webhookEndpoint"]["id"].as_str().unwrap().ends_with("@preview"));
        assert_eq!((&payload["secret"], &payload["revision"]), (&json!(null), &json!(null)));
        assert_eq!(payload["webhookEndpoint"]["deliveries"]["totalCount"], 0);
        let id = endpoint(&admin, "hooks.example").await;
        let rotated = admin.mutate("rotateWebhookSecret", json!({"id": id}), json!({"dryRun": true}), "secret userErrors { code }").await;
        assert_eq!(rotated.done()["secret"], json!(null));
        let removed = admin.mutate("removeWebhookEndpoint", json!({"id": id}), json!({"dryRun": true}), "webhookEndpoint { id } userErrors { code }").await;
        assert!(removed.done()["webhookEndpoint"]["id"].as_str().unwrap().ends_with("@preview"));
        let list = admin.ask("{ account { webhookEndpoints(first: 9) { nodes { id state } } settings { revision } } }").await;
        let expected = json!({"webhookEndpoints": {"nodes": [{"id": id, "state": "ENABLED"}]}, "settings": {"revision": 2}});
        assert_eq!(list.data()["account"], expected);
    }

    async fn in_the_overlap_of_a_rotation_there_are_two_signatures(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        let rotate = async |overlap: i64| {
            let input = json!({"id": id, "overlapSeconds": overlap});
            admin.mutate("rotateWebhookSecret", input, json!({}), "userErrors { code }").await.done();
        };
        let signatures = async || {
            change(&admin, 1).await;
            deliver_due(&world.service).await.unwrap();
            let last = world.post.sent().pop().unwrap();
            assert_eq!(body(&last)["type"], "updateCompany");
            last.signature.split(' ').count()
        };
        assert_eq!(signatures().await, 1);
        rotate(3600).await;
        assert_eq!(signatures().await, 2);
        rotate(3600).await;
        assert_eq!(signatures().await, 2, "two at most: the oldest ended");
        world.clock.pass(TimeDelta::hours(2));
        assert_eq!(signatures().await, 1);
        rotate(0).await;
        assert_eq!(signatures().await, 1, "without an overlap the old one ends at once");
    }
}
