//! Slows down guessing: a few tries at once, then one now and again, by e-mail address and by network address.
//!
//! Sign-in and codes only; sync is never throttled. Each process counts for itself.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    clock::Clock as _,
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{InMemoryState, NotKeyed},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::base::{
    clock::{Clock, Timestamp},
    error::{Error, Result},
};

/// How many keys are remembered; the longest unused are forgotten first.
const REMEMBERED: usize = 10_000;

/// The server's clock as `governor` wants it.
#[derive(Clone)]
struct Ticks(Arc<dyn Clock>);

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::new(u64::try_from(self.0.now().0).unwrap_or(0).saturating_mul(1_000_000))
    }
}

type Limiter = RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Nanos>>;

/// One limit, for each key by itself.
struct PerKey<K> {
    quota: Quota,
    clock: Arc<dyn Clock>,
    limiters: Mutex<HashMap<K, (Limiter, Timestamp)>>,
}

impl<K: Eq + Hash + Clone> PerKey<K> {
    fn new(clock: Arc<dyn Clock>, burst: u32, then_one_per: Duration) -> Self {
        let one = Quota::with_period(then_one_per).unwrap_or(Quota::per_second(NonZeroU32::MIN));
        let quota = one.allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN));
        Self { quota, clock, limiters: Mutex::default() }
    }

    fn check(&self, key: K) -> Result<()> {
        let now = self.clock.now();
        let ticks = Ticks(self.clock.clone());
        let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
        if limiters.len() >= REMEMBERED && !limiters.contains_key(&key) {
            forget_half(&mut limiters);
        }
        let fresh = || (RateLimiter::direct_with_clock(self.quota, ticks.clone()), now);
        let (limiter, last) = limiters.entry(key).or_insert_with(fresh);
        if *last > now {
            // The clock was set back; counting goes on from here instead of waiting for the old hour to return.
            *limiter = fresh().0;
        }
        *last = now;
        limiter.check().map_err(|not_yet| Error::TooMany {
            code: "too_many_tries",
            after_s: not_yet.wait_time_from(ticks.now()).as_secs() + 1,
        })
    }

    fn forget(&self, key: &K) {
        self.limiters.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

fn forget_half<K: Eq + Hash + Clone>(limiters: &mut HashMap<K, (Limiter, Timestamp)>) {
    let mut by_age: Vec<(Timestamp, K)> = limiters.iter().map(|(key, (_, last))| (*last, key.clone())).collect();
    by_age.sort_unstable_by_key(|(last, _)| *last);
    by_age.truncate(REMEMBERED / 2);
    for (_, key) in by_age {
        limiters.remove(&key);
    }
}

/// Slows down guessing.
pub struct Throttle {
    tries: PerKey<[u8; 32]>,
    codes: PerKey<[u8; 32]>,
    addresses: PerKey<IpAddr>,
    raters: PerKey<IpAddr>,
    words: PerKey<[u8; 32]>,
    devices: PerKey<[u8; 32]>,
}

impl Throttle {
    /// A throttle that has seen nothing.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            tries: PerKey::new(clock.clone(), 10, Duration::from_secs(60)),
            codes: PerKey::new(clock.clone(), 5, Duration::from_secs(600)),
            // A whole hospital may share one address at the change of shift.
            addresses: PerKey::new(clock.clone(), 120, Duration::from_secs(1)),
            // So may all raters of a campaign, when its mails arrive.
            raters: PerKey::new(clock.clone(), 600, Duration::from_secs(1)),
            words: PerKey::new(clock.clone(), 20, Duration::from_secs(60)),
            devices: PerKey::new(clock, 3, Duration::from_secs(600)),
        }
    }

    /// Counts a try to sign in, by password or by code.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn try_to_sign_in(&self, email: &str, from: Option<IpAddr>) -> Result<()> {
        self.count_address(from)?;
        self.tries.check(fold(email))
    }

    /// Counts a request for a code by mail.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn ask_for_code(&self, email: &str, from: Option<IpAddr>) -> Result<()> {
        self.count_address(from)?;
        self.codes.check(fold(email))
    }

    /// Counts the opening of a rater's link, or of what a rater's device sealed.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn open_rater_link(&self, from: Option<IpAddr>) -> Result<()> {
        from.map_or(Ok(()), |address| self.raters.check(network(address)))
    }

    /// Counts a try at the word of a ward.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn try_ward_word(&self, unit: Uuid, from: Option<IpAddr>) -> Result<()> {
        let from = from.map(network).map(|address| address.to_string()).unwrap_or_default();
        self.words.check(fold(&format!("{unit} {from}")))
    }

    /// Counts an answer by a ward's poster from one device, or from one network address where the device says nothing
    /// of itself.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn answer_by_poster(&self, device: Option<&str>, from: Option<IpAddr>) -> Result<()> {
        let from = from.map(network).map(|address| address.to_string()).unwrap_or_default();
        self.devices.check(fold(device.unwrap_or(&from)))
    }

    /// Whoever got in was not guessing: their e-mail address starts afresh. The network address does not, for
    /// a guesser may have an account too.
    pub fn signed_in(&self, email: &str) {
        self.tries.forget(&fold(email));
    }

    fn count_address(&self, from: Option<IpAddr>) -> Result<()> {
        from.map_or(Ok(()), |address| self.addresses.check(network(address)))
    }
}

/// No e-mail address is kept in memory for counting.
fn fold(email: &str) -> [u8; 32] {
    Sha256::digest(email.as_bytes()).into()
}

/// One subscriber has a whole /64 of IPv6 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::testing::TestClock;

    fn throttle() -> (Throttle, Arc<TestClock>) {
        let clock = TestClock::start();
        (Throttle::new(clock.clone()), clock)
    }

    #[test]
    fn the_eleventh_try_waits_and_a_minute_later_one_more_is_allowed() {
        let (throttle, clock) = throttle();
        for _ in 0..10 {
            throttle.try_to_sign_in("ana@example.org", None).expect("a try");
        }

        let refused = throttle.try_to_sign_in("ana@example.org", None).expect_err("too many");
        throttle.try_to_sign_in("ben@example.org", None).expect("Ben is somebody else");
        clock.advance(SignedDuration::from_secs(61));
        throttle.try_to_sign_in("ana@example.org", None).expect("one more");

        assert!(matches!(refused, Error::TooMany { code: "too_many_tries", after_s: 60..=61 }), "{refused:?}");
        assert!(throttle.try_to_sign_in("ana@example.org", None).is_err());
    }

    #[test]
    fn signing_in_clears_the_persons_own_count() {
        let (throttle, _) = throttle();
        for _ in 0..50 {
            throttle.try_to_sign_in("ana@example.org", None).expect("a try");
            throttle.signed_in("ana@example.org");
        }
    }

    #[test]
    fn many_names_from_one_address_are_slowed_down_too() {
        let (throttle, _) = throttle();
        let from = |host: u16| Some(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, host)));
        let refused = (0..200).find(|n| throttle.try_to_sign_in(&format!("{n}@example.org"), from(*n)).is_err());

        assert_eq!(refused, Some(120));
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let (throttle, clock) = throttle();
        for _ in 0..10 {
            throttle.try_to_sign_in("ana@example.org", None).expect("a try");
        }
        clock.advance(SignedDuration::from_hours(-5));

        throttle.try_to_sign_in("ana@example.org", None).expect("a try");
    }

    #[test]
    fn a_flood_of_names_does_not_fill_the_memory() {
        let (throttle, _) = throttle();
        for n in 0..(REMEMBERED + 10) {
            throttle.try_to_sign_in(&n.to_string(), None).expect("a try");
        }

        assert!(throttle.tries.limiters.lock().expect("the lock").len() <= REMEMBERED);
    }
}
