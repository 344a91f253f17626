//! Subscriptions as clients have them: what they hear, and when they end.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::rename;
use crate::support::{Client, client::Stream, on_both, world::token_of};

const REVISIONS: &str = "subscription($after: Int) { revisions(after: $after) { number action actor { subject } \
    changes { path after } settings { id company { tradeName } } account { settings { revision } } } }";

async fn numbers(stream: &mut Stream, count: usize) -> Vec<i64> {
    let mut numbers = Vec::new();
    for _ in 0..count {
        let event = stream.next().await.unwrap();
        numbers.push(event["data"]["revisions"]["number"].as_i64().unwrap_or_else(|| panic!("{event}")));
    }
    numbers
}

/// Asserts that a stream says that its caller's leave is over, and ends.
async fn is_over(mut stream: Stream) {
    let reason = stream.next().await.unwrap();
    assert_eq!(reason["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{reason}");
    assert_eq!(stream.next().await, None);
}

on_both! {
    async fn a_client_hears_what_it_missed_and_what_happens(world) {
        let admin = world.account("acme").await;
        rename(&admin, "Two").await;
        let mut stream = admin.subscribe(REVISIONS, json!({"after": 1})).await;
        let event = stream.next().await.unwrap();
        let revision = &event["data"]["revisions"];
        assert_eq!((&revision["number"], &revision["action"]), (&json!(2), &json!("updateCompany")));
        assert_eq!(revision["changes"], json!([{"path": ["company", "tradeName"], "after": "Two"}]));
        assert!(revision["settings"]["id"].as_str().unwrap().ends_with("@2"));
        rename(&admin, "Three").await;
        rename(&admin, "Four").await;
        let third = stream.next().await.unwrap();
        assert_eq!(third["data"]["revisions"]["settings"]["company"]["tradeName"], "Three", "as that revision left it");
        let newest = third["data"]["revisions"]["account"]["settings"]["revision"].as_i64().unwrap();
        assert!(newest >= 3, "what is current is not what was for an event before");
        assert_eq!(numbers(&mut stream, 1).await, [4]);
        let mut resumed = admin.subscribe(REVISIONS, json!({"after": 3})).await;
        assert_eq!(numbers(&mut resumed, 1).await, [4]);
    }

    async fn a_number_that_does_not_exist_is_bad_input(world) {
        let admin = world.account("acme").await;
        for after in [2, -1] {
            let mut stream = admin.subscribe(REVISIONS, json!({"after": after})).await;
            let event = stream.next().await.unwrap();
            assert_eq!(event["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
            assert_eq!(event["errors"][0]["message"], "The account has no revision with this number yet.");
            assert_eq!(event["errors"][0]["path"], json!(["revisions"]));
            assert_eq!(stream.next().await, None);
        }
    }

    async fn each_subscription_needs_its_permission(world) {
        world.account("acme").await;
        for (field, query, permission) in [
            ("revisions", "subscription { revisions(after: 0) { number } }", "READ_HISTORY"),
            ("ticketPolicy", "subscription { ticketPolicy { revision } }", "READ_TICKET_POLICY"),
        ] {
            for role in crate::permissions::ROLES {
                let client = if role == "PLATFORM" { world.staff() } else { world.member(&role.to_lowercase(), "acme") };
                let event = client.subscribe(query, json!({})).await.next().await.unwrap();
                let is_refused = event["errors"][0]["extensions"]["code"] == "FORBIDDEN";
                assert_eq!(is_refused, !crate::permissions::may(role, permission), "{field} as {role}: {event}");
            }
            let event = world.anonymous().subscribe(query, json!({})).await.next().await.unwrap();
            assert_eq!(event["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
        }
    }

    async fn an_agents_desktop_hears_of_the_policy_when_it_changes(world) {
        let admin = world.account("acme").await;
        let query = "subscription { ticketPolicy { revision chatOpensTickets } }";
        let mut stream = world.member("agent", "acme").subscribe(query, json!({})).await;
        assert_eq!(stream.next().await.unwrap()["data"]["ticketPolicy"], json!({"revision": 1, "chatOpensTickets": false}));
        rename(&admin, "Two").await;
        let chat = json!({"chat": {"enabled": true}});
        admin.mutate("updateAdditionalModules", chat, json!({}), "userErrors { code }").await.done();
        assert_eq!(stream.next().await.unwrap()["data"]["ticketPolicy"], json!({"revision": 3, "chatOpensTickets": true}));
    }

    async fn a_stream_ends_when_its_key_is_revoked_or_its_secret_replaced(world) {
        let admin = world.account("acme").await;
        let key = async || -> (Value, Client) {
            let input = json!({"name": "x", "permissions": ["READ_HISTORY"]});
            let made = admin.mutate("createApiKey", input, json!({}), "apiKey { id } secret userErrors { code }").await;
            let secret = made.done()["secret"].as_str().unwrap().to_owned();
            (json!({"id": made.done()["apiKey"]["id"]}), world.integration(&secret))
        };
        let query = "subscription { revisions { number } }";
        for (mutation, ends) in [("revokeApiKey", true), ("rotateApiKey", true), ("none", false)] {
            let (input, partner) = key().await;
            let mut stream = partner.subscribe(query, json!({})).await;
            if mutation != "none" {
                admin.mutate(mutation, input, json!({}), "userErrors { code }").await.done();
            }
            if ends {
                // The revision itself may have been told before.
                loop {
                    let event = stream.next().await.unwrap();
                    if event["errors"].is_array() {
                        assert_eq!(event["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
                        break;
                    }
                }
                assert_eq!(stream.next().await, None);
            } else {
                rename(&admin, "Other").await;
                assert!(stream.next().await.unwrap()["data"]["revisions"]["number"].is_number());
            }
        }
    }

    async fn a_stream_ends_when_its_token_or_key_expires(world) {
        let admin = world.account("acme").await;
        let end = crate::support::world::TestClock::start() + TimeDelta::minutes(5);
        let claims = json!({"sub": "a", "role": "admin", "account": "acme", "exp": end.timestamp()});
        let person = Client::new(world.router.clone(), Some(token_of(claims)));
        let input = json!({"name": "x", "permissions": ["READ_HISTORY"], "expiresAt": "2026-11-23T12:05:00Z"});
        let made = admin.mutate("createApiKey", input, json!({}), "secret userErrors { code }").await;
        let partner = world.integration(made.done()["secret"].as_str().unwrap());
        // Some seconds are left, which the streams wait for; each look at the clock is one.
        world.clock.pass(end - TimeDelta::seconds(10) - world.service.now());
        let query = "subscription { revisions { number } }";
        let streams = [person.subscribe(query, json!({})).await, partner.subscribe(query, json!({})).await];
        for stream in streams {
            is_over(stream).await;
        }
    }
}
