//! Tax ids: each kind by its country's rule, stored normalised and shown in its customary form.

use serde_json::{Value, json};

use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn update(kind: &str, value: &str) -> Call {
    call("updateCompany", json!({"taxId": {"kind": kind, "value": value}}))
}

/// Kind, as typed, as stored, as shown.
const TAKEN: &[(&str, &str, &str, &str)] = &[
    ("CNPJ", "12.ABC.345/01DE-35", "12ABC34501DE35", "12.ABC.345/01DE-35"),
    ("CNPJ", " 12abc34501de35\n", "12ABC34501DE35", "12.ABC.345/01DE-35"),
    ("CNPJ", "16 727 230 0001 97", "16727230000197", "16.727.230/0001-97"),
    ("CNPJ", "33.000.167/0001-01", "33000167000101", "33.000.167/0001-01"),
    ("CPF", "390.533.447-05", "39053344705", "390.533.447-05"),
    ("CPF", "52998224725", "52998224725", "529.982.247-25"),
    ("NIT", "213.123.432-1", "2131234321", "213.123.432-1"),
    ("NIT", "8600029644", "8600029644", "860.002.964-4"),
    ("NIT", "800191045/1", "8001910451", "800.191.045-1"),
    ("RUT", "76.086.428-5", "760864285", "76.086.428-5"),
    ("RUT", "10626628k", "10626628K", "10.626.628-K"),
    ("CUIT", "20-05536168-2", "20055361682", "20-05536168-2"),
    ("CUIT", "30500010912", "30500010912", "30-50001091-2"),
    ("RUC", "2051-2333797", "20512333797", "20512333797"),
    ("RUC", "20131312955", "20131312955", "20131312955"),
    ("RFC", "gode-561231-gr8", "GODE561231GR8", "GODE561231GR8"),
    ("RFC", "MAB9307148T4", "MAB9307148T4", "MAB9307148T4"),
    ("OTHER", " de 12-34/5.x ", "de 12-34/5.x", "de 12-34/5.x"),
    (
        "OTHER",
        "ññññññññññññññññññññññññññññññññ",
        "ññññññññññññññññññññññññññññññññ",
        "ññññññññññññññññññññññññññññññññ",
    ),
];

/// Kind, and what it does not take.
const REFUSED: &[(&str, &str)] = &[
    ("CNPJ", "16.727.230/0001-98"),
    ("CNPJ", "12.ABC.345/01DE-3A"),
    ("CNPJ", "00.000.000/0000-00"),
    ("CNPJ", "16.727.230/0001-9"),
    ("CNPJ", "16,727,230/0001-97"),
    ("CPF", "111.111.111-11"),
    ("CPF", "390.533.447-06"),
    ("NIT", "213.123.432-5"),
    ("RUT", "12.531.909-3"),
    ("CUIT", "20-26756539-2"),
    ("CUIT", "99-05536168-2"),
    ("RUC", "20512333798"),
    ("RFC", "MAB9302308T4"),
    ("RFC", "MA9307148T4"),
];

on_both! {
    async fn each_kind_is_stored_normalised_and_shown_in_its_customary_form(world) {
        let editor = Editor::new(&world, "acme").await;
        for (kind, typed, value, formatted) in TAKEN {
            let payload = editor.done(&update(kind, typed)).await;
            let tax_id = json!({"kind": kind, "value": value, "formatted": formatted});
            assert_eq!(payload["company"]["taxId"], tax_id, "{typed}");
            assert_eq!(editor.page().await["company"]["taxId"], tax_id, "{typed}");
        }
    }

    async fn what_its_countrys_rule_does_not_take_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        for (kind, value) in REFUSED {
            editor.refuses(&update(kind, value), &["INVALID_TAX_ID taxId/value"]).await;
        }
    }

    async fn a_tax_id_is_never_empty(world) {
        let editor = Editor::new(&world, "acme").await;
        for kind in ["CNPJ", "CPF", "NIT", "RUT", "CUIT", "RFC", "RUC", "OTHER"] {
            editor.refuses(&update(kind, " \n"), &["REQUIRED taxId/value"]).await;
        }
    }

    async fn any_other_has_at_most_32_characters(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.refuses(&update("OTHER", &"1".repeat(33)), &["TOO_LONG taxId/value"]).await;
    }

    async fn a_tax_id_is_replaced_as_a_whole(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&update("CNPJ", "16.727.230/0001-97")).await;
        let company = json!({
            "tradeName": "acme",
            "legalName": null,
            "taxId": {"kind": "NIT", "value": "2131234321", "formatted": "213.123.432-1"},
            "website": null,
            "photo": null,
        });
        let changes = json!([
            {"path": ["company", "taxId", "kind"], "before": "CNPJ", "after": "NIT"},
            {"path": ["company", "taxId", "value"], "before": "16727230000197", "after": "2131234321"},
            {
                "path": ["company", "taxId", "formatted"],
                "before": "16.727.230/0001-97",
                "after": "213.123.432-1",
            },
        ]);
        editor.makes(&update("NIT", "213.123.432-1"), company, changes).await;
    }

    async fn the_number_of_one_kind_is_checked_by_that_kinds_rule(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&update("NIT", "213.123.432-1")).await;
        editor.refuses(&update("CPF", "213.123.432-1"), &["INVALID_TAX_ID taxId/value"]).await;
    }

    async fn a_wrong_digit_of_an_rfc_is_a_warning(world) {
        let editor = Editor::new(&world, "acme").await;
        let warning = json!({"code": "TAX_ID_CHECK_DIGIT", "path": ["company", "taxId"]});
        let warns = |payload: &Value| payload["settings"]["warnings"].as_array().unwrap().contains(&warning);
        for (value, is_doubtful) in [
            ("GODE561231GR8", false),
            ("GODE561231GR7", true),
            ("MAB9307148T4", false),
            ("MAB9307148T5", true),
            ("XAXX010101000", false),
            ("XEXX010101000", false),
        ] {
            let payload = editor.done(&update("RFC", value)).await;
            assert_eq!(payload["company"]["taxId"]["value"], value);
            assert_eq!(warns(&payload), is_doubtful, "{value}");
        }
        editor.done(&update("RFC", "GODE561231GR7")).await;
        let payload = editor.done(&update("OTHER", "GODE561231GR7")).await;
        assert!(!warns(&payload), "another kind has no such digit");
    }
}
