//! Ids: every node is found by its own, one id has one value, and ids sort by creation.

use serde_json::{Value, json};

use crate::support::{
    editor::{Editor, call, ids},
    on_both,
};

async fn filled(editor: &Editor<'_>) -> Value {
    let activity = editor.id_of(&call("addActivity", json!({"name": "x"}))).await;
    let edits = json!({"edits": [
        {"addContact": {"kind": "PERSONAL", "email": "a@b.example"}},
        {"addOtherContact": {"kind": "OTHER", "value": "x"}},
        {"addAddress": {"purpose": "OTHER", "rank": "PRIMARY", "street": "s", "city": "c", "country": "BR"}},
        {"addAccessProfile": {"name": "x", "role": "AGENT", "timeTrackingActivityId": activity}},
        {"updateAdditionalModules": {"timeTracking": {"enabled": true, "activitySuggestion": "LAST_OF_AGENT"}}},
    ]});
    editor.done(&call("changeSettings", edits)).await
}

on_both! {
    async fn every_node_is_found_by_its_id_now_and_as_it_was(world) {
        let editor = Editor::new(&world, "acme").await;
        filled(&editor).await;
        let query = "{ account { id revisions(first: 1) { nodes { id } } settings { id contacts { id } otherContacts { id }
            addresses { id } activities { id } accessProfiles { id } } } }";
        let live = ids(editor.client.ask(query).await.data());
        assert_eq!(live.len(), 8);
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
        let answer = editor.client.send(query, json!({"ids": live})).await;
        let nodes = answer.data()["nodes"].as_array().unwrap();
        assert_eq!(nodes.iter().map(|node| node["id"].as_str().unwrap()).collect::<Vec<_>>(), live);
        let mut types: Vec<&str> = nodes.iter().map(|node| node["__typename"].as_str().unwrap()).collect();
        types.sort_unstable();
        assert_eq!(
            types,
            ["AccessProfile", "Account", "Activity", "Address", "Contact", "OtherContact", "Revision", "Settings"]
        );
        for id in &live {
            let has_a_past = !id.starts_with("acc_") && !id.starts_with("rev_");
            let sent = [format!("{id}@3"), format!("{id}@1"), format!("{id}@4"), format!("{id}@preview"), format!("{id}@03"), format!("{id}@+3"), format!("{id}@"), format!("{id}@3@3"), id.to_uppercase()];
            let answer = editor.client.send(query, json!({"ids": sent})).await;
            let found: Vec<Value> = answer.data()["nodes"].as_array().unwrap().iter().map(|node| node["id"].clone()).collect();
            assert_eq!(found[0], if has_a_past { json!(sent[0]) } else { Value::Null }, "{id}");
            // Only the settings themselves were there at the first revision.
            assert_eq!(found[1], if id.starts_with("set_") { json!(sent[1]) } else { Value::Null }, "{id}");
            assert!(found[2..].iter().all(Value::is_null), "{id}: {found:?}");
        }
        let garbage = ["", "x", "con_", "con_é", "con_0000", "@1", "@preview", "acc_0000000000000000000000000z"];
        let answer = editor.client.send(query, json!({"ids": garbage})).await;
        assert!(answer.data()["nodes"].as_array().unwrap().iter().all(Value::is_null));
        let many = vec![live[0].clone(); 101];
        let refused = editor.client.send(query, json!({"ids": many})).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"]);
        let enough = editor.client.send(query, json!({"ids": many[..100]})).await;
        assert_eq!(enough.data()["nodes"].as_array().unwrap().len(), 100);
    }

    async fn what_is_not_current_never_carries_a_live_id(world) {
        let editor = Editor::new(&world, "acme").await;
        filled(&editor).await;
        let activity = editor.page().await["activities"][0]["id"].as_str().unwrap().to_owned();
        let page = format!(
            "id contacts {{ id }} primaryContact {{ id }} otherContacts {{ id }} addresses {{ id }} primaryAddress {{ id }}
             activities {{ id }} accessProfiles {{ id timeTrackingActivity {{ id }} }}
             ticketPolicy {{ timeEntry {{ suggestedActivity(lastActivityId: \"{activity}\") {{ id }}
                shown: suggestedActivity(lastActivityId: \"{activity}@3\") {{ id }} }} }}"
        );
        let past = format!("{{ account {{ settings(atRevision: 3) {{ {page} }} revision(number: 3) {{ settings {{ {page} }} }} }} }}");
        let answer = editor.client.ask(&past).await;
        for tree in [&answer.data()["account"]["settings"], &answer.data()["account"]["revision"]["settings"]] {
            let ids = ids(tree);
            assert_eq!(ids.len(), 11, "{ids:?}");
            assert!(ids.iter().all(|id| id.ends_with("@3") && id.matches('@').count() == 1), "{ids:?}");
        }
        let fields = format!("settings {{ {page} }} changes {{ path }} userErrors {{ code }}");
        let dry = editor.client.mutate("addContact", json!({"kind": "PERSONAL", "email": "c@d.example"}), json!({"dryRun": true}), &fields).await;
        let previews = ids(&dry.done()["settings"]);
        assert_eq!(previews.len(), 11, "{previews:?}");
        assert!(previews.iter().all(|id| id.ends_with("@preview")), "{previews:?}");
        assert!(!dry.done()["changes"].to_string().contains('@'));
        let unsaved = dry.done()["settings"]["contacts"][1]["id"].as_str().unwrap().trim_end_matches("@preview").to_owned();
        let found = editor.client.send("query($id: ID!) { node(id: $id) { id } }", json!({"id": unsaved})).await;
        assert!(found.data()["node"].is_null());
    }

    async fn ids_sort_by_creation(world) {
        let editor = Editor::new(&world, "acme").await;
        let mut created = Vec::new();
        for number in 0..5 {
            let names: Vec<Value> = (0..3).map(|part| json!({"addActivity": {"name": format!("{number} {part}")}})).collect();
            editor.done(&call("changeSettings", json!({"edits": names}))).await;
        }
        for activity in editor.page().await["activities"].as_array().unwrap() {
            created.push((activity["id"].as_str().unwrap().to_owned(), activity["name"].as_str().unwrap().to_owned()));
        }
        assert!(created.is_sorted(), "{created:?}");
        let names: Vec<&str> = created.iter().map(|(_, name)| name.as_str()).collect();
        assert!(names.is_sorted() && names.len() == 15, "in the order of creation");
    }
}
