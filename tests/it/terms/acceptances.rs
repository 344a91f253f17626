use axum::http::header;
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{accept, document};
use crate::support::{Client, World, on_both};

async fn found(client: &Client, arguments: Value) -> Value {
    let query = "query($first: Int, $after: String, $last: Int, $before: String, $filter: TermsAcceptanceFilter) { account \
        { termsAcceptances(first: $first, after: $after, last: $last, before: $before, filter: $filter) { totalCount \
        nodes { subject } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }";
    client.send(query, arguments).await.data()["account"]["termsAcceptances"].clone()
}

fn subjects(page: &Value) -> Vec<&str> {
    page["nodes"].as_array().unwrap().iter().map(|node| node["subject"].as_str().unwrap()).collect()
}

/// People of the account who accept a document, one after the other.
async fn people(world: &World, document: &Value, names: &[&str]) {
    for name in names {
        accept(&world.caller(name, "customer", Some("acme")), document).await.done();
    }
}

on_both! {
    async fn an_acceptance_tells_who_accepted_what_when_and_from_where(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "7", "PT").await;
        let agent = world.member("agent", "acme");
        let query = format!(
            "mutation {{ acceptTerms(input: {{documentId: {}}}) {{ acceptance {{ id }} userErrors {{ code }} }} }}",
            terms["id"]
        );
        let mut request = agent.post(&json!({"query": query}));
        request.headers_mut().insert(header::USER_AGENT, "Browser/1.0".parse().unwrap());
        request.headers_mut().insert("x-forwarded-for", "1.2.3.4, 198.51.100.7".parse().unwrap());
        request.headers_mut().insert("cuenta-client-address", "6.6.6.6".parse().unwrap());
        let accepted = agent.connected_from("10.0.0.9").raw(request).await;
        let id = accepted.done()["acceptance"]["id"].clone();
        let node = "query($id: ID!) { node(id: $id) { ... on TermsAcceptance { id document { id version } subject name email role \
            ipAddress userAgent } } account { settings { revision } } }";
        let answer = admin.send(node, json!({"id": id})).await;
        let expected = json!({
            "id": id, "document": {"id": terms["id"], "version": "7"}, "subject": "agent", "name": "The agent",
            "email": "agent@people.example", "role": "AGENT", "ipAddress": "198.51.100.7", "userAgent": "Browser/1.0",
        });
        assert_eq!(answer.data()["node"], expected);
        assert_eq!(answer.data()["account"]["settings"]["revision"], 1, "an acceptance is no revision");
        for (hidden, slug) in [("agent", "acme"), ("customer", "acme")] {
            let answer = world.member(hidden, slug).send("query($id: ID!) { node(id: $id) { id } }", json!({"id": id})).await;
            assert_eq!(answer.data()["node"], json!(null));
        }
    }

    async fn accepting_again_answers_the_first_acceptance(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        let first = accept(&admin, &terms).await;
        world.clock.pass(TimeDelta::hours(1));
        document(&world, "TERMS_OF_USE", "2", "PT").await;
        let again = accept(&admin, &terms).await;
        assert_eq!(again.done(), first.done(), "also when a newer one is in force");
        let people: Vec<Client> = (0..32).map(|_| world.caller("one-person", "customer", Some("acme"))).collect();
        let answers = join_all(people.iter().map(|person| accept(person, &terms))).await;
        let first = answers[0].done();
        assert!(answers.iter().all(|answer| answer.done() == first), "however many ask at once");
        assert_eq!(found(&admin, json!({"first": 9})).await["totalCount"], 2);
    }

    async fn many_people_accept_at_once_and_are_counted(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        let privacy = document(&world, "PRIVACY_POLICY", "1", "PT").await;
        let people: Vec<Client> =
            (0..64).map(|number| world.caller(&format!("person-{number}"), "customer", Some("acme"))).collect();
        let accepted = join_all(people.iter().map(|person| accept(person, &terms))).await;
        for answer in &accepted {
            answer.done();
        }
        accept(&people[0], &privacy).await.done();
        for (filter, count) in [
            (json!({}), 65),
            (json!({"kind": "TERMS_OF_USE"}), 64),
            (json!({"kind": "PRIVACY_POLICY"}), 1),
            (json!({"search": "person-1"}), 11),
            (json!({"search": "person-0"}), 2),
            (json!({"search": "person-0", "kind": "PRIVACY_POLICY"}), 1),
        ] {
            assert_eq!(found(&admin, json!({"first": 1, "filter": filter})).await["totalCount"], count, "{filter}");
        }
    }

    async fn what_cannot_be_accepted_is_refused(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        for id in ["", "nothing", "trm_00000000000000000000000000", &format!("{}@1", terms["id"].as_str().unwrap())] {
            assert_eq!(accept(&admin, &json!({"id": id})).await.user_errors(), ["NOT_FOUND documentId"], "{id}");
        }
        assert_eq!(accept(&world.staff(), &terms).await.codes(), ["FORBIDDEN"]);
        let key = json!({"name": "x", "permissions": ["READ_TERMS"]});
        let key = admin.mutate("createApiKey", key, json!({}), "secret userErrors { code }").await;
        let partner = world.integration(key.done()["secret"].as_str().unwrap());
        assert_eq!(accept(&partner, &terms).await.codes(), ["FORBIDDEN"]);
        assert_eq!(found(&partner, json!({"first": 1})).await["totalCount"], 0, "it may read them");
    }

    async fn the_list_is_searched_by_prefix_of_subject_name_or_address_without_regard_to_case(world) {
        let admin = world.account("acme").await;
        let other = world.account("other").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        people(&world, &terms, &["Ána", "anabel", "Zoe", "100%", "a_b"]).await;
        accept(&world.member("operator", "acme"), &terms).await.done();
        accept(&world.caller("ana-of-other", "customer", Some("other")), &terms).await.done();
        for (search, expected) in [
            ("ÁN", vec!["Ána"]),
            ("ana", vec!["anabel"]),
            ("nabel", vec![]),
            ("100%", vec!["100%"]),
            ("%", vec![]),
            ("a_", vec!["a_b"]),
            // Names are "The customer" and "The operator", addresses operator@people.example and customer@….
            ("the OPER", vec!["operator"]),
            ("operator@PEOPLE", vec!["operator"]),
            ("The c", vec!["a_b", "100%", "Zoe", "anabel", "Ána"]),
        ] {
            let page = found(&admin, json!({"first": 9, "filter": {"search": search}})).await;
            assert_eq!(subjects(&page), expected, "{search}");
            assert_eq!(page["totalCount"], expected.len());
        }
        assert_eq!(subjects(&found(&other, json!({"first": 9})).await), ["ana-of-other"]);
        assert_eq!(subjects(&found(&admin, json!({"first": 9, "filter": {"search": " "}})).await).len(), 6);
    }

    async fn the_list_is_filtered_by_time_and_paged_in_both_directions(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        people(&world, &terms, &["a", "b"]).await;
        world.clock.pass(TimeDelta::days(1));
        people(&world, &terms, &["c", "d", "e"]).await;
        let at = admin.ask("{ account { termsAcceptances(first: 5) { nodes { acceptedAt } } } }").await;
        let at: Vec<Value> = at.data()["account"]["termsAcceptances"]["nodes"]
            .as_array().unwrap().iter().map(|node| node["acceptedAt"].clone()).collect();
        for (filter, expected) in [
            (json!({"from": at[2]}), vec!["e", "d", "c"]),
            (json!({"to": at[2]}), vec!["b", "a"]),
            (json!({"from": at[3], "to": at[1]}), vec!["c", "b"]),
            (json!({"from": "0001-01-01T00:00:00Z", "to": "9999-12-31T23:59:59Z"}), vec!["e", "d", "c", "b", "a"]),
            (json!({"from": at[0], "to": at[0]}), vec![]),
        ] {
            let page = found(&admin, json!({"first": 9, "filter": filter})).await;
            assert_eq!(subjects(&page), expected, "{filter}");
            assert_eq!(page["totalCount"], expected.len());
        }
        let first = found(&admin, json!({"first": 2})).await;
        assert_eq!(subjects(&first), ["e", "d"]);
        let second = found(&admin, json!({"first": 2, "after": first["pageInfo"]["endCursor"]})).await;
        assert_eq!((subjects(&second), &second["pageInfo"]["hasPreviousPage"]), (vec!["c", "b"], &json!(true)));
        let back = found(&admin, json!({"last": 2, "before": second["pageInfo"]["startCursor"]})).await;
        assert_eq!((subjects(&back), &back["pageInfo"]["hasPreviousPage"]), (vec!["e", "d"], &json!(false)));
        assert_eq!(subjects(&found(&admin, json!({"last": 1})).await), ["a"]);
        let wrong = admin.ask("{ account { termsAcceptances(first: 1, after: \"x\") { nodes { id } } } }").await;
        assert_eq!(wrong.codes(), ["BAD_USER_INPUT"]);
    }
}
