//! What a program itself expects of its learners, by set and year of training. Pure.

use std::collections::BTreeSet;

use serde::Serialize;

use super::TRAINING_YEARS;
use crate::{
    base::{
        error::{Error, Result},
        level::Level,
    },
    features::frameworks::SetId,
};

/// From which level to which a program expects its learners in one year of training, over all skills of one set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ExpectedBand {
    /// One of the program's sets.
    #[schema(value_type = String)]
    pub set: SetId,
    /// The year of training, 1 to 8.
    pub training_year: i32,
    /// The lower end, in half-steps.
    pub low: Level,
    /// The upper end, in half-steps; the lower one or more.
    pub high: Level,
}

/// All a program expects: at most one band for a set and a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedBands(Vec<ExpectedBand>);

impl ExpectedBands {
    /// Reads what somebody sent: set, year, lower and upper end of each band.
    ///
    /// # Errors
    /// `set_not_of_program` where no program can have such a set, `training_year_out_of_range`, `level_out_of_scale`,
    /// `low_above_high`, or `duplicate` for a second band of one set and year; each with the field.
    pub fn parse<'a>(sent: impl IntoIterator<Item = (&'a str, i64, i64, i64)>) -> Result<Self> {
        let mut said = BTreeSet::new();
        let mut bands = Vec::new();
        for (index, (set, year, low, high)) in sent.into_iter().enumerate() {
            let fault = |code, field: &str| Error::invalid(code, format!("bands[{index}].{field}"));
            let level = |half_steps, field: &str| {
                Level::of_half_steps(half_steps).ok_or_else(|| fault("level_out_of_scale", field)) //
            };
            let set = SetId::parse(set).map_err(|_| fault("set_not_of_program", "set"))?;
            let training_year = i32::try_from(year).ok().filter(|year| TRAINING_YEARS.contains(year));
            let training_year = training_year.ok_or_else(|| fault("training_year_out_of_range", "training_year"))?;
            let (low, high) = (level(low, "low")?, level(high, "high")?);
            if low > high {
                return Err(fault("low_above_high", "high"));
            }
            if !said.insert((set.clone(), training_year)) {
                return Err(fault("duplicate", "training_year"));
            }
            bands.push(ExpectedBand { set, training_year, low, high });
        }
        Ok(Self(bands))
    }

    /// The bands, in the order in which they were sent.
    pub fn as_slice(&self) -> &[ExpectedBand] {
        &self.0
    }
}
