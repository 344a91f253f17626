//! Every guarded field with a key: one that has its permission and no other, and one that has all others.

use serde_json::json;

use super::{document, guarded, may, outcome};
use crate::support::on_both;

/// What no key ever holds.
const NEVER: [&str; 3] = ["MANAGE_API_KEYS", "ACCEPT_TERMS", "PROVISION_ACCOUNTS"];

on_both! {
    async fn a_key_does_what_its_permissions_say_and_nothing_else(world) {
        let admin = world.account("acme").await;
        let account = admin.ask("{ account { id } }").await.data()["account"]["id"].as_str().unwrap().to_owned();
        let key = async |permissions: Vec<String>| {
            let input = json!({"name": "key", "permissions": permissions});
            let made = admin.mutate("createApiKey", input, json!({}), "secret userErrors { code }").await;
            world.integration(made.done()["secret"].as_str().unwrap())
        };
        let all: Vec<String> = domain::policy::Permission::ALL
            .iter()
            .map(|permission| serde_json::to_value(permission).unwrap().as_str().unwrap().to_owned())
            .filter(|permission| !NEVER.contains(&permission.as_str()))
            .collect();
        for permission in &all {
            assert!(may("ADMIN", permission));
            let only = key(vec![permission.clone()]).await;
            let others = key(all.iter().filter(|other| *other != permission).cloned().collect()).await;
            for (field, needed) in guarded() {
                // What holds the field must be reached as well, and that may take another permission.
                let (owner, _) = field.split_once('.').unwrap();
                let is_root = ["Query", "Mutation", "Account", "SettingsEdit"].contains(&owner);
                if is_root && needed == *permission {
                    assert_eq!(outcome(&only, document(&field, "ADMIN", &account)).await, "ok", "{field} with it alone");
                    let refused = outcome(&others, document(&field, "ADMIN", &account)).await;
                    assert_eq!(refused, "FORBIDDEN", "{field} with all others");
                }
            }
        }
        let every = key(all).await;
        for (field, needed) in guarded() {
            if NEVER.contains(&needed.as_str()) {
                let refused = outcome(&every, document(&field, "ADMIN", &account)).await;
                assert_eq!(refused, "FORBIDDEN", "{field} with all that a key can hold");
            }
        }
    }
}
