//! Terms of Use and Privacy Policy: the documents, and who accepted which, when and from where.
//!
//! Both are logs to which rows are only added, which the database itself holds. They are no revisions of the account:
//! a new policy must bury no history and make nobody queue.

mod acceptances;
mod documents;

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use entity::id::{TermsAcceptanceId, TermsDocumentId};
use serde::{Deserialize, Serialize};

pub use self::{
    acceptances::{accept, count, every, find, list},
    documents::{documents, in_force, pending, publish},
};
use crate::{policy::Role, settings::environment::Language};

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TermsKind {
    /// The Terms of Use.
    TermsOfUse,
    /// The Privacy Policy.
    PrivacyPolicy,
}

/// A document that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsDocument {
    /// The id; the newest document has the greatest.
    pub id: TermsDocumentId,
    /// What it is.
    pub kind: TermsKind,
    /// What the lawyers call this state of it.
    pub version: String,
    /// Its language.
    pub language: Language,
    /// Where its text is: http or https.
    pub url: String,
    /// SHA-256 of its text, in lower-case hexadecimal.
    pub sha256: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// What a new document needs to be told.
#[derive(Clone, Debug)]
pub struct PublishTermsDocument {
    /// What it is.
    pub kind: TermsKind,
    /// What the lawyers call this state of it; at most 128 characters, once for each kind and language.
    pub version: String,
    /// Its language.
    pub language: Language,
    /// Where its text is: http or https.
    pub url: String,
    /// SHA-256 of its text: 64 hexadecimal digits.
    pub sha256: String,
}

/// That somebody accepted a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsAcceptance {
    /// The id; ids sort by the moment of acceptance.
    pub id: TermsAcceptanceId,
    /// The document.
    pub document: TermsDocumentId,
    /// Who, by reference.
    pub subject: String,
    /// Their name, as their token told it then.
    pub name: Option<String>,
    /// Their e-mail address, as their token told it then.
    pub email: Option<String>,
    /// The role in which they accepted.
    pub role: Option<Role>,
    /// When.
    pub accepted_at: DateTime<Utc>,
    /// From which address.
    pub ip_address: Option<String>,
    /// With which program.
    pub user_agent: Option<String>,
}

/// From where somebody accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The client's address.
    pub ip_address: Option<IpAddr>,
    /// The header `User-Agent`.
    pub user_agent: Option<String>,
}

/// Which acceptances are listed; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermsAcceptanceFilter {
    /// Of documents of this kind.
    pub kind: Option<TermsKind>,
    /// A prefix of subject, name or e-mail address, without regard to case.
    pub search: Option<String>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
}
