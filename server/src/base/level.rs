//! The scale of the Milestones: integer half-steps (domain.md 6).

use sea_orm::DeriveValueType;
use serde::Serialize;

/// A level in half-steps: 0 is "Not Yet Completed Level 1", then 2, 3, … 10 for Level 1, 1½, … 5.
///
/// 1 does not exist (it is accepted on import only, and flagged there). "Not yet assessable" is no level at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = i32, minimum = 0, maximum = 10)]
pub struct Level(i32);

impl Level {
    /// The level of so many half-steps, or `None` off the scale.
    pub fn of_half_steps(half_steps: i64) -> Option<Self> {
        match half_steps {
            0 | 2..=10 => i32::try_from(half_steps).ok().map(Self),
            _ => None,
        }
    }

    /// Half-steps: 0, or 2 to 10.
    pub fn half_steps(self) -> i32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_has_ten_places_and_one_half_step_is_not_among_them() {
        let on_the_scale: Vec<i64> = (-3..=20).filter(|n| Level::of_half_steps(*n).is_some()).collect();

        assert_eq!(on_the_scale, [0, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
}
