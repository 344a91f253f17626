//! Every guarded field as every role: what the guard does, what the SDL says and what the domain refuses by itself.

mod domain_refuses;
mod keys;
mod side_doors;

use std::{collections::BTreeMap, fmt::Write as _};

use async_graphql::{
    Positioned,
    parser::types::{ConstDirective, TypeKind, TypeSystemDefinition},
};
use serde_json::{Value, json};

use crate::support::{Backend, Client, World};

/// The roles of product.md, in its order.
pub(crate) const ROLES: [&str; 5] = ["ADMIN", "OPERATOR", "AGENT", "CUSTOMER", "PLATFORM"];

/// The table of product.md, written here once more: what each role may do.
pub(crate) fn may(role: &str, permission: &str) -> bool {
    match role {
        "ADMIN" => permission != "PROVISION_ACCOUNTS",
        "OPERATOR" => {
            let managed = permission.starts_with("MANAGE_") && permission != "MANAGE_WEBHOOKS";
            let others = ["READ_SETTINGS", "READ_HISTORY", "READ_TERMS", "ACCEPT_TERMS", "READ_TICKET_POLICY"];
            managed || others.contains(&permission)
        }
        "AGENT" | "CUSTOMER" => ["READ_TICKET_POLICY", "ACCEPT_TERMS"].contains(&permission),
        "PLATFORM" => ["PROVISION_ACCOUNTS", "READ_SETTINGS"].contains(&permission),
        _ => false,
    }
}

/// The permission of an applied `@guard`.
pub(crate) fn guard_of(directives: &[Positioned<ConstDirective>]) -> Option<String> {
    let guard = directives.iter().find(|directive| directive.node.name.node == "guard")?;
    let (_, permission) = guard.node.arguments.iter().find(|(name, _)| name.node == "permission")?;
    Some(permission.node.to_string())
}

/// Every guarded field of the SDL, as `Type.field`, with its permission.
pub(crate) fn guarded() -> BTreeMap<String, String> {
    let document = async_graphql::parser::parse_schema(schema::sdl()).unwrap();
    let mut found = BTreeMap::new();
    for definition in &document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let name = &definition.node.name.node;
        let mut note = |field: &str, directives: &[Positioned<ConstDirective>]| {
            if let Some(permission) = guard_of(directives) {
                found.insert(format!("{name}.{field}"), permission);
            }
        };
        match &definition.node.kind {
            // A stream is asked for in another way: tests/it/feed/streams.rs.
            TypeKind::Object(_) if name == "Subscription" => {}
            TypeKind::Object(object) => {
                object.fields.iter().for_each(|field| note(&field.node.name.node, &field.node.directives));
            }
            TypeKind::Interface(interface) => {
                interface.fields.iter().for_each(|field| note(&field.node.name.node, &field.node.directives));
            }
            TypeKind::InputObject(input) => {
                input.fields.iter().for_each(|field| note(&field.node.name.node, &field.node.directives));
            }
            TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::Union(_) => {}
        }
    }
    found
}

/// An input that each mutation takes; ids are of nothing, which is a user error and no refusal.
fn input(mutation: &str) -> Value {
    match mutation {
        "addContact" => json!({"kind": "PERSONAL", "email": "a@b.example"}),
        "addOtherContact" => json!({"kind": "OTHER", "value": "x"}),
        "addAddress" => json!({"purpose": "OTHER", "street": "s", "city": "c", "country": "BR"}),
        "addActivity" => json!({"name": "x"}),
        "addAccessProfile" => json!({"name": "x", "role": "AGENT"}),
        "restoreRevision" => json!({"number": 1}),
        "createAccount" => json!({"slug": "acme", "tradeName": "x", "language": "EN"}),
        "releasePortalHost" => json!({"host": "nobody.example"}),
        "changeSettings" => json!({"edits": [{"updateCompany": {}}]}),
        "acceptTerms" => json!({"documentId": "nothing"}),
        "publishTermsDocument" => {
            json!({"kind": "TERMS_OF_USE", "version": "1", "language": "EN", "url": "x", "sha256": "x"})
        }
        "createApiKey" => json!({"name": "x", "permissions": []}),
        "rotateApiKey" | "revokeApiKey" | "rotateWebhookSecret" | "sendTestWebhook" => json!({"id": "nothing"}),
        "createWebhookEndpoint" => json!({"url": "nothing"}),
        "redeliverWebhook" => json!({"deliveryId": "nothing"}),
        name if name.starts_with("update") && !name.ends_with("Parameters") || name.starts_with("remove") => {
            let has_id = ["Contact", "Address", "Activity", "AccessProfile", "WebhookEndpoint"]
                .iter()
                .any(|part| name.ends_with(part));
            if has_id { json!({"id": "nothing"}) } else { json!({}) }
        }
        _ => json!({}),
    }
}

/// A document that runs one guarded field; none where a role cannot come near it.
fn document(field: &str, role: &str, account: &str) -> Option<(String, Value)> {
    let (owner, name) = field.split_once('.').unwrap();
    let on_account = |selection: &str| {
        if role == "PLATFORM" {
            format!("{{ node(id: \"{account}\") {{ ... on Account {{ {selection} }} }} }}")
        } else {
            format!("{{ account {{ {selection} }} }}")
        }
    };
    let mutation = |name: &str, selection: &str| {
        let without_options = [
            "createAccount",
            "releasePortalHost",
            "acceptTerms",
            "publishTermsDocument",
            "sendTestWebhook",
            "redeliverWebhook",
        ];
        let options = !without_options.contains(&name);
        let (declared, given) = if options { (", $options: WriteOptions", ", options: $options") } else { ("", "") };
        let variables = json!({"input": input(name), "options": {"dryRun": true}});
        match name {
            // A photo is uploaded by a request of another shape: only what it selects is told.
            "setCompanyPhoto" => (String::new(), json!(selection)),
            "removeCompanyPhoto" => (
                format!("mutation($options: WriteOptions) {{ {name}(options: $options) {{ {selection} }} }}"),
                variables,
            ),
            _ => {
                let input = format!("{}{}Input!", name[..1].to_uppercase(), &name[1..]);
                (
                    format!("mutation($input: {input}{declared}) {{ {name}(input: $input{given}) {{ {selection} }} }}"),
                    variables,
                )
            }
        }
    };
    let payload_of = |owner: &str| {
        let name = owner.strip_suffix("Payload").unwrap_or(owner);
        format!("{}{}", name[..1].to_lowercase(), &name[1..])
    };
    match (owner, name) {
        ("Query", "ticketPolicy") => Some(("{ ticketPolicy { revision } }".to_owned(), json!({}))),
        ("Query", "accounts") => Some(("{ accounts(first: 1) { nodes { id } } }".to_owned(), json!({}))),
        ("Account", "settings") => Some((on_account("settings { id }"), json!({}))),
        ("Account", "revision") => Some((on_account("revision(number: 1) { number }"), json!({}))),
        ("Account", "revisions") => Some((on_account("revisions(first: 1) { nodes { number } }"), json!({}))),
        ("Account", "apiKeys") => Some((on_account("apiKeys(first: 1) { nodes { id } }"), json!({}))),
        ("Account", "webhookEndpoints") => Some((on_account("webhookEndpoints(first: 1) { nodes { id } }"), json!({}))),
        ("Account", "termsAcceptances") => Some((on_account("termsAcceptances(first: 1) { nodes { id } }"), json!({}))),
        ("Account", "changes") => Some((on_account("changes(from: 1) { path }"), json!({}))),
        ("Revision", "settings") if role == "PLATFORM" => {
            let (query, mut variables) = mutation("createAccount", "revision { settings { id } }");
            variables["input"]["slug"] = json!("made-by-platform");
            Some((query, variables))
        }
        ("Revision", "settings") => {
            may(role, "READ_HISTORY").then(|| (on_account("revision(number: 1) { settings { id } }"), json!({})))
        }
        ("SettingsPayload", "settings") => {
            may(role, "MANAGE_COMPANY").then(|| mutation("updateCompany", "... on SettingsPayload { settings { id } }"))
        }
        (payload, "settings") if payload.ends_with("Payload") => {
            let name = payload_of(payload);
            let needed = guarded().get(&format!("Mutation.{name}")).cloned();
            let reached = needed.map_or(may(role, "MANAGE_COMPANY"), |needed| may(role, &needed));
            reached.then(|| mutation(&name, "settings { id }"))
        }
        ("SettingsEdit", name) => Some((
            "mutation($input: ChangeSettingsInput!) \
             { changeSettings(input: $input, options: {dryRun: true}) { userErrors { code } } }"
                .to_owned(),
            json!({"input": {"edits": [{name: input(name)}]}}),
        )),
        ("Mutation", name) => Some(mutation(name, "userErrors { code }")),
        _ => panic!("{field} is guarded, and no document runs it"),
    }
}

/// What came of a document: `ok`, or the code of what was refused.
async fn outcome(client: &Client, document: Option<(String, Value)>) -> String {
    let Some((query, variables)) = document else { return "–".to_owned() };
    let answer = match &variables {
        Value::String(selection) => client.upload_photo(b"no picture", json!({"dryRun": true}), selection).await,
        variables => client.send(&query, variables.clone()).await,
    };
    match answer.codes().as_slice() {
        [] => "ok".to_owned(),
        codes => codes.join(" "),
    }
}

/// Runs every guarded field as everybody, compares with the table of product.md, and writes it down.
pub(crate) async fn matrix() -> String {
    let world = World::new(Backend::Sqlite).await;
    let admin = world.account("acme").await;
    let account = admin.ask("{ account { id } }").await.data()["account"]["id"].as_str().unwrap().to_owned();
    let mut rows = String::new();
    for (field, permission) in guarded() {
        write!(rows, "| `{field}` | {permission} |").unwrap();
        for role in ROLES {
            let slug = (role != "PLATFORM").then_some("acme");
            let client = world.caller("somebody", &role.to_lowercase(), slug);
            let document = document(&field, role, &account);
            let is_reached = document.is_some();
            let outcome = outcome(&client, document).await;
            let expected = match (is_reached, may(role, &permission)) {
                (false, _) => "–",
                (true, true) => "ok",
                (true, false) => "FORBIDDEN",
            };
            assert_eq!(outcome, expected, "{field} as {role}");
            write!(rows, " {outcome} |").unwrap();
        }
        let anonymous = outcome(&world.anonymous(), document(&field, "ADMIN", &account)).await;
        assert_eq!(anonymous, "UNAUTHENTICATED", "{field} as nobody");
        writeln!(rows, " {anonymous} |").unwrap();
    }
    format!("{}{rows}{}", head(), nodes(&world, &account).await)
}

/// What `node` finds for everybody, by the id of everything in an account, now and as of its newest revision.
async fn nodes(world: &World, account: &str) -> String {
    let admin = world.member("admin", "acme");
    let edits = json!({"edits": [
        {"addContact": {"kind": "PERSONAL", "email": "a@b.example"}},
        {"addOtherContact": {"kind": "OTHER", "value": "x"}},
        {"addAddress": {"purpose": "OTHER", "street": "s", "city": "c", "country": "BR"}},
        {"addActivity": {"name": "x"}},
        {"addAccessProfile": {"name": "x", "role": "AGENT"}},
    ]});
    let fields = "revision { id } settings { id revision contacts { id } otherContacts { id } addresses { id } \
        activities { id } accessProfiles { id } } userErrors { code }";
    let answer = admin.mutate("changeSettings", edits, json!({}), fields).await;
    let (settings, revision) = (&answer.done()["settings"], &answer.done()["revision"]["id"]);
    let number = &settings["revision"];
    let key = json!({"name": "x", "permissions": []});
    let key = admin.mutate("createApiKey", key, json!({}), "apiKey { id } userErrors { code }").await;
    let kinds = [
        ("Account", json!(account), "SELF"),
        ("Revision", revision.clone(), "READ_HISTORY"),
        ("ApiKey", key.done()["apiKey"]["id"].clone(), "MANAGE_API_KEYS"),
        ("Settings", settings["id"].clone(), "READ_SETTINGS"),
        ("Contact", settings["contacts"][0]["id"].clone(), "READ_SETTINGS"),
        ("OtherContact", settings["otherContacts"][0]["id"].clone(), "READ_SETTINGS"),
        ("Address", settings["addresses"][0]["id"].clone(), "READ_SETTINGS"),
        ("Activity", settings["activities"][0]["id"].clone(), "READ_SETTINGS"),
        ("AccessProfile", settings["accessProfiles"][0]["id"].clone(), "READ_SETTINGS"),
    ];
    let mut text = "\n## What `node` finds\n\nA dash: null, as for what does not exist.\n\n| id of |".to_owned();
    for role in ROLES {
        write!(text, " {role} |").unwrap();
    }
    text.push_str(" nobody |\n|---|---|---|---|---|---|---|\n");
    for (kind, id, permission) in kinds {
        let id = id.as_str().unwrap();
        let mut spellings = vec![(kind.to_owned(), id.to_owned())];
        if permission == "READ_SETTINGS" {
            spellings.push((format!("{kind}, at a revision"), format!("{id}@{number}")));
        }
        for (name, id) in spellings {
            write!(text, "| {name} |").unwrap();
            for role in ROLES.into_iter().chain(["nobody"]) {
                let client = match role {
                    "nobody" => world.anonymous(),
                    "PLATFORM" => world.staff(),
                    role => world.member(&role.to_lowercase(), "acme"),
                };
                let answer = client.send("query($id: ID!) { node(id: $id) { id } }", json!({"id": id})).await;
                let is_found = answer.data()["node"]["id"] == json!(id);
                let may_find = role != "nobody" && (permission == "SELF" || may(role, permission));
                assert_eq!(is_found, may_find, "{name} as {role}");
                text.push_str(if is_found { " found |" } else { " – |" });
            }
            text.push('\n');
        }
    }
    text
}

/// What stands before the matrix: the table of roles, from the code.
fn head() -> String {
    let mut text = "# Who may do what\n\n\
        Made by a test from the SDL's `@guard` and from what happened when every guarded field was asked as everybody.\n\n\
        ## Roles\n\n| permission |"
        .to_owned();
    for role in ROLES {
        write!(text, " {role} |").unwrap();
    }
    text.push_str("\n|---|---|---|---|---|---|\n");
    for permission in domain::policy::Permission::ALL {
        let name = serde_json::to_value(permission).unwrap().as_str().unwrap().to_owned();
        write!(text, "| {name} |").unwrap();
        for role in domain::policy::Role::ALL {
            let role_name = serde_json::to_value(role).unwrap().as_str().unwrap().to_owned();
            let allowed = domain::policy::allows(role, permission);
            assert_eq!(allowed, may(&role_name, &name), "{role_name} {name}");
            text.push_str(if allowed { " yes |" } else { " |" });
        }
        text.push('\n');
    }
    text.push_str(
        "\nPlatform staff read the settings of any account that they reach, at any revision; of the history only the \
         revision that their own call made.\n\n\
         ## Guarded fields\n\n\
         A dash: the role cannot come near the field, because what holds it is refused already.\n\n\
         | field | permission |",
    );
    for role in ROLES {
        write!(text, " {role} |").unwrap();
    }
    text.push_str(" nobody |\n|---|---|---|---|---|---|---|---|\n");
    text
}
