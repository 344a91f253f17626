//! The demo: one believable account with a filled page, some history, accepted terms and a warning or two, and a token
//! for each role.
//!
//! It is filled by the changes that its people would make, through the one write path.

use std::sync::Arc;

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use domain::{
    account::{self, Account, AccountFilter, CreateAccount},
    authentication,
    caller::{Caller, StaffScope, Standing},
    change::{Command, Outcome, WriteOptions, change},
    country::CountryCode,
    edit::{Edit, Touched},
    patch::Patch,
    photo,
    policy::AccountRole,
    revision::Actor,
    service::Service,
    settings::{
        addresses::{AddressFields, AddressPurpose, AddressRank},
        company::{TaxIdInput, UpdateCompany},
        contacts::{AddContact, ContactKind},
        environment::{Language, UpdateDirectTicketLink, UpdateEnvironmentParameters},
        hours::{HolidayInput, Shift, UpdateBusinessHours, Weekday},
        modules::{
            ActivitySuggestion, PeriodTypeDefinition, UpdateAdditionalModules, UpdateModule, UpdateTimeTracking,
        },
        other_contacts::{AddOtherContact, OtherContactKind},
        profiles::{AddAccessProfile, AddActivity},
        tickets::{Audience, OpeningRequirement, TicketField, UpdateTicketParameters},
    },
    tax_id::TaxIdKind,
    terms::{self, Origin, PublishTermsDocument, TermsKind},
    ticket_policy::numbering::{NumberingStyle, UpdateNumbering},
};
use sha2::{Digest as _, Sha256};

/// The demo account's slug.
pub const SLUG: &str = "demo";

/// The company's photo, a drawn cup.
const PHOTO: &[u8] = include_bytes!("../assets/demo-photo.png");

/// Why the demo could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The domain failed or refused.
    #[error("{0}")]
    Domain(#[from] domain::error::Error),
    /// A change of the demo is not a good one.
    #[error("the demo's {what} was refused: {why}")]
    Refused {
        /// Which change.
        what: String,
        /// The user errors.
        why: String,
    },
}

/// The demo account, made and filled when it is not there yet.
///
/// # Errors
/// When the database fails.
pub async fn fill(service: &Service) -> Result<Arc<Account>, DemoError> {
    if let Some(account) = authentication::account_by_slug(service, SLUG, 0).await? {
        return Ok(account);
    }
    let input = CreateAccount {
        slug: SLUG.to_owned(),
        trade_name: "Café Aurora".to_owned(),
        language: Language::Es,
        time_zone: Some("America/Bogota".to_owned()),
    };
    let created = account::create(service, &StaffScope::of_the_process(), Actor::system(), input).await?;
    let account = created.map_err(|errors| refused("account", &errors))?.account;
    let admin = Demo { service, caller: person(&account, AccountRole::Admin) };
    let operator = Demo { service, caller: person(&account, AccountRole::Operator) };
    company(&admin).await?;
    contacts(&operator).await?;
    parameters(&admin).await?;
    time(&operator).await?;
    terms(service, &operator).await?;
    Ok(account)
}

/// The person who plays a role of the demo.
#[must_use]
pub fn person(account: &Arc<Account>, role: AccountRole) -> Caller {
    let (subject, name) = match role {
        AccountRole::Admin => ("demo-admin", "Demo administrator"),
        AccountRole::Operator => ("demo-operator", "Demo operator"),
        AccountRole::Agent => ("demo-agent", "Demo agent"),
        AccountRole::Customer => ("demo-customer", "Demo customer"),
    };
    Caller {
        subject: subject.to_owned(),
        name: Some(name.to_owned()),
        email: Some(format!("{subject}@cafe-aurora.example")),
        standing: Standing::Member { account: Arc::clone(account), role },
    }
}

/// Somebody who changes the demo account.
struct Demo<'a> {
    service: &'a Service,
    caller: Caller,
}

impl Demo<'_> {
    async fn change(&self, command: Command, reason: Option<&str>) -> Result<Option<Touched>, DemoError> {
        let options = WriteOptions { reason: reason.map(str::to_owned), ..WriteOptions::default() };
        let what = format!("{command:?}");
        match change(self.service, &self.caller, command, options).await? {
            Outcome::Done(done) => Ok(done.touched),
            Outcome::Wrong { errors, .. } => Err(refused(&what, &errors)),
        }
    }

    async fn edit(&self, edit: Edit) -> Result<Option<Touched>, DemoError> {
        self.change(Command::Edit(edit), None).await
    }
}

fn refused(what: &str, errors: &[domain::user_error::UserError]) -> DemoError {
    DemoError::Refused { what: what.to_owned(), why: format!("{errors:?}") }
}

/// Terms in three languages, of which the operator has accepted the Spanish ones. Documents are the platform's, so they
/// are published only where the demo is the only account.
async fn terms(service: &Service, operator: &Demo<'_>) -> Result<(), DemoError> {
    let staff = StaffScope::of_the_process();
    if account::count(service, &staff, &AccountFilter::default()).await? > 1 {
        return Ok(());
    }
    for (kind, page) in [(TermsKind::TermsOfUse, "terms-of-use"), (TermsKind::PrivacyPolicy, "privacy-policy")] {
        for (language, folder) in [(Language::Pt, "pt"), (Language::Es, "es"), (Language::En, "en")] {
            let url = format!("https://terms.example/2026-11/{folder}/{page}");
            // There is no such page; the digest is of what stands in for it, its address.
            let sha256 = HEXLOWER.encode(&Sha256::digest(&url));
            let input = PublishTermsDocument { kind, version: "2026-11".to_owned(), language, url, sha256 };
            let published = terms::publish(service, &staff, input).await?;
            let document = published.map_err(|errors| refused("terms document", &errors))?;
            if language == Language::Es {
                let id = document.id.to_string();
                let accepted = terms::accept(service, &operator.caller, &id, Origin::default()).await?;
                accepted.map_err(|errors| refused("acceptance", &errors))?;
            }
        }
    }
    Ok(())
}

async fn company(admin: &Demo<'_>) -> Result<(), DemoError> {
    admin
        .edit(Edit::UpdateCompany(UpdateCompany {
            legal_name: Patch::Set("Café Aurora Comercio S.A.S.".to_owned()),
            tax_id: Patch::Set(TaxIdInput { kind: TaxIdKind::Nit, value: "213.123.432-1".to_owned() }),
            website: Patch::Set("https://www.cafe-aurora.example".to_owned()),
            ..UpdateCompany::default()
        }))
        .await?;
    let photo = photo::take_in(admin.service, &admin.caller, PHOTO).await?;
    admin.change(Command::SetCompanyPhoto(photo), Some("Logotipo nuevo")).await?;
    Ok(())
}

async fn contacts(operator: &Demo<'_>) -> Result<(), DemoError> {
    let contact = |email: &str, kind| Edit::AddContact(AddContact { kind, email: email.to_owned(), is_primary: false });
    let address = |purpose, rank, street: &str, number: &str, city: &str, postal_code: &str| {
        let text = |text: &str| Patch::Set(text.to_owned());
        Edit::AddAddress(Box::new(AddressFields {
            purpose: Patch::Set(purpose),
            rank: Patch::Set(rank),
            street: text(street),
            number: text(number),
            city: text(city),
            postal_code: text(postal_code),
            country: Patch::Set(CountryCode::CO.to_string()),
            ..AddressFields::default()
        }))
    };
    let other = |kind, value: &str, label: Option<&str>| {
        Edit::AddOtherContact(AddOtherContact { kind, value: value.to_owned(), label: label.map(str::to_owned) })
    };
    let edits = vec![
        contact("servicio@cafe-aurora.example", ContactKind::Professional),
        contact("facturas@cafe-aurora.example", ContactKind::Professional),
        address(AddressPurpose::Billing, AddressRank::Primary, "Carrera 7", "71-52", "Bogotá", "110231"),
        address(AddressPurpose::Delivery, AddressRank::Secondary, "Calle 10", "S/N", "Medellín", "050021"),
        other(OtherContactKind::Phone, "601 7434343", Some("Recepción")),
        other(OtherContactKind::Whatsapp, "+57 310 1234567", Some("Pedidos")),
        other(OtherContactKind::Instagram, "@cafe.aurora", None),
    ];
    operator.change(Command::ChangeSettings(edits), Some("Datos de la apertura")).await?;
    Ok(())
}

async fn parameters(admin: &Demo<'_>) -> Result<(), DemoError> {
    admin
        .edit(Edit::UpdateEnvironmentParameters(UpdateEnvironmentParameters {
            portal_url: Patch::Set("https://ayuda.cafe-aurora.example".to_owned()),
            ..UpdateEnvironmentParameters::default()
        }))
        .await?;
    admin
        .edit(Edit::UpdateDirectTicketLink(UpdateDirectTicketLink { customers: Patch::Set(true), agents: Patch::Keep }))
        .await?;
    let required = |field, required_for: &[Audience]| OpeningRequirement { field, required_for: required_for.into() };
    admin
        .edit(Edit::UpdateTicketParameters(UpdateTicketParameters {
            opening: Patch::Set(vec![
                required(TicketField::Service, &[Audience::Agent, Audience::Customer]),
                required(TicketField::Urgency, &[Audience::Agent]),
            ]),
            numbering: Patch::Set(UpdateNumbering {
                style: Patch::Set(NumberingStyle::Protocol),
                ..UpdateNumbering::default()
            }),
            ..UpdateTicketParameters::default()
        }))
        .await?;
    Ok(())
}

async fn time(operator: &Demo<'_>) -> Result<(), DemoError> {
    let clock = |text: &str| text.parse().map_err(|_| refused("business hours", &[]));
    let weekdays = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let mut shifts = Vec::new();
    for day in weekdays {
        shifts.push(Shift { day, opens: clock("08:00")?, closes: clock("12:00")? });
        shifts.push(Shift { day, opens: clock("13:00")?, closes: clock("17:30")? });
    }
    shifts.push(Shift { day: Weekday::Saturday, opens: clock("09:00")?, closes: clock("13:00")? });
    let holiday = |month, day, name: &str| {
        NaiveDate::from_ymd_opt(2026, month, day).map(|date| HolidayInput { date, name: Some(name.to_owned()) })
    };
    let holidays = [(12, 8, "Inmaculada Concepción"), (12, 25, "Navidad")];
    operator
        .edit(Edit::UpdateBusinessHours(UpdateBusinessHours {
            shifts: Patch::Set(shifts),
            holidays: Patch::Set(
                holidays.into_iter().filter_map(|(month, day, name)| holiday(month, day, name)).collect(),
            ),
            ..UpdateBusinessHours::default()
        }))
        .await?;
    let activity = operator.edit(Edit::AddActivity(AddActivity { name: "Atención".to_owned() })).await?;
    operator.edit(Edit::AddActivity(AddActivity { name: "Visita".to_owned() })).await?;
    let suggested = match activity {
        Some(Touched::Activity(id)) => Some(id.to_string()),
        _ => None,
    };
    let profile = |name: &str, activity: Option<String>| {
        Edit::AddAccessProfile(AddAccessProfile {
            name: name.to_owned(),
            role: AccountRole::Agent,
            time_tracking_activity_id: activity,
        })
    };
    operator.edit(profile("Primera línea", suggested)).await?;
    operator.edit(profile("Terreno", None)).await?;
    let on = UpdateModule { enabled: Patch::Set(true) };
    operator
        .change(
            Command::Edit(Edit::UpdateAdditionalModules(UpdateAdditionalModules {
                satisfaction_survey: Patch::Set(on.clone()),
                time_tracking: Patch::Set(UpdateTimeTracking {
                    enabled: Patch::Set(true),
                    activity_suggestion: Patch::Set(ActivitySuggestion::AccessProfile),
                    period_type_definition: Patch::Set(PeriodTypeDefinition::Automatic),
                    ..UpdateTimeTracking::default()
                }),
                chat: Patch::Set(on),
                ..UpdateAdditionalModules::default()
            })),
            Some("Piloto de registro de tiempo"),
        )
        .await?;
    Ok(())
}
