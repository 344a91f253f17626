//! What people read: every sentence in three languages, in one place. The sentences stand in `locales/*.ftl`.

use std::sync::LazyLock;

use domain::{
    error::{BadInput, Refusal},
    policy::Permission,
    settings::environment::Language,
    user_error::{Format, Problem},
    warnings::WarningKind,
};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::{LanguageIdentifier, langid};

type Bundle = FluentBundle<FluentResource>;

static PT: LazyLock<Bundle> = LazyLock::new(|| bundle(langid!("pt-BR"), include_str!("locales/pt.ftl")));
static ES: LazyLock<Bundle> = LazyLock::new(|| bundle(langid!("es-419"), include_str!("locales/es.ftl")));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(langid!("en"), include_str!("locales/en.ftl")));

/// What is wrong with an input.
#[must_use]
pub fn user_error(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::Required => plain(language, "required"),
        Problem::TooLong { max } => with(language, "too-long", "max", max.to_string()),
        Problem::TooMany { max } => with(language, "too-many", "max", max.to_string()),
        Problem::InvalidEmail => plain(language, "invalid-email"),
        Problem::InvalidPhone => plain(language, "invalid-phone"),
        Problem::InvalidUrl => plain(language, "invalid-url"),
        Problem::OutOfReach => plain(language, "out-of-reach"),
        Problem::InvalidTaxId => plain(language, "invalid-tax-id"),
        Problem::InvalidPostalCode => plain(language, "invalid-postal-code"),
        Problem::InvalidCountry => plain(language, "invalid-country"),
        Problem::InvalidTimeZone => plain(language, "invalid-time-zone"),
        Problem::InvalidPattern => plain(language, "invalid-pattern"),
        Problem::InvalidImage => plain(language, "invalid-image"),
        Problem::InvalidRange => plain(language, "invalid-range"),
        Problem::InvalidFormat(Format::Slug) => plain(language, "not-a-slug"),
        Problem::InvalidFormat(Format::Digest) => plain(language, "not-a-digest"),
        Problem::InvalidFormat(Format::Action) => plain(language, "not-an-action"),
        Problem::InvalidState => plain(language, "invalid-state"),
        Problem::Overlap => plain(language, "overlap"),
        Problem::Duplicate => plain(language, "duplicate"),
        Problem::Taken { name } => with(language, "taken", "name", name.clone()),
        Problem::NotFound => plain(language, "not-found"),
        Problem::NotPermitted => plain(language, "not-permitted"),
        Problem::InUse => plain(language, "in-use"),
        Problem::PrimaryRequired => plain(language, "primary-required"),
        Problem::RevisionConflict { current } => with(language, "revision-conflict", "current", current.to_string()),
    }
}

/// What would surprise the people who use the settings.
#[must_use]
pub fn warning(language: Language, kind: WarningKind) -> String {
    plain(
        language,
        match kind {
            WarningKind::NoPrimaryContact => "no-primary-contact",
            WarningKind::NoPortalUrl => "no-portal-url",
            WarningKind::TaxIdCheckDigit => "tax-id-check-digit",
            WarningKind::TicketsOpenByLink => "tickets-open-by-link",
            WarningKind::AutomaticPeriodWithoutBusinessHours => "automatic-period-without-business-hours",
            WarningKind::AutomaticPeriodWithTotalTime => "automatic-period-with-total-time",
            WarningKind::ProfileWithoutActivity => "profile-without-activity",
        },
    )
}

/// Why the caller does not get what was asked.
#[must_use]
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unauthenticated => plain(language, "unauthenticated"),
        Refusal::Forbidden(permission) => {
            let permission = code(*permission);
            let name = plain(language, &format!("permission-{permission}"));
            with_all(language, "forbidden", [("name", name), ("permission", permission)])
        }
        Refusal::NotFound => plain(language, "nothing-there"),
        Refusal::BadInput(bad) => plain(
            language,
            match bad {
                BadInput::PageSize => "page-size",
                BadInput::Cursor => "cursor",
                BadInput::TooManyIds => "too-many-ids",
                BadInput::SequenceBelowOne => "sequence-below-one",
                BadInput::NumberTooLong => "number-too-long",
                BadInput::SpanEndsBeforeItStarts => "span-ends-before-it-starts",
                BadInput::SpanTooLong => "span-too-long",
                BadInput::RevisionUnknown => "revision-unknown",
            },
        ),
    }
}

/// Something broke on our side; support finds it by the request's id.
#[must_use]
pub fn internal(language: Language, request_id: Option<&str>) -> String {
    match request_id {
        Some(id) => with(language, "internal", "request", id.to_owned()),
        None => plain(language, "internal-without-id"),
    }
}

/// The service cannot answer now.
#[must_use]
pub fn unavailable(language: Language) -> String {
    plain(language, "unavailable")
}

/// The caller asks too often.
#[must_use]
pub fn too_often(language: Language) -> String {
    plain(language, "too-often")
}

/// The permission as the contract spells it.
fn code(permission: Permission) -> String {
    use async_graphql::resolver_utils::EnumType as _;
    crate::guard::Permission::items()
        .iter()
        .find(|item| item.value == permission.into())
        .map_or_else(String::new, |item| item.name.to_owned())
}

fn plain(language: Language, id: &str) -> String {
    format(language, id, None)
}

fn with(language: Language, id: &str, name: &'static str, value: String) -> String {
    with_all(language, id, [(name, value)])
}

fn with_all<const N: usize>(language: Language, id: &str, values: [(&'static str, String); N]) -> String {
    // As texts: numbers are written without separators.
    let arguments = values.into_iter().map(|(name, value)| (name, FluentValue::from(value))).collect();
    format(language, id, Some(&arguments))
}

fn format(language: Language, id: &str, arguments: Option<&FluentArgs<'_>>) -> String {
    let bundle = match language {
        Language::Pt => &PT,
        Language::Es => &ES,
        Language::En => &EN,
    };
    // A test looks that every message is there in every language; an id is better than nothing.
    match bundle.get_message(id).and_then(|message| message.value()) {
        Some(pattern) => bundle.format_pattern(pattern, arguments, &mut Vec::new()).into_owned(),
        None => id.to_owned(),
    }
}

fn bundle(language: LanguageIdentifier, source: &str) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Without it, every argument would stand between invisible marks.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests;
