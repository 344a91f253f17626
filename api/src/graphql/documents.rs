//! Documents that are asked for by name: those of a file that is trusted, and those that clients told us before.
//!
//! A request names a document by `documentId` (GraphQL over HTTP, appendix "Persisted Documents") or by its SHA-256 in
//! `extensions.persistedQuery`, as Apollo's clients do: they send the hash alone, and the text as well when they are
//! told that it is not known.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_graphql::parser::parse_query;
use data_encoding::HEXLOWER_PERMISSIVE;
use domain::cache::Bounded;
use schema::{error::Code, parts::DocumentHash};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{
    admission::{Limits, is_scannable},
    answer::Rejected,
    parameters::{Asked, Name},
};

/// So many bytes of documents that clients told are kept.
const KEPT: u64 = 8 * 1024 * 1024;

/// The documents that are known.
#[derive(Clone, Debug)]
pub struct Documents {
    trusted: Option<TrustedDocuments>,
    told: Bounded<DocumentHash, Arc<str>>,
}

/// The documents of a file.
#[derive(Clone, Debug, Default)]
pub struct TrustedDocuments {
    by_id: Arc<HashMap<String, Arc<str>>>,
    hashes: Arc<HashSet<DocumentHash>>,
}

/// What a sender may do with documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Run any, and have those kept that they name by their hash.
    Any,
    /// Run any, but none is kept for them.
    AnyUnkept,
    /// Run those of the file, where there is one; else as [`Self::Any`].
    Trusted,
}

/// A request whose document is in its place.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) request: async_graphql::Request,
    /// The document is kept once it was admitted.
    pub(super) to_keep: Option<ToKeep>,
    /// Whether it is one of those that are trusted; without a list, each is.
    pub(super) is_trusted: bool,
}

/// A document that is kept once it was admitted.
#[derive(Debug)]
pub(super) struct ToKeep(DocumentHash, Arc<str>);

impl Documents {
    /// Those of a file, if there is one, and room for those that clients tell.
    #[must_use]
    pub fn new(trusted: Option<TrustedDocuments>) -> Self {
        let told = Bounded::new("told documents", Some(KEPT));
        Self { trusted, told }
    }

    /// Puts the text of the document that is named in its place.
    ///
    /// # Errors
    ///
    /// There is none of that name, the text has another hash, or its sender may run only those of the file.
    pub(super) fn find(&self, asked: Asked, choice: Choice) -> Result<Found, Rejected> {
        let Asked { mut request, name } = asked;
        let mut to_keep = None;
        match name {
            None => {}
            Some(Name::Id(id)) => {
                let text = self.by_id(&id).ok_or_else(unknown)?;
                text.as_ref().clone_into(&mut request.query);
            }
            Some(Name::Hash(hash)) if request.query.is_empty() => {
                let text = self.by_hash(&hash).ok_or_else(unknown)?;
                text.as_ref().clone_into(&mut request.query);
            }
            Some(Name::Hash(hash)) => {
                if digest(&request.query) != hash {
                    return Err(Rejected::bad_request("\"sha256Hash\" is not the SHA-256 of \"query\"."));
                }
                if choice != Choice::AnyUnkept {
                    to_keep = Some(ToKeep(hash, request.query.as_str().into()));
                }
            }
        }
        let is_trusted = self.trusted.as_ref().is_none_or(|trusted| trusted.hashes.contains(&digest(&request.query)));
        match choice {
            Choice::Trusted if !is_trusted => {
                let message = "Only documents that Cuenta was set up with are run for people here.";
                Err(Rejected::request(Code::Forbidden, message))
            }
            Choice::Trusted | Choice::Any | Choice::AnyUnkept => Ok(Found { request, to_keep, is_trusted }),
        }
    }

    /// Keeps a document that was admitted.
    pub(super) fn keep(&self, to_keep: Option<ToKeep>) {
        if let Some(ToKeep(hash, text)) = to_keep {
            let bytes = size_of::<DocumentHash>() + text.len();
            self.told.keep(hash, text, bytes);
        }
    }

    fn by_id(&self, id: &str) -> Option<Arc<str>> {
        let trusted = self.trusted.as_ref().and_then(|trusted| trusted.by_id.get(id).cloned());
        trusted.or_else(|| self.by_hash(&hash(id.strip_prefix("sha256:")?)?))
    }

    fn by_hash(&self, hash: &DocumentHash) -> Option<Arc<str>> {
        let trusted = self.trusted.as_ref().and_then(|trusted| {
            let hex = HEXLOWER_PERMISSIVE.encode(hash);
            trusted.by_id.get(&hex).or_else(|| trusted.by_id.get(&format!("sha256:{hex}"))).cloned()
        });
        trusted.or_else(|| self.told.get(hash, |_| true))
    }
}

impl TrustedDocuments {
    /// Reads a file of documents: a JSON object of documents by id, as Relay's compiler and the GraphQL Code Generator
    /// write it, or Apollo's manifest (`"format": "apollo-persisted-query-manifest"`).
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words that follow "which".
    pub fn read(json: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Manifest {
            format: String,
            operations: Vec<Operation>,
        }
        #[derive(Deserialize)]
        struct Operation {
            id: String,
            body: String,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum File {
            Manifest(Manifest),
            ById(HashMap<String, String>),
        }
        let file = serde_json::from_str(json).map_err(|_| "holds no JSON object of documents by id".to_owned())?;
        let texts: Vec<(String, String)> = match file {
            File::Manifest(manifest) if manifest.format == "apollo-persisted-query-manifest" => {
                manifest.operations.into_iter().map(|operation| (operation.id, operation.body)).collect()
            }
            File::Manifest(_) => return Err("is a manifest of an unknown format".to_owned()),
            File::ById(texts) => texts.into_iter().collect(),
        };
        let mut by_id = HashMap::new();
        let mut hashes = HashSet::new();
        for (id, text) in texts {
            if !is_scannable(&text, &Limits::default()) || parse_query(&text).is_err() {
                return Err(format!("holds, as `{}`, what is no GraphQL document", id.escape_debug()));
            }
            hashes.insert(digest(&text));
            by_id.insert(id, text.into());
        }
        Ok(Self { by_id: Arc::new(by_id), hashes: Arc::new(hashes) })
    }
}

/// Reads a hash in hexadecimal.
pub(super) fn hash(hex: &str) -> Option<DocumentHash> {
    HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok()?.try_into().ok()
}

pub(super) fn digest(text: &str) -> DocumentHash {
    Sha256::digest(text.as_bytes()).into()
}

/// Apollo's clients know this answer by its message or its code, and then send the text.
fn unknown() -> Rejected {
    Rejected::request(Code::PersistedQueryNotFound, "PersistedQueryNotFound")
}

#[cfg(test)]
mod tests;
