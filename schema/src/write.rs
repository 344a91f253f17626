//! What every mutation has in common: options, user errors, and the payload.

use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, Result};
use domain::{
    change::{self, Command, Done, Outcome},
    patch::Patch,
    user_error::Problem,
};

use crate::{
    error::OrRefuse,
    history::{Change, Revision},
    message, request,
    settings::Settings,
    view::{Mark, View},
};

/// What a caller may say about any change.
#[derive(InputObject, Default)]
pub(crate) struct WriteOptions {
    /// The revision that the caller has seen. REVISION_CONFLICT, told alone, when the account has moved on.
    expected_revision: Option<i32>,
    /// Everything is checked and the changes are answered, but nothing is written.
    #[graphql(default_with = "Some(false)")]
    dry_run: Option<bool>,
    /// Why, kept in the history; at most 500 characters.
    reason: Option<String>,
}

impl From<WriteOptions> for change::WriteOptions {
    fn from(options: WriteOptions) -> Self {
        let WriteOptions { expected_revision, dry_run, reason } = options;
        Self { expected_revision, dry_run: dry_run.unwrap_or(false), reason }
    }
}

/// What is wrong with an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum UserErrorCode {
    /// A value that cannot be empty is.
    Required,
    /// A text is too long.
    TooLong,
    /// A list would hold too many elements.
    TooMany,
    /// Not an e-mail address.
    InvalidEmail,
    /// Not a telephone number, or one without a country that is known.
    InvalidPhone,
    /// Not an address that this field takes.
    InvalidUrl,
    /// Not a tax id of the kind that was named.
    InvalidTaxId,
    /// Not a postal code of the country.
    InvalidPostalCode,
    /// Not an ISO 3166-1 alpha-2 code.
    InvalidCountry,
    /// Not a time zone of the IANA database.
    InvalidTimeZone,
    /// Not a pattern for ticket numbers, or one that would repeat numbers.
    InvalidPattern,
    /// Not a PNG, JPEG or WebP picture of at most 5 MB and 40 megapixels.
    InvalidImage,
    /// A value outside of what is allowed.
    InvalidRange,
    /// A slug or a digest that is not one.
    InvalidFormat,
    /// It does not go with the state that the thing is in.
    InvalidState,
    /// Shifts cover the same time.
    Overlap,
    /// It is there already.
    Duplicate,
    /// Another account has it.
    Taken,
    /// There is no such thing.
    NotFound,
    /// The caller may not give this away.
    NotPermitted,
    /// Something still refers to it.
    InUse,
    /// The primary contact cannot go, or lose its mark, while others stay.
    PrimaryRequired,
    /// The account has moved on since `expectedRevision`.
    RevisionConflict,
}

impl From<&Problem> for UserErrorCode {
    fn from(problem: &Problem) -> Self {
        match problem {
            Problem::Required => Self::Required,
            Problem::TooLong { .. } => Self::TooLong,
            Problem::TooMany { .. } => Self::TooMany,
            Problem::InvalidEmail => Self::InvalidEmail,
            Problem::InvalidPhone => Self::InvalidPhone,
            Problem::InvalidUrl | Problem::OutOfReach => Self::InvalidUrl,
            Problem::InvalidTaxId => Self::InvalidTaxId,
            Problem::InvalidPostalCode => Self::InvalidPostalCode,
            Problem::InvalidCountry => Self::InvalidCountry,
            Problem::InvalidTimeZone => Self::InvalidTimeZone,
            Problem::InvalidPattern => Self::InvalidPattern,
            Problem::InvalidImage => Self::InvalidImage,
            Problem::InvalidRange => Self::InvalidRange,
            Problem::InvalidFormat(_) => Self::InvalidFormat,
            Problem::InvalidState => Self::InvalidState,
            Problem::Overlap => Self::Overlap,
            Problem::Duplicate => Self::Duplicate,
            Problem::Taken { .. } => Self::Taken,
            Problem::NotFound => Self::NotFound,
            Problem::NotPermitted => Self::NotPermitted,
            Problem::InUse => Self::InUse,
            Problem::PrimaryRequired => Self::PrimaryRequired,
            Problem::RevisionConflict { .. } => Self::RevisionConflict,
        }
    }
}

/// One thing that is wrong with the input of a mutation.
#[derive(Clone, Debug)]
pub(crate) struct UserError(pub(crate) domain::user_error::UserError);

/// One thing that is wrong with the input of a mutation. Nothing was written.
#[Object]
impl UserError {
    /// What is wrong, for programs.
    pub(crate) async fn code(&self) -> UserErrorCode {
        (&self.0.problem).into()
    }

    /// Where: field names inside `input`, or from `options`; positions in lists are decimal, from 0.
    pub(crate) async fn path(&self) -> &[String] {
        &self.0.path
    }

    /// What is wrong, for people, in the reader's language.
    pub(crate) async fn message(&self, ctx: &Context<'_>) -> String {
        message::user_error(request::language(ctx).await, &self.0.problem)
    }
}

pub(crate) fn user_errors(errors: &[domain::user_error::UserError]) -> Vec<UserError> {
    errors.iter().cloned().map(UserError).collect()
}

/// What came of a mutation of the settings; the payloads read from it.
#[derive(Clone, Debug)]
pub(crate) struct Written(Outcome);

/// Carries out a command on the caller's account.
pub(crate) async fn write<P: From<Written>>(
    ctx: &Context<'_>,
    command: Command,
    options: Option<WriteOptions>,
) -> Result<Option<P>> {
    let caller = request::signed_in(ctx).await?;
    let options = options.unwrap_or_default().into();
    let outcome = change::change(request::service(ctx)?, &caller, command, options).await.or_refuse(ctx).await?;
    let after = match &outcome {
        Outcome::Done(done) => Some(&done.after),
        Outcome::Wrong { current, .. } => current.as_ref(),
    };
    request::changed(ctx, after)?;
    Ok(Some(Written(outcome).into()))
}

impl Written {
    /// What was done, unless the input was wrong.
    pub(crate) fn done(&self) -> Option<&Done> {
        match &self.0 {
            Outcome::Done(done) => Some(done),
            Outcome::Wrong { .. } => None,
        }
    }

    /// The settings after the mutation; of a dry run, as they would be.
    pub(crate) fn after(&self) -> Option<View> {
        self.done().map(|done| View { snapshot: done.after.clone(), mark: mark(done) })
    }

    /// The settings before the mutation, where what it removed still is.
    pub(crate) fn before(&self) -> Option<View> {
        self.done().map(|done| View { snapshot: done.before.clone(), mark: mark(done) })
    }

    pub(crate) fn settings(&self) -> Option<Settings> {
        match &self.0 {
            Outcome::Done(_) => self.after().map(Settings),
            Outcome::Wrong { current, .. } => current.clone().map(View::live).map(Settings),
        }
    }

    pub(crate) fn changes(&self) -> Option<Vec<Change>> {
        self.done().map(|done| done.changes.iter().cloned().map(Change).collect())
    }

    pub(crate) fn revision(&self) -> Option<Revision> {
        let done = self.done()?;
        done.revision.clone().map(|revision| Revision::with_settings(revision, done.after.clone()))
    }

    pub(crate) fn user_errors(&self) -> Vec<UserError> {
        match &self.0 {
            Outcome::Done(_) => Vec::new(),
            Outcome::Wrong { errors, .. } => user_errors(errors),
        }
    }
}

fn mark(done: &Done) -> Mark {
    if done.dry_run { Mark::Preview } else { Mark::Live }
}

/// What an input says of a field, in the domain's words.
pub(crate) fn patch<T>(field: MaybeUndefined<T>) -> Patch<T> {
    match field {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(value) => Patch::Set(value),
    }
}

/// Declares the payload of a mutation of the settings: what the mutation is about, and what all payloads have.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident $({ $(#[$field_doc:meta])* $field:ident: $ty:ty = $get:expr })?) => {
        #[derive(Clone, Debug)]
        pub(crate) struct $name(crate::write::Written);

        impl From<crate::write::Written> for $name {
            fn from(written: crate::write::Written) -> Self {
                Self(written)
            }
        }

        $(#[$doc])*
        #[async_graphql::Object]
        impl $name {
            $(
                $(#[$field_doc])*
                pub(crate) async fn $field(&self) -> Option<$ty> {
                    let get: fn(&crate::write::Written) -> Option<$ty> = $get;
                    get(&self.0)
                }
            )?

            /// The settings after the change; of a dry run, as they would be; after REVISION_CONFLICT, as they are.
            /// Needs READ_SETTINGS.
            #[graphql(
                guard = "crate::guard::Needs(crate::guard::Permission::ReadSettings)",
                directive = crate::guard::guard::apply(crate::guard::Permission::ReadSettings)
            )]
            pub(crate) async fn settings(&self) -> Option<crate::settings::Settings> {
                self.0.settings()
            }

            /// What was changed, or would be.
            pub(crate) async fn changes(&self) -> Option<Vec<crate::history::Change>> {
                self.0.changes()
            }

            /// The revision that this call made: null in a dry run, and when nothing changed.
            pub(crate) async fn revision(&self) -> Option<crate::history::Revision> {
                self.0.revision()
            }

            /// What is wrong with the input; where there is anything, nothing was written.
            pub(crate) async fn user_errors(&self) -> Vec<crate::write::UserError> {
                self.0.user_errors()
            }
        }
    };
}

pub(crate) use payload;
