//! What a document may cost before it is parsed, validated and run; every transport admits requests here.
//!
//! The library's own limits run too late: its parser recurses until the process dies, and its checks walk every
//! fragment as often as it is spread. So the source is scanned before it is parsed, the document is measured before it
//! is validated, and each of these steps is bounded by the one before.

mod cost;
mod expand;
mod merge;
mod operation;
mod parsed;
mod scan;

use std::sync::Arc;

use async_graphql::{
    ErrorExtensionValues, Pos, Request, ServerError, Value,
    parser::{
        parse_query,
        types::{ExecutableDocument, OperationType},
    },
    value,
};
use schema::{
    answers::{Validated, is_made_of_settings},
    error::Code,
    parts::{DocumentHash, may_have_parts},
};

pub use self::{cost::Prices, parsed::ParsedDocuments};
use self::{expand::Expanded, parsed::Parsed};
use super::{documents::digest, host::Rights};

/// How large a document may be, and what it may cost.
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
    /// Fields that their types do not have: so many are told one by one.
    pub unknown: usize,
    /// What an operation may cost.
    pub cost: u64,
    /// The longest page of a list that is paged, in elements.
    pub page: u64,
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
            unknown: 100,
            cost: 20_000,
            page: 100,
        }
    }
}

/// What requests are measured by.
#[derive(Clone, Debug, Default)]
pub struct Admission {
    /// How large they may be.
    pub limits: Limits,
    /// What the fields of the schema cost.
    pub prices: Prices,
    /// Documents that were admitted before.
    pub documents: ParsedDocuments,
}

/// A request that may run: its document is parsed, and its size is known.
#[derive(Debug)]
pub struct Admitted {
    /// The request, with its parsed document.
    pub request: Request,
    /// What kind of operation will run.
    pub operation: OperationType,
    /// What it costs to run it.
    pub cost: u64,
    /// How many selections its document has, with all fragments in their places.
    pub selections: usize,
    /// Whether its answer is made of the caller's settings alone.
    pub is_made_of_settings: bool,
    /// Whether its document is one of those that are trusted.
    pub is_trusted: bool,
    /// By what the parts of its answer are known again, where it has parts that may be remembered.
    pub parts: Option<DocumentHash>,
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
    /// Selections that were visited to find the cost.
    pub priced: usize,
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
    /// An operation that costs too much.
    Cost {
        /// What it costs.
        cost: u64,
        /// What it may.
        limit: u64,
    },
    /// Too many fields that their types do not have.
    UnknownFields,
    /// A question about the schema, of somebody who may not ask it.
    Introspection,
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

impl Admission {
    /// Parses the document of a request, if that and everything after it is cheap enough.
    ///
    /// # Errors
    ///
    /// Refuses documents past a limit, documents that cannot be parsed, requests that choose no operation, and what its
    /// sender has no right to.
    pub fn admit(&self, mut request: Request, rights: Rights) -> Result<Admitted, Refusal> {
        let mut work = Work::default();
        match self.judge(&request, rights, &mut work) {
            Ok((parsed, cost, validated)) => {
                let Parsed { ref document, operation, is_made_of_settings, parts, selections, .. } = *parsed;
                request.set_parsed_query(document.clone());
                request.data.insert(validated);
                Ok(Admitted {
                    request,
                    operation,
                    cost,
                    selections,
                    is_made_of_settings,
                    is_trusted: false,
                    parts,
                    work,
                })
            }
            Err(reason) => Err(Refusal { reason, work }),
        }
    }

    /// The request's document, what it costs, and what validation finds of it, or has found.
    fn judge(
        &self,
        request: &Request,
        rights: Rights,
        work: &mut Work,
    ) -> Result<(Arc<Parsed>, u64, Validated), Reason> {
        let known = self.documents.find(request);
        let is_known = known.is_some();
        let parsed = match known {
            Some(parsed) => {
                if parsed.without_variables.is_none() {
                    // The arguments may be larger this time.
                    expand::expand(&parsed.document, request, &self.limits, work)?;
                }
                parsed
            }
            None => Arc::new(self.parse(request, work)?),
        };
        if parsed.introspects && !rights.introspection {
            return Err(Reason::Introspection);
        }
        let (cost, validated) = match &parsed.without_variables {
            Some((cost, validated)) => (*cost, validated.clone()),
            None => (self.cost(&parsed.document, request, work)?, Validated::default()),
        };
        if cost > self.limits.cost {
            return Err(Reason::Cost { cost, limit: self.limits.cost });
        }
        if !is_known {
            self.documents.keep(request, &parsed);
        }
        Ok((parsed, cost, validated))
    }

    /// Parses a document, if that and everything after it is cheap enough.
    fn parse(&self, request: &Request, work: &mut Work) -> Result<Parsed, Reason> {
        let Self { limits, prices, .. } = self;
        scan::scan(&request.query, limits, work)?;
        let mut document = parse_query(&request.query).map_err(|error| Reason::Syntax(Box::new(error.into())))?;
        let Expanded { introspects, selections } = expand::expand(&document, request, limits, work)?;
        if cost::unknown_fields(&document, prices) > limits.unknown {
            return Err(Reason::UnknownFields);
        }
        merge::merge(&document, prices, limits, work)?;
        let name = request.operation_name.as_deref();
        let kind = operation::choose(&mut document, name)?;
        let operation = operation::of(&document, name).ok_or(Reason::NoOperationName)?;
        let has_variables =
            document.operations.iter().any(|(_, operation)| !operation.node.variable_definitions.is_empty());
        let is_made_of_settings = is_made_of_settings(&document, operation);
        // What may be remembered as a whole is not remembered in parts as well.
        let in_parts = kind == OperationType::Query && !is_made_of_settings && may_have_parts(&document);
        Ok(Parsed {
            operation: kind,
            introspects,
            selections,
            is_made_of_settings,
            parts: in_parts.then(|| digest(&request.query)),
            without_variables: if has_variables {
                None
            } else {
                Some((self.cost(&document, request, work)?, Validated::default()))
            },
            document,
        })
    }

    fn cost(&self, document: &ExecutableDocument, request: &Request, work: &mut Work) -> Result<u64, Reason> {
        let operation = operation::of(document, request.operation_name.as_deref()).ok_or(Reason::NoOperationName)?;
        Ok(cost::cost(operation, document, request, &self.prices, &self.limits, work))
    }
}

impl Reason {
    /// The code that the client is told.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Bytes => Code::PayloadTooLarge,
            Self::Nesting
            | Self::Tokens
            | Self::Selections
            | Self::Depth
            | Self::Values
            | Self::Comparisons
            | Self::Cost { .. } => Code::CostLimit,
            Self::Introspection => Code::Unauthenticated,
            Self::UnknownFields
            | Self::OpenString
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
            Self::Cost { cost, limit } => format!("The operation costs {cost}, and may cost {limit}."),
            Self::UnknownFields => "The document asks for many fields that do not exist.".to_owned(),
            Self::Introspection => {
                "The schema is told to who is signed in; for everybody it stands at /schema.graphql.".to_owned()
            }
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
        let costs = if let Reason::Cost { cost, limit } = refusal.reason { Some((cost, limit)) } else { None };
        let mut error = refusal.reason.told();
        let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
        extensions.set("code", code.as_str());
        if let Some((cost, limit)) = costs {
            extensions.set("cost", told_cost(cost, limit));
        }
        error
    }
}

/// Whether the parser can be let near a text.
pub(super) fn is_scannable(source: &str, limits: &Limits) -> bool {
    scan::scan(source, limits, &mut Work::default()).is_ok()
}

/// What an operation costs and may cost, as clients read it in `extensions.cost`.
#[must_use]
pub fn told_cost(requested: u64, limit: u64) -> Value {
    value!({ "requested": requested, "limit": limit })
}

#[cfg(test)]
mod tests;
