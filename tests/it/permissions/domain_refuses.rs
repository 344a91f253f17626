//! What the guard refuses, the domain refuses by itself: asked without GraphQL, as every role.

use std::sync::Arc;

use domain::{
    account::Account,
    api_key::{self, CreateApiKey, RotateApiKey},
    authentication,
    caller::{Caller, Standing},
    change::{Command, WriteOptions, change},
    edit::Edit,
    error::{Error, Refusal},
    patch::Patch,
    photo,
    policy::{AccountRole, Permission},
    settings::{
        addresses::{AddressFields, UpdateAddress},
        company::UpdateCompany,
        contacts::{AddContact, ContactKind, UpdateContact},
        environment::{UpdateDirectTicketLink, UpdateEnvironmentParameters},
        hours::UpdateBusinessHours,
        modules::UpdateAdditionalModules,
        other_contacts::{AddOtherContact, OtherContactKind, UpdateOtherContact},
        profiles::{AddAccessProfile, AddActivity, UpdateAccessProfile, UpdateActivity},
        tickets::UpdateTicketParameters,
    },
    terms::{self, Origin},
    webhook::{self, CreateEndpoint, RotateSecret, UpdateEndpoint},
};

use super::may;
use crate::support::on_both;

fn everybody(account: &Arc<Account>) -> Vec<(&'static str, Caller)> {
    let caller = |standing| Caller { subject: "somebody".to_owned(), name: None, email: None, standing };
    let member = |role| caller(Standing::Member { account: Arc::clone(account), role });
    vec![
        ("ADMIN", member(AccountRole::Admin)),
        ("OPERATOR", member(AccountRole::Operator)),
        ("AGENT", member(AccountRole::Agent)),
        ("CUSTOMER", member(AccountRole::Customer)),
        ("PLATFORM", caller(Standing::Staff)),
    ]
}

fn every_edit() -> Vec<Edit> {
    let id = || "nothing".to_owned();
    vec![
        Edit::UpdateCompany(UpdateCompany::default()),
        Edit::RemoveCompanyPhoto,
        Edit::AddContact(AddContact { kind: ContactKind::Personal, email: id(), is_primary: false }),
        Edit::UpdateContact(UpdateContact { id: id(), ..UpdateContact::default() }),
        Edit::RemoveContact(id()),
        Edit::AddOtherContact(AddOtherContact { kind: OtherContactKind::X, value: id(), label: None }),
        Edit::UpdateOtherContact(UpdateOtherContact { id: id(), ..UpdateOtherContact::default() }),
        Edit::RemoveOtherContact(id()),
        Edit::AddAddress(Box::<AddressFields>::default()),
        Edit::UpdateAddress(Box::<UpdateAddress>::default()),
        Edit::RemoveAddress(id()),
        Edit::UpdateEnvironmentParameters(UpdateEnvironmentParameters::default()),
        Edit::UpdateDirectTicketLink(UpdateDirectTicketLink::default()),
        Edit::UpdateTicketParameters(UpdateTicketParameters::default()),
        Edit::UpdateAdditionalModules(UpdateAdditionalModules::default()),
        Edit::UpdateBusinessHours(UpdateBusinessHours::default()),
        Edit::AddActivity(AddActivity { name: id() }),
        Edit::UpdateActivity(UpdateActivity { id: id(), ..UpdateActivity::default() }),
        Edit::RemoveActivity(id()),
        Edit::AddAccessProfile(AddAccessProfile {
            name: id(),
            role: AccountRole::Agent,
            time_tracking_activity_id: None,
        }),
        Edit::UpdateAccessProfile(UpdateAccessProfile { id: id(), ..UpdateAccessProfile::default() }),
        Edit::RemoveAccessProfile(id()),
    ]
}

fn spelt(permission: Permission) -> String {
    serde_json::to_value(permission).unwrap().as_str().unwrap().to_owned()
}

fn is_forbidden<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Refused(Refusal::Forbidden(_))))
}

on_both! {
    async fn every_command_is_refused_to_those_who_lack_its_permission(world) {
        world.account("acme").await;
        let account = authentication::account_by_slug(&world.service, "acme", 0).await.unwrap().unwrap();
        for (role, caller) in everybody(&account) {
            for edit in every_edit() {
                let allowed = may(role, &spelt(edit.permission()));
                let options = WriteOptions { dry_run: true, ..WriteOptions::default() };
                let alone = change(&world.service, &caller, Command::Edit(edit.clone()), options.clone()).await;
                assert_eq!(is_forbidden(&alone), !allowed, "{} as {role}", edit.action());
                let batch = Command::ChangeSettings(vec![edit.clone()]);
                let batch = change(&world.service, &caller, batch, options).await;
                assert_eq!(is_forbidden(&batch), !allowed, "{} in a batch as {role}", edit.action());
            }
            let empty = change(&world.service, &caller, Command::ChangeSettings(vec![]), WriteOptions::default()).await;
            assert_eq!(is_forbidden(&empty), !may(role, "MANAGE_COMPANY"), "an empty batch as {role}");
            let restore = Command::RestoreRevision { number: 1 };
            let restore = change(&world.service, &caller, restore, WriteOptions::default()).await;
            assert_eq!(is_forbidden(&restore), !may(role, "RESTORE_REVISION"), "restoring as {role}");
            let key = CreateApiKey { name: "key".to_owned(), permissions: Vec::new(), expires_at: None };
            let dry = || WriteOptions { dry_run: true, ..WriteOptions::default() };
            let rotation = RotateApiKey { id: "nothing".to_owned(), overlap_seconds: 0 };
            for (command, forbidden) in [
                ("createApiKey", is_forbidden(&api_key::create(&world.service, &caller, key, dry()).await)),
                ("rotateApiKey", is_forbidden(&api_key::rotate(&world.service, &caller, rotation, dry()).await)),
                ("revokeApiKey", is_forbidden(&api_key::revoke(&world.service, &caller, "x".to_owned(), dry()).await)),
            ] {
                // Staff belong to no account, so there is none whose keys they could change.
                assert_eq!(forbidden, !may(role, "MANAGE_API_KEYS"), "{command} as {role}");
            }
            let accepted = terms::accept(&world.service, &caller, "nothing", Origin::default()).await;
            assert_eq!(is_forbidden(&accepted), !may(role, "ACCEPT_TERMS"), "acceptTerms as {role}");
            let endpoint = CreateEndpoint { url: "x".to_owned(), description: None, actions: Vec::new() };
            let change = UpdateEndpoint {
                id: "nothing".to_owned(),
                url: Patch::Keep,
                description: Patch::Keep,
                actions: Patch::Keep,
                enabled: Patch::Keep,
            };
            let rotation = RotateSecret { id: "nothing".to_owned(), overlap_seconds: 0 };
            let (service, id) = (&world.service, || "nothing".to_owned());
            for (command, forbidden) in [
                ("createWebhookEndpoint", is_forbidden(&webhook::create(service, &caller, endpoint, dry()).await)),
                ("updateWebhookEndpoint", is_forbidden(&webhook::update(service, &caller, change, dry()).await)),
                ("removeWebhookEndpoint", is_forbidden(&webhook::remove(service, &caller, id(), dry()).await)),
                ("rotateWebhookSecret", is_forbidden(&webhook::rotate(service, &caller, rotation, dry()).await)),
                ("sendTestWebhook", is_forbidden(&webhook::send_test(service, &caller, id()).await)),
                ("redeliverWebhook", is_forbidden(&webhook::redeliver(service, &caller, id()).await)),
            ] {
                assert_eq!(forbidden, !may(role, "MANAGE_WEBHOOKS"), "{command} as {role}");
            }
            let photo = photo::take_in(&world.service, &caller, b"no picture").await;
            assert_eq!(is_forbidden(&photo), !may(role, "MANAGE_COMPANY"), "a photo as {role}");
        }
    }

    async fn a_scope_is_given_only_with_its_permission_and_only_of_ones_own_account(world) {
        world.account("acme").await;
        world.account("other").await;
        let account = |slug| authentication::account_by_slug(&world.service, slug, 0);
        let own = Arc::new(account("acme").await.unwrap().unwrap());
        let other = account("other").await.unwrap().unwrap();
        for (role, caller) in everybody(&own) {
            assert_eq!(caller.read_settings(own.id).is_ok(), may(role, "READ_SETTINGS"), "{role}");
            assert_eq!(caller.read_history(own.id).is_ok(), may(role, "READ_HISTORY"), "{role}");
            assert_eq!(caller.read_ticket_policy(own.id).is_ok(), may(role, "READ_TICKET_POLICY"), "{role}");
            assert_eq!(caller.read_keys(own.id).is_ok(), may(role, "MANAGE_API_KEYS"), "{role}");
            assert_eq!(caller.read_terms(own.id).is_ok(), may(role, "READ_TERMS"), "{role}");
            assert_eq!(caller.manage_webhooks(own.id).is_ok(), may(role, "MANAGE_WEBHOOKS"), "{role}");
            assert_eq!(caller.serve_accounts().is_ok(), role == "PLATFORM", "{role}");
            let foreign = [
                caller.read_settings(other.id).err(),
                caller.read_history(other.id).err(),
                caller.read_keys(other.id).err(),
                caller.read_terms(other.id).err(),
                caller.manage_webhooks(other.id).err(),
            ];
            let forbidden = |permission| Some(Refusal::Forbidden(permission));
            let expected = match role {
                "PLATFORM" => [
                    None,
                    forbidden(Permission::ReadHistory),
                    forbidden(Permission::ManageApiKeys),
                    forbidden(Permission::ReadTerms),
                    forbidden(Permission::ManageWebhooks),
                ],
                _ => [const { Some(Refusal::NotFound) }; 5],
            };
            assert_eq!(foreign, expected, "{role}");
        }
    }
}
