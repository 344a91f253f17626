//! The section "company": names and website. Tax ids and the photo have files of their own.

mod tax_ids;

use serde_json::{Value, json};

use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn update(input: Value) -> Call {
    call("updateCompany", input)
}

fn changed(field: &str, before: &Value, after: &Value) -> Value {
    json!({"path": ["company", field], "before": before, "after": after})
}

on_both! {
    async fn the_company_is_changed_as_one_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({
            "website": "https://acme.example/es",
            "taxId": {"kind": "CNPJ", "value": "12abc34501de35"},
            "tradeName": "Acme",
            "legalName": "Acme S.A.",
        });
        let company = json!({
            "tradeName": "Acme",
            "legalName": "Acme S.A.",
            "taxId": {"kind": "CNPJ", "value": "12ABC34501DE35", "formatted": "12.ABC.345/01DE-35"},
            "website": "https://acme.example/es",
            "photo": null,
        });
        let changes = json!([
            changed("tradeName", &json!("acme"), &json!("Acme")),
            changed("legalName", &Value::Null, &json!("Acme S.A.")),
            {"path": ["company", "taxId", "kind"], "before": null, "after": "CNPJ"},
            {"path": ["company", "taxId", "value"], "before": null, "after": "12ABC34501DE35"},
            {"path": ["company", "taxId", "formatted"], "before": null, "after": "12.ABC.345/01DE-35"},
            changed("website", &Value::Null, &json!("https://acme.example/es")),
        ]);
        let payload = editor.makes(&update(input), company.clone(), changes).await;
        assert_eq!(payload["settings"]["company"], company);
    }

    async fn what_is_absent_stays_and_null_clears(world) {
        let editor = Editor::new(&world, "acme").await;
        let full = json!({
            "tradeName": "Acme",
            "legalName": "Acme S.A.",
            "taxId": {"kind": "OTHER", "value": "7"},
            "website": "http://acme.example",
        });
        editor.done(&update(full)).await;

        let tax_id = json!({"kind": "OTHER", "value": "7", "formatted": "7"});
        let without_legal_name = json!({
            "tradeName": "Acme", "legalName": null, "taxId": tax_id, "website": "http://acme.example", "photo": null,
        });
        let changes = json!([changed("legalName", &json!("Acme S.A."), &Value::Null)]);
        editor.makes(&update(json!({"legalName": null})), without_legal_name, changes).await;

        let name_only = json!({"tradeName": "Acme", "legalName": null, "taxId": null, "website": null, "photo": null});
        let changes = json!([
            {"path": ["company", "taxId", "kind"], "before": "OTHER", "after": null},
            {"path": ["company", "taxId", "value"], "before": "7", "after": null},
            {"path": ["company", "taxId", "formatted"], "before": "7", "after": null},
            changed("website", &json!("http://acme.example"), &Value::Null),
        ]);
        editor.makes(&update(json!({"taxId": null, "website": null})), name_only, changes).await;
    }

    async fn a_variable_that_is_omitted_leaves_its_field_alone(world) {
        let editor = Editor::new(&world, "acme").await;
        let full = json!({
            "legalName": "Acme S.A.",
            "taxId": {"kind": "OTHER", "value": "7"},
            "website": "http://acme.example",
        });
        editor.done(&update(full)).await;
        let document = "
            mutation($tradeName: String, $legalName: String, $taxId: TaxIdInput, $website: String) {
                updateCompany(input: {tradeName: $tradeName, legalName: $legalName, taxId: $taxId, website: $website}) {
                    changes { path before after }
                    company { tradeName legalName taxId { value } website }
                    userErrors { code path }
                }
            }";
        let payload = editor.send_document(document, json!({"website": null})).await;
        assert_eq!(payload, json!({
            "changes": [changed("website", &json!("http://acme.example"), &Value::Null)],
            "company": {"tradeName": "acme", "legalName": "Acme S.A.", "taxId": {"value": "7"}, "website": null},
            "userErrors": [],
        }));
        let payload = editor.send_document(document, json!({})).await;
        assert_eq!(payload["changes"], json!([]));
    }

    async fn names_are_trimmed_composed_and_free_of_control_characters(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({
            "tradeName": "\u{a0} Cafe\u{301}\u{0} Sa\u{303}o\u{85} \n",
            "legalName": "\u{7}Ñandú\u{7f} S.A.\t",
        });
        let payload = editor.done(&update(input)).await;
        assert_eq!(payload["company"]["tradeName"], "Café São");
        assert_eq!(payload["company"]["legalName"], "Ñandú S.A.");
        assert_eq!(payload["changes"][0], changed("tradeName", &json!("acme"), &json!("Café São")));
    }

    async fn text_that_is_empty_after_trimming_is_null(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&update(json!({"legalName": "Acme S.A.", "website": "http://acme.example"}))).await;
        let payload = editor.done(&update(json!({"legalName": " \u{3000}\n\u{0}", "website": "  "}))).await;
        assert_eq!(payload["company"]["legalName"], Value::Null);
        assert_eq!(payload["company"]["website"], Value::Null);
        for empty in [json!(null), json!(""), json!(" \u{a0}\t\u{1}")] {
            editor.refuses(&update(json!({"tradeName": empty})), &["REQUIRED tradeName"]).await;
        }
    }

    async fn names_have_at_most_128_characters_after_trimming(world) {
        let editor = Editor::new(&world, "acme").await;
        let longest = "😀".repeat(128);
        let payload = editor.done(&update(json!({"tradeName": format!(" {longest} "), "legalName": longest}))).await;
        assert_eq!(payload["company"]["tradeName"], longest);
        assert_eq!(payload["company"]["legalName"], longest);
        let too_long = "a".repeat(129);
        editor
            .refuses(
                &update(json!({"tradeName": too_long, "legalName": too_long})),
                &["TOO_LONG tradeName", "TOO_LONG legalName"],
            )
            .await;
    }

    async fn everything_that_is_wrong_is_told_at_once(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({
            "tradeName": null,
            "legalName": "x".repeat(129),
            "taxId": {"kind": "CPF", "value": "111.111.111-11"},
            "website": "ftp://acme.example",
        });
        let wrong = [
            "REQUIRED tradeName",
            "TOO_LONG legalName",
            "INVALID_TAX_ID taxId/value",
            "INVALID_URL website",
        ];
        editor.refuses(&update(input.clone()), &wrong).await;

        let answer = editor.send(&update(input.clone()), json!({"reason": "x".repeat(501)})).await;
        let mut told = answer.user_errors();
        told.sort_unstable();
        let mut all = wrong.to_vec();
        all.push("TOO_LONG options/reason");
        all.sort_unstable();
        assert_eq!(told, all);

        // A conflict is told alone: what is wrong with a change of settings nobody has seen is not the question.
        let answer = editor.send(&update(input), json!({"expectedRevision": 7})).await;
        assert_eq!(answer.user_errors(), ["REVISION_CONFLICT options/expectedRevision"]);
        assert_eq!(answer.payload()["settings"], editor.page().await);
    }

    async fn one_wrong_field_keeps_the_others_from_being_written(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({"tradeName": "Other", "legalName": "Other S.A.", "website": "nonsense"});
        editor.refuses(&update(input), &["INVALID_URL website"]).await;
    }

    async fn a_website_is_http_or_https_and_kept_as_typed(world) {
        let editor = Editor::new(&world, "acme").await;
        let longest = format!("https://acme.example/{}", "a".repeat(2048 - 21));
        for typed in ["HTTP://Acme.Example", " https://café.example/ação?a=b#c\n", "http://192.0.2.1:8080/", &longest] {
            let payload = editor.done(&update(json!({"website": typed}))).await;
            assert_eq!(payload["company"]["website"], typed.trim());
        }
        for wrong in [
            "acme.example",
            "//acme.example",
            "ftp://acme.example",
            "javascript:alert(1)",
            "mailto:ana@acme.example",
            "https://",
            "https://acme example/",
            "https://acme.example/\u{0}a",
            "http:acme.example",
        ] {
            editor.refuses(&update(json!({"website": wrong})), &["INVALID_URL website"]).await;
        }
        editor.refuses(&update(json!({"website": format!("{longest}a")})), &["TOO_LONG website"]).await;
    }

    async fn what_is_there_already_makes_no_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        let full = json!({
            "tradeName": "Café",
            "legalName": "Acme S.A.",
            "taxId": {"kind": "CNPJ", "value": "16.727.230/0001-97"},
            "website": "http://acme.example",
        });
        editor.done(&update(full.clone())).await;
        for same in [
            full,
            json!({}),
            json!({"tradeName": " Cafe\u{301} ", "taxId": {"kind": "CNPJ", "value": "16727230000197"}}),
        ] {
            editor.changes_nothing(&update(same)).await;
        }
    }

    async fn a_reason_has_at_most_500_characters_after_trimming(world) {
        let editor = Editor::new(&world, "acme").await;
        let reason = |payload: &Value| payload["revision"]["reason"].clone();
        let longest = "ñ".repeat(500);
        let answer = editor.send(&update(json!({"tradeName": "A"})), json!({"reason": format!(" {longest} ")})).await;
        assert_eq!(reason(answer.done()), longest);
        for (name, none) in [("B", json!(null)), ("C", json!("")), ("D", json!(" \n"))] {
            let answer = editor.send(&update(json!({"tradeName": name})), json!({"reason": none})).await;
            assert_eq!(reason(answer.done()), Value::Null);
        }
        // Also where nothing else would be wrong, or written.
        for options in [json!({"reason": "x".repeat(501)}), json!({"reason": "x".repeat(501), "dryRun": true})] {
            let answer = editor.send(&update(json!({})), options).await;
            assert_eq!(answer.user_errors(), ["TOO_LONG options/reason"]);
        }
    }

    async fn of_two_who_saw_the_same_revision_only_one_writes(world) {
        let editor = Editor::new(&world, "acme").await;
        let seen = editor.page().await["revision"].clone();
        let options = json!({"expectedRevision": seen});
        let (one, other) = tokio::join!(
            editor.client.mutate("updateCompany", json!({"tradeName": "One"}), options.clone(), WHAT_CAME),
            editor.client.mutate("updateCompany", json!({"tradeName": "Other"}), options.clone(), WHAT_CAME),
        );
        let (winner, loser) = if one.user_errors().is_empty() { (one, other) } else { (other, one) };
        assert_eq!(loser.user_errors(), ["REVISION_CONFLICT options/expectedRevision"]);
        assert_eq!(loser.payload()["settings"], winner.done()["settings"], "the loser sees what the winner wrote");
        assert_eq!(editor.page().await["revision"], json!(2));
    }
}

const WHAT_CAME: &str = "settings { revision company { tradeName } } userErrors { code path }";
