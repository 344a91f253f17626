//! Telephones among the other contacts, the country that reads them, and what becomes of a value whose kind changes.

use serde_json::{Value, json};

use super::{add, changed, update};
use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn address(country: &str, rank: Option<&str>) -> Call {
    call(
        "addAddress",
        json!({"purpose": "BILLING", "street": "Main", "city": "Main", "country": country, "rank": rank}),
    )
}

const TELEPHONES: [&str; 3] = ["PHONE", "MOBILE", "WHATSAPP"];

on_both! {
    async fn a_telephone_with_its_country_code_is_kept_in_e164(world) {
        let editor = Editor::new(&world, "acme").await;
        for kind in TELEPHONES {
            for (typed, number) in [
                ("+55 (31) 2128-6979", "+553121286979"),
                (" +57 601 234 5678\n", "+576012345678"),
                ("+1 650-253-0000", "+16502530000"),
            ] {
                let payload = editor.done(&add(kind, typed)).await;
                assert_eq!(payload["otherContact"]["value"], number, "{kind} {typed}");
            }
        }
    }

    async fn what_is_no_telephone_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&address("BR", Some("PRIMARY"))).await;
        for kind in TELEPHONES {
            for wrong in ["+55 31 2128-697", "+999 123456789", "1", "call us", "+1 650-253-0000 ext. 5", "+", "acme@x"] {
                editor.refuses(&add(kind, wrong), &["INVALID_PHONE value"]).await;
            }
        }
    }

    async fn a_number_without_a_country_code_is_read_in_the_country_of_the_primary_address(world) {
        let editor = Editor::new(&world, "acme").await;
        let brazilian = add("PHONE", "(31) 2128-6979");
        let american = add("PHONE", "(650) 253-0000");
        editor.refuses(&brazilian, &["INVALID_PHONE value"]).await;
        editor.refuses(&american, &["INVALID_PHONE value"]).await;

        // Only the primary one counts: not one without a rank, nor the secondary one.
        let brazil = editor.id_of(&address("BR", None)).await;
        let america = editor.id_of(&address("US", Some("SECONDARY"))).await;
        editor.refuses(&brazilian, &["INVALID_PHONE value"]).await;
        editor.refuses(&american, &["INVALID_PHONE value"]).await;

        editor.done(&call("updateAddress", json!({"id": brazil, "rank": "PRIMARY"}))).await;
        let number = json!({"id": "ID", "kind": "PHONE", "value": "+553121286979", "label": null});
        let changes = json!([{"path": ["otherContacts", "ID"], "before": null, "after": number}]);
        let payload = editor.makes(&brazilian, number, changes).await;
        let id = payload["otherContact"]["id"].clone();
        editor.done(&update(json!({"id": id, "value": "31 2128-6980"}))).await;

        // With another primary address the kept number stays what it is, and the next one is read otherwise.
        let moved = editor.done(&call("updateAddress", json!({"id": america, "rank": "PRIMARY"}))).await;
        assert_eq!(moved["settings"]["otherContacts"][0]["value"], "+553121286980");
        editor.refuses(&update(json!({"id": id, "value": "31 2128-6979"})), &["INVALID_PHONE value"]).await;
        let payload = editor.done(&update(json!({"id": id, "value": "650 253 0000"}))).await;
        assert_eq!(payload["otherContact"]["value"], "+16502530000");

        editor.done(&call("removeAddress", json!({"id": america}))).await;
        editor.refuses(&american, &["INVALID_PHONE value"]).await;
        editor.changes_nothing(&update(json!({"id": id, "kind": "PHONE", "value": "+1 650 253 0000"}))).await;
    }

    async fn one_telephone_becomes_another_without_a_change_of_its_number(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("PHONE", "+55 31 2128-6979")).await;
        let whatsapp = json!({"id": "ID", "kind": "WHATSAPP", "value": "+553121286979", "label": null});
        let changes = json!([changed("ID", "kind", &json!("PHONE"), &json!("WHATSAPP"))]);
        editor.makes(&update(json!({"id": id, "kind": "WHATSAPP"})), whatsapp, changes).await;
    }

    async fn a_changed_kind_checks_the_value_again(world) {
        let editor = Editor::new(&world, "acme").await;
        let text = editor.id_of(&add("OTHER", "Pergunte na portaria")).await;
        let number = editor.id_of(&add("PHONE", "+55 31 2128-6979")).await;
        let profile = editor.id_of(&add("TELEGRAM", "acme")).await;
        for (id, kind, error) in [
            (&text, "MOBILE", "INVALID_PHONE value"),
            (&text, "YOUTUBE", "INVALID_URL value"),
            (&number, "X", "INVALID_URL value"),
            (&profile, "X", "INVALID_URL value"),
            (&profile, "WHATSAPP", "INVALID_PHONE value"),
        ] {
            editor.refuses(&update(json!({"id": id, "kind": kind})), &[error]).await;
        }
        // A value that comes with the kind is the one that counts.
        let payload = editor.done(&update(json!({"id": profile, "kind": "X", "value": "acme"}))).await;
        assert_eq!(payload["otherContact"]["value"], "https://x.com/acme");
        // As free text, everything may stay.
        let payload = editor.done(&update(json!({"id": number, "kind": "OTHER"}))).await;
        assert_eq!(payload["otherContact"]["value"], "+553121286979");
    }

    async fn a_changed_kind_writes_the_value_in_its_own_form(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("OTHER", "+55 31 2128-6979")).await;
        let phone = json!({"id": "ID", "kind": "PHONE", "value": "+553121286979", "label": null});
        let changes = json!([
            changed("ID", "kind", &json!("OTHER"), &json!("PHONE")),
            changed("ID", "value", &json!("+55 31 2128-6979"), &json!("+553121286979")),
        ]);
        editor.makes(&update(json!({"id": id, "kind": "PHONE"})), phone, changes).await;

        let id = editor.id_of(&add("SKYPE", "acme")).await;
        let payload = editor.done(&update(json!({"id": id, "kind": "INSTAGRAM"}))).await;
        assert_eq!(payload["otherContact"]["value"], "https://www.instagram.com/acme");
        assert_eq!(payload["otherContact"]["label"], Value::Null);
    }
}
