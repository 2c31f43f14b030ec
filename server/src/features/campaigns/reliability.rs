//! How far a report can be trusted, in words. Pure.

use serde::Serialize;

use super::release::{Release, Told};

/// How far a group's figures can be trusted, by how many raters on how many occasions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reliability {
    /// A first look.
    OneOccasion,
    /// Several occasions, and still few raters.
    Growing,
    /// Two occasions of ten raters, or three of five.
    Dependable,
}

/// Of one group, by how many raters there were on each occasion.
pub fn reliability(raters: &[usize]) -> Reliability {
    let occasions_of = |many: usize| raters.iter().filter(|raters| **raters >= many).count();
    match () {
        () if occasions_of(10) >= 2 || occasions_of(5) >= 3 => Reliability::Dependable,
        () if raters.len() > 1 => Reliability::Growing,
        () => Reliability::OneOccasion,
    }
}

/// How many raters of a group there were on each occasion it was shown.
pub fn raters_of(group: Told, occasions: &[&Release]) -> Vec<usize> {
    let shown = occasions.iter().filter_map(|told| told.groups.iter().find(|shown| shown.group == group));
    shown.map(|shown| shown.raters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_occasions_of_ten_or_three_of_five_can_be_depended_on() {
        assert_eq!(reliability(&[12]), Reliability::OneOccasion);
        assert_eq!(reliability(&[12, 9]), Reliability::Growing);
        assert_eq!(reliability(&[10, 10]), Reliability::Dependable);
        assert_eq!(reliability(&[5, 5, 4]), Reliability::Growing);
        assert_eq!(reliability(&[5, 5, 5]), Reliability::Dependable);
    }
}
