//! Sign-in mechanics: root secret, keys, tokens, passwords, throttling. The rules of sessions are in
//! `features::sessions`.

pub mod keys;
pub mod passwords;
pub mod root_secret;
pub mod throttle;
pub mod tokens;
