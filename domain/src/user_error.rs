//! What a caller got wrong, in terms of the domain: a problem and the input that has it.
//!
//! Sentences for people are made elsewhere, in the reader's language; here is what they are made from.

/// One thing wrong with an input, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserError {
    /// What is wrong.
    pub problem: Problem,
    /// The input's field names from the outermost inwards; positions in lists are decimal, counted from 0.
    pub path: Vec<String>,
}

impl UserError {
    /// A problem at a path, the path given outermost first.
    pub fn new<S: Into<String>>(problem: Problem, path: impl IntoIterator<Item = S>) -> Self {
        Self { problem, path: path.into_iter().map(Into::into).collect() }
    }

    /// The same error inside something larger: `prefix` comes before the path.
    #[must_use]
    pub fn inside<S: Into<String>>(mut self, prefix: impl IntoIterator<Item = S>) -> Self {
        let mut path: Vec<String> = prefix.into_iter().map(Into::into).collect();
        path.append(&mut self.path);
        self.path = path;
        self
    }
}

/// Everything that can be wrong with an input, with what a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A value that cannot be empty is.
    Required,
    /// A text is longer than `max` Unicode scalar values.
    TooLong {
        /// The most that is taken.
        max: usize,
    },
    /// A list would hold more than `max` elements.
    TooMany {
        /// The most that is taken.
        max: usize,
    },
    /// Not an e-mail address as HTML's `input type=email` takes it, with a dot in the domain.
    InvalidEmail,
    /// Not a telephone number of any country, or of none that is known.
    InvalidPhone,
    /// Not an address that this field takes.
    InvalidUrl,
    /// An address that leads where webhooks may not go.
    OutOfReach,
    /// Not a tax id of the kind that was named.
    InvalidTaxId,
    /// Not a postal code of the address's country.
    InvalidPostalCode,
    /// Not an ISO 3166-1 alpha-2 code.
    InvalidCountry,
    /// Not a time zone of the IANA database.
    InvalidTimeZone,
    /// Not a pattern for ticket numbers.
    InvalidPattern,
    /// Not a picture that is taken as a photo.
    InvalidImage,
    /// A value outside of what is allowed.
    InvalidRange,
    /// A word that is not what it must be.
    InvalidFormat(Format),
    /// What is asked does not go with the state a thing is in.
    InvalidState,
    /// Two shifts cover the same time.
    Overlap,
    /// Something that must be there once is there twice.
    Duplicate,
    /// Another account has it.
    Taken {
        /// What is taken: a portal host or a slug.
        name: String,
    },
    /// There is no such thing, or it belongs to somebody else.
    NotFound,
    /// The caller may not give this away.
    NotPermitted,
    /// Something else still refers to it.
    InUse,
    /// There would be contacts, but none that is the primary one.
    PrimaryRequired,
    /// The account has moved on since `expectedRevision`.
    RevisionConflict {
        /// The number of the account's current revision.
        current: i32,
    },
}

/// What a word must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An account's slug: 3 to 63 of a-z, 0-9 and inner hyphens.
    Slug,
    /// A SHA-256 digest: 64 hexadecimal digits.
    Digest,
    /// The action of a revision.
    Action,
}
