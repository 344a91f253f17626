//! When a delivery that failed is tried again.

use chrono::{DateTime, TimeDelta, Utc};

/// For how long a delivery is tried before its endpoint is switched off.
pub const PATIENCE: TimeDelta = TimeDelta::days(3);

/// How long is waited after the first failures, in seconds; after later ones as long as after the last of these.
const DELAYS: [u32; 7] = [5, 60, 300, 1800, 3600, 7200, 14_400];

/// The most that is added to a delay, as a part of it: endpoints that failed together are not tried together.
const JITTER: f64 = 0.1;

/// When the next attempt is due, none when patience is over.
///
/// `failures` have been made so far, the first at `since` and the last at `now`; `chance` lies between 0 and 1.
/// The endpoint may ask for more time, but no more than the longest delay. The last attempt is made when patience ends.
pub(crate) fn next_attempt(
    failures: i32,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    asked_for: Option<TimeDelta>,
    chance: f64,
) -> Option<DateTime<Utc>> {
    let end = since + PATIENCE;
    if now >= end {
        return None;
    }
    let [.., longest] = DELAYS;
    let position = usize::try_from(failures.max(1) - 1).unwrap_or_default();
    let delay = f64::from(DELAYS.get(position).copied().unwrap_or(longest));
    let jittered =
        TimeDelta::try_milliseconds(millis(delay * 1000.0 * JITTER.mul_add(chance, 1.0))).unwrap_or_default();
    let asked_for = asked_for.unwrap_or_default().min(TimeDelta::seconds(longest.into()));
    Some((now + jittered.max(asked_for)).min(end))
}

#[expect(clippy::cast_possible_truncation, reason = "delays are far below the greatest integer that a float holds")]
fn millis(value: f64) -> i64 {
    value as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_the_last_attempt_is_made_after_three_days() {
        for chance in [0.0, 0.5, 1.0] {
            let since = DateTime::UNIX_EPOCH;
            let (mut now, mut failures, mut longest) = (since, 1, TimeDelta::zero());
            while let Some(next) = next_attempt(failures, since, now, None, chance) {
                longest = longest.max(next - now);
                (now, failures) = (next, failures + 1);
            }
            assert_eq!(now, since + PATIENCE);
            assert!((22..=26).contains(&failures), "{failures} attempts");
            assert!(longest <= TimeDelta::minutes(264), "{longest}");
        }
        let first = next_attempt(1, DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH, None, 0.0).unwrap();
        assert_eq!(first, DateTime::UNIX_EPOCH + TimeDelta::seconds(5));
    }

    #[test]
    fn an_endpoint_may_ask_for_more_time_within_bounds() {
        let now = DateTime::UNIX_EPOCH;
        let next = |asked_for| next_attempt(1, now, now, Some(asked_for), 0.0).unwrap();
        assert_eq!(next(TimeDelta::seconds(2)), now + TimeDelta::seconds(5));
        assert_eq!(next(TimeDelta::seconds(90)), now + TimeDelta::seconds(90));
        assert_eq!(next(TimeDelta::days(400)), now + TimeDelta::hours(4));
    }
}
