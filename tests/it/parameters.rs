//! The parameters' three tabs: environment with access and security, tickets, additional modules.

use serde_json::{Value, json};

use crate::support::{
    editor::{Call, Editor, call},
    on_both,
};

fn environment(input: Value) -> Call {
    call("updateEnvironmentParameters", input)
}

fn tickets(input: Value) -> Call {
    call("updateTicketParameters", input)
}

fn modules(input: Value) -> Call {
    call("updateAdditionalModules", input)
}

fn changed(path: &[&str], before: Value, after: Value) -> Value {
    let path: Vec<&str> = std::iter::once("parameters").chain(path.iter().copied()).collect();
    json!({"path": path, "before": before, "after": after})
}

on_both! {
    async fn language_and_portal_are_changed_and_cleared(world) {
        let editor = Editor::new(&world, "acme").await;
        let links = json!({"customers": false, "agents": false});
        let gives = json!({"language": "PT", "portalUrl": "https://Ayuda.Acme.example/x?y", "directTicketLink": links});
        let changes = json!([
            changed(&["environment", "language"], json!("EN"), json!("PT")),
            changed(&["environment", "portalUrl"], Value::Null, json!("https://Ayuda.Acme.example/x?y")),
        ]);
        let input = json!({"language": "PT", "portalUrl": "  https://Ayuda.Acme.example/x?y "});
        editor.makes(&environment(input), gives, changes).await;
        editor.changes_nothing(&environment(json!({}))).await;
        editor.changes_nothing(&environment(json!({"language": "PT"}))).await;
        for nothing in [Value::Null, json!("  ")] {
            let gives = json!({"language": "PT", "portalUrl": null, "directTicketLink": links});
            let before = editor.page().await["parameters"]["environment"]["portalUrl"].clone();
            if before.is_null() {
                editor.changes_nothing(&environment(json!({"portalUrl": nothing}))).await;
            } else {
                let changes = json!([changed(&["environment", "portalUrl"], before, Value::Null)]);
                editor.makes(&environment(json!({"portalUrl": nothing})), gives, changes).await;
            }
        }
    }

    async fn a_portal_that_cannot_be_one_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        for url in [
            "http://acme.example", "acme.example", "https://", "https://localhost", "https://127.0.0.1", "https://127.1",
            "https://0x7f.1", "https://2130706433", "https://[::1]", "https://user@acme.example", "https://@acme.example",
            "https://acme.example/a b", "javascript:alert(1)",
        ] {
            editor.refuses(&environment(json!({"portalUrl": url})), &["INVALID_URL portalUrl"]).await;
        }
        let long = format!("https://acme.example/{}", "a".repeat(2048));
        editor.refuses(&environment(json!({"portalUrl": long})), &["TOO_LONG portalUrl"]).await;
        let both = json!({"language": null, "portalUrl": "x"});
        editor.refuses(&environment(both), &["REQUIRED language", "INVALID_URL portalUrl"]).await;
    }

    async fn a_portals_host_is_unique_among_accounts_in_every_spelling(world) {
        let (one, two) = (Editor::new(&world, "one").await, Editor::new(&world, "two").await);
        one.done(&environment(json!({"portalUrl": "https://Ayuda-Ñ.example:8443/a"}))).await;
        for same in ["https://ayuda-ñ.example", "https://AYUDA-Ñ.EXAMPLE./b", "https://xn--ayuda--5va.example:1"] {
            let punycode = url_host("https://ayuda-ñ.example");
            let same = same.replace("xn--ayuda--5va.example", &punycode);
            two.refuses(&environment(json!({"portalUrl": same})), &["TAKEN portalUrl"]).await;
        }
        let other_path = environment(json!({"portalUrl": "https://ayuda-ñ.example/other"}));
        one.done(&other_path).await;
        one.done(&environment(json!({"portalUrl": "https://other.example"}))).await;
        two.done(&other_path).await;
        let batch = json!({"edits": [
            {"updateCompany": {"legalName": "One"}},
            {"updateEnvironmentParameters": {"portalUrl": "https://ayuda-ñ.example"}},
        ]});
        let taken = ["TAKEN edits/1/updateEnvironmentParameters/portalUrl"];
        one.refuses(&call("changeSettings", batch), &taken).await;
    }

    async fn direct_links_are_switched_one_by_one_and_warned_of(world) {
        let editor = Editor::new(&world, "acme").await;
        let link = |input| call("updateDirectTicketLink", input);
        let changes = json!([changed(&["environment", "directTicketLink", "customers"], json!(false), json!(true))]);
        let gives = json!({"customers": true, "agents": false});
        let payload = editor.makes(&link(json!({"customers": true})), gives, changes).await;
        let path = ["parameters", "environment", "directTicketLink", "customers"];
        let warning = json!({"code": "TICKETS_OPEN_BY_LINK", "path": path});
        assert!(payload["settings"]["warnings"].as_array().unwrap().contains(&warning));
        editor.changes_nothing(&link(json!({"customers": true, "agents": false}))).await;
        let nulls = json!({"customers": null, "agents": null});
        editor.refuses(&link(nulls), &["REQUIRED customers", "REQUIRED agents"]).await;
    }

    async fn requirements_merge_by_field(world) {
        let editor = Editor::new(&world, "acme").await;
        let opening = json!([
            {"field": "SERVICE", "requiredFor": []},
            {"field": "CATEGORY", "requiredFor": ["AGENT", "CUSTOMER"]},
            {"field": "URGENCY", "requiredFor": []},
            {"field": "TAG", "requiredFor": ["CUSTOMER"]},
        ]);
        let attendance = json!([
            {"field": "SERVICE", "required": false},
            {"field": "CATEGORY", "required": false},
            {"field": "URGENCY", "required": true},
            {"field": "TAG", "required": false},
        ]);
        let numbering = json!({"style": "SIMPLE", "pattern": "{YYYY}{MM}{DD}{SEQ:6}", "reset": "DAILY"});
        let input = json!({
            "opening": [
                {"field": "TAG", "requiredFor": ["CUSTOMER"]},
                {"field": "CATEGORY", "requiredFor": ["CUSTOMER", "AGENT", "CUSTOMER"]},
            ],
            "attendance": [{"field": "URGENCY", "required": true}],
        });
        let changes = json!([
            changed(&["tickets", "opening", "CATEGORY", "requiredFor"], json!([]), json!(["AGENT", "CUSTOMER"])),
            changed(&["tickets", "opening", "TAG", "requiredFor"], json!([]), json!(["CUSTOMER"])),
            changed(&["tickets", "attendance", "URGENCY", "required"], json!(false), json!(true)),
        ]);
        let gives = json!({"opening": opening, "attendance": attendance, "numbering": numbering});
        editor.makes(&tickets(input), gives, changes).await;
        editor.changes_nothing(&tickets(json!({"opening": null, "attendance": []}))).await;
        let doubled = json!({
            "opening": [{"field": "TAG", "requiredFor": []}, {"field": "TAG", "requiredFor": ["AGENT"]}],
            "attendance": [{"field": "TAG", "required": true}, {"field": "SERVICE", "required": true}, {"field": "TAG", "required": true}],
            "numbering": null,
        });
        let errors = ["DUPLICATE opening/1/field", "DUPLICATE attendance/2/field", "REQUIRED numbering"];
        editor.refuses(&tickets(doubled), &errors).await;
    }

    async fn numbering_merges_and_null_is_the_default(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({"numbering": {"style": "PROTOCOL", "pattern": " T-{YY}{MM}.{SEQ:4}/a_Ñ ", "reset": "MONTHLY"}});
        let payload = editor.done(&tickets(input)).await;
        let numbering = json!({"style": "PROTOCOL", "pattern": "T-{YY}{MM}.{SEQ:4}/a_Ñ", "reset": "MONTHLY"});
        assert_eq!(payload["tickets"]["numbering"], numbering);
        let payload = editor.done(&tickets(json!({"numbering": {"pattern": null}}))).await;
        assert_eq!(payload["changes"].as_array().unwrap().len(), 1);
        let payload = editor.done(&tickets(json!({"numbering": {"reset": null}}))).await;
        let numbering = json!({"style": "PROTOCOL", "pattern": "{YYYY}{MM}{DD}{SEQ:6}", "reset": "DAILY"});
        assert_eq!(payload["tickets"]["numbering"], numbering);

        let pattern = |pattern: &str| tickets(json!({"numbering": {"pattern": pattern}}));
        for wrong in [
            "", "   ", "{YYYY}{MM}{DD}", "{SEQ:6}", "{YYYY}{MM}{SEQ:6}", "{YYYY}{MM}{DD}{SEQ:6}{SEQ:6}",
            "{YYYY}{MM}{DD}{SEQ:0}", "{YYYY}{MM}{DD}{SEQ:19}", "{YYYY}{MM}{DD}{SEQ:06}", "{yyyy}{MM}{DD}{SEQ:6}",
            "{YYYY}{MM}{DD}{SEQ:6} x", "{YYYY}{MM}{DD}{SEQ:6}#", "{YYYY}{MM}{DD}{SEQ:18}-----", "{YYYY}{MM}{DD}{SEQ:6",
        ] {
            editor.refuses(&pattern(wrong), &["INVALID_PATTERN numbering/pattern"]).await;
        }
        editor.refuses(&tickets(json!({"numbering": {"style": null}})), &["REQUIRED numbering/style"]).await;
        editor.done(&tickets(json!({"numbering": {"reset": "NEVER", "pattern": "{SEQ:1}"}}))).await;
        for reset in ["YEARLY", "MONTHLY", "DAILY"] {
            let call = tickets(json!({"numbering": {"reset": reset}}));
            editor.refuses(&call, &["INVALID_PATTERN numbering/pattern"]).await;
        }
    }

    async fn modules_merge_and_time_tracking_keeps_its_parameters_while_it_is_off(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({
            "chat": {"enabled": true},
            "timeTracking": {"entryType": "TOTAL_TIME", "activitySuggestion": "LAST_OF_AGENT", "periodTypeDefinition": "AUTOMATIC"},
        });
        let tracking = json!({"enabled": false, "entryType": "TOTAL_TIME", "activitySuggestion": "LAST_OF_AGENT", "periodTypeDefinition": "AUTOMATIC"});
        let gives = json!({
            "satisfactionSurvey": {"enabled": false},
            "timeTracking": tracking,
            "ticketApproval": {"enabled": false},
            "chat": {"enabled": true},
        });
        let at = |name| ["additionalModules", "timeTracking", name];
        let changes = json!([
            changed(&at("entryType"), json!("START_AND_END"), json!("TOTAL_TIME")),
            changed(&at("activitySuggestion"), json!("NONE"), json!("LAST_OF_AGENT")),
            changed(&at("periodTypeDefinition"), json!("BY_AGENT"), json!("AUTOMATIC")),
            changed(&["additionalModules", "chat", "enabled"], json!(false), json!(true)),
        ]);
        editor.makes(&modules(input), gives, changes).await;
        let payload = editor.done(&modules(json!({"timeTracking": {"enabled": true}, "satisfactionSurvey": {"enabled": true}, "ticketApproval": {"enabled": true}}))).await;
        assert_eq!(payload["additionalModules"]["timeTracking"]["entryType"], "TOTAL_TIME");
        editor.changes_nothing(&modules(json!({"chat": {}, "timeTracking": {}}))).await;
        let nulls = json!({
            "satisfactionSurvey": null, "ticketApproval": {"enabled": null}, "chat": null,
            "timeTracking": {"enabled": null, "entryType": null, "activitySuggestion": null, "periodTypeDefinition": null},
        });
        let errors = [
            "REQUIRED satisfactionSurvey", "REQUIRED ticketApproval/enabled", "REQUIRED chat",
            "REQUIRED timeTracking/enabled", "REQUIRED timeTracking/entryType",
            "REQUIRED timeTracking/activitySuggestion", "REQUIRED timeTracking/periodTypeDefinition",
        ];
        editor.refuses(&modules(nulls), &errors).await;
    }

    async fn a_variable_that_is_omitted_leaves_its_field_alone(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&environment(json!({"portalUrl": "https://acme.example"}))).await;
        let document = "mutation($language: Language, $portalUrl: String) { updateEnvironmentParameters(
            input: {language: $language, portalUrl: $portalUrl}) { environment { language portalUrl } userErrors { code } } }";
        let payload = editor.send_document(document, json!({"language": "ES"})).await;
        assert_eq!(payload["environment"], json!({"language": "ES", "portalUrl": "https://acme.example"}));
    }
}

/// The host of a URL as the URL standard writes it.
fn url_host(url: &str) -> String {
    domain::web_address::portal(url).unwrap().unwrap().host
}
