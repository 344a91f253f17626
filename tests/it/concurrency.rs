//! Many writers at once: no gap, no double, no lost change, and no deadlock that anybody sees.

use std::collections::BTreeSet;

use domain::service::Service;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Client, World, on_both, world::token};

/// People of the account, each with a subject of their own.
fn people(world: &World, count: usize) -> Vec<Client> {
    (0..count).map(|number| world.caller(&format!("person-{number}"), "admin", Some("acme"))).collect()
}

async fn history(client: &Client) -> Vec<Value> {
    let query =
        "{ account { revisions(last: 100) { nodes { number actor { subject } changes { path before after } } } } }";
    let answer = client.ask(query).await;
    let mut revisions = answer.data()["account"]["revisions"]["nodes"].as_array().unwrap().clone();
    revisions.reverse();
    revisions
}

async fn is_sound(world: &World) {
    let report = domain::verify::verify(&world.service).await.unwrap();
    assert_eq!(report.findings, [""; 0]);
}

on_both! {
    async fn thirty_two_writers_lose_nothing_and_leave_no_gap(world) {
        let admin = world.account("acme").await;
        let people = people(&world, 32);
        let writes = people.iter().enumerate().map(|(number, client)| async move {
            let input = json!({"name": format!("Activity {number}")});
            let answer = client.mutate("addActivity", input, json!({}), "revision { number } userErrors { code }").await;
            answer.done()["revision"]["number"].as_i64().unwrap()
        });
        let numbers: BTreeSet<i64> = join_all(writes).await.into_iter().collect();
        assert_eq!(numbers, (2..=33).collect(), "each has a number of its own, without a gap");

        let revisions = history(&admin).await;
        let told: Vec<i64> = revisions.iter().map(|revision| revision["number"].as_i64().unwrap()).collect();
        assert_eq!(told, (1..=33).collect::<Vec<_>>());
        let subjects: BTreeSet<&str> =
            revisions[1..].iter().map(|revision| revision["actor"]["subject"].as_str().unwrap()).collect();
        assert_eq!(subjects.len(), 32);
        let page = admin.ask("{ account { settings { revision activities { name } } } }").await;
        let names: BTreeSet<String> = page.data()["account"]["settings"]["activities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|activity| activity["name"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(names, (0..32).map(|number| format!("Activity {number}")).collect());
        is_sound(&world).await;
    }

    async fn writers_of_one_field_each_see_what_the_one_before_left(world) {
        let admin = world.account("acme").await;
        let people = people(&world, 32);
        let writes = people.iter().enumerate().map(|(number, client)| async move {
            let input = json!({"tradeName": format!("Name {number}")});
            client.mutate("updateCompany", input, json!({}), "revision { number } userErrors { code }").await.done();
        });
        join_all(writes).await;
        let revisions = history(&admin).await;
        assert_eq!(revisions.len(), 33);
        let mut name = json!("acme");
        for revision in &revisions[1..] {
            let change = &revision["changes"][0];
            assert_eq!(change["path"], json!(["company", "tradeName"]));
            assert_eq!(change["before"], name, "revision {}", revision["number"]);
            name = change["after"].clone();
        }
        let page = admin.ask("{ account { settings { company { tradeName } } } }").await;
        assert_eq!(page.data()["account"]["settings"]["company"]["tradeName"], name);
        is_sound(&world).await;
    }

    async fn a_change_begins_with_what_the_one_before_left_on_whichever_node_and_account(world) {
        let database = world.test_database.connect().await;
        let node = Service::new(database, world.clock.clone(), world.post.clone());
        let _listening = World::listening(&node).await;
        let router = World::router_with(&node, |app| app);
        let mut accounts = Vec::new();
        for slug in ["one", "two"] {
            let here = world.account(slug).await;
            let there = Client::new(router.clone(), Some(token("there", "admin", Some(slug))));
            // Both nodes remember the settings as they are now.
            for client in [&here, &there] {
                client.ask("{ account { settings { revision } } }").await.data();
            }
            accounts.push([here, there]);
        }
        let rename = async |client: &Client, name: String| {
            let input = json!({"tradeName": name});
            client.mutate("updateCompany", input, json!({}), "revision { number } userErrors { code }").await.done();
        };
        // In turns: one node, the other one, twice the same.
        for number in 0..24 {
            for clients in &accounts {
                rename(&clients[number % 3 % 2], format!("Name {number}")).await;
            }
        }
        // And all at once.
        let at_once = (0..8).flat_map(|number| accounts.iter().flatten().map(move |client| (client, number)));
        join_all(at_once.map(|(client, number)| rename(client, format!("At once {number}")))).await;
        for (clients, slug) in accounts.iter().zip(["one", "two"]) {
            let revisions = history(&clients[0]).await;
            let mut name = json!(slug);
            for revision in &revisions[1..] {
                assert_eq!(revision["changes"][0]["before"], name, "{slug}, revision {}", revision["number"]);
                name = revision["changes"][0]["after"].clone();
            }
        }
        is_sound(&world).await;
    }

    async fn of_many_who_saw_the_same_revision_one_writes(world) {
        world.account("acme").await;
        let people = people(&world, 16);
        let writes = people.iter().enumerate().map(|(number, client)| async move {
            let input = json!({"tradeName": format!("Name {number}")});
            let options = json!({"expectedRevision": 1});
            let answer =
                client.mutate("updateCompany", input, options, "revision { number } userErrors { code path }").await;
            answer.user_errors()
        });
        let outcomes = join_all(writes).await;
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Vec::is_empty);
        assert_eq!(won.len(), 1);
        assert!(lost.iter().all(|errors| errors == &["REVISION_CONFLICT options/expectedRevision"]));
        is_sound(&world).await;
    }

    async fn accounts_that_swap_their_hosts_end_with_one_host_each_and_no_error(world) {
        let clients = [world.account("one").await, world.account("two").await];
        let hosts = ["https://a.example", "https://b.example"];
        let set = |client: Client, url: &'static str| async move {
            let fields = "revision { number } userErrors { code path }";
            let input = json!({"portalUrl": url});
            client.mutate("updateEnvironmentParameters", input, json!({}), fields).await.user_errors()
        };
        for round in 0..20 {
            let tasks = [0, 1].map(|which| tokio::spawn(set(clients[which].clone(), hosts[(which + round) % 2])));
            for errors in join_all(tasks).await {
                let errors = errors.unwrap();
                assert!(errors.is_empty() || errors == ["TAKEN portalUrl"], "{errors:?}");
            }
            is_sound(&world).await;
        }
    }

    async fn of_many_accounts_one_gets_a_host_and_of_many_one_gets_a_slug(world) {
        let mut clients = Vec::new();
        for number in 0..8 {
            clients.push(world.account(&format!("account-{number}")).await);
        }
        let input = json!({"portalUrl": "https://Wanted.example./"});
        let fields = "userErrors { code path message }";
        let asks = clients.iter().map(|client| client.mutate("updateEnvironmentParameters", input.clone(), json!({}), fields));
        let outcomes: Vec<Vec<String>> = join_all(asks).await.iter().map(crate::support::Answer::user_errors).collect();
        assert_eq!(outcomes.iter().filter(|errors| errors.is_empty()).count(), 1);
        assert_eq!(outcomes.iter().filter(|errors| *errors == &["TAKEN portalUrl"]).count(), 7);

        let staff = world.staff();
        let query = "mutation($input: CreateAccountInput!) { createAccount(input: $input) { userErrors { code path } } }";
        let input = json!({"input": {"slug": "same", "tradeName": "Same", "language": "PT"}});
        let creations = (0..8).map(|_| staff.send(query, input.clone()));
        let outcomes: Vec<Vec<String>> =
            join_all(creations).await.iter().map(crate::support::Answer::user_errors).collect();
        assert_eq!(outcomes.iter().filter(|errors| errors.is_empty()).count(), 1);
        assert_eq!(outcomes.iter().filter(|errors| *errors == &["TAKEN slug"]).count(), 7);
        is_sound(&world).await;
    }

    async fn a_client_that_hangs_up_leaves_a_whole_change_or_none(world) {
        let admin = world.account("acme").await;
        for number in 0..24_u64 {
            let client = admin.clone();
            let request = async move {
                let input = json!({"name": format!("Activity {number}")});
                client.mutate("addActivity", input, json!({}), "revision { number }").await
            };
            // The request's future is dropped wherever it is.
            let _ = tokio::time::timeout(std::time::Duration::from_micros(150 * number), request).await;
        }
        // A change goes on without its client; what is read below is read when all have ended.
        world.service.settled().await;
        admin.mutate("addActivity", json!({"name": "Last"}), json!({}), "userErrors { code }").await.done();
        let revisions = history(&admin).await;
        let numbers: Vec<i64> = revisions.iter().map(|revision| revision["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, (1..=i64::try_from(revisions.len()).unwrap()).collect::<Vec<_>>());
        let page = admin.ask("{ account { settings { activities { name } } } }").await;
        assert_eq!(page.data()["account"]["settings"]["activities"].as_array().unwrap().len(), revisions.len() - 1);
        is_sound(&world).await;
    }
}
