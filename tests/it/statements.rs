//! How many statements a change costs, counted, so that one too many shows without a clock; and that writers of
//! different accounts do not wait for each other.

use std::time::Duration;

use domain::service::Service;
use sea_orm::{ConnectionTrait as _, DatabaseBackend, Statement, TransactionTrait as _};
use serde_json::{Value, json};

use crate::support::{Client, World, on_both, world::token};

/// A service that counts what changes ask of the database. It does not listen, which would cost a statement each
/// second; so it remembers nothing either, and each change begins with a look-up of its caller's account.
struct Counted {
    service: Service,
    admin: Client,
    staff: Client,
    costs: Vec<(&'static str, u64)>,
}

impl Counted {
    async fn new(world: &World) -> Self {
        let database = world.test_database.connect().await;
        let service = Service::new(database, world.clock.clone(), world.post.clone());
        let router = World::router_with(&service, |app| app);
        let admin = Client::new(router.clone(), Some(token("admin", "admin", Some("acme"))));
        let staff = Client::new(router, Some(token("staff", "platform", None)));
        Self { service, admin, staff, costs: Vec::new() }
    }

    /// Carries out a change, notes what it cost under a name, and answers its payload.
    async fn cost(&mut self, name: &'static str, mutation: &str, input: Value, options: Value) -> Value {
        let (first, rest) = mutation.split_at(1);
        let input_type = format!("{}{rest}Input", first.to_uppercase());
        // What it says of itself without looking anything up.
        let thing = match mutation {
            "addContact" | "updateContact" => "contact { id }",
            "createApiKey" => "apiKey { id }",
            "createWebhookEndpoint" => "webhookEndpoint { id }",
            _ => "",
        };
        let before = self.service.database().statements();
        let answer = if mutation == "createAccount" {
            let query =
                "mutation($input: CreateAccountInput!) { createAccount(input: $input) { userErrors { code } } }";
            self.staff.send(query, json!({"input": input})).await
        } else {
            let query = format!(
                "mutation($input: {input_type}!, $options: WriteOptions) {{ {mutation}(input: $input, options: $options)
                {{ {thing} revision {{ number }} userErrors {{ code }} }} }}"
            );
            self.admin.send(&query, json!({"input": input, "options": options})).await
        };
        self.costs.push((name, self.service.database().statements() - before));
        answer.payload().clone()
    }

    /// The contact that is not this one.
    async fn contact_beside(&self, id: &Value) -> Value {
        let answer = self.admin.ask("{ account { settings { contacts { id } } } }").await;
        let contacts = answer.data()["account"]["settings"]["contacts"].as_array().unwrap().clone();
        contacts.into_iter().map(|contact| contact["id"].clone()).find(|other| other != id).unwrap()
    }
}

on_both! {
    /// What begins and ends a transaction is not counted: two round trips more on PostgreSQL.
    async fn a_change_costs_so_many_statements(world) {
        let mut counted = Counted::new(&world).await;
        let on_postgres = world.database.for_migrations().get_database_backend() == DatabaseBackend::Postgres;
        let none = || json!({});

        let account = json!({"slug": "acme", "tradeName": "acme", "language": "EN"});
        counted.cost("createAccount", "createAccount", account.clone(), none()).await;
        counted.cost("createAccount, taken", "createAccount", account, none()).await;
        let rename = |name: &str| json!({"tradeName": name});
        counted.cost("updateCompany", "updateCompany", rename("One"), none()).await;
        counted.cost("updateCompany, nothing new", "updateCompany", rename("One"), none()).await;
        counted.cost("updateCompany, refused", "updateCompany", rename(""), none()).await;
        counted.cost("updateCompany, dry run", "updateCompany", rename("Two"), json!({"dryRun": true})).await;
        counted.cost("updateCompany, conflict", "updateCompany", rename("Two"), json!({"expectedRevision": 1})).await;
        let contact = |email: &str| json!({"kind": "PERSONAL", "email": email});
        counted.cost("addContact", "addContact", contact("a@b.example"), none()).await;
        let added = counted.cost("addContact, a second", "addContact", contact("c@d.example"), none()).await;
        let second = added["contact"]["id"].clone();
        let primary = json!({"id": second, "isPrimary": true});
        counted.cost("updateContact, the mark moves", "updateContact", primary, none()).await;
        let first = json!({"id": counted.contact_beside(&second).await});
        counted.cost("removeContact", "removeContact", first, none()).await;
        let address = json!({"purpose": "OTHER", "street": "s", "city": "c", "country": "BR"});
        let edits = json!({"edits": [
            {"updateCompany": rename("Three")},
            {"updateDirectTicketLink": {"customers": true}},
            {"addContact": contact("e@f.example")},
            {"addAddress": address},
            {"addActivity": {"name": "x"}},
        ]});
        counted.cost("changeSettings, five sections", "changeSettings", edits, none()).await;
        counted.cost("restoreRevision", "restoreRevision", json!({"number": 2}), none()).await;
        let url = json!({"portalUrl": "https://acme.example"});
        counted.cost("updateEnvironmentParameters, a host", "updateEnvironmentParameters", url, none()).await;
        let key = json!({"name": "Key", "permissions": ["READ_SETTINGS"]});
        let made = counted.cost("createApiKey", "createApiKey", key, none()).await;
        let id = json!({"id": made["apiKey"]["id"]});
        counted.cost("rotateApiKey", "rotateApiKey", id.clone(), none()).await;
        counted.cost("revokeApiKey", "revokeApiKey", id, none()).await;
        let endpoint = json!({"url": "https://hooks.example/"});
        counted.cost("createWebhookEndpoint", "createWebhookEndpoint", endpoint, none()).await;

        let expected = [
            // The name, on SQLite, on PostgreSQL.
            ("createAccount", 10, 3),
            ("createAccount, taken", 2, 2),
            ("updateCompany", 6, 3),
            ("updateCompany, nothing new", 2, 2),
            ("updateCompany, refused", 2, 2),
            ("updateCompany, dry run", 2, 2),
            ("updateCompany, conflict", 2, 2),
            ("addContact", 6, 3),
            ("addContact, a second", 6, 3),
            ("updateContact, the mark moves", 7, 4),
            ("removeContact", 6, 4),
            ("changeSettings, five sections", 10, 3),
            ("restoreRevision", 12, 8),
            ("updateEnvironmentParameters, a host", 8, 5),
            ("createApiKey", 10, 5),
            ("rotateApiKey", 15, 11),
            ("revokeApiKey", 12, 10),
            ("createWebhookEndpoint", 9, 5),
        ];
        let expected: Vec<(&str, u64)> = expected
            .map(|(name, on_sqlite, postgres)| (name, if on_postgres { postgres } else { on_sqlite }))
            .into();
        assert_eq!(counted.costs, expected);
        assert_eq!(domain::verify::verify(&world.service).await.unwrap().findings, [""; 0]);
    }

    /// On SQLite all writers are one queue.
    async fn a_change_does_not_wait_for_a_writer_of_another_account(world) {
        let (held, other) = (world.account("held").await, world.account("other").await);
        let connection = world.database.for_migrations();
        if connection.get_database_backend() == DatabaseBackend::Sqlite {
            return;
        }
        let holding = connection.begin().await.unwrap();
        holding.execute_unprepared("UPDATE account SET revision = revision WHERE slug = 'held'").await.unwrap();
        let rename = |client: &Client| {
            let client = client.clone();
            tokio::spawn(async move {
                let input = json!({"tradeName": "New"});
                client.mutate("updateCompany", input, json!({}), "revision { number } userErrors { code }").await
            })
        };
        let waiting = rename(&held);
        let key = json!({"name": "Key", "permissions": ["READ_SETTINGS"]});
        for _ in 0..3 {
            other.mutate("createApiKey", key.clone(), json!({}), "userErrors { code }").await.done();
        }
        assert_eq!(rename(&other).await.unwrap().done()["revision"]["number"], 5);
        world.account("new").await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(!waiting.is_finished(), "its row is held");
        holding.rollback().await.unwrap();
        assert_eq!(waiting.await.unwrap().done()["revision"]["number"], 2);
    }
    /// On SQLite a writer waits before its transaction begins, and sees all that came before.
    async fn a_change_that_waited_for_another_looks_once_more_and_begins_with_what_that_one_left(world) {
        world.account("acme").await;
        let counted = Counted::new(&world).await;
        let connection = world.database.for_migrations();
        if connection.get_database_backend() == DatabaseBackend::Sqlite {
            return;
        }
        let holding = connection.begin().await.unwrap();
        holding.execute_unprepared("UPDATE account SET revision = revision").await.unwrap();
        let writers = ["One", "Two"].map(|name| {
            let admin = counted.admin.clone();
            tokio::spawn(async move {
                let fields = "changes { before after } userErrors { code }";
                admin.mutate("updateCompany", json!({"tradeName": name}), json!({}), fields).await.done()["changes"][0].clone()
            })
        });
        let waiting = "SELECT count(*) FROM pg_stat_activity \
            WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let waiting = || connection.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, waiting));
        while waiting().await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap() < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        holding.rollback().await.unwrap();
        let [one, two] = writers;
        let mut changes = [one.await.unwrap(), two.await.unwrap()];
        changes.sort_by_key(|change| change["before"] != "acme");
        assert_eq!(changes[0]["before"], "acme");
        assert_eq!(changes[1]["before"], changes[0]["after"]);
        // Who they are is looked up for both at once, or for each; and a node that hears the others says each second that
        // it does.
        let statements = counted.service.database().statements();
        assert!((6..=8).contains(&statements), "{statements}");
    }
}
