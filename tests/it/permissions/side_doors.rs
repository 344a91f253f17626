//! No side door: ids, fragments, payloads, a batch and a restore ask what the direct way asks.

use serde_json::json;

use crate::support::on_both;

on_both! {
    async fn an_agent_with_an_id_finds_nothing(world) {
        let admin = world.account("acme").await;
        let added = admin
            .mutate("addContact", json!({"kind": "PERSONAL", "email": "a@b.example"}), json!({}), "contact { id } settings { id } revision { id }")
            .await;
        let payload = added.done();
        let ids = [&payload["contact"]["id"], &payload["settings"]["id"], &payload["revision"]["id"]]
            .map(|id| id.as_str().unwrap().to_owned());
        let with_suffixes: Vec<String> = ids.iter().flat_map(|id| [id.clone(), format!("{id}@2")]).collect();
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Contact { email } } }";
        for role in ["agent", "customer"] {
            let answer = world.member(role, "acme").send(query, json!({"ids": with_suffixes})).await;
            assert!(answer.data()["nodes"].as_array().unwrap().iter().all(serde_json::Value::is_null), "{role}");
        }
        let nobody = world.anonymous().send(query, json!({"ids": with_suffixes})).await;
        assert!(nobody.data()["nodes"].as_array().unwrap().iter().all(serde_json::Value::is_null));
    }

    async fn platform_staff_read_settings_of_any_account_but_no_revision(world) {
        let admin = world.account("acme").await;
        let account = admin.ask("{ account { id } }").await;
        let added = admin
            .mutate("addContact", json!({"kind": "PERSONAL", "email": "a@b.example"}), json!({}), "contact { id } revision { id }")
            .await;
        let payload = added.done();
        let contact = payload["contact"]["id"].as_str().unwrap();
        let query = "query($account: ID!, $contact: ID!, $old: ID!, $revision: ID!) {
            account: node(id: $account) { ... on Account { slug settings { revision } then: settings(atRevision: 1) { id contacts { id } } } }
            contact: node(id: $contact) { ... on Contact { email } }
            old: node(id: $old) { id }
            revision: node(id: $revision) { id }
        }";
        let variables = json!({
            "account": account.data()["account"]["id"],
            "contact": contact,
            "old": format!("{contact}@2"),
            "revision": payload["revision"]["id"],
        });
        let answer = world.staff().send(query, variables.clone()).await;
        let data = answer.data();
        assert_eq!(data["account"]["slug"], "acme");
        assert_eq!(data["account"]["settings"]["revision"], 2);
        assert_eq!(data["account"]["then"]["contacts"], json!([]));
        assert_eq!(data["contact"]["email"], "a@b.example");
        assert_eq!(data["old"]["id"], format!("{contact}@2"));
        assert!(data["revision"].is_null());
        let history = "query($account: ID!) { node(id: $account) { ... on Account { revisions(first: 1) { nodes { id } } } } }";
        let refused = world.staff().send(history, json!({"account": variables["account"]})).await;
        assert_eq!(refused.codes(), ["FORBIDDEN"]);
        assert_eq!(refused.body["data"], json!({"node": {"revisions": null}}));
    }

    async fn a_refused_field_is_null_in_its_place_and_the_rest_is_answered(world) {
        world.account("acme").await;
        let answer = world
            .member("agent", "acme")
            .ask("{ account { slug settings { id } revisions(first: 1) { totalCount } } ticketPolicy { revision } }")
            .await;
        assert_eq!(
            answer.body["data"],
            json!({"account": {"slug": "acme", "settings": null, "revisions": null}, "ticketPolicy": {"revision": 1}})
        );
        assert_eq!(answer.codes(), ["FORBIDDEN", "FORBIDDEN"]);
        assert_eq!(answer.body["errors"][0]["path"], json!(["account", "settings"]));
        assert_eq!(answer.status, 200);
    }

    async fn a_batch_of_somebody_who_lacks_one_permission_writes_nothing(world) {
        let admin = world.account("acme").await;
        let edits = json!({"edits": [{"addActivity": {"name": "x"}}]});
        for role in ["agent", "customer"] {
            let refused = world.member(role, "acme").mutate("changeSettings", edits.clone(), json!({}), "revision { number }").await;
            assert_eq!(refused.codes(), ["FORBIDDEN"]);
            assert_eq!(refused.body["data"], json!({"changeSettings": null}));
        }
        let nobody = world.anonymous().mutate("changeSettings", edits, json!({}), "revision { number }").await;
        assert_eq!(nobody.codes(), ["UNAUTHENTICATED"]);
        let operator = world.member("operator", "acme");
        let restore = operator.mutate("restoreRevision", json!({"number": 1}), json!({}), "revision { number }").await;
        assert_eq!(restore.codes(), ["FORBIDDEN"]);
        let now = admin.ask("{ account { settings { revision activities { id } } } }").await;
        assert_eq!(now.data()["account"]["settings"], json!({"revision": 1, "activities": []}));
    }
}
