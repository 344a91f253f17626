//! What is refused of webhooks, and that it changes nothing.

use domain::webhook::deliver_due;
use serde_json::{Value, json};

use super::{ask, change, endpoint, look};
use crate::support::{Client, on_both};

async fn errors(client: &Client, mutation: &str, input: Value, options: Value) -> Vec<String> {
    client.mutate(mutation, input, options, "revision { number } userErrors { code path }").await.user_errors()
}

on_both! {
    async fn a_wrong_input_is_told_whole_and_changes_nothing(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        let input = json!({"url": "http//x", "description": "d".repeat(501), "actions": ["updateCompany", "shout", ""]});
        let expected = ["INVALID_URL url", "TOO_LONG description", "INVALID_FORMAT actions/1", "INVALID_FORMAT actions/2"];
        assert_eq!(errors(&admin, "createWebhookEndpoint", input.clone(), json!({})).await, expected);
        let mut changed = input;
        changed["id"] = id.clone();
        assert_eq!(errors(&admin, "updateWebhookEndpoint", changed, json!({})).await, expected);
        for (url, code) in [
            (" ", "REQUIRED url"),
            ("ftp://hooks.example/", "INVALID_URL url"),
            ("https://user@hooks.example/", "INVALID_URL url"),
            ("https://hooks.example/#part", "INVALID_URL url"),
            ("https://inside.example/", "INVALID_URL url"),
            ("https://printer.inside.example/", "INVALID_URL url"),
        ] {
            assert_eq!(errors(&admin, "createWebhookEndpoint", json!({"url": url}), json!({})).await, [code], "{url}");
            assert_eq!(errors(&admin, "updateWebhookEndpoint", json!({"id": id, "url": url}), json!({})).await, [code], "{url}");
        }
        let long = json!({"url": format!("https://hooks.example/{}", "x".repeat(2048))});
        assert_eq!(errors(&admin, "createWebhookEndpoint", long, json!({})).await, ["TOO_LONG url"]);
        let many = json!({"url": "https://hooks.example/", "actions": vec!["updateCompany"; 101]});
        assert_eq!(errors(&admin, "createWebhookEndpoint", many, json!({})).await, ["TOO_MANY actions"]);
        let cleared = json!({"id": id, "url": null, "enabled": null});
        assert_eq!(errors(&admin, "updateWebhookEndpoint", cleared, json!({})).await, ["REQUIRED url", "REQUIRED enabled"]);
        for overlap in [-1, 604_801] {
            let input = json!({"id": id, "overlapSeconds": overlap});
            assert_eq!(errors(&admin, "rotateWebhookSecret", input, json!({})).await, ["INVALID_RANGE overlapSeconds"]);
        }
        let conflict = json!({"expectedRevision": 1});
        for (mutation, input) in [
            ("createWebhookEndpoint", json!({"url": "https://hooks.example/"})),
            ("updateWebhookEndpoint", json!({"id": id, "enabled": false})),
            ("removeWebhookEndpoint", json!({"id": id})),
            ("rotateWebhookSecret", json!({"id": id})),
        ] {
            let told = errors(&admin, mutation, input, conflict.clone()).await;
            assert_eq!(told, ["REVISION_CONFLICT options/expectedRevision"], "{mutation}");
        }
        let found = admin.ask("{ account { webhookEndpoints(first: 9) { nodes { url state actions } } settings { revision } } }").await;
        let expected = json!({
            "webhookEndpoints": {"nodes": [{"url": "https://hooks.example/hook", "state": "ENABLED", "actions": []}]},
            "settings": {"revision": 2},
        });
        assert_eq!(found.data()["account"], expected);
    }

    async fn an_account_has_twenty_endpoints_at_most(world) {
        let admin = world.account("acme").await;
        let first = endpoint(&admin, "hooks.example").await;
        for _ in 1..20 {
            endpoint(&admin, "hooks.example").await;
        }
        let input = json!({"url": "https://hooks.example/"});
        assert_eq!(errors(&admin, "createWebhookEndpoint", input, json!({})).await, ["TOO_MANY"]);
        assert_eq!(errors(&admin, "removeWebhookEndpoint", json!({"id": first}), json!({})).await, [""; 0]);
        endpoint(&admin, "hooks.example").await;
    }

    async fn the_webhooks_of_another_account_do_not_exist(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        change(&admin, 1).await;
        deliver_due(&world.service).await.unwrap();
        let delivery = look(&admin, &id).await["deliveries"]["nodes"][0]["id"].clone();
        let other = world.account("other").await;
        for (mutation, input) in [
            ("updateWebhookEndpoint", json!({"id": id, "enabled": false})),
            ("removeWebhookEndpoint", json!({"id": id})),
            ("rotateWebhookSecret", json!({"id": id})),
        ] {
            assert_eq!(errors(&other, mutation, input, json!({})).await, ["NOT_FOUND id"], "{mutation}");
        }
        let not_found = |path: &str| json!([{"code": "NOT_FOUND", "path": [path]}]);
        assert_eq!(ask(&other, "sendTestWebhook", json!({"id": id})).await["userErrors"], not_found("id"));
        assert_eq!(ask(&other, "redeliverWebhook", json!({"deliveryId": delivery})).await["userErrors"], not_found("deliveryId"));
        assert_eq!(ask(&admin, "redeliverWebhook", json!({"deliveryId": id})).await["userErrors"], not_found("deliveryId"));
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        for (client, found) in [(&admin, true), (&other, false), (&world.member("operator", "acme"), false), (&world.staff(), false)] {
            let nodes = client.send(query, json!({"ids": [id, delivery]})).await;
            let expected = if found { json!([{"id": id}, {"id": delivery}]) } else { json!([null, null]) };
            assert_eq!(nodes.data()["nodes"], expected);
        }
    }

    async fn no_more_than_twenty_deliveries_wait_because_somebody_asked(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        for _ in 0..20 {
            assert_eq!(ask(&admin, "sendTestWebhook", json!({"id": id})).await["userErrors"], json!([]));
        }
        let refused = ask(&admin, "sendTestWebhook", json!({"id": id})).await;
        assert_eq!(refused["userErrors"], json!([{"code": "TOO_MANY", "path": []}]));
        assert_eq!(deliver_due(&world.service).await.unwrap(), 20);
        assert_eq!(ask(&admin, "sendTestWebhook", json!({"id": id})).await["userErrors"], json!([]));
    }
}

#[test]
fn every_action_that_a_revision_can_have_is_known() {
    let document = async_graphql::parser::parse_schema(schema::sdl()).unwrap();
    let fields = |wanted: &str| {
        let found = document.definitions.iter().find_map(|definition| match definition {
            async_graphql::parser::types::TypeSystemDefinition::Type(definition)
                if definition.node.name.node == wanted =>
            {
                match &definition.node.kind {
                    async_graphql::parser::types::TypeKind::Object(object) => {
                        Some(object.fields.iter().map(|field| field.node.name.node.to_string()).collect::<Vec<_>>())
                    }
                    _ => None,
                }
            }
            _ => None,
        });
        found.unwrap()
    };
    let mut actions: Vec<String> = fields("Mutation")
        .into_iter()
        .filter(|name| {
            let payload = format!("{}{}Payload", name[..1].to_uppercase(), &name[1..]);
            fields(&payload).contains(&"revision".to_owned())
        })
        .chain(["releasePortalHost", "failWebhookEndpoint"].map(str::to_owned))
        .collect();
    actions.sort();
    let mut known = domain::revision::ACTIONS.map(str::to_owned).to_vec();
    known.sort();
    assert_eq!(known, actions);
}
