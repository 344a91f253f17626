//! What the domain counts: names and labels of counters, for whoever reads them.

use metrics::counter;

use crate::webhook::Receipt;

/// Revisions that were committed here.
pub const REVISIONS: &str = "cuenta_revisions_total";

/// Attempts to deliver a webhook, by `outcome`.
pub const WEBHOOK_ATTEMPTS: &str = "cuenta_webhook_attempts_total";

/// What came of an attempt to deliver a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookOutcome {
    /// It arrived.
    Arrived,
    /// The receiver answered that it did not.
    Refused,
    /// There was no answer.
    Unreachable,
}

impl WebhookOutcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Arrived, Self::Refused, Self::Unreachable];

    /// How it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
        }
    }

    fn of(receipt: &Receipt) -> Self {
        if receipt.arrived() {
            Self::Arrived
        } else if receipt.status.is_some() {
            Self::Refused
        } else {
            Self::Unreachable
        }
    }
}

/// A revision was committed.
pub(crate) fn committed() {
    counter!(REVISIONS).increment(1);
}

/// A webhook was tried.
pub(crate) fn tried(receipt: &Receipt) {
    counter!(WEBHOOK_ATTEMPTS, "outcome" => WebhookOutcome::of(receipt).label()).increment(1);
}
