//! Rows and stored values say the same, the database itself holds what it can, and what disagrees is found.

use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::support::{
    World,
    editor::{Editor, call},
    on_both,
};

/// Changes what is stored behind the service's back; answers what a verification finds then.
async fn tampered(world: &World, sql: &str) -> Vec<String> {
    let changed = world.database.for_migrations().execute_unprepared(sql).await.unwrap();
    assert!(changed.rows_affected() > 0, "{sql}");
    domain::verify::verify(&world.service).await.unwrap().findings
}

async fn filled(world: &World) {
    let editor = Editor::new(world, "acme").await;
    let edits = json!({"edits": [
        {"addContact": {"kind": "PERSONAL", "email": "a@b.example"}},
        {"addContact": {"kind": "PERSONAL", "email": "c@d.example"}},
        {"addAddress": {"purpose": "OTHER", "rank": "PRIMARY", "street": "s", "city": "c", "country": "BR"}},
        {"addAddress": {"purpose": "OTHER", "street": "s", "city": "c", "country": "BR"}},
        {"addActivity": {"name": "x"}},
        {"updateEnvironmentParameters": {"portalUrl": "https://acme.example"}},
    ]});
    editor.done(&call("changeSettings", edits)).await;
}

on_both! {
    async fn a_changed_row_is_found(world) {
        filled(&world).await;
        let found = tampered(&world, "UPDATE contact SET email = 'x@y.example' WHERE email = 'a@b.example'").await;
        assert_eq!(found, ["account acme: the table contact does not say what revision 2 says"]);
    }

    async fn a_row_too_few_is_found(world) {
        filled(&world).await;
        let found = tampered(&world, "DELETE FROM activity").await;
        assert_eq!(found, ["account acme: the table activity does not say what revision 2 says"]);
        let found = tampered(&world, "DELETE FROM environment").await;
        assert_eq!(found, ["account acme: a row that stands alone for its account is missing"]);
    }

    async fn a_gap_in_the_history_is_found(world) {
        filled(&world).await;
        let found = tampered(&world, "DELETE FROM revision WHERE number = 1").await;
        assert_eq!(found, ["account acme: 1 revisions are stored, and the newest should be 2"]);
    }

    async fn a_host_that_is_not_the_portals_is_found(world) {
        filled(&world).await;
        let found = tampered(&world, "UPDATE portal_host SET host = 'other.example'").await;
        assert_eq!(found, ["account acme: it holds the hosts [other.example], which is not its portal's"]);
    }

    async fn the_database_itself_refuses_what_it_can(world) {
        filled(&world).await;
        let connection = world.database.for_migrations();
        for sql in [
            "UPDATE contact SET is_primary = TRUE",
            "UPDATE contact SET email_key = 'same'",
            "UPDATE contact SET kind = 'NOBODY'",
            "UPDATE address SET rank = 'PRIMARY'",
            "UPDATE address SET rank = 'THIRD'",
            "UPDATE account SET revision = 0",
            "UPDATE environment SET language = 'FR'",
            "DELETE FROM account",
            "INSERT INTO access_profile SELECT account_id, id, 'p', 'p', 'AGENT', account_id FROM activity",
        ] {
            assert!(connection.execute_unprepared(sql).await.is_err(), "{sql}");
        }
        assert_eq!(domain::verify::verify(&world.service).await.unwrap().findings, [""; 0]);
    }

    async fn what_was_acknowledged_is_there_when_the_database_is_opened_again(world) {
        filled(&world).await;
        let page = world.member("admin", "acme").ask("{ account { settings { revision contacts { id email } } } }").await;
        let again = world.reopened().await;
        let same = again.member("admin", "acme").ask("{ account { settings { revision contacts { id email } } } }").await;
        assert_eq!(page.data(), same.data());
    }
}
