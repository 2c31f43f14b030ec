//! Medians, with how often they were measured.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Outcome;

/// One measured number.
#[derive(Serialize)]
struct Figure {
    value: f64,
    unit: &'static str,
    n: usize,
}

/// Everything measured so far.
#[derive(Default, Serialize)]
#[serde(transparent)]
pub struct Figures(BTreeMap<String, Figure>);

impl Figures {
    /// Adds the median of `values`, to three digits.
    pub fn add(&mut self, name: &str, unit: &'static str, values: &[f64]) {
        self.add_of(name, unit, median(values), values.len());
    }

    /// Adds what `n` measurements came to, to three digits.
    pub fn add_of(&mut self, name: &str, unit: &'static str, value: f64, n: usize) {
        let value = round(value);
        eprintln!("{name:32} {value:>10} {unit}");
        self.0.insert(name.to_owned(), Figure { value, unit, n });
    }

    /// Prints them as JSON.
    ///
    /// # Errors
    /// Where they cannot be written as JSON, which they can.
    pub fn print(&self) -> Outcome<()> {
        println!("{}", serde_json::to_string_pretty(self)?);
        Ok(())
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Whole numbers from a hundred on, two places below.
fn round(value: f64) -> f64 {
    if value >= 100.0 { value.round() } else { (value * 100.0).round() / 100.0 }
}
