//! When a plan can be signed, and what a signature does.

use super::{Goal, LearningPlan, Side, same};
use crate::base::error::Error;

/// How many SMART goals a plan holds at least.
pub const GOALS_MIN: usize = 2;

impl LearningPlan {
    /// Signs the text on one side, as it stands at version `base` of the text.
    ///
    /// # Errors
    /// Stale where `base` is not the present version of the text; 409 `already_signed`; 422 with the field:
    /// `too_few_goals`, `goal_incomplete`, `missing_field`.
    pub fn sign(&mut self, side: Side, base: i64) -> Result<(), Error> {
        same(base, self.text_version())?;
        if self.signed.contains(&side) {
            return Err(Error::conflict("already_signed"));
        }
        self.is_ready(side)?;
        self.signed.insert(side);
        self.version += 1;
        Ok(())
    }

    /// The version of the whole text, comments included: what a signature is under. Grows by one with each change.
    pub fn text_version(&self) -> i64 {
        let v = self.versions;
        v.goals + v.about + v.dates + v.learner_comment + v.coach_comment - 4
    }

    /// Whether one side can sign: two goals that are whole, the day it was talked through, the day of the next review,
    /// and that side's own comment.
    fn is_ready(&self, side: Side) -> Result<(), Error> {
        if self.goals.len() < GOALS_MIN {
            return Err(Error::invalid("too_few_goals", "goals"));
        }
        let gaps: Vec<(usize, &str)> =
            self.goals.iter().enumerate().filter_map(|(index, goal)| Some((index, gap(goal)?))).collect();
        if let Some((index, part)) = gaps.first().filter(|_| self.goals.len() - gaps.len() < GOALS_MIN) {
            return Err(Error::invalid("goal_incomplete", format!("goals[{index}].{part}")));
        }
        let (field, said) = match side {
            Side::Learner => ("learner_comment", self.learner_comment.is_some()),
            Side::Coach => ("coach_comment", self.coach_comment.is_some()),
        };
        for (field, there) in [
            ("discussed_on", self.dates.discussed_on.is_some()),
            ("next_review_on", self.dates.next_review_on.is_some()),
            (field, said),
        ] {
            if !there {
                return Err(Error::invalid("missing_field", field));
            }
        }
        Ok(())
    }
}

/// The first part that keeps a goal from being a SMART one: relevant, achievable, measurable, time-bound. What it is (and
/// so specific) is always there.
fn gap(goal: &Goal) -> Option<&'static str> {
    if goal.skills.is_empty() {
        Some("skills")
    } else if goal.strategies.is_none() {
        Some("strategies")
    } else if goal.evidence.is_none() {
        Some("evidence")
    } else if goal.projected_on.is_none() {
        Some("projected_on")
    } else {
        None
    }
}
