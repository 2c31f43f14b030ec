//! Keys of this installation.

/// Keys of this installation.
pub struct Keys {}
