use axum::body::Body;
use serde_json::{Value, json};

use super::{accept, document};
use crate::support::{Answer, Client, World, on_both, world::token_of};

async fn get(client: &Client, path: &str) -> Answer {
    client.raw(client.request("GET", path).body(Body::empty()).unwrap()).await
}

/// Somebody whose name a spreadsheet would run.
fn trickster(world: &World) -> Client {
    let claims = json!({"sub": "=1+1", "role": "customer", "account": "acme", "name": "@SUM(A1), \"quoted\"", "email": "-x@people.example"});
    Client::new(world.router.clone(), Some(token_of(claims)))
}

on_both! {
    async fn everything_is_exported_as_csv_and_as_json_lines(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        let privacy = document(&world, "PRIVACY_POLICY", "1", "EN").await;
        accept(&admin, &terms).await.done();
        accept(&trickster(&world), &privacy).await.done();
        let csv = get(&admin, "/terms-acceptances.csv").await;
        assert_eq!(csv.status, 200);
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
        assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"terms-acceptances.csv\"");
        assert_eq!(csv.headers["cache-control"], "no-store");
        let text = csv.body.as_str().unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines[0], "id,documentId,kind,version,language,url,sha256,subject,name,email,role,acceptedAt,ipAddress,userAgent");
        assert_eq!(lines.len(), 3);
        assert!(lines[1].contains(",PRIVACY_POLICY,1,EN,"), "newest first: {}", lines[1]);
        assert!(lines[1].contains(",'=1+1,\"'@SUM(A1), \"\"quoted\"\"\",'-x@people.example,CUSTOMER,"), "{}", lines[1]);
        assert!(lines[2].contains(",admin,The admin,admin@people.example,ADMIN,2026-11-23T"), "{}", lines[2]);

        let answer = get(&admin, "/terms-acceptances.jsonl").await;
        assert_eq!(answer.headers["content-type"], "application/jsonl; charset=utf-8");
        let lines: Vec<Value> =
            answer.body.as_str().unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let query = "{ account { termsAcceptances(first: 9) { nodes { id document { id kind version language url sha256 } \
            subject name email role acceptedAt ipAddress userAgent } } } }";
        let listed = admin.ask(query).await;
        assert_eq!(json!(lines), listed.data()["account"]["termsAcceptances"]["nodes"], "what the list shows");
    }

    async fn an_export_takes_the_filter_of_the_list(world) {
        let admin = world.account("acme").await;
        let other = world.account("other").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        let privacy = document(&world, "PRIVACY_POLICY", "1", "PT").await;
        for (name, document) in [("ana", &terms), ("ana", &privacy), ("bob", &terms)] {
            accept(&world.caller(name, "customer", Some("acme")), document).await.done();
        }
        accept(&other, &terms).await.done();
        for (query, count) in [
            ("", 3),
            ("?kind=TERMS_OF_USE", 2),
            ("?search=AN", 2),
            ("?search=an&kind=PRIVACY_POLICY", 1),
            ("?from=2026-11-24T00:00:00Z", 0),
            ("?to=2026-11-24T00:00:00%2B02:00", 3),
        ] {
            let lines = get(&admin, &format!("/terms-acceptances.csv{query}")).await;
            assert_eq!(lines.body.as_str().unwrap().split_terminator("\r\n").count() - 1, count, "{query}");
        }
        for wrong in ["?kind=x", "?from=yesterday", "?unknown=1", "?search=a&search=b"] {
            let refused = get(&admin, &format!("/terms-acceptances.jsonl{wrong}")).await;
            assert_eq!((refused.status.as_u16(), refused.codes()), (400, vec!["BAD_USER_INPUT"]), "{wrong}");
        }
    }

    async fn more_than_are_read_at_once_are_exported_each_once(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        let people: Vec<Client> =
            (0..2050).map(|number| world.caller(&format!("person-{number}"), "customer", Some("acme"))).collect();
        for some in people.chunks(50) {
            futures_util::future::join_all(some.iter().map(|person| accept(person, &terms))).await;
        }
        let answer = get(&admin, "/terms-acceptances.jsonl").await;
        let mut subjects: Vec<String> = answer.body.as_str().unwrap().lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["subject"].as_str().unwrap().to_owned())
            .collect();
        subjects.sort();
        let mut expected: Vec<String> = (0..2050).map(|number| format!("person-{number}")).collect();
        expected.sort();
        assert_eq!(subjects, expected);
    }

    async fn an_export_needs_read_terms(world) {
        world.account("acme").await;
        for path in ["/terms-acceptances.csv", "/terms-acceptances.jsonl"] {
            for (client, status, code) in [
                (world.anonymous(), 401, "UNAUTHENTICATED"),
                (world.integration("nonsense"), 401, "UNAUTHENTICATED"),
                (world.member("agent", "acme"), 403, "FORBIDDEN"),
                (world.member("customer", "acme"), 403, "FORBIDDEN"),
                (world.staff(), 403, "FORBIDDEN"),
            ] {
                let refused = get(&client, path).await;
                assert_eq!((refused.status.as_u16(), refused.codes()), (status, vec![code]));
            }
            assert_eq!(get(&world.member("operator", "acme"), path).await.status, 200);
        }
    }
}
