//! Endpoints that take nothing.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::webhook::{PATIENCE, Receipt, deliver_due};
use serde_json::{Value, json};

use super::{ask, change, deliveries, endpoint, look, update};
use crate::support::{Client, on_both};

async fn next_attempt(client: &Client, id: &Value) -> DateTime<Utc> {
    let node = look(client, id).await;
    let oldest = node["deliveries"]["nodes"].as_array().unwrap().last().unwrap().clone();
    oldest["nextAttemptAt"].as_str().unwrap().parse().unwrap()
}

on_both! {
    async fn after_three_days_without_a_success_the_endpoint_fails_and_the_history_says_so(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "down.example").await;
        world.post.meets("down.example", Receipt { error: Some("No connection.".to_owned()), ..Receipt::default() });
        change(&admin, 2).await;
        let begun = crate::support::world::TestClock::start();
        let mut attempts = 0;
        while look(&admin, &id).await["state"] == "ENABLED" {
            attempts += deliver_due(&world.service).await.unwrap();
            assert!(attempts < 40, "it is given up some day");
            if look(&admin, &id).await["state"] == "ENABLED" {
                let next = next_attempt(&admin, &id).await;
                let now = domain::clock::Clock::now(&*world.clock);
                assert!(next - now <= TimeDelta::hours(5), "no wait is long: {}", next - now);
                world.clock.pass((next - now).max(TimeDelta::zero()));
            }
        }
        let took = domain::clock::Clock::now(&*world.clock) - begun;
        assert!(took >= PATIENCE && took < PATIENCE + TimeDelta::hours(1), "{took}");
        assert!(attempts >= 20, "{attempts}");
        assert!(world.post.numbers().iter().all(|number| *number == 3), "the first holds back the second");
        let states = deliveries(&admin, &id).await;
        assert_eq!(states.iter().map(|(revision, state, _)| (revision.unwrap(), state.as_str())).collect::<Vec<_>>(), [(4, "PENDING"), (3, "FAILED")]);
        let attempt = &look(&admin, &id).await["deliveries"]["nodes"][1]["attempts"][0];
        assert_eq!((&attempt["status"], &attempt["response"], &attempt["error"]), (&json!(null), &json!(null), &json!("No connection.")));

        let query = "query($id: String!) { account { revisions(first: 1, filter: {pathPrefix: [\"webhookEndpoints\", $id]}) \
            { nodes { action actor { kind subject } changes { path before after } } } } }";
        let told = admin.send(query, json!({"id": id})).await;
        let expected = json!([{
            "action": "failWebhookEndpoint", "actor": {"kind": "SYSTEM", "subject": "system"},
            "changes": [{"path": ["webhookEndpoints", id, "state"], "before": "ENABLED", "after": "FAILED"}],
        }]);
        assert_eq!(told.data()["account"]["revisions"]["nodes"], expected);

        world.clock.pass(TimeDelta::days(5));
        assert_eq!(deliver_due(&world.service).await.unwrap(), 0, "it is left alone");
        world.post.answers("down.example", 200);
        update(&admin, &id, json!({"enabled": true})).await;
        deliver_due(&world.service).await.unwrap();
        assert_eq!(world.post.numbers(), [3, 4, 5, 6], "switched on again it gets all that it missed");
        assert_eq!(look(&admin, &id).await["state"], "ENABLED");
    }

    async fn an_endpoint_that_is_gone_fails_at_once(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "gone.example").await;
        world.post.answers("gone.example", 410);
        change(&admin, 1).await;
        deliver_due(&world.service).await.unwrap();
        assert_eq!(look(&admin, &id).await["state"], "FAILED");
        ask(&admin, "sendTestWebhook", json!({"id": id})).await;
        deliver_due(&world.service).await.unwrap();
        assert_eq!(look(&admin, &id).await["state"], "FAILED");
    }

    async fn a_new_address_begins_anew(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "down.example").await;
        world.post.answers("down.example", 500);
        change(&admin, 1).await;
        for _ in 0..4 {
            deliver_due(&world.service).await.unwrap();
            world.clock.pass(TimeDelta::hours(1));
        }
        world.post.sent();
        update(&admin, &id, json!({"url": "https://up.example/"})).await;
        deliver_due(&world.service).await.unwrap();
        let sent = world.post.sent();
        assert_eq!(sent.len(), 2, "at once, and with it the revision of the change");
        assert!(sent.iter().all(|parcel| parcel.url.as_str() == "https://up.example/"));
    }

    async fn a_busy_endpoint_is_left_alone_for_as_long_as_it_asks(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "busy.example").await;
        let busy = Receipt { status: Some(503), retry_after: Some(Duration::from_mins(30)), ..Receipt::default() };
        world.post.meets("busy.example", busy);
        change(&admin, 1).await;
        let before = domain::clock::Clock::now(&*world.clock);
        deliver_due(&world.service).await.unwrap();
        assert!(next_attempt(&admin, &id).await >= before + TimeDelta::minutes(30));
    }

    async fn the_newest_fifty_attempts_are_kept(world) {
        let admin = world.account("acme").await;
        let id = endpoint(&admin, "down.example").await;
        world.post.answers("down.example", 500);
        change(&admin, 1).await;
        deliver_due(&world.service).await.unwrap();
        let delivery = look(&admin, &id).await["deliveries"]["nodes"][0]["id"].clone();
        for _ in 0..55 {
            ask(&admin, "redeliverWebhook", json!({"deliveryId": delivery})).await;
            deliver_due(&world.service).await.unwrap();
        }
        assert_eq!(deliveries(&admin, &id).await[0].2, 50);
    }
}
