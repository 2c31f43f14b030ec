//! Dice: numbers that follow from a seed, the same on every machine and with every version of every library.

/// SplitMix64. Good enough for a story, and nothing else.
pub struct Dice(u64);

impl Dice {
    /// Dice that follow from `seed`; `what` keeps two uses of one seed apart.
    pub fn new(seed: u64, what: &str) -> Self {
        let mixed = what.bytes().fold(seed ^ 0x9e37_79b9_7f4a_7c15, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(mixed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, 1.
    pub fn unit(&mut self) -> f64 {
        // 53 bits are what a double can tell apart.
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number between `from` and `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = to.saturating_sub(from).max(0).unsigned_abs() + 1;
        from + i64::try_from(self.bits() % span).unwrap_or(0)
    }

    /// Yes, that often.
    pub fn chance(&mut self, of: f64) -> bool {
        self.unit() < of
    }

    /// One of `items`, if there are any.
    pub fn one<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(items.len()).ok()? - 1;
        if last < 0 {
            return None;
        }
        items.get(usize::try_from(self.between(0, last)).ok()?)
    }

    /// The place of one weight, heavier ones more often; `None` where all weigh nothing.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> Option<usize> {
        let total: f64 = weights.clone().sum();
        if total <= 0.0 {
            return None;
        }
        let mut left = self.unit() * total;
        let mut last = None;
        for (place, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
            if left < weight {
                return Some(place);
            }
            left -= weight;
            last = Some(place);
        }
        last
    }

    /// Mixes the order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let bound = i64::try_from(last).unwrap_or(0);
            let other = usize::try_from(self.between(0, bound)).unwrap_or(0);
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_and_another_use_of_it_does_not() {
        let throws = |what| {
            let mut dice = Dice::new(7, what);
            [dice.bits(), dice.bits(), dice.bits()]
        };

        assert_eq!(throws("roster"), throws("roster"));
        assert_ne!(throws("roster"), throws("plans"));
    }

    #[test]
    fn what_weighs_nothing_is_never_taken() {
        let mut dice = Dice::new(7, "weights");

        assert!((0..200).all(|_| dice.weighted([0.0, 2.0, 0.0, 1.0].into_iter()).is_some_and(|n| n % 2 == 1)));
        assert_eq!(dice.weighted([0.0, 0.0].into_iter()), None);
        assert_eq!(dice.one::<u8>(&[]), None);
    }

    #[test]
    fn both_ends_are_thrown() {
        let mut dice = Dice::new(7, "ends");
        let thrown: Vec<i64> = (0..200).map(|_| dice.between(-1, 1)).collect();

        assert!([-1, 0, 1].iter().all(|end| thrown.contains(end)));
        assert!(thrown.iter().all(|n| (-1..=1).contains(n)));
    }
}
