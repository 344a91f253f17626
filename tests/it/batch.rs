//! Several edits as one revision, all or nothing, in their order.

use serde_json::{Value, json};

use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn batch(edits: Value) -> Call {
    call("changeSettings", json!({"edits": edits}))
}

on_both! {
    async fn several_edits_are_one_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        let payload = editor
            .done(&batch(json!([
                {"updateCompany": {"tradeName": "Aurora"}},
                {"addAddress": {"purpose": "BILLING", "rank": "PRIMARY", "street": "s", "city": "c", "country": "BR"}},
                {"addOtherContact": {"kind": "PHONE", "value": "11 2345-6789"}},
                {"addContact": {"kind": "PERSONAL", "email": "a@b.example"}},
                {"updateDirectTicketLink": {"agents": true}},
            ])))
            .await;
        assert_eq!(payload["revision"]["number"], 2);
        assert_eq!(payload["revision"]["action"], "changeSettings");
        // An edit sees what those before it did, and the changes stand in the order of the page.
        assert_eq!(payload["settings"]["otherContacts"][0]["value"], "+551123456789");
        let sections: Vec<&str> =
            payload["changes"].as_array().unwrap().iter().map(|change| change["path"][0].as_str().unwrap()).collect();
        assert_eq!(sections, ["company", "contacts", "otherContacts", "addresses", "parameters"]);
    }

    async fn one_wrong_edit_undoes_all_and_every_error_is_told_with_its_place(world) {
        let editor = Editor::new(&world, "acme").await;
        let edits = json!([
            {"updateCompany": {"tradeName": "Aurora"}},
            {"addContact": {"kind": "PERSONAL", "email": "nobody"}},
            {"updateCompany": {"tradeName": null, "taxId": {"kind": "CPF", "value": "1"}}},
            {"removeAddress": {"id": "nothing"}},
            {"updateTicketParameters": {"numbering": {"pattern": "x"}}},
        ]);
        let errors = [
            "INVALID_EMAIL edits/1/addContact/email",
            "REQUIRED edits/2/updateCompany/tradeName",
            "INVALID_TAX_ID edits/2/updateCompany/taxId/value",
            "NOT_FOUND edits/3/removeAddress/id",
            "INVALID_PATTERN edits/4/updateTicketParameters/numbering/pattern",
        ];
        editor.refuses(&batch(edits), &errors).await;
    }

    async fn marks_and_names_move_within_a_batch(world) {
        let editor = Editor::new(&world, "acme").await;
        let one = editor.id_of(&call("addContact", json!({"kind": "PERSONAL", "email": "a@b.example"}))).await;
        let two = editor.id_of(&call("addContact", json!({"kind": "PERSONAL", "email": "c@d.example"}))).await;
        let payload = editor
            .done(&batch(json!([
                {"updateContact": {"id": two, "email": "x@y.example", "isPrimary": true}},
                {"updateContact": {"id": one, "email": "c@d.example"}},
                {"updateContact": {"id": two, "email": "a@b.example"}},
            ])))
            .await;
        let contacts = &payload["settings"]["contacts"];
        assert_eq!((&contacts[0]["email"], &contacts[0]["isPrimary"]), (&json!("c@d.example"), &json!(false)));
        assert_eq!((&contacts[1]["email"], &contacts[1]["isPrimary"]), (&json!("a@b.example"), &json!(true)));

        let one = editor.id_of(&call("addActivity", json!({"name": "one"}))).await;
        let two = editor.id_of(&call("addActivity", json!({"name": "two"}))).await;
        editor.done(&call("addAccessProfile", json!({"name": "p", "role": "AGENT", "timeTrackingActivityId": one}))).await;
        let payload = editor
            .done(&batch(json!([
                {"updateActivity": {"id": one, "name": "three"}},
                {"updateActivity": {"id": two, "name": "one"}},
                {"updateActivity": {"id": one, "name": "two"}},
            ])))
            .await;
        assert_eq!(payload["settings"]["accessProfiles"][0]["timeTrackingActivity"]["name"], "two");
    }

    async fn edits_that_undo_each_other_make_no_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        let there_and_back = json!([{"updateCompany": {"tradeName": "x"}}, {"updateCompany": {"tradeName": "acme"}}]);
        editor.changes_nothing(&batch(there_and_back)).await;
    }

    async fn a_batch_has_one_to_a_hundred_edits_of_one_kind_each(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.refuses(&batch(json!([])), &["REQUIRED edits"]).await;
        let many: Vec<Value> = (0..101).map(|_| json!({"updateCompany": {}})).collect();
        editor.refuses(&batch(json!(many)), &["TOO_MANY edits"]).await;
        editor.changes_nothing(&batch(json!(many[..100]))).await;
        for wrong in [
            json!([{"updateCompany": {}, "removeContact": {"id": "x"}}]),
            json!([{}]),
            json!([{"updateCompany": null}]),
            json!([{"setCompanyPhoto": {}}]),
            json!([{"updateCompany": {"unknown": 1}}]),
        ] {
            let answer = editor.client.mutate("changeSettings", json!({"edits": wrong}), json!({}), "userErrors { code }").await;
            assert_eq!((answer.status.as_u16(), answer.codes()), (400, vec!["BAD_USER_INPUT"]), "{wrong}");
            assert!(answer.body.get("data").is_none());
        }
    }

    async fn a_batch_keeps_what_every_change_keeps(world) {
        let editor = Editor::new(&world, "acme").await;
        let changes = json!([{"path": ["company", "legalName"], "before": null, "after": "Acme"}]);
        let id = editor.page().await["id"].clone();
        let call = batch(json!([{"updateCompany": {"legalName": "Acme"}}]));
        let dry = editor.send(&call, json!({"dryRun": true})).await;
        assert_eq!((&dry.done()["changes"], &dry.done()["revision"]), (&changes, &Value::Null));
        let conflict = editor.send(&call, json!({"expectedRevision": 7})).await;
        assert_eq!(conflict.user_errors(), ["REVISION_CONFLICT options/expectedRevision"]);
        assert_eq!(conflict.payload()["settings"]["id"], id);
        let done = editor.send(&call, json!({"expectedRevision": 1})).await;
        assert_eq!(done.done()["revision"]["changes"], changes);
    }
}
