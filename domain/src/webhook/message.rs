//! What an endpoint is told: the body of a message, which is the same at each attempt.

use chrono::{DateTime, Utc};
use entity::id::RevisionId;
use serde_json::{Value, json};

use crate::{account::Account, clock::written, revision::Revision};

/// The type of a message that only tries out an endpoint.
const TEST: &str = "test";

/// The message about a revision; its type is the revision's action. Whoever made it is told by reference alone.
pub(crate) fn about(account: &Account, revision: &Revision) -> Value {
    let Revision { number, at, actor, action, reason, changes, .. } = revision;
    let revision = json!({
        "id": RevisionId { account: account.id, number: *number }.to_string(),
        "number": number,
        "at": written(*at),
        "actor": {"kind": actor.kind, "subject": actor.subject, "role": actor.role},
        "action": action,
        "reason": reason,
        "changes": changes,
    });
    json!({"type": action, "timestamp": written(*at), "data": {"account": shown(account), "revision": revision}})
}

/// A message about nothing, made at a time.
pub(crate) fn test(account: &Account, at: DateTime<Utc>) -> Value {
    json!({"type": TEST, "timestamp": written(at), "data": {"account": shown(account)}})
}

fn shown(account: &Account) -> Value {
    json!({"id": account.id.to_string(), "slug": account.slug})
}
