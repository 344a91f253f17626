//! Each permission by itself: what a change touches is asked for, however the change came about.

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::{
    arbitrary::settings,
    settings::{
        addresses::{AddressFields, AddressPurpose},
        company::UpdateCompany,
        contacts::{AddContact, ContactKind},
        environment::{Language, UpdateDirectTicketLink, UpdateEnvironmentParameters},
        hours::UpdateBusinessHours,
        profiles::AddActivity,
    },
};

fn text(text: &str) -> Patch<String> {
    Patch::Set(text.to_owned())
}

/// A change of each section, with what it needs.
fn sections() -> Vec<(Permission, Edit)> {
    let address = AddressFields {
        purpose: Patch::Set(AddressPurpose::Other),
        street: text("s"),
        city: text("c"),
        country: text("BR"),
        ..AddressFields::default()
    };
    let contact = AddContact { kind: ContactKind::Personal, email: "a@b.example".to_owned(), is_primary: false };
    let language =
        UpdateEnvironmentParameters { language: Patch::Set(Language::Es), ..UpdateEnvironmentParameters::default() };
    let link = UpdateDirectTicketLink { customers: Patch::Set(true), ..UpdateDirectTicketLink::default() };
    vec![
        (
            Permission::ManageCompany,
            Edit::UpdateCompany(UpdateCompany { legal_name: text("x"), ..UpdateCompany::default() }),
        ),
        (Permission::ManageContacts, Edit::AddContact(contact)),
        (Permission::ManageAddresses, Edit::AddAddress(Box::new(address))),
        (Permission::ManageParameters, Edit::UpdateEnvironmentParameters(language)),
        (Permission::ManageSecurity, Edit::UpdateDirectTicketLink(link)),
        (
            Permission::ManageBusinessHours,
            Edit::UpdateBusinessHours(UpdateBusinessHours {
                time_zone: text("America/Lima"),
                ..UpdateBusinessHours::default()
            }),
        ),
        (Permission::ManageAccessProfiles, Edit::AddActivity(AddActivity { name: "x".to_owned() })),
    ]
}

/// The permission that somebody lacks who may change what `may_change` says.
fn tried(
    what: What,
    then: Option<Settings>,
    may_change: fn(Permission, Permission) -> bool,
    which: Permission,
) -> Option<Permission> {
    let account = AccountId(Uuid::from_u128(7));
    let may_change = Box::new(move |permission| may_change(permission, which));
    let plan = SettingsPlan { action: "test", what, may_change };
    let snapshot = |settings| Snapshot::new(account, 1, settings);
    let (before, actor) = (snapshot(settings()), Actor::system());
    let moment = Moment { account, before: &before, now: DateTime::UNIX_EPOCH, actor: &actor };
    match plan.edited(&moment, then.map(snapshot)) {
        Err(Error::Refused(Refusal::Forbidden(permission))) => Some(permission),
        result => {
            assert!(!result.unwrap().unwrap().changes.is_empty());
            None
        }
    }
}

#[test]
fn a_change_needs_the_permission_of_its_section_and_no_other() {
    for (needed, edit) in sections() {
        assert_eq!(edit.permission(), needed);
        let plan = || What::Edits { edits: vec![edit.clone()], batch: true };
        assert_eq!(tried(plan(), None, |permission, only| permission == only, needed), None, "with it alone");
        assert_eq!(tried(plan(), None, |permission, but| permission != but, needed), Some(needed), "with all others");
    }
}

#[test]
fn a_restore_needs_the_permission_of_every_section_that_it_changes() {
    for (needed, edit) in sections() {
        let mut then = settings();
        crate::arbitrary::apply_all(&mut then, &[edit]);
        let plan = || What::Restore { number: 1 };
        assert_eq!(
            tried(plan(), Some(then.clone()), |permission, only| permission == only, needed),
            None,
            "with it alone"
        );
        let refused = tried(plan(), Some(then), |permission, but| permission != but, needed);
        assert_eq!(refused, Some(needed), "with all others");
    }
}
