//! How often somebody may ask: by cost for callers, for strangers by address, and how often an address may fail to sign
//! in. Each allowance fills up evenly (GCRA, the generic cell rate algorithm), so nobody waits for a window to end.

use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    time::Duration,
};

use domain::{
    caller::{Caller, Standing},
    id::ApiKeyId,
};
use governor::{
    NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock, Reference},
    middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// How often an address may fail to sign in, a minute.
pub const FAILURES: NonZeroU32 = NonZeroU32::new(300).unwrap();

/// So many seconds' worth may be spent at once.
const BURST: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// How often callers may ask, in cost a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowances {
    /// A person, or an API key; none is without end.
    pub caller: Option<NonZeroU32>,
    /// All strangers of one address; none is without end.
    pub stranger: Option<NonZeroU32>,
}

impl Allowances {
    /// As much as anybody wants.
    pub const ENDLESS: Self = Self { caller: None, stranger: None };
}

/// What was spent of late.
#[derive(Debug)]
pub(crate) struct Rates<C: Clock + Clone = DefaultClock> {
    clock: C,
    callers: Option<Allowance<Payer, C>>,
    strangers: Option<Allowance<Network, C>>,
    failures: Allowance<Network, C>,
}

/// A caller, as far as allowances go: a person in each of their accounts, and a key whatever its secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Payer {
    /// A digest of their account and their subject: of one size, for it is looked up with every request.
    Person([u8; 32]),
    /// By its id.
    Key(ApiKeyId),
}

/// From where a stranger asks: an address, or in IPv6 the /64 that a household or a server has for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Network(IpAddr);

impl Network {
    fn of(address: Option<IpAddr>) -> Self {
        let address = address.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)).to_canonical();
        Self(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(whole) => {
                let [a, b, c, d, ..] = whole.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        })
    }
}

impl Payer {
    pub(crate) fn of(caller: &Caller) -> Self {
        match &caller.standing {
            Standing::Member { account, .. } => Self::person(account.id.0, &caller.subject),
            // No account has this id.
            Standing::Staff => Self::person(Uuid::nil(), &caller.subject),
            Standing::Key { key, .. } => Self::Key(key.id),
        }
    }

    fn person(account: Uuid, subject: &str) -> Self {
        Self::Person(Sha256::new().chain_update(account).chain_update(subject).finalize().into())
    }
}

/// It was asked too often; after this it may be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooOften(pub(crate) Duration);

impl Rates {
    pub(crate) fn new(allowances: Allowances) -> Self {
        Self::with_clock(allowances, DefaultClock::default())
    }
}

impl<C: Clock + Clone> Rates<C> {
    pub(crate) fn with_clock(allowances: Allowances, clock: C) -> Self {
        let by_second = |rate: NonZeroU32| Quota::per_second(rate).allow_burst(rate.saturating_mul(BURST));
        Self {
            callers: allowances.caller.map(|rate| Allowance::new(by_second(rate), &clock)),
            strangers: allowances.stranger.map(|rate| Allowance::new(by_second(rate), &clock)),
            failures: Allowance::new(Quota::per_minute(FAILURES), &clock),
            clock,
        }
    }

    /// Takes a cost from what a caller may spend.
    pub(crate) fn charge(&self, payer: Payer, cost: u64) -> Result<(), TooOften> {
        self.callers.as_ref().map_or(Ok(()), |callers| callers.take(&payer, cost, &self.clock))
    }

    /// Takes a cost from what the strangers of an address may spend.
    pub(crate) fn charge_stranger(&self, address: Option<IpAddr>, cost: u64) -> Result<(), TooOften> {
        self.strangers.as_ref().map_or(Ok(()), |strangers| strangers.take(&Network::of(address), cost, &self.clock))
    }

    /// Notes that somebody of an address failed to sign in.
    pub(crate) fn fail(&self, address: Option<IpAddr>) -> Result<(), TooOften> {
        self.failures.take(&Network::of(address), 1, &self.clock)
    }

    /// Forgets those whose allowance is whole again.
    pub(crate) fn forget(&self) {
        if let Some(callers) = &self.callers {
            callers.forget();
        }
        if let Some(strangers) = &self.strangers {
            strangers.forget();
        }
        self.failures.forget();
    }

    /// How many are remembered.
    #[cfg(test)]
    fn remembered(&self) -> usize {
        self.callers.as_ref().map_or(0, |callers| callers.limiter.len())
            + self.strangers.as_ref().map_or(0, |strangers| strangers.limiter.len())
            + self.failures.limiter.len()
    }
}

/// An allowance for each of many.
#[derive(Debug)]
struct Allowance<K: Hash + Eq + Clone, C: Clock> {
    limiter: RateLimiter<K, DashMapStateStore<K>, C, NoOpMiddleware<C::Instant>>,
    burst: NonZeroU32,
}

impl<K: Hash + Eq + Clone, C: Clock + Clone> Allowance<K, C> {
    fn new(quota: Quota, clock: &C) -> Self {
        let limiter = RateLimiter::dashmap_with_clock(quota, clock.clone());
        Self { limiter, burst: quota.burst_size() }
    }

    /// Takes a cost. What costs more than can be saved up takes all of it.
    fn take(&self, key: &K, cost: u64, clock: &C) -> Result<(), TooOften> {
        let cost = u32::try_from(cost).unwrap_or(u32::MAX).min(self.burst.get());
        let Some(cost) = NonZeroU32::new(cost) else { return Ok(()) };
        match self.limiter.check_key_n(key, cost) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(refused)) => Err(TooOften(wait(&refused, clock))),
            // The cost was cut to what fits.
            Err(_) => Err(TooOften(Duration::ZERO)),
        }
    }

    fn forget(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

fn wait<P: Reference>(refused: &NotUntil<P>, clock: &impl Clock<Instant = P>) -> Duration {
    refused.wait_time_from(clock.now())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;
    use domain::{account::Account, id::AccountId, policy::AccountRole};
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn rates(caller: u32, stranger: u32) -> (Rates<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let allowances = Allowances { caller: NonZeroU32::new(caller), stranger: NonZeroU32::new(stranger) };
        (Rates::with_clock(allowances, clock.clone()), clock)
    }

    fn staff(subject: &str) -> Payer {
        Payer::of(&Caller { subject: subject.to_owned(), name: None, email: None, standing: Standing::Staff })
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_caller_may_spend_two_seconds_worth_at_once_and_a_second_later_one_more() {
        let (rates, clock) = rates(100, 10);
        let ana = staff("ana");
        assert_eq!(rates.charge(ana, 150), Ok(()));
        assert_eq!(rates.charge(ana, 50), Ok(()));
        assert_eq!(rates.charge(ana, 100), Err(TooOften(Duration::from_secs(1))));
        assert_eq!(rates.charge(staff("bia"), 200), Ok(()), "another person has an allowance of their own");
        clock.advance(Duration::from_secs(1));
        assert_eq!(rates.charge(ana, 100), Ok(()));
        assert!(rates.charge(ana, 1).is_err());
    }

    #[test]
    fn a_person_pays_for_themselves_in_each_of_their_accounts() {
        let member = |account, subject: &str| {
            let id = AccountId(Uuid::from_u128(account));
            let account = Account { id, slug: String::new(), created_at: DateTime::UNIX_EPOCH, revision: 1 };
            let standing = Standing::Member { account: Arc::new(account), role: AccountRole::Agent };
            Payer::of(&Caller { subject: subject.to_owned(), name: None, email: None, standing })
        };
        let payers = [member(1, "ana"), member(2, "ana"), member(1, "bia"), staff("ana"), staff("bia")];
        assert_eq!(payers[0], member(1, "ana"));
        for (place, payer) in payers.iter().enumerate() {
            assert!(!payers[..place].contains(payer), "{place}");
        }
    }

    #[test]
    fn what_costs_more_than_can_be_saved_up_takes_all_of_it() {
        let (rates, _) = rates(100, 10);
        assert_eq!(rates.charge(staff("ana"), u64::MAX), Ok(()));
        assert_eq!(rates.charge(staff("ana"), 1), Err(TooOften(Duration::from_millis(10))));
        assert_eq!(rates.charge(staff("ana"), 0), Ok(()));
    }

    #[test]
    fn strangers_share_the_allowance_of_their_address() {
        let (rates, _) = rates(100, 10);
        assert_eq!(rates.charge_stranger(Some(address("203.0.113.9")), 20), Ok(()));
        assert!(rates.charge_stranger(Some(address("::ffff:203.0.113.9")), 1).is_err());
        assert_eq!(rates.charge_stranger(Some(address("203.0.113.10")), 20), Ok(()));
        assert_eq!(rates.charge_stranger(Some(address("2001:db8:1:2::1")), 20), Ok(()));
        assert!(rates.charge_stranger(Some(address("2001:db8:1:2:ffff::9")), 1).is_err(), "one /64 is one stranger");
        assert_eq!(rates.charge_stranger(Some(address("2001:db8:1:3::1")), 20), Ok(()));
        assert_eq!(rates.charge_stranger(None, 20), Ok(()));
    }

    #[test]
    fn an_address_may_fail_three_hundred_times_a_minute() {
        let (rates, clock) = rates(100, 10);
        for _ in 0..300 {
            assert_eq!(rates.fail(Some(address("203.0.113.9"))), Ok(()));
        }
        assert_eq!(rates.fail(Some(address("203.0.113.9"))), Err(TooOften(Duration::from_millis(200))));
        assert_eq!(rates.fail(Some(address("203.0.113.10"))), Ok(()));
        clock.advance(Duration::from_millis(200));
        assert_eq!(rates.fail(Some(address("203.0.113.9"))), Ok(()));
    }

    #[test]
    fn whoever_has_spent_nothing_of_late_is_forgotten() {
        let (rates, clock) = rates(100, 10);
        for number in 0..1_000 {
            rates.charge(staff(&number.to_string()), 1).unwrap();
            rates.fail(Some(address(&format!("203.0.{}.{}", number / 250, number % 250)))).unwrap();
        }
        assert_eq!(rates.remembered(), 2_000);
        clock.advance(Duration::from_mins(1));
        rates.forget();
        assert_eq!(rates.remembered(), 0);
    }

    #[test]
    fn without_an_allowance_nobody_is_held_up() {
        let rates = Rates::new(Allowances::ENDLESS);
        for _ in 0..10 {
            assert_eq!(rates.charge(staff("ana"), u64::MAX), Ok(()));
            assert_eq!(rates.charge_stranger(None, u64::MAX), Ok(()));
        }
    }
}
