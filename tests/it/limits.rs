//! How much may be asked: by cost, by rate, and by those who fail to sign in; and which documents.

use std::num::NonZeroU32;

use api::{app::App, rates::Allowances};
use axum::{body::Body, http::header};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::support::{Client, World, on_both, world::token};

/// The page, with every section.
const PAGE: &str = "query Page { account { id slug settings { revision
    company { tradeName legalName taxId { kind value formatted } website photo { url width } }
    contacts { id kind email isPrimary } primaryContact { id }
    otherContacts { id kind value label }
    addresses { id purpose rank street city country } primaryAddress { id } secondaryAddress { id }
    parameters { environment { language portalUrl directTicketLink { customers agents } }
        tickets { opening { field requiredFor } attendance { field required } numbering { style pattern reset } }
        additionalModules { satisfactionSurvey { enabled } timeTracking { enabled entryType } ticketApproval { enabled } chat { enabled } } }
    businessHours { timeZone shifts { day opens closes } holidays { date name } }
    activities { id name active } accessProfiles { id name role timeTrackingActivity { id name } }
    warnings { code path message } } } }";

const CHANGE: &str = "mutation Change($name: String!) { updateCompany(input: {tradeName: $name}) \
    { revision { number } changes { path before after } userErrors { code path message } } }";

/// The same service, set up in another way.
fn set_up(world: &World, how: impl FnOnce(App) -> App) -> impl Fn(Option<String>) -> Client {
    let router = World::router_with(&world.service, how);
    move |token| Client::new(router.clone(), token)
}

fn rates(caller: u32, stranger: u32) -> Allowances {
    Allowances { caller: NonZeroU32::new(caller), stranger: NonZeroU32::new(stranger) }
}

fn cost(answer: &Value) -> u64 {
    answer["extensions"]["cost"]["requested"].as_u64().unwrap_or_else(|| panic!("no cost in {answer}"))
}

fn hash(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

on_both! {
    async fn an_answer_tells_what_its_operation_cost_and_may_cost(world) {
        let admin = world.account("acme").await;
        let answer = admin.ask("{ account { slug } }").await;
        assert_eq!(answer.body["extensions"]["cost"], json!({"requested": 2, "limit": 20_000}));
        let ten = cost(&admin.ask("{ account { revisions(first: 10) { nodes { changes { path } } } } }").await.body);
        let twenty = cost(&admin.ask("{ account { revisions(first: 20) { nodes { changes { path } } } } }").await.body);
        assert_eq!(twenty - 2, 2 * (ten - 2));
        let staff = world.staff();
        let page = PAGE.replace("query Page { account {", "{ accounts(first: 100) { nodes {").replace("} } } }", "} } } } }");
        let all = staff.ask(&page).await;
        all.data();
        assert!(cost(&all.body) <= 20_000, "a hundred accounts with every section are within the limit");
        let too_much = "{ accounts(first: 100) { nodes { revisions(first: 100) { nodes { number } } } } }";
        let refused = staff.ask(too_much).await;
        assert_eq!((refused.status.as_u16(), refused.codes()), (400, vec!["COST_LIMIT"]));
        assert!(refused.body["errors"][0]["extensions"]["cost"]["requested"].as_u64().unwrap() > 20_000);
    }

    async fn a_person_may_read_five_hundred_pages_and_make_fifty_changes_a_second(world) {
        let admin = world.account("acme").await;
        let page = cost(&admin.ask(PAGE).await.body);
        let change = cost(&admin.send(CHANGE, json!({"name": "Acme"})).await.body);
        let second = 500 * page + 50 * change;
        assert!(second <= 50_000, "{second}: a page costs {page}, a change {change}");
    }

    async fn who_asks_too_often_is_told_when_to_come_again_and_others_are_not_held_up(world) {
        world.account("acme").await;
        let client = set_up(&world, |app| App { allowances: rates(1, 1), ..app });
        let ana = client(Some(token("ana", "admin", Some("acme"))));
        ana.ask("{ viewer { subject } }").await.data();
        let answer = ana.ask("{ viewer { subject } }").await;
        assert_eq!((answer.status.as_u16(), answer.codes()), (429, vec!["RATE_LIMITED"]));
        let wait: u64 = answer.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
        assert!((1..=3).contains(&wait), "{wait}");
        assert_eq!(answer.body["errors"][0]["extensions"]["retryAfter"], wait);
        assert_eq!(answer.body["errors"][0]["message"], "You ask too often. Please wait a moment.");
        assert!(answer.body.get("data").is_none());
        let spanish = ana.speaking(Some("es")).ask("{ viewer { subject } }").await;
        assert_eq!(spanish.body["errors"][0]["message"], "Preguntas con demasiada frecuencia. Espera un momento.");
        let bia = client(Some(token("bia", "admin", Some("acme"))));
        assert_eq!(bia.ask("{ account { slug } }").await.status, 200);
        let stranger = client(None);
        for status in [200, 200, 429] {
            assert_eq!(stranger.ask("{ __typename }").await.status.as_u16(), status);
        }
    }

    async fn what_is_public_is_paid_for_by_its_address(world) {
        let client = set_up(&world, |app| App { allowances: rates(1, 5), ..app })(None);
        let get = async |path: &str| client.raw(client.request("GET", path).body(Body::empty()).unwrap()).await;
        assert_eq!(get("/schema.graphql").await.status, 200);
        assert_eq!(get("/photos/none/64").await.status, 404);
        for path in ["/schema.graphql", "/photos/none/64"] {
            let refused = get(path).await;
            assert_eq!((refused.status.as_u16(), refused.codes()), (429, vec!["RATE_LIMITED"]));
        }
        assert_eq!(get("/health/ready").await.status, 200, "whoever watches over it is never refused");
    }

    async fn a_revision_that_the_account_does_not_have_is_looked_for_at_a_price(world) {
        world.account("acme").await;
        let client = set_up(&world, |app| App { allowances: rates(1, 1), ..app });
        let ana = client(Some(token("ana", "admin", Some("acme"))));
        for status in [400, 400, 429] {
            let mut request = ana.post(&json!({"query": "{ __typename }"}));
            request.headers_mut().insert("cuenta-min-revision", i32::MAX.into());
            assert_eq!(ana.raw(request).await.status.as_u16(), status);
        }
    }

    async fn refused_documents_are_paid_for_as_well(world) {
        world.account("acme").await;
        let client = set_up(&world, |app| App { allowances: rates(1, 1), ..app });
        let ana = client(Some(token("ana", "admin", Some("acme"))));
        for status in [400, 429] {
            assert_eq!(ana.ask("{").await.status.as_u16(), status);
        }
    }

    async fn after_three_hundred_failures_an_address_is_told_to_wait_and_good_tokens_are_not(world) {
        let admin = world.account("acme").await;
        let bad = Client::new(world.router.clone(), Some("no.good.token".to_owned()));
        let begun = std::time::Instant::now();
        let mut failures = 0;
        let answer = loop {
            let answer = bad.ask("{ viewer { subject } }").await;
            if answer.status != 401 {
                break answer;
            }
            failures += 1;
            assert!(failures < 10_000);
        };
        assert_eq!((answer.status.as_u16(), answer.codes()), (429, vec!["RATE_LIMITED"]));
        // While they were made, five a second were allowed anew.
        let allowed_anew = begun.elapsed().as_secs() * 5 + 5;
        assert!((300..=300 + allowed_anew).contains(&failures), "{failures}");
        assert!(answer.headers.contains_key(header::RETRY_AFTER));
        assert_eq!(admin.ask("{ account { slug } }").await.data()["account"]["slug"], "acme");
        // Other addresses of the service count as well. A slow machine may allow a failure or two meanwhile.
        let export = || bad.request("GET", "/terms-acceptances.csv").body(Body::empty()).unwrap();
        let mut more = 0;
        while bad.raw(export()).await.status != 429 {
            more += 1;
            assert!(more < 100);
        }
    }

    async fn the_schema_is_told_to_the_signed_in_and_suggestions_too(world) {
        let admin = world.account("acme").await;
        let stranger = world.anonymous();
        for query in ["{ __schema { queryType { name } } }", "{ __type(name: \"Account\") { name } }"] {
            admin.ask(query).await.data();
            let refused = stranger.ask(query).await;
            assert_eq!((refused.status.as_u16(), refused.codes()), (400, vec!["UNAUTHENTICATED"]));
        }
        assert_eq!(stranger.ask("{ __typename }").await.data()["__typename"], "Query");
        let open = set_up(&world, |app| App { public_introspection: true, ..app });
        open(None).ask("{ __schema { queryType { name } } }").await.data();
        for query in ["{ acount { slug } }", "{ account { slg } }", "mutation { updateCompny { revision } }"] {
            let message = |answer: crate::support::Answer| answer.body["errors"][0]["message"].as_str().unwrap().to_owned();
            assert!(message(admin.ask(query).await).contains("Did you mean"), "{query}");
            let told = message(stranger.ask(query).await);
            assert!(!told.contains("Did you mean") && !told.contains("account\""), "{told}");
        }
    }

    async fn people_run_only_trusted_documents_where_there_is_a_list_of_them(world) {
        let admin = world.account("acme").await;
        let made = admin.send(
            "mutation { createApiKey(input: {name: \"Sync\", permissions: [READ_SETTINGS]}) { secret userErrors { code } } }",
            json!({}),
        ).await;
        let secret = made.done()["secret"].as_str().unwrap().to_owned();
        let trusted = "{ account { slug } }";
        let file = json!({"page-1": trusted}).to_string();
        let client = set_up(&world, |app| App {
            trusted_documents: Some(api::graphql::documents::TrustedDocuments::read(&file).unwrap()),
            ..app
        });
        let (person, key) = (client(Some(token("ana", "admin", Some("acme")))), client(Some(secret)));
        assert_eq!(person.ask(trusted).await.data()["account"]["slug"], "acme");
        let by_id = person.raw(person.post(&json!({"documentId": "page-1"}))).await;
        assert_eq!(by_id.data()["account"]["slug"], "acme");
        let get = person.raw(person.request("GET", "/graphql?documentId=page-1").body(Body::empty()).unwrap()).await;
        assert_eq!(get.data()["account"]["slug"], "acme");
        for query in ["{ account { id } }", CHANGE, "{ __schema { queryType { name } } }"] {
            let refused = person.send(query, json!({"name": "x"})).await;
            assert_eq!((refused.status.as_u16(), refused.codes()), (400, vec!["FORBIDDEN"]), "{query}");
        }
        key.ask("{ account { id } }").await.data();
        let unknown = person.raw(person.post(&json!({"documentId": "page-2"}))).await;
        assert_eq!((unknown.status.as_u16(), unknown.codes()), (400, vec!["PERSISTED_QUERY_NOT_FOUND"]));
    }

    async fn a_document_is_told_once_and_then_named_by_its_hash(world) {
        let admin = world.account("acme").await;
        let query = "query Slug { account { slug } }";
        let extensions = json!({"persistedQuery": {"version": 1, "sha256Hash": hash(query)}});
        let named = json!({"extensions": extensions});
        let unknown = admin.raw(admin.post(&named)).await;
        assert_eq!(unknown.codes(), ["PERSISTED_QUERY_NOT_FOUND"]);
        assert_eq!(unknown.body["errors"][0]["message"], "PersistedQueryNotFound");
        let told = json!({"query": query, "extensions": extensions});
        assert_eq!(admin.raw(admin.post(&told)).await.data()["account"]["slug"], "acme");
        assert_eq!(admin.raw(admin.post(&named)).await.data()["account"]["slug"], "acme");
        let address = format!("/graphql?extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22{}%22%7D%7D", hash(query));
        let get = admin.raw(admin.request("GET", &address).body(Body::empty()).unwrap()).await;
        assert_eq!(get.data()["account"]["slug"], "acme");
        for wrong in [
            json!({"query": "{ account { id } }", "extensions": extensions}),
            json!({"query": query, "documentId": "x"}),
            json!({"documentId": 1}),
            json!({"extensions": {"persistedQuery": {"version": 2, "sha256Hash": hash(query)}}}),
            json!({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "abc"}}}),
            json!({"extensions": {"persistedQuery": []}}),
            json!({}),
        ] {
            let refused = admin.raw(admin.post(&wrong)).await;
            assert_eq!((refused.status.as_u16(), refused.codes()), (400, vec!["BAD_USER_INPUT"]), "{wrong}");
        }
        // A mutation that is kept is kept from GET all the same.
        let mutation = "mutation { updateCompany(input: {tradeName: \"x\"}) { userErrors { code } } }";
        let extensions = json!({"persistedQuery": {"version": 1, "sha256Hash": hash(mutation)}});
        admin.raw(admin.post(&json!({"query": mutation, "extensions": extensions}))).await.done();
        let address = format!("/graphql?extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22{}%22%7D%7D", hash(mutation));
        assert_eq!(admin.raw(admin.request("GET", &address).body(Body::empty()).unwrap()).await.status, 405);
    }
}
