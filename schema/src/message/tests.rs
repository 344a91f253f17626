//! Every sentence is there, in every language, and says what it is given.

use std::collections::BTreeSet;

use super::*;

const LANGUAGES: [Language; 3] = [Language::Pt, Language::Es, Language::En];

fn sources() -> [&'static str; 3] {
    [include_str!("../locales/pt.ftl"), include_str!("../locales/es.ftl"), include_str!("../locales/en.ftl")]
}

fn ids(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split(" = ").next())
        .filter(|id| !id.is_empty())
        .collect()
}

fn problems() -> Vec<Problem> {
    vec![
        Problem::Required,
        Problem::TooLong { max: 1234 },
        Problem::TooMany { max: 1234 },
        Problem::InvalidEmail,
        Problem::InvalidPhone,
        Problem::InvalidUrl,
        Problem::InvalidTaxId,
        Problem::InvalidPostalCode,
        Problem::InvalidCountry,
        Problem::InvalidTimeZone,
        Problem::InvalidPattern,
        Problem::InvalidImage,
        Problem::InvalidRange,
        Problem::InvalidFormat,
        Problem::InvalidState,
        Problem::Overlap,
        Problem::Duplicate,
        Problem::Taken { name: "ayuda.example".to_owned() },
        Problem::NotFound,
        Problem::NotPermitted,
        Problem::InUse,
        Problem::PrimaryRequired,
        Problem::RevisionConflict { current: 1234 },
    ]
}

fn every_sentence(language: Language) -> Vec<String> {
    let warnings = [
        WarningKind::NoPrimaryContact,
        WarningKind::NoPortalUrl,
        WarningKind::TaxIdCheckDigit,
        WarningKind::TicketsOpenByLink,
        WarningKind::AutomaticPeriodWithoutBusinessHours,
        WarningKind::AutomaticPeriodWithTotalTime,
        WarningKind::ProfileWithoutActivity,
    ];
    let refusals = [
        Refusal::Unauthenticated,
        Refusal::Forbidden(Permission::ManageCompany),
        Refusal::NotFound,
        Refusal::BadInput(BadInput::PageSize),
        Refusal::BadInput(BadInput::Cursor),
        Refusal::BadInput(BadInput::TooManyIds),
        Refusal::BadInput(BadInput::SequenceBelowOne),
        Refusal::BadInput(BadInput::NumberTooLong),
        Refusal::BadInput(BadInput::SpanEndsBeforeItStarts),
        Refusal::BadInput(BadInput::SpanTooLong),
    ];
    let mut sentences: Vec<String> = problems().iter().map(|problem| user_error(language, problem)).collect();
    sentences.extend(warnings.map(|kind| warning(language, kind)));
    sentences.extend(refusals.iter().map(|reason| refusal(language, reason)));
    sentences.push(internal(language, Some("01a2")));
    sentences.push(unavailable(language));
    sentences
}

#[test]
fn the_three_languages_have_the_same_messages_in_the_same_order_and_no_mistake() {
    let [pt, es, en] = sources().map(ids);
    assert_eq!(pt, en);
    assert_eq!(es, en);
    assert_eq!(en.len(), en.iter().collect::<BTreeSet<_>>().len());
    for source in sources() {
        assert!(FluentResource::try_new(source.to_owned()).is_ok());
    }
}

#[test]
fn every_message_is_used_and_every_use_has_a_message() {
    let used = every_sentence(Language::En);
    assert_eq!(used.len(), ids(sources()[2]).len());
    for language in LANGUAGES {
        let sentences = every_sentence(language);
        for sentence in &sentences {
            assert!(sentence.ends_with('.'), "a whole sentence: {sentence}");
            assert!(!sentence.contains(['\u{2068}', '\u{2069}', '$']), "no marks: {sentence}");
        }
        assert_eq!(sentences.iter().collect::<BTreeSet<_>>().len(), sentences.len(), "no two are the same");
    }
}

#[test]
fn the_languages_differ() {
    let [pt, es, en] = LANGUAGES.map(every_sentence);
    for ((pt, es), en) in pt.iter().zip(&es).zip(&en) {
        assert!(pt != es && es != en && en != pt, "{en}");
    }
}

#[test]
fn what_a_sentence_is_given_stands_in_it() {
    for language in LANGUAGES {
        for problem in [
            Problem::TooLong { max: 1234 },
            Problem::TooMany { max: 1234 },
            Problem::RevisionConflict { current: 1234 },
        ] {
            assert!(user_error(language, &problem).contains("1234"));
        }
        assert!(user_error(language, &Problem::Taken { name: "ayuda.example".to_owned() }).contains("ayuda.example"));
        assert!(user_error(language, &Problem::InvalidPattern).contains("{SEQ:n}"));
        assert!(refusal(language, &Refusal::Forbidden(Permission::ManageApiKeys)).contains("MANAGE_API_KEYS"));
        assert!(internal(language, Some("01a2")).contains("01a2"));
    }
}

#[test]
fn sentences_read_as_people_speak() {
    assert_eq!(user_error(Language::Es, &Problem::Required), "No puede quedar vacío.");
    assert_eq!(
        user_error(Language::Pt, &Problem::TooLong { max: 128 }),
        "É longo demais: pode ter no máximo 128 caracteres."
    );
    assert_eq!(
        refusal(Language::En, &Refusal::Forbidden(Permission::ReadHistory)),
        "You need the permission READ_HISTORY for this."
    );
}
