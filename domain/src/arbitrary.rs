//! Random settings for property tests: what random edits make of the settings of a new account.

use chrono::{DateTime, Utc};
use entity::id::AccountId;
use proptest::{collection::vec, option, prelude::*, sample::select};
use rand::{SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::{
    edit::Edit,
    patch::Patch,
    policy::AccountRole,
    settings::{
        NewIds, Settings,
        addresses::{AddressFields, AddressPurpose, AddressRank, UpdateAddress},
        company::{TaxIdInput, UpdateCompany},
        contacts::{AddContact, ContactKind, UpdateContact},
        environment::{Language, UpdateDirectTicketLink, UpdateEnvironmentParameters},
        hours::{HolidayInput, Shift, TimeZone, UpdateBusinessHours, Weekday},
        modules::{UpdateAdditionalModules, UpdateModule, UpdateTimeTracking},
        other_contacts::{AddOtherContact, OtherContactKind, UpdateOtherContact},
        profiles::{AddAccessProfile, AddActivity, UpdateAccessProfile, UpdateActivity},
        tickets::{Audience, OpeningRequirement, TicketField, UpdateTicketParameters},
    },
    tax_id::TaxIdKind,
    ticket_policy::numbering::{NumberingStyle, UpdateNumbering},
};

/// The settings of a new account.
pub(crate) fn settings() -> Settings {
    Settings::new("Aurora".to_owned(), Language::Pt, TimeZone::UTC)
}

/// Applies edits in their order, those that are refused left out. Ids that are numbers stand for positions in lists.
pub(crate) fn apply_all(settings: &mut Settings, edits: &[Edit]) {
    let mut random = StdRng::seed_from_u64(7);
    let account = AccountId(Uuid::from_u128(7));
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let mut ids = NewIds::new(account, now, &mut random);
    for edit in edits {
        let edit = with_ids(edit.clone(), settings);
        let before = settings.clone();
        if edit.apply(settings, &mut ids).is_err() {
            assert_eq!(*settings, before, "a refused edit changes nothing");
        }
    }
}

/// A few edits of any kind.
pub(crate) fn any_edits() -> impl Strategy<Value = Vec<Edit>> {
    vec(any_edit(), 0..12)
}

fn any_edit() -> BoxedStrategy<Edit> {
    prop_oneof![company(), contacts(), other_contacts(), addresses(), parameters(), hours(), profiles()].boxed()
}

fn patch<T: Clone + std::fmt::Debug + 'static>(value: impl Strategy<Value = T> + 'static) -> BoxedStrategy<Patch<T>> {
    prop_oneof![2 => Just(Patch::Keep), 1 => Just(Patch::Clear), 4 => value.prop_map(Patch::Set)].boxed()
}

fn word() -> impl Strategy<Value = String> {
    select(vec!["Sol", "sol", "Lua", "Ñandú", "  mar  ", "", "Café"]).prop_map(str::to_owned)
}

/// Which element of a list: resolved when the edit is applied.
fn position() -> impl Strategy<Value = String> {
    (0..4_u8).prop_map(|position| position.to_string())
}

fn company() -> BoxedStrategy<Edit> {
    let tax_id = select(vec![
        (TaxIdKind::Cnpj, "12.ABC.345/01DE-35"),
        (TaxIdKind::Nit, "213.123.432-1"),
        (TaxIdKind::Other, "x"),
        (TaxIdKind::Cpf, "1"),
    ])
    .prop_map(|(kind, value)| TaxIdInput { kind, value: value.to_owned() });
    let website = select(vec!["https://a.example", "ftp://a.example", ""]).prop_map(str::to_owned);
    (patch(word()), patch(word()), patch(tax_id), patch(website))
        .prop_map(|(trade_name, legal_name, tax_id, website)| {
            Edit::UpdateCompany(UpdateCompany { trade_name, legal_name, tax_id, website })
        })
        .boxed()
}

fn contacts() -> BoxedStrategy<Edit> {
    let kind = || select(vec![ContactKind::Personal, ContactKind::Professional]);
    let email =
        || select(vec!["a@b.example", "A@b.example", "c@d.example", "e@f.example", "no"]).prop_map(str::to_owned);
    prop_oneof![
        4 => (kind(), email(), any::<bool>())
            .prop_map(|(kind, email, is_primary)| Edit::AddContact(AddContact { kind, email, is_primary })),
        2 => (position(), patch(kind()), patch(email()), patch(any::<bool>())).prop_map(
            |(id, kind, email, is_primary)| Edit::UpdateContact(UpdateContact { id, kind, email, is_primary })
        ),
        1 => position().prop_map(Edit::RemoveContact),
    ]
    .boxed()
}

fn other_contacts() -> BoxedStrategy<Edit> {
    let kind = || select(vec![OtherContactKind::Phone, OtherContactKind::X, OtherContactKind::Other]);
    let value = || select(vec!["+55 11 2345-6789", "(11) 2345-6789", "@sol", "sol"]).prop_map(str::to_owned);
    prop_oneof![
        3 => (kind(), value(), option::of(word()))
            .prop_map(|(kind, value, label)| Edit::AddOtherContact(AddOtherContact { kind, value, label })),
        2 => (position(), patch(kind()), patch(value()), patch(word())).prop_map(|(id, kind, value, label)| {
            Edit::UpdateOtherContact(UpdateOtherContact { id, kind, value, label })
        }),
        1 => position().prop_map(Edit::RemoveOtherContact),
    ]
    .boxed()
}

fn addresses() -> BoxedStrategy<Edit> {
    let fields = || {
        let purpose = select(vec![AddressPurpose::Billing, AddressPurpose::Delivery]);
        let rank = select(vec![AddressRank::Primary, AddressRank::Secondary]);
        let postal_code = select(vec!["01310-100", "110231", "x"]).prop_map(str::to_owned);
        let country = select(vec!["BR", "CO", "XX"]).prop_map(str::to_owned);
        (patch(purpose), patch(rank), patch(word()), patch(word()), patch(word()), patch(postal_code), patch(country))
            .prop_map(|(purpose, rank, street, number, city, postal_code, country)| AddressFields {
                purpose,
                rank,
                street,
                number,
                city,
                postal_code,
                country,
                ..AddressFields::default()
            })
    };
    prop_oneof![
        3 => fields().prop_map(|fields| Edit::AddAddress(Box::new(fields))),
        3 => (position(), fields())
            .prop_map(|(id, fields)| Edit::UpdateAddress(Box::new(UpdateAddress { id, fields }))),
        1 => position().prop_map(Edit::RemoveAddress),
    ]
    .boxed()
}

fn parameters() -> BoxedStrategy<Edit> {
    let language = select(vec![Language::Pt, Language::Es]);
    let portal = select(vec!["https://a.example/x", "http://a.example"]).prop_map(str::to_owned);
    let requirement = (select(TicketField::ALL.to_vec()), vec(select(vec![Audience::Agent, Audience::Customer]), 0..3))
        .prop_map(|(field, required_for)| OpeningRequirement { field, required_for });
    let numbering = (
        patch(select(vec![NumberingStyle::Simple, NumberingStyle::Protocol])),
        patch(select(vec!["{YY}{MM}{DD}-{SEQ:3}", "{SEQ:3}"]).prop_map(str::to_owned)),
    )
        .prop_map(|(style, pattern)| UpdateNumbering { style, pattern, reset: Patch::Keep });
    let module = || patch(any::<bool>()).prop_map(|enabled| UpdateModule { enabled });
    let time_tracking =
        patch(any::<bool>()).prop_map(|enabled| UpdateTimeTracking { enabled, ..UpdateTimeTracking::default() });
    prop_oneof![
        (patch(language), patch(portal)).prop_map(|(language, portal_url)| {
            Edit::UpdateEnvironmentParameters(UpdateEnvironmentParameters { language, portal_url })
        }),
        (patch(any::<bool>()), patch(any::<bool>())).prop_map(|(customers, agents)| {
            Edit::UpdateDirectTicketLink(UpdateDirectTicketLink { customers, agents })
        }),
        (patch(vec(requirement, 0..3)), patch(numbering)).prop_map(|(opening, numbering)| {
            let attendance = Patch::Keep;
            Edit::UpdateTicketParameters(UpdateTicketParameters { opening, attendance, numbering })
        }),
        (patch(module()), patch(time_tracking), patch(module())).prop_map(|(survey, time_tracking, chat)| {
            Edit::UpdateAdditionalModules(UpdateAdditionalModules {
                satisfaction_survey: survey,
                time_tracking,
                ticket_approval: Patch::Keep,
                chat,
            })
        }),
    ]
    .boxed()
}

fn hours() -> BoxedStrategy<Edit> {
    let time = || select(vec!["00:00", "08:00", "12:00", "18:30"]).prop_map(|time| time.parse().unwrap());
    let day = select(vec![Weekday::Monday, Weekday::Tuesday, Weekday::Sunday]);
    let shift = (day, time(), time()).prop_map(|(day, opens, closes)| Shift { day, opens, closes });
    let date = (1..5_u32).prop_map(|day| chrono::NaiveDate::from_ymd_opt(2026, 5, day).unwrap());
    let holiday = (date, option::of(word())).prop_map(|(date, name)| HolidayInput { date, name });
    let zone = select(vec!["America/Bogota", "Europe/Lisbon", "Mars/Olympus"]).prop_map(str::to_owned);
    (patch(zone), patch(vec(shift, 0..4)), patch(vec(holiday, 0..3)))
        .prop_map(|(time_zone, shifts, holidays)| {
            Edit::UpdateBusinessHours(UpdateBusinessHours { time_zone, shifts, holidays })
        })
        .boxed()
}

fn profiles() -> BoxedStrategy<Edit> {
    let role = || select(vec![AccountRole::Agent, AccountRole::Operator]);
    prop_oneof![
        3 => word().prop_map(|name| Edit::AddActivity(AddActivity { name })),
        2 => (position(), patch(word()), patch(any::<bool>()))
            .prop_map(|(id, name, active)| Edit::UpdateActivity(UpdateActivity { id, name, active })),
        1 => position().prop_map(Edit::RemoveActivity),
        3 => (word(), role(), option::of(position())).prop_map(|(name, role, time_tracking_activity_id)| {
            Edit::AddAccessProfile(AddAccessProfile { name, role, time_tracking_activity_id })
        }),
        2 => (position(), patch(word()), patch(role()), patch(position())).prop_map(
            |(id, name, role, time_tracking_activity_id)| {
                Edit::UpdateAccessProfile(UpdateAccessProfile { id, name, role, time_tracking_activity_id })
            }
        ),
        1 => position().prop_map(Edit::RemoveAccessProfile),
    ]
    .boxed()
}

/// The edit with the ids of the elements at the positions that it names.
fn with_ids(mut edit: Edit, settings: &Settings) -> Edit {
    fn at<T, I: ToString>(items: &[T], id: impl Fn(&T) -> I, position: &mut String) {
        if let Some(item) = position.parse().ok().and_then(|position: usize| items.get(position)) {
            *position = id(item).to_string();
        }
    }
    let activity = |position: &mut String| at(&settings.activities, |activity| activity.id, position);
    match &mut edit {
        Edit::UpdateContact(UpdateContact { id, .. }) | Edit::RemoveContact(id) => {
            at(&settings.contacts, |contact| contact.id, id);
        }
        Edit::UpdateOtherContact(UpdateOtherContact { id, .. }) | Edit::RemoveOtherContact(id) => {
            at(&settings.other_contacts, |contact| contact.id, id);
        }
        Edit::UpdateAddress(edit) => at(&settings.addresses, |address| address.id, &mut edit.id),
        Edit::RemoveAddress(id) => at(&settings.addresses, |address| address.id, id),
        Edit::UpdateActivity(UpdateActivity { id, .. })
        | Edit::RemoveActivity(id)
        | Edit::AddAccessProfile(AddAccessProfile { time_tracking_activity_id: Some(id), .. }) => activity(id),
        Edit::UpdateAccessProfile(edit) => {
            at(&settings.access_profiles, |profile| profile.id, &mut edit.id);
            if let Patch::Set(id) = &mut edit.time_tracking_activity_id {
                activity(id);
            }
        }
        Edit::RemoveAccessProfile(id) => at(&settings.access_profiles, |profile| profile.id, id),
        _ => {}
    }
    edit
}
