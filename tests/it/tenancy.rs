//! Two accounts: no id, cursor or host of one gives anything in the other.

use serde_json::{Value, json};

use crate::support::{Client, World, editor, on_both};

/// Everything in an account that has an id, live and as of its second revision.
async fn ids(client: &Client) -> Vec<String> {
    let query = "{ account { id revisions(first: 100) { nodes { id } } settings { id contacts { id }
        otherContacts { id } addresses { id } activities { id } accessProfiles { id } } } }";
    let live = editor::ids(client.ask(query).await.data());
    live.into_iter().flat_map(|id| [format!("{id}@2"), id]).collect()
}

/// An account with one element in every list.
async fn filled(world: &World, slug: &str) -> Client {
    let client = world.account(slug).await;
    let edits = json!({"edits": [
        {"addContact": {"kind": "PERSONAL", "email": "a@b.example"}},
        {"addOtherContact": {"kind": "OTHER", "value": "x"}},
        {"addAddress": {"purpose": "OTHER", "street": "s", "city": "c", "country": "BR"}},
        {"addActivity": {"name": "x"}},
        {"addAccessProfile": {"name": "x", "role": "AGENT"}},
    ]});
    client.mutate("changeSettings", edits, json!({}), "userErrors { code }").await.done();
    client
}

async fn first_id(client: &Client, list: &str) -> String {
    let answer = client.ask(&format!("{{ account {{ settings {{ {list} {{ id }} }} }} }}")).await;
    answer.data()["account"]["settings"][list][0]["id"].as_str().unwrap().to_owned()
}

on_both! {
    async fn no_id_of_one_account_finds_anything_from_the_other(world) {
        let (one, two) = (filled(&world, "one").await, filled(&world, "two").await);
        let ids = ids(&two).await;
        assert!(ids.len() >= 18, "{ids:?}");
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        let own = two.send(query, json!({"ids": ids})).await;
        let found = own.data()["nodes"].as_array().unwrap().iter().filter(|node| !node.is_null()).count();
        // An account and its revisions have no state of a revision.
        assert_eq!(found, ids.len() - 3);
        let foreign = one.send(query, json!({"ids": ids})).await;
        assert!(foreign.data()["nodes"].as_array().unwrap().iter().all(Value::is_null));
    }

    async fn no_mutation_takes_an_id_of_another_account_or_of_the_past(world) {
        let (one, two) = (filled(&world, "one").await, filled(&world, "two").await);
        for (list, name) in [
            ("contacts", "Contact"),
            ("otherContacts", "OtherContact"),
            ("addresses", "Address"),
            ("activities", "Activity"),
            ("accessProfiles", "AccessProfile"),
        ] {
            let foreign = first_id(&two, list).await;
            let own = first_id(&one, list).await;
            for id in [foreign, format!("{own}@2"), format!("{own}@preview"), own.to_uppercase(), "nothing".to_owned()] {
                for verb in ["update", "remove"] {
                    let input = json!({"id": id});
                    let mutation = format!("{verb}{name}");
                    let answer = one.mutate(&mutation, input, json!({}), "revision { number } userErrors { code path }").await;
                    assert_eq!(answer.user_errors(), ["NOT_FOUND id"], "{mutation} {id}");
                }
            }
        }
        let foreign = first_id(&two, "activities").await;
        let input = json!({"name": "y", "role": "AGENT", "timeTrackingActivityId": foreign});
        let answer = one.mutate("addAccessProfile", input, json!({}), "userErrors { code path }").await;
        assert_eq!(answer.user_errors(), ["NOT_FOUND timeTrackingActivityId"]);
        for client in [&one, &two] {
            let page = client.ask("{ account { settings { revision } } }").await;
            assert_eq!(page.data()["account"]["settings"]["revision"], 2);
        }
    }

    async fn revisions_cursors_and_numbers_stay_within_their_account(world) {
        let (one, two) = (filled(&world, "one").await, filled(&world, "two").await);
        two.mutate("updateCompany", json!({"legalName": "Secret of two"}), json!({}), "userErrors { code }").await.done();
        let cursors = two.ask("{ account { revisions(first: 1) { pageInfo { endCursor } } } }").await;
        let cursor = &cursors.data()["account"]["revisions"]["pageInfo"]["endCursor"];
        let query = "query($after: String!) { account { revisions(first: 10, after: $after) { nodes { number account { slug } changes { after } } } } }";
        let answer = one.send(query, json!({"after": cursor})).await;
        assert!(!answer.body.to_string().contains("Secret of two"));
        let restored = one.mutate("restoreRevision", json!({"number": 3}), json!({}), "userErrors { code path }").await;
        assert_eq!(restored.user_errors(), ["NOT_FOUND number"]);
        let past = one.ask("{ account { settings(atRevision: 3) { id } } }").await;
        assert_eq!(past.codes(), ["NOT_FOUND"]);
        let none = one.ask("{ account { revision(number: 3) { id } } }").await;
        assert!(none.data()["account"]["revision"].is_null());
    }

    async fn a_suggestion_does_not_reach_into_another_account(world) {
        let (one, two) = (filled(&world, "one").await, filled(&world, "two").await);
        let on = json!({"timeTracking": {"enabled": true, "activitySuggestion": "LAST_OF_AGENT"}});
        one.mutate("updateAdditionalModules", on, json!({}), "userErrors { code }").await.done();
        let query = "query($id: ID!) { ticketPolicy { timeEntry { suggestedActivity(lastActivityId: $id) { name } } } }";
        let foreign = one.send(query, json!({"id": first_id(&two, "activities").await})).await;
        assert!(foreign.data()["ticketPolicy"]["timeEntry"]["suggestedActivity"].is_null());
        let own = one.send(query, json!({"id": first_id(&one, "activities").await})).await;
        assert_eq!(own.data()["ticketPolicy"]["timeEntry"]["suggestedActivity"]["name"], "x");
    }
}
