//! Ids for what an edit adds.

use chrono::{DateTime, Utc};
use entity::id::{AccountId, Id};
use rand::RngCore;
use uuid::Uuid;

/// Makes the ids of one change: version 7 UUIDs from a clock and a source of randomness that are given.
///
/// Lists are kept in the order of creation, and that order is the ids' own: a new id is greater than every id of its
/// list, also where another node's clock was ahead.
pub struct NewIds<'a> {
    account: AccountId,
    now: DateTime<Utc>,
    random: &'a mut dyn RngCore,
}

impl<'a> NewIds<'a> {
    /// Ids for a change of `account` at `now`.
    pub fn new(account: AccountId, now: DateTime<Utc>, random: &'a mut dyn RngCore) -> Self {
        Self { account, now, random }
    }

    /// An id that is greater than all of `existing`.
    pub(crate) fn next<K>(&mut self, existing: impl Iterator<Item = Id<K>>) -> Id<K> {
        let greatest = existing.map(|id| id.own).max();
        Id::new(self.account, fresh_id(self.now, self.random, greatest))
    }
}

/// A version 7 UUID (RFC 9562, section 5.7) of a moment, greater than `greatest`.
pub(crate) fn fresh_id(now: DateTime<Utc>, random: &mut dyn RngCore, greatest: Option<Uuid>) -> Uuid {
    let mut bytes = [0; 10];
    random.fill_bytes(&mut bytes);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    let fresh = uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid();
    match greatest {
        Some(greatest) if greatest >= fresh => {
            Uuid::from_u128(greatest.as_u128().saturating_add(1 + u128::from(random.next_u32())))
        }
        _ => fresh,
    }
}

impl std::fmt::Debug for NewIds<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewIds").field("account", &self.account).field("now", &self.now).finish_non_exhaustive()
    }
}
