//! The section "other contacts": telephones, networks, and what is free text.

mod telephones;

use serde_json::{Value, json};

use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn add(kind: &str, value: &str) -> Call {
    call("addOtherContact", json!({"kind": kind, "value": value}))
}

fn update(input: Value) -> Call {
    call("updateOtherContact", input)
}

fn remove(id: &str) -> Call {
    call("removeOtherContact", json!({"id": id}))
}

fn changed(id: &str, field: &str, before: &Value, after: &Value) -> Value {
    json!({"path": ["otherContacts", id, field], "before": before, "after": after})
}

/// Kind, what is typed, and the link that is kept.
const PROFILES: &[(&str, &str, &str)] = &[
    ("TELEGRAM", "acme", "https://t.me/acme"),
    ("TELEGRAM", "@acme", "https://t.me/acme"),
    ("TELEGRAM", " https://t.me/acme\n", "https://t.me/acme"),
    ("FACEBOOK", "acme.page", "https://www.facebook.com/acme.page"),
    ("FACEBOOK", "@acme.page", "https://www.facebook.com/acme.page"),
    ("FACEBOOK", "https://www.facebook.com/acme.page", "https://www.facebook.com/acme.page"),
    ("INSTAGRAM", "acme_shop", "https://www.instagram.com/acme_shop"),
    ("INSTAGRAM", "@acme_shop", "https://www.instagram.com/acme_shop"),
    ("INSTAGRAM", "https://www.instagram.com/acme_shop", "https://www.instagram.com/acme_shop"),
    ("LINKEDIN", "acme-sa", "https://www.linkedin.com/company/acme-sa"),
    ("LINKEDIN", "@acme-sa", "https://www.linkedin.com/company/acme-sa"),
    ("LINKEDIN", "https://www.linkedin.com/company/acme-sa", "https://www.linkedin.com/company/acme-sa"),
    ("X", "acme", "https://x.com/acme"),
    ("X", "@acme", "https://x.com/acme"),
    ("X", "https://x.com/acme", "https://x.com/acme"),
    ("YOUTUBE", "acme", "https://www.youtube.com/@acme"),
    ("YOUTUBE", "@acme", "https://www.youtube.com/@acme"),
    ("YOUTUBE", "https://www.youtube.com/@acme", "https://www.youtube.com/@acme"),
];

/// Kind, and what is neither a handle nor an https link on the network's own host.
const NO_PROFILES: &[(&str, &str)] = &[
    ("TELEGRAM", "http://t.me/acme"),
    ("TELEGRAM", "https://x.com/acme"),
    ("TELEGRAM", "https://t.me.evil.example/acme"),
    ("FACEBOOK", "https://www.facebook.com@evil.example/acme"),
    ("FACEBOOK", "two words"),
    ("INSTAGRAM", "https://www.instagram.com/"),
    ("INSTAGRAM", "@@acme"),
    ("LINKEDIN", "https://notlinkedin.com/company/acme"),
    ("X", "javascript:alert(1)"),
    ("X", "a/b"),
    ("YOUTUBE", "ftp://www.youtube.com/@acme"),
    ("YOUTUBE", "@"),
];

on_both! {
    async fn an_other_contact_is_added(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({"kind": "INSTAGRAM", "value": "@acme", "label": "  La tienda\n"});
        let link = "https://www.instagram.com/acme";
        let shop = json!({"id": "ID", "kind": "INSTAGRAM", "value": link, "label": "La tienda"});
        let changes = json!([{"path": ["otherContacts", "ID"], "before": null, "after": shop}]);
        let payload = editor.makes(&call("addOtherContact", input), shop, changes).await;
        assert_eq!(payload["settings"]["otherContacts"], json!([payload["otherContact"]]));
    }

    async fn kind_value_and_label_are_changed_leaf_by_leaf(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("SKYPE", "acme")).await;
        let other = editor.id_of(&add("OTHER", "acme")).await;
        let input = json!({"id": id, "kind": "TELEGRAM", "value": "acme_es", "label": "Ayuda"});
        let changed_to =
            json!({"id": "ID", "kind": "TELEGRAM", "value": "https://t.me/acme_es", "label": "Ayuda"});
        let changes = json!([
            changed("ID", "kind", &json!("SKYPE"), &json!("TELEGRAM")),
            changed("ID", "value", &json!("acme"), &json!("https://t.me/acme_es")),
            changed("ID", "label", &Value::Null, &json!("Ayuda")),
        ]);
        let payload = editor.makes(&update(input), changed_to, changes).await;
        let contacts = payload["settings"]["otherContacts"].as_array().unwrap();
        let ids: Vec<&Value> = contacts.iter().map(|contact| &contact["id"]).collect();
        assert_eq!(ids, [&json!(id), &json!(other)], "the order stays");

        let cleared = json!({"id": "ID", "kind": "TELEGRAM", "value": "https://t.me/acme_es", "label": null});
        let changes = json!([changed("ID", "label", &json!("Ayuda"), &Value::Null)]);
        editor.makes(&update(json!({"id": id, "label": null})), cleared, changes).await;
    }

    async fn an_other_contact_is_removed(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("OTHER", "Porta 5")).await;
        editor.done(&add("OTHER", "Porta 5")).await;
        let removed = json!({"id": "ID", "kind": "OTHER", "value": "Porta 5", "label": null});
        let changes = json!([{"path": ["otherContacts", "ID"], "before": removed, "after": null}]);
        let payload = editor.makes(&remove(&id), removed, changes).await;
        assert_eq!(payload["settings"]["otherContacts"].as_array().unwrap().len(), 1, "its twin stays");
    }

    async fn networks_keep_the_link(world) {
        let editor = Editor::new(&world, "acme").await;
        for (kind, typed, link) in PROFILES {
            let payload = editor.done(&add(kind, typed)).await;
            assert_eq!(payload["otherContact"]["value"], *link, "{kind} {typed}");
            let id = payload["otherContact"]["id"].clone();
            editor.changes_nothing(&update(json!({"id": id, "value": typed}))).await;
        }
    }

    async fn what_is_no_profile_of_the_network_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        for (kind, typed) in NO_PROFILES {
            editor.refuses(&add(kind, typed), &["INVALID_URL value"]).await;
        }
    }

    async fn skype_and_others_are_free_text(world) {
        let editor = Editor::new(&world, "acme").await;
        for kind in ["SKYPE", "OTHER"] {
            let payload = editor.done(&add(kind, " Sa\u{303}o Paulo,\u{0} porta 5\u{85} ")).await;
            assert_eq!(payload["otherContact"]["value"], "São Paulo, porta 5");
        }
    }

    async fn a_value_is_never_empty(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("OTHER", "Porta 5")).await;
        for kind in [
            "PHONE", "MOBILE", "WHATSAPP", "TELEGRAM", "FACEBOOK", "INSTAGRAM", "LINKEDIN", "X", "YOUTUBE", "SKYPE",
            "OTHER",
        ] {
            editor.refuses(&add(kind, " \n"), &["REQUIRED value"]).await;
        }
        for empty in [json!(null), json!(""), json!("\u{a0}")] {
            editor.refuses(&update(json!({"id": id, "value": empty})), &["REQUIRED value"]).await;
        }
        editor.refuses(&update(json!({"id": id, "kind": null})), &["REQUIRED kind"]).await;
    }

    async fn a_label_has_at_most_64_characters(world) {
        let editor = Editor::new(&world, "acme").await;
        let longest = "ñ".repeat(64);
        let with_label =
            |label: &str| call("addOtherContact", json!({"kind": "OTHER", "value": "Porta 5", "label": label}));
        let payload = editor.done(&with_label(&format!(" {longest} "))).await;
        assert_eq!(payload["otherContact"]["label"], longest);
        let id = payload["otherContact"]["id"].clone();
        let too_long = "a".repeat(65);
        editor.refuses(&with_label(&too_long), &["TOO_LONG label"]).await;
        editor.refuses(&update(json!({"id": id, "label": too_long})), &["TOO_LONG label"]).await;
        let payload = editor.done(&update(json!({"id": id, "label": " "}))).await;
        assert_eq!(payload["otherContact"]["label"], Value::Null, "an empty label is none");
    }

    async fn everything_that_is_wrong_is_told_at_once(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("OTHER", "Porta 5")).await;
        let long = "a".repeat(65);
        editor
            .refuses(
                &call("addOtherContact", json!({"kind": "X", "value": "two words", "label": long})),
                &["INVALID_URL value", "TOO_LONG label"],
            )
            .await;
        editor
            .refuses(
                &update(json!({"id": id, "kind": null, "value": null, "label": long})),
                &["REQUIRED kind", "REQUIRED value", "TOO_LONG label"],
            )
            .await;
    }

    async fn what_is_absent_or_there_already_makes_no_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({"kind": "X", "value": "acme", "label": "Noticias"});
        let id = editor.id_of(&call("addOtherContact", input)).await;
        for same in [
            json!({"id": id}),
            json!({"id": id, "kind": "X"}),
            json!({"id": id, "kind": "X", "value": "@acme", "label": " Noticias "}),
        ] {
            editor.changes_nothing(&update(same)).await;
        }
        let document = "
            mutation($id: ID!, $kind: OtherContactKind, $value: String, $label: String) {
                updateOtherContact(input: {id: $id, kind: $kind, value: $value, label: $label}) {
                    otherContact { kind value label }
                    changes { path before after }
                    userErrors { code path }
                }
            }";
        let payload = editor.send_document(document, json!({"id": id, "label": null})).await;
        assert_eq!(payload, json!({
            "otherContact": {"kind": "X", "value": "https://x.com/acme", "label": null},
            "changes": [changed(&id, "label", &json!("Noticias"), &Value::Null)],
            "userErrors": [],
        }));
        let payload = editor.send_document(document, json!({"id": id})).await;
        assert_eq!(payload["changes"], json!([]));
    }

    async fn what_is_no_other_contact_of_the_account_is_not_found(world) {
        let (editor, rival) = (Editor::new(&world, "acme").await, Editor::new(&world, "rival").await);
        let id = editor.id_of(&add("OTHER", "Porta 5")).await;
        let gone = editor.id_of(&add("OTHER", "Porta 6")).await;
        editor.done(&remove(&gone)).await;
        let theirs = rival.id_of(&add("OTHER", "Porta 7")).await;
        let e_mail = call("addContact", json!({"kind": "PERSONAL", "email": "a@acme.example"}));
        let e_mail = editor.id_of(&e_mail).await;
        for unknown in ["", "nonsense", &gone, &theirs, &e_mail, &format!("{id}@2"), &format!("{id}@preview")] {
            editor.refuses(&update(json!({"id": unknown, "label": "x"})), &["NOT_FOUND id"]).await;
            editor.refuses(&remove(unknown), &["NOT_FOUND id"]).await;
        }
        editor.refuses(&call("removeContact", json!({"id": id})), &["NOT_FOUND id"]).await;
        assert_eq!(rival.page().await["otherContacts"][0]["label"], Value::Null);
    }

    async fn an_account_has_at_most_50_other_contacts(world) {
        let editor = Editor::new(&world, "acme").await;
        let edits: Vec<Value> = (0..50)
            .map(|number| json!({"addOtherContact": {"kind": "OTHER", "value": format!("Porta {number}")}}))
            .collect();
        let fields = "settings { otherContacts { id } } userErrors { code }";
        let added = editor.client.mutate("changeSettings", json!({"edits": edits}), json!({}), fields).await;
        let contacts = added.done()["settings"]["otherContacts"].as_array().unwrap();
        assert_eq!(contacts.len(), 50);
        editor.refuses(&add("OTHER", "Porta 51"), &["TOO_MANY"]).await;
        editor.done(&update(json!({"id": contacts[49]["id"], "label": "La última"}))).await;
        editor.done(&remove(contacts[7]["id"].as_str().unwrap())).await;
        editor.done(&add("OTHER", "Porta 51")).await;
    }
}
