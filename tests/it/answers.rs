//! Whole answers that are remembered: each is the one that would be made, for whoever asks, on every node.

mod conditional;
mod parts;
mod property;

use api::{
    app::{App, Front},
    graphql::{admission::ParsedDocuments, answers::Answers},
};
use axum::extract::Request;
use domain::{cache::CacheSizes, service::Service, webhook::NoCourier};
use serde_json::{Value, json};

use crate::support::{
    Client, World,
    client::Answer,
    on_both,
    world::{Listening, token},
};

const NAME: &str = "{ account { settings { company { tradeName } warnings { message } } } }";

/// A node whose answers are counted.
pub(crate) struct Node {
    pub(crate) service: Service,
    answers: Answers,
    router: Front,
    _listening: Option<Listening>,
}

impl Node {
    /// A node that hears of changes, with caches.
    pub(crate) async fn remembering(world: &World) -> Self {
        Self::start(world, CacheSizes::default(), Some(4 * 1024 * 1024), true).await
    }

    /// A node that remembers nothing.
    pub(crate) async fn forgetful(world: &World) -> Self {
        Self::start(world, CacheSizes::OFF, None, true).await
    }

    async fn start(world: &World, sizes: CacheSizes, answers: Option<u64>, listens: bool) -> Self {
        let database = world.test_database.connect().await;
        let service = Service::new(database, world.clock.clone(), std::sync::Arc::new(NoCourier));
        let service = service.with_caches(sizes);
        let listening = if listens { Some(World::listening(&service).await) } else { None };
        let answers = Answers::new(&service, answers);
        let parsed_documents = ParsedDocuments::new(answers.are_remembered().then_some(1024 * 1024));
        let router = World::router_with(&service, |app| App { answers: answers.clone(), parsed_documents, ..app });
        Self { service, answers, router, _listening: listening }
    }

    pub(crate) fn client(&self, token: String) -> Client {
        Client::new(self.router.clone(), Some(token))
    }

    fn member(&self, role: &str) -> Client {
        self.client(token(role, role, Some("acme")))
    }

    /// How many answers came from memory.
    pub(crate) fn hits(&self) -> u64 {
        self.answers.status()[0].hits
    }

    /// How many parts of answers did.
    pub(crate) fn hits_of_parts(&self) -> u64 {
        self.answers.status()[1].hits
    }
}

/// Makes a key with these permissions, and answers its id and its secret.
async fn key(admin: &Client, permissions: &[&str]) -> (Value, String) {
    let input = json!({"name": permissions.join(" "), "permissions": permissions});
    let made = admin.mutate("createApiKey", input, json!({}), "apiKey { id } secret userErrors { code }").await;
    let made = made.done();
    (made["apiKey"]["id"].clone(), made["secret"].as_str().unwrap().to_owned())
}

async fn rename(client: &Client, name: &str) {
    let fields = "userErrors { code }";
    client.mutate("updateCompany", json!({"tradeName": name}), json!({}), fields).await.done();
}

fn name(answer: &Answer) -> &Value {
    &answer.data()["account"]["settings"]["company"]["tradeName"]
}

on_both! {
    async fn what_waits_for_an_answer_from_memory_is_small(world) {
        // Each request copies it at its beginning; what is rarely waited for stands in boxes of its own.
        let node = Node::forgetful(&world).await;
        let bytes = size_of_val(&node.router.clone().answer(Request::default()));
        // 3,200 when this was written; it had been twice 5,000.
        assert!(bytes <= 3_500, "{bytes} bytes");
    }

    async fn an_answer_is_made_once_until_the_account_changes(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let admin = node.member("admin");
        let first = admin.ask(NAME).await;
        for _ in 0..3 {
            let again = admin.ask(NAME).await;
            assert_eq!((again.status, &again.body), (first.status, &first.body));
            let told = |answer: &Answer, name: &str| answer.headers.get(name).cloned();
            for header in ["content-type", "cache-control", "cuenta-revision", "vary"] {
                assert_eq!(told(&again, header), told(&first, header), "{header}");
            }
        }
        assert_eq!(node.hits(), 3);
        rename(&admin, "Sol").await;
        assert_eq!(name(&admin.ask(NAME).await), "Sol");
        assert_eq!(node.hits(), 3);
        // Another document is another question.
        admin.ask(&format!("{NAME} ")).await.data();
        assert_eq!(node.hits(), 3);
    }

    async fn what_is_remembered_for_one_is_nothing_to_another(world) {
        let admin = world.account("acme").await;
        world.account("other").await;
        let (_, reads) = key(&admin, &["READ_SETTINGS", "READ_TICKET_POLICY"]).await;
        let (_, policy) = key(&admin, &["READ_TICKET_POLICY"]).await;
        let node = Node::remembering(&world).await;
        for _ in 0..3 {
            assert_eq!(name(&node.member("admin").ask(NAME).await), "acme");
            assert_eq!(name(&node.client(reads.clone()).ask(NAME).await), "acme");
            let others = node.client(token("admin", "admin", Some("other")));
            assert_eq!(name(&others.ask(NAME).await), "other");
            for refused in [node.member("agent"), node.member("customer"), node.client(policy.clone())] {
                let answer = refused.ask(NAME).await;
                assert_eq!(answer.codes(), ["FORBIDDEN"]);
                assert_eq!(answer.body["data"]["account"]["settings"], Value::Null);
            }
            let staff = node.client(token("staff", "platform", None));
            assert_eq!(staff.ask(NAME).await.data()["account"], Value::Null);
            let nobody = Client::new(node.router.clone(), None);
            assert_eq!(nobody.ask(NAME).await.codes(), ["UNAUTHENTICATED"]);
        }
    }

    async fn each_language_has_its_own_answer(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let admin = node.member("admin");
        let told = async |language| {
            let answer = admin.speaking(language).ask(NAME).await;
            answer.data()["account"]["settings"]["warnings"][0]["message"].as_str().unwrap().to_owned()
        };
        let languages = [Some("pt"), Some("es"), Some("en")];
        let mut messages = Vec::new();
        for language in languages {
            messages.push(told(language).await);
        }
        assert!(messages[0] != messages[1] && messages[1] != messages[2] && messages[0] != messages[2], "{messages:?}");
        for (language, message) in languages.into_iter().zip(&messages) {
            assert_eq!(told(language).await, *message);
        }
        // Who asks for none reads the account's, and that is a setting.
        for (language, message) in [("EN", &messages[2]), ("PT", &messages[0]), ("ES", &messages[1])] {
            let fields = "userErrors { code }";
            let input = json!({"language": language});
            admin.mutate("updateEnvironmentParameters", input, json!({}), fields).await.done();
            for _ in 0..2 {
                assert_eq!(told(None).await, *message);
            }
        }
        // Of each language there was one; what came after a change may have been doubted once more.
        assert!(node.hits() >= 3);
    }

    async fn each_media_type_has_its_own_answer(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let admin = node.member("admin");
        for _ in 0..2 {
            for media_type in ["application/graphql-response+json", "application/json"] {
                let mut request = admin.post(&json!({"query": NAME}));
                request.headers_mut().insert("accept", media_type.parse().unwrap());
                let answer = admin.raw(request).await;
                assert_eq!(answer.headers["content-type"], format!("{media_type}; charset=utf-8"));
                answer.data();
            }
        }
        assert_eq!(node.hits(), 2);
    }

    async fn what_may_differ_from_one_moment_to_the_next_is_made_each_time(world) {
        let admin = world.account("acme").await;
        key(&admin, &["READ_SETTINGS"]).await;
        let node = Node::remembering(&world).await;
        let admin = node.member("admin");
        let queries = [
            "{ viewer { subject account { settings { revision } } } }",
            "{ account { settings { revision } apiKeys(first: 1) { nodes { lastUsedAt state } } } }",
            "{ account { revisions(first: 1) { nodes { actor { name } } } } }",
            "{ account { termsAcceptances(first: 1) { totalCount } } }",
            "{ account { webhookEndpoints(first: 1) { totalCount } } }",
            "{ termsDocuments { id } }",
            "{ portal(host: \"acme.example\") { slug } }",
            "{ __schema { queryType { name } } }",
            // A part that failed may do better the next time.
            "{ account { settings { revision } missing: settings(atRevision: 99) { revision } } }",
        ];
        for query in queries {
            for _ in 0..2 {
                assert_eq!(admin.ask(query).await.status, 200, "{query}");
            }
        }
        for _ in 0..2 {
            let mutation = "mutation { updateCompany(input: {}, options: {dryRun: true}) { changes { path } } }";
            admin.ask(mutation).await.done();
        }
        assert_eq!(node.hits(), 0);
    }

    async fn a_node_that_does_not_hear_of_changes_remembers_no_answer(world) {
        world.account("acme").await;
        let deaf = Node::start(&world, CacheSizes::default(), Some(1024 * 1024), false).await;
        for _ in 0..3 {
            assert_eq!(name(&deaf.member("admin").ask(NAME).await), "acme");
        }
        assert_eq!(deaf.hits(), 0);
    }

    async fn a_revision_that_somebody_has_seen_is_never_older_on_another_node(world) {
        world.account("acme").await;
        let nodes = [Node::remembering(&world).await, Node::remembering(&world).await];
        let (one, other) = (nodes[0].member("admin"), nodes[1].member("admin"));
        for number in 2..40 {
            let new = format!("Name {number}");
            // The other node remembers the answer that is about to be old.
            other.ask(NAME).await.data();
            rename(&one, &new).await;
            let mut request = other.post(&json!({"query": NAME, "variables": {}}));
            request.headers_mut().insert("cuenta-min-revision", number.into());
            let answer = other.raw(request).await;
            assert_eq!((name(&answer), &answer.headers["cuenta-revision"]), (&json!(new), &number.into()));
        }
        assert!(nodes[1].hits() > 0);
    }

    async fn what_is_not_allowed_any_more_is_not_answered_from_memory(world) {
        let admin = world.account("acme").await;
        let (id, secret) = key(&admin, &["READ_SETTINGS"]).await;
        let node = Node::remembering(&world).await;
        let (integration, admin) = (node.client(secret), node.member("admin"));
        while node.hits() == 0 {
            assert_eq!(name(&integration.ask(NAME).await), "acme");
        }
        admin.mutate("revokeApiKey", json!({"id": id}), json!({}), "userErrors { code }").await.done();
        assert_eq!(integration.ask(NAME).await.codes(), ["UNAUTHENTICATED"]);
    }

    async fn an_answer_from_memory_costs_no_statement_and_what_it_costs_is_taken(world) {
        world.account("acme").await;
        let node = Node::remembering(&world).await;
        let poor = World::router_with(&node.service, |app| App {
            allowances: api::rates::Allowances { caller: std::num::NonZeroU32::new(30), stranger: None },
            ..app
        });
        let poor = Client::new(poor, Some(token("admin", "admin", Some("acme"))));
        let cost = poor.ask(NAME).await.body["extensions"]["cost"]["requested"].as_u64().unwrap();
        let mut answered = cost;
        loop {
            let answer = poor.ask(NAME).await;
            if answer.status == 429 {
                break;
            }
            answered += cost;
            assert!(answered <= 60 + 30, "what two seconds allow, and a little for the time that passes");
        }
        assert!(answered + cost > 60, "{answered}");

        let admin = node.member("admin");
        let mut least = u64::MAX;
        for _ in 0..5 {
            let before = node.service.database().statements();
            admin.ask(NAME).await.data();
            least = least.min(node.service.database().statements() - before);
        }
        assert_eq!(least, 0);
    }

    async fn who_may_run_trusted_documents_only_gets_no_answer_to_others_from_memory(world) {
        let admin = world.account("acme").await;
        let (_, secret) = key(&admin, &["READ_SETTINGS", "READ_TICKET_POLICY"]).await;
        let node = Node::remembering(&world).await;
        let trusted = api::graphql::documents::TrustedDocuments::read(r#"{"1": "{ account { slug } }"}"#).unwrap();
        let router = World::router_with(&node.service, |app| App { trusted_documents: Some(trusted), ..app });
        let integration = Client::new(router.clone(), Some(secret));
        for _ in 0..2 {
            assert_eq!(name(&integration.ask(NAME).await), "acme");
        }
        let admin = Client::new(router, Some(token("admin", "admin", Some("acme"))));
        for _ in 0..2 {
            assert_eq!(admin.ask(NAME).await.codes(), ["FORBIDDEN"]);
            assert_eq!(admin.ask("{ account { slug } }").await.data()["account"]["slug"], "acme");
        }
    }
}
