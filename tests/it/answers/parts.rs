//! Parts of answers that are remembered: what a document selects of one account's settings.

use serde_json::{Value, json};

use super::{Node, key, rename};
use crate::support::{Client, on_both, world::token};

const LIST: &str = "query($after: String) { accounts(first: 100, after: $after) {
    nodes { slug settings { revision company { tradeName } warnings { message } } } } }";

/// What cannot be remembered as a whole: it tells who is asking.
const MINE: &str =
    "{ viewer { subject } account { settings { revision company { tradeName } warnings { message } } } }";

fn staff(node: &Node) -> Client {
    node.client(token("staff", "platform", None))
}

/// The slugs and names of a list.
async fn names(client: &Client, after: Option<&str>) -> Vec<(String, String)> {
    let answer = client.send(LIST, json!({"after": after})).await;
    let nodes = answer.data()["accounts"]["nodes"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    nodes.map(|node| (text(&node["slug"]), text(&node["settings"]["company"]["tradeName"]))).collect()
}

fn pairs<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
    expected.map(|(slug, name)| (slug.to_owned(), name.to_owned())).into()
}

on_both! {
    async fn each_account_of_a_list_is_made_once_until_it_changes(world) {
        for slug in ["acme", "bolt", "cask"] {
            world.account(slug).await;
        }
        let node = Node::remembering(&world).await;
        let staff = staff(&node);
        let first = staff.send(LIST, json!({})).await;
        assert_eq!(node.hits_of_parts(), 0);
        let again = staff.send(LIST, json!({})).await;
        assert_eq!(again.body, first.body);
        assert_eq!(node.hits_of_parts(), 3);
        // What is on another page of the list is the same part.
        assert_eq!(names(&staff, Some(&base64("accounts:acme"))).await, pairs([("bolt", "bolt"), ("cask", "cask")]));
        assert_eq!(node.hits_of_parts(), 5);
        rename(&node.client(token("admin", "admin", Some("bolt"))), "Blitz").await;
        let now = pairs([("acme", "acme"), ("bolt", "Blitz"), ("cask", "cask")]);
        assert_eq!(names(&staff, None).await, now);
        assert_eq!(node.hits_of_parts(), 7);
        // What came after a change may be doubted once more.
        until_all_are_remembered(&node, 3, async || assert_eq!(names(&staff, None).await, now)).await;
    }

    async fn a_node_that_does_not_hear_of_changes_remembers_no_part(world) {
        world.account("acme").await;
        let deaf = Node::start(&world, domain::cache::CacheSizes::default(), Some(1024 * 1024), false).await;
        for _ in 0..3 {
            assert_eq!(names(&staff(&deaf), None).await, pairs([("acme", "acme")]));
        }
        assert_eq!(deaf.hits_of_parts(), 0);
    }

    async fn what_answers_at_one_place_twice_is_told_once(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let query = "{ viewer { subject } account { ...A } account { slug ...A } } fragment A on Account { settings { revision } }";
        let expected = json!({"viewer": {"subject": "admin"}, "account": {"settings": {"revision": 1}, "slug": "acme"}});
        for _ in 0..2 {
            assert_eq!(*node.member("admin").ask(query).await.data(), expected);
        }
        assert!(node.hits_of_parts() > 0);
        // Elsewhere something fails: its null and its error stand where they do without a part.
        let query = "{ viewer { subject } account { settings { revision } changes(from: 99) { path } } }";
        for _ in 0..2 {
            let answer = node.member("admin").ask(query).await;
            assert_eq!(answer.codes(), ["NOT_FOUND"]);
            assert_eq!(answer.body["errors"][0]["path"], json!(["account", "changes"]));
            assert_eq!(answer.body["data"]["account"], json!({"settings": {"revision": 1}, "changes": null}));
        }
    }

    async fn a_long_part_is_made_each_time(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let ids: Vec<String> = (0..2_500).map(|number| format!("a{number}: id")).collect();
        let query = format!("{{ viewer {{ subject }} account {{ settings {{ {} }} }} }}", ids.join(" "));
        for _ in 0..2 {
            node.member("admin").ask(&query).await.data();
        }
        assert_eq!(node.hits_of_parts(), 0);
    }

    async fn who_asks_stands_beside_a_part_that_all_who_may_read_it_share(world) {
        let admin = world.account("acme").await;
        world.account("other").await;
        let (_, reads) = key(&admin, &["READ_SETTINGS"]).await;
        let node = Node::remembering(&world).await;
        until_all_are_remembered(&node, 4, async || {
            let (admin, operator) = (node.member("admin").ask(MINE).await, node.member("operator").ask(MINE).await);
            let integration = node.client(reads.clone()).ask(MINE).await;
            assert_eq!(admin.data()["viewer"]["subject"], "admin");
            assert_eq!(operator.data()["viewer"]["subject"], "operator");
            assert_eq!(admin.data()["account"], operator.data()["account"]);
            assert_eq!(admin.data()["account"], integration.data()["account"]);
            let other = node.client(token("admin", "admin", Some("other"))).ask(MINE).await;
            assert_eq!(other.data()["account"]["settings"]["company"]["tradeName"], "other");
            for refused in ["agent", "customer"] {
                let answer = node.member(refused).ask(MINE).await;
                assert_eq!(answer.codes(), ["FORBIDDEN"]);
                assert_eq!(answer.body["data"]["account"]["settings"], Value::Null);
            }
        })
        .await;
        assert_eq!(node.hits(), 0);
    }

    async fn each_language_and_each_past_has_its_own_part(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let admin = node.member("admin");
        rename(&admin, "Sol").await;
        let message = async |language| {
            let answer = admin.speaking(Some(language)).ask(MINE).await;
            answer.data()["account"]["settings"]["warnings"][0]["message"].as_str().unwrap().to_owned()
        };
        let told = [message("pt").await, message("es").await, message("en").await];
        assert!(told[0] != told[1] && told[1] != told[2] && told[0] != told[2], "{told:?}");
        until_all_are_remembered(&node, 3, async || {
            assert_eq!(told, [message("pt").await, message("es").await, message("en").await]);
        })
        .await;

        let at = async |number: i32| {
            let query = "query($n: Int) { viewer { subject } account { settings(atRevision: $n) { id revision company { tradeName } } } }";
            let answer = admin.send(query, json!({"n": number})).await;
            answer.data()["account"]["settings"].clone()
        };
        until_all_are_remembered(&node, 2, async || {
            let (past, now) = (at(1).await, at(2).await);
            assert_eq!((&past["company"]["tradeName"], &now["company"]["tradeName"]), (&json!("acme"), &json!("Sol")));
            assert!(past["id"].as_str().unwrap().ends_with("@1") && now["id"].as_str().unwrap().ends_with("@2"));
        })
        .await;
    }

    async fn what_failed_is_made_each_time_with_its_error_in_its_place(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let query = "{ viewer { subject } account { settings { revision ticketPolicy {
            ticketNumber(sequence: -1, openedAt: \"2026-11-25T12:00:00Z\") chatOpensTickets } } } }";
        let first = node.member("admin").ask(query).await;
        assert_eq!(first.body["errors"][0]["path"], json!(["account", "settings", "ticketPolicy", "ticketNumber"]));
        for _ in 0..2 {
            assert_eq!(node.member("admin").ask(query).await.body, first.body);
        }
        assert_eq!(node.hits_of_parts(), 0);
    }

    async fn a_part_is_the_same_over_every_transport(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let admin = node.member("admin");
        let expected = admin.ask(MINE).await.data().clone();
        let event = admin.subscribe(MINE, json!({})).await.next().await.unwrap();
        assert_eq!(event["data"], expected);
        let address = format!("/graphql?{}", serde_urlencoded::to_string([("query", MINE)]).unwrap());
        let asked = admin.request("GET", &address).body(axum::body::Body::empty()).unwrap();
        let got = admin.raw(asked).await;
        assert_eq!(*got.data(), expected);
        assert!(!got.headers.contains_key("etag"));
        assert_eq!(node.hits_of_parts(), 2);
    }
}

/// Asks until so many parts come from memory in one go.
async fn until_all_are_remembered(node: &Node, parts: u64, ask: impl AsyncFn()) {
    for _ in 0..100 {
        let before = node.hits_of_parts();
        ask().await;
        if node.hits_of_parts() == before + parts {
            return;
        }
    }
    panic!("{parts} parts are never remembered together");
}

fn base64(text: &str) -> String {
    data_encoding::BASE64URL_NOPAD.encode(text.as_bytes())
}
