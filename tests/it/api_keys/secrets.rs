//! A secret is in one answer, once: nothing of it is in the database, whatever became of the key.

use serde_json::json;

use super::{create, rotate};
use crate::support::on_both;

on_both! {
    async fn a_secret_is_nowhere_in_the_database(world) {
        let admin = world.account("acme").await;
        let (key, first) = create(&admin, &["READ_SETTINGS"]).await;
        let second = rotate(&admin, &key, 3600).await;
        let (kept, third) = create(&admin, &["READ_SETTINGS"]).await;
        world.integration(&third).ask("{ viewer { subject } }").await.data();
        admin.mutate("revokeApiKey", json!({"id": key["id"]}), json!({}), "userErrors { code }").await.done();
        world.service.settled().await;
        let dump = world.everything().await;
        assert!(dump.contains(kept["prefix"].as_str().unwrap()), "the dump holds what it should");
        for secret in [&first, &second, &third] {
            // What follows the prefix is the secret; no piece of it is kept.
            for piece in [&secret[20..46], &secret[46..72], &secret[72..]] {
                assert!(!dump.contains(piece));
            }
        }
        assert_eq!(dump.matches(&hex(&third)).count(), 2, "of a secret that is good there is its digest, where it is found");
        for ended in [&first, &second] {
            assert!(!dump.contains(&hex(ended)), "of one that has ended there is nothing");
        }
    }
}

fn hex(secret: &str) -> String {
    use std::fmt::Write as _;

    use sha2::Digest as _;

    let mut text = String::new();
    for byte in sha2::Sha256::digest(secret) {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}
