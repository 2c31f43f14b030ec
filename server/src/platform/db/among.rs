//! Lists of ids in statements.

use sea_orm::Value;
use uuid::Uuid;

/// `$3,$4,…` from place `first` on, and the ids that stand there. The list is filled up with its last id to a power of
/// two, so that the database prepares each statement in few sizes. An empty list holds the nil id.
pub fn among(first: usize, ids: &[Uuid]) -> (String, Vec<Value>) {
    let size = ids.len().next_power_of_two();
    let places: Vec<String> = (first..first + size).map(|place| format!("${place}")).collect();
    let mut filled = ids.to_vec();
    filled.resize(size, ids.last().copied().unwrap_or_default());
    (places.join(","), filled.into_iter().map(Into::into).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_filled_up_with_its_last_id() {
        let (places, values) = among(3, &[1, 2, 3].map(Uuid::from_u128));

        assert_eq!(places, "$3,$4,$5,$6");
        assert_eq!(values.len(), 4);
        assert_eq!(values[3], values[2]);
    }
}
