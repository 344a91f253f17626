//! What is delivered, in which order, and by whom.

use domain::{
    service::Service,
    webhook::{deliver_due, work},
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{ask, change, create, deliveries, endpoint, look, update};
use crate::support::{World, on_both, post::body};

/// Waits until something is so.
async fn until(what: impl Fn() -> bool) {
    for _ in 0..1000 {
        if what() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("it did not come to be");
}

/// Another service on the same database, with the same post.
async fn another(world: &World) -> Service {
    let database = world.test_database.connect().await;
    Service::new(database, world.clock.clone(), world.post.clone())
}

on_both! {
    async fn every_revision_after_the_endpoints_making_is_delivered_in_order(world) {
        let admin = world.account("acme").await;
        change(&admin, 2).await;
        let id = endpoint(&admin, "hooks.example").await;
        change(&admin, 3).await;
        assert_eq!(deliver_due(&world.service).await.unwrap(), 3);
        let sent = world.post.sent();
        let numbers: Vec<_> = sent.iter().map(|parcel| body(parcel)["data"]["revision"]["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, [5, 6, 7], "the endpoint's own making is revision 4");
        assert_eq!(sent[0].url.as_str(), "https://hooks.example/hook");

        let query = "{ account { id slug revision(number: 5) { id at changes { path before after } } } }";
        let account = admin.ask(query).await.data()["account"].clone();
        let revision = &account["revision"];
        let expected = json!({
            "type": "updateCompany",
            "timestamp": revision["at"],
            "data": {
                "account": {"id": account["id"], "slug": "acme"},
                "revision": {
                    "id": revision["id"], "number": 5, "at": revision["at"],
                    "actor": {"kind": "PERSON", "subject": "admin", "role": "ADMIN"},
                    "action": "updateCompany", "reason": null, "changes": revision["changes"],
                },
            },
        });
        assert_eq!(body(&sent[0]), expected);
        let told = look(&admin, &id).await;
        let newest = &told["deliveries"]["nodes"][0];
        assert_eq!((&newest["id"], &newest["state"], &newest["nextAttemptAt"]), (&json!(sent[2].id), &json!("DELIVERED"), &json!(null)));
        assert_eq!((&newest["attempts"][0]["status"], &newest["attempts"][0]["error"]), (&json!(200), &json!(null)));
        assert_eq!(deliver_due(&world.service).await.unwrap(), 0, "nothing twice");
    }

    async fn an_endpoint_gets_the_actions_that_it_wants(world) {
        let admin = world.account("acme").await;
        let (made, _) = create(&admin, json!({"url": "https://hooks.example/", "actions": ["addContact"]})).await;
        change(&admin, 2).await;
        let contact = json!({"kind": "PERSONAL", "email": "ana@people.example"});
        admin.mutate("addContact", contact, json!({}), "userErrors { code }").await.done();
        change(&admin, 1).await;
        deliver_due(&world.service).await.unwrap();
        let types: Vec<_> = world.post.sent().iter().map(|parcel| body(parcel)["type"].clone()).collect();
        assert_eq!(types, [json!("addContact")]);
        assert_eq!(deliveries(&admin, &made["id"]).await, [(Some(5), "DELIVERED".to_owned(), 1)]);
    }

    async fn a_delivery_that_fails_holds_back_the_later_ones_and_only_of_its_endpoint(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "down.example").await;
        endpoint(&admin, "up.example").await;
        world.post.answers("down.example", 500);
        change(&admin, 3).await;
        deliver_due(&world.service).await.unwrap();
        let sent = world.post.sent();
        let to = |host: &str| sent.iter().filter(|parcel| parcel.url.host_str() == Some(host)).count();
        assert_eq!((to("down.example"), to("up.example")), (1, 3), "the first is tried once; its own making is the second's concern");
        let states = deliveries(&admin, &id).await;
        assert_eq!(states.last(), Some(&(Some(3), "PENDING".to_owned(), 1)));
        assert!(states[..3].iter().all(|(_, state, attempts)| state == "PENDING" && *attempts == 0), "{states:?}");

        world.post.answers("down.example", 204);
        world.clock.pass(chrono::TimeDelta::seconds(10));
        deliver_due(&world.service).await.unwrap();
        assert_eq!(world.post.numbers(), [3, 4, 5, 6], "then all, in order");
        assert!(deliveries(&admin, &id).await.iter().all(|(_, state, _)| state == "DELIVERED"));
    }

    async fn the_same_message_is_sent_at_each_attempt(world) {
        let admin = world.account("acme").await;
        endpoint(&admin, "hooks.example").await;
        world.post.answers("hooks.example", 503);
        change(&admin, 1).await;
        deliver_due(&world.service).await.unwrap();
        world.clock.pass(chrono::TimeDelta::minutes(2));
        world.post.answers("hooks.example", 200);
        deliver_due(&world.service).await.unwrap();
        let [first, second] = world.post.sent().try_into().unwrap();
        assert_eq!((&first.id, &first.body), (&second.id, &second.body));
        assert!(second.timestamp >= first.timestamp + 120, "the time is the attempt's");
        assert_ne!(first.signature, second.signature);
    }

    async fn what_is_missed_while_switched_off_is_delivered_when_switched_on(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        world.post.answers("hooks.example", 500);
        change(&admin, 1).await;
        deliver_due(&world.service).await.unwrap();
        update(&admin, &id, json!({"enabled": false})).await;
        change(&admin, 1).await;
        world.clock.pass(chrono::TimeDelta::days(9));
        world.post.answers("hooks.example", 200);
        world.post.sent();
        assert_eq!(deliver_due(&world.service).await.unwrap(), 0);
        let held = look(&admin, &id).await;
        let waiting = &held["deliveries"]["nodes"][0];
        assert_eq!((&waiting["state"], &waiting["nextAttemptAt"]), (&json!("PENDING"), &json!(null)));
        update(&admin, &id, json!({"enabled": true})).await;
        deliver_due(&world.service).await.unwrap();
        assert_eq!(world.post.numbers(), [3, 4, 5, 6]);
    }

    async fn a_delivery_is_sent_again_for_whoever_asks(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        change(&admin, 3).await;
        deliver_due(&world.service).await.unwrap();
        let first = world.post.sent().remove(0);
        let asked = ask(&admin, "redeliverWebhook", json!({"deliveryId": first.id})).await;
        assert_eq!(asked["delivery"]["state"], "PENDING");
        assert!(asked["delivery"]["nextAttemptAt"].is_string());
        ask(&admin, "redeliverWebhook", json!({"deliveryId": first.id})).await;
        assert_eq!(deliver_due(&world.service).await.unwrap(), 1, "asking twice is one sending");
        assert_eq!(world.post.sent().remove(0).body, first.body);
        let states = deliveries(&admin, &id).await;
        assert_eq!(states.last(), Some(&(Some(3), "DELIVERED".to_owned(), 2)));

        world.post.answers("hooks.example", 500);
        ask(&admin, "redeliverWebhook", json!({"deliveryId": first.id})).await;
        deliver_due(&world.service).await.unwrap();
        assert_eq!(deliveries(&admin, &id).await.last(), Some(&(Some(3), "DELIVERED".to_owned(), 3)), "it did arrive once");
        world.clock.pass(chrono::TimeDelta::days(1));
        assert_eq!(deliver_due(&world.service).await.unwrap(), 0, "and is not tried again by itself");
    }

    async fn one_that_is_held_back_can_be_sent_alone_and_keeps_its_turn_if_it_fails(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        world.post.answers("hooks.example", 500);
        change(&admin, 3).await;
        deliver_due(&world.service).await.unwrap();
        update(&admin, &id, json!({"enabled": false})).await;
        let nodes = look(&admin, &id).await["deliveries"]["nodes"].clone();
        let of = |revision: i64| nodes.as_array().unwrap().iter().find(|node| node["revision"] == revision).unwrap()["id"].clone();
        ask(&admin, "redeliverWebhook", json!({"deliveryId": of(4)})).await;
        deliver_due(&world.service).await.unwrap();
        world.post.answers("hooks.example", 200);
        ask(&admin, "redeliverWebhook", json!({"deliveryId": of(5)})).await;
        deliver_due(&world.service).await.unwrap();
        assert_eq!(world.post.numbers(), [3, 4, 5], "switched off, yet sent as asked");
        update(&admin, &id, json!({"enabled": true})).await;
        deliver_due(&world.service).await.unwrap();
        assert_eq!(world.post.numbers(), [3, 4, 6, 7], "what arrived is not sent again");
    }

    async fn a_test_is_sent_once_switched_on_or_not(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        update(&admin, &id, json!({"enabled": false})).await;
        let asked = ask(&admin, "sendTestWebhook", json!({"id": id})).await;
        assert_eq!((&asked["delivery"]["state"], &asked["delivery"]["revision"]), (&json!("PENDING"), &json!(null)));
        deliver_due(&world.service).await.unwrap();
        let sent = world.post.sent();
        let told = body(&sent[0]);
        let created = admin.send("query($id: ID!) { node(id: $id) { ... on WebhookDelivery { createdAt } } }", json!({"id": asked["delivery"]["id"]})).await;
        let account = admin.ask("{ account { id } }").await.data()["account"]["id"].clone();
        let expected = json!({
            "type": "test", "timestamp": created.data()["node"]["createdAt"], "data": {"account": {"id": account, "slug": "acme"}},
        });
        assert_eq!(told, expected);
        world.post.answers("hooks.example", 500);
        ask(&admin, "sendTestWebhook", json!({"id": id})).await;
        deliver_due(&world.service).await.unwrap();
        world.clock.pass(chrono::TimeDelta::days(1));
        assert_eq!(deliver_due(&world.service).await.unwrap(), 0);
        let states = deliveries(&admin, &id).await;
        assert_eq!(states, [(None, "FAILED".to_owned(), 1), (None, "DELIVERED".to_owned(), 1)]);
        assert_eq!(admin.ask("{ account { settings { revision } } }").await.data()["account"]["settings"]["revision"], 3, "it is no revision");
    }

    async fn several_nodes_do_not_deliver_twice_at_the_same_time(world) {
        let admin = world.account("acme").await;
        endpoint(&admin, "hooks.example").await;
        change(&admin, 20).await;
        let nodes = [another(&world).await, another(&world).await, another(&world).await];
        let mut sending = tokio::task::JoinSet::new();
        for node in nodes {
            sending.spawn(async move {
                for _ in 0..10 {
                    deliver_due(&node).await.unwrap();
                }
            });
        }
        while let Some(done) = sending.join_next().await {
            done.unwrap();
        }
        assert_eq!(world.post.numbers(), (3..=22).collect::<Vec<_>>(), "each once, in order");
        assert_eq!(world.post.most(), 1);
    }

    async fn what_a_dead_node_had_under_way_is_sent_by_another_once_its_lease_is_over(world) {
        let admin = world.account("acme").await;
        endpoint(&admin, "hooks.example").await;
        change(&admin, 2).await;
        world.post.close("hooks.example");
        let dying = another(&world).await;
        let dying = tokio::spawn(async move { deliver_due(&dying).await });
        until(|| world.post.under_way() == 1).await;
        dying.abort();
        world.post.open();
        assert_eq!(deliver_due(&world.service).await.unwrap(), 0, "somebody has the lease");
        world.clock.pass(chrono::TimeDelta::seconds(61));
        assert_eq!(deliver_due(&world.service).await.unwrap(), 2);
        assert_eq!(world.post.numbers(), [3, 4]);
    }

    async fn whoever_works_delivers_as_changes_are_made_and_stops_when_told(world) {
        let admin = world.account("acme").await;
        endpoint(&admin, "hooks.example").await;
        let stop = CancellationToken::new();
        let (worker, told) = (world.service.clone(), stop.clone());
        let working = tokio::spawn(async move { work(&worker, &told).await });
        for _ in 0..5 {
            change(&admin, 4).await;
        }
        let mut numbers = Vec::new();
        for _ in 0..1000 {
            numbers.extend(world.post.numbers());
            if numbers.len() >= 20 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(numbers, (3..=22).collect::<Vec<_>>());
        world.post.close("hooks.example");
        change(&admin, 2).await;
        until(|| world.post.under_way() == 1).await;
        stop.cancel();
        world.post.open();
        working.await.unwrap();
        assert_eq!(world.post.numbers(), [23], "what was under way is finished, and nothing else begun");
        deliver_due(&world.service).await.unwrap();
        assert_eq!(world.post.numbers(), [24], "its lease was let go");
    }

    async fn slow_endpoints_of_one_account_leave_room_for_those_of_others(world) {
        let (slow, quick) = (world.account("slow").await, world.account("quick").await);
        for _ in 0..20 {
            endpoint(&slow, "slow.example").await;
        }
        let id = endpoint(&quick, "quick.example").await;
        world.post.close("slow.example");
        let stop = CancellationToken::new();
        let (worker, told) = (world.service.clone(), stop.clone());
        let working = tokio::spawn(async move { work(&worker, &told).await });
        change(&slow, 1).await;
        until(|| world.post.under_way() == 4).await;
        change(&quick, 3).await;
        until(|| world.post.count("quick.example") == 3).await;
        assert_eq!(world.post.under_way(), 4, "of one account four are under way at once");
        world.post.open();
        // To the first the makings of the others are told as well.
        until(|| world.post.count("slow.example") == (1..=20).sum::<usize>()).await;
        stop.cancel();
        working.await.unwrap();
        assert!(deliveries(&quick, &id).await.iter().all(|(_, state, _)| state == "DELIVERED"));
    }

    async fn an_endpoint_that_is_removed_while_something_is_under_way_leaves_nothing_behind(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "hooks.example").await;
        change(&admin, 3).await;
        world.post.close("hooks.example");
        let service = world.service.clone();
        let sending = tokio::spawn(async move { deliver_due(&service).await });
        until(|| world.post.under_way() == 1).await;
        admin.mutate("removeWebhookEndpoint", json!({"id": id}), json!({}), "userErrors { code }").await.done();
        world.post.open();
        sending.await.unwrap().unwrap();
        assert_eq!(world.post.numbers(), [3]);
        for table in ["webhook_endpoint", "webhook_secret", "webhook_delivery", "webhook_attempt"] {
            assert_eq!(world.rows(table).await, 0, "{table}");
        }
    }
}
