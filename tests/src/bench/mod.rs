//! What benchmarks share: an installation served by the release binary, the load on it, and the figures they print.

pub mod figures;
pub mod load;
pub mod site;

/// What a step of a benchmark came to.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
