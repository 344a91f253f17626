//! What the account with a number says of itself: every field of the page, so that no answer is emptier than another.

use domain::{
    edit::Edit,
    patch::Patch,
    settings::{
        addresses::{AddressFields, AddressPurpose, AddressRank},
        company::{TaxIdInput, UpdateCompany},
        contacts::{AddContact, ContactKind},
        environment::{Language, UpdateDirectTicketLink, UpdateEnvironmentParameters},
        modules::{
            ActivitySuggestion, PeriodTypeDefinition, TimeEntryType, UpdateAdditionalModules, UpdateModule,
            UpdateTimeTracking,
        },
        other_contacts::{AddOtherContact, OtherContactKind},
        tickets::{AttendanceRequirement, Audience, OpeningRequirement, TicketField, UpdateTicketParameters},
    },
    tax_id::{self, TaxIdKind},
    ticket_policy::numbering::{NumberingStyle, SequenceReset, UpdateNumbering},
};

/// The slug of an account.
pub(crate) fn slug(number: u32) -> String {
    format!("bench-{number:07}")
}

/// Its name as it is created.
pub(crate) fn trade_name(number: u32) -> String {
    format!("Comercial Aurora {number:07}")
}

/// Its language.
pub(crate) fn language(number: u32) -> Language {
    match number % 3 {
        0 => Language::Es,
        1 => Language::Pt,
        _ => Language::En,
    }
}

/// The one change that fills it.
pub(crate) fn edits(number: u32) -> Vec<Edit> {
    let mut edits = vec![company(number)];
    edits.extend(addresses(number));
    edits.extend(contacts(number));
    edits.extend(other_contacts(number));
    edits.extend([environment(number), direct_links(number), tickets(number), modules(number)]);
    edits
}

fn text(text: impl Into<String>) -> Patch<String> {
    Patch::Set(text.into())
}

fn is(number: u32, bit: u32) -> bool {
    number >> bit & 1 == 1
}

fn company(number: u32) -> Edit {
    Edit::UpdateCompany(UpdateCompany {
        legal_name: text(format!("Comercial Aurora {number:07} Distribuciones S.A.S.")),
        tax_id: Patch::Set(tax_id(number)),
        website: text(format!("https://www.aurora-{number:07}.example/institucional")),
        ..UpdateCompany::default()
    })
}

/// A number of three countries in turn, with the check digit that the country's rule takes.
fn tax_id(number: u32) -> TaxIdInput {
    let (kind, body) = match number % 3 {
        0 => (TaxIdKind::Nit, format!("9{number:08}")),
        1 => (TaxIdKind::Cuit, format!("30{number:08}")),
        _ => (TaxIdKind::Ruc, format!("20{number:08}")),
    };
    let valid = ('0'..='9').map(|digit| format!("{body}{digit}")).find(|value| tax_id::parse(kind, value).is_ok());
    // Each of these rules has a digit for every number; if one had not, the change would be refused, and told.
    TaxIdInput { kind, value: valid.unwrap_or(body) }
}

fn addresses(number: u32) -> [Edit; 2] {
    let address = |purpose, rank, street: &str, city: &str, state: &str, postal_code: u32| {
        Edit::AddAddress(Box::new(AddressFields {
            purpose: Patch::Set(purpose),
            rank: Patch::Set(rank),
            street: text(street),
            number: text(format!("{}-{}", number % 180 + 1, number % 97 + 1)),
            complement: text(format!("Oficina {}", number % 900 + 100)),
            reference: text("Frente al parque principal"),
            district: text("Centro"),
            city: text(city),
            state: text(state),
            postal_code: text(format!("{postal_code:06}")),
            country: text("CO"),
        }))
    };
    let (billing, delivery) = (110_000 + number % 1000, 50_000 + number % 1000);
    [
        address(AddressPurpose::Billing, AddressRank::Primary, "Carrera 7", "Bogotá", "Cundinamarca", billing),
        address(AddressPurpose::Delivery, AddressRank::Secondary, "Calle 10", "Medellín", "Antioquia", delivery),
    ]
}

fn contacts(number: u32) -> [Edit; 3] {
    let contact = |name: &str, kind| {
        let email = format!("{name}@aurora-{number:07}.example");
        Edit::AddContact(AddContact { kind, email, is_primary: false })
    };
    [
        contact("servicio", ContactKind::Professional),
        contact("facturas", ContactKind::Professional),
        contact("gerencia", ContactKind::Personal),
    ]
}

fn other_contacts(number: u32) -> [Edit; 3] {
    let other = |kind, value: String, label: &str| {
        Edit::AddOtherContact(AddOtherContact { kind, value, label: Some(label.to_owned()) })
    };
    [
        other(OtherContactKind::Phone, format!("+57 601 {}", 7_000_000 + number % 1_000_000), "Recepción"),
        other(OtherContactKind::Whatsapp, format!("+57 310 {}", 2_000_000 + number % 1_000_000), "Pedidos"),
        other(OtherContactKind::Instagram, format!("@aurora.{number:07}"), "Novedades"),
    ]
}

fn environment(number: u32) -> Edit {
    Edit::UpdateEnvironmentParameters(UpdateEnvironmentParameters {
        portal_url: text(format!("https://ayuda.aurora-{number:07}.example/soporte")),
        ..UpdateEnvironmentParameters::default()
    })
}

fn direct_links(number: u32) -> Edit {
    Edit::UpdateDirectTicketLink(UpdateDirectTicketLink {
        customers: Patch::Set(is(number, 0)),
        agents: Patch::Set(is(number, 1)),
    })
}

fn tickets(number: u32) -> Edit {
    let mut opening = Vec::new();
    let mut attendance = Vec::new();
    for (field, bit) in TicketField::ALL.into_iter().zip(0..) {
        let audiences = [(Audience::Agent, bit), (Audience::Customer, bit + 1)];
        let required_for = audiences.into_iter().filter(|(_, bit)| is(number, *bit)).map(|(audience, _)| audience);
        opening.push(OpeningRequirement { field, required_for: required_for.collect() });
        attendance.push(AttendanceRequirement { field, required: is(number, bit + 2) });
    }
    Edit::UpdateTicketParameters(UpdateTicketParameters {
        opening: Patch::Set(opening),
        attendance: Patch::Set(attendance),
        numbering: Patch::Set(UpdateNumbering {
            style: Patch::Set(NumberingStyle::Protocol),
            pattern: text("{YYYY}{MM}{DD}-{SEQ:6}"),
            reset: Patch::Set(SequenceReset::Daily),
        }),
    })
}

fn modules(number: u32) -> Edit {
    let module = |bit| Patch::Set(UpdateModule { enabled: Patch::Set(is(number, bit)) });
    Edit::UpdateAdditionalModules(UpdateAdditionalModules {
        satisfaction_survey: module(0),
        time_tracking: Patch::Set(UpdateTimeTracking {
            enabled: Patch::Set(true),
            entry_type: Patch::Set(if is(number, 1) { TimeEntryType::TotalTime } else { TimeEntryType::StartAndEnd }),
            activity_suggestion: Patch::Set(ActivitySuggestion::LastOfAgent),
            period_type_definition: Patch::Set(PeriodTypeDefinition::ByAgent),
        }),
        ticket_approval: module(2),
        chat: module(3),
    })
}
