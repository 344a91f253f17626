//! Whole answers that are remembered: those that are a function of the document, the variables, the settings of the
//! caller's account, the caller's permissions and their language. Of others, parts are ([`schema::parts`]).
//!
//! A request is known again by its bytes, so neither its JSON nor its document is read a second time. What is remembered
//! of it is asked for by who asks; it counts until their account changes.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use async_graphql::Response as Outcome;
use axum::{body::Bytes, http::HeaderName};
use domain::{
    cache::{Bounded, CacheStatus, Remembered},
    id::AccountId,
    memory::{Memory, Moment},
    policy::Permission,
    service::Service,
    settings::environment::Language,
};
use schema::parts::Parts;

use super::{admission::Admitted, conditional::Tag, media_type::MediaType};
use crate::telemetry::operations::Described;

/// Somebody whose answers may be remembered, as far as answers differ by who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Their account.
    pub account: AccountId,
    /// The revision that their account has at least.
    pub at_least: i32,
    /// What they may do.
    pub permissions: Permissions,
    /// The language that they ask for; the account's, where they ask for none.
    pub language: Option<Language>,
}

/// A set of permissions: a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Permissions(u32);

impl Permissions {
    /// Those of all that are held.
    #[must_use]
    pub fn that(are_held: impl Fn(Permission) -> bool) -> Self {
        let bit = |permission: Permission| 1 << permission as u32;
        Self(Permission::ALL.into_iter().filter(|permission| are_held(*permission)).map(bit).sum())
    }
}

/// The bytes by which a request is known again: a body, or the query of an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sent {
    Body(Bytes),
    Address(Bytes),
}

impl Sent {
    fn bytes(&self) -> &Bytes {
        match self {
            Self::Body(bytes) | Self::Address(bytes) => bytes,
        }
    }

    /// A copy that holds no more than its bytes: those that came are a part of the connection's buffer.
    fn kept(&self) -> Self {
        let copy = Bytes::copy_from_slice(self.bytes());
        match self {
            Self::Body(_) => Self::Body(copy),
            Self::Address(_) => Self::Address(copy),
        }
    }
}

/// The longest request that is known again, in bytes.
const SENT_MAX: usize = 16 * 1024;

/// A request whose answer may be remembered.
#[derive(Debug)]
pub(super) struct Question {
    /// No other question has it.
    number: u64,
    /// What it costs.
    pub(super) cost: u64,
    /// Whether its document is one of the file of those that are trusted.
    pub(super) is_trusted: bool,
    /// What the log and the metrics tell of it.
    pub(super) described: Described,
}

/// Which answer is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    question: u64,
    account: AccountId,
    permissions: Permissions,
    language: Option<Language>,
    media_type: MediaType,
}

/// An answer without an error.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    account: AccountId,
    /// The revision that it tells of: the header `Cuenta-Revision`.
    pub(super) revision: i32,
    pub(super) body: Bytes,
    /// What it is known by to those who ask with `GET`.
    pub(super) tag: Tag,
}

impl Remembered for Whole {
    fn account(&self) -> AccountId {
        self.account
    }

    fn bytes(&self) -> usize {
        size_of::<Key>() + size_of::<Self>() + self.body.len()
    }
}

/// The answers that are remembered, and the requests that they belong to. Clones share them.
#[derive(Clone, Debug)]
pub struct Answers {
    questions: Bounded<Sent, Arc<Question>>,
    made: Memory<Key, Whole>,
    parts: Parts,
    asked: Arc<AtomicU64>,
}

impl Answers {
    /// Room for so many bytes of answers; none remembers none. The requests take a quarter of that on top, and parts of
    /// answers that are none of these take half.
    #[must_use]
    pub fn new(service: &Service, bytes: Option<u64>) -> Self {
        let questions = Bounded::new("questions", bytes.map(|bytes| bytes / 4));
        let parts = Parts::new(service, bytes.map(|bytes| bytes / 2));
        Self { questions, made: Memory::new(service, "answers", bytes), parts, asked: Arc::default() }
    }

    /// Whether any are remembered.
    #[must_use]
    pub fn are_remembered(&self) -> bool {
        self.questions.is_on()
    }

    /// How they do, and how parts of answers do.
    #[must_use]
    pub fn status(&self) -> [CacheStatus; 2] {
        let status = self.made.status();
        [CacheStatus { bytes: status.bytes + self.questions.status().bytes, ..status }, self.parts.status()]
    }

    /// Has the parts of an answer remembered, or taken from memory, where it has such.
    pub(super) fn offer_parts(&self, admitted: &mut Admitted) {
        if let Some(parts) = admitted.parts.and_then(|document| self.parts.of(document)) {
            admitted.request.data.insert(parts);
        }
    }

    /// The question that these bytes are, if it is known.
    pub(super) fn question(&self, sent: &Sent) -> Option<Arc<Question>> {
        if sent.bytes().len() > SENT_MAX {
            return None;
        }
        self.questions.get(sent, |_| true)
    }

    /// The answer to a question for a reader, if it is remembered and as new as they have seen.
    pub(super) fn recall(&self, question: &Question, reader: &Reader, media_type: MediaType) -> Option<Whole> {
        let is_enough = |whole: &Whole| reader.at_least <= whole.revision;
        self.made.get(&Key::of(question, reader, media_type), is_enough)
    }

    /// What is to be asked for before an answer is made that may be remembered; none where it may not.
    pub(super) fn ask(&self, sent: Sent, reader: Reader) -> Option<Asking> {
        let moment = self.made.moment()?;
        (sent.bytes().len() <= SENT_MAX).then_some(Asking { sent, reader, moment, question: None })
    }

    /// Remembers the answer to a question, unless something failed.
    pub(super) fn remember(&self, asking: Asking, media_type: MediaType, outcome: &Outcome, body: &Bytes) {
        let Asking { sent, reader, moment, question: Some(question) } = asking else { return };
        let revision = outcome.http_headers.get(REVISION).and_then(|number| number.to_str().ok()?.parse().ok());
        let (true, Some(revision)) = (outcome.errors.is_empty(), revision) else { return };
        let question = self.question(&sent).unwrap_or_else(|| {
            let question = Arc::new(Question { number: self.asked.fetch_add(1, Ordering::Relaxed), ..question });
            let sent = sent.kept();
            let bytes = size_of::<Question>() + sent.bytes().len();
            self.questions.keep(sent, Arc::clone(&question), bytes);
            question
        });
        // What was written grew as it was written, and has room for up to as much again.
        let body = Bytes::copy_from_slice(body);
        let whole = Whole { account: reader.account, revision, tag: Tag::of(media_type, &body), body };
        self.made.keep(moment, Key::of(&question, &reader, media_type), whole);
    }
}

/// The header that tells which revision of the caller's account an answer has seen.
pub(super) const REVISION: HeaderName = HeaderName::from_static("cuenta-revision");

impl Key {
    fn of(question: &Question, reader: &Reader, media_type: MediaType) -> Self {
        let Reader { account, permissions, language, .. } = *reader;
        Self { question: question.number, account, permissions, language, media_type }
    }
}

/// Somebody asks something whose answer may be remembered, if it is found to be a [`Question`].
#[derive(Debug)]
pub(super) struct Asking {
    sent: Sent,
    reader: Reader,
    /// From before anything was read for the answer.
    moment: Moment,
    question: Option<Question>,
}

impl Asking {
    /// The same, once it was admitted; none if its answer depends on more than is known of the reader.
    pub(super) fn admitted(self, admitted: &mut Admitted) -> Option<Self> {
        let question = admitted.is_made_of_settings.then(|| Question {
            number: 0,
            cost: admitted.cost,
            is_trusted: admitted.is_trusted,
            described: Described::of(&mut admitted.request),
        });
        question.map(|question| Self { question: Some(question), ..self })
    }
}
