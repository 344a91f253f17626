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

/// Every problem: each names the next, so that a new one cannot be left out.
fn problems() -> Vec<Problem> {
    use Problem as P;
    let next = |problem: &Problem| match problem {
        P::Required => Some(P::TooLong { max: 1234 }),
        P::TooLong { .. } => Some(P::TooMany { max: 1234 }),
        P::TooMany { .. } => Some(P::InvalidEmail),
        P::InvalidEmail => Some(P::InvalidPhone),
        P::InvalidPhone => Some(P::InvalidUrl),
        P::InvalidUrl => Some(P::OutOfReach),
        P::OutOfReach => Some(P::InvalidTaxId),
        P::InvalidTaxId => Some(P::InvalidPostalCode),
        P::InvalidPostalCode => Some(P::InvalidCountry),
        P::InvalidCountry => Some(P::InvalidTimeZone),
        P::InvalidTimeZone => Some(P::InvalidPattern),
        P::InvalidPattern => Some(P::InvalidImage),
        P::InvalidImage => Some(P::InvalidRange),
        P::InvalidRange => Some(P::InvalidFormat(Format::Slug)),
        P::InvalidFormat(Format::Slug) => Some(P::InvalidFormat(Format::Digest)),
        P::InvalidFormat(Format::Digest) => Some(P::InvalidFormat(Format::Action)),
        P::InvalidFormat(Format::Action) => Some(P::InvalidState),
        P::InvalidState => Some(P::Overlap),
        P::Overlap => Some(P::Duplicate),
        P::Duplicate => Some(P::Taken { name: "ayuda.example".to_owned() }),
        P::Taken { .. } => Some(P::NotFound),
        P::NotFound => Some(P::NotPermitted),
        P::NotPermitted => Some(P::InUse),
        P::InUse => Some(P::PrimaryRequired),
        P::PrimaryRequired => Some(P::RevisionConflict { current: 1234 }),
        P::RevisionConflict { .. } => None,
    };
    std::iter::successors(Some(P::Required), next).collect()
}

/// Every warning, in the same way.
fn warnings() -> Vec<WarningKind> {
    use WarningKind as W;
    let next = |kind: &WarningKind| match kind {
        W::NoPrimaryContact => Some(W::NoPortalUrl),
        W::NoPortalUrl => Some(W::TaxIdCheckDigit),
        W::TaxIdCheckDigit => Some(W::TicketsOpenByLink),
        W::TicketsOpenByLink => Some(W::AutomaticPeriodWithoutBusinessHours),
        W::AutomaticPeriodWithoutBusinessHours => Some(W::AutomaticPeriodWithTotalTime),
        W::AutomaticPeriodWithTotalTime => Some(W::ProfileWithoutActivity),
        W::ProfileWithoutActivity => None,
    };
    std::iter::successors(Some(W::NoPrimaryContact), next).collect()
}

/// Every refusal, in the same way.
fn refusals() -> Vec<Refusal> {
    use {BadInput as B, Refusal as R};
    let next = |refusal: &Refusal| match refusal {
        R::Unauthenticated => Some(R::Forbidden(Permission::ManageCompany)),
        R::Forbidden(_) => Some(R::NotFound),
        R::NotFound => Some(R::BadInput(B::PageSize)),
        R::BadInput(B::PageSize) => Some(R::BadInput(B::Cursor)),
        R::BadInput(B::Cursor) => Some(R::BadInput(B::TooManyIds)),
        R::BadInput(B::TooManyIds) => Some(R::BadInput(B::SequenceBelowOne)),
        R::BadInput(B::SequenceBelowOne) => Some(R::BadInput(B::NumberTooLong)),
        R::BadInput(B::NumberTooLong) => Some(R::BadInput(B::SpanEndsBeforeItStarts)),
        R::BadInput(B::SpanEndsBeforeItStarts) => Some(R::BadInput(B::SpanTooLong)),
        R::BadInput(B::SpanTooLong) => Some(R::BadInput(B::RevisionUnknown)),
        R::BadInput(B::RevisionUnknown) => None,
    };
    std::iter::successors(Some(R::Unauthenticated), next).collect()
}

fn every_sentence(language: Language) -> Vec<String> {
    let mut sentences: Vec<String> = problems().iter().map(|problem| user_error(language, problem)).collect();
    sentences.extend(warnings().into_iter().map(|kind| warning(language, kind)));
    sentences.extend(refusals().iter().map(|reason| refusal(language, reason)));
    sentences.push(internal(language, Some("01a2")));
    sentences.push(internal(language, None));
    sentences.push(unavailable(language));
    sentences.push(too_often(language));
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
    // What permissions are called is no sentence, and stands in one.
    let (permissions, sentences): (Vec<_>, Vec<_>) =
        ids(sources()[2]).into_iter().partition(|id| id.starts_with("permission-"));
    assert_eq!((used.len(), Permission::ALL.len()), (sentences.len(), permissions.len()));
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
        for permission in Permission::ALL {
            let refusal = refusal(language, &Refusal::Forbidden(permission));
            assert!(
                refusal.contains(&format!("({})", code(permission))) && !refusal.contains("permission-"),
                "{refusal}"
            );
        }
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
        "You need the permission “Read the history” (READ_HISTORY) for this."
    );
}
