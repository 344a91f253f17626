//! Postal codes: written as the country writes them, and checked again when the country changes.

use serde_json::{Value, json};

use super::{changed, update};
use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn add(country: &str, postal_code: &str) -> Call {
    call(
        "addAddress",
        json!({"purpose": "OTHER", "street": "Main", "city": "Main", "country": country, "postalCode": postal_code}),
    )
}

/// Country, as typed, as stored.
const TAKEN: &[(&str, &str, &str)] = &[
    ("BR", "01310-100", "01310-100"),
    ("BR", "01310100", "01310-100"),
    ("PT", "1000001", "1000-001"),
    ("PT", "1000-001", "1000-001"),
    ("US", "90210", "90210"),
    ("US", "902101234", "90210-1234"),
    ("US", "90210-1234", "90210-1234"),
    ("CO", "110111", "110111"),
    ("CL", "832-0000", "8320000"),
    ("AR", "1425", "1425"),
    ("AR", "c1425clz", "C1425CLZ"),
    ("MX", "06000", "06000"),
    ("PE", "15001", "15001"),
    ("ES", "28001", "28001"),
    ("GB", " SW1A 1AA ", "SW1A 1AA"),
    ("GB", "ññññññññññññññññ", "ññññññññññññññññ"),
];

on_both! {
    async fn a_postal_code_is_stored_as_its_country_writes_it(world) {
        let editor = Editor::new(&world, "acme").await;
        for (country, typed, written) in TAKEN {
            let payload = editor.done(&add(country, typed)).await;
            assert_eq!(payload["address"]["postalCode"], *written, "{country} {typed}");
        }
    }

    async fn another_form_than_the_countrys_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        for (country, typed) in [
            ("BR", "0131010"),
            ("BR", "O1310-100"),
            ("PT", "1000"),
            ("US", "90210-123"),
            ("CO", "11011"),
            ("CL", "832000"),
            ("AR", "14255"),
            ("AR", "1425CLZ"),
            ("MX", "6000"),
            ("PE", "LIMA 1"),
            ("ES", "28001 Madrid"),
        ] {
            editor.refuses(&add(country, typed), &["INVALID_POSTAL_CODE postalCode"]).await;
        }
        editor.refuses(&add("GB", "12345678901234567"), &["TOO_LONG postalCode"]).await;
    }

    async fn a_changed_postal_code_is_checked_by_the_country_that_stays(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("BR", "01310-100")).await;
        editor
            .refuses(&update(json!({"id": id, "postalCode": "1000-001"})), &["INVALID_POSTAL_CODE postalCode"])
            .await;
        let payload = editor.done(&update(json!({"id": id, "postalCode": "30140071"}))).await;
        assert_eq!(payload["address"]["postalCode"], "30140-071");
    }

    async fn a_changed_country_checks_the_postal_code_again(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("BR", "01310-100")).await;
        editor.refuses(&update(json!({"id": id, "country": "PT"})), &["INVALID_POSTAL_CODE postalCode"]).await;
        editor
            .refuses(
                &update(json!({"id": id, "country": "PT", "postalCode": "01310-100"})),
                &["INVALID_POSTAL_CODE postalCode"],
            )
            .await;

        let payload = editor.done(&update(json!({"id": id, "country": "PT", "postalCode": "1000001"}))).await;
        assert_eq!(payload["address"]["postalCode"], "1000-001");
        let payload = editor.done(&update(json!({"id": id, "country": "BR", "postalCode": null}))).await;
        assert_eq!(payload["address"]["postalCode"], Value::Null);
        editor.done(&update(json!({"id": id, "country": "ES"}))).await;
    }

    async fn a_changed_country_writes_the_postal_code_its_own_way(world) {
        let editor = Editor::new(&world, "acme").await;
        let id = editor.id_of(&add("GB", "1000 001")).await;
        let address = json!({
            "id": "ID", "purpose": "OTHER", "rank": null, "street": "Main", "number": null, "complement": null,
            "reference": null, "district": null, "city": "Main", "state": null, "postalCode": "1000-001",
            "country": "PT",
        });
        let changes = json!([
            changed("ID", "postalCode", &json!("1000 001"), &json!("1000-001")),
            changed("ID", "country", &json!("GB"), &json!("PT")),
        ]);
        editor.makes(&update(json!({"id": id, "country": "PT"})), address, changes).await;
    }
}
