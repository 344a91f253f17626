//! Documents that passed admission before: what does not depend on their variables is not found out again.

use std::sync::Arc;

use async_graphql::{
    Request,
    parser::types::{ExecutableDocument, OperationType},
};
use domain::cache::{Bounded, CacheStatus};
use schema::{answers::Validated, parts::DocumentHash};

/// How many times as long a document is in memory as its text, about: a field of ten letters is a selection of some
/// hundred bytes.
const IN_MEMORY: usize = 24;

/// What a document takes beside that.
const OVERHEAD: usize = 1024;

/// A document that passed what does not depend on variables.
#[derive(Debug)]
pub(super) struct Parsed {
    /// The document, whose operation was chosen.
    pub(super) document: ExecutableDocument,
    /// What kind of operation that is.
    pub(super) operation: OperationType,
    /// Whether it asks about the schema.
    pub(super) introspects: bool,
    /// How many selections it has, with all fragments in their places.
    pub(super) selections: usize,
    /// Whether its answer is made of the caller's settings alone.
    pub(super) is_made_of_settings: bool,
    /// Its hash, where its answers have parts that may be remembered.
    pub(super) parts: Option<DocumentHash>,
    /// What it costs, and what validation found of it, where it has no variables on which that could depend.
    pub(super) without_variables: Option<(u64, Validated)>,
}

/// Documents that were parsed, by their text and the operation that is meant. Clones share them.
#[derive(Clone, Debug)]
pub struct ParsedDocuments(Bounded<String, Arc<Parsed>>);

impl Default for ParsedDocuments {
    fn default() -> Self {
        Self::new(None)
    }
}

impl ParsedDocuments {
    /// Room for so many bytes of them; none keeps none.
    #[must_use]
    pub fn new(bytes: Option<u64>) -> Self {
        Self(Bounded::new("documents", bytes))
    }

    /// How they do.
    #[must_use]
    pub fn status(&self) -> CacheStatus {
        self.0.status()
    }

    pub(super) fn find(&self, request: &Request) -> Option<Arc<Parsed>> {
        if self.0.is_on() { self.0.get(&key(request), |_| true) } else { None }
    }

    pub(super) fn keep(&self, request: &Request, parsed: &Arc<Parsed>) {
        if self.0.is_on() {
            let key = key(request);
            let bytes = OVERHEAD + IN_MEMORY * key.len();
            self.0.keep(key, Arc::clone(parsed), bytes);
        }
    }
}

/// No name of an operation holds a space.
fn key(request: &Request) -> String {
    let name = request.operation_name.as_deref().unwrap_or_default();
    let mut key = String::with_capacity(name.len() + 1 + request.query.len());
    key.push_str(name);
    key.push(' ');
    key.push_str(&request.query);
    key
}
