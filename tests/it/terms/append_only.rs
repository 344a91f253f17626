//! What was accepted stays, whatever statement is sent to the database.

use sea_orm::{ConnectionTrait as _, DatabaseBackend};
use serde_json::{Value, json};

use super::{accept, document};
use crate::support::{World, on_both};

async fn logs(world: &World) -> Value {
    let fields = "id document { id version url sha256 } subject role acceptedAt";
    let admin = world.member("admin", "acme");
    let query = format!(
        "{{ account {{ termsAcceptances(first: 9) {{ totalCount nodes {{ {fields} }} }} }} termsDocuments {{ id url }} }}"
    );
    admin.ask(&query).await.data().clone()
}

on_both! {
    async fn the_database_refuses_every_statement_that_would_change_what_was_accepted(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        accept(&admin, &terms).await.done();
        let before = logs(&world).await;
        let database = world.database.for_migrations();
        let of_both = [
            "UPDATE terms_acceptance SET subject = 'somebody else'",
            "UPDATE terms_document SET sha256 = 'x'",
            "DELETE FROM terms_acceptance",
            "DELETE FROM terms_acceptance WHERE role = 'ADMIN'",
            "DELETE FROM terms_document",
            "DELETE FROM account",
        ];
        let of_sqlite = [
            "REPLACE INTO terms_acceptance SELECT account_id, id, document_id, kind, 'x', 'x', role, accepted_at FROM terms_acceptance",
            "INSERT OR REPLACE INTO terms_acceptance SELECT account_id, x'00', document_id, kind, subject, subject_key, 'AGENT', accepted_at FROM terms_acceptance",
            "UPDATE OR REPLACE terms_acceptance SET role = NULL",
            "REPLACE INTO terms_document SELECT id, kind, version, language, 'x', sha256, published_at FROM terms_document",
            "INSERT OR REPLACE INTO terms_document SELECT x'00', kind, version, language, 'x', sha256, published_at FROM terms_document",
            "INSERT INTO terms_document SELECT * FROM terms_document WHERE true ON CONFLICT DO UPDATE SET url = 'x'",
            "INSERT INTO terms_acceptance (rowid) VALUES (1)",
        ];
        let of_postgres = [
            "TRUNCATE terms_acceptance CASCADE",
            "TRUNCATE terms_document CASCADE",
            "TRUNCATE account CASCADE",
            "INSERT INTO terms_document SELECT * FROM terms_document ON CONFLICT (id) DO UPDATE SET url = 'x'",
            "SET session_replication_role = replica; DELETE FROM terms_acceptance",
            "MERGE INTO terms_acceptance t USING account a ON a.id = t.account_id WHEN MATCHED THEN DELETE",
        ];
        let own: &[&str] = match database.get_database_backend() {
            DatabaseBackend::Sqlite => &of_sqlite,
            _ => &of_postgres,
        };
        for statement in of_both.iter().chain(own) {
            let refused = database.execute_unprepared(statement).await;
            assert!(refused.is_err(), "{statement}");
        }
        assert_eq!(logs(&world).await, before);
        accept(&world.member("agent", "acme"), &terms).await.done();
        assert_eq!(logs(&world).await["account"]["termsAcceptances"]["totalCount"], 2, "adding goes on");
    }

    async fn an_erasure_takes_who_it_was_and_leaves_that_it_was(world) {
        let admin = world.account("acme").await;
        let terms = document(&world, "TERMS_OF_USE", "1", "PT").await;
        accept(&admin, &terms).await.done();
        let before = logs(&world).await;
        world.database.for_migrations().execute_unprepared("DELETE FROM terms_person").await.unwrap();
        assert_eq!(logs(&world).await, before);
        let query = "{ account { termsAcceptances(first: 9) { nodes { subject name email ipAddress userAgent } } } }";
        let left = json!([{"subject": "admin", "name": null, "email": null, "ipAddress": null, "userAgent": null}]);
        assert_eq!(admin.ask(query).await.data()["account"]["termsAcceptances"]["nodes"], left);
    }
}
