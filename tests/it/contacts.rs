//! The section "contacts": e-mail addresses, exactly one of them primary while there is any.

mod refusals;

use serde_json::{Value, json};

use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn add(email: &str) -> Call {
    call("addContact", json!({"kind": "PROFESSIONAL", "email": email}))
}

fn update(input: Value) -> Call {
    call("updateContact", input)
}

fn remove(id: &str) -> Call {
    call("removeContact", json!({"id": id}))
}

fn changed(id: &str, field: &str, before: &Value, after: &Value) -> Value {
    json!({"path": ["contacts", id, field], "before": before, "after": after})
}

/// The e-mail addresses of a page in their order, the primary one with a star.
fn emails(page: &Value) -> Vec<String> {
    let starred = |contact: &Value| {
        let star = if contact["isPrimary"] == true { "*" } else { "" };
        format!("{}{star}", contact["email"].as_str().unwrap())
    };
    page["contacts"].as_array().unwrap().iter().map(starred).collect()
}

fn has_no_contact_warning(page: &Value) -> bool {
    let warning = json!({"code": "NO_PRIMARY_CONTACT", "path": ["contacts"]});
    page["warnings"].as_array().unwrap().contains(&warning)
}

on_both! {
    async fn the_first_contact_becomes_primary_whatever_it_says(world) {
        let editor = Editor::new(&world, "acme").await;
        assert!(has_no_contact_warning(&editor.page().await));
        let input = json!({"kind": "PERSONAL", "email": "  Ana@Acme.Example\n", "isPrimary": false});
        let ana = json!({"id": "ID", "kind": "PERSONAL", "email": "Ana@Acme.Example", "isPrimary": true});
        let changes = json!([{"path": ["contacts", "ID"], "before": null, "after": ana}]);
        let payload = editor.makes(&call("addContact", input), ana, changes).await;
        assert_eq!(payload["settings"]["contacts"], json!([payload["contact"]]));
        assert_eq!(payload["settings"]["primaryContact"]["id"], payload["contact"]["id"]);
        assert!(!has_no_contact_warning(&payload["settings"]));
    }

    async fn a_further_contact_is_not_primary_by_itself(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&add("a@acme.example")).await;
        let b = json!({"id": "ID", "kind": "PROFESSIONAL", "email": "b@acme.example", "isPrimary": false});
        let changes = json!([{"path": ["contacts", "ID"], "before": null, "after": b}]);
        let payload = editor.makes(&add("b@acme.example"), b, changes).await;
        assert_eq!(emails(&payload["settings"]), ["a@acme.example*", "b@acme.example"]);
    }

    async fn adding_a_primary_contact_moves_the_mark(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        let input = json!({"kind": "PERSONAL", "email": "b@acme.example", "isPrimary": true});
        let b = json!({"id": "ID", "kind": "PERSONAL", "email": "b@acme.example", "isPrimary": true});
        let changes = json!([
            changed(&a, "isPrimary", &json!(true), &json!(false)),
            {"path": ["contacts", "ID"], "before": null, "after": b},
        ]);
        let payload = editor.makes(&call("addContact", input), b, changes).await;
        assert_eq!(emails(&payload["settings"]), ["a@acme.example", "b@acme.example*"]);
        assert_eq!(payload["settings"]["primaryContact"]["id"], payload["contact"]["id"]);
    }

    async fn kind_and_address_of_a_contact_are_changed_leaf_by_leaf(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        editor.done(&add("b@acme.example")).await;
        let input = json!({"id": a, "kind": "PERSONAL", "email": "z@acme.example"});
        let z = json!({"id": "ID", "kind": "PERSONAL", "email": "z@acme.example", "isPrimary": true});
        let changes = json!([
            changed("ID", "kind", &json!("PROFESSIONAL"), &json!("PERSONAL")),
            changed("ID", "email", &json!("a@acme.example"), &json!("z@acme.example")),
        ]);
        let payload = editor.makes(&update(input), z, changes).await;
        assert_eq!(emails(&payload["settings"]), ["z@acme.example*", "b@acme.example"], "the order stays");
    }

    async fn marking_another_contact_moves_the_mark(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        let b = editor.id_of(&add("b@acme.example")).await;
        editor.done(&add("c@acme.example")).await;
        let marked = json!({"id": "ID", "kind": "PROFESSIONAL", "email": "b@acme.example", "isPrimary": true});
        let changes = json!([
            changed(&a, "isPrimary", &json!(true), &json!(false)),
            changed("ID", "isPrimary", &json!(false), &json!(true)),
        ]);
        let payload = editor.makes(&update(json!({"id": b, "isPrimary": true})), marked, changes).await;
        assert_eq!(emails(&payload["settings"]), ["a@acme.example", "b@acme.example*", "c@acme.example"]);
        editor.done(&remove(&a)).await;
    }

    async fn the_primary_contact_cannot_be_unmarked(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        let unmark = update(json!({"id": a, "isPrimary": false}));
        editor.refuses(&unmark, &["PRIMARY_REQUIRED isPrimary"]).await;
        let b = editor.id_of(&add("b@acme.example")).await;
        editor.refuses(&unmark, &["PRIMARY_REQUIRED isPrimary"]).await;
        editor.changes_nothing(&update(json!({"id": a, "isPrimary": true}))).await;
        editor.changes_nothing(&update(json!({"id": b, "isPrimary": false}))).await;
    }

    async fn removing_the_primary_contact_is_refused_while_others_stay(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        let b = editor.id_of(&add("b@acme.example")).await;
        editor.refuses(&remove(&a), &["PRIMARY_REQUIRED id"]).await;

        let removed = json!({"id": "ID", "kind": "PROFESSIONAL", "email": "b@acme.example", "isPrimary": false});
        let changes = json!([{"path": ["contacts", "ID"], "before": removed, "after": null}]);
        let payload = editor.makes(&remove(&b), removed, changes).await;
        assert_eq!(emails(&payload["settings"]), ["a@acme.example*"]);
    }

    async fn the_last_contact_can_be_removed_though_it_is_primary(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        let removed = json!({"id": "ID", "kind": "PROFESSIONAL", "email": "a@acme.example", "isPrimary": true});
        let changes = json!([{"path": ["contacts", "ID"], "before": removed, "after": null}]);
        let payload = editor.makes(&remove(&a), removed, changes).await;
        assert_eq!(payload["settings"]["contacts"], json!([]));
        assert_eq!(payload["settings"]["primaryContact"], Value::Null);
        assert!(has_no_contact_warning(&payload["settings"]));

        let payload = editor.done(&add("b@acme.example")).await;
        assert_eq!(payload["contact"]["isPrimary"], true, "the next one is the first again");
    }

    async fn an_address_may_change_its_case_and_return_after_its_removal(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        let b = editor.id_of(&add("b@acme.example")).await;
        let payload = editor.done(&update(json!({"id": b, "email": "B@ACME.example"}))).await;
        let changes = json!([changed(&b, "email", &json!("b@acme.example"), &json!("B@ACME.example"))]);
        assert_eq!(payload["changes"], changes);
        editor.done(&remove(&b)).await;
        editor.done(&add("b@acme.example")).await;
        // Two contacts cannot swap their addresses in two steps, but one can take what the other gave up.
        editor.done(&update(json!({"id": a, "email": "c@acme.example"}))).await;
        let payload = editor.done(&add("A@acme.example")).await;
        assert_eq!(emails(&payload["settings"]), ["c@acme.example*", "b@acme.example", "A@acme.example"]);
    }

    async fn what_is_there_already_makes_no_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        for same in [
            json!({"id": a}),
            json!({"id": a, "email": " a@acme.example "}),
            json!({"id": a, "kind": "PROFESSIONAL", "email": "a@acme.example", "isPrimary": true}),
        ] {
            editor.changes_nothing(&update(same)).await;
        }
    }

    async fn a_variable_that_is_omitted_leaves_its_field_alone(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        let document = "
            mutation($id: ID!, $kind: ContactKind, $email: String, $isPrimary: Boolean) {
                updateContact(input: {id: $id, kind: $kind, email: $email, isPrimary: $isPrimary}) {
                    contact { kind email isPrimary }
                    changes { path before after }
                    userErrors { code path }
                }
            }";
        let payload = editor.send_document(document, json!({"id": a, "kind": "PERSONAL"})).await;
        assert_eq!(payload, json!({
            "contact": {"kind": "PERSONAL", "email": "a@acme.example", "isPrimary": true},
            "changes": [changed(&a, "kind", &json!("PROFESSIONAL"), &json!("PERSONAL"))],
            "userErrors": [],
        }));

        let document = "
            mutation($isPrimary: Boolean) {
                addContact(input: {kind: PERSONAL, email: \"b@acme.example\", isPrimary: $isPrimary}) {
                    contact { isPrimary }
                    userErrors { code path }
                }
            }";
        let payload = editor.send_document(document, json!({})).await;
        assert_eq!(payload, json!({"contact": {"isPrimary": false}, "userErrors": []}));
    }

    async fn an_account_has_at_most_50_contacts(world) {
        let editor = Editor::new(&world, "acme").await;
        let edits: Vec<Value> = (0..50)
            .map(|number| json!({"addContact": {"kind": "PERSONAL", "email": format!("{number}@acme.example")}}))
            .collect();
        let added = editor
            .client
            .mutate("changeSettings", json!({"edits": edits}), json!({}), "settings { contacts { id } } userErrors { code }")
            .await;
        let contacts = added.done()["settings"]["contacts"].as_array().unwrap();
        assert_eq!(contacts.len(), 50);

        editor.refuses(&add("z@acme.example"), &["TOO_MANY"]).await;
        editor.done(&update(json!({"id": contacts[49]["id"], "email": "y@acme.example"}))).await;
        editor.done(&remove(contacts[1]["id"].as_str().unwrap())).await;
        let payload = editor.done(&add("z@acme.example")).await;
        assert_eq!(emails(&payload["settings"]).last().unwrap(), "z@acme.example");
    }
}
