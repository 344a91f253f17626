//! What is refused of contacts beside the rules of the primary one.

use serde_json::{Value, json};

use super::{add, remove, update};
use crate::support::{
    editor::{Editor, call},
    on_both,
};

on_both! {
    async fn what_is_no_address_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        for wrong in [
            "acme.example",
            "@acme.example",
            "a@",
            "root@localhost",
            "a@acme.example.",
            "a@acme..example",
            "a@-acme.example",
            "a b@acme.example",
            "Ana <ana@acme.example>",
            "ñ@acme.example",
            "a@ñandú.example",
            "a@[192.0.2.1]",
            "a\u{0}@acme.example",
        ] {
            editor.refuses(&add(wrong), &["INVALID_EMAIL email"]).await;
            editor.refuses(&update(json!({"id": a, "email": wrong})), &["INVALID_EMAIL email"]).await;
        }
        for empty in ["", " \n"] {
            editor.refuses(&add(empty), &["REQUIRED email"]).await;
            editor.refuses(&update(json!({"id": a, "email": empty})), &["REQUIRED email"]).await;
        }
    }

    async fn an_address_has_at_most_254_characters(world) {
        let editor = Editor::new(&world, "acme").await;
        let longest = format!("{}@acme.example", "a".repeat(254 - 13));
        let a = editor.id_of(&add(&format!(" {longest} "))).await;
        assert_eq!(editor.page().await["contacts"][0]["email"], longest);
        let too_long = format!("b{longest}");
        editor.refuses(&add(&too_long), &["TOO_LONG email"]).await;
        editor.refuses(&update(json!({"id": a, "email": too_long})), &["TOO_LONG email"]).await;
    }

    async fn an_address_is_there_once_without_regard_to_case(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&add("Ana@acme.example")).await;
        let b = editor.id_of(&add("b@acme.example")).await;
        for same in ["Ana@acme.example", " ana@ACME.example "] {
            editor.refuses(&add(same), &["DUPLICATE email"]).await;
            editor.refuses(&update(json!({"id": b, "email": same})), &["DUPLICATE email"]).await;
        }
    }

    async fn another_account_may_have_the_same_address(world) {
        let (acme, rival) = (Editor::new(&world, "acme").await, Editor::new(&world, "rival").await);
        for editor in [acme, rival] {
            let payload = editor.done(&add("shared@people.example")).await;
            assert_eq!(payload["contact"]["isPrimary"], true);
        }
    }

    async fn null_is_refused_where_nothing_can_be_empty(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        editor
            .refuses(
                &update(json!({"id": a, "kind": null, "email": null, "isPrimary": null})),
                &["REQUIRED kind", "REQUIRED email", "REQUIRED isPrimary"],
            )
            .await;
    }

    async fn everything_that_is_wrong_is_told_at_once(world) {
        let editor = Editor::new(&world, "acme").await;
        let a = editor.id_of(&add("a@acme.example")).await;
        editor.done(&add("b@acme.example")).await;
        editor
            .refuses(
                &update(json!({"id": a, "kind": null, "email": "B@acme.example", "isPrimary": false})),
                &["REQUIRED kind", "DUPLICATE email", "PRIMARY_REQUIRED isPrimary"],
            )
            .await;
    }

    async fn a_refused_contact_does_not_take_the_mark(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&add("a@acme.example")).await;
        let b = editor.id_of(&add("b@acme.example")).await;
        let input = json!({"kind": "PERSONAL", "email": "nonsense", "isPrimary": true});
        editor.refuses(&call("addContact", input), &["INVALID_EMAIL email"]).await;
        let input = json!({"id": b, "email": "nonsense", "isPrimary": true});
        editor.refuses(&update(input), &["INVALID_EMAIL email"]).await;
    }

    async fn what_is_no_contact_of_the_account_is_not_found(world) {
        let (editor, rival) = (Editor::new(&world, "acme").await, Editor::new(&world, "rival").await);
        let a = editor.id_of(&add("a@acme.example")).await;
        let gone = editor.id_of(&add("b@acme.example")).await;
        editor.done(&remove(&gone)).await;
        let theirs = rival.id_of(&add("c@rival.example")).await;
        let other_type = a.replacen("con_", "adr_", 1);
        let settings = editor.page().await["id"].as_str().unwrap().to_owned();
        let (past, preview) = (format!("{a}@2"), format!("{a}@preview"));
        let unknown = ["", "1", "con_", &gone, &theirs, &a.to_uppercase(), &other_type, &settings, &past, &preview];
        for id in unknown {
            editor.refuses(&update(json!({"id": id, "email": "z@acme.example"})), &["NOT_FOUND id"]).await;
            editor.refuses(&remove(id), &["NOT_FOUND id"]).await;
        }
        assert_eq!(rival.page().await["contacts"][0]["email"], "c@rival.example");
    }

    async fn an_input_that_the_schema_does_not_know_is_an_error_of_the_request(world) {
        let editor = Editor::new(&world, "acme").await;
        let before = editor.page().await;
        for wrong in [
            json!({"kind": "PERSONAL"}),
            json!({"kind": "PERSONAL", "email": null}),
            json!({"kind": "HOME", "email": "a@acme.example"}),
            json!({"kind": "PERSONAL", "email": "a@acme.example", "id": "con_1"}),
        ] {
            let answer = editor.client.mutate("addContact", wrong.clone(), json!({}), "userErrors { code }").await;
            assert!(!answer.codes().is_empty(), "{wrong}: {}", answer.body);
            assert_eq!(answer.body.get("data").unwrap_or(&Value::Null), &Value::Null, "{wrong}");
        }
        assert_eq!(editor.page().await, before);
    }
}
