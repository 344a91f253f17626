//! The history: numbers, actors, changes by path, pages, filters, the past, differences, and going back.

use serde_json::{Value, json};

use crate::support::{Client, on_both};

const ERRORS: &str = "revision { number } userErrors { code path message }";

/// Five revisions: created, renamed by the administrator, a contact by the operator, its e-mail, business hours.
async fn history(world: &crate::support::World) -> Client {
    let admin = world.account("acme").await;
    let operator = world.member("operator", "acme");
    admin
        .mutate("updateCompany", json!({"tradeName": "Aurora"}), json!({"reason": "  new\tname "}), ERRORS)
        .await
        .done();
    let contact = json!({"kind": "PERSONAL", "email": "a@b.example"});
    let added = operator.mutate("addContact", contact, json!({}), "contact { id } userErrors { code }").await;
    let id = &added.done()["contact"]["id"];
    operator.mutate("updateContact", json!({"id": id, "email": "c@d.example"}), json!({}), ERRORS).await.done();
    let shifts = json!({"shifts": [{"day": "MONDAY", "opens": "08:00", "closes": "12:00"}]});
    admin.mutate("updateBusinessHours", shifts, json!({}), ERRORS).await.done();
    admin
}

async fn numbers(client: &Client, arguments: &str) -> Value {
    let query = format!(
        "{{ account {{ revisions({arguments}) {{ totalCount nodes {{ number }} pageInfo {{ hasNextPage hasPreviousPage }} }} }} }}"
    );
    let answer = client.ask(&query).await;
    let page = &answer.data()["account"]["revisions"];
    let numbers: Vec<&Value> = page["nodes"].as_array().unwrap().iter().map(|node| &node["number"]).collect();
    json!([numbers, page["totalCount"], page["pageInfo"]["hasPreviousPage"], page["pageInfo"]["hasNextPage"]])
}

async fn cursor(client: &Client, number: i64) -> String {
    let answer = client.ask("{ account { revisions(first: 100) { edges { cursor node { number } } } } }").await;
    let edges = answer.data()["account"]["revisions"]["edges"].as_array().unwrap().clone();
    edges.iter().find(|edge| edge["node"]["number"] == number).unwrap()["cursor"].as_str().unwrap().to_owned()
}

on_both! {
    async fn a_revision_tells_who_when_why_and_what(world) {
        let admin = history(&world).await;
        let query = "{ account { revision(number: 2) { number action reason at actor { kind subject name role } changes { path before after } settings { id revision company { tradeName } } account { slug } } } }";
        let answer = admin.ask(query).await;
        let revision = &answer.data()["account"]["revision"];
        let account = admin.ask("{ account { settings { id } } }").await;
        let settings_id = account.data()["account"]["settings"]["id"].as_str().unwrap().to_owned();
        let mut expected = json!({
            "number": 2,
            "action": "updateCompany",
            "reason": "new name",
            "actor": {"kind": "PERSON", "subject": "admin", "name": "The admin", "role": "ADMIN"},
            "changes": [{"path": ["company", "tradeName"], "before": "acme", "after": "Aurora"}],
            "settings": {"id": format!("{settings_id}@2"), "revision": 2, "company": {"tradeName": "Aurora"}},
            "account": {"slug": "acme"},
        });
        expected["at"] = revision["at"].clone();
        assert_eq!(revision, &expected);
        let at = revision["at"].as_str().unwrap();
        assert!(at.starts_with("2026-11-23T12:") && at.ends_with(".000000Z"), "{at}");
        let creation = admin.ask("{ account { revision(number: 1) { action actor { kind subject role } } unknown: revision(number: 9) { id } } }").await;
        assert_eq!(
            creation.data()["account"],
            json!({"revision": {"action": "createAccount", "actor": {"kind": "PERSON", "subject": "staff", "role": "PLATFORM"}}, "unknown": null})
        );
    }

    async fn pages_are_exact_in_both_directions(world) {
        let admin = history(&world).await;
        assert_eq!(numbers(&admin, "first: 100").await, json!([[5, 4, 3, 2, 1], 5, false, false]));
        assert_eq!(numbers(&admin, "first: 2").await, json!([[5, 4], 5, false, true]));
        let four = cursor(&admin, 4).await;
        assert_eq!(numbers(&admin, &format!("first: 2, after: \"{four}\"")).await, json!([[3, 2], 5, true, true]));
        assert_eq!(numbers(&admin, &format!("first: 3, after: \"{four}\"")).await, json!([[3, 2, 1], 5, true, false]));
        assert_eq!(numbers(&admin, "last: 2").await, json!([[2, 1], 5, true, false]));
        let two = cursor(&admin, 2).await;
        assert_eq!(numbers(&admin, &format!("last: 2, before: \"{two}\"")).await, json!([[4, 3], 5, true, true]));
        assert_eq!(numbers(&admin, &format!("last: 9, before: \"{two}\"")).await, json!([[5, 4, 3], 5, false, true]));
        let between = format!("first: 9, after: \"{four}\", before: \"{two}\"");
        // As Relay's algorithm has it: with `first`, only what lies between the cursors is a next page.
        assert_eq!(numbers(&admin, &between).await, json!([[3], 5, true, false]));
        let query = "{ account { revisions(first: 2) { edges { cursor } pageInfo { startCursor endCursor } } } }";
        let answer = admin.ask(query).await;
        let page = &answer.data()["account"]["revisions"];
        assert_eq!(page["pageInfo"]["startCursor"], page["edges"][0]["cursor"]);
        assert_eq!(page["pageInfo"]["endCursor"], page["edges"][1]["cursor"]);
    }

    async fn a_page_that_cannot_be_is_refused(world) {
        let admin = history(&world).await;
        for arguments in ["", "(first: 0)", "(first: 101)", "(last: -1)", "(first: 1, last: 1)", "(first: 1, after: \"x\")", "(last: 1, before: \"cmV2aXNpb25zOng\")"] {
            let query = format!("{{ account {{ revisions{arguments} {{ totalCount }} }} }}");
            let answer = admin.ask(&query).await;
            assert_eq!(answer.codes(), ["BAD_USER_INPUT"], "{arguments}");
            assert_eq!(answer.body["data"], json!({"account": {"revisions": null}}));
        }
    }

    async fn the_filter_narrows_by_time_number_actor_action_and_path(world) {
        let admin = history(&world).await;
        let answer = admin.ask("{ account { revisions(first: 9) { nodes { at } } settings { contacts { id } } } }").await;
        let nodes = answer.data()["account"]["revisions"]["nodes"].as_array().unwrap().clone();
        let at = |number: usize| nodes[5 - number]["at"].as_str().unwrap().to_owned();
        let finer = at(3).replace(".000000Z", ".0000001Z");
        let id = answer.data()["account"]["settings"]["contacts"][0]["id"].as_str().unwrap();
        for (filter, expected) in [
            (format!("from: \"{}\"", at(3)), json!([5, 4, 3])),
            (format!("to: \"{}\"", at(3)), json!([2, 1])),
            (format!("from: \"{}\", to: \"{}\"", at(2), at(4)), json!([3, 2])),
            // Times are cut to microseconds on the way in.
            (format!("from: \"{finer}\""), json!([5, 4, 3])),
            ("afterNumber: 3".to_owned(), json!([5, 4])),
            ("actor: \"operator\"".to_owned(), json!([4, 3])),
            ("actor: \"oper\"".to_owned(), json!([])),
            ("action: \"updateCompany\"".to_owned(), json!([2])),
            ("action: \"update\"".to_owned(), json!([])),
            ("pathPrefix: [\"contacts\"]".to_owned(), json!([4, 3])),
            (format!("pathPrefix: [\"contacts\", \"{id}\"]"), json!([4, 3])),
            (format!("pathPrefix: [\"contacts\", \"{id}\", \"email\"]"), json!([4])),
            ("pathPrefix: [\"company\", \"tradeName\"]".to_owned(), json!([2, 1])),
            ("pathPrefix: [\"comp\"]".to_owned(), json!([])),
            ("actor: \"\\u0000\"".to_owned(), json!([])),
            ("pathPrefix: [\"contacts\", \"\\u0000\"]".to_owned(), json!([])),
            ("pathPrefix: [\"businessHours\", \"shifts\"]".to_owned(), json!([5, 1])),
            ("pathPrefix: []".to_owned(), json!([5, 4, 3, 2, 1])),
            ("actor: \"admin\", pathPrefix: [\"businessHours\"], afterNumber: 1".to_owned(), json!([5])),
        ] {
            let found = numbers(&admin, &format!("first: 9, filter: {{{filter}}}")).await;
            assert_eq!(found, json!([expected, expected.as_array().unwrap().len(), false, false]), "{filter}");
        }
    }

    async fn the_past_is_read_and_compared(world) {
        let admin = history(&world).await;
        let query = "{ account { then: settings(atRevision: 3) { id revision contacts { id email } primaryContact { id } } now: settings { contacts { id email } } } }";
        let answer = admin.ask(query).await;
        let account = &answer.data()["account"];
        let id = account["now"]["contacts"][0]["id"].as_str().unwrap();
        assert_eq!(account["then"]["contacts"], json!([{"id": format!("{id}@3"), "email": "a@b.example"}]));
        assert_eq!(account["then"]["primaryContact"]["id"], format!("{id}@3"));
        assert_eq!(account["now"]["contacts"], json!([{"id": id, "email": "c@d.example"}]));

        let query = "{ account { forth: changes(from: 2) { path before after } back: changes(from: 5, to: 4) { path before after } none: changes(from: 5) { path } } }";
        let answer = admin.ask(query).await;
        let contact = json!({"id": id, "kind": "PERSONAL", "email": "c@d.example", "isPrimary": true});
        let shifts = json!([{"day": "MONDAY", "opens": "08:00", "closes": "12:00"}]);
        assert_eq!(
            answer.data()["account"],
            json!({
                "forth": [
                    {"path": ["contacts", id], "before": null, "after": contact},
                    {"path": ["businessHours", "shifts"], "before": [], "after": shifts},
                ],
                "back": [{"path": ["businessHours", "shifts"], "before": shifts, "after": []}],
                "none": [],
            })
        );
        for field in ["settings(atRevision: 6) { id }", "settings(atRevision: 0) { id }", "changes(from: 6) { path }", "changes(from: 1, to: -1) { path }"] {
            let answer = admin.ask(&format!("{{ account {{ {field} }} }}")).await;
            assert_eq!(answer.codes(), ["NOT_FOUND"], "{field}");
        }
    }

    async fn a_restore_brings_back_the_same_ids_in_the_same_order(world) {
        let admin = world.account("acme").await;
        let mut ids = Vec::new();
        for name in ["b", "c", "a"] {
            let added = admin.mutate("addActivity", json!({"name": name}), json!({}), "activity { id } userErrors { code }").await;
            ids.push(added.done()["activity"]["id"].as_str().unwrap().to_owned());
        }
        let page = "{ account { settings { activities { id name active } company { tradeName } } } }";
        let then = admin.ask(page).await.data().clone();
        admin.mutate("removeActivity", json!({"id": ids[1]}), json!({}), ERRORS).await.done();
        admin.mutate("updateActivity", json!({"id": ids[0], "active": false}), json!({}), ERRORS).await.done();
        admin.mutate("updateCompany", json!({"tradeName": "Aurora"}), json!({}), ERRORS).await.done();

        let fields = "settings { id revision activities { id } } changes { path } revision { number action reason } userErrors { code path }";
        let dry = admin.mutate("restoreRevision", json!({"number": 4}), json!({"dryRun": true}), fields).await;
        assert_eq!(dry.done()["revision"], Value::Null);
        assert_eq!(dry.done()["settings"]["activities"][1]["id"], format!("{}@preview", ids[1]));
        assert_ne!(admin.ask(page).await.data(), &then);

        let conflict = admin.mutate("restoreRevision", json!({"number": 4}), json!({"expectedRevision": 4}), fields).await;
        assert_eq!(conflict.user_errors(), ["REVISION_CONFLICT options/expectedRevision"]);

        let restored = admin.mutate("restoreRevision", json!({"number": 4}), json!({"reason": "a mistake"}), fields).await;
        assert_eq!(restored.done()["revision"], json!({"number": 8, "action": "restoreRevision", "reason": "a mistake"}));
        assert_eq!(restored.done()["changes"], dry.done()["changes"]);
        assert_eq!(admin.ask(page).await.data(), &then);

        let again = admin.mutate("restoreRevision", json!({"number": 4}), json!({}), fields).await;
        assert_eq!((&again.done()["revision"], &again.done()["changes"]), (&Value::Null, &json!([])));
        let unknown = admin.mutate("restoreRevision", json!({"number": 99}), json!({}), fields).await;
        assert_eq!(unknown.user_errors(), ["NOT_FOUND number"]);
    }

    async fn a_restore_whose_host_has_gone_restores_nothing_and_names_the_host(world) {
        let (one, two) = (world.account("one").await, world.account("two").await);
        let set = |url: Value| json!({"portalUrl": url});
        one.mutate("updateEnvironmentParameters", set(json!("https://Help.Example:8443/x")), json!({}), ERRORS).await.done();
        one.mutate("updateCompany", json!({"tradeName": "One"}), json!({}), ERRORS).await.done();
        one.mutate("updateEnvironmentParameters", set(Value::Null), json!({}), ERRORS).await.done();
        two.mutate("updateEnvironmentParameters", set(json!("https://help.example")), json!({}), ERRORS).await.done();
        for options in [json!({}), json!({"dryRun": true})] {
            let answer = one.mutate("restoreRevision", json!({"number": 2}), options, ERRORS).await;
            assert_eq!(answer.user_errors(), ["TAKEN number"]);
            let message = answer.payload()["userErrors"][0]["message"].as_str().unwrap();
            assert!(message.contains("help.example"), "{message}");
        }
        let now = one.ask("{ account { settings { revision company { tradeName } } } }").await;
        assert_eq!(now.data()["account"]["settings"], json!({"revision": 4, "company": {"tradeName": "One"}}));
        assert_eq!(domain::verify::verify(&world.service).await.unwrap().findings, [""; 0]);
    }
}
