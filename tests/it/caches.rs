//! What is remembered between requests: it costs no statement, and it is never older than it may be.

use std::sync::Arc;

use api::{
    app::{App, Front},
    graphql::answers::Answers,
};
use domain::{cache::CacheSizes, service::Service, webhook::NoCourier};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{
    Client, World,
    client::Answer,
    on_both,
    world::{Listening, token},
};

/// Every section of the page.
const PAGE: &str = "{ account { slug settings { revision company { tradeName } contacts { id } otherContacts { id }
    addresses { id } businessHours { timeZone } parameters { environment { language } } activities { id }
    accessProfiles { id } warnings { code } ticketPolicy { revision } } } }";

const RENAME: &str = "mutation($name: String!) { updateCompany(input: {tradeName: $name}) {
    revision { number } userErrors { code } } }";

/// Another node on the same database.
struct Node {
    service: Service,
    router: Front,
    admin: Client,
    _listening: Option<Listening>,
}

impl Node {
    async fn start(world: &World, sizes: CacheSizes, listens: bool) -> Self {
        let database = world.test_database.connect().await;
        let service = Service::new(database, world.clock.clone(), Arc::new(NoCourier)).with_caches(sizes);
        let listening = if listens { Some(World::listening(&service).await) } else { None };
        // What is counted here are look-ups, so every answer is made.
        let answers = Answers::new(&service, None);
        let verifier = World::verifier(sizes.callers);
        let router = World::router_with(&service, |app| App { answers, verifier, ..app });
        let admin = Client::new(router.clone(), Some(token("admin", "admin", Some("acme"))));
        Self { service, router, admin, _listening: listening }
    }

    /// How many statements it takes to answer a query.
    async fn statements(&self, query: &str) -> u64 {
        statements(&self.service, &self.admin, query).await
    }
}

/// How many statements it takes to answer a query: the least of some tries, for a service that listens says each
/// second that it does.
async fn statements(service: &Service, client: &Client, query: &str) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..3 {
        let before = service.database().statements();
        client.ask(query).await.data();
        least = least.min(service.database().statements() - before);
    }
    least
}

const NAME: &str = "{ account { settings { company { tradeName } } } }";

async fn name(client: &Client) -> Value {
    told_name(&client.ask(NAME).await)
}

fn told_name(answer: &Answer) -> Value {
    answer.data()["account"]["settings"]["company"]["tradeName"].clone()
}

/// Reads the name as somebody who has seen a revision.
async fn name_since(client: &Client, revision: i32) -> Value {
    let mut request = client.post(&json!({"query": NAME}));
    request.headers_mut().insert("cuenta-min-revision", revision.into());
    told_name(&client.raw(request).await)
}

async fn rename(client: &Client, name: &str) -> Value {
    client.send(RENAME, json!({"name": name})).await.done()["revision"]["number"].clone()
}

on_both! {
    async fn a_page_that_was_read_costs_no_statement_until_the_account_changes(world) {
        let admin = world.account("acme").await;
        admin.ask(PAGE).await.data();
        assert_eq!(statements(&world.service, &admin, PAGE).await, 0);
        for number in 2..5 {
            assert_eq!(rename(&admin, &format!("Name {number}")).await, number);
            assert_eq!(name(&admin).await, format!("Name {number}"));
        }
        assert_eq!(statements(&world.service, &admin, PAGE).await, 0);
    }

    async fn a_cold_page_costs_two_statements_whatever_is_selected(world) {
        world.account("acme").await;
        let node = Node::start(&world, CacheSizes::OFF, true).await;
        for query in [PAGE, "{ account { settings { revision } } }", "{ account { settings { company { tradeName } } } }"] {
            assert_eq!(node.statements(query).await, 2, "{query}");
        }
    }

    async fn a_cold_page_of_an_integration_costs_as_much_as_that_of_a_person(world) {
        let admin = world.account("acme").await;
        let input = json!({"name": "Partner", "permissions": ["READ_SETTINGS"]});
        let made = admin.mutate("createApiKey", input, json!({}), "secret userErrors { code }").await;
        let secret = made.done()["secret"].as_str().unwrap().to_owned();
        let node = Node::start(&world, CacheSizes::OFF, true).await;
        let partner = Client::new(node.router, Some(secret));
        // The first time its use is noted, and that is not counted: the least counts.
        assert_eq!(statements(&node.service, &partner, PAGE).await, 2);
        // However often it asks for its own key: that, and whoever made it.
        let often: Vec<String> =
            (0..100).map(|number| format!("a{number}: viewer {{ apiKey {{ lastUsedAt }} }}")).collect();
        assert_eq!(statements(&node.service, &partner, &format!("{{ {} }}", often.join(" "))).await, 3);
    }

    async fn a_message_in_the_language_of_the_account_is_no_look_up_of_its_own(world) {
        world.account("acme").await;
        let node = Node::start(&world, CacheSizes::default(), true).await;
        // Nobody says which language they read, and who is asking is never remembered.
        let told = "{ viewer { subject } account { settings { warnings { message } } } }";
        assert_eq!(node.statements(told).await, 0);
    }

    async fn a_node_that_does_not_hear_of_changes_remembers_nothing(world) {
        world.account("acme").await;
        let deaf = Node::start(&world, CacheSizes::default(), false).await;
        assert!(!deaf.service.hears_others());
        assert_eq!(deaf.statements(PAGE).await, 2);
    }

    async fn who_has_seen_a_revision_on_one_node_reads_none_older_on_another(world) {
        let admin = world.account("acme").await;
        let nodes = [
            Node::start(&world, CacheSizes::default(), true).await,
            Node::start(&world, CacheSizes { callers: None, ..CacheSizes::default() }, true).await,
            Node::start(&world, CacheSizes { settings: None, ..CacheSizes::default() }, true).await,
        ];
        for number in 2..30 {
            let new = format!("Name {number}");
            rename(&admin, &new).await;
            for node in &nodes {
                assert_eq!(name_since(&node.admin, number).await, new);
                // What was read once is not forgotten for an older one.
                assert_eq!(name(&node.admin).await, new);
            }
        }
    }

    async fn another_node_hears_of_changes_by_itself(world) {
        let admin = world.account("acme").await;
        let node = Node::start(&world, CacheSizes::default(), true).await;
        name(&node.admin).await;
        for number in 2..4 {
            let new = format!("Name {number}");
            rename(&admin, &new).await;
            while name(&node.admin).await != new.as_str() {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        }
    }

    async fn a_key_that_was_revoked_on_one_node_opens_nothing_on_another(world) {
        let admin = world.account("acme").await;
        let node = Node::start(&world, CacheSizes::default(), true).await;
        let input = json!({"name": "Key", "permissions": ["READ_SETTINGS", "READ_TICKET_POLICY"]});
        let made = admin.mutate("createApiKey", input, json!({}), "apiKey { id } secret userErrors { code }").await;
        let made = made.done();
        let secret = made["secret"].as_str().unwrap().to_owned();
        let key = Client::new(World::router_with(&node.service, |app| app), Some(secret));
        assert!(name(&key).await.is_string());
        // Its first use is noted, and what is remembered of it looked up anew.
        while statements(&node.service, &key, PAGE).await > 0 {}
        let input = json!({"id": made["apiKey"]["id"]});
        admin.mutate("revokeApiKey", input, json!({}), "userErrors { code }").await.done();
        loop {
            let answer = key.ask(PAGE).await;
            if answer.codes() == ["UNAUTHENTICATED"] {
                break;
            }
            assert!(answer.data()["account"].is_object());
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    async fn those_who_ask_for_the_same_at_once_look_it_up_once(world) {
        world.account("acme").await;
        let node = Node::start(&world, CacheSizes::default(), true).await;
        let before = node.service.database().statements();
        join_all((0..64).map(|_| name(&node.admin))).await;
        let cost = node.service.database().statements() - before;
        // One for the account, one for its settings, and perhaps one by which the node hears itself.
        assert!(cost <= 4, "{cost}");
    }
}
