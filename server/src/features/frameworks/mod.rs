//! Frameworks: the competencies and subcompetencies that feedback is about, set by set.
//!
//! - A subcompetency is known by its set and code; the same code in another set is another skill, and titles repeat.
//! - Ids never change: each is the version-5 UUID of "set/code", on every installation.
//! - Order is the set's own ordinal (PC10 stands after PC9), never the alphabet's.
//! - Level descriptors are ours and are shown with [`WORDING`]; official level text is not part of the product.
//! - What is embedded is complete: every skill has five descriptors and words to be found by, every setting has skills.

mod api;
mod embedded;
mod model;

pub use api::routes;
pub use embedded::frameworks;
pub use model::{
    Competency, Framework, Frameworks, NOT_YET_LEVEL_1, NotASetId, SETTINGS, SetId, Subcompetency, Theme, WORDING,
};
