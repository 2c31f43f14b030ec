//! Writes. REST and sync push call these, and there is no other path.

mod reflect;
mod respond;
mod share;

pub use reflect::reflect;
pub use respond::respond;
pub use share::share;
