//! Slows down guessing.

/// Slows down guessing.
pub struct Throttle {}
