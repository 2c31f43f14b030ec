//! Writes. Each runs inside a transaction of `Db::write`.

mod keep;
mod mark;

pub use keep::keep;
pub use mark::mark;
