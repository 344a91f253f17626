//! What is refused of addresses.

use serde_json::{Value, json};

use super::{add, full, remove, update};
use crate::support::{
    editor::{Editor, call},
    on_both,
};

/// Every line of text of an address.
const LINES: [&str; 7] = ["street", "number", "complement", "reference", "district", "city", "state"];

on_both! {
    async fn street_city_and_country_are_never_empty(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("A")).await;
        let mut input = full();
        for field in ["street", "city", "country"] {
            input[field] = json!(" \n\u{a0}");
        }
        let errors = ["REQUIRED street", "REQUIRED city", "REQUIRED country"];
        editor.refuses(&call("addAddress", input.clone()), &errors).await;
        input["id"] = json!(id);
        editor.refuses(&update(input), &errors).await;
        editor
            .refuses(
                &update(json!({"id": id, "purpose": null, "street": null, "city": null, "country": null})),
                &["REQUIRED purpose", "REQUIRED street", "REQUIRED city", "REQUIRED country"],
            )
            .await;
    }

    async fn lines_have_at_most_128_characters(world) {
        let editor = Editor::new(&world, "acme").await;
        let mut input = full();
        for line in LINES {
            input[line] = json!(format!(" {} ", "ñ".repeat(128)));
        }
        let payload = editor.done(&call("addAddress", input.clone())).await;
        for line in LINES {
            assert_eq!(payload["address"][line], "ñ".repeat(128));
            input[line] = json!("a".repeat(129));
        }
        let errors = LINES.map(|line| format!("TOO_LONG {line}"));
        let errors = errors.each_ref().map(String::as_str);
        editor.refuses(&call("addAddress", input.clone()), &errors).await;
        input["id"] = payload["address"]["id"].clone();
        editor.refuses(&update(input), &errors).await;
    }

    async fn a_country_is_one_of_iso_3166(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("A")).await;
        for wrong in ["XX", "UK", "EU", "BRA", "Brasil", "5", "B"] {
            editor.refuses(&update(json!({"id": id, "country": wrong})), &["INVALID_COUNTRY country"]).await;
            let mut input = full();
            input["country"] = json!(wrong);
            input["postalCode"] = Value::Null;
            editor.refuses(&call("addAddress", input), &["INVALID_COUNTRY country"]).await;
        }
    }

    async fn everything_that_is_wrong_is_told_at_once(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("A")).await;
        let long = "a".repeat(129);
        let mut input = full();
        for (field, value) in [("street", ""), ("number", &long), ("city", " "), ("postalCode", "1"), ("state", &long)] {
            input[field] = json!(value);
        }
        let errors = [
            "REQUIRED street",
            "TOO_LONG number",
            "REQUIRED city",
            "TOO_LONG state",
            "INVALID_POSTAL_CODE postalCode",
        ];
        editor.refuses(&call("addAddress", input.clone()), &errors).await;
        input["id"] = json!(id);
        editor.refuses(&update(input), &errors).await;
    }

    async fn a_refused_address_takes_no_rank(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&call("addAddress", full())).await;
        let b = editor.id_of(&add("B")).await;
        let mut input = full();
        input["city"] = json!("");
        editor.refuses(&call("addAddress", input), &["REQUIRED city"]).await;
        editor.refuses(&update(json!({"id": b, "rank": "PRIMARY", "city": ""})), &["REQUIRED city"]).await;
    }

    async fn what_is_no_address_of_the_account_is_not_found(world) {
        let (editor, rival) = (Editor::new(&world, "acme").await, Editor::new(&world, "rival").await);
        let id = editor.id_of(&add("A")).await;
        let gone = editor.id_of(&add("B")).await;
        editor.done(&remove(&gone)).await;
        let theirs = rival.id_of(&add("C")).await;
        let e_mail = call("addContact", json!({"kind": "PERSONAL", "email": "a@acme.example"}));
        let e_mail = editor.id_of(&e_mail).await;
        for unknown in ["", "nonsense", &gone, &theirs, &e_mail, &format!("{id}@2"), &format!("{id}@preview")] {
            editor.refuses(&update(json!({"id": unknown, "city": "Cusco"})), &["NOT_FOUND id"]).await;
            editor.refuses(&remove(unknown), &["NOT_FOUND id"]).await;
        }
        assert_eq!(rival.page().await["addresses"][0]["city"], "Lima");
    }

    async fn an_account_has_at_most_50_addresses(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = json!({"purpose": "OTHER", "street": "Main", "city": "Lima", "country": "PE"});
        let edits = vec![json!({"addAddress": address}); 50];
        let fields = "settings { addresses { id } } userErrors { code }";
        let added = editor.client.mutate("changeSettings", json!({"edits": edits}), json!({}), fields).await;
        let addresses = added.done()["settings"]["addresses"].as_array().unwrap();
        assert_eq!(addresses.len(), 50);
        editor.refuses(&add("B"), &["TOO_MANY"]).await;
        editor.done(&update(json!({"id": addresses[49]["id"], "number": "50"}))).await;
        editor.done(&remove(addresses[0]["id"].as_str().unwrap())).await;
        editor.done(&add("B")).await;
    }
}
