//! Accounts: how one comes to be, what is in a new one, its portal, and how staff free a host.

use serde_json::{Value, json};

use crate::support::{Client, World, on_both};

async fn create(client: &Client, input: Value, fields: &str) -> crate::support::Answer {
    let query = format!(
        "mutation($input: CreateAccountInput!) {{ createAccount(input: $input) {{ {fields} userErrors {{ code path message }} }} }}"
    );
    client.send(&query, json!({"input": input})).await
}

async fn set_portal(client: &Client, url: Value) -> Vec<String> {
    let input = json!({"portalUrl": url});
    client.mutate("updateEnvironmentParameters", input, json!({}), "userErrors { code path }").await.user_errors()
}

async fn release(world: &World, host: &str) -> crate::support::Answer {
    let query = "mutation($host: String!) { releasePortalHost(input: {host: $host}) { account { slug } userErrors { code path } } }";
    world.staff().send(query, json!({"host": host})).await
}

on_both! {
    async fn a_new_account_is_as_the_product_says(world) {
        let input = json!({"slug": "acme-1", "tradeName": " Acme ", "language": "ES", "timeZone": "America/Lima"});
        let fields = "account { id slug createdAt } revision { number action reason actor { kind subject role } settings { id } account { slug } changes { path before after } }";
        let created = create(&world.staff(), input, fields).await;
        let payload = created.done();
        assert_eq!(payload["account"]["slug"], "acme-1");
        let revision = &payload["revision"];
        assert_eq!(revision["number"], 1);
        assert_eq!(revision["action"], "createAccount");
        assert_eq!(revision["actor"], json!({"kind": "PERSON", "subject": "staff", "role": "PLATFORM"}));
        assert_eq!(revision["account"]["slug"], "acme-1");
        assert!(revision["settings"]["id"].as_str().unwrap().ends_with("@1"));
        let name = json!({"path": ["company", "tradeName"], "before": null, "after": "Acme"});
        assert_eq!(revision["changes"][0], name);

        let query = "{ account { settings { revision company { tradeName legalName taxId { kind } website photo { url } }
            contacts { id } primaryContact { id } otherContacts { id } addresses { id } primaryAddress { id } secondaryAddress { id }
            parameters { environment { language portalUrl directTicketLink { customers agents } }
                tickets { opening { field requiredFor } attendance { field required } numbering { style pattern reset } }
                additionalModules { satisfactionSurvey { enabled } ticketApproval { enabled } chat { enabled }
                    timeTracking { enabled entryType activitySuggestion periodTypeDefinition } } }
            businessHours { timeZone shifts { day } holidays { date } } activities { id } accessProfiles { id }
            warnings { code path } } } }";
        let answer = world.member("admin", "acme-1").ask(query).await;
        let fields = ["SERVICE", "CATEGORY", "URGENCY", "TAG"];
        let off = json!({"enabled": false});
        assert_eq!(
            answer.data()["account"]["settings"],
            json!({
                "revision": 1,
                "company": {"tradeName": "Acme", "legalName": null, "taxId": null, "website": null, "photo": null},
                "contacts": [], "primaryContact": null, "otherContacts": [],
                "addresses": [], "primaryAddress": null, "secondaryAddress": null,
                "parameters": {
                    "environment": {"language": "ES", "portalUrl": null, "directTicketLink": {"customers": false, "agents": false}},
                    "tickets": {
                        "opening": fields.map(|field| json!({"field": field, "requiredFor": []})),
                        "attendance": fields.map(|field| json!({"field": field, "required": false})),
                        "numbering": {"style": "SIMPLE", "pattern": "{YYYY}{MM}{DD}{SEQ:6}", "reset": "DAILY"},
                    },
                    "additionalModules": {
                        "satisfactionSurvey": off, "ticketApproval": off, "chat": off,
                        "timeTracking": {"enabled": false, "entryType": "START_AND_END", "activitySuggestion": "NONE", "periodTypeDefinition": "BY_AGENT"},
                    },
                },
                "businessHours": {"timeZone": "America/Lima", "shifts": [], "holidays": []},
                "activities": [], "accessProfiles": [],
                "warnings": [
                    {"code": "NO_PRIMARY_CONTACT", "path": ["contacts"]},
                    {"code": "NO_PORTAL_URL", "path": ["parameters", "environment", "portalUrl"]},
                ],
            })
        );
    }

    async fn a_slug_is_well_formed_and_taken_once(world) {
        let staff = world.staff();
        let input = |slug: &str| json!({"slug": slug, "tradeName": "x", "language": "PT"});
        for slug in ["abc", "a-1", "a".repeat(63).as_str()] {
            create(&staff, input(slug), "account { id }").await.done();
        }
        for slug in ["ab", "-ab", "ab-", "Abc", "a_b", "a b", "añb", "a".repeat(64).as_str(), "abc\u{0}"] {
            let answer = create(&staff, input(slug), "account { id } revision { id }").await;
            assert_eq!(answer.user_errors(), ["INVALID_FORMAT slug"], "{slug}");
            assert!(answer.payload()["account"].is_null() && answer.payload()["revision"].is_null());
        }
        let taken = create(&staff, input("abc"), "account { id }").await;
        assert_eq!(taken.user_errors(), ["TAKEN slug"]);
        let all_wrong = json!({"slug": "", "tradeName": " ", "language": "PT", "timeZone": "x"});
        let answer = create(&staff, all_wrong, "account { id }").await;
        assert_eq!(answer.user_errors(), ["REQUIRED slug", "REQUIRED tradeName", "INVALID_TIME_ZONE timeZone"]);
        let long = json!({"slug": "good", "tradeName": "é".repeat(129), "language": "PT"});
        assert_eq!(create(&staff, long, "account { id }").await.user_errors(), ["TOO_LONG tradeName"]);
        assert_eq!(domain::verify::verify(&world.service).await.unwrap().findings, [""; 0]);
    }

    async fn a_portal_is_found_by_its_host_in_any_spelling_by_anybody(world) {
        let admin = world.account("acme").await;
        assert!(set_portal(&admin, json!("https://Ayuda.Ñandú.example:8443/es")).await.is_empty());
        admin.mutate("updateAdditionalModules", json!({"chat": {"enabled": true}}), json!({}), "userErrors { code }").await.done();
        let query = "query($host: String!) { portal(host: $host) { slug tradeName language photo { url } chat directTicketLink { customers agents } } }";
        let links = json!({"customers": false, "agents": false});
        let portal = json!({"slug": "acme", "tradeName": "acme", "language": "EN", "photo": null, "chat": true, "directTicketLink": links});
        for host in ["ayuda.ñandú.example", "AYUDA.ÑANDÚ.EXAMPLE", "ayuda.xn--and-6ma2c.example.", "ayuda.ñandú.example:1"] {
            let answer = world.anonymous().send(query, json!({"host": host})).await;
            assert_eq!(answer.data()["portal"], portal, "{host}");
        }
        for host in ["", "example", "ñandú.example", "127.0.0.1", "a b", "https://ayuda.ñandú.example", "x\u{0}y.example"] {
            let answer = world.anonymous().send(query, json!({"host": host})).await;
            assert!(answer.data()["portal"].is_null(), "{host}");
        }
        assert!(set_portal(&admin, Value::Null).await.is_empty());
        let gone = world.anonymous().send(query, json!({"host": "ayuda.ñandú.example"})).await;
        assert!(gone.data()["portal"].is_null());
    }

    async fn staff_free_a_host_and_the_account_gets_a_revision_by_the_system(world) {
        let (one, two) = (world.account("one").await, world.account("two").await);
        assert!(set_portal(&one, json!("https://help.example/x")).await.is_empty());
        assert_eq!(set_portal(&two, json!("https://help.example")).await, ["TAKEN portalUrl"]);
        let released = release(&world, "HELP.example.").await;
        assert_eq!(released.done()["account"]["slug"], "one");
        let query = "{ account { settings { revision parameters { environment { portalUrl } } } revision(number: 3) { action actor { kind subject name role } changes { path before after } } } }";
        let answer = one.ask(query).await;
        assert_eq!(
            answer.data()["account"],
            json!({
                "settings": {"revision": 3, "parameters": {"environment": {"portalUrl": null}}},
                "revision": {
                    "action": "releasePortalHost",
                    "actor": {"kind": "SYSTEM", "subject": "system", "name": null, "role": null},
                    "changes": [{"path": ["parameters", "environment", "portalUrl"], "before": "https://help.example/x", "after": null}],
                },
            })
        );
        assert!(set_portal(&two, json!("https://help.example")).await.is_empty());
        assert_eq!(release(&world, "nobody.example").await.user_errors(), ["NOT_FOUND host"]);
        assert_eq!(release(&world, "127.0.0.1").await.user_errors(), ["INVALID_URL host"]);
        assert_eq!(domain::verify::verify(&world.service).await.unwrap().findings, [""; 0]);
    }
}
