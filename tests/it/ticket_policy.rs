//! What the parameters decide, as agents and customers ask for it; and what settings warn of.

use serde_json::{Value, json};

use crate::support::{
    Client,
    editor::{Editor, call},
    on_both,
};

async fn policy(client: &Client, fields: &str) -> Value {
    client.ask(&format!("{{ ticketPolicy {{ {fields} }} }}")).await.data()["ticketPolicy"].clone()
}

async fn refused(client: &Client, fields: &str) -> Vec<String> {
    let answer = client.ask(&format!("{{ ticketPolicy {{ {fields} }} }}")).await;
    answer.codes().iter().map(|code| (*code).to_owned()).collect()
}

on_both! {
    async fn fields_are_required_by_stage_and_audience(world) {
        let editor = Editor::new(&world, "acme").await;
        let input = json!({
            "opening": [{"field": "TAG", "requiredFor": ["AGENT", "CUSTOMER"]}, {"field": "SERVICE", "requiredFor": ["AGENT"]}],
            "attendance": [{"field": "URGENCY", "required": true}],
        });
        editor.done(&call("updateTicketParameters", input)).await;
        let agent = world.member("agent", "acme");
        let fields = "revision
            oa: requiredFields(stage: OPENING, audience: AGENT) oc: requiredFields(stage: OPENING, audience: CUSTOMER)
            aa: requiredFields(stage: ATTENDANCE, audience: AGENT) ac: requiredFields(stage: ATTENDANCE, audience: CUSTOMER)
            missing: missingFields(stage: OPENING, audience: AGENT, provided: [SERVICE, CATEGORY])
            none: missingFields(stage: OPENING, audience: CUSTOMER, provided: [TAG])";
        let expected = json!({
            "revision": 2, "oa": ["SERVICE", "TAG"], "oc": ["TAG"], "aa": ["URGENCY"], "ac": [], "missing": ["TAG"], "none": [],
        });
        assert_eq!(policy(&agent, fields).await, expected);
        assert_eq!(policy(&world.member("customer", "acme"), fields).await, expected);
    }

    async fn numbers_are_plain_or_the_protocol_of_the_day_in_the_accounts_zone(world) {
        let editor = Editor::new(&world, "acme").await;
        let agent = world.member("agent", "acme");
        // In Lima it is still the day before.
        let number = |sequence: i64| format!("ticketNumber(sequence: {sequence}, openedAt: \"2026-11-24T03:30:00Z\")");
        assert_eq!(policy(&agent, &number(42)).await["ticketNumber"], "42");
        editor.done(&call("updateBusinessHours", json!({"timeZone": "America/Lima"}))).await;
        editor.done(&call("updateTicketParameters", json!({"numbering": {"style": "PROTOCOL"}}))).await;
        assert_eq!(policy(&agent, &number(42)).await["ticketNumber"], "20261123000042");
        assert_eq!(policy(&agent, &number(1_234_567)).await["ticketNumber"], "202611231234567");
        for sequence in [0, -1] {
            assert_eq!(refused(&agent, &number(sequence)).await, ["BAD_USER_INPUT"]);
        }
        let long = json!({"numbering": {"pattern": "{YYYY}{MM}{DD}------------------{SEQ:4}"}});
        editor.done(&call("updateTicketParameters", long)).await;
        assert_eq!(policy(&agent, &number(9999)).await["ticketNumber"], "20261123------------------9999");
        assert_eq!(refused(&agent, &number(10_000)).await, ["BAD_USER_INPUT"]);
    }

    async fn links_and_modules_are_told(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&call("updateDirectTicketLink", json!({"customers": true}))).await;
        let on = json!({"ticketApproval": {"enabled": true}, "chat": {"enabled": true}});
        editor.done(&call("updateAdditionalModules", on)).await;
        let fields = "a: opensWithoutAuthentication(audience: AGENT) c: opensWithoutAuthentication(audience: CUSTOMER)
            satisfactionSurvey approvalRequired chatOpensTickets timeEntry { entryType }";
        assert_eq!(
            policy(&world.member("customer", "acme"), fields).await,
            json!({"a": false, "c": true, "satisfactionSurvey": false, "approvalRequired": true, "chatOpensTickets": true, "timeEntry": null})
        );
    }

    async fn an_activity_is_suggested_by_the_agent_by_the_profile_or_not_at_all(world) {
        let editor = Editor::new(&world, "acme").await;
        let agent = world.member("agent", "acme");
        let visit = editor.id_of(&call("addActivity", json!({"name": "Visit"}))).await;
        let profile = json!({"name": "Field", "role": "AGENT", "timeTrackingActivityId": visit});
        let profile = editor.id_of(&call("addAccessProfile", profile)).await;
        let empty = editor.id_of(&call("addAccessProfile", json!({"name": "Empty", "role": "AGENT"}))).await;
        let ask = |arguments: String| {
            let agent = agent.clone();
            async move {
                let field = if arguments.is_empty() { "suggestedActivity".to_owned() } else { format!("suggestedActivity({arguments})") };
                policy(&agent, &format!("timeEntry {{ {field} {{ id name }} }}")).await["timeEntry"]["suggestedActivity"].clone()
            }
        };
        let suggested = json!({"id": visit, "name": "Visit"});
        let suggest = |how: &str| call("updateAdditionalModules", json!({"timeTracking": {"enabled": true, "activitySuggestion": how}}));
        editor.done(&suggest("LAST_OF_AGENT")).await;
        assert_eq!(ask(format!("lastActivityId: \"{visit}\", accessProfileId: \"{empty}\"")).await, suggested);
        for unknown in [String::new(), "lastActivityId: null".to_owned(), "lastActivityId: \"x\"".to_owned(), format!("lastActivityId: \"{visit}@2\""), format!("accessProfileId: \"{profile}\"")] {
            assert_eq!(ask(unknown).await, Value::Null);
        }
        editor.done(&suggest("ACCESS_PROFILE")).await;
        assert_eq!(ask(format!("accessProfileId: \"{profile}\"")).await, suggested);
        for unknown in [String::new(), format!("accessProfileId: \"{empty}\""), "accessProfileId: \"x\"".to_owned(), format!("lastActivityId: \"{visit}\"")] {
            assert_eq!(ask(unknown).await, Value::Null);
        }
        editor.done(&call("updateActivity", json!({"id": visit, "active": false}))).await;
        assert_eq!(ask(format!("accessProfileId: \"{profile}\"")).await, Value::Null);
        editor.done(&suggest("NONE")).await;
        assert_eq!(ask(format!("lastActivityId: \"{visit}\"")).await, Value::Null);
    }

    async fn periods_are_split_at_the_edges_of_business_hours(world) {
        let editor = Editor::new(&world, "acme").await;
        let agent = world.member("agent", "acme");
        let hours = json!({
            "timeZone": "America/New_York",
            "shifts": [
                {"day": "FRIDAY", "opens": "09:00", "closes": "12:00"},
                {"day": "FRIDAY", "opens": "12:00", "closes": "17:00"},
                {"day": "SATURDAY", "opens": "22:00", "closes": "04:00"},
            ],
            "holidays": [{"date": "2026-11-06"}],
        });
        editor.done(&call("updateBusinessHours", hours)).await;
        let automatic = json!({"timeTracking": {"enabled": true, "periodTypeDefinition": "AUTOMATIC"}});
        editor.done(&call("updateAdditionalModules", automatic)).await;
        let periods = |from: &str, to: &str| {
            let field = format!("timeEntry {{ periods(startedAt: \"{from}\", endedAt: \"{to}\") {{ type startedAt endedAt }} }}");
            let agent = agent.clone();
            async move { policy(&agent, &field).await["timeEntry"]["periods"].clone() }
        };
        let period = |kind: &str, from: &str, to: &str| {
            json!({"type": kind, "startedAt": format!("{from}.000000Z"), "endedAt": format!("{to}.000000Z")})
        };
        // The Friday before the clocks go back is four hours behind UTC; shifts that touch are one.
        assert_eq!(
            periods("2026-10-30T12:00:00Z", "2026-10-30T22:00:00Z").await,
            json!([
                period("EXTRA", "2026-10-30T12:00:00", "2026-10-30T13:00:00"),
                period("NORMAL", "2026-10-30T13:00:00", "2026-10-30T21:00:00"),
                period("EXTRA", "2026-10-30T21:00:00", "2026-10-30T22:00:00"),
            ])
        );
        // The night in which they go back has an hour more: 22:00 at UTC-4 to 04:00 at UTC-5.
        assert_eq!(
            periods("2026-11-01T01:00:00Z", "2026-11-01T10:00:00Z").await,
            json!([
                period("EXTRA", "2026-11-01T01:00:00", "2026-11-01T02:00:00"),
                period("NORMAL", "2026-11-01T02:00:00", "2026-11-01T09:00:00"),
                period("EXTRA", "2026-11-01T09:00:00", "2026-11-01T10:00:00"),
            ])
        );
        let holiday = ("2026-11-06T12:00:00", "2026-11-06T23:00:00");
        assert_eq!(
            periods("2026-11-06T12:00:00Z", "2026-11-06T23:00:00Z").await,
            json!([period("EXTRA", holiday.0, holiday.1)])
        );
        assert_eq!(periods("2026-11-06T12:00:00Z", "2026-11-06T13:00:00+01:00").await, json!([]));
        for (from, to) in [("2026-11-06T12:00:01Z", "2026-11-06T12:00:00Z"), ("2026-01-01T00:00:00Z", "2027-01-02T00:00:01Z")] {
            let field = format!("timeEntry {{ periods(startedAt: \"{from}\", endedAt: \"{to}\") {{ type }} }}");
            assert_eq!(refused(&agent, &field).await, ["BAD_USER_INPUT"]);
        }
        for (input, mutation) in [
            (json!({"timeTracking": {"entryType": "TOTAL_TIME"}}), "updateAdditionalModules"),
            (json!({"timeTracking": {"entryType": "START_AND_END", "periodTypeDefinition": "BY_AGENT"}}), "updateAdditionalModules"),
        ] {
            editor.done(&call(mutation, input)).await;
            assert_eq!(periods("2026-10-30T12:00:00Z", "2026-10-30T22:00:00Z").await, Value::Null);
        }
        editor.done(&call("updateAdditionalModules", automatic_again())).await;
        editor.done(&call("updateBusinessHours", json!({"shifts": []}))).await;
        assert_eq!(periods("2026-10-30T12:00:00Z", "2026-10-30T22:00:00Z").await, Value::Null);
    }

    async fn a_preview_and_the_past_decide_for_themselves(world) {
        let editor = Editor::new(&world, "acme").await;
        let fields = "settings { ticketPolicy { chatOpensTickets revision } } userErrors { code }";
        let on = json!({"chat": {"enabled": true}});
        let dry = editor.client.mutate("updateAdditionalModules", on.clone(), json!({"dryRun": true}), fields).await;
        assert_eq!(dry.done()["settings"]["ticketPolicy"], json!({"chatOpensTickets": true, "revision": 1}));
        editor.done(&call("updateAdditionalModules", on)).await;
        let past = editor.client.ask("{ account { settings(atRevision: 1) { ticketPolicy { chatOpensTickets revision } } } }").await;
        assert_eq!(past.data()["account"]["settings"]["ticketPolicy"], json!({"chatOpensTickets": false, "revision": 1}));
    }

    async fn settings_that_contradict_each_other_warn(world) {
        let editor = Editor::new(&world, "acme").await;
        let agents = editor.id_of(&call("addAccessProfile", json!({"name": "a", "role": "AGENT"}))).await;
        editor.done(&call("addAccessProfile", json!({"name": "b", "role": "OPERATOR"}))).await;
        let tracking = json!({"timeTracking": {"enabled": true, "activitySuggestion": "ACCESS_PROFILE", "periodTypeDefinition": "AUTOMATIC", "entryType": "TOTAL_TIME"}});
        editor.done(&call("updateAdditionalModules", tracking)).await;
        editor.done(&call("updateDirectTicketLink", json!({"customers": true, "agents": true}))).await;
        let rfc = json!({"taxId": {"kind": "RFC", "value": "GODE561231GR9"}});
        editor.done(&call("updateCompany", rfc)).await;
        let link = |audience| json!({"code": "TICKETS_OPEN_BY_LINK", "path": ["parameters", "environment", "directTicketLink", audience]});
        let all = json!([
            {"code": "NO_PRIMARY_CONTACT", "path": ["contacts"]},
            {"code": "NO_PORTAL_URL", "path": ["parameters", "environment", "portalUrl"]},
            {"code": "TAX_ID_CHECK_DIGIT", "path": ["company", "taxId"]},
            link("customers"),
            link("agents"),
            {"code": "AUTOMATIC_PERIOD_WITHOUT_BUSINESS_HOURS", "path": ["businessHours", "shifts"]},
            {"code": "AUTOMATIC_PERIOD_WITH_TOTAL_TIME", "path": ["parameters", "additionalModules", "timeTracking", "entryType"]},
            {"code": "PROFILE_WITHOUT_ACTIVITY", "path": ["accessProfiles", agents]},
        ]);
        assert_eq!(editor.page().await["warnings"], all);
        let messages = |language| {
            let client = editor.client.speaking(language);
            async move {
                let answer = client.ask("{ account { settings { warnings { message } } } }").await;
                answer.data()["account"]["settings"]["warnings"].clone()
            }
        };
        let (pt, es, en, none) = (messages(Some("pt")).await, messages(Some("es-CO")).await, messages(Some("en")).await, messages(None).await);
        assert_eq!(en, none, "the account's language is English");
        assert!(pt != es && es != en && pt != en);

        editor.done(&call("updateAdditionalModules", json!({"timeTracking": {"enabled": false}}))).await;
        editor.done(&call("updateDirectTicketLink", json!({"customers": false, "agents": false}))).await;
        editor.done(&call("updateCompany", json!({"taxId": {"kind": "RFC", "value": "XAXX010101000"}}))).await;
        editor.done(&call("addContact", json!({"kind": "PERSONAL", "email": "a@b.example"}))).await;
        editor.done(&call("updateEnvironmentParameters", json!({"portalUrl": "https://acme.example"}))).await;
        assert_eq!(editor.page().await["warnings"], json!([]));
    }
}

fn automatic_again() -> Value {
    json!({"timeTracking": {"periodTypeDefinition": "AUTOMATIC"}})
}
