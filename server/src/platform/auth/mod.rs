//! Sign-in mechanics: keys, tokens, passwords, throttling. The rules of sessions are in `features::sessions`.

pub mod keys;
pub mod throttle;
pub mod tokens;
