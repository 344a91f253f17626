//! Whatever is typed, no reader panics, and what a reader takes, it takes again unchanged.

pub(crate) mod corpus;

use proptest::prelude::*;
use uuid::Uuid;

use self::corpus::{PIECES, texts};
use crate::{
    api_key::secret::Secret,
    country::{self, CountryCode},
    email,
    id::{AccountId, ContactId, Id, Kind, RevisionId, SettingsId, TermsDocumentId, WebhookDeliveryId, own_part},
    network::{self, Network},
    postal_code,
    tax_id::{self, TaxIdKind},
    telephone, text, web_address,
};

/// A reader of what somebody types: what it keeps, if it takes it.
type Reader = (&'static str, fn(&str) -> Option<String>);

/// Every reader of typed text. What it keeps is at most 2,048 characters.
fn readers() -> Vec<Reader> {
    const COUNTRIES: [CountryCode; 4] = [CountryCode::BR, CountryCode::US, CountryCode::AR, CountryCode::CL];
    vec![
        ("text", |typed| text::limited(typed, 64).ok().flatten()),
        ("country", |typed| country::parse(typed).ok().map(|code| code.to_string())),
        ("email", |typed| email::parse(typed).ok()),
        ("telephone", |typed| telephone::parse(typed, None).ok()),
        ("telephone in BR", |typed| telephone::parse(typed, Some(CountryCode::BR)).ok()),
        ("telephone in US", |typed| telephone::parse(typed, Some(CountryCode::US)).ok()),
        ("postal code", |typed| {
            let read = |country| postal_code::parse(typed, country).ok().flatten();
            COUNTRIES.into_iter().find_map(read)
        }),
        ("postal code elsewhere", |typed| postal_code::parse(typed, country::parse("GB").ok()?).ok().flatten()),
        ("website", |typed| web_address::website(typed).ok().flatten()),
        ("portal", |typed| web_address::portal(typed).ok().flatten().map(|portal| portal.url)),
        ("portal's host", web_address::portal_host),
        ("webhook", |typed| web_address::webhook(typed).ok().map(|address| address.typed)),
        ("network", |typed| Network::ALL.into_iter().find_map(|network| network::parse(network, typed).ok())),
        ("tax id", |typed| {
            let kinds = TaxIdKind::ALL.into_iter().filter(|kind| *kind != TaxIdKind::Other);
            kinds.filter_map(|kind| tax_id::parse(kind, typed).ok()).map(|tax_id| tax_id.formatted().to_owned()).next()
        }),
        ("other tax id", |typed| Some(tax_id::parse(TaxIdKind::Other, typed).ok()?.value().to_owned())),
        ("secret", |typed| Secret::parse(typed).map(|secret| secret.reveal().to_owned())),
    ]
}

/// What the readers take.
const TYPED: &[&str] = &[
    "Aurora Comércio e Serviços Ltda.",
    "BR",
    "contato@aurora.example",
    "+55 (31) 2128-6979",
    "31 2128-6979",
    "(650) 253-0000",
    "30130-010",
    "C1425ABC",
    "94105-1234",
    "SW1A 1AA",
    "https://www.example.com/sobre?a=b#c",
    "suporte.example.com:8443",
    "https://café.example/",
    "http://[2001:db8::1]:8080/",
    "https://www.linkedin.com/company/aurora",
    "https://www.instagram.com/aurora",
    "@aurora",
    "12.ABC.345/01DE-35",
    "390.533.447-05",
    "10.626.628-K",
    "GODE561231GR8",
    "cuenta_0123456789abc0123456789abcdef0123456789abcdef0123456789abcdef01230123456",
];

#[test]
fn what_the_corpus_holds_is_read_alone_repeated_and_among_what_is_typed() {
    for (name, read) in readers() {
        for piece in PIECES {
            for times in [1, 2, 3, 64, 2_048, 20_000 / piece.len().max(1)] {
                let kept = read(&piece.repeat(times));
                assert!(kept.is_none_or(|kept| kept.chars().count() <= text::URL_MAX), "{name}: {times} {piece:?}");
            }
            for typed in TYPED {
                for typed in [format!("{piece}{typed}"), format!("{typed}{piece}"), typed.replacen('.', piece, 1)] {
                    again(name, read, &typed).unwrap();
                }
            }
        }
    }
}

/// Asserts that what is kept of a text is kept of itself, unchanged and without control characters.
fn again(name: &str, read: fn(&str) -> Option<String>, typed: &str) -> Result<(), TestCaseError> {
    if let Some(kept) = read(typed) {
        prop_assert!(!kept.contains(char::is_control), "{}: {:?} of {:?}", name, kept, typed);
        prop_assert_eq!(read(&kept), Some(kept), "{}: {:?}", name, typed);
    }
    Ok(())
}

/// Ids of each kind, as they are spelled.
const IDS: &[&str] = &[
    "acc_01k9tkqv8kfy0923b4d5e6f7g8",
    "set_01k9tkqv8kfy0923b4d5e6f7g8",
    "trm_01k9tkqv8kfy0923b4d5e6f7g8",
    "rev_01k9tkqv8kfy0923b4d5e6f7g80000041",
    "rev_01k9tkqv8kfy0923b4d5e6f7g81zzzzzz",
    "con_01k9tkqv8kfy0923b4d5e6f7g801k9tkqv8kfy0923b4d5e6f7g8",
    "whd_7zzzzzzzzzzzzzzzzzzzzzzzzz7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "whd_80000000000000000000000000zzzzzzzzzzzzzzzzzzzzzzzzzz",
];

/// Asserts that an id that is read is written as it was spelled.
fn one_spelling<T: std::str::FromStr + std::fmt::Display>(text: &str) -> Result<(), TestCaseError> {
    if let Ok(id) = text.parse::<T>() {
        prop_assert_eq!(id.to_string(), text);
    }
    Ok(())
}

fn reads_back<K: Kind>(account: u128, own: u128) -> Result<(), TestCaseError> {
    let id = Id::<K>::new(AccountId(Uuid::from_u128(account)), Uuid::from_u128(own));
    let text = id.to_string();
    prop_assert_eq!(own_part(&text), Some(id.own));
    prop_assert_eq!(text.parse::<Id<K>>(), Ok(id));
    Ok(())
}

proptest! {
    #[test]
    fn whatever_is_typed_is_refused_or_kept_as_it_will_be_kept_again(typed in texts(TYPED)) {
        for (name, read) in readers() {
            again(name, read, &typed)?;
        }
    }

    #[test]
    fn an_id_has_one_spelling(text in texts(IDS)) {
        one_spelling::<AccountId>(&text)?;
        one_spelling::<SettingsId>(&text)?;
        one_spelling::<TermsDocumentId>(&text)?;
        one_spelling::<RevisionId>(&text)?;
        one_spelling::<ContactId>(&text)?;
        one_spelling::<WebhookDeliveryId>(&text)?;
        if let Some(own) = own_part(&text) {
            prop_assert!(TermsDocumentId(own).to_string().ends_with(&text[text.len() - 26..]));
        }
    }

    #[test]
    fn every_id_reads_back(account: u128, own: u128, number in 1..=i32::MAX) {
        reads_back::<entity::id::ContactKind>(account, own)?;
        reads_back::<entity::id::WebhookDeliveryKind>(account, own)?;
        let revision = RevisionId { account: AccountId(Uuid::from_u128(account)), number };
        prop_assert_eq!(revision.to_string().parse(), Ok(revision));
    }

    #[test]
    fn forms_of_any_text_are_their_own_forms(typed in texts(TYPED)) {
        let key = text::key(&typed);
        prop_assert_eq!(text::key(&key), key);
        if let Some(end) = text::after_prefix(&typed) {
            prop_assert!(end > typed);
        }
    }
}
