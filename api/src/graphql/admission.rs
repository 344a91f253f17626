//! What a document may cost before it is parsed, validated and run; every transport admits requests here.
//!
//! The library's own limits run too late: its parser recurses until the process dies, and its checks walk every
//! fragment as often as it is spread. So the source is scanned before it is parsed, the document is measured before it
//! is validated, and each of these steps is bounded by the one before.

mod expand;
mod merge;
mod operation;
mod scan;

use async_graphql::{
    ErrorExtensionValues, Pos, Request, ServerError,
    parser::{parse_query, types::OperationType},
};
use schema::error::Code;

/// How large a document may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of source.
    pub bytes: usize,
    /// Brackets of any kind inside each other.
    pub nesting: usize,
    /// Tokens of the language.
    pub tokens: usize,
    /// Fields, inline fragments and spreads, once all fragments are spread, in all operations together.
    pub selections: usize,
    /// Selection sets inside each other, once all fragments are spread. The library stops at 32 as well.
    pub depth: usize,
    /// Bytes of all arguments, about, once all fragments are spread and all variables put in.
    pub values: usize,
    /// Steps of the walk that looks for fields that contradict each other.
    pub comparisons: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 * 1024,
            nesting: 60,
            tokens: 10_000,
            selections: 10_000,
            depth: 32,
            values: 4 * 1024 * 1024,
            comparisons: 100_000,
        }
    }
}

/// A request that may run: its document is parsed, and its size is known.
#[derive(Debug)]
pub struct Admitted {
    /// The request, with its parsed document.
    pub request: Request,
    /// What kind of operation will run.
    pub operation: OperationType,
    /// What it took to find out.
    pub work: Work,
}

/// What was done to judge a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Bytes of the source that were read before it was parsed.
    pub bytes: usize,
    /// Tokens that were counted.
    pub tokens: usize,
    /// Selections that were visited to measure the document.
    pub selections: usize,
    /// Selections that were visited to look for contradictions.
    pub comparisons: usize,
}

/// A request that is not run.
#[derive(Debug)]
pub struct Refusal {
    /// Why not.
    pub reason: Reason,
    /// What it took to find out.
    pub work: Work,
}

/// Why a request is not run.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Too many bytes.
    Bytes,
    /// Brackets nested too deep.
    Nesting,
    /// Too many tokens.
    Tokens,
    /// Too many selections.
    Selections,
    /// Selection sets nested too deep.
    Depth,
    /// Too much data in arguments.
    Values,
    /// Too many fields that could contradict each other.
    Comparisons,
    /// A string without an end.
    OpenString,
    /// The document cannot be parsed.
    Syntax(Box<ServerError>),
    /// A fragment contains itself.
    FragmentCycle,
    /// Two fields answer under one key and differ.
    Contradiction {
        /// The response key.
        key: String,
        /// Where the two fields stand.
        at: Vec<Pos>,
    },
    /// The document has no operation of that name.
    UnknownOperation(String),
    /// The document has several operations, and none is named.
    NoOperationName,
    /// A subscription is not as it must be.
    Subscription(&'static str),
}

/// Parses the document of a request, if that and everything after it is cheap enough.
///
/// # Errors
///
/// Refuses documents past a limit, documents that cannot be parsed, and requests that choose no operation.
pub fn admit(mut request: Request, limits: &Limits) -> Result<Admitted, Refusal> {
    let mut work = Work::default();
    match judge(&mut request, limits, &mut work) {
        Ok(operation) => Ok(Admitted { request, operation, work }),
        Err(reason) => Err(Refusal { reason, work }),
    }
}

fn judge(request: &mut Request, limits: &Limits, work: &mut Work) -> Result<OperationType, Reason> {
    scan::scan(&request.query, limits, work)?;
    let mut document = parse_query(&request.query).map_err(|error| Reason::Syntax(Box::new(error.into())))?;
    expand::expand(&document, request, limits, work)?;
    merge::merge(&document, limits, work)?;
    let operation = operation::choose(&mut document, request.operation_name.as_deref())?;
    request.set_parsed_query(document);
    Ok(operation)
}

impl Reason {
    /// The code that the client is told.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Bytes => Code::PayloadTooLarge,
            Self::Nesting | Self::Tokens | Self::Selections | Self::Depth | Self::Values | Self::Comparisons => {
                Code::CostLimit
            }
            Self::OpenString
            | Self::Syntax(_)
            | Self::FragmentCycle
            | Self::Contradiction { .. }
            | Self::UnknownOperation(_)
            | Self::NoOperationName
            | Self::Subscription(_) => Code::BadUserInput,
        }
    }

    fn told(self) -> ServerError {
        let message = match self {
            Self::Syntax(error) => return *error,
            Self::Contradiction { key, at } => {
                let message = format!("Two fields answer as \"{key}\" and differ; give one of them an alias.");
                return ServerError { locations: at, ..ServerError::new(message, None) };
            }
            Self::UnknownOperation(name) => format!("The document has no operation named \"{name}\"."),
            Self::Bytes => "The document is too large.".to_owned(),
            Self::Nesting => "The document's brackets are nested too deep.".to_owned(),
            Self::Tokens => "The document has too many tokens.".to_owned(),
            Self::Selections => "The document selects too much.".to_owned(),
            Self::Depth => "The document's selections are nested too deep.".to_owned(),
            Self::Values => "The document's arguments are too large together.".to_owned(),
            Self::Comparisons => "The document's fragments overlap too much.".to_owned(),
            Self::OpenString => "A string has no end.".to_owned(),
            Self::FragmentCycle => "A fragment contains itself.".to_owned(),
            Self::NoOperationName => "The document has several operations; operationName must name one.".to_owned(),
            Self::Subscription(message) => message.to_owned(),
        };
        ServerError::new(message, None)
    }
}

impl From<Refusal> for ServerError {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.reason.code();
        let mut error = refusal.reason.told();
        error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code.as_str());
        error
    }
}

#[cfg(test)]
mod tests;
