//! Why an operation did not happen, where it is not the input of a mutation that is wrong.

use crate::{database, policy::Permission};

/// An operation that did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller is told why.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The database has no connection or no room to spare, or cannot be reached; trying again may help.
    #[error("the database is unavailable")]
    Unavailable(#[source] sea_orm::DbErr),
    /// Something broke on our side; the cause is for the log alone.
    #[error("{0}")]
    Internal(Cause),
}

/// What broke on our side.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// The database refused a statement.
    #[error("database: {0}")]
    Database(sea_orm::DbErr),
    /// A stored value is not what its format says.
    #[error("stored value of revision {number}: {cause}")]
    Stored {
        /// The revision.
        number: i32,
        /// What is wrong with it.
        cause: serde_json::Error,
    },
    /// A stored value has a format that this version does not know.
    #[error("stored value of revision {number} has the unknown format {format}")]
    Format {
        /// The revision.
        number: i32,
        /// The format's number.
        format: i16,
    },
    /// An edit made settings that break an invariant.
    #[error("an edit broke the section {0}")]
    Invariant(&'static str),
    /// A value could not be written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A row that must be there is not.
    #[error("missing: {0}")]
    Missing(&'static str),
    /// A task of ours ended before its work was done.
    #[error("a task ended early: {0}")]
    Task(#[from] tokio::task::JoinError),
    /// A photo could not be encoded.
    #[error("photo: {0}")]
    Photo(#[from] image::ImageError),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl<C: Into<Cause>> From<C> for Error {
    fn from(cause: C) -> Self {
        Self::Internal(cause.into())
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        if database::is_out_of_service(&error) {
            Self::Unavailable(error)
        } else {
            Self::Internal(Cause::Database(error))
        }
    }
}

/// Why the caller does not get what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is asking.
    Unauthenticated,
    /// The caller lacks a permission.
    Forbidden(Permission),
    /// There is no such thing, or it belongs to somebody else.
    NotFound,
    /// A query's argument is not one.
    BadInput(BadInput),
}

/// What is wrong with a query's argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadInput {
    /// Neither `first` nor `last`, both, or not 1 to 100.
    PageSize,
    /// A cursor that this list did not give.
    Cursor,
    /// More than 100 ids at once.
    TooManyIds,
    /// A ticket's sequence below 1.
    SequenceBelowOne,
    /// A ticket's number over 30 characters.
    NumberTooLong,
    /// A span that ends before it starts.
    SpanEndsBeforeItStarts,
    /// A span longer than 366 days.
    SpanTooLong,
    /// The number of a revision that does not exist yet.
    RevisionUnknown,
}
